package settlements

import (
	"slices"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geo/voronoi"
)

// divided is a region with the ground of its settlements.
type divided struct {
	region   *gazetteer.Region
	boundary []geo.Segment
	members  []int           // of Data.Located
	cells    [][]geo.Segment // of the members, not cut to the region
}

// divide divides each region among its settlements.
func (d *Data) divide() {
	at := map[*gazetteer.Region]int{}
	for i := range d.Located {
		r := d.Located[i].Region
		k, ok := at[r]
		if !ok {
			k = len(d.regions)
			at[r] = k
			d.regions = append(d.regions, divided{region: r, boundary: r.Boundary()})
		}
		d.regions[k].members = append(d.regions[k].members, i)
	}
	slices.SortFunc(d.regions, func(a, b divided) int {
		if a.region.ID < b.region.ID {
			return -1
		}
		return 1
	})
	for k := range d.regions {
		r := &d.regions[k]
		sites := make([]geo.Point, len(r.members))
		for i, m := range r.members {
			sites[i] = d.Located[m].Point
		}
		// A little more than the region, so that no border runs along the box.
		box := r.region.Box()
		box.Min.X, box.Min.Y, box.Max.X, box.Max.Y = box.Min.X-1000, box.Min.Y-1000, box.Max.X+1000, box.Max.Y+1000
		for _, c := range voronoi.Cells(sites, box) {
			if c.Ring == nil {
				d.Twins++
			}
			r.cells = append(r.cells, geo.Ring(c.Ring).Segments(nil))
		}
	}
}

// held returns the boundary of the ground of the members that are held.
func (r *divided) held(held []bool) []geo.Segment {
	n := 0
	for i := range held {
		if held[i] || len(r.cells[i]) == 0 {
			n++
		}
	}
	if !slices.Contains(held, true) {
		return nil
	}
	if n == len(held) {
		return r.boundary
	}
	// Borders between two cells that are both held cancel out.
	around := map[geo.Segment]bool{}
	for i, cell := range r.cells {
		if !held[i] {
			continue
		}
		for _, s := range cell {
			if around[s.Reverse()] {
				delete(around, s.Reverse())
			} else {
				around[s] = true
			}
		}
	}
	edges := make([]geo.Edge, 0, len(around)+len(r.boundary))
	for s := range around {
		edges = append(edges, geo.Edge{Segment: s, Channel: 0})
	}
	slices.SortFunc(edges, func(a, b geo.Edge) int { // maps have no order, results do
		if a.Less(b.Segment) {
			return -1
		}
		return 1
	})
	for _, s := range r.boundary {
		edges = append(edges, geo.Edge{Segment: s, Channel: 1})
	}
	a := geo.Arrange(edges)
	defer a.Release()
	return a.Boundary(func(w []int32) bool { return w[0] >= 1 && w[1] >= 1 })
}
