package archive

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDamaged: a file that cannot be unpacked is told of, and the files beside it
// in the zip or folder are read; without anybody to tell, the walk ends there.
func TestDamaged(t *testing.T) {
	var gz bytes.Buffer
	g := gzip.NewWriter(&gz)
	fmt.Fprint(g, strings.Repeat("of some length; ", 100))
	g.Close()
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"a.json": []byte("{}"), "b.json.gz": gz.Bytes()[:gz.Len()/2], "c.json": []byte("{}"), "d.zip": []byte("PK\x03\x04 cut off"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var z bytes.Buffer
	w := zip.NewWriter(&z)
	for _, name := range []string{"a.json", "b.json", "c.json"} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(f, "{%q:1}", name)
	}
	w.Close()
	at := bytes.Index(z.Bytes(), []byte(`{"b.json`)) + 2
	z.Bytes()[at] ^= 1
	file := filepath.Join(t.TempDir(), "maps.zip")
	if err := os.WriteFile(file, z.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		dir:  "a.json; b.json.gz damaged: archive ends too early; c.json; d.zip damaged: archive ends too early; ",
		file: "a.json; b.json damaged: zip: checksum error; c.json; ",
	} {
		var got strings.Builder
		opts := Options{Damaged: func(e Entry, err error) error {
			fmt.Fprintf(&got, "%s damaged: %v; ", e.Name, err)
			return nil
		}}
		fn := func(e Entry) error {
			fmt.Fprintf(&got, "%s; ", e.Name)
			return nil
		}
		if _, err := Walk(context.Background(), path, opts, fn); err != nil || got.String() != want {
			t.Errorf("%s: %v\n got %s\nwant %s", path, err, got.String(), want)
		}
		if _, err := Walk(context.Background(), path, Options{}, fn); err == nil || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s, nobody told: %v", path, err)
		}
		stop := errors.New("enough")
		opts.Damaged = func(Entry, error) error { return stop }
		if _, err := Walk(context.Background(), path, opts, fn); !errors.Is(err, stop) {
			t.Errorf("%s: %v, want the answer's error", path, err)
		}
	}
}
