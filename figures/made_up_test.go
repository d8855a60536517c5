package figures_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/figures"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// madeUp is a record with one map a day. On day n of a definition, 0 being its
// first, a(n) = start + n(n+1)/2 km² are held, so that every window has its own
// net. Each day, lost km² are lost too and more gained, so gross is not net. A
// tenth of everything lies in Donetsk, nothing elsewhere.
type madeUp struct {
	definitions []madeUpDefinition
}

type madeUpDefinition struct {
	name, source, actor string
	first, last         control.Day
	start, lost         float64        // km²
	daily               bool           // gross areas over 20 days are sums of daily ones, with lost counted twice
	gap                 [2]control.Day // days without a map, both included; zero: none
}

func day(s string) control.Day {
	d, err := control.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func newMadeUp() madeUp {
	return madeUp{[]madeUpDefinition{
		{"deepstate", "deepstate", "Russia", day("2025-01-01"), day("2026-12-31"), 100_000, 25, false, [2]control.Day{day("2025-02-11"), day("2025-02-11")}},
		{"isw-control", "isw", "Russia", day("2022-02-24"), day("2022-12-31"), 42_000, 1, true, [2]control.Day{day("2022-05-01"), day("2022-06-10")}},
		{"isw-afp", "isw", "Russia", day("2022-02-24"), day("2022-12-31"), 50_000, 3, false, [2]control.Day{}},
	}}
}

func (d madeUpDefinition) area(on control.Day) float64 {
	n := float64(on - d.first)
	return d.start + n*(n+1)/2
}

func (d madeUpDefinition) definition() control.Definition {
	return control.Definition{Name: d.name, Source: d.source, Actor: d.actor, Denominator: 600_000}
}

func (m madeUp) find(name string) (madeUpDefinition, error) {
	for _, d := range m.definitions {
		if d.name == name {
			return d, nil
		}
	}
	return madeUpDefinition{}, measure.ErrNoDefinition{Name: name}
}

// mapOf returns the day of the map that answers for a day.
func (d madeUpDefinition) mapOf(on control.Day) (control.Day, error) {
	if on < d.first {
		return 0, fmt.Errorf("%s, %s: %w", d.name, on, chronicle.ErrNoMap)
	}
	on = min(on, d.last)
	if d.gap[0] != 0 && on >= d.gap[0] && on <= d.gap[1] {
		on = d.gap[0] - 1
	}
	return on, nil
}

func km2(v float64) geo.SquareMeters { return geo.SquareMeters(v * 1e6) }

func (m madeUp) Coverage() []measure.Coverage {
	var out []measure.Coverage
	for _, d := range m.definitions {
		out = append(out, measure.Coverage{Definition: d.definition(), First: d.first, Last: d.last, Days: int(d.last-d.first) + 1})
	}
	return out
}

func (m madeUp) Held(name string, on control.Day, o measure.Options) (measure.Held, error) {
	d, err := m.find(name)
	if err != nil {
		return measure.Held{}, err
	}
	used, err := d.mapOf(on)
	if err != nil {
		return measure.Held{}, err
	}
	h := measure.Held{Definition: d.definition(), Asked: on, Day: used, Area: km2(d.area(used)), Basis: measure.FromLedger}
	if o.ByRegion {
		h.Regions = []measure.RegionHeld{{Name: "Donetsk", Held: h.Area / 10}}
	}
	return h, nil
}

func (m madeUp) Change(name string, from, to control.Day, o measure.Options) (measure.Change, error) {
	a, err := m.Held(name, from, o)
	if err != nil {
		return measure.Change{}, err
	}
	b, err := m.Held(name, to, o)
	if err != nil {
		return measure.Change{}, err
	}
	d, _ := m.find(name)
	lost := km2(d.lost * float64(b.Day-a.Day))
	ch := measure.Change{
		Definition: d.definition(), AskedFrom: from, From: a.Day, AskedTo: to, To: b.Day,
		Net: b.Area - a.Area, Lost: lost, Gained: b.Area - a.Area + lost, Basis: measure.FromLedger, Gross: measure.Exact,
	}
	if d.daily && to-from > 20 {
		ch.Gross = measure.DailySum
		ch.Gained += lost
		ch.Lost += lost
	}
	if o.ByRegion {
		ch.Regions = []measure.RegionChange{{Name: "Donetsk", Gained: ch.Gained / 10, Lost: lost / 10, Net: ch.Net / 10}}
	}
	return ch, nil
}

func (m madeUp) Series(name string, from, to control.Day) ([]measure.DayArea, error) {
	d, err := m.find(name)
	if err != nil {
		return nil, err
	}
	var out []measure.DayArea
	for on := max(from, d.first); on <= min(to, d.last); on++ {
		if used, _ := d.mapOf(on); used == on {
			out = append(out, measure.DayArea{Day: on, Area: km2(d.area(on))})
		}
	}
	if len(out) == 0 {
		return nil, chronicle.ErrNoMap
	}
	return out, nil
}

func (madeUp) HeldAt(string, geo.Point, control.Day) (measure.HeldAt, error) {
	return measure.HeldAt{}, chronicle.ErrNoMap
}

func (madeUp) History(string, geo.Point, control.Day) ([]measure.Span, measure.Basis, error) {
	return nil, "", chronicle.ErrNoMap
}

const header = "id,publisher,data_source,measure,actor,region,from,to,value,unit,lower_bound_only,includes,note\n"

// answers solves rows of CSV against the made-up record.
func answers(t testing.TB, lines ...string) []figures.Answer {
	t.Helper()
	rows, err := figures.Read(strings.NewReader(header+strings.Join(lines, "\n")), "made-up.csv")
	if err != nil {
		t.Fatal(err)
	}
	c, err := figures.Default()
	if err != nil {
		t.Fatal(err)
	}
	return figures.Recompute(rows, newMadeUp(), gazetteer.Default(), c).Answers
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6*math.Max(1, math.Abs(b)) }
