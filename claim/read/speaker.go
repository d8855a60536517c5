package read

import (
	"strings"
)

// speakerOf reads the subject of a verb of saying, before or behind it, and whose
// side they are of.
func (s *sentence) speakerOf(h hit) (speaker, bool) {
	who, ok := s.speakerBeside(h)
	if ok {
		s.r.fullName(&who)
		s.side(&who)
	}
	return who, ok
}

// speakerBeside is speakerOf without the side that only the text around tells.
func (s *sentence) speakerBeside(h hit) (speaker, bool) {
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
			for end < len(s.toks) && s.low(end) != "who" {
				if k := s.retiredEnd(end); k > end {
					to, end = k, k // the name is behind the brackets
					continue
				}
				if s.clauseMark(end) {
					break
				}
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
				if n := s.appositionName(end, app); n != "" && !s.holdsName(to, end) { // "notes the author, Liis Kaljuvee"
					who := speaker{name: n, role: s.roleText(to, end)}
					s.partyFromWords(&who, to, end)
					s.r.remember(&who)
					return who, true
				}
				who := s.describeSpeaker(to, end)
				if who.name == "" && end-to <= 6 && end > to {
					who = speaker{name: s.slice(to, end), party: "other"}
				}
				if k := s.calledAt(end); k >= 0 {
					who.name = s.slice(k, k+1)
					s.r.remember(&who)
				}
				if bareTitle(who.role) && app > end+1 && s.roleLike(end+1, app) {
					s.roleBehind(&who, end+1, app)
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
	of := s.low(b) == "," && (s.low(b+1) == "of" || s.low(b+1) == "from" || s.low(b+1) == "at") // "Imogen Farrar, of the Castleford Institute, told"
	if n := s.appositionName(b, i); n != "" && !of {
		who := speaker{name: n, role: s.roleText(a, b)}
		s.partyFromWords(&who, a, b)
		s.r.remember(&who)
		return who, true
	}
	if s.low(a) == "from" && a+1 < b {
		a++
	}
	if k := s.calledAt(b); k >= 0 && s.low(b) == "," && (k < i || s.low(b+1) == "who") { // "one of them, known as Starshina, writes"
		who := speaker{name: s.slice(k, k+1), role: s.roleText(a, b)}
		s.partyFromWords(&who, a, b)
		s.r.remember(&who)
		return who, true
	}
	who := s.describeSpeaker(a, b)
	// an apposition behind the name: "Oksana Derkach, spokeswoman for …, told"
	if b < i && s.low(b) == "," && (of || s.roleLike(b+1, i)) && bareTitle(who.role) {
		end := i
		for end > b+1 && (s.toks[end-1].kind == mark || auxiliary[s.low(end-1)]) {
			end--
		}
		from := b + 1
		if of {
			from++
		}
		s.roleBehind(&who, from, end)
	}
	return who, who.name != ""
}

// holdsName reports a person's name in a phrase.
func (s *sentence) holdsName(i, j int) bool {
	a, b := s.personSpan(i, j)
	return b-a >= 2 || s.holdsPerson(i, j)
}

// retiredEnd steps over brackets inside a name: "Captain (ret.) Ingrid Solberg".
func (s *sentence) retiredEnd(i int) int {
	if s.low(i) != "(" {
		return i
	}
	for k := i + 1; k < i+5 && k+1 < len(s.toks); k++ {
		if s.low(k) == ")" && s.toks[k+1].kind == word && s.toks[k+1].capital() {
			return k + 1
		}
	}
	return i
}

// calledAt finds the name behind "called" or "named", -1 where there is none.
func (s *sentence) calledAt(i int) int {
	for k := i; k+1 < len(s.toks); k++ {
		if s.low(k) == "name" && s.low(k+1) == "," && k+2 < len(s.toks) && s.toks[k+2].capital() { // "gave only his first name, Yurii"
			return k + 2
		}
		named := s.low(k) == "as" && (s.low(k-1) == "known" || s.low(k-1) == "name" || s.low(k-1) == "identified" || s.low(k-1) == "himself" || s.low(k-1) == "herself" || s.low(k-2) == "identified")
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
	p := s.namedHere(w)
	if p == nil {
		p = s.r.meantBy(w)
	}
	if p != nil {
		return speaker{name: p.Name, role: p.Role, party: first(p.Party, "other"), person: p}, true
	}
	return speaker{}, false
}

// namedHere is who opens a sentence of the block before this one by their family name,
// where the pronoun fits: "Chepur does not follow them. "…," he said".
func (s *sentence) namedHere(pronoun string) *person {
	want := genderUnknown
	switch pronoun {
	case "he":
		want = male
	case "she":
		want = female
	default:
		return nil
	}
	toks := s.block.toks
	for k := min(s.first, len(toks)) - 1; k >= 0 && s.first-k < maxSentence; k-- {
		t := toks[k]
		if t.kind != word || !t.capital() || t.quoted || k > 0 && toks[k-1].low != "." && toks[k-1].kind != quoteMark && toks[k-1].low != "?" || k+1 < len(toks) && toks[k+1].low == "'s" {
			continue
		}
		for j := len(s.r.people) - 1; j >= 0; j-- {
			p := s.r.people[j]
			if g := s.r.genderOf(p); (endsWithWord(p.low, t.low) || p.low == t.low && !speakerNouns[t.low] && !personNouns[t.low]) && (g == want || g == genderUnknown) {
				return p
			}
		}
	}
	return nil
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
		k := i
		for k < head && determiners[s.low(k)] {
			k++
		}
		if _, ok := s.is(partyAdjective, k); (ok || nationalities[s.low(k)]) && k < head { // the party tells it
			k++
		}
		who.role = strings.TrimSpace(s.roleText(k, j))
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
	return placePreps[w] || otherPreps[w] || w == "by" || w == "who" || w == ","
}
