package chronicle

import (
	"slices"
	"sort"

	"github.com/salient-project/salient/geo"
)

// chainsOf strings the segments of the given ids together, end to start, the
// same way for the same set of segments: open chains first, each from its start;
// then rings and what is left of knots. It sorts ids.
func chainsOf(segs []geo.Segment, ids []uint32) [][]uint32 {
	sortIDs(ids, segs)
	starts, ends := make([]uint64, len(ids)), make([]uint64, len(ids))
	for i, id := range ids {
		starts[i], ends[i] = key(segs[id].A), key(segs[id].B)
	}
	slices.Sort(ends)
	used := make([]bool, len(ids))
	leaving := func(p uint64) int { // the first unused segment from p, or len(ids)
		i := sort.Search(len(starts), func(i int) bool { return starts[i] >= p })
		for i < len(ids) && starts[i] == p && used[i] {
			i++
		}
		if i < len(ids) && starts[i] == p {
			return i
		}
		return len(ids)
	}
	var chains [][]uint32
	walk := func(i int) {
		var chain []uint32
		for i < len(ids) {
			used[i] = true
			chain = append(chain, ids[i])
			i = leaving(key(segs[ids[i]].B))
		}
		chains = append(chains, chain)
	}
	for i := range ids {
		if _, entered := slices.BinarySearch(ends, starts[i]); !entered && !used[i] {
			walk(i)
		}
	}
	for i := range ids {
		if !used[i] {
			walk(i)
		}
	}
	return chains
}
