package geo

import (
	"math"
	"reflect"
	"testing"

	"github.com/peterstace/simplefeatures/geom"
)

// toGeom turns polygons into simplefeatures' form, in coordinate units: whole
// numbers, so that nothing is rounded. It does not validate.
func toGeom(m MultiPolygon) geom.MultiPolygon {
	var polys []geom.Polygon
	for _, p := range m {
		var rings []geom.LineString
		for _, r := range p {
			var xy []float64
			for i := 0; i <= len(r); i++ {
				xy = append(xy, float64(r[i%len(r)].X), float64(r[i%len(r)].Y))
			}
			rings = append(rings, geom.NewLineString(geom.NewSequence(xy, geom.DimXY)))
		}
		polys = append(polys, geom.NewPolygon(rings))
	}
	return geom.NewMultiPolygon(polys)
}

// planar returns the area in square units.
func planar(m MultiPolygon) float64 { return m.PlaneArea() }

func length(m MultiPolygon) float64 {
	var sum float64
	for _, s := range m.Segments(nil) {
		dx, dy := delta(s.A, s.B)
		sum += math.Hypot(float64(dx), float64(dy))
	}
	return sum
}

// checkValid fails the test unless the polygons are valid and oriented.
func checkValid(t testing.TB, m MultiPolygon) {
	t.Helper()
	if err := toGeom(m).Validate(); err != nil {
		t.Fatalf("invalid: %v\n%v", err, m)
	}
	for _, p := range m {
		for i, r := range p {
			if (planar(MultiPolygon{{r}}) > 0) != (i == 0) {
				t.Fatalf("ring %d turns the wrong way: %v", i, r)
			}
		}
	}
}

// checkResult checks that a result is valid, by simplefeatures and by our own
// rules, and that repairing it changes nothing.
func checkResult(t testing.TB, name string, m MultiPolygon) {
	t.Helper()
	if err := toGeom(m).Validate(); err != nil {
		t.Errorf("%s: simplefeatures: %v\n%v", name, err, m)
	}
	if err := Validate(m); err != nil { // orientation included
		t.Errorf("%s: %v\n%v", name, err, m)
	}
	if again := MakeValid(m); !reflect.DeepEqual(again, m) {
		t.Errorf("%s: MakeValid of the result is another\ngot  %v\nwant %v", name, again, m)
	}
}
