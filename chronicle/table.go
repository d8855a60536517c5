package chronicle

import (
	"hash/maphash"

	"github.com/salient-project/salient/geo"
)

// table finds the id of a segment: open addressing with linear probing, four
// bytes a slot, because the segments themselves lie in the chronicle already.
// The seed is the process's own, so that no file can be made to collide.
type table struct {
	slots []uint32 // id plus one; 0 is free
	seed  maphash.Seed
}

func (t *table) hash(s geo.Segment) uint64 { return maphash.Comparable(t.seed, s) }

// enter returns the id of s, and true if it was not in segs and belongs at its
// end, under that id.
func (t *table) enter(segs []geo.Segment, s geo.Segment) (uint32, bool) {
	if 2*len(segs) >= len(t.slots) {
		t.rebuild(segs)
	}
	mask := uint64(len(t.slots) - 1)
	for i := t.hash(s) & mask; ; i = (i + 1) & mask {
		switch v := t.slots[i]; {
		case v == 0:
			t.slots[i] = uint32(len(segs)) + 1
			return uint32(len(segs)), true
		case segs[v-1] == s:
			return v - 1, false
		}
	}
}

// rebuild makes room for twice the segments.
func (t *table) rebuild(segs []geo.Segment) {
	size := 1 << 10
	for size < 4*(len(segs)+1) {
		size *= 2
	}
	if len(t.slots) == 0 {
		t.seed = maphash.MakeSeed()
	}
	t.slots = make([]uint32, size)
	mask := uint64(size - 1)
	for id, s := range segs {
		i := t.hash(s) & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = uint32(id) + 1
	}
}
