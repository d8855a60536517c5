// Package voronoi divides ground among sites: to each belongs what lies nearer
// to it than to any other (G. Voronoi 1908). Start with [Cells].
package voronoi

import (
	"math"

	"github.com/salient-project/salient/geo"
)

// Cell is the ground of one site: a counterclockwise ring, without its closing
// point. It is empty for a site at the same point as one before it.
type Cell struct {
	Ring []geo.Point
}

// Cells returns each site's cell, cut to the box, in the order of the sites.
// Neighbors have the same vertices on their common border, except where more
// than three sites are equally near, so that their union leaves no gap wider
// than the grid, 1 cm.
//
// Distances are those of a plane on which a degree of longitude is as long as
// at the middle of the box: exact there, and wrong by 2 % at 1.5° north or south
// of it near 48°. Sites outside the box count too.
//
// Each cell is the box cut by the bisectors between its site and others, the
// nearer first, until no further one can reach it. Vertices are then computed
// anew from the sites that define them, in one order, so that all cells around a
// vertex round it the same way.
func Cells(sites []geo.Point, box geo.Box) []Cell {
	cells := make([]Cell, len(sites))
	if len(sites) == 0 || box.Empty() {
		return cells
	}
	d := newDiagram(sites, box)
	for i := range sites {
		if !d.twin[i] {
			cells[i].Ring = d.cell(int32(i))
		}
	}
	return cells
}

// xy is a point on the plane, in grid units of latitude.
type xy struct{ x, y float64 }

// diagram is what all cells share.
type diagram struct {
	sites  []xy
	twin   []bool // sites at the same point as an earlier one
	shrink float64
	low    xy // of the box
	high   xy

	// A grid of about one site a square, to find near sites by.
	side       float64
	gridLow    xy
	cols, rows int
	first      []int32 // of the sites in a square
	rest       []int32 // the next site in the same square
	poly, next []vertex
}

func newDiagram(sites []geo.Point, box geo.Box) *diagram {
	middle := (box.Min.Lat() + box.Max.Lat()) / 2 * math.Pi / 180
	d := &diagram{shrink: math.Cos(middle), twin: make([]bool, len(sites))}
	d.low, d.high = d.plane(box.Min), d.plane(box.Max)
	low, high := d.low, d.high
	for _, s := range sites {
		p := d.plane(s)
		d.sites = append(d.sites, p)
		low, high = xy{min(low.x, p.x), min(low.y, p.y)}, xy{max(high.x, p.x), max(high.y, p.y)}
	}
	w, h := high.x-low.x+1, high.y-low.y+1
	d.side = max(math.Sqrt(w*h/float64(len(sites))), w/1e4, h/1e4, 1)
	d.cols, d.rows = int(w/d.side)+1, int(h/d.side)+1
	d.first, d.rest = make([]int32, d.cols*d.rows), make([]int32, len(sites))
	for i := range d.first {
		d.first[i] = -1
	}
	d.gridLow = low
	seen := make(map[geo.Point]bool, len(sites))
	for i := len(sites) - 1; i >= 0; i-- { // so that lists are in order
		k := d.square(d.sites[i])
		d.rest[i], d.first[k] = d.first[k], int32(i)
	}
	for i, s := range sites {
		d.twin[i], seen[s] = seen[s], true
	}
	return d
}

func (d *diagram) plane(p geo.Point) xy { return xy{float64(p.X) * d.shrink, float64(p.Y)} }

func (d *diagram) grid(p xy) geo.Point {
	return geo.Point{X: int32(math.Round(p.x / d.shrink)), Y: int32(math.Round(p.y))}
}

// square returns the number of the grid square that a site lies in.
func (d *diagram) square(p xy) int {
	return int((p.y-d.gridLow.y)/d.side)*d.cols + int((p.x-d.gridLow.x)/d.side)
}
