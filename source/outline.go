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
// runs whose boxes meet, are compared exactly. Two rings in order have contact
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
	o.state = resized(o.state, len(o.segs))
	for r, span := range o.rings {
		for i := span.lo; i < span.hi; i++ {
			o.state[i] = edgeState{ring: int32(r), partner: -1}
		}
	}
	if !o.fill() {
		o.overlap = true // too wide to tell: let the overlay see to it
		return false
	}
	for i := range o.runs {
		if !o.runs[i].onward {
			o.compareWithin(&o.runs[i])
		}
	}
	for c := range len(o.first) - 1 {
		column := o.entries[o.first[c]:o.first[c+1]]
		for i, p := range column {
			r := &o.runs[p]
			for _, q := range column[i+1:] {
				if t := &o.runs[q]; r.box.Intersects(t.box) && int32(c) == o.column(max(r.box.Min.X, t.box.Min.X)) {
					o.compareRuns(r, t)
				}
			}
		}
	}
	inOrder := !o.overlap && !slices.Contains(o.selfWrong, true)
	return o.windings() && inOrder
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

// compare finds out how segments i and j, whose boxes meet, lie to each other.
func (o *outline) compare(i, j int32) {
	s, t := o.segs[i], o.segs[j]
	si, sj := &o.state[i], &o.state[j]
	switch {
	case s.A == t.B && s.B == t.A:
		if si.partner >= 0 && si.partner != j || sj.partner >= 0 && sj.partner != i {
			o.wrong(si, sj)
			return
		}
		si.partner, sj.partner = j, i
		si.nodeA, si.nodeB, sj.nodeA, sj.nodeB = true, true, true, true
	case s.A == t.A && s.B == t.B:
		o.wrong(si, sj)
	case s.B == t.A:
		if o.next(i) != j {
			si.nodeB, sj.nodeA = true, true
		}
		o.fork(s.B, s.A, t.B, si, sj)
	case s.A == t.B:
		if o.next(j) != i {
			si.nodeA, sj.nodeB = true, true
		}
		o.fork(s.A, s.B, t.A, si, sj)
	case s.A == t.A:
		si.nodeA, sj.nodeA = true, true
		o.fork(s.A, s.B, t.B, si, sj)
	case s.B == t.B:
		si.nodeB, sj.nodeB = true, true
		o.fork(s.B, s.A, t.A, si, sj)
	default:
		a, b := side(s.A, s.B, t.A), side(s.A, s.B, t.B)
		if a > 0 && b > 0 || a < 0 && b < 0 {
			return
		}
		c, d := side(t.A, t.B, s.A), side(t.A, t.B, s.B)
		if c > 0 && d > 0 || c < 0 && d < 0 {
			return
		}
		// They cross or touch; boxes that meet settle the collinear case.
		o.wrong(si, sj)
	}
}

// fork looks at two edges from p to q and to r: one may not run along the other.
func (o *outline) fork(p, q, r geo.Point, si, sj *edgeState) {
	if side(p, q, r) != 0 {
		return
	}
	dot := int64(q.X-p.X)*int64(r.X-p.X) + int64(q.Y-p.Y)*int64(r.Y-p.Y)
	if dot > 0 {
		o.wrong(si, sj)
	}
}

// wrong marks two edges whose contact needs an overlay.
func (o *outline) wrong(si, sj *edgeState) {
	p, q := o.rings[si.ring].polygon, o.rings[sj.ring].polygon
	if p == q {
		o.selfWrong[p] = true
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
