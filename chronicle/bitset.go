package chronicle

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

func (b bitset) set(id uint32) { b[id/64] |= 1 << (id % 64) }

func (b bitset) clear(id uint32) { b[id/64] &^= 1 << (id % 64) }

func (b bitset) flip(id uint32) { b[id/64] ^= 1 << (id % 64) }
