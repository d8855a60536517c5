package intake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/intake"
	"github.com/salient-project/salient/internal/realdata"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/store"
)

var clock = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// square is a map of the archive's shape: one clockwise ring, west edge at lon.
func square(lon, lat, side float64) string {
	return fmt.Sprintf(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[%[1]f,%[2]f],[%[1]f,%[4]f],[%[3]f,%[4]f],[%[3]f,%[2]f],[%[1]f,%[2]f]]]]}}]}`,
		lon, lat, lon+side, lat+side)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, path string) store.Store {
	t.Helper()
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func run(t *testing.T, s store.Store, o intake.Options) (intake.Report, error) {
	t.Helper()
	o.Store = s
	o.Read.Readers, o.Read.Now = shipped.All(), clock
	reports, err := intake.Run(context.Background(), o)
	if len(reports) != 1 {
		t.Fatalf("%d reports, error %v", len(reports), err)
	}
	return reports[0], err
}

func archiveOfThree(t *testing.T) string {
	dir := t.TempDir()
	write(t, dir, "deepstatemap_data_20260202.geojson", square(36, 47, 1))
	write(t, dir, "deepstatemap_data_20260203.geojson", square(36, 47, 1))
	write(t, dir, "deepstatemap_data_20260205.geojson", square(36, 47, 1.1))
	return dir
}

func TestRunReportsDays(t *testing.T) {
	dir := archiveOfThree(t)
	write(t, dir, "deepstatemap_data_20260206.geojson", square(36, 47, 1.1)[:200])
	write(t, dir, "deepstatemap_data_22020202.geojson", square(36, 47, 1))
	r, err := run(t, open(t, filepath.Join(t.TempDir(), "s.gpkg")), intake.Options{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Files != 5 || r.Added != 3 || r.Days != 3 || r.Distinct != 2 || r.Same != 1 {
		t.Errorf("files %d added %d days %d distinct %d unchanged %d, want 5 3 3 2 1", r.Files, r.Added, r.Days, r.Distinct, r.Same)
	}
	if len(r.Missing) != 1 || r.Missing[0] != control.Date(2026, time.February, 3) {
		t.Errorf("missing days %v, want 2026-02-03", r.Missing)
	}
	// The second file repeats the first byte for byte and is not read again.
	if r.Repairs[string(source.RepairOrientation)] != 2 {
		t.Errorf("repairs %v, want 2 of %s", r.Repairs, source.RepairOrientation)
	}
	if len(r.Refused) != 2 {
		t.Fatalf("refused %v, want two files", r.Refused)
	}
	for _, ref := range r.Refused {
		if ref.File == "" || ref.Reason == "" {
			t.Errorf("refusal without file or reason: %+v", ref)
		}
	}
}

func TestAgainChangesNothing(t *testing.T) {
	dir, path := archiveOfThree(t), filepath.Join(t.TempDir(), "s.gpkg")
	if _, err := run(t, open(t, path), intake.Options{Paths: []string{dir}}); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := run(t, open(t, path), intake.Options{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if r.Added != 0 || r.Known != 3 || !bytes.Equal(before, after) {
		t.Errorf("added %d, known %d, store changed %v; want 0, 3, false", r.Added, r.Known, !bytes.Equal(before, after))
	}
}

func TestSuddenLossIsPutAside(t *testing.T) {
	dir := archiveOfThree(t)
	write(t, dir, "deepstatemap_data_20260206.geojson", square(36, 47, 0.5))
	path := filepath.Join(t.TempDir(), "s.gpkg")
	r, err := run(t, open(t, path), intake.Options{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Reason, "put aside") || r.Days != 3 {
		t.Errorf("refused %v, %d days; want the last map put aside", r.Refused, r.Days)
	}
	r, err = run(t, open(t, path), intake.Options{Paths: []string{dir}, Accept: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.Added != 1 || r.Days != 4 {
		t.Errorf("accepted: added %d, %d days; want 1 and 4", r.Added, r.Days)
	}
}

func TestCorrectionIsKeptBesideTheOldMap(t *testing.T) {
	dir := t.TempDir()
	nzz := func(date, ring string) string {
		return `{"value":{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"type":"nochange","date":"` + date +
			`","_datefrom":"2026-05-10","_dateto":"` + date + `","view":"daily"},"geometry":` + ring + `}]}}`
	}
	polygon := func(side float64) string {
		return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[36,47],[%[1]f,47],[%[1]f,48],[36,48],[36,47]]]}`, 36+side)
	}
	write(t, dir, "2026-05-19.json", nzz("2026-05-18", polygon(1)))
	write(t, dir, "2026-05-20.json", nzz("2026-05-18", polygon(1.05)))
	s := open(t, filepath.Join(t.TempDir(), "s.gpkg"))
	r, err := run(t, s, intake.Options{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Days != 1 || r.Added != 2 || len(r.Fixed) != 1 {
		t.Errorf("days %d added %d corrected %v, want 1, 2 and the day", r.Days, r.Added, r.Fixed)
	}
	c, err := s.Chronicle(store.Key{Source: "liveuamap", Name: "control"})
	if err != nil {
		t.Fatal(err)
	}
	day := control.Date(2026, time.May, 18)
	first, err := c.MapOn(day, control.Date(2026, time.May, 19))
	if err != nil {
		t.Fatal(err)
	}
	last, err := c.MapOn(day, control.NoDay)
	if err != nil {
		t.Fatal(err)
	}
	if c.Area(first) >= c.Area(last) {
		t.Errorf("as known on 19 May %.0f km², today %.0f km²: want the older map to be the smaller", c.Area(first).Km2(), c.Area(last).Km2())
	}
	files, err := s.Provenance("liveuamap", day)
	if err != nil || len(files) != 2 || files[0].Size < 200 || files[0].Size != int64(len(nzz("2026-05-18", polygon(1)))) {
		t.Errorf("provenance of the day: %+v, %v; want both files", files, err)
	}
}

func TestStopKeepsWhatWasRead(t *testing.T) {
	dir := archiveOfThree(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := open(t, filepath.Join(t.TempDir(), "s.gpkg"))
	_, err := intake.Run(ctx, intake.Options{Paths: []string{dir}, Store: s, Read: source.Options{Readers: shipped.All(), Now: clock}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want canceled", err)
	}
	r, err := run(t, s, intake.Options{Paths: []string{dir}})
	if err != nil || r.Days != 3 {
		t.Errorf("run again: %d days, %v; want 3", r.Days, err)
	}
}

// TestKill kills an import of the real archive at several instants; the store
// that is left must open, and importing once more must give the same chronicle
// as an import that nobody disturbed.
func TestKill(t *testing.T) {
	archive := realdata.File(t, "data/deepstate.tar.zst")
	if os.Getenv("SALIENT_TEST_IMPORT") != "" {
		s := open(t, os.Getenv("SALIENT_TEST_IMPORT"))
		if _, err := run(t, s, intake.Options{Paths: []string{archive}, CommitEvery: time.Millisecond}); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := chronicleOf(t, archive, filepath.Join(t.TempDir(), "whole.gpkg"))
	path := filepath.Join(t.TempDir(), "killed.gpkg")
	killed := 0
	for _, after := range []time.Duration{150, 300, 500, 900} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKill$")
		cmd.Env = append(os.Environ(), "SALIENT_TEST_IMPORT="+path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after * time.Millisecond)
		if cmd.Process.Kill() == nil {
			killed++
		}
		_ = cmd.Wait()
	}
	t.Logf("killed %d of 4 imports", killed)
	if got := chronicleOf(t, archive, path); !bytes.Equal(got, want) {
		t.Error("after kills and one more import the chronicle differs from an undisturbed one")
	}
}

// chronicleOf imports an archive and returns the chronicle's encoding.
func chronicleOf(t *testing.T, archive, path string) []byte {
	t.Helper()
	s := open(t, path)
	if _, err := run(t, s, intake.Options{Paths: []string{archive}}); err != nil {
		t.Fatal(err)
	}
	c, err := s.Chronicle(store.Key{Source: "deepstate", Name: "control"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := c.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTwoWritersAreTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.gpkg")
	a, b := open(t, path), open(t, path)
	c := chronicle.New("deepstate", "control")
	if err := a.Commit(context.Background(), store.Batch{Chronicles: []*chronicle.Chronicle{c}, Now: clock}); err != nil {
		t.Fatal(err)
	}
	if err := b.Commit(context.Background(), store.Batch{Chronicles: []*chronicle.Chronicle{c}, Now: clock}); !errors.Is(err, store.ErrChanged) {
		t.Errorf("second writer: %v, want ErrChanged", err)
	}
}

// TestSavedMapsOfOneDay: two maps that DeepState's site drew on one day, taken in
// by two runs, are a map and its correction; taking both in again changes nothing.
func TestSavedMapsOfOneDay(t *testing.T) {
	dir := t.TempDir()
	site := func(side float64) string {
		return strings.Replace(square(36, 47, side), `"properties":{}`, `"properties":{"name":"x /// Occupied /// geoJSON.status.occupied"}`, 1)
	}
	s := open(t, filepath.Join(t.TempDir(), "s.gpkg"))
	ids := []string{"1793600000.geojson", "1793610000.geojson"} // the morning of 2 November 2026, and before noon
	for i, id := range ids {
		write(t, dir, id, site(1+0.1*float64(i)))
	}
	later := clock.AddDate(0, 0, 3)
	take := func(path string) intake.Report {
		reports, err := intake.Run(context.Background(), intake.Options{Paths: []string{path}, Store: s, Read: source.Options{Readers: shipped.All(), Now: later}})
		if err != nil || len(reports) != 1 {
			t.Fatalf("%v, %v", reports, err)
		}
		return reports[0]
	}
	for i, want := range []int{3, 1, 0, 0} { // control, and the layers that stay empty
		if r := take(filepath.Join(dir, ids[i%2])); r.Added != want {
			t.Errorf("run %d: %d maps new, want %d: %+v", i, r.Added, want, r)
		}
	}
	c, err := s.Chronicle(store.Key{Source: "deepstate", Name: "control"})
	if err != nil || len(c.Observations()) != 2 || len(c.Corrections()) != 1 {
		t.Fatalf("%d maps, %d corrections, %v", len(c.Observations()), len(c.Corrections()), err)
	}
	m, err := c.MapOn(c.Days()[0], control.NoDay)
	if km2 := c.Area(m).Km2(); err != nil || km2 < 10_000 || km2 > 10_500 { // 1.1° by 1.1°, the later
		t.Errorf("%.0f km², %v", km2, err)
	}
	if r := take(dir); r.Files != 2 || r.Replaced != 1 || r.Added != 0 {
		t.Errorf("both at once: %+v", r)
	}
}
