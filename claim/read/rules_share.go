package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

var shareRules = []Rule{
	{
		Name: "share", Kind: claim.Share,
		Says: "a percentage or a worded fraction of a country, a region, a town, or of the ground taken",
		Examples: []Example{
			{"Moscow controlled, fully or in part, 19.4% of Ukraine.", "", "actor=russia value=19.4 region=Ukraine"},
			{"Russia controls roughly one-fifth of Ukrainian territory.", "", "actor=russia value=20 region=Ukraine"},
			{"Russian soldiers hold perhaps a quarter of Kupiansk.", "", "actor=russia value=25 region=Kupiansk"},
			{"Four in every ten of the square kilometres lost in November lay in the Zaporizhzhia region, where Russia attacked.", "2025-12-02", "actor=ukraine direction=lost value=40 region=Zaporizhzhia"},
			{"Two-thirds of what Russia has taken since the new year is in Donetsk region.", "2026-05-19", "actor=russia direction=gained value=66.67 region=Donetsk from=2026-01-01"},
			{"Russian forces now hold 74% and 81% of the Zaporizhzhia and Kherson regions respectively.", "", "actor=russia value=74 region=Zaporizhzhia"},
			{"Donetsk and Luhansk are 78 per cent and 99 per cent occupied by Russia, respectively.", "", "actor=russia value=99 region=Luhansk"},
			{"What share of the Donetsk region is under Russian control?\n\nAround 78 percent, by our count.\n\nAnd of Zaporizhzhia?\n\nThree-quarters.", "", "actor=russia value=75 region=Zaporizhzhia"},
			{"Russia took 126 sq km in February. Half of the 126 square kilometres that Russia took was around Huliaipole.", "2026-03-03", "actor=russia direction=gained value=50 region=Huliaipole"},
			{"A fifth of Ukraine, an area the size of Bulgaria, is occupied.", "", "actor=russia value=20 region=Ukraine"},
			{"The Kremlin insists that the remaining 21% of Donetsk be handed over.", "", "actor=ukraine direction=lost value=21 region=Donetsk modality=demanded attribution=Kremlin"},
			{"Russia holds 74% of both Zaporizhzhia and Kherson.", "", "actor=russia value=74 region=Kherson"},
			{"Ukraine is to abandon some 25,000 square km that Russia has claimed but not conquered, or roughly 4% of the country.", "", "actor=ukraine direction=lost value=4 region=Ukraine"},
			{"At the end of May, 19.5 percent of Ukraine was under full or partial Russian control.", "2026-06-01", "actor=russia value=19.5 region=Ukraine from=2026-05-31"},
			{"Russian drones flew in. The Ukrainian air force shot down drones, 87 percent of which were decoys.", "", ""},
			{"Analysts point to the fifth of the Donetsk region that Russian forces have not occupied.", "", "actor=ukraine value=20 region=Donetsk"},
			{"Moscow wants more than the 22 percent of the Donetsk region that it does not control.", "", "actor=russia value=22 region=Donetsk modality=demanded"},
			{"In March 2022 Russia occupied about 26% of Ukraine.", "", "actor=russia direction= value=26 region=Ukraine from=2022-03-01"},
			{"Russia took 1,490 sq km in June. That is a quarter of one per cent of the country.", "2025-07-02", "value=0.25 region=Ukraine"},
			{"One-third of the attacks hit the Pokrovsk axis.", "", ""},
			{"Russian strikes knocked out half of the country's power.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != percent || len(q.value) == 0 {
				return draft{}, false
			}
			d, ok := s.shareClaim(k, q)
			return s.leftToOther(q, d), ok
		},
	},
	{
		Name: "all of a region", Kind: claim.Share,
		Says: "the whole of a region said to be somebody's",
		Examples: []Example{
			{"Moscow says the whole of Luhansk is its own.", "", "actor=russia value=100 region=Luhansk"},
			{"Russia captured 477 sq km in August. Nearly all of that was in the direction of Pokrovsk.", "2024-09-03", "actor=russia direction=gained value=100 region=Pokrovsk bound=nearly"},
			{"Russia occupies all but a sliver of the Luhansk region.", "", "actor=russia value=100 region=Luhansk bound=nearly"},
			{"Ukraine entered the Kursk region. Moscow says the whole of it was liberated in April.", "2025-06-18", "actor=russia direction=gained value=100 region=Kursk from=2025-04-01"},
			{"Of the four regions it annexed in 2022, Russia would fully own just one, Luhansk.", "", "actor=russia value=100 region=Luhansk"},
			{"Which regions are fully under Russian control?\n\nOnly one, Luhansk.", "", "actor=russia value=100 region=Luhansk"},
			{"Moscow annexed the Luhansk region in 2022. Its army says it now holds it all.", "", "actor=russia value=100 region=Luhansk"},
		},
		sentence: (*sentence).wholeRegion,
	},
}

// shareObject reads what a percentage is of, from the token behind "of": the
// region's name, or "" with ok for the ground taken.
func (s *sentence) shareObject(i int) (region string, end int, taken, ok bool) {
	j := i
	for k := 0; k < 4; k++ {
		if w := s.low(j + 1); s.low(j) == "this" && (auxiliary[w] || w == "came" || w == "lies" || w == "fell") {
			break // "70 per cent of this has since been lost"
		}
		switch s.low(j) {
		case "each", "both", "the", "those", "these", "all", "its", "this", "their", "internationally", "neighbouring", "neighboring", "recognised", "recognized", "entire", "whole", "of", "official", "pre-war", "prewar", "sovereign", "what", "modern", "today", "present-day", "landmass", "eastern", "southern", "northern", "latest", "recent", "new", "overall":
			if s.low(j) == "the" {
				if n, e := s.regionAt(j); n != "" {
					if s.low(e) == "'s" { // "a fifth of the country's needs"
						return s.ownedTerritory(n, e+1)
					}
					return n, e, false, true
				}
			}
			j++
		}
	}
	if j >= len(s.toks) {
		return "", 0, false, false
	}
	if s.low(j-1) == "what" || s.low(j) == "what" { // "two-thirds of what Russia has taken since the new year"
		for _, t := range s.trig {
			if t.from > j-1 && t.from-j < 6 && !t.noun && (t.class == gainVerb || t.class == loseVerb || t.class == occupyVerb) {
				e := t.to
				if w := s.timeOver(e); w != nil && w.from == e {
					e = w.to
				}
				return "", e, true, true
			}
		}
	}
	for _, p := range s.qty { // "half of the 126 sq km that Russia took in February was around Huliaipole"
		if e := s.relativeEnd(p.to); p.from == j && p.dim == area && e > p.to && s.liesInRegion(e) {
			return "", e, true, true
		}
	}
	if _, dim, n := unitAt(s.toks, j); n > 0 && dim == area && j > i { // "four in ten of the square kilometres lost in May"
		e := j + n
		if w := s.low(e); w == "lost" || w == "gained" || w == "taken" || w == "captured" || w == "seized" {
			e++
		}
		return "", e, true, true
	}
	for m := j; m < j+4 && m < len(s.toks) && s.toks[m].kind == word && !s.toks[m].capital(); m++ { // "two-thirds of the outlying village of Zvirove"
		if _, noun := s.is(settlementNoun, m); noun {
			if e := s.ofName(m + 1); e != "" {
				return e, m + 2 + len(strings.Fields(e)), false, true
			}
			break
		}
	}
	if w := s.low(j); w == "that" {
		_, town := s.is(settlementNoun, j+1)
		if _, region := s.is(regionNoun, j+1); town || region { // "a third of that town"
			j++
		}
	}
	if t := s.timeOver(j); t != nil && t.from == j && s.low(t.to) == "'s" { // "half of February's 126 sq km"
		for _, p := range s.qty {
			if p.from == t.to+1 && p.dim == area && s.liesInRegion(p.to) {
				return "", s.behind(p), true, true
			}
		}
	}
	if t := s.timeOver(j); t != nil && t.from == j && s.low(t.to) == "'s" { // "two thirds of December's losses"
		switch s.low(t.to + 1) {
		case "gains", "losses", "advance", "advances", "captures", "conquests", "haul", "total", "gain", "loss":
			return "", t.to + 2, true, true
		}
	}
	if w := s.low(j); w == "that" && s.r.inSeries(2) && (s.clauseEndsAt(j+1) || s.mask[min(j+1, len(s.toks)-1)] || s.low(j+1) == "by" || s.low(j+1) == "since") {
		return "", j + 1, true, true // "recaptured 64 per cent of that"
	}
	if w := s.low(j); w == "it" && !beWords[s.low(j+1)] && s.low(j+1) != "in" && s.low(j+1) != "came" && s.low(j+1) != "lies" && s.low(j+1) != "fell" { // "It holds 77% of it"
		for _, t := range s.trig {
			if (t.class == holdVerb || t.class == occupyVerb) && t.to <= i && i-t.to < 9 && !t.noun {
				name := ""
				for _, p := range s.places {
					if p.to <= t.from {
						name = p.name
					}
				}
				if name = first(first(name, s.r.region), s.r.town); name != "" {
					return name, j + 1, false, true
				}
			}
		}
	}
	if w := s.low(j); w == "which" && i > 2 { // "In Kherson Oblast, 75 per cent of which is occupied"
		for k := i - 1; k >= 0; k-- {
			if n, e := s.regionAt(k); n != "" && e <= i {
				if s.low(e) != "," && e < j-4 {
					break // "the Ukrainian air force, 87 percent of which"
				}
				return n, j + 1, false, true
			}
		}
	}
	if w := s.low(j); (w == "that" || w == "it" || w == "this" || w == "those" || w == "them") && (beWords[s.low(j+1)] || s.low(j+1) == "has" || s.low(j+1) == "have" || s.low(j+1) == "had" || s.low(j+1) == "came" || s.low(j+1) == "lies" || s.low(j+1) == "fell" || s.low(j+1) == "in") && (s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 3 || s.hasArea()) {
		return "", j + 1, true, true
	}
	if n, e := s.regionAt(j); n != "" {
		if s.low(e) == "'s" {
			return s.ownedTerritory(n, e+1)
		}
		return n, e, false, true
	}
	if h, ok2 := s.is(partyAdjective, j); ok2 {
		if p := s.r.lex.parties[h.id]; p.Country != "" {
			return s.ownedTerritory(p.Country, h.to)
		}
	}
	if h, ok2 := s.is(partyName, j); ok2 && s.low(h.to) == "'s" {
		if p := s.r.lex.parties[h.id]; p.Country != "" {
			return s.ownedTerritory(p.Country, h.to+1)
		}
	}
	switch s.low(j) {
	case "country", "nation":
		if s.low(j+1) == "'s" {
			return s.ownedTerritory(s.r.lex.war.Home, j+2)
		}
		return s.r.lex.war.Home, j + 1, false, true
	case "province", "region", "oblast":
		return s.r.region, j + 1, false, s.r.region != ""
	case "town", "city", "village", "settlement":
		if e := s.ofName(j + 1); e != "" {
			return e, j + 3, false, true
		}
		town := s.townApart(j, "")
		return town, j + 1, false, town != ""
	case "territory", "land":
		if s.low(j-1) == "its" || s.low(j-1) == "recognised" || s.low(j-1) == "recognized" || s.low(j-1) == "the" {
			e := j + 1
			if s.low(e) == "of" && s.low(e+1) == "the" { // "of the territory of the region"
				if n, x := s.regionAt(e + 1); n != "" {
					return n, x, false, true
				}
			}
			if w := s.low(e); w == "lost" || w == "captured" || w == "gained" || w == "seized" || w == "taken" {
				return "", e + 1, true, true
			}
			return s.r.lex.war.Home, e, false, true
		}
	case "everything", "ground", "gains", "losses", "total", "advance", "advances", "captures", "haul", "area", "conquests", "gain", "loss":
		if s.low(j) == "area" || s.low(j) == "total" {
			for _, t := range s.trig {
				if t.from > j && t.from < j+4 {
					return "", t.to, true, true
				}
			}
			if s.low(j) == "total" && (s.liesInRegion(j+1) || s.r.inSeries(1) || s.hasArea()) {
				return "", j + 1, true, true
			}
			return "", 0, false, false
		}
		return "", j + 1, true, true
	}
	if e := s.properAt(j); e > j && s.low(e) != "'s" {
		if _, ok := s.is(regionNoun, e); ok {
			e++
		}
		return s.slice(j, e), e, false, true
	}
	return "", 0, false, false
}

// ownedTerritory: "of Ukraine's territory", "of Ukrainian land".
func (s *sentence) ownedTerritory(region string, i int) (string, int, bool, bool) {
	for k := i; k < min(len(s.toks), i+4); k++ {
		switch s.low(k) {
		case "territory", "land", "area", "soil", "landmass", "territories", "surface":
			return region, k + 1, false, true
		case "losses", "gains", "advance", "advances", "haul", "captures", "total", "gain", "take", "conquests":
			return "", k + 1, true, true
		}
		// "Ukraine's Donetsk region"
		if n, e := s.regionAt(k); n != "" {
			return n, e, false, true
		}
	}
	return "", 0, false, false
}

func (s *sentence) shareClaim(k int, q *quantity) (draft, bool) {
	d := draft{from: q.from, to: q.to, anchor: q.core, window: windowNear, source: sourceLead, carries: true}
	if _, side := compass[s.low(q.core-1)]; side && s.low(q.core) == "half" {
		return d, false // "the southern half of the village" is a part of it, by name
	}
	d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Percent, q.approx, q.bound
	end := q.to
	if s.low(end) == "each" {
		end++
	}
	if s.low(end) == "the" && q.fraction { // "half the town"
		if _, noun := s.is(settlementNoun, end+1); noun || s.low(end+1) == "country" || s.low(end+1) == "region" || s.low(end+1) == "province" {
			end--
		}
	}
	if (s.low(end) == "the" || s.low(end) == "its" || s.low(end) == "their") && q.fraction { // "less than half the total", "half the losses"
		if _, e, taken, ok := s.shareObject(end); ok && taken && s.liesInRegion(e) {
			d.to = max(d.to, e)
			return s.shareOfGround(k, q, d, e)
		}
	}
	if s.low(end) != "of" && !(s.low(end+1) == "the" && q.fraction && end == q.to-1) {
		return s.shareBare(k, q, d)
	}
	region, e, taken, ok := s.shareObject(end + 1)
	if !ok || e > 0 && notGround[s.low(e-1)] {
		return d, false
	}
	d.to = max(d.to, min(e, len(s.toks)))
	d.Region = region
	if taken && s.low(e-1) == "total" && s.low(q.from-1) == "or" {
		for j := len(s.drafts) - 1; j >= 0; j-- {
			if p := s.drafts[j]; p.Kind == claim.AreaHeld && p.from < q.from && p.Region != "" { // "still has 4,900 sq km, or 18.5% of the total"
				d.Actor, d.Region, d.window, d.source, d.from = p.Actor, p.Region, windowSentence, p.source, q.from-1
				d.Why = "restates the figure before it as a share"
				return d, true
			}
		}
	}
	if taken {
		return s.shareOfGround(k, q, d, e)
	}
	if len(q.value) == 1 && q.value[0] > 100 {
		return d, false
	}
	if p := s.orShare(q); p != nil { // "25,000 sq km that Russia has claimed but not conquered, or roughly 4%"
		d.Actor, d.Direction, d.from, d.source = p.Actor, p.Direction, q.from, p.source
		d.window, d.Why = windowSentence, "restates the figure before it as a share"
		return d, true
	}
	t, where, ok := s.governing(k, q)
	held := ok && where == "before" && (t.class == holdVerb || t.class == occupyVerb) && q.from-t.to <= 3 // "hold 78% of it, leaving a fifth in Ukrainian hands"
	if c := s.inControl(e, min(len(s.toks), e+12)); c != "" && !held {
		d.Actor = c
		d.Why = "said to be under control"
		d.window = windowNear
		return d, true
	}
	if ok {
		d.from = min(d.from, t.from)
		d.Actor, _ = s.subjectOf(t)
		d.Why = describe("“"+s.slice(t.from, t.to)+"” "+where+" the share", "of "+d.Region)
		if a, ok := s.subjectMention(t); ok && where == "before" {
			d.from = min(d.from, a.from)
		}
		switch t.class {
		case gainVerb, gainNoun:
			d.Direction = claim.Gained
			if s.overrunHeld(t) {
				d.Direction = ""
			}
		case occupyVerb:
			if !s.occupiesStill(t, d) && !(q.value[0] >= tooMuchForGain && (d.Region == s.r.lex.war.Home || s.bestTime(d.from, d.to, d.anchor) == nil && strings.HasPrefix(s.low(t.from-1), "ha"))) {
				d.Direction = claim.Gained
			}
		case loseVerb, loseNoun:
			d.Direction = claim.Lost
		}
		if d.Direction != "" {
			d.source = sourceSeries
			d.window = windowSentence
		}
		if d.Actor == "" {
			d.Actor = s.defaultActor(t, d)
		}
	}
	if !ok && s.low(e) == "," { // "A fifth of Ukraine, an area the size of Bulgaria, is occupied"
		for c := e + 1; c < min(len(s.toks), e+12); c++ {
			if s.low(c) != "," || !beWords[s.low(c+1)] {
				continue
			}
			for _, x := range s.trig {
				if x.from > c && x.from-c <= 4 && x.passive && (x.class == occupyVerb || x.class == holdVerb) {
					d.Actor, _ = s.subjectOf(x)
					d.Actor = first(d.Actor, s.r.lex.invader)
					d.to, d.Why = x.to, "“"+s.slice(x.from, x.to)+"” behind an apposition"
					return d, true
				}
			}
		}
	}
	// set against or beside another figure of the sentence: its holder
	if len(s.drafts) > 0 {
		for j := len(s.drafts) - 1; j >= 0; j-- {
			p := s.drafts[j]
			if (p.Kind == claim.AreaHeld || p.Kind == claim.AreaChange || p.Kind == claim.Share) && p.from < q.from && s.appositive(p, q) {
				d.Actor, d.Direction = p.Actor, p.Direction
				d.from = q.from
				d.source = p.source
				d.Why = "restates the figure before it as a share"
				d.window = windowSentence
				if p.window == windowSet && !p.Window.Unknown() {
					d.Window, d.window = p.Window, windowSet
				}
				return d, true
			}
		}
	}
	if !ok {
		// "That amounts to roughly one-fifth of the province", "covers … 80% of Donetsk"
		if m, by := s.modalityAt(q.core, q.to); m == claim.Demanded && by != nil && by.party != "" {
			d.Actor, d.Direction = by.party, claim.Gained
			d.from = max(by.from, q.from-4)
			d.Why = "demanded: " + by.why
			return d, true
		}
		if p := s.hasPart(q); p != "" {
			d.Actor = p
			d.Why = "“has” a share"
			return d, true
		}
		if s.fragment() && s.r.lastPart.actor != "" && s.r.blocks-s.r.lastPart.block <= 3 && s.r.lastPart.kind != claim.AreaChange {
			d.Actor = s.r.lastPart.actor
			d.Why = "a fragment that goes on from the share before it"
			return d, true
		}
		if (s.anaphoric() || s.block.bullet) && s.r.lastPart.actor != "" && s.r.blocks-s.r.lastPart.block <= 1 {
			d.Actor, d.Direction = s.r.lastPart.actor, s.r.lastPart.direction
			if s.r.lastPart.kind == claim.AreaChange {
				d.window, d.source = windowInherit, sourceSeries
				d.Why = "a figure of the text before, told as a share"
				return d, true
			}
			d.Direction = ""
			d.Why = "a share of what the text before is about"
			if s.anaphoric() {
				d.Window = s.r.heldWindow()
				d.window = windowSet
				if s.bestTime(d.from, d.to, d.anchor) != nil {
					d.window = windowSentence
				}
			}
			return d, true
		}
		return d, false
	}
	if m, by := s.modalityAt(q.core, q.to); m == claim.Demanded && by != nil && t.class == holdVerb {
		d.Direction = claim.Gained
	}
	return d, true
}

// tooMuchForGain is the percentage of the country from which "occupied" in some month
// tells what was held then and not what was taken: "In March 2022 it occupied 26%".
const tooMuchForGain = 5

// orShare is the area before ", or" that a share restates.
func (s *sentence) orShare(q *quantity) *draft {
	if s.low(q.from-1) != "or" || s.low(q.from-2) != "," {
		return nil
	}
	for _, p := range s.qty {
		if p.to > q.from || p.converted || p.dim == bare {
			continue
		}
		for k := range s.drafts {
			if d := &s.drafts[k]; d.anchor == p.core && p.dim == area && (d.Kind == claim.AreaHeld || d.Kind == claim.AreaChange) && q.from-p.to < 16 {
				return d
			}
		}
	}
	return nil
}

// appositive reports whether a share follows an earlier figure directly: "…, or
// 19.2% of", "…, close to 27% of", "… and 99.6 percent of".
func (s *sentence) appositive(p draft, q *quantity) bool {
	for _, t := range s.trig {
		if t.from > p.anchor && t.to <= q.from && !t.noun {
			return false
		}
	}
	i := q.from - 1
	switch s.low(i) {
	case ",", "or", "and", "(", "--", "equivalent", "than", "against", "i.e.", "ie", "i.e":
		return true
	case "to":
		return s.low(i-1) == "equivalent" || s.low(i-1) == "equal" || s.low(i-1) == "amounts" || s.low(i-1) == "amounting"
	case "from":
		return true
	}
	return false
}
