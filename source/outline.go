package source

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// outline checks rings of one map against each other and, where they are in
// order, turns them into a boundary without an overlay.
//
// Sketch. Every two edges whose boxes meet are compared exactly, found by way of
// columns of longitude. Two rings in order have contact at common vertices only;
// two equal edges in opposite directions are the seam of adjoining parts and
// cancel. Where that holds, the winding number along a chain of edges between
// contacts cannot change, so one ray a chain, up its column, tells how often its
// left and its right are held. Where every polygon by itself has its left held
// once and its right not at all, the edges that all polygons together hold on
// their left only are the boundary; this is a proof and no heuristic. Where it
// does not hold, the flags say which polygons are wrong by themselves and which
// edges are, and cuts or an overlay do the rest.
//
// A map has most edges of the map before, so the outline keeps the edges of the
// last one, what it found out about them, and the boundary. Only edges that come
// are compared, and only around those that come or go is anything else looked at
// anew. What it finds is a matter of the map alone.
type outline struct {
	segs  []geo.Segment // ring by ring, in ring order
	rings []ringSpan
	edges edges
	box   geo.Box // of all

	contacts []contact
	left     []geo.Segment // of the boundary returned last, of edges that are gone
	sorted   []geo.Segment // the boundary returned last
	come     []geo.Segment
	changed  []int32 // edges that are of the boundary and were not of the last, or the reverse
	buckets  []int32
	bounds   []bool  // of the edges on one ground: it bounds ground of its polygon
	turns    []int   // by polygon: around a point
	met      []int32 // the polygons whose turns were counted
	thorough bool    // every tangled edge is to be told whether it is of the boundary

	inOrder   bool   // the answer of check
	overlap   bool   // two polygons cross, touch inside an edge, or cover the same ground
	crossing  bool   // the first two of these
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

// contact is two edges that have more in common than ends, or almost have: one
// may end in the other's pixels.
type contact struct {
	e, f  int32
	wrong bool // they cross, touch inside one of them, or run along each other
}

// widest is the widest map that the outline compares: beyond it, products of
// doubled coordinate differences would not fit 64 bits.
const widest = 1 << 29

// check compares all edges and reports whether they are a boundary as they are,
// but for cancelled seams and their order. polygons is their number. What the
// flags say afterwards is a matter of the map alone, like the answer.
func (o *outline) check(polygons int) bool {
	o.inOrder, o.overlap, o.crossing = false, false, false
	o.selfWrong = resized(o.selfWrong, polygons)
	o.holeWrong = resized(o.holeWrong, polygons)
	o.conflict = resized(o.conflict, polygons)
	if len(o.segs) == 0 {
		o.inOrder = true // holes took all of it
		return true
	}
	if !o.measure() {
		o.overlap, o.crossing = true, true // too wide to tell: let the overlay see to it
		return false
	}
	o.draw()
	o.judge()
	o.inOrder = !o.overlap && !slices.Contains(o.selfWrong, true)
	o.inOrder = o.windings() && o.inOrder
	return o.inOrder
}

// settle is check for polygons that may overlap: it reports whether each is in
// order by itself and none crosses another. Then boundary returns that of their
// union.
func (o *outline) settle(polygons int) bool {
	o.thorough = true
	o.check(polygons)
	o.thorough = false
	return !o.crossing && o.alone()
}

// alone reports whether every polygon is in order by itself.
func (o *outline) alone() bool {
	return !slices.Contains(o.selfWrong, true) && !slices.Contains(o.holeWrong, true)
}

// measure finds the box of all, and reports whether it is not too wide.
func (o *outline) measure() bool {
	at := o.segs[0].A
	west, south, east, north := at.X, at.Y, at.X, at.Y
	for i := range o.segs {
		at = o.segs[i].A
		west, east = min(west, at.X), max(east, at.X)
		south, north = min(south, at.Y), max(north, at.Y)
	}
	o.box = geo.Box{Min: geo.Point{X: west, Y: south}, Max: geo.Point{X: east, Y: north}}
	return int64(east)-int64(west) < widest && int64(north)-int64(south) < widest
}

// judge says of the contacts whose fault they are.
func (o *outline) judge() {
	for _, c := range o.contacts {
		if !c.wrong || o.undone(c.e) || o.undone(c.f) {
			continue
		}
		if p, q := o.polygonOf(c.e), o.polygonOf(c.f); p == q {
			o.selfWrong[p] = true
		} else {
			o.overlap = true
			o.conflict[p], o.conflict[q] = true, true
			// A seam winds around nothing, whatever crosses it.
			o.crossing = o.crossing || o.edges.tie[c.e] != cancelled && o.edges.tie[c.f] != cancelled
		}
	}
	if o.edges.tangled == 0 {
		return
	}
	for _, e := range o.edges.order {
		o.edges.marks[e] &^= markJudged
	}
	for _, e := range o.edges.order {
		if o.edges.tie[e] == tangled && o.edges.marks[e]&markJudged == 0 {
			o.judgeTangle(o.edges.seg[e])
		}
	}
}

// judgeTangle looks at edges on one ground, of which there are too many to
// cancel. A polygon has at most one there, or two that cancel, and of two
// polygons that have one each it is not the same way.
func (o *outline) judgeTangle(s geo.Segment) {
	d := &o.edges
	all, there := d.ground(d.scratch[:0], s)
	d.scratch = all
	way := func(i int) int {
		if i < there {
			return 1
		}
		return -1
	}
	for i, e := range all {
		d.marks[e] |= markJudged
		p, own, alike := o.polygonOf(e), 0, 0
		for k, f := range all {
			if o.polygonOf(f) == p {
				own += way(k)
				if way(k) == way(i) {
					alike++
				}
			}
		}
		o.bounds = append(o.bounds[:i], own != 0)
		if alike > 1 {
			o.selfWrong[p] = true
		}
	}
	for i, e := range all {
		for k := range i {
			f := all[k]
			if p, q := o.polygonOf(e), o.polygonOf(f); p != q && way(i) == way(k) && o.bounds[i] && o.bounds[k] {
				o.overlap = true
				o.conflict[p], o.conflict[q] = true, true
			}
		}
	}
}

// undone reports whether edge e's own polygon has its reverse too, so that it
// bounds nothing of it. An overlay leaves such edges out.
func (o *outline) undone(e int32) bool {
	d := &o.edges
	if d.tie[e] == single {
		return false
	}
	back := d.seg[e].Reverse()
	for k := d.heads[d.bucket(back.A)]; k != 0; k = d.next[k-1] {
		if d.seg[k-1] == back && o.polygonOf(k-1) == o.polygonOf(e) {
			return true
		}
	}
	return false
}

// polygonOf returns the polygon of edge e.
func (o *outline) polygonOf(e int32) int32 { return o.rings[o.edges.ring[e]].polygon }

// resized returns a zeroed slice of n elements, in s's memory if it fits.
func resized[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// boxOf returns the box around a segment.
func boxOf(s geo.Segment) geo.Box {
	return geo.Box{
		Min: geo.Point{X: min(s.A.X, s.B.X), Y: min(s.A.Y, s.B.Y)},
		Max: geo.Point{X: max(s.A.X, s.B.X), Y: max(s.A.Y, s.B.Y)},
	}
}
