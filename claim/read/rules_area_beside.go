package read

import (
	"github.com/salient-project/salient/claim"
)

// upOrDown reads "DeepState has Russia up 505 sq km", "Ukraine finished the month
// 12 sq km down": a side with what it is up or down by.
func (s *sentence) upOrDown(q *quantity, d *draft) bool {
	at, w := q.from-1, s.low(q.from-1)
	if w == "by" {
		at--
		w = s.low(at)
	}
	if w != "up" && w != "down" {
		at, w = s.behind(q), s.low(s.behind(q))
		if (w != "up" && w != "down") || !s.clauseEndsAt(at+1) {
			return false
		}
	}
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.to > q.from || !s.r.isBelligerent(a.party) || a.form == asPlace || a.form == byOwner {
			continue
		}
		for _, t := range s.trig {
			if t.from >= a.to && t.to <= q.from && !t.noun {
				return false // "took its tally up 40 sq km"
			}
		}
		if q.from-a.to > 6 || s.stopBetween(a.to, q.from) {
			return false
		}
		d.Actor, d.Direction, d.from = a.party, claim.Gained, a.from
		if w == "down" {
			d.Direction = claim.Lost
		}
		d.Why = "a side “" + w + "” by an area"
		return true
	}
	return false
}

// possessed reads "ISW's gives it 171, and Liveuamap's only 120": a number right
// behind the possessive of a publisher, in a run of areas.
func (s *sentence) possessed(q *quantity, d *draft) bool {
	k := q.from - 1
	for s.low(k) == "only" || s.low(k) == "just" {
		k--
	}
	if k < 1 || s.low(k) != "'s" {
		return false
	}
	h, ok := s.covers(sourceName, k-1)
	if !ok {
		return false
	}
	actor, direction, win, ok := s.priorChange(h.from)
	if !ok {
		return false
	}
	d.Actor, d.Direction, d.from = actor, direction, h.from
	d.Attribution, d.source = h.id, sourceSet
	d.Window, d.window = win, windowInherit
	d.Why = "a publisher's own figure"
	return true
}

// deedRegion is the region of an undertaking told before the verb that governs a
// figure: "Kyiv's counter-offensive in the Huliaipole sector yielded 96 sq km".
func (s *sentence) deedRegion(verb int) string {
	for k := verb - 1; k >= 0 && k > verb-12; k-- {
		if s.toks[k].kind == mark && s.low(k) != "'" && s.low(k) != "-" || auxiliary[s.low(k)] && !s.mask[k] {
			return ""
		}
		_, gain := s.covers(gainNoun, k)
		_, loss := s.covers(loseNoun, k)
		if !offensiveNouns[s.low(k)] && !gain && !loss {
			continue
		}
		switch s.low(k + 1) {
		case "in", "on", "across":
			if n, e := s.regionAt(min(k+2, len(s.toks)-1)); n != "" && e <= verb && n != s.r.lex.war.Home && !s.isSide(n) {
				return n
			}
		case "near", "around", "outside":
			if n, ok := s.aroundPlace(k+1, verb); ok {
				return n
			}
		}
		return ""
	}
	return ""
}

// undertaking reports a noun for an offensive that is the subject of the verb at
// token i: what it yields is gained.
func (s *sentence) undertaking(i int) bool {
	for k := i - 1; k >= 0 && k > i-12; k-- {
		if offensiveNouns[s.low(k)] {
			return true
		}
		if s.toks[k].kind == mark && s.low(k) != "'" && s.low(k) != "-" || auxiliary[s.low(k)] && !s.mask[k] {
			return false
		}
	}
	return false
}

// shareAsArea reads "The figure was 19%, or about 113,000 sq km": the area of a
// share of what is held, beside it.
func (s *sentence) shareAsArea(q *quantity, d *draft) bool {
	if w := s.low(q.from - 1); w != "or" && w != "(" && w != "," && w != "--" {
		return false
	}
	m := s.r.lastPart
	if m.kind != claim.Share || m.direction != "" || m.actor == "" || s.r.blocks-m.block > 4 {
		return false
	}
	beside := false
	for _, p := range s.qty {
		beside = beside || p.dim == percent && !p.used && p.to < q.from
	}
	for _, t := range s.trig {
		if !t.noun && t.to <= q.from {
			return false
		}
	}
	if !beside {
		return false
	}
	d.Kind, d.Actor, d.Region, d.Direction = claim.AreaHeld, m.actor, m.region, ""
	d.window, d.source = windowSentence, sourceLead
	d.Why = "the share beside it, told as an area"
	return true
}

// periodsTotal reads "January's total of 430 sq km", "the September figure of 259":
// that period's.
func (s *sentence) periodsTotal(q *quantity, d *draft) bool {
	if t, ok := s.thatOf(q); ok {
		d.Actor = first(s.mainSubject(), s.r.seriesOrSubject())
		d.Direction, d.recalled, d.from = claim.Gained, true, t.from
		if s.r.series.actor == d.Actor && s.r.series.direction != "" {
			d.Direction = s.r.series.direction
		}
		d.Window, d.window = t.win, windowSet
		d.Window.Phrase = s.slice(t.from, t.to)
		d.Why = "another period's figure"
		return d.Actor != ""
	}
	if s.low(q.from-1) != "of" {
		return false
	}
	if _, ok := s.covers(figureNoun, q.from-2); !ok || !s.timeEnds(q.from-2) {
		return false
	}
	actor := first(s.mainSubject(), s.r.seriesOrSubject())
	for k := range s.drafts { // "has Russia up 505 sq km, twice the September figure of 259"
		if p := &s.drafts[k]; p.Kind == claim.AreaChange && p.to <= q.from && actor == "" {
			actor = p.Actor
		}
	}
	if actor == "" {
		return false
	}
	for _, t := range s.when {
		if t.to == q.from-2 || t.to == q.from-3 {
			d.Window, d.window, d.from = t.win, windowSet, t.from
			d.Window.Phrase = s.slice(t.from, t.to)
		}
	}
	if s.low(d.from-1) == "the" {
		d.from--
	}
	d.Actor, d.Direction = actor, claim.Gained
	if s.r.series.actor == actor && s.r.series.direction != "" {
		d.Direction = s.r.series.direction
	}
	d.recalled = true
	d.Why = "another period's figure"
	return true
}

// thatOf reads "April's, of 141 sq km,", "that of November 2024, which came to 725":
// a period whose figure is meant, its noun left out.
func (s *sentence) thatOf(q *quantity) (timePhrase, bool) {
	k := q.from - 1
	switch w := s.low(k); {
	case w == "of" && s.low(k-1) == "," && s.low(k-2) == "'s":
		k -= 2
	case w == "to" && (s.low(k-1) == "came" || s.low(k-1) == "amounted") && s.low(k-2) == "which" && s.low(k-3) == ",":
		k -= 3
	case w == "was" && s.low(k-1) == "which" && s.low(k-2) == ",":
		k -= 2
	default:
		return timePhrase{}, false
	}
	for _, t := range s.when {
		if (t.to == k || t.to == k+1) && t.role == owner && (s.low(k) == "'s" || s.low(t.from-1) == "of" && s.low(t.from-2) == "that") {
			return t, true
		}
	}
	return timePhrase{}, false
}

// zoneNouns are what is held of another's land.
var zoneNouns = set("zone area pocket bridgehead salient territory enclave foothold incursion strip")

// zoneAt reads "reckons the zone at some 900 sq km": a source's own measure of what
// was told to be held.
func (s *sentence) zoneAt(q *quantity, d *draft) bool {
	if s.incursionAt(q, d) {
		return true
	}
	if s.low(q.from-1) != "at" || !zoneNouns[s.low(q.from-2)] || s.r.lastPart.kind != claim.AreaHeld || s.r.blocks-s.r.lastPart.block > 2 {
		return false
	}
	d.Kind, d.Actor, d.Region, d.Direction = claim.AreaHeld, s.r.lastPart.actor, s.r.lastPart.region, ""
	d.window, d.source = windowNear, sourceSentence
	d.Why = "another measure of what is held"
	return d.Actor != ""
}

// incursionAt reads "Its incursion into Russia's Kursk region peaked at 1,250 sq km":
// what a side held of another's ground at most.
func (s *sentence) incursionAt(q *quantity, d *draft) bool {
	if w := s.low(q.from - 2); s.low(q.from-1) != "at" || w != "peaked" && w != "peaking" && w != "peak" && w != "topped" && w != "maxed" {
		return false
	}
	for k := q.from - 3; k >= 0 && k > q.from-14; k-- {
		switch s.low(k) {
		case "incursion", "bridgehead", "foothold", "pocket", "salient", "holdings", "raid", "gains":
		default:
			continue
		}
		d.Actor = first(s.ownerBefore(k), first(s.mainSubject(), s.r.subject))
		for j := k + 1; j < q.from; j++ {
			if n, _ := s.regionAt(j); n != "" && !s.isSide(n) && n != s.r.lex.war.Home {
				d.Region = n
			}
		}
		d.Kind, d.Direction, d.from = claim.AreaHeld, "", s.nounStart(k)
		d.window, d.source = windowNear, sourceSentence
		d.Why = "the most that a side held"
		return d.Actor != ""
	}
	return false
}

// stillHas reads "Kyiv still has around 4,900 sq km": who has it holds it.
func (s *sentence) stillHas(q *quantity, d *draft) bool {
	p := s.hasPart(q)
	if p == "" || q.value[0] > 400_000 && q.unit == claim.Km2 { // "it has more than 600,000 square kilometres": a country's size
		return false
	}
	for _, t := range s.trig {
		if t.from >= q.to && t.from-s.behind(q) <= 6 && !t.noun {
			return false // "has 40 sq km taken from it"
		}
	}
	d.Kind, d.Actor, d.Direction = claim.AreaHeld, p, ""
	d.Region = first(d.Region, s.regionFor(s.behind(q), q.from))
	d.from, d.window, d.source = q.from-1, windowNear, sourceSentence
	d.Why = "“has” an area"
	return true
}

// withdrawalFrom reads "is demanding the withdrawal of Ukrainian troops from it", "the
// pullout of Kyiv's forces from Donetsk region": a region to be left, as a noun.
func (s *sentence) withdrawalFrom() (draft, bool) {
	for _, t := range s.trig {
		switch t.low {
		case "withdrawal", "pullout", "pullback", "retreat":
		default:
			continue
		}
		m, by := s.modalityAt(t.from, t.to)
		if !t.noun || m == claim.Asserted || m == claim.Denied {
			continue
		}
		for k := t.to; k < min(len(s.toks), t.to+8); k++ {
			if s.low(k) != "from" {
				continue
			}
			a, ok := s.actorIn(t.to, k)
			if !ok || !s.r.isBelligerent(a.party) {
				a, ok = s.actorIn(max(0, t.from-3), t.from)
			}
			name, end := s.regionAt(min(k+1, len(s.toks)-1))
			if s.low(k+1) == "it" || s.low(k+1) == "there" {
				name, end = s.r.region, k+2
			}
			if name == "" || !ok || !s.r.isBelligerent(a.party) || name == s.r.lex.war.Home || s.isTown(name) && s.low(k+1) != "it" && s.low(end-1) != "region" && s.low(end-1) != "oblast" {
				return draft{}, false
			}
			d := draft{from: s.nounStart(t.from), to: end, anchor: t.from, window: windowNear, source: sourceSentence}
			d.Kind, d.Actor, d.Direction, d.Region = claim.AreaChange, a.party, claim.Lost, name
			if by != nil && by.from < d.from && d.from-by.from < 6 {
				d.from = by.from
			}
			d.Why = "“" + t.low + "” from a region"
			return d, true
		}
	}
	return draft{}, false
}
