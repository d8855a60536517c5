package read

import (
	"strings"
)

// speakerNouns head the phrases for people and bodies that say things.
var speakerNouns = set(`official officials officer officers analyst analysts commander commanders spokesman spokeswoman spokesperson ministry minister
 military staff command governor mayor president secretary aide adviser advisor envoy source sources diplomat diplomats researcher researchers expert experts
 observer observers tracker trackers mapmaker mapmakers monitor monitors group groups institute center centre agency media outlet newspaper report reports
 assessment analysis data map maps figures general generals blogger bloggers milblogger milbloggers resident residents volunteer volunteers defenders
 government army forces troops administration tally count estimate think-tank tank project team organization organisation channel service intelligence
 leader leaders chief soldier soldiers negotiator negotiators plan draft update updates bulletin statement spokespeople authorities authority investigators journalists
 correspondent correspondents prosecutor office police hospital rescuers services department brother sister mother father wife husband son daughter neighbour neighbor driver medic nurse teacher farmer grandmother grandfather pensioner fisherman miner engineer lawyer priest colleague colleagues deputy veteran professor author economist member negotiating delegate un nato kremlin witness witnesses historian historians economist economists brigade prosecutors police monitors mission council dispatch`)

// sourcePhrase reads the noun phrase behind "according to".
func (s *sentence) sourcePhrase(i int) (name, through string, end int) {
	end = i
	for end < len(s.toks) {
		t := s.toks[end]
		if t.low == "," || t.low == ";" || t.low == "." || t.kind == quoteMark || t.low == "--" || t.low == ":" {
			break
		}
		if end > i && (auxiliary[t.low] || t.low == "which" || t.low == "who" || t.low == "and" && end+1 < len(s.toks) && auxiliary[s.low(end+2)] || t.low == "while" || t.low == "but") {
			break
		}
		end++
	}
	name, through, _ = s.nameOf(i, end)
	return name, through, end
}

// nameOf prints a source's noun phrase: a listed name where it holds one, else
// a person's name, else the phrase without its article. Two listed names are
// who computed it and whose data they used.
func (s *sentence) nameOf(i, j int) (name, through string, p *person) {
	var names []string
	if name, through := s.computedBy(i, j); name != "" {
		return name, through, nil
	}
	for k := i; k < j; k++ {
		if h, ok := s.is(sourceName, k); ok && h.to <= j {
			if len(names) == 0 || names[len(names)-1] != h.id {
				names = append(names, h.id)
			}
			k = h.to - 1
		}
	}
	if len(names) > 0 {
		if len(names) > 1 && names[1] != names[0] {
			if newsAgencies[names[1]] && !newsAgencies[names[0]] {
				names[0], names[1] = names[1], names[0] // figures that ISW compiled for AFP
			}
			through = names[1]
		}
		// "Reuters calculations": a listed name; "an official told AFP": not here
		return names[0], through, nil
	}
	if p := s.definitePublisher(i, j); p != "" {
		return p, "", nil
	}
	for k := i; k < j; k++ {
		if h, ok := s.is(organisation, k); ok && h.to <= j {
			skip := false
			for _, o := range s.r.lex.war.Organisations {
				if o.Name == h.id {
					for _, u := range o.Unless {
						for m := i; m < j; m++ {
							skip = skip || s.toks[m].text == u
						}
					}
				}
			}
			if !skip {
				if h2, ok := s.is(partyName, h.to+1); ok && s.low(h.to) == "of" && h2.to <= j {
					return s.slice(k, h2.to), "", nil // as worded
				}
				if s.low(k-1) == "ukrainian" {
					return s.slice(k-1, h.to), "", nil // as worded
				}
				return h.id, "", nil
			}
		}
	}
	for k := i; k < j; k++ {
		if h, ok := s.is(office, k); ok && h.to <= j && s.r.findPerson(h.id) != nil {
			if a, ok := s.actorIn(i, k); ok && a.party != s.r.findPerson(h.id).Party {
				continue // "Ukraine's top general" is another's
			}
			return h.id, "", s.r.findPerson(h.id)
		}
	}
	for k := i; k < j; k++ {
		if h, ok := s.is(personName, k); ok && h.to <= j {
			if n := s.low(h.to + 1); s.low(h.to) == "'s" && h.to+1 < j && personNouns[n] {
				return s.slice(k, h.to+2), "", nil // "Putin's spokesman"
			}
			full := s.r.lex.people[strings.ToLower(h.id)]
			return h.id, "", full
		}
	}
	// a party by its name alone: "the European Union"
	for k := i; k < j && k < i+2; k++ {
		if h, ok := s.is(partyName, k); ok && h.to == j {
			return s.slice(k, j), "", nil
		}
	}
	for k := i; k+1 < j; k++ { // "the Kyiv Chronicle"
		h, party := s.is(partyName, k)
		if r, ok := s.is(regionName, k); ok && !party {
			h, party = r, true
		}
		if !party || h.to != k+1 || k == 0 || s.low(k-1) != "the" {
			continue
		}
		e := h.to
		for e < j && s.toks[e].kind == word && s.toks[e].capital() && !titles[s.low(e)] && !speakerNouns[s.low(e)] {
			e++
		}
		if _, noun := s.is(regionNoun, h.to); e > h.to && !noun {
			return s.slice(k, e), "", nil
		}
	}
	// another name of two or more capitals that is no body
	if a, b := s.personSpan(i, j); b > a {
		return s.slice(a, b), "", nil
	}
	for i < j && (determiners[s.low(i)] || s.toks[i].kind == mark || s.toks[i].kind == quoteMark) {
		i++
	}
	// leave out what follows a preposition: "the General Staff in Kyiv"
	for k := i + 1; k < j; k++ {
		if w := s.low(k); w == "in" || w == "at" || w == "on" || w == "with" || w == "from" || w == "who" || w == "which" || w == "based" || w == "working" || w == "involved" || w == "," {
			j = k
			break
		}
	}
	if j-i > 9 || j <= i || placePreps[s.low(i)] || s.low(i) == "under" || s.low(i) == "half" {
		return "", "", nil
	}
	return s.slice(i, j), "", nil
}

// definitePublisher reads "the group", "the group's data", "the Desk", "its own
// data": the publisher that the text has named.
func (s *sentence) definitePublisher(i, j int) string {
	if j-i == 3 && s.low(i) == "the" && s.low(i+1) == "same" && (onlyData[s.low(i+2)] || s.low(i+2) == "source") && first(s.r.source.name, s.r.lastSource) != "" {
		return first(s.r.source.name, s.r.lastSource) // "according to the same data"
	}
	if j-i == 2 && s.low(i) == "the" && s.r.groups[s.low(i+1)] != "" {
		return s.r.groups[s.low(i+1)]
	}
	if j-i == 2 && s.low(i) == "the" && personNouns[s.low(i+1)] && s.low(i+1) != "general" && s.low(i+1) != "president" {
		if p := s.r.byRole(s.low(i + 1)); p != nil && len(s.src) == 0 {
			return p.Name
		}
	}
	if s.r.publisher == "" || j-i < 2 || j-i > 6 || s.low(i) != "the" && s.low(i) != "its" {
		return ""
	}
	k := i + 1
	for strings.HasSuffix(s.low(k), "-based") || nationalities[s.low(k)] {
		k++
	}
	if s.low(k) == "same" || s.low(k) == "monitoring" || s.low(k) == "think" {
		k++
	}
	if k >= j {
		return ""
	}
	switch s.low(k) {
	case "group", "desk", "centre", "center", "institute", "tank", "think-tank", "project", "collective", "monitor", "tracker", "paper", "study", "report", "observatory", "organisation", "organization", "lab", "team", "analysts", "mapmakers", "researchers":
	case "data", "figures", "map", "maps", "tally":
		if s.low(i) != "its" {
			return ""
		}
	default:
		return ""
	}
	if k+1 == j || s.low(k+1) == "'s" || s.low(k+1) == "'" || onlyData[s.low(k+1)] {
		return s.r.publisher
	}
	return ""
}

// groupNouns are nouns for a publisher that a text goes on with: "the group".
var groupNouns = set("group club guild service site project institute centre center desk collective channel account tracker observatory lab think-tank tank network portal agency outlet foundation monitor initiative consultancy bureau")

// noteGroups remembers the names of publishers by their nouns: "the mapping group
// TerraLedger", "the Sentinel Mapping Group".
func (s *sentence) noteGroups() {
	for k := range s.toks {
		w := s.low(k)
		if !groupNouns[w] && w != "map" || s.toks[k].kind != word {
			continue
		}
		name := ""
		if s.low(k+1) == "," && !s.toks[k].capital() { // "His map, Verst, has 400,000 readers"
			e := k + 2
			for e < len(s.toks) && e < k+5 && s.toks[e].kind == word && s.toks[e].capital() {
				e++
			}
			_, party := s.is(partyName, min(k+2, len(s.toks)-1))
			if e > k+2 && s.low(e) == "," && !party {
				if s.r.groups == nil {
					s.r.groups = map[string]string{}
				}
				s.r.groups[w] = s.slice(k+2, e)
				s.groupTold = s.slice(k+2, e)
				if k <= 1 {
					s.counterTold = s.groupTold
				}
				continue
			}
		}
		if w == "map" {
			continue
		}
		if s.toks[k].capital() {
			b := k
			for b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() && !determiners[s.low(b-1)] && k-b < 5 {
				b--
			}
			if b < k && !(b == 0 && sentenceOpeners[s.low(b)]) {
				name = s.slice(b, k+1)
			}
		} else if e := k + 1; e < len(s.toks) && s.toks[e].kind == word && s.toks[e].capital() {
			if _, party := s.is(partyName, e); party {
				continue
			}
			for e < len(s.toks) && e < k+5 && s.toks[e].kind == word && s.toks[e].capital() {
				e++
			}
			name = s.slice(k+1, e)
		}
		if name == "" {
			continue
		}
		if s.r.groups == nil {
			s.r.groups = map[string]string{}
		}
		s.r.groups[w] = name
		s.groupTold = name
	}
}

// keepsLedger reports a sentence that introduces who counts: "The open project
// FrontLedger has logged every metre of the line".
func (s *sentence) keepsLedger() bool {
	if s.groupTold == "" {
		return false
	}
	for k := range s.toks {
		switch s.low(k) {
		case "logged", "logs", "mapped", "maps", "tracked", "tracks", "counted", "counts", "recorded", "records", "measures", "measured", "draws", "charts", "charted", "keeps", "compiles":
			return true
		}
	}
	return false
}

// newsAgencies compute figures from others' maps.
var newsAgencies = set("AFP Reuters AP BBC Bloomberg")

// onlyData are words for figures that name no publisher.
var onlyData = set("calculations figures data maps map report reports estimates analysis numbers count tally statistics")

// appositionName reads a name between the comma at i and the verb: "the mayor of
// Kramatorsk, Andrii Bondarets, says".
func (s *sentence) appositionName(i, verb int) string {
	if s.low(i) != "," {
		return ""
	}
	a, b := s.personSpan(i+1, verb)
	if s.low(b) == "." && s.initialBefore(b) {
		b++ // "one resident, Samira H., said"
	}
	for k := i + 1; k < a; k++ { // "Captain Yegor Lapshin", "retired brigadier Neil Cathcart"
		if !titles[s.low(k)] && !personNouns[s.low(k)] && !nationalities[s.low(k)] && s.low(k) != "retired" && s.low(k) != "former" && s.low(k) != "junior" && s.low(k) != "senior" && s.low(k) != "a" && s.low(k) != "the" && s.low(k) != "australian" {
			return ""
		}
	}
	if a > i && b-a >= 1 && b-a <= 4 && (s.low(b) == "," || b == verb) && !speakerNouns[s.low(a)] {
		return s.slice(a, b)
	}
	return ""
}

// initialBefore reports a full stop at token i that ends an initial.
func (s *sentence) initialBefore(i int) bool {
	return i > 0 && len(s.toks[i-1].text) == 1 && s.toks[i-1].capital() && s.toks[i-1].end == s.toks[i].start
}

// headSpeaks reports a noun phrase that ends in a speaker's noun or a name, and
// not in troops that expect something.
func (s *sentence) headSpeaks(a, b int) bool {
	w := s.low(b - 1)
	_, forces := s.is(forcesNoun, b-1)
	x, y := s.personSpan(a, b)
	return (speakerNouns[w] || w == "model" || w == "models" || w == "forecast" || w == "projection" || w == "projections") && (!forces || w == "commanders") || y == b && y > x
}

// subjectSpan returns the noun phrase before a verb: back to a comma, a
// quotation mark, a conjunction or another verb. An apposition between commas
// right before the verb is stepped over.
func (s *sentence) subjectSpan(i int) (a, b int, ok bool) {
	b = i
	for b > 0 {
		w := s.low(b - 1)
		if w == "who" && b > 2 && s.low(b-2) == "," { // "Senator Gleb Orlov, who described it as": the phrase before the comma
			b -= 2
			break
		}
		if s.mask[b-1] && b < i+1 && i-b < 6 && s.timeBefore(b) {
			b--
			continue // "Ukraine on Saturday rejected"
		}
		if auxiliary[w] || strings.HasSuffix(w, "ly") || w == "also" || w == "has" || w == "now" || w == "then" || w == "later" || w == "not" || w == "once" || w == "still" || w == "himself" || w == "who" || w == "again" || w == "further" {
			b--
			continue
		}
		break
	}
	if b > 0 && s.low(b-1) == "," {
		// "Oksana Derkach, spokeswoman for the administration, told"
		k := b - 2
		for k >= 0 && s.low(k) != "," && s.toks[k].kind != quoteMark && s.low(k) != ";" && (s.low(k) != "." || s.initialBefore(k)) {
			k--
		}
		if k > 0 && s.low(k) == "," && b-k < 16 {
			b = k
			// "A driver, who gave only his first name, Kyrylo, told"
			j := k - 1
			for j > 0 && s.toks[j].kind != mark && s.toks[j].kind != quoteMark {
				j--
			}
			if w := s.low(j + 1); j > 0 && s.low(j) == "," && (w == "who" || w == "whose") && k-j < 16 {
				b = j
			}
		} else {
			return 0, 0, false
		}
	}
	a = b
	for a > 0 {
		t := s.toks[a-1]
		if t.low == ")" { // (ISW)
			k := a - 2
			for k > 0 && s.low(k) != "(" && a-k < 8 {
				k--
			}
			if s.low(k) == "(" {
				a = k
				continue
			}
		}
		if t.kind == mark && t.low != "'" && t.low != "-" && t.low != "." && t.low != "&" || t.kind == quoteMark || auxiliary[t.low] {
			break
		}
		if t.low == "that" || t.low == "while" || t.low == "but" || t.low == "as" || t.low == "where" || t.low == "which" || t.low == "although" || t.low == "when" || t.low == "because" || t.low == "if" || t.low == "than" || t.low == "whatever" || t.low == "however" || t.low == "whoever" {
			break
		}
		if _, ok := s.covers(sayVerb, a-1); ok && !s.nounInName(a-1) {
			break
		}
		if s.mask[a-1] && b-a > 0 && !(s.low(a-1) == "'s") {
			break
		}
		if b-a > 24 {
			return 0, 0, false
		}
		a--
	}
	for a < b && (s.low(a) == "and" || s.low(a) == "yet" || s.low(a) == "so") {
		a++
	}
	return a, b, b > a
}

// speakerLike reports whether a noun phrase can say something: it holds a
// source, a party, a name or a speaker's noun.
func (s *sentence) speakerLike(a, b int) bool {
	for k := a; k < b; k++ {
		if speakerNouns[s.low(k)] {
			return true
		}
		for _, c := range []class{sourceName, organisation, personName, partyName, partyAdjective, epithet} {
			if _, ok := s.is(c, k); ok {
				return true
			}
		}
	}
	x, y := s.personSpan(a, b)
	return y > x
}

// personSpan finds a run of capitalized words that may be a person's name:
// the last such run of one to four words in the phrase, behind any title.
func (s *sentence) personSpan(i, j int) (a, b int) {
	for k := i; k < j; k++ {
		t := s.toks[k]
		if t.kind != word || !t.capital() || determiners[t.low] || initialism(strings.TrimRight(t.low, ".")) && len(t.low) < 2 {
			continue
		}
		if s.nameStop(k) {
			continue
		}
		e := k + 1
		for e < j && s.toks[e].kind == word && (s.toks[e].capital() && !s.nameStop(e) || nameParticles[s.low(e)] && e+1 < j && s.toks[e+1].capital()) {
			e++
		}
		if s.low(e) == "'s" {
			k = e
			continue // Britain's ministry
		}
		a, b = k, e
		if e < j && s.low(e) != "," {
			// "Kateryna Los of the Center": the first run is the name
			if n := s.low(e); n == "of" || n == "from" || n == "at" || n == "in" && b-a >= 2 {
				return a, b
			}
		}
		k = e
	}
	return a, b
}

// nationalities begin the names of bodies, and are no people.
var nationalities = set(`british french german polish italian spanish turkish swedish finnish norwegian danish dutch estonian latvian lithuanian czech slovak hungarian romanian bulgarian
 canadian australian japanese chinese indian swiss austrian belgian portuguese greek moldovan belarusian georgian armenian azerbaijani kazakh israeli iranian korean qatari saudi emirati
 serbian croatian slovenian irish scottish western nordic baltic independent local regional open open-source third first second joint national royal`)

// compoundEnds end adjectives that begin with a name.
var compoundEnds = set("based born led held backed controlled occupied appointed installed run style era speaking funded made")

var nameParticles = set("von der van de bin al ben den la le da di du")

// nameStop are capitalized words that are no part of a person's name.
func (s *sentence) nameStop(k int) bool {
	w := s.low(k)
	if speakerNouns[w] || titles[w] || months[w] != 0 || nationalities[w] {
		return true
	}
	if _, end, ok := strings.Cut(w, "-"); ok && compoundEnds[end] {
		return true // Kiel-based
	}
	if _, ok := weekdays[w]; ok {
		return true
	}
	for _, c := range []class{partyName, partyAdjective, regionName, sourceName, organisation, venueName} {
		if _, ok := s.is(c, k); ok {
			return true
		}
	}
	if k == 0 && k+1 < len(s.toks) && s.toks[k+1].kind == word && !s.toks[k+1].capital() && !auxiliary[s.low(k+1)] && !s.isSay(k+1) && s.low(k+1) != "of" && s.low(k+1) != "'s" {
		return true // a noun that opens the sentence
	}
	return k == 0 && (determiners[w] || placePreps[w] || sentenceOpeners[w])
}

var titles = set(`sir dame mr mr. mrs mrs. ms ms. dr dr. gen gen. lt lt. col col. maj maj. capt capt. sgt sgt. prof prof. admiral general colonel major captain lieutenant sergeant president prime minister
 minister foreign defence defense deputy chief vice special envoy secretary governor mayor ambassador senator king queen prince sheikh pope kremlin ministry council national security state
 army navy air force eastern western northern southern central bank university institute center centre command brigade party chancellor commissioner chairman speaker federation`)

var sentenceOpeners = set("but and yet so however meanwhile elsewhere still while as when after before since that this these those there here if should what which who how why also even only most some many few all both each in on at over between during according by from for one two three it he she they we you i not no another two of gone")

// timeBefore reports a phrase for a day that ends at token i, or goes on over it.
func (s *sentence) timeBefore(i int) bool {
	for _, t := range s.when {
		if t.from < i && i <= t.to && t.grain == grainDay && (t.role == within || t.role == pointAt) && t.from > 0 {
			return true
		}
	}
	return false
}

// itCounts reports "It put Russia's gain at 141 km2" behind a sentence whose
// subject is a publisher: the verb of telling at token i is its.
func (s *sentence) itCounts(i int) bool {
	if s.r.counter == "" || s.r.counterBlock != s.r.blocks || i != 1 {
		return false
	}
	if w := s.low(0); w != "it" && w != "they" {
		return false
	}
	switch s.low(i) {
	case "put", "puts", "counts", "counted", "estimates", "estimated", "reckons", "reckoned", "recorded", "records", "found", "finds", "says", "said", "calculates", "calculated", "reports", "reported", "assessed", "assesses":
		return true
	}
	return false
}

// noteCounter remembers a publisher that is the sentence's subject, for the "it"
// of the next: "The monitoring group DeepState drew a different picture."
func (s *sentence) noteCounter() {
	s.r.counter = ""
	if s.counterTold != "" {
		s.r.counter, s.r.counterBlock = s.counterTold, s.r.blocks
		return
	}
	if s.groupTold != "" { // "The Nordic Mapping Initiative, a volunteer project, has been drawing the line"
		k := 0
		if s.low(0) == "the" {
			k = 1
		}
		if n := len(tokenize(s.groupTold)); k+n < len(s.toks) && s.slice(k, k+n) == s.groupTold && (s.low(k+n) == "," || auxiliary[s.low(k+n)]) {
			s.r.counter, s.r.counterBlock = s.groupTold, s.r.blocks
			return
		}
	}
	for k := 0; k < min(len(s.toks), 7); k++ {
		w := s.low(k)
		if s.toks[k].kind == mark || placePreps[w] || w == "'s" {
			return
		}
		if h, ok := s.is(sourceName, k); ok {
			if w := s.low(h.to); w != "'s" && w != "," && w != "." && w != "" {
				s.r.counter, s.r.counterBlock = h.id, s.r.blocks
			}
			return
		}
	}
}
