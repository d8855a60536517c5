// Package geopackage reads the feature tables of a GeoPackage (OGC 12-128r19).
// Start with [Read].
package geopackage

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
	"github.com/salient-project/salient/vector/wkb"
)

// Is reports whether bytes begin as an SQLite database does.
func Is(head []byte) bool { return bytes.HasPrefix(head, []byte("SQLite format 3\x00")) }

// mostTime bounds the reading of a database, which may have been made to take
// forever.
const mostTime = 2 * time.Minute

// Read reads every feature table, in the order of their names. Errors name the
// table and the feature, counted from 0 in the order of its rows. Views are not
// read: they are programs.
func Read(data []byte) ([]vector.Table, error) {
	if !Is(data) {
		return nil, vector.Malformed(0, "not an SQLite database")
	}
	conn, err := open(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", vector.ErrFormat, err)
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), mostTime)
	defer cancel()
	conn.SetInterrupt(ctx.Done())
	layers, err := list(conn)
	if err != nil {
		return nil, fmt.Errorf("%w: not a GeoPackage: %w", vector.ErrFormat, err)
	}
	if len(layers) == 0 {
		return nil, errors.New("a GeoPackage without feature tables")
	}
	var tables []vector.Table
	for _, l := range layers {
		doc, err := l.read(conn, len(data))
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", l.table, err)
		}
		tables = append(tables, vector.Table{Name: l.table, Doc: doc})
	}
	return tables, nil
}

// open opens the bytes of a database in memory, warily: nothing in it is run.
func open(data []byte) (*sqlite.Conn, error) {
	conn, err := sqlite.OpenConn(":memory:", sqlite.OpenReadWrite)
	if err != nil {
		return nil, err
	}
	// Bytes 18 and 19 say that a log lies beside the file, which it does not:
	// it would be asked for. 1 is the older way of writing.
	plain := bytes.Clone(data)
	if len(plain) > 19 {
		plain[18], plain[19] = 1, 1
	}
	err = conn.Deserialize("main", plain)
	for _, pragma := range []string{"trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"} {
		if err == nil {
			err = sqlitex.Execute(conn, "PRAGMA "+pragma, nil)
		}
	}
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	conn.Limit(sqlite.LimitLength, int32(min(len(data)+1<<16, math.MaxInt32)))
	return conn, nil
}

// layer is a feature table.
type layer struct {
	table, geometry string
	srs             int64 // its number in the database
	crs             vector.CRS
	unread          error // the reference system is one that is not read
}

func list(conn *sqlite.Conn) ([]layer, error) {
	var layers []layer
	err := sqlitex.Execute(conn, `
		SELECT g.table_name, g.column_name, g.srs_id, s.organization, s.organization_coordsys_id, s.definition, s.srs_name,
			(SELECT sql FROM sqlite_schema WHERE type='table' AND lower(name)=lower(g.table_name))
		FROM gpkg_geometry_columns g JOIN gpkg_contents c ON lower(c.table_name) = lower(g.table_name) AND c.data_type = 'features'
			LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
		ORDER BY g.table_name`, &sqlitex.ExecOptions{ResultFunc: func(st *sqlite.Stmt) error {
		l := layer{table: st.ColumnText(0), geometry: st.ColumnText(1), srs: st.ColumnInt64(2)}
		sql := strings.ToUpper(strings.Join(strings.Fields(st.ColumnText(7)), " "))
		if !strings.HasPrefix(sql, "CREATE TABLE ") {
			return fmt.Errorf("%s is no plain table", l.table)
		}
		switch org := st.ColumnText(3); {
		case strings.EqualFold(org, "EPSG"):
			l.crs, l.unread = vector.EPSG(st.ColumnInt(4))
		case st.ColumnText(5) == "" || strings.EqualFold(st.ColumnText(5), "undefined"):
			l.unread = fmt.Errorf("%w: %q", vector.ErrCRS, st.ColumnText(6))
		default:
			l.crs, l.unread = vector.WKT(st.ColumnText(5))
		}
		layers = append(layers, l)
		return nil
	}})
	return layers, err
}

func (l layer) read(conn *sqlite.Conn, size int) (*geojson.Document, error) {
	if l.unread != nil {
		return nil, l.unread
	}
	b := vector.NewBuilder(l.crs, size)
	rows := 0
	err := sqlitex.Execute(conn, "SELECT * FROM "+quoted(l.table), &sqlitex.ExecOptions{ResultFunc: func(st *sqlite.Stmt) error {
		if rows++; rows > size/4 {
			return fmt.Errorf("%w: more rows than its bytes can hold", vector.ErrFormat)
		}
		return l.row(st, b)
	}})
	if err != nil {
		return nil, err
	}
	return b.Document(), nil
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (l layer) row(st *sqlite.Stmt, b *vector.Builder) error {
	b.Begin(-1)
	var geometry []byte
	for i := range st.ColumnCount() {
		name := st.ColumnName(i)
		if strings.EqualFold(name, l.geometry) {
			geometry = make([]byte, st.ColumnLen(i))
			st.ColumnBytes(i, geometry)
			continue
		}
		switch st.ColumnType(i) {
		case sqlite.TypeInteger:
			b.Set(name, st.ColumnInt64(i))
		case sqlite.TypeFloat:
			b.Set(name, st.ColumnFloat(i))
		case sqlite.TypeText:
			b.Set(name, strings.ToValidUTF8(st.ColumnText(i), ""))
		case sqlite.TypeNull:
			b.Set(name, nil)
		}
	}
	if len(geometry) > 0 {
		if err := l.shape(geometry, b); err != nil {
			return err
		}
	}
	return b.End()
}

// shape reads a geometry as a GeoPackage stores it (2.1.3): a header with the
// reference system and an envelope, then well-known binary.
func (l layer) shape(data []byte, b *vector.Builder) error {
	if len(data) < 8 || string(data[:2]) != "GP" {
		return b.Fail(-1, vector.ErrFormat, "the geometry has no GeoPackage header")
	}
	flags := data[3]
	var order binary.ByteOrder = binary.BigEndian
	if flags&1 != 0 {
		order = binary.LittleEndian
	}
	if srs := int64(int32(order.Uint32(data[4:]))); srs != l.srs {
		return b.Fail(-1, vector.ErrCRS, fmt.Sprintf("the geometry is in system %d, its table in %d", srs, l.srs))
	}
	if flags&(1<<5) != 0 {
		return b.Fail(-1, vector.ErrFormat, "a geometry of an extended type")
	}
	envelope := [8]int{0, 32, 48, 48, 64, -1, -1, -1}[flags>>1&7]
	if envelope < 0 || len(data) < 8+envelope {
		return b.Fail(-1, vector.ErrFormat, "the geometry's envelope is cut off")
	}
	if flags&(1<<4) != 0 {
		return nil // empty
	}
	return wkb.Append(b, data[8+envelope:])
}
