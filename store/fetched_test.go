package store

import (
	"path/filepath"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// TestOldStoreGetsTheTable opens a store as it was made before anything could
// be fetched.
func TestOldStoreGetsTheTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.gpkg")
	s, err := openFile(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	if err := sqlitex.ExecuteScript(s.conn, "DROP TABLE salient_fetch; DELETE FROM gpkg_extensions WHERE table_name='salient_fetch';", nil); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	for range 2 {
		if s, err = openFile(path, sqlite.OpenReadWrite|sqlite.OpenCreate); err != nil {
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
