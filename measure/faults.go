package measure

import (
	"math"
	"sync"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Fault is a map that its source got wrong: it gains or loses much ground which
// the next map does not. A map that lacks a whole peninsula for a day is
// one. docs/method-records.md defines it.
type Fault struct {
	Day           control.Day      // first valid day of the map
	Until         control.Day      // last day that it answers for
	Before, After control.Day      // first valid days of the maps around it
	Jump          geo.SquareMeters // held on it less held on the map before
}

// What makes a fault: a jump by more than a twentieth of the area, nine tenths
// of which the next map takes back, within a week. No army does that on a whole
// front; the archives' largest true swings are 2.4 %.
const (
	faultJump = 0.05
	faultRest = 0.1
	faultDays = 7
)

// Covers reports whether the faulty map answers for a day.
func (f Fault) Covers(day control.Day) bool { return f.Day <= day && day <= f.Until }

// FaultsOf returns the faults in the held areas of all maps of a definition, in
// order of days.
func FaultsOf(series []DayArea) []Fault {
	var maps []DayArea // those that differ from the one before
	for i, d := range series {
		if i == 0 || d.Area != series[i-1].Area {
			maps = append(maps, d)
		}
	}
	var out []Fault
	for i := 1; i+1 < len(maps); i++ {
		before, at, after := maps[i-1], maps[i], maps[i+1]
		jump := at.Area - before.Area
		if math.Abs(float64(jump)) <= faultJump*float64(before.Area) || after.Day-at.Day > faultDays ||
			math.Abs(float64(after.Area-before.Area)) > faultRest*math.Abs(float64(jump)) {
			continue
		}
		out = append(out, Fault{Day: at.Day, Until: after.Day - 1, Before: before.Day, After: after.Day, Jump: jump})
		i++ // what follows is measured from the map after
	}
	return out
}

// MarkFaults sets Fault on the days of a series whose map is one.
func MarkFaults(series []DayArea, faults []Fault) {
	for i := range series {
		for _, f := range faults {
			series[i].Fault = series[i].Fault || f.Covers(series[i].Day)
		}
	}
}

// FaultsIn returns the faults that answer for one of the days.
func FaultsIn(faults []Fault, days ...control.Day) []Fault {
	var out []Fault
	for _, f := range faults {
		for _, day := range days {
			if f.Covers(day) {
				out = append(out, f)
				break
			}
		}
	}
	return out
}

// Faults returns the faults of a definition.
func Faults(r Record, definition string) ([]Fault, error) {
	c, ok := CoverageOf(r, definition)
	if !ok {
		return nil, ErrNoDefinition{definition}
	}
	series, err := r.Series(definition, c.First, c.Last)
	return FaultsOf(series), err
}

// faults remembers the faults of chronicles. It is safe for concurrent use.
type faults struct {
	mu     sync.Mutex
	byName map[faultKey][]Fault
}

type faultKey struct {
	definition string
	known      control.Day
}

func newFaults() *faults { return &faults{byName: map[faultKey][]Fault{}} }

func (f *faults) of(definition string, known control.Day, series func() []DayArea) []Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := faultKey{definition, known}
	found, ok := f.byName[key]
	if !ok {
		found = FaultsOf(series())
		f.byName[key] = found
	}
	return found
}
