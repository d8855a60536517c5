// Package chronicle keeps one exact day-by-day history of a control map: one set
// of directed boundary segments, each with the maps on which it stood.
//
// Day to day almost nothing on such a map moves, so a history is not a pile of
// snapshots: temporal GIS calls the form used here the space-time composite
// (Langran & Chrisman 1988, doi:10.3138/K877-7273-2238-5Q6V). Start with [New]
// and [Chronicle.Add]; ask with [Chronicle.MapOn], [Chronicle.Area] and
// [Chronicle.Diff].
//
// Words used in the code:
//
//   - observation: a source said, on the day Known, what the map of the valid
//     day Day looks like. Sources correct old maps, so a valid day may have
//     several observations; the one known last counts.
//   - state: one boundary. Observations in order of (Day, Known) that follow one
//     another with the same boundary share a state; where the boundary of an
//     older state comes back, it is a state of its own.
//   - delta: the segments by which a state differs from the one before it. The
//     chronicle stores deltas only.
//
// The same observations give the same chronicle in whatever order they are
// added.
package chronicle

import (
	"cmp"
	"errors"
	"sync"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// ErrNoMap says that no map is known for a day or any earlier one.
var ErrNoMap = errors.New("no map")

// Observation says which state the map of a valid day had, as became known on a
// day.
type Observation struct {
	Day   control.Day // the day that the map describes
	Known control.Day // the day that it became known
	State int         // index of the state
}

// Chronicle is the history of one layer or definition of one source. The zero
// value is not ready: use [New] or [Decode]. Reading is safe for concurrent
// use; adding is not, neither beside reading nor beside adding.
type Chronicle struct {
	source, name string

	segs   []geo.Segment // by segment id
	index  table         // segment id by segment; built when first needed
	deltas []delta       // by state
	obs    []Observation // by (Day, Known), then boundary

	cursor cursor   // where Add left off
	spare  []uint32 // memory for the next cursor

	scratch sync.Pool // *bitset, all clear, for toggled

	mu    sync.Mutex // guards what follows, all of it derived and grown on demand
	areas []int64    // by segment id, in units of areaUnit
	sums  []int64    // held area by state, in units of areaUnit
	keys  [][]uint32 // standing ids, sorted by segment, at every keyEvery-th state
}

// New returns an empty chronicle of a source's layer or definition. Either name
// may have 255 bytes.
func New(source, name string) *Chronicle {
	c := &Chronicle{source: source, name: name}
	c.cursor.at = none
	return c
}

// Source returns the id of the source.
func (c *Chronicle) Source() string { return c.source }

// Name returns the layer or definition that the chronicle is of.
func (c *Chronicle) Name() string { return c.name }

// Observations returns what was observed, ordered by valid day, then by the day
// it became known. The caller must not change it.
func (c *Chronicle) Observations() []Observation { return c.obs }

// States returns the number of states, in order of valid day.
func (c *Chronicle) States() int { return len(c.deltas) }

// Len returns the number of distinct segments.
func (c *Chronicle) Len() int { return len(c.segs) }

// Changes returns how many segments state i differs by from the state before
// it, or from nothing for the first.
func (c *Chronicle) Changes(i int) int { return c.deltas[i].len() }

// none is the number of the state before the first: nothing stands.
const none = -1

// delta is what to add to a state, and what to remove, to get the next one:
// segment ids, ascending.
type delta struct{ added, removed []uint32 }

func (d delta) len() int        { return len(d.added) + len(d.removed) }
func (d delta) empty() bool     { return d.len() == 0 }
func (d delta) reversed() delta { return delta{added: d.removed, removed: d.added} }

// key packs a point so that unsigned order is the order of [geo.Point.Less].
func key(p geo.Point) uint64 {
	return uint64(uint32(p.X)^1<<31)<<32 | uint64(uint32(p.Y)^1<<31)
}

// compareSegments orders segments as [geo.Segment.Less] does.
func compareSegments(a, b geo.Segment) int {
	ka, kb := key(a.A), key(b.A)
	if ka == kb {
		ka, kb = key(a.B), key(b.B)
	}
	switch {
	case ka < kb:
		return -1
	case ka > kb:
		return 1
	default:
		return 0
	}
}

// comparePoints orders points as [geo.Point.Less] does.
func comparePoints(a, b geo.Point) int { return cmp.Compare(key(a), key(b)) }
