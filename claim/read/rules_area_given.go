package read

import "github.com/salient-project/salient/claim"

// regionGivenUp finds cessions and seizures of a whole region, or of its rest,
// that are supposed or demanded.
func (s *sentence) regionGivenUp() []draft {
	out := append(s.restDemanded(), s.regionReceived()...)
	if d, ok := s.withdrawalFrom(); ok {
		out = append(out, d)
	}
	for _, t := range s.trig {
		if t.noun || t.class != loseVerb && !(t.class == gainVerb && t.low != "add" && t.low != "enter") {
			continue
		}
		// an area or a share in the object says it better
		skip := false
		for _, q := range s.qty {
			if (q.dim == area || q.dim == percent) && q.from >= t.to && q.from-t.to < 14 && !s.commaBetween(t.to, q.from) {
				skip = true
			}
			if outer, _, ok := s.relativeHeld(q); ok && q.dim == area && outer.from == t.from {
				skip = true
			}
		}
		if skip {
			continue
		}
		m, _ := s.modalityAt(t.from, t.to)
		if m == claim.Asserted || m == claim.Denied {
			continue
		}
		i := t.to
		rest, left := false, false
		for k := 0; k < 9 && i < len(s.toks); k++ {
			switch s.low(i) {
			case "the", "all", "of", "whole", "entire", "entirety":
				if n, _ := s.regionAt(i); n == "" {
					i++
				}
			case "its", "army", "troops", "forces", "soldiers", "units", "brigades", "from", "out":
				if t.class == loseVerb {
					left = left || s.low(i) == "from" || s.low(i) == "out"
					i++ // "to withdraw its army from Donetsk"
				}
			case "rest", "remainder", "balance", "remaining", "parts", "part", "unoccupied", "unconquered", "what", "still", "it", "they", "has", "have", "ukraine", "is", "remains", "left", "holds", "hold", "controls", "control", "keeps", "defends", "last", "free", "ukrainian-held", "kyiv-held", "ukrainian-controlled", "government-held", "russia", "moscow":
				if s.low(i) == "russia" || s.low(i) == "moscow" || s.low(i) == "ukraine" {
					if w := s.low(i + 1); w != "what" && w != "the" && w != "all" && w != "has" && w != "still" && w != "holds" && w != "keeps" {
						break // "hand Russia what is left of"
					}
				}
				rest = true
				i++
			}
		}
		if i >= len(s.toks) {
			continue
		}
		name, end := s.regionAt(i)
		if name == "" && rest && s.clauseEndsAt(i) { // "which has four-fifths of Donetsk, insists on the rest"
			name, end = s.regionSoFar(t.from), i
		}
		if name == "" || name == s.r.lex.war.Home || name == "Russia" {
			continue
		}
		if m == claim.Demanded && (s.low(t.to-1) == "from" || s.low(t.to-1) == "of") {
			left = true // "require that Ukraine withdraw from Donetsk"
		}
		if s.isTown(name) && !rest && !left {
			if _, ok := s.is(regionNoun, end-1); !ok {
				continue
			}
		}
		party, how := s.subjectOf(t)
		if party == "" {
			continue
		}
		d := draft{from: t.from, to: end, anchor: t.from, window: windowNear, source: sourceSentence}
		if a, ok := s.subjectMention(t); ok {
			d.from = a.from
		}
		d.Kind, d.Actor, d.Region = claim.AreaChange, party, name
		d.Direction = claim.Gained
		if t.class == loseVerb {
			d.Direction = claim.Lost
		}
		d.Why = describe("“"+s.slice(t.from, t.to)+"” of a region", how)
		if s.pacedUntil() {
			continue // a date at this pace is a trend
		}
		out = append(out, d)
	}
	return out
}

// regionReceived reads "Were Russia to be handed the rest of Donetsk": a region
// that a side would get without taking it.
func (s *sentence) regionReceived() []draft {
	for i := range s.toks {
		if !receiveVerbs[s.low(i)] || i == 0 || !beWords[s.low(i-1)] {
			continue
		}
		if m, _ := s.modalityAt(i, i+1); m == claim.Asserted || m == claim.Denied {
			continue
		}
		a, ok := actor{}, false
		for k := len(s.actors) - 1; k >= 0 && !ok; k-- {
			x := s.actors[k]
			ok = x.to <= i && i-x.to <= 5 && s.r.isBelligerent(x.party) && x.form != asPlace && x.form != byOwner
			a = x
		}
		j := i + 1
		for s.low(j) == "the" && (s.low(j+1) == "rest" || s.low(j+1) == "whole" || s.low(j+1) == "remainder") || s.low(j) == "all" || s.low(j) == "rest" || s.low(j) == "whole" || s.low(j) == "remainder" || s.low(j) == "of" {
			j++
		}
		if !ok || j >= len(s.toks) {
			continue
		}
		name, end := s.regionAt(j)
		if name == "" || name == s.r.lex.war.Home || s.isSide(name) {
			continue
		}
		d := draft{from: a.from, to: end, anchor: i, window: windowNear, source: sourceSentence}
		d.Kind, d.Actor, d.Direction, d.Region = claim.AreaChange, a.party, claim.Gained, name
		d.Why = "a region “" + s.low(i) + "” to a side"
		return []draft{d}
	}
	return nil
}

// offerDenied finds "…; X said no such offer existed" behind an area.
func (s *sentence) offerDenied() []draft {
	for i := range s.toks {
		if s.low(i) != "such" || s.low(i-1) != "no" {
			continue
		}
		switch s.low(i + 1) {
		case "offer", "plan", "proposal", "deal", "concession", "agreement", "withdrawal", "handover":
		default:
			continue
		}
		x := s.sourceAt(i)
		if x == nil {
			return nil
		}
		for k := len(s.drafts) - 1; k >= 0; k-- {
			p := s.drafts[k]
			if p.Kind != claim.AreaChange {
				continue
			}
			d := p
			d.anchor = i
			d.from = max(p.to, s.scopeBack(i))
			d.to = min(len(s.toks), i+3)
			d.Modality, d.setMode = claim.Denied, true
			d.Attribution, d.source = x.name, sourceSet
			d.window = windowSentence
			d.carries = false
			d.Why = "denies that the offer before it exists"
			return []draft{d}
		}
		if m := s.r.lastOffer; m.claim.Kind != "" && s.r.blocks-m.block <= 1 && x.name != m.claim.Attribution {
			d := draft{Claim: m.claim, from: s.nounStart(x.verb), to: min(len(s.toks), i+3), anchor: i, window: windowSet, source: sourceSet, setMode: true}
			if a, _, ok := s.subjectSpan(x.verb); ok {
				d.from = a
			}
			d.Modality, d.Attribution, d.Through, d.Confidence = claim.Denied, x.name, "", 0
			d.Why = "denies that the offer before it exists"
			return []draft{d}
		}
	}
	return nil
}

// relativeHeld reads "the slice of Donetsk region it still defends, about 5,000
// square kilometers" as the object of another verb: what is held, and what is
// to be given up.
func (s *sentence) relativeHeld(q *quantity) (outer trigger, region string, ok bool) {
	var held *trigger
	for i := range s.trig {
		if t := &s.trig[i]; (t.class == holdVerb || s.failedTo(*t)) && t.to <= q.from && (q.from-t.to <= 2 || s.anAreaOf(t.to, q.from)) && !t.noun {
			held = t
		}
	}
	if held == nil {
		return trigger{}, "", false
	}
	if a, ok := s.subjectMention(*held); ok && s.low(a.from-1) == "where" {
		return trigger{}, "", false // "would quit the region, where they hold 400 sq km"
	}
	a, found := s.subjectMention(*held)
	if !found || held.from-a.to > 2 && !s.failedTo(*held) {
		return trigger{}, "", false
	}
	for i := range s.trig {
		t := s.trig[i]
		if t.to > a.from || a.from-t.to > 10 || t.noun || t.class != loseVerb && t.class != gainVerb {
			continue
		}
		for k := t.to; k < a.from; k++ {
			if n, _ := s.regionAt(k); n != "" {
				return t, n, true
			}
		}
	}
	return trigger{}, "", false
}

// restDemanded reads "insists on the rest", "It wants Ukraine out of the entire
// region": ground demanded without a word of taking.
func (s *sentence) restDemanded() []draft {
	for k := 1; k < len(s.toks); k++ {
		d := draft{anchor: k, window: windowNear, source: sourceSet, setMode: true}
		d.Kind, d.Modality = claim.AreaChange, claim.Demanded
		switch {
		case (s.low(k) == "rest" || s.low(k) == "remainder") && s.low(k-1) == "the" && s.clauseEndsAt(k+1):
			w := s.low(k - 2)
			if w != "on" && w != "for" && w != "wants" && w != "demands" && w != "want" && w != "demanded" && w != "wanted" || !s.demandNear(k) {
				continue
			}
			d.Region, d.Direction, d.from, d.to = s.regionSoFar(k), claim.Gained, max(0, k-4), k+1
			_, d.Actor = s.who(k - 2)
			for _, a := range s.actors {
				if a.form != asPlace && s.r.isBelligerent(a.party) {
					d.Actor, d.from = a.party, a.from
					break
				}
			}
			d.Attribution = s.partyTitle(d.Actor)
		case s.low(k) == "out" && s.low(k+1) == "of" && s.demandNear(k):
			a, ok := s.actorEndingAt(k)
			n, e := s.regionAt(min(k+2, len(s.toks)-1))
			if n == "" && (s.low(k+2) == "the" || s.low(k+2) == "all") && (s.low(k+3) == "entire" || s.low(k+3) == "whole" || s.low(k+3) == "rest" || s.low(k+3) == "region") {
				n, e = s.regionSoFar(k), k+4
			}
			if !ok || n == "" || !s.r.isBelligerent(a.party) {
				continue
			}
			d.Region, d.Direction, d.Actor, d.from, d.to = n, claim.Lost, a.party, max(0, a.from-2), e
			d.Attribution = s.partyTitle(s.other(a.party))
			for _, x := range s.src { // "Russia's foreign ministry repeats that it wants"
				if x.verb < a.from && x.party == s.other(a.party) {
					d.Attribution = x.name
				}
			}
		default:
			continue
		}
		if d.Actor == "" || d.Region == "" {
			continue
		}
		d.Why = "ground demanded"
		return []draft{d}
	}
	return nil
}

// demandNear reports a word of demanding in the six tokens before token i.
func (s *sentence) demandNear(i int) bool {
	for k := i - 1; k >= 0 && k > i-7; k-- {
		if _, ok := s.covers(demandVerb, k); ok {
			return true
		}
		if w := s.low(k); w == "insists" || w == "insisted" || w == "holds" && s.low(k+1) == "out" {
			return true
		}
	}
	return false
}
