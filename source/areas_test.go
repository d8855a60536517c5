package source

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
)

// at returns a point on a small made-up map, in thousandths of a degree from
// 30° east, 50° north.
func at(x, y float64) string { return fmt.Sprintf("[%.7f,%.7f]", 30+x/1000, 50+y/1000) }

// ring writes a ring, closed, from x, y pairs.
func ring(xy ...float64) string {
	var ps []string
	for i := 0; i < len(xy); i += 2 {
		ps = append(ps, at(xy[i], xy[i+1]))
	}
	return "[" + strings.Join(append(ps, ps[0]), ",") + "]"
}

// square writes a counterclockwise square.
func square(x, y, side float64) string { return ring(x, y, x+side, y, x+side, y+side, x, y+side) }

func reversed(ring string) string {
	ps := strings.Split(strings.Trim(ring, "[]"), "],[")
	slices.Reverse(ps)
	return "[[" + strings.Join(ps, "],[") + "]]"
}

func polygon(rings ...string) string {
	return `{"type":"Feature","geometry":{"type":"Polygon","coordinates":[` + strings.Join(rings, ",") + `]}}`
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

var extent = geo.Box{Min: geo.Pt(20, 45), Max: geo.Pt(40, 55)}

// outcome reads a made-up map.
func outcome(t *testing.T, in string) (boundary []geo.Segment, repairs Repairs, refusal *Refusal) {
	t.Helper()
	s := new(Scratch)
	doc, refusal := s.Scan("map.geojson", []byte(in), extent)
	if refusal != nil {
		return nil, nil, refusal
	}
	for i := range doc.Features {
		if place, reason := s.Areas.Add(doc, i, extent); reason != "" {
			return nil, nil, &Refusal{File: "map.geojson", Place: place, Reason: reason}
		}
	}
	boundary = s.Areas.Boundary()
	return boundary, s.Areas.Repairs, nil
}

// units returns the area in squares of a thousandth of a degree.
func units(segs []geo.Segment) float64 {
	var sum float64
	for _, s := range segs {
		ax, ay := float64(s.A.X)/1e4-3e5, float64(s.A.Y)/1e4-5e5
		bx, by := float64(s.B.X)/1e4-3e5, float64(s.B.Y)/1e4-5e5
		sum += (ax*by - bx*ay) / 2
	}
	return sum
}

func TestRepairs(t *testing.T) {
	tests := []struct {
		name string
		in   string
		area float64
		want Repairs
	}{
		{"nothing to mend", collection(polygon(square(0, 0, 10))), 100, nil},
		{"with a hole", collection(polygon(square(0, 0, 10), reversed(square(2, 2, 3)))), 91, nil},
		{"clockwise", collection(polygon(reversed(square(0, 0, 10)), square(2, 2, 3))), 91, Repairs{RepairOrientation: 2}},
		{"repeated points", collection(polygon(ring(0, 0, 10, 0, 10, 0, 10, 0, 10, 10, 0, 10))), 100, Repairs{RepairRepeated: 2}},
		{"repeated at the seam", collection(polygon(ring(0, 0, 10, 0, 10, 10, 0, 10, 0, 0))), 100, Repairs{RepairRepeated: 1}},
		{"spike", collection(polygon(ring(0, 0, 10, 0, 15, -5, 10, 0, 10, 10, 0, 10))), 100, Repairs{RepairSpike: 1}},
		{"spike at the seam", collection(polygon(ring(-5, -5, 0, 0, 10, 0, 10, 10, 0, 10, 0, 0))), 100, Repairs{RepairSpike: 1}},
		{"long spike", collection(polygon(ring(0, 0, 10, 0, 15, -5, 20, -5, 15, -5, 10, 0, 10, 10, 0, 10))), 100, Repairs{RepairSpike: 2}},
		{"spike along an edge", collection(polygon(ring(0, 0, 15, 0, 10, 0, 10, 10, 0, 10))), 100, Repairs{RepairSelfCrossing: 1}},
		{"small gap", collection(`{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[` +
			strings.Join([]string{at(0, 0), at(10, 0), at(10, 10), at(0, 10), at(0, 0.05)}, ",") + `]]}}`), 100, Repairs{RepairUnclosed: 1}},
		{"two points", collection(polygon(square(0, 0, 10)), polygon(ring(20, 0, 30, 0))), 100, Repairs{RepairTiny: 1}},
		{"no area", collection(polygon(square(0, 0, 10)), polygon(ring(20, 0, 30, 0, 25, 0))), 100, Repairs{RepairTiny: 1}},
		{"hole of no area", collection(polygon(square(0, 0, 10), ring(2, 2, 3, 3))), 100, Repairs{RepairTiny: 1}},
		{"hole outside", collection(polygon(square(0, 0, 10), reversed(square(20, 20, 3)))), 100, Repairs{RepairHoleOutside: 1}},
		{"hole outside, in another part", collection(polygon(square(0, 0, 10), reversed(square(22, 22, 3))), polygon(square(20, 20, 10))), 200, Repairs{RepairHoleOutside: 1}},
		{"hole across the edge", collection(polygon(square(0, 0, 10), reversed(square(8, 2, 4))), polygon(square(11, 0, 10))), 92 + 100, Repairs{RepairSelfCrossing: 1}},
		{"hole in a hole", collection(polygon(square(0, 0, 10), reversed(square(2, 2, 6)), reversed(square(3, 3, 2)))), 64, Repairs{RepairHoleOutside: 1}},
		{"bow tie", collection(polygon(ring(0, 0, 10, 10, 10, 0, 0, 10))), 50, Repairs{RepairSelfCrossing: 1}},
		{"bow tie beside a part", collection(polygon(ring(0, 0, 10, 10, 10, 0, 0, 10)), polygon(square(20, 0, 10))), 150, Repairs{RepairSelfCrossing: 1}},
		{"touches itself in a vertex", collection(polygon(ring(0, 0, 10, 0, 10, 10, 5, 5, 2, 8, 5, 5, 0, 10))), 75, Repairs{RepairSpike: 1}},
		{"two lobes at a vertex", collection(polygon(ring(0, 0, 5, 0, 5, 5, 10, 5, 10, 10, 5, 10, 5, 5, 0, 5))), 50, nil},
		{"inner lobe at a vertex", collection(polygon(ring(0, 0, 10, 0, 10, 10, 0, 10, 0, 0, 6, 2, 2, 6))), 100, Repairs{RepairHoleOutside: 1}},
		{"vertex on its own edge", collection(polygon(ring(0, 0, 10, 0, 10, 10, 5, 0, 0, 10))), 50, Repairs{RepairSelfCrossing: 1}},
		{"overlapping parts", collection(polygon(square(0, 0, 10)), polygon(square(5, 5, 10))), 175, Repairs{RepairOverlap: 1}},
		{"the same part twice", collection(polygon(square(0, 0, 10)), polygon(square(0, 0, 10))), 100, Repairs{RepairOverlap: 1}},
		{"part in a part", collection(polygon(square(0, 0, 10)), polygon(square(2, 2, 3))), 100, Repairs{RepairOverlap: 1}},
		{"island in a hole", collection(polygon(square(0, 0, 10), reversed(square(2, 2, 6))), polygon(square(3, 3, 2))), 68, nil},
		{"common border", collection(polygon(square(0, 0, 10)), polygon(square(10, 0, 10))), 200, nil},
		{"border without common points", collection(polygon(square(0, 0, 10)), polygon(square(10, 2, 5))), 125, Repairs{RepairOverlap: 1}},
		{"parts that touch", collection(polygon(square(0, 0, 10)), polygon(square(10, 10, 5))), 125, nil},
		{"null geometry", collection(`{"type":"Feature","geometry":null}`, polygon(square(0, 0, 10))), 100, Repairs{RepairNull: 1}},
		{"altitude", collection(`{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[30,50,7],[30.01,50,7],[30.01,50.01,7],[30,50]]]}}`), 50, Repairs{RepairAltitude: 3}},
		{"far away part", collection(polygon(square(0, 0, 10)), polygon("[[60,57],[61,57],[61,58],[60,57]]")), 100, Repairs{RepairOutsideExtent: 1}},
		{"empty map", collection(), 0, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			boundary, repairs, refusal := outcome(t, tt.in)
			if refusal != nil {
				t.Fatal(refusal)
			}
			if got := units(boundary); math.Abs(got-tt.area) > 0.3 {
				t.Errorf("area %.3f, want %.3f", got, tt.area)
			}
			for kind := range tt.want {
				if tt.want[kind] != repairs[kind] {
					t.Errorf("%s: %d, want %d", kind, repairs[kind], tt.want[kind])
				}
			}
			for kind, n := range repairs {
				if _, ok := tt.want[kind]; !ok {
					t.Errorf("%s: %d, want none", kind, n)
				}
			}
			canonical(t, boundary)
		})
	}
}

// canonical checks the form that control.Snapshot promises.
func canonical(t *testing.T, segs []geo.Segment) {
	t.Helper()
	balance := map[geo.Point]int{}
	seen := map[geo.Segment]bool{}
	for i, s := range segs {
		if i > 0 && !segs[i-1].Less(s) {
			t.Fatalf("not sorted at %d: %v, %v", i, segs[i-1], s)
		}
		if seen[s.Reverse()] {
			t.Fatalf("%v stands beside its reverse", s)
		}
		seen[s] = true
		balance[s.A]--
		balance[s.B]++
	}
	for p, n := range balance {
		if n != 0 {
			t.Fatalf("chains do not close at %v", p)
		}
	}
}

func TestSwapped(t *testing.T) {
	in := `{"type":"Polygon","coordinates":[[[50,30],[50,30.01],[50.01,30.01],[50.01,30],[50,30]]]}`
	boundary, repairs, refusal := outcome(t, in)
	if refusal != nil || repairs[RepairSwapped] != 1 || math.Abs(units(boundary)-100) > 0.01 {
		t.Errorf("area %.3f, repairs %v, %v", units(boundary), repairs, refusal)
	}
}

func TestRefusals(t *testing.T) {
	open := `{"type":"Polygon","coordinates":[[` + strings.Join([]string{at(0, 0), at(10, 0), at(10, 10), at(0, 10)}, ",") + `]]}`
	tests := []struct {
		name, in, place, reason string
	}{
		{"open ring", collection(polygon(square(0, 0, 10)), `{"type":"Feature","geometry":`+open+`}`), "feature 1, ring 0, byte", "not closed: ends 0.01000° from its start"},
		{"a line", collection(`{"type":"Feature","geometry":{"type":"LineString","coordinates":[[30,50],[31,50]]}}`), "feature 0, byte 40", "a LineString"},
		{"point at zero", collection(polygon("[" + at(0, 0) + "," + at(10, 0) + ",[0,0]," + at(0, 0) + "]")), "feature 0, ring 0, byte", "beyond the mapped region"},
		{"other reference system", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]}`, "crs", "EPSG::3857"},
		{"linked reference system", `{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"x"}},"features":[]}`, "crs", "unnamed"},
		{"another system, in meters", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32637"}},"features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[400000,5300000]]]}}]}`, "feature 0, ring 0, byte", `system is "EPSG:32637"`},
		{"a collection with a point", collection(`{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[30,50]}]}}`), "feature 0, byte 40", "a GeometryCollection"},
		{"half a file", collection(polygon(square(0, 0, 10)))[:130], "feature 0, ring 0, byte 130", "ends too early"},
		{"error page", "<html><body>503</body></html>", "byte 0", "HTML"},
		{"not a number", collection(polygon("[[30,NaN]]")), "feature 0, ring 0", "malformed"},
		{"out of range", collection(polygon("[[30,95.5]]")), "feature 0, ring 0", "95.5, want at most ±90"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, refusal := outcome(t, tt.in)
			if refusal == nil {
				t.Fatal("taken")
			}
			if !strings.HasPrefix(refusal.Place, tt.place) || !strings.Contains(refusal.Reason, tt.reason) || refusal.File != "map.geojson" {
				t.Errorf("refusal %q, want %q at %q", *refusal, tt.reason, tt.place)
			}
		})
	}
}

// TestOutlineAgainstOverlay: on random maps, many of them wrong, a boundary
// found without an overlay covers the same ground as the overlay's, and the
// random maps do come out both ways.
func TestOutlineAgainstOverlay(t *testing.T) {
	seed := rand.Uint64()
	rng := rand.New(rand.NewPCG(seed, 1))
	clean, dirty := 0, 0
	for range 3000 {
		var a Areas
		a.Reset()
		for p := range 1 + rng.IntN(4) {
			// Star-shaped rings on a coarse grid meet in every degenerate way;
			// the grid is so coarse that rounding moves nothing else.
			cx, cy, n := rng.IntN(40), rng.IntN(40), 3+rng.IntN(5)
			a.points = a.points[:0]
			for k := range n {
				angle := (float64(k) + rng.Float64()) / float64(n) * 2 * math.Pi
				r := 2 + 10*rng.Float64()
				a.points = append(a.points, geo.Point{
					X: 1000 * int32(cx+int(math.Round(r*math.Cos(angle)))), Y: 1000 * int32(cy+int(math.Round(r*math.Sin(angle)))),
				})
			}
			pts, _, _ := tidy(nil, a.points)
			if turn(pts) <= 0 {
				continue
			}
			a.polygons = p + 1
			a.appendRing(p, false, pts, false)
		}
		if len(a.outline.segs) == 0 {
			continue
		}
		want := doubled(geo.Boundary(a.outline.segs, geo.AtLeastOne))
		if !a.outline.check(a.polygons) {
			dirty++
			continue
		}
		clean++
		got := a.outline.boundary()
		canonical(t, got)
		if doubled(got) != want {
			t.Fatalf("seed %d: area %d/2, by the overlay %d/2: %v", seed, doubled(got), want, a.outline.segs)
		}
	}
	if clean < 100 || dirty < 100 {
		t.Errorf("seed %d: %d maps in order, %d not: the test tests little", seed, clean, dirty)
	}
}

// doubled returns twice the planar area in square units.
func doubled(segs []geo.Segment) int64 {
	var sum int64
	for _, s := range segs {
		sum += int64(s.A.X)*int64(s.B.Y) - int64(s.B.X)*int64(s.A.Y)
	}
	return sum
}
