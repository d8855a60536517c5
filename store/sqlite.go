package store

import (
	"context"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
)

// geoPackage is a store in one file.
type geoPackage struct {
	path     string
	conn     *sqlite.Conn
	revision int64
}

func openFile(path string, flags sqlite.OpenFlags) (*geoPackage, error) {
	conn, err := sqlite.OpenConn(path, flags)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	conn.SetBusyTimeout(10 * time.Second)
	s := &geoPackage{path: path, conn: conn}
	if err := s.prepare(flags&sqlite.OpenCreate != 0); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	return s, nil
}

func (s *geoPackage) Close() error { return s.conn.Close() }

func (s *geoPackage) Path() string { return s.path }

// prepare checks that the file is ours, or makes it so if it is empty.
func (s *geoPackage) prepare(create bool) (err error) {
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
func (s *geoPackage) reread() (err error) {
	s.revision, err = sqlitex.ResultInt64(s.conn.Prep("SELECT value FROM salient_meta WHERE key='revision'"))
	return err
}

// unchanged returns [ErrChanged] if another process wrote since what this one
// knows was read. It stays so until the store is opened anew: writing what was
// read before would undo the other's.
func (s *geoPackage) unchanged() error {
	now, err := sqlitex.ResultInt64(s.conn.Prep("SELECT value FROM salient_meta WHERE key='revision'"))
	if err == nil && now != s.revision {
		err = fmt.Errorf("store %s: %w", s.path, ErrChanged)
	}
	return err
}

func (s *geoPackage) Keys() ([]Key, error) {
	var keys []Key
	err := sqlitex.Execute(s.conn, "SELECT source, name FROM salient_chronicle ORDER BY source, name", &sqlitex.ExecOptions{
		ResultFunc: func(st *sqlite.Stmt) error {
			keys = append(keys, Key{st.ColumnText(0), st.ColumnText(1)})
			return nil
		},
	})
	return keys, err
}

func (s *geoPackage) Chronicle(k Key) (*chronicle.Chronicle, error) {
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

func (s *geoPackage) Files(source string) (map[[32]byte]bool, error) {
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

func (s *geoPackage) Provenance(source string, day control.Day) ([]File, error) {
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

func (s *geoPackage) Commit(ctx context.Context, b Batch) (err error) {
	s.conn.SetInterrupt(ctx.Done())
	defer s.conn.SetInterrupt(nil)
	end, err := sqlitex.ImmediateTransaction(s.conn)
	if err != nil {
		return fmt.Errorf("store %s: %w", s.path, err)
	}
	defer end(&err)
	if err = s.unchanged(); err != nil {
		return err
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
	for _, f := range b.Dropped {
		if err = s.dropFile(f); err != nil {
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
	s.revision++
	return nil
}

func (s *geoPackage) putChronicle(c *chronicle.Chronicle, now time.Time) error {
	data, err := c.MarshalBinary()
	if err != nil {
		return err
	}
	return sqlitex.Execute(s.conn, `
		INSERT INTO salient_chronicle (source, name, encoding, last_change) VALUES (?,?,?,?)
		ON CONFLICT (source, name) DO UPDATE SET encoding=excluded.encoding, last_change=excluded.last_change`,
		&sqlitex.ExecOptions{Args: []any{c.Source(), c.Name(), data, stamp(now)}})
}

func (s *geoPackage) putFile(f File, now time.Time) error {
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

// dropFile forgets that a file's maps were taken in, and the file if it has no other.
func (s *geoPackage) dropFile(f File) error {
	const id = "(SELECT id FROM salient_file WHERE source=? AND sha256=? AND file=?)"
	for _, m := range f.Maps {
		err := sqlitex.Execute(s.conn, "DELETE FROM salient_file_map WHERE file="+id+" AND layer=? AND day=? AND known=?", &sqlitex.ExecOptions{
			Args: []any{f.Source, f.Origin.SHA256[:], f.Origin.File, string(m.Layer), m.Day.String(), m.Known.String()},
		})
		if err != nil {
			return err
		}
	}
	return sqlitex.Execute(s.conn, "DELETE FROM salient_file WHERE id="+id+" AND NOT EXISTS (SELECT 1 FROM salient_file_map WHERE file=salient_file.id)",
		&sqlitex.ExecOptions{Args: []any{f.Source, f.Origin.SHA256[:], f.Origin.File}})
}

func (s *geoPackage) putFeature(f Feature, now time.Time) error {
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
