package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// sourceSchema adds the sources that users describe. Stores made before it get
// it when the first is kept.
const sourceSchema = `
CREATE TABLE salient_source (
	id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
	source TEXT NOT NULL UNIQUE, description TEXT NOT NULL, regions TEXT NOT NULL, added DATETIME NOT NULL);
INSERT INTO gpkg_extensions VALUES
	('salient_source', NULL, 'salient_chronicle', 'docs/chronicle-format.md in the salient repository', 'write-only');
`

// Description is a source that a user described, as package described keeps it.
type Description struct {
	Source  string
	Text    []byte // YAML
	Regions []byte // GeoJSON; empty: none
	Added   time.Time
}

func (s *geoPackage) hasSourceTable() (bool, error) {
	n, err := sqlitex.ResultInt64(s.conn.Prep("SELECT count(*) FROM sqlite_schema WHERE name='salient_source'"))
	return n > 0, err
}

func (s *geoPackage) Descriptions() ([]Description, error) {
	if has, err := s.hasSourceTable(); err != nil || !has {
		return nil, err
	}
	var out []Description
	var bad error
	err := sqlitex.Execute(s.conn, "SELECT source, description, regions, added FROM salient_source ORDER BY source", &sqlitex.ExecOptions{
		ResultFunc: func(st *sqlite.Stmt) error {
			d := Description{Source: st.ColumnText(0), Text: []byte(st.ColumnText(1)), Regions: []byte(st.ColumnText(2))}
			var err error
			d.Added, err = time.Parse(time.RFC3339, st.ColumnText(3))
			bad = errors.Join(bad, err)
			out = append(out, d)
			return nil
		},
	})
	return out, errors.Join(err, bad)
}

func (s *geoPackage) Describe(ctx context.Context, d Description) (err error) {
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
	has, err := s.hasSourceTable()
	if err != nil {
		return err
	}
	if !has {
		if err = sqlitex.ExecuteScript(s.conn, sourceSchema, nil); err != nil {
			return err
		}
	}
	err = sqlitex.Execute(s.conn, `
		INSERT INTO salient_source (source, description, regions, added) VALUES (?,?,?,?)
		ON CONFLICT (source) DO UPDATE SET description=excluded.description, regions=excluded.regions, added=excluded.added`,
		&sqlitex.ExecOptions{Args: []any{d.Source, string(d.Text), string(d.Regions), stamp(d.Added)}})
	if err != nil {
		return err
	}
	if err = sqlitex.Execute(s.conn, "UPDATE salient_meta SET value=value+1 WHERE key='revision'", nil); err != nil {
		return err
	}
	s.revision++
	return nil
}

func (s *geoPackage) Forget(ctx context.Context, source string) error {
	s.conn.SetInterrupt(ctx.Done())
	defer s.conn.SetInterrupt(nil)
	if has, err := s.hasSourceTable(); err != nil || !has {
		return err
	}
	return sqlitex.Execute(s.conn, `DELETE FROM salient_source WHERE source=?1
		AND NOT EXISTS (SELECT 1 FROM salient_chronicle WHERE source=?1)`, &sqlitex.ExecOptions{Args: []any{source}})
}
