package flatgeobuf

import (
	"testing"

	flatbuffers "github.com/google/flatbuffers/go"
)

// seed is a file of one polygon, put together with the library that the
// format's own writers use.
func seed() []byte {
	b := flatbuffers.NewBuilder(0)
	name := b.CreateString("n")
	b.StartObject(11)
	b.PrependUOffsetTSlot(columnName, name, 0)
	b.PrependByteSlot(columnType, 5, 0)
	column := b.EndObject()
	b.StartVector(4, 1, 4)
	b.PrependUOffsetT(column)
	columns := b.EndVector(1)
	b.StartObject(6)
	b.PrependInt32Slot(crsCode, 4326, 0)
	crs := b.EndObject()
	b.StartObject(14)
	b.PrependByteSlot(headerGeometry, polygonType, 0)
	b.PrependUOffsetTSlot(headerColumns, columns, 0)
	b.PrependUint64Slot(headerCount, 1, 0)
	b.PrependUint16Slot(headerNodeSize, 0, 16)
	b.PrependUOffsetTSlot(headerCRS, crs, 0)
	b.FinishSizePrefixed(b.EndObject())
	out := append([]byte("fgb\x03fgb\x00"), b.FinishedBytes()...)

	b = flatbuffers.NewBuilder(0)
	xy := []float64{1, 2, 3, 2, 3, 4, 1, 2}
	b.StartVector(8, len(xy), 8)
	for i := len(xy) - 1; i >= 0; i-- {
		b.PrependFloat64(xy[i])
	}
	points := b.EndVector(len(xy))
	properties := b.CreateByteVector([]byte{0, 0, 7, 0, 0, 0})
	b.StartObject(8)
	b.PrependUOffsetTSlot(geometryXY, points, 0)
	geometry := b.EndObject()
	b.StartObject(3)
	b.PrependUOffsetTSlot(featureGeometry, geometry, 0)
	b.PrependUOffsetTSlot(featureProperties, properties, 0)
	b.FinishSizePrefixed(b.EndObject())
	return append(out, b.FinishedBytes()...)
}

func TestSeed(t *testing.T) {
	table, err := Read(seed())
	if err != nil {
		t.Fatal(err)
	}
	if d := table.Doc; len(d.Points) != 4 || string(d.Features[0].Properties) != `{"n":7}` {
		t.Errorf("%+v %s", d.Points, d.Features[0].Properties)
	}
}

// FuzzRead wants an answer for any bytes, and no more points than they can hold.
func FuzzRead(f *testing.F) {
	f.Add(seed())
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read(data)
		if err != nil {
			return
		}
		d := table.Doc
		if len(d.Points) > len(data)+64 {
			t.Fatalf("%d points of %d bytes", len(d.Points), len(data))
		}
		for i := range d.Features {
			for k := range d.RingsOf(&d.Features[i]) {
				d.PointsOf(&d.RingsOf(&d.Features[i])[k])
			}
		}
	})
}
