package plane

import (
	"encoding/binary"
	"fmt"
	"math"
)

// ReadWKB reads a geometry in well-known binary (OGC 06-103r4, section 8, and
// PostGIS's extended form): either byte order, with or without SRID, heights
// and measures. It keeps what [ReadWKT] keeps. Memory is bounded by the input.
func ReadWKB(data []byte) (Shapes, error) {
	r := wkbReader{data: data}
	if err := r.geometry(0, 0); err != nil {
		return Shapes{}, err
	}
	if r.at < len(data) {
		return Shapes{}, r.fail("%d bytes after the geometry", len(data)-r.at)
	}
	return r.shapes, nil
}

type wkbReader struct {
	data    []byte
	at      int
	order   binary.ByteOrder
	numbers int // of a point
	shapes  Shapes
}

func (r *wkbReader) fail(format string, args ...any) error {
	return fmt.Errorf("%w: well-known binary, byte %d: "+format, append([]any{ErrSyntax, r.at}, args...)...)
}

// need fails unless n more things of so many bytes each are there.
func (r *wkbReader) need(n uint32, size int) error {
	if left := len(r.data) - r.at; uint64(n)*uint64(size) > uint64(left) {
		return r.fail("%d more bytes, of at least %d that are due", left, uint64(n)*uint64(size))
	}
	return nil
}

func (r *wkbReader) uint32() (uint32, error) {
	if err := r.need(1, 4); err != nil {
		return 0, err
	}
	r.at += 4
	return r.order.Uint32(r.data[r.at-4:]), nil
}

// Types of geometries.
const (
	wkbPoint = iota + 1
	wkbLine
	wkbPolygon
	wkbMultiPoint
	wkbMultiLine
	wkbMultiPolygon
	wkbCollection
)

// Flags of the extended form's types.
const (
	wkbZ    = 0x80000000
	wkbM    = 0x40000000
	wkbSRID = 0x20000000
)

// head reads the byte order and the type.
func (r *wkbReader) head() (kind uint32, err error) {
	if err := r.need(1, 5); err != nil {
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
	r.at++
	kind, _ = r.uint32()
	r.numbers = 2
	if kind&wkbZ != 0 {
		r.numbers++
	}
	if kind&wkbM != 0 {
		r.numbers++
	}
	if kind&wkbSRID != 0 {
		if _, err := r.uint32(); err != nil {
			return 0, err
		}
	}
	kind &^= wkbZ | wkbM | wkbSRID
	switch kind / 1000 {
	case 1, 2:
		r.numbers++
	case 3:
		r.numbers += 2
	}
	if kind >= 4000 || r.numbers > 4 {
		return 0, r.fail("type %d", kind)
	}
	return kind % 1000, nil
}

// geometry reads one, which must be of a kind if that is not 0.
func (r *wkbReader) geometry(must uint32, depth int) error {
	at := r.at
	kind, err := r.head()
	if err != nil {
		return err
	}
	switch {
	case kind < wkbPoint || kind > 17:
		r.at = at
		return r.fail("type %d", kind)
	case kind > wkbCollection:
		return fmt.Errorf("%w: well-known binary, byte %d: type %d", ErrKind, at, kind)
	case must != 0 && kind != must:
		r.at = at
		return r.fail("type %d where type %d is due", kind, must)
	}
	switch kind {
	case wkbPoint:
		p, err := r.points(1)
		if err == nil && !math.IsNaN(p[0][0]) { // NaN: an empty point
			r.shapes.Points++
		}
		return err
	case wkbLine:
		p, err := r.ring()
		if len(p) > 0 {
			r.shapes.Lines++
		}
		return err
	case wkbPolygon:
		return r.polygon()
	}
	if depth++; depth > maxDepth {
		return r.fail("collections too deep in others")
	}
	n, err := r.uint32()
	if err == nil {
		err = r.need(n, 9) // a byte order, a type, a number
	}
	element := map[uint32]uint32{wkbMultiPoint: wkbPoint, wkbMultiLine: wkbLine, wkbMultiPolygon: wkbPolygon}[kind]
	for ; n > 0 && err == nil; n-- {
		err = r.geometry(element, depth)
	}
	return err
}

func (r *wkbReader) polygon() error {
	n, err := r.uint32()
	if err == nil {
		err = r.need(n, 4)
	}
	var p Polygon
	for ; n > 0 && err == nil; n-- {
		var ring Ring
		ring, err = r.ring()
		p = append(p, ring)
	}
	r.shapes.add(p)
	return err
}

func (r *wkbReader) ring() (Ring, error) {
	n, err := r.uint32()
	if err != nil {
		return nil, err
	}
	return r.points(n)
}

func (r *wkbReader) points(n uint32) (Ring, error) {
	if err := r.need(n, 8*r.numbers); err != nil {
		return nil, err
	}
	out := make(Ring, n)
	for i := range out {
		for k := range 2 {
			out[i][k] = math.Float64frombits(r.order.Uint64(r.data[r.at+8*k:]))
		}
		r.at += 8 * r.numbers
	}
	return out, nil
}
