package read

import (
	"strings"
)

// source is who asserts a stretch of a sentence, and through whose data.
type source struct {
	from, to int // scope in tokens
	verb     int // where it is told
	name     string
	through  string
	party    string // of an official source
	series   bool   // publishes figures: carried over in a sourced series
	person   *person
	denies   bool
	how      string
}

// findSources finds who says what in the sentence.
func (s *sentence) findSources() {
	n := len(s.toks)
	for i := 0; i < n; i++ {
		switch s.low(i) {
		case "according":
			if s.low(i+1) == "to" {
				name, through, end := s.sourcePhrase(i + 2)
				if w := s.low(i + 2); (w == "him" || w == "her") && end == i+3 {
					if p := s.r.meantBy(w); p != nil {
						name = p.Name
					}
				}
				if own := s.itsOwn(i+2, end); own != "" {
					name, through = own, ""
				}
				if head, _, _ := strings.Cut(strings.ToLower(name), " "); name != "" && !(onlyData[head] && (head == strings.ToLower(name) || strings.Contains(name, " based on"))) {
					s.addSource(source{from: s.scopeBack(i), to: n, verb: i, name: name, through: through, how: "according to"}, i+2, end)
				}
			}
		case "by":
			// by DeepState's count, by ISW's reckoning, by one count
			end := min(n, i+9)
			for k := i + 1; k < end; k++ {
				if w := s.low(k); w == "count" || w == "reckoning" || w == "tally" || w == "estimate" || w == "estimates" || w == "calculation" || w == "calculations" || w == "measure" || w == "account" || w == "analysis" || w == "math" || w == "arithmetic" || w == "own" || w == "maps" || w == "map" || w == "data" || w == "figures" || w == "numbers" || w == "records" || w == "books" || w == "ledger" || w == "tracking" || w == "mapping" {
					if s.low(k+1) == "of" && k-i <= 2 {
						if name, through, e := s.sourcePhrase(k + 2); name != "" {
							s.addSource(source{from: s.scopeBack(i), to: n, verb: i, name: name, through: through, how: "by its count"}, k+2, e)
						}
						break
					}
					owner := k - 1
					if s.low(owner) == "own" {
						owner--
					}
					if s.low(owner) == "'s" || s.low(owner) == "'" {
						name, through, _ := s.nameOf(i+1, owner)
						s.addSource(source{from: s.scopeBack(i), to: n, verb: i, name: name, through: through, how: "by its count"}, i+1, owner)
					}
					break
				}
				if s.toks[k].kind == mark && s.low(k) != "'" {
					break
				}
			}
		case "claims", "claim", "reports", "report", "assertion", "assertions", "statements", "allegations", "announcement":
			// "claims by Russian milbloggers that", "a Russian claim that"
			if s.low(i-1) == "'s" && s.low(i+1) == "that" { // "the ministry's report that"
				a := i - 1
				for a > 0 && s.toks[a-1].kind == word && !placePreps[s.low(a-1)] && !auxiliary[s.low(a-1)] && !s.isSay(a-1) && i-a < 7 && !s.verbOfTesting(a-1) {
					a--
				}
				if name, through, p := s.nameOf(a, i-1); name != "" && s.speakerLike(a, i-1) {
					s.addSource(source{from: i + 1, to: n, verb: i, name: name, through: through, person: p, how: "whose claim it is"}, a, i-1)
				}
				continue
			}
			if _, noun := s.is(gainNoun, i+2); s.low(i+1) == "of" && (noun || s.low(i+2) == "the") && i > 0 && s.first+i > 0 && !determiners[s.low(i-1)] {
				a := i // "Russian Ministry of Defense reports of the seizure of X"
				for a > 0 && s.toks[a-1].kind == word && (s.toks[a-1].capital() || speakerNouns[s.low(a-1)] || s.low(a-1) == "of") {
					a--
				}
				if name, through, p := s.nameOf(a, i); a < i && name != "" && s.speakerLike(a, i) {
					if s.low(a) != "of" {
						name = s.slice(a, i)
					}
					s.addSource(source{from: i + 1, to: n, verb: i, name: name, through: through, person: p, how: "whose claim it is"}, a, i)
					continue
				}
			}
			if s.low(i+1) == "by" || s.low(i+1) == "from" || s.low(i+1) == "of" {
				name, through, end := s.sourcePhrase(i + 2)
				for k := i + 2; k < end; k++ {
					if s.low(k) == "that" {
						name, through, _ = s.nameOf(i+2, k)
						end = k
						break
					}
				}
				if name != "" && s.low(end) == "that" {
					s.addSource(source{from: end, to: n, verb: i, name: name, through: through, how: "whose claim it is"}, i+2, end)
				}
			}
		case "figures", "data", "estimates", "numbers", "calculations", "maps":
			if p := s.low(i - 1); (p == "the" || p == "on" || p == "by" || p == "from") && (s.low(i+1) == "of" || s.low(i+1) == "from" || s.low(i+1) == "by") {
				if b := s.low(i - 2); p == "the" && b != "on" && b != "by" && b != "from" && b != "per" {
					continue
				}
				if name, through, end := s.sourcePhrase(i + 2); name != "" && s.speakerLike(i+2, min(end, len(s.toks))) {
					s.addSource(source{from: s.scopeBack(i), to: n, verb: i, name: name, through: through, how: "on whose figures"}, i+2, end)
				}
			}
		case "count", "tally", "survey", "study", "estimate", "analysis":
			if s.low(i+1) == "by" && (i == 0 || s.low(i-1) != "to") { // "an independent count by volunteers"
				end := i + 2
				for end < n && s.toks[end].kind == word && !auxiliary[s.low(end)] && !s.isSay(end) && s.low(end) != "of" && end < i+8 {
					end++
				}
				if name, through, p := s.nameOf(i+2, end); name != "" && s.speakerLike(i+2, end) {
					s.addSource(source{from: s.scopeBack(i), to: n, verb: i, name: name, through: through, person: p, how: "a count by whom"}, i+2, end)
				}
			}
		case "per":
			if i+1 < n && s.toks[i+1].capital() && (i == 0 || s.low(i-1) == "," || s.low(i-1) == "(" || s.low(i-1) == "--") {
				if name, through, end := s.sourcePhrase(i + 1); name != "" {
					s.addSource(source{from: s.scopeBack(i), to: n, verb: i, name: name, through: through, how: "per"}, i+1, end)
				}
			}
		case "'s":
			if w := s.low(i + 1); w == "gives" || w == "gave" || w == "shows" || w == "showed" || w == "puts" || w == "has" && s.low(i+2) != "been" { // "DeepState's map gives Russia 148 km²; ISW's gives it 171"
				if h, ok := s.covers(sourceName, i-1); ok && i > 0 {
					s.addSource(source{from: i + 1, to: n, verb: i + 1, name: h.id, series: true, how: "whose map has it"}, h.from, i)
				}
			}
			if w := s.low(i + 1); (w == "estimate" || w == "count" || w == "tally" || w == "estimates" || w == "reckoning") && (s.low(i+2) == "of" || s.low(i+2) == "for") {
				a := i
				for a > 0 && s.toks[a-1].kind == word && s.toks[a-1].capital() {
					a--
				}
				if name, through, _ := s.nameOf(a, i); a < i && name != "" { // "Kyiv's estimate of Russian casualties passed 1.3 million"
					s.addSource(source{from: i, to: n, verb: i + 1, name: name, through: through, how: "whose count it is"}, a, i)
				}
			}
			switch s.low(i + 1) {
			case "measurements", "calculations", "analysis", "survey", "bulletin", "records", "mapping", "charts", "assessment", "statistics", "ledger", "atlas", "map", "maps", "data", "figures", "count", "tally", "numbers", "estimate", "estimates", "tracker", "mappers", "analysts", "database", "chart", "model":
				if w := s.low(i + 2); w == "has" || w == "have" || w == "had" || w == "shows" || w == "show" || w == "puts" || w == "put" || w == "gives" || w == "suggests" || w == "suggest" {
					a := i
					for a > 0 && s.toks[a-1].kind == word && s.toks[a-1].capital() {
						a--
					}
					if a < i {
						name, through, _ := s.nameOf(a, i)
						if _, side := s.is(partyName, a); !side {
							s.addSource(source{from: i + 2, to: n, verb: i + 2, name: name, through: through, series: true, how: "whose map has it"}, a, i)
						}
					}
				}
			}
		case "citing", "cited":
			name, through, end := s.sourcePhrase(i + 1)
			if name != "" {
				s.addSource(source{from: 0, to: n, verb: i, name: name, through: through, how: "citing"}, i+1, end)
			}
		}
	}
	s.hasUp()
	defer s.bracketSource()
	s.toldBy()
	for _, h := range s.hits {
		if h.class == sayVerb || h.class == denyVerb || h.class == forecastWord && foretelling[h.id] {
			s.sayAt(h)
		}
	}
	// "His model expects a further 900 sq km to fall"
	for i := range s.toks {
		if p := s.r.meantBy(s.low(i)); (s.low(i) == "his" || s.low(i) == "her") && p != nil {
			switch s.low(i + 1) {
			case "model", "estimate", "forecast", "calculations", "figures", "maps", "map", "tally", "analysis", "projection", "data":
				s.addSource(source{from: i, to: n, verb: i + 2, name: p.Name, person: p, how: "a person's own figures"}, i, i+2)
			}
		}
	}
}

var foretelling = set("expect forecast predict project foresee anticipate")

func (s *sentence) scopeBack(i int) int {
	for k := i - 1; k > 0; k-- {
		if s.low(k) == ";" {
			return k + 1
		}
	}
	return 0
}

// publisherWords are of those who publish figures of ground: a figure that
// follows one of theirs is theirs too.
var publisherWords = set(`mapmakers trackers tally tracker mapmaker mappers mapper monitor monitors monitoring institute think-tank tank desk observatory collective centre center project
 analysts analyst atlas lab laboratory open-source osint cartographers researchers watchdog paper study mapping map cartography cartographic geolocation`)

func (s *sentence) addSource(x source, i, j int) {
	if x.name == "" {
		return
	}
	x.name = s.r.fullBody(x.name)
	for k := i; k < j && k < len(s.toks); k++ {
		if _, ok := s.is(sourceName, k); ok {
			x.series = true
		}
		if publisherWords[s.low(k)] {
			x.series = true
		}
		if h, ok := s.is(partyName, k); ok && x.party == "" {
			x.party = h.id
		}
		if h, ok := s.is(partyAdjective, k); ok && x.party == "" {
			x.party = h.id
		}
		if h, ok := s.is(organisation, k); ok && x.party == "" && x.name == h.id {
			for _, o := range s.r.lex.war.Organisations {
				if o.Name == h.id {
					x.party = o.Party
				}
			}
		}
	}
	listed := false
	for k := i; k < j && k < len(s.toks); k++ {
		if h, ok := s.is(sourceName, k); ok && h.id == x.name {
			listed = true // "the Ukrainian mappers of DeepState"
		}
	}
	if x.series && !listed && (s.r.isBelligerent(x.party) || x.person != nil && s.r.isBelligerent(x.person.Party)) {
		x.series = false // a party's command centre publishes no series
	}
	if x.series && x.name != "" {
		s.r.publisher = x.name
	}
	if x.person == nil {
		if p := s.r.findPerson(x.name); p != nil {
			x.person = p
			x.party = p.Party
		}
	}
	s.src = append(s.src, x)
}

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

// verbOfGroundAt reports a verb of gaining, losing or holding over token i.
func (s *sentence) verbOfGroundAt(i int) bool {
	for _, c := range []class{gainVerb, loseVerb, holdVerb, occupyVerb} {
		if _, ok := s.covers(c, i); ok && i >= 0 {
			return true
		}
	}
	return false
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

func (s *sentence) partyTitle(id string) string {
	if p, ok := s.r.lex.parties[id]; ok {
		if s.r.lastParty[id] != "" {
			return s.r.lastParty[id]
		}
		return p.Names[0]
	}
	return id
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

// bracketSource reads the source in the brackets that end a line: "(UN)",
// "(Steppe Atlas, Feb 15)".
func (s *sentence) bracketSource() {
	end := len(s.toks)
	for end > 0 && (s.low(end-1) == "." || s.low(end-1) == ";" || s.low(end-1) == ",") {
		end--
	}
	if end < 3 || s.low(end-1) != ")" {
		return
	}
	i := end - 2
	for i > 0 && s.low(i) != "(" && end-i < 12 {
		i--
	}
	if s.low(i) != "(" || len(s.qty) == 0 || s.qty[0].from > i {
		return
	}
	for _, q := range s.qty {
		if q.from > i && q.dim != bare {
			return // a conversion
		}
	}
	for _, t := range s.trig {
		if t.from > i && !t.noun {
			return // "(Russia took Pryvillia)"
		}
	}
	j := i + 1
	if s.low(j) == "source" && s.low(j+1) == ":" {
		j += 2
	}
	e := j
	for e < end-1 && s.low(e) != "," && s.low(e) != ";" && !s.mask[e] {
		if s.toks[e].kind != word {
			return
		}
		e++
	}
	for k := range s.when { // the day of the count
		if t := &s.when[k]; t.from > i && t.role == owner {
			t.role = pointAt
		}
	}
	if len(s.src) > 0 {
		return // the brackets give its abbreviation
	}
	if e == j || !s.toks[j].capital() || !s.speakerLike(j, e) {
		return
	}
	if _, ok := s.is(regionName, j); ok {
		return // "Dobropillia (Zaporizhzhia Oblast)"
	}
	name, through, p := s.nameOf(j, e)
	s.addSource(source{from: s.scopeBack(i), to: len(s.toks), verb: i, name: name, through: through, person: p, how: "source in brackets"}, j, e)
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

// demands reports a word of demanding at token i: "continues to insist that".
func (s *sentence) demands(i int) bool {
	_, ok := s.is(demandVerb, i)
	return ok
}
