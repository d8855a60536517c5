package geo

import (
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/peterstace/simplefeatures/geom"
)

// jtsRun is a file of cases in the format of the JTS Topology Suite's tests.
type jtsRun struct {
	Precision []struct {
		Scale float64 `xml:"scale,attr"`
	} `xml:"precisionModel"`
	Cases []struct {
		Desc  string `xml:"desc"`
		A     string `xml:"a"`
		B     string `xml:"b"`
		Tests []struct {
			Op struct {
				Name string `xml:"name,attr"`
				Arg1 string `xml:"arg1,attr"`
				Arg2 string `xml:"arg2,attr"`
				Want string `xml:",chardata"`
			} `xml:"op"`
		} `xml:"test"`
	} `xml:"case"`
}

// TestJTS runs testdata/jts/*.xml, and the .xml files below SALIENT_JTS if that
// names a folder: JTS's and GEOS's own suites are not in this repository.
//
// Coordinates are moved to the origin and scaled by a power of ten, the greatest
// that the grid holds, or the one of a file with a fixed precision model. Lines
// and points in a result are left out: ours has none.
func TestJTS(t *testing.T) {
	files, _ := filepath.Glob("testdata/jts/*.xml")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	if dir := os.Getenv("SALIENT_JTS"); dir != "" {
		err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
			if err == nil && filepath.Ext(p) == ".xml" {
				files = append(files, p)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			var run jtsRun
			if err := xml.Unmarshal(data, &run); err != nil {
				t.Fatal(err)
			}
			ran, left := 0, 0
			for i, c := range run.Cases {
				g, ok := newJTSGrid(t, c.A, c.B)
				if !ok {
					left += len(c.Tests)
					continue
				}
				if len(run.Precision) == 1 && run.Precision[0].Scale > 0 {
					g.fix(run.Precision[0].Scale)
				}
				for _, test := range c.Tests {
					name := strings.TrimSuffix(strings.ToLower(test.Op.Name), "ng")
					args := map[string]MultiPolygon{"a": g.a, "b": g.b}
					x, y := args[strings.ToLower(test.Op.Arg1)], args[strings.ToLower(test.Op.Arg2)]
					switch {
					case name == "overlayareatest":
						g.areaTest(t, fmt.Sprintf("case %d, %s", i, c.Desc))
						g.changeTest(t, fmt.Sprintf("case %d, %s", i, c.Desc))
					case jtsOps[name] != nil:
						g.compare(t, fmt.Sprintf("case %d, %s: %s", i, c.Desc, name), jtsOps[name](x, y), test.Op.Want)
					default:
						left++
						continue
					}
					ran++
				}
			}
			t.Logf("%d operations run, %d of other kinds left out", ran, left)
			if strings.HasPrefix(f, "testdata") && (ran < 60 || left > 0) {
				t.Errorf("too few run")
			}
		})
	}
}

var jtsOps = map[string]func(a, b MultiPolygon) MultiPolygon{
	"intersection": Intersection, "union": Union, "difference": Difference,
	"symdifference": SymmetricDifference, "symmetricdifference": SymmetricDifference,
}

// jtsGrid maps a case's coordinates to the grid.
type jtsGrid struct {
	x, y, scale float64
	rawA, rawB  geom.Geometry
	a, b        MultiPolygon
	limit       float64 // by how much areas may differ, in square units
	exact       bool    // every coordinate of the inputs is on the grid
}

// newJTSGrid reads a case's arguments. It reports false where one is not areal.
func newJTSGrid(t *testing.T, a, b string) (*jtsGrid, bool) {
	g := &jtsGrid{rawA: readJTS(t, a), rawB: readJTS(t, b)}
	for _, raw := range []geom.Geometry{g.rawA, g.rawB} {
		if !raw.IsEmpty() && !raw.IsPolygon() && !raw.IsMultiPolygon() {
			return nil, false
		}
	}
	box := geom.NewEnvelope(append(points(g.rawA.DumpCoordinates()), points(g.rawB.DumpCoordinates())...)...)
	g.scale = E7
	if low, high, ok := box.MinMaxXYs(); ok {
		g.x, g.y = math.Floor(low.X), math.Floor(low.Y)
		size := max(high.X-g.x, high.Y-g.y)
		g.scale = math.Pow(10, math.Floor(math.Log10(2e9/size)))
	}
	g.place()
	return g, true
}

func points(s geom.Sequence) []geom.XY {
	xy := make([]geom.XY, s.Length())
	for i := range xy {
		xy[i] = s.GetXY(i)
	}
	return xy
}

// fix uses the grid of a fixed precision model.
func (g *jtsGrid) fix(scale float64) {
	g.scale = scale
	g.x, g.y = math.Round(g.x*scale)/scale, math.Round(g.y*scale)/scale
	g.place()
}

func (g *jtsGrid) place() {
	g.exact = true
	g.a, g.b = g.polygons(g.rawA), g.polygons(g.rawB)
	g.limit = 1.5*(length(g.a)+length(g.b)) + 1
}

func (g *jtsGrid) point(xy geom.XY) Point {
	x, y := (xy.X-g.x)*g.scale, (xy.Y-g.y)*g.scale
	g.exact = g.exact && math.Abs(x-math.Round(x)) < 1e-5 && math.Abs(y-math.Round(y)) < 1e-5
	return Point{int32(math.Round(x)), int32(math.Round(y))}
}

// polygons maps the polygons of a geometry, its collections' included.
func (g *jtsGrid) polygons(raw geom.Geometry) MultiPolygon {
	var m MultiPolygon
	for _, one := range raw.Dump() {
		if !one.IsPolygon() || one.IsEmpty() {
			continue
		}
		var p Polygon
		for _, line := range one.MustAsPolygon().DumpRings() {
			var r Ring
			for _, xy := range points(line.Coordinates()) {
				r = append(r, g.point(xy))
			}
			if n := len(r); n > 1 && r[0] == r[n-1] {
				r = r[:n-1]
			}
			p = append(p, r)
		}
		m = append(m, p)
	}
	return m
}

// compare checks a result: it is valid, its area and its ground are the wanted
// ones, and so are its polygons and rings if no rounding was at work.
func (g *jtsGrid) compare(t *testing.T, name string, got MultiPolygon, text string) {
	t.Helper()
	checkJTSResult(t, name, got)
	input := g.exact
	want := g.polygons(readJTS(t, text))
	exact := g.exact
	g.exact = input
	if d := math.Abs(planar(got) - planar(MakeValid(want))); d > g.limit {
		t.Errorf("%s: area off by %.3g, limit %.3g of %.3g\ngot %v\nwant %v", name, d, g.limit, planar(want), got, want)
	} else if d := planar(SymmetricDifference(got, want)); d > g.limit {
		t.Errorf("%s: ground of %.3g differs, limit %.3g\ngot %v\nwant %v", name, d, g.limit, got, want)
	}
	if got, want := normal(got), normal(MakeValid(want)); exact && !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\ngot  %v\nwant %v", name, got, want)
	}
}

// areaTest checks JTS's identities between the areas of the four results.
func (g *jtsGrid) areaTest(t *testing.T, name string) {
	t.Helper()
	area := map[string]float64{}
	for op, f := range jtsOps {
		m := f(g.a, g.b)
		checkJTSResult(t, name+": "+op, m)
		area[op] = planar(m)
	}
	a, b := planar(MakeValid(g.a)), planar(MakeValid(g.b))
	back := planar(Difference(g.b, g.a))
	for _, id := range []struct {
		name        string
		left, right float64
	}{
		{"A = (A ∩ B) + (A − B)", a, area["intersection"] + area["difference"]},
		{"B = (A ∩ B) + (B − A)", b, area["intersection"] + back},
		{"A ∪ B = A + B − (A ∩ B)", area["union"], a + b - area["intersection"]},
		{"A ⊖ B = (A − B) + (B − A)", area["symdifference"], area["difference"] + back},
		{"A ∪ B = (A ∩ B) + (A ⊖ B)", area["union"], area["intersection"] + area["symdifference"]},
	} {
		if math.Abs(id.left-id.right) > g.limit {
			t.Errorf("%s: %s: %.17g, %.17g; limit %.3g", name, id.name, id.left, id.right, g.limit)
		}
	}
}

// changeTest checks the change from A to B: it gains B − A and loses A − B, and
// its geodesic areas add up to the net of the boundaries.
func (g *jtsGrid) changeTest(t *testing.T, name string) {
	t.Helper()
	h := *g
	h.scale /= 10 // below 20 degrees: areas want latitudes
	h.place()
	from, to := Boundary(mended(h.a), AtLeastOne), Boundary(mended(h.b), AtLeastOne)
	gained, lost := Change(from, to)
	for _, side := range []struct {
		name    string
		patches []Patch
		want    MultiPolygon
	}{{"gained", gained, Difference(h.b, h.a)}, {"lost", lost, Difference(h.a, h.b)}} {
		var m MultiPolygon
		for _, p := range side.patches {
			if p.Polygon == nil {
				continue
			}
			m = append(m, p.Polygon)
			checkJTSResult(t, name+": "+side.name, MultiPolygon{p.Polygon})
		}
		if d := planar(SymmetricDifference(m, side.want)); d > h.limit {
			t.Errorf("%s: %s: ground of %.3g differs, limit %.3g", name, side.name, d, h.limit)
		}
	}
	net := sumArea(to) - sumArea(from)
	if d := math.Abs(float64(patchArea(gained) - patchArea(lost) - net)); d > 1 {
		t.Errorf("%s: gained − lost is %.3g m² off the net of %.6g m²", name, d, float64(net))
	}
}

func checkJTSResult(t *testing.T, name string, m MultiPolygon) {
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

// normal returns polygons without vertices in the middle of straight lines.
func normal(m MultiPolygon) MultiPolygon {
	var out MultiPolygon
	for _, p := range m {
		var q Polygon
		for _, r := range p {
			var s Ring
			for i, v := range r {
				if orient(r[(i+len(r)-1)%len(r)], v, r[(i+1)%len(r)]) != 0 {
					s = append(s, v)
				}
			}
			q = append(q, s)
		}
		out = append(out, q)
	}
	return out
}

// readJTS reads WKT or WKB in hex, with an SRID or without.
func readJTS(t *testing.T, text string) geom.Geometry {
	t.Helper()
	text = strings.TrimSpace(text)
	if text == "" {
		return geom.Geometry{}
	}
	if b, err := hex.DecodeString(strings.Join(strings.Fields(text), "")); err == nil {
		g, err := geom.UnmarshalWKB(withoutSRID(b), geom.NoValidate{})
		if err != nil {
			t.Fatalf("%v: %.80s", err, text)
		}
		return g.Force2D()
	}
	g, err := geom.UnmarshalWKT(text, geom.NoValidate{})
	if err != nil {
		t.Fatalf("%v: %.80s", err, text)
	}
	return g.Force2D()
}

// withoutSRID drops the SRID of PostGIS's extended WKB.
func withoutSRID(b []byte) []byte {
	if len(b) < 9 {
		return b
	}
	top := 4 // of the type's bytes, that with the flags
	if b[0] == 0 {
		top = 1
	}
	if b[top]&0x20 == 0 {
		return b
	}
	out := append([]byte{}, b[:5]...)
	out[top] &^= 0x20
	return append(out, b[9:]...)
}
