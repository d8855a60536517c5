package figures_test

import (
	"encoding/csv"
	"os"
	"testing"

	"github.com/salient-project/salient/figures"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
)

// TestVariants: eleven of our own figures, written down in more than eighty ways,
// are all read as what they say. The publisher is made up, and so is nothing
// else: the values are what the embedded ledger holds.
func TestVariants(t *testing.T) {
	const file = "testdata/variants.csv"
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := figures.Read(f, file)
	if err != nil {
		t.Fatal(err)
	}
	want := definitions(t, file)
	record, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	c, err := figures.Default()
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range figures.Recompute(rows, record, gazetteer.Default(), c).Answers {
		if !a.Covered || !a.Within || a.Reading.Definition != want[i] {
			t.Errorf("%s: covered %v, published %s %s, ours %.3f by %s, want %s: %s",
				a.Row.ID, a.Covered, a.Row.Number(), a.Row.Unit, a.Ours, a.Reading.Definition, want[i], a.Reason)
		}
	}
	if len(rows) < 80 {
		t.Errorf("%d rows", len(rows))
	}
}

// definitions returns the table's column definition: what each row must be read by.
func definitions(t *testing.T, file string) []string {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range records[1:] {
		out = append(out, r[len(r)-1])
	}
	return out
}
