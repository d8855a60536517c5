package figures

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/salient-project/salient/control"
)

// columns that a table must have, in any order; others are read where they are
// there.
var columns = []string{"measure", "from", "to", "value", "unit"}

// mostBytes is more than any table of figures needs.
const mostBytes = 64 << 20

// Read reads a table of published figures: CSV (RFC 4180) with a header that
// names the columns. name is for messages. A table that is not CSV or lacks a
// column is refused with its line; a row whose values cannot be read is kept,
// with the problem in it, so that every row is answered.
func Read(r io.Reader, name string) ([]Row, error) {
	in := bufio.NewReader(io.LimitReader(r, mostBytes))
	c := csv.NewReader(in)
	c.Comma = separator(in)
	c.FieldsPerRecord = -1
	header, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: empty: want a header with the columns %s", name, strings.Join(columns, ","))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	at := map[string]int{}
	for i, h := range header {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	for _, want := range columns {
		if _, ok := at[want]; !ok {
			return nil, fmt.Errorf("%s: line 1: no column %s: want %s", name, want, strings.Join(columns, ","))
		}
	}
	var rows []Row
	for {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := c.FieldPos(0)
		if len(record) == 1 && strings.TrimSpace(record[0]) == "" {
			continue
		}
		rows = append(rows, readRow(line, func(column string) string {
			if i, ok := at[column]; ok && i < len(record) {
				return strings.TrimSpace(record[i])
			}
			return ""
		}))
	}
}

// separator tells what parts the columns of a table by its first line: commas,
// or semicolons or tabs as spreadsheets write them.
func separator(in *bufio.Reader) rune {
	head, _ := in.Peek(4096)
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	best := ','
	for _, other := range ";\t" {
		if bytes.Count(line, []byte(string(other))) > bytes.Count(line, []byte(string(best))) {
			best = other
		}
	}
	return best
}

func readRow(line int, field func(string) string) Row {
	row := Row{
		ID: field("id"), Publisher: field("publisher"), DataSource: field("data_source"),
		Measure: word(measureWords, field("measure")), Actor: word(actorWords, field("actor")), Region: field("region"),
		From: control.NoDay, To: control.NoDay,
		LowerBound: isYes(field("lower_bound_only")),
		Includes:   field("includes"), URL: field("url"), PublishedOn: field("published_on"), Note: field("note"),
	}
	if row.ID == "" {
		row.ID = "line " + strconv.Itoa(line)
	}
	problem := func(format string, args ...any) {
		if row.Problem == "" {
			row.Problem = fmt.Sprintf("line %d: ", line) + fmt.Sprintf(format, args...)
		}
	}
	day := func(column string) control.Day {
		text := field(column)
		if text == "" {
			return control.NoDay
		}
		d, err := control.ParseDay(text)
		if err != nil {
			problem("%s: %v", column, err)
		}
		return d
	}
	row.From, row.To = day("from"), day("to")
	if row.From != control.NoDay && row.To != control.NoDay && row.From > row.To {
		problem("from %s is after to %s", row.From, row.To)
	}
	number, bound := bare(field("value"))
	row.LowerBound = row.LowerBound || bound
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || v != v || v > 1e12 || v < -1e12 {
		problem("value %q: want a number", field("value"))
		v = 0
	}
	row.Value, row.Decimals = v, decimals(number)
	unit, ok := ParseUnit(field("unit"))
	if !ok {
		problem("unit %q: want km2, mi2, percent, km2/day or mi2/day", field("unit"))
	}
	row.Unit = unit
	if !slices.Contains(measures, row.Measure) {
		problem("measure %q: want %s", row.Measure, strings.Join(measures, ", "))
	}
	if row.Actor != "russia" && row.Actor != "ukraine" {
		problem("actor %q: want russia or ukraine", row.Actor)
	}
	if row.To == control.NoDay {
		problem("to: no day")
	}
	return row
}

// Other words for measures and actors.
var (
	measureWords = map[string]string{"gain": "gained", "gains": "gained", "loss": "lost", "losses": "lost", "rate": "rate_per_day", "rate per day": "rate_per_day", "control": "held", "controlled": "held"}
	actorWords   = map[string]string{"russian": "russia", "russian forces": "russia", "ru": "russia", "ukrainian": "ukraine", "ukrainian forces": "ukraine", "ua": "ukraine"}
)

func word(others map[string]string, text string) string {
	text = strings.ToLower(text)
	if w, ok := others[text]; ok {
		return w
	}
	return text
}

var grouped = regexp.MustCompile(`^[-+]?\d{1,3}(?:[, \x{a0}\x{202f}]\d{3})+(?:\.\d+)?$`)

// bare strips what newsrooms write around a number: signs for "about" and "at
// least", thousands separators, the minus sign of typesetters.
func bare(text string) (number string, lowerBound bool) {
	text = strings.ReplaceAll(text, "\u2212", "-")
	for {
		switch {
		case strings.HasPrefix(text, "≥"), strings.HasPrefix(text, ">"):
			lowerBound = true
		case strings.HasPrefix(text, "~"), strings.HasPrefix(text, "≈"):
		default:
			if grouped.MatchString(text) {
				text = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "").Replace(text)
			}
			return text, lowerBound
		}
		_, size := utf8.DecodeRuneInString(text)
		text = strings.TrimLeft(text[size:], "= ")
	}
}

var measures = []string{"gained", "lost", "net", "held", "share", "rate_per_day", "other"}

func isYes(s string) bool {
	switch strings.ToLower(s) {
	case "yes", "true", "1":
		return true
	}
	return false
}

// decimals returns how many digits are printed after the point.
func decimals(number string) int {
	_, fraction, _ := strings.Cut(number, ".")
	n := 0
	for n < len(fraction) && fraction[n] >= '0' && fraction[n] <= '9' {
		n++
	}
	return min(n, 9)
}
