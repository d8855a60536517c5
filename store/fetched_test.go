package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"zombiezen.com/go/sqlite/sqlitex"
)

func TestFetchedIsKeptPerAddress(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.gpkg")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 20, 12, 0, 0, 250e6, time.UTC)
	f := Fetch{Source: "made-up", URL: "https://maps.example.org/1", SHA256: [32]byte{7}, Size: 9, Fetched: at, ETag: `W/"a"`, Licence: "free"}
	if err := s.Commit(context.Background(), Batch{Fetches: []Fetch{f, {Source: "other", URL: f.URL, Fetched: at}}, Now: at}); err != nil {
		t.Fatal(err)
	}
	f.ETag, f.LastModified, f.Edited = "", "Fri, 20 Nov 2026 11:00:00 GMT", at.Add(-time.Hour)
	if err := s.Commit(context.Background(), Batch{Fetches: []Fetch{f}, Now: at}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Fetched("made-up")
	if err != nil || len(got) != 1 || got[f.URL] != f {
		t.Errorf("kept %+v, %v; want the last answer alone, %+v", got, err, f)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestOldStoreGetsTheTable opens a store as it was made before anything could
// be fetched.
func TestOldStoreGetsTheTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.gpkg")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := sqlitex.ExecuteScript(s.conn, "DROP TABLE salient_fetch; DELETE FROM gpkg_extensions WHERE table_name='salient_fetch';", nil); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	for range 2 {
		if s, err = Open(path); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Fetched("made-up"); err != nil || len(got) != 0 {
			t.Errorf("%v, %v", got, err)
		}
		n, err := sqlitex.ResultInt64(s.conn.Prep("SELECT count(*) FROM gpkg_extensions WHERE table_name='salient_fetch'"))
		if err != nil || n != 1 {
			t.Errorf("registered %d times, %v", n, err)
		}
		_ = s.Close()
	}
}
