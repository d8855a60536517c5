package archive_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/salient-project/salient/archive"
)

// TestWholeZips: a zip that is one map of several files comes as it is, in a
// folder too and within the limits; others are opened.
func TestWholeZips(t *testing.T) {
	dir := t.TempDir()
	packed := func(name string, members ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, m := range members {
			w, err := z.Create(m)
			if err == nil {
				_, err = w.Write([]byte("{}"))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	want := packed("a.zip", "x/map.shp", "x/map.dbf")
	packed("b.zip", "map.geojson", ".hidden/map.shp")
	got := map[string]string{}
	opts := archive.Options{Whole: func(name string) bool { return strings.HasSuffix(name, ".shp") }}
	if _, err := archive.Walk(context.Background(), dir, opts, func(e archive.Entry) error {
		got[e.Name] = string(e.Data)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got["a.zip"] != string(want) || got["map.geojson"] != "{}" {
		t.Errorf("got %q", got)
	}
	opts.MaxFile = 10
	if _, err := archive.Walk(context.Background(), filepath.Join(dir, "a.zip"), opts, func(archive.Entry) error { return nil }); !errors.Is(err, archive.ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}
