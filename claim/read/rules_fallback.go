package read

import (
	"github.com/salient-project/salient/claim"
)

var fallbackRules = []Rule{
	{
		Name: "area in its clause", Kind: claim.AreaChange,
		Says: "an area that no other rule has read: by the words of going, the side, the verb or the series of its clause",
		Examples: []Example{
			{"Russia did not stop: in June an additional 31 square miles went.", "2025-07-01", "actor=ukraine direction=lost value=31 unit=mi2 from=2025-06-01"},
			{"He closed his February ledger with a surprise: Ukraine 189 sq km, Russia 134.", "2026-03-01", "actor=ukraine direction=gained value=189"},
			{"Ukraine liberated 300 sq km in the south. The institute could confirm 176 sq km of that.", "2026-03-01", "actor=ukraine direction=gained value=176"},
			{"Russian troops have mined 3,000 hectares of farmland.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != area || q.converted || q.whole {
				return draft{}, false
			}
			return s.areaInClause(k, q)
		},
	},
	{
		Name: "share in its clause", Kind: claim.Share,
		Says: "a part that no other rule has read: of a region, a town or the ground told of, held or taken by whom the clause or the text names",
		Examples: []Example{
			{"Russia occupies just under 20% of Ukraine. Donetsk is about a fifth unconquered.", "", "actor=ukraine value=20 region=Donetsk"},
			{"Russia holds 18.8 percent of Ukraine. In the summer of 2024 it held 18 percent.", "2025-06-30", "actor=russia value=18 region=Ukraine from=2024-06-01"},
			{"Russia holds 19.4 percent of Ukraine. At the end of July 2025 it had been 18.9 per cent.", "2026-02-02", "actor=russia value=18.9 region=Ukraine from=2025-07-31"},
			{"Russia gained 190 sq km in May, four-fifths of it north of Velyka Novosilka.", "2025-06-30", "actor=russia direction=gained value=80"},
			{"Where Russia gained ground in January: 54 % in Zaporizhzhia oblast, 31 % in Donetsk oblast.", "2026-02-04", "actor=russia direction=gained value=31 region=Donetsk"},
			{"A third of the attacks hit the Pokrovsk axis; Russia lost 40 percent of its tanks.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != percent || len(q.value) != 1 || q.value[0] > 100 || q.converted {
				return draft{}, false
			}
			return s.shareInClause(k, q)
		},
	},
}

// otherLand are words for ground that is told of for another reason than who
// holds it.
var otherLand = set(`mined mine mines demining demined sappers ploughed plowed sown planted arable farmland farm farms crops wheat forest forests woodland burned burnt burnt-out wildfire fire fires
 contaminated flooded reservoir lake irrigated park nature greenhouse warehouse estate garden hectare-sized rent lease leased solar buffer`)

// goingWords are what ground does that its holder loses.
var goingWords = set("went gone slipped vanished disappeared evaporated melted dissolved lost fell changed passed slid surrendered flipped")

// areaInClause reads an area by what its clause says of it.
func (s *sentence) areaInClause(k int, q *quantity) (draft, bool) {
	i, j := s.clauseAround(q.core)
	for x := range s.toks {
		if otherLand[s.low(x)] {
			return draft{}, false
		}
	}
	d := draft{from: q.from, to: q.to, anchor: q.core, window: windowInherit, source: sourceSeries, carries: true}
	d.Kind = claim.AreaChange
	d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
	d.Region = s.regionFor(q.to, q.from)
	end := s.behind(q)
	d.to = end
	if s.heldAnew(q, &d) {
		return d, true
	}
	for x := i; x < q.from; x++ { // "under occupation are 114.3 thousand sq. km"
		if p := s.inControl(x, x+1); p != "" && (beWords[s.low(x+1)] || s.low(x+1) == ":" || s.low(x+1) == "remain" || s.low(x+1) == "stand") {
			d.Kind, d.Actor, d.Region = claim.AreaHeld, p, first(d.Region, s.r.lex.war.Home)
			d.from, d.window, d.source = max(i, x-1), windowNear, sourceLead
			d.Why = "said to be under control"
			return d, true
		}
	}
	if w := s.low(end); (w == "to" && s.low(end+1) == "the" && s.low(end+2) == "good" || w == "ahead" || w == "up" && s.clauseEndsAt(end+1)) && s.mainSubject() != "" { // "ended the month 21 sq km to the good"
		d.Actor, d.Direction, d.to = s.mainSubject(), claim.Net, min(len(s.toks), end+3)
		d.Why = "a side said to be so much ahead"
		return d, true
	}
	for x := end; x < min(j, end+6); x++ { // "200 square kilometers slipped away"
		if w := s.low(x); w == "turned" && (s.low(x+1) == "red" || s.low(x+1) == "blue") { // as maps colour it
			d.Actor, d.Direction, d.to = s.r.lex.invader, claim.Gained, x+2
			if s.low(x+1) == "blue" {
				d.Actor = s.r.lex.defender
			}
			d.Why = "ground that a map colors anew"
			return d, true
		}
		if w := s.low(x); goingWords[w] && s.low(x-1) != "who" || beWords[w] && (s.low(x+1) == "gone" || s.low(x+1) == "lost") {
			d.Actor, d.Direction, d.to = s.r.lex.defender, claim.Lost, min(len(s.toks), x+1)
			if p := s.inControl(x, min(len(s.toks), x+8)); p != "" {
				d.Actor, d.Direction = p, claim.Gained // "passed under Russian control"
			}
			d.Why = "ground said to have gone"
			return d, true
		}
		if s.toks[x].kind == mark {
			break
		}
	}
	if a, ok := s.actorEndingAt(q.from); ok && s.r.isBelligerent(a.party) && a.form != asPlace && a.prep == "" { // "Ukraine 189 sq km"
		d.Actor, d.Direction, d.from = a.party, claim.Gained, a.from
		if s.low(q.from) == "minus" || s.low(q.from-1) == "-" {
			d.Direction = claim.Lost
		}
		d.Why = "a side and its figure"
		return d, true
	}
	for _, a := range s.actors { // "plus 97 square kilometres for Russia", "for Russia is plus 97"
		if !s.r.isBelligerent(a.party) || a.prep != "for" || a.from < i || a.to > j {
			continue
		}
		if w := s.low(q.from - 1); w == "plus" || w == "+" || w == "minus" || w == "-" {
			d.Actor, d.Direction, d.from = a.party, claim.Gained, min(a.from, q.from-1)
			if w == "minus" || w == "-" {
				d.Direction = claim.Lost
			}
			d.Why = "a side's figure with its sign"
			return d, true
		}
	}
	if w := s.low(q.from - 1); w == "has" || w == "have" || w == "had" { // "All told Russia has about 11.5 million hectares"
		if a, ok := s.actorEndingAt(q.from - 1); ok && s.r.isBelligerent(a.party) && a.form != asPlace {
			d.Kind, d.Actor, d.from = claim.AreaHeld, a.party, a.from
			d.window, d.source = windowNear, sourceLead
			if a.party == s.r.lex.invader {
				d.Region = first(d.Region, s.r.lex.war.Home)
			}
			d.Why = "“has” an area"
			return d, true
		}
	}
	if p := s.ownAccount(q.from); p != "" { // "Moscow's account is different: 14 settlements and 600 sq km"
		d.Actor, d.Direction, d.Attribution = p, claim.Gained, ""
		d.Why = "a side's own account"
		return d, true
	}
	if left := s.low(end) == "remained" || s.low(end) == "remains" || s.low(end) == "remain" || beWords[s.low(end)] && s.low(end+1) == "left"; left && s.r.lastPart.kind == claim.AreaHeld && s.r.blocks-s.r.lastPart.block <= 1 { // "In March 2025 under 120 sq km was left"
		d.Kind, d.Actor, d.Region = claim.AreaHeld, s.r.lastPart.actor, first(d.Region, s.r.lastPart.region)
		d.window, d.source = windowNear, sourceLead
		d.Why = "what was left of what was held"
		return d, true
	}
	for x := i; x < q.from; x++ { // "What Ukraine has left of Donetsk comes to 6,600 sq km"
		if s.low(x) != "left" || s.low(x+1) != "of" && s.low(x+1) != "in" {
			continue
		}
		if a, ok := s.actorIn(max(0, x-4), x); ok && s.r.isBelligerent(a.party) {
			if n, e := s.regionAt(min(x+2, len(s.toks)-1)); n != "" && e < q.from {
				d.Kind, d.Actor, d.Region, d.from = claim.AreaHeld, a.party, n, max(0, a.from-1)
				d.window, d.source = windowNear, sourceSentence
				d.Why = "what a side has left"
				return d, true
			}
		}
	}
	if s.low(end) == "of" && (s.low(end+1) == "that" || s.low(end+1) == "this" || s.low(end+1) == "it" || s.low(end+1) == "them") && s.r.inSeries(2) {
		d.Actor, d.Direction, d.to = s.r.series.actor, s.r.series.direction, end+2
		d.Why = "a part of the figure before it"
		return d, d.Actor != ""
	}
	for x := range s.trig {
		t := s.trig[x]
		if !t.noun && t.low == t.lemma && (t.from == 0 || s.low(t.from-1) == ";") {
			return draft{}, false // "Lose a hundred square miles and nobody notices"
		}
		if t.from < i || t.to > j || t.class == holdVerb && t.noun || t.class == moveVerb || t.class == fallVerb {
			continue
		}
		if d.Actor, _ = s.subjectOf(t); d.Actor == "" {
			d.Actor = s.defaultActor(t, d)
		}
		switch t.class {
		case gainVerb, gainNoun, occupyVerb, growVerb:
			d.Direction = claim.Gained
		case loseVerb, loseNoun, shrinkVerb:
			d.Direction = claim.Lost
		case netNoun:
			d.Direction = claim.Net
		case holdVerb:
			d.Kind, d.window, d.source = claim.AreaHeld, windowNear, sourceLead
		}
		d.Why = "“" + s.slice(t.from, t.to) + "” in the clause of the figure"
		return d, d.Actor != ""
	}
	if m := s.r.lastDeed; m.actor != "" && s.r.blocks-m.block <= 1 && !s.r.inSeries(1) && s.low(q.from-1) != "'s" && s.low(q.from-1) != ":" {
		if a, b, ok := s.countingSource(max(1, q.from-1)); ok { // "how big a bite Russia took. DeepState says 56,400 hectares"
			d.Attribution, _, _ = s.nameOf(a, b)
			d.source = sourceSet
		}
		d.Actor, d.Direction, d.Window, d.window = m.actor, m.direction, m.window, windowSet
		if s.bestTime(d.from, d.to, d.anchor) != nil {
			d.window = windowNear
		}
		d.Why = "a figure for the taking told before"
		return d, true
	}
	if (len(s.when) > 0 || d.Region != "" && (s.block.bullet || s.r.series.block == s.r.blocks)) && s.r.inSeries(2) && !s.block.title {
		d.Actor, d.Direction = s.r.series.actor, gross(s.r.series.direction)
		d.recalled = true
		d.Why = "an area with its period, in a run of such"
		return d, d.Actor != ""
	}
	if s.r.series.block == s.r.blocks && s.r.series.actor != "" { // "the truth is closer to 2,350 sq km"
		d.Actor, d.Direction = s.r.series.actor, gross(s.r.series.direction)
		d.Why = "goes on from the series of its paragraph"
		return d, true
	}
	return draft{}, false
}

// accountNouns are what a side tells of itself.
var accountNouns = set("account version tally claim count telling count")

// ownAccount is the side whose own account a colon before token i opens.
func (s *sentence) ownAccount(i int) string {
	for k := i - 1; k > 1; k-- {
		if s.low(k) != ":" {
			continue
		}
		for j := k - 1; j > 0 && j > k-6; j-- {
			if accountNouns[s.low(j)] {
				return s.ownerBefore(j)
			}
		}
		return ""
	}
	return ""
}

// gross is the direction of a part of what was told: no part is a balance.
func gross(d claim.Direction) claim.Direction {
	if d == claim.Net {
		return claim.Gained
	}
	return d
}

// behind is the token behind a quantity and its restatement.
func (s *sentence) behind(q *quantity) int {
	if q.convertedBy == nil {
		return q.to
	}
	if s.low(q.convertedBy.to) == ")" {
		return q.convertedBy.to + 1
	}
	return q.convertedBy.to
}

// heldAnew reads an area that restates a share: "26 per cent, or 6,900 sq km",
// "According to Kyiv that is 5,300 square kilometres".
func (s *sentence) heldAnew(q *quantity, d *draft) bool {
	for k := len(s.drafts) - 1; k >= 0; k-- {
		p := &s.drafts[k]
		if p.Kind != claim.Share || p.to > q.from || q.from-p.to > 3 {
			continue
		}
		if w := s.low(q.from - 1); w != "or" && w != "(" && w != "," && w != "--" && w != "about" && w != "of" {
			continue
		}
		d.Actor, d.Direction, d.Region = p.Actor, p.Direction, p.Region
		d.Kind = claim.AreaHeld
		if p.Direction != "" {
			d.Kind = claim.AreaChange
		}
		d.window, d.source = windowSentence, p.source
		d.Why = "restates the share before it"
		return true
	}
	p := s.r.lastPart
	if p.kind != claim.Share || s.r.blocks-p.block > 1 || p.actor == "" || q.from < 2 {
		return false
	}
	w, w1 := s.low(q.from-1), s.low(q.from-2)
	if !(beWords[w] || w == "to" && (w1 == "amounts" || w1 == "comes" || w1 == "equates")) || !contains(s.toks, 0, q.from, "that") && !contains(s.toks, 0, q.from, "this") && !contains(s.toks, 0, q.from, "it") && !contains(s.toks, 0, q.from, "which") {
		return false
	}
	d.Kind, d.Direction, d.Actor, d.Region = claim.AreaHeld, "", p.actor, p.region
	if p.direction == claim.Gained { // what one side wants or took of the other's
		d.Actor = s.other(p.actor)
	}
	d.window, d.source = windowNear, sourceSentence
	d.Why = "the part told before, as an area"
	return true
}

// clauseAround bounds the clause around a token at semicolons, dashes, colons
// and full stops, and at commas with a conjunction and a new subject.
func (s *sentence) clauseAround(i int) (from, to int) {
	from, to = 0, len(s.toks)
	for k := i - 1; k >= 0; k-- {
		if w := s.low(k); w == ";" || w == "." || w == ":" || w == "--" || w == "while" || w == "but" || w == "whereas" {
			from = k + 1
			break
		}
	}
	for k := i + 1; k < len(s.toks); k++ {
		if w := s.low(k); w == ";" || w == "--" || w == "while" || w == "but" || w == "whereas" {
			to = k
			break
		}
	}
	return from, to
}

// groundObjects are what a part may be of that is ground.
var groundObjects = set(`it that this them those these which territory land ground area areas gains losses gain loss advance advances total haul captures conquests soil country nation neighbour neighbor state region oblast province town city village district everything
 countryside settlement map whole figure tally space`)

// notGround are what a part is of that is no ground.
var notGround = set(`attacks assaults assault attack clashes fighting power electricity energy grid capacity population voters people respondents tanks budget gdp economy trade exports output drones missiles strikes
 losses-in casualties troops soldiers brigade brigades army men recruits vehicles refineries heating homes houses households apartments buildings schools roads production reactors aid weapons ammunition shells budget fields-of
 rain rainfall temperature temperatures snow prices price gas oil coal wheat grain crop harvest children women refugees residents prisoners shelling hits time days sorties bombs`)

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
	if notGround[s.low(end)] || q.to < len(s.toks) && s.low(end) == "fewer" || s.low(end) == "higher" || s.low(end) == "lower" || s.low(end) == "more" || s.low(end) == "less" || changeNouns[s.low(end)] != 0 {
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
	for x := i; x < j; x++ {
		if notGround[s.low(x)] && s.low(end) != "of" {
			return d, false
		}
	}
	// "Donetsk is about a fifth unconquered", "85 percent occupied"
	if s.low(end) == ":" && q.from <= 2 { // "19%: the proportion of Ukraine that Russia occupies"
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
				d.Region = n
				d.from = min(d.from, x)
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
