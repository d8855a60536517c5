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
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != area || q.converted || q.whole || !q.used {
				return draft{}, false
			}
			for _, t := range s.trig {
				a, ok := s.subjectMention(t)
				if t.class != holdVerb || t.noun || !ok || a.from < q.to || a.from > q.to+2 || t.from-a.to > 2 {
					continue
				}
				for _, p := range s.drafts {
					if p.Kind == claim.AreaHeld && p.anchor == q.core {
						return draft{}, false
					}
				}
				d := draft{from: q.from, to: t.to, anchor: q.core, window: windowSet, source: sourceSet, setMode: true}
				d.Window = claim.NoWindow
				d.Value, d.Unit, d.Approx, d.Bound, d.Actor = q.value, q.unit, q.approx, q.bound, a.party
				d.Region = s.regionFor(t.to, q.from)
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
			{"Russia seized 90 sq km in May. It took 40 villages.", "", ""},
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
		},
		sentence: (*sentence).regionGivenUp,
	},
	{
		Name: "offer denied", Kind: claim.AreaChange,
		Says: "a denial, behind a figure, that such an offer or plan exists",
		Examples: []Example{
			{"Under the plan, Russia would return 440 sq km in Sumy; its Foreign Ministry said no such offer existed.", "", "actor=russia direction=lost value=440 modality=denied"},
		},
		sentence: (*sentence).offerDenied,
	},
}

// offensiveNouns are undertakings that yield ground to who undertakes them.
var offensiveNouns = set("offensive counter-offensive counteroffensive attack attacks counter-attack counter-attacks counterattack counterattacks push operation campaign assault assaults raid raids thrust")

func (s *sentence) areaClaim(k int, q *quantity) (draft, bool) {
	d := draft{from: q.from, to: q.to, anchor: q.core, window: windowInherit, source: sourceSeries, carries: true}
	d.Kind = claim.AreaChange
	d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
	d.Region = s.regionFor(q.to, q.from)
	if q.convertedBy != nil {
		end := s.behind(q)
		d.to = max(d.to, end)
		if d.Region == "" {
			d.Region = s.regionFor(end, q.from)
		}
	}
	// "January's total of 430 sq km": that month's
	if s.low(q.from-1) == "of" {
		if _, ok := s.covers(figureNoun, q.from-2); ok && s.timeEnds(q.from-2) && s.r.seriesOrSubject() != "" {
			for _, t := range s.when {
				if t.to == q.from-2 || t.to == q.from-3 {
					d.Window, d.window, d.from = t.win, windowSet, t.from
					d.Window.Phrase = s.slice(t.from, t.to)
				}
			}
			d.Actor, d.Direction = s.mainSubject(), claim.Gained
			if d.Actor == "" {
				d.Actor = s.r.seriesOrSubject()
			}
			if s.r.series.actor == d.Actor && s.r.series.direction != "" {
				d.Direction = s.r.series.direction
			}
			d.recalled = true
			d.Why = "another period's figure"
			return d, true
		}
	}
	if s.claimedOutright(q, &d) {
		return d, true
	}
	if s.factArea(q, &d) {
		return d, d.Actor != ""
	}
	if s.costOrBrought(q, &d) || s.contrast(k, q, &d) || s.signed(q, &d) || s.bracketed(q, &d) || s.putAt(q, &d) || s.periodYields(q, &d) || s.partOfThat(q, &d) || s.heldPart(q, &d) || s.restated(q, &d) {
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
	}
	if !shared {
		d.from = min(d.from, t.from)
		d.to = max(d.to, t.to)
	}
	if where == "behind" && s.low(q.core-1) == "the" && !t.passive {
		d.recalled = true // "the 150 sq km they took in December 2024"
	}
	party, how := s.subjectOf(t)
	d.Why = describe("“"+s.slice(t.from, t.to)+"” "+where+" the figure", how)
	switch t.class {
	case gainVerb, gainNoun, moveVerb:
		d.Direction = claim.Gained
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
		if t.lemma == "yield" && offensiveNouns[s.low(t.from-1)] { // "The counter-offensive yielded 160 sq km"
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
	if d.Kind == claim.AreaHeld {
		d.window, d.source = windowSentence, sourceLead
		if _, region, ok := s.relativeHeld(q); ok {
			d.Region, d.setMode, d.source = region, true, sourceSet
		}
		if d.Region == "" && s.r.lex.war.Home != "" {
			if d.Actor == s.r.lex.invader {
				d.Region = s.r.lex.war.Home
			}
		}
	}
	return d, true
}
