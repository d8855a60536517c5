package vector

import (
	"math"

	"github.com/salient-project/salient/geo"
)

// Loop is a ring whose polygon is not known yet.
type Loop struct {
	Offset int
	Points []geo.Point // counterclockwise where it is an outer ring

	area float64
	box  geo.Box
}

// mostTests is how much work may go into sorting a feature's rings: far more
// than any map needs, a few seconds' worth.
const mostTests = 1e9

// AddLoops adds a feature's rings, listed in any order, as polygons: those that
// run counterclockwise are outer, and each other one is a hole of the smallest
// outer ring around it. One that lies in no outer ring is taken for an outer
// ring drawn the wrong way round, as other readers do. It reports whether there
// are too many to tell.
func (b *Builder) AddLoops(loops []Loop) bool {
	var outer, holes []int
	for i := range loops {
		l := &loops[i]
		l.area, l.box = doubleArea(l.Points), geo.Ring(l.Points).Box()
		if l.area < 0 {
			holes = append(holes, i)
		} else {
			outer = append(outer, i)
		}
	}
	tests := 0
	in := map[int][]int{} // holes by outer ring
	alone := []int{}
	for _, h := range holes {
		best := -1
		for _, o := range outer {
			tests++
			if !loops[o].box.Contains(loops[h].box.Min) || !loops[o].box.Contains(loops[h].box.Max) ||
				best >= 0 && loops[best].area <= loops[o].area {
				continue
			}
			if inside(loops[o].Points, loops[h].Points, &tests) {
				best = o
			}
		}
		if tests > mostTests {
			return false
		}
		if best < 0 {
			alone = append(alone, h)
		} else {
			in[best] = append(in[best], h)
		}
	}
	for _, o := range append(outer, alone...) {
		b.Polygon()
		b.AddRing(loops[o].Offset, false, loops[o].Points)
		for _, h := range in[o] {
			b.AddRing(loops[h].Offset, true, loops[h].Points)
		}
	}
	b.Areal(false)
	return true
}

// doubleArea returns twice a ring's area on the plane, in square units, negative
// if it runs clockwise.
func doubleArea(ring []geo.Point) float64 {
	var sum float64
	for i := 1; i < len(ring)-1; i++ {
		ax, ay := float64(ring[i].X)-float64(ring[0].X), float64(ring[i].Y)-float64(ring[0].Y)
		bx, by := float64(ring[i+1].X)-float64(ring[0].X), float64(ring[i+1].Y)-float64(ring[0].Y)
		sum += ax*by - bx*ay
	}
	return sum
}

// inside reports whether a hole lies in a ring: the first of its vertices, or
// middles of its edges, that is not on the ring says so.
func inside(ring, hole []geo.Point, tests *int) bool {
	for _, p := range hole {
		*tests += len(ring)
		if in, on := around(ring, float64(p.X), float64(p.Y)); !on || *tests > mostTests {
			return in
		}
	}
	for i := 1; i < len(hole); i++ {
		*tests += len(ring)
		p, q := hole[i-1], hole[i]
		if in, on := around(ring, (float64(p.X)+float64(q.X))/2, (float64(p.Y)+float64(q.Y))/2); !on || *tests > mostTests {
			return in
		}
	}
	return true
}

// around reports whether a ring goes around a point, or the point lies on it.
func around(ring []geo.Point, x, y float64) (in, on bool) {
	for i := range ring {
		p, q := ring[i], ring[(i+1)%len(ring)]
		px, py, qx, qy := float64(p.X)-x, float64(p.Y)-y, float64(q.X)-x, float64(q.Y)-y
		cross := px*qy - qx*py
		if cross == 0 && math.Min(px, qx) <= 0 && math.Max(px, qx) >= 0 && math.Min(py, qy) <= 0 && math.Max(py, qy) >= 0 {
			return false, true
		}
		if (py > 0) != (qy > 0) && (cross > 0) == (qy > py) {
			in = !in
		}
	}
	return in, false
}
