package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// clauseEndsOn reports that no object stands at token i: an adverb, a time or the
// end of the clause.
func (s *sentence) clauseEndsOn(i int) bool {
	if s.low(i) == "again" || s.low(i) == "back" {
		i++
	}
	return i >= len(s.toks) || s.toks[i].kind == mark || s.mask[i] || s.low(i) == "in" || s.low(i) == "on" || s.low(i) == "by"
}

// stayWord reports a verb of being or staying at token k, an adverb of time
// behind it apart: "are still", "remain", "is now".
func (s *sentence) stayWord(k int) bool {
	i := k
	for i > 0 && (s.low(i) == "back" || s.low(i) == "now" || s.low(i) == "still" || s.low(i) == "also" || s.low(i) == "already" || s.low(i) == "again" || strings.HasSuffix(s.low(i), "ly")) {
		i--
	}
	w := s.low(i)
	return beWords[w] && i < k || (w == "are" || w == "were") && s.placeNext(k+2) || w == "remain" || w == "remained" || w == "remains" || w == "stay" || w == "stayed"
}

// placeNext reports a place's name or a settlement's noun at token i.
func (s *sentence) placeNext(i int) bool {
	if names, _, _ := s.townNames(i); len(names) > 0 {
		return s.placeLike(names[0]) || s.r.knows(names[0]) || s.isTown(names[0]) || names[0] == s.r.town
	}
	return s.partOfTown(i)
}

// menBehind reports people or troops between two tokens.
func (s *sentence) menBehind(i, j int) bool {
	for ; i < j; i++ {
		if _, ok := s.is(forcesNoun, i); ok {
			return true
		}
	}
	return false
}

// partOfTown reads "its northern streets", "the centre", "western districts".
func (s *sentence) partOfTown(i int) bool {
	for k := i; k < i+4; k++ {
		switch s.low(k) {
		case "streets", "outskirts", "centre", "center", "suburbs", "suburb", "districts", "district", "quarters", "quarter", "blocks", "neighbourhoods", "neighborhoods", "edge", "half", "buildings", "town", "city", "village":
			return true
		}
		if k < len(s.toks) && s.toks[k].kind == mark {
			return false
		}
	}
	return false
}

// holdsOut reads "Pokrovsk is holding out", "The Russian flag flies over Hryshyne".
func (s *sentence) holdsOut() []draft {
	for k := range s.toks {
		d := draft{anchor: k, window: windowNear, source: sourceSentence}
		switch {
		case (s.low(k) == "holding" || s.low(k) == "holds" || s.low(k) == "held" || s.low(k) == "hold") && (s.low(k+1) == "out" || s.low(k+1) == "firm" || s.low(k+1) == "fast") && !placePreps[s.low(k+2)]:
			names, from, _ := s.townBefore(k)
			if len(names) == 0 {
				continue
			}
			d.Actor, d.ReferencePlace, d.from, d.to = s.r.lex.defender, names[0], from, k+2
		case s.low(k) == "flag" && (s.low(k+1) == "flies" || s.low(k+1) == "flew" || s.low(k+1) == "flying" || s.low(k+1) == "waves" || s.low(k+1) == "hangs") && (s.low(k+2) == "over" || s.low(k+2) == "above" || s.low(k+2) == "in"):
			h, ok := s.covers(partyAdjective, k-1)
			names, _, end := s.townNames(k + 3)
			if !ok || k == 0 || !s.r.isBelligerent(h.id) || len(names) == 0 {
				continue
			}
			d.Actor, d.ReferencePlace, d.from, d.to = h.id, names[0], h.from, end
		default:
			continue
		}
		d.Why = "“" + s.slice(k, k+2) + "” of a named place"
		s.r.seeTown(d.ReferencePlace)
		return []draft{d}
	}
	return nil
}

// declaredTaken reads "declared it captured on 9 March", "reported the village of
// X liberated": a place told to be taken, as a complement.
func (s *sentence) declaredTaken() []draft {
	var out []draft
	for _, h := range s.hits {
		if h.class != sayVerb || h.id != "declare" && h.id != "report" && h.id != "announce" && h.id != "mark" && h.id != "show" && h.id != "describe" && h.id != "list" && h.id != "record" && h.id != "confirm" {
			continue
		}
		names, _, end := s.townNames(h.to)
		if s.low(h.to) == "the" && s.low(h.to+1) == "place" && s.r.town != "" {
			names, end = []string{s.r.town}, h.to+2
		}
		if len(names) == 0 {
			continue
		}
		if s.low(end) == "as" || s.low(end) == "fully" || s.low(end) == "completely" || s.low(end) == "to" && s.low(end+1) == "be" {
			end++
		}
		for _, t := range s.trig {
			if t.from != end || t.noun || t.class != gainVerb && t.class != occupyVerb && t.class != loseVerb || !participle(t.low) {
				continue
			}
			a, b, ok := s.subjectSpan(h.from)
			if !ok {
				continue
			}
			d := draft{from: a, to: t.to, anchor: t.from, window: windowNear, source: sourceSentence}
			d.Actor, d.Direction = s.r.lex.invader, claim.Gained
			if x, found := s.actorIn(a, b); found && s.r.isBelligerent(x.party) && t.class != loseVerb {
				d.Actor = x.party
			} else if b == a+1 && s.pronounSpeaker(a) {
				if p := s.pronounParty(a); p != "" && t.class != loseVerb {
					d.Actor = p
				}
			}
			if t.class == loseVerb {
				d.Actor, d.Direction = s.r.lex.defender, claim.Lost
			}
			d.Why = "a place declared “" + t.low + "”"
			out = s.ofEach(out, d, names)
		}
	}
	return out
}
