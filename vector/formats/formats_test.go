package formats_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/internal/ogrtest"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/vector"
	"github.com/salient-project/salient/vector/formats"
)

// drawn is an invented island with a lake, in which an islet lies, a strip that
// adjoins the island, and a feature without geometry.
const drawn = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Überwald & \"Süd\"","n":3,"x":1.5,"seen":"2024-03-01"},"geometry":{"type":"MultiPolygon","coordinates":[
 [[[-20.5,30.1],[-19.1234567,30.2],[-19.2,31.7654321],[-20.4,31.6],[-20.5,30.1]],[[-20.2,30.5],[-20.1,31.2],[-19.6,31.1],[-19.7,30.6],[-20.2,30.5]]],
 [[[-20.0,30.8],[-19.8,30.8],[-19.9,31.0],[-20.0,30.8]]]]}},
{"type":"Feature","properties":{"name":"Klein","n":-4},"geometry":{"type":"Polygon","coordinates":[[[-19.1234567,30.2],[-17.5,30],[-19.2,31.7654321],[-19.1234567,30.2]]]}},
{"type":"Feature","properties":{"name":"nowhere"},"geometry":null}]}`

// files are the same features in every format, as GDAL writes it.
func files(t testing.TB) map[string][]byte {
	return map[string][]byte{
		"GeoJSON":                  []byte(drawn),
		"GeoJSON by GDAL":          ogrtest.File(t, drawn, "map.geojson", "-lco", "RFC7946=YES"),
		"a line each":              ogrtest.File(t, drawn, "map.geojsonl", "-f", "GeoJSONSeq"),
		"RFC 8142":                 ogrtest.File(t, drawn, "map.geojsons", "-f", "GeoJSONSeq", "-lco", "RS=YES"),
		"shapefile":                ogrtest.Shapefile(t, drawn, "map"),
		"shapefile in meters":      ogrtest.Shapefile(t, drawn, "map", "-t_srs", "EPSG:3857"),
		"shapefile in Latin-1":     ogrtest.Shapefile(t, drawn, "map", "-lco", "ENCODING=ISO-8859-1"),
		"GeoPackage":               ogrtest.File(t, drawn, "map.gpkg"),
		"GeoPackage in meters":     ogrtest.File(t, drawn, "map.gpkg", "-t_srs", "EPSG:3857"),
		"GeoPackage with heights":  ogrtest.File(t, drawn, "map.gpkg", "-dim", "XYZ"),
		"FlatGeobuf":               ogrtest.File(t, drawn, "map.fgb"),
		"FlatGeobuf without index": ogrtest.File(t, drawn, "map.fgb", "-lco", "SPATIAL_INDEX=NO"),
		"FlatGeobuf in meters":     ogrtest.File(t, drawn, "map.fgb", "-t_srs", "EPSG:3857", "-nlt", "PROMOTE_TO_MULTI"),
		"KML by hand":              []byte(drawnKML),
		"KMZ":                      zipped(t, "doc.kml", []byte(drawnKML)),
		"KML by GDAL":              ogrtest.File(t, drawn, "map.kml"),
		"KMZ by GDAL":              ogrtest.File(t, drawn, "map.kmz", "-f", "LIBKML"), // doc.kml links to layers/map.kml
	}
}

// drawnKML is the same by hand, with the data in both of KML's ways.
const drawnKML = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>drawn</name>
<Style id="s"><PolyStyle><color>7f0000ff</color></PolyStyle></Style>
<Folder><name>held</name><TimeStamp><when>2024-03-01</when></TimeStamp>
<Placemark><name>Überwald &amp; "Süd"</name><styleUrl>#s</styleUrl>
 <ExtendedData><Data name="n"><value>3</value></Data><SchemaData schemaUrl="#x"><SimpleData name="x">1.5</SimpleData></SchemaData></ExtendedData>
 <MultiGeometry>
 <Polygon><outerBoundaryIs><LinearRing><coordinates>-20.5,30.1 -19.1234567,30.2,0
   -19.2,31.7654321 -20.4,31.6 -20.5,30.1</coordinates></LinearRing></outerBoundaryIs>
  <innerBoundaryIs><LinearRing><coordinates>-20.2,30.5 -20.1,31.2 -19.6,31.1 -19.7,30.6 -20.2,30.5</coordinates></LinearRing></innerBoundaryIs></Polygon>
 <Polygon><outerBoundaryIs><LinearRing><coordinates>-20.0,30.8 -19.8,30.8 -19.9,31.0 -20.0,30.8</coordinates></LinearRing></outerBoundaryIs></Polygon>
 </MultiGeometry></Placemark></Folder>
<Folder><name>other</name>
<Placemark><name>Klein</name><TimeSpan><begin>2024-03-02</begin><end>2024-03-05</end></TimeSpan>
 <ExtendedData><Data name="n"><displayName>N</displayName><value>-4</value></Data></ExtendedData>
 <Polygon><tessellate>1</tessellate><outerBoundaryIs><LinearRing><coordinates>-19.1234567,30.2 -17.5,30 -19.2,31.7654321 -19.1234567,30.2</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>nowhere</name></Placemark></Folder></Document></kml>`

func zipped(t testing.TB, name string, data []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func boundary(t *testing.T, doc *geojson.Document) []geo.Segment {
	t.Helper()
	var areas source.Areas
	for i := range doc.Features {
		if place, reason := areas.Add(doc, i, geo.Box{}); reason != "" {
			t.Fatalf("%s: %s", place, reason)
		}
	}
	return areas.Boundary()
}

// TestFormatsAgree wants the same boundary, to the last segment, and the same
// properties from every format.
func TestFormatsAgree(t *testing.T) {
	var want []geo.Segment
	all := files(t)
	for _, name := range append([]string{"GeoJSON"}, sorted(all)...) {
		tables, err := formats.Read(all[name])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		// GDAL leaves features without geometry out.
		without := strings.HasPrefix(name, "FlatGeobuf")
		if len(tables) != 1 || len(tables[0].Doc.Features) != 3 && !without {
			t.Fatalf("%s: %d tables, %d features", name, len(tables), len(tables[0].Doc.Features))
		}
		doc := tables[0].Doc
		got := boundary(t, doc)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d segments, want %d: %v", name, len(got), len(want), got)
		}
		byName := map[string]geojson.Properties{} // an index sorts features
		for _, f := range doc.Features {
			key := "name"
			if f.Properties.Raw("Name") != nil {
				key = "Name"
			}
			text, _ := f.Properties.String(key)
			byName[text] = f.Properties
		}
		p, ok := byName[`Überwald & "Süd"`]
		if n := strings.Trim(string(p.Raw("n")), `"`); !ok || n != "3" {
			t.Errorf("%s: n = %s in %s", name, n, p)
		}
		if n := strings.Trim(string(byName["Klein"].Raw("n")), `"`); n != "-4" {
			t.Errorf("%s: n = %s of Klein", name, n)
		}
		if f := doc.Features; f[len(f)-1].Kind != geojson.None && f[0].Kind != geojson.None && !without {
			t.Errorf("%s: no feature without geometry", name)
		}
	}
	if len(want) != 12 {
		t.Errorf("%d segments, want 12: outside 5, lake 4, islet 3: %v", len(want), want)
	}
}

// TestFlatGeobufIndex reads as many features as make indexes of one, two and
// three levels.
func TestFlatGeobufIndex(t *testing.T) {
	for _, n := range []int{1, 2, 16, 17, 300} {
		var b strings.Builder
		for i := range n {
			x := float64(i) / 10
			fmt.Fprintf(&b, `,{"type":"Feature","properties":{"n":%d},"geometry":{"type":"Polygon","coordinates":[[[%[2]g,1],[%[3]g,1],[%[3]g,2],[%[2]g,1]]]}}`, i, x, x+0.05)
		}
		in := `{"type":"FeatureCollection","features":[` + b.String()[1:] + "]}"
		tables, err := formats.Read(ogrtest.File(t, in, "map.fgb"))
		if err != nil || len(tables[0].Doc.Features) != n || len(tables[0].Doc.Points) != 4*n {
			t.Errorf("%d features: %v", n, err)
		}
	}
}

func sorted(m map[string][]byte) []string {
	var names []string
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func TestKMLProperties(t *testing.T) {
	tables, err := formats.Read([]byte(drawnKML))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range tables[0].Doc.Features {
		got = append(got, string(f.Properties))
	}
	want := []string{
		`{"n":"3","x":"1.5","name":"Überwald \u0026 \"Süd\"","styleUrl":"#s","folder":"held","when":"2024-03-01"}`,
		`{"n":"-4","name":"Klein","folder":"other","begin":"2024-03-02","end":"2024-03-05"}`,
		`{"name":"nowhere","folder":"other"}`,
	}
	if !slices.Equal(got, want) || tables[0].Name != "drawn" {
		t.Errorf("table %q\n got %s\nwant %s", tables[0].Name, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestRefused(t *testing.T) {
	gpkg := ogrtest.File(t, drawn, "map.gpkg")
	fgb := ogrtest.File(t, drawn, "map.fgb")
	replace := func(s, old, to string) []byte {
		if !strings.Contains(s, old) {
			t.Fatalf("no %q to replace", old)
		}
		return []byte(strings.Replace(s, old, to, 1))
	}
	for _, tt := range []struct {
		name  string
		data  []byte
		want  string
		cause error
	}{
		{"nothing", nil, "byte 0: input ends too early", geojson.ErrTruncated},
		{"a picture", []byte("\x89PNG\r\n\x1a\n"), "none of GeoJSON", vector.ErrFormat},
		{"a .shp alone", []byte("\x00\x00\x27\x0a\x00\x00"), "in a zip with its .dbf", vector.ErrFormat},
		{"a page", []byte("<!DOCTYPE html><html></html>"), "HTML page", geojson.ErrHTML},
		{"XML that is no KML", []byte("<?xml version='1.0'?><gpx></gpx>"), "<gpx>", vector.ErrFormat},
		{"KML cut off", []byte(drawnKML[:900]), "feature 0, ring 1, byte 900: input ends too early", geojson.ErrTruncated},
		{"KML with a broken point", replace(drawnKML, "-19.2,31.76", "x,31.76"), `feature 0, ring 0, byte 571: malformed: "x,31.7654321"`, vector.ErrFormat},
		{"KML out of range", replace(drawnKML, "-19.2,31.76", "-190.2,31.76"), "feature 0, ring 0, byte 571: coordinate out of range", geojson.ErrRange},
		{"KML with NaN", replace(drawnKML, "-19.2,31.76", "NaN,31.76"), "not a number", geojson.ErrRange},
		{"KML of entities", []byte(`<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "b">]><kml><Placemark><name>&a;</name></Placemark></kml>`), "entity", vector.ErrFormat},
		{"KML too deep", []byte("<kml>" + strings.Repeat("<Folder>", 300)), "nest deeper", vector.ErrFormat},
		{"KMZ without KML", zipped(t, "readme.txt", nil), "no .kml", nil},
		{"half a zip", zipped(t, "doc.kml", []byte(drawnKML))[:300], "neither", nil},
		{"GeoPackage in another system", ogrtest.File(t, drawn, "map.gpkg", "-t_srs", "EPSG:32628"), "EPSG:32628", vector.ErrCRS},
		{"FlatGeobuf in another system", ogrtest.File(t, drawn, "map.fgb", "-t_srs", "EPSG:32628"), "EPSG:32628", vector.ErrCRS},
		{"shapefile in another system", ogrtest.Shapefile(t, drawn, "map", "-t_srs", "EPSG:32628"), "WGS_1984_UTM_Zone_28N", vector.ErrCRS},
		{"half a GeoPackage", gpkg[:len(gpkg)/2], "", nil},
		{"another database", []byte("SQLite format 3\x00" + strings.Repeat("\x00", 500)), "", vector.ErrFormat},
		{"half a FlatGeobuf", fgb[:len(fgb)-100], "input ends too early", geojson.ErrTruncated},
		{"a FlatGeobuf's header", fgb[:40], "input ends too early", geojson.ErrTruncated},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := formats.Read(tt.data)
			if err == nil || !strings.Contains(err.Error(), tt.want) || tt.cause != nil && !errors.Is(err, tt.cause) {
				t.Errorf("error %v\nwant …%s…, a %v", err, tt.want, tt.cause)
			}
		})
	}
}

// FuzzRead wants an answer for any bytes, in which rings lie in the points.
func FuzzRead(f *testing.F) {
	for name, data := range files(f) {
		if strings.Contains(name, "GeoPackage") { // 100 kB of mostly nothing: slow to mutate
			continue
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tables, err := formats.Read(data)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without a word")
			}
			return
		}
		for _, table := range tables {
			d := table.Doc
			if len(d.Points) > len(data)+64 {
				t.Fatalf("%d points of %d bytes", len(d.Points), len(data))
			}
			for i := range d.Features {
				for k := range d.RingsOf(&d.Features[i]) {
					_ = fmt.Sprint(len(d.PointsOf(&d.RingsOf(&d.Features[i])[k])))
				}
			}
		}
	})
}

// TestGzipIsTheArchives wants a compressed file to be named as such, since
// package archive unpacks it before.
func TestGzipIsTheArchives(t *testing.T) {
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	_, _ = w.Write([]byte(drawn))
	_ = w.Close()
	if _, err := formats.Read(buf.Bytes()); err == nil {
		t.Error("read")
	}
}
