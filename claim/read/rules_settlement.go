package read

import (
	"strconv"
	"strings"

	"github.com/salient-project/salient/claim"
)

var settlementRules = []Rule{
	{
		Name: "settlement taken or held", Kind: claim.SettlementControl,
		Says: "a named town or village taken, lost, fallen, held or in somebody's hands",
		Examples: []Example{
			{"Ukrainian forces cleared the village of Radkivka.", "", "actor=ukraine direction=gained reference_place=Radkivka"},
			{"Siversk remains in Ukrainian hands.", "", "actor=ukraine reference_place=Siversk"},
			{"Kyiv denied that Huliaipole had fallen.", "", "actor=russia direction=gained reference_place=Huliaipole modality=denied attribution=Kyiv"},
			{"Reports of the capture of Prymorske by Russian troops spread.", "", "actor=russia direction=gained reference_place=Prymorske"},
			{"In the spring Ukraine had ceded Kamianka, a village.", "2025-11-14", "actor=ukraine direction=lost reference_place=Kamianka from=2025-03-01"},
			{"Hryshyne was seized by Russian forces.", "", "actor=russia direction=gained reference_place=Hryshyne"},
			{"Four villages were captured. A fifth, Andriivka, has been retaken by the Ukrainians.", "", "actor=ukraine direction=gained reference_place=Andriivka"},
			{"Tonenke, 9 km to the west of Avdiivka, was captured by Russia in March.", "2024-04-02", "actor=russia direction=gained reference_place=Tonenke from=2024-03-01"},
			{"Siversk was in Ukrainian hands at the end of the month.", "2025-12-03", "actor=ukraine reference_place=Siversk from=2025-11-30 to=2025-11-30"},
			{"Villages lost: 3 (Russia took Pryvillia).", "", "actor=russia direction=gained reference_place=Pryvillia attribution="},
			{"DeepState said Russian troops were near Siversk, which the Russian defence ministry claims to have seized.", "", "actor=russia direction=gained reference_place=Siversk attribution=ministry"},
			{"Kyiv refuses to give up Sloviansk.", "", "actor=ukraine direction=lost reference_place=Sloviansk modality=denied"},
			{"Moscow has no intention of withdrawing from Kherson.", "", "actor=russia direction=lost reference_place=Kherson modality=denied"},
			{"Moscow announced the capture of Pishchane, in the Kharkiv region, and of Chunyshyne, in Donetsk.", "", "actor=russia direction=gained reference_place=Chunyshyne region=Donetsk"},
			{"The General Staff found nothing to corroborate the Russian Defence Ministry's report that Ternuvate had been captured.", "", "actor=russia direction=gained reference_place=Ternuvate modality=denied attribution=Ministry"},
			{"In Myrnohrad, Ukrainian marines still hold the miners' quarter.", "", "actor=ukraine reference_place=Myrnohrad"},
			{"Ukraine's return to the city of Kherson on November 11, 2022, ended the occupation.", "2026-05-19", "actor=ukraine direction=gained reference_place=Kherson from=2022-11-11"},
			{"The village of Kindrativka was liberated by Ukrainian troops. This was reported by the press service of the North grouping.", "", "actor=ukraine direction=gained reference_place=Kindrativka attribution=North"},
			{"Russian troops came in spring. The fall of Siversk in December had opened the way.", "2026-06-01", "actor=russia direction=gained reference_place=Siversk from=2025-12-01"},
			{"According to ISW, Russian troops control the majority of Pokrovsk and all of Siversk.", "", "actor=russia reference_place=Siversk attribution=ISW"},
			{"Ukrainian paratroopers retook two villages, Stepove and Novopavlivka.", "", "actor=ukraine direction=gained reference_place=Novopavlivka"},
			{"Three villages (Myrne, Hrushivka and Stepove) were occupied by Russian forces.", "", "actor=russia direction=gained reference_place=Hrushivka"},
			{"Russian troops, Kyiv concedes, have entered Huliaipole.", "", "actor=russia direction=gained reference_place=Huliaipole attribution=Kyiv"},
			{"The ministry in Moscow announced that Pryluky had been \"liberated\".", "", "actor=russia direction=gained reference_place=Pryluky"},
			{"Ukraine has left. Putin's spokesman denied reports of the loss of Kupiansk.", "", "direction=lost reference_place=Kupiansk modality=denied attribution=spokesman"},
			{"Ukraine is at war. His return to Kyiv was late.", "", ""},
			{"• Villages captured by Russian forces: none.", "", ""},
			{"Ukraine's abandonment of Siversk in December stunned nobody.", "2026-01-10", "actor=ukraine direction=lost reference_place=Siversk from=2025-12-01"},
			{"The Russians attacked. Andriivka, a village, was overrun in January and freed again in February.", "2026-03-05", "actor=ukraine direction=gained reference_place=Andriivka from=2026-02-01"},
			{"Kyiv has confirmed losing Nykyforivka but not Ozerne.", "", "actor=ukraine direction=lost reference_place=Ozerne modality=denied"},
			{"Kharkiv is a city that Russia occupied for six days in 2022.", "2026-03-05", "actor=russia reference_place=Kharkiv from=2022-01-01"},
			{"Umerov took the floor.", "", ""},
		},
		sentence: (*sentence).settlements,
	},
	{
		Name: "count of settlements", Kind: claim.SettlementControl,
		Says: "so many settlements, villages or towns taken or lost",
		Examples: []Example{
			{"Russia puts its advance higher, claiming more than 500 square kilometers and 24 settlements in January.", "2026-02-02", "actor=russia direction=gained value=24 unit=count"},
			{"Ukraine is on the defensive. Half a dozen villages along the border north of Sumy have been lost since May.", "2025-07-22", "actor=ukraine direction=lost value=6 unit=count"},
			{"Some 12 villages have no water.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != bare || q.vague {
				return draft{}, false
			}
			return s.settlementCount(k, q)
		},
	},
	{
		Name: "changed hands", Kind: claim.SettlementControl,
		Says: "a town that has changed hands so many times",
		Examples: []Example{
			{"Kupiansk, a railway hub, has changed hands twice since February 2022.", "", "value=2 unit=count reference_place=Kupiansk from=2022-02-01"},
		},
		sentence: (*sentence).changedHands,
	},
}

func (s *sentence) settlements() []draft {
	if s.r.topic != "" && s.drew(claim.SiteControl) {
		return nil // the paragraph is about a facility
	}
	var out []draft
	seen := map[string]bool{} // place and verb
	add := func(d draft, names []string, kind string) {
		for i, n := range names {
			key := n + "@" + strconv.Itoa(d.anchor)
			if seen[key] || n == s.r.lex.war.Home || s.regionAlone(n) || s.paced && s.r.lex.regions[strings.ToLower(n)] {
				continue
			}
			if p := s.r.lex.people[strings.ToLower(n)]; p != nil || s.givenUpHere(n, d.anchor) {
				continue
			}
			if s.r.findPerson(n) != nil {
				continue
			}
			seen[key] = true
			if at := s.findWord(n, len(s.toks)); at >= 0 {
				s.places = append(s.places, placeMention{from: at, to: at + 1, name: n})
			}
			x := d
			x.ReferencePlace = n
			x.Why = kind
			if i > 0 { // the second of a list is told by its name
				s.ownSpan(&x, n)
			}
			out = append(out, x)
		}
	}
	base := func(from, to, anchor int) draft {
		d := draft{from: from, to: to, anchor: anchor, window: windowNear, source: sourceSentence}
		return d
	}
	for _, t := range s.trig {
		switch t.class {
		case gainVerb, loseVerb, holdVerb, occupyVerb:
			if t.noun || t.low == "add" || t.low == "added" {
				continue
			}
			if !t.passive && participle(t.low) && s.low(t.from-1) == "," && t.class != holdVerb && (s.mask[min(t.to, len(s.toks)-1)] || s.low(t.to) == "by") {
				if e := s.townEndingAt(t.from - 1); e {
					t.passive = true // "Siversk, captured in December, lies"
				}
			}
			if w := s.low(t.from - 1); !t.passive && participle(t.low) && (w == "and" || w == "then") && len(out) > 0 && out[len(out)-1].passive && s.clauseEndsOn(t.to) {
				t.passive = true // "was overrun in May and freed again in June"
			}
			if t.passive {
				// X was captured by Y; X, which was captured
				names, from, _ := s.townBefore(t.from)
				chained := "" // who took it before
				if len(names) == 1 && (s.ofMany(from, t.from) || s.partIs(from)) {
					continue
				}
				if w := s.low(t.from - 1); len(names) == 0 && (w == "and" || w == "then" || w == "but") && len(out) > 0 && out[len(out)-1].passive {
					names, from = []string{out[len(out)-1].ReferencePlace}, t.from // "was captured by A and recaptured by B"
					chained = out[len(out)-1].Actor
				}
				if len(names) > 0 {
					d := base(from, t.to, t.from)
					d.Actor, _ = s.subjectOf(t)
					d.Direction = directionOf(t.class)
					if t.class == occupyVerb {
						d.Direction = claim.Gained
					}
					if d.Actor == "" && chained != "" && t.class == gainVerb {
						d.Actor = s.other(chained)
					}
					if d.Actor == "" {
						if t.class == loseVerb {
							d.Actor = s.r.lex.defender
						} else {
							d.Actor = s.passiveActor(t)
						}
					}
					if d.Actor == "" {
						continue
					}
					d.passive = true
					add(d, names, "“"+s.slice(t.from, t.to)+"” in the passive")
				}
				continue
			}
			if s.attempted(t) {
				continue
			}
			names, _, end := s.townNames(t.to)
			if d, ok := s.whichTaken(t); ok && len(names) == 0 {
				add(d, []string{d.ReferencePlace}, "a place in a clause with “which”")
				continue
			}
			if len(names) == 0 || s.personLike(t, names) {
				if t.class == holdVerb || t.class == loseVerb {
					if d, ok := s.blocksHeld(t); ok {
						out = append(out, d)
					}
				}
				continue
			}
			if t.class == holdVerb && ((t.low == "keep" || t.low == "keeps" || t.low == "kept") && !s.isTown(names[0]) && !s.r.knows(names[0]) || t.low == "commands" || t.low == "held" && s.low(t.from-1) == "," || t.low == "held" && s.low(t.to) == "in") {
				continue
			}
			d := base(t.from, end, t.from)
			d.Actor, _ = s.subjectOf(t)
			if d.Actor == "" {
				d.Actor = s.defaultActor(t, d)
			}
			if a, ok := s.subjectMention(t); ok {
				d.from = min(d.from, a.from)
			}
			d.Direction = directionOf(t.class)
			if t.class == occupyVerb && !s.occupiesStill(t, d) {
				d.Direction = claim.Gained
			}
			if s.low(end) == "(" {
				if n, e := s.regionAt(min(end+1, len(s.toks)-1)); n != "" && s.low(e) == ")" {
					d.Region, d.to = n, e+1
				}
			}
			// "in the Zaporizhzhia region" behind it
			if s.low(end) == "in" || s.low(end) == "," && (s.low(end+1) == "in" || (s.low(end+1) == "both" || s.low(end+1) == "all") && s.low(end+2) == "in") {
				if n, _, e := s.regionIn(end+1, min(len(s.toks), end+6)); n != "" && n != s.r.lex.war.Home {
					d.Region, d.to = n, e
				}
			}
			add(d, names, "“"+s.slice(t.from, t.to)+"” of a named place")
		case gainNoun, loseNoun:
			if d, ok := s.itsCapture(t); ok {
				add(d, []string{d.ReferencePlace}, "“its "+t.low+"”, of the place told before")
				continue
			}
			obj := t.to + 1
			if t.to < len(s.toks) && s.toks[t.to].kind == quoteMark && s.low(t.to+1) == "of" { // the "liberation" of
				t.to, obj = t.to+1, t.to+2
			}
			if s.low(t.to-1) == "of" || s.low(t.to-1) == "to" {
				obj = t.to // "the fall of" is one phrase
			} else if s.low(t.to) != "of" {
				continue
			}
			names, _, end := s.townNames(obj)
			if len(names) == 0 {
				continue
			}
			if w := s.low(t.from); w != "fall" && w != "capture" && w != "seizure" && w != "loss" && w != "recapture" && w != "liberation" && w != "conquest" && w != "surrender" && w != "occupation" && w != "abandonment" && !(w == "return" && s.ownerBefore(t.from) != "") {
				continue
			}
			d := base(s.nounStart(t.from), end, t.from)
			d.Actor, _ = s.subjectOf(t)
			for _, x := range s.src { // "the Kremlin announced the capture of the town"
				if x.verb < t.from && t.from-x.verb < 5 && s.r.isBelligerent(x.party) && t.class == gainNoun {
					d.Actor = x.party
				}
			}
			d.Direction = directionOf(t.class)
			if d.Actor == "" {
				d.Actor = s.r.lex.invader
				if t.class == loseNoun || t.lemma == "recapture" || t.lemma == "liberation" {
					d.Actor = s.r.lex.defender
				}
			}
			if s.negatedReport(t.from) {
				d.Modality, d.setMode = claim.Denied, true
			}
			d.Region, d.to = s.regionBeside(end)
			more := s.capturedToo(d)
			add(d, names, "“"+s.slice(t.from, t.to)+" of” a named place")
			for _, x := range more {
				add(x, []string{x.ReferencePlace}, "and of another place")
			}
		case fallVerb:
			if t.lemma != "fall" && t.lemma != "come" && t.lemma != "pass" {
				continue
			}
			if t.low == "come" || t.low == "comes" || t.low == "pass" || t.low == "passed" || t.low == "came" {
				if s.controlOwner(t.to) == "" {
					continue
				}
			}
			names, from, _ := s.townBefore(t.from)
			if len(names) == 0 {
				continue
			}
			if n := s.low(t.to); n == "by" && !s.timeStarts(t.to) && !s.mask[min(t.to, len(s.toks)-1)] || n == "short" || n == "silent" || n == "from" || n == "below" || n == "on" && !s.timeStarts(t.to) && !s.mask[t.to] || n == "back" || n == "dark" || n == "into" && s.controlOwner(t.to) == "" {
				continue
			}
			d := base(from, t.to, t.from)
			d.Actor = s.r.lex.invader
			if a, ok := s.actorIn(t.to, t.to+5); ok && s.r.isBelligerent(a.party) && (a.prep == "to" || s.inControl(t.to-1, t.to+6) != "" || a.prep == "into") {
				d.Actor = a.party
				d.to = a.to
			}
			d.Direction = claim.Gained
			add(d, names, "a place fell")
		}
	}
	for _, d := range s.butNot(out) {
		add(d, []string{d.ReferencePlace}, "“not” behind a place that changed hands")
	}
	out = append(out, s.listedTowns()...)
	out = append(out, s.declaredTaken()...)
	out = append(out, s.holdsOut()...)
	// Moscow claimed the town
	for _, h := range s.hits {
		if h.class != sayVerb || h.id != "claim" || s.low(h.from) == "claims" && s.nounLike(h.from) || h.to >= len(s.toks) {
			continue
		}
		names, _, end := s.townNames(h.to)
		a, ok := s.subjectMention(trigger{from: h.from})
		if len(names) == 0 || !ok || !s.r.isBelligerent(a.party) || h.from-a.to > 3 || s.isSay(end) || auxiliary[s.low(end)] || end < len(s.toks) && participle(s.low(end)) {
			continue
		}
		d := base(a.from, end, h.from)
		d.Actor, d.Direction = a.party, claim.Gained
		d.Attribution, d.source = s.slice(a.from, a.to), sourceSet
		add(d, names, "a place claimed")
	}
	// in Ukrainian hands, under Russian control
	for k := range s.toks {
		w := s.low(k)
		if w != "hands" && w != "control" && w != "occupation" {
			continue
		}
		p := s.inControl(k, k+1)
		if p == "" {
			continue
		}
		skip := false
		for _, d := range s.drafts {
			if (d.Kind == claim.SiteControl || d.Kind == claim.AreaHeld || d.Kind == claim.Share) && d.from < k && (d.to > k-4 || k-d.to < 9 && !s.commaBetween(d.to, k) && d.Kind != claim.SiteControl) {
				skip = true
			}
		}
		for _, t := range s.trig {
			if t.class == fallVerb && t.from < k && k-t.from < 8 {
				skip = true
			}
		}
		for _, q := range s.qty { // "About 40% of Huliaipole, a market town, has been in Russian hands"
			if q.dim == percent && q.to < k && (s.low(q.to) == "of" || s.low(q.to) == "the") && !s.stopBetween(q.to, k) {
				skip = true
			}
		}
		if skip {
			continue
		}
		names, from, _ := s.townBefore(k - 3)
		for back := 2; back >= 1 && len(names) == 0; back-- {
			names, from, _ = s.townBefore(k - back)
		}
		if e := s.properAt(0); len(names) == 0 && e > 0 && e < k && (auxiliary[s.low(e)] || strings.HasPrefix(s.low(e), "remain")) && k-e <= 4 && s.r.findPerson(s.slice(0, e)) == nil {
			names, from = []string{s.slice(0, e)}, 0 // a name of which control is told is a place
		}
		if len(names) == 0 {
			continue
		}
		d := base(from, k+1, k)
		d.Actor = p
		add(d, names, "said to be in somebody's hands")
	}
	// the Russians are back in its northern streets, its men are still in the village
	for k := range s.toks {
		if w := s.low(k + 1); (w == "in" || w == "inside") && s.stayWord(k) {
			a, ok := s.actorIn(max(0, k-6), k)
			if !ok || !s.r.isBelligerent(a.party) || a.form == asPlace || a.form == byOwner && !s.menBehind(a.to, k) {
				continue
			}
			d := base(a.from, min(len(s.toks), k+5), k)
			d.Actor = a.party
			if names, _, end := s.townNames(k + 2); len(names) > 0 {
				d.to = end
				add(d, names[:1], "a party said to be inside")
			} else if s.partOfTown(k+2) && s.r.town != "" {
				add(d, []string{s.r.town}, "a party said to be inside")
			}
		}
	}
	for k := range out {
		if out[k].ReferencePlace != "" {
			s.r.seeTown(out[k].ReferencePlace)
		}
	}
	return out
}

// butNot reads "has confirmed losing Nykyforivka but not Ozerne", "took Toretsk, not
// Pokrovsk": what is told of the place before, denied of another.
func (s *sentence) butNot(told []draft) []draft {
	var out []draft
	for k := 1; k+1 < len(s.toks); k++ {
		if w := s.low(k - 1); s.low(k) != "not" || w != "but" && w != "," && w != "and" {
			continue
		}
		var before *draft
		for j := range told {
			if told[j].to <= k && told[j].Direction != "" && told[j].ReferencePlace != "" {
				before = &told[j]
			}
		}
		names, _, end := s.townNames(k + 1)
		if before == nil || len(names) == 0 || !s.placeLike(names[0]) && !s.r.knows(names[0]) && !s.isTown(names[0]) || end < len(s.toks) && s.toks[end].kind == word && !placePreps[s.low(end)] {
			continue
		}
		x := *before
		x.from, x.to, x.anchor = k-1, end, k
		x.Region, x.Modality, x.setMode = "", claim.Denied, true
		for _, n := range names {
			x.ReferencePlace = n
			out = append(out, x)
		}
	}
	return out
}

// regionBeside reads "in the Kharkiv region", "(Kharkiv Oblast)", "both in Sumy
// region" behind a place that ends at token i, and where it ends.
func (s *sentence) regionBeside(i int) (string, int) {
	k := i
	if s.low(k) == "," {
		k++
	}
	if s.low(k) == "both" || s.low(k) == "all" {
		k++
	}
	if s.low(k) != "in" {
		return "", i
	}
	n, _, e := s.regionIn(k+1, min(len(s.toks), k+4))
	if n == "" || n == s.r.lex.war.Home || s.timeOver(k) != nil {
		return "", i
	}
	return n, e
}

// givenUpHere reports a region of the name told to be given up by the verb at token i:
// no town is meant then.
func (s *sentence) givenUpHere(name string, i int) bool {
	for k := range s.drafts {
		if d := &s.drafts[k]; d.Kind == claim.AreaChange && d.anchor == i && d.Region == name {
			return true
		}
	}
	return false
}

// partIs reports a part told in figures before a place at token i: "21% of Donetsk be
// handed over".
func (s *sentence) partIs(i int) bool {
	for _, q := range s.qty {
		if q.dim == percent && s.low(q.to) == "of" && (q.to+1 == i || q.to+2 == i && s.low(i-1) == "the") {
			return true
		}
	}
	return false
}

// ownSpan narrows the words of a claim to those of its place's name.
func (s *sentence) ownSpan(d *draft, name string) {
	words := len(tokenize(name))
	for k := d.from; k+words <= d.to; k++ {
		if s.slice(k, k+words) == name {
			d.from, d.to = s.partBefore(k), k+words
			return
		}
	}
}

// attempted reports a taking that is only tried: "tried to take the city".
func (s *sentence) attempted(t trigger) bool {
	if s.low(t.from-1) != "to" || t.class != gainVerb && t.class != occupyVerb {
		return false
	}
	switch s.low(t.from - 2) {
	case "tried", "trying", "tries", "try", "attempted", "attempting", "attempts", "attempt", "struggling", "struggled", "bid", "hoped", "hope", "hoping", "preparing", "prepared", "effort", "efforts", "battle", "fight", "fighting":
		return true
	}
	return false
}

// townEndingAt reports a town's name that ends at token i.
func (s *sentence) townEndingAt(i int) bool {
	for _, p := range s.places {
		if p.to == i {
			return true
		}
	}
	return false
}

// regionAlone reports the name of a region that is no town's.
func (s *sentence) regionAlone(n string) bool {
	n = strings.TrimPrefix(strings.TrimPrefix(n, "The "), "the ")
	return s.r.lex.regions[strings.ToLower(n)] && !s.isTown(n)
}

func directionOf(c class) claim.Direction {
	switch c {
	case gainVerb, gainNoun:
		return claim.Gained
	case loseVerb, loseNoun:
		return claim.Lost
	}
	return ""
}

// ofEach appends a draft for each of the towns named, which is told of all of them.
func (s *sentence) ofEach(out []draft, d draft, names []string) []draft {
	for _, n := range names {
		d.ReferencePlace = n
		out = append(out, d)
		s.r.seeTown(n)
	}
	return out
}

func (r *reader) seeTown(n string) {
	r.townBlock = r.blocks
	if n == r.town {
		return
	}
	r.prevTown, r.town = r.town, n
}

// passiveActor guesses who took a place in an agentless passive.
func (s *sentence) passiveActor(t trigger) string {
	if x := s.sourceAt(t.from); x != nil && !x.denies && s.r.isBelligerent(x.party) && strings.HasPrefix(t.low, "liberat") {
		return x.party // who says so liberated it
	}
	switch {
	case strings.HasPrefix(t.low, "re"), strings.HasPrefix(t.low, "liberat"), strings.HasPrefix(t.low, "won"), strings.HasPrefix(t.low, "claw"):
		return s.r.lex.defender
	case t.class == holdVerb:
		return ""
	}
	return s.r.lex.invader
}
