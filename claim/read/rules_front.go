package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

var frontRules = []Rule{
	{
		Name: "advance in length", Kind: claim.Front,
		Says: "an advance, or a push back, by so many kilometers",
		Examples: []Example{
			{"Ukrainian forces recently advanced by 1.5 to 2 kilometers north of Kupiansk.", "", "actor=ukraine direction=gained value=1.5,2 unit=km reference_place=Kupiansk bearing=N"},
			{"Ukraine's military said it had pushed Russian units back by up to 2km near Dobropillia.", "", "actor=ukraine direction=gained value=2 bound=at_most reference_place=Dobropillia"},
			{"Russian scouts slipped nearly 6 miles through a gap east of Dobropillia.", "", "actor=russia direction=gained value=6 unit=mi reference_place=Dobropillia"},
			{"Ukrainian sabotage groups crept some 4 km behind the line near Kupiansk.", "", "actor=ukraine direction=gained value=4 unit=km reference_place=Kupiansk"},
			{"The depth of the Ukrainian advance to the north of Yunakivka constitutes from 1.5 to 2.5 kilometres.", "", "actor=ukraine value=1.5,2.5 reference_place=Yunakivka bearing=N"},
			{"Ukrainian units advanced 900 metres into Stepnohirsk and took up positions 3 km south of the town.", "", "actor=ukraine value=900 unit=m reference_place=Stepnohirsk"},
			{"A drone slipped 6 miles off course.", "", ""},
			{"The fund advanced by 2 percent.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != length || q.converted || s.comeWithin(q, s.behind(q)) {
				return draft{}, false
			}
			return s.advanceClaim(q)
		},
	},
	{
		Name: "front line", Kind: claim.Front,
		Says: "the length of the front line",
		Examples: []Example{
			{"The armies face each other along a front line of some 1,000 kilometers (620 miles).", "", "value=1000 unit=km"},
			{"Fighting runs along 1,250 km of front.", "", "value=1250 unit=km"},
			{"He put the line's length at 1,230 km.", "", "value=1230 unit=km"},
			{"The 1,200-kilometre front line has barely moved.", "", "value=1200 unit=km"},
			{"How long is the front line?\n\nIt stretches for around 1,200 km (745 miles).", "", "value=1200 unit=km"},
			{"Ukraine in numbers.\n\n1,160: the length of the front, in kilometres.", "", "value=1160 unit=km"},
			{"A line of cars 3 km long stood at the border.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != length || q.converted || q.value[0] < 50 {
				return draft{}, false
			}
			end := q.to
			if q.convertedBy != nil {
				end = q.convertedBy.to
				if s.low(end) == ")" {
					end++
				}
			}
			from, to := -1, end
			for k := max(0, q.from-9); k < q.from; k++ {
				if w := s.low(k); (w == "line" || w == "front") && s.low(k+1) == "'s" && s.low(k+2) == "length" || w == "line" && s.low(k+1) == "of" && q.value[0] >= 300 && q.unit == claim.Km && q.from-k <= 5 || w == "front" || w == "frontline" || w == "front-line" || w == "contact" && (s.low(k-2) == "line" || s.low(k+1) == "line") {
					from = k
				}
			}
			for k := end; k < min(len(s.toks), end+7); k++ {
				if w := s.low(k); (w == "front" || w == "frontline" || w == "front-line" || w == "frontlines" || w == "contact" && (s.low(k-2) == "line" || s.low(k+1) == "line")) && from < 0 {
					from, to = q.from, k+1
				}
			}
			if s.low(0) == "it" && (from < 0) && s.r.frontBlock > 0 && s.r.blocks-s.r.frontBlock <= 1 && q.from < 8 && q.value[0] >= 300 { // "How long is the front line? It stretches for some 1,200 km."
				switch s.low(1) {
				case "stretches", "runs", "extends", "measures", "spans", "is", "was":
					from = 0
				}
			}
			if from < 0 {
				return draft{}, false
			}
			d := draft{from: min(from, q.from), to: to, anchor: q.core, window: windowSet, source: sourceSentence}
			d.Window = claim.NoWindow
			for k := range s.when { // "On 30 April the front ran for 1,190 km"
				if t := &s.when[k]; (t.role == pointAt || t.role == within && t.grain == grainDay) && !s.speechTime(t) {
					d.window = windowNear
				}
			}
			d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
			d.Why = "length of the front"
			return d, true
		},
	},
	{
		Name: "encirclement", Kind: claim.Front,
		Says: "troops encircled or surrounded",
		Examples: []Example{
			{"The Kremlin claims to have encircled between 3,000 and 5,000 Ukrainian troops.", "", "actor=russia value=3000,5000 unit=count attribution=Kremlin"},
			{"Kyiv denies that a single battalion is surrounded.", "", "actor=russia modality=denied attribution=Kyiv"},
			{"Kostiantynivka will be encircled by midsummer, Russian officers say.", "", "actor=russia reference_place=Kostiantynivka modality=forecast"},
			{"Moscow boasts that it has bottled up 5,500 defenders in the town.", "", "actor=russia value=5500 unit=count attribution=Moscow"},
			{"Moscow denies that Ukraine has encircled Russian troops near Yunakivka.", "", "actor=ukraine reference_place=Yunakivka modality=denied attribution=Moscow"},
			{"The General Staff denies the encirclement of Ukrainian units in Kostiantynivka.", "", "actor=russia reference_place=Kostiantynivka modality=denied attribution=General"},
			{"The house is surrounded by trees.", "", ""},
		},
		sentence: (*sentence).encirclement,
	},
}

// secondDeed reports "and took up positions" between two tokens: another verb's
// clause, which the figure behind is of.
func (s *sentence) secondDeed(i, j int) bool {
	for k := i; k+1 < j; k++ {
		if s.low(k) == "and" && (s.low(k+1) == "took" || s.low(k+1) == "take" || s.low(k+1) == "dug" || s.low(k+1) == "now" || s.low(k+1) == "is" || s.low(k+1) == "are" || s.low(k+1) == "stand" || s.low(k+1) == "stood" || s.low(k+1) == "were") {
			return true
		}
	}
	return false
}

func (s *sentence) advanceClaim(q *quantity) (draft, bool) {
	var verb hit
	ok := false
	for _, h := range s.hits {
		if h.class == moveVerb && h.to <= q.from && q.from-h.to <= 9 && !s.stopBetween(h.to, q.from) && !s.secondDeed(h.to, q.from) {
			verb, ok = h, true
		}
		if h.class == gainNoun && h.to <= q.from && q.from-h.to <= 4 && (s.low(h.from) == "advance" || s.low(h.from) == "advances" || s.low(h.from) == "push" || s.low(h.from) == "gains") && (s.low(h.to) == "of" || s.low(h.to) == "by" || s.low(h.to) == "up") {
			verb, ok = h, true
		}
	}
	after := false
	if !ok {
		for _, h := range s.hits { // "a two-kilometer advance"
			if (h.class == gainNoun || h.class == moveVerb) && h.from >= q.to && h.from-q.to <= 1 && (s.low(h.from) == "advance" || s.low(h.from) == "push") {
				verb, ok, after = h, true, true
			}
		}
	}
	if !ok {
		verb, ok = s.slippedThrough(q)
	}
	if !ok {
		return draft{}, false
	}
	d := draft{from: min(verb.from, q.from), to: max(q.to, verb.to), anchor: q.core, window: windowNear, source: sourceSentence}
	d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
	d.Direction = claim.Gained
	t := trigger{from: verb.from, to: verb.to, class: moveVerb, noun: verb.class == gainNoun || after}
	t.passive = s.isPassive(verb.from, verb.to)
	w := s.low(verb.from)
	back := contains(s.toks, verb.to-1, q.from, "back") || w == "retreat" || w == "retreated"
	d.Actor, _ = s.subjectOf(t)
	if back {
		if a, ok := s.actorIn(verb.to, q.from); ok && s.r.isBelligerent(a.party) {
			// pushed them back: the subject gains
			if d.Actor == "" || d.Actor == a.party {
				d.Actor = s.other(a.party)
			}
		} else if t.passive || strings.HasPrefix(w, "fall") || w == "fell" || strings.HasPrefix(w, "pull") || strings.HasPrefix(w, "retreat") {
			d.Direction = claim.Lost
			if t.passive {
				for _, a := range s.actors {
					if a.to <= verb.from && s.r.isBelligerent(a.party) {
						d.Actor = a.party
						if s.low(a.from) == "enemy" { // the speaker's side gains
							d.Actor, d.Direction = s.other(a.party), claim.Gained
						}
					}
				}
			}
		}
	}
	if d.Actor == "" {
		if d.Actor = s.mainSubject(); d.Actor == "" {
			d.Actor = s.r.subject
		}
	}
	if d.Actor == "" {
		return d, false
	}
	for k := verb.to; k < q.from && (t.noun || s.nounLike(verb.from)); k++ { // "the advance to the north of Yunakivka constitutes"
		if b, j := s.bearingAt(k); b != "" && s.low(j) == "of" {
			if e := s.properAt(min(j+1, len(s.toks)-1)); e > j+1 {
				d.Bearing, d.ReferencePlace = b, s.slice(j+1, e)
			}
			break
		}
	}
	if a, ok := s.subjectMention(t); ok {
		d.from = min(d.from, a.from)
	}
	i := q.to
	if q.convertedBy != nil {
		i = q.convertedBy.to
		if s.low(i) == ")" {
			i++
		}
	}
	// where: "north of Kupiansk", "near Dobropillia", "toward X", "in the X direction"
	for k := i; k < min(len(s.toks), i+10); k++ {
		if b, j := s.bearingAt(k); b != "" && s.low(j) == "of" {
			if p, e := s.refPlace(j + 1); p != "" {
				d.Bearing, d.ReferencePlace, d.to = b, p, e
				break
			}
		}
		w := s.low(k)
		if w == ";" || w == "." || w == "--" {
			break
		}
		if w == "near" || w == "towards" || w == "toward" || w == "around" || w == "at" || w == "into" || w == "outside" || w == "from" || w == "in" {
			n := k + 1
			if s.low(n) == "the" {
				n++
			}
			if w == "in" && (strings.HasSuffix(s.low(n), "ern") || s.low(n) == "central") {
				n++
				if name, e := s.regionAt(min(n, len(s.toks)-1)); name != "" {
					if _, noun := s.is(regionNoun, e-1); noun { // "in northern Sumy Oblast"
						d.Region, d.to = name, e
						break
					}
				}
				if e := s.properAt(n); e > n {
					d.ReferencePlace, d.to = s.slice(n, e), e
					break
				}
			}
			if n >= len(s.toks) {
				break
			}
			if w == "in" && s.low(k+1) == "the" && s.low(k+2) == "area" && s.low(k+3) == "of" { // "in the area of Oleksiivka"
				if e := s.properAt(min(k+4, len(s.toks)-1)); e > k+4 {
					d.ReferencePlace, d.to = s.slice(k+4, e), e
					break
				}
			}
			if name, e := s.regionAt(n); name != "" && w == "in" {
				d.Region, d.to = name, e
				break
			}
			if n < len(s.toks) && w != "in" {
				for s.low(n) == "town" || s.low(n) == "of" || s.low(n) == "village" || s.low(n) == "city" {
					n++
				}
				if e := s.properAt(n); e > n {
					d.ReferencePlace, d.to = s.slice(n, e), e
					break
				}
			}
		}
	}
	if d.ReferencePlace == "" && d.Region == "" && s.lastNoted() {
		for k := range s.toks { // "The invaders there have been thrown back by three miles"
			if (s.low(k) == "there" || s.low(k) == "here" && k == s.behind(q)) && !beWords[s.low(k+1)] {
				d.ReferencePlace = s.r.town
			}
		}
	}
	d.Why = "“" + s.slice(verb.from, verb.to) + "” by a length"
	return d, true
}

// lastNoted reports a town told in this paragraph or the one before.
func (s *sentence) lastNoted() bool { return s.r.town != "" && s.r.blocks-s.r.townBlock <= 1 }

// encircledTown reads the town that is encircled: the subject of the passive,
// else the object.
func (s *sentence) encircledTown(i int, passive bool) (name string, at int) {
	if passive {
		if names, from, _ := s.townBefore(i); len(names) > 0 && (s.placeLike(names[0]) || s.r.knows(names[0]) || s.isTown(names[0])) {
			return names[0], from
		}
		return "", 0
	}
	if s.low(i) == "encirclement" && s.low(i+1) == "of" {
		i++
		for k := i + 1; k < min(len(s.toks), i+9); k++ { // "the encirclement of Ukrainian units in Kostiantynivka"
			if w := s.low(k); w != "in" && w != "near" && w != "around" || !s.menBehind(i, k) {
				continue
			}
			if e := s.properAt(min(k+1, len(s.toks)-1)); e > k+1 && (s.placeLike(s.slice(k+1, e)) || s.r.knows(s.slice(k+1, e)) || s.isTown(s.slice(k+1, e))) {
				return s.slice(k+1, e), k + 1
			}
		}
	}
	if names, from, _ := s.townNames(i + 1); len(names) > 0 && (s.placeLike(names[0]) || s.r.knows(names[0]) || s.isTown(names[0])) {
		return names[0], from
	}
	return "", 0
}

func (s *sentence) encirclement() []draft {
	for i := range s.toks {
		w := s.low(i)
		if w != "encircled" && w != "surrounded" && w != "encircling" && w != "encirclement" && w != "surrounding" && w != "encircle" && w != "encircles" && w != "trapped" && w != "semi-encircled" && w != "half-encircled" && w != "besieged" && w != "half-surrounded" && !((w == "cut" || w == "cutting") && s.low(i+1) == "off" || (w == "bottled" || w == "bottling" || w == "boxed" || w == "penned" || w == "hemmed") && (s.low(i+1) == "up" || s.low(i+1) == "in")) {
			continue
		}
		if _, noun := s.is(regionNoun, i+1); w == "surrounding" && (noun || s.low(i+1) == "villages" || s.low(i+1) == "countryside" || s.low(i+1) == "towns") {
			continue // "out of the surrounding region"
		}
		d := draft{from: i, to: i + 1, anchor: i, window: windowNear, source: sourceSentence}
		passive := s.isPassive(i, i+1)
		troops := false
		for k := max(0, i-8); k < min(len(s.toks), i+9); k++ {
			if _, ok := s.is(forcesNoun, k); ok {
				troops = true
			}
		}
		town, at := s.encircledTown(i, passive)
		for k := i + 1; k < min(len(s.toks), i+6); k++ { // "has surrounded 1,500 of them"
			if s.low(k) == "them" && s.low(k-1) == "of" {
				troops = true
			}
		}
		if !troops && town == "" || (w == "cut" || w == "cutting" || strings.HasPrefix(w, "bottl") || w == "boxed" || w == "penned" || w == "hemmed") && !troops {
			continue
		}
		if _, region := s.is(regionName, at); region && town != "" && s.low(at-1) == "in" {
			d.Region, town = town, ""
		}
		if town != "" {
			d.ReferencePlace = town
			d.from, d.to = min(d.from, at), max(d.to, at+1)
		}
		for _, q := range s.qty {
			if q.dim == bare && !q.used && (q.from > i && q.from-i < 6 || q.to < i && i-q.to < 6) {
				d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
				q.used = true
				d.from, d.to = min(d.from, q.from), max(d.to, q.to)
				if n, _ := s.regionAt(min(q.to, len(s.toks)-1)); n == "" {
					town = ""
				}
			}
		}
		if len(d.Value) == 0 {
			for k := max(0, i-5); k < i; k++ {
				if s.low(k) == "single" || s.low(k) == "one" {
					d.Value, d.Unit = claim.Value{1}, claim.Count
					d.from = k - 1
				}
			}
		}
		explicit := false
		for _, a := range s.actors {
			switch {
			case a.to <= i && !passive && !a.object && a.prep == "":
				d.Actor = a.party
			case a.from > i && a.prep == "by":
				d.Actor = a.party
			case passive && a.form == byForces && a.to <= i:
				d.Actor = s.other(a.party)
				explicit = true
			case !passive && a.from > i && a.from-i < 8 && d.Actor == "":
				d.Actor = s.other(a.party)
			}
		}
		if passive && d.Actor == "" || passive && d.Actor == s.r.lex.defender && !explicit {
			d.Actor = s.r.lex.invader
		}
		if d.Actor == "" {
			continue
		}
		if s.toks[i].low == "encirclement" && len(d.Value) == 0 && town == "" {
			continue
		}
		reach := i + 4
		if !passive {
			reach = i + 8 // "has encircled Russian troops near Yunakivka"
		}
		for k := i + 1; d.ReferencePlace == "" && k < min(len(s.toks), reach); k++ { // "surrounded in Kupiansk", "encircled there"
			if !passive && s.low(k) != "near" && s.low(k) != "around" && s.low(k) != "in" && s.low(k) != "outside" {
				continue
			}
			if s.low(k) == "there" {
				d.ReferencePlace, d.to = s.r.town, k+1
			}
			if placePreps[s.low(k)] {
				if e := s.properAt(min(k+1, len(s.toks)-1)); e > k+1 && (s.placeLike(s.slice(k+1, e)) || s.r.knows(s.slice(k+1, e)) || s.isTown(s.slice(k+1, e))) {
					d.ReferencePlace, d.to = s.slice(k+1, e), e
				}
			}
		}
		for k := max(0, i-6); k < i && len(d.Value) == 0; k++ { // "no unit has been surrounded", "is not encircled"
			if s.low(k) == "no" || s.low(k) == "not" {
				d.Modality, d.setMode, d.from = claim.Denied, true, min(d.from, max(0, k-2))
			}
		}
		d.Why = "“" + w + "” of troops"
		return []draft{d}
	}
	return nil
}

// slipVerbs are how small groups get behind a line.
var slipVerbs = set("slipped slip crept creep infiltrated infiltrate sneaked sneak snuck seeped seep filtered dashed raced burst broke punched drove pierced penetrated thrust edged inched crawled wormed")

var throughWords = set("through into past behind inside beyond")

// slippedThrough reads "slipped nearly 10 miles (16km) through a gap in the line":
// a way made by those who passed a line.
func (s *sentence) slippedThrough(q *quantity) (hit, bool) {
	end := s.behind(q)
	if !throughWords[s.low(end)] {
		return hit{}, false
	}
	for k := q.from - 1; k > 0 && k >= q.from-2; k-- {
		if !slipVerbs[s.low(k)] {
			continue
		}
		if a, ok := s.actorIn(max(0, k-5), k); ok && s.r.isBelligerent(a.party) && a.form != asPlace {
			return hit{from: k, to: k + 1, class: moveVerb}, true
		}
	}
	return hit{}, false
}

// speaksOfFront reports a sentence that names the front line.
func (s *sentence) speaksOfFront() bool {
	for k := range s.toks {
		if w := s.low(k); w == "front" && s.low(k+1) == "line" || w == "frontline" || w == "front-line" || w == "contact" && s.low(k-2) == "line" {
			return true
		}
	}
	return false
}
