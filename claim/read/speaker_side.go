package read

import (
	"strings"
)

// side gives a speaker without a side the one that the text tells elsewhere: what
// was told of them before; for a spokesman, that of the body named before; for a
// soldier, that of the ministry that speaks, else the defender's, whose soldiers
// are those that reporters meet.
func (s *sentence) side(who *speaker) {
	if who.party != "" && who.party != "other" {
		return
	}
	if p := who.person; p != nil && p.Party != "" && p.Party != "other" {
		who.party = p.Party
		return
	}
	spokes := strings.Contains(who.role, "spokes") || strings.Contains(who.name, "spokes")
	soldier := fights(who.role) || fights(s.about(who.name))
	if !spokes && !soldier {
		return
	}
	party := s.bodyBefore()
	if party == "" && s.r.lastSource != "" {
		for id, n := range s.r.lastParty {
			if n == s.r.lastSource && (spokes || id == s.r.lex.invader) {
				party = id
			}
		}
	}
	if party == "" && soldier {
		party = s.r.lex.defender
	}
	if party != "" {
		who.party = party
		if who.person != nil && !who.person.listed {
			who.person.Party = party
		}
	}
}

// bodyBefore returns the side of the office that the block names last before this
// sentence ends: "The Ukrainian general staff says …", "the Defence Ministry".
func (s *sentence) bodyBefore() string {
	end := min(len(s.block.toks), s.first+len(s.toks))
	if end > 400 {
		return ""
	}
	before := s.r.lite(s.block, 0, end)
	party := ""
	for _, h := range before.hits {
		switch h.class {
		case partyAdjective, partyName:
			for k := h.to; k < min(len(before.toks), h.to+4); k++ {
				switch before.low(k) {
				case "staff", "ministry", "military", "army", "command", "government", "commission", "council", "administration", "navy", "corps", "brigade":
					party = h.id
				}
			}
		case organisation:
			for _, o := range s.r.lex.war.Organisations {
				if o.Name == h.id && o.Party != "" {
					party = o.Party
				}
			}
		}
	}
	return party
}

// about returns what a clause with "who" or "whose" behind a name, and the word
// before it, tell of it.
func (s *sentence) about(name string) string {
	at := -1
	last := name[strings.LastIndexByte(name, ' ')+1:]
	for k := range s.toks {
		if s.toks[k].text == last {
			at = k
		}
	}
	if at < 0 {
		return ""
	}
	text := ""
	if first := at - strings.Count(name, " ") - 1; first >= 0 {
		text = s.toks[first].text
	}
	if s.low(at+1) == "," && (s.low(at+2) == "who" || s.low(at+2) == "whose") {
		end := at + 3
		for end < len(s.toks) && end < at+14 && s.low(end) != "," {
			end++
		}
		text += " " + s.slice(at+2, end)
	}
	return text
}

// partyFromWords sets a speaker's party by the words of their description.
func (s *sentence) partyFromWords(who *speaker, i, j int) {
	if who.party != "" && who.party != "other" {
		return
	}
	who.party = "other"
	for k := i; k < j && k < len(s.toks); k++ {
		for _, c := range []class{partyAdjective, partyName} {
			if h, ok := s.is(c, k); ok && !(c == partyName && (s.low(k-1) == "to" || s.inBody(h.to))) {
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
		case "governor", "mayor", "administration", "regional", "commander", "brigade", "battalion", "corps", "regiment", "platoon", "councillor":
			who.party = s.r.lex.defender
		}
		if p := s.r.lex.offices[s.low(k)]; p != "" {
			who.party = p
		}
		if strings.HasSuffix(s.low(k), "-based") && s.isTown(s.toks[k].text[:len(s.toks[k].text)-len("-based")]) {
			who.party = s.r.lex.defender
		}
	}
}

// inBody reports that a party's name goes on as that of a body of its own at token
// i: "Ukraine Land Watch".
func (s *sentence) inBody(i int) bool {
	if i >= len(s.toks) || s.toks[i].kind != word || !s.toks[i].capital() || s.mask[i] {
		return false
	}
	for _, c := range []class{forcesNoun, personName, partyName, partyAdjective} {
		if _, ok := s.is(c, i); ok {
			return false
		}
	}
	return !titles[s.low(i)] && !speakerNouns[s.low(i)]
}

// fights reports the role of somebody who serves in a war: a rank, a unit, a trade
// of soldiers.
func fights(role string) bool {
	elsewhere := false // in another time or another trade
	soldier := false
	for _, w := range strings.FieldsFunc(strings.ToLower(role), func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '-' || r == '’' || r == '\'' }) {
		switch w {
		case "commander", "soldier", "officer", "sergeant", "lieutenant", "captain", "major", "colonel", "private", "corporal", "gunner", "sapper", "trooper", "marine", "paratrooper", "infantryman", "medic", "pilot",
			"brigade", "battalion", "corps", "regiment", "platoon", "company", "battery", "squad", "marines", "drone", "unit", "grouping", "garrison", "artilleryman", "mortarman", "scout", "sniper", "tanker":
			soldier = true
		case "retired", "former", "ex", "analyst", "expert", "institute", "historian", "professor", "ministry", "museum", "insurance", "police":
			elsewhere = true
		}
	}
	return soldier && !elsewhere
}
