package measure_test

import (
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
)

func series(km2 ...float64) []measure.DayArea {
	var out []measure.DayArea
	for i, v := range km2 {
		out = append(out, measure.DayArea{Day: control.Day(100 + i), Area: geo.SquareMeters(v * 1e6)})
	}
	return out
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name  string
		areas []measure.DayArea
		days  []control.Day // of faults
	}{
		{"ground lacks for a day", series(1000, 1001, 780, 1002), []control.Day{102}},
		{"ground lacks for three days", series(1000, 780, 780, 780, 1001), []control.Day{101}},
		{"twice as much for a day", series(1000, 2000, 1003), []control.Day{101}},
		{"a retreat", series(1000, 780, 779, 778), nil},
		{"a retreat and half of it back", series(1000, 780, 900), nil},
		{"a small swing", series(1000, 960, 1000), nil},
		{"ground lacks at the end", series(1000, 1001, 780), nil},
		{"for more than a week", series(1000, 780, 780, 780, 780, 780, 780, 780, 780, 1000), nil},
		{"none", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := measure.FaultsOf(tt.areas)
			if len(got) != len(tt.days) {
				t.Fatalf("faults %v, want %v", got, tt.days)
			}
			for i, f := range got {
				if f.Day != tt.days[i] || f.Before >= f.Day || f.After <= f.Until || !f.Covers(f.Day) || f.Covers(f.After) {
					t.Errorf("fault %+v, want one of day %d", f, tt.days[i])
				}
			}
		})
	}
}

// ISW's map of 29 September 2022 lacks Crimea: no break of its baseline, no loss
// in a window that has it inside, and said of a change that ends on it.
func TestMapWithoutCrimea(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	day := control.Date(2022, 9, 29)
	for _, name := range []string{"isw-control", "isw-assessed", "isw-afp"} {
		faults, err := measure.Faults(l, name)
		if err != nil || len(faults) != 1 || faults[0].Day != day || faults[0].Until != day {
			t.Fatalf("%s: faults %+v, %v", name, faults, err)
		}
		if breaks, err := measure.Breaks(l, name); err != nil || len(breaks) != 0 {
			t.Errorf("%s: breaks %v, %v", name, breaks, err)
		}
		ends, err := l.Change(name, day-2, day, measure.Options{})
		if err != nil || len(ends.Faults) != 1 || ends.Net.Km2() > -26_000 {
			t.Errorf("%s: a change to the faulty map: %.0f km², faults %v, %v", name, ends.Net.Km2(), ends.Faults, err)
		}
		over, err := l.Change(name, day-30, day+40, measure.Options{Patches: true})
		if err != nil || len(over.Faults) != 0 || over.Lost.Km2() > 20_000 || over.Gained.Km2() > 5_000 {
			t.Errorf("%s: across the faulty map gained %.0f, lost %.0f km², %v", name, over.Gained.Km2(), over.Lost.Km2(), err)
		}
		for _, p := range over.Patches {
			if p.Area.Km2() > 10_000 {
				t.Errorf("%s: a patch of %.0f km² %s", name, p.Area.Km2(), p.Kind)
			}
		}
	}
	c, _ := measure.CoverageOf(l, "isw-control")
	rows, _, err := measure.Periods(l, c, measure.Weekly, measure.Within{}, c.First, c.Last)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.From < day && day < r.To && (r.Lost.Km2() > 3000 || r.Gained.Km2() > 3000) {
			t.Errorf("the week of the faulty map: gained %.0f, lost %.0f km²", r.Gained.Km2(), r.Lost.Km2())
		}
	}
}

func TestPeriodsEndOnNoFault(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	days, err := l.Series("isw-control", control.Date(2022, 9, 28), control.Date(2022, 9, 30))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range days {
		if d.Fault != (d.Day == control.Date(2022, 9, 29)) {
			t.Errorf("%s: fault %v", d.Day, d.Fault)
		}
	}
}
