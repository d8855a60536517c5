package gazetteer

import (
	"fmt"
	"math"

	"github.com/salient-project/salient/geo"
)

// Where says where a point or a patch lies.
type Where struct {
	Point      geo.Point // what was asked, or the patch's centroid
	Region     *Region   // nil: in no region
	Outside    string    // names the ground when Region is nil
	Reference  Relation  // to the nearest place that readers know
	Town       Relation  // to the nearest town
	Settlement Relation  // to the nearest settlement of any size
	Nearest    geo.Meters
	Farthest   geo.Meters // of the patch's edge from the reference place; equal for a point
}

// Where describes a point.
func (g *Gazetteer) Where(p geo.Point) Where {
	w := Where{Point: p, Region: g.RegionAt(p)}
	if w.Region == nil {
		w.Outside = g.OutsideAt(p)
	}
	w.Reference, _ = g.Nearest(p, Reference)
	w.Town, _ = g.Nearest(p, Town)
	w.Settlement, _ = g.Nearest(p, AnySettlement)
	w.Nearest, w.Farthest = w.Reference.Distance, w.Reference.Distance
	return w
}

// Describe describes a patch by its centroid, and gives the distances of its
// nearest and farthest point from the reference place; the nearest is 0 where
// the patch holds the place. ok is false for a patch without area.
func (g *Gazetteer) Describe(m geo.MultiPolygon) (w Where, ok bool) {
	c, ok := Centroid(m)
	if !ok {
		return Where{}, false
	}
	w = g.Where(c)
	w.Nearest, w.Farthest = Span(m, w.Reference.Place.Point)
	return w, true
}

// RegionName returns the region's full name, or what names the ground outside.
func (w Where) RegionName() string {
	if w.Region != nil {
		return w.Region.FullName
	}
	return w.Outside
}

// String says it in one phrase, as "78 km east of Zaporizhzhia, near
// Huliaipole". The town is left out where it is the reference place itself.
func (w Where) String() string {
	s := w.Reference.String()
	if t := w.Town; t.Place.Name != "" && t.Place.ID != w.Reference.Place.ID && t.Distance < nearTown {
		s += fmt.Sprintf(", near %s", t.Place.Name)
	}
	return s
}

// nearTown is how far a town may lie for ground to be near it.
const nearTown = 15_000 // meters

// Centroid returns the area's center of mass, with degrees of longitude scaled
// by the cosine of the middle latitude: within about 0.1 % of the patch's size
// of the true one for patches under 100 km across. It may lie outside a
// crescent. ok is false when the patch has no area.
func Centroid(m geo.MultiPolygon) (c geo.Point, ok bool) {
	// Moments about the box's corner keep the products small and exact enough;
	// the scale of longitude cancels out.
	box := m.Box()
	var area, mx, my float64
	for _, s := range m.Segments(nil) {
		ax, ay := float64(int64(s.A.X)-int64(box.Min.X)), float64(int64(s.A.Y)-int64(box.Min.Y))
		bx, by := float64(int64(s.B.X)-int64(box.Min.X)), float64(int64(s.B.Y)-int64(box.Min.Y))
		cross := ax*by - bx*ay
		area += cross
		mx += (ax + bx) * cross
		my += (ay + by) * cross
	}
	if area == 0 {
		return geo.Point{}, false
	}
	x, y := mx/(3*area), my/(3*area)
	if math.IsNaN(x) || math.IsNaN(y) {
		return geo.Point{}, false
	}
	return geo.Point{
		X: clamp(int64(math.Round(x)) + int64(box.Min.X)),
		Y: clamp(int64(math.Round(y)) + int64(box.Min.Y)),
	}, true
}

// Span returns the distances of the patch's nearest and farthest point from p;
// the nearest is 0 where the patch holds p. Edges are taken as straight in a
// plane about p, which is off by under 0.1 % for edges under 50 km.
func Span(m geo.MultiPolygon, p geo.Point) (nearest, farthest geo.Meters) {
	segs := m.Segments(nil)
	if len(segs) == 0 {
		return 0, 0
	}
	cos := math.Cos(p.Lat() * math.Pi / 180)
	flat := func(q geo.Point) (x, y float64) {
		return float64(int64(q.X)-int64(p.X)) * cos, float64(int64(q.Y) - int64(p.Y))
	}
	least := math.Inf(1)
	var foot geo.Point
	for _, s := range segs {
		d, _ := geo.Distance(p, s.A)
		farthest = max(farthest, d)
		ax, ay := flat(s.A)
		bx, by := flat(s.B)
		dx, dy := bx-ax, by-ay
		t := max(0, min(1, -(ax*dx+ay*dy)/(dx*dx+dy*dy)))
		x, y := ax+t*dx, ay+t*dy
		if d2 := x*x + y*y; d2 < least {
			least = d2
			foot = geo.Point{
				X: clamp(int64(s.A.X) + int64(math.Round(t*float64(int64(s.B.X)-int64(s.A.X))))),
				Y: clamp(int64(s.A.Y) + int64(math.Round(t*float64(int64(s.B.Y)-int64(s.A.Y))))),
			}
		}
	}
	if b := newBands(segs); b.contains(p) {
		return 0, farthest
	}
	nearest, _ = geo.Distance(p, foot)
	return nearest, max(nearest, farthest)
}
