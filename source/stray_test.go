package source_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// TestStray: what else lies in an archive is told of by name, and keeps no map
// from being read.
func TestStray(t *testing.T) {
	const day = "data/deepstatemap_data_2026020"
	got, sum := readAll(t, source.Options{},
		member{day + "1.geojson", "\ufeff" + deepstate(0.5)},
		member{"notes.json", `{"title":"not a map"}`},
		member{day + "2.geojson", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"},
		member{"readme.txt", "maps"},
		member{day + "3.geojson", deepstate(0.6)})
	want := "deepstate control of 2026-01-31 known 2026-02-01, 4 edges\n" +
		"notes.json: not recognized as any source's file; name the source if you know it\n" +
		day + "2.geojson: a Git LFS pointer, not the file itself: git lfs pull fetches it\n" +
		"deepstate control of 2026-02-02 known 2026-02-03, 4 edges\n"
	if got != want || sum.Files != 4 || sum.Skipped != 1 || len(sum.Refused) != 2 {
		t.Errorf("%+v\n got %s\nwant %s", sum, got, want)
	}
}

// faulty is a reader that comes to grief over every other file.
type faulty struct {
	source.Reader
	n *int
}

func (f faulty) Read(name string, data []byte, origin control.Origin) source.Result {
	if *f.n++; *f.n%2 == 0 {
		panic("made up")
	}
	return f.Reader.Read(name, data, origin)
}

// TestFaultOfAReader: a reader's panic refuses the file, and ends nothing.
func TestFaultOfAReader(t *testing.T) {
	dir := t.TempDir()
	for day, side := range []float64{0.5, 0.6, 0.7} {
		name := filepath.Join(dir, fmt.Sprintf("deepstatemap_data_2026020%d.geojson", day+1))
		if err := os.WriteFile(name, []byte(deepstate(side)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	reader := faulty{source.ByID(shipped.All(), "deepstate"), new(int)}
	sum, err := source.ReadAll(context.Background(), []string{dir}, source.Options{Readers: []source.Reader{reader}, Now: now, Workers: 1},
		func(source.Result) error { return nil })
	if err != nil || sum.Snapshots != 2 || len(sum.Refused) != 1 || !strings.Contains(sum.Refused[0].Error(), "20260202.geojson: salient itself is at fault, please report it: made up") {
		t.Errorf("%+v, %v", sum, err)
	}
}

// TestDamagedBesideWhole: a damaged file of a folder is refused by name, with the
// source that it is of, and a repeated one after it is still told; an archive that
// cannot be read on does not keep the next path from being read.
func TestDamagedBesideWhole(t *testing.T) {
	dir, cut := t.TempDir(), filepath.Join(t.TempDir(), "cut.zip")
	for path, text := range map[string]string{
		filepath.Join(dir, "deepstatemap_data_20260201.geojson"):    deepstate(0.5),
		filepath.Join(dir, "deepstatemap_data_20260202.geojson.gz"): "\x1f\x8b\x08 cut off",
		filepath.Join(dir, "deepstatemap_data_20260203.geojson"):    deepstate(0.5),
		cut: "PK\x03\x04 cut off",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var told []string
	opts := source.Options{Readers: shipped.All(), Now: now, Workers: 1}
	sum, err := source.ReadAll(context.Background(), []string{cut, dir}, opts, func(r source.Result) error {
		for _, f := range r.Refused {
			told = append(told, r.Source+" "+f.Error())
		}
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "cut.zip: archive ends too early") {
		t.Errorf("error %v", err)
	}
	if sum.Files != 3 || sum.Snapshots != 2 || sum.Duplicates != 1 || len(told) != 1 ||
		!strings.HasPrefix(told[0], "deepstate deepstatemap_data_20260202.geojson.gz: damaged in the archive: ") {
		t.Errorf("%+v, %q", sum, told)
	}
}
