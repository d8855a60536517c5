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
			{"19.3: the percentage of Ukraine that Russia holds.", "", "actor=russia value=19.3 region=Ukraine"},
			{"– 22: the share of Donetsk region, in per cent, still in Ukrainian hands", "", "actor=ukraine value=22 region=Donetsk"},
			{"Russia took 119 sq km in March. Of these, 71 percent fall on Donetsk region.", "2026-04-03", "actor=russia direction=gained value=71 region=Donetsk"},
			{"It is unlikely (20 per cent) that Russia will capture Donetsk oblast by 2027.", "", ""},
			{"A third of the attacks hit the Pokrovsk axis; Russia lost 40 percent of its tanks.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != percent || len(q.value) != 1 || q.value[0] > 100 || q.converted {
				return draft{}, false
			}
			d, ok := s.shareInClause(k, q)
			return s.leftToOther(q, d), ok
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
