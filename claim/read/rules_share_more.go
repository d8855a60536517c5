package read

import "github.com/salient-project/salient/claim"

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
			if a, ok := s.actorIn(i, i+1); ok && a.form == byName {
				continue // "Kyiv recovered a tenth of the ground"
			}
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
	for j := q.from - 1; j >= 0 && j > q.from-4; j-- {
		switch s.low(j) {
		case "rate", "rates", "interest", "inflation", "turnout", "approval", "tax", "unemployment":
			return d, false // "left its key rate at 18%"
		}
	}
	// "its share is 78 per cent", "Moscow's share of Ukraine fell from 19.5 to 19.4 percent"
	for j := q.from - 1; j >= 0 && j > q.from-10; j-- {
		if s.low(j) != "share" {
			continue
		}
		d.Actor = s.ownerBefore(j)
		if d.Actor == "" {
			d.Actor = s.inControl(j, q.from) // "the share of Ukraine under Russian control at 19.3 percent"
		}
		for k := j; k < q.from && d.Actor == ""; k++ { // "the share of the occupied territory of Kharkiv region"
			if w := s.low(k); w == "occupied" && s.isOccupiedLand(k+1) {
				d.Actor = s.r.lex.invader
			}
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
	if s.leads(q) {
		return d, false // "19.3: the percentage of Ukraine that": what stands behind says it
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
	if p := s.r.lastPart; p.kind == claim.Share && p.direction == "" && s.r.blocks-p.block <= 1 && len(s.qty) == 1 && s.clauseEndsAt(q.to) && len(s.when) > 0 { // "In September 2022 it made up a third"
		k := q.from - 1
		if s.low(k) == "up" || s.low(k) == "at" || s.low(k) == "to" {
			k--
		}
		if w := s.low(k); (w == "made" || w == "stood" || w == "reached" || w == "amounted" || w == "was" && q.fraction) && (s.low(k-1) == "it" || s.low(k-1) == "share" || s.low(k-1) == "figure") {
			d.Actor, d.Region = p.actor, p.region
			d.from, d.window = k-1, windowNear
			d.Why = "the share told before, at another time"
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
			if n, e := s.regionAt(min(q.to+1, len(s.toks)-1)); n != "" && p.Direction != "" && (s.low(q.to) == "in" || s.low(q.to) == "on") { // "60 per cent of that came in Zaporizhzhia region, 20 per cent in Donetsk"
				d.Region, d.to, d.window = n, e, p.window
			}
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

// isOccupiedLand reports a word for land at token i.
func (s *sentence) isOccupiedLand(i int) bool {
	switch s.low(i) {
	case "territory", "territories", "land", "area", "part", "lands":
		return true
	}
	return false
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

// slivers are what is left of a region that is held but for it.
var slivers = set("sliver slivers fraction corner pocket pockets fragment strip handful patch patches percent")

// whollyWords tell that a whole region is meant.
var whollyWords = set("wholly fully entirely completely totally all")
