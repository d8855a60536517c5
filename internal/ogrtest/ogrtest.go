// Package ogrtest makes real files of other formats for tests, with GDAL's
// ogr2ogr. Start with [Convert].
package ogrtest

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Convert writes GeoJSON as another format into a new folder, in the file of the
// given name, and returns the folder. The arguments go to ogr2ogr as they are.
// The test is skipped, loudly, where GDAL is not installed.
func Convert(t testing.TB, geojson, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("SKIPPED: ogr2ogr (GDAL) is not installed; make test installs it")
	}
	in := filepath.Join(t.TempDir(), "in.geojson")
	if err := os.WriteFile(in, []byte(geojson), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cmd := exec.Command("ogr2ogr", append(args, filepath.Join(dir, name), in)...)
	// Files made twice are to be the same; GeoPackages note when they were made.
	cmd.Env = append(os.Environ(), "OGR_CURRENT_DATE=2024-03-01T00:00:00Z")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("ogr2ogr %v: %v\n%s", args, err, out)
	}
	return dir
}

// File is Convert for a format of one file, and returns its bytes.
func File(t testing.TB, geojson, name string, args ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(Convert(t, geojson, name, args...), name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Shapefile returns GeoJSON as a zipped shapefile of the given name.
func Shapefile(t testing.TB, geojson, name string, args ...string) []byte {
	t.Helper()
	return Zip(t, Convert(t, geojson, name+".shp", append([]string{"-f", "ESRI Shapefile"}, args...)...))
}

// Zip returns the files of a folder, without folders in it, in a zip.
func Zip(t testing.TB, dir string) []byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(e.Name())
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}
