package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// headline returns the trigger of a factbox's line, before its colon.
func (s *sentence) headline(colon int) (trigger, bool) {
	for _, t := range s.trig {
		if t.to <= colon {
			if !t.noun && participle(t.low) {
				t.passive = true // "held by Russia"
			}
			return t, true
		}
	}
	return trigger{}, false
}

// factCount reads "Settlements lost by Ukraine in January: 12" as a count.
func (s *sentence) factCount(q *quantity) (draft, bool) {
	if s.colon < 0 || q.from < s.colon || q.from > s.colon+2 || s.hasArea() {
		return draft{}, false
	}
	for k := 0; k < s.colon; k++ {
		if _, ok := s.is(settlementNoun, k); !ok || k > 4 {
			continue
		}
		t, ok := s.headline(s.colon)
		if !ok {
			continue
		}
		d := draft{from: 0, to: q.to, anchor: q.core, window: windowNear, source: sourceSeries}
		d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
		d.Actor, _ = s.subjectOf(t)
		d.Direction = directionOf(t.class)
		if d.Actor == "" {
			d.Actor = s.defaultActor(t, d)
		}
		d.Region = s.regionFor(k+1, q.from)
		d.Why = "a line of a factbox"
		return d, true
	}
	return draft{}, false
}

// factColon returns the token of the colon in a line of a factbox, "Territory
// captured in January: 245 sq km (95 sq miles)": a phrase without a verb of
// saying, a colon, and figures only. -1 where the sentence is none.
func (s *sentence) factColon() int {
	at := -1
	for k := range s.toks {
		if s.low(k) == ":" || s.low(k) == "--" && s.first == 0 && s.first+len(s.toks) == len(s.block.toks) {
			if at >= 0 && s.low(at) == ":" {
				continue
			}
			at = k
		}
	}
	if at < 1 || at > 16 {
		return -1
	}
	for k := 0; k < at; k++ {
		if s.isSay(k) && !s.nounInName(k) && s.low(k) != "put" || auxiliary[s.low(k)] && !s.mask[k] {
			return -1
		}
	}
	for _, q := range s.qty {
		if q.from == at+2 && (s.partyAt(at+1) != "") || q.from == at+1 || q.from == at+2 && determiners[s.low(at+1)] {
			return at
		}
	}
	return -1
}

// factArea reads the lines of a factbox that no verb governs: "Land under Russian
// occupation: 116,250 sq km" is held; "Donetsk: 22 km²" goes on with the count
// of the lines above it.
func (s *sentence) factArea(q *quantity, d *draft) bool {
	if s.colon < 0 || q.from < s.colon || q.from > s.colon+2 {
		return false
	}
	if p := s.inControl(0, s.colon); p != "" {
		d.Kind, d.Actor, d.Direction = claim.AreaHeld, p, ""
		d.Region = first(d.Region, s.r.lex.war.Home)
		d.from, d.window, d.source = 0, windowNear, sourceLead
		d.Why = "a line of a factbox on what is held"
		return true
	}
	if t, ok := s.headline(s.colon); ok && !t.noun && participle(t.low) && (t.class == occupyVerb || t.class == holdVerb) && !s.timedBefore(s.colon) {
		d.Kind, d.Direction = claim.AreaHeld, "" // "Occupied: about 114,500 km²"
		if d.Actor = s.ownerBefore(t.from); d.Actor == "" {
			d.Actor = s.r.lex.invader
		}
		d.Region = first(d.Region, s.r.lex.war.Home)
		d.from, d.window, d.source = 0, windowNear, sourceLead
		d.Why = "a line of a factbox on what is held"
		return true
	}
	if name := s.factRegion(); name != "" && s.r.series.unit != "" && s.r.blocks-s.r.series.block <= 14 {
		d.Kind, d.Actor, d.Direction, d.Region = claim.AreaChange, s.r.series.actor, s.r.series.direction, name
		if s.r.columnActor != "" {
			d.Actor, d.Direction = s.r.columnActor, s.r.columnDirection
		}
		d.from = 0
		d.Why = "a line of a factbox, by region"
		return true
	}
	return false
}

// isInControl reads "some 6,500 sq km, is under Ukrainian control": the verb
// stands right behind the figure, whatever was taken or lost before it.
func (s *sentence) isInControl(q *quantity, d *draft) bool {
	k := s.behind(q)
	if w := s.low(k); w == "in" || w == "of" {
		if n, e := s.regionAt(min(k+1, len(s.toks)-1)); n != "" {
			k = e
		}
	}
	if s.low(k) == "," {
		k++
		for j := k; j < min(len(s.toks), k+12); j++ { // ", just over 80 percent of it,"
			if s.low(j) == "," && (beWords[s.low(j+1)] || s.low(j+1) == "remains") {
				k = j + 1
				break
			}
		}
	}
	switch s.low(k) {
	case "is", "are", "remains", "remain":
	default:
		return false
	}
	p := s.inControl(k+1, min(len(s.toks), k+6))
	if p == "" {
		return false
	}
	d.Kind, d.Actor, d.Direction = claim.AreaHeld, p, ""
	d.window, d.source = windowSentence, sourceLead
	d.Why = "area said to be under control"
	for j := q.from - 1; j >= 0 && d.Region == ""; j-- {
		if n, _ := s.regionAt(j); n != "" && n != s.r.lex.war.Home {
			d.Region = n // "a quarter of Donetsk region, some 6,500 sq km, is"
		}
	}
	if w := s.low(q.core - 1); d.Region == "" && (w == "other" || w == "remaining") && s.r.blocks-s.r.lastPart.block <= 1 {
		d.Region = s.r.lastPart.region // "The other 21,400 sq km is under Russian rule"
	}
	return true
}

// timedBefore reports a day or span told before a token: what was occupied in
// January is a change.
func (s *sentence) timedBefore(i int) bool {
	for k := range s.when {
		if s.when[k].to <= i {
			return true
		}
	}
	return false
}

// labelRegion is the region that opens a block with a colon: "Luhansk: 99.6 %".
func (s *sentence) labelRegion() string {
	i := 0
	for i < len(s.toks) && s.toks[i].kind == mark && i < 2 {
		i++
	}
	if i >= len(s.toks) {
		return ""
	}
	if n, e := s.regionAt(i); n != "" && (s.low(e) == ":" || s.low(e) == "--") && n != s.r.lex.war.Home && !s.isSide(n) {
		return n
	} else if _, noun := s.is(regionNoun, e-1); n != "" && noun && n != s.r.lex.war.Home && s.low(e) == "." && e+1 >= len(s.toks) && len(s.block.toks) > len(s.toks)+3 {
		return n // "Sumy Oblast. The enemy holds"
	}
	return ""
}

// labelPlace is the town that opens a block as its label: "LYMAN. The enemy
// occupied", "Siversk: Russians hold about half".
func (s *sentence) labelPlace() string {
	i := 0
	for i < len(s.toks) && s.toks[i].kind == mark && i < 2 {
		i++
	}
	e := i
	for e < len(s.toks) && e < i+4 && s.toks[e].kind == word && s.toks[e].capital() {
		e++
	}
	if e == i || e >= len(s.toks) && e == i || e < len(s.toks) && s.low(e) != ":" && s.low(e) != "." && s.low(e) != "--" {
		return ""
	}
	name := s.slice(i, e)
	if e >= len(s.toks) || s.low(e) == "." {
		if name != strings.ToUpper(name) || len(name) < 4 {
			return ""
		}
	}
	words := strings.Fields(name)
	for k := range words {
		if words[k] == strings.ToUpper(words[k]) {
			words[k] = titleCase(words[k])
		}
	}
	name = strings.Join(words, " ")
	if s.placeLike(name) && s.r.findPerson(name) == nil || s.r.knows(name) || s.isTown(name) {
		if s.r.lex.regions[strings.ToLower(name)] && !s.isTown(name) {
			return ""
		}
		return name
	}
	return ""
}

// factRegion is the region that alone stands before a factbox's colon.
func (s *sentence) factRegion() string {
	i := 0
	for i < s.colon && s.toks[i].kind != word {
		i++
	}
	if n, e := s.regionAt(i); n != "" && e == s.colon {
		return n
	}
	return ""
}

// column remembers what a factbox's heading says its lines count: "By region
// (Russian gains)".
func (s *sentence) column() {
	if !s.block.title || len(s.toks) > 14 {
		return
	}
	for _, t := range s.trig {
		if !t.noun || t.class != gainNoun && t.class != loseNoun {
			continue
		}
		if p, _ := s.subjectOf(t); p != "" {
			s.r.columnActor, s.r.columnDirection = p, directionOf(t.class)
			return
		}
	}
	s.r.columnActor = ""
}

// signed reads "Russia +23 km²".
func (s *sentence) signed(q *quantity, d *draft) bool {
	w := s.low(q.from - 1)
	if w != "+" && w != "-" && w != "--" {
		return false
	}
	for _, a := range s.actors {
		if (a.to == q.from-1 || a.to == q.from-2 && s.low(a.to) == ":") && s.r.isBelligerent(a.party) {
			d.Actor, d.Direction, d.from = a.party, claim.Gained, a.from
			if w != "+" {
				d.Direction = claim.Lost
			}
			d.Why = "a figure with its sign"
			return true
		}
	}
	return false
}

// heldParts are words for a piece of ground that one side holds.
var heldParts = set("pocket foothold bridgehead salient enclave incursion breach holding holdings bulge beachhead slice wedge")

// heldPart reads "its remaining pocket now measures about 400 km²", "Russia's
// foothold is now down to 140 sq km": what is held there.
func (s *sentence) heldPart(q *quantity, d *draft) bool {
	verb := -1
	for k := q.from - 1; k >= 0 && k > q.from-6; k-- {
		switch s.low(k) {
		case "measures", "measured", "covers", "covered", "spans", "spanned", "is", "was", "occupies", "occupied", "down", "shrunk", "shrank", "comprises", "extends", "amounts", "totals":
			verb = k
		}
		if s.toks[k].kind == mark {
			break
		}
	}
	if verb < 0 && s.low(q.from-1) == ":" {
		verb = q.from - 1 // "Enemy bridgehead in Dnipropetrovsk region: no more than 40 sq km"
	}
	if verb < 0 && s.low(q.from-1) == "to" { // "have cut the Russian salient to under 25 sq km"
		for k := q.from - 2; k >= 0 && k > q.from-8; k-- {
			if heldParts[s.low(k)] {
				verb = k + 1
				break
			}
		}
	}
	if verb < 0 {
		return false
	}
	for k := verb - 1; k >= 0 && k > verb-12; k-- {
		if !heldParts[s.low(k)] {
			continue
		}
		d.Kind, d.Direction = claim.AreaHeld, ""
		d.from, d.window, d.source = s.nounStart(k), windowNear, sourceLead
		d.Actor = s.ownerBefore(k)
		if d.Actor == "" {
			d.Actor = s.ownerBefore(k - 1)
		}
		if d.Actor == "" {
			d.Actor = first(s.mainSubject(), s.r.subject)
		}
		for j := k + 1; j < verb; j++ {
			if n, _ := s.regionAt(j); n != "" && n != s.r.lex.war.Home {
				d.Region = n
			} else if n, ok := s.aroundPlace(j, verb); ok && d.Region == "" && (s.low(j) == "at" || s.low(j) == "near" || s.low(j) == "around") {
				d.Region = n
			}
		}
		d.Region = first(d.Region, s.r.region)
		d.Why = "the size of a " + s.low(k)
		return d.Actor != ""
	}
	return false
}

// restated reads "That is an area of 116,000 sq km" behind a share: what is
// held, told again as an area.
func (s *sentence) restated(q *quantity, d *draft) bool {
	if s.r.lastPart.kind != claim.Share || s.r.lastPart.direction != "" || s.r.blocks-s.r.lastPart.block > 1 || !s.anaphoric() || q.from > 8 {
		return false
	}
	for _, t := range s.trig {
		if t.to <= q.from && !t.noun {
			return false
		}
	}
	d.Kind, d.Actor, d.Region, d.Direction = claim.AreaHeld, s.r.lastPart.actor, s.r.lastPart.region, ""
	d.from, d.source, d.setMode = 0, sourceLead, false
	d.Window, d.window = s.r.heldWindow(), windowSet
	d.Why = "the share before it, told as an area"
	return d.Actor != ""
}

// partyAt is the belligerent that one word names, as "RU" in a table.
func (s *sentence) partyAt(i int) string {
	for _, c := range []class{partyName, partyAdjective} {
		if h, ok := s.is(c, i); ok && h.to == i+1 && s.r.isBelligerent(h.id) {
			return h.id
		}
	}
	return ""
}
