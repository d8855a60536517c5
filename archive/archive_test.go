package archive

import (
	"archive/tar"
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

	"github.com/klauspost/compress/zstd"
)

type file struct{ name, body string }

var maps = []file{{"data/20260201.geojson", "one"}, {"data/20260202.geojson", "two two"}}

func tarOf(t *testing.T, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: 0o644, Size: int64(len(f.body)), Typeflag: tar.TypeReg}
		switch {
		case strings.HasSuffix(f.name, "/"):
			h.Typeflag = tar.TypeDir
		case strings.HasPrefix(f.body, "-> "):
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, f.body[3:], 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			io.WriteString(w, f.body)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipOf(t *testing.T, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		body := f.body
		if strings.HasPrefix(body, "-> ") {
			h.SetMode(os.ModeSymlink | 0o777)
			body = body[3:]
		}
		m, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(m, body)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

func zstdOf(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out, zstd.WithWindowSize(1<<27))
	if err != nil {
		t.Fatal(err)
	}
	w.Write(b)
	w.Close()
	return out.Bytes()
}

// put writes a file into a new folder and returns its path.
func put(t *testing.T, name string, b []byte) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

// walk returns what a walk hands on, one line a file.
func walk(t *testing.T, path string, opts Options) (string, Stats, error) {
	t.Helper()
	var b strings.Builder
	stats, err := Walk(context.Background(), path, opts, func(e Entry) error {
		b.WriteString(e.Name + "=" + string(e.Data) + "\n")
		return nil
	})
	return b.String(), stats, err
}

func TestWalkFormats(t *testing.T) {
	const want = "data/20260201.geojson=one\ndata/20260202.geojson=two two\n"
	all := append([]file{{"data/", ""}, {"README.md", "x"}, {".DS_Store", "x"}, {"__MACOSX/a.json", "x"}, {"data/._b.json", "x"}}, maps...)
	tests := []struct {
		name string
		body []byte
	}{
		{"a.tar", tarOf(t, all...)},
		{"a.tar.gz", gzipOf(tarOf(t, all...))},
		{"a.tgz", gzipOf(tarOf(t, all...))},
		{"a.tar.zst", zstdOf(t, tarOf(t, all...))},
		{"a.zip", zipOf(t, all[1:]...)},
		{"told by content.bin", zipOf(t, all[1:]...)},
		{"members packed.tar", tarOf(t, append(all[:5:5], file{"data/20260201.geojson.gz", string(gzipOf([]byte("one")))}, maps[1])...)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := put(t, tt.name, tt.body)
			var read int64
			got, stats, err := walk(t, path, Options{Progress: func(n int64) { read = n }})
			if err != nil || got != want {
				t.Errorf("got %q, %v; want %q", got, err, want)
			}
			if stats.Files != 2 || stats.Skipped != 4 || stats.Bytes != 10 {
				t.Errorf("stats %+v", stats)
			}
			if size, err := Size(path); err != nil || size != int64(len(tt.body)) || read == 0 || read > size {
				t.Errorf("size %d of %d, read %d, %v", size, len(tt.body), read, err)
			}
		})
	}
}

func TestWalkFiles(t *testing.T) {
	for name, body := range map[string][]byte{
		"20260201.geojson":     []byte("one"),
		"20260201.geojson.gz":  gzipOf([]byte("one")),
		"20260201.geojson.zst": zstdOf(t, []byte("one")),
	} {
		got, _, err := walk(t, put(t, name, body), Options{})
		if err != nil || got != "20260201.geojson=one\n" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	dir := t.TempDir()
	for name, body := range map[string][]byte{
		"b/2.json": []byte("two"), "a/1.json": []byte("one"), ".git/3.json": []byte("x"), "readme.txt": []byte("x"),
		"c.tar.gz": gzipOf(tarOf(t, maps...)),
	} {
		os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755)
		os.WriteFile(filepath.Join(dir, name), body, 0o644)
	}
	got, stats, err := walk(t, dir, Options{})
	if want := "a/1.json=one\nb/2.json=two\n" + "data/20260201.geojson=one\ndata/20260202.geojson=two two\n"; err != nil || got != want {
		t.Errorf("folder: %q, %v; want %q", got, err, want)
	}
	if stats.Skipped != 1 {
		t.Errorf("skipped %d, want readme.txt alone", stats.Skipped)
	}
	if _, _, err := walk(t, filepath.Join(dir, "none"), Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a path that is not there: %v", err)
	}
}

func TestWalkRefuses(t *testing.T) {
	long := strings.Repeat("0", 1<<16)
	tests := []struct {
		name  string
		body  []byte
		opts  Options
		cause error
		says  string
	}{
		{"up.tar", tarOf(t, file{"../20260201.json", "x"}), Options{}, ErrUnsafe, "../20260201.json"},
		{"up inside.tar", tarOf(t, file{"a/../../b.json", "x"}), Options{}, ErrUnsafe, "a/../../b.json"},
		{"up.zip", zipOf(t, file{"../20260201.json", "x"}), Options{}, ErrUnsafe, "../20260201.json"},
		{"absolute.tar", tarOf(t, file{"/etc/a.json", "x"}), Options{}, ErrUnsafe, "/etc/a.json"},
		{"absolute.zip", zipOf(t, file{"/etc/a.json", "x"}), Options{}, ErrUnsafe, "/etc/a.json"},
		{"drive.zip", zipOf(t, file{"C:/a.json", "x"}), Options{}, ErrUnsafe, "C:/a.json"},
		{"backslash.zip", zipOf(t, file{`..\a.json`, "x"}), Options{}, ErrUnsafe, "a.json"},
		{"link.tar", tarOf(t, file{"a.json", "-> /etc/passwd"}), Options{}, ErrUnsafe, "a.json"},
		{"link.zip", zipOf(t, file{"a.json", "-> /etc/passwd"}), Options{}, ErrUnsafe, "a.json"},
		{"big file.tar", tarOf(t, file{"a.json", long}), Options{MaxFile: 1 << 10}, ErrTooLarge, "a.json"},
		{"big file.zip", zipOf(t, file{"a.json", long}), Options{MaxFile: 1 << 10}, ErrTooLarge, "a.json"},
		{"big.json.gz", gzipOf([]byte(long)), Options{MaxFile: 1 << 10}, ErrTooLarge, "big.json"},
		{"big in all.tar", tarOf(t, file{"a.json", long}, file{"b.json", long}), Options{MaxTotal: 1 << 16}, ErrTooLarge, "b.json"},
		{"many.tar", tarOf(t, maps...), Options{MaxFiles: 1}, ErrTooLarge, "more than 1 members"},
		{"bomb.json.gz", gzipOf(make([]byte, 80<<20)), Options{MaxRatio: 100}, ErrTooLarge, "100 times"},
		{"bomb.zip", zipOf(t, file{"a.json", string(make([]byte, 80<<20))}), Options{MaxRatio: 100}, ErrTooLarge, "100 times"},
		{"packed thrice.gz", gzipOf(gzipOf(gzipOf(gzipOf([]byte("x"))))), Options{}, ErrUnsafe, "compressed"},
		{"half.tar", tarOf(t, file{"a.json", long})[:1<<15], Options{}, ErrTruncated, "half.tar"},
		{"half.tar.gz", gzipOf(tarOf(t, maps...))[:100], Options{}, ErrTruncated, "half.tar.gz"},
		{"half.tar.zst", zstdOf(t, tarOf(t, maps...))[:60], Options{}, ErrTruncated, "half.tar.zst"},
		{"half.zip", zipOf(t, maps...)[:60], Options{}, ErrTruncated, "half.zip"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := walk(t, put(t, tt.name, tt.body), tt.opts)
			if !errors.Is(err, tt.cause) || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), tt.name) {
				t.Errorf("error %v; want %v naming %q and %q", err, tt.cause, tt.name, tt.says)
			}
		})
	}
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "a.json"), []byte("x"), 0o644)
	if err := os.Symlink("a.json", filepath.Join(dir, "b.json")); err == nil {
		if _, _, err := walk(t, dir, Options{}); !errors.Is(err, ErrUnsafe) {
			t.Errorf("a link in a folder: %v", err)
		}
	}
}

// TestPromisedSize: a header's word about a size costs no memory by itself.
func TestPromisedSize(t *testing.T) {
	b := tarOf(t, file{"a.json", "x"})
	h := &tar.Header{Name: "a.json", Mode: 0o644, Size: 200 << 20, Typeflag: tar.TypeReg}
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	w.WriteHeader(h)
	out.WriteString("x")
	var asked int64
	_, _, err := walk(t, put(t, "liar.tar", append(out.Bytes(), b[:0]...)), Options{Buffer: func(n int64) []byte { asked = n; return nil }})
	if !errors.Is(err, ErrTruncated) || asked != 200<<20 {
		t.Errorf("asked %d, %v", asked, err)
	}
}

func TestWalkStops(t *testing.T) {
	path := put(t, "a.tar", tarOf(t, maps...))
	stop := errors.New("stop")
	n := 0
	_, err := Walk(context.Background(), path, Options{}, func(Entry) error { n++; return stop })
	if err != stop || n != 1 {
		t.Errorf("%v after %d files", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Walk(ctx, path, Options{}, func(Entry) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled walk: %v", err)
	}
}

// TestBuffers: a callee that owns its buffers may keep what it was handed.
func TestBuffers(t *testing.T) {
	var kept [][]byte
	_, err := Walk(context.Background(), put(t, "a.tar", tarOf(t, maps...)),
		Options{Buffer: func(int64) []byte { return nil }},
		func(e Entry) error { kept = append(kept, e.Data); return nil })
	if err != nil || string(kept[0]) != "one" || string(kept[1]) != "two two" {
		t.Errorf("%q, %v", kept, err)
	}
}

func FuzzWalk(f *testing.F) {
	t := &testing.T{}
	f.Add(tarOf(t, maps...))
	f.Add(gzipOf(tarOf(t, maps...)))
	f.Add(zstdOf(t, tarOf(t, maps...)))
	f.Add(zipOf(t, maps...))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := put(t, "a", b)
		opts := Options{MaxFile: 1 << 20, MaxTotal: 1 << 22, MaxFiles: 1000}
		stats, err := Walk(context.Background(), path, opts, func(e Entry) error {
			if e.Name == "" || filepath.IsAbs(e.Name) || strings.HasPrefix(e.Name, "..") || len(e.Data) > 1<<20 {
				t.Fatalf("handed on %q of %d bytes", e.Name, len(e.Data))
			}
			return nil
		})
		if err == nil && stats.Bytes > 1<<22 {
			t.Fatalf("%d bytes handed on", stats.Bytes)
		}
	})
}
