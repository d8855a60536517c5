package source

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// cutter mends polygons whose edges cross or touch elsewhere than at their ends:
// those edges are cut where they meet, as an overlay would cut them, and the
// outline proves what comes out. An overlay has to look at all edges of such
// polygons; this looks at those that meet, and at their neighbors.
type cutter struct {
	group []int32 // by polygon: those of one number are cut by each other; -1: not cut
	dirty []int32 // edges that meet others of their group
	known []bool  // by place in the map: is among the dirty
	near  []int32 // places
	segs  []geo.Segment
	cuts  map[int32][]geo.Point // by place
}

// cutSelves cuts the edges of the polygons that are wrong by themselves, each by
// its own, and reports whether that put each of them in order. Where it did not,
// all is as before.
func (a *Areas) cutSelves() bool {
	o := &a.outline
	wrong := 0
	group := a.cutter.groups(len(o.selfWrong))
	for p := range o.selfWrong {
		if o.holeWrong[p] && !o.selfWrong[p] {
			return false
		}
		if o.selfWrong[p] {
			group[p] = int32(p)
			wrong++
		}
	}
	if !a.cut() {
		return false
	}
	if o.check(a.polygons); !o.alone() {
		a.uncut()
		return false
	}
	a.Repairs.Add(RepairSelfCrossing, wrong)
	return true
}

// cutConflicts cuts the edges of the polygons that overlap by each other, and
// reports whether that settled it. Where it did not, all is as before.
func (a *Areas) cutConflicts() bool {
	o := &a.outline
	if o.edges.tangled > len(o.segs)/8 { // mostly copies: an overlay has less to do, and is remembered
		return false
	}
	group := a.cutter.groups(len(o.conflict))
	for p, overlaps := range o.conflict {
		if overlaps {
			group[p] = 0
		}
	}
	if !a.cut() {
		return false
	}
	if !o.settle(a.polygons) {
		a.uncut()
		return false
	}
	return true
}

// cut cuts the edges of each of the cutter's groups, unless there are too many.
func (a *Areas) cut() bool {
	o, c := &a.outline, &a.cutter
	if !c.find(o) {
		return false
	}
	segs, rings := o.segs, o.rings
	o.segs, o.rings = c.apply(segs, rings, a.spareSegs[:0], a.spareRings[:0])
	a.spareSegs, a.spareRings = segs, rings
	return true
}

// uncut takes the last cut back.
func (a *Areas) uncut() {
	o := &a.outline
	a.spareSegs, a.spareRings, o.segs, o.rings = o.segs, o.rings, a.spareSegs, a.spareRings
	o.check(a.polygons)
}

// groups returns room for the groups of n polygons, none of which is cut yet.
func (c *cutter) groups(n int) []int32 {
	c.group = slices.Grow(c.group[:0], n)[:n]
	for p := range c.group {
		c.group[p] = -1
	}
	return c.group
}

// find finds the cuts. It gives up, and returns false, where so many edges meet
// that an overlay is less work.
func (c *cutter) find(o *outline) bool {
	c.cuts = map[int32][]geo.Point{}
	c.known = resized(c.known, len(o.segs))
	c.dirty = c.dirty[:0]
	for _, k := range o.contacts {
		if g := c.of(o, k.e); g >= 0 && g == c.of(o, k.f) {
			c.add(o, k.e)
			c.add(o, k.f)
		}
	}
	for done := len(c.dirty) == 0; !done; {
		if len(c.dirty) > 64+len(o.segs)/32 {
			return false
		}
		done = c.cutOnce(o)
	}
	return true
}

// of returns the group of edge e.
func (c *cutter) of(o *outline, e int32) int32 {
	g := c.group[o.polygonOf(e)]
	if g >= 0 && o.undone(e) {
		return -1
	}
	return g
}

func (c *cutter) add(o *outline, e int32) {
	if at := o.edges.at[e]; !c.known[at] {
		c.known[at] = true
		c.dirty = append(c.dirty, e)
	}
}

// cutOnce cuts the dirty edges among all of their group whose boxes meet theirs.
// Whatever an edge is cut by, and whatever its pieces pass, ends within its box.
// It reports whether none but dirty ones were cut: another's pieces may pass more.
func (c *cutter) cutOnce(o *outline) bool {
	clear(c.cuts)
	slices.SortStableFunc(c.dirty, func(e, f int32) int { return int(c.of(o, e)) - int(c.of(o, f)) })
	done := true
	for lo := 0; lo < len(c.dirty); {
		hi := lo + 1
		for hi < len(c.dirty) && c.of(o, c.dirty[hi]) == c.of(o, c.dirty[lo]) {
			hi++
		}
		c.neighbors(o, c.dirty[lo:hi])
		lo = hi
		for _, cut := range geo.Cuts(c.segs) {
			i := c.near[cut.Segment]
			c.cuts[i] = cut.Points
			done = done && c.known[i]
		}
	}
	for i := range c.cuts {
		c.add(o, o.edges.order[i])
	}
	return done
}

// neighbors gathers the edges of the group of the dirty ones whose boxes meet
// theirs.
func (c *cutter) neighbors(o *outline, dirty []int32) {
	c.near, c.segs = c.near[:0], c.segs[:0]
	g := c.of(o, dirty[0])
	for _, e := range dirty {
		s := o.edges.seg[e]
		box := boxOf(s)
		first, last := o.edges.span(s)
		for k := first; k <= last; k++ {
			for _, f := range o.edges.columns[k] {
				if box.Intersects(f.box) && c.of(o, f.edge) == g {
					c.near = append(c.near, o.edges.at[f.edge])
				}
			}
		}
	}
	slices.Sort(c.near)
	c.near = slices.Compact(c.near)
	for _, i := range c.near {
		c.segs = append(c.segs, o.segs[i])
	}
}

// apply appends the rings, cut, to the given ones.
func (c *cutter) apply(segs []geo.Segment, rings []ringSpan, out []geo.Segment, spans []ringSpan) ([]geo.Segment, []ringSpan) {
	at := make([]int32, 0, len(c.cuts))
	for i := range c.cuts {
		at = append(at, i)
	}
	slices.Sort(at)
	for _, r := range rings {
		span := r
		span.lo = int32(len(out))
		from := r.lo
		for len(at) > 0 && at[0] < r.hi {
			out = append(out, segs[from:at[0]]...)
			from = at[0] + 1
			points := c.cuts[at[0]]
			for k := 1; k < len(points); k++ {
				out = append(out, geo.Segment{A: points[k-1], B: points[k]})
			}
			at = at[1:]
		}
		out = append(out, segs[from:r.hi]...)
		span.hi = int32(len(out))
		spans = append(spans, span)
	}
	return out, spans
}
