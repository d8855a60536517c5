// Package verdict checks what an article asserts against the record: control
// maps, talks, and arithmetic.
//
// Start with [Check]. Every claim comes back as a [Checked]: the verdict, the
// rule that decided it, and the [Evidence], one row a figure, with its source,
// definition, days and the command that prints it again. Nothing is decided by
// a bare word. docs/method-verdicts.md gives the rule of each kind.
package verdict

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// Verdict is what the record says of a claim.
type Verdict string

// The verdicts.
const (
	Supported     Verdict = "supported"
	Contradicted  Verdict = "contradicted"
	Disputed      Verdict = "disputed"      // sources differ, and none that was named decides
	Miscalculated Verdict = "miscalculated" // its own arithmetic is wrong
	Unverifiable  Verdict = "unverifiable"  // no data for it, or not asserted
)

// Answer is whether a figure supports a claim.
type Answer int8

// The answers. Silent is the zero value: nothing was measured, or the figure
// does not bear on the claim by itself.
const (
	Silent Answer = iota
	Yes
	No
)

// Sources is what claims are checked against. Record is required. Without Talks
// or Places, the claims that need them are unverifiable.
type Sources struct {
	Record measure.Record
	Places *gazetteer.Gazetteer
	Talks  *talks.Record
	// Now is the day to which "now" reaches in an article without a day;
	// control.NoDay or 0: such claims are unverifiable.
	Now control.Day
	// Text is the article's text, to which the offsets of claims refer. Without
	// it, checks that look at the sentence see the claim's own words only.
	Text string
	// Counts are published counts of people that the user adds, see [ReadCounts].
	// Without them, claims on the dead and displaced are unverifiable.
	Counts []Count
	// Front measures lines of contact; nil: [measure.FrontOf] on Record.
	Front func(definition string, on, since control.Day) (measure.Front, error)
	// Flags are added to the commands of evidence, as "--store maps.gpkg".
	Flags string
}

func (s Sources) front(definition string, on, since control.Day) (measure.Front, error) {
	if s.Front != nil {
		return s.Front(definition, on, since)
	}
	return measure.FrontOf(s.Record, definition, on, since)
}

// Evidence is one figure beside a claim.
type Evidence struct {
	Source     string // isw, deepstate, …; talks, arithmetic, article, gazetteer
	Definition string
	Measure    string      // what the value is, as "lost by Russia, gross"
	From, To   control.Day // days asked for; equal for a figure of one day; NoDay: none
	UsedFrom   control.Day // days of the maps that answered
	UsedTo     control.Day
	Value      *float64 // nil: not known
	Range      []float64
	Unit       string
	Supports   Answer
	Command    string // prints the figure again; empty: nothing to run
	Basis      measure.Basis
	Note       string
}

// Checked is a claim with what the record says of it.
type Checked struct {
	Claim       claim.Claim
	Verdict     Verdict
	Rule        string // which rule decided, and its tolerance
	Evidence    []Evidence
	Explanation string
	Solver      string // the nearest honest reading under which the claim holds, or how near one comes
}

// CheckedFact is what an article tells of talks, beside the record of them.
type CheckedFact struct {
	Fact        claim.TalksFact
	Verdict     Verdict
	Round       string // id of the record's row; empty: none fits
	Fields      []FactField
	Sources     []string // of the row
	Explanation string
	Command     string
}

// FactField is one thing told of a round.
type FactField struct {
	Field    string
	Said     string
	Record   string // empty: the record is silent
	Supports Answer
}

// Result is a checked article.
type Result struct {
	Published  control.Day
	Hint       *Hint // where Published is control.NoDay and something tells; else nil
	Claims     []Checked
	Statements []claim.Statement
	Talks      []CheckedFact
}

// Failed reports whether a claim is contradicted or miscalculated. Facts of
// talks do not count: they are told, not claimed.
func (r Result) Failed() bool {
	for _, c := range r.Claims {
		if c.Verdict == Contradicted || c.Verdict == Miscalculated {
			return true
		}
	}
	return false
}

// Count returns how many claims have each verdict.
func (r Result) Count() map[Verdict]int {
	n := map[Verdict]int{}
	for _, c := range r.Claims {
		n[c.Verdict]++
	}
	return n
}

// Check checks every claim and talks fact of a reading. Statements pass
// through: what somebody said is not for maps to judge.
func Check(r claim.Reading, s Sources) Result {
	c := newChecker(r, s)
	out := Result{Published: r.Published, Statements: r.Statements}
	for i := range r.Claims {
		out.Claims = append(out.Claims, c.check(i))
	}
	for i := range r.Talks {
		out.Talks = append(out.Talks, c.checkFact(&r.Talks[i]))
	}
	out.Hint = c.hint()
	return out
}
