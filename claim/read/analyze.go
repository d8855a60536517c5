package read

import (
	"sort"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// sentence is one sentence with everything that the rules look at. Indexes are
// of its tokens.
type sentence struct {
	r           *reader
	block       *blockText
	toks        []token
	first       int // index of its first token in the block
	mask        []bool
	hits        []hit
	starts      [][]int // hits by the token they start at
	qty         []*quantity
	when        []timePhrase
	actors      []actor
	places      []placeMention
	trig        []trigger
	src         []source
	modes       []mode
	future      bool // speaks of what is to come
	past        bool
	drafts      []draft
	siteSpans   [][2]int
	asides      [][2]int // clauses that only add, in order
	colon       int      // of a factbox's line, -1: none
	told        bool     // the verb beside the time phrase being read tells what has been
	paced       bool     // a date for a whole region has been read
	counterTold string   // a publisher told as one of several
	groupTold   string   // a publisher named with its noun
}

// blockText is the block under reading and its quotations.
type blockText struct {
	text               string
	start              int // code points before the block
	toks               []token
	quotes             []quotation
	bullet             bool
	lead               bool // among the first paragraphs
	title              bool
	day                claim.Window // told by a date that opens the block, with its colon
	countedTo, counted int          // bytes, and the code points in them
	town               string       // that opens the block as a label: "LYMAN.", "Siversk:"
	region             string       // that stands with a colon before the block's lines
}

// slice returns the text of tokens i to j.
func (s *sentence) slice(i, j int) string {
	if i >= j || j > len(s.toks) {
		return ""
	}
	return s.block.text[s.toks[i].start:s.toks[j-1].end]
}

func (s *sentence) low(i int) string {
	if i < 0 || i >= len(s.toks) {
		return ""
	}
	return s.toks[i].low
}

func (s *sentence) masked(i int) bool { return s.mask[i] }

func (s *sentence) maskedRange(i, j int) bool {
	for ; i < j && i < len(s.mask); i++ {
		if s.mask[i] {
			return true
		}
	}
	return false
}

// unmasked counts the tokens from i to j that no time phrase takes.
func (s *sentence) unmasked(i, j int) int {
	n := 0
	for ; i < j; i++ {
		if !s.mask[i] {
			n++
		}
	}
	return n
}

// is reports whether a phrase of the class starts at token i, and where it ends.
func (s *sentence) is(c class, i int) (hit, bool) {
	if i < 0 || i >= len(s.starts) {
		return hit{}, false
	}
	for _, k := range s.starts[i] {
		if s.hits[k].class == c {
			return s.hits[k], true
		}
	}
	return hit{}, false
}

// covers reports whether a phrase of the class lies over token i.
func (s *sentence) covers(c class, i int) (hit, bool) {
	for k := i; k >= 0 && k > i-7; k-- {
		if h, ok := s.is(c, k); ok && h.to > i {
			return h, true
		}
	}
	return hit{}, false
}

var futureWords = set("will shall expects expected expect scheduled plans planned plan due tomorrow next upcoming would could should might may must")

var pastMarks = set("was were had did took said captured seized lost gained retook occupied")

func newSentence(r *reader, b *blockText, from, to int) *sentence {
	s := &sentence{r: r, block: b, toks: b.toks[from:to], first: from, colon: -1}
	s.mask = make([]bool, len(s.toks))
	s.hits = r.lex.hits(s.toks)
	s.starts = make([][]int, len(s.toks))
	for k, h := range s.hits {
		s.starts[h.from] = append(s.starts[h.from], k)
	}
	for i, t := range s.toks {
		if futureWords[t.low] && !(t.low == "may" && t.capital()) && !(t.low == "next" && (s.low(i+1) == "to" || s.low(i+1) == "day" || s.low(i+1) == "morning" || s.low(i+1) == "door" || i > 0 && s.low(i-1) == "the")) && !(t.low == "will" && s.low(i+1) == "be" && s.low(i+2) == "recalled") {
			s.future = true
		}
		if (t.low == "set" || t.low == "slated" || t.low == "pencilled" || t.low == "penciled" || t.low == "planned") && (s.low(i+1) == "for" || s.low(i+1) == "to" || s.low(i+1) == "in") {
			s.future = true
		}
		if meetNow[t.low] && !s.future && s.talksWord(0, len(s.toks)) {
			s.future = true
		}
		if pastMarks[t.low] {
			s.past = true
		}
	}
	s.times()
	if from == 0 {
		b.region = s.labelRegion()
		b.day = claim.NoWindow
		if s.r.headDay.From != control.NoDay {
			b.day = s.r.headDay
		}
		b.town = s.labelPlace()
		if b.town != "" {
			s.r.seeTown(b.town)
		}
		for _, t := range s.when {
			if t.from <= 1 && t.grain == grainDay && s.low(t.to) == "." && t.to == len(s.toks)-1 && len(s.toks) <= 4 && t.role != since {
				b.day = t.win // "WEDNESDAY. The second round opened"
			}
			if t.from <= 1 && s.low(t.to) == ":" && t.to < len(s.toks)-3 && t.role != since && (t.grain == grainDay || t.grain == grainMonth) {
				b.day = t.win
			}
		}
	}
	s.quantities()
	s.colon = s.factColon()
	s.findConversions()
	s.findActors()
	for _, a := range s.actors {
		if a.form != byPronoun && r.isBelligerent(a.party) {
			r.seen = true
		}
	}
	s.findPlaces()
	s.findTriggers()
	s.noteGroups()
	s.findAsides()
	s.findSources()
	s.reportedBehind()
	s.findModes()
	return s
}

const (
	byName    actorForm = iota // Russia, Moscow
	byForces                   // Russian troops, Kyiv's army, the defenders
	byOwner                    // Russia's (haul), the Russian (total)
	byPronoun                  // they, its
	asPlace                    // of Ukraine, in Moscow
)

// quoteAt returns the quotation over token i, nil where there is none.
func (s *sentence) quoteAt(i int) *quotation {
	qs := s.block.quotes // in order, apart
	k := sort.Search(len(qs), func(k int) bool { return qs[k].to > s.first+i })
	if k < len(qs) && s.first+i >= qs[k].from {
		return &qs[k]
	}
	return nil
}

// findConversions pairs a quantity with its restatement in another unit, in
// brackets, between commas behind "or", or behind a slash.
func (s *sentence) findConversions() {
	for k := 0; k+1 < len(s.qty); k++ {
		a, b := s.qty[k], s.qty[k+1]
		if a.dim != b.dim || a.dim != area && a.dim != length || a.unit == b.unit || a.converted {
			continue
		}
		gap := s.toks[a.to:b.from]
		ok := false
		switch {
		case len(gap) == 1 && (gap[0].low == "(" || gap[0].low == "/" || gap[0].low == "[" || gap[0].low == "--"):
			ok = true
		case len(gap) == 2 && gap[0].low == "," && (gap[1].low == "or" || gap[1].low == "("):
			ok = true
		case len(gap) == 2 && gap[0].low == "(" && (gap[1].low == "or" || gap[1].low == "i.e."):
			ok = true
		case len(gap) == 1 && gap[0].low == "or":
			ok = true
		case len(gap) == 4 && gap[2].low == "," && gap[3].low == "or" && (gap[0].low == "a" || gap[0].low == "per"),
			len(gap) == 3 && gap[2].low == "(" && (gap[0].low == "a" || gap[0].low == "per"):
			ok = true // 14 sq km a day, or 5 sq miles
		}
		if ok {
			b.converted, b.used = true, true
			a.convertedBy = b
		}
	}
}

var auxiliary = set("is are was were be been being has have had do does did will would could should might may must can shall isn't aren't wasn't weren't hasn't haven't hadn't")

// party prints a reading's why.
func describe(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "; ")
}
