package source

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// outline checks rings of one map against each other and, where they are in
// order, turns them into a boundary without an overlay.
//
// Sketch. The segments are gathered into short runs along their rings, the runs
// sorted into columns by longitude, and every two segments whose boxes meet, of
// runs whose boxes meet, are compared exactly; two that stood together in the
// map before are known to be in order. Two rings in order have contact
// at common vertices only; two equal edges in opposite directions are the seam
// of adjoining parts and cancel. Where that holds, the winding number along a
// chain of edges between contacts cannot change, so one ray a chain, up its
// column, tells whether its left side is held once and its right side not at
// all. Where it all holds, the edges left over are the boundary; this is a
// proof and no heuristic. Where it does not, the flags say which polygons are
// wrong by themselves, and the overlay does the rest.
type outline struct {
	segs  []geo.Segment // ring by ring, in ring order
	rings []ringSpan

	state   []edgeState
	dirty   []int32 // segments that cross, touch or almost touch one of their own polygon
	near    []int32 // segments that almost touch another
	starts  starts
	proven  proven
	runs    []run
	first   []int32 // start of each column in entries; one more than columns
	entries []int32 // the runs that pass through each column
	buckets []int32
	box     geo.Box // of all
	shift   uint    // of a column's width

	overlap   bool   // two polygons cross, touch inside an edge, or cover the same ground
	selfWrong []bool // by polygon: its rings cross, touch inside an edge, or overlap
	holeWrong []bool // by polygon: a hole is not where a hole should be
	conflict  []bool // by polygon: it is one of those that overlap
}

// ringSpan is one ring of the outline: segs[lo:hi].
type ringSpan struct {
	lo, hi  int32
	polygon int32
	hole    bool
}

// edgeState is what the comparison found out about a segment.
type edgeState struct {
	ring         int32
	partner      int32 // its reverse, with which it cancels; -1: none
	nodeA, nodeB bool  // other edges end here too
	fresh        bool  // not among the settled ones
}

// widest is the widest map that the outline compares: beyond it, products of
// doubled coordinate differences would not fit 64 bits.
const widest = 1 << 29

// check compares all segments and reports whether they are a boundary as they
// are, but for cancelled seams and their order. polygons is their number.
func (o *outline) check(polygons int) bool {
	o.overlap = false
	o.selfWrong = resized(o.selfWrong, polygons)
	o.holeWrong = resized(o.holeWrong, polygons)
	o.conflict = resized(o.conflict, polygons)
	o.dirty, o.near = o.dirty[:0], o.near[:0]
	if len(o.segs) == 0 {
		return true // holes took all of it
	}
	o.join()
	if !o.fill() {
		o.overlap = true // too wide to tell: let the overlay see to it
		return false
	}
	o.comparePairs()
	inOrder := !o.overlap && !slices.Contains(o.selfWrong, true)
	if !o.windings() || !inOrder {
		return false
	}
	o.prove()
	return true
}

// comparePairs compares every two segments whose boxes meet, but for those of
// which it is known from before that they are in order.
func (o *outline) comparePairs() {
	for i := range o.runs {
		if r := &o.runs[i]; r.fresh && !r.onward {
			o.compareWithin(r)
		}
	}
	for c := range len(o.first) - 1 {
		column := o.entries[o.first[c]:o.first[c+1]]
		for i, p := range column {
			r := &o.runs[p]
			if !r.fresh {
				continue
			}
			for k, q := range column {
				t := &o.runs[q]
				if k == i || t.fresh && k < i {
					continue
				}
				if r.box.Intersects(t.box) && int32(c) == max(r.left, t.left) {
					o.compareRuns(r, t)
				}
			}
		}
	}
}

// resized returns a zeroed slice of n elements, in s's memory if it fits.
func resized[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// side returns the side of c on the line from a to b: positive on the left. The
// differences are below widest, so nothing overflows.
func side(a, b, c geo.Point) int64 {
	return int64(b.X-a.X)*int64(c.Y-a.Y) - int64(b.Y-a.Y)*int64(c.X-a.X)
}

// compare finds out how segments i and j, whose boxes meet, lie to each other,
// but for edges that are equal or each other's reverse: join has seen those.
func (o *outline) compare(i, j int32) {
	s, t := o.segs[i], o.segs[j]
	switch {
	case s.A == t.B && s.B == t.A || s == t:
	case s.B == t.A:
		o.fork(s.B, s.A, t.B, i, j)
	case s.A == t.B:
		o.fork(s.A, s.B, t.A, i, j)
	case s.A == t.A:
		o.fork(s.A, s.B, t.B, i, j)
	case s.B == t.B:
		o.fork(s.B, s.A, t.A, i, j)
	default:
		o.comparePlain(i, j)
	}
}

// comparePlain is compare for segments without a common end.
func (o *outline) comparePlain(i, j int32) {
	s, t := o.segs[i], o.segs[j]
	a, b := side(s.A, s.B, t.A), side(s.A, s.B, t.B)
	c, d := side(t.A, t.B, s.A), side(t.A, t.B, s.B)
	if (a > 0) == (b > 0) && a != 0 && b != 0 || (c > 0) == (d > 0) && c != 0 && d != 0 {
		if k := reachOf(s); min(abs(a), abs(b)) <= k {
			o.almost(i, j)
		} else if k := reachOf(t); min(abs(c), abs(d)) <= k {
			o.almost(i, j)
		}
		return
	}
	// They cross or touch; boxes that meet settle the collinear case.
	o.wrong(i, j)
}

// reachOf returns the size that the side of a point on a segment's line has at
// most where the line passes the unit square around the point, and a little more.
func reachOf(s geo.Segment) int64 {
	return (abs(int64(s.B.X-s.A.X))+abs(int64(s.B.Y-s.A.Y)))/2 + 1
}

func abs(v int64) int64 { return max(v, -v) }

// fork looks at two edges, segments i and j, from p to q and to r: one may not
// run along the other.
func (o *outline) fork(p, q, r geo.Point, i, j int32) {
	c := abs(side(p, q, r))
	if c > reachOf(geo.Segment{A: p, B: q}) && c > reachOf(geo.Segment{A: p, B: r}) {
		return
	}
	dot := int64(q.X-p.X)*int64(r.X-p.X) + int64(q.Y-p.Y)*int64(r.Y-p.Y)
	switch {
	case dot > 0 && c == 0:
		o.wrong(i, j)
	case dot > 0:
		o.almost(i, j)
	}
}

// almost notes two edges of which one may end in the other's pixels.
func (o *outline) almost(i, j int32) {
	o.near = append(o.near, i, j)
	if o.polygon(i) == o.polygon(j) {
		o.dirty = append(o.dirty, i, j)
	}
}

// wrong marks two edges whose contact needs an overlay.
func (o *outline) wrong(i, j int32) {
	p, q := o.polygon(i), o.polygon(j)
	if p == q {
		o.selfWrong[p] = true
		o.dirty = append(o.dirty, i, j)
	} else {
		o.overlap = true
		o.conflict[p], o.conflict[q] = true, true
	}
}

// next returns the segment after i in its ring.
func (o *outline) next(i int32) int32 {
	span := o.rings[o.state[i].ring]
	if i+1 == span.hi {
		return span.lo
	}
	return i + 1
}
