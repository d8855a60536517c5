package geo

import (
	"cmp"
	"math"
	"slices"
)

// below finds, for many points, the segment directly below each: the first one
// that a ray to the south meets. The segments must not cross, and lie with A
// before B; upright ones are never met.
type below struct {
	segs    []Segment
	queries []Point
	found   []int32 // one for each query; -1 for none

	slabs []int32 // head of each slab's list plus one
	next  []link

	sweepOnly bool // tests: never use the slabs
	ladder    ladder
}

// link is an element of a slab's list.
type link struct{ item, next int32 }

func (b *below) reset(n int) {
	if cap(b.segs) < n {
		b.segs = make([]Segment, 0, n)
	}
	b.segs = b.segs[:0]
	b.queries = b.queries[:0]
	b.found = b.found[:0]
}

func (b *below) add(s Segment) { b.segs = append(b.segs, s) }

func (b *below) ask(p Point) { b.queries = append(b.queries, p) }

// run answers the queries from lists of the segments over each of a number of
// slabs of equal width.
func (b *below) run() {
	lo, hi := int32(math.MaxInt32), int32(math.MinInt32)
	var width int64
	for i := range b.segs {
		s := &b.segs[i]
		lo, hi = min(lo, s.A.X), max(hi, s.B.X)
		width += int64(s.B.X) - int64(s.A.X)
	}
	k := uint(0)
	for (int64(hi)-int64(lo))>>k > int64(len(b.segs)) || width>>k > int64(4*len(b.segs)) {
		k++
	}
	b.slabs = zeroed(b.slabs, max(0, int((int64(hi)-int64(lo))>>k))+1)
	b.next = b.next[:0]
	for i := range b.segs {
		s := &b.segs[i]
		if s.A.X == s.B.X {
			continue
		}
		for c := (int64(s.A.X) - int64(lo)) >> k; c <= (int64(s.B.X)-int64(lo))>>k; c++ {
			b.next = append(b.next, link{int32(i), b.slabs[c]})
			b.slabs[c] = int32(len(b.next))
		}
	}
	budget := 100*len(b.segs) + 100_000
	for _, p := range b.queries {
		best := int32(-1)
		for l := b.slabs[(int64(p.X)-int64(lo))>>k]; l != 0; l = b.next[l-1].next {
			budget--
			i := b.next[l-1].item
			s := &b.segs[i]
			if s.A.X <= p.X && p.X < s.B.X && min(s.A.Y, s.B.Y) <= p.Y &&
				orient(s.A, s.B, p) > 0 && (best < 0 || over(s, &b.segs[best])) {
				best = i
			}
		}
		if budget < 0 || b.sweepOnly {
			b.sweep()
			return
		}
		b.found = append(b.found, best)
	}
}

// sweep answers the queries by moving an upright line over the segments. It
// stands in for the slabs where many segments are over each.
func (b *below) sweep() {
	index := func(n int, at func(i int32) int32) []int32 {
		s := make([]int32, n)
		for i := range s {
			s[i] = int32(i)
		}
		slices.SortFunc(s, func(i, j int32) int { return cmp.Compare(at(i), at(j)) })
		return s
	}
	starts := index(len(b.segs), func(i int32) int32 { return b.segs[i].A.X })
	ends := index(len(b.segs), func(i int32) int32 { return b.segs[i].B.X })
	asks := index(len(b.queries), func(i int32) int32 { return b.queries[i].X })
	b.found = resized(b.found, len(b.queries))
	b.ladder.reset(len(b.segs))
	s, e := 0, 0
	for _, q := range asks {
		p := b.queries[q]
		// Segments over p.X or just right of it. One may leave only after
		// all that start before its end have entered, and those at its end
		// enter after.
		for {
			if e < len(ends) && b.segs[ends[e]].B.X <= p.X &&
				(s == len(starts) || b.segs[ends[e]].B.X <= b.segs[starts[s]].A.X) {
				if i := ends[e]; b.segs[i].A.X != b.segs[i].B.X {
					b.ladder.remove(b.ladder.find(i))
				}
				e++
			} else if s < len(starts) && b.segs[starts[s]].A.X <= p.X {
				if i := starts[s]; b.segs[i].A.X != b.segs[i].B.X {
					x := &b.segs[i]
					at, k := b.ladder.search(func(j int32) bool { return over(x, &b.segs[j]) })
					b.ladder.insert(at, k, i)
				}
				s++
			} else {
				break
			}
		}
		at, k := b.ladder.search(func(j int32) bool { return orient(b.segs[j].A, b.segs[j].B, p) > 0 })
		b.found[q] = b.ladder.at(at, k-1)
	}
}

// over reports whether s lies above t; both are over a common x.
func over(s, t *Segment) bool {
	if s.A.X >= t.A.X {
		if o := orient(t.A, t.B, s.A); o != 0 {
			return o > 0
		}
		return orient(t.A, t.B, s.B) > 0
	}
	if o := orient(s.A, s.B, t.A); o != 0 {
		return o < 0
	}
	return orient(s.A, s.B, t.B) < 0
}
