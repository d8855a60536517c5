package geo

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func square(x, y, size int32) Ring {
	return Ring{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}
}

func reversed(r Ring) Ring {
	r = slices.Clone(r)
	slices.Reverse(r)
	return r
}

func TestValidateNamesTheRule(t *testing.T) {
	big := square(0, 0, 100)
	for _, tt := range []struct {
		name string
		m    MultiPolygon
		want ValidityRule // empty: valid
		at   Point
	}{
		{"nothing", nil, "", Point{}},
		{"square", MultiPolygon{{big}}, "", Point{}},
		{"hole", MultiPolygon{{big, reversed(square(10, 10, 10))}}, "", Point{}},
		{"hole touching at a point", MultiPolygon{{big, {{0, 50}, {10, 60}, {10, 40}}}}, "", Point{}},
		{"two squares touching at a point", MultiPolygon{{big}, {square(100, 100, 5)}}, "", Point{}},
		{"island in a hole", MultiPolygon{{big, reversed(square(10, 10, 50))}, {square(20, 20, 10)}}, "", Point{}},
		{"no ring", MultiPolygon{{}}, PolygonEmpty, Point{}},
		{"two points", MultiPolygon{{{{1, 2}, {3, 4}}}}, RingTooShort, Point{1, 2}},
		{"closing point", MultiPolygon{{append(slices.Clone(big), Point{0, 0})}}, PointRepeated, Point{0, 0}},
		{"bow-tie", MultiPolygon{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}}, RingCrossesItself, Point{5, 5}},
		{"spike", MultiPolygon{{{{0, 0}, {10, 0}, {20, 0}, {10, 0}, {10, 10}}}}, RingsOverlap, Point{10, 0}},
		{"figure of eight", MultiPolygon{{{{0, 0}, {5, 5}, {10, 0}, {10, 10}, {5, 5}, {0, 10}}}}, RingTouchesItself, Point{5, 5}},
		{"clockwise", MultiPolygon{{reversed(big)}}, WrongOrientation, Point{0, 0}},
		{"counterclockwise hole", MultiPolygon{{big, square(10, 10, 10)}}, WrongOrientation, Point{10, 10}},
		{"hole outside", MultiPolygon{{big, reversed(square(200, 0, 10))}}, HoleOutside, Point{200, 0}},
		{"hole in a hole", MultiPolygon{{big, reversed(square(10, 10, 50)), reversed(square(20, 20, 10))}}, HoleOutside, Point{20, 20}},
		{"another's hole", MultiPolygon{{big}, {square(200, 0, 10), reversed(square(10, 10, 10))}}, HoleOutside, Point{10, 10}},
		{"shells nested", MultiPolygon{{big}, {square(10, 10, 10)}}, PolygonsOverlap, Point{10, 10}},
		{"shells crossing", MultiPolygon{{big}, {square(50, 50, 100)}}, RingsCross, Point{50, 100}},
		{"shells sharing an edge", MultiPolygon{{big}, {square(100, 0, 100)}}, RingsOverlap, Point{100, 0}},
		{"hole from side to side", MultiPolygon{{big, {{0, 50}, {50, 60}, {100, 50}, {50, 40}}}}, InteriorDisconnected, Point{0, 100}},
		{"holes in a closed chain", MultiPolygon{{big,
			{{20, 50}, {30, 75}, {50, 80}}, {{50, 80}, {70, 75}, {80, 50}}, {{20, 50}, {80, 50}, {50, 30}}}},
			InteriorDisconnected, Point{20, 50}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := Validate(tt.m)
			if tt.want == "" {
				if err != nil {
					t.Fatalf("Validate = %v, want nil", err)
				}
				return
			}
			var invalid *InvalidError
			if !errors.As(err, &invalid) || invalid.Rule != tt.want || invalid.At != tt.at {
				t.Fatalf("Validate = %v, want %q at %v", err, tt.want, tt.at)
			}
		})
	}
}

// TestValidateAgainstSimplefeatures compares verdicts on small random
// polygons, whose rings touch, cross and nest in every way.
func TestValidateAgainstSimplefeatures(t *testing.T) {
	valid, invalid := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var m MultiPolygon
		for range rapid.IntRange(1, 2).Draw(t, "polygons") {
			var p Polygon
			for k := range rapid.IntRange(1, 3).Draw(t, "rings") {
				size := rapid.SampledFrom([]int32{6, 3, 2}).Draw(t, "size")
				r := Ring(rapid.SliceOfNDistinct(drawPoint(size), 3, 5, rapid.ID[Point]).Draw(t, "ring"))
				if (planar(MultiPolygon{{r}}) > 0) != (k == 0) {
					slices.Reverse(r)
				}
				p = append(p, r)
			}
			m = append(m, p)
		}
		got, want := Validate(m), toGeom(m).Validate()
		if want == nil && holeOutside(m) {
			if got == nil {
				t.Fatalf("%v: hole outside not found", m)
			}
			return // simplefeatures misses some that touch their outer ring from outside
		}
		if (got == nil) != (want == nil) {
			t.Fatalf("%v:\nours %v\nsimplefeatures %v", m, got, want)
		}
		if got == nil {
			valid++
		} else {
			invalid++
		}
	})
	t.Logf("%d valid, %d invalid", valid, invalid)
}

// holeOutside reports whether a hole has a vertex outside its outer ring.
func holeOutside(m MultiPolygon) bool {
	for _, p := range m {
		for _, r := range p[1:] {
			for _, q := range r {
				if !(MultiPolygon{p[:1]}).Contains(q) {
					return true
				}
			}
		}
	}
	return false
}
