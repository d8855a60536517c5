// Package ledger holds rows measured beforehand from the archives of published
// maps, embedded so that every question has an answer offline.
//
// Start with [Default]. A [Ledger] answers as a [measure.Record]. It holds
// figures only, never polygons: daily held areas by oblast, every patch gained
// or lost, gross changes for the windows that people ask about, and the share
// held of each cell of a standard grid. docs/ledger.md describes the tables;
// ledger/gen computes them, and a test recomputes a part.
package ledger

import (
	"embed"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"sort"
	"sync"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

//go:embed data
var embedded embed.FS

// Default returns the embedded ledger. It is read once.
var Default = sync.OnceValues(func() (*Ledger, error) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	return Open(sub, gazetteer.Default())
})

// Ledger is a set of measured rows. It reads a table when it is first needed.
// It is safe for concurrent use.
type Ledger struct {
	files fs.FS
	where *gazetteer.Gazetteer

	definitions []*measured
	byName      map[string]*measured

	held, windows, patches, cells, lines func() error
}

// measured is what the ledger knows of one definition.
type measured struct {
	definition control.Definition
	maps       []mapRow      // one a valid day, ascending
	starts     []control.Day // of each state, its first day
	regions    []string      // in the order of the held table
	steps      map[string][]step
	windows    map[[2]control.Day]*window
	patches    []measure.Patch // Day is the day to
	from       []control.Day   // of patches
	cells      map[s2.CellID][]share
	lines      map[string][]step // lengths in meters, by oblast

	treeOnce   sync.Once
	tree       *measure.CellTree
	treeShares [][]share // of the tree's cells

	faultsOnce sync.Once
	found      []measure.Fault

	totalsOnce sync.Once
	totals     map[string]geo.SquareMeters // of the regions that the gazetteer knows
}

// faults returns the faults among the maps. The held table must have been read.
func (m *measured) faults() []measure.Fault {
	m.faultsOnce.Do(func() {
		days := make([]measure.DayArea, len(m.maps))
		for i, r := range m.maps {
			days[i] = measure.DayArea{Day: r.day, Area: areaOn(m.steps[whole], r.day)}
		}
		m.found = measure.FaultsOf(days)
	})
	return m.found
}

type mapRow struct {
	day, known control.Day
	state      int // ascending from 0; equal for equal maps
}

type step struct {
	day  control.Day
	area geo.SquareMeters
}

type window struct {
	gained, lost             geo.SquareMeters
	sliverGained, sliverLost geo.SquareMeters
	regions                  []measure.RegionChange
}

// share is the part of a cell that is held from a day on, in thousandths.
type share struct {
	day      control.Day
	permille int
}

// Open reads a ledger's index from files; the tables are read when needed.
func Open(files fs.FS, where *gazetteer.Gazetteer) (*Ledger, error) {
	l := &Ledger{files: files, where: where, byName: map[string]*measured{}}
	if err := l.readMaps(); err != nil {
		return nil, err
	}
	l.held = sync.OnceValue(l.readHeld)
	l.windows = sync.OnceValue(l.readWindows)
	l.patches = sync.OnceValue(l.readPatches)
	l.cells = sync.OnceValue(l.readCells)
	l.lines = sync.OnceValue(l.readLines)
	return l, nil
}

// Coverage implements [measure.Record].
func (l *Ledger) Coverage() []measure.Coverage { return l.coverage(false) }

// Aside returns what can be asked by name only: see [measure.CoverageOf].
func (l *Ledger) Aside() []measure.Coverage { return l.coverage(true) }

func (l *Ledger) coverage(aside bool) []measure.Coverage {
	var out []measure.Coverage
	for _, m := range l.definitions {
		if m.definition.Aside != aside {
			continue
		}
		out = append(out, measure.Coverage{
			Definition: m.definition,
			First:      m.maps[0].day, Last: m.maps[len(m.maps)-1].day,
			Days: len(m.maps), Distinct: m.maps[len(m.maps)-1].state + 1,
			Basis: measure.FromLedger,
		})
	}
	return out
}

func (l *Ledger) definition(name string, o measure.Options) (*measured, error) {
	m := l.byName[name]
	if m == nil {
		return nil, measure.ErrNoDefinition{Name: name}
	}
	if o.AsKnownOn != 0 && o.AsKnownOn != control.NoDay {
		return nil, measure.NewestOnlyError{Definitions: []string{name}, Day: o.AsKnownOn}
	}
	if o.By != nil {
		return nil, fmt.Errorf("%s: the embedded ledger has no boundaries to split, only oblasts: %w", name, chronicle.ErrNoMap)
	}
	return m, nil
}

// on returns the map of a day, or the nearest earlier one.
func (m *measured) on(day control.Day) (mapRow, error) {
	i := sort.Search(len(m.maps), func(i int) bool { return m.maps[i].day > day })
	if i == 0 {
		return mapRow{}, fmt.Errorf("%s, %s: %w (first map: %s)", m.definition.Name, day, chronicle.ErrNoMap, m.maps[0].day)
	}
	return m.maps[i-1], nil
}

// first returns the first day of a map's state: the day by which rows name it.
func (m *measured) first(r mapRow) control.Day {
	return m.starts[r.state]
}

// after returns the first day of the state after a map's, or NoDay.
func (m *measured) after(r mapRow) control.Day {
	if r.state+1 == len(m.starts) {
		return control.NoDay
	}
	return m.starts[r.state+1]
}

func areaOn(steps []step, day control.Day) geo.SquareMeters {
	i := sort.Search(len(steps), func(i int) bool { return steps[i].day > day })
	if i == 0 {
		return 0
	}
	return steps[i-1].area
}

// whole is the name of the row for the whole definition in the held table.
const whole = ""

// Held implements [measure.Record].
func (l *Ledger) Held(definition string, on control.Day, o measure.Options) (measure.Held, error) {
	m, err := l.definition(definition, o)
	if err != nil {
		return measure.Held{}, err
	}
	if err := l.held(); err != nil {
		return measure.Held{}, err
	}
	row, err := m.on(on)
	if err != nil {
		return measure.Held{}, err
	}
	h := measure.Held{
		Definition: m.definition, Asked: on, Day: row.day, Known: row.known,
		Area: areaOn(m.steps[whole], row.day), Basis: measure.FromLedger,
		Faults: measure.FaultsIn(m.faults(), row.day),
	}
	if err := l.lines(); err != nil {
		return measure.Held{}, err
	}
	model, modeled := measure.ModelOf(m.definition.Source)
	modeled = modeled && !m.definition.Aside // which has no line of contact
	lengths := m.lengthsOn(row.day)
	if modeled {
		whole := geo.Meters(0)
		for _, r := range lengths {
			whole += r.Length
		}
		h.Interval = model.Held(h.Area, whole)
	}
	if o.ByRegion {
		m.totalsOnce.Do(func() {
			m.totals = map[string]geo.SquareMeters{}
			for _, name := range m.regions {
				if r := l.where.RegionByName(name); r != nil {
					m.totals[name] = r.Area()
				}
			}
		})
		for _, name := range m.regions {
			area := areaOn(m.steps[name], row.day)
			if area == 0 {
				continue
			}
			rh := measure.RegionHeld{Name: name, Held: area, Rest: name == measure.Outside}
			rh.Total = m.totals[name]
			if modeled {
				rh.Interval = model.HeldIn(rh.Held, rh.Total, lengthIn(lengths, name))
			}
			h.Regions = append(h.Regions, rh)
		}
		measure.SortHeld(h.Regions)
	}
	return h, nil
}

// Series implements [measure.Record].
func (l *Ledger) Series(definition string, from, to control.Day) ([]measure.DayArea, error) {
	m, err := l.definition(definition, measure.Options{})
	if err != nil {
		return nil, err
	}
	if err := l.held(); err != nil {
		return nil, err
	}
	var out []measure.DayArea
	for _, r := range m.maps {
		if r.day >= from && r.day <= to {
			out = append(out, measure.DayArea{Day: r.day, Area: areaOn(m.steps[whole], r.day)})
		}
	}
	measure.MarkFaults(out, m.faults())
	if len(out) == 0 {
		return nil, fmt.Errorf("%s, %s to %s: %w", definition, from, to, chronicle.ErrNoMap)
	}
	return out, nil
}

// Change implements [measure.Record]. Gross figures are exact for the windows
// in the ledger; for others they are sums of daily changes, which
// [measure.Change.Gross] says. Patches are those of the daily changes.
func (l *Ledger) Change(definition string, from, to control.Day, o measure.Options) (measure.Change, error) {
	m, err := l.definition(definition, o)
	if err != nil {
		return measure.Change{}, err
	}
	if from > to {
		back, err := l.Change(definition, to, from, o)
		return back.Backwards(), err
	}
	if err := l.held(); err != nil {
		return measure.Change{}, err
	}
	if err := l.windows(); err != nil {
		return measure.Change{}, err
	}
	a, err := m.on(from)
	if err != nil {
		return measure.Change{}, err
	}
	b, err := m.on(to)
	if err != nil {
		return measure.Change{}, err
	}
	if err := measure.CheckWindow(definition, a.day, b.day, from, to); err != nil {
		return measure.Change{}, err
	}
	ch := measure.Change{
		Definition: m.definition, AskedFrom: from, From: a.day, AskedTo: to, To: b.day,
		Net: areaOn(m.steps[whole], b.day) - areaOn(m.steps[whole], a.day), Basis: measure.FromLedger, Slivers: o.Slivers,
	}
	ch.Faults = measure.FaultsIn(m.faults(), a.day, b.day)
	l.gross(m, &ch, a, b)
	moved := ch.Gained + ch.Lost
	if o.Slivers == measure.Include {
		ch.Gained += ch.SliverGained
		ch.Lost += ch.SliverLost
	}
	if !o.ByRegion {
		ch.Regions = nil
	}
	if model, ok := measure.ModelOf(m.definition.Source); ok {
		model.IntervalsOf(&ch, moved)
	}
	measure.SortChanged(ch.Regions)
	if o.Patches {
		if err := l.patches(); err != nil {
			return measure.Change{}, err
		}
		ch.Patches = m.patchesBetween(m.first(a), m.first(b))
	}
	return ch, nil
}

// gross fills in gross figures: from the window's own row, or by adding up the
// days.
func (l *Ledger) gross(m *measured, ch *measure.Change, a, b mapRow) {
	add := func(w *window) {
		ch.Gained += w.gained
		ch.Lost += w.lost
		ch.SliverGained += w.sliverGained
		ch.SliverLost += w.sliverLost
		for _, r := range w.regions {
			i := slices.IndexFunc(ch.Regions, func(x measure.RegionChange) bool { return x.Name == r.Name })
			if i < 0 {
				i = len(ch.Regions)
				ch.Regions = append(ch.Regions, measure.RegionChange{Name: r.Name, Rest: r.Name == measure.Outside})
			}
			ch.Regions[i].Gained += r.Gained
			ch.Regions[i].Lost += r.Lost
			ch.Regions[i].Net += r.Net
		}
	}
	ch.Gross = measure.Exact
	if a.state == b.state {
		return
	}
	first, last := m.first(a), m.first(b)
	if w := m.windows[[2]control.Day{first, last}]; w != nil {
		add(w)
		return
	}
	ch.Gross = measure.DailySum
	prev := first
	for state := a.state + 1; state <= b.state; state++ {
		r := mapRow{day: m.starts[state], state: state}
		// A faulty map within the window is passed over: its ground never
		// changed hands, there and back.
		if r.day != last && len(measure.FaultsIn(m.faults(), r.day)) > 0 {
			if _, ok := m.windows[[2]control.Day{prev, m.after(r)}]; ok {
				continue
			}
		}
		if w := m.windows[[2]control.Day{prev, r.day}]; w != nil {
			add(w)
		}
		prev = r.day
	}
}

// faulty reports whether a patch is ground of a faulty map that lies wholly
// within the days: the map after took it back.
func (m *measured) faulty(p measure.Patch, from, to control.Day) bool {
	for _, f := range m.faults() {
		if (p.Day == f.Day || p.Day == f.After) && from <= f.Before && f.After <= to {
			return math.Abs(float64(f.Jump)) < 10*float64(p.Area)
		}
	}
	return false
}

func (m *measured) patchesBetween(from, to control.Day) []measure.Patch {
	var out []measure.Patch
	for i, p := range m.patches {
		if m.from[i] >= from && p.Day <= to && !m.faulty(p, from, to) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b measure.Patch) int {
		switch {
		case a.Area > b.Area:
			return -1
		case a.Area < b.Area:
			return 1
		}
		return 0
	})
	return out
}

// Counting returns the ledger with slivers counted as said, where a question
// does not say itself.
func (l *Ledger) Counting(s measure.Slivers) measure.Record { return counting{l, s} }

type counting struct {
	*Ledger
	slivers measure.Slivers
}

func (c counting) Change(definition string, from, to control.Day, o measure.Options) (measure.Change, error) {
	if o.Slivers == "" {
		o.Slivers = c.slivers
	}
	return c.Ledger.Change(definition, from, to, o)
}
