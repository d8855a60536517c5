package source

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// boundary returns the segments that did not cancel, sorted. It is to be called
// when check was true.
func (o *outline) boundary() []geo.Segment {
	if len(o.segs) == 0 {
		return nil
	}
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
