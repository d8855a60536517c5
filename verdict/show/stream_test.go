package show

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/verdict"
)

// TestStreamForms: what a stream prints is what is printed of the whole, byte for
// byte, also where nothing was found.
func TestStreamForms(t *testing.T) {
	data, err := os.ReadFile("../../examples/dispatch.txt")
	if err != nil {
		t.Fatal(err)
	}
	sources := embeddedSources(t)
	for _, text := range []string{string(data), "Nothing happened.\n"} {
		doc, err := article.Parse("a.txt", []byte(text), article.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sources.Text = doc.Text
		result := verdict.Check(read.Article(doc), sources)
		for _, explain := range []bool{false, true} {
			o := Options{Explain: explain, Color: explain}
			var want, got bytes.Buffer
			if err := Terminal(&want, "A title", result, o); err != nil {
				t.Fatal(err)
			}
			feed(t, NewTerminalStream(&got, "A title", result.Published, o), result)
			if got.String() != want.String() {
				t.Errorf("terminal, explain %v: got\n%s\nwant\n%s", explain, got.String(), want.String())
			}
		}
		var want, got bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(result); err != nil {
			t.Fatal(err)
		}
		feed(t, NewJSONStream(&got, result.Published), result)
		if got.String() != want.String() {
			t.Errorf("JSON: got\n%s\nwant\n%s", got.String(), want.String())
		}
	}
}

func feed(t *testing.T, s *Stream, r verdict.Result) {
	t.Helper()
	for _, c := range r.Claims {
		s.Claim(c)
	}
	for _, st := range r.Statements {
		s.Statement(st)
	}
	for _, f := range r.Talks {
		s.Fact(f)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.Discard()
	if s.Failed() != r.Failed() {
		t.Errorf("failed %v, want %v", s.Failed(), r.Failed())
	}
}
