package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// shareInClause reads a part by what it is of and whose the clause says it is.
func (s *sentence) shareInClause(k int, q *quantity) (draft, bool) {
	end := q.to
	if s.low(end) == "each" {
		end++
	}
	d := draft{from: q.from, to: q.to, anchor: q.core, window: windowNear, source: sourceLead, carries: true}
	d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Percent, q.approx, q.bound
	i, j := s.clauseAround(q.core)
	if _, side := compass[s.low(q.core-1)]; side && s.low(q.core) == "half" {
		return d, false
	}
	if w := s.low(end); q.fraction && participle(w) && !s.sideWord(end) && w != "taken" && w != "captured" && w != "seized" && w != "liberated" && w != "held" && w != "controlled" {
		return d, false // "Pokrovsk is half surrounded"
	}
	if w := s.low(end); (w == "the" || w == "its" || w == "their") && q.fraction && !groundObjects[s.low(end+1)] || w == "below" || w == "above" {
		if n, _ := s.regionAt(min(end, len(s.toks)-1)); n == "" {
			return d, false // "half the fields are still fenced off"
		}
	}
	if notGround[s.low(end)] || q.to < len(s.toks) && s.low(end) == "fewer" || s.low(end) == "higher" || s.low(end) == "lower" || s.low(end) == "more" || s.low(end) == "less" || changeNouns[s.low(end)] != 0 && !(s.low(end) == "fall" && s.low(end+1) == "on") {
		return d, false
	}
	if h, ok := s.is(partyAdjective, end); ok && !s.r.isBelligerent(h.id) {
		return d, false
	}
	ofGround := false // of what was gained or lost
	if s.low(end) == "of" {
		ok := false
		if region, e, taken, found := s.shareObject(end + 1); found {
			d.Region, ok, ofGround = region, true, taken
			d.to = max(d.to, min(e, len(s.toks)))
		}
		for x := end + 1; x < min(len(s.toks), end+7) && !ok; x++ {
			w := s.low(x)
			if notGround[w] || s.toks[x].kind == mark && w != "'" || placePreps[w] && w != "of" {
				return d, false
			}
			if groundObjects[w] || w == "neighbour" {
				ok = true
				d.to = x + 1
			}
			if n, _ := s.regionAt(x); n != "" {
				ok, d.Region = true, n
			}
		}
		if !ok {
			return d, false
		}
	}
	if w := s.low(1); s.low(0) == "of" && (w == "these" || w == "this" || w == "that" || w == "them" || w == "which" || w == "it") && s.low(2) == "," && q.from == 3 && s.r.inSeries(1) {
		ofGround = true // "Of these, 71 percent fall on Donetsk region"
	}
	for x := i; x < j; x++ {
		if notGround[s.low(x)] && s.low(end) != "of" {
			return d, false
		}
	}
	// "Donetsk is about a fifth unconquered", "85 percent occupied"
	if w := s.low(end); s.leads(q) && (w == ":" || w == "--" || w == "-") { // "19%: the proportion of Ukraine that Russia occupies"
		i, j = 0, len(s.toks)
		for _, p := range s.qty {
			if p.from > q.to {
				j = min(j, p.from)
			}
		}
		for x := end; x < j && d.Region == ""; x++ {
			if n, _ := s.regionAt(x); n != "" && !s.isSide(n) {
				d.Region = n
			}
		}
	}
	if w := s.low(end); w == "--" || w == "-" { // "17% – the slice of DeepState's July total that lay in"
		for x := end + 1; x < min(len(s.toks), end+5); x++ {
			if n := s.low(x); (n == "slice" || n == "share" || n == "part" || n == "portion" || n == "proportion") && s.low(x+1) == "of" {
				ofGround = true
				end = x + 1
			}
		}
	}
	if s.partOfTaken(q, &d, end, ofGround) {
		return d, true
	}
	switch w := s.low(end); w {
	case "unconquered", "unoccupied", "free", "ukrainian-held", "ukrainian-controlled":
		d.Actor, d.to = s.r.lex.defender, end+1
	case "occupied", "russian-held", "russian-controlled", "russian-occupied", "conquered", "lost", "gone":
		d.Actor, d.to = s.r.lex.invader, end+1
	}
	if d.Actor == "" {
		if p, at, to := s.ownerOfShare(q, i, j); p != "" {
			d.Actor = p
			d.from, d.to = min(d.from, at), max(d.to, to)
		}
	}
	for _, t := range s.trig { // "of which it has since lost around half"
		if t.to == q.from && !t.noun && t.class == loseVerb {
			if p, _ := s.subjectOf(t); p != "" {
				d.Actor, d.Direction, d.from = p, claim.Lost, min(d.from, t.from)
			}
		}
	}
	carried := s.r.lastPart
	near := carried.kind == claim.Share && s.r.blocks-carried.block <= 2 || carried.kind == claim.AreaHeld && s.r.blocks-carried.block <= 1
	if d.Region == "" {
		d.Region = first(s.block.region, s.block.town)
	}
	if d.Region == "" {
		for x := q.from - 1; x >= i; x-- {
			if n, e := s.regionAt(x); n != "" && e <= q.from && !s.isSide(n) && !s.ownsNext(e) {
				if w := s.low(q.to); x > 1 && s.low(x-1) == "and" && (w == "each" || w == "both") { // "Of Kherson and Zaporizhzhia it has 75 per cent each"
					if both, e2 := s.regionAt(x - 2); e2 == e {
						n = both
					}
				}
				d.Region = n
				d.from, d.to = min(d.from, x), max(d.to, end)
				break
			}
		}
		for _, p := range s.places {
			if d.Region == "" && p.to <= q.from && p.from >= i {
				d.Region = p.name
			}
		}
		if d.Region == "" && near {
			d.Region = carried.region
		}
		if d.Region == "" {
			return d, false
		}
	}
	for x := len(s.drafts) - 1; x >= 0 && d.Actor == "" && !ofGround; x-- { // "19.5 percent was under Russian control, a figure that stood at 18.9 percent"
		if p := &s.drafts[x]; p.Kind == claim.Share && p.to <= q.from && p.Region == d.Region {
			d.Actor, d.Direction = p.Actor, p.Direction
		}
	}
	if d.Actor == "" && near && !ofGround {
		d.Actor, d.Direction = carried.actor, carried.direction
	}
	d.Why = "a part of " + d.Region + " by its clause"
	return d, d.Actor != ""
}

// notGround are what a part is of that is no ground.
var notGround = set(`attacks assaults assault attack clashes fighting power electricity energy grid capacity population voters people respondents tanks budget gdp economy trade exports output drones missiles strikes
 losses-in casualties troops soldiers brigade brigades army men recruits vehicles refineries heating homes houses households apartments buildings schools roads production reactors aid weapons ammunition shells budget fields-of
 rain rainfall temperature temperatures snow prices price gas oil coal wheat grain crop harvest children women refugees residents prisoners shelling hits time days sorties bombs`)

// ownsNext reports a possessive at token i.
func (s *sentence) ownsNext(i int) bool { return s.low(i) == "'s" }

// ownerOfShare is who has a part: by a word of control, the subject of a verb of
// holding, or "theirs", in the clause.
func (s *sentence) ownerOfShare(q *quantity, i, j int) (party string, from, to int) {
	for k := q.to; k < j; k++ {
		if c := s.inControl(k, k+1); c != "" {
			return c, q.from, k + 1
		}
		if w := s.low(k); (beWords[w] || w == "remains") && possessives[s.low(k+1)] {
			if p := s.possessor(k + 1); p != "" {
				return p, q.from, k + 2
			}
		}
		if beWords[s.low(k)] {
			if h, ok := s.is(partyAdjective, k+1); ok && s.r.isBelligerent(h.id) && (s.clauseEndsAt(h.to) || s.low(h.to) == "already" || s.low(h.to) == "now" || s.low(h.to) == "again" || s.low(h.to) == "today") {
				return h.id, q.from, h.to
			}
		}
	}
	for x := len(s.trig) - 1; x >= 0; x-- {
		t := s.trig[x]
		if t.noun || t.from < i || t.to > j || t.class != holdVerb && t.class != occupyVerb && t.class != gainVerb {
			continue
		}
		if p, _ := s.subjectOf(t); p != "" {
			at := t.from
			if a, ok := s.subjectMention(t); ok {
				at = a.from
			}
			return p, at, t.to
		}
	}
	for k := q.from - 1; k >= i; k-- { // "Ukraine's hold on", "Moscow's share of"
		switch s.low(k) {
		case "hold", "grip", "share", "slice", "portion", "part", "foothold", "holdings", "possession":
			if p := s.ownerBefore(k); p != "" {
				return p, k, q.to
			}
		}
	}
	for k := q.from - 1; k >= i && k > q.from-5; k-- { // "gives Moscow 85% of it", "leaves Russia with"
		if a, ok := s.actorEndingAt(k + 1); ok && s.r.isBelligerent(a.party) && a.form != asPlace {
			return a.party, a.from, q.to
		}
	}
	return "", 0, 0
}

// partOfTaken reads a part of what was gained or lost: "four-fifths of it north
// of Velyka Novosilka", "Pokrovsk accounted for 9 percent", "Pokrovsk's slice was
// 16%": where the part lies is its region.
func (s *sentence) partOfTaken(q *quantity, d *draft, end int, ofGround bool) bool {
	shareOf := false
	region, at := "", q.from
	for k := q.from - 1; k >= 0 && k > q.from-4; k-- {
		switch s.low(k) {
		case "accounted", "accounts", "accounting", "contributed", "contributing", "made", "supplied", "provided", "was", "is":
			if w := s.low(k); (w == "was" || w == "is") && s.low(k-1) != "slice" && s.low(k-1) != "share" && s.low(k-1) != "part" && s.low(k-1) != "portion" {
				continue
			}
			for x := k - 1; x >= 0; x-- {
				if n, e := s.regionAt(x); n != "" && !s.isSide(n) && e <= k {
					region, at = n, x
				} else if s.toks[x].capital() && s.toks[x].kind == word {
					if e := s.properAt(x); e > x && (s.placeLike(s.slice(x, e)) || s.r.knows(s.slice(x, e)) || s.isTown(s.slice(x, e))) {
						region, at = s.slice(x, e), x
					}
				}
			}
			shareOf = region != ""
		}
	}
	if s.low(end) == "of" && s.low(end+1) == "it" || s.low(end) == "of" && s.low(end+1) == "that" || ofGround {
		b, e := s.behindOf(end)
		for x := e; x < min(len(s.toks), e+9) && region == ""; x++ {
			if n, _ := s.regionAt(x); n != "" && !s.isSide(n) {
				region = n
			}
			if bear, y := s.bearingAt(x); bear != "" && s.low(y) == "of" {
				if z := s.properAt(min(y+1, len(s.toks)-1)); z > y+1 {
					region = s.slice(y+1, z) + " area"
				}
			}
			if n, ok := s.aroundPlace(x, min(len(s.toks), x+4)); ok && (s.low(x) == "near" || s.low(x) == "around") {
				region = n
			}
		}
		shareOf = shareOf || region != "" && (b || ofGround)
	}
	if w := s.low(end); !shareOf && (w == "in" || w == "around" || w == "near" || w == "on") && q.to == end { // "Where Russia gained: 54 % in Zaporizhzhia oblast, 31 % in Donetsk"
		for k := range s.toks {
			if s.low(k) != ":" || k > q.from {
				continue
			}
			for _, t := range s.trig {
				if c := directionOf(t.class); t.to <= k && c != "" {
					n, e := s.regionAt(min(end+1, len(s.toks)-1))
					if n == "" {
						n, _ = s.aroundPlace(end, min(len(s.toks), end+4))
						e = end + 2
					}
					if p, _ := s.subjectOf(t); n != "" && p != "" {
						d.Actor, d.Direction, d.Region, d.to = p, c, n, e
						d.window, d.source = windowInherit, sourceSeries
						d.Why = "a part of the ground that the line's head tells of"
						return true
					}
				}
			}
		}
	}
	if w := s.low(end); !shareOf && region == "" && (w == "in" || w == "around" || w == "near" || w == "on") && q.to == end {
		for k := range s.drafts { // "half of it was around Huliaipole, a quarter near Pokrovsk"
			if p := &s.drafts[k]; p.Kind == claim.Share && p.Direction != "" && p.to <= q.from {
				n, e := s.regionAt(min(end+1, len(s.toks)-1))
				if n == "" {
					n, _ = s.aroundPlace(end, min(len(s.toks), end+4))
					e = end + 2
				}
				if n != "" && n != s.r.lex.war.Home {
					region, shareOf, d.to = n, true, e
				}
			}
		}
	}
	if !shareOf {
		return false
	}
	actor, direction := s.r.series.actor, s.r.series.direction
	for k := range s.drafts {
		if p := &s.drafts[k]; p.Kind == claim.AreaChange && p.to <= q.from || p.Kind == claim.Share && p.Direction != "" && p.to <= q.from {
			actor, direction = p.Actor, p.Direction
		}
	}
	if p := s.r.lastPart; p.kind == claim.Share && p.direction != "" && s.r.blocks-p.block <= 1 {
		actor, direction = p.actor, p.direction
	}
	if actor == "" || s.r.blocks-s.r.series.block > 3 && actor == s.r.series.actor {
		return false
	}
	if contains(s.toks, q.to, len(s.toks), "losses") || contains(s.toks, q.to, len(s.toks), "lost") {
		actor, direction = s.r.lex.defender, claim.Lost
	}
	d.Actor, d.Direction, d.Region = actor, direction, region
	d.from, d.window, d.source = min(d.from, at), windowInherit, sourceSeries
	d.Why = "a part of the ground " + string(direction) + ", where it lies"
	return true
}

// behindOf steps over "of it", "of that"; b says that it did.
func (s *sentence) behindOf(i int) (b bool, end int) {
	if s.low(i) == "of" && (s.low(i+1) == "it" || s.low(i+1) == "that" || s.low(i+1) == "this") {
		return true, i + 2
	}
	return false, i + 1
}

// leftToOther gives a share to the side that holds it where the clause behind it
// says which side does not: "the 22 percent of Donetsk region that Russia does not
// control", "the fifth that its forces have not occupied". What is demanded stays
// the demand's.
func (s *sentence) leftToOther(q *quantity, d draft) draft {
	if m, _ := s.modalityAt(q.from, q.to); m == claim.Demanded {
		return d
	}
	for _, t := range s.trig {
		if t.noun || t.from < q.to || t.from-q.to > 14 || t.class != holdVerb && t.class != occupyVerb && t.class != gainVerb {
			continue
		}
		clause, negated := -1, false
		for k := q.to; k < t.from; k++ {
			switch w := s.low(k); {
			case w == "that" || w == "which":
				clause = k
			case w == "not" || strings.HasSuffix(w, "n't") || w == "never" || w == "failed" || w == "yet":
				negated = clause >= 0
			}
		}
		if a, ok := s.subjectMention(t); ok && negated && a.from > clause && s.r.isBelligerent(a.party) {
			d.Actor, d.Direction = s.other(a.party), ""
			d.Why = "a part that the other side does not hold"
			return d
		}
	}
	return d
}
