// Package show prints a checked article: [Terminal] for people at a terminal,
// [HTML] as one annotated page, [ClaimReview] as schema.org JSON-LD, one page a
// claim. JSON is the [verdict.Result] itself; [Schema] describes it.
package show

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/verdict"
)

// Symbol is a verdict's sign, which reads without color.
func Symbol(v verdict.Verdict) string {
	switch v {
	case verdict.Supported:
		return "✓"
	case verdict.Contradicted:
		return "✗"
	case verdict.Disputed:
		return "⇄"
	case verdict.Miscalculated:
		return "≠"
	}
	return "?"
}

// mark is an answer's sign.
func mark(a verdict.Answer) string {
	switch a {
	case verdict.Yes:
		return "✓"
	case verdict.No:
		return "✗"
	}
	return "·"
}

// verdictOrder is the order in which verdicts are told.
var verdictOrder = []verdict.Verdict{
	verdict.Supported, verdict.Contradicted, verdict.Miscalculated, verdict.Disputed, verdict.Unverifiable,
}

// kindTitle names a kind of claim for people.
func kindTitle(k claim.Kind) string {
	switch k {
	case claim.AreaChange:
		return "ground gained or lost"
	case claim.AreaHeld:
		return "ground held"
	case claim.Share:
		return "share"
	case claim.DistanceBearing:
		return "distance and direction"
	case claim.SiteControl:
		return "who holds a site"
	case claim.SettlementControl:
		return "who holds a settlement"
	case claim.RoundCount:
		return "rounds of talks"
	}
	return strings.ReplaceAll(string(k), "_", " ")
}

// figure is one evidence row's value in words, as "135 km² lost by Russia".
func figure(e verdict.Evidence) string {
	if e.Value == nil {
		return "no figure"
	}
	s := verdict.Quantity(*e.Value, e.Unit)
	if e.Measure != "" {
		s += " " + e.Measure
	}
	return s
}

// aside is the range and the note of a row.
func aside(e verdict.Evidence) string {
	var parts []string
	if len(e.Range) == 2 && e.Range[0] != e.Range[1] {
		parts = append(parts, verdict.Quantity(e.Range[0], e.Unit)+" to "+verdict.Quantity(e.Range[1], e.Unit)+" over the days that the words allow")
	}
	if e.Note != "" {
		parts = append(parts, e.Note)
	}
	return strings.Join(parts, "; ")
}

// plural prints a count with its noun.
func plural(n int, one string) string {
	s := verdict.Quantity(float64(n), claim.Count) + " " + one
	if n != 1 {
		s += "s"
	}
	return s
}
