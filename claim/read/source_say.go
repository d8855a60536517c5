package read

import (
	"strings"
)

// sayAt reads the source around a verb of saying or denying.
func (s *sentence) sayAt(h hit) {
	i, to := h.from, h.to
	n := len(s.toks)
	w := s.low(i)
	if determiners[s.low(i-1)] && participle(w) || (s.low(i-1) == "or" || s.low(i-1) == "and") && s.verbOfGroundAt(i-2) && !s.isSay(i-2) {
		return // "an estimated 200 km²", "controls or claims about 79%"
	}
	if s.low(i-1) == "'s" || manyPeople[s.low(i-1)] && participle(w) && (s.low(to) == "as" || s.low(to) == "in") {
		return // ISW's reckoning, "people registered as refugees"
	}
	if (w == "thought" || w == "said" || w == "known" || w == "believed" || w == "heard" || w == "seen") && (beWords[s.low(i-1)] || s.low(i-1) == "be") && s.low(to) != "by" {
		return // "is thought to be occupied", "can be heard"
	}
	if h.class == sayVerb && s.low(to) != "by" && beWords[s.low(i-1)] && participle(w) && s.low(i-1) != "been" && w != "quoted" {
		return // "half of it was recorded in the region"
	}
	if h.id == "continue" && s.low(to) == "to" && !s.isSay(to+1) && !s.demands(to+1) {
		return // "Ukrainian forces continue to hold"
	}
	if _, gain := s.is(gainNoun, to+1); gain && (s.low(to) == "a" || s.low(to) == "an") && h.id == "post" {
		if _, forces := s.is(forcesNoun, i-1); forces {
			return // "Moscow's forces posted an advance of"
		}
	}
	if h.id == "add" {
		for _, q := range s.qty {
			if q.from >= to && q.from-to <= 2 && q.dim == area {
				return // "Moscow's army added 78 square kilometres"
			}
		}
	}
	if (w == "maintain" || w == "maintained" || w == "maintains" || w == "observed" || w == "found" || w == "counter" || w == "suggest") && s.low(to) != "that" && !s.trailsClause(i, to) {
		return
	}
	if s.low(i-1) == "has" || s.low(i-1) == "have" || s.low(i-1) == "had" {
		if w == "added" || w == "put" && !s.putsFigure(to) {
			return
		}
	}
	if _, adj := s.covers(partyAdjective, i-1); adj && i > 0 && (w == "reports" || w == "claims" || w == "report" || w == "claim" || w == "estimates" || w == "estimate") && s.low(to) != "to" && (i == 1 || !strings.HasSuffix(s.low(i-1), "s")) {
		return // "rejects Russian reports that": a noun behind its adjective
	}
	if w == "agreed" && s.low(to) == "to" {
		return // "denied that Ukraine had agreed to give up Sloviansk"
	}
	if h.class == sayVerb {
		if w == "added" || w == "adds" || w == "put" || w == "puts" || w == "found" || w == "recorded" || w == "count" || w == "counts" || w == "shown" || w == "claims" || w == "report" || w == "reports" || w == "tally" || w == "map" || w == "maps" || w == "call" || w == "calls" || w == "read" || w == "notes" || w == "estimate" || w == "estimated" || w == "maintain" || w == "state" || w == "show" || w == "stated" || w == "posts" || w == "think" || w == "called" || w == "find" || w == "finds" || w == "agreed" || w == "promised" {
			// nouns and adjectives as often as verbs: need a speaker right before
			a, b, ok := s.subjectSpan(i)
			one, _, _ := s.oneOfThem(a, b, i)
			if one == "" && (!ok || b < i-2 && s.low(b) != "," || !s.speakerLike(a, b)) {
				if !(w == "added" && s.pronounSpeaker(i-1)) && !s.itCounts(i) {
					return
				}
			}
		}
	}
	// inverted: "…," said Margaret Holloway, a retired general
	if h.class == forecastWord {
		if n := s.low(to); w == "projects" && (auxiliary[n] || n == "of" || n == "," || n == "and" || n == ".") {
			return // "five map projects is 1,430 km2"
		}
		a, b, ok := s.subjectSpan(i)
		if !ok || b != i || auxiliary[s.low(i-1)] || !s.headSpeaks(a, b) {
			return
		}
	}
	if i > 0 && (s.low(i-1) == "," || s.toks[i-1].kind == quoteMark) && to < n && s.low(to) != "that" && h.class == sayVerb {
		a, b := to, to
		for b < n && s.toks[b].kind == word && !auxiliary[s.low(b)] && s.low(b) != "that" && s.low(b) != "who" && s.low(b) != "after" && s.low(b) != "as" {
			b++
		}
		told := h.id == "put" // "X, a consultancy, said Russia gained": what is said, and no speaker
		for _, t := range s.trig {
			told = told || !t.noun && !t.passive && t.from > a && t.from < b && !participleOfNoun[t.low]
		}
		if b > a && !told && s.speakerLike(a, b) && s.low(a) != "he" {
			name, through, p := s.nameOf(a, b)
			s.addSource(source{from: 0, to: i, verb: i, name: name, through: through, person: p, how: "said X"}, a, b)
			return
		}
	}
	if p := s.saysToo(i); p != nil && s.opensClause(to) { // "denied it and insisted that"
		x := *p
		x.verb, x.from, x.to, x.denies, x.how = i, to, n, h.class == denyVerb, "says too"
		s.src = append(s.src, x)
		return
	}
	a, b, ok := s.subjectSpan(i)
	if !ok {
		return
	}
	var x source
	if b == a+1 && s.pronounSpeaker(a) {
		if s.r.lastSpeaker == nil && s.low(a) != "it" && s.low(a) != "they" {
			return
		}
		switch s.low(a) {
		case "he", "she":
			if s.r.unnamedBlock == s.r.blocks {
				x.name = s.r.unnamed // "according to the acting governor. … he said"
				break
			}
			p := s.r.meantBy(s.low(a))
			x.name, x.party, x.person = p.Name, p.Party, p
		case "it", "they", "who", "which":
			x.name = s.r.lastSource
			if len(s.src) > 0 {
				x.name = s.src[len(s.src)-1].name
			}
			for id, n := range s.r.lastParty {
				if n == x.name {
					x.party = id
				}
			}
			if p := s.pronounParty(a); p != "" && x.name == "" {
				x.party = p
				x.name = s.partyTitle(p)
			}
		default:
			return
		}
	} else if name, p, q := s.oneOfThem(a, b, i); name != "" {
		x.name = name
		s.counterTold = name
		a, b = p, q
	} else if b == a+1 && s.low(a) == "another" {
		x.name = s.r.lastSource
	} else {
		theirs := (s.low(a) == "their" || s.low(a) == "its") && b-a <= 3 && (onlyData[s.low(b-1)] || s.low(b-1) == "arithmetic" || s.low(b-1) == "reckoning" || s.low(b-1) == "math") && s.r.lastSource != ""
		if !theirs && !s.speakerLike(a, b) {
			return
		}
		x.name, x.through, x.person = s.nameOf(a, b)
		if theirs { // "their arithmetic suggests"
			x.name, x.person = s.r.lastSource, nil
		}
		if n := s.appositionName(b, i); n != "" {
			x.name = n
		}
		if pa, pb := s.personSpan(a, b); x.person == nil && pb-pa >= 2 && x.name == s.slice(pa, pb) {
			x.person = s.describeSpeaker(a, b).person
		}
		if onlyData[strings.ToLower(x.name)] {
			return
		}
	}
	if x.name == "" {
		return
	}
	if x.through == "" && (s.low(to) == "from" || s.low(to) == "using" || s.low(to) == "based") {
		if name, _, _ := s.nameOf(to+1, min(n, to+6)); name != x.name {
			x.through = name
		}
	}
	if s.itCounts(i) {
		x.name, x.party, x.series = s.r.counter, "", true
	}
	x.verb = i
	x.denies = h.class == denyVerb
	x.from, x.to = to, n
	// trailing or parenthetical: ", X says," and ", X said."
	next := s.low(to)
	before := a > 0 && (s.low(a-1) == "," || s.toks[a-1].kind == quoteMark || s.low(a-1) == "--")
	if before && (next == "," || next == "." || next == ";" || next == "" || next == "--" || s.trailingTail(to)) && h.class == sayVerb {
		x.from, x.to = 0, n
		if next == "," && to+1 < n && (s.low(to+1) == "while" || s.low(to+1) == "but" || s.low(to+1) == "although") {
			x.to = to + 1
		}
		if a > 4 {
			// after a semicolon only the last clause
			x.from = s.scopeBack(a)
		}
		x.how = "trailing source"
	} else {
		if h.class == sayVerb && !s.opensClause(to) {
			return
		}
		x.how = "leading source"
		// "DeepState data show", "said Russia captured …, while Ukraine said …"
		for k := to; k < n; k++ {
			if s.low(k) == ";" && !(s.speaksOfFigures(x, a, b) && s.figuresOnly(k+1)) {
				x.to = k
				break
			}
		}
	}
	if x.person == nil && x.name != "" {
		if p := s.r.findPerson(x.name); p != nil {
			x.person, x.party = p, p.Party
		}
	}
	s.addSource(x, a, b)
}

// oneOfThem reads "One of them, the Hollis Group, estimates": who it is that says,
// named in the apposition before the verb at token i.
func (s *sentence) oneOfThem(a, b, i int) (name string, from, to int) {
	if s.low(b) != "," || b-a > 4 {
		return "", 0, 0
	}
	switch w := s.low(a); {
	case (w == "one" || w == "another" || w == "some" || w == "each") && (b == a+1 || s.low(a+1) == "of"):
	case (w == "the" || w == "a") && b == a+2 && (ordinals[s.low(a+1)] > 0 || s.low(a+1) == "other" || s.low(a+1) == "latter" || s.low(a+1) == "former"):
	default:
		return "", 0, 0
	}
	end := i - 1
	for end > b && s.low(end) != "," {
		end--
	}
	if end <= b+1 {
		return "", 0, 0
	}
	if c := b + 1; c < end {
		for k := c; k < end; k++ {
			if s.low(k) == "," {
				end = k
				break
			}
		}
	}
	from = b + 1
	for from < end && determiners[s.low(from)] {
		from++
	}
	if name = s.slice(from, end); !s.toks[from].capital() || publisherWords[s.low(end-1)] && !s.toks[end-1].capital() {
		name, _, _ = s.nameOf(b+1, end)
	}
	for k := from; k < end; k++ {
		if h, ok := s.is(sourceName, k); ok {
			name = h.id
		}
	}
	if name == "" || !s.toks[end-1].capital() {
		return "", 0, 0
	}
	return name, b + 1, end
}

// verbOfTesting reports a verb of holding a claim against something at token i.
func (s *sentence) verbOfTesting(i int) bool {
	switch s.low(i) {
	case "corroborate", "confirm", "support", "verify", "substantiate", "back", "repeat", "repeated", "questioned", "doubted", "contradicts", "contradicted":
		return true
	}
	_, deny := s.covers(denyVerb, i)
	return deny
}

// speaksOfFigures reports a publisher of figures between tokens i and j.
func (s *sentence) speaksOfFigures(x source, i, j int) bool {
	for k := i; k < j; k++ {
		if _, ok := s.is(sourceName, k); ok || publisherWords[s.low(k)] {
			return true
		}
	}
	return x.series
}

// figuresOnly reports a clause behind token i that tells a figure more and nobody
// who says so: "; Ukraine regained 40".
func (s *sentence) figuresOnly(i int) bool {
	figure := false
	for _, q := range s.qty {
		figure = figure || q.from >= i
	}
	for k := i; k < len(s.toks) && figure; k++ {
		if s.isSay(k) || s.low(k) == "according" || s.low(k) == "per" || s.low(k) == "'s" {
			return false
		}
		if _, deny := s.is(denyVerb, k); deny {
			return false
		}
	}
	return figure
}

// participleOfNoun may stand beside a speaker's name: "a retired general".
var participleOfNoun = set("retired captured wounded displaced")

// saysOrDenies reports a verb of saying or denying over token i.
func (s *sentence) saysOrDenies(i int) bool {
	_, deny := s.covers(denyVerb, i)
	return i >= 0 && (deny || s.isSay(i))
}

// saysToo is who says what is told before "and", where a second verb of saying
// at token i follows it at once.
func (s *sentence) saysToo(i int) *source {
	k := i - 1
	for k > 0 && (strings.HasSuffix(s.low(k), "ly") || s.low(k) == "instead" || s.low(k) == "also" || s.low(k) == "then") {
		k--
	}
	if s.low(k) != "and" && s.low(k) != "but" {
		return nil
	}
	for j := len(s.src) - 1; j >= 0; j-- {
		if x := &s.src[j]; x.verb < k && k-x.verb > 1 && (x.how == "leading source" || x.how == "says too") {
			return x
		}
	}
	return nil
}

// trailingTail reports whether only a date, "in a report" or the like follows a
// trailing verb: "DeepState reported on Feb. 1."
func (s *sentence) trailingTail(i int) bool {
	if i >= len(s.toks) {
		return true
	}
	w := s.low(i)
	if t := s.timeOver(i); t != nil && s.low(t.to) == "that" {
		return false // "the Kremlin announced on Monday that"
	}
	return s.mask[i] || w == "in" || w == "on" || w == "via" || w == "earlier" || w == "late" || w == "during" || w == "at" || w == "to" || w == "adding" || w == "after" || w == "from" || w == "using" || w == "based"
}

func (s *sentence) pronounSpeaker(i int) bool {
	switch s.low(i) {
	case "he", "she", "it", "they":
		return true
	}
	return false
}

// opensClause reports whether what follows a verb of saying can be what is
// said: that, to have, a quotation, a party, a number, a name.
func (s *sentence) opensClause(i int) bool {
	if i >= len(s.toks) {
		return false
	}
	w := s.low(i)
	switch w {
	case ".", ";", ")", "of", "than":
		return false
	case "by":
		return s.low(i+1) == "name" // "has confirmed by name the deaths of"
	}
	return true
}

// nounInName: "report", "data" and other say words inside a noun phrase.
func (s *sentence) nounInName(i int) bool {
	switch s.low(i) {
	case "report", "reports", "map", "maps", "count", "tally", "estimate", "state", "shows", "post", "call":
		return true
	}
	return false
}

// trailsClause reports ", a study by the group found.": a telling set off by
// commas at the end of its clause.
func (s *sentence) trailsClause(i, to int) bool {
	if w := s.low(to); w != "." && w != "," && w != "" && w != ";" {
		return false
	}
	a, _, ok := s.subjectSpan(i)
	return ok && a > 0 && (s.low(a-1) == "," || s.toks[a-1].kind == quoteMark)
}
