package show

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/piprate/json-gold/ld"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/verdict"
)

var update = flag.Bool("update", false, "write golden files anew")

const text = `GENEVA, Feb 17, 2026

A headline with <b>tags</b> & signs

Ukrainian troops retook 201 square kilometres (300 square miles) over the past week. Élan is no claim.

"They can bring theirs," said Olena Varych.
`

// checked is a made-up result with one claim of each verdict over the text.
func checked(t *testing.T) (article.Document, verdict.Result) {
	t.Helper()
	doc, err := article.Parse("made-up.txt", []byte(text), article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := func(kind claim.Kind, words string) claim.Claim {
		i := strings.Index(doc.Text, words)
		if i < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		start := utf8.RuneCountInString(doc.Text[:i])
		return claim.Claim{Kind: kind, Text: words, Start: start, End: start + utf8.RuneCountInString(words),
			Actor: "ukraine", Direction: claim.Gained, Value: claim.Value{201}, Unit: claim.Km2, Window: claim.NoWindow,
			Attribution: "ISW", Rule: "area", Why: "“retook” before the figure", Confidence: 0.95}
	}
	v, exact := 135.2, 77.6
	from, to := control.Date(2026, 2, 9), control.Date(2026, 2, 16)
	command := "salient change --from 2026-02-09 --to 2026-02-16 --definition liveuamap"
	return doc, verdict.Result{
		Published: control.Date(2026, 2, 17),
		Claims: []verdict.Checked{
			{
				Claim: at(claim.AreaChange, "Ukrainian troops retook 201 square kilometres"), Verdict: verdict.Disputed,
				Rule: "within 10%", Explanation: "Liveuamap shows 135 km² lost by Russia.", Solver: "The nearest is liveuamap.",
				Evidence: []verdict.Evidence{
					{Source: "isw", Definition: "isw", From: control.NoDay, To: control.NoDay, Unit: claim.Km2, Note: "not in the record"},
					{Source: "liveuamap", Definition: "liveuamap", Measure: "lost by Russia, gross", From: from, To: to, UsedFrom: from - 2, UsedTo: to,
						Value: &v, Range: []float64{120, 140}, Unit: claim.Km2, Supports: verdict.No, Command: command, Basis: measure.FromLedger, Note: "gained meanwhile: 0 km²"},
					{Source: "liveuamap", Definition: "liveuamap", Measure: "lost by Russia, net", From: from, To: to, UsedFrom: from - 2, UsedTo: to,
						Value: &v, Unit: claim.Km2, Supports: verdict.No, Command: command, Basis: measure.FromLedger},
				},
			},
			{
				Claim: at(claim.Conversion, "201 square kilometres (300 square miles)"), Verdict: verdict.Miscalculated,
				Rule: "within rounding", Explanation: "201 km² is 78 square miles, not 300.",
				Evidence: []verdict.Evidence{{Source: "arithmetic", Definition: "exact", Measure: "201 km² in square miles", From: control.NoDay, To: control.NoDay,
					Value: &exact, Unit: claim.Mi2, Supports: verdict.No, Command: "awk 'BEGIN { print 201 / 2.589988110336 }'"}},
			},
			{Claim: at(claim.Trend, "the past week"), Verdict: verdict.Contradicted, Rule: "a rule", Explanation: "It did not."},
			{Claim: at(claim.SiteControl, "A headline"), Verdict: verdict.Supported, Rule: "a rule", Explanation: "It is one."},
			{Claim: at(claim.Toll, "Élan"), Verdict: verdict.Unverifiable, Rule: "a rule", Explanation: "No data <for> it."},
		},
		Statements: []claim.Statement{{Speaker: "Olena Varych", Channel: "press", Quote: "They can bring theirs", Date: control.NoDay, Rule: "quotation", Why: "“said” behind it"}},
		Talks: []verdict.CheckedFact{{
			Fact:    claim.TalksFact{Kind: "round", City: "Geneva", Date: control.NoDay, Parties: []string{"russia"}, Text: "GENEVA"},
			Verdict: verdict.Supported, Round: "2026-02-17-geneva", Sources: []string{"https://example.org/a"}, Explanation: "The record has it.",
			Fields: []verdict.FactField{{Field: "city", Said: "Geneva", Record: "Geneva", Supports: verdict.Yes}},
		}},
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from what is printed; go test -update writes it anew:\n%s", path, got)
	}
}

func TestTerminal(t *testing.T) {
	_, r := checked(t)
	for _, width := range []int{60, 100} {
		var b bytes.Buffer
		if err := Terminal(&b, "A headline", r, Options{Width: width, Explain: true}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width && !strings.Contains(line, "$ ") && !strings.Contains(line, "https://") {
				t.Errorf("width %d: %d columns: %q", width, n, line)
			}
		}
		if strings.Contains(b.String(), "\x1b") {
			t.Errorf("colors without being asked for")
		}
		golden(t, fmt.Sprintf("terminal-%d.txt", width), b.Bytes())
	}
	var b bytes.Buffer
	if err := Terminal(&b, "A headline", r, Options{Color: true}); err != nil {
		t.Fatal(err)
	}
	plain := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(b.String(), "")
	var bare bytes.Buffer
	if err := Terminal(&bare, "A headline", r, Options{}); err != nil {
		t.Fatal(err)
	}
	if plain != bare.String() {
		t.Errorf("without its colors the output differs from the plain one")
	}
}

func validate(t *testing.T, schema []byte, doc []byte) {
	t.Helper()
	s, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", s); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(v); err != nil {
		t.Errorf("%v\n%s", err, doc)
	}
}

func TestJSON(t *testing.T) {
	_, r := checked(t)
	got, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	validate(t, Schema, got)
	var b bytes.Buffer
	if err := json.Indent(&b, got, "", "  "); err != nil {
		t.Fatal(err)
	}
	golden(t, "check.json", append(b.Bytes(), '\n'))
	empty, err := json.Marshal(verdict.Result{Published: control.NoDay})
	if err != nil {
		t.Fatal(err)
	}
	validate(t, Schema, empty)
}

// TestHTML looks for the text unharmed, every claim linked to its note, and
// nothing fetched from elsewhere.
func TestHTML(t *testing.T) {
	doc, r := checked(t)
	var b bytes.Buffer
	if err := HTML(&b, doc, "A headline", r); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	golden(t, "page.html", b.Bytes())
	for i := range r.Claims {
		if !strings.Contains(page, fmt.Sprintf(`id="claim-%d"`, i+1)) || !strings.Contains(page, fmt.Sprintf(`href="#claim-%d"`, i+1)) {
			t.Errorf("claim %d has no note, or no link to it", i+1)
		}
	}
	main := page[strings.Index(page, "<article>"):strings.Index(page, "</article>")]
	main = regexp.MustCompile(`(?s)<aside.*?</aside>`).ReplaceAllString(main, "")
	main = regexp.MustCompile(`(?s)<sup>.*?</sup>`).ReplaceAllString(main, "")
	main = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(main, "")
	want := strings.Fields(doc.Text)
	if got := strings.Fields(html.UnescapeString(main)); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the article's text came out as\n%s\nwant\n%s", strings.Join(got, " "), strings.Join(want, " "))
	}
	for _, outside := range []string{"<script", "<link", "src=", "url(", "@import"} {
		if strings.Contains(page, outside) {
			t.Errorf("the page is not self-contained: %s", outside)
		}
	}
}

// schemaOrg answers for https://schema.org as its context does for the terms
// used here, without a network.
type schemaOrg struct{}

func (schemaOrg) LoadDocument(u string) (*ld.RemoteDocument, error) {
	if u != "https://schema.org" {
		return nil, fmt.Errorf("unexpected context %q", u)
	}
	return &ld.RemoteDocument{DocumentURL: u, Document: map[string]any{"@context": map[string]any{
		"@vocab": "http://schema.org/",
		"url":    map[string]any{"@id": "http://schema.org/url", "@type": "@id"},
	}}}, nil
}

// TestClaimReview validates every page and expands it as JSON-LD: no key may
// get lost for want of a term.
func TestClaimReview(t *testing.T) {
	doc, r := checked(t)
	doc.URL, doc.Site = "https://news.example/story", "News"
	pages := ClaimReview(doc, "A headline", r)
	if len(pages) != len(r.Claims) {
		t.Fatalf("%d pages for %d claims", len(pages), len(r.Claims))
	}
	for i, page := range pages {
		validate(t, ReviewSchema, page.Bytes)
		var v any
		if err := json.Unmarshal(page.Bytes, &v); err != nil {
			t.Fatal(err)
		}
		o := ld.NewJsonLdOptions("")
		o.DocumentLoader = schemaOrg{}
		expanded, err := ld.NewJsonLdProcessor().Expand(v, o)
		if err != nil {
			t.Fatalf("%s: %v", page.Name, err)
		}
		node := expanded[0].(map[string]any)
		if fmt.Sprint(node["@type"]) != "[http://schema.org/ClaimReview]" {
			t.Errorf("%s: type %v", page.Name, node["@type"])
		}
		if got := len(node); got != len(v.(map[string]any))-1 {
			t.Errorf("%s: %d properties after expansion of %d", page.Name, got, len(v.(map[string]any))-1)
		}
		rating := node["http://schema.org/reviewRating"].([]any)[0].(map[string]any)
		if _, has := rating["http://schema.org/ratingValue"]; has == (r.Claims[i].Verdict == verdict.Unverifiable) {
			t.Errorf("%s: %s: rating value there: %v", page.Name, r.Claims[i].Verdict, has)
		}
	}
	golden(t, "claim-01.jsonld", pages[0].Bytes)
}
