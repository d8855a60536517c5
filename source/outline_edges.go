package source

import (
	"math/bits"
	"slices"

	"github.com/salient-project/salient/geo"
)

// edges are the edges of the map at hand, by numbers that they keep from map to
// map, to be found by the point they start at and by longitude.
type edges struct {
	// By number, each by itself: most passes look at one of them along the map.
	seg   []geo.Segment
	ring  []int32  // it is of
	at    []int32  // its place in the map
	drawn []uint32 // number of the last map that has it
	next  []int32  // the next edge of its bucket, plus one
	tie   []tie
	marks []marks

	order   []int32       // those of the map, in its order
	spare   []int32       // memory for the next map's; while it is matched, the order of the map before
	was     []geo.Segment // the map, in its order
	skipped [][2]int32    // the places of the map before, from one to another, at which edges may be gone
	free    []int32       // numbers not in use
	fresh   []int32       // those that came with the map
	gone    []geo.Segment
	number  uint32 // of the map
	tangled int    // edges of which more than one or two that cancel lie on one ground

	scratch []int32

	heads []int32 // of each bucket of starts: its first edge plus one
	shift uint    // of a hash, to its bucket

	columns [][]entry // the edges that pass through each
	entries []entry   // memory that columns began in
	base    int32     // longitude at which the first column starts
	width   uint      // of a column, as a shift
}

// marks are what else is known of an edge.
type marks uint8

const (
	markShared marks = 1 << iota // other edges start where it does
	markFresh                    // it came with this map
	markJudged                   // what is tangled here has been looked at
	markLast                     // it is of the boundary returned last
)

// entry is an edge in a column, with the box that tells most others from what is
// sought: an edge itself is seldom where the processor has it at hand.
type entry struct {
	box  geo.Box
	edge int32
}

// tie says what else lies on the ground of an edge.
type tie uint8

const (
	single    tie = iota // nothing
	cancelled            // its reverse, and no more
	tangled              // anything else
)

// sparse is the number of edges that a column is made for.
const sparse = 4

// draw makes the segments the edges of the map at hand: finds those that were in
// the map before, forgets those that are in it no more, and looks at what is new
// about the rest.
func (o *outline) draw() {
	d := &o.edges
	d.match(o.segs, o.rings)
	if len(d.fresh) > len(o.segs)/2 || len(o.segs) > 2*len(d.heads) {
		d.reset(o.segs, o.rings, o.box)
		o.contacts, o.left, o.sorted = o.contacts[:0], o.left[:0], o.sorted[:0]
	} else {
		o.contacts = slices.DeleteFunc(o.contacts, func(c contact) bool {
			return d.drawn[c.e] != d.number || d.drawn[c.f] != d.number
		})
		o.forget()
		for _, e := range d.fresh {
			d.insert(e)
		}
	}
	for _, s := range d.gone {
		d.share(s.A)
		d.bind(s)
	}
	for _, e := range d.fresh {
		s := d.seg[e]
		d.share(s.A)
		d.bind(s)
	}
	for _, e := range d.fresh {
		o.compareFresh(e)
	}
	for _, e := range d.fresh {
		d.marks[e] &^= markFresh
	}
}

// match numbers the segments. Most often a segment comes behind the one that it
// came behind in the map before, and so do many in a row.
func (d *edges) match(segs []geo.Segment, rings []ringSpan) {
	d.number++
	d.fresh, d.skipped = d.fresh[:0], d.skipped[:0]
	d.spare, d.order = d.order, slices.Grow(d.spare[:0], len(segs))[:len(segs)]
	after, reached := 0, 0 // in the map before: where to look next, and up to where nothing was skipped
	for r, span := range rings {
		for i := span.lo; i < span.hi; {
			n := d.repeat(segs[i:span.hi], after, i, int32(r))
			if n > 0 {
				if after > reached {
					d.skipped = append(d.skipped, [2]int32{int32(reached), int32(after)})
				}
				after += n
				reached = max(reached, after)
				i += int32(n)
				continue
			}
			e := d.known(segs[i])
			if e >= 0 {
				after = int(d.at[e]) + 1
			} else {
				e = d.add(segs[i])
			}
			d.ring[e], d.at[e], d.drawn[e], d.order[i] = int32(r), i, d.number, e
			i++
		}
	}
	d.skipped = append(d.skipped, [2]int32{int32(reached), int32(len(d.spare))})
	d.was = append(d.was[:0], segs...)
}

// stretch is how many segments are compared at once.
const stretch = 16

// repeat numbers the segments that follow each other from a place of the map
// before on, too, as ring r from i on, and returns how many did.
func (d *edges) repeat(segs []geo.Segment, place int, i, r int32) int {
	was := d.was[min(place, len(d.was)):]
	if len(was) == 0 || segs[0] != was[0] {
		return 0
	}
	n, most := 1, min(len(segs), len(was))
	for n+stretch <= most && *(*[stretch]geo.Segment)(segs[n:]) == *(*[stretch]geo.Segment)(was[n:]) {
		n += stretch
	}
	for n < most && segs[n] == was[n] {
		n++
	}
	before, order := d.spare[place:place+n], d.order[i:int(i)+n]
	for k, e := range before {
		if d.drawn[e] == d.number { // it was found from elsewhere before
			return k
		}
		d.ring[e], d.at[e], d.drawn[e], order[k] = r, i+int32(k), d.number, e
	}
	return n
}

// known returns the number of a segment that was in the map before and is not
// yet in this one; or -1.
func (d *edges) known(s geo.Segment) int32 {
	if len(d.heads) == 0 {
		return -1
	}
	for k := d.heads[d.bucket(s.A)]; k != 0; k = d.next[k-1] {
		if d.seg[k-1] == s && d.drawn[k-1] != d.number {
			return k - 1
		}
	}
	return -1
}

// add gives a segment a number.
func (d *edges) add(s geo.Segment) int32 {
	var e int32
	if n := len(d.free); n > 0 {
		e = d.free[n-1]
		d.free = d.free[:n-1]
	} else {
		e = int32(len(d.seg))
		d.grow(len(d.seg) + 1)
	}
	d.seg[e], d.tie[e], d.marks[e] = s, single, markFresh
	d.fresh = append(d.fresh, e)
	return e
}

// grow makes room for n edges.
func (d *edges) grow(n int) {
	d.seg, d.ring, d.at, d.drawn = sized(d.seg, n), sized(d.ring, n), sized(d.at, n), sized(d.drawn, n)
	d.next, d.tie, d.marks = sized(d.next, n), sized(d.tie, n), sized(d.marks, n)
}

// sized returns s with n elements.
func sized[T any](s []T, n int) []T {
	return slices.Grow(s, max(0, n-len(s)))[:n]
}

// forget drops the edges of the map before that are not in this one.
func (o *outline) forget() {
	d := &o.edges
	d.gone = d.gone[:0]
	for _, places := range d.skipped {
		for _, e := range d.spare[places[0]:places[1]] { // of the map before
			if d.drawn[e] == d.number {
				continue
			}
			if d.marks[e]&markLast != 0 {
				o.left = append(o.left, d.seg[e])
			}
			if d.tie[e] == tangled {
				d.tangled--
			}
			d.remove(e)
			d.gone = append(d.gone, d.seg[e])
			d.free = append(d.free, e)
		}
	}
}

// reset forgets every map but the one at hand, whose box is given.
func (d *edges) reset(segs []geo.Segment, rings []ringSpan, box geo.Box) {
	n := len(segs)
	d.grow(n)
	d.order = slices.Grow(d.order[:0], n)[:n]
	d.fresh = slices.Grow(d.fresh[:0], n)[:n]
	d.free, d.gone, d.tangled = d.free[:0], d.gone[:0], 0
	for r, span := range rings {
		for i := span.lo; i < span.hi; i++ {
			d.seg[i], d.ring[i], d.at[i], d.drawn[i], d.tie[i], d.marks[i] = segs[i], int32(r), i, d.number, single, markFresh
			d.order[i], d.fresh[i] = i, i
		}
	}
	size := 1 << bits.Len(uint(n))
	d.heads = resized(d.heads, size)
	d.shift = uint(64 - bits.Len(uint(size-1)))
	for e := range d.seg {
		d.start(int32(e))
	}
	d.layOut(box)
}

// layOut makes the columns, of all edges.
func (d *edges) layOut(box geo.Box) {
	d.base, d.width = box.Min.X, 0
	across := int64(box.Max.X) - int64(box.Min.X)
	for across>>d.width >= int64(len(d.seg)/sparse+1) {
		d.width++
	}
	d.columns = slices.Grow(d.columns[:0], int(across>>d.width)+1)[:int(across>>d.width)+1]
	counts := make([]int32, len(d.columns)+1)
	for i := range d.seg {
		first, last := d.span(d.seg[i])
		for c := first; c <= last; c++ {
			counts[c+1]++
		}
	}
	for c := range d.columns {
		counts[c+1] += counts[c]
	}
	d.entries = slices.Grow(d.entries[:0], int(counts[len(d.columns)]))[:counts[len(d.columns)]]
	for c := range d.columns {
		d.columns[c] = d.entries[counts[c]:counts[c]:counts[c+1]]
	}
	for i := range d.seg {
		d.enter(int32(i))
	}
}

// bucket returns the bucket of starts of a point.
func (d *edges) bucket(p geo.Point) int {
	return int((uint64(uint32(p.X))<<32 | uint64(uint32(p.Y))) * 0x9e3779b97f4a7c15 >> d.shift)
}

// column returns the column of a longitude. What lies beyond the first and the
// last is in them.
func (d *edges) column(x int32) int {
	return max(0, min(len(d.columns)-1, int((int64(x)-int64(d.base))>>d.width)))
}

// span returns the first and the last column of a segment.
func (d *edges) span(s geo.Segment) (first, last int) {
	return d.column(min(s.A.X, s.B.X)), d.column(max(s.A.X, s.B.X))
}

// mark sets or clears a mark of an edge.
func (d *edges) mark(e int32, m marks, set bool) {
	if set {
		d.marks[e] |= m
	} else {
		d.marks[e] &^= m
	}
}

// start puts an edge into its bucket of starts.
func (d *edges) start(e int32) {
	b := d.bucket(d.seg[e].A)
	d.next[e] = d.heads[b]
	d.heads[b] = e + 1
}

func (d *edges) insert(e int32) {
	d.start(e)
	d.enter(e)
}

// enter puts an edge into its columns.
func (d *edges) enter(e int32) {
	s := d.seg[e]
	box := boxOf(s)
	first, last := d.span(s)
	for c := first; c <= last; c++ {
		d.columns[c] = append(d.columns[c], entry{box, e})
	}
}

func (d *edges) remove(e int32) {
	at := &d.heads[d.bucket(d.seg[e].A)]
	for *at != e+1 {
		at = &d.next[*at-1]
	}
	*at = d.next[e]
	first, last := d.span(d.seg[e])
	for c := first; c <= last; c++ {
		in := d.columns[c]
		i := 0
		for in[i].edge != e {
			i++
		}
		in[i] = in[len(in)-1]
		d.columns[c] = in[:len(in)-1]
	}
}

// share notes of the edges that start at a point whether they are several.
func (d *edges) share(p geo.Point) {
	n := 0
	for k := d.heads[d.bucket(p)]; k != 0; k = d.next[k-1] {
		if d.seg[k-1].A == p {
			n++
		}
	}
	for k := d.heads[d.bucket(p)]; k != 0; k = d.next[k-1] {
		if d.seg[k-1].A == p {
			d.mark(k-1, markShared, n > 1)
		}
	}
}

// ground appends the edges on the ground of a segment: those its way, and then,
// from there on, those the other way.
func (d *edges) ground(to []int32, s geo.Segment) (all []int32, there int) {
	for k := d.heads[d.bucket(s.A)]; k != 0; k = d.next[k-1] {
		if d.seg[k-1] == s {
			to = append(to, k-1)
		}
	}
	there = len(to)
	s = s.Reverse()
	for k := d.heads[d.bucket(s.A)]; k != 0; k = d.next[k-1] {
		if d.seg[k-1] == s {
			to = append(to, k-1)
		}
	}
	return to, there
}

// bind finds out what lies on the ground of a segment.
func (d *edges) bind(s geo.Segment) {
	all, there := d.ground(d.scratch[:0], s)
	d.scratch = all
	t := tangled
	switch {
	case len(all) <= 1:
		t = single
	case len(all) == 2 && there == 1:
		t = cancelled
	}
	for _, e := range all {
		if d.tie[e] == tangled {
			d.tangled--
		}
		if t == tangled {
			d.tangled++
		}
		d.tie[e] = t
	}
}

// compareFresh compares an edge that came with the map with all whose boxes meet
// its own; two that came are compared once.
func (o *outline) compareFresh(e int32) {
	d := &o.edges
	s := d.seg[e]
	box := boxOf(s)
	south, north := int64(box.Min.Y), int64(box.Max.Y)
	first, last := d.span(s)
	for c := first; c <= last; c++ {
		in := d.columns[c]
		for i := range in {
			f := &in[i]
			// One question where two would each be answered either way as often as not.
			if (north-int64(f.box.Min.Y))|(int64(f.box.Max.Y)-south) < 0 {
				continue
			}
			if box.Min.X > f.box.Max.X || box.Max.X < f.box.Min.X || f.edge <= e && d.marks[f.edge]&markFresh != 0 {
				continue
			}
			if max(first, d.column(f.box.Min.X)) == c { // the first that both pass
				o.compare(e, f.edge)
			}
		}
	}
}
