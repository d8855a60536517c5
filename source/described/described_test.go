package described_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/internal/ogrtest"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/described"
)

var now = time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)

func parse(t testing.TB, text string) *described.Source {
	t.Helper()
	s, err := described.Parse("source.yaml", []byte(text), fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// readAll reads a folder as an import does, into a chronicle a layer.
func readAll(t testing.TB, s *described.Source, paths ...string) (map[control.Layer]*chronicle.Chronicle, source.Summary) {
	t.Helper()
	out := map[control.Layer]*chronicle.Chronicle{}
	sum, err := source.ReadAll(context.Background(), paths, source.Options{
		Readers: []source.Reader{s}, Source: s.ID(), Now: now,
	}, func(r source.Result) error {
		for _, snap := range r.Snapshots {
			c := out[snap.Layer]
			if c == nil {
				c = chronicle.New(s.ID(), string(snap.Layer))
				out[snap.Layer] = c
			}
			c.Add(snap.Day, snap.Known, snap.Boundary)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, sum
}

func write(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// drawn are two days of an invented island: a held part with a lake, parts that
// adjoin, and claims.
var drawn = [2]string{
	`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"status":"controlled","nr":1},"geometry":{"type":"MultiPolygon","coordinates":[[[[-20.5,30.1],[-19.1234567,30.2],[-19.2,31.7654321],[-20.4,31.6],[-20.5,30.1]],[[-20.2,30.5],[-20.1,31.2],[-19.6,31.1],[-19.7,30.6],[-20.2,30.5]]]]}},
{"type":"Feature","properties":{"status":"controlled","nr":2},"geometry":{"type":"Polygon","coordinates":[[[-19.1234567,30.2],[-17.5,30],[-19.2,31.7654321],[-19.1234567,30.2]]]}},
{"type":"Feature","properties":{"status":"claimed","nr":3},"geometry":{"type":"Polygon","coordinates":[[[-20.5,29],[-19.5,29],[-19.5,29.5],[-20.5,29]]]}}]}`,
	`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"status":"controlled","nr":1},"geometry":{"type":"MultiPolygon","coordinates":[[[[-20.5,30.1],[-19.1234567,30.2],[-19.2,31.7654321],[-20.45,31.6],[-20.5,30.1]]]]}},
{"type":"Feature","properties":{"status":"controlled","nr":2},"geometry":{"type":"Polygon","coordinates":[[[-19.1234567,30.2],[-17.75,30],[-19.2,31.7654321],[-19.1234567,30.2]]]}}]}`,
}

const twoLayers = `
source: mymap
layers:
  - {layer: control, where: {status: controlled}}
  - {layer: claimed, where: {status: claimed}}
`

// TestFormatsGiveTheSameBytes writes two days in every format with GDAL and
// wants the same chronicles of both layers, byte for byte.
func TestFormatsGiveTheSameBytes(t *testing.T) {
	s := parse(t, twoLayers)
	days := [2]string{"2024-03-01", "2024-03-02"}
	formats := map[string]func(day int) (name string, data []byte){
		".geojson":    func(i int) (string, []byte) { return ".geojson", []byte(drawn[i]) },
		".geojson.gz": func(i int) (string, []byte) { return ".geojson.gz", gzipped(t, drawn[i]) },
		"RFC 8142": func(i int) (string, []byte) {
			return ".geojsons", ogrtest.File(t, drawn[i], "m.geojsons", "-f", "GeoJSONSeq", "-lco", "RS=YES")
		},
		"lines": func(i int) (string, []byte) {
			return ".geojsonl", ogrtest.File(t, drawn[i], "m.geojsonl", "-f", "GeoJSONSeq")
		},
		"shapefile": func(i int) (string, []byte) { return ".zip", ogrtest.Shapefile(t, drawn[i], "m") },
		"shapefile in meters": func(i int) (string, []byte) {
			return ".zip", ogrtest.Shapefile(t, drawn[i], "m", "-t_srs", "EPSG:3857")
		},
		"KML": func(i int) (string, []byte) { return ".kml", ogrtest.File(t, drawn[i], "m.kml") },
		"KMZ": func(i int) (string, []byte) {
			dir := t.TempDir()
			write(t, dir, "inside.kml", ogrtest.File(t, drawn[i], "m.kml"))
			return ".kmz", ogrtest.Zip(t, dir)
		},
		"GeoPackage": func(i int) (string, []byte) { return ".gpkg", ogrtest.File(t, drawn[i], "m.gpkg") },
		"FlatGeobuf": func(i int) (string, []byte) { return ".fgb", ogrtest.File(t, drawn[i], "m.fgb") },
	}
	want := map[control.Layer][]byte{}
	for _, format := range []string{".geojson", ".geojson.gz", "RFC 8142", "lines", "shapefile", "shapefile in meters", "KML", "KMZ", "GeoPackage", "FlatGeobuf"} {
		dir := t.TempDir()
		for i, day := range days {
			ext, data := formats[format](i)
			write(t, dir, "map_"+day+ext, data)
		}
		got, sum := readAll(t, s, dir)
		if len(sum.Refused) > 0 || sum.Files != 2 || len(got) != 2 {
			t.Fatalf("%s: %+v, layers %d", format, sum, len(got))
		}
		for layer, c := range got {
			data, err := c.MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			if want[layer] == nil {
				want[layer] = data
			}
			if !bytes.Equal(data, want[layer]) {
				t.Errorf("%s: the chronicle of %s differs from GeoJSON's", format, layer)
			}
		}
		claimed, err := got["claimed"].MapOn(control.Date(2024, 3, 2), control.NoDay)
		if err != nil || claimed.Day != control.Date(2024, 3, 2) || len(got["claimed"].Boundary(claimed)) != 0 {
			t.Errorf("%s: claims of the second day: %v, %v; want an empty map", format, claimed, err)
		}
	}
}

func gzipped(t testing.TB, text string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const square = `{"type":"Feature","properties":%s,"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,2],[1,1]]]}}`

func feature(properties string) string { return fmt.Sprintf(square, properties) }

func TestDays(t *testing.T) {
	day := control.Date(2024, 3, 1)
	for _, tt := range []struct {
		name, yaml, file, properties string
		valid, known                 control.Day // 0: refused
		reason                       string
	}{
		{"hyphens", "", "map 2024-03-01.geojson", "{}", day, day, ""},
		{"plain", "", "20240301.geojson", "{}", day, day, ""},
		{"underscores", "", "a_2024_03_01_b.geojson", "{}", day, day, ""},
		{"points", "", "2024.03.01.geojson", "{}", day, day, ""},
		{"in a folder", "", "2024-03-01/map.geojson", "{}", day, day, ""},
		{"the file's before the folder's", "", "2024-02-01/map_20240301.geojson", "{}", day, day, ""},
		{"no such day", "", "map_2024-02-30.geojson", `{"seen":"x"}`, 0, 0, "no day in the file's name, as in map_2024-03-01 or 20240301; its features have seen"},
		{"none", "", "map.geojson", "{}", 0, 0, "no day in the file's name"},
		{"pattern", "days: {pattern: DD.MM.YYYY}", "map_01.03.2024.geojson", "{}", day, day, ""},
		{"pattern that is not met", "days: {pattern: DD.MM.YYYY}", "map_2024-03-01.geojson", "{}", 0, 0, "as DD.MM.YYYY"},
		{"the day before", "days: {shows: day-before}", "20240301.geojson", "{}", day - 1, day, ""},
		{"property", "days: {property: seen}", "map.geojson", `{"seen":"2024-03-01"}`, day, day, ""},
		{"property with a time", "days: {property: seen}", "map.geojson", `{"seen":"2024-03-01T23:30:00Z"}`, day, day, ""},
		{"milliseconds", "days: {property: seen}", "map.geojson", `{"seen":1709251200000}`, day, day, ""},
		{"milliseconds as a fraction", "days: {property: seen}", "map.geojson", `{"seen":1.7092512e12}`, day, day, ""},
		{"milliseconds as text", "days: {property: seen}", "map.geojson", `{"seen":"1709337599999.0"}`, day, day, ""},
		{"seconds", "days: {property: seen}", "map.geojson", `{"seen":1709251200}`, day, day, ""},
		{"property by a pattern", "days: {property: seen, pattern: DD.MM.YYYY}", "map_20240501.geojson", `{"seen":"1 / 01.03.2024"}`, day, day, ""},
		{"property not by the pattern", "days: {property: seen, pattern: DD.MM.YYYY}", "map.geojson", `{"seen":"2024-03-01"}`, 0, 0, `"2024-03-01", which is not as the pattern has it`},
		{"number", "days: {property: seen}", "map.geojson", `{"seen":20240301}`, day, day, ""},
		{"property of the day after", "days: {property: seen, shows: day-before}", "map.geojson", `{"seen":"2024/03/01"}`, day - 1, day, ""},
		{"no property", "days: {property: seen}", "map_20240301.geojson", `{"nr":1,"when":2}`, 0, 0, `no day in the property "seen"; the feature has nr, when`},
		{"no date", "days: {property: seen}", "map.geojson", `{"seen":"soon"}`, 0, 0, `no day in the property "seen": "soon"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(t, "source: mymap\n"+tt.yaml).Read(tt.file, []byte(feature(tt.properties)), control.Origin{})
			if tt.reason != "" {
				if len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Reason, tt.reason) {
					t.Errorf("%+v", r)
				}
				return
			}
			if len(r.Snapshots) != 1 || r.Snapshots[0].Day != tt.valid || r.Snapshots[0].Known != tt.known || r.Snapshots[0].Layer != described.Held {
				t.Errorf("%+v", r)
			}
		})
	}
}

// TestManyDaysInOneFile: a file whose features name their days is many maps.
func TestManyDaysInOneFile(t *testing.T) {
	s := parse(t, "source: mymap\ndays: {property: day}")
	dir := t.TempDir()
	write(t, dir, "all.geojsonl", []byte(feature(`{"day":"2024-03-01"}`)+"\n"+feature(`{"day":"2024-03-02"}`)+"\n"+feature(`{"day":"2024-03-01"}`)))
	got, sum := readAll(t, s, dir)
	if c := got[described.Held]; len(sum.Refused) > 0 || c == nil || len(c.Days()) != 2 {
		t.Errorf("%+v", sum)
	}
}

func TestLayersByFileAndTable(t *testing.T) {
	s := parse(t, `
source: mymap
layers:
  - {layer: control, files: "control_*"}
  - {layer: claimed, files: "claimed_*"}
definitions:
  - {name: mymap, layers: [control]}
  - {name: mymap-all, layers: [control, claimed]}
`)
	dir := t.TempDir()
	// The same bytes as two layers and two days: they may not be taken for one map.
	for _, name := range []string{"control_20240301.geojson", "claimed_20240301.geojson", "control_20240302.geojson", "other_20240301.geojson"} {
		write(t, dir, name, []byte(feature("{}")))
	}
	got, sum := readAll(t, s, dir)
	if len(got) != 2 || len(got["control"].Days()) != 2 || len(got["claimed"].Days()) != 1 {
		t.Errorf("%d layers, %+v", len(got), sum)
	}
	if len(sum.Refused) != 1 || sum.Refused[0].File != "other_20240301.geojson" || !strings.Contains(sum.Refused[0].Reason, "no layer of the description takes it") {
		t.Errorf("refused %v", sum.Refused)
	}
	if d := s.Definitions(); len(d) != 2 || d[1].Counts != "ground that the maps show as control or claimed" || d[0].Actor != "the holder" {
		t.Errorf("%+v", d)
	}
}

// TestHostile wants each answered as the shipped sources answer it: mended and
// counted, or refused with its place.
func TestHostile(t *testing.T) {
	polygon := func(coordinates string) string {
		return `{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":` + coordinates + `}}`
	}
	for _, tt := range []struct {
		name, data string
		repair     source.Repair
		refused    string // place: reason, in part
	}{
		{"nothing", "", "", "byte 0: input ends too early"},
		{"no features", `{"type":"FeatureCollection","features":[]}`, "", "the map is empty"},
		{"no geometry", `{"type":"FeatureCollection","features":[` + feature("{}") + `,{"type":"Feature","properties":{},"geometry":null}]}`, source.RepairNull, ""},
		{"no geometry, nor a day", `{"type":"FeatureCollection","features":[` + feature("{}") + `,{"type":"Feature","properties":null,"geometry":{"type":"GeometryCollection","geometries":[]}}]}`, source.RepairNull, ""},
		{"a collection of polygons", `{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[1,1],[1,2],[2,2],[1,1]]]},{"type":"Polygon","coordinates":[[[5,1],[5,2],[6,2],[5,1]]]}]}}`, source.RepairOrientation, ""},
		{"across the 180th meridian", polygon("[[[179,1],[-179,1],[-179,2],[179,2],[179,1]]]"), "", "an edge spans half the world"},
		{"around the pole", polygon("[[[-180,80],[180,80],[180,90],[-180,90],[-180,80]]]"), "", "an edge spans half the world"},
		{"only features without geometry", `{"type":"Feature","properties":{},"geometry":null}`, "", "layer held: the map is empty"},
		{"a bow tie", polygon("[[[1,1],[2,2],[2,1],[1,2],[1,1]]]"), source.RepairSelfCrossing, ""},
		{"a hole outside", polygon("[[[1,1],[2,1],[2,2],[1,1]],[[5,5],[5,6],[6,6],[5,5]]]"), source.RepairHoleOutside, ""},
		{"a hole that takes all", polygon("[[[1,1],[2,1],[2,2],[1,1]],[[0,0],[5,0],[5,5],[0,5],[0,0]]]"), "", "layer held: the map is empty"},
		{"a hole that is the shell", polygon("[[[1,1],[2,1],[2,2],[1,1]],[[1,1],[2,1],[2,2],[1,1]]]"), "", "layer held: the map is empty"},
		{"clockwise", polygon("[[[1,1],[1,2],[2,2],[1,1]]]"), source.RepairOrientation, ""},
		{"a small gap", polygon("[[[1,1],[2,1],[2,2],[1,1.00001]]]"), source.RepairUnclosed, ""},
		{"a wide gap", polygon("[[[1,1],[2,1],[2,2],[1,1.1]]]"), "", "feature 0, ring 0, byte 78: layer held: not closed"},
		{"a line", `{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,1],[2,2]]}}`, "", "feature 0, byte 0: layer held: a LineString"},
		{"polygons and a point", `{"type":"FeatureCollection","features":[` + feature("{}") + `,{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}`, "", "a Point, where only polygons"},
		{"out of range", polygon("[[[1,1],[200,1],[2,2],[1,1]]]"), "", "coordinate out of range"},
		{"NaN", polygon("[[[1,1],[NaN,1],[2,2],[1,1]]]"), "", "malformed"},
		{"infinity", polygon("[[[1,1],[1e999,1],[2,2],[1,1]]]"), "", "coordinate out of range"},
		{"heights", polygon("[[[1,1,5],[2,1,5],[2,2,5],[1,1,5]]]"), source.RepairAltitude, ""},
		{"another system", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:28992"}},"features":[` + feature("{}") + `]}`, "", `crs: coordinate reference system "EPSG:28992"`},
		{"cut off", feature("{}")[:60], "", "byte 60: input ends too early"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parse(t, "source: mymap").Read("20240301.geojson", []byte(tt.data), control.Origin{})
			if tt.refused != "" {
				if len(r.Snapshots) > 0 || len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Error(), tt.refused) {
					t.Errorf("%+v, want %q", r, tt.refused)
				}
				return
			}
			if len(r.Refused) > 0 || len(r.Snapshots) != 1 || r.Repairs[tt.repair] == 0 {
				t.Errorf("%+v, want repaired: %s", r, tt.repair)
			}
		})
	}
	r := parse(t, "source: mymap\nothers: ignore").Read("20240301.geojson", []byte(`{"type":"FeatureCollection","features":[`+feature("{}")+
		`,{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}`), control.Origin{})
	if len(r.Snapshots) != 1 || r.Repairs[source.RepairLeftOut] != 1 {
		t.Errorf("others: ignore: %+v", r)
	}
}

// TestDescriptionErrors wants the file, the line and what is wrong.
func TestDescriptionErrors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "source.yaml: empty"},
		{"name: x", `source.yaml: line 1: source: "": want small letters`},
		{"source: My Map", `line 1: source: "My Map": want small letters`},
		{"source: a\nlicense: x", "line 2: field license is not known"},
		{"source: a\nlayers: 7", "line 2: cannot unmarshal"},
		{"source: [a", "line 1: "},
		{"source: a\nstart: soon", `line 2: start: day "soon"`},
		{"source: a\ndays:\n  shows: never", `line 3: days: shows: "never": want same or day-before`},
		{"source: a\ndays:\n  pattern: map-YYYY", `line 3: days: pattern: pattern "map-YYYY": want YYYY, MM and DD`},
		{"source: a\nlayers:\n  - layer: b\n  - layer: C", `line 4: layers: number 2: layer: "C"`},
		{"source: a\nlayers:\n  - layer: b\n    files: '[x'", `line 4: layers: number 1: files: "[x"`},
		{"source: a\nlayers:\n  - layer: b\n    where: {x: []}", "line 4: layers: number 1: where: x: no value"},
		{"source: a\nlayers:\n  - layer: b\n    where:\n      x: {y: z}", "line 5: want a value or a list of values"},
		{"source: a\ndefinitions:\n  - name: a\n    layers: [held]\n  - name: a\n    layers: [held]", `line 5: definitions: number 2: name: "a" stands twice`},
		{"source: a\ndefinitions:\n  - name: a\n    layers: [front]", `line 4: definitions: number 1: layers: no layer "front"`},
		{"source: a\ndefinitions:\n  - name: a", "line 3: definitions: number 1: layers: want the layers"},
		{"source: a\nothers: drop", `line 2: others: "drop"`},
		{"source: a\nshare_of_km2: -3", "line 2: share_of_km2: want an area"},
		{"source: a\nregions: {property: x}", "line 2: regions: file: want a file"},
		{"source: a\nregions: {file: gone.geojson}", "gone.geojson"},
		{"source: a\nregions: {file: ../up.geojson}", "../up.geojson: want a file beside the description"},
		{"source: a\nplaces:\n  - {name: X, at: [200, 3]}", "line 3: places: number 1: at: [200 3]: want [longitude, latitude]"},
	} {
		_, err := described.Parse("source.yaml", []byte(tt.text), fstest.MapFS{})
		if err == nil || !strings.HasPrefix(err.Error(), "source.yaml: ") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q:\n got %v\nwant …%s", tt.text, err, tt.want)
		}
	}
}

func TestRegionsAreKept(t *testing.T) {
	const text = "source: a\nregions: {file: r.geojson, property: county}\nplaces: [{name: P, at: [1.5, 1.5]}]"
	files := fstest.MapFS{"r.geojson": {Data: []byte(`{"type":"FeatureCollection","features":[` + feature(`{"county":"East"}`) + "," +
		strings.ReplaceAll(feature(`{"county":"West"}`), "[2,", "[0,") + `]}`)}}
	s, err := described.Parse("s.yaml", []byte(text), files)
	if err != nil {
		t.Fatal(err)
	}
	again, err := described.Stored(s.Description(), s.RegionsJSON())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*described.Source{s, again} {
		if len(s.Regions) != 2 || s.Regions[0].Name != "East" || len(s.Config.Places) != 1 {
			t.Fatalf("%+v", s.Regions)
		}
		sum := s.Regions[0].Polygons.Area() + s.Regions[1].Polygons.Area()
		if d := s.Definitions()[0]; d.Denominator < sum.Km2()-1 || d.Denominator > sum.Km2()+1 {
			t.Errorf("shares are of %v km², the regions have %v", d.Denominator, sum.Km2())
		}
	}
	files["r.geojson"].Data = []byte(feature(`{"name":"East"}`))
	if _, err := described.Parse("s.yaml", []byte(text), files); err == nil || !strings.Contains(err.Error(), `r.geojson: feature 0: no property "county" to name the region by; it has name`) {
		t.Errorf("%v", err)
	}
}

func TestPlainAndAdded(t *testing.T) {
	s, err := described.Plain("mymap", "")
	if err != nil {
		t.Fatal(err)
	}
	if d := s.Definitions(); len(d) != 1 || d[0].Name != "mymap" || d[0].Layers[0] != described.Held || !s.Bare() {
		t.Errorf("%+v", d)
	}
	more, err := s.Add("claimed")
	if err != nil {
		t.Fatal(err)
	}
	if d := more.Definitions(); len(d) != 2 || d[0].Name != "mymap" || d[1].Name != "mymap-claimed" || !more.Bare() {
		t.Errorf("%+v", d)
	}
	with, err := more.With(described.Given{Layer: "claimed", Day: control.Date(2024, 3, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if r := with.Read("x.geojson", []byte(feature("{}")), control.Origin{}); len(r.Snapshots) != 1 || r.Snapshots[0].Layer != "claimed" || r.Snapshots[0].Day != control.Date(2024, 3, 1) {
		t.Errorf("%+v", r)
	}
	if _, err := s.With(described.Given{Layer: "front"}); err == nil {
		t.Error("a layer that there is not")
	}
	if _, err := described.Plain("My Map", ""); err == nil {
		t.Error("an id with a blank")
	}
	if parse(t, twoLayers).Bare() {
		t.Error("rules are more than an id")
	}
}

// TestExample reads the example that the documentation shows.
func TestExample(t *testing.T) {
	dir := filepath.Join("..", "..", "examples", "veldmark")
	text, err := os.ReadFile(filepath.Join(dir, "source.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := described.Parse("source.yaml", text, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	got, sum := readAll(t, s, filepath.Join(dir, "maps"))
	if sum.Files != 5 || len(sum.Refused) > 0 || len(s.Regions) != 4 || len(got["control"].Days()) != 5 {
		t.Errorf("%+v", sum)
	}
	for _, m := range got["control"].Maps(control.NoDay) {
		if p := geo.Polygons(got["control"].Boundary(m)); geo.Validate(p) != nil || len(p) == 0 {
			t.Errorf("map of %s: %v", m.Day, geo.Validate(p))
		}
	}
}

// FuzzDescription wants an answer for any description, and the same source again
// from what is kept of it.
func FuzzDescription(f *testing.F) {
	f.Add(twoLayers)
	f.Add("source: a\ndays: {pattern: DD.MM.YYYY, shows: day-before}\ndefinitions: [{name: b, layers: [held], breaks: [{day: 2024-03-01, note: x}]}]")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := described.Parse("s.yaml", []byte(text), fstest.MapFS{})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "s.yaml: ") {
				t.Fatal(err)
			}
			return
		}
		again, err := described.Stored(s.Description(), s.RegionsJSON())
		if err != nil || fmt.Sprint(again.Definitions()) != fmt.Sprint(s.Definitions()) {
			t.Fatalf("%v\n%v", again, err)
		}
	})
}

// TestHostileZip wants a zipped shapefile whose names lead out of the zip to be
// refused, and the files beside it to be read.
func TestHostileZip(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range []string{"m.shp", "../../m.dbf"} {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, "map_20240301.zip", buf.Bytes())
	write(t, dir, "map_20240302.zip", buf.Bytes()[:40])
	write(t, dir, "map_20240303.geojson", []byte(feature("{}")))
	s := parse(t, "source: mymap")
	_, sum := readAll(t, s, filepath.Join(dir, "map_20240301.zip"), filepath.Join(dir, "map_20240303.geojson"))
	if sum.Files != 2 || sum.Snapshots != 1 || len(sum.Refused) != 1 || !strings.Contains(sum.Refused[0].Error(), `map_20240301.zip: zip: "../../m.dbf": unsafe archive member`) {
		t.Errorf("%+v", sum)
	}
	_, err := source.ReadAll(context.Background(), []string{filepath.Join(dir, "map_20240302.zip")}, source.Options{Readers: []source.Reader{s}, Source: s.ID(), Now: now},
		func(source.Result) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "map_20240302.zip: archive ends too early") {
		t.Errorf("half a zip: %v", err)
	}
}
