package source

import (
	"fmt"
	"slices"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
)

// Areas gathers the polygons of one layer and returns their boundary. The zero
// value is ready; Reset makes it so again and keeps its buffers.
type Areas struct {
	Repairs Repairs // counted since Reset

	outline  outline
	cutter   cutter
	points   []geo.Point // one ring
	polygons int         // begun so far

	sheet      sheet         // the polygons as they were added
	spareSegs  []geo.Segment // the outline before replace, and memory for the next
	spareRings []ringSpan
	pool       []geo.Segment
}

// Reset forgets everything but the buffers.
func (a *Areas) Reset() {
	a.Repairs, a.polygons = nil, 0
	a.outline.segs, a.outline.rings = a.outline.segs[:0], a.outline.rings[:0]
}

// Empty reports whether no polygon with an area has been added.
func (a *Areas) Empty() bool { return len(a.outline.segs) == 0 }

// Add takes the polygons of feature number n. It returns the refusal's place
// and reason where a ring cannot be mended, else "", "".
func (a *Areas) Add(doc *geojson.Document, n int, extent geo.Box) (place, reason string) {
	f := &doc.Features[n]
	if doc.Empty(f) {
		a.Repairs.Add(RepairNull, 1)
		return "", ""
	}
	if !doc.Areal(f) {
		return (&geojson.Error{Feature: n, Ring: -1, Offset: f.Offset}).Place(),
			fmt.Sprintf("a %s, where only polygons can be held ground", f.Kind)
	}
	bounded := extent != geo.Box{}
	skip := -1 // polygon being left out
	base := a.polygons
	for i := range doc.RingsOf(f) {
		r := &doc.RingsOf(f)[i]
		if r.Polygon == skip {
			continue
		}
		fail := func(reason string) (string, string) {
			return (&geojson.Error{Feature: n, Ring: i, Offset: r.Offset}).Place(), reason
		}
		ring := doc.PointsOf(r)
		looks := survey(ring)
		if bounded && !r.Hole && len(ring) > 0 {
			box := looks.box
			if !box.Intersects(extent) {
				a.Repairs.Add(RepairOutsideExtent, 1)
				skip = r.Polygon
				continue
			}
			if !extent.Contains(box.Min) || !extent.Contains(box.Max) {
				return fail(fmt.Sprintf("reaches from %v to %v, beyond the mapped region", box.Min, box.Max))
			}
		}
		if !bounded && aroundTheWorld(ring) {
			return fail("an edge spans half the world: ground across the 180th meridian is to be cut there (RFC 7946, section 3.1.9)")
		}
		if len(ring) > 3 && ring[0] != ring[len(ring)-1] {
			d := gap(ring[0], ring[len(ring)-1])
			if d > MaxGap {
				return fail(fmt.Sprintf("not closed: ends %.5f° from its start", float64(d)/geo.E7))
			}
			a.Repairs.Add(RepairUnclosed, 1)
		}
		points := opened(ring)
		if !looks.tidy {
			var repeated, spikes int
			a.points, repeated, spikes = tidy(a.points[:0], ring)
			a.Repairs.Add(RepairRepeated, repeated)
			a.Repairs.Add(RepairSpike, spikes)
			points = a.points
		}
		if looks.turn == 0 && flat(points) {
			a.Repairs.Add(RepairTiny, 1)
			if !r.Hole {
				skip = r.Polygon // holes of nothing
			}
			continue
		}
		reverse := (looks.turn < 0) != r.Hole
		if reverse {
			a.Repairs.Add(RepairOrientation, 1)
		}
		a.polygons = max(a.polygons, base+r.Polygon+1)
		a.appendRing(base+r.Polygon, r.Hole, points, reverse)
	}
	return "", ""
}

// aroundTheWorld reports whether an edge spans 180 degrees of longitude or more:
// nobody can say then which way it goes.
func aroundTheWorld(ring []geo.Point) bool {
	for i := 1; i < len(ring); i++ {
		if d := int64(ring[i].X) - int64(ring[i-1].X); d >= 180*geo.E7 || d <= -180*geo.E7 {
			return true
		}
	}
	return false
}

// appendRing adds a tidied ring's edges, in ring order, reversed if asked.
func (a *Areas) appendRing(polygon int, hole bool, ring []geo.Point, reverse bool) {
	o := &a.outline
	n, lo := len(ring), len(o.segs)
	o.segs = slices.Grow(o.segs, n)[:lo+n]
	to := o.segs[lo:]
	if reverse {
		prev := ring[0]
		for i := range to {
			p := ring[n-1-i]
			to[i] = geo.Segment{A: prev, B: p}
			prev = p
		}
	} else {
		prev := ring[n-1]
		for i := range to {
			to[i] = geo.Segment{A: prev, B: ring[i]}
			prev = ring[i]
		}
	}
	o.rings = append(o.rings, ringSpan{lo: int32(lo), hi: int32(lo + n), polygon: int32(polygon), hole: hole})
}

// Boundary returns the boundary of the union of the polygons added, in the form
// of [control.Snapshot]. The slice is the caller's.
//
// A polygon that is wrong by itself is rebuilt first: its ground is what its
// outer ring goes around at least once in either direction, less what its holes
// go around. Then parts that overlap, or meet without common vertices, are
// united. [geo.Boundary] does both, for the polygons concerned; the outline
// proves what comes out, and where it cannot, everything is overlaid at once.
func (a *Areas) Boundary() []geo.Segment {
	o := &a.outline
	if len(o.segs) == 0 {
		return nil
	}
	recalled.tick()
	a.sheet.set(o.segs, o.rings)
	if b, repairs, ok := recalled.boundaryOf(&a.sheet); ok {
		a.Repairs.Merge(repairs)
		return b
	}
	before := a.Repairs
	a.Repairs = nil
	b := a.unremembered()
	repairs := a.Repairs
	a.sheet.boundary, a.sheet.repairs = append(a.sheet.boundary[:0], b...), repairs
	recalled.keep(&a.sheet)
	a.Repairs = before
	a.Repairs.Merge(repairs)
	return b
}

// unremembered is Boundary of polygons that were not seen together before.
func (a *Areas) unremembered() []geo.Segment {
	o := &a.outline
	if o.check(a.polygons) {
		return o.boundary()
	}
	if !o.alone() {
		if !a.cutSelves() {
			a.rebuild()
			o.check(a.polygons)
		}
		if o.inOrder {
			return o.boundary()
		}
	}
	if o.overlap {
		a.Repairs.Add(RepairOverlap, 1)
		if slices.Contains(o.conflict, true) {
			if o.alone() && a.cutConflicts() {
				return o.boundary()
			}
			a.unite()
			if o.check(a.polygons) {
				return o.boundary()
			}
		}
	}
	return geo.Boundary(o.segs, geo.AtLeastOne)
}

// rebuild puts the wrong polygons' ground in their place in the outline.
func (a *Areas) rebuild() {
	o := &a.outline
	a.replace(func(p int32, segs []geo.Segment, rings []ringSpan) (bool, geo.MultiPolygon) {
		switch {
		case o.selfWrong[p]:
			a.Repairs.Add(RepairSelfCrossing, 1)
		case o.holeWrong[p]:
			a.Repairs.Add(RepairHoleOutside, 1)
		default:
			return false, nil
		}
		return true, recalled.do(&recalled.rebuilt, segs, rings, func() geo.MultiPolygon {
			return geo.Polygons(rebuilt(segs, rings))
		})
	})
}

// unite puts the union of the polygons that overlap in their place.
func (a *Areas) unite() {
	o := &a.outline
	a.pool = a.pool[:0]
	a.replace(func(p int32, segs []geo.Segment, rings []ringSpan) (bool, geo.MultiPolygon) {
		if !o.conflict[p] {
			return false, nil
		}
		a.pool = append(a.pool, segs[rings[0].lo:rings[len(rings)-1].hi]...)
		return true, nil
	})
	a.appendPolygons(recalled.do(&recalled.united, a.pool, nil, func() geo.MultiPolygon {
		return geo.Polygons(geo.Boundary(a.pool, geo.AtLeastOne))
	}))
}

// replace asks of every polygon, given by its number and rings, whether others
// are to stand in its place, and which.
func (a *Areas) replace(by func(p int32, segs []geo.Segment, rings []ringSpan) (bool, geo.MultiPolygon)) {
	o := &a.outline
	segs, rings := o.segs, o.rings
	o.segs, o.rings, a.polygons = a.spareSegs[:0], a.spareRings[:0], 0
	a.spareSegs, a.spareRings = segs, rings
	for lo := 0; lo < len(rings); {
		hi := lo + 1
		for hi < len(rings) && rings[hi].polygon == rings[lo].polygon {
			hi++
		}
		polygon := rings[lo:hi]
		lo = hi
		if replaced, parts := by(polygon[0].polygon, segs, polygon); replaced {
			a.appendPolygons(parts)
			continue
		}
		for _, r := range polygon {
			span := ringSpan{lo: int32(len(o.segs)), polygon: int32(a.polygons), hole: r.hole}
			o.segs = append(o.segs, segs[r.lo:r.hi]...)
			span.hi = int32(len(o.segs))
			o.rings = append(o.rings, span)
		}
		a.polygons++
	}
}

// appendPolygons adds polygons that are in order.
func (a *Areas) appendPolygons(m geo.MultiPolygon) {
	for _, part := range m {
		for i, ring := range part {
			a.appendRing(a.polygons, i > 0, ring, false)
		}
		a.polygons++
	}
}

// rebuilt returns the boundary of one polygon whose rings are not in order.
func rebuilt(segs []geo.Segment, rings []ringSpan) []geo.Segment {
	// Most often rings only touch, and winding numbers say so.
	plain := true
	whole := geo.Boundary(segs[rings[0].lo:rings[len(rings)-1].hi], func(w int32) bool {
		plain = plain && (w == 0 || w == 1)
		return w == 1
	})
	if plain {
		return whole
	}
	var all []geo.Segment
	for _, r := range rings {
		b := geo.Boundary(segs[r.lo:r.hi], geo.NonZero)
		if r.hole {
			for i := range b {
				b[i] = b[i].Reverse()
			}
		}
		all = append(all, b...)
	}
	return geo.Boundary(all, geo.AtLeastOne)
}
