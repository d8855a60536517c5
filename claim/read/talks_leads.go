package read

import "strings"

// leadVerbs are what the head of a delegation does with it.
var leadVerbs = set("led lead leads leading headed head heads heading chaired chairs chairing fronted fronts fronting represented represents representing spearheaded spearheads")

// tableNouns are who is led at talks.
var tableNouns = set("delegation delegations team teams side negotiators negotiator mission group party contingent delegates one")

// ledBy enters the heads that the sentence names in so many words, also such as
// no lexicon has: "the Ukrainian team was led by Olena Marchuk".
func (s *sentence) ledBy(add func(party, name string)) {
	for i := range s.toks {
		w := s.low(i)
		switch {
		case leadVerbs[w] && s.low(i+1) == "by" && s.ledFor(i+2, add):
		case leadVerbs[w] && s.low(i+1) == "by":
			party := s.tableBefore(i)
			if name, _ := s.nameAfter(i+2, 12); party != "" && name != "" {
				add(party, name)
			}
		case leadVerbs[w] && s.low(i+1) != "of":
			party, end := s.tableBehind(i + 1)
			if party == "" {
				continue
			}
			name := s.nameBefore(i)
			if k := end; name == "" && (w == "leading" || w == "heading" || w == "representing") {
				for beWords[s.low(k)] || s.low(k) == "," || s.low(k) == "will" {
					k++
				}
				if k > end {
					name, _ = s.nameAfter(k, 4)
				}
			}
			if name != "" {
				add(party, name)
			}
		case w == "under" && s.low(i-1) != "," && tableNouns[s.low(i-1)]:
			if party := s.tableBefore(i); party != "" {
				if name, at := s.nameAfter(i+1, 6); name != "" && at-i <= 6 {
					add(party, name)
				}
			}
		case (w == "head" || w == "leader" || w == "chief" || w == "chair" || w == "chairman" || w == "chairwoman") && s.low(i+1) == "of":
			if party, end := s.tableBehind(i + 2); party != "" {
				s.namedBeside(i, end, party, add)
			}
		case w == "negotiator" && (s.low(i-1) == "chief" || s.low(i-1) == "lead" || s.low(i-1) == "head" || s.low(i-1) == "top" || s.low(i-1) == "main"):
			for _, a := range s.actors {
				if a.to <= i-1 && i-1-a.to <= 1 && a.form != asPlace {
					s.namedBeside(a.from, i+1, a.party, add)
				}
			}
		}
	}
	s.headList(add)
}

// ledFor enters the heads at token i that are told with whom they lead for: "led by
// Olena Marchuk for Kyiv and Gleb Orlov for Moscow". It reports whether one is.
func (s *sentence) ledFor(i int, add func(party, name string)) bool {
	told := false
	for {
		name, end := s.nameAfter(i, 12)
		if name == "" || s.low(end) != "for" && s.low(end) != "on" {
			return told
		}
		party := ""
		for k := end + 1; k < min(len(s.toks), end+5) && party == ""; k++ {
			for _, c := range []class{partyName, partyAdjective} {
				if h, ok := s.is(c, k); ok && party == "" {
					party, end = h.id, h.to
				}
			}
		}
		if party == "" {
			return told
		}
		add(party, name)
		told = true
		for s.low(end) == "," || s.low(end) == "and" || s.low(end) == "side" || s.low(end) == "by" {
			end++
		}
		i = end
	}
}

// tableBefore is the side whose delegation is told nearest before token i.
func (s *sentence) tableBefore(i int) string {
	for k := i - 1; k >= 0 && k > i-12; k-- {
		if s.low(k) == ";" {
			return ""
		}
		if a, ok := s.actorEndingAt(k + 1); ok && a.form != byPronoun {
			return a.party
		}
		if h, ok := s.covers(partyAdjective, k); ok {
			return h.id
		}
		if h, ok := s.covers(partyName, k); ok {
			return h.id
		}
	}
	return ""
}

// tableBehind reads a side's delegation at token i: "the Ukrainian team",
// "Moscow's delegation", "the delegation from Kyiv".
func (s *sentence) tableBehind(i int) (party string, end int) {
	for k := i; k < min(len(s.toks), i+6); k++ {
		if s.toks[k].kind == mark && s.low(k) != "'" {
			return "", 0
		}
		if tableNouns[s.low(k)] {
			if party != "" {
				return party, k + 1
			}
			continue
		}
		for _, c := range []class{partyAdjective, partyName} {
			if h, ok := s.is(c, k); ok && party == "" {
				party = h.id
				end = h.to
				k = h.to - 1
			}
		}
		if party != "" && k+1 >= end && s.low(end) != "'s" && !tableNouns[s.low(end)] && !(s.toks[min(end, len(s.toks)-1)].kind == word && tableNouns[s.low(end+1)]) {
			return party, end // "leading Ukraine"
		}
	}
	return "", 0
}

// nameAfter reads the person named within n tokens from i, behind a title or a
// role at most, and where the name ends.
func (s *sentence) nameAfter(i, n int) (string, int) {
	commas := 0
	for k := i; k < min(len(s.toks), i+n); k++ {
		t := s.toks[k]
		if t.kind == mark && t.low != "'" && t.low != "-" {
			if commas++; t.low != "," || commas > 1 || !s.personRole(i, k) {
				return "", 0
			}
			continue
		}
		if t.kind == quoteMark || auxiliary[t.low] {
			return "", 0
		}
		if name, end := s.fullName(k); name != "" {
			return name, end
		}
	}
	return "", 0
}

// fullName reads a person's name at token k: a listed one, one that the text has
// told before, or two to four capitalized words.
func (s *sentence) fullName(k int) (string, int) {
	if h, ok := s.is(personName, k); ok {
		return s.r.lex.people[strings.ToLower(h.id)].Name, h.to
	}
	t := s.toks[k]
	if t.kind != word || !t.capital() || s.nameStop(k) {
		return "", 0
	}
	e := k + 1
	for e < len(s.toks) && e < k+4 && s.toks[e].kind == word && (s.toks[e].capital() && !s.nameStop(e) || nameParticles[s.low(e)] && e+1 < len(s.toks) && s.toks[e+1].capital()) {
		e++
	}
	if s.low(e) == "'s" {
		return "", 0
	}
	if e-k >= 2 {
		return s.slice(k, e), e
	}
	if p := s.r.findPerson(s.slice(k, e)); p != nil && p.Party != "other" {
		return p.Name, e
	}
	return "", 0
}

// nameBefore is the person who is the subject of a verb at token i, an apposition
// between commas apart.
func (s *sentence) nameBefore(i int) string {
	k := i
	for k > 0 && (auxiliary[s.low(k-1)] || s.low(k-1) == "who" || s.low(k-1) == "again" || s.low(k-1) == "to" || strings.HasSuffix(s.low(k-1), "ly") || s.low(k-1) == ",") {
		k--
	}
	for end, tries := k, 0; end > 0 && tries < 2; tries++ {
		b := end
		for b > 0 && s.toks[b-1].kind == word && (s.toks[b-1].capital() || nameParticles[s.low(b-1)]) && end-b < 4 {
			b--
		}
		for ; b < end; b++ {
			if name, e := s.fullName(b); name != "" && e == end {
				return name
			}
		}
		c := end - 1 // over ", deputy head of the council,"
		for c > 0 && s.low(c) != "," && s.low(c) != ";" && end-c < 14 {
			c--
		}
		if c <= 0 || s.low(c) != "," {
			return ""
		}
		end = c
	}
	return ""
}

// namedBeside enters the person named right before or behind a role between
// tokens i and j.
func (s *sentence) namedBeside(i, j int, party string, add func(party, name string)) {
	b := i
	for b > 0 && (determiners[s.low(b-1)] || s.low(b-1) == "deputy") {
		if s.low(b-1) == "deputy" {
			return
		}
		b--
	}
	if b > 0 && s.low(b-1) == "," {
		if name := s.nameBefore(b - 1); name != "" {
			add(party, name)
			return
		}
	}
	k := j
	for s.low(k) == "," || beWords[s.low(k)] {
		k++
	}
	if k < len(s.toks) {
		if name, _ := s.fullName(k); name != "" {
			add(party, name)
		}
	}
}

// headList reads "Heads of delegation: Petro Halchenko (Ukraine), …".
func (s *sentence) headList(add func(party, name string)) {
	at := -1
	for k := range s.toks {
		if s.low(k) == ":" && at < 0 && k < 8 {
			for j := 0; j < k; j++ {
				if w := s.low(j); w == "heads" || w == "delegations" || w == "negotiators" || w == "leaders" || w == "delegation" {
					at = k
				}
			}
		}
	}
	for k := at + 1; at >= 0 && k < len(s.toks); k++ {
		name, e := s.fullName(k)
		if name == "" {
			continue
		}
		if s.low(e) == "(" {
			for _, c := range []class{partyName, partyAdjective} {
				if h, ok := s.is(c, e+1); ok {
					add(h.id, name)
				}
			}
		} else if s.low(k-1) == ":" || s.low(k-1) == "(" || s.low(k-1) == "--" || s.low(k-1) == "-" {
			if h, ok := s.covers(partyName, k-2); ok && k > 1 {
				add(h.id, name)
			}
		}
		k = e - 1
	}
}
