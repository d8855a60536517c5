package geo

import (
	"math/bits"
	"slices"
)

// table is an open-addressing hash table from 64-bit keys to 0, 1, 2 … in the
// order in which the keys were first added. It is reused between runs.
type table struct {
	slots []int32 // index into keys plus one; zero is free
	keys  []uint64
	shift uint
}

// reset empties the table and makes room for n keys.
func (t *table) reset(n int) {
	size := 1 << bits.Len(uint(2*n+8))
	if cap(t.slots) < size {
		t.slots = make([]int32, size)
	} else {
		t.slots = t.slots[:size]
		clear(t.slots)
	}
	t.shift = uint(64 - bits.Len(uint(size-1)))
	t.keys = slices.Grow(t.keys[:0], n)
}

// add returns the key's index, and whether the key is new.
func (t *table) add(key uint64) (int32, bool) {
	mask := uint64(len(t.slots) - 1)
	h := hash(key) >> t.shift
	for {
		i := t.slots[h]
		if i == 0 {
			if 2*len(t.keys) >= len(t.slots) {
				t.grow()
				return t.add(key)
			}
			t.keys = append(t.keys, key)
			t.slots[h] = int32(len(t.keys))
			return int32(len(t.keys) - 1), true
		}
		if t.keys[i-1] == key {
			return i - 1, false
		}
		h = (h + 1) & mask
	}
}

// find returns the key's index, or -1.
func (t *table) find(key uint64) int32 {
	mask := uint64(len(t.slots) - 1)
	h := hash(key) >> t.shift
	for {
		i := t.slots[h]
		if i == 0 || t.keys[i-1] == key {
			return i - 1
		}
		h = (h + 1) & mask
	}
}

func (t *table) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	t.shift--
	mask := uint64(len(t.slots) - 1)
	for i, key := range t.keys {
		h := hash(key) >> t.shift
		for t.slots[h] != 0 {
			h = (h + 1) & mask
		}
		t.slots[h] = int32(i + 1)
	}
}

// hash spreads a key over the high bits (murmur3's first half finalizer).
func hash(key uint64) uint64 {
	key ^= key >> 32
	key *= 0x9E3779B97F4A7C15
	key ^= key >> 29
	return key * 0xBF58476D1CE4E5B9
}

// key packs the point so that keys order as [Point.Less] does.
func (p Point) key() uint64 {
	return uint64(uint32(p.X)^1<<31)<<32 | uint64(uint32(p.Y)^1<<31)
}

// pair packs two indices into a key.
func pair(a, b int32) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }
