package source

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// windings casts one ray for each chain of edges between contacts, marks those
// that are of the boundary of the union, and reports whether that is of every
// chain that does not cancel. It marks the polygons that taken alone have not
// held ground on a chain's left, once, and none on its right.
func (o *outline) windings() bool {
	ok := true
	o.changed = o.changed[:0]
	for r := range o.rings {
		span := &o.rings[r]
		places := o.edges.order[span.lo:span.hi]
		first := slices.IndexFunc(places, func(e int32) bool { return o.edges.marks[e]&markShared != 0 })
		if first < 0 { // no contacts: all is one chain
			kept, _ := o.chain(span, places, nil, false, &ok)
			o.note(places, kept)
			continue
		}
		told := false // whether its own polygon is on the left of the chain before
		for begin := first; begin < len(places); {
			end := begin + 1
			for end < len(places) && o.edges.marks[places[end]]&markShared == 0 {
				end++
			}
			var rest []int32 // of the chain, where it goes on across the ring's seam
			if end == len(places) {
				rest = places[:first]
			}
			var kept bool
			kept, told = o.chain(span, places[begin:end], rest, told, &ok)
			o.note(places[begin:end], kept)
			o.note(rest, kept)
			begin = end
		}
	}
	return ok
}

// chain reports whether a chain of edges, given in two parts, is of the boundary,
// and whether its own polygon is known to be on its left.
func (o *outline) chain(span *ringSpan, edges, rest []int32, told bool, ok *bool) (kept, left bool) {
	head := edges[0]
	switch t := o.edges.tie[head]; {
	case t == cancelled:
		return false, false
	case t == tangled && !o.thorough && o.conflict[span.polygon] && told && !o.meetsOwn(head):
		*ok = false // it overlaps, as is known by now
		return false, told
	}
	slanted := func(e int32) bool { return o.edges.seg[e].A.X != o.edges.seg[e].B.X }
	ray := int32(-1) // an edge of the chain that is not vertical
	if i := slices.IndexFunc(edges, slanted); i >= 0 {
		ray = edges[i]
	} else if i := slices.IndexFunc(rest, slanted); i >= 0 {
		ray = rest[i]
	}
	return o.winding(span, head, ray, ok), true
}

// note takes down which edges of a chain are to be added to the boundary returned
// last, or taken from it.
func (o *outline) note(chain []int32, kept bool) {
	for _, e := range chain {
		if (o.edges.marks[e]&markLast != 0) != kept {
			o.changed = append(o.changed, e)
		}
	}
}

// meetsOwn reports whether another edge of its polygon starts where edge e does.
func (o *outline) meetsOwn(e int32) bool {
	d := &o.edges
	at := d.seg[e].A
	for k := d.heads[d.bucket(at)]; k != 0; k = d.next[k-1] {
		if d.seg[k-1].A == at && k-1 != e && o.polygonOf(k-1) == o.polygonOf(e) {
			return true
		}
	}
	return false
}

// winding reports whether the chain that begins with the edge given is of the
// boundary. ok becomes false where that is not so for want of order.
func (o *outline) winding(span *ringSpan, begin, ray int32, ok *bool) bool {
	cast := o.ray
	if ray < 0 { // all of it is vertical
		ray, cast = begin, o.eastward
	}
	x := o.edges.seg[ray]
	onLeft := x.B.X > x.A.X || x.B.X == x.A.X && x.B.Y < x.A.Y // the ray is
	all, own := o.count(ray, cast)
	net, ownNet, least := 1, 1, true // of the edges on this ground, those this way less those back
	if o.edges.tie[ray] == tangled {
		net, ownNet, least = o.tangle(ray)
	}
	want := 0
	if onLeft {
		want = 1
	}
	if ownNet == 1 && own != want {
		o.holeWrong[span.polygon] = true
		*ok = false
	}
	if all != own && ownNet != 0 { // other polygons wind around this chain
		o.overlap = true
		o.blame(ray, cast)
		*ok = false
	}
	left, right := all+net, all
	if onLeft {
		left, right = all, all-net
	}
	return least && net > 0 && left >= 1 && right <= 0
}

// tangle counts the edges on the ground of e, those its way less those back, of
// all polygons and of its own, and reports whether it is the first its way.
func (o *outline) tangle(e int32) (net, own int, first bool) {
	d := &o.edges
	all, there := d.ground(d.scratch[:0], d.seg[e])
	d.scratch = all
	first = true
	for i, f := range all {
		way := 1
		if i >= there {
			way = -1
		} else if d.at[f] < d.at[e] {
			first = false
		}
		net += way
		if o.polygonOf(f) == o.polygonOf(e) {
			own += way
		}
	}
	return net, own, first
}

// caster calls cross with every edge that a ray from the middle of edge e meets:
// its polygon, and the winding that lies on the ray's side of e, 1 or -1.
type caster func(e int32, cross func(polygon int32, w int))

// blame marks the polygons that wind around the middle of edge e, and its own.
func (o *outline) blame(e int32, cast caster) {
	o.turns = slices.Grow(o.turns[:0], len(o.conflict))[:len(o.conflict)]
	o.met = o.met[:0]
	cast(e, func(polygon int32, w int) {
		if !slices.Contains(o.met, polygon) {
			o.met = append(o.met, polygon)
			o.turns[polygon] = 0
		}
		o.turns[polygon] += w
	})
	for _, polygon := range o.met {
		if o.turns[polygon] != 0 {
			o.conflict[polygon] = true
		}
	}
	o.conflict[o.polygonOf(e)] = true
}

// count returns the winding number of the ground that the ray from edge e begins
// in, counting all polygons and its own alone.
func (o *outline) count(e int32, cast caster) (all, own int) {
	its := o.polygonOf(e)
	cast(e, func(polygon int32, w int) {
		all += w
		if polygon == its {
			own += w
		}
	})
	return all, own
}

// ray is a caster of rays due north, for edges that are not vertical.
func (o *outline) ray(e int32, cross func(polygon int32, w int)) {
	d := &o.edges
	s := d.seg[e]
	mx, my := int64(s.A.X)+int64(s.B.X), int64(s.A.Y)+int64(s.B.Y) // doubled
	in := d.columns[d.column(int32(mx>>1))]
	for i := range in {
		f, box := in[i].edge, &in[i].box
		if (2*int64(box.Max.Y)-my)|(mx-2*int64(box.Min.X))|(2*int64(box.Max.X)-mx-1) < 0 || f == e { // it does not pass above
			continue
		}
		t := d.seg[f]
		from, to := 2*int64(t.A.X) <= mx, 2*int64(t.B.X) <= mx
		// Left of an edge that heads west is below it.
		k := sideOfDoubled(t, mx, my)
		switch {
		case to && k > 0:
			cross(o.polygonOf(f), 1)
		case from && k < 0:
			cross(o.polygonOf(f), -1)
		}
	}
}

// eastward is a caster of rays due east, for vertical edges.
func (o *outline) eastward(e int32, cross func(polygon int32, w int)) {
	d := &o.edges
	s := d.seg[e]
	mx, my := int64(s.A.X)+int64(s.B.X), int64(s.A.Y)+int64(s.B.Y) // doubled
	begin := d.column(s.A.X)
	for c := begin; c < len(d.columns); c++ {
		for i := range d.columns[c] {
			f, box := d.columns[c][i].edge, &d.columns[c][i].box
			if 2*int64(box.Min.Y) > my || 2*int64(box.Max.Y) <= my || f == e || c != max(begin, d.column(box.Min.X)) {
				continue
			}
			t := d.seg[f]
			south, north := 2*int64(t.A.Y) <= my, 2*int64(t.B.Y) <= my
			// Left of an edge that heads north is west of it.
			k := sideOfDoubled(t, mx, my)
			switch {
			case south && k > 0:
				cross(o.polygonOf(f), 1)
			case north && k < 0:
				cross(o.polygonOf(f), -1)
			}
		}
	}
}

// sideOfDoubled returns the side, positive on the left, of a point whose
// coordinates are given doubled.
func sideOfDoubled(s geo.Segment, x, y int64) int64 {
	return 2*int64(s.B.X-s.A.X)*(y-2*int64(s.A.Y)) - 2*int64(s.B.Y-s.A.Y)*(x-2*int64(s.A.X))
}
