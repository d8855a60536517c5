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
//   - state: one distinct boundary. Observations in order of (Day, Known) that
//     follow one another with the same boundary share a state.
//   - delta: the segments by which a state differs from the one before it. The
//     chronicle stores deltas only.
//
// The same observations give the same chronicle in whatever order they are
// added.
package chronicle

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sort"
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
// use; adding is not.
type Chronicle struct {
	source, name string

	segs   []geo.Segment          // by segment id
	areas  []int64                // by segment id, in units of areaUnit
	index  map[geo.Segment]uint32 // segment id; built when first needed
	deltas []delta                // by state
	obs    []Observation          // by (Day, Known), then state

	// cursor is the set of segment ids standing at state at, kept so that
	// adding in order costs only the new file. at is -1 for the empty set.
	cursor bitset
	at     int
	stamp  []uint32 // by segment id: the last addition that contained it
	gen    uint32

	mu   sync.Mutex // guards what follows, derived from the deltas
	sums []int64    // held area by state
	keys []bitset   // standing segments at every keyEvery-th state
}

// areaUnit is the unit of stored areas, in m². Sums of integers do not depend
// on their order, so neither do the figures.
const areaUnit = 1e-4

// keyEvery is how many deltas at most are replayed to rebuild a state.
const keyEvery = 64

type delta struct{ added, removed []uint32 } // segment ids, ascending

// New returns an empty chronicle of a source's layer or definition.
func New(source, name string) *Chronicle {
	return &Chronicle{source: source, name: name, index: map[geo.Segment]uint32{}, at: -1}
}

// Source returns the id of the source.
func (c *Chronicle) Source() string { return c.source }

// Name returns the layer or definition that the chronicle is of.
func (c *Chronicle) Name() string { return c.name }

// Observations returns what was observed, ordered by valid day, then by the day
// it became known. The caller must not change it.
func (c *Chronicle) Observations() []Observation { return c.obs }

// States returns the number of distinct states, in order of valid day.
func (c *Chronicle) States() int { return len(c.deltas) }

// Len returns the number of distinct segments.
func (c *Chronicle) Len() int { return len(c.segs) }

// Changes returns how many segments state i differs by from the state before
// it, or from nothing for the first.
func (c *Chronicle) Changes(i int) int { return len(c.deltas[i].added) + len(c.deltas[i].removed) }

// Add takes in one observation: that on valid day the held ground had this
// boundary, as became known on the day known. The boundary must be in the form
// of [control.Snapshot.Boundary]. It reports whether the chronicle changed:
// false when exactly this was observed before.
func (c *Chronicle) Add(day, known control.Day, boundary []geo.Segment) bool {
	ids := c.ids(boundary)
	pos := sort.Search(len(c.obs), func(i int) bool {
		o := c.obs[i]
		return o.Day > day || o.Day == day && o.Known >= known
	})
	// Two different files may claim the same day and the same day of knowing:
	// they are ordered by their boundaries, so that import order cannot tell.
	for pos < len(c.obs) && c.obs[pos].Day == day && c.obs[pos].Known == known {
		standing := c.moveTo(c.obs[pos].State)
		if d := c.deltaFrom(standing, ids); d.empty() {
			return false
		}
		if c.less(boundary, c.segments(standing)) {
			break
		}
		pos++
	}
	c.insert(pos, day, known, ids)
	return true
}

// ids returns the sorted ids of the boundary's segments, entering new ones.
func (c *Chronicle) ids(boundary []geo.Segment) []uint32 {
	if c.index == nil {
		c.index = make(map[geo.Segment]uint32, len(c.segs))
		for i, s := range c.segs {
			c.index[s] = uint32(i)
		}
	}
	ids := make([]uint32, len(boundary))
	for i, s := range boundary {
		id, ok := c.index[s]
		if !ok {
			id = uint32(len(c.segs))
			c.index[s] = id
			c.segs = append(c.segs, s)
			c.areas = append(c.areas, int64(math.RoundToEven(float64(geo.SegmentArea(s))/areaUnit)))
		}
		ids[i] = id
	}
	slices.Sort(ids)
	return ids
}

// insert puts an observation at obs[pos], sharing the state of a neighbor whose
// boundary is the same.
func (c *Chronicle) insert(pos int, day, known control.Day, ids []uint32) {
	before := -1 // the state of the observation before
	if pos > 0 {
		before = c.obs[pos-1].State
	}
	d := c.deltaFrom(c.moveTo(before), ids)
	if before >= 0 && d.empty() {
		c.obs = slices.Insert(c.obs, pos, Observation{day, known, before})
		return
	}
	if pos < len(c.obs) {
		next := c.obs[pos].State
		dn := c.deltaFrom(c.moveTo(next), ids)
		if dn.empty() {
			c.obs = slices.Insert(c.obs, pos, Observation{day, known, next})
			return
		}
		if next == before {
			// The new state splits a run: what comes after becomes a
			// state of its own, equal to the one before.
			c.insertState(before+1, delta{d.removed, d.added})
			for i := pos; i < len(c.obs); i++ {
				c.obs[i].State++
			}
		} else {
			c.deltas[next] = dn.reversed()
		}
	}
	c.insertState(before+1, d)
	for i := pos; i < len(c.obs); i++ {
		c.obs[i].State++
	}
	c.obs = slices.Insert(c.obs, pos, Observation{day, known, before + 1})
}

func (c *Chronicle) insertState(i int, d delta) {
	if c.at >= i {
		// The cursor's set stays what it is; only its number changes, and
		// the deltas around it already describe the new neighborhood.
		c.at++
	}
	c.deltas = slices.Insert(c.deltas, i, d)
	c.mu.Lock()
	c.sums, c.keys = nil, nil
	c.mu.Unlock()
}

// deltaFrom returns what must be added to and removed from the standing set to
// get ids.
func (c *Chronicle) deltaFrom(standing bitset, ids []uint32) delta {
	c.gen++
	if n := len(c.segs) - len(c.stamp); n > 0 {
		c.stamp = append(c.stamp, make([]uint32, n)...)
	}
	var d delta
	for _, id := range ids {
		c.stamp[id] = c.gen
		if !standing.has(id) {
			d.added = append(d.added, id)
		}
	}
	standing.each(func(id uint32) {
		if c.stamp[id] != c.gen {
			d.removed = append(d.removed, id)
		}
	})
	return d
}

// moveTo moves the cursor to a state, or to the empty set for -1.
func (c *Chronicle) moveTo(state int) bitset {
	c.cursor = c.cursor.grow(len(c.segs))
	for c.at < state {
		c.at++
		c.cursor.apply(c.deltas[c.at])
	}
	for c.at > state {
		c.cursor.apply(c.deltas[c.at].reversed())
		c.at--
	}
	return c.cursor
}

func (c *Chronicle) segments(standing bitset) []geo.Segment {
	out := make([]geo.Segment, 0, standing.count())
	standing.each(func(id uint32) { out = append(out, c.segs[id]) })
	slices.SortFunc(out, compareSegments)
	return out
}

// less orders boundaries; both are sorted.
func (c *Chronicle) less(a, b []geo.Segment) bool {
	return slices.CompareFunc(a, b, compareSegments) < 0
}

func compareSegments(a, b geo.Segment) int {
	switch {
	case a == b:
		return 0
	case a.Less(b):
		return -1
	default:
		return 1
	}
}

func (d delta) empty() bool     { return len(d.added) == 0 && len(d.removed) == 0 }
func (d delta) reversed() delta { return delta{added: d.removed, removed: d.added} }

// Map is one map of a chronicle: the answer to what held on a day.
type Map struct {
	Asked control.Day // the day asked for
	Day   control.Day // the valid day of the map that answers it: the nearest with a map, not later
	Known control.Day // the day that the map became known
	State int
}

// Exact reports whether the map is of the very day asked for.
func (m Map) Exact() bool { return m.Asked == m.Day }

// MapOn returns the map of a valid day or, where there is none, the nearest
// earlier one, as it was known on the day asKnownOn (control.NoDay: today). It
// returns an error wrapping [ErrNoMap] if there is none at all.
func (c *Chronicle) MapOn(day, asKnownOn control.Day) (Map, error) {
	i := sort.Search(len(c.obs), func(i int) bool { return c.obs[i].Day > day })
	best := -1
	for i--; i >= 0; i-- {
		o := c.obs[i]
		if best >= 0 && o.Day != c.obs[best].Day {
			break
		}
		if best < 0 && (asKnownOn == control.NoDay || o.Known <= asKnownOn) {
			best = i
		}
	}
	if best < 0 {
		return Map{}, fmt.Errorf("%s %s, %s: %w", c.source, c.name, day, ErrNoMap)
	}
	o := c.obs[best]
	return Map{Asked: day, Day: o.Day, Known: o.Known, State: o.State}, nil
}

// Days returns the valid days that have a map, ascending.
func (c *Chronicle) Days() []control.Day {
	var days []control.Day
	for _, o := range c.obs {
		if n := len(days); n == 0 || days[n-1] != o.Day {
			days = append(days, o.Day)
		}
	}
	return days
}

// Area returns the held area on a map.
func (c *Chronicle) Area(m Map) geo.SquareMeters {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sums == nil {
		c.sums = make([]int64, len(c.deltas))
		var sum int64
		for i, d := range c.deltas {
			for _, id := range d.added {
				sum += c.areas[id]
			}
			for _, id := range d.removed {
				sum -= c.areas[id]
			}
			c.sums[i] = sum
		}
	}
	return geo.SquareMeters(float64(c.sums[m.State]) * areaUnit)
}

// Boundary returns the segments standing on a map, sorted.
func (c *Chronicle) Boundary(m Map) []geo.Segment { return c.segments(c.standing(m.State)) }

// standing returns the set of segments of a state, in a set of its own.
func (c *Chronicle) standing(state int) bitset {
	c.mu.Lock()
	if c.keys == nil {
		set := bitset(nil).grow(len(c.segs))
		for i, d := range c.deltas {
			set.apply(d)
			if i%keyEvery == 0 {
				c.keys = append(c.keys, slices.Clone(set))
			}
		}
	}
	set := slices.Clone(c.keys[state/keyEvery])
	c.mu.Unlock()
	for i := state/keyEvery*keyEvery + 1; i <= state; i++ {
		set.apply(c.deltas[i])
	}
	return set
}

// Diff returns the closed chains by which the map to differs from the map from:
// the segments that stand only on to, and those that stand only on from,
// reversed. Ground gained has winding number +1 in them, ground lost -1; the
// sum of their areas is the net change. Its cost is that of the changes between
// the two, not of the maps.
func (c *Chronicle) Diff(from, to Map) []geo.Segment {
	added, removed := c.toggled(from.State, to.State)
	out := make([]geo.Segment, 0, len(added)+len(removed))
	for _, id := range added {
		out = append(out, c.segs[id])
	}
	for _, id := range removed {
		out = append(out, c.segs[id].Reverse())
	}
	slices.SortFunc(out, compareSegments)
	return out
}

// Net returns the held area on the map to less that on the map from.
func (c *Chronicle) Net(from, to Map) geo.SquareMeters { return c.Area(to) - c.Area(from) }

// toggled returns the ids standing only at state b, and only at state a.
func (c *Chronicle) toggled(a, b int) (added, removed []uint32) {
	if a > b {
		removed, added = c.toggled(b, a)
		return added, removed
	}
	if b == a+1 {
		return c.deltas[b].added, c.deltas[b].removed
	}
	n := 0
	for i := a + 1; i <= b; i++ {
		n += c.Changes(i)
	}
	if n > len(c.segs)/16 { // far apart: two sets are cheaper than replaying into a map
		before, after := c.standing(a), c.standing(b)
		for i := range before {
			for w := after[i] &^ before[i]; w != 0; w &= w - 1 {
				added = append(added, uint32(i*64+bits.TrailingZeros64(w)))
			}
			for w := before[i] &^ after[i]; w != 0; w &= w - 1 {
				removed = append(removed, uint32(i*64+bits.TrailingZeros64(w)))
			}
		}
		return added, removed
	}
	// A segment is only ever added when absent, so toggles alternate and
	// their sum is -1, 0 or +1.
	touched := make(map[uint32]int8, n)
	for i := a + 1; i <= b; i++ {
		for _, id := range c.deltas[i].added {
			touched[id]++
		}
		for _, id := range c.deltas[i].removed {
			touched[id]--
		}
	}
	for id, t := range touched {
		if t > 0 {
			added = append(added, id)
		} else if t < 0 {
			removed = append(removed, id)
		}
	}
	return added, removed
}

// Corrections returns the observations that replaced an earlier map of the same
// valid day with a different one.
func (c *Chronicle) Corrections() []Observation {
	var out []Observation
	for i := 1; i < len(c.obs); i++ {
		if c.obs[i].Day == c.obs[i-1].Day && c.obs[i].State != c.obs[i-1].State {
			out = append(out, c.obs[i])
		}
	}
	return out
}
