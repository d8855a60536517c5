package geo

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestSegmentAreaAgainstKarney compares the series with Karney's method at all
// latitudes, azimuths and lengths up to its reach. Karney's method
// itself rounds to about 5e-5 m² in double arithmetic.
func TestSegmentAreaAgainstKarney(t *testing.T) {
	const limit = 1e-3
	r := rand.New(rand.NewPCG(3, 4))
	for _, reach := range []float64{0.001, 0.01, 0.1, 0.5, 1} { // of the series' reach
		var worst, sum float64
		var at Segment
		n := 0
		for range 20000 {
			unit := seriesReach / radian * reach
			y := (2*r.Float64() - 1) * seriesLat / radian
			x := (2*r.Float64() - 1) * 170 * E7
			s := Segment{Point{int32(x), int32(y)}, Point{int32(x + (2*r.Float64()-1)*unit), int32(y + (2*r.Float64()-1)*unit)}}
			if s.A.X == s.B.X || math.Abs(float64(s.B.Y)) > seriesLat/radian {
				continue
			}
			d := float64(SegmentArea(s) - karneyArea(s))
			sum += d
			n++
			if math.Abs(d) > worst {
				worst, at = math.Abs(d), s
			}
		}
		t.Logf("reach %.3f: worst %.2g m² at %v, mean %.2g m²", reach, worst, at, sum/float64(n))
		if worst > limit {
			t.Errorf("reach %.3f: off by %.2g m² at %v, want at most %.2g", reach, worst, at, limit)
		}
		if math.Abs(sum)/float64(n) > 1e-6 {
			t.Errorf("reach %.3f: mean error %.2g m²", reach, sum/float64(n))
		}
	}
}

// TestRingAreaOfCountry checks a ring the size of a country, cut into short
// segments along geodesics, against the geodesic polygon with long sides.
func TestRingAreaOfCountry(t *testing.T) {
	corners := []Point{Pt(22, 48), Pt(31, 46), Pt(35, 44.4), Pt(40, 49), Pt(34, 52.3), Pt(24, 51.5)}
	var long, short Ring
	for i, p := range corners {
		q := corners[(i+1)%len(corners)]
		long = append(long, p)
		d, azimuth := Distance(p, q)
		for k := range 500 {
			short = append(short, Destination(p, azimuth, d*Meters(k)/500))
		}
	}
	// The points are off the geodesics by up to half a unit.
	if diff := math.Abs(float64(long.Area() - short.Area())); diff > 1000 {
		t.Errorf("areas %.1f and %.1f m², %.1f apart", long.Area(), short.Area(), diff)
	}
	var sum, karney total
	for _, s := range short.Segments(nil) {
		sum.add(float64(SegmentArea(s)))
		karney.add(float64(karneyArea(s)))
	}
	if diff := sum.value() - karney.value(); math.Abs(diff) > 0.5 {
		t.Errorf("ring of %d: %.2f m² off Karney's", len(short), diff)
	}
}

func TestStraightAreaIsAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawPoint(600_000_000)
		a, b := g.Draw(t, "a"), g.Draw(t, "b")
		f := rapid.Float64Range(0, 1).Draw(t, "f")
		p, q := place{float64(a.X), float64(a.Y)}, place{float64(b.X), float64(b.Y)}
		m := place{p.x + f*(q.x-p.x), p.y + f*(q.y-p.y)}
		whole := straightArea(p, q)
		if d := straightArea(p, m) + straightArea(m, q) - whole; math.Abs(d) > 0.2 {
			t.Fatalf("parts off by %.3g m² of %.6g", d, whole)
		}
	})
}

// drawMap draws a map's boundary around a point in Ukraine.
func drawMap(t *rapid.T, name string) []Segment {
	size := rapid.SampledFrom([]int32{3, 30, 3000, 1e6, 2e7}).Draw(t, name+" size")
	var segs []Segment
	for range rapid.IntRange(0, 4).Draw(t, name+" rings") {
		ring := Ring(rapid.SliceOfN(drawPoint(size), 3, 8).Draw(t, name))
		for i := range ring {
			ring[i].X += 370_000_000
			ring[i].Y += 480_000_000
		}
		segs = ring.Segments(segs)
	}
	return Boundary(segs, Odd)
}

// TestAreaIsConserved checks that gained − lost is the net area of the
// segments, and that a map's parts by region add up to the map, to a
// thousandth of the square meter that is promised for each map.
func TestAreaIsConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawMap(t, "from"), drawMap(t, "to")
		gained, lost := Change(from, to)
		net := sumArea(to) - sumArea(from)
		if d := float64(patchArea(gained) - patchArea(lost) - net); math.Abs(d) > 0.01 {
			t.Fatalf("gained %.3f − lost %.3f is %.3g m² off net %.3f\nfrom %v\nto %v", patchArea(gained), patchArea(lost), d, net, from, to)
		}
		for _, p := range append(gained, lost...) {
			if p.Area < 0 {
				t.Fatalf("negative patch: %v", p)
			}
			if p.Polygon != nil {
				checkPolygons(t, MultiPolygon{p.Polygon})
			}
		}

		var edges []Edge
		for _, s := range from {
			edges = append(edges, Edge{s, 0})
		}
		regions := rapid.IntRange(1, 3).Draw(t, "regions")
		for r := range regions {
			for _, s := range drawMap(t, "region") {
				edges = append(edges, Edge{s, 1 + r})
			}
		}
		a := Arrange(edges)
		// Each sliver of ground has one combination of map and regions.
		var sum SquareMeters
		for set := range 1 << regions {
			sum += a.Area(func(w []int32) bool {
				in := 0
				for r := range regions {
					if len(w) > 1+r && w[1+r] >= 1 {
						in |= 1 << r
					}
				}
				return w[0] >= 1 && in == set
			})
		}
		if d := float64(sum - sumArea(from)); math.Abs(d) > 0.01 {
			t.Fatalf("parts by region are %.3g m² off the map", d)
		}
		areas := a.Areas(1<<regions, func(w []int32) int {
			if w[0] < 1 {
				return -1
			}
			in := 0
			for r, v := range w[1:] {
				if v >= 1 {
					in |= 1 << r
				}
			}
			return in
		})
		for _, area := range areas {
			sum -= area
		}
		if math.Abs(float64(sum)) > 0.01 {
			t.Fatalf("Areas is %.3g m² off Area", sum)
		}
		whole := a.Patches(func(w []int32) bool { return w[0] >= 1 })
		if d := float64(patchArea(whole) - sumArea(from)); math.Abs(d) > 0.01 {
			t.Fatalf("patches are %.3g m² off the map", d)
		}
	})
}
