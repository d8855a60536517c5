package store

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"time"
)

const (
	applicationID = 0x47504B47 // "GPKG", as GeoPackage 1.4 asks
	storeFormat   = 1
)

// schema makes an empty store. The tables that begin with gpkg_ are GeoPackage
// 1.4's (OGC 12-128r19); those that begin with salient_ are registered there as
// an extension, so that validators know them.
const schema = `
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10400;

CREATE TABLE gpkg_spatial_ref_sys (
	srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
	organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
	('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
	('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
	('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude and latitude in degrees');

CREATE TABLE gpkg_contents (
	table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
	description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
	min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
	CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
	('held', 'features', 'held', 'Ground held on the newest map of each source and definition', 4326);

CREATE TABLE gpkg_geometry_columns (
	table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
	srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
	CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
	CONSTRAINT uk_gc_table_name UNIQUE (table_name),
	CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
	CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
INSERT INTO gpkg_geometry_columns VALUES ('held', 'geom', 'MULTIPOLYGON', 4326, 0, 0);

CREATE TABLE gpkg_extensions (
	table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
	CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_extensions VALUES
	('salient_meta', NULL, 'salient_chronicle', 'docs/chronicle-format.md in the salient repository', 'write-only'),
	('salient_chronicle', NULL, 'salient_chronicle', 'docs/chronicle-format.md in the salient repository', 'write-only'),
	('salient_file', NULL, 'salient_chronicle', 'docs/chronicle-format.md in the salient repository', 'write-only'),
	('salient_file_map', NULL, 'salient_chronicle', 'docs/chronicle-format.md in the salient repository', 'write-only');

CREATE TABLE held (
	fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON,
	source TEXT NOT NULL, definition TEXT NOT NULL, day DATE NOT NULL, area_km2 DOUBLE NOT NULL);

CREATE TABLE salient_meta (key TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL);
INSERT INTO salient_meta VALUES ('format', 1), ('revision', 0);

CREATE TABLE salient_chronicle (
	id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
	source TEXT NOT NULL, name TEXT NOT NULL, encoding BLOB NOT NULL, last_change DATETIME NOT NULL,
	UNIQUE (source, name));

CREATE TABLE salient_file (
	id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
	source TEXT NOT NULL, sha256 BLOB NOT NULL, file TEXT NOT NULL, url TEXT NOT NULL, fetched TEXT NOT NULL,
	size INTEGER NOT NULL, repairs TEXT NOT NULL, imported DATETIME NOT NULL,
	UNIQUE (source, sha256, file));

CREATE TABLE salient_file_map (
	id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
	file INTEGER NOT NULL REFERENCES salient_file(id), layer TEXT NOT NULL, day DATE NOT NULL, known DATE NOT NULL);
CREATE INDEX salient_file_map_day ON salient_file_map (day);
`

// GeoPackageGeometry puts the header that GeoPackage 1.4 (2.1.3) asks for
// before a little-endian WKB: SRS 4326 and an envelope of min lon, min lat, max
// lon, max lat.
func GeoPackageGeometry(wkb []byte, box [4]float64) []byte {
	const littleEndianXYEnvelope = 0b0000_0011
	b := []byte{'G', 'P', 0, littleEndianXYEnvelope}
	b = binary.LittleEndian.AppendUint32(b, 4326)
	for _, v := range [4]float64{box[0], box[2], box[1], box[3]} { // minx, maxx, miny, maxy
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return append(b, wkb...)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func jsonText(v any) string {
	b, err := json.Marshal(v) // maps of strings to numbers do not fail
	if err != nil {
		return ""
	}
	return string(b)
}
