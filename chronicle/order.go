package chronicle

import (
	"slices"
	"sync"

	"github.com/salient-project/salient/geo"
)

// sorting holds the memory of a sort.
type sorting struct {
	keys, spare []uint64
	segs        []geo.Segment
	ids         []uint32
}

var sortings = sync.Pool{New: func() any { return new(sorting) }}

// fewSegments are sorted by comparing.
const fewSegments = 64

// sortSegments sorts segments.
func sortSegments(segs []geo.Segment) {
	if len(segs) < fewSegments {
		slices.SortFunc(segs, compareSegments)
		return
	}
	s := sortings.Get().(*sorting)
	defer sortings.Put(s)
	s.segs = append(s.segs[:0], segs...)
	for i, k := range s.byX(s.segs) {
		segs[i] = s.segs[uint32(k)]
	}
	finish(segs, compareSegments)
}

// sortIDs sorts ids by their segments, which are distinct.
func sortIDs(ids []uint32, all []geo.Segment) {
	if len(ids) < fewSegments {
		slices.SortFunc(ids, func(a, b uint32) int { return compareSegments(all[a], all[b]) })
		return
	}
	s := sortings.Get().(*sorting)
	defer sortings.Put(s)
	s.segs, s.ids = s.segs[:0], append(s.ids[:0], ids...)
	for _, id := range ids {
		s.segs = append(s.segs, all[id])
	}
	for i, k := range s.byX(s.segs) {
		ids[i] = s.ids[uint32(k)]
	}
	finish(ids, func(a, b uint32) int { return compareSegments(all[a], all[b]) })
}

// finish sorts what byX left: segments that start on one meridian, few in a row.
// Hostile maps may put many there, and those go to the general sort.
func finish[T any](list []T, compare func(a, b T) int) {
	moves := 0
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && compare(list[j], list[j-1]) < 0; j-- {
			list[j], list[j-1] = list[j-1], list[j]
			if moves++; moves > 16*len(list) {
				slices.SortFunc(list, compare)
				return
			}
		}
	}
}

// byX returns the indices of segs, in the low halves, ordered by the longitude
// of their starts: a radix sort of three passes, stable.
func (s *sorting) byX(segs []geo.Segment) []uint64 {
	const bits, passes = 11, 3
	s.keys = slices.Grow(s.keys[:0], len(segs))[:len(segs)]
	s.spare = slices.Grow(s.spare[:0], len(segs))[:len(segs)]
	var count [passes][1 << bits]int32
	for i, seg := range segs {
		k := uint32(seg.A.X) ^ 1<<31
		s.keys[i] = uint64(k)<<32 | uint64(i)
		for p := range passes {
			count[p][k>>(bits*p)&(1<<bits-1)]++
		}
	}
	for p := range passes {
		sum := int32(0)
		for i, n := range count[p] {
			count[p][i] = sum
			sum += n
		}
		for _, k := range s.keys {
			digit := k >> (32 + bits*p) & (1<<bits - 1)
			s.spare[count[p][digit]] = k
			count[p][digit]++
		}
		s.keys, s.spare = s.spare, s.keys
	}
	return s.keys
}
