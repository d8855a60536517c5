package read

import (
	"sort"
	"strings"
)

// sentence is one sentence with everything that the rules look at. Indexes are
// of its tokens.
type sentence struct {
	r         *reader
	block     *blockText
	toks      []token
	first     int // index of its first token in the block
	mask      []bool
	hits      []hit
	starts    [][]int // hits by the token they start at
	qty       []*quantity
	when      []timePhrase
	actors    []actor
	places    []placeMention
	trig      []trigger
	src       []source
	modes     []mode
	future    bool // speaks of what is to come
	past      bool
	drafts    []draft
	siteSpans [][2]int
}

// blockText is the block under reading and its quotations.
type blockText struct {
	text   string
	start  int // code points before the block
	toks   []token
	quotes []quotation
	bullet bool
	lead   bool // among the first paragraphs
	title  bool
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
	s := &sentence{r: r, block: b, toks: b.toks[from:to], first: from}
	s.mask = make([]bool, len(s.toks))
	s.hits = r.lex.hits(s.toks)
	s.starts = make([][]int, len(s.toks))
	for k, h := range s.hits {
		s.starts[h.from] = append(s.starts[h.from], k)
	}
	for i, t := range s.toks {
		if futureWords[t.low] && !(t.low == "may" && t.capital()) && !(t.low == "next" && s.low(i+1) == "to") {
			s.future = true
		}
		if pastMarks[t.low] {
			s.past = true
		}
	}
	s.times()
	s.quantities()
	s.findConversions()
	s.findActors()
	s.findPlaces()
	s.findTriggers()
	s.findSources()
	s.findModes()
	return s
}

// actor is a mention of a party that can hold ground.
type actor struct {
	from, to int
	party    string
	form     actorForm
	prep     string // preposition before it
	object   bool   // stands right behind a verb of gaining, losing or moving
}

type actorForm uint8

const (
	byName    actorForm = iota // Russia, Moscow
	byForces                   // Russian troops, Kyiv's army, the defenders
	byOwner                    // Russia's (haul), the Russian (total)
	byPronoun                  // they, its
	asPlace                    // of Ukraine, in Moscow
)

var placePreps = set("in of from to into inside across within at on near around outside through over throughout toward towards onto")
var otherPreps = set("against with for between among beside behind")
var determiners = set("the a an its their his her our this that these those some any both all")

func (s *sentence) findActors() {
	for i := 0; i < len(s.toks); i++ {
		a, ok := s.actorAt(i)
		if !ok {
			continue
		}
		b := a.from - 1
		for b >= 0 && (determiners[s.low(b)] || s.low(b) == "pro" || s.low(b) == "local") {
			b--
		}
		if b >= 0 {
			w := s.low(b)
			if placePreps[w] || otherPreps[w] || w == "by" {
				a.prep = w
				if placePreps[w] && a.form == byName {
					a.form = asPlace
				}
			}
			for _, c := range []class{gainVerb, loseVerb, moveVerb} {
				if h, ok := s.covers(c, b); ok && h.to == b+1 && a.form != byOwner {
					a.object = true
				}
			}
			if w == "cost" || w == "costing" || w == "costs" {
				a.object = true
			}
		}
		s.actors = append(s.actors, a)
		i = max(i, a.to-1)
	}
}

func (s *sentence) actorAt(i int) (actor, bool) {
	t := s.toks[i]
	if h, ok := s.is(epithet, i); ok {
		return actor{from: i, to: h.to, party: h.id, form: byForces}, true
	}
	name, isName := s.is(partyName, i)
	adj, isAdj := s.is(partyAdjective, i)
	if isAdj && (!isName || adj.to >= name.to) {
		if f, ok := s.forcesAfter(adj.to); ok {
			return actor{from: i, to: f, party: adj.id, form: byForces}, true
		}
		if !isName || adj.to > name.to {
			return actor{from: i, to: adj.to, party: adj.id, form: byOwner}, true
		}
	}
	if isName {
		a := actor{from: i, to: name.to, party: name.id, form: byName}
		if s.low(name.to) == "'s" || s.low(name.to) == "'" && name.to < len(s.toks) && s.toks[name.to].start == s.toks[name.to-1].end {
			a.form = byOwner
			if f, ok := s.forcesAfter(name.to + 1); ok {
				a.form, a.to = byForces, f
			}
			return a, true
		}
		// "Kremlin troops", "Kyiv forces"
		if f, ok := s.forcesAfter(name.to); ok && f-name.to <= 2 {
			a.form, a.to = byForces, f
		}
		return a, true
	}
	switch t.low {
	case "they", "them", "it", "its", "their", "theirs", "we", "our", "us", "itself", "themselves":
		if t.low == "us" && t.text == "US" {
			return actor{}, false
		}
		// "it is", "it was" without a verb of holding is no actor; cheap to keep
		p := s.pronounParty(i)
		if p == "" {
			return actor{}, false
		}
		form := byPronoun
		if t.low == "its" || t.low == "their" || t.low == "our" {
			form = byOwner
			if f, ok := s.forcesAfter(i + 1); ok {
				return actor{from: i, to: f, party: p, form: byForces}, true
			}
		}
		return actor{from: i, to: i + 1, party: p, form: form}, true
	case "his", "her":
		if p := s.pronounParty(i); p != "" {
			if f, ok := s.forcesAfter(i + 1); ok {
				return actor{from: i, to: f, party: p, form: byForces}, true
			}
		}
	}
	return actor{}, false
}

// forcesAfter returns the end of a phrase for armed forces that begins at i,
// with up to three words between: "elite airborne assault units".
func (s *sentence) forcesAfter(i int) (int, bool) {
	for k := i; k < len(s.toks) && k < i+5; k++ {
		if h, ok := s.is(forcesNoun, k); ok {
			end := h.to
			for end < len(s.toks) && end < h.to+2 { // "assault troops units"
				h2, ok := s.is(forcesNoun, end)
				if !ok {
					break
				}
				end = h2.to
			}
			if s.low(h.from) == "front" || end < len(s.toks) && s.low(end) == "'s" {
				return 0, false
			}
			return end, true
		}
		t := s.toks[k]
		if t.kind != word || determiners[t.low] || placePreps[t.low] || auxiliary[t.low] || t.low == "and" || t.low == "'s" || otherPreps[t.low] {
			return 0, false
		}
		for _, c := range []class{gainVerb, loseVerb, holdVerb, gainNoun, loseNoun, territoryNoun, sayVerb, partyName, partyAdjective} {
			if _, ok := s.is(c, k); ok {
				return 0, false
			}
		}
	}
	return 0, false
}

// pronounParty resolves they, its, our and their like: our and we are the
// quoted speaker's party; the others the nearest party before, else the subject
// of the text before.
func (s *sentence) pronounParty(i int) string {
	switch s.low(i) {
	case "his", "her":
		if p := s.r.lastSpeaker; p != nil && s.r.isBelligerent(p.Party) && len(s.actors) == 0 {
			return p.Party
		}
	case "we", "our", "us":
		if q := s.quoteAt(i); q != nil && q.party != "" && q.party != "other" {
			return q.party
		}
		return ""
	}
	var owner string
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.party != s.r.lex.invader && a.party != s.r.lex.defender {
			continue
		}
		switch a.form {
		case byName, byForces, byPronoun:
			if a.object && s.low(i) != "them" {
				if owner == "" {
					owner = a.party
				}
				continue
			}
			return a.party
		case byOwner:
			if owner == "" || s.low(a.to) == "'s" {
				owner = a.party
			}
		}
	}
	if owner != "" {
		return owner
	}
	return s.r.subject
}

// quoteAt returns the quotation over token i, nil where there is none.
func (s *sentence) quoteAt(i int) *quotation {
	qs := s.block.quotes // in order, apart
	k := sort.Search(len(qs), func(k int) bool { return qs[k].to > s.first+i })
	if k < len(qs) && s.first+i >= qs[k].from {
		return &qs[k]
	}
	return nil
}

// mainSubject returns the party that the sentence is about: its first mention
// that is neither place nor object.
func (s *sentence) mainSubject() string {
	for _, a := range s.actors {
		if (a.form == byName || a.form == byForces || a.form == byPronoun) && !a.object && a.prep == "" && (a.party == s.r.lex.invader || a.party == s.r.lex.defender) {
			return a.party
		}
	}
	for _, a := range s.actors {
		if a.form == byOwner && (a.party == s.r.lex.invader || a.party == s.r.lex.defender) {
			return a.party
		}
	}
	return ""
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
