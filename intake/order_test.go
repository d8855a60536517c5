package intake_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/intake"
	"github.com/salient-project/salient/internal/realdata"
	"github.com/salient-project/salient/store"
)

// stored is what a store holds of a source: chronicles, and the files of each day.
func stored(t *testing.T, s store.Store, source string) string {
	t.Helper()
	var b bytes.Buffer
	keys, err := s.Keys()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		c, err := s.Chronicle(k)
		if err != nil {
			t.Fatal(err)
		}
		encoded, err := c.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %x\n", k, encoded)
		for _, d := range c.Days() {
			files, err := s.Provenance(source, d)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, f := range files {
				names = append(names, fmt.Sprint(filepath.Base(f.Origin.File), f.Maps))
			}
			slices.Sort(names)
			fmt.Fprintln(&b, d, names)
		}
	}
	return b.String()
}

// TestOrderOfFilesDecidesNothing imports maps of which three are to be put aside,
// in orders drawn by chance: the store holds the same, and the same is refused.
func TestOrderOfFilesDecidesNothing(t *testing.T) {
	sides := []float64{1, 1.01, 0.5, 1.02, 1.02, 0.4, 0.45, 1.03} // degrees, by day
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 1))
	var want, aside string
	for n := range 12 {
		order := r.Perm(len(sides))
		if n == 0 {
			slices.Sort(order)
		}
		dir := t.TempDir()
		for place, day := range order { // folders are walked by name
			sub := filepath.Join(dir, fmt.Sprintf("%02d", place))
			if err := os.Mkdir(sub, 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, sub, fmt.Sprintf("deepstatemap_data_2026020%d.geojson", day+1), square(36, 47, sides[day]))
		}
		s := open(t, filepath.Join(t.TempDir(), "s.gpkg"))
		report, err := run(t, s, intake.Options{Paths: []string{dir}, CommitEvery: time.Nanosecond})
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		for _, f := range report.Refused {
			days = append(days, filepath.Base(f.File))
		}
		slices.Sort(days)
		got, refused := stored(t, s, "deepstate"), fmt.Sprint(days)
		if n == 0 {
			want, aside = got, refused
			if len(days) != 3 {
				t.Fatalf("refused %v, want three maps put aside", report.Refused)
			}
		}
		if got != want || refused != aside || report.Added != 5 || report.Layers["control"] != 5 || report.Days != 5 {
			t.Fatalf("seed %d, order %v: %+v, refused %s, want %s", seed, order, report, refused, aside)
		}
	}
}

// TestOrderOfRealMaps imports the real maps of two months from the last to the
// first, among them the map of 8 December 2023 that lost its main polygon, and
// wants the store that the order of days gives.
func TestOrderOfRealMaps(t *testing.T) {
	path := realdata.File(t, "data/nzz.tar.zst")
	forth, back := t.TempDir(), t.TempDir()
	n := 0
	opts := archive.Options{Wanted: func(name string) bool { return name >= "data/2023-11-15" && name < "data/2024-01-15" }}
	_, err := archive.Walk(t.Context(), path, opts, func(e archive.Entry) error {
		write(t, forth, filepath.Base(e.Name), string(e.Data))
		sub := filepath.Join(back, fmt.Sprint(99-n))
		n++
		if err := os.Mkdir(sub, 0o755); err != nil {
			return err
		}
		write(t, sub, filepath.Base(e.Name), string(e.Data))
		return nil
	})
	if err != nil || n != 61 {
		t.Fatalf("%d files, %v", n, err)
	}
	var got [2]string
	for i, dir := range []string{forth, back} {
		s := open(t, filepath.Join(t.TempDir(), "s.gpkg"))
		r, err := run(t, s, intake.Options{Paths: []string{dir}})
		if err != nil || len(r.Refused) != 3 {
			t.Fatalf("refused %v, %v: want the map of 8 December, three times", r.Refused, err)
		}
		got[i] = stored(t, s, "liveuamap")
	}
	if got[0] != got[1] {
		for i, line := range strings.Split(got[0], "\n") {
			if other := strings.Split(got[1], "\n")[i]; line != other {
				t.Errorf("from the last map to the first, the store holds something else:\n%.300s\n%.300s", other, line)
				break
			}
		}
	}
}

// TestAcceptedStays: a map that was accepted is not put aside when its file comes
// again, and the report says nothing of it.
func TestAcceptedStays(t *testing.T) {
	dir := archiveOfThree(t)
	write(t, dir, "deepstatemap_data_20260206.geojson", square(36, 47, 0.5))
	s := open(t, filepath.Join(t.TempDir(), "s.gpkg"))
	if _, err := run(t, s, intake.Options{Paths: []string{dir}, Accept: true}); err != nil {
		t.Fatal(err)
	}
	r, err := run(t, s, intake.Options{Paths: []string{dir}})
	if err != nil || len(r.Refused) > 0 || r.Added > 0 || r.Days != 4 {
		t.Errorf("again: %+v, %v", r, err)
	}
}

// TestStrayFiles: files of no source are refused by name, in the only report
// there is or in one of their own.
func TestStrayFiles(t *testing.T) {
	dir := archiveOfThree(t)
	write(t, dir, "notes.json", `{"title":"not a map"}`)
	s := open(t, filepath.Join(t.TempDir(), "s.gpkg"))
	r, err := run(t, s, intake.Options{Paths: []string{dir}})
	if err != nil || r.Source != "deepstate" || r.Files != 4 || r.Days != 3 || len(r.Refused) != 1 || r.Refused[0].File != "notes.json" {
		t.Errorf("%+v, %v", r, err)
	}
	alone := t.TempDir()
	write(t, alone, "notes.json", `{"title":"not a map"}`)
	if r, err = run(t, s, intake.Options{Paths: []string{alone}}); err != nil || r.Source != "" || r.Files != 1 || len(r.Refused) != 1 {
		t.Errorf("alone: %+v, %v", r, err)
	}
}

// TestPublishedAgain: another file of the same day with the same held ground is
// told of, and is no correction.
func TestPublishedAgain(t *testing.T) {
	dir := archiveOfThree(t)
	sub := filepath.Join(dir, "again")
	if err := os.Mkdir(sub, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, sub, "deepstatemap_data_20260203.geojson", square(36, 47, 1)+"\n")
	r, err := run(t, open(t, filepath.Join(t.TempDir(), "s.gpkg")), intake.Options{Paths: []string{dir}})
	if err != nil || r.Added != 3 || len(r.Fixed) > 0 || !slices.Equal(r.Again, []control.Day{control.Date(2026, time.February, 2)}) {
		t.Errorf("%+v, %v", r, err)
	}
}
