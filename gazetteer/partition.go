package gazetteer

import (
	"errors"
	"fmt"

	"github.com/salient-project/salient/geo"
)

// ErrPartition is wrapped by the errors of [CheckPartition].
var ErrPartition = errors.New("regions are not a clean partition")

// CheckPartition reports whether the regions' polygons share borders exactly
// and never overlap: no edge stands twice in one direction, no two edges cross,
// no vertex lies inside another's edge, every outer ring runs counterclockwise
// and every hole clockwise, and no region lies inside another. It returns nil
// when all hold, otherwise an error that wraps [ErrPartition] and names the
// place.
//
// Edges are compared with exact arithmetic, each with those near it on a grid.
func CheckPartition(regions []Region) error {
	type owned struct {
		geo.Segment
		region int
	}
	var segs []owned
	seen := map[geo.Segment]int{}
	box := geo.EmptyBox()
	for i, r := range regions {
		for _, poly := range r.Polygons {
			for j, ring := range poly {
				if len(ring) < 3 {
					return fmt.Errorf("%w: %s: a ring of %d points", ErrPartition, r.Name, len(ring))
				}
				if (ring.Area() > 0) != (j == 0) {
					return fmt.Errorf("%w: %s: ring at %v runs the wrong way round", ErrPartition, r.Name, ring[0])
				}
			}
		}
		for _, s := range r.Polygons.Segments(nil) {
			if k, dup := seen[s]; dup {
				return fmt.Errorf("%w: %s and %s both hold the edge at %v on its left",
					ErrPartition, regions[k].Name, r.Name, s.A)
			}
			seen[s] = i
			segs = append(segs, owned{s, i})
			box = box.Add(s.A).Add(s.B)
		}
	}
	if len(segs) == 0 {
		return nil
	}
	const cells = 256
	stepX := (int64(box.Max.X)-int64(box.Min.X))/cells + 1
	stepY := (int64(box.Max.Y)-int64(box.Min.Y))/cells + 1
	grid := map[[2]int64][]int{}
	for i, s := range segs {
		b := geo.EmptyBox().Add(s.A).Add(s.B)
		x0, x1 := (int64(b.Min.X)-int64(box.Min.X))/stepX, (int64(b.Max.X)-int64(box.Min.X))/stepX
		y0, y1 := (int64(b.Min.Y)-int64(box.Min.Y))/stepY, (int64(b.Max.Y)-int64(box.Min.Y))/stepY
		for x := x0; x <= x1; x++ {
			for y := y0; y <= y1; y++ {
				key := [2]int64{x, y}
				for _, j := range grid[key] {
					if t := segs[j]; meet(s.Segment, t.Segment) {
						return fmt.Errorf("%w: edges of %s and %s meet between their ends near %v",
							ErrPartition, regions[s.region].Name, regions[t.region].Name, s.A)
					}
				}
				grid[key] = append(grid[key], i)
			}
		}
	}
	return checkNesting(regions)
}

// checkNesting looks for a part that lies wholly within another region, which
// no meeting of edges shows.
func checkNesting(regions []Region) error {
	prepared := make([]Region, len(regions))
	copy(prepared, regions)
	for i := range prepared {
		prepared[i].prepare()
	}
	for i := range prepared {
		for _, poly := range prepared[i].Polygons {
			p, ok := interior(poly)
			if !ok {
				continue // thinner than the grid of coordinates
			}
			for j := range prepared {
				if i != j && prepared[j].Contains(p) {
					return fmt.Errorf("%w: %s lies over %s at %v", ErrPartition, prepared[j].Name, prepared[i].Name, p)
				}
			}
		}
	}
	return nil
}

// interior finds a point inside the polygon: on the midline of its box, between
// the first two crossings, or else on another line.
func interior(poly geo.Polygon) (geo.Point, bool) {
	segs := geo.MultiPolygon{poly}.Segments(nil)
	b := newBands(segs)
	box := poly[0].Box()
	for k := int64(1); k < 64; k++ {
		y := int64(box.Min.Y) + (int64(box.Max.Y)-int64(box.Min.Y))*k/64
		for j := int64(1); j < 64; j++ {
			x := int64(box.Min.X) + (int64(box.Max.X)-int64(box.Min.X))*j/64
			if p := (geo.Point{X: int32(x), Y: int32(y)}); b.contains(p) {
				return p, true
			}
		}
	}
	return geo.Point{}, false
}

// meet reports whether two edges share a point that is not an end of both.
// Edges that are each other's reverse do not meet in this sense: they are the
// shared border.
func meet(s, t geo.Segment) bool {
	if s == t || s == t.Reverse() {
		return false
	}
	if !geo.EmptyBox().Add(s.A).Add(s.B).Intersects(geo.EmptyBox().Add(t.A).Add(t.B)) {
		return false
	}
	a, b := side(s, t.A), side(s, t.B)
	c, d := side(t, s.A), side(t, s.B)
	if a*b < 0 && c*d < 0 {
		return true
	}
	return a == 0 && within(s, t.A) || b == 0 && within(s, t.B) ||
		c == 0 && within(t, s.A) || d == 0 && within(t, s.B)
}

// within reports whether p, known to lie on the line of s, lies strictly
// between its ends.
func within(s geo.Segment, p geo.Point) bool {
	return p != s.A && p != s.B && geo.EmptyBox().Add(s.A).Add(s.B).Contains(p)
}

// side is 1 when p lies left of s, -1 right of it, 0 on its line. Exact for
// points whose boxes intersect and edges under 90° long.
func side(s geo.Segment, p geo.Point) int {
	l := (int64(s.B.X) - int64(s.A.X)) * (int64(p.Y) - int64(s.A.Y))
	r := (int64(s.B.Y) - int64(s.A.Y)) * (int64(p.X) - int64(s.A.X))
	switch {
	case l > r:
		return 1
	case l < r:
		return -1
	}
	return 0
}
