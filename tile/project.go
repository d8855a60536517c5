package tile

import (
	"math"

	"github.com/salient-project/salient/geo"
)

// vertex is a position in units of a zoom's whole world: x to the east, y to
// the south, as in tiles. At MaxZoom the world is 2^26 units wide.
type vertex struct{ x, y int32 }

// window is a rectangle, its edges included.
type window struct{ minX, minY, maxX, maxY int32 }

func emptyWindow() window {
	return window{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
}

func (w window) add(v vertex) window {
	return window{min(w.minX, v.x), min(w.minY, v.y), max(w.maxX, v.x), max(w.maxY, v.y)}
}

func (w window) meets(o window) bool {
	return w.minX <= o.maxX && o.minX <= w.maxX && w.minY <= o.maxY && o.minY <= w.maxY
}

func (w window) holds(v vertex) bool {
	return w.minX <= v.x && v.x <= w.maxX && w.minY <= v.y && v.y <= w.maxY
}

// within reports whether w lies wholly in o.
func (w window) within(o window) bool {
	return o.minX <= w.minX && w.maxX <= o.maxX && o.minY <= w.minY && w.maxY <= o.maxY
}

// maxLat is where web mercator's square world ends, in degrees.
const maxLat = 85.05112877980659

// project returns a point in web mercator (EPSG:3857), in units of the zoom.
// Latitudes beyond 85.05 degrees fall on the edge.
func project(p geo.Point, z int) vertex {
	size := float64(int64(Extent) << z)
	lat := min(max(p.Lat(), -maxLat), maxLat) * math.Pi / 180
	x := (p.Lon() + 180) / 360
	y := (1 - math.Asinh(math.Tan(lat))/math.Pi) / 2
	return vertex{int32(math.Round(x * size)), int32(math.Round(y * size))}
}

// Cover returns the columns and rows of the tiles of a zoom that a box meets,
// ends included, without regard to buffers.
func Cover(b geo.Box, z int) (minX, minY, maxX, maxY int) {
	nw, se := project(geo.Point{X: b.Min.X, Y: b.Max.Y}, z), project(geo.Point{X: b.Max.X, Y: b.Min.Y}, z)
	last := 1<<z - 1
	at := func(v int32) int { return min(max(int(v)/Extent, 0), last) }
	return at(nw.x), at(nw.y), at(se.x), at(se.y)
}
