package source

import (
	"math/bits"
	"slices"

	"github.com/salient-project/salient/geo"
)

// starts finds segments by the point they start at: open addressing, with the
// segment's number plus one in a slot and a slot for each segment.
type starts struct {
	slots []int32
	shift uint
}

// reset empties it and makes room for n segments.
func (t *starts) reset(n int) {
	size := 1 << bits.Len(uint(2*n+8))
	t.slots = resized(t.slots, size)
	t.shift = uint(64 - bits.Len(uint(size-1)))
}

// slot returns where to look first for segments that start at a point; the next
// slots follow, up to one that is free.
func (t *starts) slot(p geo.Point) int {
	return int((uint64(uint32(p.X))<<32 | uint64(uint32(p.Y))) * 0x9e3779b97f4a7c15 >> t.shift)
}

func (t *starts) next(slot int) int { return (slot + 1) & (len(t.slots) - 1) }

// proven are the segments of an earlier outline, of which no two are wrong.
type proven struct {
	segs   []geo.Segment // ring by ring; those that almost touch another made points
	starts starts
	after  int // number behind the one found last
}

// has reports whether the segment is among them. Most often it comes behind the
// one asked for before, as it did then.
func (p *proven) has(s geo.Segment) bool {
	if p.after < len(p.segs) && p.segs[p.after] == s {
		p.after++
		return true
	}
	if len(p.segs) == 0 {
		return false
	}
	t := &p.starts
	for h := t.slot(s.A); t.slots[h] != 0; h = t.next(h) {
		if k := int(t.slots[h]); p.segs[k-1] == s {
			p.after = k
			return true
		}
	}
	return false
}

// join finds what lies at common vertices: nodes, edges that are each other's
// reverse, and edges that are there twice.
func (o *outline) join() {
	o.state = slices.Grow(o.state[:0], len(o.segs))[:len(o.segs)]
	o.starts.reset(len(o.segs))
	o.proven.after = 0
	for r, span := range o.rings {
		for i := span.lo; i < span.hi; i++ {
			o.state[i] = edgeState{ring: int32(r), partner: -1, fresh: !o.proven.has(o.segs[i])}
			o.start(i)
		}
	}
	for _, span := range o.rings {
		last := span.hi - 1 // its end is the ring's first start
		for i := span.lo; i < span.hi; i++ {
			o.state[last].nodeB = o.state[i].nodeA
			last = i
		}
	}
	for _, span := range o.rings {
		last := span.hi - 1
		for i := span.lo; i < span.hi; i++ {
			if o.segs[i].B == o.segs[last].A { // out and back: its tip need be no node
				o.pair(min(i, last), max(i, last))
			}
			last = i
			if o.state[i].nodeA && o.state[i].nodeB {
				o.joinNodes(i)
			}
		}
	}
}

// start puts segment i among the starts, and marks the nodes.
func (o *outline) start(i int32) {
	t := &o.starts
	h := t.slot(o.segs[i].A)
	for ; t.slots[h] != 0; h = t.next(h) {
		if j := t.slots[h] - 1; o.segs[j].A == o.segs[i].A {
			o.state[i].nodeA, o.state[j].nodeA = true, true
		}
	}
	t.slots[h] = i + 1
}

// joinNodes looks for the copies and reverses of segment i that come behind it.
func (o *outline) joinNodes(i int32) {
	t := &o.starts
	s := o.segs[i]
	for h := t.slot(s.B); t.slots[h] != 0; h = t.next(h) {
		if j := t.slots[h] - 1; j > i && o.segs[j] == s.Reverse() {
			o.pair(i, j)
		}
	}
	for h := t.slot(s.A); t.slots[h] != 0; h = t.next(h) {
		if j := t.slots[h] - 1; j > i && o.segs[j] == s {
			o.wrong(i, j)
		}
	}
}

// pair makes two edges that are each other's reverse partners.
func (o *outline) pair(i, j int32) {
	si, sj := &o.state[i], &o.state[j]
	if si.partner >= 0 && si.partner != j || sj.partner >= 0 && sj.partner != i {
		o.wrong(i, j)
		return
	}
	si.partner, sj.partner = j, i
	si.nodeA, si.nodeB, sj.nodeA, sj.nodeB = true, true, true, true
}

// prove keeps the segments, of which no two are wrong, for the next outline.
// Those that almost touch another are left out, so that they are found again.
func (o *outline) prove() {
	p := &o.proven
	p.segs = append(p.segs[:0], o.segs...)
	p.starts, o.starts = o.starts, p.starts
	for _, i := range o.near {
		p.segs[i].B = p.segs[i].A
	}
}
