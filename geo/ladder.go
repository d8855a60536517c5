package geo

// ladder is the list of the segments over a moving upright line, from bottom to
// top. It is kept in blocks, so that inserting costs a binary search and a
// short move.
type ladder struct {
	blocks []rungs
	order  []int32 // blocks from bottom to top
	spare  []int32 // blocks not in use
	block  []int32 // the block of each item
}

type rungs struct {
	items []int32
	at    int32 // place in order
}

const maxRungs = 128

// reset empties the ladder for items below n.
func (l *ladder) reset(n int) {
	l.block = resized(l.block, n)
	l.spare = l.spare[:0]
	l.order = l.order[:0]
	for i := range l.blocks {
		l.spare = append(l.spare, int32(i))
	}
}

// search returns the place after the last item for which under holds: a block's
// place in order, and an index in it. Once under fails, it must fail above.
func (l *ladder) search(under func(item int32) bool) (b, i int) {
	lo, hi := 0, len(l.order) // the first block whose first item fails
	for lo < hi {
		m := (lo + hi) / 2
		if under(l.blocks[l.order[m]].items[0]) {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 {
		return 0, 0
	}
	items := l.blocks[l.order[lo-1]].items
	i, hi = 1, len(items)
	for i < hi {
		m := (i + hi) / 2
		if under(items[m]) {
			i = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1, i
}

// insert puts an item at a place that search returned.
func (l *ladder) insert(b, i int, item int32) {
	if len(l.order) == 0 {
		l.addBlock(0)
	}
	id := l.order[b]
	r := &l.blocks[id]
	r.items = append(r.items, 0)
	copy(r.items[i+1:], r.items[i:])
	r.items[i] = item
	l.block[item] = id
	if len(r.items) > maxRungs {
		l.addBlock(b + 1)
		top := l.order[b+1]
		r = &l.blocks[id]
		l.blocks[top].items = append(l.blocks[top].items[:0], r.items[maxRungs/2:]...)
		r.items = r.items[:maxRungs/2]
		for _, it := range l.blocks[top].items {
			l.block[it] = top
		}
	}
}

func (l *ladder) addBlock(at int) {
	var id int32
	if k := len(l.spare); k > 0 {
		id, l.spare = l.spare[k-1], l.spare[:k-1]
		l.blocks[id].items = l.blocks[id].items[:0]
	} else {
		id = int32(len(l.blocks))
		l.blocks = append(l.blocks, rungs{})
	}
	l.order = append(l.order, 0)
	copy(l.order[at+1:], l.order[at:])
	l.order[at] = id
	l.renumber(at)
}

func (l *ladder) renumber(from int) {
	for k := from; k < len(l.order); k++ {
		l.blocks[l.order[k]].at = int32(k)
	}
}

// find returns the place of an item.
func (l *ladder) find(item int32) (b, i int) {
	r := &l.blocks[l.block[item]]
	for i, it := range r.items {
		if it == item {
			return int(r.at), i
		}
	}
	panic("geo: item not on the ladder")
}

func (l *ladder) remove(b, i int) {
	id := l.order[b]
	r := &l.blocks[id]
	r.items = append(r.items[:i], r.items[i+1:]...)
	if len(r.items) == 0 {
		l.spare = append(l.spare, id)
		l.order = append(l.order[:b], l.order[b+1:]...)
		l.renumber(b)
	}
}

// at returns the item at a place, or -1 beyond the ends. An index may be one
// off the block's ends.
func (l *ladder) at(b, i int) int32 {
	if i < 0 {
		if b == 0 {
			return -1
		}
		items := l.blocks[l.order[b-1]].items
		return items[len(items)-1]
	}
	if b >= len(l.order) {
		return -1
	}
	items := l.blocks[l.order[b]].items
	if i < len(items) {
		return items[i]
	}
	if b+1 == len(l.order) {
		return -1
	}
	return l.blocks[l.order[b+1]].items[0]
}

// above returns the item over an item, or -1.
func (l *ladder) above(item int32) int32 {
	b, i := l.find(item)
	return l.at(b, i+1)
}

// under returns the item under an item, or -1.
func (l *ladder) under(item int32) int32 {
	b, i := l.find(item)
	return l.at(b, i-1)
}

// swap exchanges an item with the one over it.
func (l *ladder) swap(low, high int32) {
	b, i := l.find(low)
	c, j := l.find(high)
	l.blocks[l.order[b]].items[i] = high
	l.blocks[l.order[c]].items[j] = low
	l.block[low], l.block[high] = l.block[high], l.block[low]
}
