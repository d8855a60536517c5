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

// leafSegments is how few boundary segments a box may hold to be filled cell by
// cell instead of being halved again.
const leafSegments = 64

// start fills the grid from a whole map. Its cost is that of cutting the map in
// halves until few segments are left, not of cells times segments.
func (g *grid) start(boundary []geo.Segment) {
	box := geo.EmptyBox()
	for _, s := range boundary {
		box = box.Add(s.A).Add(s.B)
	}
	if !box.Empty() {
		g.fill(boundary, box)
	}
}

// fill adds the ground of a boundary, all of it inside the box.
func (g *grid) fill(boundary []geo.Segment, box geo.Box) {
	if len(boundary) == 0 {
		return
	}
	width, height := int64(box.Max.X)-int64(box.Min.X), int64(box.Max.Y)-int64(box.Min.Y)
	if len(boundary) > leafSegments && width+height > 4 {
		low, high := box, box
		if width > height {
			low.Max.X = int32(int64(box.Min.X) + width/2)
			high.Min.X = low.Max.X
		} else {
			low.Max.Y = int32(int64(box.Min.Y) + height/2)
			high.Min.Y = low.Max.Y
		}
		g.fill(inside(boundary, low), low)
		g.fill(inside(boundary, high), high)
		return
	}
	for _, id := range cellsIn(box) {
		token, c := g.cell(id)
		if a := shared(boundary, c.ring); a > 0 {
			c.held += a
			g.dirty[token] = true
		}
	}
}

// inside returns the boundary of the ground that a boundary and a box share.
func inside(boundary []geo.Segment, box geo.Box) []geo.Segment {
	edges := make([]geo.Edge, 0, len(boundary)+4)
	for _, s := range boundary {
		edges = append(edges, geo.Edge{Segment: s})
	}
	corners := geo.Ring{box.Min, {X: box.Max.X, Y: box.Min.Y}, box.Max, {X: box.Min.X, Y: box.Max.Y}}
	for _, s := range corners.Segments(nil) {
		edges = append(edges, geo.Edge{Segment: s, Channel: 1})
	}
	return geo.Arrange(edges).Boundary(func(w []int32) bool { return w[0] >= 1 && w[1] >= 1 })
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
