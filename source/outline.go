package source

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// outline checks rings of one map against each other and, where they are in
// order, turns them into a boundary without an overlay.
//
// Sketch. The segments are sorted into narrow columns by longitude, and every
// two that share a column are compared exactly. Two rings in order have contact
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
	first   []int32 // start of each column in entries; one more than columns
	entries []columnEntry
	buckets []int32
	minX    int32
	shift   uint

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

// columnEntry is a segment that passes through a column.
type columnEntry struct{ minY, maxY, seg int32 }

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
	for c := range len(o.first) - 1 {
		column := o.entries[o.first[c]:o.first[c+1]]
		for i := range column {
			e := column[i]
			for _, f := range column[i+1:] {
				if e.maxY >= f.minY && f.maxY >= e.minY {
					o.compare(e.seg, f.seg)
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

// fill sorts the segments into columns.
func (o *outline) fill() bool {
	box := geo.EmptyBox()
	for _, s := range o.segs {
		box = box.Add(s.A)
	}
	width, height := int64(box.Max.X)-int64(box.Min.X), int64(box.Max.Y)-int64(box.Min.Y)
	if width >= widest || height >= widest {
		return false
	}
	o.minX, o.shift = box.Min.X, 0
	for width>>o.shift >= int64(min(len(o.segs)/2+1, 1<<14)) && width>>o.shift > 0 {
		o.shift++
	}
	columns := int(width>>o.shift) + 1
	o.first = resized(o.first, columns+1)
	for _, s := range o.segs {
		a, b := o.columns(s)
		for c := a; c <= b; c++ {
			o.first[c+1]++
		}
	}
	for c := range columns {
		o.first[c+1] += o.first[c]
	}
	o.entries = resized(o.entries, int(o.first[columns]))
	// Filling from the back moves each column's end to its start.
	for i := len(o.segs) - 1; i >= 0; i-- {
		s := o.segs[i]
		a, b := o.columns(s)
		e := columnEntry{minY: min(s.A.Y, s.B.Y), maxY: max(s.A.Y, s.B.Y), seg: int32(i)}
		for c := a; c <= b; c++ {
			o.first[c+1]--
			o.entries[o.first[c+1]] = e
		}
	}
	// Now first[c+1] is where column c starts.
	copy(o.first, o.first[1:])
	o.first[columns] = int32(len(o.entries))
	return true
}

// column returns the column of a longitude.
func (o *outline) column(x int32) int32 { return int32((int64(x) - int64(o.minX)) >> o.shift) }

// columns returns a segment's first and last column.
func (o *outline) columns(s geo.Segment) (int32, int32) {
	return o.column(min(s.A.X, s.B.X)), o.column(max(s.A.X, s.B.X))
}

// side returns the side of c on the line from a to b: positive on the left. The
// differences are below widest, so nothing overflows.
func side(a, b, c geo.Point) int64 {
	return int64(b.X-a.X)*int64(c.Y-a.Y) - int64(b.Y-a.Y)*int64(c.X-a.X)
}

// compare finds out how segments i and j lie to each other.
func (o *outline) compare(i, j int32) {
	s, t := o.segs[i], o.segs[j]
	if max(s.A.X, s.B.X) < min(t.A.X, t.B.X) || max(t.A.X, t.B.X) < min(s.A.X, s.B.X) {
		return
	}
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

// windings casts one ray for each chain and reports whether every one has held
// ground on its left, once, and none on its right. It marks the polygons of
// which that does not hold taken alone.
func (o *outline) windings() bool {
	ok := true
	for r := range o.rings {
		span := &o.rings[r]
		// A ring without a node is one chain; it has no start.
		done := false // the chain at hand has been tested
		for i := span.lo; i < span.hi; i++ {
			st := &o.state[i]
			if st.nodeA {
				done = false
			}
			if done || st.partner >= 0 || o.segs[i].A.X == o.segs[i].B.X {
				continue // a vertical edge shares its chain's fate, or is settled below
			}
			done = true
			all, own := o.above(i)
			want := 1 // heading east, its left is above it
			if o.segs[i].B.X < o.segs[i].A.X {
				want = 0
			}
			if own != want {
				o.holeWrong[span.polygon] = true
				ok = false
			}
			if all != own { // other polygons wind around this chain
				o.overlap = true
				o.blame(i)
				ok = false
			}
		}
		if !o.settled(span) {
			ok, o.overlap = false, true
		}
	}
	return ok
}

// settled reports whether every chain of the ring has an edge that is not
// vertical, for a ray to be cast from.
func (o *outline) settled(span *ringSpan) bool {
	for i := span.lo; i < span.hi; i++ {
		if st := &o.state[i]; !st.nodeA || st.partner >= 0 || o.segs[i].A.X != o.segs[i].B.X {
			continue
		}
		for k := i; ; k = o.next(k) {
			if o.segs[k].A.X != o.segs[k].B.X {
				break
			}
			if o.state[k].nodeB {
				return false
			}
		}
	}
	return true
}

// blame marks the polygons that wind around the middle of segment i, and its own.
func (o *outline) blame(i int32) {
	around := map[int32]int{}
	o.ray(i, func(polygon int32, w int) { around[polygon] += w })
	for polygon, w := range around {
		if w != 0 {
			o.conflict[polygon] = true
		}
	}
	o.conflict[o.rings[o.state[i].ring].polygon] = true
}

// above returns the winding number just above the middle of segment i, counting
// all polygons and its own alone.
func (o *outline) above(i int32) (all, own int) {
	its := o.rings[o.state[i].ring].polygon
	o.ray(i, func(polygon int32, w int) {
		all += w
		if polygon == its {
			own += w
		}
	})
	return all, own
}

// ray calls cross with every edge above the middle of segment i: its polygon,
// and the winding that lies below it, 1 or -1.
func (o *outline) ray(i int32, cross func(polygon int32, w int)) {
	s := o.segs[i]
	mx, my := int64(s.A.X)+int64(s.B.X), int64(s.A.Y)+int64(s.B.Y) // doubled
	c := o.column(int32(mx >> 1))
	for _, e := range o.entries[o.first[c]:o.first[c+1]] {
		if 2*int64(e.maxY) < my || e.seg == i {
			continue
		}
		t := o.segs[e.seg]
		from, to := 2*int64(t.A.X) <= mx, 2*int64(t.B.X) <= mx
		if from == to {
			continue
		}
		// Left of an edge that heads west is below it.
		d := 2*int64(t.B.X-t.A.X)*(my-2*int64(t.A.Y)) - 2*int64(t.B.Y-t.A.Y)*(mx-2*int64(t.A.X))
		switch {
		case to && d > 0:
			cross(o.rings[o.state[e.seg].ring].polygon, 1)
		case from && d < 0:
			cross(o.rings[o.state[e.seg].ring].polygon, -1)
		}
	}
}

// boundary returns the segments that did not cancel, sorted. It is to be called
// when check was true.
func (o *outline) boundary() []geo.Segment {
	// Count them into narrow buckets by the longitude they start at; what is
	// left to sort lies within a bucket.
	shift := uint(max(int(o.shift)-2, 0))
	bucket := func(s geo.Segment) int { return int((int64(s.A.X) - int64(o.minX)) >> shift) }
	o.buckets = resized(o.buckets, (len(o.first)-1)<<(o.shift-shift)+1)
	n := int32(0)
	for i, s := range o.segs {
		if o.state[i].partner < 0 {
			o.buckets[bucket(s)]++
			n++
		}
	}
	for i, end := 0, int32(0); i < len(o.buckets); i++ {
		end += o.buckets[i]
		o.buckets[i] = end - o.buckets[i] // its start, and then where its next goes
	}
	out := newBoundary(int(n))
	for i, s := range o.segs {
		if o.state[i].partner < 0 {
			b := bucket(s)
			out[o.buckets[b]] = s
			o.buckets[b]++
		}
	}
	from := int32(0)
	for _, to := range o.buckets { // now a bucket's end
		sortFew(out[from:to])
		from = to
	}
	return out
}

// sortFew sorts segments, mostly one or two.
func sortFew(s []geo.Segment) {
	if len(s) > 24 {
		slices.SortFunc(s, order)
		return
	}
	for i := 1; i < len(s); i++ {
		for k := i; k > 0 && s[k].Less(s[k-1]); k-- {
			s[k], s[k-1] = s[k-1], s[k]
		}
	}
}

// order compares segments as geo.Segment.Less does.
func order(s, t geo.Segment) int {
	switch {
	case s == t:
		return 0
	case s.Less(t):
		return -1
	}
	return 1
}
