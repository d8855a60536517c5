package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// fragment reports a sentence without a verb, such as answers a question: "Some
// 99.5 per cent of Luhansk and four fifths of Donetsk."
func (s *sentence) fragment() bool {
	if len(s.toks) > 24 {
		return false
	}
	for k := range s.toks {
		if auxiliary[s.low(k)] && !s.mask[k] || s.isSay(k) && !s.nounInName(k) {
			return false
		}
	}
	for _, t := range s.trig {
		if !t.noun && !participle(t.low) {
			return false
		}
	}
	return true
}

// ask remembers what a question asks for: "How much of Ukraine does Russia
// control?" makes the next share Russia's, of Ukraine.
func (s *sentence) ask() {
	if len(s.toks) == 0 || s.low(len(s.toks)-1) != "?" {
		return
	}
	s.askWhole()
	s.askAlso()
	s.askFigure()
	s.askDistance()
	s.askRegion()
	for k := range s.toks {
		what := s.low(k) == "what" && (auxiliary[s.low(k+1)] || s.low(k+1) == "share" || s.low(k+1) == "part")
		if !what && (s.low(k) != "how" || s.low(k+1) != "much" && s.low(k+1) != "large" && s.low(k+1) != "big") {
			continue
		}
		region, actor := "", ""
		for j := k + 2; j < len(s.toks); j++ {
			if n, _ := s.regionAt(j); n != "" && region == "" && (s.low(j-1) == "of" || s.low(j-2) == "of") {
				region = n
			}
		}
		for _, t := range s.trig {
			if (t.from > k || t.to == k) && (t.class == holdVerb || t.class == occupyVerb || t.class == gainVerb) {
				actor, _ = s.subjectOf(t)
			}
		}
		if actor == "" {
			actor = s.inControl(k, len(s.toks))
		}
		if what && region == "" {
			region = s.r.lex.war.Home
		}
		if actor == "" && (contains(s.toks, k, len(s.toks), "left") || contains(s.toks, k, len(s.toks), "remains")) {
			actor = s.r.lex.defender // "What share of Donetsk is left?"
		}
		if region != "" && actor != "" {
			s.r.lastPart = quantityMemory{actor: actor, region: region, kind: claim.Share, block: s.r.blocks}
		}
		return
	}
}

// askRegion remembers the region that a question of a few words is about: "And
// Sumy?"
func (s *sentence) askRegion() {
	if len(s.toks) > 6 {
		return
	}
	for k := range s.toks {
		name := s.toks[k].text
		switch {
		case !s.toks[k].capital() || sentenceOpeners[s.low(k)]:
		case s.r.lex.regions[strings.ToLower(name)]:
			s.r.region, s.r.area = name, ""
			s.r.series.region = name
		case s.properAt(k) == k+1 && s.placeLike(name):
			s.r.seeTown(name)
		}
	}
}

// askDistance remembers "How far is Kramatorsk from the fighting?".
func (s *sentence) askDistance() {
	for k := range s.toks {
		if s.low(k) != "how" || s.low(k+1) != "far" && s.low(k+1) != "close" && s.low(k+1) != "near" {
			continue
		}
		for _, p := range s.places {
			c := claim.Claim{Kind: claim.DistanceBearing, Actor: s.r.lex.invader, ReferencePlace: p.name, Window: claim.NoWindow, Value: claim.Value{0}, Text: s.slice(k, len(s.toks))}
			s.r.lastFigure = figureMemory{claim: c, block: s.r.blocks, asked: true}
			s.r.seeTown(p.name)
			return
		}
	}
}

// bareAnswer reads "About 19 per cent." as the share that was asked for.
func (s *sentence) bareAnswer(q *quantity, d *draft) bool {
	if s.r.lastPart.kind != claim.Share || s.r.lastPart.direction != "" || s.r.blocks-s.r.lastPart.block > 4 || s.r.lastFigure.asked && s.r.lastFigure.block > s.r.lastPart.block || !s.fragment() || len(s.toks) > 9 || len(s.qty) != 1 {
		return false
	}
	d.Actor, d.Region = s.r.lastPart.actor, s.r.lastPart.region
	d.Why = "an answer to how much is held"
	return d.Actor != ""
}

// hasPart reads "Russia also has seven tenths of Kherson": who has it.
func (s *sentence) hasPart(q *quantity) string {
	k := q.from - 1
	if w := s.low(k); w != "has" && w != "have" && w != "had" && w != "got" {
		return ""
	}
	for b := len(s.actors) - 1; b >= 0; b-- {
		a := s.actors[b]
		if a.to <= k && k-a.to <= 2 && s.r.isBelligerent(a.party) && a.form != asPlace {
			return a.party
		}
	}
	return ""
}
