// Package flatgeobuf reads FlatGeobuf files, version 3. Start with [Read].
//
// A file is a header, an optional spatial index, which is skipped, and features;
// header and features are FlatBuffers with their size before them. Field numbers
// are those of the format's header.fbs and feature.fbs (flatgeobuf.org).
package flatgeobuf

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
)

// Is reports whether bytes begin as a FlatGeobuf file of this version does.
func Is(head []byte) bool {
	return len(head) >= 8 && string(head[:4]) == "fgb\x03" && string(head[4:7]) == "fgb"
}

// Fields of the header, by number.
const (
	headerName, headerGeometry, headerColumns  = 0, 2, 7
	headerCount, headerNodeSize, headerCRS     = 8, 9, 10
	columnName, columnType                     = 0, 1
	crsOrg, crsCode, crsName, crsWKT           = 0, 1, 2, 4
	featureGeometry, featureProperties         = 0, 1
	geometryEnds, geometryXY, geometryZ        = 0, 1, 2
	geometryType, geometryParts                = 6, 7
	unknownType, polygonType, multiPolygonType = 0, 3, 6
)

// kinds are the geometry types but polygons that GeoJSON has too.
var kinds = map[byte]geojson.Kind{
	1: geojson.Point, 2: geojson.LineString, 4: geojson.MultiPoint, 5: geojson.MultiLineString, 7: geojson.GeometryCollection,
}

// Read reads a file. Points and lines, which are not held, come out without
// their coordinates. Errors name the feature and the byte.
func Read(data []byte) (vector.Table, error) {
	if !Is(data) {
		return vector.Table{}, vector.Malformed(0, "not a FlatGeobuf file of version 3")
	}
	r := &reader{data: data}
	head, at, err := r.sized(8)
	if err != nil {
		return vector.Table{}, err
	}
	h, ok := root(head)
	if !ok {
		return vector.Table{}, vector.Malformed(8, "the header is no FlatBuffer")
	}
	crs, err := r.header(h)
	if err != nil {
		return vector.Table{}, err
	}
	if at, err = r.skipIndex(h, at); err != nil {
		return vector.Table{}, err
	}
	r.b = vector.NewBuilder(crs, len(data))
	count := 0
	for ; at < len(data); count++ {
		f, end, err := r.sized(at)
		if err != nil {
			return vector.Table{}, err
		}
		if err := r.feature(f, at); err != nil {
			return vector.Table{}, err
		}
		at = end
	}
	if n := h.uint64(headerCount, 0); n != 0 && n != uint64(count) {
		return vector.Table{}, vector.Truncated(len(data), fmt.Sprintf("%d features of %d", count, n))
	}
	return vector.Table{Name: h.string(headerName), Doc: r.b.Document()}, nil
}

type reader struct {
	data     []byte
	b        *vector.Builder
	geometry byte // of every feature; 0: each says
	columns  []column
}

type column struct {
	name string
	kind byte
}

// sized returns the FlatBuffer at a byte, and the byte behind it.
func (r *reader) sized(at int) ([]byte, int, error) {
	if at+4 > len(r.data) {
		return nil, 0, vector.Truncated(len(r.data), "before a size")
	}
	n := int64(binary.LittleEndian.Uint32(r.data[at:]))
	if int64(at)+4+n > int64(len(r.data)) {
		return nil, 0, vector.Truncated(at, fmt.Sprintf("%d bytes wanted, %d left", n, len(r.data)-at-4))
	}
	end := at + 4 + int(n)
	return r.data[at+4 : end], end, nil
}

// header reads the columns and the reference system.
func (r *reader) header(h table) (vector.CRS, error) {
	r.geometry = h.byte(headerGeometry)
	n, _ := h.vector(headerColumns, 4)
	for i := range n {
		c, ok := h.element(headerColumns, i)
		if !ok {
			return 0, vector.Malformed(8, fmt.Sprintf("column %d", i))
		}
		r.columns = append(r.columns, column{c.string(columnName), c.byte(columnType)})
	}
	c, ok := h.table(headerCRS)
	if !ok {
		return 0, fmt.Errorf("%w: the header names none", vector.ErrCRS)
	}
	if code := int(int32(c.uint32(crsCode))); code != 0 && (c.string(crsOrg) == "" || c.string(crsOrg) == "EPSG") {
		return vector.EPSG(code)
	}
	if text := c.string(crsWKT); text != "" {
		return vector.WKT(text)
	}
	return 0, fmt.Errorf("%w: %q", vector.ErrCRS, c.string(crsName))
}

// skipIndex returns the byte behind the packed R-tree: a node of 40 bytes for
// each feature, and for each so many nodes of the level below, up to one. There
// is a root also above a single feature.
func (r *reader) skipIndex(h table, at int) (int, error) {
	size, n := uint64(h.uint16(headerNodeSize, 16)), h.uint64(headerCount, 0)
	if size == 0 || n == 0 {
		return at, nil
	}
	if size < 2 || n > uint64(len(r.data)) {
		return 0, vector.Malformed(8, fmt.Sprintf("an index of %d features in nodes of %d", n, size))
	}
	nodes := n
	for level := n; ; {
		level = (level + size - 1) / size
		nodes += level
		if level <= 1 {
			break
		}
	}
	if 40*nodes > uint64(len(r.data)-at) {
		return 0, vector.Truncated(len(r.data), "in the index")
	}
	return at + int(40*nodes), nil
}

func (r *reader) feature(data []byte, at int) error {
	r.b.Begin(at)
	f, ok := root(data)
	if !ok {
		return r.b.Fail(at, vector.ErrFormat, "no FlatBuffer")
	}
	if err := r.properties(f, at); err != nil {
		return err
	}
	g, ok := f.table(featureGeometry)
	if ok {
		if err := r.areal(g, at); err != nil {
			return err
		}
	}
	return r.b.End()
}

// areal reads a geometry that covers ground, or notes that it is another.
func (r *reader) areal(g table, at int) error {
	kind := g.byte(geometryType)
	if kind == unknownType {
		kind = r.geometry
	}
	switch kind {
	case unknownType:
		return nil
	case polygonType:
		defer r.b.Areal(false)
		return r.polygon(g, at)
	case multiPolygonType:
		n, ok := g.vector(geometryParts, 4)
		if !ok && n > 0 {
			return r.b.Fail(at, vector.ErrFormat, "the parts lie outside the feature")
		}
		for i := range n {
			p, ok := g.element(geometryParts, i)
			if !ok {
				return r.b.Fail(at, vector.ErrFormat, fmt.Sprintf("part %d lies outside the feature", i))
			}
			if err := r.polygon(p, at); err != nil {
				return err
			}
		}
		r.b.Areal(true)
		return nil
	}
	k, ok := kinds[kind]
	if !ok {
		return r.b.Fail(at, vector.ErrFormat, fmt.Sprintf("geometry type %d, where only polygons can be held ground", kind))
	}
	r.b.SetKind(k)
	return nil
}

// polygon reads the rings of one polygon: points one after another, and where
// each ring ends, in points; without ends there is one ring.
func (r *reader) polygon(g table, at int) error {
	n, ok := g.vector(geometryXY, 8)
	if !ok || n%2 != 0 {
		return r.b.Fail(at, vector.ErrFormat, "the points lie outside the feature")
	}
	points := n / 2
	rings, ok := g.vector(geometryEnds, 4)
	if !ok {
		return r.b.Fail(at, vector.ErrFormat, "the rings' ends lie outside the feature")
	}
	if z, ok := g.vector(geometryZ, 8); ok {
		r.b.Extra(z)
	}
	r.b.Polygon()
	from := 0
	for i := range max(rings, 1) {
		to := points
		if rings > 0 {
			to = int(binary.LittleEndian.Uint32(g.at(geometryEnds, 4*i)))
		}
		if to < from || to > points {
			return r.b.Fail(at, vector.ErrFormat, fmt.Sprintf("ring %d runs from point %d to %d of %d", i, from, to, points))
		}
		r.b.Ring(at, i > 0)
		for ; from < to; from++ {
			xy := g.at(geometryXY, 16*from)
			x := math.Float64frombits(binary.LittleEndian.Uint64(xy))
			y := math.Float64frombits(binary.LittleEndian.Uint64(xy[8:]))
			if err := r.b.Add(x, y); err != nil {
				return err
			}
		}
	}
	return nil
}
