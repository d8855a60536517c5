package measure_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// weeks returns rows of nets in km², a week each; NaN leaves a gap.
func weeks(nets ...float64) []measure.Row {
	var rows []measure.Row
	for i, v := range nets {
		if !math.IsNaN(v) {
			from := control.Date(2026, 1, 5) + control.Day(7*i)
			rows = append(rows, measure.Row{From: from, To: from + 7, Net: geo.SquareMeters(v * 1e6)})
		}
	}
	return rows
}

func TestRecordsRankPeriods(t *testing.T) {
	rows := weeks(5, 9, -2, 3, 4, 7, math.NaN(), 8, 9)
	s := measure.RecordsOf(rows, "net", len(rows)-1, 2)
	if s.Largest[0].From != rows[1].From || s.Largest[1].From != rows[7].From {
		t.Errorf("largest: %s and %s", s.Largest[0].From, s.Largest[1].From)
	}
	if s.Smallest[0].Net != -2e6 || s.Smallest[1].Net != 3e6 {
		t.Errorf("smallest: %v", s.Smallest)
	}
	if s.Latest.Rank != 1 || s.Latest.Of != 8 || s.Latest.MostSince.From != rows[1].From || s.Latest.LeastSince.From != rows[6].From {
		t.Errorf("latest: %+v", s.Latest)
	}
	// The gap ends the rise that began after the week of -2.
	if s.Rising.Current.Periods != 1 || s.Rising.Longest.Periods != 3 || s.Rising.Longest.First.From != rows[3].From {
		t.Errorf("rising: %+v", s.Rising)
	}
	if s.Positive.Longest.Periods != 3 || s.Positive.Current.Periods != 2 || s.Negative.Longest.Periods != 1 || s.Negative.Current.Periods != 0 {
		t.Errorf("signs: %+v %+v", s.Positive, s.Negative)
	}
}

func TestTrendsAreTold(t *testing.T) {
	// All 45 pairs rise, the variance is 10·9·25/18 = 125, z is 44/√125 = 3.935.
	up := measure.TrendOf(weeks(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), "net")
	if up.Tau != 1 || math.Abs(up.Slope-1) > 1e-9 || math.Abs(up.P-8.3e-5) > 1e-6 || up.Pace() != "growing" || !up.Steady() {
		t.Errorf("rising: %+v", up)
	}
	flat := measure.TrendOf(weeks(3, 3, 3, 3, 3), "net")
	if flat.Tau != 0 || flat.P != 1 || flat.Slope != 0 || flat.Pace() != "no trend" || !flat.Steady() {
		t.Errorf("flat: %+v", flat)
	}
	halting := measure.TrendOf(weeks(3, 0, 0, -1, 2, 2), "net")
	if halting.Steady() || halting.Pause != 3 || halting.Negative != 1 {
		t.Errorf("halting: %+v", halting)
	}
}

func TestTrendTurnsWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nets := rapid.SliceOfN(rapid.Float64Range(-50, 50), 1, 40).Draw(t, "nets")
		back := make([]float64, len(nets))
		for i, v := range nets {
			back[len(nets)-1-i] = v
		}
		a, b := measure.TrendOf(weeks(nets...), "net"), measure.TrendOf(weeks(back...), "net")
		if math.Abs(a.Tau+b.Tau) > 1e-9 || math.Abs(a.Slope+b.Slope) > 1e-9 || math.Abs(a.P-b.P) > 1e-9 || a.P < 0 || a.P > 1 {
			t.Fatalf("%+v, backwards %+v", a, b)
		}
	})
}

// Of the months of 2025, DeepState printed 564 km² for July, 556 for June and 505
// for November, its largest three.
func TestDeepStateRecordMonths(t *testing.T) {
	l := live(archive(t, "data/deepstate.tar.zst"))
	c := l.Coverage()[0]
	rows, _, err := measure.Periods(l, c, measure.Monthly, measure.Within{}, control.Date(2025, 1, 1), control.Date(2026, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 12 {
		t.Fatalf("%d months, want 12", len(rows))
	}
	s := measure.RecordsOf(rows, "net", 11, 3)
	for i, want := range []string{"2025-07-01", "2025-06-01", "2025-11-01"} {
		if got := s.Largest[i].From.String(); got != want {
			t.Errorf("place %d: %s, want %s", i+1, got, want)
		}
	}
	if s.Positive.Current.Periods != 12 {
		t.Errorf("%d months of net gain in a row, want 12", s.Positive.Current.Periods)
	}
	var year geo.SquareMeters
	for _, r := range rows {
		year += r.Net
	}
	whole, err := l.Change("held", control.Date(2025, 1, 1), control.Date(2026, 1, 1), measure.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(float64(year-whole.Net)) > 1 {
		t.Errorf("months add up to %.1f m², the year is %.1f", float64(year), float64(whole.Net))
	}
}
