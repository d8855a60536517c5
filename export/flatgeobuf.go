package export

import (
	"encoding/binary"
	"io"
	"math"

	flatbuffers "github.com/google/flatbuffers/go"

	"github.com/salient-project/salient/geo"
)

// FlatGeobuf, version 3: a header and features, each a FlatBuffer with its size
// before it. No spatial index is written (node size 0), which the format
// allows. The numbers are those of its schemas header.fbs and feature.fbs.
const (
	fgbMagic = "fgb\x03fgb\x00"

	fgbPoint, fgbPolygon, fgbMultiPolygon = 1, 3, 6

	headerName, headerEnvelope, headerGeometry, headerColumns         = 0, 1, 2, 7
	headerCount, headerNodeSize, headerCRS, headerTitle, headerDetail = 8, 9, 10, 11, 12
	headerFields                                                      = 14

	columnName, columnType, columnTitle, columnFields = 0, 1, 2, 11
	crsOrg, crsCode, crsFields                        = 0, 1, 6
	geometryEnds, geometryXY, geometryType            = 0, 1, 6
	geometryParts, geometryFields                     = 7, 8
	featureGeometry, featureProperties, featureFields = 0, 1, 3
)

var fgbTypes = map[Type]byte{Boolean: 2, Integer: 7, Number: 10, String: 11, Date: 13}

func writeFlatGeobuf(w io.Writer, t *Table) error {
	if _, err := io.WriteString(w, fgbMagic); err != nil {
		return err
	}
	b := flatbuffers.NewBuilder(1 << 12)
	fgbHeader(b, t)
	if _, err := w.Write(b.FinishedBytes()); err != nil {
		return err
	}
	for _, r := range t.Rows {
		b.Reset()
		fgbFeature(b, t, r)
		if _, err := w.Write(b.FinishedBytes()); err != nil {
			return err
		}
	}
	return nil
}

func fgbHeader(b *flatbuffers.Builder, t *Table) {
	columns := make([]flatbuffers.UOffsetT, len(t.Columns))
	for i, c := range t.Columns {
		name, title := b.CreateString(c.Name), b.CreateString(c.Title)
		b.StartObject(columnFields)
		b.PrependUOffsetTSlot(columnName, name, 0)
		b.PrependByteSlot(columnType, fgbTypes[c.Type], 0)
		b.PrependUOffsetTSlot(columnTitle, title, 0)
		columns[i] = b.EndObject()
	}
	list := offsets(b, columns)
	org := b.CreateString("EPSG")
	b.StartObject(crsFields)
	b.PrependUOffsetTSlot(crsOrg, org, 0)
	b.PrependInt32Slot(crsCode, 4326, 0)
	crs := b.EndObject()
	name, title, detail := b.CreateString(t.Name), b.CreateString(t.Title), b.CreateString(description(t))
	var envelope flatbuffers.UOffsetT
	if box, ok := t.bounds(); ok {
		envelope = doubles(b, box[:])
	}
	b.StartObject(headerFields)
	b.PrependUOffsetTSlot(headerName, name, 0)
	b.PrependUOffsetTSlot(headerEnvelope, envelope, 0)
	b.PrependByteSlot(headerGeometry, map[Shape]byte{Points: fgbPoint, Polygons: fgbMultiPolygon}[t.Shape], 0)
	b.PrependUOffsetTSlot(headerColumns, list, 0)
	b.PrependUint64Slot(headerCount, uint64(len(t.Rows)), 0)
	b.PrependUint16Slot(headerNodeSize, 0, 16)
	b.PrependUOffsetTSlot(headerCRS, crs, 0)
	b.PrependUOffsetTSlot(headerTitle, title, 0)
	b.PrependUOffsetTSlot(headerDetail, detail, 0)
	b.FinishSizePrefixed(b.EndObject())
}

func fgbFeature(b *flatbuffers.Builder, t *Table, r Row) {
	var bytes []byte
	for i, v := range r.Values {
		if v == nil {
			continue
		}
		bytes = binary.LittleEndian.AppendUint16(bytes, uint16(i))
		switch v := v.(type) {
		case float64:
			bytes = binary.LittleEndian.AppendUint64(bytes, math.Float64bits(v))
		case int:
			bytes = binary.LittleEndian.AppendUint64(bytes, uint64(v))
		case bool:
			bytes = append(bytes, map[bool]byte{true: 1}[v])
		default:
			s := text(v)
			bytes = binary.LittleEndian.AppendUint32(bytes, uint32(len(s)))
			bytes = append(bytes, s...)
		}
	}
	var geometry flatbuffers.UOffsetT
	switch t.Shape {
	case Points:
		xy := doubles(b, []float64{r.Point.Lon(), r.Point.Lat()})
		b.StartObject(geometryFields)
		b.PrependUOffsetTSlot(geometryXY, xy, 0)
		b.PrependByteSlot(geometryType, fgbPoint, 0)
		geometry = b.EndObject()
	case Polygons:
		parts := make([]flatbuffers.UOffsetT, len(r.Polygon))
		for i, p := range r.Polygon {
			parts[i] = fgbPart(b, p)
		}
		list := offsets(b, parts)
		b.StartObject(geometryFields)
		b.PrependByteSlot(geometryType, fgbMultiPolygon, 0)
		b.PrependUOffsetTSlot(geometryParts, list, 0)
		geometry = b.EndObject()
	}
	properties := b.CreateByteVector(bytes)
	b.StartObject(featureFields)
	b.PrependUOffsetTSlot(featureGeometry, geometry, 0)
	b.PrependUOffsetTSlot(featureProperties, properties, 0)
	b.FinishSizePrefixed(b.EndObject())
}

// fgbPart writes a polygon: the points of its rings, closed, and where each ends.
func fgbPart(b *flatbuffers.Builder, p geo.Polygon) flatbuffers.UOffsetT {
	var xy []float64
	var ends []uint32
	for _, ring := range p {
		for _, q := range append(ring[:len(ring):len(ring)], ring[0]) {
			xy = append(xy, q.Lon(), q.Lat())
		}
		ends = append(ends, uint32(len(xy)/2))
	}
	points := doubles(b, xy)
	b.StartVector(4, len(ends), 4)
	for i := len(ends) - 1; i >= 0; i-- {
		b.PrependUint32(ends[i])
	}
	stops := b.EndVector(len(ends))
	b.StartObject(geometryFields)
	b.PrependUOffsetTSlot(geometryEnds, stops, 0)
	b.PrependUOffsetTSlot(geometryXY, points, 0)
	b.PrependByteSlot(geometryType, fgbPolygon, 0)
	return b.EndObject()
}

func doubles(b *flatbuffers.Builder, v []float64) flatbuffers.UOffsetT {
	b.StartVector(8, len(v), 8)
	for i := len(v) - 1; i >= 0; i-- {
		b.PrependFloat64(v[i])
	}
	return b.EndVector(len(v))
}

func offsets(b *flatbuffers.Builder, v []flatbuffers.UOffsetT) flatbuffers.UOffsetT {
	b.StartVector(4, len(v), 4)
	for i := len(v) - 1; i >= 0; i-- {
		b.PrependUOffsetT(v[i])
	}
	return b.EndVector(len(v))
}
