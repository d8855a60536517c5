package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

var ownedRules = []Rule{
	{
		Name: "place is somebody's", Kind: claim.SettlementControl,
		Says: "a place said to be a side's: Russian, ours, theirs, free, or a side's name behind a colon",
		Examples: []Example{
			{"Russian troops are near. Chasiv Yar is theirs, the ministry says.", "", "actor=russia reference_place=Chasiv"},
			{"Pokrovsk fell to the Russians in December. The town is now Russian.", "", "actor=russia reference_place=Pokrovsk"},
			{"Russia took Hryshyne. Kostiantynivka: UA.", "", "actor=ukraine reference_place=Kostiantynivka"},
			{"Siversk is a Ukrainian town.", "", ""},
		},
		sentence: (*sentence).placeIsOurs,
	},
	{
		Name: "place and day, verb left out", Kind: claim.SettlementControl,
		Says: "a place with a period behind another that changed hands: the same again",
		Examples: []Example{
			{"Kupiansk fell to Ukrainian troops on Saturday, Izyum the same day.", "2022-09-12", "actor=ukraine direction=gained reference_place=Izyum"},
			{"Russian forces took Toretsk in February and Velyka Novosilka in January.", "2025-03-01", "actor=russia direction=gained reference_place=Novosilka from=2025-01-01"},
			{"Russian forces took Toretsk. He was born in Lyman in 1970.", "2025-03-01", ""},
		},
		sentence: (*sentence).placeAndDay,
	},
}

// possessives are words for what is a side's own.
var possessives = set("ours theirs mine hers his its yours")

// placeIsOurs finds "The town is Russian", "Pokrovsk remains ours", "Prymorske: RU".
func (s *sentence) placeIsOurs() []draft {
	if d, ok := s.placeColon(); ok {
		return []draft{d}
	}
	var out []draft
	for k := 1; k < len(s.toks); k++ {
		w := s.low(k)
		if !beWords[w] && w != "'s" && !strings.HasPrefix(w, "remain") && !strings.HasPrefix(w, "stay") && w != "be" && w != "been" {
			continue
		}
		names, from, _ := s.townBefore(k)
		if len(names) == 0 && s.partOfTown(k-1) { // "Kostiantynivka, whose southern suburbs are already Russian-held"
			for b := k - 2; b >= 0 && b > k-6; b-- {
				if s.low(b) == "whose" || s.low(b) == "its" {
					if n := s.placeApart(b, ""); n != "" {
						names, from = []string{n}, b
					}
				}
			}
		}
		if s.paced {
			continue
		}
		if len(names) == 0 || !s.placeLike(names[0]) && !s.r.knows(names[0]) && !s.isTown(names[0]) && names[0] != s.r.town {
			continue
		}
		i := k + 1
		for i < len(s.toks) && (strings.HasSuffix(s.low(i), "ly") || s.low(i) == "now" || s.low(i) == "still" || s.low(i) == "again" || s.low(i) == "already" || s.low(i) == "back" || s.low(i) == "all") {
			i++
		}
		party := ""
		end := i + 1
		if h, ok := s.is(partyAdjective, i); ok && s.r.isBelligerent(h.id) {
			party, end = h.id, h.to
		} else if side, tail, ok := strings.Cut(s.low(i), "-"); ok && (tail == "held" || tail == "controlled" || tail == "occupied") && s.sideNamed(side) != "" {
			party = s.sideNamed(side)
		}
		if h, ok := s.is(partyAdjective, i); ok && party == h.id {
			if w := s.low(end); w == "again" || w == "now" || w == "once" {
				end++
			}
			if s.low(end) == "-" && (s.low(end+1) == "held" || s.low(end+1) == "controlled") {
				end += 2
			}
		}
		if possessives[s.low(i)] {
			party = s.possessor(i)
		}
		if party == "" || !s.clauseEndsAt(end) && !s.mask[min(end, len(s.toks)-1)] && s.low(end) != "but" && s.low(end) != "since" {
			continue
		}
		d := draft{from: from, to: end, anchor: k, window: windowNear, source: sourceSentence}
		d.Actor, d.ReferencePlace = party, names[0]
		d.Why = "“" + s.slice(k, end) + "” of a place"
		s.r.seeTown(names[0])
		out = append(out, d)
	}
	return out
}

// possessor is whose a thing is that is "ours" or "theirs".
func (s *sentence) possessor(i int) string {
	q := s.quoteAt(i)
	own := ""
	if q != nil && s.r.isBelligerent(q.party) {
		own = q.party
	}
	switch s.low(i) {
	case "ours", "mine":
		return own
	case "theirs":
		if own != "" {
			return s.other(own)
		}
		return s.pronounParty(i)
	}
	return ""
}

// placeColon reads a table's line "Kostiantynivka: UA", "Lyman -- Ukrainian".
func (s *sentence) placeColon() (draft, bool) {
	i := 0
	for i < len(s.toks) && s.toks[i].kind == mark {
		i++
	}
	e := i
	if i < len(s.toks) {
		e = s.properAt(i)
	}
	if e == i || s.low(e) != ":" && s.low(e) != "--" || e+1 >= len(s.toks) {
		return draft{}, false
	}
	name := s.slice(i, e)
	if !s.placeLike(name) && !s.r.knows(name) && !s.isTown(name) {
		return draft{}, false
	}
	k := e + 1
	for k < len(s.toks) && (strings.HasSuffix(s.low(k), "ly") || s.low(k) == "still" || s.low(k) == "now" || s.low(k) == "held" || s.low(k) == "by") {
		k++
	}
	party := s.partyAt(k)
	if party == "" || !(s.clauseEndsAt(k+1) || s.low(k+1) == "(" || s.low(k+1) == "-held" || s.low(k+1) == "control" || s.low(k+1) == "hands" || s.low(k+1) == "since") {
		return draft{}, false
	}
	d := draft{from: i, to: k + 1, anchor: i, window: windowNear, source: sourceSentence}
	d.Actor, d.ReferencePlace = party, name
	d.Why = "a side's name behind a place's"
	return d, true
}

// placeAndDay finds "Izyum the same day", "and Velyka Novosilka on 26 January".
func (s *sentence) placeAndDay() []draft {
	var out []draft
	for _, p := range s.placesBeforeDays() {
		if p.to >= len(s.toks) || !s.mask[p.to] && !s.timeStarts(p.to) || p.from > 0 && s.toks[p.from-1].kind == word && s.low(p.from-1) != "and" && s.low(p.from-1) != "then" && s.low(p.from-1) != "but" {
			continue
		}
		t := s.timeOver(p.to)
		if t == nil || t.from != p.to || !(s.clauseEndsAt(t.to) || s.low(t.to) == "." || s.low(t.to) == "but") {
			continue
		}
		before, ok := s.changeOfHands(p)
		if !ok || before.ReferencePlace == p.name {
			continue
		}
		d := draft{from: p.from, to: t.to, anchor: p.from, window: windowSet, source: sourceSentence}
		d.Window = t.win
		d.Window.Phrase = s.slice(t.from, t.to)
		d.Actor, d.Direction, d.ReferencePlace = before.Actor, before.Direction, p.name
		d.Why = "the verb of the place before it, left out"
		out = append(out, d)
	}
	return out
}

// placesBeforeDays are the names that a period follows at once, behind a mark or
// an "and": what stands so beside a place that changed hands is a place too.
func (s *sentence) placesBeforeDays() []placeMention {
	var out []placeMention
	for k := range s.when {
		e := s.when[k].from
		b := e
		for b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() && e-b < 3 {
			b--
		}
		if b < e && s.properAt(b) == e && s.r.findPerson(s.slice(b, e)) == nil {
			out = append(out, placeMention{from: b, to: e, name: s.slice(b, e)})
		}
	}
	return out
}

// changeOfHands is the last place told to have changed hands before a mention:
// in the sentence, else, where the mention opens a sentence, in the one before.
func (s *sentence) changeOfHands(p placeMention) (claim.Claim, bool) {
	for k := len(s.drafts) - 1; k >= 0; k-- {
		d := &s.drafts[k]
		if d.Kind == claim.SettlementControl && d.ReferencePlace != "" && d.from < p.from && (d.Direction != "" || d.Actor != "") && d.ReferencePlace != p.name {
			return d.Claim, true
		}
		if d.ReferencePlace == p.name && d.Kind == claim.SettlementControl && d.from <= p.from {
			return claim.Claim{}, false // told already
		}
	}
	if p.from <= 1 && s.r.lastSettlement.ReferencePlace != "" && s.r.blocks == s.r.lastSettlementBlock {
		return s.r.lastSettlement, true
	}
	return claim.Claim{}, false
}

// sideNamed is the belligerent of an adjective or a name in lower case.
func (s *sentence) sideNamed(word string) string {
	for _, id := range []string{s.r.lex.invader, s.r.lex.defender} {
		p := s.r.lex.parties[id]
		for _, list := range [][]string{p.Adjectives, p.Names} {
			for _, n := range list {
				if strings.EqualFold(n, word) {
					return id
				}
			}
		}
	}
	return ""
}
