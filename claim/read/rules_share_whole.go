package read

import "github.com/salient-project/salient/claim"

// pronounWhole finds "holds it all", "took all of it", "occupies it entirely":
// the whole of the region last told.
func (s *sentence) pronounWhole() []draft {
	for _, t := range s.trig {
		if t.noun || t.passive || t.class != holdVerb && t.class != occupyVerb && t.class != gainVerb || s.r.region == "" {
			continue
		}
		i := t.to
		end := 0
		switch {
		case s.low(i) == "it" && (s.low(i+1) == "all" || s.low(i+1) == "entirely" || s.low(i+1) == "completely" || s.low(i+1) == "wholly"):
			end = i + 2
		case s.low(i) == "it" && s.low(i+1) == "in" && (s.low(i+2) == "full" || s.low(i+2) == "its"):
			end = i + 3
		case (s.low(i) == "all" || s.low(i) == "nearly" || s.low(i) == "almost") && contains(s.toks, i, i+4, "all"):
			for end = i; s.low(end) != "all"; end++ {
			}
			if s.low(end+1) != "of" || s.low(end+2) != "it" {
				continue
			}
			end += 3
		default:
			continue
		}
		d := draft{from: t.from, to: min(end, len(s.toks)), anchor: t.from, window: windowNear, source: sourceSentence, carries: true}
		d.Value, d.Unit, d.Region = claim.Value{100}, claim.Percent, s.r.region
		d.Actor, _ = s.subjectOf(t)
		if t.class == gainVerb {
			d.Direction = claim.Gained
		}
		if w := s.low(i); w == "nearly" || w == "almost" {
			d.Bound, d.Approx = claim.Nearly, true
		}
		d.Why = "all of the region told before"
		if d.Actor != "" {
			return []draft{d}
		}
	}
	return nil
}

func (s *sentence) wholeRegion() []draft {
	if s.paced {
		return nil
	}
	if whole := s.pronounWhole(); len(whole) > 0 {
		return whole
	}
	if n := s.block.region; n != "" && s.first == 0 && s.r.lastHeld.actor != "" && s.r.blocks-s.r.lastHeld.block <= 8 { // "Crimea: all of it, since March 2014"
		for k := range s.toks {
			if s.low(k) == ":" && (s.low(k+1) == "all" || s.low(k+1) == "entirely" || s.low(k+1) == "wholly" || s.low(k+1) == "fully") {
				d := draft{from: 0, to: min(len(s.toks), k+4), anchor: k + 1, window: windowNear, source: sourceLead, carries: true}
				d.Value, d.Unit, d.Region, d.Actor = claim.Value{100}, claim.Percent, n, s.r.lastHeld.actor
				d.Why = "all of the region that opens the line"
				return []draft{d}
			}
		}
	}
	if d, ok := s.onlyOne(); ok {
		return []draft{d}
	}
	if d, ok := s.allOfThat(); ok {
		return []draft{d}
	}
	if d, ok := s.whollyHeld(); ok {
		return []draft{d}
	}
	for i := range s.toks {
		if s.low(i) != "whole" && s.low(i) != "all" && s.low(i) != "entire" && s.low(i) != "entirety" {
			continue
		}
		j := i + 1
		if s.low(j) == "of" {
			j++
		}
		if j >= len(s.toks) || s.low(j) == "the" && s.low(i) == "the" {
			continue
		}
		short := false
		if s.low(i) == "all" && s.low(j) == "but" { // "all but a sliver of the Luhansk region"
			for k := j + 1; k < min(len(s.toks), j+5); k++ {
				if slivers[s.low(k)] && s.low(k+1) == "of" {
					j, short = k+2, true
					break
				}
			}
			if !short {
				continue
			}
		}
		name, e := s.regionAt(min(j, len(s.toks)-1))
		if s.low(j) == "it" && s.low(j-1) == "of" && s.r.region != "" && (auxiliary[s.low(j+1)] || s.inControl(j+1, min(len(s.toks), j+5)) != "") {
			name, e = s.r.region, j+1 // "the whole of it was liberated in April"
		}
		if name == "" || name == "Russia" {
			continue
		}
		d := draft{from: s.nounStart(i), to: e, anchor: i, window: windowNear, source: sourceSentence, carries: true}
		d.Value, d.Unit, d.Region = claim.Value{100}, claim.Percent, name
		if short {
			d.Approx, d.Bound = true, claim.Nearly
		}
		own := s.low(e) == "is" && (s.low(e+1) == "its" || s.low(e+1) == "theirs" || s.low(e+1) == "russian" || s.low(e+1) == "ukrainian")
		ctl := s.inControl(e, min(len(s.toks), e+8))
		if own {
			for _, a := range s.actors {
				if a.from >= e {
					d.Actor = a.party
				}
			}
			if s.low(e+1) == "its" {
				d.Actor = s.pronounParty(e + 1)
			}
			d.to = min(len(s.toks), e+3)
		} else if ctl != "" {
			d.Actor = ctl
		} else {
			found := false
			if _, wants := s.covers(demandVerb, s.nounStart(i)-1); wants { // "Moscow wants all of Donbas"
				if p := s.mainSubject(); p != "" {
					d.Actor, d.Direction, found = p, claim.Gained, true
					d.Modality, d.setMode = claim.Demanded, true
					d.Attribution, d.source = s.partyTitle(p), sourceSet
					if name, by := s.who(s.nounStart(i) - 1); by == p && name != "" {
						d.Attribution = name
					}
					d.from = max(0, s.nounStart(i)-2)
				}
			}
			if w := s.low(s.nounStart(i) - 1); w == "has" || w == "have" || w == "had" { // "Moscow has the whole of Luhansk"
				if a, ok := s.actorEndingAt(s.nounStart(i) - 1); ok && s.r.isBelligerent(a.party) {
					d.Actor, d.from, found = a.party, a.from, true
				}
			}
			for k := i - 1; k >= 0 && k > i-6; k-- { // "repeated its demand for the whole of the Donetsk region"
				if w := s.low(k); (w == "demand" || w == "demands" || w == "claim" || w == "claims") && (s.low(k+1) == "for" || s.low(k+1) == "to") {
					d.Actor, d.Direction = first(s.ownerBefore(k), s.mainSubject()), claim.Gained
					d.Modality, d.setMode = claim.Demanded, true
					d.Attribution, d.source = s.partyTitle(d.Actor), sourceSet
					found = d.Actor != ""
				}
			}
			for _, t := range s.trig {
				if t.from >= e && t.from-e <= 4 && t.passive && (t.class == gainVerb || t.class == loseVerb || t.class == occupyVerb) {
					d.Direction = directionOf(t.class)
					if d.Actor, _ = s.subjectOf(t); d.Actor == "" {
						for k := len(s.src) - 1; k >= 0 && t.class == gainVerb; k-- { // "Moscow says … was liberated"
							if s.src[k].verb < i && s.r.isBelligerent(s.src[k].party) {
								d.Actor = s.src[k].party
								break
							}
						}
						d.Actor = first(d.Actor, s.r.lex.invader)
					}
					d.to, found = t.to, true
				}
				if t.to <= i && i-t.to <= 3 && !t.noun && (t.class == holdVerb || t.class == occupyVerb || t.class == gainVerb || t.class == loseVerb) {
					d.Actor, _ = s.subjectOf(t)
					d.from = t.from
					if t.class == gainVerb || t.class == loseVerb {
						d.Direction = directionOf(t.class)
						if m, _ := s.modalityAt(t.from, t.to); t.class == loseVerb && m != claim.Asserted && m != claim.Denied {
							d.Actor = "" // "that Ukraine leave the whole of Donbas": ground to be given up
						}
					}
					found = d.Actor != ""
				}
			}
			if !found {
				continue
			}
			if m, _ := s.modalityAt(i, i+1); m != claim.Asserted && m != claim.Denied && !d.setMode && s.low(i) != "whole" && s.low(i) != "entirety" {
				continue
			}
		}
		if d.Actor == "" {
			continue
		}
		if p := s.low(i - 1); p == "almost" || p == "nearly" || p == "virtually" || p == "practically" {
			d.Bound, d.Approx, d.from = claim.Nearly, true, min(d.from, i-1)
		}
		for _, q := range s.qty {
			if q.from <= e && q.to >= i {
				q.used = true
			}
		}
		d.Why = "the whole of a region"
		return []draft{d}
	}
	return nil
}

// onlyOne reads "it would fully own just one, Luhansk", and "Only one, Luhansk." as an
// answer to which regions are wholly held: the one region that a side has whole.
func (s *sentence) onlyOne() (draft, bool) {
	for i := 0; i+2 < len(s.toks); i++ {
		if w := s.low(i); w != "just" && w != "only" || s.low(i+1) != "one" || s.low(i+2) != "," && s.low(i+2) != ":" && s.low(i+2) != "--" {
			continue
		}
		h, ok := s.is(regionName, min(i+3, len(s.toks)-1))
		if !ok || !s.clauseEndsAt(h.to) && s.low(h.to) != "region" && s.low(h.to) != "oblast" {
			continue
		}
		d := draft{from: i, to: h.to, anchor: i + 1, window: windowNear, source: sourceLead, carries: true}
		d.Value, d.Unit, d.Region = claim.Value{100}, claim.Percent, h.id
		wholly := false
		for k := 0; k < i; k++ {
			wholly = wholly || whollyWords[s.low(k)]
			if s.low(k) == "own" || s.low(k) == "owns" || s.low(k) == "holds" || s.low(k) == "hold" || s.low(k) == "controls" || s.low(k) == "control" || s.low(k) == "occupies" || s.low(k) == "has" {
				if a, ok := s.actorIn(0, k); ok && s.r.isBelligerent(a.party) && a.form != asPlace {
					d.Actor, d.from = a.party, a.from
				}
			}
		}
		if d.Actor == "" && i == 0 && s.r.askedWhole.block > 0 && s.r.blocks-s.r.askedWhole.block <= 1 {
			d.Actor, wholly = s.r.askedWhole.actor, true
		}
		if d.Actor == "" || !wholly {
			continue
		}
		for _, q := range s.qty {
			if q.from == i || q.from == i+1 {
				q.used = true
			}
		}
		d.Why = "the only region that a side has whole"
		return d, true
	}
	return draft{}, false
}

// askWhole remembers a question for regions that a side has whole: "Which regions are
// fully under Russian control?".
func (s *sentence) askWhole() {
	if s.low(0) != "which" && s.low(0) != "what" && !(s.low(0) == "how" && s.low(1) == "many") {
		return
	}
	for k := range s.toks {
		if !whollyWords[s.low(k)] {
			continue
		}
		p := s.inControl(k, len(s.toks))
		if p == "" {
			p = s.mainSubject()
		}
		if p != "" && s.r.isBelligerent(p) {
			s.r.askedWhole = quantityMemory{actor: p, block: s.r.blocks}
		}
		return
	}
}

// whollyHeld reads "Luhansk is wholly under Russian control", "claimed full
// control of the oblast", "the LPR, liberated completely".
func (s *sentence) whollyHeld() (draft, bool) {
	for i := range s.toks {
		region, e := s.regionAt(i)
		if i > 0 && s.low(i-1) == "the" {
			if n, x := s.regionAt(i - 1); n != "" {
				region, e = n, x
			}
		}
		if region == "" || s.isSide(region) || region == s.r.lex.war.Home {
			continue
		}
		d := draft{from: s.nounStart(i), to: e, anchor: i, window: windowNear, source: sourceSentence, carries: true}
		d.Value, d.Unit, d.Region = claim.Value{100}, claim.Percent, region
		for k := i - 1; k > 0 && k > i-6; k-- { // "full control of the oblast"
			w := s.low(k - 1)
			if s.low(k) != "control" || w != "full" && w != "complete" && w != "total" && w != "entire" && s.toks[k-1].kind != quoteMark {
				continue
			}
			if p := s.mainSubject(); p != "" && (s.low(k+1) == "of" || s.low(k+1) == "over") && k+2 >= i-2 {
				d.Actor, d.from = p, max(0, k-3)
				d.Why = "“full control” of a region"
				return d, true
			}
		}
		for _, t := range s.trig { // "has “completely liberated” Luhansk region"
			b := s.nounStart(i)
			for b > 0 && s.toks[b-1].kind == quoteMark {
				b--
			}
			if t.to != b || t.noun || !whollyWords[s.low(t.from-1)] || t.class != gainVerb && t.class != occupyVerb && t.class != holdVerb {
				continue
			}
			if d.Actor, _ = s.subjectOf(t); d.Actor != "" {
				d.from = t.from - 1
				d.Why = "a region wholly “" + s.slice(t.from, t.to) + "”"
				return d, true
			}
		}
		j := e
		if s.low(j) == "," {
			j++
		}
		for j < len(s.toks) && (auxiliary[s.low(j)] || s.low(j) == "now" || s.low(j) == "already") {
			j++
		}
		if j > e && whollyWords[s.low(j)] || whollyWords[s.low(j+1)] && participle(s.low(j)) {
			if p := s.inControl(j, min(len(s.toks), j+7)); p != "" {
				d.Actor, d.to = p, min(len(s.toks), j+4)
				d.Why = "a region wholly in somebody's hands"
				return d, true
			}
			for _, t := range s.trig {
				if t.from < j || t.from > j+2 || t.noun || t.class != gainVerb && t.class != occupyVerb && t.class != holdVerb {
					continue
				}
				t.passive = true
				if d.Actor, _ = s.subjectOf(t); d.Actor == "" {
					d.Actor = s.r.lex.invader
				}
				d.to = max(t.to, j+2)
				d.Why = "a region wholly “" + s.slice(t.from, t.to) + "”"
				return d, true
			}
		}
	}
	return draft{}, false
}

// allOfThat reads "Nearly all of that was in the direction of Pokrovsk": where the
// ground of the figure before lies.
func (s *sentence) allOfThat() (draft, bool) {
	for i := 0; i < min(len(s.toks), 4); i++ {
		if s.low(i) != "all" || s.low(i+1) != "of" || !s.r.inSeries(1) && !s.hasDraft(claim.AreaChange) {
			continue
		}
		if w := s.low(i + 2); w != "that" && w != "it" && w != "this" && w != "them" {
			continue
		}
		k := i + 3
		if w := s.low(k); !beWords[w] && w != "came" && w != "fell" && w != "lay" && w != "lies" {
			continue
		}
		k++
		region := ""
		switch s.low(k) {
		case "in", "on":
			region, _ = s.regionAt(min(k+1, len(s.toks)-1))
		case "near", "around":
			region, _ = s.aroundPlace(k, min(len(s.toks), k+4))
		}
		if region == "" || region == s.r.lex.war.Home || s.isSide(region) {
			continue
		}
		d := draft{from: 0, to: min(len(s.toks), k+4), anchor: i, window: windowInherit, source: sourceSeries}
		d.Value, d.Unit, d.Region = claim.Value{100}, claim.Percent, region
		d.Actor, d.Direction = s.r.series.actor, s.r.series.direction
		if w := s.low(i - 1); w == "nearly" || w == "almost" || w == "virtually" || w == "practically" {
			d.Approx, d.Bound = true, claim.Nearly
		}
		d.Why = "all of the ground told before"
		return d, d.Actor != ""
	}
	return draft{}, false
}
