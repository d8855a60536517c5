package geopackage_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/salient-project/salient/internal/ogrtest"
	"github.com/salient-project/salient/vector/geopackage"
)

var seed = flag.Uint64("seed", 1, "seed of the damage")

const square = `{"type":"Feature","properties":{"n":7},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,2],[1,1]]]}}`

// TestDamaged overwrites bytes of a file, most of them where it is not empty,
// and wants an answer each time.
func TestDamaged(t *testing.T) {
	whole := ogrtest.File(t, square, "map.gpkg")
	var full []int
	for i, b := range whole {
		if b != 0 {
			full = append(full, i)
		}
	}
	r := rand.New(rand.NewPCG(*seed, 0))
	refused := 0
	for range 150 {
		data := append([]byte(nil), whole...)
		for range 1 + r.IntN(20) {
			data[full[r.IntN(len(full))]] = byte(r.Uint32())
		}
		tables, err := geopackage.Read(data)
		if err != nil {
			refused++
			continue
		}
		for _, table := range tables {
			if len(table.Doc.Points) > 100 {
				t.Fatalf("seed %d: %d points of one square", *seed, len(table.Doc.Points))
			}
		}
	}
	if refused == 0 {
		t.Errorf("seed %d: none of 150 damaged files was refused", *seed)
	}
}

// serialized makes a database of statements.
func serialized(t *testing.T, statements string) []byte {
	t.Helper()
	conn, err := sqlite.OpenConn(":memory:", sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := sqlitex.ExecuteScript(conn, statements, nil); err != nil {
		t.Fatal(err)
	}
	data, err := conn.Serialize("main")
	if err != nil {
		t.Fatal(err)
	}
	return append([]byte(nil), data...)
}

const tables = `
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, ''), ('drawn', 5, 'NONE', 5, 'undefined');
CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
INSERT INTO gpkg_contents VALUES ('m', 'features');
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
INSERT INTO gpkg_geometry_columns VALUES ('m', 'geom', %d);
`

// TestHostile are databases that would run something, or say what is not so.
func TestHostile(t *testing.T) {
	for _, tt := range []struct {
		name, make, want string
		srs              int
	}{
		{"a view without end", `CREATE VIEW m AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i, NULL AS geom FROM n`, "m is no plain table", 4326},
		{"a virtual table", `CREATE VIRTUAL TABLE m USING fts5(geom)`, "m is no plain table", 4326},
		{"no table", ``, "m is no plain table", 4326},
		{"a name with a quote", `CREATE TABLE m (geom BLOB); UPDATE gpkg_contents SET table_name='m"x'; UPDATE gpkg_geometry_columns SET table_name='m"x'; ALTER TABLE m RENAME TO "m""x"`, "", 4326},
		{"an unknown system", `CREATE TABLE m (geom BLOB)`, `table m: coordinate reference system not supported: "drawn"`, 5},
		{"a system that is not there", `CREATE TABLE m (geom BLOB)`, "table m: coordinate reference system not supported", 7},
		{"text for a geometry", `CREATE TABLE m (geom BLOB); INSERT INTO m VALUES ('hello there')`, "table m: feature 0: malformed: the geometry has no GeoPackage header", 4326},
		{"another system in the geometry", `CREATE TABLE m (geom BLOB); INSERT INTO m VALUES (x'47500001110F0000')`, "feature 0: coordinate reference system not supported: the geometry is in system 3857, its table in 4326", 4326},
		{"an envelope cut off", `CREATE TABLE m (geom BLOB); INSERT INTO m VALUES (x'47500003E6100000')`, "envelope is cut off", 4326},
		{"an extended type", `CREATE TABLE m (geom BLOB); INSERT INTO m VALUES (x'47500021E6100000')`, "extended type", 4326},
		{"an empty geometry", `CREATE TABLE m (geom BLOB); INSERT INTO m VALUES (x'47500011E6100000')`, "", 4326},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := geopackage.Read(serialized(t, fmt.Sprintf(tables, tt.srs)+tt.make))
			if tt.want == "" {
				if err != nil || len(got) != 1 {
					t.Errorf("%v, %d tables", err, len(got))
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v\nwant …%s", err, tt.want)
			}
		})
	}
}
