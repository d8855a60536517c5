package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// hedges are words before a number that bound it or make it rough, longest
// first within one first word.
var hedges = []struct {
	words  string
	approx bool
	bound  claim.Bound
}{
	{"a little over", true, claim.MoreThan}, {"a little more than", true, claim.MoreThan}, {"slightly more than", true, claim.MoreThan},
	{"slightly over", true, claim.MoreThan}, {"a bit over", true, claim.MoreThan}, {"a bit more than", true, claim.MoreThan}, {"a shade over", true, claim.MoreThan},
	{"just over", true, claim.MoreThan}, {"just above", true, claim.MoreThan},
	{"a little under", true, claim.LessThan}, {"a little less than", true, claim.LessThan}, {"slightly less than", true, claim.LessThan},
	{"slightly under", true, claim.LessThan}, {"a shade under", true, claim.LessThan}, {"just under", true, claim.LessThan}, {"just below", true, claim.LessThan},
	{"just shy of", true, claim.Nearly}, {"shy of", true, claim.Nearly}, {"just short of", true, claim.Nearly},
	{"no more than", false, claim.AtMost}, {"not more than", false, claim.AtMost}, {"no less than", false, claim.AtLeast},
	{"no fewer than", false, claim.AtLeast}, {"not less than", false, claim.AtLeast}, {"no greater than", false, claim.AtMost},
	{"more than", false, claim.MoreThan}, {"greater than", false, claim.MoreThan}, {"upwards of", false, claim.MoreThan}, {"in excess of", false, claim.MoreThan}, {"north of", false, claim.MoreThan},
	{"less than", false, claim.LessThan}, {"fewer than", false, claim.LessThan}, {"as little as", false, claim.AtLeast},
	{"at least", false, claim.AtLeast}, {"a minimum of", false, claim.AtLeast}, {"at minimum", false, claim.AtLeast},
	{"at most", false, claim.AtMost}, {"up to", false, claim.AtMost}, {"as many as", false, claim.AtMost}, {"as much as", false, claim.AtMost}, {"as far as", false, claim.AtMost},
	{"a maximum of", false, claim.AtMost}, {"within", false, claim.AtMost}, {"anything up to", false, claim.AtMost},
	{"close to", true, claim.Nearly}, {"not quite", true, claim.Nearly}, {"nearly", true, claim.Nearly}, {"almost", true, claim.Nearly}, {"approaching", true, claim.Nearly}, {"nigh on", true, claim.Nearly},
	{"not far off", true, claim.Nearly}, {"virtually", true, claim.Nearly},
	{"passed", false, claim.MoreThan}, {"surpassed", false, claim.MoreThan}, {"topped", false, claim.MoreThan},
	{"over", false, claim.MoreThan}, {"above", false, claim.MoreThan}, {"exceeding", false, claim.MoreThan}, {"beyond", false, claim.MoreThan},
	{"under", false, claim.LessThan}, {"below", false, claim.LessThan}, {"barely", true, claim.NoBound}, {"only", false, claim.NoBound}, {"just", false, claim.NoBound}, {"some", true, claim.NoBound},
	{"about", true, claim.NoBound}, {"around", true, claim.NoBound}, {"roughly", true, claim.NoBound}, {"approximately", true, claim.NoBound},
	{"perhaps", true, claim.NoBound}, {"an estimated", true, claim.NoBound}, {"estimated", true, claim.NoBound}, {"circa", true, claim.NoBound}, {"ca", true, claim.NoBound}, {"ca.", true, claim.NoBound}, {"c.", true, claim.NoBound},
	{"something like", true, claim.NoBound}, {"anything like", true, claim.NoBound}, {"in the region of", true, claim.NoBound}, {"in the order of", true, claim.NoBound}, {"on the order of", true, claim.NoBound}, {"somewhere around", true, claim.NoBound},
	{"~", true, claim.NoBound}, {"≈", true, claim.NoBound}, {">", false, claim.MoreThan}, {"<", false, claim.LessThan}, {"≥", false, claim.AtLeast}, {"≤", false, claim.AtMost},
	{"maybe", true, claim.NoBound}, {"possibly", true, claim.NoBound}, {"so much as", false, claim.NoBound}, {"approx", true, claim.NoBound}, {"approx.", true, claim.NoBound},
	{"well over", false, claim.MoreThan}, {"well under", false, claim.LessThan}, {"well above", false, claim.MoreThan}, {"well below", false, claim.LessThan},
}

var hedgeWords = func() (out [][]string) {
	for _, h := range hedges {
		out = append(out, strings.Fields(h.words))
	}
	return out
}()

// skippable words may stand between a hedge and its number.
var skippable = set("a an the another further additional extra total mere whole full combined remaining")

// verbEnds reports a verb of two words that ends right before token i.
func (s *sentence) verbEnds(i int) bool {
	for _, c := range []class{loseVerb, gainVerb, moveVerb} {
		if h, ok := s.covers(c, i-1); ok && h.to == i && h.to-h.from > 1 {
			return true
		}
	}
	return false
}

// hedge reads the words before a quantity, and "or so", "or more" behind it.
func (s *sentence) hedge(q *quantity) {
	toks := s.toks
	i := q.from
	for k := 0; k < 2 && i > 0 && skippable[toks[i-1].low]; k++ {
		i--
	}
	if q.fraction && i > 0 && toks[i-1].low == "the" {
		i--
	}
	for found := true; found; {
		found = false
		best, size := -1, 0
		for h, words := range hedgeWords {
			n := len(words)
			if n <= size || n > i {
				continue
			}
			ok := true
			for k, w := range words {
				if toks[i-n+k].low != w {
					ok = false
					break
				}
			}
			if ok {
				best, size = h, n
			}
		}
		if best >= 0 {
			h := hedges[best]
			if h.words == "up to" {
				switch s.low(i - 3) {
				case "add", "adds", "added", "adding":
					q.from, best = i, -1
				case "crept", "risen", "rose", "climbed", "inched", "edged", "gone", "went", "creeps", "rises", "is", "was", "grown", "grew", "jumped":
					if q.dim == percent || s.low(i-3) != "is" && s.low(i-3) != "was" {
						q.from = i - 1
						found = false
						best = -1
					}
				}
				if best < 0 {
					break
				}
			}
			if h.words == "over" && i >= 2 && (s.timeAt(i-1) || s.verbEnds(i)) {
				break // "hand over the remaining"
			}
			if i < q.from && s.low(q.core-1) == "the" && h.bound != claim.NoBound && strings.HasSuffix(h.words, "than") {
				break // "fewer than the 490": a comparison
			}
			q.approx = q.approx || h.approx
			if h.bound != claim.NoBound && q.bound == "" {
				q.bound = h.bound
			}
			i -= size
			q.from = i
			found = true
		}
	}
	if j := q.to; j+1 < len(toks) && toks[j].low == "or" {
		switch toks[j+1].low {
		case "so", "thereabouts":
			q.approx = true
			q.to += 2
		case "more":
			q.bound = claim.AtLeast
			q.to += 2
		case "less", "fewer":
			q.bound = claim.AtMost
			q.to += 2
		}
	}
	if q.bound == "" {
		q.bound = claim.NoBound
	}
}
