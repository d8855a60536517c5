package talks

import (
	"os"
	"strings"
	"testing"
)

// TestCodebook checks that docs/talks.md explains every word that the loader
// takes.
func TestCodebook(t *testing.T) {
	page, err := os.ReadFile("../docs/talks.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]string{partyKinds, statuses, modes, formats, doors, results, positionKinds, channels, endings, groundRules} {
		for _, w := range list {
			if !strings.Contains(string(page), "`"+w+"`") {
				t.Errorf("docs/talks.md does not explain %q", w)
			}
		}
	}
}
