package verdict

import (
	"fmt"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// fake is a record of invented maps: each definition holds base km² before its
// first day, and gains and loses so much on each day after.
type fake struct {
	defs map[string]*fakeMaps
	list []string
}

type fakeMaps struct {
	def          control.Definition
	first, last  control.Day
	base         float64
	gained, lost func(control.Day) float64 // km² on a day
	patches      []measure.Patch
	leavesOut    control.Day // from this day on, prewar ground is left out; 0: never
}

func newFake(maps ...*fakeMaps) *fake {
	f := &fake{defs: map[string]*fakeMaps{}}
	for _, m := range maps {
		if m.gained == nil {
			m.gained = func(control.Day) float64 { return 0 }
		}
		if m.lost == nil {
			m.lost = func(control.Day) float64 { return 0 }
		}
		f.defs[m.def.Name] = m
		f.list = append(f.list, m.def.Name)
	}
	return f
}

func definition(name, source string) control.Definition {
	return control.Definition{Name: name, Source: source, Actor: "Russia", Denominator: 600_000}
}

func (f *fake) Coverage() []measure.Coverage {
	var out []measure.Coverage
	for _, name := range f.list {
		m := f.defs[name]
		out = append(out, measure.Coverage{Definition: m.def, First: m.first, Last: m.last, Days: int(m.last-m.first) + 1, Basis: measure.FromChronicle})
	}
	return out
}

func (m *fakeMaps) sums(from, to control.Day) (gained, lost float64) {
	for d := from + 1; d <= to; d++ {
		gained += m.gained(d)
		lost += m.lost(d)
	}
	return gained, lost
}

func (m *fakeMaps) on(d control.Day) (control.Day, error) {
	if d < m.first {
		return 0, fmt.Errorf("%s: %w", m.def.Name, chronicle.ErrNoMap)
	}
	return min(d, m.last), nil
}

func km2(v float64) geo.SquareMeters { return geo.SquareMeters(v * 1e6) }

func (f *fake) Held(name string, on control.Day, _ measure.Options) (measure.Held, error) {
	m := f.defs[name]
	day, err := m.on(on)
	if err != nil {
		return measure.Held{}, err
	}
	g, l := m.sums(m.first, day)
	return measure.Held{Definition: m.def, Asked: on, Day: day, Area: km2(m.base + g - l), Basis: measure.FromChronicle,
		Regions: []measure.RegionHeld{{Name: "Donetsk", Held: km2(20_000)}, {Name: "Crimea", Held: km2(26_000)}}}, nil
}

func (f *fake) Change(name string, from, to control.Day, _ measure.Options) (measure.Change, error) {
	m := f.defs[name]
	a, err := m.on(from)
	if err != nil {
		return measure.Change{}, err
	}
	b, _ := m.on(to)
	g, l := m.sums(a, b)
	return measure.Change{Definition: m.def, AskedFrom: from, From: a, AskedTo: to, To: b, Gained: km2(g), Lost: km2(l), Net: km2(g - l),
		Gross: measure.Exact, Basis: measure.FromChronicle, Patches: m.patches}, nil
}

func (f *fake) Series(name string, from, to control.Day) ([]measure.DayArea, error) {
	m := f.defs[name]
	var out []measure.DayArea
	area := m.base
	for d := m.first; d <= m.last; d++ {
		if d > m.first {
			area += m.gained(d) - m.lost(d)
		}
		if d >= from && d <= to {
			out = append(out, measure.DayArea{Day: d, Area: km2(area)})
		}
	}
	return out, nil
}

// HeldAt holds every point, save prewar ground where it is left out.
func (f *fake) HeldAt(name string, p geo.Point, on control.Day) (measure.HeldAt, error) {
	m := f.defs[name]
	day, err := m.on(on)
	at := measure.HeldAt{Asked: on, Day: day, Held: true, Share: 1, Since: m.first, Basis: measure.FromChronicle}
	if m.leavesOut != 0 && day >= m.leavesOut && p != measure.Prewar[0].At {
		at.Held, at.Share = false, 0
	}
	return at, err
}

// History is not asked for by checks.
func (f *fake) History(string, geo.Point, control.Day) ([]measure.Span, measure.Basis, error) {
	return nil, measure.FromChronicle, chronicle.ErrNoMap
}

// constant returns a function that gives v on every day.
func constant(v float64) func(control.Day) float64 { return func(control.Day) float64 { return v } }
