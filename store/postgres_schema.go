package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// serverSchema makes an empty store. Geometry is WKB in a column named as GDAL's
// PostgreSQL driver looks for it, so that no extension is needed and QGIS and
// GDAL open the table all the same.
const serverSchema = `
CREATE SCHEMA salient;
CREATE TABLE salient.meta (key text PRIMARY KEY, value bigint NOT NULL);
INSERT INTO salient.meta VALUES ('format', 1), ('revision', 0);

CREATE TABLE salient.held (
	fid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source text NOT NULL, definition text NOT NULL, day date NOT NULL, area_km2 double precision NOT NULL,
	wkb_geometry bytea NOT NULL, UNIQUE (source, definition));
COMMENT ON TABLE salient.held IS 'Ground held on the newest map of each source and definition; WGS 84, longitude first';

CREATE TABLE salient.chronicle (
	source text NOT NULL, name text NOT NULL, encoding bytea NOT NULL, last_change timestamptz NOT NULL,
	PRIMARY KEY (source, name));
ALTER TABLE salient.chronicle ALTER COLUMN encoding SET STORAGE EXTERNAL; -- packed already

CREATE TABLE salient.file (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source text NOT NULL, sha256 bytea NOT NULL, file text NOT NULL, url text NOT NULL, fetched timestamptz,
	size bigint NOT NULL, repairs jsonb, imported timestamptz NOT NULL,
	UNIQUE (source, sha256, file));

CREATE TABLE salient.file_map (
	file bigint NOT NULL REFERENCES salient.file, layer text NOT NULL, day date NOT NULL, known date NOT NULL,
	PRIMARY KEY (file, layer, day, known));
CREATE INDEX file_map_day ON salient.file_map (day);

CREATE TABLE salient.fetch (
	source text NOT NULL, url text NOT NULL, sha256 bytea NOT NULL, size bigint NOT NULL,
	fetched timestamptz NOT NULL, etag text NOT NULL, last_modified text NOT NULL, edited timestamptz,
	licence text NOT NULL, PRIMARY KEY (source, url));

CREATE TABLE salient.source (
	source text PRIMARY KEY, description bytea NOT NULL, regions bytea NOT NULL, added timestamptz NOT NULL);
`

// migrateLock keeps two programs from making the tables at the same time.
const migrateLock = 0x73616c69 // "sali"

// migrate makes the tables if there are none, all of them or none.
func (s *server) migrate(ctx context.Context) error {
	return pgx.BeginFunc(ctx, s.conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(migrateLock)); err != nil {
			return err
		}
		var there bool
		if err := tx.QueryRow(ctx, "SELECT to_regclass('salient.meta') IS NOT NULL").Scan(&there); err != nil || there {
			return err
		}
		_, err := tx.Exec(ctx, serverSchema)
		return err
	})
}
