package measure_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// TestPositionError measures what the models hold, and prints the tables of
// docs/method-intervals.md with -v.
func TestPositionError(t *testing.T) {
	t.Run("lines", func(t *testing.T) {
		ds, lu := archive(t, "data/deepstate.tar.zst"), archive(t, "data/nzz.tar.zst")
		got := linesApart(t, ds, lu, control.Date(2024, 7, 10), control.Date(2026, 5, 2))
		for source, length := range map[string]geo.Meters{"deepstate": got.first, "liveuamap": got.second} {
			m, ok := measure.ModelOf(source)
			if !ok {
				t.Fatalf("no model of %s", source)
			}
			near(t, source+": position", float64(m.Position), got.deviation/math.Sqrt2, 0.1)
			near(t, source+": correlation", float64(m.Correlation), got.correlation, 0.15)
			near(t, source+": line of contact", float64(m.Contact), float64(length), 0.1)
		}
	})
	t.Run("isw lines", func(t *testing.T) {
		if testing.Short() {
			t.Skip("SKIPPED: reading ISW's archive takes long")
		}
		isw, lu := archive(t, "data/isw.tar.zst"), archive(t, "data/nzz.tar.zst")
		got := linesApart(t, isw, lu, control.Date(2023, 5, 2), control.Date(2023, 8, 20))
		m, _ := measure.ModelOf("isw")
		other, _ := measure.ModelOf("liveuamap")
		near(t, "isw: position", float64(m.Position), math.Sqrt(got.deviation*got.deviation-float64(other.Position*other.Position)), 0.1)
		near(t, "isw: correlation", float64(m.Correlation), got.correlation, 0.1)
		near(t, "isw: line of contact", float64(m.Contact), float64(got.first), 0.1)
	})
	t.Run("changes", func(t *testing.T) {
		ds, lu := archive(t, "data/deepstate.tar.zst"), archive(t, "data/nzz.tar.zst")
		m, _ := measure.ModelOf("deepstate")
		for _, days := range []control.Day{7, 30} {
			got := netsApart(t, ds, lu, days, m.Correlation)
			near(t, "moved", float64(m.Moved), got.moved, 0.15)
			near(t, "spread", m.Spread, got.spread, 0.2)
			if got.inside < 0.9 {
				t.Errorf("%d days: %.0f %% of differences inside the sources' 95 %% intervals", days, 100*got.inside)
			}
		}
	})
}

func near(t *testing.T, what string, model, measured, within float64) {
	t.Helper()
	if math.Abs(model/measured-1) > within {
		t.Errorf("%s: the model has %.4g, measured %.4g", what, model, measured)
	}
}

type lines struct {
	deviation, correlation, bias float64
	first, second                geo.Meters
}

// linesApart compares the lines of two sources every 30 days.
func linesApart(t *testing.T, a, b *chronicle.Chronicle, from, to control.Day) lines {
	var sum lines
	n := 0.0
	for d := from; d <= to; d += 30 {
		ma, err := a.MapOn(d, control.NoDay)
		if err != nil {
			t.Fatal(err)
		}
		mb, err := b.MapOn(d, control.NoDay)
		if err != nil {
			t.Fatal(err)
		}
		where := gazetteer.Default()
		line := measure.Contact(a.Boundary(ma), where, measure.Omitted(a, control.Definition{Source: a.Source()}, d, where))
		other := measure.Contact(b.Boundary(mb), where, measure.Omitted(b, control.Definition{Source: b.Source()}, d, where))
		x := measure.BoundariesApart(line, b.Boundary(mb), 500)
		t.Logf("%s: %s %.0f km, %s %.0f km: bias %.0f m, deviation %.0f m, median %.0f m, correlation %.1f km", d,
			a.Source(), measure.Length(line).Km(), b.Source(), measure.Length(other).Km(),
			float64(x.Bias), float64(x.Deviation), float64(x.Median), x.Correlation.Km())
		sum.deviation += float64(x.Deviation) * float64(x.Deviation)
		sum.correlation += float64(x.Correlation)
		sum.bias += float64(x.Bias)
		sum.first += measure.Length(line)
		sum.second += measure.Length(other)
		n++
	}
	out := lines{math.Sqrt(sum.deviation / n), sum.correlation / n, sum.bias / n, sum.first / geo.Meters(n), sum.second / geo.Meters(n)}
	t.Logf("%s and %s, %.0f days: bias %.0f m, deviation %.0f m, correlation %.1f km, lines %.0f and %.0f km",
		a.Source(), b.Source(), n, out.bias, out.deviation, out.correlation/1000, out.first.Km(), out.second.Km())
	return out
}

type nets struct{ moved, spread, inside float64 }

// netsApart compares the net changes that two sources show for the same days.
func netsApart(t *testing.T, a, b *chronicle.Chronicle, days control.Day, correlation geo.Meters) nets {
	var squares, spreads, gross float64
	var ratios []float64
	for d := control.Date(2024, 7, 10); d+days < control.Date(2026, 5, 2); d += days {
		var net, spread float64
		for k, c := range []*chronicle.Chronicle{a, b} {
			from, err := c.MapOn(d, control.NoDay)
			if err != nil {
				t.Fatal(err)
			}
			to, err := c.MapOn(d+days, control.NoDay)
			if err != nil {
				t.Fatal(err)
			}
			ch := measure.Between(c, from, to, gazetteer.Default(), measure.Options{Patches: true, Slivers: measure.Drop})
			net += []float64{1, -1}[k] * ch.Net.Km2()
			for _, p := range ch.Patches {
				length := measure.Length(geo.MultiPolygon{p.Polygon}.Segments(nil))
				spread += length.Km() * min(length, correlation).Km()
				gross += p.Area.Km2()
			}
		}
		squares += net * net
		spreads += spread
		ratios = append(ratios, math.Abs(net)/math.Sqrt(spread))
	}
	moved := math.Sqrt(squares / spreads)
	inside := 0.0
	for _, r := range ratios {
		if r < 1.96*moved {
			inside++
		}
	}
	n := float64(len(ratios))
	t.Logf("%d windows of %d days: nets differ by %.1f km² (root mean square), moved %.2f km, spread %.1f; %.0f %% inside", len(ratios), days,
		math.Sqrt(squares/n), moved, spreads/gross, 100*inside/n)
	return nets{1000 * moved, spreads / gross, inside / n}
}

// An interval is centered, grows with the line and never with less ground.
func TestIntervalsGrowWithTheLine(t *testing.T) {
	m, _ := measure.ModelOf("deepstate")
	rapid.Check(t, func(t *rapid.T) {
		area := geo.SquareMeters(rapid.Float64Range(0, 1e11).Draw(t, "area"))
		a := geo.Meters(rapid.Float64Range(0, 2e6).Draw(t, "line"))
		b := a + geo.Meters(rapid.Float64Range(0, 2e6).Draw(t, "more"))
		short, long := m.Changed(area, []geo.Meters{a}), m.Changed(area, []geo.Meters{b})
		if short.High-short.Low > long.High-long.Low+1e-6 {
			t.Fatalf("a line of %.0f m: %v; of %.0f m: %v", a, *short, b, *long)
		}
		if short.Low > area || short.High < area {
			t.Fatalf("%.0f m² outside %v", area, *short)
		}
		if h := m.Held(area, b); h.Low < 0 || h.Low > area || h.High < area {
			t.Fatalf("held %.0f m² outside %v", area, *h)
		}
		// Two patches are never surer than one of them, nor than one twice as long.
		two, double := m.Changed(0, []geo.Meters{a, a}), m.Changed(0, []geo.Meters{2 * a})
		if two.High < short.High-area-1 || two.High > double.High+1 {
			t.Fatalf("two patches %v, one %v, one twice as long %v", *two, *short, *double)
		}
	})
}

// The variances of parts never add up to more than the whole's, and their
// deviations never to less: neighbors err together across the border between
// them. Where every part has more line than errors are alike over, variances add
// up exactly.
func TestPartsAreConsistentWithTheWhole(t *testing.T) {
	m, _ := measure.ModelOf("deepstate")
	deviation := func(l geo.Meters) float64 {
		i := m.Changed(0, []geo.Meters{l}) // as Held does, without the area
		return (i.High - i.Low).Km2() / 2
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Float64Range(0, 4e5), 1, 12).Draw(t, "parts")
		whole, variances, deviations, long := 0.0, 0.0, 0.0, true
		for _, l := range parts {
			d := deviation(geo.Meters(l))
			whole, variances, deviations = whole+l, variances+d*d, deviations+d
			long = long && l >= float64(m.Correlation)
		}
		d := deviation(geo.Meters(whole))
		if variances > d*d*(1+1e-9) || deviations < d*(1-1e-9) {
			t.Fatalf("parts of %v m: variances %.3f, deviations %.3f, the whole's %.3f and %.3f", parts, variances, deviations, d*d, d)
		}
		if long && math.Abs(variances/(d*d)-1) > 1e-9 {
			t.Fatalf("long parts of %v m: variances %.3f, the whole's %.3f", parts, variances, d*d)
		}
	})
}

// A gross area's interval is not negative, holds the area, reaches as far up as
// the net's, and down to what is certain of the net: never below the net's low end.
func TestGrossIntervals(t *testing.T) {
	m, _ := measure.ModelOf("liveuamap")
	rapid.Check(t, func(t *rapid.T) {
		gained := geo.SquareMeters(rapid.Float64Range(0, 1e10).Draw(t, "gained"))
		lost := geo.SquareMeters(rapid.Float64Range(0, 1e10).Draw(t, "lost"))
		var outlines []geo.Meters
		for _, l := range rapid.SliceOfN(rapid.Float64Range(0, 1e5), 0, 20).Draw(t, "outlines") {
			outlines = append(outlines, geo.Meters(l))
		}
		n := m.Changed(gained-lost, outlines)
		g, l := m.Gross(gained, lost, outlines)
		half := (n.High - n.Low) / 2
		near := func(a, b geo.SquareMeters) bool { return math.Abs(float64(a-b)) < 1 }
		if g.Low < 0 || l.Low < 0 || g.Low > gained || l.Low > lost || !near(g.High, gained+half) || !near(l.High, lost+half) {
			t.Fatalf("gained %.0f in %v, lost %.0f in %v, half %.0f", gained, *g, lost, *l, half)
		}
		if !near(g.Low, max(n.Low, 0)) && !near(g.Low, 0) || !near(l.Low, max(-n.High, 0)) && !near(l.Low, 0) {
			t.Fatalf("net in %v, gained in %v, lost in %v", *n, *g, *l)
		}
		bg, bl := m.Gross(lost, gained, outlines)
		if *bg != *l || *bl != *g {
			t.Fatalf("backwards %v and %v, forwards %v and %v", *bg, *bl, *g, *l)
		}
	})
}

// Shares and rates are areas over exact numbers, and so are their intervals.
func TestSharesAndRatesAreScaled(t *testing.T) {
	r := live(archive(t, "data/deepstate.tar.zst"))
	h, err := r.Held("held", control.Date(2026, 1, 1), measure.Options{ByRegion: true})
	if err != nil {
		t.Fatal(err)
	}
	same := func(what string, got *measure.Range, i *measure.Interval, by float64) {
		t.Helper()
		if got == nil || math.Abs(got.Low*by-float64(i.Low)) > 1e-3 || math.Abs(got.High*by-float64(i.High)) > 1e-3 {
			t.Errorf("%s: %v of %v", what, got, *i)
		}
	}
	same("country", h.ShareInterval(), h.Interval, 603_628e6)
	var variance, half float64
	for _, p := range h.Regions {
		if p.Total > 0 {
			same(p.Name, p.ShareInterval(), p.Interval, float64(p.Total))
			if s := p.ShareInterval(); s.Low < 0 || s.High > 1 || s.Low > p.Share() || s.High < p.Share() {
				t.Errorf("%s: share %.6f in %v", p.Name, p.Share(), *s)
			}
		}
		below := (p.Held - p.Interval.Low).Km2()
		variance += below * below
	}
	half = (h.Area - h.Interval.Low).Km2()
	if variance > half*half*1.01 || variance < half*half*0.8 {
		t.Errorf("oblasts' variances add up to %.0f km⁴, the whole's is %.0f", variance, half*half)
	}
	ch, err := r.Change("held", control.Date(2026, 1, 1), control.Date(2026, 2, 1), measure.Options{ByRegion: true})
	if err != nil {
		t.Fatal(err)
	}
	same("rate", ch.Interval.Per(31), ch.Interval, 31)
	variance, half = 0, (ch.Interval.High-ch.Interval.Low).Km2()/2
	for _, p := range ch.Regions {
		w := (p.Interval.High - p.Interval.Low).Km2() / 2
		variance += w * w
		if p.Gained+p.Lost > 1e4 && w == 0 {
			t.Errorf("%s: gained %.2f km², and no interval", p.Name, p.Gained.Km2())
		}
	}
	if variance > half*half*1.01 || variance < half*half*0.8 {
		t.Errorf("oblasts' variances add up to %.0f km⁴, the change's is %.0f", variance, half*half)
	}
	back := ch.Backwards()
	if back.Net != -ch.Net || back.Interval.Low != -ch.Interval.High || *back.GainedInterval != *ch.LostInterval {
		t.Errorf("backwards %v", *back.Interval)
	}
	if (*measure.Interval)(nil).Per(3) != nil || ch.Interval.Per(0) != nil {
		t.Error("an interval of nothing, or over nothing")
	}
}

// Periods of a part of the country have that part's intervals, and a mean's is
// narrower than one period's.
func TestPeriodsOfPartsHaveIntervals(t *testing.T) {
	r := live(archive(t, "data/deepstate.tar.zst"))
	c := r.Coverage()[0]
	for name, in := range map[string]measure.Within{"country": {}, "Donetsk": {Region: "Donetsk"}, "near": {Center: geo.Pt(37.18, 48.28), Radius: 40_000}} {
		rows, _, err := measure.Periods(r, c, measure.Monthly, in, control.Date(2025, 1, 1), control.Date(2026, 1, 1))
		if err != nil {
			t.Fatal(err)
		}
		widest := 0.0
		for _, row := range rows {
			for _, kind := range []string{"net", "gained", "lost"} {
				i := row.IntervalOf(kind)
				if i == nil || i.Low > row.Value(kind) || i.High < row.Value(kind) {
					t.Fatalf("%s, %s, %s: %.0f in %v", name, row.From, kind, float64(row.Value(kind)), i)
				}
			}
			widest = max(widest, (row.Interval.High - row.Interval.Low).Km2())
		}
		trend := measure.TrendOf(rows, "net")
		if m := trend.MeanInterval; m == nil || m.Low >= trend.Mean || m.High <= trend.Mean || m.High-m.Low >= widest {
			t.Errorf("%s: mean %.1f in %v, periods at most %.1f wide", name, trend.Mean, m, widest)
		}
		if s := trend.SlopeInterval; s == nil || s.Low > trend.Slope || s.High < trend.Slope {
			t.Errorf("%s: slope %.2f in %v", name, trend.Slope, s)
		}
	}
}
