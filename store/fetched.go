package store

import (
	"errors"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// fetchSchema adds what is known of files that were fetched. Stores made before
// it get it when they are opened for writing.
const fetchSchema = `
CREATE TABLE salient_fetch (
	id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
	source TEXT NOT NULL, url TEXT NOT NULL, sha256 BLOB NOT NULL, size INTEGER NOT NULL,
	fetched DATETIME NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, edited TEXT NOT NULL,
	licence TEXT NOT NULL, UNIQUE (source, url));
INSERT INTO gpkg_extensions VALUES
	('salient_fetch', NULL, 'salient_chronicle', 'docs/chronicle-format.md in the salient repository', 'write-only');
`

// addFetchTable makes the table where it is missing.
func (s *geoPackage) addFetchTable() error {
	n, err := sqlitex.ResultInt64(s.conn.Prep("SELECT count(*) FROM sqlite_schema WHERE name='salient_fetch'"))
	if err != nil || n > 0 {
		return err
	}
	return sqlitex.ExecuteScript(s.conn, fetchSchema, nil)
}

// Fetch is the last answer of one address whose maps were taken in: where it
// came from, when, and what to ask with the next time.
type Fetch struct {
	Source, URL string
	SHA256      [32]byte // of the body, unpacked
	Size        int64    // of the body, in bytes
	Fetched     time.Time

	// ETag and LastModified are the validators of RFC 9110 (8.8), as the
	// server wrote them; empty if it gave none.
	ETag, LastModified string
	// Edited is when the source says that it last edited the map, to the
	// millisecond; zero where it does not say.
	Edited  time.Time
	Licence string // terms in one line, as they stood in this program then
}

func (s *geoPackage) Fetched(source string) (map[string]Fetch, error) {
	out := map[string]Fetch{}
	var bad error
	err := sqlitex.Execute(s.conn, `
		SELECT url, sha256, size, fetched, etag, last_modified, edited, licence FROM salient_fetch WHERE source=?`, &sqlitex.ExecOptions{
		Args: []any{source},
		ResultFunc: func(st *sqlite.Stmt) error {
			f := Fetch{Source: source, URL: st.ColumnText(0), Size: st.ColumnInt64(2),
				ETag: st.ColumnText(4), LastModified: st.ColumnText(5), Licence: st.ColumnText(7)}
			st.ColumnBytes(1, f.SHA256[:])
			var err error
			if f.Fetched, err = time.Parse(time.RFC3339, st.ColumnText(3)); err != nil {
				bad = errors.Join(bad, err)
			}
			if t := st.ColumnText(6); t != "" {
				if f.Edited, err = time.Parse(time.RFC3339, t); err != nil {
					bad = errors.Join(bad, err)
				}
			}
			out[f.URL] = f
			return nil
		},
	})
	return out, errors.Join(err, bad)
}

func (s *geoPackage) putFetch(f Fetch) error {
	edited := ""
	if !f.Edited.IsZero() {
		edited = stamp(f.Edited)
	}
	return sqlitex.Execute(s.conn, `
		INSERT INTO salient_fetch (source, url, sha256, size, fetched, etag, last_modified, edited, licence) VALUES (?,?,?,?,?,?,?,?,?)
		ON CONFLICT (source, url) DO UPDATE SET sha256=excluded.sha256, size=excluded.size, fetched=excluded.fetched,
			etag=excluded.etag, last_modified=excluded.last_modified, edited=excluded.edited, licence=excluded.licence`,
		&sqlitex.ExecOptions{Args: []any{f.Source, f.URL, f.SHA256[:], f.Size, stamp(f.Fetched), f.ETag, f.LastModified, edited, f.Licence}})
}
