package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// blocksHeld: "Ukrainian soldiers still hold the blocks north of the railway":
// a part of the town told before.
func (s *sentence) blocksHeld(t trigger) (draft, bool) {
	part := false
	for k := t.to; k < min(len(s.toks), t.to+7); k++ {
		switch s.low(k) {
		case "half", "third", "quarter", "tip", "end":
			if b := s.low(k - 1); s.low(k) == "quarter" && (b == "'" || b == "'s") {
				part = true // "the miners' quarter"
			}
			if _, ok := compass[s.low(k-1)]; ok && s.low(k) == "half" {
				part = true // "the southern half of the village"
			}
		case "whole":
			if s.low(k-1) == "in" && s.low(k+1) == "or" {
				return draft{}, false // "held, in whole or in part, 19.3 percent"
			}
		case "blocks", "outskirts", "streets", "districts", "suburbs", "neighbourhoods", "neighborhoods", "bank", "centre", "center", "parts", "part", "edge":
			part = true
		case "district", "neighbourhood", "neighborhood", "suburb", "estate":
			if b := s.low(k - 1); b == "'" || b == "'s" || s.toks[k-1].kind == word && s.low(k+1) != "of" && k > t.to+1 && b != "a" && b != "one" {
				part = true // "the miners' quarter"
			}
		}
		for _, q := range s.qty {
			if q.from == k && q.dim == length {
				return draft{}, false // "leaving them 18 miles from the edge"
			}
			if _, side := compass[s.low(k-1)]; q.from == k && q.dim == percent && !side && !part {
				return draft{}, false // a share says it
			}
		}
	}
	if !part {
		return draft{}, false
	}
	place, named := s.townApart(t.from, ""), false
	for k := t.to; k < min(len(s.toks), t.to+9) && !named; k++ {
		if n := s.low(k + 2); s.low(k) == "of" && s.low(k+1) == "the" && (n == "town" || n == "city" || n == "village") {
			place = first(s.placeApart(k, n), place)
		}
		if s.low(k) == "of" {
			if e := s.properAt(k + 1); e > k+1 {
				place = s.slice(k+1, e)
				named = true
			}
			if n, _ := s.regionAt(min(k+1, len(s.toks)-1)); n != "" && (!s.isTown(n) || t.class == loseVerb) {
				return draft{}, false // a part of a region is no town's
			}
			if n := s.low(k + 2); s.low(k+1) == "the" && (n == "region" || n == "province" || n == "oblast" || n == "country") {
				return draft{}, false
			}
		}
	}
	if place == "" {
		return draft{}, false
	}
	d := draft{from: t.from, to: min(len(s.toks), t.to+3), anchor: t.from, window: windowNear, source: sourceSentence}
	d.Actor, _ = s.subjectOf(t)
	d.Direction = directionOf(t.class)
	if a, ok := s.subjectMention(t); ok {
		d.from = a.from
	}
	d.ReferencePlace = place
	d.Why = "a part of the town held"
	return d, d.Actor != ""
}

// negatedReport: "reports of the capture of X were …" followed by a complaint.
func (s *sentence) negatedReport(i int) bool {
	for k := max(0, i-4); k < i; k++ {
		if w := s.low(k); (w == "reports" || w == "claims" || w == "rumours" || w == "rumors") && (s.low(k+1) == "of" || s.low(k+1) == "about") {
			if s.deniedBehind() {
				return true
			}
			for _, q := range s.block.quotes {
				if q.from > s.first+i && q.from < s.first+len(s.toks) {
					return true
				}
			}
			for j := i; j < len(s.toks); j++ {
				switch s.low(j) {
				case "false", "untrue", "premature", "exaggerated", "unconfirmed", "fabricated", "fake", "baseless":
					return true
				}
			}
		}
	}
	return false
}

// deniedBehind reports a next sentence that says of this one that it is not so: "This
// does not correspond to reality."
func (s *sentence) deniedBehind() bool {
	toks := s.block.toks
	i := s.first + len(s.toks)
	if i+3 >= len(toks) || toks[i].low != "this" && toks[i].low != "that" && toks[i].low != "these" && toks[i].low != "it" {
		return false
	}
	not := false
	for k := i + 1; k < min(len(toks), i+8) && toks[k].low != "."; k++ {
		switch toks[k].low {
		case "not":
			not = true
		case "true", "correspond", "so", "reality":
			if not {
				return true
			}
		case "false", "untrue", "fake", "lie":
			return true
		}
	}
	return false
}

func (s *sentence) settlementCount(k int, q *quantity) (draft, bool) {
	if d, ok := s.factCount(q); ok {
		return d, true
	}
	if d, ok := s.countGoesOn(q); ok {
		return d, true
	}
	if d, ok := s.countOfThose(k, q); ok {
		return d, true
	}
	if d, ok := s.tallyOf(q); ok {
		return d, true
	}
	end := q.to
	found := false
	start := q.to
	if s.low(start) == ":" {
		start++ // a factbox: "12: settlements that Russia seized"
	}
	for j := start; j < min(len(s.toks), start+4); j++ {
		if _, ok := s.is(settlementNoun, j); ok && (s.low(j) != "city" && s.low(j) != "town") {
			end, found = j+1, true
			break
		}
		if s.toks[j].kind != word || placePreps[s.low(j)] || s.low(j) == "and" || auxiliary[s.low(j)] {
			break
		}
	}
	if !found {
		return draft{}, false
	}
	d := draft{from: q.from, to: end, anchor: q.core, window: windowSentence, source: sourceSeries}
	d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
	d.Region = s.regionFor(end, q.from)
	for i := max(0, q.from-9); i < q.from; i++ { // "pushed Russian troops out of three villages"
		if !expelVerbs[s.low(i)] || !contains(s.toks, i, q.from, "out") && !contains(s.toks, i, q.from, "from") {
			continue
		}
		if a, found := s.actorIn(i+1, q.from); found && s.r.isBelligerent(a.party) && !s.isPassive(i, i+1) {
			d.Actor, d.Direction, d.from = s.other(a.party), claim.Gained, i
			d.Why = "“" + s.low(i) + " out” of so many settlements"
			return d, true
		}
	}
	t, where, ok := s.governing(k, q)
	if ok && where == "behind" && s.low(t.from-1) == "to" {
		return d, false // "the three cities Moscow set out to take"
	}
	if ok && t.class != growVerb && t.class != shrinkVerb {
		d.Actor, _ = s.subjectOf(t)
		d.Direction = directionOf(t.class)
		if t.class == fallVerb || t.class == occupyVerb {
			d.Direction = claim.Gained
		}
		if d.Actor == "" {
			d.Actor = s.defaultActor(t, d)
		}
		if c := s.inControl(t.to-1, min(len(s.toks), t.to+8)); c != "" && (t.lemma == "return" || t.class == fallVerb) {
			d.Actor, d.Direction = c, claim.Gained // "have been returned under the control of Ukraine"
		}
		d.from = min(d.from, t.from)
		d.to = max(d.to, t.to)
		d.Why = "“" + s.slice(t.from, t.to) + "” of a count of settlements"
		if t.from < q.from && q.from-t.from > 10 {
			d.from = q.from
		}
		return d, true
	}
	if c := s.inControl(end, min(len(s.toks), end+12)); c != "" {
		d.Actor, d.Direction = c, ""
		d.window = windowNear
		d.Why = "a count of settlements said to be under control"
		return d, true
	}
	for j := len(s.drafts) - 1; j >= 0; j-- {
		p := s.drafts[j]
		if p.Kind == claim.AreaChange && p.from < q.from {
			d.Actor, d.Direction = p.Actor, p.Direction
			d.Why = "a count beside an area"
			return d, true
		}
	}
	if p := s.ownAccount(q.from); p != "" {
		d.Actor, d.Direction = p, claim.Gained
		d.Why = "a side's own account"
		return d, true
	}
	for j := max(0, q.from-5); j < q.from; j++ {
		if w := s.low(j); w == "claimed" || w == "claiming" || w == "claims" {
			if p := s.mainSubject(); p != "" {
				d.Actor, d.Direction, d.from = p, claim.Gained, j
				d.Why = "a count of settlements claimed"
				return d, true
			}
		}
		if w := s.low(j); w == "list" && s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 1 {
			d.Actor, d.Direction, d.from = s.r.series.actor, s.r.series.direction, j
			d.window = windowInherit
			for _, h := range s.hits {
				if h.class == figureNoun && h.from < j && h.from > 0 {
					if o, _ := s.lastOwnerName(h.from); o != "" {
						d.Attribution, d.source = o, sourceSet
					}
				}
			}
			d.Why = "a list that goes with the figure before it"
			return d, true
		}
	}
	return d, false
}

// lastOwnerName returns the name that owns a noun: "Gerasimov's number".
func (s *sentence) lastOwnerName(i int) (string, int) {
	if s.low(i-1) != "'s" {
		return "", 0
	}
	b := i - 2
	for b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() {
		b--
	}
	return s.slice(b, i-1), b
}

// countedPlaces are the nouns of a count, where a name would stand.
var countedPlaces = set("villages settlements towns cities hamlets")

func (s *sentence) changedHands() []draft {
	for _, t := range s.trig {
		if t.lemma != "change" && !strings.HasPrefix(t.lemma, "change") || t.class != fallVerb {
			continue
		}
		names, from, _ := s.townBefore(t.from)
		if len(names) == 0 {
			// across an apposition: "Kupiansk, a railway hub …, has changed hands"
			if s.r.town == "" {
				if n := s.firstName(t.from); n != "" {
					names = []string{n}
				}
			} else {
				names = []string{s.r.town}
			}
			from = t.from
			if n := s.firstName(t.from); n != "" {
				names = []string{n}
			}
		}
		if len(names) == 0 || countedPlaces[strings.ToLower(names[0])] { // "Villages changing hands: 3"
			continue
		}
		d := draft{from: t.from, to: t.to, anchor: t.from, window: windowNear, source: sourceSentence}
		if from < t.from && t.from-from < 4 {
			d.from = from
		}
		for _, q := range s.qty {
			if q.from >= t.to && q.from <= t.to+3 && (q.dim == ratio || q.dim == bare) {
				d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
				d.to = q.to
				q.used = true
			}
		}
		if len(d.Value) == 0 {
			continue
		}
		d.ReferencePlace = names[0]
		d.Why = "changed hands so many times"
		s.r.seeTown(names[0])
		return []draft{d}
	}
	return nil
}

// countGoesOn reads "the figure has reached 29" behind a count of settlements.
func (s *sentence) countGoesOn(q *quantity) (draft, bool) {
	p := s.r.lastSettlement
	if p.Unit != claim.Count || s.r.blocks-s.r.lastSettlementBlock > 1 || !s.clauseEndsAt(q.to) || q.dim != bare {
		return draft{}, false
	}
	at := -1
	for _, h := range s.hits {
		if h.class == figureNoun && h.to <= q.from && q.from-h.to <= 5 {
			at = h.from
		}
	}
	if at < 0 {
		return draft{}, false
	}
	switch s.low(q.from - 1) {
	case "reached", "to", "at", "is", "was", "hit", "passed":
	default:
		return draft{}, false
	}
	d := draft{from: at, to: q.to, anchor: q.core, window: windowNear, source: sourceSentence}
	d.Actor, d.Direction, d.Value, d.Unit, d.Approx, d.Bound = p.Actor, p.Direction, q.value, claim.Count, q.approx, q.bound
	d.Attribution = p.Attribution
	d.source = sourceSet
	d.Why = "a count of settlements that goes on"
	return d, true
}

// verifyVerbs are what is done with a part of the settlements claimed.
var verifyVerbs = set("verify verified verifies confirm confirmed confirms corroborate corroborated count counts counted document documented find finds found lists list recognise recognises see sees accept accepts geolocate geolocated validate validated credits credit record recorded records marks mark marked shows show claims claim claimed")

// countOfThose reads "eleven of those remained in Ukrainian hands", "ten were
// taken by the other battlegroups", "The Centre can verify six": a part of the
// settlements told before.
func (s *sentence) countOfThose(k int, q *quantity) (draft, bool) {
	p := claim.Claim{}
	if s.r.lastSettlement.Kind != "" && s.r.blocks-s.r.lastSettlementBlock <= 1 {
		p = s.r.lastSettlement
	}
	for j := range s.drafts {
		if d := &s.drafts[j]; d.Kind == claim.SettlementControl && d.from < q.from {
			p = d.Claim
		}
	}
	if p.Kind == "" || s.r.lastClaim.Kind == claim.AreaChange && s.low(q.to) != "of" {
		return draft{}, false
	}
	end := q.to
	those := s.low(end) == "of" && (s.low(end+1) == "those" || s.low(end+1) == "these" || s.low(end+1) == "them" || s.low(end+1) == "which")
	switch {
	case those:
		end += 2
		if s.low(end) == "(" { // "Four of these (A, B, C and D) have since come back"
			for end < len(s.toks) && s.low(end) != ")" {
				end++
			}
			end++
		}
	case p.Unit != claim.Count:
		return draft{}, false
	case s.low(end) == "more" || s.low(end) == "others" || s.low(end) == "other" || s.low(end) == "further":
		end++
	}
	if _, noun := s.is(settlementNoun, end); noun {
		return draft{}, false
	}
	d := draft{from: q.from, to: end, anchor: q.core, window: windowNear, source: sourceSentence}
	d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
	if c := s.inControl(end, min(len(s.toks), end+9)); c != "" {
		d.Actor, d.to = c, min(len(s.toks), end+5)
		d.Why = "a part of the settlements before, said to be under control"
		for _, t := range s.trig {
			if t.class == fallVerb && t.from >= end && t.from < end+6 {
				d.Direction = claim.Gained
			}
		}
		return d, true
	}
	for _, t := range s.trig {
		behind := t.from >= end && t.from-end <= 5 && (t.passive || t.class == fallVerb) && !s.commaBetween(end, t.from)
		before := t.to == q.from && (those || s.clauseEndsAt(end) || placePreps[s.low(end)] || s.mask[min(end, len(s.toks)-1)])
		if t.noun || !behind && !before || t.class == moveVerb || t.class == growVerb || t.class == shrinkVerb {
			continue
		}
		d.Actor, _ = s.subjectOf(t)
		d.Direction = directionOf(t.class)
		if t.class == fallVerb || t.class == occupyVerb {
			d.Direction = claim.Gained
		}
		d.Actor = first(d.Actor, p.Actor)
		d.from, d.to = min(d.from, t.from), max(d.to, t.to)
		d.Why = "“" + s.slice(t.from, t.to) + "” of a part of the settlements before"
		return d, d.Actor != ""
	}
	if those && (s.low(end) == "in" || s.low(end) == "near" || s.low(end) == "around") && p.Actor != "" { // "18 villages, nine of them in the Sumy region"
		if n := s.regionFor(end, q.from); n != "" {
			d.Actor, d.Direction, d.Region = p.Actor, p.Direction, n
			d.Window, d.window = claim.NoWindow, windowSentence
			d.Why = "a part of the settlements before, by region"
			return d, true
		}
	}
	if verifyVerbs[s.low(q.from-1)] && (s.clauseEndsAt(end) || placePreps[s.low(end)]) {
		if a, b, ok := s.subjectSpan(q.from - 1); ok && s.speakerLike(a, b) {
			name, _, _ := s.nameOf(a, b)
			d.Actor, d.Direction, d.from = p.Actor, p.Direction, a
			d.Attribution, d.source = name, sourceSet
			d.Window, d.window = p.Window, windowSet
			d.Why = "so many of the settlements before, by another's count"
			return d, name != ""
		}
	}
	return draft{}, false
}

// tallyOf reads "The tally of settlements taken this year rose to 262", "the
// number of liberated communities has reached 262".
func (s *sentence) tallyOf(q *quantity) (draft, bool) {
	switch s.low(q.from - 1) {
	case "to", "at", "reached", "is", "was", "hit", "passed", "exceeds", "exceeded", "totals", "totalled", "totaled":
	default:
		return draft{}, false
	}
	if !s.clauseEndsAt(q.to) && !s.mask[min(q.to, len(s.toks)-1)] {
		return draft{}, false
	}
	noun := -1
	for k := q.from - 1; k > 0 && k > q.from-16; k-- {
		if _, ok := s.is(settlementNoun, k); ok && strings.HasSuffix(s.low(k), "s") {
			noun = k
		}
	}
	if noun < 1 {
		return draft{}, false
	}
	for _, t := range s.trig {
		if t.noun || t.from > q.from || t.from < noun-2 || t.class != gainVerb && t.class != loseVerb && t.class != occupyVerb || !participle(t.low) {
			continue
		}
		t.passive = true
		d := draft{from: max(0, noun-2), to: q.to, anchor: q.core, window: windowNear, source: sourceSentence}
		d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
		d.Actor, _ = s.subjectOf(t)
		d.Direction = directionOf(t.class)
		if t.class == occupyVerb {
			d.Direction = claim.Gained
		}
		if d.Actor == "" {
			d.Actor = first(s.mainSubject(), first(s.r.lastSettlement.Actor, s.r.lex.invader))
		}
		d.Why = "a tally of settlements “" + t.low + "”"
		return d, true
	}
	return draft{}, false
}
