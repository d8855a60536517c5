package source

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// cutter mends polygons that only touch themselves, which is what is wrong with
// most of them: their edges are cut where they meet, as an overlay would cut
// them, and the outline proves that the rings are a boundary then. An overlay
// has to look at all edges of such a polygon; this looks at those that meet, and
// at their neighbors.
type cutter struct {
	selfWrong, holeWrong []bool // the outline's, before
	dirty                []int32
	isDirty              []bool // by segment
	near                 []int32
	segs                 []geo.Segment
	cuts                 map[int32][]geo.Point // by segment
}

// cut cuts the edges of the polygons that are wrong by themselves and reports
// whether that put everything in order. Where it did not, all is as before.
func (a *Areas) cut() bool {
	o, c := &a.outline, &a.cutter
	for p, wrong := range o.holeWrong {
		if wrong && !o.selfWrong[p] {
			return false
		}
	}
	if !c.find(o) {
		return false
	}
	c.selfWrong = append(c.selfWrong[:0], o.selfWrong...)
	c.holeWrong = append(c.holeWrong[:0], o.holeWrong...)
	overlap, polygons := o.overlap, a.polygons
	segs, rings := o.segs, o.rings
	o.segs, o.rings = c.apply(segs, rings, a.spareSegs[:0], a.spareRings[:0])
	a.spareSegs, a.spareRings = segs, rings
	if o.check(polygons) {
		for _, wrong := range c.selfWrong {
			if wrong {
				a.Repairs.Add(RepairSelfCrossing, 1)
			}
		}
		return true
	}
	a.spareSegs, a.spareRings = o.segs, o.rings
	o.segs, o.rings = segs, rings
	o.selfWrong, c.selfWrong = c.selfWrong, o.selfWrong
	o.holeWrong, c.holeWrong = c.holeWrong, o.holeWrong
	o.overlap = overlap
	return false
}

// find finds the cuts of the wrong polygons' edges. It gives up, and returns
// false, where so many meet that an overlay is less work.
func (c *cutter) find(o *outline) bool {
	c.cuts = map[int32][]geo.Point{}
	c.isDirty = resized(c.isDirty, len(o.segs))
	c.dirty = c.dirty[:0]
	for _, i := range o.dirty {
		if o.selfWrong[o.polygon(i)] {
			c.add(i)
		}
	}
	for done := false; !done; {
		if len(c.dirty) > 64+len(o.segs)/32 {
			return false
		}
		done = c.cutOnce(o)
	}
	return true
}

func (c *cutter) add(i int32) bool {
	if c.isDirty[i] {
		return false
	}
	c.isDirty[i] = true
	c.dirty = append(c.dirty, i)
	return true
}

// cutOnce cuts the dirty edges among all of their polygon whose boxes meet
// theirs. Whatever an edge is cut by, and whatever its pieces pass, ends within
// its box. It reports whether none but dirty ones were cut: another's pieces may
// pass more.
func (c *cutter) cutOnce(o *outline) bool {
	clear(c.cuts)
	slices.SortFunc(c.dirty, func(i, j int32) int { return int(o.polygon(i)) - int(o.polygon(j)) })
	done := true
	for lo := 0; lo < len(c.dirty); {
		p := o.polygon(c.dirty[lo])
		hi := lo + 1
		for hi < len(c.dirty) && o.polygon(c.dirty[hi]) == p {
			hi++
		}
		c.neighbors(o, p, c.dirty[lo:hi])
		lo = hi
		for _, cut := range geo.Cuts(c.segs) {
			i := c.near[cut.Segment]
			c.cuts[i] = cut.Points
			done = done && c.isDirty[i]
		}
	}
	for i := range c.cuts {
		c.add(i)
	}
	return done
}

// neighbors gathers the edges of polygon p whose boxes meet those of the dirty.
func (c *cutter) neighbors(o *outline, p int32, dirty []int32) {
	c.near, c.segs = c.near[:0], c.segs[:0]
	for k := range o.runs {
		r := &o.runs[k]
		if o.polygon(r.lo) != p {
			continue
		}
		for _, d := range dirty {
			if !r.box.Intersects(boxOf(o.segs[d])) {
				continue
			}
			for i := r.lo; i < r.hi; i++ {
				if c.touches(o, i, dirty) {
					c.near, c.segs = append(c.near, i), append(c.segs, o.segs[i])
				}
			}
			break
		}
	}
}

func (c *cutter) touches(o *outline, i int32, dirty []int32) bool {
	box := boxOf(o.segs[i])
	return slices.ContainsFunc(dirty, func(d int32) bool { return box.Intersects(boxOf(o.segs[d])) })
}

// polygon returns the polygon of segment i.
func (o *outline) polygon(i int32) int32 { return o.rings[o.state[i].ring].polygon }

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
