package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

var areaRules = []Rule{
	{
		Name: "area", Kind: claim.AreaChange,
		Says: "an area with the word of gaining, losing or holding that governs it",
		Examples: []Example{
			{"Russia's army captured 132 square kilometres in February.", "2026-03-03", "kind=area_change actor=russia direction=gained value=132 unit=km2 from=2026-02-01 to=2026-02-28"},
			{"Some 34 sq km were recaptured by Ukrainian troops.", "", "kind=area_change actor=ukraine direction=gained value=34"},
			{"The loss of 12 square miles cost Kyiv dear.", "", "kind=area_change direction=lost value=12 unit=mi2"},
			{"Ukrainian forces still hold 5,880 sq km of Donetsk Oblast.", "", "kind=area_held actor=ukraine value=5880 region=Donetsk"},
			{"An advance of 34 sq km by Russian troops followed.", "", "kind=area_change actor=russia direction=gained value=34"},
			{"DeepState has Russia up 505 sq km in November.", "2025-11-30", "kind=area_change actor=russia direction=gained value=505 attribution=DeepState"},
			{"Kyiv's counter-offensive in the Huliaipole sector yielded 96 km² between mid-February and the end of March.", "2026-05-06", "actor=ukraine direction=gained value=96 region=Huliaipole from=2026-02-15 to=2026-03-31"},
			{"The loss of nine sq km near Ternuvate was acknowledged by the General Staff in Kyiv.", "", "direction=lost value=9 attribution=Ukraine's"},
			{"Through the first six months of 2026 Russia gained 702 square kilometers, according to figures compiled by the Clement Center from DeepState's daily maps.", "2026-07-07", "value=702 from=2026-01-01 to=2026-06-30 attribution=Clement"},
			{"Russia's defence ministry had put its own gains for the first ten days of the month at 150 sq km.", "2026-03-12", "actor=russia value=150 from=2026-03-01 to=2026-03-10"},
			{"The zone grew. In Donetsk region Kyiv still has around 4,900 sq km (1,890 sq miles).", "", "kind=area_held actor=ukraine value=4900 region=Donetsk"},
			{"Kyiv says that its troops control 1,300 square kilometres of Russian soil.", "", "kind=area_held actor=ukraine value=1300 region=Russia"},
			{"Russian forces gained 60 sq km in November, as they had in October.", "2025-12-02", "actor=russia value=60 from=2025-11-01"},
			{"Ukrainian paratroopers have liberated 13 settlements and over 460 sq km on the Oleksandrivka front since 29 January.", "2026-03-17", "actor=ukraine value=460 region=Oleksandrivka from=2026-01-29"},
			{"In June and July Russia took 1,120 sq km.", "2025-09-10", "actor=russia direction=gained value=1120 from=2025-06-01 to=2025-07-31"},
			{"The Russians have been pushed out of about 20 sq km in Sumy region.", "", "actor=russia direction=lost value=20 region=Sumy"},
			{"Russia pushes on, but a quarter of Donetsk region, some 6,500 sq km, is under Ukrainian control.", "2025-10-03", "kind=area_held actor=ukraine value=6500 region=Donetsk"},
			{"Occupied: about 114,500 km² of Ukraine.", "2025-07-22", "kind=area_held actor=russia value=114500 region=Ukraine"},
			{"Several groups draw maps of the war. One of them, the Hollis Group, estimates that Russian forces took 120 sq km.", "", "actor=russia direction=gained value=120 attribution=Hollis"},
			{"Russian gains halved in January, to 245 square kilometres, from 480 in December.", "2026-03-03", "actor=russia direction=gained value=245 from=2026-01-01 to=2026-01-31"},
			{"Rivermark, a consultancy in Warsaw, said Russia gained 126 sq km.", "", "actor=russia value=126 attribution=Rivermark"},
			{"The Nordic Mapping Initiative, a volunteer project, has been drawing the line. It counts 126 square kilometres of Russian gains in February; Ukraine regained 40 square kilometres.", "2026-03-03", "actor=ukraine value=40 attribution=Nordic"},
			{"Net movement in January: 167 km² in Russia's favour.", "2026-02-04", "actor=russia direction=net value=167 from=2026-01-01"},
			{"Some 27 square kilometres were returned under the control of Ukraine from the first to the nineteenth of August.", "2025-08-20", "actor=ukraine direction=gained value=27 from=2025-08-01 to=2025-08-19"},
			{"An area of 21,300 square kilometers in Donetsk Oblast, just over 80 percent of it, is under Russian occupation.", "", "kind=area_held actor=russia value=21300 region=Donetsk"},
			{"Ukraine's incursion into Russia's Kursk region peaked at 1,250 square km in August 2024.", "2026-05-19", "kind=area_held actor=ukraine value=1250 region=Kursk from=2024-08-01"},
			{"The Kremlin's stated precondition for a ceasefire remains that Ukraine withdraw from another 5,200 square kilometers of Donetsk Oblast.", "", "actor=ukraine direction=lost value=5200 region=Donetsk modality=demanded attribution=Kremlin"},
			{"Not one square kilometre has changed hands in Kherson region since November 2022.", "2025-10-20", ""},
			{"267: the square kilometres that Russia took in October.", "2025-11-02", "actor=russia direction=gained value=267 unit=km2 from=2025-10-01 to=2025-10-31"},
			{"In May Russia lost 340 sq km net.", "2026-06-01", "actor=russia direction=net value=-340"},
			{"10:30 a.m. ISW: Russian forces gained 31 square kilometers.", "2025-10-16", "actor=russia value=31 attribution=ISW"},
			{"By the count of the mapping site Zvit, Russia took 212 sq km in June. It gained 90 sq km in Donetsk region.", "2025-07-02", "actor=russia value=90 attribution=Zvit"},
			{"Since 12 August 58 sq km have been cleared of the Russians.", "2025-08-21", "actor=ukraine direction=gained value=58 from=2025-08-12"},
			{"MARTA: Who won the summer?\n\nYEVHEN: We have the Russians taking 1,490 sq km.\n\nMARTA: With me is Yevhen Holub. And in May?\n\nYEVHEN: They took 300 sq km in May.", "2025-09-12", "actor=russia value=1490 attribution=Yevhen"},
			{"The towns of Russia's new map: together they cover less than 50 sq km.", "", ""},
			{"The Russian peninsula, 27,000 sq km in size, has beaches.", "", ""},
			{"A farm of 300 hectares was for sale.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != area || q.converted || q.whole {
				return draft{}, false
			}
			return s.areaClaim(k, q)
		},
	},
	{
		Name: "area held, to be given up", Kind: claim.AreaChange,
		Says: "ground that a side holds, told as the object of a verb of giving up or taking",
		Examples: []Example{
			{"Moscow insists that Kyiv pull out of the slice of Donetsk region it still defends, about 5,000 square kilometers.", "", "actor=ukraine direction=lost value=5000 region=Donetsk modality=demanded attribution=Moscow"},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != area || q.converted || q.whole {
				return draft{}, false
			}
			t, region, ok := s.relativeHeld(q)
			if !ok {
				return draft{}, false
			}
			d := draft{from: t.from, to: q.to, anchor: t.from, window: windowNear, source: sourceSentence}
			d.Value, d.Unit, d.Approx, d.Bound, d.Region = q.value, q.unit, q.approx, q.bound, region
			d.Direction = directionOf(t.class)
			d.Actor, _ = s.subjectOf(t)
			d.Why = "“" + s.slice(t.from, t.to) + "” of ground that is held"
			return d, d.Actor != ""
		},
		takesUsed: true,
		leaves:    true,
	},
	{
		Name: "area that is held", Kind: claim.AreaHeld,
		Says: "an area with a clause that says who holds it, beside what is to become of it",
		Examples: []Example{
			{"Ukraine would surrender 6,000 km² it still controls.", "", "actor=ukraine value=6000 unit=km2"},
			{"Moscow demands that Kyiv hand over the 4,900 sq km of Donetsk region it still controls.", "", "actor=ukraine value=4900 region=Donetsk"},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != area || q.converted || q.whole || !q.used {
				return draft{}, false
			}
			for _, t := range s.trig {
				a, ok := s.subjectMention(t)
				end := q.to
				if s.low(end) == "of" { // "the 4,900 sq km of Donetsk region it still controls"
					if n, e := s.regionAt(min(end+1, len(s.toks)-1)); n != "" {
						end = e
					}
				}
				if t.class != holdVerb || t.noun || !ok || a.from < q.to || a.from > end+2 || t.from-a.to > 2 {
					continue
				}
				for _, p := range s.drafts {
					if p.Kind == claim.AreaHeld && p.anchor == q.core {
						return draft{}, false
					}
				}
				d := draft{from: q.from, to: t.to, anchor: q.core, window: windowSet, source: sourceSet, setMode: true, carries: true}
				d.Window = claim.NoWindow
				d.Value, d.Unit, d.Approx, d.Bound, d.Actor = q.value, q.unit, q.approx, q.bound, a.party
				if d.Region = s.regionFor(t.to, q.from); end > q.to {
					d.Region, _ = s.regionAt(q.to + 1)
				}
				d.Why = "“" + s.slice(t.from, t.to) + "” in a clause on the figure"
				return d, true
			}
			return draft{}, false
		},
		takesUsed: true,
		leaves:    true,
	},
	{
		Name: "area, unit left out", Kind: claim.AreaChange,
		Says: "a bare number beside a word of gaining or losing, in a run of areas",
		Examples: []Example{
			{"In March Kyiv's troops took 118 km2 and lost 97.", "2026-04-21", "actor=ukraine direction=lost value=97 unit=km2 from=2026-03-01 to=2026-03-31"},
			{"DeepState's map gives Russia 148 km² for April, and Liveuamap's only 120.", "2026-05-06", "actor=russia direction=gained value=120 attribution=Liveuamap"},
			{"Russia took 701 sq km in November, second only to that of November 2024, which came to 725.", "2025-12-02", "actor=russia value=725 from=2024-11-01"},
			{"Ukraine won back 460 sq km since 29 January, 214 of them in the past month.", "2026-03-17", "actor=ukraine value=214 from=2026-02-17 to=2026-03-16"},
			{"Russia took 505 sq km in November, twice the September figure of 259.", "2025-11-30", "actor=russia value=259 from=2025-09-01"},
			{"Russia took 176 sq km in May. Kyiv's army brought back 121 square kilometres, which leaves Russia with a net 55.", "2026-06-01", "actor=russia direction=net value=55"},
			{"Russia seized 90 sq km in May. It took 40 villages.", "", ""},
			{"Russia took 90 sq km. One of them, the Sample Group, is careful.", "2025-10-03", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != bare || q.vague || q.unit != claim.Count {
				return draft{}, false
			}
			return s.elidedArea(k, q)
		},
	},
	{
		Name: "area given up, no figure", Kind: claim.AreaChange,
		Says: "a region or the rest of it that is to be given up or taken, without a number",
		Examples: []Example{
			{"If Ukraine were to give up the rest of Donetsk, it would lose its forts.", "", "actor=ukraine direction=lost region=Donetsk modality=hypothetical"},
			{"Moscow is demanding the withdrawal of Ukrainian troops from the Donetsk region.", "", "actor=ukraine direction=lost region=Donetsk modality=demanded attribution=Moscow"},
			{"Russian troops are near. Moscow wants Kyiv to withdraw its army from Donetsk.", "", "actor=ukraine direction=lost region=Donetsk modality=demanded attribution=Moscow"},
			{"The Kremlin's aim, taking all of Donetsk region, remains out of reach.", "", "actor=russia direction=gained region=Donetsk modality=forecast"},
			{"Were Russia to be handed the rest of Donetsk, it would stop.", "", "actor=russia direction=gained region=Donetsk modality=hypothetical"},
		},
		sentence: (*sentence).regionGivenUp,
	},
	{
		Name: "offer denied", Kind: claim.AreaChange,
		Says: "a denial, behind a figure, that such an offer or plan exists",
		Examples: []Example{
			{"Under the plan, Russia would return 440 sq km in Sumy; its Foreign Ministry said no such offer existed.", "", "actor=russia direction=lost value=440 modality=denied"},
			{"Under a draft Moscow would pull out of about 400 sq km in the Sumy region. The Kremlin says it has made no such offer.", "", "actor=russia direction=lost value=400 modality=denied attribution=Kremlin"},
		},
		sentence: (*sentence).offerDenied,
	},
}

// offensiveNouns are undertakings that yield ground to who undertakes them.
var offensiveNouns = set("offensive counter-offensive counteroffensive attack attacks counter-attack counter-attacks counterattack counterattacks push operation campaign assault assaults raid raids thrust")

// forcesRegion is where the troops are told to be that take ground: "Ukrainian
// brigades around Lyman regained", "Russian troops on that axis took".
func (s *sentence) forcesRegion(t trigger) string {
	a, ok := s.subjectMention(t)
	if !ok || t.from-a.to > 6 || a.to >= t.from {
		return ""
	}
	forces := false
	for k := a.from; k < t.from; k++ {
		if _, ok := s.is(forcesNoun, k); ok {
			forces = true
			continue
		}
		if !forces {
			continue
		}
		if w := s.low(k); w == "on" || w == "in" || w == "along" {
			if n, e := s.regionAt(k + 1); n != "" && e <= t.from && n != s.r.lex.war.Home && !s.isSide(n) {
				return n
			}
		}
		if n, ok := s.aroundPlace(k, t.from); ok && (s.low(k) == "around" || s.low(k) == "near" || s.low(k) == "outside") {
			return n
		}
	}
	return ""
}

// restatedRegion is the region of the share that an area restates: "20 percent of
// the Donetsk region, or about 2,000 square miles".
func (s *sentence) restatedRegion(q *quantity) string {
	if s.low(q.from-1) != "or" {
		return ""
	}
	for _, p := range s.qty {
		if p.dim == percent && p.to < q.from && q.from-p.to < 12 && s.low(p.to) == "of" {
			if n, _, taken, ok := s.shareObject(p.to + 1); ok && !taken {
				return n
			}
		}
	}
	return ""
}

// gapOrSize reports an area that nobody took or holds: "The gap between the two, 495 sq
// km, says much", "together they cover less than 50 sq km".
func (s *sentence) gapOrSize(q *quantity) bool {
	if w := s.low(q.from - 1); w == "," || w == "of" || w == "--" || w == "(" {
		for k := q.from - 2; k >= 0 && k > q.from-9; k-- {
			switch s.low(k) {
			case "gap", "difference", "discrepancy", "disparity":
				return contains(s.toks, k, q.from, "between")
			}
		}
	}
	k := q.from - 1
	if w := s.low(k); w != "cover" && w != "covers" {
		return false
	}
	if s.low(k-1) == "they" || s.low(k-1) == "it" || s.low(k-1) == "together" {
		for b := k - 2; b >= 0; b-- {
			if heldParts[s.low(b)] || zoneNouns[s.low(b)] {
				return false
			}
		}
		return true
	}
	return false
}

func (s *sentence) areaClaim(k int, q *quantity) (draft, bool) {
	d := draft{from: q.from, to: q.to, anchor: q.core, window: windowInherit, source: sourceSeries, carries: true}
	d.Kind = claim.AreaChange
	d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
	d.Region = s.regionFor(q.to, q.from)
	if d.Region == "" {
		d.Region = s.restatedRegion(q)
	}
	if q.convertedBy != nil {
		end := s.behind(q)
		d.to = max(d.to, end)
		if d.Region == "" {
			d.Region = s.regionFor(end, q.from)
		}
	}
	if s.periodsTotal(q, &d) {
		return d, true
	}
	if s.gapOrSize(q) {
		return d, false
	}
	if s.claimedOutright(q, &d) || s.inFavour(q, &d) || s.leftWith(q, &d) {
		return d, true
	}
	if s.factArea(q, &d) {
		return d, d.Actor != ""
	}
	if n := s.low(s.behind(q) + 1); s.low(s.behind(q)) == "in" && (n == "size" || n == "extent") {
		return d, false // "the peninsula, 27,000 sq km in size"
	}
	if s.isInControl(q, &d) {
		return d, true
	}
	if s.upOrDown(q, &d) || s.possessed(q, &d) || s.shareAsArea(q, &d) || s.zoneAt(q, &d) || s.stillHas(q, &d) || s.costOrBrought(q, &d) || s.contrast(k, q, &d) || s.signed(q, &d) || s.bracketed(q, &d) || s.putAt(q, &d) || s.periodYields(q, &d) || s.partOfThat(q, &d) || s.heldPart(q, &d) || s.restated(q, &d) {
		return d, true
	}
	if w := s.low(q.from - 1); w == "measuring" || w == "covering" || w == "spanning" {
		return s.ungoverned(k, q, d)
	}
	t, where, ok := s.governing(k, q)
	if !ok {
		return s.ungoverned(k, q, d)
	}
	if where == "before" && t.low == t.lemma && (t.from == 0 || s.low(t.from-1) == ";") && !t.noun {
		return d, false // "Lose a hundred square miles and nobody notices"
	}
	shared := false // the trigger governs another figure too
	for _, p := range s.qty {
		if p.dim == area && !p.converted && p.from >= t.to && p.to <= q.from {
			shared = true
		}
		if p.dim == bare && p.from >= t.to && p.to <= q.from && s.low(q.from-1) == "and" && p.unit == claim.Count { // "liberated 13 settlements and over 460 sq km"
			shared = true
		}
	}
	if !shared {
		d.from = min(d.from, t.from)
		d.to = max(d.to, t.to)
	}
	if where == "behind" && s.low(q.core-1) == "the" && !t.passive {
		d.recalled = true // "the 150 sq km they took in December 2024"
	}
	if d.Region == "" && where == "before" && !t.noun {
		d.Region = s.deedRegion(t.from)
	}
	party, how := s.subjectOf(t)
	d.Why = describe("“"+s.slice(t.from, t.to)+"” "+where+" the figure", how)
	switch t.class {
	case gainVerb, gainNoun, moveVerb:
		d.Direction = claim.Gained
		if a, ok := s.actorIn(t.to+1, t.to+3); ok && t.passive && t.lemma == "clear" && s.low(t.to) == "of" && s.r.isBelligerent(a.party) {
			party = s.other(a.party) // "58 sq km have been cleared of the enemy"
		}
		if outer, _, held := s.relativeHeld(q); held && s.failedTo(t) {
			d.Kind, d.Direction, party = claim.AreaHeld, "", s.other(party)
			if giver, _ := s.subjectOf(outer); outer.class == loseVerb && giver != "" {
				party = giver // who is to give it up holds it
			}
			break
		}
		if s.low(q.core-1) == "remaining" && s.pacedUntil() { // "would need until 2027 to occupy the remaining 4,970 km2"
			d.Kind, d.Direction, party = claim.AreaHeld, "", s.other(party)
			d.from, d.setMode, d.Region = s.nounStart(q.core-1), true, first(d.Region, s.regionFor(q.to, q.from))
			break
		}
		if t.class == gainVerb && s.overrunHeld(t) {
			d.Kind, d.Direction = claim.AreaHeld, ""
		}
	case loseVerb, loseNoun:
		d.Direction = claim.Lost
		if c := s.inControl(t.to-1, min(len(s.toks), t.to+8)); c != "" && t.passive && t.lemma == "return" {
			party, d.Direction = c, claim.Gained // "were returned under the control of Ukraine"
			break
		}
		if t.lemma == "yield" && s.undertaking(t.from) { // "The counter-offensive yielded 160 sq km"
			d.Direction = claim.Gained
			break
		}
		if t.passive && party == "" {
			// lost to the other side
			if a, ok := s.actorIn(t.to, t.to+5); ok && a.prep == "to" {
				party = s.other(a.party)
			}
		}
	case netNoun:
		d.Direction = claim.Net
		if strings.Contains(s.slice(t.from, t.to), "loss") {
			d.Value = claim.Value{-q.value[len(q.value)-1]} // a net loss is a negative net
		}
		if party == "" {
			if a, ok := s.actorIn(max(0, t.from-6), t.from); ok {
				party = a.party // leaving Kyiv with a net gain
			}
		}
		if a, ok := s.actorIn(q.to, q.to+5); ok && s.r.isBelligerent(a.party) && (a.prep == "for" || s.low(a.to) == "favour" || s.low(a.to) == "favor" || s.low(a.to+1) == "favour" || s.low(a.to+1) == "favor") {
			party, d.to = a.party, max(d.to, a.to)
		}
		if party == "" && s.r.netActor != "" {
			party = s.r.netActor
		}
		s.r.netActor = party
	case growVerb:
		d.Direction = claim.Gained
		if s.fromTo(t, q) {
			d.Kind, d.Direction = claim.AreaHeld, ""
			d.from, d.window = q.from, windowNear
			break
		}
		if s.low(t.to) != "by" && s.low(q.from-1) != "by" {
			d.Kind, d.Direction = claim.AreaHeld, ""
		}
	case shrinkVerb:
		d.Direction = claim.Lost
		if s.fromTo(t, q) || s.low(q.from-1) == "to" {
			d.Kind, d.Direction = claim.AreaHeld, ""
			d.from = q.from
		}
	case holdVerb:
		d.Kind, d.Direction = claim.AreaHeld, ""
	case occupyVerb:
		d.Direction = claim.Gained
		if s.low(q.core-1) == "remaining" && s.pacedUntil() {
			d.Kind, d.Direction, party = claim.AreaHeld, "", s.other(party)
			d.from, d.setMode = s.nounStart(q.core-1), true
			break
		}
		if s.attributive(t.from, t.to) && s.low(q.from-1) != "by" && s.low(t.from-1) != "newly" && s.low(t.from-1) != "recently" && s.low(t.from-1) != "freshly" {
			d.Kind, d.Direction, party = claim.AreaHeld, "", s.r.lex.invader
			d.from = s.nounStart(t.from)
			break
		}
		if s.occupiesStill(t, d) {
			d.Kind, d.Direction = claim.AreaHeld, ""
		}
	case fallVerb:
		switch t.lemma {
		case "be", "slip", "switch", "swap":
			d.Direction = claim.Lost
			party = s.r.lex.defender
			if p := s.controlOwner(t.to); p != "" && t.lemma != "be" && t.low != "slipped" {
				party, d.Direction = p, claim.Gained
			}
		case "fall", "come", "pass", "change":
			d.Direction = claim.Gained
			if party = s.controlOwner(t.to); party == "" {
				party = s.r.lex.invader
			}
			if t.lemma == "fall" {
				if a, ok := s.actorIn(t.to, t.to+4); ok && a.prep == "to" {
					party = a.party
				}
			}
		}
	}
	d.Actor = party
	if d.Actor == "" {
		d.Actor = s.defaultActor(t, d)
		d.Why = describe(d.Why, "actor carried over")
	}
	if a, ok := s.subjectMention(t); ok && where == "before" && !shared {
		d.from = min(d.from, a.from)
	}
	if s.low(q.from-1) == "net" && d.Kind == claim.AreaChange {
		d.Direction = claim.Net
	}
	if e := s.behind(q); d.Kind == claim.AreaChange && len(d.Value) == 1 && (s.low(e) == "net" || s.low(e) == "on" && s.low(e+1) == "balance") { // "lost 340 sq km net"
		if d.Direction == claim.Lost {
			d.Value = claim.Value{-d.Value[0]} // a net loss is a negative net
		}
		d.Direction, d.to = claim.Net, max(d.to, e+1)
	}
	if d.Region == "" && d.Kind == claim.AreaChange {
		d.Region = s.forcesRegion(t)
	}
	if d.Kind == claim.AreaHeld {
		d.window, d.source = windowSentence, sourceLead
		if _, region, ok := s.relativeHeld(q); ok {
			d.Region, d.setMode, d.source = region, true, sourceSet
		}
		if d.Region == "" {
			d.Region = s.foreignSoil(s.behind(q))
		}
		if d.Region == "" && s.r.lex.war.Home != "" {
			if d.Actor == s.r.lex.invader {
				d.Region = s.r.lex.war.Home
			}
		}
	}
	return d, true
}
