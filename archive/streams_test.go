package archive_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/salient-project/salient/archive"
)

// TestStreams: a file larger than any that is read into memory passes by as a
// stream, within the limits of all files together.
func TestStreams(t *testing.T) {
	dir := t.TempDir()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"long.csv": strings.Repeat("line\n", 1000), "map.geojson": "{}"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "a.zip")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var read []string
	var length int64
	opts := archive.Options{
		MaxFile: 100,
		Streams: func(name string) bool { return strings.HasSuffix(name, ".csv") },
		Stream: func(e archive.Entry, r io.Reader) error {
			n, err := io.Copy(io.Discard, r)
			read, length = append(read, "stream "+e.Name), n
			return err
		},
	}
	walk := func() error {
		_, err := archive.Walk(context.Background(), path, opts, func(e archive.Entry) error {
			read = append(read, e.Name)
			return nil
		})
		return err
	}
	if err := walk(); err != nil || len(read) != 2 || length != 5000 {
		t.Errorf("read %v, %d bytes, %v", read, length, err)
	}
	opts.MaxTotal = 4000
	if err := walk(); !errors.Is(err, archive.ErrTooLarge) {
		t.Errorf("beyond the limit of all: %v", err)
	}
	opts.MaxTotal = 0
	opts.Stream = func(archive.Entry, io.Reader) error { return errors.New("made up") }
	if err := walk(); err == nil || !strings.Contains(err.Error(), "made up") {
		t.Errorf("the callee's error: %v", err)
	}
	var packed bytes.Buffer
	g := gzip.NewWriter(&packed)
	_, _ = g.Write([]byte(strings.Repeat("line\n", 1000)))
	_ = g.Close()
	half := packed.Bytes()[:packed.Len()/2]
	// Cut off: said so even if the callee makes nothing of it.
	if err := os.WriteFile(path, half, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path, filepath.Join(dir, "long.csv.gz")); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, "long.csv.gz")
	opts.Stream = func(_ archive.Entry, r io.Reader) error { _, _ = io.Copy(io.Discard, r); return nil }
	if err := walk(); !errors.Is(err, archive.ErrTruncated) {
		t.Errorf("cut off: %v", err)
	}
}
