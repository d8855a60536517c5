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
			if q.dim != area || q.converted {
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
			if q.dim != area || q.converted {
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
			if q.dim != area || q.converted || !q.used {
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

// governing finds the trigger that governs the quantity: right behind it in the
// passive and with verbs of falling, else the nearest before it.
func (s *sentence) governing(k int, q *quantity) (trigger, string, bool) {
	end := q.to
	if q.convertedBy != nil {
		end = q.convertedBy.to
		if s.low(end) == ")" {
			end++
		}
	}
	var after *trigger
	for i := range s.trig {
		t := &s.trig[i]
		colon := end
		if s.low(end) == ":" {
			colon++ // a factbox: “4,831 sq km: territory captured by”
		}
		if t.from >= end && t.from-end <= 12 && !s.stopBetween(colon, t.from) {
			if t.noun {
				if t.from-end <= 2 && s.low(end) != "of" && s.low(end) != "in" && s.low(end) != "," {
					after = t // a 34-kilometer advance
					break
				}
				continue
			}
			between, pair := false, false
			for j := end; j < t.from; j++ {
				w := s.low(j)
				if w == "between" {
					pair = true
				}
				if w == "," || w == "and" && !pair || w == "but" || w == "which" || w == "while" {
					between = w != "which" || j > end+1
				}
				if w == "and" {
					pair = false
				}
			}
			if between {
				break
			}
			if t.passive || t.class == fallVerb {
				after = t
				break
			}
			// "the 1,005 it overran", "6,000 square kilometres they have not been able to buy"
			if a, ok := s.actorIn(end, t.from); ok && a.to <= t.from && t.from-a.to <= 4 && (a.form == byName || a.form == byPronoun || a.form == byForces) {
				after = t
				break
			}
			if s.low(t.from-1) == "been" || participle(s.low(t.from)) && t.from-end <= 2 && (t.class == gainVerb || t.class == loseVerb || t.class == occupyVerb || t.class == holdVerb) {
				after = t // "the 40 sq km lost in May"
				after.passive = true
				break
			}
		}
	}
	var best *trigger
	for i := range s.trig {
		t := &s.trig[i]
		if t.to > q.from || s.stopBetween(t.to, q.from) && !s.dashPair(t.to, q.from) || t.class == fallVerb || t.class == moveVerb && t.low != "advanced" && t.low != "advance" && t.low != "advances" {
			continue
		}
		if s.postmodifier(t, q.from) {
			continue
		}
		if t.class == gainVerb && s.triggerHasOtherObject(t, q) && q.from-t.to > 6 {
			continue
		}
		// another area between takes the trigger, but for "X and Y"
		if best == nil || t.from > best.from {
			best = t
		}
	}
	if after != nil && (best == nil || q.from-best.to > 1+len("of")*0 && !(best.to == q.from)) {
		if best == nil || q.from-best.to > 2 || after.passive || after.class == fallVerb {
			if !(best != nil && best.to >= q.from-1 && !after.noun && after.class != fallVerb) {
				return *after, "behind", true
			}
		}
	}
	if best != nil && q.from-best.to <= 24 {
		return *best, "before", true
	}
	return trigger{}, "", false
}

// postmodifier: a participle between commas, as "Crimea, annexed in 2014,",
// governs nothing behind its second comma.
func (s *sentence) postmodifier(t *trigger, before int) bool {
	return s.low(t.from-1) == "," && participle(t.low) && s.commaBetween(t.to, before)
}

// dashPair: both dashes of an insertion lie between.
func (s *sentence) dashPair(i, j int) bool {
	n := 0
	for ; i < j; i++ {
		switch s.low(i) {
		case "--", "(":
			n++
		case ")":
			n++
		case ";", ":", ".":
			return false
		}
	}
	return n%2 == 0
}

func (s *sentence) triggerHasOtherObject(t *trigger, q *quantity) bool {
	e := s.properAt(t.to)
	return e > t.to
}

func (s *sentence) areaClaim(k int, q *quantity) (draft, bool) {
	d := draft{from: q.from, to: q.to, anchor: q.core, window: windowInherit, source: sourceSeries, carries: true}
	d.Kind = claim.AreaChange
	d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
	d.Region = s.regionFor(q.to, q.from)
	if q.convertedBy != nil {
		end := q.convertedBy.to
		if s.low(end) == ")" {
			end++
		}
		if d.Region == "" {
			d.Region = s.regionFor(end, q.from)
		}
	}
	if s.costOrBrought(q, &d) || s.contrast(k, q, &d) {
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
	party, how := s.subjectOf(t)
	d.Why = describe("“"+s.slice(t.from, t.to)+"” "+where+" the figure", how)
	switch t.class {
	case gainVerb, gainNoun, moveVerb:
		d.Direction = claim.Gained
		if t.class == gainVerb && s.overrunHeld(t) {
			d.Kind, d.Direction = claim.AreaHeld, ""
		}
	case loseVerb, loseNoun:
		d.Direction = claim.Lost
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
	case growVerb:
		d.Direction = claim.Gained
		if s.low(t.to) != "by" && s.low(q.from-1) != "by" {
			d.Kind, d.Direction = claim.AreaHeld, ""
		}
	case shrinkVerb:
		d.Direction = claim.Lost
	case holdVerb:
		d.Kind, d.Direction = claim.AreaHeld, ""
	case occupyVerb:
		d.Direction = claim.Gained
		if s.occupiesStill(t, d) {
			d.Kind, d.Direction = claim.AreaHeld, ""
		}
	case fallVerb:
		switch t.lemma {
		case "be":
			d.Direction = claim.Lost
			party = s.r.lex.defender
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

// subjectMention returns the party mention nearest before a trigger.
func (s *sentence) subjectMention(t trigger) (actor, bool) {
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.to <= t.from && a.form != asPlace && !a.object && t.from-a.to < 12 && !s.stopBetween(a.to, t.from) {
			return a, true
		}
	}
	return actor{}, false
}

func (s *sentence) other(party string) string {
	switch party {
	case s.r.lex.invader:
		return s.r.lex.defender
	case s.r.lex.defender:
		return s.r.lex.invader
	}
	return ""
}

// overrunHeld: "had overrun 161,000 sq km" at a high-water mark tells what was
// held then.
func (s *sentence) overrunHeld(t trigger) bool {
	if !strings.HasPrefix(t.low, "overr") {
		return false
	}
	for k := range s.toks {
		switch s.low(k) {
		case "high-water", "peak", "height", "zenith":
			return true
		}
	}
	return false
}

// occupiesStill tells holding from taking: "occupies", "has occupied since",
// "occupied by then" hold; "occupied 245 km² in January" took.
func (s *sentence) occupiesStill(t trigger, d draft) bool {
	if t.low == "occupy" || t.low == "occupies" || t.low == "occupying" {
		return s.low(t.from-1) != "to" && !s.future
	}
	if when := s.bestTime(d.from, d.to, d.anchor); when != nil {
		return when.role == pointAt || when.role == since && (s.low(t.from-1) == "has" || s.low(t.from-1) == "have")
	}
	for k := max(0, t.from-3); k < t.from; k++ {
		if w := s.low(k); w == "currently" || w == "now" || w == "still" || w == "remain" || w == "remains" || w == "is" || w == "are" {
			return true
		}
	}
	return false
}

// controlOwner reads whose control, hands or rule is named from token i on.
func (s *sentence) controlOwner(i int) string {
	for _, a := range s.actors {
		if a.from >= i-1 && a.from < i+6 {
			return a.party
		}
	}
	for k := i; k < i+4; k++ {
		if s.low(k) == "our" {
			if q := s.quoteAt(k); q != nil {
				return q.party
			}
		}
	}
	return ""
}

// defaultActor guesses who acts where the sentence names nobody: the subject so
// far, else who such a verb is usual for.
func (s *sentence) defaultActor(t trigger, d draft) string {
	if x := s.sourceAt(t.from); x != nil && s.r.isBelligerent(x.party) && !t.passive && (t.class == gainVerb || t.class == holdVerb) {
		return x.party // its own bulletin on its own units
	}
	switch t.lemma {
	case "retake", "recapture", "liberate", "reclaim", "regain", "liberation", "reconquer":
		if t.noun || t.passive || s.r.subject == "" {
			return s.r.lex.defender
		}
	}
	if !t.passive && !t.noun && s.r.subject != "" {
		return s.r.subject
	}
	if t.noun && s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 2 {
		return s.r.series.actor
	}
	if d.Direction == claim.Lost {
		return s.r.lex.defender
	}
	if s.r.subject != "" && !t.passive {
		return s.r.subject
	}
	return s.r.lex.invader
}

// contrast reads a figure set against the one before it: "down from 1,300 sq km
// of Kursk region", "against 505 sq km in November", "compared with 444".
func (s *sentence) contrast(k int, q *quantity, d *draft) bool {
	i := q.from
	if s.low(i-1) == "the" {
		i--
	}
	w, w2 := s.low(i-1), s.low(i-2)
	ok := w == "from" && (w2 == "down" || w2 == "up" || w2 == "fell" || w2 == "rose" || w2 == "dropped" || w2 == "compared") || w == "against" || w == "versus" || w == "vs" || (w == "with" || w == "to") && w2 == "compared"
	if !ok {
		return false
	}
	if len(s.drafts) > 0 {
		for j := len(s.drafts) - 1; j >= 0; j-- {
			p := s.drafts[j]
			if (p.Kind == claim.AreaChange || p.Kind == claim.AreaHeld) && p.from < q.from {
				d.Kind, d.Actor, d.Direction = p.Kind, p.Actor, p.Direction
				if d.Region == "" {
					d.Region = p.Region
				}
				d.Why = "set against the figure before it"
				if d.Kind == claim.AreaHeld {
					d.source = sourceLead
				}
				d.window = windowNear
				return true
			}
		}
	}
	if s.r.series.unit != "" && s.r.blocks-s.r.series.block <= 2 {
		d.Actor, d.Direction = s.r.series.actor, s.r.series.direction
		d.Why = "set against the series so far"
		d.window = windowNear
		return true
	}
	return false
}

// ungoverned reads an area that no verb governs: a total that stands for the
// series, a region's size, a strip still defended.
func (s *sentence) ungoverned(k int, q *quantity, d draft) (draft, bool) {
	if s.low(q.to) == "gone" || s.low(q.to) == "lost" {
		d.Direction, d.Actor, d.to = claim.Lost, s.r.lex.defender, q.to+1
		if s.r.series.direction == claim.Lost {
			d.Actor = s.r.series.actor
		}
		d.Why = "ground said to be " + s.low(q.to)
		return d, true
	}
	for _, h := range s.hits {
		if h.class == figureNoun && h.to <= q.from && q.from-h.to < 8 && s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 3 {
			d.from = h.from
			d.Actor, d.Direction = s.r.series.actor, s.r.series.direction
			d.Why = "“" + s.slice(h.from, h.to) + "” stands for the series so far"
			return d, true
		}
	}
	// Crimea, … measuring about 27,000 sq km
	if w := s.low(q.from - 1); w == "measuring" || w == "covering" || w == "spanning" || w == "totalling" || w == "totaling" {
		for j := q.from - 1; j >= 0 && j > q.from-12; j-- {
			if h, ok := s.is(regionName, j); ok {
				d.Kind, d.Region, d.from = claim.AreaHeld, h.id, j
				d.Actor = s.r.lastPart.actor
				if p := s.mainSubject(); p != "" {
					d.Actor = p
				}
				if d.Actor == "" {
					return d, false
				}
				d.window, d.source = windowInheritHeld(s), sourceLead
				d.Window = s.r.heldWindow()
				d.Why = "size of a region within what is held"
				return d, true
			}
		}
	}
	if w := s.low(q.from - 1); w == "measured" || w == "measures" || w == "covered" || w == "covers" || w == "spanned" {
		for j := max(0, q.from-5); j < q.from; j++ {
			switch s.low(j) {
			case "salient", "bridgehead", "pocket", "foothold", "enclave", "incursion":
				d.Kind, d.from, d.Region = claim.AreaHeld, j, s.r.region
				d.Actor = first(s.mainSubject(), s.r.subject)
				d.window, d.source = windowNear, sourceSentence
				d.Why = "size of a " + s.low(j)
				return d, d.Actor != ""
			}
		}
	}
	if s.inControl(q.to, min(len(s.toks), q.to+12)) != "" {
		d.Kind = claim.AreaHeld
		d.Actor = s.inControl(q.to, min(len(s.toks), q.to+12))
		d.window, d.source = windowSentence, sourceLead
		d.Why = "area said to be under control"
		return d, true
	}
	// a series goes on: "In March it was 118 sq km"
	if s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 1 && len(s.when) > 0 && k == 0 && !s.block.title {
		for j := max(0, q.from-3); j < q.from; j++ {
			if w := s.low(j); w == "was" || w == "were" || w == "reached" || w == "totalled" || w == "totaled" || w == "at" || w == "to" {
				d.Actor, d.Direction = s.r.series.actor, s.r.series.direction
				d.Why = "goes on from the series so far"
				return d, true
			}
		}
	}
	if _, m := s.modalityAt(q.core, q.to); m != nil && m.modality == claim.Demanded {
		d.Direction, d.Actor = claim.Gained, m.party
		if d.Region == "" {
			d.Region = s.r.region
		}
		d.from = max(m.from, q.from-3)
		d.window = windowNear
		d.Why = "demanded: " + m.why
		return d, d.Actor != ""
	}
	return d, false
}

// inControl reads "under Russian control", "in Ukrainian hands", "Russian-held"
// between two tokens, and returns whose.
func (s *sentence) inControl(i, j int) string {
	for k := i; k < j && k < len(s.toks); k++ {
		switch s.low(k) {
		case "control", "hands", "occupation", "rule", "grip", "possession", "administration", "grasp", "domination":
			for b := len(s.actors) - 1; b >= 0; b-- {
				a := s.actors[b]
				if a.to <= k && k-a.to <= 4 && a.from >= i-4 && (s.low(a.from-1) == "under" || s.low(a.from-1) == "in" || s.low(a.from-1) == "into" || s.low(a.from-1) == "firm" || s.low(a.from-1) == "full" || s.low(a.from-1) == "under the" || s.low(a.from-2) == "under" || s.low(a.from-2) == "in" || s.low(a.from-2) == "of") {
					return a.party
				}
			}
		case "russian-held", "russian-controlled", "russian-occupied", "moscow-held":
			return s.r.lex.invader
		case "ukrainian-held", "ukrainian-controlled", "kyiv-held", "kyiv-controlled":
			return s.r.lex.defender
		}
	}
	return ""
}
