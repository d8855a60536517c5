package ledger

import (
	"math"
	"testing"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// The cells of the grid add up to the ground that was put in, whole or patch by
// patch, and what is taken out again is gone.
func TestGridConservesArea(t *testing.T) {
	shell := geo.Ring{}
	for i := range 300 { // a wavy disk of about 60 km radius, many segments
		a := 2 * math.Pi * float64(i) / 300
		r := 0.5 + 0.05*math.Sin(9*a)
		shell = append(shell, geo.Pt(36+1.4*r*math.Cos(a), 48+r*math.Sin(a)))
	}
	hole := geo.Ring{geo.Pt(36, 48), geo.Pt(36, 48.1), geo.Pt(36.1, 48.1), geo.Pt(36.1, 48)}
	p := geo.Polygon{shell, hole}
	want := float64(p.Area())
	g := newGrid()
	g.start(geo.MultiPolygon{p}.Segments(nil))
	check := func(when string, want float64) {
		t.Helper()
		sum, most := 0.0, 0.0
		for token, c := range g.cells {
			sum += float64(c.held)
			most = max(most, float64(c.held/c.area))
			if k := g.permille(token); k < 0 || k > 1000 {
				t.Errorf("%s: cell %s: %d permille", when, token, k)
			}
		}
		// Cutting straight lines into pieces bends them by centimeters.
		if math.Abs(sum-want) > 2e4 || most > 1.000001 {
			t.Errorf("%s: cells hold %.0f m², want %.0f; fullest %.6f", when, sum, want, most)
		}
	}
	check("filled", want)
	patch := geo.Polygon{{geo.Pt(36, 48), geo.Pt(36.1, 48), geo.Pt(36.1, 48.1), geo.Pt(36, 48.1)}}
	g.add(patch, measure.Gained)
	check("hole filled", want+float64(patch.Area()))
	g.add(patch, measure.Lost)
	check("hole open again", want)
	if len(g.changed()) < 300 || len(g.changed()) != 0 {
		t.Error("changed cells are not told once")
	}
}
