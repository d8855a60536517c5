package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/internal/pgtest"
)

// peer is PostGIS behind a thin HTTP handler: one query a tile, as pg_tileserv
// and martin make it. It holds the same polygons as the server beside it.
type peer struct {
	pool    *pgxpool.Pool
	cluster pgtest.Cluster
	address string
}

// tileQuery is what such servers send: the rows that meet the tile, cut, as MVT.
const tileQuery = `
	WITH bounds AS (SELECT ST_TileEnvelope($1, $2, $3) AS env),
	cut AS (SELECT ST_AsMVTGeom(ST_Transform(h.geom, 3857), bounds.env) AS geom, h.map_day, h.held_km2
		FROM held h, bounds WHERE h.map_day = $4 AND h.geom && ST_Transform(bounds.env, 4326))
	SELECT ST_AsMVT(cut, 'held') FROM cut`

// startPeer starts PostgreSQL, loads the maps of some days and listens.
func startPeer(c *chronicle.Chronicle, days []control.Day) (*peer, error) {
	cluster, err := pgtest.Run()
	if err != nil {
		return nil, err
	}
	p := &peer{cluster: cluster}
	ctx := context.Background()
	if p.pool, err = pgxpool.New(ctx, cluster.URL+"?pool_max_conns=16"); err != nil {
		return nil, errors.Join(err, p.close())
	}
	if err := p.load(ctx, c, days); err != nil {
		return nil, errors.Join(err, p.close())
	}
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	p.address = "http://" + at.Addr().String()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tiles/held/{z}/{x}/{y}", p.tile)
	go func() { _ = http.Serve(at, mux) }()
	return p, nil
}

func (p *peer) close() error {
	if p.pool != nil {
		p.pool.Close()
	}
	p.cluster.Stop()
	return nil
}

func (p *peer) load(ctx context.Context, c *chronicle.Chronicle, days []control.Day) error {
	if _, err := p.pool.Exec(ctx, `CREATE EXTENSION postgis;
		CREATE TABLE held (map_day text, held_km2 double precision, geom geometry(MultiPolygon, 4326))`); err != nil {
		return fmt.Errorf("%w (the Debian package postgresql-15-postgis-3 has PostGIS)", err)
	}
	for _, day := range days {
		m, err := c.MapOn(day, control.NoDay)
		if err != nil {
			return err
		}
		wkb := geo.AppendWKB(nil, geo.Polygons(c.Boundary(m)))
		if _, err := p.pool.Exec(ctx, "INSERT INTO held VALUES ($1, $2, ST_GeomFromWKB($3, 4326))", day.String(), c.Area(m).Km2(), wkb); err != nil {
			return err
		}
	}
	_, err := p.pool.Exec(ctx, "CREATE INDEX ON held USING gist (geom); CREATE INDEX ON held (map_day); ANALYZE held")
	return err
}

func (p *peer) tile(w http.ResponseWriter, r *http.Request) {
	var at [3]int
	for i, text := range []string{r.PathValue("z"), r.PathValue("x"), strings.TrimSuffix(r.PathValue("y"), ".mvt")} {
		at[i], _ = strconv.Atoi(text) // the caller is ours
	}
	var data []byte
	if err := p.pool.QueryRow(r.Context(), tileQuery, at[0], at[1], at[2], r.URL.Query().Get("on")).Scan(&data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/vnd.mapbox-vector-tile")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the caller may have gone
}

// busy returns how long processors have worked for the database's processes.
func (p *peer) busy() time.Duration {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	const ticks = 100 // a second, on Linux
	var total time.Duration
	for _, name := range stats {
		b, err := os.ReadFile(name)
		if err != nil {
			continue // it ended
		}
		_, rest, _ := strings.Cut(string(b), ") ")
		f := strings.Fields(rest)
		if len(f) < 13 || f[1] != strconv.Itoa(p.cluster.PID) {
			continue
		}
		user, _ := strconv.Atoi(f[11])
		system, _ := strconv.Atoi(f[12])
		total += time.Duration(user+system) * time.Second / ticks
	}
	return total
}
