package geo

import (
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"
)

// sizes are the extents of random coordinates: small ones make coincidences.
var sizes = []int32{2, 5, 20, 1000, 1e6, math.MaxInt32}

func drawPoint(size int32) *rapid.Generator[Point] {
	return rapid.Custom(func(t *rapid.T) Point {
		c := rapid.Int32Range(-size, size)
		return Point{c.Draw(t, "x"), c.Draw(t, "y")}
	})
}

// drawRings draws rings of every bad kind: crossing themselves, with repeated
// and reversed parts, thin, level, spiked.
func drawRings(t *rapid.T) []Segment {
	size := rapid.SampledFrom(sizes).Draw(t, "size")
	var segs []Segment
	for range rapid.IntRange(0, 5).Draw(t, "rings") {
		ring := Ring(rapid.SliceOfN(drawPoint(size), 2, 9).Draw(t, "ring"))
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 1: // a needle
			p := ring[0]
			ring = append(ring, Point{p.X/2 + 1, p.Y / 2}, Point{p.X / 2, p.Y/2 + 1})
		case 2: // there and back
			ring = append(ring, ring[0])
			for i := len(ring) - 2; i > 0; i-- {
				ring = append(ring, ring[i])
			}
		case 3: // on the axes
			for i := range ring {
				if i&1 == 0 {
					ring[i].X = 0
				}
			}
		}
		segs = ring.Segments(segs)
		if rapid.Bool().Draw(t, "again") {
			segs = ring.Segments(segs)
		}
	}
	return segs
}

func TestPredicatesAgainstBig(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom(sizes).Draw(t, "size")
		g := drawPoint(size)
		a, b, c, d := g.Draw(t, "a"), g.Draw(t, "b"), g.Draw(t, "c"), g.Draw(t, "d")
		cross := func(a, b, p Point) *big.Int {
			dx, dy := delta(a, b)
			ex, ey := delta(a, p)
			x := new(big.Int).Mul(big.NewInt(dx), big.NewInt(ey))
			return x.Sub(x, new(big.Int).Mul(big.NewInt(dy), big.NewInt(ex)))
		}
		if got, want := orient(a, b, c), cross(a, b, c).Sign(); got != want {
			t.Fatalf("orient(%v, %v, %v) = %d, want %d", a, b, c, got, want)
		}
		dx, dy := delta(a, b)
		ex, ey := delta(a, c)
		if want, _ := new(big.Float).SetInt(cross(a, b, c)).Float64(); math.Abs(crossFloat(dx, dy, ex, ey)-want) > math.Abs(want)*1e-15 {
			t.Fatalf("crossFloat(%v, %v, %v) = %v, want %v", a, b, c, crossFloat(dx, dy, ex, ey), want)
		}
		if a.X < b.X && c.X < d.X && max(a.X, c.X) <= min(b.X, d.X) {
			x := max(a.X, c.X)
			s, u := &seg{a: a, b: b}, &seg{a: c, b: d}
			height := func(s *seg) *big.Rat {
				dx, dy := delta(s.a, s.b)
				r := big.NewRat(dy, dx)
				r.Mul(r, big.NewRat(int64(x)-int64(s.a.X), 1))
				return r.Add(r, big.NewRat(int64(s.a.Y), 1))
			}
			if got, want := compareAt(s, u, x), height(s).Cmp(height(u)); got != want {
				t.Fatalf("compareAt(%v, %v, %d) = %d, want %d", s, u, x, got, want)
			}
		}
		if orient(a, b, c)*orient(a, b, d) < 0 && orient(c, d, a)*orient(c, d, b) < 0 {
			// a + (b−a)·num/den, to the nearest, halves up.
			p := crossing(a, b, c, d)
			num, den := cross(c, a, d), new(big.Int)
			num.Neg(num)
			ex, ey := delta(c, d)
			den.Mul(big.NewInt(dx), big.NewInt(ey))
			den.Sub(den, new(big.Int).Mul(big.NewInt(dy), big.NewInt(ex)))
			at := func(a int32, d int64) *big.Rat {
				r := new(big.Rat).SetFrac(num, den)
				r.Mul(r, big.NewRat(d, 1))
				return r.Add(r, big.NewRat(int64(a), 1))
			}
			for _, v := range []struct {
				got  int32
				want *big.Rat
			}{{p.X, at(a.X, dx)}, {p.Y, at(a.Y, dy)}} {
				low := big.NewRat(2*int64(v.got)-1, 2)
				high := big.NewRat(2*int64(v.got)+1, 2)
				if v.want.Cmp(low) < 0 || v.want.Cmp(high) >= 0 {
					t.Fatalf("crossing(%v %v, %v %v) = %v, off %v", a, b, c, d, p, v.want)
				}
			}
		}
	})
}

// TestPassesAgainstClipping checks the pixel test by clipping the segment to
// the pixel in rational arithmetic.
func TestPassesAgainstClipping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int32{1, 2, 3, 6, 30, math.MaxInt32}).Draw(t, "size")
		g := drawPoint(size)
		a, b, p := g.Draw(t, "a"), g.Draw(t, "b"), g.Draw(t, "p")
		p.X = min(max(p.X, min(a.X, b.X)), max(a.X, b.X))
		p.Y = min(max(p.Y, min(a.Y, b.Y)), max(a.Y, b.Y))
		if got, want := passes(a, b, p), clips(a, b, p); got != want {
			t.Fatalf("passes(%v, %v, %v) = %v, want %v", a, b, p, got, want)
		}
	})
}

// clips reports whether a parameter t in [0, 1] puts a + t(b−a) in the half-open
// pixel of p: each coordinate bounds t by an interval that is open at one end.
func clips(a, b, p Point) bool {
	type bound struct {
		at   *big.Rat
		open bool
	}
	lo, hi := bound{big.NewRat(0, 1), false}, bound{big.NewRat(1, 1), false}
	for _, c := range [2][3]int64{{int64(a.X), int64(b.X), int64(p.X)}, {int64(a.Y), int64(b.Y), int64(p.Y)}} {
		from, d := c[0], c[1]-c[0]
		if d == 0 {
			if 2*from < 2*c[2]-1 || 2*from >= 2*c[2]+1 {
				return false
			}
			continue
		}
		in := bound{big.NewRat(2*c[2]-1-2*from, 2*d), false}
		out := bound{big.NewRat(2*c[2]+1-2*from, 2*d), true}
		if d < 0 {
			in, out = out, in
		}
		if s := in.at.Cmp(lo.at); s > 0 || s == 0 && in.open {
			lo = in
		}
		if s := out.at.Cmp(hi.at); s < 0 || s == 0 && out.open {
			hi = out
		}
	}
	s := lo.at.Cmp(hi.at)
	return s < 0 || s == 0 && !lo.open && !hi.open
}

// TestArrangementInvariants checks, on bad input of every kind, that pieces
// meet only at their ends, that polygons are valid and their boundary is what
// Boundary returns, that neither the order of the input nor the way in which
// crossings are found matters, and that area is conserved.
func TestArrangementInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		segs := drawRings(t)
		rule := rapid.SampledFrom([]Rule{AtLeastOne, AtMostMinusOne, NonZero, Odd}).Draw(t, "rule")
		bound := Boundary(segs, rule)
		checkBoundary(t, bound)
		polys := Overlay(segs, rule)
		checkPolygons(t, polys)
		back := polys.Segments(nil)
		slices.SortFunc(back, func(a, b Segment) int {
			if a.Less(b) {
				return -1
			}
			return 1
		})
		if !slices.Equal(back, bound) {
			t.Fatalf("polygons' edges %v\nboundary %v", back, bound)
		}
		if again := Boundary(bound, AtLeastOne); !slices.Equal(again, bound) {
			t.Fatalf("boundary of the boundary %v\nboundary %v", again, bound)
		}
		if p := Polygons(bound); !reflect.DeepEqual(p, polys) {
			t.Fatalf("Polygons %v\nOverlay %v", p, polys)
		}
		shuffled := slices.Clone(segs)
		r := rand.New(rand.NewPCG(1, uint64(len(segs))))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if p := Overlay(shuffled, rule); !reflect.DeepEqual(p, polys) {
			t.Fatalf("shuffled %v\nwant %v", p, polys)
		}
		a := new(Arrangement)
		a.sweepOnly, a.below.sweepOnly, a.trace.below.sweepOnly = true, true, true
		a.start(len(segs), 1)
		for _, s := range segs {
			a.insert(s, 0, 1)
		}
		a.build()
		if p := a.Polygons(rule.first); !reflect.DeepEqual(p, polys) {
			t.Fatalf("by sweep %v\nby grid %v", p, polys)
		}
	})
}

// checkBoundary fails unless the segments are in canonical form and meet only
// at their ends.
func checkBoundary(t *rapid.T, segs []Segment) {
	for i, s := range segs {
		if i > 0 && !segs[i-1].Less(s) {
			t.Fatalf("not sorted or not distinct: %v, %v", segs[i-1], s)
		}
		for _, u := range segs[:i] {
			if s == u.Reverse() {
				t.Fatalf("with its reverse: %v", s)
			}
			o1, o2 := orient(s.A, s.B, u.A), orient(s.A, s.B, u.B)
			o3, o4 := orient(u.A, u.B, s.A), orient(u.A, u.B, s.B)
			if o1*o2 < 0 && o3*o4 < 0 || inside(s, u.A) || inside(s, u.B) || inside(u, s.A) || inside(u, s.B) {
				t.Fatalf("%v meets %v", s, u)
			}
		}
	}
}

// inside reports whether p lies on s but is not one of its ends.
func inside(s Segment, p Point) bool {
	return p != s.A && p != s.B && orient(s.A, s.B, p) == 0 && Box{}.around(s).Contains(p)
}

func (Box) around(s Segment) Box { return EmptyBox().Add(s.A).Add(s.B) }

func checkPolygons(t *rapid.T, m MultiPolygon) {
	if err := toGeom(m).Validate(); err != nil {
		t.Fatalf("invalid: %v\n%v", err, m)
	}
	if err := Validate(m); err != nil {
		t.Fatalf("invalid: %v\n%v", err, m)
	}
	degrees := toGeom(m).TransformXY(func(xy geom.XY) geom.XY { return geom.XY{X: xy.X / E7, Y: xy.Y / E7} })
	if err := degrees.Validate(); err != nil {
		t.Fatalf("invalid in degrees: %v\n%v", err, m)
	}
}

// TestOpenChains checks that segments that do not form closed chains, which
// have no winding numbers, do no harm.
func TestOpenChains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom(sizes).Draw(t, "size")
		g := drawPoint(size)
		segs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Segment {
			return Segment{g.Draw(t, "a"), g.Draw(t, "b")}
		}), 0, 12).Draw(t, "segments")
		for _, rule := range []Rule{AtLeastOne, AtMostMinusOne, NonZero, Odd} {
			for _, p := range append(Overlay(segs, rule), Polygons(segs)...) {
				for _, r := range p {
					if len(r) < 3 {
						t.Fatalf("ring of %d points", len(r))
					}
				}
			}
		}
		Validate(Polygons(segs)) // any verdict
		for i := range segs {    // areas want latitudes
			segs[i].A.Y = min(max(segs[i].A.Y, -90*E7), 90*E7)
			segs[i].B.Y = min(max(segs[i].B.Y, -90*E7), 90*E7)
		}
		gained, lost := ChangeOf(segs)
		for _, p := range append(gained, lost...) {
			if !(p.Area >= 0) {
				t.Fatalf("area %v", p.Area)
			}
		}
	})
}
