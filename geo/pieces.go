package geo

import (
	"cmp"
	"math"
	"slices"
)

// Area is conserved through the overlay. A segment's area is that under its
// geodesic, but when it is cut at a crossing, geodesics between the rounded
// points would not add up to it: a straight line in longitude and latitude
// leaves the geodesic by tens of meters on a long segment, and half a unit of
// rounding times the segment's length is an area too.
//
// So a piece of a segment keeps the area of its part of that segment. The part
// between parameters t and u has the area under the straight line between the
// unrounded cuts, plus the share 3u²−2u³ − (3t²−2t³) of what the whole
// segment's geodesic area exceeds its straight one by; the two lines are apart
// by nearly t(1−t), whose integral that is. Two connectors, from the rounded
// point to the cut and from the cut to the rounded point, close the chains: a
// face's boundary is a closed curve, and the connectors of adjacent pieces
// cancel. The pieces of a segment add up to it, so that sums over faces add up
// to sums over segments, whatever was cut and rounded.

// pieceArea returns the area of the part of a segment that became an edge, in
// the direction of the edge, signed as [SegmentArea].
func (a *Arrangement) pieceArea(e *edge, seg int32) float64 {
	s := &a.segs[seg]
	whole := float64(SegmentArea(Segment{s.a, s.b}))
	if e.u == s.u && e.v == s.v {
		return whole
	}
	from, to := place{float64(s.a.X), float64(s.a.Y)}, place{float64(s.b.X), float64(s.b.Y)}
	cut := func(v int32) (place, place, float64) {
		p := place{float64(a.verts[v].X), float64(a.verts[v].Y)}
		switch v {
		case s.u:
			return p, from, 0
		case s.v:
			return p, to, 1
		}
		dx, dy := to.x-from.x, to.y-from.y
		t := ((p.x-from.x)*dx + (p.y-from.y)*dy) / (dx*dx + dy*dy)
		t = min(max(t, 0), 1)
		return p, place{from.x + t*dx, from.y + t*dy}, t
	}
	p, c, t := cut(e.u)
	q, d, u := cut(e.v)
	bend := whole + straightArea(from, to)
	share := u*u*(3-2*u) - t*t*(3-2*t)
	return bend*share - straightArea(p, c) - straightArea(c, d) - straightArea(d, q)
}

// place is a point between grid points, in coordinate units.
type place struct{ x, y float64 }

// straightArea returns the area between the equator and the straight line in
// longitude and latitude, positive where it runs east.
func straightArea(p, q place) float64 {
	dlon := (q.x - p.x) * radian
	dlat := (q.y - p.y) * radian
	mid := (p.y + q.y) * (radian / 2)
	if math.Abs(dlat) < seriesReach {
		s := math.Sin(mid)
		s2 := s * s
		w := 1 / (1 - e2*s2)
		y2 := dlat * dlat
		return areaScale * dlon *
			(authalic(s, s2) - s*y2*((1+3*e2*s2-4*e2)*w*w*w*(1./24)-y2*(1./1920)))
	}
	// Gauss and Legendre's five points, on pieces of at most a tenth of a radian.
	n := math.Ceil(math.Abs(dlat) * 10)
	var sum float64
	for i := range int(n) {
		at := mid + dlat*((float64(i)+0.5)/n-0.5)
		for k, x := range gaussAt {
			s := math.Sin(at + dlat/n/2*x)
			sum += gaussWeight[k] * authalic(s, s*s)
		}
	}
	return areaScale * dlon * sum / (2 * n)
}

var (
	gaussAt     = [5]float64{0, 0.5384693101056831, -0.5384693101056831, 0.9061798459386640, -0.9061798459386640}
	gaussWeight = [5]float64{0.5688888888888889, 0.4786286704993665, 0.4786286704993665, 0.2369268850561891, 0.2369268850561891}
)

// total adds up areas with the rounding errors (Neumaier 1974): partial sums
// under a boundary reach 1e13 m².
type total struct{ sum, lost float64 }

func (t *total) add(v float64) {
	s := t.sum + v
	if math.Abs(t.sum) >= math.Abs(v) {
		t.lost += t.sum - s + v
	} else {
		t.lost += v - s + t.sum
	}
	t.sum = s
}

func (t *total) value() float64 { return t.sum + t.lost }

// layer is one of the segments that run along an edge.
type layer struct {
	seg  int32
	sign int32
	area float64
}

// keptArea returns the area that an edge adds to the kept ground: that of its
// segment, signed by the side that is kept. Slivers between segments that were
// rounded to one edge are kept or not like any face; see curves.
func (a *Arrangement) keptArea(i int32, keep func(w []int32) bool) float64 {
	e := &a.edges[i]
	left, right := a.keeps[a.cycle[2*i]], a.keeps[a.cycle[2*i+1]]
	if e.copy < 0 {
		if left == right {
			return 0
		}
		area := a.pieceArea(e, ^e.copy)
		if right {
			return -area
		}
		return area
	}
	a.curves(i)
	before := right
	var area float64
	for k := range a.layers {
		l := &a.layers[k]
		a.step(l)
		now := left
		if k+1 < len(a.layers) {
			now = keep(a.w)
		}
		if now && !before {
			area += l.area
		} else if before && !now {
			area -= l.area
		}
		before = now
	}
	return area
}

// Areas returns the geodesic areas of n classes of faces in one pass: class
// gives each face's, by its winding numbers; faces of other numbers than 0 to
// n-1 are left out.
func (a *Arrangement) Areas(n int, class func(w []int32) int) []SquareMeters {
	sums := make([]total, n)
	add := func(class int, area float64) {
		if class >= 0 && class < n {
			sums[class].add(area)
		}
	}
	channels := int32(a.channels)
	classes := make([]int, int32(len(a.wind))/channels)
	for c := range classes {
		at := int32(c) * channels
		classes[c] = class(a.wind[at : at+channels])
	}
	for i := range a.edges {
		e := &a.edges[i]
		left, right := classes[a.cycle[2*i]], classes[a.cycle[2*i+1]]
		if e.copy < 0 {
			if left != right {
				area := a.pieceArea(e, ^e.copy)
				add(left, area)
				add(right, -area)
			}
			continue
		}
		a.curves(int32(i))
		before := right
		for k := range a.layers {
			l := &a.layers[k]
			a.step(l)
			now := left
			if k+1 < len(a.layers) {
				now = class(a.w)
			}
			if now != before {
				add(now, l.area)
				add(before, -l.area)
			}
			before = now
		}
	}
	out := make([]SquareMeters, n)
	for c := range out {
		out[c] = SquareMeters(sums[c].value())
	}
	return out
}

// curves lists the segments that were rounded to an edge in layers, from right
// to left, and puts the winding numbers of the face to the right in w.
//
// They stand for curves side by side with slivers of faces between them. The
// one with the greatest signed area is rightmost, which is their true order
// where they do not cross, except that no winding number outside the range of
// the arrangement's faces is made if another order avoids it.
func (a *Arrangement) curves(i int32) {
	e := &a.edges[i]
	a.layers = a.layers[:0]
	for c := e.copy; ; c = a.copies[c].next {
		seg := ^c
		if c >= 0 {
			seg = a.copies[c].seg
		}
		sign := int32(1)
		if a.flipped(e, seg) {
			sign = -1
		}
		a.layers = append(a.layers, layer{seg, sign, a.pieceArea(e, seg)})
		if c < 0 {
			break
		}
	}
	slices.SortFunc(a.layers, func(x, y layer) int {
		if c := cmp.Compare(y.area, x.area); c != 0 {
			return c
		}
		return cmp.Compare(x.seg, y.seg)
	})
	n := int32(a.channels)
	c := a.cycle[2*i+1]
	right := a.wind[c*n : c*n+n]
	a.w = append(a.w[:0], right...)
	for from := range a.layers {
		rest := a.layers[from:]
		if k := slices.IndexFunc(rest, a.fits); k > 0 {
			l := rest[k]
			copy(rest[1:k+1], rest[:k])
			rest[0] = l
		}
		a.step(&rest[0])
	}
	copy(a.w, right)
}

// step moves w across a layer's segment from right to left.
func (a *Arrangement) step(l *layer) {
	for j := a.first[l.seg]; j >= 0; j = a.weights[j].next {
		a.w[a.weights[j].channel] += l.sign * a.weights[j].w
	}
}

// fits reports whether crossing the layer leaves every channel in its range.
func (a *Arrangement) fits(l layer) bool {
	for j := a.first[l.seg]; j >= 0; j = a.weights[j].next {
		ch := a.weights[j].channel
		w := a.w[ch] + l.sign*a.weights[j].w
		if w < a.reach[ch].lo || w > a.reach[ch].hi {
			return false
		}
	}
	return true
}

// span is a range of winding numbers.
type span struct{ lo, hi int32 }

// measure finds the range of each channel's winding numbers, at least from lo
// to hi.
func (a *Arrangement) measure(lo, hi int32) {
	a.reach = resized(a.reach, a.channels)
	for ch := range a.reach {
		a.reach[ch] = span{lo, hi}
	}
	for i, w := range a.wind {
		r := &a.reach[i%a.channels]
		r.lo, r.hi = min(r.lo, w), max(r.hi, w)
	}
	for ch := range a.reach {
		if a.reach[ch] == (span{}) {
			a.reach[ch].hi = 1
		}
	}
}

// Area returns the geodesic area of the kept faces. Over rules that part the
// plane, areas add up to the sum of [SegmentArea] over the input to far less
// than a square meter.
func (a *Arrangement) Area(keep func(w []int32) bool) SquareMeters {
	a.sift(keep)
	var sum total
	for i := range a.edges {
		sum.add(a.keptArea(int32(i), keep))
	}
	return SquareMeters(sum.value())
}
