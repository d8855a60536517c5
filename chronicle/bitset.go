package chronicle

import "math/bits"

// bitset is a set of segment ids.
type bitset []uint64

// grow returns b with room for ids below n.
func (b bitset) grow(n int) bitset {
	if words := (n + 63) / 64; words > len(b) {
		b = append(b, make(bitset, words-len(b))...)
	}
	return b
}

func (b bitset) has(id uint32) bool { return b[id/64]>>(id%64)&1 != 0 }

// apply adds and removes the delta's ids. b must have room for them.
func (b bitset) apply(d delta) {
	for _, id := range d.added {
		b[id/64] |= 1 << (id % 64)
	}
	for _, id := range d.removed {
		b[id/64] &^= 1 << (id % 64)
	}
}

// each calls fn with every id, ascending.
func (b bitset) each(fn func(uint32)) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			fn(uint32(i*64 + bits.TrailingZeros64(w)))
		}
	}
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}
