package wkb_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
	"github.com/salient-project/salient/vector/wkb"
)

func read(data []byte) (*geojson.Document, error) {
	b := vector.NewBuilder(vector.WGS84, len(data))
	b.Begin(-1)
	if err := wkb.Append(b, data); err != nil {
		return nil, err
	}
	if err := b.End(); err != nil {
		return nil, err
	}
	return b.Document(), nil
}

// squares are two, one with a hole.
func squares() []byte {
	ring := func(lon, lat, side float64) geo.Ring {
		return geo.Ring{geo.Pt(lon, lat), geo.Pt(lon+side, lat), geo.Pt(lon+side, lat+side), geo.Pt(lon, lat+side)}
	}
	return geo.AppendWKB(nil, geo.MultiPolygon{{ring(0, 0, 3), ring(1, 1, 1)}, {ring(10, 10, 1)}})
}

func TestAppend(t *testing.T) {
	doc, err := read(squares())
	if err != nil {
		t.Fatal(err)
	}
	if r := doc.Rings; doc.Features[0].Kind != geojson.MultiPolygon || len(r) != 3 || !r[1].Hole || r[2].Hole || r[2].Polygon != 1 || len(doc.Points) != 15 {
		t.Errorf("%+v, %d points", r, len(doc.Points))
	}
}

// By hand: the forms that our own writer does not make.
func TestForms(t *testing.T) {
	be := "0000000000000000" + "0000000000000000" + "3ff0000000000000" + "0000000000000000" + "3ff0000000000000" + "3ff0000000000000" + "0000000000000000" + "0000000000000000"
	const z = "4045000000000000"
	withZ := ""
	for i := 0; i < len(be); i += 32 {
		withZ += be[i:i+32] + z
	}
	for _, tt := range []struct {
		name, hex string
		want      string // in the error; empty: read
	}{
		{"big-endian", "00" + "00000003" + "00000001" + "00000004" + be, ""},
		{"ISO Z", "00" + "000003eb" + "00000001" + "00000004" + withZ, ""},
		{"PostGIS Z and SRID", "00" + "a0000003" + "000010e6" + "00000001" + "00000004" + withZ, ""},
		{"a point", "00" + "00000001" + be[:32], ""},
		{"a curve", "00" + "0000000a" + "00000000", "CurvePolygon"},
		{"a promise of rings", "00" + "00000003" + "ffffffff", "byte 9 of the geometry: 17179869180 bytes wanted, 0 left"},
		{"a promise of points", "00" + "00000003" + "00000001" + "ffffffff", "wanted"},
		{"a point in a MultiPolygon", "00" + "00000006" + "00000001" + "00" + "00000001" + be[:32], "a 1 in a MultiPolygon"},
		{"more after the end", "00" + "00000003" + "00000000" + "00", "1 bytes after its end"},
		{"byte order 7", "07" + "00000003", "byte order 7"},
		{"nothing", "", "5 bytes wanted"},
		{"not a number", "00" + "00000003" + "00000001" + "00000001" + "7ff8000000000000" + be[:16], "not a number"},
	} {
		data, err := hex.DecodeString(tt.hex)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := read(data)
		if tt.want == "" && (err != nil || doc.Features[0].Kind == geojson.None) {
			t.Errorf("%s: %v", tt.name, err)
		}
		var place *geojson.Error
		if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || !errors.As(err, &place)) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
}

func FuzzAppend(f *testing.F) {
	f.Add(squares())
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := read(data)
		if err == nil && len(doc.Points) > len(data)/16 {
			t.Fatalf("%d points of %d bytes", len(doc.Points), len(data))
		}
	})
}
