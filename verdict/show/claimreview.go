package show

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/verdict"
)

// Schema is the JSON Schema of the JSON output.
//
//go:embed schema/check.schema.json
var Schema []byte

// ReviewSchema is the JSON Schema of the pages of [ClaimReview].
//
//go:embed schema/claimreview.schema.json
var ReviewSchema []byte

// Page is one file of [ClaimReview].
type Page struct {
	Name  string // as claim-01.jsonld
	Bytes []byte
}

// rating is a verdict on the scale that schema.org wants: worst 1, best 5. What
// is disputed stands in the middle; what cannot be verified has no number.
func rating(v verdict.Verdict) map[string]any {
	r := map[string]any{"@type": "Rating", "alternateName": alternateNames[v]}
	if n, ok := map[verdict.Verdict]int{
		verdict.Contradicted: 1, verdict.Miscalculated: 2, verdict.Disputed: 3, verdict.Supported: 5,
	}[v]; ok {
		r["ratingValue"], r["worstRating"], r["bestRating"] = n, 1, 5
	}
	return r
}

var alternateNames = map[verdict.Verdict]string{
	verdict.Supported:     "Supported by the published maps and records named",
	verdict.Contradicted:  "Contradicted by the published maps and records named",
	verdict.Disputed:      "Disputed: the sources differ",
	verdict.Miscalculated: "Miscalculated: its own arithmetic is wrong",
	verdict.Unverifiable:  "Unverifiable: no data for it, or not asserted",
}

// ClaimReview returns one schema.org ClaimReview a claim, as JSON-LD. The date
// of review is left out: the same article gives the same pages.
func ClaimReview(doc article.Document, title string, r verdict.Result) []Page {
	var out []Page
	for i, c := range r.Claims {
		page := map[string]any{
			"@context":      "https://schema.org",
			"@type":         "ClaimReview",
			"claimReviewed": c.Claim.Text,
			"reviewRating":  rating(c.Verdict),
			"reviewBody":    body(c),
			"itemReviewed":  claimOf(doc, title, r, c),
			"author":        map[string]any{"@type": "Organization", "name": "salient"},
			"isBasedOn":     basedOn(c),
		}
		if doc.URL != "" {
			page["url"] = fmt.Sprintf("%s#claim-%d", doc.URL, i+1)
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(page); err != nil {
			panic(err) // maps of plain values
		}
		out = append(out, Page{fmt.Sprintf("claim-%02d.jsonld", i+1), b.Bytes()})
	}
	return out
}

func body(c verdict.Checked) string {
	text := c.Explanation
	if c.Solver != "" {
		text += " " + c.Solver
	}
	return text + " Rule: " + strings.TrimSuffix(c.Rule, ".") + "."
}

func claimOf(doc article.Document, title string, r verdict.Result, c verdict.Checked) map[string]any {
	appearance := map[string]any{"@type": "NewsArticle", "headline": title}
	if doc.URL != "" {
		appearance["url"] = doc.URL
	}
	if doc.Site != "" {
		appearance["publisher"] = map[string]any{"@type": "Organization", "name": doc.Site}
	}
	if r.Published != control.NoDay {
		appearance["datePublished"] = r.Published.String()
	}
	cl := map[string]any{"@type": "Claim", "text": c.Claim.Text, "appearance": appearance}
	if c.Claim.Attribution != "" {
		cl["author"] = map[string]any{"@type": "Organization", "name": c.Claim.Attribution}
	}
	if r.Published != control.NoDay {
		cl["datePublished"] = r.Published.String()
	}
	return cl
}

// basedOn lists the figures, each as a property with its days and command.
func basedOn(c verdict.Checked) []any {
	out := []any{}
	for _, e := range c.Evidence {
		if e.Value == nil {
			continue
		}
		d := map[string]any{
			"@type": "Dataset", "name": e.Definition, "creator": map[string]any{"@type": "Organization", "name": verdict.SourceName(e.Source)},
			"description": strings.TrimSpace(figure(e) + ". " + aside(e)),
			"variableMeasured": map[string]any{
				"@type": "PropertyValue", "name": measureName(e), "value": *e.Value, "unitText": unitText(e.Unit),
			},
		}
		if e.From != control.NoDay && e.To != control.NoDay {
			d["temporalCoverage"] = e.From.String() + "/" + e.To.String()
		}
		if e.Command != "" {
			d["measurementTechnique"] = e.Command
		}
		out = append(out, d)
	}
	return out
}

func measureName(e verdict.Evidence) string {
	if e.Measure == "" {
		return e.Definition
	}
	return e.Measure
}

func unitText(unit string) string {
	if unit == "" {
		return "count"
	}
	return unit
}
