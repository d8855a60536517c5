package shapefile

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/salient-project/salient/vector"
)

// seed makes a .shp of one polygon with a hole and a .dbf of its row, by hand.
func seed() (shp, dbf []byte) {
	xy := []float64{0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 1, 1, 2, 1, 2, 2, 1, 1}
	body := binary.LittleEndian.AppendUint32(nil, 5)
	body = append(body, make([]byte, 32)...)
	for _, v := range []uint32{2, 9, 0, 5} { // parts, points, where parts begin
		body = binary.LittleEndian.AppendUint32(body, v)
	}
	for _, v := range xy {
		body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
	}
	shp = make([]byte, headerSize)
	binary.BigEndian.PutUint32(shp, fileCode)
	binary.BigEndian.PutUint32(shp[24:], uint32(headerSize+8+len(body))/2)
	shp = binary.BigEndian.AppendUint32(shp, 1)
	shp = binary.BigEndian.AppendUint32(shp, uint32(len(body)/2))
	shp = append(shp, body...)

	dbf = make([]byte, 32+3*32)
	dbf[4], dbf[8], dbf[10] = 1, byte(len(dbf)+1), 1+4+3+8
	for i, c := range []struct {
		name string
		kind byte
		size byte
	}{{"name", 'C', 4}, {"n", 'N', 3}, {"day", 'D', 8}} {
		field := dbf[32+32*i:]
		copy(field, c.name)
		field[11], field[16] = c.kind, c.size
	}
	return shp, append(dbf, "\r Isle 1220240301\x1a"...)
}

// FuzzShapes wants an answer for any .shp and .dbf, and no more points than the
// bytes can hold.
func FuzzShapes(f *testing.F) {
	shp, dbf := seed()
	f.Add(shp, dbf, "UTF-8")
	f.Add(shp, dbf, "")
	f.Fuzz(func(t *testing.T, shp, dbf []byte, cpg string) {
		rows, err := openTable(dbf, cpg)
		if err != nil {
			return
		}
		b := vector.NewBuilder(vector.WGS84, len(shp)+len(dbf))
		if _, err := readShapes(shp, b, rows); err != nil {
			return
		}
		doc := b.Document()
		if len(doc.Points) > len(shp)/16 {
			t.Fatalf("%d points of %d bytes", len(doc.Points), len(shp))
		}
		for i := range doc.Features {
			for k := range doc.RingsOf(&doc.Features[i]) {
				doc.PointsOf(&doc.RingsOf(&doc.Features[i])[k])
			}
		}
	})
}

func TestSeed(t *testing.T) {
	shp, dbf := seed()
	rows, err := openTable(dbf, "")
	if err != nil {
		t.Fatal(err)
	}
	b := vector.NewBuilder(vector.WGS84, len(shp))
	n, err := readShapes(shp, b, rows)
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	doc := b.Document()
	if len(doc.Rings) != 2 || !doc.Rings[1].Hole || string(doc.Features[0].Properties) != `{"name":"Isle","n":12,"day":"2024-03-01"}` {
		t.Errorf("%+v %s", doc.Rings, doc.Features[0].Properties)
	}
}
