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

// run is some consecutive segments of one ring, segs[lo:hi], and their box.
type run struct {
	box    geo.Box
	lo, hi int32
	onward bool // all head strictly east, or west, north, south: they meet in order only
}

// runLength is the most segments of a run.
const runLength = 8

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

// fill makes the runs and sorts them into columns.
func (o *outline) fill() bool {
	o.runs = o.runs[:0]
	o.box = geo.EmptyBox()
	for _, span := range o.rings {
		for lo := span.lo; lo < span.hi; lo += runLength {
			r := run{lo: lo, hi: min(lo+runLength, span.hi)}
			r.box = boxOf(o.segs[lo])
			var notWest, notEast, notSouth, notNorth bool
			for _, s := range o.segs[lo:r.hi] {
				r.box = r.box.Add(s.B)
				notWest, notEast = notWest || s.B.X >= s.A.X, notEast || s.B.X <= s.A.X
				notSouth, notNorth = notSouth || s.B.Y >= s.A.Y, notNorth || s.B.Y <= s.A.Y
			}
			r.onward = !notWest || !notEast || !notSouth || !notNorth
			o.runs = append(o.runs, r)
			o.box = o.box.Union(r.box)
		}
	}
	width, height := int64(o.box.Max.X)-int64(o.box.Min.X), int64(o.box.Max.Y)-int64(o.box.Min.Y)
	if width >= widest || height >= widest {
		return false
	}
	o.shift = 0
	for width>>o.shift >= int64(min(len(o.runs)+1, 1<<14)) && width>>o.shift > 0 {
		o.shift++
	}
	columns := int(width>>o.shift) + 1
	o.first = resized(o.first, columns+1)
	for i := range o.runs {
		for c := o.column(o.runs[i].box.Min.X); c <= o.column(o.runs[i].box.Max.X); c++ {
			o.first[c+1]++
		}
	}
	for c := range columns {
		o.first[c+1] += o.first[c]
	}
	o.entries = resized(o.entries, int(o.first[columns]))
	// Filling from the back moves each column's end to its start.
	for i := len(o.runs) - 1; i >= 0; i-- {
		for c := o.column(o.runs[i].box.Min.X); c <= o.column(o.runs[i].box.Max.X); c++ {
			o.first[c+1]--
			o.entries[o.first[c+1]] = int32(i)
		}
	}
	// Now first[c+1] is where column c starts.
	copy(o.first, o.first[1:])
	o.first[columns] = int32(len(o.entries))
	return true
}

// boxOf returns the box around a segment.
func boxOf(s geo.Segment) geo.Box {
	return geo.Box{
		Min: geo.Point{X: min(s.A.X, s.B.X), Y: min(s.A.Y, s.B.Y)},
		Max: geo.Point{X: max(s.A.X, s.B.X), Y: max(s.A.Y, s.B.Y)},
	}
}

// column returns the column of a longitude.
func (o *outline) column(x int32) int32 { return int32((int64(x) - int64(o.box.Min.X)) >> o.shift) }

// compareWithin compares the segments of a run.
func (o *outline) compareWithin(r *run) {
	for i := r.lo; i < r.hi; i++ {
		box := boxOf(o.segs[i])
		for j := i + 1; j < r.hi; j++ {
			if box.Intersects(boxOf(o.segs[j])) {
				o.compare(i, j)
			}
		}
	}
}

// compareRuns compares the segments of two runs where the runs' boxes meet.
func (o *outline) compareRuns(r, t *run) {
	shared := geo.Box{
		Min: geo.Point{X: max(r.box.Min.X, t.box.Min.X), Y: max(r.box.Min.Y, t.box.Min.Y)},
		Max: geo.Point{X: min(r.box.Max.X, t.box.Max.X), Y: min(r.box.Max.Y, t.box.Max.Y)},
	}
	var near [runLength]int32
	var boxes [runLength]geo.Box
	n := 0
	for i := r.lo; i < r.hi; i++ {
		if box := boxOf(o.segs[i]); box.Intersects(shared) {
			near[n], boxes[n] = i, box
			n++
		}
	}
	if n == 0 {
		return
	}
	for j := t.lo; j < t.hi; j++ {
		box := boxOf(o.segs[j])
		if !box.Intersects(shared) {
			continue
		}
		for k := range n {
			if boxes[k].Intersects(box) {
				o.compare(near[k], j)
			}
		}
	}
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
	for _, q := range o.entries[o.first[c]:o.first[c+1]] {
		r := &o.runs[q]
		if 2*int64(r.box.Max.Y) < my || 2*int64(r.box.Min.X) > mx || 2*int64(r.box.Max.X) < mx {
			continue
		}
		for k := r.lo; k < r.hi; k++ {
			t := o.segs[k]
			from, to := 2*int64(t.A.X) <= mx, 2*int64(t.B.X) <= mx
			if from == to || k == i {
				continue
			}
			// Left of an edge that heads west is below it.
			d := 2*int64(t.B.X-t.A.X)*(my-2*int64(t.A.Y)) - 2*int64(t.B.Y-t.A.Y)*(mx-2*int64(t.A.X))
			switch {
			case to && d > 0:
				cross(o.rings[o.state[k].ring].polygon, 1)
			case from && d < 0:
				cross(o.rings[o.state[k].ring].polygon, -1)
			}
		}
	}
}

// boundary returns the segments that did not cancel, sorted. It is to be called
// when check was true.
func (o *outline) boundary() []geo.Segment {
	// Count them into narrow buckets by the longitude they start at; what is
	// left to sort lies within a bucket.
	width, shift := int64(o.box.Max.X)-int64(o.box.Min.X), uint(0)
	for width>>shift > int64(2*len(o.segs)) {
		shift++
	}
	bucket := func(s geo.Segment) int { return int((int64(s.A.X) - int64(o.box.Min.X)) >> shift) }
	o.buckets = resized(o.buckets, int(width>>shift)+1)
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
