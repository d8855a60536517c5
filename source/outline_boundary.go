package source

import (
	"slices"
	"sort"

	"github.com/salient-project/salient/geo"
)

// boundary returns the edges that are of the boundary, sorted. It is to be
// called after check, when that was true or the outline is settled.
func (o *outline) boundary() []geo.Segment {
	if len(o.segs) == 0 {
		return nil
	}
	come, gone := o.come[:0], o.left
	for _, e := range o.changed {
		o.edges.marks[e] ^= markLast
		if o.edges.marks[e]&markLast != 0 {
			come = append(come, o.edges.seg[e])
		} else {
			gone = append(gone, o.edges.seg[e])
		}
	}
	out := newBoundary(len(o.sorted) + len(come) - len(gone))
	if len(o.sorted) == 0 {
		o.sortInto(out, come)
	} else {
		slices.SortFunc(come, order)
		slices.SortFunc(gone, order)
		exchanged(out, o.sorted, gone, come)
	}
	o.sorted = append(o.sorted[:0], out...)
	o.come, o.left, o.changed = come[:0], gone[:0], o.changed[:0]
	return out
}

// exchanged writes to out the sorted segments without those gone, which are
// among them, and with those that come. All are sorted.
func exchanged(out, sorted, gone, come []geo.Segment) {
	n := 0
	for len(gone) > 0 || len(come) > 0 {
		drop := len(come) == 0 || len(gone) > 0 && !come[0].Less(gone[0])
		var next geo.Segment
		if drop {
			next = gone[0]
		} else {
			next = come[0]
		}
		same := sort.Search(len(sorted), func(i int) bool { return !sorted[i].Less(next) })
		n += copy(out[n:], sorted[:same])
		sorted = sorted[same:]
		if drop {
			gone, sorted = gone[1:], sorted[1:]
		} else {
			out[n] = next
			n++
			come = come[1:]
		}
	}
	copy(out[n:], sorted)
}

// sortInto sorts segments by counting them into narrow buckets by the longitude
// they start at; what is left to sort lies within a bucket.
func (o *outline) sortInto(out, segs []geo.Segment) {
	width, shift := int64(o.box.Max.X)-int64(o.box.Min.X), uint(0)
	for width>>shift > int64(2*len(segs)) {
		shift++
	}
	bucket := func(s geo.Segment) int { return int((int64(s.A.X) - int64(o.box.Min.X)) >> shift) }
	o.buckets = resized(o.buckets, int(width>>shift)+1)
	for _, s := range segs {
		o.buckets[bucket(s)]++
	}
	for i, end := 0, int32(0); i < len(o.buckets); i++ {
		end += o.buckets[i]
		o.buckets[i] = end - o.buckets[i] // its start, and then where its next goes
	}
	for _, s := range segs {
		b := bucket(s)
		out[o.buckets[b]] = s
		o.buckets[b]++
	}
	from := int32(0)
	for _, to := range o.buckets { // now a bucket's end
		sortFew(out[from:to])
		from = to
	}
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
