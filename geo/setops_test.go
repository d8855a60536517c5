package geo

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawPolygons draws polygons that need not be valid in any way: rings that
// cross themselves and each other, turn either way, collapse or repeat.
func drawPolygons(t *rapid.T, size int32, label string) MultiPolygon {
	var m MultiPolygon
	for range rapid.IntRange(0, 3).Draw(t, label) {
		var p Polygon
		for range rapid.IntRange(0, 3).Draw(t, "rings") {
			r := Ring(rapid.SliceOfN(drawPoint(size), 0, 7).Draw(t, "ring"))
			if len(r) > 0 && rapid.Bool().Draw(t, "closed") {
				r = append(r, r[0])
			}
			p = append(p, r)
		}
		m = append(m, p)
	}
	return m
}

// TestMakeValidAgainstWinding compares, at points away from every edge, the
// ground of MakeValid with the winding numbers of the rings as they came, and
// the set operations with the truth tables of that.
func TestMakeValidAgainstWinding(t *testing.T) {
	inside, outside := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int32{5, 20, 1000, 1e6, math.MaxInt32}).Draw(t, "size")
		a, b := drawPolygons(t, size, "a"), drawPolygons(t, size, "b")
		results := []struct {
			name string
			m    MultiPolygon
			want func(a, b bool) bool
		}{
			{"MakeValid", MakeValid(a), func(a, _ bool) bool { return a }},
			{"Union", Union(a, b), func(a, b bool) bool { return a || b }},
			{"Intersection", Intersection(a, b), func(a, b bool) bool { return a && b }},
			{"Difference", Difference(a, b), func(a, b bool) bool { return a && !b }},
			{"SymmetricDifference", SymmetricDifference(a, b), func(a, b bool) bool { return a != b }},
		}
		for _, r := range results {
			checkPolygons(t, r.m)
		}
		g := drawPoint(size)
		for range 5 {
			p := g.Draw(t, "p")
			if near(a, p) || near(b, p) {
				continue
			}
			inA, inB := structured(a, p), structured(b, p)
			for _, r := range results {
				if got, want := r.m.Contains(p), r.want(inA, inB); got != want {
					t.Fatalf("%s contains %v: %v, want %v\na %v\nb %v\ngot %v", r.name, p, got, want, a, b, r.m)
				} else if got {
					inside++
				} else {
					outside++
				}
			}
		}
	})
	t.Logf("%d points inside, %d outside", inside, outside)
}

// structured reports whether a point is in the ground of polygons by what the
// words of MakeValid say, from winding numbers alone.
func structured(m MultiPolygon, p Point) bool {
	for _, poly := range m {
		in := false
		for i, r := range poly {
			if i == 0 {
				in = windingAt(r, p) != 0
			} else {
				in = in && windingAt(r, p) == 0
			}
		}
		if in {
			return true
		}
	}
	return false
}

// windingAt counts crossings of the ray east of p.
func windingAt(r Ring, p Point) (w int) {
	for _, s := range r.Segments(nil) {
		side := orient(s.A, s.B, p)
		if s.A.Y <= p.Y && p.Y < s.B.Y && side > 0 {
			w++
		} else if s.B.Y <= p.Y && p.Y < s.A.Y && side < 0 {
			w--
		}
	}
	return w
}

// near reports whether p is within three units of an edge, where rounding
// decides.
func near(m MultiPolygon, p Point) bool {
	for _, s := range m.Segments(nil) {
		dx, dy := float64(s.B.X)-float64(s.A.X), float64(s.B.Y)-float64(s.A.Y)
		px, py := float64(p.X)-float64(s.A.X), float64(p.Y)-float64(s.A.Y)
		k := min(max((px*dx+py*dy)/(dx*dx+dy*dy), 0), 1)
		if math.Hypot(px-k*dx, py-k*dy) < 3 {
			return true
		}
	}
	return false
}

// TestEdgesOfTheWorld overlays rings that run along the poles and the
// antimeridian, with the corners of the coordinate range.
func TestEdgesOfTheWorld(t *testing.T) {
	box := func(w, s, e, n float64) MultiPolygon {
		return MultiPolygon{{{Pt(w, s), Pt(e, s), Pt(e, n), Pt(w, n)}}}
	}
	world := box(-180, -90, 180, 90)
	for _, tt := range []struct {
		name string
		m    MultiPolygon
	}{
		{"north cap", box(-180, 60, 180, 90)},
		{"south cap", box(-180, -90, 180, -60)},
		{"along the antimeridian, west of it", box(170, -10, 180, 10)},
		{"along the antimeridian, east of it", box(-180, -10, -170, 10)},
		{"both sides of it", append(box(170, -10, 180, 10), box(-180, -10, -170, 10)...)},
		{"a point at the pole", MultiPolygon{{{Pt(-180, 90), Pt(180, 90), Pt(0, 90)}}}},
		{"a triangle to the pole", MultiPolygon{{{Pt(0, 89), Pt(90, 89), Pt(45, 90)}}}},
		{"beyond the world", MultiPolygon{{{{-1 << 31, -1 << 31}, {1<<31 - 1, -1 << 31}, {1<<31 - 1, 1<<31 - 1}, {-1 << 31, 1<<31 - 1}}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in, out := Intersection(world, tt.m), Difference(tt.m, world)
			for _, m := range []MultiPolygon{in, out, Union(world, tt.m), SymmetricDifference(world, tt.m)} {
				checkResult(t, "world", m)
			}
			if d := math.Abs(planar(in) + planar(out) - planar(MakeValid(tt.m))); d > 1e4 {
				t.Errorf("parts are %.3g off the whole", d)
			}
			if a := float64(in.Area()); a < 0 || a > 5.11e14 || math.IsNaN(a) {
				t.Errorf("area %v m²", a)
			}
		})
	}
}
