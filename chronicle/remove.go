package chronicle

import (
	"slices"
	"sort"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// versionOf is what was known of a day from some day on.
type versionOf struct {
	known    control.Day
	boundary []geo.Segment
}

// replaceDay makes the observations of a day exactly these. Segments that no
// state has any more remain until compact drops them.
func (c *Chronicle) replaceDay(day control.Day, versions []versionOf) {
	keep := map[int]bool{}
	for _, v := range versions {
		c.Add(day, v.known, v.boundary)
	}
	for _, v := range versions {
		pos, found := c.place(day, v.known, canonical(v.boundary))
		keep[pos] = found
	}
	first := sort.Search(len(c.obs), func(i int) bool { return c.obs[i].Day >= day })
	last := sort.Search(len(c.obs), func(i int) bool { return c.obs[i].Day > day })
	for pos := last - 1; pos >= first; pos-- {
		if !keep[pos] {
			c.remove(pos)
		}
	}
}

// Remove takes an observation out, as [Chronicle.Observations] lists it, and
// reports whether it was there. What is left is what it would be had the
// observation never been added; the states of others may be numbered anew.
func (c *Chronicle) Remove(o Observation) bool {
	pos := slices.Index(c.obs, o)
	if pos < 0 {
		return false
	}
	c.remove(pos)
	c.compact()
	return true
}

// remove takes an observation out, and its state if nothing else observed it.
func (c *Chronicle) remove(pos int) {
	s := c.obs[pos].State
	shared := pos > 0 && c.obs[pos-1].State == s || pos+1 < len(c.obs) && c.obs[pos+1].State == s
	c.obs = slices.Delete(c.obs, pos, pos+1)
	if shared {
		return
	}
	if c.cursor.at >= s { // its number is about to mean another state
		c.moveTo(s - 1)
	}
	gone := 1
	if s+1 < len(c.deltas) {
		d := c.join(c.deltas[s], c.deltas[s+1])
		slices.Sort(d.added)
		slices.Sort(d.removed)
		if d.empty() && s > 0 {
			gone = 2 // the states around it are the same: they become one
		} else {
			c.deltas[s+1] = d
		}
	}
	c.deltas = slices.Delete(c.deltas, s, s+gone)
	for i := pos; i < len(c.obs); i++ {
		c.obs[i].State -= gone
	}
	c.forget(s)
}

// compact drops the segments that no state has any more.
func (c *Chronicle) compact() {
	used := bitset(nil).grow(len(c.segs))
	for _, d := range c.deltas {
		for _, id := range d.added {
			used.set(id)
		}
	}
	number := make([]uint32, len(c.segs))
	n := 0
	for id, s := range c.segs {
		if used.has(uint32(id)) {
			number[id] = uint32(n)
			c.segs[n] = s
			n++
		}
	}
	if n == len(c.segs) {
		return
	}
	c.segs = c.segs[:n]
	renumbered := func(ids []uint32) []uint32 { // in new memory: a delta may share its ids with its way back
		out := make([]uint32, len(ids))
		for i, id := range ids {
			out[i] = number[id]
		}
		return out
	}
	for i, d := range c.deltas {
		c.deltas[i] = delta{renumbered(d.added), renumbered(d.removed)}
	}
	c.index, c.cursor, c.spare = table{}, cursor{at: none}, nil
	c.mu.Lock()
	defer c.mu.Unlock()
	c.areas, c.keys = nil, nil // sums stay: they do not speak of ids
}
