package figures_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/salient-project/salient/figures"
	"github.com/salient-project/salient/gazetteer"
)

var update = flag.Bool("update", false, "write the golden files")

// TestMarkdown compares the page for a made-up table with its golden file.
func TestMarkdown(t *testing.T) {
	f, err := os.Open("testdata/made-up.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := figures.Read(f, "made-up.csv")
	if err != nil {
		t.Fatal(err)
	}
	c, err := figures.Default()
	if err != nil {
		t.Fatal(err)
	}
	table := figures.Recompute(rows, newMadeUp(), gazetteer.Default(), c)
	var got bytes.Buffer
	if err := table.Markdown(&got, figures.Report{Run: day("2026-11-22"), Method: "made-up-1", Attribution: []string{"Map: made up"}, Command: "a test"}); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/made-up.md"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("go test ./figures -update writes it anew:\n%s", diff)
	}
	for _, row := range rows {
		if !strings.Contains(got.String(), row.ID) {
			t.Errorf("row %s is not on the page", row.ID)
		}
	}
}
