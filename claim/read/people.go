package read

import "strings"

// maxPeople bounds how many people a reader remembers.
const maxPeople = 64

// findPerson returns the person of a full name or a surname: from the text so
// far, else from the lexicon.
func (r *reader) findPerson(name string) *person {
	low := strings.ToLower(name)
	last := low[strings.LastIndexByte(low, ' ')+1:]
	for k := len(r.people) - 1; k >= 0; k-- {
		p := r.people[k].low
		if p == low || endsWithWord(p, low) || last != low && p == last {
			return r.people[k]
		}
	}
	if p := r.lex.people[low]; p != nil {
		return p
	}
	return nil
}

// endsWithWord reports whether a name ends in a blank and a word.
func endsWithWord(name, word string) bool {
	k := len(name) - len(word)
	return k > 0 && name[k-1] == ' ' && name[k:] == word
}

// byRole returns the person last named whose office holds the noun: "the
// spokesperson", "the diplomat".
func (r *reader) byRole(noun string) *person {
	for k := len(r.people) - 1; k >= 0; k-- {
		p := r.people[k]
		for _, w := range strings.Fields(strings.ToLower(p.Role + " " + p.Name)) {
			if w == noun || sameOffice[w] != "" && sameOffice[w] == sameOffice[noun] {
				return p
			}
		}
	}
	return nil
}

var sameOffice = map[string]string{"spokesman": "s", "spokeswoman": "s", "spokesperson": "s", "adviser": "a", "advisor": "a", "aide": "a",
	"officer": "o", "lieutenant": "o", "captain": "o", "major": "o", "colonel": "o", "general": "o", "lt": "o", "col": "o", "maj": "o", "capt": "o", "brigadier": "o", "commander": "o",
	"soldier": "r", "sergeant": "r", "private": "r", "corporal": "r"}

// remember keeps a speaker, and makes them the last one named.
func (r *reader) remember(who *speaker) {
	if who.name == "" {
		return
	}
	p := r.findPerson(who.name)
	if p == nil || p.listed {
		fresh := &person{Name: who.name, Party: who.party, Role: who.role}
		if p != nil {
			fresh.Name, fresh.listed = p.Name, true
			if fresh.Role == "" {
				fresh.Role = p.Role
			}
			fresh.Party = p.Party
		}
		fresh.low = strings.ToLower(fresh.Name)
		p = fresh
		r.people = append(r.people, p)
		if len(r.people) > maxPeople {
			r.people = append(r.people[:0], r.people[1:]...)
		}
	} else {
		if p.Role == "" {
			p.Role = who.role
		}
		if p.Party == "" || p.Party == "other" {
			p.Party = who.party
		}
	}
	who.person = p
	r.speakNow(p)
}

// notePeople remembers the people that a sentence names: listed ones with the
// office told beside them, and a name with an age behind it.
func (r *reader) notePeople(s *sentence) {
	for i := 0; i < len(s.toks); i++ {
		if h, ok := s.is(personName, i); ok && s.low(h.to) != "'s" && s.quoteAt(i) == nil {
			p := r.lex.people[strings.ToLower(h.id)]
			who := speaker{name: p.Name, party: p.Party}
			if s.low(h.to) == "," && s.roleLike(h.to+1, min(len(s.toks), h.to+9)) {
				end := h.to + 1
				for end < len(s.toks) && !(s.toks[end].kind == mark && s.low(end) != "'" && s.low(end) != "-") && s.low(end) != "and" && !auxiliary[s.low(end)] {
					end++
				}
				if s.low(end) == "and" { // "the National Security and Defense Council"
					if s.toks[end-1].capital() && end+1 < len(s.toks) && s.toks[end+1].capital() {
						e := end + 1
						for e < len(s.toks) && s.toks[e].kind == word && s.toks[e].capital() {
							e++
						}
						end = e
					}
				}
				if speakerNouns[s.low(h.to+1)] || determiners[s.low(h.to+1)] || titles[s.low(h.to+1)] {
					who.role = s.roleText(h.to+1, end)
				}
			} else if i > 0 {
				b := i
				for b > 0 && s.toks[b-1].kind == word && !auxiliary[s.low(b-1)] && !sentenceOpeners[s.low(b-1)] && !placePreps[s.low(b-1)] && i-b < 6 {
					b--
				}
				if b < i && s.roleLike(b, i) && !determiners[s.low(b)] {
					who.role = s.roleText(b, i)
				}
			}
			r.remember(&who)
			i = h.to - 1
			continue
		}
		if b := s.namedWithRole(i); b > i {
			i = b - 1
			continue
		}
		t := s.toks[i]
		if i == 0 && (t.low == "a" || t.low == "an" || t.low == "one") {
			if who, ok := s.unnamed(); ok {
				r.remember(&who)
			}
		}
		// Captain Iryna Moroz; His deputy, Iryna Moroz,
		if t.capital() && t.kind == word && s.quoteAt(i) == nil {
			titled := i > 0 && titles[s.low(i-1)] && s.toks[i-1].capital() && !titles[t.low]
			apposed := i > 1 && s.low(i-1) == "," && (speakerNouns[s.low(i-2)] || personNouns[s.low(i-2)])
			if titled || apposed {
				if a, b := s.personSpan(i, min(len(s.toks), i+4)); a == i && b > a && (b-a >= 2 || titled) && !s.nameStop(i) {
					if _, ok := s.is(organisation, i-1); !ok && s.r.findPerson(s.slice(a, b)) == nil {
						who := speaker{name: s.slice(a, b)}
						if titled {
							who.role = s.slice(i-1, i)
						}
						s.partyFromWords(&who, max(0, i-4), i)
						r.remember(&who)
					}
					i = b - 1
					continue
				}
			}
		}
		// Halyna, 67, sells
		if t.kind == word && t.capital() && s.low(i+1) == "," && i+3 < len(s.toks) && s.toks[i+2].kind == number && len(s.toks[i+2].text) == 2 && s.low(i+3) == "," {
			b := i
			for b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() && i-b < 2 {
				b--
			}
			who := speaker{name: s.slice(b, i+1), party: r.lex.defender}
			r.remember(&who)
		}
	}
}

// namedWithRole remembers a full name that a role stands beside, "Olena Marchuk,
// a nurse," or "his colleague Olena Marchuk", and returns where the name ends,
// i where there is none at token i.
func (s *sentence) namedWithRole(i int) int {
	t := s.toks[i]
	if t.kind != word || !t.capital() || s.quoteAt(i) != nil || s.nameStop(i) {
		return i
	}
	if i > 0 && s.toks[i-1].kind == word && s.toks[i-1].capital() {
		return i
	}
	a, b := s.personSpan(i, min(len(s.toks), i+4))
	if a == i && b-a == 1 && i > 1 && personNouns[s.low(i-1)] && (s.low(i-2) == "my" || s.low(i-2) == "his" || s.low(i-2) == "her" || s.low(i-2) == "our") { // "My neighbour Fedir has a theory"
		who := speaker{name: s.slice(a, b), role: s.slice(i-1, i), party: "other"}
		s.r.remember(&who)
		return b
	}
	if a != i || b-a < 2 || s.low(b) == "'s" {
		return i
	}
	if _, ok := s.is(siteNoun, b); ok {
		return i
	}
	who := speaker{name: s.slice(a, b)}
	switch {
	case s.low(i-1) == "," && i > 1 && (personNouns[s.low(i-2)] || speakerNouns[s.low(i-2)]) && s.low(b) == ",":
		who.role = s.slice(i-2, i-1)
	case s.low(b) == "," && s.low(b+1) == "who", s.low(i-1) == "(" && (s.low(b) == ")" || s.low(b) == ",") && i > 1:
		// "Orsolya Kende, who runs the tracker"; "@SteppeLine (Oleh Danylchenko, Poltava)"
	case s.low(b) == "," && (s.low(b+1) == "a" || s.low(b+1) == "an" || s.low(b+1) == "the" || personNouns[s.low(b+1)]):
		end := b + 1
		for end < len(s.toks) && end < b+12 && s.low(end) != "," && s.low(end) != "." && s.low(end) != "who" {
			end++
		}
		if !s.personRole(b+1, end) {
			return i
		}
		who.role = s.roleText(b+1, end)
		s.partyFromWords(&who, b+1, end)
	case (s.low(i-1) == "called" || s.low(i-1) == "named") && i > 1 && personNouns[s.low(i-2)]:
		who.role = s.slice(i-2, i-1)
		s.partyFromWords(&who, max(0, i-6), i)
	case i > 0 && personNouns[s.low(i-1)]:
		from := i - 1
		for from > 0 && s.toks[from-1].kind == word && !auxiliary[s.low(from-1)] && !sentenceOpeners[s.low(from-1)] && !placePreps[s.low(from-1)] && i-from < 6 && !determiners[s.low(from-1)] {
			from--
		}
		who.role = s.roleText(from, i)
		s.partyFromWords(&who, from, i)
	default:
		return i
	}
	s.r.remember(&who)
	return b
}

// personNouns are roles that only a person has: no body, no map.
var personNouns = set(`official officer analyst commander spokesman spokeswoman spokesperson governor mayor president secretary aide adviser advisor envoy diplomat researcher expert
 observer general blogger milblogger resident volunteer leader chief soldier negotiator investigator journalist correspondent prosecutor rescuer brother sister mother father wife husband
 son daughter neighbour neighbor driver medic nurse teacher farmer grandmother grandfather pensioner fisherman miner engineer lawyer priest colleague deputy veteran professor author
 economist historian witness delegate cartographer director major captain lieutenant colonel sergeant editor lecturer fellow scholar columnist student shopkeeper baker doctor surgeon
 paramedic electrician mechanic worker activist politician lawmaker senator minister ambassador coach manager owner retiree widow pilot gunner sapper mapmaker mapper geographer`)

// personRole reports a phrase that tells a person's role.
func (s *sentence) personRole(i, j int) bool {
	for k := i; k < j; k++ {
		if personNouns[s.low(k)] || titles[s.low(k)] && !s.toks[k].capital() && s.low(k) != "foreign" && s.low(k) != "eastern" && s.low(k) != "central" {
			return true
		}
		if k > i && s.prepositionAt(k) {
			return false
		}
	}
	return false
}

// unnamed reads somebody without a name who opens a sentence: "A member of the
// Ukrainian delegation, asked when …, shrugged."
func (s *sentence) unnamed() (speaker, bool) {
	end := 0
	role := false
	for end < len(s.toks) && end < 12 && s.toks[end].kind == word && !auxiliary[s.low(end)] && s.low(end) != "who" && !s.isSay(end) {
		role = role || personNouns[s.low(end)] || s.low(end) == "member"
		end++
	}
	if !role || end < 2 || end < len(s.toks) && s.low(end) != "," && s.low(end) != "who" {
		return speaker{}, false
	}
	if a, b := s.personSpan(1, end); b-a >= 2 {
		return speaker{}, false
	}
	who := speaker{name: s.slice(0, end), role: s.roleText(0, end)}
	s.partyFromWords(&who, 0, end)
	return who, true
}
