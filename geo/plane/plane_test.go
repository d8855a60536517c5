package plane

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/geo"
)

func TestReadSays(t *testing.T) {
	square := Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}}
	for _, tt := range []struct {
		name, text string
		want       Shapes
	}{
		{"nothing", " \n", Shapes{}},
		{"polygon", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", Shapes{Polygons: []Polygon{square}}},
		{"lower case, with an SRID", "srid=4326; polygon((0 0,4 0,4 4,0 4,0 0))", Shapes{Polygons: []Polygon{square}}},
		{"heights said", "POLYGON Z ((0 0 9, 4 0 9, 4 4 9, 0 4 9, 0 0 9))", Shapes{Polygons: []Polygon{square}}},
		{"heights said in one word", "POLYGONZM ((0 0 9 1, 4 0 9 1, 4 4 9 1, 0 4 9 1, 0 0 9 1))", Shapes{Polygons: []Polygon{square}}},
		{"heights not said", "POLYGON ((0 0 9, 4 0 9, 4 4 9, 0 4 9, 0 0 9))", Shapes{Polygons: []Polygon{square}}},
		{"empty", "POLYGON EMPTY", Shapes{}},
		{"empty parts", "MULTIPOLYGON (EMPTY, ((0 0, 4 0, 4 4, 0 4, 0 0), EMPTY))", Shapes{Polygons: []Polygon{square}}},
		{"empty shell and holes", "POLYGON (EMPTY, EMPTY)", Shapes{}},
		{"collection", "GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (0 0, 1 1), GEOMETRYCOLLECTION (POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))))",
			Shapes{Polygons: []Polygon{square}, Lines: 1, Points: 1}},
		{"points both ways", "MULTIPOINT ((1 2), 3 4)", Shapes{Points: 2}},
		{"ring of its own", "LINEARRING (0 0, 4 0, 4 4, 0 0)", Shapes{Lines: 1}},
		{"lines", "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", Shapes{Lines: 2}},
		{"exponents", "POLYGON ((0e0 0, 4E0 0, .4e1 4, 0 +4, -0 0))", Shapes{Polygons: []Polygon{square}}},
		{"binary in digits", "0103000000010000000500000000000000000000000000000000000000" +
			"00000000000010400000000000000000000000000000104000000000000010400000000000000000000000000000104000000000000000000000000000000000",
			Shapes{Polygons: []Polygon{square}}},
		{"binary, big end first, with an SRID and heights", "00a000000300000000000000010000000500000000000000000000000000000000402200000000000040100000000000000000000000000000402200000000000040100000000000004010000000000000402200000000000000000000000000004010000000000000402200000000000000000000000000000000000000000000" + "4022000000000000", Shapes{Polygons: []Polygon{square}}},
		{"GeoJSON", `{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]]]}`, Shapes{Polygons: []Polygon{square}}},
		{"GeoJSON features", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null},
			{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0,9],[4,0,9],[4,4,9],[0,4,9],[0,0,9]]]]}},
			{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}}]}`,
			Shapes{Polygons: []Polygon{square}, Points: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read([]byte(tt.text))
			if err != nil || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%v, %v, want %v", got, err, tt.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, text, says string
		cause            error
	}{
		{"word", "SQUARE (1 2)", `byte 0: "SQUARE" where a geometry is due`, ErrSyntax},
		{"half", "POLYGON ((0 0, 4 0", "byte 18: end of text", ErrSyntax},
		{"tail", "POLYGON ((0 0, 4 0, 4 4, 0 0)))", `byte 30: ")" after the geometry`, ErrSyntax},
		{"letters", "POLYGON ((0 0, 4 x, 4 4, 0 0))", `byte 17: "x" where a coordinate is due`, ErrSyntax},
		{"one number", "POLYGON ((0, 4 0, 4 4, 0 0))", "fewer than two coordinates", ErrSyntax},
		{"five numbers", "POINT (1 2 3 4 5)", "coordinate is due", ErrSyntax},
		{"curve", "CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0))", "CURVEPOLYGON", ErrKind},
		{"deep", strings.Repeat("GEOMETRYCOLLECTION(", 5000), "too deep", ErrSyntax},
		{"binary cut short", "010300000001000000050000000000", "more bytes", ErrSyntax},
		{"binary that promises much", "0103000000ffffffff", "more bytes", ErrSyntax},
		{"binary curve", "010a00000000000000", "type 10", ErrKind},
		{"JSON", `{"type":`, "GeoJSON", ErrSyntax},
		{"JSON of another kind", `{"type":"Topology"}`, `"Topology"`, ErrKind},
		{"JSON without coordinates", `{"type":"Polygon"}`, "without coordinates", ErrSyntax},
		{"JSON with a short point", `{"type":"Polygon","coordinates":[[[0,0],[4]]]}`, "point 1", ErrSyntax},
		{"JSON within itself", strings.Repeat(`{"type":"Feature","geometry":`, 80) + "null" + strings.Repeat("}", 80), "too deep", ErrSyntax},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read([]byte(tt.text))
			if !errors.Is(err, tt.cause) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %q", err, tt.says)
			}
		})
	}
}

func at(points ...[2]float64) Shapes { return Shapes{Polygons: []Polygon{{points}}} }

func TestGrids(t *testing.T) {
	for _, tt := range []struct {
		name   string
		shapes Shapes
		digits int
	}{
		{"nothing", Shapes{}, 7},
		{"one point", at([2]float64{1, 1}), 15},
		{"one point far off", at([2]float64{4e15, 4e15}), 0},
		{"degrees", at([2]float64{-180, -90}, [2]float64{180, 90}), 6},
		{"meters of a zone", at([2]float64{500_000, 5_300_000}, [2]float64{500_900, 5_300_900}), 6},
		{"the greatest numbers", at([2]float64{-8e307, 0}, [2]float64{8e307, 0}), -299},
		{"the least", at([2]float64{0, 0}, [2]float64{5e-324, 0}), 300},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g, err := Fit(tt.shapes)
			if err != nil || g.Digits != tt.digits {
				t.Fatalf("digits %d, %v, want %d", g.Digits, err, tt.digits)
			}
			m, err := g.Place(tt.shapes)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range m.Segments(nil) {
				if x, _ := g.XY(s.A); math.IsNaN(x) || math.IsInf(x, 0) {
					t.Errorf("x %v", x)
				}
			}
		})
	}
	for name, bad := range map[string]Shapes{
		"not a number": at([2]float64{math.NaN(), 0}),
		"infinite":     at([2]float64{0, math.Inf(-1)}),
		"too wide":     at([2]float64{-1.7e308, 0}, [2]float64{1.7e308, 0}),
	} {
		if _, err := Fit(bad); !errors.Is(err, ErrRange) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Degrees.Place(at([2]float64{181, 0})); !errors.Is(err, ErrRange) {
		t.Errorf("beyond the earth: %v", err)
	}
	wide := at([2]float64{0, 0}, [2]float64{1e7, 0})
	g, err := Fixed(1000, wide)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Place(wide); !errors.Is(err, ErrRange) {
		t.Errorf("beyond a fixed grid: %v", err)
	}
}

// TestComesBack checks that what was put on a grid is written as it was, in each
// form, wherever in the plane it lies.
func TestComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := math.Pow10(rapid.IntRange(-20, 20).Draw(t, "size"))
		far := rapid.Float64Range(-1e4, 1e4).Draw(t, "far") * size
		c := rapid.Float64Range(-size, size)
		var ring Ring
		for range rapid.IntRange(3, 9).Draw(t, "points") {
			ring = append(ring, [2]float64{far + c.Draw(t, "x"), c.Draw(t, "y")})
		}
		s := at(ring...)
		g, err := Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		m, err := g.Place(s)
		if err != nil {
			t.Fatal(err)
		}
		m = geo.MakeValid(m)
		for _, text := range [][]byte{g.AppendWKT(nil, m), g.AppendGeoJSON(nil, m)} {
			back, err := Read(text)
			if err != nil {
				t.Fatalf("%v: %s", err, text)
			}
			again, err := g.Place(back)
			if err != nil || !(len(m) == 0 && len(again) == 0 || reflect.DeepEqual(again, m)) {
				t.Fatalf("%v\n%s\nback %v\nwant %v", err, text, again, m)
			}
		}
	})
}

// FuzzRead checks that nothing read panics or costs more than its bytes, and
// that what can be placed can be overlaid.
func FuzzRead(f *testing.F) {
	f.Add([]byte("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 1 1)), EMPTY)"))
	f.Add([]byte("SRID=4326;GEOMETRYCOLLECTION Z (POINT (1 2 3), MULTIPOINT (1 2, (3 4)), LINEARRING EMPTY)"))
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]]]}`))
	f.Add([]byte("\x01\x03\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x3f\x00\x00\x00\x00\x00\x00\xf0\x3f"))
	f.Add([]byte("00000000060000000100000000030000000100000000"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(data)
		if err != nil {
			return
		}
		points := 0
		for _, p := range s.Polygons {
			for _, r := range p {
				points += len(r)
			}
		}
		if points+len(s.Polygons)+s.Lines+s.Points > len(data) {
			t.Fatalf("%d points in %d bytes", points, len(data))
		}
		g, err := Fit(s)
		if err != nil || points > 200 {
			return
		}
		m, err := g.Place(s)
		if err != nil {
			t.Fatalf("fitted grid %v does not hold %v: %v", g, s, err)
		}
		if err := geo.Validate(geo.MakeValid(m)); err != nil {
			t.Fatal(err)
		}
	})
}
