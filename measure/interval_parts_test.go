package measure_test

import (
	"math"
	"slices"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// figure is a figure with how far its interval reaches to either side, in km².
type figure struct{ value, below, above float64 }

func figureOf(v geo.SquareMeters, i *measure.Interval) figure {
	if i == nil {
		return figure{value: v.Km2()}
	}
	return figure{v.Km2(), (v - i.Low).Km2(), (i.High - v).Km2()}
}

// tally compares differences of two sources' figures with the intervals that
// both have: of how many it is inside, and the root mean square of the
// differences over that of the intervals' standard deviations, which is 1 where
// the model is right.
type tally struct {
	n, inside      int
	squares, model float64 // km⁴
	sum            float64 // km²
}

func (t *tally) add(a, b figure) {
	down, up := math.Hypot(a.above, b.below), math.Hypot(a.below, b.above) // if a is too low and b too high, and the other way round
	if down == 0 && up == 0 {
		return
	}
	difference, reach := a.value-b.value, up
	if difference < 0 {
		reach = down
	}
	t.n++
	if math.Abs(difference) <= reach {
		t.inside++
	}
	t.squares += difference * difference
	t.model += reach * reach / (1.96 * 1.96)
	t.sum += difference
}

func (t tally) coverage() float64 { return float64(t.inside) / float64(t.n) }

func (t tally) log(tb testing.TB, what string) {
	tb.Helper()
	tb.Logf("%s: %d differences of %.1f km² (root mean square), mean %+.1f, %.2f of what the model says, %.0f %% inside", what, t.n,
		math.Sqrt(t.squares/float64(t.n)), t.sum/float64(t.n), math.Sqrt(t.squares/t.model), 100*t.coverage())
}

// TestIntervalsOfParts asks whether two sources' figures for the same days and
// oblasts differ by no more than their intervals say, and prints the tables of
// docs/method-intervals.md with -v.
func TestIntervalsOfParts(t *testing.T) {
	ds, lu := live(archive(t, "data/deepstate.tar.zst")), live(archive(t, "data/nzz.tar.zst"))
	first, last := control.Date(2024, 7, 10), control.Date(2026, 5, 2)
	for _, days := range []control.Day{7, 30} {
		var gained, lost, net tally
		parts := map[string]*tally{}
		var all, gainedParts, lostParts tally
		for d := first; d+days < last; d += days {
			var ch [2]measure.Change
			rows := map[string][2]measure.RegionChange{}
			for k, r := range []*measure.Live{ds, lu} {
				var err error
				if ch[k], err = r.Change("held", d, d+days, measure.Options{ByRegion: true}); err != nil {
					t.Fatal(err)
				}
				for _, row := range ch[k].Regions {
					both := rows[row.Name]
					both[k] = row
					rows[row.Name] = both
				}
			}
			gained.add(figureOf(ch[0].Gained, ch[0].GainedInterval), figureOf(ch[1].Gained, ch[1].GainedInterval))
			lost.add(figureOf(ch[0].Lost, ch[0].LostInterval), figureOf(ch[1].Lost, ch[1].LostInterval))
			net.add(figureOf(ch[0].Net, ch[0].Interval), figureOf(ch[1].Net, ch[1].Interval))
			for name, both := range rows {
				if parts[name] == nil {
					parts[name] = &tally{}
				}
				parts[name].add(figureOf(both[0].Net, both[0].Interval), figureOf(both[1].Net, both[1].Interval))
				all.add(figureOf(both[0].Net, both[0].Interval), figureOf(both[1].Net, both[1].Interval))
				gainedParts.add(figureOf(both[0].Gained, both[0].GainedInterval), figureOf(both[1].Gained, both[1].GainedInterval))
				lostParts.add(figureOf(both[0].Lost, both[0].LostInterval), figureOf(both[1].Lost, both[1].LostInterval))
			}
		}
		t.Logf("%d days", days)
		net.log(t, "net")
		gained.log(t, "gained")
		lost.log(t, "lost")
		all.log(t, "net by oblast")
		gainedParts.log(t, "gained by oblast")
		lostParts.log(t, "lost by oblast")
		for what, one := range map[string]tally{"net": net, "gained": gained, "lost": lost, "net by oblast": all, "gained by oblast": gainedParts, "lost by oblast": lostParts} {
			if one.coverage() < 0.9 {
				t.Errorf("%s over %d days: %.0f %% of differences inside the sources' 95 %% intervals", what, days, 100*one.coverage())
			}
		}
		var names []string
		for name := range parts {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			if parts[name].n > 5 {
				parts[name].log(t, "  "+name)
			}
		}
	}
}

// TestHeldIntervalsOfParts does so for held areas, less the sources' bias.
func TestHeldIntervalsOfParts(t *testing.T) {
	ds, lu := live(archive(t, "data/deepstate.tar.zst")), live(archive(t, "data/nzz.tar.zst"))
	// What Liveuamap leaves out since 13 March 2024 is what its map lost then.
	left := map[string]geo.SquareMeters{}
	for k, day := range []control.Day{control.Date(2024, 3, 12), control.Date(2024, 3, 13)} {
		h, err := lu.Held("held", day, measure.Options{ByRegion: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range h.Regions {
			left[r.Name] += r.Held * geo.SquareMeters(1-2*k)
		}
	}
	type pair struct {
		ds, lu figure
		length float64
	}
	rows := map[string][]pair{}
	var bias, squares float64
	for d := control.Date(2024, 7, 10); d <= control.Date(2026, 5, 2); d += 30 {
		held := map[string][2]measure.RegionHeld{}
		for k, r := range []*measure.Live{ds, lu} {
			h, err := r.Held("held", d, measure.Options{ByRegion: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range h.Regions {
				both := held[row.Name]
				both[k] = row
				held[row.Name] = both
			}
		}
		f, err := measure.FrontOf(ds, "held", d, control.NoDay)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range f.Regions {
			both := held[r.Name]
			if both[0].Interval == nil || both[1].Interval == nil || both[0].Rest || r.Name == "Crimea" {
				continue // Liveuamap leaves Crimea out
			}
			p := pair{figureOf(both[0].Held, both[0].Interval), figureOf(both[1].Held, both[1].Interval), r.Length.Km()}
			p.lu.value += left[r.Name].Km2()
			rows[r.Name] = append(rows[r.Name], p)
			bias += (p.lu.value - p.ds.value) * p.length
			squares += p.length * p.length
		}
	}
	bias /= squares
	t.Logf("Liveuamap's line lies %.2f km farther out", bias)
	var raw, without tally
	var names []string
	for name := range rows {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		var one tally
		length := 0.0
		for _, p := range rows[name] {
			raw.add(p.ds, p.lu)
			p.lu.value -= bias * p.length
			without.add(p.ds, p.lu)
			one.add(p.ds, p.lu)
			length += p.length / float64(len(rows[name]))
		}
		t.Logf("  %.0f km of line", length)
		one.log(t, "  "+name)
	}
	raw.log(t, "held by oblast")
	without.log(t, "held by oblast, less the bias")
	if without.coverage() < 0.9 {
		t.Errorf("%.0f %% of held areas inside the sources' 95 %% intervals, less the bias", 100*without.coverage())
	}
}
