package geo

import "slices"

// Cut is a segment, by its number, and the points through which it runs once it
// is cut where it meets others, its own ends included.
type Cut struct {
	Segment int
	Points  []Point
}

// Cuts returns what becomes of the segments that meet others elsewhere than at
// common ends, as [Boundary] cuts them. Segments that are there as often in one
// direction as in the other are left out, as they are there.
func Cuts(segs []Segment) []Cut {
	a := arrangements.Get().(*Arrangement)
	defer a.Release()
	a.start(len(segs), 1)
	numbers := make([]int32, len(segs)) // of the distinct segments
	for i, s := range segs {
		numbers[i] = a.insert(s, 0, 1)
	}
	a.leaveOut()
	a.chain = a.chain[:0]
	a.run(a.skip)
	var cuts []Cut
	for i, s := range segs {
		at, found := slices.BinarySearchFunc(a.chain, numbers[i], func(c chainAt, seg int32) int { return int(c.seg - seg) })
		if !found {
			continue
		}
		c := a.chain[at]
		points := make([]Point, 0, c.end-c.start)
		for _, v := range a.bends[c.start:c.end] {
			points = append(points, a.verts[v])
		}
		if s.B.Less(s.A) {
			slices.Reverse(points)
		}
		cuts = append(cuts, Cut{i, points})
	}
	return cuts
}
