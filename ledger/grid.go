package ledger

import (
	"sort"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// grid keeps the held area of every cell of the standard grid, by token.
type grid struct {
	cells map[string]*gridCell
	dirty map[string]bool
}

type gridCell struct {
	ring geo.Ring
	area geo.SquareMeters
	held geo.SquareMeters
}

func newGrid() *grid { return &grid{cells: map[string]*gridCell{}, dirty: map[string]bool{}} }

func (g *grid) cell(id s2.CellID) (string, *gridCell) {
	token := id.ToToken()
	c := g.cells[token]
	if c == nil {
		c = &gridCell{}
		cell := s2.CellFromCellID(id)
		for k := range 4 {
			ll := s2.LatLngFromPoint(cell.Vertex(k))
			c.ring = append(c.ring, geo.Pt(ll.Lng.Degrees(), ll.Lat.Degrees()))
		}
		c.area = c.ring.Area()
		g.cells[token] = c
	}
	return token, c
}

// cellsIn returns the cells that touch a box.
func cellsIn(box geo.Box) []s2.CellID {
	rect := s2.RectFromLatLng(s2.LatLngFromDegrees(box.Min.Lat(), box.Min.Lon()))
	rect = rect.AddPoint(s2.LatLngFromDegrees(box.Max.Lat(), box.Max.Lon()))
	coverer := &s2.RegionCoverer{MinLevel: CellLevel, MaxLevel: CellLevel, MaxCells: 1 << 20}
	return coverer.Covering(rect)
}

// start fills the grid from a whole map.
func (g *grid) start(boundary []geo.Segment) {
	box := geo.EmptyBox()
	for _, s := range boundary {
		box = box.Add(s.A).Add(s.B)
	}
	if box.Empty() {
		return
	}
	whole := geo.Polygons(boundary)
	for _, id := range cellsIn(box) {
		token, c := g.cell(id)
		cb := c.ring.Box()
		crossed := false
		for _, s := range boundary {
			if cb.Intersects(geo.EmptyBox().Add(s.A).Add(s.B)) {
				crossed = true
				break
			}
		}
		switch {
		case crossed:
			c.held = shared(boundary, c.ring)
		case whole.Contains(c.ring[0]):
			c.held = c.area
		default:
			continue
		}
		g.dirty[token] = true
	}
}

// add moves one patch from one side to the other.
func (g *grid) add(p geo.Polygon, kind measure.Kind) {
	segs := geo.MultiPolygon{p}.Segments(nil)
	for _, id := range cellsIn(p[0].Box()) {
		token, c := g.cell(id)
		a := shared(segs, c.ring)
		if a == 0 {
			continue
		}
		if kind == measure.Lost {
			a = -a
		}
		c.held += a
		g.dirty[token] = true
	}
}

// shared returns the area inside both a boundary and a ring.
func shared(boundary []geo.Segment, ring geo.Ring) geo.SquareMeters {
	edges := make([]geo.Edge, 0, len(boundary)+len(ring))
	for _, s := range boundary {
		edges = append(edges, geo.Edge{Segment: s})
	}
	for _, s := range ring.Segments(nil) {
		edges = append(edges, geo.Edge{Segment: s, Channel: 1})
	}
	return geo.Arrange(edges).Area(func(w []int32) bool { return w[0] >= 1 && w[1] >= 1 })
}

// changed returns the cells touched since it was last asked, in order.
func (g *grid) changed() []string {
	out := make([]string, 0, len(g.dirty))
	for token := range g.dirty {
		out = append(out, token)
	}
	sort.Strings(out)
	clear(g.dirty)
	return out
}

// permille returns the share of a cell that is held, in thousandths.
func (g *grid) permille(token string) int {
	c := g.cells[token]
	return min(1000, max(0, int(float64(c.held/c.area)*1000+0.5)))
}
