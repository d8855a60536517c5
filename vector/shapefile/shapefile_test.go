package shapefile_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/internal/ogrtest"
	"github.com/salient-project/salient/vector"
	"github.com/salient-project/salient/vector/shapefile"
)

// drawn is an invented island with a lake, on which lies an islet, a second
// island, and a feature without geometry.
const drawn = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Überwald \"Süd\"","n":3,"x":1.5,"seen":"2024-03-01","none":null},"geometry":{"type":"MultiPolygon","coordinates":[
 [[[-20.5,30.1],[-19.1234567,30.2],[-19.2,31.7654321],[-20.4,31.6],[-20.5,30.1]],[[-20.2,30.5],[-20.1,31.2],[-19.6,31.1],[-19.7,30.6],[-20.2,30.5]]],
 [[[-20.0,30.8],[-19.8,30.8],[-19.9,31.0],[-20.0,30.8]]]]}},
{"type":"Feature","properties":{"name":"Klein","n":-4},"geometry":{"type":"Polygon","coordinates":[[[-18,30],[-17.5,30],[-17.5,30.5],[-18,30]]]}},
{"type":"Feature","properties":{"name":"nowhere"},"geometry":null}]}`

func read(t *testing.T, data []byte) (*geojson.Document, error) {
	t.Helper()
	tables, err := shapefile.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if len(tables) != 1 || tables[0].Name != "map" {
		t.Fatalf("%d tables, the first %q", len(tables), tables[0].Name)
	}
	return tables[0].Doc, nil
}

// TestAgainstGDAL reads what GDAL writes, in both reference systems and
// encodings, and wants the polygons of the GeoJSON that it was made from.
func TestAgainstGDAL(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
	}{
		{"degrees", nil},
		{"Web Mercator", []string{"-t_srs", "EPSG:3857"}},
		{"Latin-1", []string{"-lco", "ENCODING=ISO-8859-1"}},
		{"UTF-8", []string{"-lco", "ENCODING=UTF-8"}},
		{"with heights", []string{"-dim", "XYZ"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := read(t, ogrtest.Shapefile(t, drawn, "map", tt.args...))
			if err != nil {
				t.Fatal(err)
			}
			if len(doc.Features) != 3 || doc.Features[0].Kind != geojson.MultiPolygon || doc.Features[1].Kind != geojson.Polygon || doc.Features[2].Kind != geojson.None {
				t.Fatalf("features %+v", doc.Features)
			}
			rings := doc.RingsOf(&doc.Features[0])
			if len(rings) != 3 {
				t.Fatalf("%d rings", len(rings))
			}
			want := map[string]bool{} // by polygon and hole
			for i, r := range rings {
				if r.Hole {
					want["hole"] = i > 0 && r.Polygon == rings[i-1].Polygon && len(doc.PointsOf(&rings[i-1])) == 5
				}
				if len(doc.PointsOf(&rings[i])) == 4 {
					want["islet"] = !r.Hole
				}
			}
			if !want["hole"] || !want["islet"] {
				t.Errorf("rings %+v", rings)
			}
			found := false
			for _, p := range doc.Points {
				found = found || p.X == -191234567 && p.Y == 302000000
			}
			if !found {
				t.Errorf("no -19.1234567,30.2 among %v", doc.Points)
			}
			p := doc.Features[0].Properties
			if name, _ := p.String("name"); name != `Überwald "Süd"` {
				t.Errorf("name %q", name)
			}
			if n, ok := p.Number("n"); !ok || n != 3 {
				t.Errorf("n = %v", n)
			}
			if seen, _ := p.String("seen"); seen != "2024-03-01" {
				t.Errorf("seen %q in %s", seen, p)
			}
			if string(p.Raw("none")) != "null" {
				t.Errorf("none = %s", p.Raw("none"))
			}
		})
	}
}

// parts returns a zip's files by extension, and pack makes a zip of them.
func parts(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, m := range z.File {
		r, err := m.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[m.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func pack(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range []string{"map.shp", "map.dbf", "map.prj", "map.cpg", "../map.shp"} {
		if data, ok := files[name]; ok {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(data); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestRefused(t *testing.T) {
	whole := ogrtest.Shapefile(t, drawn, "map")
	for _, tt := range []struct {
		name  string
		spoil func(map[string][]byte)
		want  string
		cause error
	}{
		{"no .prj", func(f map[string][]byte) { delete(f, "map.prj") }, "map.prj: missing", nil},
		{"no .dbf", func(f map[string][]byte) { delete(f, "map.dbf") }, "map.dbf: missing", nil},
		{"no .shp", func(f map[string][]byte) { delete(f, "map.shp") }, "no shapefile", shapefile.ErrNone},
		{"another system", func(f map[string][]byte) {
			f["map.prj"] = []byte(strings.Replace(string(f["map.prj"]), "WGS", "Made_Up", 2))
		}, "GCS_Made_Up_1984", vector.ErrCRS},
		{"no system", func(f map[string][]byte) { f["map.prj"] = []byte("hello") }, "map.prj: ", vector.ErrCRS},
		{"another encoding", func(f map[string][]byte) { f["map.cpg"] = []byte("KOI-99") }, `encoding "KOI-99"`, nil},
		{"cut off", func(f map[string][]byte) { f["map.shp"] = f["map.shp"][:300] }, "map.shp: byte 300: input ends too early", geojson.ErrTruncated},
		{"empty", func(f map[string][]byte) { f["map.shp"] = nil }, "map.shp: byte 0: input ends too early", geojson.ErrTruncated},
		{"other rows", func(f map[string][]byte) { f["map.dbf"][4]++ }, "map.dbf: ", nil},
		{"another file", func(f map[string][]byte) { copy(f["map.shp"], "GIF89a") }, "map.shp: byte 0: malformed: file code", vector.ErrFormat},
		{"points out of range", func(f map[string][]byte) {
			binary.LittleEndian.PutUint64(f["map.shp"][100+8+44+4*3+32:], math.Float64bits(math.NaN()))
		}, "feature 0, byte 196: coordinate out of range: NaN", geojson.ErrRange},
		{"a promise of points", func(f map[string][]byte) { binary.LittleEndian.PutUint32(f["map.shp"][100+8+40:], 1<<31) },
			"feature 0, byte 108: malformed: 3 parts and 2147483648 points", vector.ErrFormat},
		{"parts out of order", func(f map[string][]byte) { binary.LittleEndian.PutUint32(f["map.shp"][100+8+44+4:], 1<<30) },
			"part 0 runs from point 0 to 1073741824", vector.ErrFormat},
		{"a way out", func(f map[string][]byte) { f["../map.shp"] = f["map.shp"] }, `"../map.shp"`, archive.ErrUnsafe},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := parts(t, whole)
			tt.spoil(files)
			_, err := read(t, pack(t, files))
			if err == nil || !strings.Contains(err.Error(), tt.want) || tt.cause != nil && !errors.Is(err, tt.cause) {
				t.Errorf("error %v\nwant …%s…, a %v", err, tt.want, tt.cause)
			}
		})
	}
	if _, err := read(t, whole[:len(whole)/2]); !errors.Is(err, archive.ErrTruncated) {
		t.Errorf("half a zip: %v", err)
	}
}
