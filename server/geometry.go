package server

import (
	"slices"
	"strconv"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
)

// geometry is where a feature lies.
type geometry interface {
	// appendJSON appends the geometry as GeoJSON.
	appendJSON(b []byte) []byte
	// touches reports whether the geometry shares a point with a box.
	touches(geo.Box) bool
}

// points is a Point, or a MultiPoint of several.
type points []geo.Point

func (p points) touches(b geo.Box) bool { return slices.ContainsFunc(p, b.Contains) }

func (p points) appendJSON(b []byte) []byte {
	if len(p) == 1 {
		return append(appendPoint(append(b, `{"type":"Point","coordinates":`...), p[0]), '}')
	}
	return append(appendLine(append(b, `{"type":"MultiPoint","coordinates":`...), p), '}')
}

// lines is a MultiLineString.
type lines [][]geo.Point

func (l lines) touches(b geo.Box) bool {
	for _, line := range l {
		for i := 1; i < len(line); i++ {
			if crosses(geo.Segment{A: line[i-1], B: line[i]}, b) {
				return true
			}
		}
	}
	return false
}

func (l lines) appendJSON(b []byte) []byte {
	b = append(b, `{"type":"MultiLineString","coordinates":[`...)
	for i, line := range l {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendLine(b, line)
	}
	return append(b, "]}"...)
}

// area is a Polygon or MultiPolygon.
type area geo.MultiPolygon

func (a area) touches(b geo.Box) bool {
	m := geo.MultiPolygon(a)
	if !m.Box().Intersects(b) {
		return false
	}
	return boundaryTouches(m.Segments(nil), b)
}

func (a area) appendJSON(b []byte) []byte {
	return geojson.AppendGeometry(b, geo.MultiPolygon(a))
}

// lazily is a geometry that is made only if it is wanted.
type lazily struct {
	boundary func() []geo.Segment // of an area; nil: see make
	make     func() geometry
}

func (l lazily) touches(b geo.Box) bool {
	if l.boundary != nil {
		return boundaryTouches(l.boundary(), b)
	}
	return l.make().touches(b)
}

func (l lazily) appendJSON(b []byte) []byte { return l.make().appendJSON(b) }

// boundaryTouches reports whether the area inside a boundary shares a point
// with a box: its boundary does, or the box lies inside.
func boundaryTouches(segs []geo.Segment, b geo.Box) bool {
	inside := false
	p := b.Min
	for _, s := range segs {
		if crosses(s, b) {
			return true
		}
		if (s.A.Y > p.Y) != (s.B.Y > p.Y) {
			x := float64(s.A.X) + (float64(p.Y)-float64(s.A.Y))/(float64(s.B.Y)-float64(s.A.Y))*(float64(s.B.X)-float64(s.A.X))
			if x > float64(p.X) {
				inside = !inside
			}
		}
	}
	return inside
}

// crosses reports whether a segment shares a point with a box. Segments that pass
// a corner by less than rounding of doubles, far below the grid, may count.
func crosses(s geo.Segment, b geo.Box) bool {
	if max(s.A.X, s.B.X) < b.Min.X || min(s.A.X, s.B.X) > b.Max.X || max(s.A.Y, s.B.Y) < b.Min.Y || min(s.A.Y, s.B.Y) > b.Max.Y {
		return false
	}
	if b.Contains(s.A) || b.Contains(s.B) {
		return true
	}
	// The line separates the box's corners, or it misses the box.
	dx, dy := int64(s.B.X)-int64(s.A.X), int64(s.B.Y)-int64(s.A.Y)
	var left, right bool
	for _, c := range [4]geo.Point{b.Min, {X: b.Max.X, Y: b.Min.Y}, b.Max, {X: b.Min.X, Y: b.Max.Y}} {

		l := float64(dx)*float64(int64(c.Y)-int64(s.A.Y)) - float64(dy)*float64(int64(c.X)-int64(s.A.X))
		left, right = left || l >= 0, right || l <= 0
	}
	return left && right
}

func appendLine(b []byte, line []geo.Point) []byte {
	b = append(b, '[')
	for i, p := range line {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendPoint(b, p)
	}
	return append(b, ']')
}

func appendPoint(b []byte, p geo.Point) []byte {
	b = strconv.AppendFloat(append(b, '['), p.Lon(), 'f', -1, 64)
	b = strconv.AppendFloat(append(b, ','), p.Lat(), 'f', -1, 64)
	return append(b, ']')
}
