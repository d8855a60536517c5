package web

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// word is one entry of a catalogue: a key, with those it stands within, and
// what it says.
type word struct{ key, text string }

var entry = regexp.MustCompile("(?:\"([\\w-]+)\"|([A-Za-z][\\w]*)):\\s*(\\{|(?:\\([^)]*\\)\\s*=>\\s*)?(?:\"[^\"]*\"|`[^`]*`))|(\\})")

// words reads a catalogue's file as the app does, but for what functions do.
func words(t *testing.T, file string) []word {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, body, found := strings.Cut(string(text), "= {")
	if !found {
		t.Fatalf("%s: no catalogue", file)
	}
	var out []word
	var within []string
	for _, m := range entry.FindAllStringSubmatch(body, -1) {
		name := m[1] + m[2]
		switch {
		case m[4] != "":
			within = within[:max(0, len(within)-1)]
		case m[3] == "{":
			within = append(within, name)
		default:
			out = append(out, word{strings.Join(append(slices.Clone(within), name), "."), m[3]})
		}
	}
	return out
}

var values = regexp.MustCompile(`^[^"` + "`" + `]*|\$\{[^}]*\}|[^\p{L}]`)

// said is what an entry says in words: without its values, blanks and signs.
func said(text string) string { return values.ReplaceAllString(text, "") }

// TestCatalogues checks that every language has every word that English has, no
// others, and that longer ones are translated.
func TestCatalogues(t *testing.T) {
	files, err := filepath.Glob("src/lib/strings/en/*.ts")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d catalogues: %v", len(files), err)
	}
	total := 0
	for _, file := range files {
		name := filepath.Base(file)
		if name == "index.ts" {
			continue
		}
		english := words(t, file)
		total += len(english)
		for _, language := range []string{"uk", "ru", "fr"} {
			there := map[string]string{}
			for _, w := range words(t, filepath.Join("src/lib/strings", language, name)) {
				there[w.key] = w.text
			}
			for _, w := range english {
				text, ok := there[w.key]
				if !ok {
					t.Errorf("%s/%s lacks %s", language, name, w.key)
				} else if text == w.text && len(said(w.text)) > 16 {
					t.Errorf("%s/%s: %s is not translated: %s", language, name, w.key, text)
				}
				if got, want := strings.Count(text, "${"), strings.Count(w.text, "${"); got < min(want, 1) {
					t.Errorf("%s/%s: %s has %d places for values, English has %d", language, name, w.key, got, want)
				}
				delete(there, w.key)
			}
			for key := range there {
				t.Errorf("%s/%s: %s is not in English", language, name, key)
			}
		}
	}
	if total < 200 {
		t.Errorf("only %d words were read: %s", total, fmt.Sprint(files))
	}
}
