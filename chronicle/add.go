package chronicle

import (
	"slices"
	"sort"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// cursor is one state in full, kept because the next file to be added is most
// often the next day's: 98 of 100 of its segments are found by walking along.
type cursor struct {
	at   int           // the state, or none
	segs []geo.Segment // standing, sorted
	ids  []uint32      // of segs
}

// Add takes in one observation: that on valid day the held ground had this
// boundary, as became known on the day known. The boundary should be in the form
// of [control.Snapshot.Boundary]; another order is put right in a copy, and
// repeated segments and those of no length are left out. It reports whether the
// chronicle changed: false when exactly this was observed before.
//
// Adding the day after the last costs a walk along the boundary; adding in
// between costs the changes between the day added before and this one as well.
func (c *Chronicle) Add(day, known control.Day, boundary []geo.Segment) bool {
	if !ordered(boundary, c.cursor.segs) {
		boundary = canonical(boundary)
	}
	pos, found := c.place(day, known, boundary)
	if found {
		return false
	}
	c.insert(pos, day, known, boundary)
	return true
}

// stretch is how many segments are compared at once. A map has most segments of
// the one before, in long stretches.
const stretch = 32

// alike reports whether the next stretches of two sorted boundaries are equal.
func alike(a, b []geo.Segment) bool {
	return len(a) >= stretch && len(b) >= stretch && *(*[stretch]geo.Segment)(a) == *(*[stretch]geo.Segment)(b)
}

// ordered reports whether a boundary is sorted and distinct, without segments of
// no length. What it shares with another that is so is not looked at again.
func ordered(boundary, other []geo.Segment) bool {
	i := 0
	for j := 0; j < len(boundary); {
		if s := boundary[j]; s.A == s.B || j > 0 && compareSegments(boundary[j-1], s) >= 0 {
			return false
		}
		for i < len(other) && compareSegments(other[i], boundary[j]) < 0 {
			i++
		}
		if alike(other[i:], boundary[j:]) {
			i, j = i+stretch, j+stretch
			continue
		}
		j++
	}
	return true
}

// canonical returns the boundary sorted and distinct, without segments of no
// length: itself where it is so already.
func canonical(boundary []geo.Segment) []geo.Segment {
	ok := true
	for i, s := range boundary {
		if s.A == s.B || i > 0 && compareSegments(boundary[i-1], s) >= 0 {
			ok = false
			break
		}
	}
	if ok {
		return boundary
	}
	b := slices.Clone(boundary)
	slices.SortFunc(b, compareSegments)
	b = slices.Compact(b)
	return slices.DeleteFunc(b, func(s geo.Segment) bool { return s.A == s.B })
}

// place returns where in obs an observation belongs, and whether it is there
// already. Two different files may claim the same day and the same day of
// knowing: those are ordered by their boundaries, so that the order of import
// cannot tell.
func (c *Chronicle) place(day, known control.Day, boundary []geo.Segment) (int, bool) {
	first := sort.Search(len(c.obs), func(i int) bool {
		o := c.obs[i]
		return o.Day > day || o.Day == day && o.Known >= known
	})
	same := sort.Search(len(c.obs)-first, func(i int) bool {
		o := c.obs[first+i]
		return o.Day != day || o.Known != known
	})
	i, found := sort.Find(same, func(i int) int {
		c.moveTo(c.obs[first+i].State)
		return slices.CompareFunc(boundary, c.cursor.segs, compareSegments)
	})
	return first + i, found
}

// insert puts an observation at obs[pos], sharing the state of a neighbor whose
// boundary is the same.
func (c *Chronicle) insert(pos int, day, known control.Day, boundary []geo.Segment) {
	before := none
	if pos > 0 {
		before = c.obs[pos-1].State
	}
	c.moveTo(before)
	d, ids := c.compare(boundary)
	if before != none && d.empty() {
		c.spare = ids
		c.obs = slices.Insert(c.obs, pos, Observation{day, known, before})
		return
	}
	shift := 1
	if pos < len(c.obs) {
		next := c.obs[pos].State
		if next == before {
			// The new state splits a run: what comes after becomes a
			// state of its own, equal to the one before.
			c.deltas = slices.Insert(c.deltas, before+1, d.reversed())
			shift = 2
		} else {
			// What leads from the new state to the next is the way
			// back to the state before, then the way it went.
			dn := c.join(d.reversed(), c.deltas[next])
			if dn.empty() {
				c.spare = ids
				c.obs = slices.Insert(c.obs, pos, Observation{day, known, next})
				return
			}
			slices.Sort(dn.added)
			slices.Sort(dn.removed)
			c.deltas[next] = dn
		}
		for i := pos; i < len(c.obs); i++ {
			c.obs[i].State += shift
		}
	}
	at := before + 1
	c.deltas = slices.Insert(c.deltas, at, d)
	c.obs = slices.Insert(c.obs, pos, Observation{day, known, at})
	c.forget(at)

	c.spare, c.cursor.ids = c.cursor.ids, ids
	c.cursor.segs = append(c.cursor.segs[:0], boundary...)
	c.cursor.at = at
}

// compare walks the boundary along the cursor's. It returns what to add to the
// cursor's state and what to remove to get the boundary, and the ids of its
// segments; new segments are entered.
func (c *Chronicle) compare(boundary []geo.Segment) (d delta, ids []uint32) {
	old, oldIDs := c.cursor.segs, c.cursor.ids
	ids = slices.Grow(c.spare[:0], len(boundary))[:len(boundary)]
	c.spare = nil
	i := 0
	for j := 0; j < len(boundary); j++ {
		for alike(old[i:], boundary[j:]) {
			copy(ids[j:], oldIDs[i:i+stretch])
			i, j = i+stretch, j+stretch
		}
		if j == len(boundary) {
			break
		}
		s := boundary[j]
		for i < len(old) && old[i] != s && compareSegments(old[i], s) < 0 {
			d.removed = append(d.removed, oldIDs[i])
			i++
		}
		if i < len(old) && old[i] == s {
			ids[j] = oldIDs[i]
			i++
			continue
		}
		id, fresh := c.index.enter(c.segs, s)
		if fresh {
			c.segs = append(c.segs, s)
		}
		ids[j] = id
		d.added = append(d.added, id)
	}
	d.removed = append(d.removed, oldIDs[i:]...)
	slices.Sort(d.added)
	slices.Sort(d.removed)
	return d, ids
}

// moveTo moves the cursor to a state.
func (c *Chronicle) moveTo(state int) {
	if c.cursor.at == state {
		return
	}
	c.cursor.ids = c.step(c.cursor.ids, c.cursor.at, state)
	c.cursor.segs = c.cursor.segs[:0]
	for _, id := range c.cursor.ids {
		c.cursor.segs = append(c.cursor.segs, c.segs[id])
	}
	c.cursor.at = state
}

// forget drops what was derived for a state and the ones after it.
func (c *Chronicle) forget(state int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sums = c.sums[:min(len(c.sums), state)]
	c.keys = c.keys[:min(len(c.keys), (state+keyEvery-1)/keyEvery)]
}
