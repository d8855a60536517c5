package geo_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
)

// areas checks JTS's identities between the areas of the results, and those of
// the change from A to B.
func (c *jtsCase) areas(t *testing.T, name string, _ jtsOp) string {
	t.Helper()
	area := map[string]float64{}
	for op, f := range jtsOverlays {
		m := f(c.a, c.b)
		geo.CheckResult(t, name+": "+op, m)
		area[op] = m.PlaneArea()
	}
	a, b := geo.MakeValid(c.a).PlaneArea(), geo.MakeValid(c.b).PlaneArea()
	back := geo.Difference(c.b, c.a).PlaneArea()
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
		if math.Abs(id.left-id.right) > c.limit {
			t.Errorf("%s: %s: %.17g, %.17g; limit %.3g", name, id.name, id.left, id.right, c.limit)
		}
	}
	c.change(t, name)
	return ""
}

// change checks the change from A to B, as if they were maps two tenths of a
// degree wide: it gains B − A and loses A − B, and its geodesic areas add up to
// the net of the boundaries. On greater ones, slivers may lie the other way round
// between geodesics than between straight lines.
func (c *jtsCase) change(t *testing.T, name string) {
	t.Helper()
	a, b := shrunk(c.a), shrunk(c.b)
	limit := 1.5*(geo.Length(a)+geo.Length(b)) + 1
	from, to := boundary(a), boundary(b)
	gained, lost := geo.Change(from, to)
	for _, side := range []struct {
		name    string
		patches []geo.Patch
		want    geo.MultiPolygon
	}{{"gained", gained, geo.Difference(b, a)}, {"lost", lost, geo.Difference(a, b)}} {
		var m geo.MultiPolygon
		for _, p := range side.patches {
			if p.Polygon == nil {
				continue
			}
			m = append(m, p.Polygon)
			geo.CheckResult(t, name+": "+side.name, geo.MultiPolygon{p.Polygon})
		}
		if d := geo.SymmetricDifference(m, side.want).PlaneArea(); d > limit {
			t.Errorf("%s: %s: ground of %.3g differs, limit %.3g", name, side.name, d, limit)
		}
	}
	net := geodesicArea(to) - geodesicArea(from)
	if d := math.Abs(patchesArea(gained) - patchesArea(lost) - net); d > 1 {
		t.Errorf("%s: gained − lost is %.3g m² off the net of %.6g m²", name, d, net)
	}
}

func boundary(m geo.MultiPolygon) []geo.Segment {
	return geo.Boundary(geo.MakeValid(m).Segments(nil), geo.AtLeastOne)
}

func shrunk(m geo.MultiPolygon) geo.MultiPolygon {
	var out geo.MultiPolygon
	for _, p := range m {
		var q geo.Polygon
		for _, r := range p {
			var s geo.Ring
			for _, v := range r {
				s = append(s, geo.Point{X: v.X / 1000, Y: v.Y / 1000})
			}
			q = append(q, s)
		}
		out = append(out, q)
	}
	return out
}

func geodesicArea(segs []geo.Segment) (sum float64) {
	for _, s := range segs {
		sum += float64(geo.SegmentArea(s))
	}
	return sum
}

func patchesArea(patches []geo.Patch) (sum float64) {
	for _, p := range patches {
		sum += float64(p.Area)
	}
	return sum
}

// unionArea compares the area of the ground of any polygon of an argument.
func (c *jtsCase) unionArea(t *testing.T, name string, op jtsOp) string {
	t.Helper()
	want, err := strconv.ParseFloat(strings.TrimSpace(op.Want), 64)
	if err != nil {
		return "result is not a number: " + op.Name
	}
	got := c.grid.Area(geo.MakeValid(c.arg(op.Arg1)))
	unit := c.grid.Unit()
	limit := c.limit*unit*unit + math.Pow10(-digits(op.Want))
	if d := math.Abs(got - want); d > limit {
		t.Errorf("%s: %.9g, want %.9g", name, got, want)
	}
	return ""
}

// isValid compares Validate's verdict on polygons, turned as it wants them.
func (c *jtsCase) isValid(t *testing.T, name string, op jtsOp) string {
	t.Helper()
	switch m := c.arg(op.Arg1); {
	case c.mixed() != "":
		return "validity of lines and points"
	case !c.exact:
		return "validity of coordinates that had to be rounded"
	default:
		err := geo.Validate(geo.Oriented(m))
		if want := strings.TrimSpace(op.Want) == "true"; (err == nil) != want {
			t.Errorf("%s: valid %v (%v), want %v\n%v", name, err == nil, err, want, m)
		}
	}
	return ""
}
