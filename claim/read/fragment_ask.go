package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// askFigure remembers a question for a figure, for a short answer: "How much ground
// did Russia take in February?", "How many settlements has it captured?".
func (s *sentence) askFigure() {
	for k := range s.toks {
		if s.low(k) != "how" || s.low(k+1) != "much" && s.low(k+1) != "many" {
			continue
		}
		c := claim.Claim{Value: claim.Value{0}, Window: claim.NoWindow, Text: s.slice(k, len(s.toks)), Modality: claim.Asserted}
		switch w := s.low(k + 2); {
		case w == "ground" || w == "land" || w == "territory" || w == "area":
			c.Kind, c.Unit = claim.AreaChange, claim.Km2
		case w == "people" || w == "civilians" || w == "soldiers" || w == "residents":
			c.Kind, c.Unit = claim.Toll, claim.Count
		default:
			if id, dim, n := unitAt(s.toks, k+2); n > 0 && dim == area {
				c.Kind, c.Unit = claim.AreaChange, id
			} else if _, ok := s.is(settlementNoun, k+2); ok {
				c.Kind, c.Unit = claim.SettlementControl, claim.Count
			} else {
				return
			}
		}
		if c.Kind == claim.Toll {
			told := false
			for j := k; j < len(s.toks); j++ {
				told = told || tollVerbs[s.low(j)]
			}
			if !told {
				return
			}
		} else {
			for _, t := range s.trig {
				if !t.noun && (t.class == holdVerb || t.class == occupyVerb && (t.low == "occupy" || t.low == "occupies")) && t.from > k && c.Kind == claim.AreaChange { // "How much territory does Russia occupy today?"
					if c.Actor, _ = s.subjectOf(t); c.Actor != "" {
						c.Kind, c.Region = claim.AreaHeld, s.r.lex.war.Home
					}
				}
				if dir := directionOf(t.class); (!t.noun || t.low == t.lemma) && dir != "" && t.from > k {
					c.Actor, _ = s.subjectOf(t)
					c.Direction = dir
				}
			}
			if c.Actor == "" {
				return
			}
		}
		for j := range s.when {
			if t := &s.when[j]; t.role == within || t.role == since || t.role == owner {
				c.Window = t.win
				c.Window.Phrase = s.slice(t.from, t.to)
			}
		}
		for j := k + 3; j < len(s.toks); j++ {
			if n, _ := s.regionAt(j); n != "" && placePreps[s.low(j-1)] || n != "" && s.low(j) == "the" && placePreps[s.low(j-1)] {
				if n != s.r.lex.war.Home {
					c.Region = n
				}
			}
		}
		s.r.lastFigure = figureMemory{claim: c, block: s.r.blocks, asked: true}
		return
	}
}

// askAlso turns a question for a figure to another side or region: "And Ukraine?",
// "And of Zaporizhzhia?".
func (s *sentence) askAlso() {
	if len(s.toks) > 7 || s.low(len(s.toks)-1) != "?" {
		return
	}
	for k := range s.toks {
		if !s.toks[k].capital() {
			continue
		}
		if h, ok := s.is(partyName, k); ok && s.r.isBelligerent(h.id) && s.r.lastFigure.claim.Kind != "" && s.r.blocks-s.r.lastFigure.block <= 2 {
			s.r.lastFigure.claim.Actor, s.r.lastFigure.asked, s.r.lastFigure.block = h.id, true, s.r.blocks
			return
		}
		name := s.toks[k].text
		if p := s.r.lastPart; s.r.lex.regions[strings.ToLower(name)] && p.kind == claim.Share && p.direction == "" && s.r.blocks-p.block <= 2 {
			s.r.lastPart.region, s.r.lastPart.block = name, s.r.blocks
			return
		}
	}
}

// answers reports a quantity that opens a short answer to a question for a figure.
func (s *sentence) answers(q *quantity) bool {
	return s.r.lastFigure.asked && len(s.toks) <= 14 && s.r.blocks-s.r.lastFigure.block <= 1 && s.opensAnswer(q.from)
}

// opensAnswer reports that nothing but a label and opening words stands before
// token i.
func (s *sentence) opensAnswer(i int) bool {
	for k := 0; k < i; k++ {
		switch w := s.low(k); {
		case s.toks[k].kind == mark || s.toks[k].kind == quoteMark || w == "a" || w == "answer" || w == "well" || w == "oh" || w == "probably" || w == "it" || w == "that" || w == "was" || w == "is" || w == "by" || w == "our" || w == "my" || w == "count" || w == "reckoning":
		case k == 0 && s.toks[k].text == strings.ToUpper(s.toks[k].text) && s.low(k+1) == ":":
		default:
			return false
		}
	}
	return true
}
