package geo

import "slices"

// The set operations take polygons as they come: rings may turn either way,
// cross themselves, overlap, or lie where no hole should. What such polygons
// mean is what [MakeValid] returns; for valid polygons it is themselves.

// Union returns the ground of either.
func Union(a, b MultiPolygon) MultiPolygon {
	return combine(a, b, func(in, and bool) bool { return in || and })
}

// Intersection returns the ground of both.
func Intersection(a, b MultiPolygon) MultiPolygon {
	return combine(a, b, func(in, and bool) bool { return in && and })
}

// Difference returns the ground of a that is not b's.
func Difference(a, b MultiPolygon) MultiPolygon {
	return combine(a, b, func(in, and bool) bool { return in && !and })
}

// SymmetricDifference returns the ground of one of them only.
func SymmetricDifference(a, b MultiPolygon) MultiPolygon {
	return combine(a, b, func(in, and bool) bool { return in != and })
}

func combine(a, b MultiPolygon, keep func(a, b bool) bool) MultiPolygon {
	arr := arrange(a.Segments(nil), b.Segments(nil))
	if !a.oriented() || !b.oriented() || !arr.simple() {
		arr.Release()
		arr = arrange(mended(a), mended(b))
	}
	defer arr.Release()
	return arr.Polygons(func(w []int32) bool { return keep(w[0] >= 1, w[1] >= 1) })
}

// MakeValid returns the ground of polygons that need not be valid: of each
// polygon, what its outer ring goes around, in either direction and however
// often, less what its holes go around; of several polygons, the ground of any.
// It is GEOS's "structure" method. Rings may also be unclosed, repeat points,
// run back on themselves or enclose nothing. The result has the form that
// [Overlay] returns.
func MakeValid(m MultiPolygon) MultiPolygon {
	a := arrange(m.Segments(nil))
	if !m.oriented() || !a.simple() {
		a.Release()
		a = arrange(mended(m))
	}
	defer a.Release()
	return a.Polygons(AtLeastOne.first)
}

// mended returns, polygon by polygon, boundaries with the ground on the left.
// Those of different polygons may overlap.
func mended(m MultiPolygon) []Segment {
	var out []Segment
	for _, p := range m {
		one := MultiPolygon{p}
		segs := one.Segments(nil)
		a := arrange(segs)
		if one.oriented() && a.simple() {
			out = append(out, segs...)
			a.Release()
			continue
		}
		a.Release()
		if len(p) == 0 {
			continue
		}
		shell := Boundary(p[0].Segments(nil), NonZero)
		var holes []Segment
		for _, h := range p[1:] {
			holes = append(holes, Boundary(h.Segments(nil), NonZero)...)
		}
		a = arrange(shell, holes)
		out = append(out, a.Boundary(func(w []int32) bool { return w[0] >= 1 && w[1] <= 0 })...)
		a.Release()
	}
	return out
}

// simple reports whether every face is in each channel's ground once or not at
// all, as it is where that channel is the boundary of valid polygons.
func (a *Arrangement) simple() bool {
	for _, w := range a.wind {
		if w != 0 && w != 1 {
			return false
		}
	}
	return true
}

// oriented reports whether outer rings run counterclockwise and holes
// clockwise. Rings of no area do neither.
func (m MultiPolygon) oriented() bool {
	for _, p := range m {
		for i, r := range p {
			if s := r.turn(); s == 0 || (s > 0) != (i == 0) {
				return false
			}
		}
	}
	return true
}

// turn returns the sign of the ring's planar area, exactly: 1 counterclockwise,
// -1 clockwise, 0 for none.
func (r Ring) turn() int { return r.twice().sign() }

// twice returns twice the ring's planar area, positive counterclockwise.
func (r Ring) twice() (sum int128) {
	for i := 1; i+1 < len(r); i++ {
		ax, ay := delta(r[0], r[i])
		bx, by := delta(r[0], r[i+1])
		sum = sum.add(mul128(ax, by).sub(mul128(ay, bx)))
	}
	return sum
}

// PlaneArea returns the area in the plane of the coordinates, in square units:
// that of the outer rings less that of the holes, if they turn as they should.
// It is summed exactly. For areas on the earth see [MultiPolygon.Area].
func (m MultiPolygon) PlaneArea() float64 {
	var sum int128
	for _, p := range m {
		for _, r := range p {
			sum = sum.add(r.twice())
		}
	}
	return sum.float() / 2
}

// Oriented returns the polygons with outer rings counterclockwise and holes
// clockwise, as [Validate] wants them. Rings that turn so already are shared.
func Oriented(m MultiPolygon) MultiPolygon {
	out := make(MultiPolygon, len(m))
	for i, p := range m {
		out[i] = slices.Clone(p)
		for k, r := range p {
			if (r.turn() > 0) != (k == 0) {
				out[i][k] = slices.Clone(r)
				slices.Reverse(out[i][k])
			}
		}
	}
	return out
}
