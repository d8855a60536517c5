package source

import (
	"slices"
	"sync"

	"github.com/salient-project/salient/geo"
)

// recalled is what all readers in this process remember together: the days of
// an archive go to one or another of its goroutines.
var recalled recall

// recall remembers what overlays came to, because most polygons that need one
// needed it on the map before, with the same points. What is remembered is
// compared point by point, never by its hash alone, so that it changes nothing
// but the time taken.
type recall struct {
	mu      sync.Mutex
	rebuilt map[uint64]*memory // by a polygon's hash
	united  map[uint64]*memory // by the hash of the edges united
	sheets  []*sheet           // maps read last
	age     int                // maps read so far
}

// memory is one overlay: the edges that went in, where its rings end, and the
// polygons that came out.
type memory struct {
	segs  []geo.Segment
	ends  []int32 // of each ring in segs; negative: of a hole
	parts geo.MultiPolygon
	used  int // age at which it was last of use
}

// forgotten is after how many maps a memory that was of no use is dropped.
const forgotten = 16

// tick begins a new map and drops what has been of no use for long.
func (r *recall) tick() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.age++
	if r.age%forgotten != 0 {
		return
	}
	for _, kept := range []map[uint64]*memory{r.rebuilt, r.united} {
		for key, m := range kept {
			if r.age-m.used > forgotten {
				delete(kept, key)
			}
		}
	}
	r.sheets = slices.DeleteFunc(r.sheets, func(s *sheet) bool { return r.age-s.used > forgotten })
}

// do returns the polygons that f makes of the edges, as remembered or made now.
// They must not be changed.
// The rings tell where among segs they lie; nil: all are one ring.
func (r *recall) do(kept *map[uint64]*memory, segs []geo.Segment, rings []ringSpan, f func() geo.MultiPolygon) geo.MultiPolygon {
	lo, hi := int32(0), int32(len(segs))
	ends := make([]int32, 0, len(rings))
	if len(rings) > 0 {
		lo, hi = rings[0].lo, rings[len(rings)-1].hi
		for _, ring := range rings {
			end := ring.hi - lo
			if ring.hole {
				end = -end
			}
			ends = append(ends, end)
		}
	}
	segs = segs[lo:hi]
	key := hashOf(segs)
	r.mu.Lock()
	m := (*kept)[key]
	if m != nil {
		m.used = r.age
	}
	r.mu.Unlock()
	if m != nil && slices.Equal(m.ends, ends) && slices.Equal(m.segs, segs) {
		return m.parts
	}
	m = &memory{segs: slices.Clone(segs), ends: ends, parts: f()}
	r.mu.Lock()
	defer r.mu.Unlock()
	if *kept == nil {
		*kept = map[uint64]*memory{}
	}
	m.used = r.age
	(*kept)[key] = m
	return m.parts
}

// hashOf mixes the points of the edges, in order.
func hashOf(segs []geo.Segment) uint64 {
	h := uint64(len(segs))
	for _, s := range segs {
		h ^= uint64(uint32(s.A.X))<<32 | uint64(uint32(s.A.Y))
		h *= 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return h
}
