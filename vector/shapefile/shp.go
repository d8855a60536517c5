package shapefile

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
)

const (
	headerSize = 100
	fileCode   = 9994
)

// readShapes reads every shape into b, with the row of the same number, and
// returns how many there are.
func readShapes(data []byte, b *vector.Builder, t *table) (int, error) {
	if len(data) < headerSize {
		return 0, vector.Truncated(len(data), "in the header")
	}
	if code := binary.BigEndian.Uint32(data); code != fileCode {
		return 0, vector.Malformed(0, fmt.Sprintf("file code %d, a shapefile's is %d", code, fileCode))
	}
	words := int64(binary.BigEndian.Uint32(data[24:]))
	if words*2 > int64(len(data)) {
		return 0, vector.Truncated(len(data), fmt.Sprintf("its header promises %d bytes", words*2))
	}
	data = data[:max(words*2, headerSize)]
	n := 0
	for at := headerSize; at < len(data); n++ {
		if at+12 > len(data) {
			return n, vector.Truncated(len(data), "in a record's header")
		}
		length := 2 * int64(binary.BigEndian.Uint32(data[at+4:]))
		if length < 4 || int64(at)+8+length > int64(len(data)) {
			return n, vector.Truncated(at, fmt.Sprintf("a record of %d bytes with %d left", length, len(data)-at-8))
		}
		b.Begin(at)
		if err := t.set(n, b); err != nil {
			return n, err
		}
		if err := readShape(data[at+8:at+8+int(length)], at+8, b); err != nil {
			return n, err
		}
		if err := b.End(); err != nil {
			return n, err
		}
		at += 8 + int(length)
	}
	return n, nil
}

// kinds are the shape types but polygons, with what they are in GeoJSON.
var kinds = map[uint32]geojson.Kind{
	1: geojson.Point, 11: geojson.Point, 21: geojson.Point,
	8: geojson.MultiPoint, 18: geojson.MultiPoint, 28: geojson.MultiPoint,
	3: geojson.MultiLineString, 13: geojson.MultiLineString, 23: geojson.MultiLineString,
}

// readShape reads one record's content, which stands at a byte of the file.
// Points and lines, which are not held, come out without their coordinates.
func readShape(data []byte, at int, b *vector.Builder) error {
	kind := binary.LittleEndian.Uint32(data)
	switch kind {
	case 0:
		return nil // a null shape
	case 5, 15, 25: // Polygon, PolygonZ, PolygonM
	case 31:
		return b.Fail(at, vector.ErrFormat, "a multipatch, where only polygons can be held ground")
	default:
		k, ok := kinds[kind]
		if !ok {
			return b.Fail(at, vector.ErrFormat, fmt.Sprintf("shape type %d is not known", kind))
		}
		b.SetKind(k)
		return nil
	}
	const fixed = 4 + 32 + 8 // type, box, counts
	if len(data) < fixed {
		return b.Fail(at, geojson.ErrTruncated, "in a polygon")
	}
	parts, points := int64(binary.LittleEndian.Uint32(data[36:])), int64(binary.LittleEndian.Uint32(data[40:]))
	if fixed+4*parts+16*points > int64(len(data)) {
		return b.Fail(at, vector.ErrFormat, fmt.Sprintf("%d parts and %d points in a record of %d bytes", parts, points, len(data)))
	}
	if kind != 5 {
		b.Extra(int(points))
	}
	starts, xy := data[fixed:fixed+4*parts], data[fixed+4*parts:]
	var loops []vector.Loop
	all := make([]geo.Point, 0, points)
	for i := range int(parts) {
		from, to := int64(binary.LittleEndian.Uint32(starts[4*i:])), points
		if i+1 < int(parts) {
			to = int64(binary.LittleEndian.Uint32(starts[4*i+4:]))
		}
		if from > to || to > points || from != int64(len(all)) {
			return b.Fail(at+fixed+4*i, vector.ErrFormat, fmt.Sprintf("part %d runs from point %d to %d of %d", i, from, to, points))
		}
		offset := at + fixed + 4*int(parts) + 16*int(from)
		for k := to - 1; k >= from; k-- { // backward: ESRI's outer rings run clockwise
			x := math.Float64frombits(binary.LittleEndian.Uint64(xy[16*k:]))
			y := math.Float64frombits(binary.LittleEndian.Uint64(xy[16*k+8:]))
			p, err := b.Point(x, y)
			if err != nil {
				return b.Fail(at+fixed+4*int(parts)+16*int(k), geojson.ErrRange, err.Error())
			}
			all = append(all, p)
		}
		loops = append(loops, vector.Loop{Offset: offset, Points: all[from:to:to]})
	}
	if !b.AddLoops(loops) {
		return b.Fail(at, vector.ErrFormat, "too many rings to tell which lies in which")
	}
	return nil
}
