package measure

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/salient-project/salient/geo"
)

// TestNearestPoint holds the nearest point in a wedge of bearings against points
// laid densely along the segments.
func TestNearestPoint(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	none, found := 0, 0
	for range 300 {
		p := geo.Pt(30+8*r.Float64(), 45+6*r.Float64())
		var segs []geo.Segment
		for range 1 + r.IntN(6) {
			a := geo.Pt(p.Lon()+2*r.Float64()-1, p.Lat()+r.Float64()-0.5)
			segs = append(segs, geo.Segment{A: a, B: geo.Pt(a.Lon()+0.4*r.Float64()-0.2, a.Lat()+0.4*r.Float64()-0.2)})
		}
		in := AllAround
		if r.IntN(3) > 0 {
			in = Bearings{Center: 360 * r.Float64(), Half: 5 + 80*r.Float64()}
		}
		// A segment along an edge of the wedge comes in far from where it would
		// a hair's breadth on: bounds by a wider and a narrower wedge.
		wide, narrow := Bearings{in.Center, min(in.Half+0.1, 180)}, Bearings{in.Center, in.Half - 0.1}
		if in.Half == 180 {
			narrow = in
		}
		least, most := math.Inf(1), math.Inf(1)
		const steps = 500
		for _, s := range segs {
			for k := range steps + 1 {
				d, bearing := geo.Distance(p, along(s, float64(k)/steps))
				if wide.has(bearing) {
					least = min(least, float64(d))
				}
				if narrow.has(bearing) {
					most = min(most, float64(d))
				}
			}
		}
		at, ok := in.nearest(p, segs)
		if !ok {
			none++
			if !math.IsInf(most, 1) {
				t.Errorf("seed %d: no point in %+v, but one at %.0f m", seed, in, most)
			}
			continue
		}
		found++
		d, _ := geo.Distance(p, at)
		const step = 100 // meters between the dense points, at most
		if float64(d) < least-step || float64(d) > most+step {
			t.Errorf("seed %d: nearest in %+v at %.0f m, densely at %.0f to %.0f m", seed, in, d, least, most)
		}
	}
	if none < 10 || found < 200 {
		t.Errorf("seed %d: %d without a point, %d with: the test tests little", seed, none, found)
	}
}
