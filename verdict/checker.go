package verdict

import (
	"fmt"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// checker checks the claims of one article. It remembers what it measured.
type checker struct {
	src      Sources
	reading  claim.Reading
	coverage []measure.Coverage
	changes  map[changeKey]changed
	held     map[heldKey]heldOn
	absent   map[absentKey]bool // prewar ground that a map leaves out
	series   map[string]series  // of each definition, from its first day to its last
	numbered map[*talks.Round][]talks.Numbering
	text     []rune
	base     int         // code points of the text before those in text
	today    control.Day // the day to which "now" reaches; NoDay: not known
}

func newChecker(r claim.Reading, s Sources) *checker {
	c := &checker{
		src: s, reading: r, coverage: s.Record.Coverage(),
		changes: map[changeKey]changed{}, held: map[heldKey]heldOn{}, absent: map[absentKey]bool{},
		series: map[string]series{}, numbered: map[*talks.Round][]talks.Numbering{},
		today: r.Published, text: []rune(s.Text),
	}
	if c.today == control.NoDay && s.Now != 0 {
		c.today = s.Now
	}
	return c
}

// checks maps each kind to its check; each stands in a file of its own.
var checks = map[claim.Kind]func(*checker, int) Checked{
	claim.AreaChange:        (*checker).areaChange,
	claim.AreaHeld:          (*checker).areaHeld,
	claim.Share:             (*checker).share,
	claim.DistanceBearing:   (*checker).distance,
	claim.Record:            (*checker).record,
	claim.Comparison:        (*checker).comparison,
	claim.Conversion:        (*checker).conversion,
	claim.SiteControl:       (*checker).placeControl,
	claim.SettlementControl: (*checker).placeControl,
	claim.RoundCount:        (*checker).rounds,
	claim.Toll:              (*checker).toll,
	claim.Trend:             (*checker).trend,
	claim.Front:             (*checker).front,
}

// check checks one claim. What is not asserted is measured all the same, for
// orientation, but no figure can bear out a demand or a forecast.
func (c *checker) check(i int) Checked {
	cl := c.reading.Claims[i]
	f := checks[cl.Kind]
	if f == nil {
		return unverifiable(cl, "no check", fmt.Sprintf("There is no check for claims of kind %q.", cl.Kind))
	}
	out := f(c, i)
	out.Claim = cl
	if cl.Modality == "" || cl.Modality == claim.Asserted {
		return out
	}
	out.Rule = "only what is asserted is judged"
	why := "Not asserted: " + voice(cl) + "."
	if measured(out.Evidence) {
		why += " For orientation only, the record says: " + out.Explanation
	}
	out.Verdict, out.Explanation, out.Solver = Unverifiable, why, ""
	for k := range out.Evidence {
		out.Evidence[k].Supports = Silent
	}
	return out
}

// voice names a modality in words.
func voice(cl claim.Claim) string {
	var what string
	switch cl.Modality {
	case claim.Demanded:
		what = "a demand"
	case claim.Forecast:
		what = "a forecast or a plan"
	case claim.Hypothetical:
		what = "a supposition"
	case claim.Denied:
		what = "a claim that the text reports as denied or unconfirmed"
	default:
		what = string(cl.Modality)
	}
	if cl.Attribution != "" {
		what += " (" + cl.Attribution + ")"
	}
	return what
}

func measured(rows []Evidence) bool {
	for _, e := range rows {
		if e.Value != nil {
			return true
		}
	}
	return false
}

// unverifiable returns a claim that the record cannot speak to.
func unverifiable(cl claim.Claim, rule, why string, rows ...Evidence) Checked {
	return Checked{Claim: cl, Verdict: Unverifiable, Rule: rule, Explanation: why, Evidence: rows}
}

// covered returns the coverage of a definition.
func (c *checker) covered(definition string) (measure.Coverage, bool) {
	for _, v := range c.coverage {
		if v.Definition.Name == definition {
			return v, true
		}
	}
	return measure.Coverage{}, false
}

// command joins a command line, with the flags that lead to the same record.
func (c *checker) command(words ...string) string {
	for i, w := range words {
		if strings.ContainsAny(w, " \t'\"()") {
			words[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	line := "salient " + strings.Join(words, " ")
	if c.src.Flags != "" {
		line += " " + c.src.Flags
	}
	return line
}
