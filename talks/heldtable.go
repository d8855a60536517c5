package talks

import (
	"fmt"
	"slices"
	"sort"

	"github.com/salient-project/salient/control"
)

// HeldTable is a Ground made of held areas by day alone, such as a published
// series: it knows nets, neither gross figures nor polygons.
type HeldTable []HeldSeries

// NewHeldTable returns a table of the series, each sorted by day. It refuses a
// day given twice.
func NewHeldTable(series ...HeldSeries) (HeldTable, error) {
	table := make(HeldTable, len(series))
	for i, s := range series {
		s.Days = slices.Clone(s.Days)
		slices.SortFunc(s.Days, func(a, b HeldDay) int { return int(a.Day - b.Day) })
		for j := 1; j < len(s.Days); j++ {
			if s.Days[j].Day == s.Days[j-1].Day {
				return nil, fmt.Errorf("%s: %s is given twice", s.Definition, s.Days[j].Day)
			}
		}
		table[i] = s
	}
	return table, nil
}

// at returns the latest day on or before d.
func (s HeldSeries) at(d control.Day) (HeldDay, bool) {
	i := sort.Search(len(s.Days), func(i int) bool { return s.Days[i].Day > d })
	if i == 0 {
		return HeldDay{}, false
	}
	return s.Days[i-1], true
}

// Change returns net changes between the latest maps on or before the two days,
// but none across a break of a series.
func (t HeldTable) Change(from, to control.Day) ([]GroundChange, error) {
	var out []GroundChange
	for _, s := range t {
		a, ok := s.at(from)
		b, _ := s.at(to)
		if !ok || to < from || s.breaks(a.Day, b.Day) {
			continue
		}
		out = append(out, GroundChange{Source: s.Source, Definition: s.Definition, From: from, To: to,
			MapFrom: a.Day, MapTo: b.Day, Net: b.Km2 - a.Km2, Patches: []GroundPatch{}})
	}
	if out == nil {
		return nil, fmt.Errorf("%s to %s: %w", from, to, ErrNoGround)
	}
	return out, nil
}

// Held returns the days of each series that lie in the period.
func (t HeldTable) Held(from, to control.Day) ([]HeldSeries, error) {
	var out []HeldSeries
	for _, s := range t {
		lo := sort.Search(len(s.Days), func(i int) bool { return s.Days[i].Day >= from })
		hi := sort.Search(len(s.Days), func(i int) bool { return s.Days[i].Day > to })
		if lo < hi {
			s.Days = s.Days[lo:hi]
			out = append(out, s)
		}
	}
	return out, nil
}

// Area returns ErrNoGround: a table of areas has no polygons.
func (t HeldTable) Area(rule Rule, on control.Day) ([]GroundArea, error) {
	return nil, fmt.Errorf("%s on %s: a table of areas has no polygons: %w", rule.Rule, on, ErrNoGround)
}
