// Package geo holds fixed-point geometry on the WGS 84 ellipsoid: points,
// segments, rings, geodesic area, distance and bearing, and the winding overlay.
//
// Coordinates are degrees times 1e7 in 32-bit integers, longitude first, a grid
// of 11 mm at the equator. Start with [Pt] for a point, [MultiPolygon.Area] for
// an area, and [Overlay] for polygons from a set of directed segments. [Boundary]
// unites overlapping polygons, [ChangeOf] finds ground gained and lost,
// [Arrange] overlays a map and regions at once, and [Validate] checks.
//
// The overlay rounds crossings to the grid by iterated snap rounding: no edge of
// a result is off by more than a unit or so, edges meet at their ends only, and
// no tolerance is asked for. Areas are conserved all the same: an edge keeps the
// geodesic area of the parts of input segments that it stands for. See
// docs/method-overlay.md.
package geo

import (
	"fmt"
	"math"
)

// E7 is the number of coordinate units in a degree.
const E7 = 10_000_000

// SquareMeters is a geodesic area on WGS 84. It is signed where a docstring
// says so: positive where the ring runs counterclockwise.
type SquareMeters float64

// Km2 returns the area in square kilometers.
func (a SquareMeters) Km2() float64 { return float64(a) / 1e6 }

// Meters is a geodesic length on WGS 84.
type Meters float64

// Km returns the length in kilometers.
func (m Meters) Km() float64 { return float64(m) / 1e3 }

// Point is a position: X is longitude and Y latitude, in units of 1e-7 degree.
type Point struct{ X, Y int32 }

// Pt returns the grid point nearest to a longitude and latitude in degrees.
// Both must be finite, |lon| ≤ 180 and |lat| ≤ 90.
func Pt(lon, lat float64) Point {
	return Point{int32(math.RoundToEven(lon * E7)), int32(math.RoundToEven(lat * E7))}
}

// Lon returns the longitude in degrees.
func (p Point) Lon() float64 { return float64(p.X) / E7 }

// Lat returns the latitude in degrees.
func (p Point) Lat() float64 { return float64(p.Y) / E7 }

// String prints longitude, then latitude, in degrees.
func (p Point) String() string { return fmt.Sprintf("%.7f,%.7f", p.Lon(), p.Lat()) }

// Less orders points by longitude, then latitude.
func (p Point) Less(q Point) bool { return p.X < q.X || p.X == q.X && p.Y < q.Y }

// Segment is a directed boundary edge from A to B. On a boundary of held
// ground, the held side is on its left.
type Segment struct{ A, B Point }

// Reverse returns the segment from B to A.
func (s Segment) Reverse() Segment { return Segment{s.B, s.A} }

// Less orders segments by A, then B.
func (s Segment) Less(t Segment) bool { return s.A.Less(t.A) || s.A == t.A && s.B.Less(t.B) }

// Ring is a closed chain of at least three points; the closing point is not
// repeated.
type Ring []Point

// Polygon is an outer ring, counterclockwise, and its holes, clockwise
// (RFC 7946, section 3.1.6).
type Polygon []Ring

// MultiPolygon is a set of polygons with disjoint interiors.
type MultiPolygon []Polygon

// Segments appends the ring's edges to dst and returns it.
func (r Ring) Segments(dst []Segment) []Segment {
	if len(r) < 2 {
		return dst
	}
	prev := r[len(r)-1]
	for _, p := range r {
		if p != prev {
			dst = append(dst, Segment{prev, p})
		}
		prev = p
	}
	return dst
}

// Segments appends the edges of every ring to dst and returns it.
func (m MultiPolygon) Segments(dst []Segment) []Segment {
	for _, p := range m {
		for _, r := range p {
			dst = r.Segments(dst)
		}
	}
	return dst
}

// Box is an axis-aligned rectangle in coordinate units, edges included. The
// zero Box is the point 0,0; start from [EmptyBox] when growing one.
type Box struct{ Min, Max Point }

// EmptyBox returns a box that contains nothing.
func EmptyBox() Box {
	return Box{Point{math.MaxInt32, math.MaxInt32}, Point{math.MinInt32, math.MinInt32}}
}

// Empty reports whether b contains no point.
func (b Box) Empty() bool { return b.Min.X > b.Max.X || b.Min.Y > b.Max.Y }

// Add returns the smallest box around b and p.
func (b Box) Add(p Point) Box {
	return Box{
		Point{min(b.Min.X, p.X), min(b.Min.Y, p.Y)},
		Point{max(b.Max.X, p.X), max(b.Max.Y, p.Y)},
	}
}

// Union returns the smallest box around b and c.
func (b Box) Union(c Box) Box {
	if c.Empty() {
		return b
	}
	return b.Add(c.Min).Add(c.Max)
}

// Intersects reports whether b and c share a point.
func (b Box) Intersects(c Box) bool {
	return b.Min.X <= c.Max.X && c.Min.X <= b.Max.X && b.Min.Y <= c.Max.Y && c.Min.Y <= b.Max.Y
}

// Contains reports whether p lies in b or on its edge.
func (b Box) Contains(p Point) bool {
	return b.Min.X <= p.X && p.X <= b.Max.X && b.Min.Y <= p.Y && p.Y <= b.Max.Y
}

// Box returns the box around the ring.
func (r Ring) Box() Box {
	b := EmptyBox()
	for _, p := range r {
		b = b.Add(p)
	}
	return b
}

// Box returns the box around the outer rings.
func (m MultiPolygon) Box() Box {
	b := EmptyBox()
	for _, p := range m {
		if len(p) > 0 {
			b = b.Union(p[0].Box())
		}
	}
	return b
}
