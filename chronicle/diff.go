package chronicle

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// keyEvery is how many deltas at most are replayed to rebuild a state.
const keyEvery = 64

// Diff returns the closed chains by which the map to differs from the map from:
// the segments that stand only on to, and those that stand only on from,
// reversed, sorted. Ground gained has winding number +1 in them, ground lost
// -1; the sum of their areas is the net change. Its cost is that of the changes
// between the two, not of the maps.
//
// Between maps of two valid days it is ground changing hands; between two maps
// of one valid day, known on different days, it is a correction. Take both maps
// as known on the same day, and no correction is mixed in that came later.
func (c *Chronicle) Diff(from, to Map) []geo.Segment {
	d := c.toggled(from.State, to.State)
	out := make([]geo.Segment, 0, d.len())
	for _, id := range d.added {
		out = append(out, c.segs[id])
	}
	for _, id := range d.removed {
		out = append(out, c.segs[id].Reverse())
	}
	sortSegments(out)
	return out
}

// EachChange calls with every segment that stands on only one of two maps, as it
// stands there, in no order: stands says whether it is on the map to. Its cost is
// that of the changes between the two.
func (c *Chronicle) EachChange(from, to Map, changed func(s geo.Segment, stands bool)) {
	d := c.toggled(from.State, to.State)
	for _, id := range d.added {
		changed(c.segs[id], true)
	}
	for _, id := range d.removed {
		changed(c.segs[id], false)
	}
}

// ChangesBetween returns at most how many segments stand on only one of two maps:
// what comes and goes between them counts too. It stops counting beyond a limit.
func (c *Chronicle) ChangesBetween(a, b Map, limit int) int {
	sum := 0
	for i := min(a.State, b.State) + 1; i <= max(a.State, b.State) && sum <= limit; i++ {
		sum += c.deltas[i].len()
	}
	return sum
}

// Same reports whether two maps have the same boundary. Their states may differ
// although it is: a source may go back to an older map.
func (c *Chronicle) Same(a, b Map) bool {
	d := c.toggled(a.State, b.State)
	return d.empty()
}

// Boundary returns the segments standing on a map, sorted.
func (c *Chronicle) Boundary(m Map) []geo.Segment {
	ids := c.standing(m.State)
	out := make([]geo.Segment, len(ids))
	for i, id := range ids {
		out[i] = c.segs[id]
	}
	return out
}

// standing returns the ids of a state's segments, sorted by segment. The caller
// must not change them.
func (c *Chronicle) standing(state int) []uint32 {
	k := state / keyEvery
	c.mu.Lock()
	for n := len(c.keys); n <= k; n++ {
		if n == 0 {
			c.keys = append(c.keys, c.step(nil, none, 0))
		} else {
			c.keys = append(c.keys, c.step(c.keys[n-1], (n-1)*keyEvery, n*keyEvery))
		}
	}
	ids := c.keys[k]
	c.mu.Unlock()
	return c.step(ids, k*keyEvery, state)
}

// step returns the standing ids of state b, sorted by segment, given those of
// state a: the same slice if nothing differs, else a new one.
func (c *Chronicle) step(ids []uint32, a, b int) []uint32 {
	d := c.toggled(a, b)
	if d.empty() {
		return ids
	}
	bySegment := func(x, y uint32) int { return compareSegments(c.segs[x], c.segs[y]) }
	// toggled may return a delta of the chronicle's own, which stays sorted by id.
	added, removed := slices.Clone(d.added), slices.Clone(d.removed)
	sortIDs(added, c.segs)
	sortIDs(removed, c.segs)
	out := make([]uint32, 0, len(ids)+len(added)-len(removed))
	for _, id := range ids {
		if len(removed) > 0 && removed[0] == id {
			removed = removed[1:]
			continue
		}
		for len(added) > 0 && bySegment(added[0], id) < 0 {
			out = append(out, added[0])
			added = added[1:]
		}
		out = append(out, id)
	}
	return append(out, added...)
}

// toggled returns the ids that stand only at state b, and only at state a, in
// no order. The caller must not change them.
func (c *Chronicle) toggled(a, b int) delta {
	switch {
	case a == b:
		return delta{}
	case a > b:
		return c.toggled(b, a).reversed()
	case b == a+1:
		return c.deltas[b]
	}
	return c.join(c.deltas[a+1 : b+1]...)
}

// join returns the delta that does what the deltas do one after the other, its
// ids in no order.
//
// A segment is added only when absent and removed only when present, so what
// the deltas do to it alternates: those touched an odd number of times differ
// in the end, and the way of the first touch is the way of all together.
func (c *Chronicle) join(deltas ...delta) delta {
	set, _ := c.scratch.Get().(*bitset)
	if set == nil {
		set = new(bitset)
	}
	*set = set.grow(len(c.segs))
	odd := *set
	for _, d := range deltas {
		for _, id := range d.added {
			odd.flip(id)
		}
		for _, id := range d.removed {
			odd.flip(id)
		}
	}
	var out delta
	for _, d := range deltas {
		out.added = takeOdd(out.added, odd, d.added)
		out.removed = takeOdd(out.removed, odd, d.removed)
	}
	c.scratch.Put(set) // clear again: each odd id was taken
	return out
}

// takeOdd appends the ids that are in the set to dst, and clears them.
func takeOdd(dst []uint32, odd bitset, ids []uint32) []uint32 {
	for _, id := range ids {
		if odd.has(id) {
			odd.clear(id)
			dst = append(dst, id)
		}
	}
	return dst
}
