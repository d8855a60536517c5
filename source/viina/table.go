package viina

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
)

// Status is who controls a settlement, by one column.
type Status uint8

// The statuses. Unknown is an empty cell or NA.
const (
	Unknown Status = iota
	Ukraine
	Russia
	Contested
)

// String returns the status as tables have it, and unknown.
func (s Status) String() string { return [...]string{"unknown", "UA", "RU", "CONTESTED"}[s] }

// Run is a status and the day from which on it stands, until the next run.
type Run struct {
	From   control.Day
	Status Status
}

// Settlement is one settlement's history.
type Settlement struct {
	ID   int // GeoNames' id
	Runs [Columns][]Run
}

// On returns the status on a day; Unknown before the first.
func (s *Settlement) On(c Column, day control.Day) Status {
	runs := s.Runs[c]
	i, found := slices.BinarySearchFunc(runs, day, func(r Run, d control.Day) int { return int(r.From) - int(d) })
	if !found {
		i--
	}
	if i < 0 {
		return Unknown
	}
	return runs[i].Status
}

// Table is what a control table says.
type Table struct {
	Has         [Columns]bool                 // columns that the table has
	Known       [Columns]map[control.Day]bool // days on which any settlement has a status
	Settlements []Settlement                  // by id
	Days        []control.Day                 // with a line, sorted
	Rows        int
}

// Bounds of a table: VIINA has 33,141 settlements and one line a day of each.
const (
	maxSettlements = 200_000
	maxRows        = 100_000_000
	maxLine        = 64 << 10 // bytes
)

// ErrTable says that something is no control table, wrapped with what and where.
var ErrTable = errors.New("not a control table")

// ReadTable reads a table as it streams by: memory is bounded by the number of
// settlements and of their changes. Lines may come in any order in which each
// settlement's days ascend. Errors name the line.
func ReadTable(r io.Reader) (*Table, error) {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 64<<10), maxLine)
	var fields [][]byte
	line := 0
	next := func() bool {
		for in.Scan() {
			if line++; len(bytes.TrimSpace(in.Bytes())) > 0 {
				fields = split(fields[:0], in.Bytes())
				return true
			}
		}
		return false
	}
	if !next() {
		return nil, fmt.Errorf("%w: line 1: %w", ErrTable, cmp.Or(in.Err(), io.ErrUnexpectedEOF))
	}
	at, err := readHeader(fields)
	if err != nil {
		return nil, err
	}
	b := builder{t: &Table{}, at: at, index: map[int]int{}, days: map[control.Day]bool{}}
	for c := range b.t.Known {
		b.t.Has[c] = at.status[c] >= 0
		b.t.Known[c] = map[control.Day]bool{}
	}
	for next() {
		if err := b.row(fields); err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrTable, line, err)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%w: line %d: %w", ErrTable, line+1, err)
	}
	if b.t.Rows == 0 {
		return nil, fmt.Errorf("%w: no line below the header", ErrTable)
	}
	b.t.Days = slices.Sorted(maps.Keys(b.days))
	slices.SortFunc(b.t.Settlements, func(a, b Settlement) int { return a.ID - b.ID })
	return b.t, nil
}

// split appends a line's fields, without the quotes that R puts around text.
func split(to [][]byte, line []byte) [][]byte {
	for field := range bytes.SplitSeq(bytes.TrimRight(line, "\r"), []byte(",")) {
		if n := len(field); n >= 2 && field[0] == '"' && field[n-1] == '"' {
			field = field[1 : n-1]
		}
		to = append(to, field)
	}
	return to
}

// builder puts a table together line by line.
type builder struct {
	t     *Table
	at    header
	index map[int]int   // of settlements, by id
	last  []control.Day // of each
	days  map[control.Day]bool
	memo  memory
}

// row takes in one line.
func (b *builder) row(fields [][]byte) error {
	if len(fields) != b.at.fields {
		return fmt.Errorf("%d fields, the header has %d", len(fields), b.at.fields)
	}
	if b.t.Rows++; b.t.Rows > maxRows {
		return fmt.Errorf("more than %d lines", maxRows)
	}
	id, err := b.memo.id(fields[b.at.id])
	if err != nil {
		return fmt.Errorf("geonameid %q", fields[b.at.id])
	}
	day, err := b.memo.day(fields[b.at.date])
	if err != nil {
		return fmt.Errorf("date %q: want YYYYMMDD", fields[b.at.date])
	}
	k, ok := b.index[id]
	if !ok {
		if k = len(b.t.Settlements); k >= maxSettlements {
			return fmt.Errorf("more than %d settlements", maxSettlements)
		}
		b.index[id] = k
		b.t.Settlements = append(b.t.Settlements, Settlement{ID: id})
		b.last = append(b.last, control.NoDay)
	}
	if day == b.last[k] {
		return fmt.Errorf("settlement %d stands twice on %s", id, day)
	}
	if day < b.last[k] {
		return fmt.Errorf("settlement %d: %s comes after %s", id, day, b.last[k])
	}
	b.last[k], b.days[day] = day, true
	runs := &b.t.Settlements[k].Runs
	for c, field := range b.at.status {
		if field < 0 {
			continue
		}
		s, err := readStatus(fields[field])
		if err != nil {
			return fmt.Errorf("%s: %w", Column(c), err)
		}
		if s != Unknown && !b.t.Known[c][day] {
			b.t.Known[c][day] = true
		}
		if n := len(runs[c]); n == 0 || runs[c][n-1].Status != s {
			runs[c] = append(runs[c], Run{day, s})
		}
	}
	return nil
}

// header says in which fields of a line what stands; -1: nowhere.
type header struct {
	fields   int
	id, date int
	status   [Columns]int
}

func readHeader(names [][]byte) (header, error) {
	h := header{fields: len(names), id: -1, date: -1}
	for c := range h.status {
		h.status[c] = -1
	}
	found := 0
	for i, name := range names {
		switch name := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(name), "\ufeff"))); name {
		case "geonameid":
			h.id = i
		case "date":
			h.date = i
		default:
			for c := range columns {
				if name == columns[c].name {
					h.status[c] = i
					found++
				}
			}
		}
	}
	if h.id < 0 || h.date < 0 || found == 0 {
		return h, fmt.Errorf("%w: line 1: columns %q, want geonameid, date and at least one of status, status_wiki, status_boost, status_dsm, status_isw", ErrTable, names)
	}
	return h, nil
}

func readStatus(text []byte) (Status, error) {
	switch string(text) {
	case "UA":
		return Ukraine, nil
	case "RU":
		return Russia, nil
	case "CONTESTED":
		return Contested, nil
	case "", "NA":
		return Unknown, nil
	}
	return Unknown, fmt.Errorf("status %q, want UA, RU, CONTESTED or nothing", text)
}

// memory keeps what the line before said: most lines repeat a day or a settlement.
type memory struct {
	idText string
	lastID int
	days   map[string]control.Day
}

// id reads GeoNames' id, which R may have written as 461727.0 or 7e+05.
func (m *memory) id(text []byte) (int, error) {
	if string(text) == m.idText && m.idText != "" {
		return m.lastID, nil
	}
	n, err := strconv.Atoi(string(text))
	if err != nil {
		v, ferr := strconv.ParseFloat(string(text), 64)
		if ferr != nil || v != math.Trunc(v) || v > 1e10 {
			return 0, err
		}
		n = int(v)
	}
	if n <= 0 {
		return 0, errors.New("not a positive number")
	}
	m.idText, m.lastID = string(text), n
	return n, nil
}

func (m *memory) day(text []byte) (control.Day, error) {
	if d, ok := m.days[string(text)]; ok {
		return d, nil
	}
	t, err := time.Parse("20060102", string(text))
	if err != nil {
		if t, err = time.Parse(time.DateOnly, string(text)); err != nil {
			return control.NoDay, err
		}
	}
	if m.days == nil {
		m.days = map[string]control.Day{}
	}
	d := control.DayOf(t)
	m.days[string(text)] = d
	return d, nil
}
