package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/salient-project/salient/chronicle"
)

// write runs f in a transaction that no other program's writing can come
// between, and makes the next revision. It returns [ErrChanged] if another
// program wrote since this store was opened or last written.
func (s *server) write(ctx context.Context, f func(pgx.Tx) error) error {
	err := pgx.BeginFunc(ctx, s.conn, func(tx pgx.Tx) error {
		revision, err := s.now(ctx, tx, "FOR UPDATE")
		if err != nil {
			return err
		}
		if revision != s.revision {
			return ErrChanged
		}
		if err := f(tx); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "UPDATE salient.meta SET value=value+1 WHERE key='revision'")
		return err
	})
	if err != nil {
		return fmt.Errorf("store %s: %w", s.path, err)
	}
	s.revision++
	return nil
}

func (s *server) Commit(ctx context.Context, b Batch) error {
	return s.write(ctx, func(tx pgx.Tx) error {
		for _, c := range b.Chronicles {
			if err := putServerChronicle(ctx, tx, c, b.Now); err != nil {
				return err
			}
		}
		for _, f := range b.Files {
			if err := putServerFile(ctx, tx, f, b.Now); err != nil {
				return err
			}
		}
		for _, f := range b.Dropped {
			if err := dropServerFile(ctx, tx, f); err != nil {
				return err
			}
		}
		for _, f := range b.Fetches {
			if err := putServerFetch(ctx, tx, f); err != nil {
				return err
			}
		}
		for _, f := range b.Held {
			_, err := tx.Exec(ctx, `
				INSERT INTO salient.held (source, definition, day, area_km2, wkb_geometry) VALUES ($1,$2,$3::text::date,$4,$5)
				ON CONFLICT (source, definition) DO UPDATE SET day=excluded.day, area_km2=excluded.area_km2, wkb_geometry=excluded.wkb_geometry`,
				f.Source, f.Definition, f.Day.String(), f.AreaKm2, f.WKB)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func putServerChronicle(ctx context.Context, tx pgx.Tx, c *chronicle.Chronicle, now time.Time) error {
	data, err := c.MarshalBinary()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO salient.chronicle (source, name, encoding, last_change) VALUES ($1,$2,$3,$4)
		ON CONFLICT (source, name) DO UPDATE SET encoding=excluded.encoding, last_change=excluded.last_change`,
		c.Source(), c.Name(), data, now)
	return err
}

func putServerFile(ctx context.Context, tx pgx.Tx, f File, now time.Time) error {
	var repairs *string
	if len(f.Repairs) > 0 {
		text := jsonText(f.Repairs)
		repairs = &text
	}
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO salient.file (source, sha256, file, url, fetched, size, repairs, imported) VALUES ($1,$2,$3,$4,$5,$6,$7::text::jsonb,$8)
		ON CONFLICT (source, sha256, file) DO NOTHING RETURNING id`,
		f.Source, f.Origin.SHA256[:], f.Origin.File, f.Origin.URL, orNull(f.Origin.Fetched), f.Size, repairs, now).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) { // the same bytes under the same name, perhaps as the map of another day
		err = tx.QueryRow(ctx, "SELECT id FROM salient.file WHERE source=$1 AND sha256=$2 AND file=$3",
			f.Source, f.Origin.SHA256[:], f.Origin.File).Scan(&id)
	}
	if err != nil {
		return err
	}
	for _, m := range f.Maps {
		_, err := tx.Exec(ctx, `INSERT INTO salient.file_map (file, layer, day, known) VALUES ($1,$2,$3::text::date,$4::text::date)
			ON CONFLICT DO NOTHING`, id, string(m.Layer), m.Day.String(), m.Known.String())
		if err != nil {
			return err
		}
	}
	return nil
}

// dropServerFile forgets that a file's maps were taken in, and the file if it has
// no other.
func dropServerFile(ctx context.Context, tx pgx.Tx, f File) error {
	for _, m := range f.Maps {
		_, err := tx.Exec(ctx, `DELETE FROM salient.file_map USING salient.file WHERE id=file_map.file AND source=$1 AND sha256=$2 AND salient.file.file=$3
			AND layer=$4 AND day=$5::text::date AND known=$6::text::date`,
			f.Source, f.Origin.SHA256[:], f.Origin.File, string(m.Layer), m.Day.String(), m.Known.String())
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `DELETE FROM salient.file f WHERE source=$1 AND sha256=$2 AND file=$3
		AND NOT EXISTS (SELECT 1 FROM salient.file_map m WHERE m.file=f.id)`, f.Source, f.Origin.SHA256[:], f.Origin.File)
	return err
}

func putServerFetch(ctx context.Context, tx pgx.Tx, f Fetch) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO salient.fetch (source, url, sha256, size, fetched, etag, last_modified, edited, licence) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)
		ON CONFLICT (source, url) DO UPDATE SET sha256=excluded.sha256, size=excluded.size, fetched=excluded.fetched,
			etag=excluded.etag, last_modified=excluded.last_modified, edited=excluded.edited, licence=excluded.licence`,
		f.Source, f.URL, f.SHA256[:], f.Size, f.Fetched, f.ETag, f.LastModified, orNull(f.Edited), f.Licence)
	return err
}

// orNull makes null of a time that is not known.
func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s *server) Describe(ctx context.Context, d Description) error {
	return s.write(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `
			INSERT INTO salient.source (source, description, regions, added) VALUES ($1,$2,$3,$4)
			ON CONFLICT (source) DO UPDATE SET description=excluded.description, regions=excluded.regions, added=excluded.added`,
			d.Source, orEmpty(d.Text), orEmpty(d.Regions), d.Added)
		return err
	})
}

// orEmpty keeps nothing from becoming null.
func orEmpty(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func (s *server) Forget(ctx context.Context, source string) error {
	_, err := s.conn.Exec(ctx, `DELETE FROM salient.source WHERE source=$1
		AND NOT EXISTS (SELECT 1 FROM salient.chronicle WHERE source=$1)`, source)
	return err
}
