package source

// windings casts one ray for each chain and reports whether every one has held
// ground on its left, once, and none on its right. It marks the polygons of
// which that does not hold taken alone.
func (o *outline) windings() bool {
	ok := true
	for r := range o.rings {
		span := &o.rings[r]
		// A ring without a node is one chain; it has no start.
		done := false // the chain at hand has been tested
		for i := span.lo; i < span.hi; i++ {
			st := &o.state[i]
			if st.nodeA {
				done = false
			}
			if done || st.partner >= 0 || o.segs[i].A.X == o.segs[i].B.X {
				continue // a vertical edge shares its chain's fate, or is settled below
			}
			done = true
			all, own := o.above(i)
			want := 1 // heading east, its left is above it
			if o.segs[i].B.X < o.segs[i].A.X {
				want = 0
			}
			if own != want {
				o.holeWrong[span.polygon] = true
				ok = false
			}
			if all != own { // other polygons wind around this chain
				o.overlap = true
				o.blame(i)
				ok = false
			}
		}
		if !o.settled(span) {
			ok, o.overlap = false, true
		}
	}
	return ok
}

// settled reports whether every chain of the ring has an edge that is not
// vertical, for a ray to be cast from.
func (o *outline) settled(span *ringSpan) bool {
	for i := span.lo; i < span.hi; i++ {
		if st := &o.state[i]; !st.nodeA || st.partner >= 0 || o.segs[i].A.X != o.segs[i].B.X {
			continue
		}
		for k := i; ; k = o.next(k) {
			if o.segs[k].A.X != o.segs[k].B.X {
				break
			}
			if o.state[k].nodeB {
				return false
			}
		}
	}
	return true
}

// blame marks the polygons that wind around the middle of segment i, and its own.
func (o *outline) blame(i int32) {
	around := map[int32]int{}
	o.ray(i, func(polygon int32, w int) { around[polygon] += w })
	for polygon, w := range around {
		if w != 0 {
			o.conflict[polygon] = true
		}
	}
	o.conflict[o.rings[o.state[i].ring].polygon] = true
}

// above returns the winding number just above the middle of segment i, counting
// all polygons and its own alone.
func (o *outline) above(i int32) (all, own int) {
	its := o.rings[o.state[i].ring].polygon
	o.ray(i, func(polygon int32, w int) {
		all += w
		if polygon == its {
			own += w
		}
	})
	return all, own
}

// ray calls cross with every edge above the middle of segment i: its polygon,
// and the winding that lies below it, 1 or -1.
func (o *outline) ray(i int32, cross func(polygon int32, w int)) {
	s := o.segs[i]
	mx, my := int64(s.A.X)+int64(s.B.X), int64(s.A.Y)+int64(s.B.Y) // doubled
	c := o.column(int32(mx >> 1))
	for _, q := range o.entries[o.first[c]:o.first[c+1]] {
		r := &o.runs[q]
		if 2*int64(r.box.Max.Y) < my || 2*int64(r.box.Min.X) > mx || 2*int64(r.box.Max.X) < mx {
			continue
		}
		for k := r.lo; k < r.hi; k++ {
			t := o.segs[k]
			from, to := 2*int64(t.A.X) <= mx, 2*int64(t.B.X) <= mx
			if from == to || k == i {
				continue
			}
			// Left of an edge that heads west is below it.
			d := 2*int64(t.B.X-t.A.X)*(my-2*int64(t.A.Y)) - 2*int64(t.B.Y-t.A.Y)*(mx-2*int64(t.A.X))
			switch {
			case to && d > 0:
				cross(o.rings[o.state[k].ring].polygon, 1)
			case from && d < 0:
				cross(o.rings[o.state[k].ring].polygon, -1)
			}
		}
	}
}
