package show

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/talks"
	"github.com/salient-project/salient/verdict"
)

// shared finds the folder of shared material beside the checkout.
func shared(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("SALIENT_SHARED"); dir != "" {
		return dir
	}
	for dir := "."; ; dir = filepath.Join("..", dir) {
		at := filepath.Join(dir, "shared", "corpus")
		if _, err := os.Stat(at); err == nil {
			return filepath.Join(dir, "shared")
		}
		if len(dir) > 40 {
			t.Skip("SKIPPED: no folder shared beside the checkout, and SALIENT_SHARED is not set")
		}
	}
}

// labels are an article's claims as a person labelled them.
type labels struct {
	Published *string       `json:"published"`
	Claims    []claim.Claim `json:"claims"`
}

func embeddedSources(t testing.TB) verdict.Sources {
	t.Helper()
	record, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	rounds, err := talks.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return verdict.Sources{Record: record, Talks: rounds, Places: gazetteer.Default()}
}

// TestCorpus checks labelled claims: none may come back without a verdict, a
// rule and an explanation, and no figure without its command.
func TestCorpus(t *testing.T) {
	sources := embeddedSources(t)
	files, _ := filepath.Glob(filepath.Join(shared(t), "corpus", "dev", "*.json"))
	if len(files) == 0 {
		t.Skip("SKIPPED: no labelled corpus")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var l labels
		if err := json.Unmarshal(data, &l); err != nil {
			t.Fatal(err)
		}
		r := claim.Reading{Claims: l.Claims, Published: control.NoDay}
		if l.Published != nil {
			if r.Published, err = control.ParseDay(*l.Published); err != nil {
				t.Fatal(err)
			}
		}
		got := verdict.Check(r, sources)
		for _, c := range got.Claims {
			if c.Verdict == "" || c.Rule == "" || c.Explanation == "" {
				t.Errorf("%s: %q: bare: verdict %q, rule %q, explanation %q", filepath.Base(file), c.Claim.Text, c.Verdict, c.Rule, c.Explanation)
			}
			for _, e := range c.Evidence {
				if e.Value != nil && e.Command == "" && e.Source != "article" {
					t.Errorf("%s: %q: a figure of %s without a command", filepath.Base(file), c.Claim.Text, e.Source)
				}
			}
		}
		data, err = json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		validate(t, Schema, data)
		var b bytes.Buffer
		if err := Terminal(&b, filepath.Base(file), got, Options{Width: 100}); err != nil {
			t.Error(err)
		}
		t.Log("\n" + b.String())
	}
}
