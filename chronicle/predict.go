package chronicle

import (
	"math/rand/v2"
	"slices"

	"github.com/salient-project/salient/geo"
)

// predictor foretells the points of a state's new chains from the segments that
// the state removes. Both sides of the encoding have one: only what it got wrong
// is written.
//
// A line that moved leaves the old one at a point and comes back to it at
// another: new chains begin where removed ones did, and end where those ended.
// And a map drawn anew, as publishers do now and then, has each of its points
// within a hand's breadth of where it was: the next new point is next to the end
// of the removed segment that starts next to the last one.
type predictor struct {
	removed []geo.Segment
	cells   table32     // by cell: the last removed segment that starts there, plus one
	before  []int32     // by removed segment: the one before it in its cell, plus one
	loose   []geo.Point // where removed segments start and none ends, sorted
	ends    table32     // points where removed segments end
	work    int         // segments looked at so far
}

// maxWork bounds the segments looked at in all: real histories look at a few for
// each new segment, hostile ones could heap them up in one place.
const maxWork = 1 << 28

// reach is how far, in coordinate units either way, a removed segment's start
// may lie from a point to foretell its next: 0.7 m north, 0.5 m east. cellBits
// is the size of a cell in bits, so that the reach spans two cells at most.
const (
	reach    = 64
	cellBits = 7
)

// reset takes up the segments that a state removes, in order of their numbers.
func (p *predictor) reset(removed []geo.Segment) {
	p.removed = removed
	p.before = slices.Grow(p.before[:0], len(removed))[:len(removed)]
	p.loose = p.loose[:0]
	p.cells.reset(len(removed))
	for i, s := range removed {
		slot := p.cells.slot(cellOf(int64(s.A.X), int64(s.A.Y)))
		p.before[i] = *slot
		*slot = int32(i) + 1
	}
	p.ends.reset(len(removed))
	for _, s := range removed {
		*p.ends.slot(key(s.B)) = 1
	}
	for _, s := range removed {
		if p.ends.get(key(s.A)) == 0 {
			p.loose = append(p.loose, s.A)
		}
	}
	slices.SortFunc(p.loose, comparePoints)
	p.loose = slices.Compact(p.loose)
}

func cellOf(x, y int64) uint64 {
	return uint64(uint32(x>>cellBits))<<32 | uint64(uint32(y>>cellBits))
}

// nearest returns the removed segment whose start is nearest to a point and
// within reach of it, the one with the lowest number of those equally near.
func (p *predictor) nearest(at geo.Point) (geo.Segment, bool) {
	best, bestFar := -1, int64(0)
	x, y := int64(at.X), int64(at.Y)
	for cx := (x - reach) >> cellBits; cx <= (x+reach)>>cellBits; cx++ {
		for cy := (y - reach) >> cellBits; cy <= (y+reach)>>cellBits; cy++ {
			for i := p.cells.get(cellOf(cx<<cellBits, cy<<cellBits)); i != 0; i = p.before[i-1] {
				s := p.removed[i-1]
				p.work++
				dx, dy := int64(s.A.X)-x, int64(s.A.Y)-y
				if max(dx, -dx, dy, -dy) > reach {
					continue
				}
				far := dx*dx + dy*dy
				if best < 0 || far < bestFar || far == bestFar && int(i-1) < best {
					best, bestFar = int(i-1), far
				}
			}
		}
	}
	if best < 0 {
		return geo.Segment{}, false
	}
	return p.removed[best], true
}

// end follows the removed segments from a loose point to where they end.
func (p *predictor) end(start geo.Point) geo.Point {
	at := start
	for range p.removed {
		if p.work > maxWork {
			break
		}
		next, ok := p.leaving(at)
		if !ok {
			break
		}
		at = next.B
	}
	return at
}

// leaving returns the removed segment that starts at a point, the one with the
// lowest number if there are several.
func (p *predictor) leaving(at geo.Point) (geo.Segment, bool) {
	best := int32(-1)
	for i := p.cells.get(cellOf(int64(at.X), int64(at.Y))); i != 0; i = p.before[i-1] {
		p.work++
		if p.removed[i-1].A == at {
			best = i - 1
		}
	}
	if best < 0 {
		return geo.Segment{}, false
	}
	return p.removed[best], true
}

// next foretells the point after at, in a chain that began at start. last says
// that it is the chain's last, known that the chain began at a loose point.
func (p *predictor) next(start, at geo.Point, last, known bool) geo.Point {
	if len(p.removed) == 0 || p.work > maxWork {
		return at
	}
	if last && known {
		return p.end(start)
	}
	if s, ok := p.nearest(at); ok {
		return s.B
	}
	return at
}

// table32 is a hash table from cells, or points, to numbers; cleared in no time.
type table32 struct {
	slots []cellSlot
	gen   uint32
	seed  uint64 // odd, the process's own: no file can be made to collide
}

type cellSlot struct {
	cell  uint64
	gen   uint32
	value int32
}

// reset empties the table and makes room for n cells.
func (t *table32) reset(n int) {
	if t.gen++; t.seed == 0 {
		t.seed = rand.Uint64() | 1
	}
	size := max(len(t.slots), 64)
	for size < 2*n {
		size *= 2
	}
	if size != len(t.slots) {
		t.slots, t.gen = make([]cellSlot, size), 1
	}
}

// slot returns the place of a cell's number, 0 if new.
func (t *table32) slot(cell uint64) *int32 {
	mask := uint64(len(t.slots) - 1)
	for i := cell * t.seed >> 32 & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.gen != t.gen {
			*s = cellSlot{cell, t.gen, 0}
			return &s.value
		}
		if s.cell == cell {
			return &s.value
		}
	}
}

// get returns a cell's number, 0 if it has none.
func (t *table32) get(cell uint64) int32 {
	mask := uint64(len(t.slots) - 1)
	for i := cell * t.seed >> 32 & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.gen != t.gen {
			return 0
		}
		if s.cell == cell {
			return s.value
		}
	}
}
