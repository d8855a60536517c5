// Package wkb reads well-known binary geometries (OGC 06-103r4, ISO 13249-3):
// little- and big-endian, with or without heights and measures, also in the
// extended form of PostGIS. Start with [Append].
package wkb

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
)

// Geometry types, without heights and measures.
const (
	polygon      = 3
	multiPolygon = 6
)

// kinds are the other types that GeoJSON has too; names are those that it has not.
var kinds = map[uint32]geojson.Kind{
	1: geojson.Point, 2: geojson.LineString, 4: geojson.MultiPoint, 5: geojson.MultiLineString, 7: geojson.GeometryCollection,
}

var names = map[uint32]string{
	8: "CircularString", 9: "CompoundCurve", 10: "CurvePolygon", 11: "MultiCurve", 12: "MultiSurface",
	13: "Curve", 14: "Surface", 15: "PolyhedralSurface", 16: "TIN", 17: "Triangle",
}

// Append gives b's feature the geometry that the bytes hold. Points and lines,
// which are not held, come without their coordinates; curves are an error.
func Append(b *vector.Builder, data []byte) error {
	r := &reader{b: b, data: data}
	kind, err := r.head()
	if err != nil {
		return err
	}
	switch kind {
	case polygon:
		defer b.Areal(false)
		err = r.polygon()
	case multiPolygon:
		defer b.Areal(true)
		err = r.multiPolygon()
	default:
		k, ok := kinds[kind]
		if !ok {
			return r.fail("geometry of type %s, where only polygons can be held ground", name(kind))
		}
		b.SetKind(k)
		return nil
	}
	if err == nil && r.at < len(data) {
		return r.fail("%d bytes after its end", len(data)-r.at)
	}
	return err
}

func name(kind uint32) string {
	if n, ok := names[kind]; ok {
		return n
	}
	return fmt.Sprint(kind)
}

type reader struct {
	b       *vector.Builder
	data    []byte
	at      int
	order   binary.ByteOrder
	numbers int // of a point
}

func (r *reader) fail(format string, args ...any) error {
	return r.b.Fail(-1, vector.ErrFormat, fmt.Sprintf("byte %d of the geometry: ", r.at)+fmt.Sprintf(format, args...))
}

// need fails if fewer than n bytes are left.
func (r *reader) need(n int64) error {
	if int64(len(r.data)-r.at) < n {
		return r.b.Fail(-1, geojson.ErrTruncated, fmt.Sprintf("byte %d of the geometry: %d bytes wanted, %d left", r.at, n, len(r.data)-r.at))
	}
	return nil
}

// head reads byte order and type, and how many numbers a point has.
func (r *reader) head() (uint32, error) {
	if err := r.need(5); err != nil {
		return 0, err
	}
	switch r.data[r.at] {
	case 0:
		r.order = binary.BigEndian
	case 1:
		r.order = binary.LittleEndian
	default:
		return 0, r.fail("byte order %d", r.data[r.at])
	}
	kind := r.order.Uint32(r.data[r.at+1:])
	r.at += 5
	r.numbers = 2
	const z, m, srid = 1 << 31, 1 << 30, 1 << 29 // PostGIS's marks
	if kind&srid != 0 {
		if err := r.need(4); err != nil {
			return 0, err
		}
		r.at += 4
	}
	for _, mark := range [2]uint32{z, m} {
		if kind&mark != 0 {
			r.numbers++
		}
	}
	kind &^= z | m | srid
	if kind/1000 == 3 {
		r.numbers = 4
	} else if kind/1000 > 0 && kind/1000 < 3 {
		r.numbers = 3
	}
	return kind % 1000, nil
}

// count reads how many parts follow, each of at least so many bytes.
func (r *reader) count(least int) (int, error) {
	if err := r.need(4); err != nil {
		return 0, err
	}
	n := int64(r.order.Uint32(r.data[r.at:]))
	r.at += 4
	return int(n), r.need(n * int64(least))
}

func (r *reader) multiPolygon() error {
	n, err := r.count(9)
	for i := 0; i < n && err == nil; i++ {
		var kind uint32
		if kind, err = r.head(); err != nil {
			return err
		}
		if kind != polygon {
			return r.fail("a %s in a MultiPolygon", name(kind))
		}
		err = r.polygon()
	}
	return err
}

func (r *reader) polygon() error {
	r.b.Polygon()
	rings, err := r.count(4)
	if err != nil {
		return err
	}
	for i := range rings {
		points, err := r.count(8 * r.numbers)
		if err != nil {
			return err
		}
		r.b.Ring(-1, i > 0)
		r.b.Extra((r.numbers - 2) * points)
		for range points {
			x := math.Float64frombits(r.order.Uint64(r.data[r.at:]))
			y := math.Float64frombits(r.order.Uint64(r.data[r.at+8:]))
			if err := r.b.Add(x, y); err != nil {
				return err
			}
			r.at += 8 * r.numbers
		}
	}
	return nil
}
