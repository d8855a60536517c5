package isw_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/internal/ogrtest"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// shape is a drawn square that begins at 36° east, 47° north, of so many degrees with properties as JSON.
func shape(properties string, side float64) string {
	return fmt.Sprintf(`{"type":"Feature","properties":%s,"geometry":{"type":"Polygon","coordinates":[[[36,47],[%[2]g,47],[%[2]g,%[3]g],[36,%[3]g],[36,47]]]}}`,
		properties, 36+side, 47+side)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// joined puts the members of several zips into one.
func joined(t *testing.T, zips ...[]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, data := range zips {
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.File {
			in, err := m.Open()
			if err != nil {
				t.Fatal(err)
			}
			to, err := w.Create(m.Name)
			if err == nil {
				_, err = io.Copy(to, in)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read reads files of a folder as import does, for ISW's or for whose they look.
func read(t *testing.T, id string, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	opts := source.Options{Readers: shipped.All(), Source: id, Now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	if _, err := source.ReadAll(context.Background(), []string{dir}, opts, func(r source.Result) error {
		for _, s := range r.Snapshots {
			fmt.Fprintf(&out, "%s %s of %s, %d edges\n", s.Source, s.Layer, s.Day, len(s.Boundary))
		}
		for _, f := range r.Refused {
			fmt.Fprintln(&out, f.Error())
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestShapefiles(t *testing.T) {
	control := collection(shape(`{"OBJECTID":1}`, 1), shape(`{"OBJECTID":2}`, 0.5), `{"type":"Feature","properties":{"OBJECTID":3},"geometry":null}`)
	advance := collection(shape(`{"OBJECTID":1}`, 0.5))
	layers := collection(shape(`{"layer":"VIEW_RussiaCoTinUkraine_V3"}`, 1), shape(`{"layer":"VIEW_ClaimedUkrainianCounteroffensives_V2"}`, 0.5))
	dated := collection(shape(`{"datetime":1770768000000}`, 1), shape(`{"datetime":1770768000000}`, 0.5))
	apart := collection(shape(`{"date":"2026-02-11"}`, 1), shape(`{"date":"2026-02-12"}`, 0.5))
	file := ogrtest.Shapefile
	tests := []struct {
		name, id, zip string
		data          []byte
		want          string
	}{
		{"two layers, the day in the zip's name", "isw", "ISW_20260211.zip",
			joined(t, file(t, control, "VIEW_RussiaCoTinUkraine_V3"), file(t, advance, "MDS_AssessedRussianAdvanceInUkraine_view")),
			"isw control of 2026-02-11, 6 edges\nisw advance of 2026-02-11, 4 edges\n"},
		{"the day in the shapefile's name", "isw", "maps.zip", file(t, control, "20260211_VIEW_RussiaCoTinUkraine_V3"), "isw control of 2026-02-11, 6 edges\n"},
		{"told without --source", "", "maps.zip", file(t, control, "20260211_VIEW_RussiaCoTinUkraine_V3"), "isw control of 2026-02-11, 6 edges\n"},
		{"two days of a layer", "isw", "maps.zip",
			joined(t, file(t, control, "VIEW_RussiaCoTinUkraine_V3_20260211"), file(t, collection(shape(`{"OBJECTID":1}`, 0.9)), "VIEW_RussiaCoTinUkraine_V3_20260212")),
			"isw control of 2026-02-11, 6 edges\nisw control of 2026-02-12, 4 edges\n"},
		{"the day in a property", "isw", "VIEW_ClaimedRussianTerritoryinUkraine_V2.zip", file(t, dated, "map"), "isw claimed of 2026-02-11, 6 edges\n"},
		{"the layers in a property", "isw", "20260211.zip", file(t, layers, "map"), "isw control of 2026-02-11, 4 edges\nisw counteroffensive of 2026-02-11, 4 edges\n"},
		{"in Web Mercator", "isw", "20260211.zip", file(t, control, "VIEW_RussiaCoTinUkraine_V3", "-t_srs", "EPSG:3857"), "isw control of 2026-02-11, 6 edges\n"},
		{"control before 24 February 2022", "isw", "20260211.zip", file(t, advance, "VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022"), "isw prewar of 2026-02-11, 4 edges\n"},
		{"no day", "isw", "maps.zip", file(t, control, "VIEW_RussiaCoTinUkraine_V3"), "maps.zip: VIEW_RussiaCoTinUkraine_V3.shp: no day in the shapefile's or the zip's name, " +
			"as in 20260211_VIEW_RussiaCoTinUkraine_V3.shp, and none in a datetime or date property\n"},
		{"features of two days", "isw", "VIEW_RussiaCoTinUkraine_V3.zip", file(t, apart, "map"), "VIEW_RussiaCoTinUkraine_V3.zip: map.shp: feature 1 is dated 2026-02-12, others 2026-02-11: name the day in the file's name\n"},
		{"no layer", "isw", "20260211.zip", file(t, advance, "map"), "20260211.zip: map.shp: which layer it is is not told: neither the shapefile's name nor the zip's is that of one of ISW's services, and the features have no layer property\n"},
		{"a layer twice", "isw", "20260211.zip", joined(t, file(t, control, "VIEW_RussiaCoTinUkraine_V2"), file(t, advance, "VIEW_RussiaCoTinUkraine_V3")),
			"20260211.zip: VIEW_RussiaCoTinUkraine_V3.shp: layer control of 2026-02-11 is there twice\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(t, tt.id, map[string][]byte{tt.zip: tt.data}); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
	t.Run("cut off in the middle", func(t *testing.T) {
		data := file(t, control, "20260211_VIEW_RussiaCoTinUkraine_V3")
		var shp []byte
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var half bytes.Buffer
		w := zip.NewWriter(&half)
		for _, m := range r.File {
			in, err := m.Open()
			if err != nil {
				t.Fatal(err)
			}
			if shp, err = io.ReadAll(in); err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(m.Name, ".shp") {
				shp = shp[:len(shp)/2]
			}
			to, err := w.Create(m.Name)
			if err == nil {
				_, err = to.Write(shp)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		_ = w.Close()
		if got := read(t, "isw", map[string][]byte{"x.zip": half.Bytes()}); !strings.HasPrefix(got, "x.zip: 20260211_VIEW_RussiaCoTinUkraine_V3.shp") {
			t.Errorf("got %s", got)
		}
	})
}

// TestShapefileAsGeoJSON: the same map comes from a shapefile as from GeoJSON.
func TestShapefileAsGeoJSON(t *testing.T) {
	text := collection(shape(`{"OBJECTID":1}`, 1), `{"type":"Feature","properties":{"OBJECTID":2},"geometry":{"type":"MultiPolygon","coordinates":[[[[38,47],[39,47.1234567],[38.5,48],[38,47]],[[38.4,47.3],[38.5,47.5],[38.6,47.3],[38.4,47.3]]]]}}`)
	edges := map[string]string{}
	for name, data := range map[string][]byte{
		"20260211_RussianAssessedCoTinUkraine.geojson": []byte(text),
		"20260211_RussianAssessedCoTinUkraine.zip":     ogrtest.Shapefile(t, text, "RussianAssessedCoTinUkraine"),
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		opts := source.Options{Readers: shipped.All(), Now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
		if _, err := source.ReadAll(context.Background(), []string{dir}, opts, func(r source.Result) error {
			for _, s := range r.Snapshots {
				edges[filepath.Ext(name)] = fmt.Sprint(s.Layer, s.Day, s.Boundary)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if edges[".zip"] == "" || edges[".zip"] != edges[".geojson"] {
		t.Errorf("by shapefile %s\nby GeoJSON %s", edges[".zip"], edges[".geojson"])
	}
}
