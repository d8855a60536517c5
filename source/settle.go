package source

import (
	"math"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
)

// settle moves a point that the coordinate grid does not hold to the nearest
// grid point that keeps the area of its ring to about 0.1 m², at most 24 cm away.
//
// A vertex moved by half a centimeter between neighbors a kilometer apart
// changes the area by square meters, if it moves across the line between them,
// and by nothing if it moves along it. The choice depends on the vertex and its
// two neighbors alone, so that the same line is read the same way every day.
func settle(doc *geojson.Document, f geojson.Fine) {
	prev, next, ok := neighbors(doc, f.Point)
	if !ok {
		return
	}
	ux, uy := float64(next.X)-float64(prev.X), float64(next.Y)-float64(prev.Y)
	best, least, shift := doc.Points[f.Point], math.Inf(1), math.Inf(1)
	for x := math.Floor(f.X) - reach; x <= math.Floor(f.X)+1+reach; x++ {
		for y := math.Floor(f.Y) - reach; y <= math.Floor(f.Y)+1+reach; y++ {
			dx, dy := x-f.X, y-f.Y
			area := max(math.Abs(dx*uy-dy*ux), settled)
			if far := math.Hypot(dx, dy); area < least || area == least && far < shift {
				best, least, shift = geo.Point{X: int32(x), Y: int32(y)}, area, far
			}
		}
	}
	doc.Points[f.Point] = best
}

const (
	reach   = 15   // grid steps looked at beyond the nearest
	settled = 2500 // twice the area, in square units, that is good enough: about 0.1 m²
)

// neighbors returns the points before and after a point in its ring, around the
// ring's closing point.
func neighbors(doc *geojson.Document, point int) (prev, next geo.Point, ok bool) {
	for _, r := range doc.Rings {
		if point < r.Point0 || point >= r.Point1 {
			continue
		}
		if r.Point1-r.Point0 < 4 {
			return prev, next, false
		}
		before, after := point-1, point+1
		if before < r.Point0 {
			before = r.Point1 - 2
		}
		if after >= r.Point1 {
			after = r.Point0 + 1
		}
		return doc.Points[before], doc.Points[after], true
	}
	return prev, next, false
}
