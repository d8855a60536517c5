package geo

import (
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"
)

// families draw pairs of valid polygons of the kinds on which overlays fail.
var families = map[string]func(t *rapid.T) (a, b MultiPolygon){
	"random": func(t *rapid.T) (a, b MultiPolygon) {
		size := rapid.SampledFrom([]int32{1e3, 1e5, 1e7, 1e9}).Draw(t, "size")
		return oddRings(t, size, 1), oddRings(t, size, 1)
	},
	"on a coarse grid":         func(t *rapid.T) (a, b MultiPolygon) { return oddRings(t, 5, 1e6), oddRings(t, 5, 1e6) },
	"rounding everywhere":      func(t *rapid.T) (a, b MultiPolygon) { return oddRings(t, 6, 1), oddRings(t, 6, 1) },
	"needles":                  func(t *rapid.T) (a, b MultiPolygon) { return drawNeedles(t), drawNeedles(t) },
	"needles over a few rings": func(t *rapid.T) (a, b MultiPolygon) { return drawNeedles(t), oddRings(t, 5, 2e5) },
	"nested":                   func(t *rapid.T) (a, b MultiPolygon) { return drawNested(t), drawNested(t) },
	"parts of one plane":       drawParts,
	"T-junctions":              drawJunctions,
	"touching holes":           func(t *rapid.T) (a, b MultiPolygon) { return drawDiamonds(t), drawDiamonds(t) },
	"moved by a hair": func(t *rapid.T) (a, b MultiPolygon) {
		a = oddRings(t, 1e6, 1)
		return a, MakeValid(moved(t, a))
	},
}

// oddRings draws rings and returns the ground that they go around an odd number
// of times.
func oddRings(t *rapid.T, size, step int32) MultiPolygon {
	c := rapid.Int32Range(-size, size)
	var segs []Segment
	for range rapid.IntRange(1, 3).Draw(t, "rings") {
		ring := make(Ring, rapid.IntRange(3, 8).Draw(t, "points"))
		for i := range ring {
			ring[i] = Point{c.Draw(t, "x") * step, c.Draw(t, "y") * step}
		}
		segs = ring.Segments(segs)
	}
	return Overlay(segs, Odd)
}

// drawNeedles draws triangles a million units long and a few wide.
func drawNeedles(t *rapid.T) MultiPolygon {
	far, near := rapid.Int32Range(-1e6, 1e6), rapid.Int32Range(-3, 3)
	var segs []Segment
	for range rapid.IntRange(1, 6).Draw(t, "needles") {
		p := Point{far.Draw(t, "x"), far.Draw(t, "y")}
		q := Point{far.Draw(t, "x"), far.Draw(t, "y")}
		segs = Ring{p, q, {q.X + near.Draw(t, "dx"), q.Y + near.Draw(t, "dy")}}.Segments(segs)
	}
	return Overlay(segs, NonZero)
}

// drawNested draws squares about nearly one center, land and water in turn.
func drawNested(t *rapid.T) MultiPolygon {
	at := rapid.Int32Range(-2, 2)
	x, y := at.Draw(t, "x"), at.Draw(t, "y")
	var segs []Segment
	size := int32(1e6)
	for range rapid.IntRange(1, 12).Draw(t, "squares") {
		segs = Ring{{x - size, y - size}, {x + size, y - size}, {x + size, y + size}, {x - size, y + size}}.Segments(segs)
		if size -= 1 + rapid.Int32Range(0, size/2).Draw(t, "step"); size < 3 {
			break
		}
	}
	return Overlay(segs, Odd)
}

// drawParts cuts the plane by rings and returns two sets of its faces, which
// share every edge.
func drawParts(t *rapid.T) (a, b MultiPolygon) {
	var edges []Edge
	channels := rapid.IntRange(2, 4).Draw(t, "cuts")
	for ch := range channels {
		for _, s := range oddRings(t, 1e6, 1).Segments(nil) {
			edges = append(edges, Edge{s, ch})
		}
	}
	arr := Arrange(edges)
	choose := func(label string) MultiPolygon {
		set := rapid.Uint16().Draw(t, label)
		return arr.Polygons(func(w []int32) bool {
			face := 0
			for ch, v := range w {
				if v > 0 {
					face |= 1 << ch
				}
			}
			return face > 0 && set>>face&1 == 1
		})
	}
	return choose("a"), choose("b")
}

// drawJunctions draws two polygons on either side of a slanted line, with
// vertices of their own on it, off by what rounding takes, as maps have that are
// drawn by layers.
func drawJunctions(t *rapid.T) (a, b MultiPolygon) {
	c := rapid.Int32Range(-1e6, 1e6)
	p, q := Point{c.Draw(t, "x"), c.Draw(t, "y")}, Point{c.Draw(t, "x"), c.Draw(t, "y")}
	side := func(sign float64) MultiPolygon {
		dx, dy := delta(p, q)
		ring := Ring{p}
		for _, k := range rapid.SliceOfNDistinct(rapid.IntRange(1, 999), 0, 5, rapid.ID[int]).Draw(t, "on it") {
			ring = append(ring, Point{p.X + int32(dx*int64(k)/1000), p.Y + int32(dy*int64(k)/1000)})
		}
		depth := sign * rapid.Float64Range(0.01, 1).Draw(t, "depth")
		return MakeValid(MultiPolygon{{append(ring, q, Point{q.X - int32(depth*float64(dy)), q.Y + int32(depth*float64(dx))})}})
	}
	return side(1), side(-1)
}

// drawDiamonds draws a square with diamonds on a grid cut out of it: they touch
// each other and the square in points only.
func drawDiamonds(t *rapid.T) MultiPolygon {
	const r = 1000
	segs := Ring{{-r, -r}, {7 * r, -r}, {7 * r, 7 * r}, {-r, 7 * r}}.Segments(nil)
	for _, k := range rapid.SliceOfNDistinct(rapid.Int32Range(0, 15), 0, 12, rapid.ID[int32]).Draw(t, "holes") {
		x, y := k%4*2*r, k/4*2*r
		segs = Ring{{x, y - r}, {x - r, y}, {x, y + r}, {x + r, y}}.Segments(segs)
	}
	return Overlay(segs, AtLeastOne)
}

// moved draws polygons with every vertex moved by at most a unit.
func moved(t *rapid.T, m MultiPolygon) MultiPolygon {
	hair := rapid.Int32Range(-1, 1)
	var out MultiPolygon
	for _, p := range m {
		var q Polygon
		for _, r := range p {
			var s Ring
			for _, v := range r {
				s = append(s, Point{v.X + hair.Draw(t, "dx"), v.Y + hair.Draw(t, "dy")})
			}
			q = append(q, s)
		}
		out = append(out, q)
	}
	return out
}

var setOperations = []struct {
	name   string
	ours   func(a, b MultiPolygon) MultiPolygon
	theirs func(a, b geom.Geometry) (geom.Geometry, error)
}{
	{"union", Union, geom.Union},
	{"intersection", Intersection, geom.Intersection},
	{"difference", Difference, geom.Difference},
	{"symmetric difference", SymmetricDifference, geom.SymmetricDifference},
}

// agree checks the four operations: results are valid, their areas add up, and
// are those of simplefeatures within what rounding moves boundaries. It returns
// whether simplefeatures had nothing to say: it refused, or its own four areas do
// not add up.
func agree(t testing.TB, a, b MultiPolygon) (silent bool) {
	t.Helper()
	limit := 1 + 1.5*(length(a)+length(b)) + (a.PlaneArea()+b.PlaneArea())*1e-12
	var ours, theirs [4]float64
	for i, op := range setOperations {
		got := op.ours(a, b)
		checkResult(t, op.name, got)
		ours[i] = got.PlaneArea()
		want, err := op.theirs(toGeom(a).AsGeometry(), toGeom(b).AsGeometry())
		theirs[i] = want.Area()
		silent = silent || err != nil
	}
	addsUp := func(of [4]float64) bool {
		union, intersection, difference, symmetric := of[0], of[1], of[2], of[3]
		return math.Abs(union+intersection-a.PlaneArea()-b.PlaneArea()) <= limit &&
			math.Abs(intersection+difference-a.PlaneArea()) <= limit && math.Abs(union-intersection-symmetric) <= limit
	}
	if !addsUp(ours) {
		t.Fatalf("areas %v of %v do not add up, limit %.1f\na %v %.1f\nb %v %.1f", ours, setOperations, limit, a, a.PlaneArea(), b, b.PlaneArea())
	}
	if silent || !addsUp(theirs) {
		return true
	}
	for i, op := range setOperations {
		if d := math.Abs(ours[i] - theirs[i]); d > limit {
			t.Fatalf("%s: area %.1f, simplefeatures %.1f, limit %.1f\na %v\nb %v", op.name, ours[i], theirs[i], limit, a, b)
		}
	}
	return false
}

// TestFamilies holds the set operations against simplefeatures on each family.
func TestFamilies(t *testing.T) {
	for name, draw := range families {
		t.Run(name, func(t *testing.T) {
			pairs, silent, ground := 0, 0, 0
			rapid.Check(t, func(r *rapid.T) {
				a, b := draw(r)
				pairs++
				if len(a) > 0 && len(b) > 0 {
					ground++
				}
				if agree(rapidTB{t, r}, a, b) {
					silent++
				}
			})
			t.Logf("%d pairs, %d of them with ground on both sides; nothing to compare with for %d", pairs, ground, silent)
			if silent > pairs/4 || ground < pairs/3 {
				t.Errorf("too little compared")
			}
		})
	}
}

// rapidTB fails a draw, so that it is shrunk, where a helper wants a testing.TB.
type rapidTB struct {
	testing.TB
	r *rapid.T
}

func (t rapidTB) Helper()                           {}
func (t rapidTB) Errorf(format string, args ...any) { t.r.Errorf(format, args...) }
func (t rapidTB) Fatalf(format string, args ...any) { t.r.Fatalf(format, args...) }

// FuzzFamilies drives the same draws by the fuzzer's bytes.
func FuzzFamilies(f *testing.F) {
	var names []string
	for name := range families {
		names = append(names, name)
	}
	slices.Sort(names)
	f.Fuzz(rapid.MakeFuzz(func(r *rapid.T) {
		a, b := families[rapid.SampledFrom(names).Draw(r, "family")](r)
		agree(rapidTB{nil, r}, a, b)
	}))
}

// TestOblastsAgainstSimplefeatures cuts a real map by real oblasts.
func TestOblastsAgainstSimplefeatures(t *testing.T) {
	files := archive(t, deepstateFiles)
	held := Polygons(Boundary(readMap(t, files[len(files)/2]), AtLeastOne))
	edges, n := readRegions(t, filepath.Join(shared(), "oblast.geojson"), 0)
	regions := make([][]Segment, n)
	for _, e := range edges {
		regions[e.Channel] = append(regions[e.Channel], e.Segment)
	}
	silent, met := 0, 0
	for _, r := range regions {
		oblast := Overlay(r, AtLeastOne)
		if !oblast.Box().Intersects(held.Box()) {
			continue
		}
		met++
		if agree(t, oblast, held) {
			silent++
		}
	}
	t.Logf("%d of %d oblasts near the map; nothing to compare with for %d", met, n, silent)
	if met < 5 || silent > 1 {
		t.Error("too little compared")
	}
}
