package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/golang/geo/s2"
	"github.com/klauspost/compress/zstd"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// The tables, each a CSV file compressed with zstd; docs/ledger.md describes
// their columns. Areas are whole square meters.
const (
	fileIndex   = "ledger.json"
	fileMaps    = "maps.csv.zst"
	fileHeld    = "held.csv.zst"
	fileWindows = "windows.csv.zst"
	filePatches = "patches.csv.zst"
	fileCells   = "cells.csv.zst"
	fileLines   = "lines.csv.zst"
)

// index is what ledger.json says of the whole.
type index struct {
	Method      string               `json:"method"`
	Definitions []control.Definition `json:"definitions"`
	Archives    []archiveUsed        `json:"archives"`
}

// archiveUsed is one archive that the ledger was measured from.
type archiveUsed struct {
	Source      string `json:"source"`
	File        string `json:"file"`
	SHA256      string `json:"sha256"`
	Attribution string `json:"attribution"`
}

// table reads a compressed CSV file row by row. Fields hold no quotes and no
// commas: names in the ledger have none, which writing checks.
type table struct {
	file   string
	data   []byte
	fields [16][]byte
	n      int
	line   int
	err    error
}

func openTable(files fs.FS, file string) (*table, error) {
	packed, err := fs.ReadFile(files, file)
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<28))
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	defer d.Close()
	data, err := d.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("ledger: %s: %w", file, err)
	}
	t := &table{file: file, data: data}
	t.next() // the header
	return t, t.err
}

// next moves to the next row and reports whether there is one.
func (t *table) next() bool {
	if len(t.data) == 0 || t.err != nil {
		return false
	}
	var line []byte
	line, t.data, _ = bytes.Cut(t.data, []byte{'\n'})
	t.line++
	for t.n = 0; t.n < len(t.fields); {
		field, rest, more := bytes.Cut(line, []byte{','})
		t.fields[t.n] = field
		t.n++
		if !more {
			break
		}
		line = rest
	}
	return true
}

func (t *table) fail(i int, err error) {
	if t.err == nil {
		t.err = fmt.Errorf("ledger: %s: line %d, field %d: %w", t.file, t.line, i+1, err)
	}
}

func (t *table) text(i int) string {
	if i >= t.n {
		t.fail(i, fmt.Errorf("missing"))
		return ""
	}
	return string(t.fields[i])
}

func (t *table) int(i int) int64 {
	if i >= t.n {
		t.fail(i, fmt.Errorf("missing"))
		return 0
	}
	v, err := strconv.ParseInt(string(t.fields[i]), 10, 64)
	if err != nil {
		t.fail(i, err)
	}
	return v
}

func (t *table) area(i int) geo.SquareMeters { return geo.SquareMeters(t.int(i)) }

func (t *table) day(i int) control.Day { return control.Day(t.int(i)) }

// definition returns what the row's first field, an index into the definitions,
// refers to.
func (l *Ledger) definitionOf(t *table) *measured {
	i := t.int(0)
	if t.err == nil && (i < 0 || int(i) >= len(l.definitions)) {
		t.fail(0, fmt.Errorf("no definition %d", i))
	}
	if t.err != nil {
		return &measured{}
	}
	return l.definitions[i]
}

func (l *Ledger) readMaps() error {
	raw, err := fs.ReadFile(l.files, fileIndex)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	var ix index
	if err := json.Unmarshal(raw, &ix); err != nil {
		return fmt.Errorf("ledger: %s: %w", fileIndex, err)
	}
	for _, d := range ix.Definitions {
		m := &measured{definition: d}
		l.definitions = append(l.definitions, m)
		l.byName[d.Name] = m
	}
	t, err := openTable(l.files, fileMaps)
	if err != nil {
		return err
	}
	for t.next() {
		m := l.definitionOf(t)
		r := mapRow{day: t.day(1), known: t.day(2), state: int(t.int(3))}
		switch {
		case r.state == len(m.starts):
			m.starts = append(m.starts, r.day)
		case r.state < 0 || r.state != len(m.starts)-1:
			t.fail(3, fmt.Errorf("state %d behind state %d", r.state, len(m.starts)-1))
		}
		m.maps = append(m.maps, r)
	}
	if t.err != nil {
		return t.err
	}
	for _, m := range l.definitions {
		if len(m.maps) == 0 {
			return fmt.Errorf("ledger: %s: no maps of %s", fileMaps, m.definition.Name)
		}
	}
	return nil
}

func (l *Ledger) readHeld() error {
	t, err := openTable(l.files, fileHeld)
	if err != nil {
		return err
	}
	for t.next() {
		m := l.definitionOf(t)
		region := t.text(1)
		if m.steps == nil {
			m.steps = map[string][]step{}
		}
		if _, ok := m.steps[region]; !ok && region != whole {
			m.regions = append(m.regions, region)
		}
		m.steps[region] = append(m.steps[region], step{t.day(2), t.area(3)})
	}
	return t.err
}

func (l *Ledger) readLines() error {
	t, err := openTable(l.files, fileLines)
	if err != nil {
		return err
	}
	for t.next() {
		m := l.definitionOf(t)
		if m.lines == nil {
			m.lines = map[string][]step{}
		}
		region := t.text(1)
		m.lines[region] = append(m.lines[region], step{t.day(2), t.area(3)})
	}
	return t.err
}

func (l *Ledger) readWindows() error {
	t, err := openTable(l.files, fileWindows)
	if err != nil {
		return err
	}
	for t.next() {
		m := l.definitionOf(t)
		if m.windows == nil {
			m.windows = map[[2]control.Day]*window{}
		}
		key := [2]control.Day{t.day(1), t.day(1) + t.day(2)}
		w := m.windows[key]
		if w == nil {
			w = &window{}
			m.windows[key] = w
		}
		if region := t.text(3); region != whole {
			r := measure.RegionChange{Name: region, Gained: t.area(4), Lost: t.area(5)}
			r.Net = r.Gained - r.Lost
			w.regions = append(w.regions, r)
			continue
		}
		w.gained, w.lost, w.sliverGained, w.sliverLost = t.area(4), t.area(5), t.area(6), t.area(7)
	}
	return t.err
}

func (l *Ledger) readPatches() error {
	t, err := openTable(l.files, filePatches)
	if err != nil {
		return err
	}
	for t.next() {
		m := l.definitionOf(t)
		p := measure.Patch{
			Day: t.day(2), Kind: measure.Gained, Area: t.area(4),
			Centroid: geo.Point{X: int32(t.int(5)) * 1000, Y: int32(t.int(6)) * 1000},
			Region:   t.text(7),
			Near:     measure.Near{Place: t.text(8), Distance: geo.Meters(t.int(9)) * 100, Bearing: t.text(10)},
		}
		if t.text(3) == "-" {
			p.Kind = measure.Lost
		}
		m.patches = append(m.patches, p)
		m.from = append(m.from, t.day(1))
	}
	return t.err
}

func (l *Ledger) readCells() error {
	t, err := openTable(l.files, fileCells)
	if err != nil {
		return err
	}
	for t.next() {
		m := l.definitionOf(t)
		if m.cells == nil {
			m.cells = map[s2.CellID][]share{}
		}
		id := s2.CellIDFromToken(t.text(1))
		m.cells[id] = append(m.cells[id], share{t.day(2), int(t.int(3))})
	}
	return t.err
}
