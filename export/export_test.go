package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/export"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
)

func square(west, south float64) geo.Polygon {
	return geo.Polygon{{geo.Pt(west, south), geo.Pt(west+0.5, south), geo.Pt(west+0.5, south+0.5), geo.Pt(west, south+0.5)}}
}

// sample has a row of each difficulty: a missing value, quotes, two polygons, a
// hole, no more than one digit.
func sample(shape export.Shape) *export.Table {
	holed := append(square(36, 48), geo.Ring{geo.Pt(36.1, 48.1), geo.Pt(36.1, 48.2), geo.Pt(36.2, 48.2), geo.Pt(36.2, 48.1)})
	return &export.Table{
		Name: "sample_rows", Title: "Sample", Description: "Rows made up for a test.", Credit: []string{"a made-up source"}, Shape: shape,
		Columns: []export.Column{{Name: "name", Type: export.String}, {Name: "area_km2", Type: export.Number}, {Name: "count", Type: export.Integer},
			{Name: "held", Type: export.Boolean}, {Name: "day", Type: export.Date}},
		Rows: []export.Row{
			{Values: []any{`Запоріжжя, "near"`, 1234.5678, 3, true, control.Date(2026, 2, 17)}, Point: geo.Pt(35.1, 47.8), Polygon: geo.MultiPolygon{square(35, 47), holed}},
			{Values: []any{nil, nil, -1, false, control.Date(2022, 2, 24)}, Point: geo.Pt(36.1, 48.8), Polygon: geo.MultiPolygon{square(38, 49)}},
		},
	}
}

func write(t *testing.T, f export.Format, table *export.Table) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample."+string(f))
	if _, err := export.Write(path, f, table); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s is left behind", e.Name())
		}
	}
	return path
}

// TestGDALReadsBack reads every geometry of every format with GDAL.
func TestGDALReadsBack(t *testing.T) {
	ogr2ogr, err := exec.LookPath("ogr2ogr")
	if err != nil {
		t.Skip("SKIPPED: no ogr2ogr: GDAL does not read the files back")
	}
	for _, shape := range []export.Shape{export.Polygons, export.Points} {
		for _, f := range []export.Format{"geojson", "gpkg", "fgb"} {
			path := write(t, f, sample(shape))
			out, err := exec.Command(ogr2ogr, "-f", "CSV", "/vsistdout/", path, "-lco", "GEOMETRY=AS_WKT").Output()
			if err != nil {
				t.Fatalf("%s %s: %v\n%s", f, shape, err, out)
			}
			rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
			if err != nil {
				t.Fatalf("%s %s: %v\n%s", f, shape, err, out)
			}
			if len(rows) != 3 {
				t.Fatalf("%s %s: %d rows:\n%s", f, shape, len(rows)-1, out)
			}
			wkt, name, area, day := rows[1][0], rows[1][1], rows[1][2], strings.ReplaceAll(rows[1][5], "/", "-")
			if name != `Запоріжжя, "near"` || area != "1234.5678" || !strings.HasPrefix(day, "2026-02-17") || rows[2][1] != "" || rows[2][2] != "" || rows[2][3] != "-1" {
				t.Errorf("%s %s: %q", f, shape, rows)
			}
			want := "POINT (35.1 47.8)"
			if shape == export.Polygons {
				want = "(36.1 48.1,36.1 48.2,36.2 48.2,36.2 48.1,36.1 48.1)"
			}
			if !strings.Contains(wkt, want) {
				t.Errorf("%s %s: no %s in %s", f, shape, want, wkt)
			}
		}
	}
}

// TestGeoPackageIsValid runs GDAL's validator.
func TestGeoPackageIsValid(t *testing.T) {
	const script = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"
	if _, err := os.Stat(script); err != nil {
		t.Skipf("SKIPPED: no %s: nobody validates the GeoPackage", script)
	}
	for _, shape := range []export.Shape{export.Polygons, export.Points, export.NoShape} {
		out, err := exec.Command("/usr/bin/python3", script, write(t, "gpkg", sample(shape))).CombinedOutput()
		if err != nil {
			t.Errorf("%q: %v\n%s", shape, err, out)
		}
	}
}

func TestParquetReadsBack(t *testing.T) {
	path := write(t, "parquet", sample(export.Polygons))
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	meta, ok := f.Lookup("geo")
	var read struct {
		Version string `json:"version"`
		Primary string `json:"primary_column"`
		Columns map[string]struct {
			Encoding string     `json:"encoding"`
			Box      [4]float64 `json:"bbox"`
		} `json:"columns"`
	}
	if err := json.Unmarshal([]byte(meta), &read); !ok || err != nil {
		t.Fatalf("geo metadata %q: %v", meta, err)
	}
	if c := read.Columns[read.Primary]; read.Version != "1.1.0" || c.Encoding != "WKB" || c.Box != [4]float64{35, 47, 38.5, 49.5} {
		t.Errorf("%+v", read)
	}
	type line struct {
		Name     *string  `parquet:"name,optional"`
		Area     *float64 `parquet:"area_km2,optional"`
		Day      *int32   `parquet:"day,optional,date"`
		Geometry []byte   `parquet:"geometry,optional"`
	}
	rows, err := parquet.Read[line](bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || *rows[0].Name != `Запоріжжя, "near"` || *rows[0].Area != 1234.5678 || rows[1].Name != nil || control.Day(*rows[0].Day) != control.Date(2026, 2, 17) {
		t.Errorf("%+v", rows)
	}
	if want := geo.AppendWKB(nil, sample(export.Polygons).Rows[1].Polygon); !bytes.Equal(rows[1].Geometry, want) {
		t.Error("another geometry comes back")
	}
}

// The data package names exactly the columns of the CSV beside it.
func TestDataPackageFitsItsCSV(t *testing.T) {
	path := write(t, "csv", sample(export.NoShape))
	raw, err := os.ReadFile(strings.TrimSuffix(path, ".csv") + ".datapackage.json")
	if err != nil {
		t.Fatal(err)
	}
	var pkg struct {
		Resources []struct {
			Path   string `json:"path"`
			Schema struct {
				Fields []struct{ Name, Type string } `json:"fields"`
			} `json:"schema"`
		} `json:"resources"`
		Sources []struct{ Title string } `json:"sources"`
	}
	if err := json.Unmarshal(raw, &pkg); err != nil {
		t.Fatal(err)
	}
	data, err := os.Open(filepath.Join(filepath.Dir(path), pkg.Resources[0].Path))
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	rows, err := csv.NewReader(data).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	fields := pkg.Resources[0].Schema.Fields
	if len(fields) != len(rows[0]) || len(pkg.Sources) != 1 {
		t.Fatalf("%d fields, %d columns, sources %v", len(fields), len(rows[0]), pkg.Sources)
	}
	for i, f := range fields {
		if f.Name != rows[0][i] {
			t.Errorf("field %s is column %s", f.Name, rows[0][i])
		}
	}
	if rows[1][4] != "2026-02-17" || rows[2][0] != "" {
		t.Errorf("%q", rows)
	}
}

func TestFormatsAreChecked(t *testing.T) {
	if _, err := export.Write(filepath.Join(t.TempDir(), "x.shp"), "shp", sample(export.Points)); !errors.Is(err, export.ErrFormat) {
		t.Errorf("a format that does not exist: %v", err)
	}
	if err := export.WriteTo(&bytes.Buffer{}, "geojson", sample(export.NoShape)); !errors.Is(err, export.ErrFormat) {
		t.Errorf("GeoJSON without geometry: %v", err)
	}
	if err := export.WriteTo(&bytes.Buffer{}, "gpkg", sample(export.Points)); !errors.Is(err, export.ErrFormat) {
		t.Errorf("a GeoPackage to a stream: %v", err)
	}
}

// A table says what the record says.
func TestTablesHoldTheRecord(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	from, to := control.Date(2026, 1, 1), control.Date(2026, 3, 1)
	q := export.Asked{Definitions: l.Coverage()[:1], From: from, To: to, Every: 31, ByRegion: true, Period: measure.Monthly}
	changes, err := export.Changes(l, q)
	if err != nil {
		t.Fatal(err)
	}
	want, err := l.Change(q.Definitions[0].Definition.Name, from, control.Date(2026, 2, 1), measure.Options{})
	if err != nil {
		t.Fatal(err)
	}
	wide, err := export.Wide(changes)
	if err != nil {
		t.Fatal(err)
	}
	if got := wide.Rows[0].Values[1].(float64); wide.Columns[1].Name != "deepstate" || len(wide.Rows) != 2 || got-want.Net.Km2() > 1e-6 || want.Net.Km2()-got > 1e-6 {
		t.Errorf("%v in %s of %d rows, want %.6f", wide.Rows[0].Values[1], wide.Columns[1].Name, len(wide.Rows), want.Net.Km2())
	}
	for name, table := range map[string]func(measure.Record, export.Asked) (*export.Table, error){
		"held": export.Held, "changes": export.Changes, "patches": export.Patches, "cells": export.Cells,
	} {
		got, err := table(l, q)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, r := range got.Rows {
			if len(r.Values) != len(got.Columns) {
				t.Fatalf("%s, row %d: %d values, %d columns", name, i+1, len(r.Values), len(got.Columns))
			}
		}
		if got.Name != name || len(got.Rows) < 2 {
			t.Errorf("%s: %d rows named %s", name, len(got.Rows), got.Name)
		}
	}
}
