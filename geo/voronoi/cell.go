package voronoi

import (
	"math"
	"slices"

	"github.com/salient-project/salient/geo"
)

// The sides of the box, where a cell borders on no site.
const (
	south = -1 - iota
	east
	north
	west
)

// vertex is a corner of a cell, relative to its site. The edge from it to the
// next vertex lies on the bisector with the site `with`, or on a side of the box.
type vertex struct {
	xy
	with int32
}

// cell returns the ring of a site's cell.
func (d *diagram) cell(i int32) []geo.Point {
	s := d.sites[i]
	d.poly = append(d.poly[:0],
		vertex{xy{d.low.x - s.x, d.low.y - s.y}, south}, vertex{xy{d.high.x - s.x, d.low.y - s.y}, east},
		vertex{xy{d.high.x - s.x, d.high.y - s.y}, north}, vertex{xy{d.low.x - s.x, d.high.y - s.y}, west})
	col, row := int((s.x-d.gridLow.x)/d.side), int((s.y-d.gridLow.y)/d.side)
	for ring := 0; ring <= max(d.cols, d.rows); ring++ {
		// Sites of this ring of squares are at least so far away.
		if away := float64(ring-1) * d.side; ring > 1 && away > 2*d.radius() {
			break
		}
		for y := row - ring; y <= row+ring; y++ {
			step := 1
			if y != row-ring && y != row+ring {
				step = max(2*ring, 1)
			}
			for x := col - ring; x <= col+ring; x += step {
				if x < 0 || y < 0 || x >= d.cols || y >= d.rows {
					continue
				}
				for k := d.first[y*d.cols+x]; k >= 0; k = d.rest[k] {
					if k != i && !d.twin[k] {
						d.clip(s, k)
					}
				}
			}
		}
	}
	return d.ring(i)
}

// radius returns the distance of the cell's farthest vertex from its site.
func (d *diagram) radius() float64 {
	var far float64
	for _, v := range d.poly {
		far = max(far, math.Hypot(v.x, v.y))
	}
	return far
}

// clip takes away what lies nearer to site k than to the cell's site s.
func (d *diagram) clip(s xy, k int32) {
	dx, dy := d.sites[k].x-s.x, d.sites[k].y-s.y
	half := (dx*dx + dy*dy) / 2
	beyond := func(v vertex) float64 { return v.x*dx + v.y*dy - half }
	if !slices.ContainsFunc(d.poly, func(v vertex) bool { return beyond(v) > 0 }) {
		return
	}
	d.next = d.next[:0]
	for j, v := range d.poly {
		w := d.poly[(j+1)%len(d.poly)]
		a, b := beyond(v), beyond(w)
		if a <= 0 {
			d.next = append(d.next, v)
		}
		if (a <= 0) != (b <= 0) {
			t := a / (a - b)
			cut := vertex{xy{v.x + t*(w.x-v.x), v.y + t*(w.y-v.y)}, v.with}
			if a <= 0 {
				cut.with = k // from here along the bisector
			}
			d.next = append(d.next, cut)
		}
	}
	d.poly, d.next = d.next, d.poly
}

// ring returns the cell's vertices on the grid, computed anew from what defines
// them.
func (d *diagram) ring(i int32) []geo.Point {
	var out []geo.Point
	for j, v := range d.poly {
		before := d.poly[(j+len(d.poly)-1)%len(d.poly)].with
		p := d.grid(d.corner(i, before, v.with, xy{v.x + d.sites[i].x, v.y + d.sites[i].y}))
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	for len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	if len(out) < 3 {
		return nil
	}
	return out
}

// corner returns the vertex between the edges with a and b of site i's cell. The
// cut is where clipping put it, which stands where the sites are nearly in line.
func (d *diagram) corner(i, a, b int32, cut xy) xy {
	var p xy
	switch {
	case a < 0 && b < 0:
		return cut // of the box, or where a bisector ran through its corner
	case a < 0 || b < 0:
		side, other := min(a, b), max(a, b)
		p = d.onSide(min(i, other), max(i, other), side)
	default:
		three := []int32{i, a, b}
		slices.Sort(three)
		p = d.center(three[0], three[1], three[2])
	}
	if !(math.Hypot(p.x-cut.x, p.y-cut.y) < 0.01) { // also where it is not a number
		return cut
	}
	return p
}

// onSide returns where the bisector of two sites meets a side of the box.
func (d *diagram) onSide(i, k, side int32) xy {
	p, q := d.sites[i], d.sites[k]
	dx, dy := q.x-p.x, q.y-p.y
	half := (dx*dx + dy*dy) / 2
	switch side {
	case south, north:
		y := d.low.y
		if side == north {
			y = d.high.y
		}
		return xy{p.x + (half-(y-p.y)*dy)/dx, y}
	default:
		x := d.low.x
		if side == east {
			x = d.high.x
		}
		return xy{x, p.y + (half-(x-p.x)*dx)/dy}
	}
}

// center returns the point that is equally far from three sites.
func (d *diagram) center(i, j, k int32) xy {
	o := d.sites[i]
	bx, by := d.sites[j].x-o.x, d.sites[j].y-o.y
	cx, cy := d.sites[k].x-o.x, d.sites[k].y-o.y
	b, c := bx*bx+by*by, cx*cx+cy*cy
	twice := 2 * (bx*cy - by*cx)
	return xy{o.x + (cy*b-by*c)/twice, o.y + (bx*c-cx*b)/twice}
}
