package verdict

import (
	"fmt"

	"github.com/salient-project/salient/control"
)

// finding is what one definition says of a claim.
type finding struct {
	definition control.Definition
	answer     Answer
	close      bool   // where answer is No: a figure misses by less than another margin
	side       int    // where answer is No: -1 all figures below the claim's, 1 all above, 0 neither
	says       string // in words, as "135 km² lost by Russia (net 120)"; empty: nothing measured
	days       string // the days of it, where says does not tell them
	missing    string // why nothing was measured
}

// sourceSays joins the findings of one source's definitions: a source supports
// what one of its ways of counting supports.
type sourceSays struct {
	source string
	answer Answer
	close  bool
	side   int
	says   []string
	days   []string // one for each of says
}

func bySource(fs []finding) []sourceSays {
	var out []sourceSays
	at := map[string]int{}
	for _, f := range fs {
		i, ok := at[f.definition.Source]
		if !ok {
			i = len(out)
			at[f.definition.Source] = i
			out = append(out, sourceSays{source: f.definition.Source, answer: f.answer, side: f.side, close: f.close})
		} else {
			s := &out[i]
			switch {
			case f.answer == Yes || s.answer == Silent:
				s.answer, s.side = f.answer, f.side
			case f.answer == No && s.answer == No && f.side != s.side:
				s.side = 0
			}
			s.close = s.close || f.close
		}
		if f.says != "" {
			name := SourceName(f.definition.Source)
			if f.definition.Name != f.definition.Source {
				name = f.definition.Name
			}
			out[i].says = append(out[i].says, name+" shows "+f.says)
			out[i].days = append(out[i].days, f.days)
		}
	}
	return out
}

// decide turns findings into a verdict, by the rule in docs/method-verdicts.md:
//
//  1. The source that the claim names decides alone.
//  2. Where that source has no data, no other can contradict the claim: it is
//     supported if all others bear it out, disputed if any differs, and
//     unverifiable if none speaks.
//  3. A claim that names no source is supported or contradicted by all that
//     speak; where they differ, or the claim lies between them, it is disputed.
//     So it is where one source alone speaks and misses by less than another
//     margin: definitions differ by as much.
func decide(n naming, fs []finding) (Verdict, string) {
	var mine, others []finding
	for _, f := range fs {
		if n.decides(f.definition) {
			mine = append(mine, f)
		} else {
			others = append(others, f)
		}
	}
	for _, s := range bySource(mine) {
		if s.answer == Yes {
			return Supported, "the source that the claim names decides"
		}
		if s.answer == No {
			return Contradicted, "the source that the claim names decides"
		}
	}
	v, yes, no := consensus(others)
	if n.source == "" {
		switch v {
		case Disputed:
			if yes+no == 1 {
				return v, "the claim names no source that draws maps, and one alone speaks, which misses by less than another margin"
			}
			return v, "the claim names no source that draws maps, and the sources differ"
		case Unverifiable:
			return v, "no source speaks to it"
		}
		if yes+no == 1 {
			return v, "the claim names no source that draws maps; one source alone speaks"
		}
		return v, "the claim names no source that draws maps; every source that speaks agrees"
	}
	switch {
	case yes+no == 0:
		return Unverifiable, "the source that the claim names has no data for these days, and no other speaks to it"
	case no > 0:
		return Disputed, "the source that the claim names has no data for these days; another source's figures differ, and cannot contradict it"
	}
	return Supported, "the source that the claim names has no data for these days; the others bear it out"
}

// consensus is what sources say together.
func consensus(fs []finding) (v Verdict, yes, no int) {
	below, above, lone := false, false, false
	for _, s := range bySource(fs) {
		switch s.answer {
		case Yes:
			yes++
		case No:
			no++
			lone = s.close
			below = below || s.side < 0
			above = above || s.side > 0
		}
	}
	switch {
	case yes == 0 && no == 0:
		return Unverifiable, yes, no
	case no == 0:
		return Supported, yes, no
	case yes > 0 || below && above || no == 1 && lone:
		return Disputed, yes, no
	}
	return Contradicted, yes, no
}

// explain tells what each source shows, the missing ones first.
func explain(n naming, fs []finding) string {
	text := ""
	for _, f := range fs {
		if f.says == "" && n.decides(f.definition) {
			text += fmt.Sprintf("%s, which the claim names, cannot be asked: %s. ", SourceName(f.definition.Source), f.missing)
			break
		}
	}
	var said, days []string
	for _, s := range bySource(fs) {
		said, days = append(said, s.says...), append(days, s.days...)
	}
	said = withDays(said, days)
	switch {
	case len(said) > 0:
		text += sentence(list(said))
	case text == "":
		for _, f := range fs {
			text += sentence(SourceName(f.definition.Source)+": "+f.missing) + " "
		}
	default:
		text += "No other source speaks to these days."
	}
	return text
}

// withDays adds the days to what sources show: once at the end where they are
// the same for all.
func withDays(said, days []string) []string {
	same := true
	for _, d := range days {
		same = same && d == days[0]
	}
	for i := range said {
		if days[i] != "" && (!same || i == len(said)-1) {
			said[i] += " " + days[i]
		}
	}
	return said
}
