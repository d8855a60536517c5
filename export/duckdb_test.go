package export_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/export"
	"github.com/salient-project/salient/internal/nodetools"
	"github.com/salient-project/salient/ledger"
)

// ask asks DuckDB questions and returns a line of JSON for each.
func ask(t *testing.T, questions ...string) []string {
	t.Helper()
	modules := nodetools.Dir(t, "@duckdb/node-api")
	script, err := filepath.Abs("testdata/duckdb.mjs")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", append([]string{script, modules}, questions...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("DuckDB: %v\n%s", err, out)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// TestDuckDBReadsBack: another's reader of Parquet and CSV finds the values, their
// types, and what is not known; and the geometry as ISO WKB.
func TestDuckDBReadsBack(t *testing.T) {
	rows := `[["Запоріжжя, \"near\"",1234.5678,"3",true,"2026-02-17"],[null,null,"-1",false,"2022-02-24"]]`
	types := `[["name","VARCHAR"],["area_km2","DOUBLE"],["count","BIGINT"],["held","BOOLEAN"],["day","DATE"]]`
	for _, f := range []export.Format{"parquet", "csv"} {
		path := write(t, f, sample(export.NoShape))
		got := ask(t, "SELECT * FROM '"+path+"'", "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '"+path+"')")
		if got[0] != rows || got[1] != types {
			t.Errorf("%s:\n%s\n%s\nwant\n%s\n%s", f, got[0], got[1], rows, types)
		}
	}
	path := write(t, "parquet", sample(export.Points))
	got := ask(t, "SELECT typeof(geometry), geometry::VARCHAR FROM '"+path+"'")
	want := `[["GEOMETRY('OGC:CRS84')","POINT (35.1 47.8)"],["GEOMETRY('OGC:CRS84')","POINT (36.1 48.8)"]]`
	if got[0] != want {
		t.Errorf("geometry %s, want %s", got[0], want)
	}
}

// TestDuckDBReadsTheWideTable: what chart tools get is one column a series, ISO
// days first.
func TestDuckDBReadsTheWideTable(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	long, err := export.Held(l, export.Asked{Definitions: l.Coverage()[:2], From: control.Date(2026, 1, 1), To: control.Date(2026, 1, 5), Every: 1})
	if err != nil {
		t.Fatal(err)
	}
	wide, err := export.Wide(long)
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, "csv", wide)
	got := ask(t, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '"+path+"')", "SELECT count(*), min(date), max(date) FROM '"+path+"'")
	if got[0] != `[["date","DATE"],["deepstate","DOUBLE"],["liveuamap","DOUBLE"]]` || got[1] != `[["5","2026-01-01","2026-01-05"]]` {
		t.Error(got)
	}
}
