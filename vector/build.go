package vector

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
)

// Builder puts a table's features together, in order: Begin, its properties and
// rings, End. Coordinates are rounded to the grid, half to even.
type Builder struct {
	doc      geojson.Document
	crs      CRS
	feature  geojson.Feature
	props    []byte
	polygons int

	// What the input can still pay for: an input may say in many places where
	// the same bytes lie, and would come out larger than memory.
	points, rings, text int
}

// NewBuilder starts a table whose coordinates are in a reference system, read
// from an input of so many bytes. What comes out is bounded by a multiple of it.
func NewBuilder(crs CRS, size int) *Builder {
	return &Builder{crs: crs, points: size/2 + 64, rings: size/4 + 64, text: 64*size + 1<<20}
}

// Begin starts a feature that stands at a byte of the input; -1 where bytes say
// nothing, as in a database.
func (b *Builder) Begin(offset int) {
	b.feature = geojson.Feature{Offset: offset, Ring0: len(b.doc.Rings)}
	b.props, b.polygons = b.props[:0], 0
}

// End closes the feature. It fails if the input is too short for what was added.
func (b *Builder) End() error {
	f := &b.feature
	f.Ring1 = len(b.doc.Rings)
	if len(b.props) > 0 {
		f.Properties = append(append(make(geojson.Properties, 0, len(b.props)+1), b.props...), '}')
		b.text -= len(f.Properties)
	}
	if b.text < 0 || b.points < 0 || b.rings < 0 {
		return b.Fail(-1, ErrFormat, "it comes to far more than its bytes can hold")
	}
	b.doc.Features = append(b.doc.Features, *f)
	return nil
}

// Document returns what was built.
func (b *Builder) Document() *geojson.Document { return &b.doc }

// SetKind says what geometry the feature has; without it there is none.
func (b *Builder) SetKind(k geojson.Kind) { b.feature.Kind = k }

// Polygon starts a polygon of the feature: the rings that follow are its outer
// ring and its holes.
func (b *Builder) Polygon() { b.polygons++ }

// Areal sets the feature's kind by the polygons that it has got: MultiPolygon
// if several, or if it is one by its own account.
func (b *Builder) Areal(multi bool) {
	b.feature.Kind = geojson.Polygon
	if multi || b.polygons != 1 {
		b.feature.Kind = geojson.MultiPolygon
	}
}

// Ring starts a ring of the polygon begun last, at a byte of the input.
func (b *Builder) Ring(offset int, hole bool) {
	at := len(b.doc.Points)
	if b.rings--; b.rings < 0 {
		return // End fails
	}
	b.doc.Rings = append(b.doc.Rings, geojson.Ring{
		Offset: offset, Polygon: max(b.polygons-1, 0), Hole: hole, Kind: geojson.Polygon, Point0: at, Point1: at,
	})
}

// Add appends a point to the ring begun last: x is longitude or easting, y
// latitude or northing. It fails for coordinates that are no place on earth.
func (b *Builder) Add(x, y float64) error {
	p, err := b.crs.Point(x, y)
	if err != nil {
		return b.Fail(-1, geojson.ErrRange, err.Error())
	}
	if b.points--; b.points < 0 || b.rings < 0 {
		return b.Fail(-1, ErrFormat, "more points or rings than its bytes can hold")
	}
	b.doc.Points = append(b.doc.Points, p)
	b.doc.Rings[len(b.doc.Rings)-1].Point1++
	return nil
}

// AddRing appends a ring of points that are on the grid already.
func (b *Builder) AddRing(offset int, hole bool, points []geo.Point) {
	b.Ring(offset, hole)
	if b.points -= len(points); b.points < 0 || b.rings < 0 {
		return // End fails
	}
	b.doc.Points = append(b.doc.Points, points...)
	b.doc.Rings[len(b.doc.Rings)-1].Point1 += len(points)
}

// Extra counts numbers beyond longitude and latitude that were dropped.
func (b *Builder) Extra(n int) { b.doc.Extra += n }

// Set gives the feature a property: a string, a float64, an int64, a bool or
// nil. Not-a-number and infinities become null, as JSON has none.
func (b *Builder) Set(name string, value any) {
	if len(b.props) > b.text {
		return // End fails
	}
	b.key(name)
	switch v := value.(type) {
	case nil:
		b.props = append(b.props, "null"...)
	case bool:
		b.props = strconv.AppendBool(b.props, v)
	case int64:
		b.props = strconv.AppendInt(b.props, v, 10)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			b.props = append(b.props, "null"...)
		} else {
			b.props = strconv.AppendFloat(b.props, v, 'g', -1, 64)
		}
	default:
		b.props = appendString(b.props, fmt.Sprint(v))
	}
}

func (b *Builder) key(name string) {
	if len(b.props) == 0 {
		b.props = append(b.props, '{')
	} else {
		b.props = append(b.props, ',')
	}
	b.props = append(appendString(b.props, name), ':')
}

func appendString(to []byte, s string) []byte {
	text, err := json.Marshal(s)
	if err != nil { // a string always can be
		return append(to, `""`...)
	}
	return append(to, text...)
}

// Fail returns an error in the feature and ring begun last. Without an offset
// (-1) the place is that of the ring, or of the feature.
func (b *Builder) Fail(offset int, cause error, detail string) error {
	e := &geojson.Error{Offset: offset, Feature: len(b.doc.Features), Ring: -1, Detail: detail, Cause: cause}
	if n := len(b.doc.Rings); n > b.feature.Ring0 {
		e.Ring = n - 1 - b.feature.Ring0
		if offset < 0 {
			e.Offset = b.doc.Rings[n-1].Offset
		}
	} else if offset < 0 {
		e.Offset = b.feature.Offset
	}
	return e
}

// Point returns the grid point of coordinates in the table's reference system.
func (b *Builder) Point(x, y float64) (geo.Point, error) { return b.crs.Point(x, y) }
