package geo

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/peterstace/simplefeatures/geom"
)

// fromWKT reads a POLYGON or MULTIPOLYGON in degrees.
func fromWKT(t testing.TB, wkt string) MultiPolygon {
	t.Helper()
	g, err := geom.UnmarshalWKT(wkt, geom.NoValidate{})
	if err != nil {
		t.Fatalf("%v: %s", err, wkt)
	}
	var polys []geom.Polygon
	switch {
	case g.IsMultiPolygon():
		for i := range g.MustAsMultiPolygon().NumPolygons() {
			polys = append(polys, g.MustAsMultiPolygon().PolygonN(i))
		}
	case g.IsPolygon():
		polys = append(polys, g.MustAsPolygon())
	default:
		t.Fatalf("neither POLYGON nor MULTIPOLYGON: %s", wkt)
	}
	var m MultiPolygon
	for _, poly := range polys {
		var p Polygon
		for _, ls := range poly.ForceCCW().DumpRings() {
			var r Ring
			seq := ls.Coordinates()
			for i := range seq.Length() - 1 {
				xy := seq.GetXY(i)
				r = append(r, Pt(xy.X, xy.Y))
			}
			p = append(p, r)
		}
		if len(p) > 0 {
			m = append(m, p)
		}
	}
	return m
}

// TestOverlayCases runs testdata/overlay/*.txt: blank lines part the cases;
// each has a name, the polygons a and b, and the planar area, in square
// degrees, of the union, intersection, difference and symmetric difference.
func TestOverlayCases(t *testing.T) {
	files, err := filepath.Glob("testdata/overlay/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
			c := make(map[string]string)
			for _, line := range strings.Split(block, "\n") {
				key, value, ok := strings.Cut(line, ": ")
				if !ok && !strings.HasPrefix(line, "#") {
					t.Fatalf("%s: %q: want key: value", f, line)
				}
				c[key] = value
			}
			t.Run(c["name"], func(t *testing.T) {
				a, b := fromWKT(t, c["a"]), fromWKT(t, c["b"])
				for _, op := range []struct {
					name string
					f    func(a, b MultiPolygon) MultiPolygon
				}{{"union", Union}, {"intersection", Intersection}, {"difference", Difference}, {"symmetric difference", SymmetricDifference}} {
					got := op.f(a, b)
					checkValid(t, got)
					checkValidInDegrees(t, got)
					if err := Validate(got); err != nil {
						t.Errorf("%s: %v", op.name, err)
					}
					want, err := geom.UnmarshalWKT(c[op.name], geom.NoValidate{})
					if err != nil {
						t.Fatalf("%s: %v", op.name, err)
					}
					limit := 1e-7*(length(a)+length(b))/E7 + 1e-9
					if area := planar(got) / E7 / E7; math.Abs(area-want.Area()) > limit {
						t.Errorf("%s has area %.9f, want %.9f\n%v", op.name, area, want.Area(), got)
					}
					if n := fromWKT(t, c[op.name]); len(n) != len(got) {
						t.Errorf("%s has %d polygons, want %d\n%v", op.name, len(got), len(n), got)
					}
				}
			})
		}
	}
}

// checkValidInDegrees checks the polygons as they will be written, in degrees.
func checkValidInDegrees(t testing.TB, m MultiPolygon) {
	t.Helper()
	g := toGeom(m).TransformXY(func(xy geom.XY) geom.XY { return geom.XY{X: xy.X / E7, Y: xy.Y / E7} })
	if err := g.Validate(); err != nil {
		t.Errorf("invalid in degrees: %v\n%v", err, m)
	}
}
