package read

import (
	"github.com/salient-project/salient/claim"
)

// shareOfGround reads a share of what was gained or lost.
func (s *sentence) shareOfGround(k int, q *quantity, d draft, e int) (draft, bool) {
	d.source, d.window = sourceSeries, windowInherit
	d.Direction = claim.Gained
	governed := false
	for _, t := range s.trig { // "had lost two-thirds of the ground it took"
		if t.to == q.from && !t.noun && (t.class == loseVerb || t.class == gainVerb) {
			d.Direction = directionOf(t.class)
			d.Actor, _ = s.subjectOf(t)
			governed = true
		}
	}
	for _, t := range s.trig {
		if t.from >= q.to-1 && t.from <= e+4 && !governed {
			if t.class == loseVerb || t.class == loseNoun {
				d.Direction = claim.Lost
			}
			d.to = max(d.to, t.to)
			d.Actor, _ = s.subjectOf(t)
		}
	}
	if w := s.low(e - 1); w == "lost" || w == "losses" {
		d.Direction = claim.Lost
		d.Actor = s.r.lex.defender
	}
	if d.Direction == claim.Lost && (d.Actor == "" || d.Actor != s.r.lex.defender && s.low(e) == "lost") {
		d.Actor = s.r.lex.defender
	}
	if d.Actor == "" {
		for _, a := range s.actors {
			if a.from >= q.to {
				d.Actor = a.party
				break
			}
		}
	}
	if d.Actor == "" {
		if d.Actor = s.r.series.actor; d.Actor == "" {
			d.Actor = s.r.subject
		}
	}
	if d.Actor == "" || s.r.series.actor == "" {
		for k := range s.drafts {
			if p := s.drafts[k]; p.Kind == claim.AreaChange && p.to <= q.from {
				d.Actor, d.Direction = p.Actor, p.Direction
			}
		}
	}
	for k := q.from - 1; k > 0 && k > q.from-8; k-- { // "the Huliaipole front accounted for 41% of the losses"
		if w := s.low(k); w != "accounted" && w != "accounts" && w != "made" {
			continue
		}
		for j := k - 1; j >= 0 && j > k-8; j-- {
			if s.low(j) == "that" || s.toks[j].kind == mark || s.isSay(j) {
				break
			}
			if n, e := s.regionAt(j); n != "" && e == k {
				d.Region = n
			}
		}
	}
	if d.Region != "" {
		d.Why = "a part of the ground " + string(d.Direction)
		d.from = q.from
		d.carries = false
		return d, true
	}
	// the region that the part is in: told before, else the series'
	for i := 0; i < q.from; i++ {
		if n, _ := s.regionAt(i); n != "" && n != s.r.lex.war.Home && !s.isSide(n) {
			d.Region = n
		}
	}
	for i := e; i < min(len(s.toks), e+6); i++ { // "two thirds of this area falls on the Zaporozhye direction"
		if n, _ := s.regionAt(i); n != "" && n != s.r.lex.war.Home && !s.isSide(n) && (placePreps[s.low(i-1)] || s.low(i) == "the" && placePreps[s.low(i-1)]) {
			d.Region = n
			break
		}
	}
	if d.Region == "" {
		if n := s.regionFor(e, q.from); n != "" {
			d.Region = n
		}
	}
	d.Why = "a part of the ground " + string(d.Direction)
	d.from = q.from
	d.carries = false
	return d, true
}

// shareBare reads a percentage without "of": against an earlier one, or as the
// subject of being held.
func (s *sentence) shareBare(k int, q *quantity, d draft) (draft, bool) {
	// "its share is 78 per cent", "Moscow's share of Ukraine fell from 19.5 to 19.4 percent"
	for j := q.from - 1; j >= 0 && j > q.from-10; j-- {
		if s.low(j) != "share" {
			continue
		}
		d.Actor = s.ownerBefore(j)
		if d.Actor == "" {
			d.Actor = s.inControl(j, q.from) // "the share of Ukraine under Russian control at 19.3 percent"
		}
		if t, ok := s.headline(q.from); ok && d.Actor == "" && t.from > j {
			d.Actor, _ = s.subjectOf(t)
		}
		if d.Actor == "" {
			break
		}
		d.Region = s.r.lex.war.Home
		for k := 0; k < q.from; k++ {
			if w := s.low(k); w == "in" || w == "of" {
				if n, _ := s.regionAt(k + 1); n != "" {
					d.Region = n
				}
			}
		}
		if len(q.value) == 2 && s.low(q.from-1) == "from" {
			d.Value = claim.Value{q.value[1]}
		}
		d.from = j
		d.window = windowNear
		d.Why = "a party's share"
		return d, true
	}
	if s.colon < 0 && s.bareAnswer(q, &d) {
		return d, true
	}
	// "Share of Ukraine under Russian control: 19.4%", "Of Donetsk region held by Russia: 78%"
	if s.colon >= 0 && q.from > s.colon {
		d.Actor = s.inControl(0, s.colon)
		for k := 0; k < s.colon; k++ {
			if n, _ := s.regionAt(k); n != "" && d.Region == "" && (k > 0 && (s.low(k-1) == "of" || s.low(k-1) == "in") || k == 0) {
				d.Region = n
			}
		}
		if t, ok := s.headline(s.colon); ok && d.Actor == "" {
			d.Actor, _ = s.subjectOf(t)
			if t.class == gainVerb || t.class == loseVerb {
				d.Direction = directionOf(t.class)
			}
		}
		if p := s.partyAt(s.colon + 1); p != "" && q.from == s.colon+2 { // "Pokrovsk: RU 80%"
			d.Actor = p
			if e := s.properAt(0); e == s.colon && d.Region == "" {
				d.Region = s.slice(0, e)
			}
		}
		if n := s.factRegion(); n != "" {
			d.Region = n
			if m := s.r.lastHeld; d.Actor == "" && m.actor != "" && s.r.blocks-m.block <= 8 {
				d.Actor = m.actor
			} else if d.Actor == "" && s.r.lastPart.kind == claim.Share && s.r.blocks-s.r.lastPart.block <= 6 {
				d.Actor, d.Direction = s.r.lastPart.actor, s.r.lastPart.direction
			}
		}
		if t, ok := s.headline(s.colon); ok && d.Actor == "" && t.class == occupyVerb {
			d.Actor, d.Direction = s.r.lex.invader, ""
		}
		if p := s.r.lastPart; d.Actor == "" && s.unmasked(0, s.colon) == 0 && p.kind == claim.Share && s.r.blocks-p.block <= 1 { // "A year earlier: 18.0%"
			d.Actor, d.Direction, d.Region = p.actor, p.direction, p.region
		}
		if d.Actor == "" && s.low(0) == "share" && s.r.lastPart.kind == claim.AreaHeld && s.r.blocks-s.r.lastPart.block <= 2 {
			d.Actor = s.r.lastPart.actor
		}
		if d.Actor != "" {
			d.Region = first(d.Region, s.r.lex.war.Home)
			d.from, d.window = 0, windowNear
			d.Why = "a line of a factbox"
			return d, true
		}
	}
	if _, side := s.is(partyAdjective, q.to); q.fraction && !side && !s.heldAfter(q.to) && !(s.r.lastPart.kind == claim.Share && s.isPassiveSoon(q.to)) {
		return d, false
	}
	for j := len(s.drafts) - 1; j >= 0; j-- {
		p := s.drafts[j]
		if p.Kind != claim.Share || p.from >= q.from {
			continue
		}
		w := s.low(q.from - 1)
		if w == "against" || w == "from" || w == "with" || w == "to" || w == "and" || w == "," || w == "versus" {
			d.Actor, d.Direction, d.Region = p.Actor, p.Direction, p.Region
			d.from = q.from - 1
			d.source = p.source
			d.window = windowNear
			for _, t := range s.when {
				if t.from >= q.to && t.from <= q.to+1 {
					d.to = t.to
				}
			}
			d.Why = "set against the share before it"
			return d, true
		}
	}
	// "Russia's grip on the Luhansk region is near-total: it controls 99.8%"
	for _, t := range s.trig {
		if t.to > q.from || q.from-t.to > 1 || t.noun || t.class != holdVerb && t.class != occupyVerb && t.class != gainVerb || q.fraction {
			continue
		}
		if w := s.low(q.to); q.to < len(s.toks) && s.toks[q.to].kind == word && !placePreps[w] && w != "and" && w != "of" && !s.mask[q.to] {
			continue // "controls 51 percent stakes"
		}
		for k := 0; k < t.from; k++ {
			if n, _ := s.regionAt(k); n != "" && !s.isSide(n) && (s.low(k-1) != "'s") {
				if a, ok := s.actorIn(k, k+1); !ok || a.form == asPlace || a.prep != "" {
					d.Region = n
				}
			}
		}
		d.Region = first(d.Region, s.r.region)
		if d.Region == "" {
			continue
		}
		d.Actor, _ = s.subjectOf(t)
		if t.class == gainVerb {
			d.Direction = claim.Gained
		}
		d.from, d.window = t.from, windowNear
		d.Why = "“" + s.slice(t.from, t.to) + "” a percentage of the region told"
		return d, d.Actor != ""
	}
	// "Some 7 percent had been occupied before the invasion"
	for _, t := range s.trig {
		if t.from >= q.to && t.from-q.to <= 5 && t.passive && !t.noun && (t.class == occupyVerb || t.class == holdVerb || t.class == gainVerb) && !contains(s.toks, q.to, t.from, ",") && !contains(s.toks, q.to, t.from, "of") {
			d.Actor, _ = s.subjectOf(t)
			d.Actor = first(d.Actor, s.r.lex.invader)
			d.Region = s.r.lex.war.Home
			if t.class == gainVerb {
				d.Direction = claim.Gained
			}
			d.to, d.window = t.to, windowNear
			d.Why = "a percentage “" + s.slice(t.from, t.to) + "”"
			return d, true
		}
	}
	// "Kostiantynivka is now four-fifths Russian", "85% Russian"
	if h, ok := s.is(partyAdjective, q.to); ok && s.r.isBelligerent(h.id) && (s.clauseEndsAt(h.to) || s.low(h.to) == "-" || s.low(h.to) == "held") {
		for _, p := range s.places {
			if p.to <= q.from {
				d.Region = p.name
			}
		}
		if d.Region == "" && contains(s.toks, 0, q.from, "it") {
			d.Region = s.r.town
		}
		if d.Region != "" {
			d.Actor, d.to, d.window = h.id, h.to, windowNear
			d.Why = "a part said to be a side's"
			return d, true
		}
	}
	if w := s.low(q.from - 1); !q.fraction && (w == "or" || w == "(" || w == ",") && s.clauseEndsAt(q.to) {
		for j := len(s.drafts) - 1; j >= 0; j-- {
			if p := s.drafts[j]; p.Kind == claim.AreaHeld && p.from < q.from && q.from-p.to < 8 {
				d.Actor, d.Region = p.Actor, first(p.Region, s.r.lex.war.Home)
				d.window, d.source = windowSentence, p.source
				d.Why = "restates the figure before it as a share"
				return d, true
			}
		}
	}
	// "it was nearer 22 percent", "It was 19.3 percent at Christmas"
	if p := s.r.lastPart; p.kind == claim.Share && p.direction == "" && s.r.blocks-p.block <= 1 && !q.fraction && len(s.qty) == 1 {
		for k := q.from - 1; k >= 1 && k > q.from-4; k-- {
			if beWords[s.low(k)] && (s.low(k-1) == "it" || s.low(k-1) == "share" || s.low(k-1) == "figure") {
				d.Actor, d.Region = p.actor, p.region
				d.window = windowNear
				d.Why = "the share told before, at another time"
				return d, true
			}
		}
	}
	if c := s.heldBy(q.to); c != "" {
		d.Actor = c
		d.Region = s.r.lex.war.Home
		for k := 0; k < q.from; k++ { // "the town is now more than two-thirds in Russian hands"
			if _, town := s.is(settlementNoun, k); town && (determiners[s.low(k-1)] || k == 0) {
				d.Region = first(s.placeApart(k, s.low(k)), d.Region)
			}
		}
		for _, p := range s.places {
			if p.to <= q.from && !s.isRegionHere(p.from) && d.Region == s.r.lex.war.Home && (auxiliary[s.low(p.to)] || s.low(p.to) == ",") {
				d.Region = p.name
			}
		}
		d.to = min(len(s.toks), q.to+12)
		for _, t := range s.when {
			if t.from > q.to {
				d.to = max(d.to, t.to)
			}
		}
		d.window = windowNear
		d.source = sourceSentence
		d.Why = "a percentage said to be held"
		return d, true
	}
	return d, false
}

func (s *sentence) isRegionHere(i int) bool {
	_, ok := s.is(regionName, i)
	return ok
}

// isPassiveSoon reports "… had been occupied" right behind token i.
func (s *sentence) isPassiveSoon(i int) bool {
	for _, t := range s.trig {
		if t.from >= i && t.from-i <= 4 && t.passive {
			return true
		}
	}
	return false
}

func (s *sentence) heldAfter(i int) bool { return s.heldBy(i) != "" }

// heldBy reads "… was already in its hands" behind a percentage.
func (s *sentence) heldBy(i int) string {
	for k := i; k < len(s.toks); k++ {
		switch s.low(k) {
		case "hands", "control", "occupation":
			if s.low(i) == "of" || k-i > 16 {
				return ""
			}
			for b := len(s.actors) - 1; b >= 0; b-- {
				if a := s.actors[b]; a.to <= k && k-a.to <= 2 && a.from > i {
					return a.party
				}
			}
			return ""
		case ".", ";":
			return ""
		}
	}
	return ""
}

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

// slivers are what is left of a region that is held but for it.
var slivers = set("sliver slivers fraction corner pocket pockets fragment strip handful patch patches percent")

// whollyWords tell that a whole region is meant.
var whollyWords = set("wholly fully entirely completely totally all")

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
