// Package store keeps imported history in one file: a GeoPackage 1.4, which
// QGIS and GDAL open as it is.
//
// Start with [Open]. A file holds the newest map of every definition as a
// feature (table held), the chronicles in their binary form, and for every file
// taken in its name, SHA-256, and what was repaired in it. Writing happens in
// [Store.Commit], all or nothing, so that an import killed at any instant
// leaves the last commit and nothing of the next.
package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
)

// ErrChanged says that another process wrote to the store since it was read.
var ErrChanged = errors.New("another import wrote to the store meanwhile; run this one again")

// ErrNotStore says that a file is something else.
var ErrNotStore = errors.New("not a salient store")

// Store is an open store. It is not safe for concurrent use.
type Store struct {
	path     string
	conn     *sqlite.Conn
	revision int64
}

// DefaultPath returns where the store lies if the user names none:
// $SALIENT_STORE, or salient/salient.gpkg in the user's data folder.
func DefaultPath() (string, error) {
	if p := os.Getenv("SALIENT_STORE"); p != "" {
		return p, nil
	}
	if d := os.Getenv("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "salient", "salient.gpkg"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no place for the store: %w; name one with --store", err)
	}
	return filepath.Join(home, ".local", "share", "salient", "salient.gpkg"), nil
}

// Exists reports whether there is a store at path.
func Exists(path string) bool {
	st, err := os.Stat(path)
	return err == nil && !st.IsDir()
}

// Open opens the store at path for reading and writing, and creates it and its
// folder where there is none.
func Open(path string) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return open(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
}

// OpenReadOnly opens the store at path, which must exist.
func OpenReadOnly(path string) (*Store, error) { return open(path, sqlite.OpenReadOnly) }

func open(path string, flags sqlite.OpenFlags) (*Store, error) {
	conn, err := sqlite.OpenConn(path, flags)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	conn.SetBusyTimeout(10 * time.Second)
	s := &Store{path: path, conn: conn}
	if err := s.prepare(flags&sqlite.OpenCreate != 0); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	return s, nil
}

// Close closes the store.
func (s *Store) Close() error { return s.conn.Close() }

// Path returns the store's file name.
func (s *Store) Path() string { return s.path }

// prepare checks that the file is ours, or makes it so if it is empty.
func (s *Store) prepare(create bool) (err error) {
	id, err := sqlitex.ResultInt64(s.conn.Prep("PRAGMA application_id"))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotStore, err)
	}
	tables, err := sqlitex.ResultInt64(s.conn.Prep("SELECT count(*) FROM sqlite_schema"))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotStore, err)
	}
	if id == 0 && tables == 0 && create {
		if err := sqlitex.ExecuteScript(s.conn, schema, nil); err != nil {
			return err
		}
	} else if id != applicationID {
		return ErrNotStore
	}
	format, err := sqlitex.ResultInt64(s.conn.Prep("SELECT value FROM salient_meta WHERE key='format'"))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotStore, err)
	}
	if format != storeFormat {
		return fmt.Errorf("written by another version (format %d, this program reads %d)", format, storeFormat)
	}
	if create {
		if err := s.addFetchTable(); err != nil {
			return err
		}
	}
	return s.reread()
}

// reread notes the revision that what is read from now on belongs to.
func (s *Store) reread() (err error) {
	s.revision, err = sqlitex.ResultInt64(s.conn.Prep("SELECT value FROM salient_meta WHERE key='revision'"))
	return err
}

// Key names a chronicle: a source and one of its layers or definitions.
type Key struct{ Source, Name string }

// Keys returns the chronicles that the store holds, in order.
func (s *Store) Keys() ([]Key, error) {
	var keys []Key
	err := sqlitex.Execute(s.conn, "SELECT source, name FROM salient_chronicle ORDER BY source, name", &sqlitex.ExecOptions{
		ResultFunc: func(st *sqlite.Stmt) error {
			keys = append(keys, Key{st.ColumnText(0), st.ColumnText(1)})
			return nil
		},
	})
	return keys, err
}

// Chronicle returns a chronicle, or an error wrapping [chronicle.ErrNoMap] if
// the store has none of that name.
func (s *Store) Chronicle(k Key) (*chronicle.Chronicle, error) {
	var c *chronicle.Chronicle
	err := sqlitex.Execute(s.conn, "SELECT encoding FROM salient_chronicle WHERE source=? AND name=?", &sqlitex.ExecOptions{
		Args: []any{k.Source, k.Name},
		ResultFunc: func(st *sqlite.Stmt) (err error) {
			c, err = chronicle.Decode(st.ColumnReader(0))
			return err
		},
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %s %s: %w", s.path, k.Source, k.Name, err)
	}
	if c == nil {
		return nil, fmt.Errorf("%s: %s %s: %w", s.path, k.Source, k.Name, chronicle.ErrNoMap)
	}
	return c, nil
}

// File is one file taken in.
type File struct {
	Source  string
	Origin  control.Origin
	Size    int64
	Repairs map[string]int // by kind; empty if nothing was wrong
	Maps    []FileMap      // the maps that it held
}

// FileMap is one map that a file held.
type FileMap struct {
	Layer      control.Layer
	Day, Known control.Day
}

// Files returns the SHA-256 of every file of a source that was taken in.
func (s *Store) Files(source string) (map[[32]byte]bool, error) {
	seen := map[[32]byte]bool{}
	err := sqlitex.Execute(s.conn, "SELECT sha256 FROM salient_file WHERE source=?", &sqlitex.ExecOptions{
		Args: []any{source},
		ResultFunc: func(st *sqlite.Stmt) error {
			var sum [32]byte
			if st.ColumnBytes(0, sum[:]) == len(sum) {
				seen[sum] = true
			}
			return nil
		},
	})
	return seen, err
}

// Provenance returns the files that a source's map of a valid day came from.
func (s *Store) Provenance(source string, day control.Day) ([]File, error) {
	var files []File
	err := sqlitex.Execute(s.conn, `
		SELECT f.sha256, f.file, f.url, f.fetched, f.size, m.layer, m.known
		FROM salient_file_map m JOIN salient_file f ON f.id = m.file
		WHERE f.source=? AND m.day=? ORDER BY m.known, f.file, m.layer`, &sqlitex.ExecOptions{
		Args: []any{source, day.String()},
		ResultFunc: func(st *sqlite.Stmt) error {
			f := File{Source: source, Size: st.ColumnInt64(4)}
			st.ColumnBytes(0, f.Origin.SHA256[:])
			f.Origin.File, f.Origin.URL = st.ColumnText(1), st.ColumnText(2)
			if t := st.ColumnText(3); t != "" {
				var err error
				if f.Origin.Fetched, err = time.Parse(time.RFC3339, t); err != nil {
					return err
				}
			}
			known, err := control.ParseDay(st.ColumnText(6))
			if err != nil {
				return err
			}
			f.Maps = []FileMap{{control.Layer(st.ColumnText(5)), day, known}}
			files = append(files, f)
			return nil
		},
	})
	return files, err
}

// Feature is the newest map of a definition, for the table that GIS programs
// show.
type Feature struct {
	Source, Definition string
	Day                control.Day
	AreaKm2            float64
	WKB                []byte     // MultiPolygon, little-endian ISO WKB
	Box                [4]float64 // min lon, min lat, max lon, max lat
}

// Batch is what one commit writes.
type Batch struct {
	Chronicles []*chronicle.Chronicle
	Files      []File
	Fetches    []Fetch // what these files' addresses answered
	Held       []Feature
	Now        time.Time
}

// Commit writes a batch, all of it or nothing. It returns [ErrChanged] if
// another process wrote since this store was opened or last committed.
func (s *Store) Commit(ctx context.Context, b Batch) (err error) {
	s.conn.SetInterrupt(ctx.Done())
	defer s.conn.SetInterrupt(nil)
	end, err := sqlitex.ImmediateTransaction(s.conn)
	if err != nil {
		return fmt.Errorf("store %s: %w", s.path, err)
	}
	defer end(&err)
	mine := s.revision
	if err = s.reread(); err != nil {
		return err
	}
	if s.revision != mine {
		return fmt.Errorf("store %s: %w", s.path, ErrChanged)
	}
	for _, c := range b.Chronicles {
		if err = s.putChronicle(c, b.Now); err != nil {
			return err
		}
	}
	for _, f := range b.Files {
		if err = s.putFile(f, b.Now); err != nil {
			return err
		}
	}
	for _, f := range b.Fetches {
		if err = s.putFetch(f); err != nil {
			return err
		}
	}
	for _, f := range b.Held {
		if err = s.putFeature(f, b.Now); err != nil {
			return err
		}
	}
	if err = sqlitex.Execute(s.conn, "UPDATE salient_meta SET value=value+1 WHERE key='revision'", nil); err != nil {
		return err
	}
	s.revision = mine + 1
	return nil
}

func (s *Store) putChronicle(c *chronicle.Chronicle, now time.Time) error {
	data, err := c.MarshalBinary()
	if err != nil {
		return err
	}
	return sqlitex.Execute(s.conn, `
		INSERT INTO salient_chronicle (source, name, encoding, last_change) VALUES (?,?,?,?)
		ON CONFLICT (source, name) DO UPDATE SET encoding=excluded.encoding, last_change=excluded.last_change`,
		&sqlitex.ExecOptions{Args: []any{c.Source(), c.Name(), data, stamp(now)}})
}

func (s *Store) putFile(f File, now time.Time) error {
	repairs := ""
	if len(f.Repairs) > 0 {
		repairs = jsonText(f.Repairs)
	}
	fetched := ""
	if !f.Origin.Fetched.IsZero() {
		fetched = stamp(f.Origin.Fetched)
	}
	err := sqlitex.Execute(s.conn, `
		INSERT INTO salient_file (source, sha256, file, url, fetched, size, repairs, imported) VALUES (?,?,?,?,?,?,?,?)
		ON CONFLICT (source, sha256, file) DO NOTHING`, &sqlitex.ExecOptions{
		Args: []any{f.Source, f.Origin.SHA256[:], f.Origin.File, f.Origin.URL, fetched, f.Size, repairs, stamp(now)},
	})
	if err != nil {
		return err
	}
	id := s.conn.LastInsertRowID()
	if s.conn.Changes() == 0 { // the same bytes under the same name, perhaps as the map of another day
		st := s.conn.Prep("SELECT id FROM salient_file WHERE source=? AND sha256=? AND file=?")
		st.BindText(1, f.Source)
		st.BindBytes(2, f.Origin.SHA256[:])
		st.BindText(3, f.Origin.File)
		if id, err = sqlitex.ResultInt64(st); err != nil {
			return err
		}
	}
	for _, m := range f.Maps {
		err := sqlitex.Execute(s.conn, `INSERT INTO salient_file_map (file, layer, day, known) SELECT ?1,?2,?3,?4
			WHERE NOT EXISTS (SELECT 1 FROM salient_file_map WHERE file=?1 AND layer=?2 AND day=?3 AND known=?4)`,
			&sqlitex.ExecOptions{Args: []any{id, string(m.Layer), m.Day.String(), m.Known.String()}})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) putFeature(f Feature, now time.Time) error {
	err := sqlitex.Execute(s.conn, "DELETE FROM held WHERE source=? AND definition=?",
		&sqlitex.ExecOptions{Args: []any{f.Source, f.Definition}})
	if err != nil {
		return err
	}
	err = sqlitex.Execute(s.conn, "INSERT INTO held (geom, source, definition, day, area_km2) VALUES (?,?,?,?,?)",
		&sqlitex.ExecOptions{Args: []any{GeoPackageGeometry(f.WKB, f.Box), f.Source, f.Definition, f.Day.String(), f.AreaKm2}})
	if err != nil {
		return err
	}
	return sqlitex.Execute(s.conn, `
		UPDATE gpkg_contents SET last_change=?,
			min_x=min(coalesce(min_x,180),?), min_y=min(coalesce(min_y,90),?),
			max_x=max(coalesce(max_x,-180),?), max_y=max(coalesce(max_y,-90),?)
		WHERE table_name='held'`,
		&sqlitex.ExecOptions{Args: []any{stamp(now), f.Box[0], f.Box[1], f.Box[2], f.Box[3]}})
}
