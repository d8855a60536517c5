package source

import (
	"slices"

	"github.com/salient-project/salient/geo"
)

// run is some consecutive segments of one ring, segs[lo:hi], and their box.
type run struct {
	box         geo.Box
	lo, hi      int32
	left, right int32 // columns, the first and the last
	fresh       bool  // one of the segments is
	onward      bool  // all head strictly east, or west, north, south: they meet in order only
}

// runLength is the most segments of a run.
const runLength = 8

// fill makes the runs and sorts them into columns.
func (o *outline) fill() bool {
	o.runs = o.runs[:0]
	o.box = geo.EmptyBox()
	for _, span := range o.rings {
		for lo := span.lo; lo < span.hi; lo += runLength {
			r := o.runOf(lo, min(lo+runLength, span.hi))
			o.runs = append(o.runs, r)
			o.box = o.box.Union(r.box)
		}
	}
	width, height := int64(o.box.Max.X)-int64(o.box.Min.X), int64(o.box.Max.Y)-int64(o.box.Min.Y)
	if width >= widest || height >= widest {
		return false
	}
	o.shift = 0
	for width>>o.shift >= int64(min(len(o.runs)+1, 1<<14)) && width>>o.shift > 0 {
		o.shift++
	}
	columns := int(width>>o.shift) + 1
	o.first = resized(o.first, columns+1)
	total := int32(0)
	for i := range o.runs {
		r := &o.runs[i]
		r.left, r.right = o.column(r.box.Min.X), o.column(r.box.Max.X)
		total += r.right - r.left + 1
		for c := r.left; c <= r.right; c++ {
			o.first[c+1]++
		}
	}
	for c := range columns {
		o.first[c+1] += o.first[c]
	}
	o.entries = slices.Grow(o.entries[:0], int(total))[:total]
	// Filling from the back moves each column's end to its start.
	for i := len(o.runs) - 1; i >= 0; i-- {
		for c := o.runs[i].left; c <= o.runs[i].right; c++ {
			o.first[c+1]--
			o.entries[o.first[c+1]] = int32(i)
		}
	}
	// Now first[c+1] is where column c starts.
	copy(o.first, o.first[1:])
	o.first[columns] = total
	return true
}

// runOf returns the run of the segments lo to hi.
func (o *outline) runOf(lo, hi int32) run {
	r := run{lo: lo, hi: hi}
	at := o.segs[lo].A
	west, south, east, north := at.X, at.Y, at.X, at.Y
	for i := lo; i < hi; i++ {
		at = o.segs[i].B
		west, east = min(west, at.X), max(east, at.X)
		south, north = min(south, at.Y), max(north, at.Y)
		r.fresh = r.fresh || o.state[i].fresh
	}
	r.box = geo.Box{Min: geo.Point{X: west, Y: south}, Max: geo.Point{X: east, Y: north}}
	if !r.fresh {
		return r // they are not compared with each other
	}
	var notWest, notEast, notSouth, notNorth bool
	for _, s := range o.segs[lo:hi] {
		notWest, notEast = notWest || s.B.X >= s.A.X, notEast || s.B.X <= s.A.X
		notSouth, notNorth = notSouth || s.B.Y >= s.A.Y, notNorth || s.B.Y <= s.A.Y
	}
	r.onward = !notWest || !notEast || !notSouth || !notNorth
	return r
}

// boxOf returns the box around a segment.
func boxOf(s geo.Segment) geo.Box {
	return geo.Box{
		Min: geo.Point{X: min(s.A.X, s.B.X), Y: min(s.A.Y, s.B.Y)},
		Max: geo.Point{X: max(s.A.X, s.B.X), Y: max(s.A.Y, s.B.Y)},
	}
}

// column returns the column of a longitude.
func (o *outline) column(x int32) int32 { return (x - o.box.Min.X) >> o.shift }

// compareWithin compares the segments of a run.
func (o *outline) compareWithin(r *run) {
	for i := r.lo; i < r.hi; i++ {
		box := boxOf(o.segs[i])
		for j := i + 1; j < r.hi; j++ {
			if box.Intersects(boxOf(o.segs[j])) {
				o.compare(i, j)
			}
		}
	}
}

// compareRuns compares the segments of two runs where the runs' boxes meet.
func (o *outline) compareRuns(r, t *run) {
	shared := geo.Box{
		Min: geo.Point{X: max(r.box.Min.X, t.box.Min.X), Y: max(r.box.Min.Y, t.box.Min.Y)},
		Max: geo.Point{X: min(r.box.Max.X, t.box.Max.X), Y: min(r.box.Max.Y, t.box.Max.Y)},
	}
	var near [runLength]int32
	var boxes [runLength]geo.Box
	n := 0
	for i := r.lo; i < r.hi; i++ {
		if box := boxOf(o.segs[i]); box.Intersects(shared) {
			near[n], boxes[n] = i, box
			n++
		}
	}
	if n == 0 {
		return
	}
	for j := t.lo; j < t.hi; j++ {
		box := boxOf(o.segs[j])
		if !box.Intersects(shared) {
			continue
		}
		for k := range n {
			if boxes[k].Intersects(box) {
				o.compare(near[k], j)
			}
		}
	}
}
