package read_test

import (
	"path/filepath"
	"testing"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/claim/read"
)

// TestElsewhere: texts about other things, in words that wars are told in, hold no
// claim about this one: sport, business, elections, crops, fires, other wars. What
// is left is a distance from a border.
func TestElsewhere(t *testing.T) {
	files, err := filepath.Glob("testdata/elsewhere/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d texts: %v", len(files), err)
	}
	for _, f := range files {
		got := read.Article(parsed(t, f))
		for _, c := range got.Claims {
			if c.Kind != claim.DistanceBearing {
				t.Errorf("%s: %s: %s", filepath.Base(f), c.Kind, c.Text)
			}
		}
		if len(got.Claims) > 1 || len(got.Talks) > 0 {
			t.Errorf("%s: %d claims, %d rounds of talks", filepath.Base(f), len(got.Claims), len(got.Talks))
		}
		if len(got.Statements) == 0 {
			t.Errorf("%s: nobody quoted", filepath.Base(f)) // the text was read
		}
	}
}
