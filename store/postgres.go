package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
)

// server is a store in the schema salient of a PostgreSQL database.
type server struct {
	path     string // without a password
	conn     *pgx.Conn
	revision int64
}

// connectTime bounds how long a database may take to answer the first time.
const connectTime = 10 * time.Second

// openServer opens a database, and makes the tables where create says so.
func openServer(path string, create bool) (Store, error) {
	shown := Shown(path)
	config, err := pgx.ParseConfig(path)
	if err != nil {
		return nil, fmt.Errorf("store %s: not the URL of a database", shown) // pgx's words might show the password
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTime
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "salient"
	}
	ctx := context.Background()
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", shown, err)
	}
	s := &server{path: shown, conn: conn}
	if err := s.prepare(ctx, create); err != nil {
		_ = conn.Close(ctx)
		return nil, fmt.Errorf("store %s: %w", shown, err)
	}
	return s, nil
}

// prepare checks that the tables are ours, or makes them.
func (s *server) prepare(ctx context.Context, create bool) error {
	if create {
		if err := s.migrate(ctx); err != nil {
			return err
		}
	}
	var format int64
	err := s.conn.QueryRow(ctx, "SELECT value FROM salient.meta WHERE key='format'").Scan(&format)
	var missing *pgconn.PgError
	switch {
	case errors.As(err, &missing) && (missing.Code == "42P01" || missing.Code == "3F000"):
		return fmt.Errorf("%w: nothing was imported into this database", ErrNotStore)
	case err != nil:
		return err
	case format != storeFormat:
		return fmt.Errorf("written by another version (format %d, this program reads %d)", format, storeFormat)
	}
	s.revision, err = s.now(ctx, s.conn, "")
	return err
}

// asker is a connection or a transaction.
type asker interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// now returns the revision that the database has, locked where lock says so.
func (s *server) now(ctx context.Context, q asker, lock string) (revision int64, err error) {
	err = q.QueryRow(ctx, "SELECT value FROM salient.meta WHERE key='revision' "+lock).Scan(&revision)
	return revision, err
}

func (s *server) Path() string { return s.path }

func (s *server) Close() error { return s.conn.Close(context.Background()) }

func (s *server) Keys() ([]Key, error) {
	rows, err := s.conn.Query(context.Background(), `SELECT source, name FROM salient.chronicle ORDER BY source COLLATE "C", name COLLATE "C"`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (k Key, err error) {
		return k, r.Scan(&k.Source, &k.Name)
	})
}

func (s *server) Chronicle(k Key) (*chronicle.Chronicle, error) {
	var data []byte
	err := s.conn.QueryRow(context.Background(), "SELECT encoding FROM salient.chronicle WHERE source=$1 AND name=$2", k.Source, k.Name).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		err = chronicle.ErrNoMap
	}
	var c *chronicle.Chronicle
	if err == nil {
		c, err = chronicle.Decode(bytes.NewReader(data))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %s %s: %w", s.path, k.Source, k.Name, err)
	}
	return c, nil
}

func (s *server) Files(source string) (map[[32]byte]bool, error) {
	rows, err := s.conn.Query(context.Background(), "SELECT sha256 FROM salient.file WHERE source=$1", source)
	if err != nil {
		return nil, err
	}
	seen := map[[32]byte]bool{}
	var sum []byte
	_, err = pgx.ForEachRow(rows, []any{&sum}, func() error {
		if len(sum) == 32 {
			seen[[32]byte(sum)] = true
		}
		return nil
	})
	return seen, err
}

func (s *server) Provenance(source string, day control.Day) ([]File, error) {
	rows, err := s.conn.Query(context.Background(), `
		SELECT f.sha256, f.file, f.url, f.fetched, f.size, m.layer, to_char(m.known, 'YYYY-MM-DD')
		FROM salient.file_map m JOIN salient.file f ON f.id = m.file
		WHERE f.source=$1 AND m.day=$2::text::date ORDER BY m.known, f.file COLLATE "C", m.layer COLLATE "C"`, source, day.String())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (File, error) {
		f := File{Source: source}
		var sum []byte
		var fetched *time.Time
		var layer, known string
		err := r.Scan(&sum, &f.Origin.File, &f.Origin.URL, &fetched, &f.Size, &layer, &known)
		if err != nil {
			return f, err
		}
		copy(f.Origin.SHA256[:], sum)
		if fetched != nil {
			f.Origin.Fetched = fetched.UTC()
		}
		knownDay, err := control.ParseDay(known)
		f.Maps = []FileMap{{control.Layer(layer), day, knownDay}}
		return f, err
	})
}

func (s *server) Fetched(source string) (map[string]Fetch, error) {
	rows, err := s.conn.Query(context.Background(), `
		SELECT url, sha256, size, fetched, etag, last_modified, edited, licence FROM salient.fetch WHERE source=$1`, source)
	if err != nil {
		return nil, err
	}
	out := map[string]Fetch{}
	f := Fetch{}
	var sum []byte
	var edited *time.Time
	_, err = pgx.ForEachRow(rows, []any{&f.URL, &sum, &f.Size, &f.Fetched, &f.ETag, &f.LastModified, &edited, &f.Licence}, func() error {
		one := f
		one.Source, one.Fetched = source, f.Fetched.UTC()
		copy(one.SHA256[:], sum)
		if edited != nil {
			one.Edited = edited.UTC()
		}
		out[one.URL] = one
		return nil
	})
	return out, err
}

func (s *server) Descriptions() ([]Description, error) {
	rows, err := s.conn.Query(context.Background(), `SELECT source, description, regions, added FROM salient.source ORDER BY source COLLATE "C"`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (d Description, err error) {
		err = r.Scan(&d.Source, &d.Text, &d.Regions, &d.Added)
		d.Added = d.Added.UTC()
		return d, err
	})
}
