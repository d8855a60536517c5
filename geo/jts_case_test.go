package geo_test

import (
	"encoding/hex"
	"errors"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/peterstace/simplefeatures/geom"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geo/plane"
)

// jtsCase is a case's two arguments, on a grid.
type jtsCase struct {
	rawA, rawB plane.Shapes
	grid       plane.Grid
	a, b       geo.MultiPolygon
	limit      float64 // by how much areas may differ, in square units
	exact      bool    // every coordinate of the arguments is on the grid
}

// newJTSCase reads the arguments and places them on the grid of a fixed
// precision model, or, for a scale of 0, on the finest.
func newJTSCase(a, b string, scale float64) (*jtsCase, error) {
	c := new(jtsCase)
	var err error
	if c.rawA, err = plane.Read([]byte(a)); err != nil {
		return nil, err
	}
	if c.rawB, err = plane.Read([]byte(b)); err != nil {
		return nil, err
	}
	return c, c.place(scale)
}

func (c *jtsCase) place(scale float64) (err error) {
	if scale > 0 {
		c.grid, err = plane.Fixed(scale, c.rawA, c.rawB)
	} else {
		c.grid, err = plane.Fit(c.rawA, c.rawB)
	}
	if err != nil {
		return err
	}
	if c.a, err = c.grid.Place(c.rawA); err != nil {
		return err
	}
	if c.b, err = c.grid.Place(c.rawB); err != nil {
		return err
	}
	c.exact = c.onGrid(c.rawA) && c.onGrid(c.rawB)
	c.limit = 1.5*(geo.Length(c.a)+geo.Length(c.b)) + 1
	return nil
}

// onGrid reports whether placing rounds no coordinate but by what floating-point
// numbers are off anyway.
func (c *jtsCase) onGrid(s plane.Shapes) bool {
	for _, p := range s.Polygons {
		for _, r := range p {
			for _, q := range r {
				at, err := c.grid.Point(q[0], q[1])
				x, y := c.grid.XY(at)
				if err != nil || math.Abs(x-q[0])+math.Abs(y-q[1]) > 1e-5*c.grid.Unit() {
					return false
				}
			}
		}
	}
	return true
}

// mixed tells cases with lines or points in them apart.
func (c *jtsCase) mixed() string {
	if c.rawA.Lines+c.rawA.Points+c.rawB.Lines+c.rawB.Points > 0 {
		return " (with lines or points, which have no ground)"
	}
	return ""
}

func (c *jtsCase) arg(name string) geo.MultiPolygon {
	return map[string]geo.MultiPolygon{"a": c.a, "b": c.b}[strings.ToLower(name)]
}

// overlay runs an operation of two arguments, or the union of one.
func (c *jtsCase) overlay(t *testing.T, name string, op jtsOp) string {
	t.Helper()
	kind := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(op.Name), "ng"), "sr")
	do := jtsOverlays[kind]
	var got geo.MultiPolygon
	switch _, err := strconv.ParseFloat(op.Arg2, 64); {
	case op.Arg2 == "" && kind == "union":
		got = geo.MakeValid(c.arg(op.Arg1))
	case op.Arg2 == "" || err == nil:
		return "one argument only: " + kind
	default:
		got = do(c.arg(op.Arg1), c.arg(op.Arg2))
	}
	geo.CheckResult(t, name, got)
	if strings.TrimSpace(op.Want) == "" { // it must be computed, no more
		return c.areas(t, name, op)
	}
	want, err := plane.Read([]byte(op.Want))
	if err != nil {
		return "result: " + reason(err)
	}
	return c.compare(t, name, kind, got, want, digits(op.Want))
}

// rounded runs an operation on the grid of its third argument.
func (c *jtsCase) rounded(t *testing.T, name string, op jtsOp) string {
	t.Helper()
	scale, err := strconv.ParseFloat(op.Arg3, 64)
	if err != nil {
		return "no scale: " + op.Name
	}
	d := *c
	if err := d.place(scale); err != nil {
		return "argument: " + reason(err)
	}
	return d.overlay(t, name, op)
}

// compare checks that area and ground of a result are the wanted ones, and that
// its polygons and rings are, if no rounding was at work and no line in the
// arguments cut edges. want is printed with so many decimals, which is less than
// was computed where it has some. Where the wanted ground is not that which
// simplefeatures computes, but ours is, the case is left out.
func (c *jtsCase) compare(t *testing.T, name, kind string, got geo.MultiPolygon, shapes plane.Shapes, decimals int) string {
	t.Helper()
	want, err := c.grid.Place(shapes)
	if err != nil {
		t.Errorf("%s: want: %v", name, err)
		return ""
	}
	want = geo.MakeValid(want)
	limit := c.limit
	if decimals > 0 {
		limit += geo.Length(want) * math.Pow10(-decimals) / c.grid.Unit()
	}
	if d := geo.SymmetricDifference(got, want).PlaneArea(); d > limit {
		if second, ok := c.secondOpinion(kind); ok && geo.SymmetricDifference(got, second).PlaneArea() <= limit {
			return "wanted result is not simplefeatures' either, which has ours: " + name
		}
		t.Errorf("%s: ground of %.3g of %.3g differs, limit %.3g\ngot %v\nwant %v", name, d, want.PlaneArea(), limit, got, want)
	} else if d := math.Abs(got.PlaneArea() - want.PlaneArea()); d > limit {
		t.Errorf("%s: area off by %.3g, limit %.3g of %.3g\ngot %v\nwant %v", name, d, limit, want.PlaneArea(), got, want)
	}
	exact := c.exact && c.onGrid(shapes) && c.mixed() == ""
	if got, want := straightened(got), straightened(want); exact && !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\ngot  %v\nwant %v", name, got, want)
	}
	return ""
}

// secondOpinion returns what simplefeatures computes of A and B.
func (c *jtsCase) secondOpinion(kind string) (geo.MultiPolygon, bool) {
	do := map[string]func(a, b geom.Geometry) (geom.Geometry, error){
		"intersection": geom.Intersection, "union": geom.Union, "difference": geom.Difference, "symdifference": geom.SymmetricDifference,
	}[kind]
	if do == nil {
		return nil, false
	}
	g, err := do(geo.ToGeom(c.a).AsGeometry(), geo.ToGeom(c.b).AsGeometry())
	if err != nil {
		return nil, false
	}
	shapes, err := plane.ReadWKB(g.AsBinary())
	if err != nil {
		return nil, false
	}
	m, err := plane.Grid{}.Place(shapes)
	return m, err == nil
}

// straightened returns polygons without vertices in the middle of straight lines.
func straightened(m geo.MultiPolygon) geo.MultiPolygon {
	var out geo.MultiPolygon
	for _, p := range m {
		var q geo.Polygon
		for _, r := range p {
			var s geo.Ring
			for i, v := range r {
				if (geo.MultiPolygon{{{r[(i+len(r)-1)%len(r)], v, r[(i+1)%len(r)]}}}).PlaneArea() != 0 {
					s = append(s, v)
				}
			}
			q = append(q, s)
		}
		out = append(out, q)
	}
	return out
}

var decimalsOf = regexp.MustCompile(`\.(\d+)`)

// digits returns the greatest number of decimals in a text.
func digits(text string) (n int) {
	for _, m := range decimalsOf.FindAllStringSubmatch(text, -1) {
		n = max(n, len(m[1]))
	}
	return n
}

// reason returns the kind of an error, without the place.
func reason(err error) string {
	var bad hex.InvalidByteError
	for _, kind := range []error{plane.ErrSyntax, plane.ErrKind, plane.ErrRange} {
		if errors.Is(err, kind) {
			return kind.Error()
		}
	}
	if errors.As(err, &bad) {
		return "not hexadecimal"
	}
	return err.Error()
}
