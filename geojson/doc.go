// Package geojson scans GeoJSON (RFC 7946) in one pass over its bytes.
//
// Start with [Parser.Parse], or [Parser.ParseSequence] for one feature a line.
// Coordinates go straight from decimal digits to the fixed-point grid of package
// geo, correctly rounded, without reflection and without building a tree;
// features, rings and points land in flat slices that the next call reuses. What
// encoding/json rejects is rejected here too, with the byte offset and the
// feature and ring around it.
//
// The scanner judges syntax only. Whether rings are closed, oriented or simple
// is for the reader of a source to decide.
package geojson

import "github.com/salient-project/salient/geo"

// Kind is the type of a feature's geometry.
type Kind uint8

// The geometry types of RFC 7946, section 1.4. None is a null geometry.
const (
	None Kind = iota
	Point
	MultiPoint
	LineString
	MultiLineString
	Polygon
	MultiPolygon
	GeometryCollection
)

var kindNames = [...]string{
	"null", "Point", "MultiPoint", "LineString", "MultiLineString",
	"Polygon", "MultiPolygon", "GeometryCollection",
}

// String returns the name that RFC 7946 gives the type, or null.
func (k Kind) String() string { return kindNames[k] }

// Areal reports whether the geometry covers ground: Polygon or MultiPolygon.
func (k Kind) Areal() bool { return k == Polygon || k == MultiPolygon }

// Document is a scanned FeatureCollection, or a Feature or bare geometry as a
// collection of one.
type Document struct {
	CRS      string      // name in the crs member of GeoJSON 2008; empty: WGS 84
	More     bool        // the server has more features: exceededTransferLimit
	Features []Feature   //
	Rings    []Ring      // of all features, in file order
	Points   []geo.Point // of all rings, in file order
	Extra    int         // numbers beyond longitude and latitude, dropped
	Members  []Member    // members that the parser was asked to keep
	Fine     []Fine      // points that the grid does not hold, if asked for
}

// Fine is a point as written, with more digits than the coordinate grid holds.
type Fine struct {
	Point int     // its index in Document.Points
	X, Y  float64 // longitude and latitude in units of 1e-7 degree
}

// Feature is one feature of a document.
type Feature struct {
	Offset     int        // of its opening brace, in bytes from the file's start
	Kind       Kind       // None for a null geometry
	Properties Properties // raw object; nil when absent or null
	Ring0      int        // its rings are Document.Rings[Ring0:Ring1]
	Ring1      int
}

// Ring is a chain of points in a feature: a polygon's ring as written, with its
// closing point; the line of a line string; the points of Point or MultiPoint.
type Ring struct {
	Offset  int  // of its opening bracket, in bytes from the file's start
	Polygon int  // number of its polygon or line within the feature, from 0
	Hole    bool // not the polygon's first ring
	Kind    Kind // of its own geometry; never GeometryCollection
	Point0  int  // its points are Document.Points[Point0:Point1]
	Point1  int
}

// Member is a top-level member kept as it stands.
type Member struct {
	Name  string
	Value []byte // raw JSON, valid as long as the parsed bytes are
}

// Areal reports whether all of a feature covers ground: a Polygon, a MultiPolygon
// or a collection of nothing else.
func (d *Document) Areal(f *Feature) bool {
	if f.Kind != GeometryCollection {
		return f.Kind.Areal()
	}
	for _, r := range d.RingsOf(f) {
		if !r.Kind.Areal() {
			return false
		}
	}
	return f.Ring1 > f.Ring0
}

// Empty reports whether a feature has no geometry, or a collection of none.
func (d *Document) Empty(f *Feature) bool {
	return f.Kind == None || f.Kind == GeometryCollection && f.Ring1 == f.Ring0
}

// RingsOf returns a feature's rings.
func (d *Document) RingsOf(f *Feature) []Ring { return d.Rings[f.Ring0:f.Ring1] }

// PointsOf returns a ring's points, valid until the parser's next call.
func (d *Document) PointsOf(r *Ring) []geo.Point { return d.Points[r.Point0:r.Point1] }

// Member returns the raw value of a kept top-level member, or nil.
func (d *Document) Member(name string) []byte {
	for _, m := range d.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}
