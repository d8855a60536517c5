// Package show prints a checked article: [Terminal] for people at a terminal,
// [HTML] as one annotated page, [ClaimReview] as schema.org JSON-LD, one page a
// claim. JSON is the [verdict.Result] itself; [Schema] describes it.
package show

import (
	"slices"
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

// row is an evidence row with what it need not repeat of its neighbors.
type row struct {
	verdict.Evidence
	Name     string   // the definition; empty where the row before has the same
	Commands []string // empty where the row after has the same
}

func rows(evidence []verdict.Evidence) []row {
	evidence = silentOnce(evidence)
	out := make([]row, len(evidence))
	for i, e := range evidence {
		out[i] = row{Evidence: e, Name: e.Definition}
		if i > 0 && evidence[i-1].Definition == e.Definition && evidence[i-1].Source == e.Source {
			out[i].Name = ""
		}
		if e.Command != "" && (i+1 == len(evidence) || evidence[i+1].Command != e.Command) {
			for k, c := range strings.Split(e.Command, "; salient ") {
				if k > 0 {
					c = "salient " + c
				}
				out[i].Commands = append(out[i].Commands, c)
			}
		}
	}
	return out
}

// silentOnce tells once why a source's definitions have no figure, where the
// reason is the same for several: the first row names the others.
func silentOnce(evidence []verdict.Evidence) []verdict.Evidence {
	type why struct{ source, note string }
	at, others := map[why]int{}, map[int][]string{}
	var out []verdict.Evidence
	for _, e := range evidence {
		k := why{e.Source, e.Note}
		if i, ok := at[k]; ok && e.Value == nil {
			if !slices.Contains(others[i], e.Definition) && out[i].Definition != e.Definition {
				others[i] = append(others[i], e.Definition)
			}
			continue
		}
		if e.Value == nil && e.Note != "" {
			at[k] = len(out)
		}
		out = append(out, e)
	}
	for i, names := range others {
		if n := len(names); n > 1 {
			names = append(names[:n-2:n-2], names[n-2]+" and "+names[n-1])
		}
		if len(names) > 0 {
			out[i].Note += "; nor by " + strings.Join(names, ", ")
		}
	}
	return out
}

// aside is the range and the note of a row.
func aside(e verdict.Evidence) string {
	var parts []string
	if len(e.Range) == 2 && verdict.Quantity(e.Range[0], e.Unit) != verdict.Quantity(e.Range[1], e.Unit) {
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
