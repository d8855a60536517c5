package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/internal/pgtest"
)

// TestBoth holds the store in a file and the one on a server to the same
// behavior.
func TestBoth(t *testing.T) {
	server := pgtest.Start(t)
	for name, path := range map[string]string{"file": filepath.Join(t.TempDir(), "new", "s.gpkg"), "server": server} {
		t.Run(name, func(t *testing.T) {
			if _, err := OpenReadOnly(path); err == nil {
				t.Fatal("opened a store that is not there")
			} else if strings.Contains(err.Error(), pgtest.Password) {
				t.Errorf("the password shows: %v", err)
			}
			t.Run("keeps", func(t *testing.T) { keeps(t, path) })
			t.Run("fetched", func(t *testing.T) { keepsFetched(t, path) })
			t.Run("others", func(t *testing.T) { minds(t, path) })
			t.Run("all or nothing", func(t *testing.T) { allOrNothing(t, path) })
			t.Run("descriptions", func(t *testing.T) { keepsDescriptions(t, path) })
		})
	}
	t.Run("reader", func(t *testing.T) { mayRead(t, server) })
	t.Run("GDAL reads", func(t *testing.T) { readsWithGDAL(t, server) })
}

var (
	anyTime = time.Date(2026, 11, 20, 12, 0, 0, 250e6, time.UTC)
	square  = geo.MultiPolygon{{{geo.Pt(36, 48), geo.Pt(37, 48), geo.Pt(37, 49), geo.Pt(36, 49)}}}
)

// mapsOf returns a chronicle with a square on each day.
func mapsOf(source, name string, days ...control.Day) *chronicle.Chronicle {
	c := chronicle.New(source, name)
	for _, d := range days {
		c.Add(d, d+1, geo.Boundary(square.Segments(nil), geo.AtLeastOne))
	}
	return c
}

func opened(t *testing.T, path string) Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func keeps(t *testing.T, path string) {
	s := opened(t, path)
	if strings.Contains(s.Path(), pgtest.Password) {
		t.Errorf("the password shows in %s", s.Path())
	}
	ctx := context.Background()
	day, err := control.ParseDay("2026-02-11")
	if err != nil {
		t.Fatal(err)
	}
	file := File{Source: "b", Size: 12, Repairs: map[string]int{"open ring": 2}, Maps: []FileMap{{control.Control, day, day + 1}, {"advance", day, day + 1}},
		Origin: control.Origin{File: "a/1.geojson", SHA256: [32]byte{1, 2}, URL: "https://maps.example.org/1", Fetched: anyTime}}
	batch := Batch{
		Chronicles: []*chronicle.Chronicle{mapsOf("b", "control", day, day+1), mapsOf("B", "advance", day)},
		Files:      []File{file, {Source: "b", Origin: control.Origin{File: "2", SHA256: [32]byte{3}}}},
		Held:       []Feature{{Source: "b", Definition: "b", Day: day, AreaKm2: 1.5, WKB: geo.AppendWKB(nil, square), Box: [4]float64{36, 48, 37, 49}}},
		Now:        anyTime,
	}
	for range 2 { // the second time changes nothing
		if err := s.Commit(ctx, batch); err != nil {
			t.Fatal(err)
		}
	}
	other, err := OpenReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	keys, err := other.Keys()
	if want := []Key{{"B", "advance"}, {"b", "control"}}; err != nil || !reflect.DeepEqual(keys, want) {
		t.Errorf("keys %v, %v; want %v", keys, err, want)
	}
	c, err := other.Chronicle(Key{"b", "control"})
	if err != nil || len(c.Observations()) != 2 {
		t.Errorf("chronicle: %v", err)
	}
	if _, err := other.Chronicle(Key{"b", "none"}); !errors.Is(err, chronicle.ErrNoMap) {
		t.Errorf("a chronicle that is not there: %v", err)
	}
	seen, err := other.Files("b")
	if err != nil || len(seen) != 2 || !seen[[32]byte{1, 2}] {
		t.Errorf("files %v, %v", seen, err)
	}
	from, err := other.Provenance("b", day)
	if err != nil || len(from) != 2 || from[0].Maps[0] != (FileMap{"advance", day, day + 1}) || from[1].Origin != file.Origin || from[1].Size != 12 {
		t.Errorf("provenance %+v, %v", from, err)
	}
	dropped := file
	for n, left := range []int{2, 1} { // one map, then the other, and the file with it
		dropped.Maps = file.Maps[n : n+1]
		if err := s.Commit(ctx, Batch{Dropped: []File{dropped}, Now: anyTime}); err != nil {
			t.Fatal(err)
		}
		from, err = other.Provenance("b", day)
		if seen, ferr := other.Files("b"); err != nil || ferr != nil || len(seen) != left || len(from) != 1-n {
			t.Errorf("map %d dropped: files %v, provenance %v, %v, %v", n, seen, from, err, ferr)
		}
	}
}

func keepsFetched(t *testing.T, path string) {
	s := opened(t, path)
	f := Fetch{Source: "made-up", URL: "https://maps.example.org/1", SHA256: [32]byte{7}, Size: 9, Fetched: anyTime, ETag: `W/"a"`, Licence: "free"}
	if err := s.Commit(context.Background(), Batch{Fetches: []Fetch{f, {Source: "other", URL: f.URL, Fetched: anyTime}}, Now: anyTime}); err != nil {
		t.Fatal(err)
	}
	f.ETag, f.LastModified, f.Edited = "", "Fri, 20 Nov 2026 11:00:00 GMT", anyTime.Add(-time.Hour)
	if err := s.Commit(context.Background(), Batch{Fetches: []Fetch{f}, Now: anyTime}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Fetched("made-up")
	if err != nil || len(got) != 1 || got[f.URL] != f {
		t.Errorf("kept %+v, %v; want the last answer alone, %+v", got, err, f)
	}
}

// minds checks that a store knows when another wrote, and goes on knowing: what
// it read before must not undo the other's writing at a second try.
func minds(t *testing.T, path string) {
	ctx := context.Background()
	mine, other := opened(t, path), opened(t, path)
	if err := other.Commit(ctx, Batch{Chronicles: []*chronicle.Chronicle{mapsOf("c", "control", 1, 2)}, Now: anyTime}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := mine.Commit(ctx, Batch{Chronicles: []*chronicle.Chronicle{mapsOf("c", "control", 1)}, Now: anyTime}); !errors.Is(err, ErrChanged) {
			t.Errorf("wrote over another's: %v", err)
		}
	}
	if err := mine.Describe(ctx, Description{Source: "d", Added: anyTime}); !errors.Is(err, ErrChanged) {
		t.Errorf("described over another's writing: %v", err)
	}
	if c, err := other.Chronicle(Key{"c", "control"}); err != nil || len(c.Observations()) != 2 {
		t.Errorf("another's maps: %v", err)
	}
}

// allOrNothing ends a commit in the middle, and stops one before it begins.
func allOrNothing(t *testing.T, path string) {
	s := opened(t, path)
	bad := Batch{Chronicles: []*chronicle.Chronicle{mapsOf("d", "control", 1)}, Now: anyTime,
		Files: []File{{Source: "d\x00", Origin: control.Origin{File: "\x00\xff"}, Maps: []FileMap{{"x", -1 << 30, 1}}}}}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Commit(ctx, Batch{Chronicles: bad.Chronicles, Now: anyTime}); err == nil {
		t.Error("committed after the end")
	}
	s = opened(t, path)
	if err := s.Commit(context.Background(), bad); OnServer(path) && err == nil {
		t.Error("the server took a text that is none")
	} else if err != nil {
		if _, err := s.Chronicle(Key{"d", "control"}); !errors.Is(err, chronicle.ErrNoMap) {
			t.Errorf("half a commit was kept: %v", err)
		}
	}
}

func keepsDescriptions(t *testing.T, path string) {
	s := opened(t, path)
	if got, err := s.Descriptions(); err != nil || len(got) != 0 {
		t.Fatalf("%v, %v; want none", got, err)
	}
	ctx := context.Background()
	if err := s.Forget(ctx, "f"); err != nil {
		t.Errorf("of a store without any: %v", err)
	}
	for _, d := range []Description{{Source: "f", Text: []byte("source: f")}, {Source: "f", Text: []byte("source: f\nname: F"), Regions: []byte("{}")}, {Source: "e", Text: []byte("source: e")}, {Source: "g"}} {
		d.Added = anyTime
		if err := s.Describe(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Commit(ctx, Batch{Chronicles: []*chronicle.Chronicle{mapsOf("f", "held", 1)}, Now: anyTime}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"f", "g"} { // f has maps
		if err := s.Forget(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Descriptions()
	if err != nil || len(got) != 2 || got[0].Source != "e" || string(got[1].Text) != "source: f\nname: F" || string(got[1].Regions) != "{}" || !got[1].Added.Equal(anyTime) {
		t.Errorf("%+v, %v", got, err)
	}
}

// mayRead opens a store as a role that may do nothing but read.
func mayRead(t *testing.T, path string) {
	owner, ok := opened(t, path).(*server)
	if !ok {
		t.Fatal("not on a server")
	}
	_, err := owner.conn.Exec(context.Background(), `CREATE ROLE reader LOGIN PASSWORD 'read';
		GRANT USAGE ON SCHEMA salient TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA salient TO reader`)
	if err != nil {
		t.Fatal(err)
	}
	path = strings.Replace(path, "postgres:"+pgtest.Password+"@", "reader:read@", 1)
	s, err := OpenReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if keys, err := s.Keys(); err != nil || len(keys) == 0 {
		t.Errorf("read %v, %v", keys, err)
	}
	if err := s.Commit(context.Background(), Batch{Files: []File{{Source: "x"}}, Now: anyTime}); err == nil {
		t.Error("a role that may only read wrote")
	}
}

// readsWithGDAL opens the table of the newest maps with GDAL.
func readsWithGDAL(t *testing.T, path string) {
	if _, err := exec.LookPath("ogrinfo"); err != nil {
		t.Skip("SKIPPED: the store on a server is NOT read with GDAL: no ogrinfo")
	}
	u, err := url.Parse(path)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("PG:host=%s port=%s user=postgres password=%s dbname=postgres", u.Hostname(), u.Port(), pgtest.Password)
	out, err := exec.Command("ogrinfo", "-ro", "-al", name, "salient.held").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Feature Count: 1") || !strings.Contains(string(out), "MULTIPOLYGON (((36 48,") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestShown(t *testing.T) {
	for _, tt := range []struct{ path, want string }{
		{"maps.gpkg", "maps.gpkg"},
		{"postgres://ann:secret@db.example.org:5433/maps?sslmode=require", "postgres://ann@db.example.org:5433/maps?sslmode=require"},
		{"postgresql://db/maps?password=secret&user=ann", "postgresql://db/maps?user=ann"},
		{"postgres://ann:se%zzcret@db/maps", "postgres://…"},
	} {
		if got := Shown(tt.path); got != tt.want {
			t.Errorf("Shown(%q) = %q, want %q", tt.path, got, tt.want)
		}
	}
	for _, path := range []string{"postgres://ann:secret@127.0.0.1:1/maps", "postgres://ann:se%zzcret@db/maps", "postgres://ann:secret@127.0.0.1:1/maps?sslmode=odd"} {
		if _, err := Open(path); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", path, err)
		}
	}
}
