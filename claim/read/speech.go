package read

import (
	"strings"

	"github.com/salient-project/salient/control"
)

// speaker is who is quoted.
type speaker struct {
	name, role, party string
	person            *person
}

// speech is a telling of who said something, found outside quotation marks.
type speech struct {
	who     speaker
	verb    string
	channel string
	date    control.Day
	at      int     // token of the verb in the block
	leads   bool    // the verb, or a colon, leads into the quotation behind
	closed  bool    // a full stop stands between
	near    bool    // the same sentence runs into the quotation
	first   bool    // in the segment's first sentence
	then    *speech // the segment's last sentence, where it speaks of the quotation behind
}

// adjacent reports a telling that follows the quotation directly.
func (sp *speech) adjacent(b *blockText, q *quotation) bool {
	return sp.first && sp.at-q.to < 22
}

// lite builds a sentence over tokens without running the claim grammar.
func (r *reader) lite(b *blockText, i, j int) *sentence {
	s := &sentence{r: r, block: b, toks: b.toks[i:j], first: i}
	s.mask = make([]bool, len(s.toks))
	s.hits = r.lex.hits(s.toks)
	s.starts = make([][]int, len(s.toks))
	for k, h := range s.hits {
		s.starts[h.from] = append(s.starts[h.from], k)
	}
	s.past = true
	year := r.year
	s.times()
	r.year = year
	return s
}

// speechIn finds who speaks in the block's tokens i to j. after: a quotation
// stands before them; before: one stands behind them.
func (r *reader) speechIn(b *blockText, i, j int, after, before bool) *speech {
	if j-i > 400 {
		if before {
			i = j - 400
		} else {
			j = i + 400
		}
	}
	spans := splitSentences(b.toks[i:j])
	if len(spans) == 0 {
		return nil
	}
	var best *speech
	for k, sp := range spans {
		if k > 0 && k < len(spans)-1 && k < len(spans)-3 {
			continue
		}
		s := r.lite(b, i+sp[0], i+sp[1])
		found := s.speech(before && k == len(spans)-1)
		r.notePeople(s)
		if found == nil {
			continue
		}
		found.first = k == 0 && after
		found.at += i + sp[0]
		lastTok := b.toks[i+sp[1]-1].low
		found.closed = lastTok == "." || lastTok == "!" || lastTok == "?"
		if k == len(spans)-1 && before && !found.closed {
			found.near = true
			found.leads = true
		}
		// the first sentence tells of the quotation before, the last of the one behind
		if best == nil || found.near || !best.first {
			if best != nil && best.first && after && !found.near {
				continue
			}
			if best != nil && best.first && found.near {
				found.first = false
				if best.who.name == found.who.name {
					found.first, found.at = true, best.at
				} else {
					// both ends speak: keep the first for the quotation before
					best.then = found
					continue
				}
			}
			best = found
		}
	}
	return best
}

// speech reads the speaker in one sentence, nil where nobody speaks.
func (s *sentence) speech(leading bool) *speech {
	var pick *speech
	for _, h := range s.hits {
		if h.class != sayVerb && h.class != denyVerb && h.class != demandVerb {
			continue
		}
		if h.class == sayVerb && (s.low(h.from) == "report" || s.low(h.from) == "posts" || s.low(h.from) == "post" || s.low(h.from) == "call" || s.low(h.from) == "put" && s.low(h.to) != "it" && s.low(h.to) != "things" && s.low(h.to) != "the" || s.low(h.from) == "show" || s.low(h.from) == "count" || s.low(h.from) == "state" || s.low(h.from) == "read") && s.low(h.from-1) != "," {
			if s.low(h.from) != "put" || s.low(h.to) != "it" {
				if !s.pronounSpeaker(h.from - 1) {
					continue
				}
			}
		}
		who, ok := s.speakerOf(h)
		if !ok {
			continue
		}
		sp := &speech{who: who, verb: s.slice(h.from, h.to), at: h.from, date: control.NoDay}
		if pick == nil || leading && h.from > pick.at {
			if pick != nil && leading && sp.who.name == "" {
				continue
			}
			pick = sp
		}
	}
	if pick == nil {
		for i := range s.toks {
			at := 0
			if s.low(i) == "according" && s.low(i+1) == "to" {
				at = i + 2
			} else if s.low(i) == "words" && s.low(i+1) == "of" {
				at = i + 2
			} else if s.low(i) == "from" && i < 2 && s.toks[len(s.toks)-1].low == ":" {
				at = i + 1
			}
			if at > 0 && at < len(s.toks) {
				_, _, end := s.sourcePhrase(at)
				if who := s.describeSpeaker(at, end); who.name != "" {
					pick = &speech{who: who, verb: s.slice(i, at), at: i, date: control.NoDay}
					break
				}
			}
		}
	}
	if pick == nil && leading && s.low(len(s.toks)-1) == ":" {
		// "But Lars Enqvist was not so sure:"
		i := 0
		for i < len(s.toks) && (sentenceOpeners[s.low(i)] || s.toks[i].kind != word) && !determiners[s.low(i)] && s.low(i) != "he" && s.low(i) != "she" {
			i++
		}
		j := i
		for j < len(s.toks) && !s.clauseMark(j) && !auxiliary[s.low(j)] {
			j++
		}
		if i < j {
			var who speaker
			ok := false
			if w := s.low(i); w == "he" || w == "she" {
				who, ok = s.pronounWho(w)
			} else if n := s.appositionName(j, len(s.toks)-1); n != "" {
				who, ok = speaker{name: n, role: s.roleText(i, j)}, true
				s.partyFromWords(&who, i, j)
				s.r.remember(&who)
			} else if s.speakerLike(i, j) {
				who = s.describeSpeaker(i, j)
				ok = who.name != ""
			}
			if k := s.calledAt(j); k >= 0 {
				who.name = s.slice(k, k+1)
				s.r.remember(&who)
				ok = true
			}
			if ok {
				pick = &speech{who: who, verb: ":", at: len(s.toks) - 1, date: control.NoDay}
			}
		}
	}
	if pick == nil {
		return nil
	}
	pick.channel = s.channel(pick.who)
	for k := range s.when {
		t := &s.when[k]
		if t.grain == grainDay && t.win.From != control.NoDay && t.win.From == t.win.To {
			pick.date = t.win.From
			break
		}
	}
	return pick
}

// speakerOf reads the subject of a verb of saying, before or behind it.
func (s *sentence) speakerOf(h hit) (speaker, bool) {
	i, to := h.from, h.to
	// behind it: said Margaret Holloway, a retired British general
	if i <= 3 && to < len(s.toks) && s.toks[to].kind == word && s.low(to) != "that" && s.low(to) != "to" {
		before := true
		for k := 0; k < i; k++ {
			if s.toks[k].kind == word && !sentenceOpeners[s.low(k)] {
				before = false
			}
			if s.toks[k].kind == word && s.pronounSpeaker(k) {
				before = false
			}
		}
		if before {
			end := to
			for end < len(s.toks) && !s.clauseMark(end) && s.low(end) != "who" {
				end++
			}
			// a comma opens the apposition
			app := end
			if s.low(end) == "," || s.low(end) == "(" {
				app = end + 1
				for app < len(s.toks) && !s.clauseMark(app) {
					app++
				}
			}
			if pronoun := s.low(to); pronoun == "he" || pronoun == "she" {
				return s.pronounWho(pronoun)
			}
			if s.speakerLike(to, end) || s.toks[to].capital() || determiners[s.low(to)] || s.low(to) == "one" {
				who := s.describeSpeaker(to, end)
				if who.name == "" && end-to <= 6 && end > to {
					who = speaker{name: s.slice(to, end), party: "other"}
				}
				if k := s.calledAt(end); k >= 0 {
					who.name = s.slice(k, k+1)
					s.r.remember(&who)
				}
				if who.role == "" && app > end+1 && s.roleLike(end+1, app) {
					who.role = s.roleText(end+1, app)
					s.partyFromWords(&who, end+1, app)
					s.r.remember(&who)
				}
				return who, who.name != ""
			}
		}
	}
	a, b, ok := s.subjectSpan(i)
	if !ok {
		return speaker{}, false
	}
	if b == a+1 {
		switch w := s.low(a); w {
		case "he", "she", "they", "it", "who", "who's":
			return s.pronounWho(w)
		}
	}
	if b >= a+1 && (s.low(b-1) == "he" || s.low(b-1) == "she") {
		return s.pronounWho(s.low(b - 1))
	}
	if b-a <= 2 && s.low(b-1) == "another" && s.r.lastSpeaker != nil {
		noun := s.r.lastSpeaker.Role
		if noun == "" {
			noun = s.r.lastSpeaker.Name
		}
		noun = noun[strings.LastIndexByte(noun, ' ')+1:]
		return speaker{name: "Another " + noun, role: noun, party: s.r.lastSpeaker.Party}, true
	}
	if !s.speakerLike(a, b) && !(s.toks[a].capital() && a > 0 || b-a == 1 && s.toks[a].capital()) {
		return speaker{}, false
	}
	if n := s.appositionName(b, i); n != "" {
		who := speaker{name: n, role: s.roleText(a, b)}
		s.partyFromWords(&who, a, b)
		s.r.remember(&who)
		return who, true
	}
	who := s.describeSpeaker(a, b)
	// an apposition behind the name: "Oksana Derkach, spokeswoman for …, told"
	if b < i && s.low(b) == "," && s.roleLike(b+1, i) && who.role == "" {
		end := i
		for end > b+1 && (s.toks[end-1].kind == mark || auxiliary[s.low(end-1)]) {
			end--
		}
		who.role = s.roleText(b+1, end)
		s.partyFromWords(&who, b+1, end)
		s.r.remember(&who)
	}
	return who, who.name != ""
}

// calledAt finds the name behind "called" or "named", -1 where there is none.
func (s *sentence) calledAt(i int) int {
	for k := i; k+1 < len(s.toks); k++ {
		named := s.low(k) == "as" && (s.low(k-1) == "name" || s.low(k-1) == "identified" || s.low(k-1) == "himself" || s.low(k-1) == "herself" || s.low(k-2) == "identified")
		if (named || s.low(k) == "called" || s.low(k) == "named" || s.low(k) == "nicknamed" || s.low(k) == "sign") && s.toks[k+1].kind == word && s.toks[k+1].capital() {
			return k + 1
		}
	}
	return -1
}

// clauseMark reports a token that ends a speaker's phrase.
func (s *sentence) clauseMark(i int) bool {
	switch s.low(i) {
	case ",", ".", ";", ":", "(", ")", "--", "!", "?":
		return true
	case "in", "on", "after", "during", "as", "at", "when", "while", "via":
		return true
	}
	return s.mask[i] || s.toks[i].kind == quoteMark
}

// roleLike reports an apposition that tells an office.
func (s *sentence) roleLike(i, j int) bool {
	for k := i; k < j && k < i+12; k++ {
		if speakerNouns[s.low(k)] || titles[s.low(k)] && !s.toks[k].capital() || s.low(k) == "head" || s.low(k) == "director" || s.low(k) == "deputy" || s.low(k) == "professor" || s.low(k) == "fellow" || s.low(k) == "teacher" || s.low(k) == "farmer" || s.low(k) == "editor" || s.low(k) == "veteran" || s.low(k) == "medic" || s.low(k) == "nurse" || s.low(k) == "pensioner" {
			return true
		}
	}
	return i < j && (s.low(i) == "a" || s.low(i) == "the" || s.low(i) == "an")
}

func (s *sentence) roleText(i, j int) string {
	for i < j && (determiners[s.low(i)] || s.toks[i].kind == mark || s.toks[i].kind == number) {
		i++
	}
	for k := i; k < j; k++ {
		if s.low(k) == "," || s.low(k) == "who" {
			j = k
		}
	}
	return s.slice(i, j)
}

// pronounWho resolves he, she, they and it to the last speaker.
func (s *sentence) pronounWho(w string) (speaker, bool) {
	if w == "it" || w == "they" || w == "who" {
		if s.r.lastSource != "" {
			p := ""
			for id, n := range s.r.lastParty {
				if n == s.r.lastSource {
					p = id
				}
			}
			return speaker{name: s.r.lastSource, party: first(p, "other")}, true
		}
		if s.r.lastQuoted != nil && w == "they" {
			return s.r.lastQuoted.who, true
		}
		return speaker{}, false
	}
	if p := s.r.lastSpeaker; p != nil {
		return speaker{name: p.Name, role: p.Role, party: first(p.Party, "other"), person: p}, true
	}
	return speaker{}, false
}

// describeSpeaker reads a speaker's noun phrase: name, office, party.
func (s *sentence) describeSpeaker(i, j int) speaker {
	for i < j && s.toks[i].kind != word && s.toks[i].kind != number {
		i++
	}
	var who speaker
	// a spokesperson for somebody is not that somebody
	for k := i; k < j && k < i+4; k++ {
		if speakerNouns[s.low(k)] && (s.low(k+1) == "for" || s.low(k+1) == "to" || s.low(k+1) == "of") && k+2 < j && !s.toks[k].capital() {
			named := false
			for m := i; m < k; m++ {
				if h, ok := s.is(personName, m); ok && h.to <= k {
					named = true
				}
			}
			if a, b := s.personSpan(k+2, j); !named && b > a && s.appositionName(j, len(s.toks)) == "" && s.holdsPerson(k+2, j) {
				who.name, who.role = s.slice(i, j), s.roleText(i, j)
				s.partyFromWords(&who, i, j)
				s.r.remember(&who)
				return who
			}
			break
		}
	}
	// a listed person
	for k := i; k < j; k++ {
		if h, ok := s.is(personName, k); ok && h.to <= j && s.low(h.to) != "'s" {
			p := s.r.lex.people[strings.ToLower(h.id)]
			who = speaker{name: p.Name, role: p.Role, party: p.Party, person: p}
			if full := s.r.findPerson(p.Name); full != nil {
				who.role = first(full.Role, p.Role)
			}
			if k > i {
				if role := s.roleText(i, k); s.roleLike(i, k) {
					who.role = role
				}
			}
			s.r.remember(&who)
			return who
		}
	}
	// a call sign: "a drone-unit commander with the call sign Lys"
	for k := i; k+1 < j; k++ {
		if (s.low(k) == "sign" && s.low(k-1) == "call" || s.low(k) == "callsign" || s.low(k) == "named" || s.low(k) == "nicknamed" || s.low(k) == "called") && k+1 < j {
			n := k + 1
			for n < j && s.toks[n].kind != word {
				n++
			}
			if n < j && s.toks[n].capital() {
				e := n + 1
				for e < j && s.toks[e].kind == word && s.toks[e].capital() {
					e++
				}
				who.name = s.slice(n, e)
				end := i
				for end < k && !s.prepositionAt(end) {
					end++
				}
				who.role = s.roleText(i, end)
				s.partyFromWords(&who, i, j)
				s.r.remember(&who)
				return who
			}
		}
	}
	a, b := s.personSpan(i, j)
	if b > a && !(b-a == 1 && a == 0 && sentenceOpeners[s.low(a)]) {
		name := s.slice(a, b)
		// "the DeepState group": listed bodies are no people
		if p := s.r.findPerson(name); p != nil {
			who = speaker{name: p.Name, role: p.Role, party: p.Party, person: p}
			if a > i && s.roleLike(i, a) {
				who.role = s.roleText(i, a)
			}
			return who
		}
		if b-a >= 2 || a == i || s.roleLike(i, a) || titles[s.low(a-1)] {
			body := false
			for k := a; k < b; k++ {
				if _, ok := s.is(organisation, k); ok {
					body = true
				}
				if speakerNouns[s.low(k)] {
					body = true
				}
			}
			if !body {
				who.name = name
				if a > i {
					who.role = s.roleText(i, a)
				} else if s.low(b) == "of" || s.low(b) == "from" || s.low(b) == "at" {
					who.role = s.roleText(b+1, j)
				}
				s.partyFromWords(&who, i, j)
				s.r.remember(&who)
				return who
			}
		}
	}
	if s.r.house != "" && s.low(i) == "the" && j-i <= 3 {
		switch s.low(i + 1) {
		case "assessment", "report", "update", "institute", "analysis":
			return speaker{name: s.r.house, role: "think tank", party: "other"}
		}
	}
	// no name: a spokesman, a European diplomat briefed on the sessions
	for k := i; k < j; k++ {
		if h, ok := s.is(sourceName, k); ok {
			return speaker{name: h.id, role: "publisher", party: "other"}
		}
	}
	head := -1
	for k := i; k < j; k++ {
		if s.prepositionAt(k) && head >= 0 {
			break
		}
		if speakerNouns[s.low(k)] || titles[s.low(k)] {
			head = k
		} else if head >= 0 && !s.toks[k].capital() {
			break
		}
	}
	if head < 0 {
		if h, ok := s.is(partyName, i); ok {
			return speaker{name: s.slice(i, h.to), party: h.id}
		}
		if s.low(i) == "the" {
			if h, ok := s.is(partyName, i+1); ok {
				return speaker{name: s.slice(i+1, h.to), party: h.id}
			}
		}
		if j-i <= 4 && j > i && (determiners[s.low(i)]) {
			who.name = s.slice(i, j)
			s.partyFromWords(&who, i, j)
			return who
		}
		return speaker{}
	}
	// the diplomat, the spokesperson: somebody quoted before
	if s.low(i) == "the" && head == i+1 {
		if p := s.r.byRole(s.low(head)); p != nil {
			return speaker{name: p.Name, role: p.Role, party: p.Party, person: p}
		}
	}
	who.name = s.slice(i, head+1)
	who.role = s.roleText(head, j)
	if head > i {
		who.role = strings.TrimSpace(s.roleText(i, j))
	}
	s.partyFromWords(&who, i, j)
	s.r.remember(&who)
	return who
}

// holdsPerson reports a listed person's name between two tokens.
func (s *sentence) holdsPerson(i, j int) bool {
	for k := i; k < j; k++ {
		if _, ok := s.is(personName, k); ok {
			return true
		}
	}
	return false
}

func (s *sentence) prepositionAt(k int) bool {
	w := s.low(k)
	return placePreps[w] || otherPreps[w] || w == "of" && false || w == "by" || w == "who" || w == ","
}

// partyFromWords sets a speaker's party by the words of their description.
func (s *sentence) partyFromWords(who *speaker, i, j int) {
	if who.party != "" && who.party != "other" {
		return
	}
	who.party = "other"
	for k := i; k < j && k < len(s.toks); k++ {
		for _, c := range []class{partyAdjective, partyName} {
			if h, ok := s.is(c, k); ok {
				who.party = h.id
				return
			}
		}
		if h, ok := s.is(organisation, k); ok {
			for _, o := range s.r.lex.war.Organisations {
				if o.Name == h.id {
					who.party = o.Party
					return
				}
			}
		}
		switch s.low(k) {
		case "governor", "mayor", "administration", "regional", "commander", "brigade", "battalion", "corps", "regiment", "platoon":
			who.party = s.r.lex.defender
		}
	}
}

// channel tells by what means something was said.
func (s *sentence) channel(who speaker) string {
	for k := range s.toks {
		switch s.low(k) {
		case "telegram", "twitter", "facebook", "instagram", "weibo", "vkontakte", "truth", "tweeted", "tweet", "posted", "bluesky", "social", "blog", "substack", "threads":
			if s.low(k) != "truth" || s.low(k+1) == "social" {
				return "social"
			}
		case "x":
			if s.low(k-1) == "on" && s.toks[k].text == "X" {
				return "social"
			}
		case "interview", "interviewed", "phone", "telephone", "television", "tv", "radio", "podcast", "broadcaster":
			return "interview"
		case "reporters", "journalists", "briefing", "conference", "newspaper", "correspondents", "press":
			return "press"
		case "video", "address", "speech", "communique", "communiqué", "report", "assessment", "decree", "bulletin", "readout", "parliament", "televised":
			if s.low(k) == "address" && s.low(k-1) == "to" {
				continue
			}
			return "official"
		case "statement":
			return "official"
		case "told":
			for j := k + 1; j < k+5; j++ {
				if _, ok := s.is(sourceName, j); ok {
					return "press"
				}
				if j < len(s.toks) && s.toks[j].kind == word && s.toks[j].capital() {
					if _, ok := s.is(personName, j); !ok {
						return "press"
					}
				}
			}
		case "says":
			if who.person == nil || !who.person.listed {
				if who.name != "" && who.party != "" {
					return "interview"
				}
			}
		}
	}
	return ""
}

// blockDay is the one day that a block tells, NoDay where there is none or more.
func (r *reader) blockDay(b *blockText) control.Day {
	if len(b.toks) > 400 {
		return control.NoDay
	}
	s := r.lite(b, 0, len(b.toks))
	day := control.NoDay
	for k := range s.when {
		t := &s.when[k]
		if t.grain != grainDay || t.win.From == control.NoDay || t.win.From != t.win.To || t.role == since || t.role == until || t.role == before || s.quoteAt(t.from) != nil {
			continue
		}
		if day != control.NoDay && day != t.win.From {
			return control.NoDay
		}
		day = t.win.From
	}
	return day
}
