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
		case "by", "on":
			// by DeepState's count, by ISW's reckoning, by one count; on the Forum's figures
			end := min(n, i+9)
			if s.low(i) == "on" && i > 0 && s.low(i-1) != "," && s.low(i-1) != "--" {
				continue
			}
			for k := i + 1; k < end; k++ {
				if w := s.low(k); s.low(i) == "on" && !onlyData[w] && !s.toks[k].capital() && s.toks[k].kind == word && w != "the" && w != "'s" && w != "own" && w != "of" {
					break
				}
				if w := s.low(k); w == "count" || w == "reckoning" || w == "tally" || w == "estimate" || w == "estimates" || w == "calculation" || w == "calculations" || w == "measure" || w == "account" || w == "analysis" || w == "math" || w == "arithmetic" || w == "own" || w == "maps" || w == "map" || w == "data" || w == "figures" || w == "numbers" || w == "records" || w == "books" || w == "ledger" || w == "tracking" || w == "mapping" {
					if s.low(k+1) == "of" && k-i <= 2 {
						if name, through, e := s.sourcePhrase(k + 2); name != "" {
							s.addSource(source{from: s.scopeBack(i), to: n, verb: i, name: name, through: through, how: "by the count of"}, k+2, e)
						}
						break
					}
					owner := k - 1
					if s.low(owner) == "own" {
						owner--
					}
					if s.low(i+1) == "the" && s.low(i+2) == "same" && k == i+3 {
						s.addSource(source{from: s.scopeBack(i), to: n, verb: i, name: s.definitePublisher(i+1, k+1), series: true, how: "by the same data"}, i+1, k+1)
						break
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
			if i+1 < n && s.toks[i+1].capital() && (i == 0 || s.low(i-1) == "," || s.low(i-1) == "(" || s.low(i-1) == "--" || s.low(i-1) == "as") {
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
	s.colonSource()
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

// verbOfGroundAt reports a verb of gaining, losing or holding over token i.
func (s *sentence) verbOfGroundAt(i int) bool {
	for _, c := range []class{gainVerb, loseVerb, holdVerb, occupyVerb} {
		if _, ok := s.covers(c, i); ok && i >= 0 {
			return true
		}
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

// demands reports a word of demanding at token i: "continues to insist that".
func (s *sentence) demands(i int) bool {
	_, ok := s.is(demandVerb, i)
	return ok
}
