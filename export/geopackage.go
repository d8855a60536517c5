package export

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/store"
)

// geoPackage makes an empty GeoPackage 1.4 (OGC 12-128r19).
const geoPackage = `
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10400;
CREATE TABLE gpkg_spatial_ref_sys (
	srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
	organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
	('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
	('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
	('WGS 84 geodetic', 4326, 'EPSG', 4326, '` + wgs84 + `', 'longitude and latitude in degrees');
CREATE TABLE gpkg_contents (
	table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
	description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
	min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
	CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
	table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
	srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
	CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
	CONSTRAINT uk_gc_table_name UNIQUE (table_name),
	CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
	CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
`

const wgs84 = `GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]`

var sqlTypes = map[Type]string{String: "TEXT", Number: "DOUBLE", Integer: "INTEGER", Boolean: "BOOLEAN", Date: "DATE"}

// writeGeoPackage writes a table as features, or as attributes where it has no
// shape.
func writeGeoPackage(path string, t *Table) (err error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := conn.Close(); err == nil {
			err = cerr
		}
	}()
	if err := sqlitex.ExecuteScript(conn, geoPackage, nil); err != nil {
		return err
	}
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)
	columns, marks := []string{}, []string{}
	create := "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
	kind := "attributes"
	if t.Shape != NoShape {
		kind = "features"
		create += ", geom " + strings.ToUpper(string(t.Shape))
		columns, marks = append(columns, "geom"), append(marks, "?")
	}
	for _, c := range t.Columns {
		create += fmt.Sprintf(", %q %s", c.Name, sqlTypes[c.Type])
		columns, marks = append(columns, fmt.Sprintf("%q", c.Name)), append(marks, "?")
	}
	if err := sqlitex.Execute(conn, fmt.Sprintf("CREATE TABLE %q (%s)", t.Name, create), nil); err != nil {
		return err
	}
	var bounds [4]any
	if b, ok := t.bounds(); ok {
		bounds = [4]any{b[0], b[1], b[2], b[3]}
	}
	var srs any
	if t.Shape != NoShape {
		srs = 4326
	}
	err = sqlitex.Execute(conn, `INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)
		VALUES (?,?,?,?,?,?,?,?,?)`, &sqlitex.ExecOptions{Args: []any{t.Name, kind, t.Title, description(t), bounds[0], bounds[1], bounds[2], bounds[3], srs}})
	if err != nil {
		return err
	}
	if t.Shape != NoShape {
		err = sqlitex.Execute(conn, "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)",
			&sqlitex.ExecOptions{Args: []any{t.Name, strings.ToUpper(string(t.Shape))}})
		if err != nil {
			return err
		}
	}
	insert := fmt.Sprintf("INSERT INTO %q (%s) VALUES (%s)", t.Name, strings.Join(columns, ","), strings.Join(marks, ","))
	for _, r := range t.Rows {
		var args []any
		if t.Shape != NoShape {
			args = append(args, store.GeoPackageGeometry(t.wkb(r), corners(t.box(r))))
		}
		for _, v := range r.Values {
			if d, ok := v.(control.Day); ok {
				v = d.String()
			}
			args = append(args, v)
		}
		if err := sqlitex.Execute(conn, insert, &sqlitex.ExecOptions{Args: args}); err != nil {
			return err
		}
	}
	return nil
}

// description is what a table holds and whom it owes credit.
func description(t *Table) string {
	if len(t.Credit) == 0 {
		return t.Description
	}
	return t.Description + " Credit: " + strings.Join(t.Credit, "; ")
}

// wkb returns a row's geometry as little-endian well-known binary.
func (t *Table) wkb(r Row) []byte {
	if t.Shape == Points {
		b := []byte{1, 1, 0, 0, 0} // little-endian, Point
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(r.Point.Lon()))
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(r.Point.Lat()))
	}
	return geo.AppendWKB(nil, r.Polygon)
}
