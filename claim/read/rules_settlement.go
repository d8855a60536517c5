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
			{"Umerov took the floor.", "", ""},
		},
		sentence: (*sentence).settlements,
	},
	{
		Name: "count of settlements", Kind: claim.SettlementControl,
		Says: "so many settlements, villages or towns taken or lost",
		Examples: []Example{
			{"Russia puts its advance higher, claiming more than 500 square kilometers and 24 settlements in January.", "2026-02-02", "actor=russia direction=gained value=24 unit=count"},
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

// townNames reads the towns of an object that begins at token i: "the village
// of Radkivka", "Kamianka and Tavilzhanka", "it", "the town".
func (s *sentence) townNames(i int) (names []string, from, end int) {
	j := i
	from = i
	settlement := false
	for k := 0; k < 9 && j < len(s.toks); k++ {
		w := s.low(j)
		if _, ok := s.is(settlementNoun, j); ok {
			settlement = true
			if w == "town" || w == "city" || w == "village" || w == "settlement" || w == "hamlet" {
				next := s.low(j + 1)
				named := next == "of" || j+1 < len(s.toks) && s.toks[j+1].kind == word && s.toks[j+1].capital()
				if !named {
					if n := s.townApart(i, ""); j > i && s.low(i) == "the" && n != "" {
						return []string{n}, i, j + 1
					}
					return nil, 0, 0
				}
			}
			j++
			continue
		}
		if determiners[w] || w == "of" || townAdjectives[w] || strings.HasSuffix(w, "ern") || w == "'s" || w == "nearby" {
			j++
			continue
		}
		if h, ok := s.is(partyAdjective, j); ok {
			j = h.to
			continue
		}
		if w == "it" && j == i && s.townApart(i, "") != "" && s.low(j+1) != "all" {
			return []string{s.townApart(i, "")}, i, j + 1
		}
		break
	}
	for j < len(s.toks) {
		if s.inSite(j) {
			break
		}
		t := s.toks[j]
		if t.kind != word || !t.capital() {
			break
		}
		if h, ok := s.is(regionName, j); ok {
			_, region := s.is(regionNoun, h.to)
			if !s.isTown(h.id) || region || !settlement && (s.low(h.to) == "'s") {
				break
			}
		}
		e := s.properAt(j)
		if e == j {
			break
		}
		if _, ok := s.is(regionNoun, e); ok && s.low(e) != "front" {
			break
		}
		if _, ok := s.is(siteNoun, e); ok {
			break
		}
		if s.low(e) == "'s" || e < len(s.toks) && s.low(e) == "and" && false {
			break
		}
		names = append(names, s.slice(j, e))
		end = e
		if s.low(e) == "and" || s.low(e) == "," && s.low(e+1) == "and" || s.low(e) == "," && e+1 < len(s.toks) && s.toks[e+1].capital() && s.listGoesOn(e+1) {
			j = e + 1
			if s.low(j) == "and" {
				j++
			}
			for townAdjectives[s.low(j)] || s.low(j) == "the" {
				j++
			}
			continue
		}
		break
	}
	return names, from, end
}

// listGoesOn reports names that go on to an "and": "A, B and C".
func (s *sentence) listGoesOn(i int) bool {
	for k := i; k < i+5 && k < len(s.toks); k++ {
		if s.low(k) == "and" {
			return k+1 < len(s.toks) && s.toks[k+1].capital()
		}
		if s.toks[k].kind != word || !s.toks[k].capital() {
			return s.low(k) == ","
		}
	}
	return false
}

var townAdjectives = set("strategic small key nearby neighbouring neighboring border frontline front-line embattled ruined tiny eastern southern northern western central former mining railway fortress battered contested now-ruined besieged farming rural industrial two three both")

func (s *sentence) settlements() []draft {
	var out []draft
	seen := map[string]bool{} // place and verb
	add := func(d draft, names []string, kind string) {
		for _, n := range names {
			key := n + "@" + strconv.Itoa(d.anchor)
			if seen[key] || n == s.r.lex.war.Home {
				continue
			}
			if p := s.r.lex.people[strings.ToLower(n)]; p != nil {
				continue
			}
			if s.r.findPerson(n) != nil {
				continue
			}
			seen[key] = true
			x := d
			x.ReferencePlace = n
			x.Why = kind
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
			if t.noun || t.low == "add" || t.low == "added" || t.low == "entered" && false {
				continue
			}
			if t.passive {
				// X was captured by Y; X, which was captured
				if names, from, end := s.townBefore(t.from); len(names) > 0 {
					d := base(from, t.to, t.from)
					d.Actor, _ = s.subjectOf(t)
					d.Direction = directionOf(t.class)
					if t.class == occupyVerb {
						d.Direction = claim.Gained
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
					_ = end
					add(d, names, "“"+s.slice(t.from, t.to)+"” in the passive")
				}
				continue
			}
			names, _, end := s.townNames(t.to)
			if len(names) == 0 || s.personLike(t, names) {
				if t.class == holdVerb || t.class == loseVerb {
					if d, ok := s.blocksHeld(t); ok {
						out = append(out, d)
					}
				}
				continue
			}
			if t.class == holdVerb && (t.low == "keep" || t.low == "keeps" || t.low == "kept" || t.low == "commands" || t.low == "held" && s.low(t.from-1) == "," || t.low == "held" && s.low(t.to) == "in") {
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
			// "in the Zaporizhzhia region" behind it
			if s.low(end) == "in" || s.low(end) == "," && s.low(end+1) == "in" {
				if n, _, e := s.regionIn(end+1, min(len(s.toks), end+5)); n != "" && n != s.r.lex.war.Home {
					d.Region, d.to = n, e
				}
			}
			add(d, names, "“"+s.slice(t.from, t.to)+"” of a named place")
		case gainNoun, loseNoun:
			if s.low(t.to) != "of" {
				continue
			}
			names, _, end := s.townNames(t.to + 1)
			if len(names) == 0 || s.low(t.from) == "loss" && false {
				continue
			}
			if w := s.low(t.from); w != "fall" && w != "capture" && w != "seizure" && w != "loss" && w != "recapture" && w != "liberation" && w != "conquest" && w != "surrender" && w != "occupation" {
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
			if d.Actor == "" || s.low(t.from) == "capture" && false {
				d.Actor = s.r.lex.invader
				if t.class == loseNoun || t.lemma == "recapture" || t.lemma == "liberation" {
					d.Actor = s.r.lex.defender
				}
			}
			if s.negatedReport(t.from) {
				d.Modality, d.setMode = claim.Denied, true
			}
			add(d, names, "“"+s.slice(t.from, t.to)+" of” a named place")
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
			if n := s.low(t.to); n == "by" || n == "short" || n == "silent" || n == "from" || n == "below" || n == "on" || n == "back" || n == "dark" || n == "into" && s.controlOwner(t.to) == "" {
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
			if (d.Kind == claim.SiteControl || d.Kind == claim.AreaHeld || d.Kind == claim.Share) && d.to > k-4 && d.from < k {
				skip = true
			}
		}
		for _, t := range s.trig {
			if t.class == fallVerb && t.from < k && k-t.from < 8 {
				skip = true
			}
		}
		if skip {
			continue
		}
		names, from, _ := s.townBefore(k - 3)
		if len(names) == 0 {
			if names, from, _ = s.townBefore(k - 2); len(names) == 0 {
				continue
			}
		}
		d := base(from, k+1, k)
		d.Actor = p
		add(d, names, "said to be in somebody's hands")
	}
	// the Russians are back in its northern streets
	for k := range s.toks {
		if (s.low(k) == "back" || s.low(k) == "now") && (s.low(k+1) == "in" || s.low(k+1) == "inside") && beWords[s.low(k-1)] {
			a, ok := s.actorIn(max(0, k-5), k)
			if !ok || !s.r.isBelligerent(a.party) {
				continue
			}
			d := base(a.from, min(len(s.toks), k+5), k)
			d.Actor = a.party
			if names, _, end := s.townNames(k + 2); len(names) > 0 {
				d.to = end
				add(d, names[:1], "a party said to be inside")
			} else if (s.low(k+2) == "its" || s.low(k+2) == "the") && s.r.town != "" {
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

func directionOf(c class) claim.Direction {
	switch c {
	case gainVerb, gainNoun:
		return claim.Gained
	case loseVerb, loseNoun:
		return claim.Lost
	}
	return ""
}

func (r *reader) seeTown(n string) {
	if n == r.town {
		return
	}
	r.prevTown, r.town = r.town, n
}

// passiveActor guesses who took a place in an agentless passive.
func (s *sentence) passiveActor(t trigger) string {
	switch {
	case strings.HasPrefix(t.low, "re"), strings.HasPrefix(t.low, "liberat"), strings.HasPrefix(t.low, "won"), strings.HasPrefix(t.low, "claw"):
		return s.r.lex.defender
	case t.class == holdVerb:
		return ""
	}
	return s.r.lex.invader
}

// townBefore reads the town that is the subject of a verb at token i.
func (s *sentence) townBefore(i int) (names []string, from, end int) {
	k := i - 1
	for k >= 0 && (auxiliary[s.low(k)] || s.low(k) == "not" || strings.HasSuffix(s.low(k), "ly") || s.low(k) == "back" || s.low(k) == "still" || s.low(k) == "remains" || s.low(k) == "remain" || s.low(k) == "remained" || s.low(k) == "also" || s.low(k) == "itself" || s.low(k) == "now" || s.low(k) == "since" || s.low(k) == "stays" || s.low(k) == "stayed" || s.low(k) == "in" || s.low(k) == "under" || s.low(k) == "already" || s.low(k) == "which" || s.low(k) == "that") {
		k--
	}
	if k < 0 {
		return nil, 0, 0
	}
	if s.low(k) == "," { // "Hryshyne, some 9 km northwest of Pokrovsk, was seized"
		j := k - 1
		for j >= 0 && s.low(j) != "," && k-j < 14 {
			j--
		}
		if j > 0 && s.low(j) == "," {
			k = j - 1
		} else if k >= 1 {
			k--
		}
	}
	switch s.low(k) {
	case "it":
		if s.r.town != "" {
			return []string{s.r.town}, k, k + 1
		}
	case "town", "city", "village", "settlement":
		if k > 0 && s.toks[k-1].capital() && s.low(k-1) != "the" {
			if e := s.properAt(k - 1); e >= k {
				return []string{s.slice(k-1, k)}, k - 1, k + 1
			}
		}
		if s.low(k-1) == "the" && s.r.town != "" {
			return []string{s.r.town}, k - 1, k + 1
		}
	}
	t := s.toks[k]
	if t.kind != word || !t.capital() || s.inSite(k) {
		return nil, 0, 0
	}
	b := k
	for b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() && !sentenceOpeners[s.low(b-1)] && b > k-3 {
		b--
	}
	e := s.properAt(b)
	if e != k+1 {
		return nil, 0, 0
	}
	if h, ok := s.is(regionName, b); ok && !s.isTown(h.id) {
		return nil, 0, 0
	}
	names = []string{s.slice(b, e)}
	from = b
	// "Kamianka and Tavilzhanka fell"
	if b >= 2 && s.low(b-1) == "and" && s.toks[b-2].kind == word && s.toks[b-2].capital() {
		if e2 := s.properAt(b - 2); e2 == b-1 {
			names = append([]string{s.slice(b-2, e2)}, names...)
			from = b - 2
		}
	}
	return names, from, e
}

// personLike reports an object that is a person or thing and no place: "took
// Umerov aside", "freed Ivan".
func (s *sentence) personLike(t trigger, names []string) bool {
	switch t.low {
	case "free", "freed", "frees", "freeing", "add", "adds", "leave", "leaves", "abandon", "return", "returned", "returns", "keep", "keeps", "took", "take", "taken", "takes", "enter", "enters", "net", "netted":
		// need a settlement's noun or a name seen as a town
		for k := t.to; k < min(len(s.toks), t.to+6); k++ {
			if _, ok := s.is(settlementNoun, k); ok {
				return false
			}
		}
		for _, n := range names {
			if s.r.lex.towns[strings.ToLower(n)] || n == s.r.town || n == s.r.prevTown || s.placeLike(n) {
				return false
			}
		}
		if t.low == "took" || t.low == "taken" || t.low == "take" {
			if a, ok := s.subjectMention(t); ok && s.r.isBelligerent(a.party) && (a.form == byForces || a.form == byName) {
				return false
			}
		}
		return true
	}
	return false
}

// placeLike: a name with an ending of the country's places.
func (s *sentence) placeLike(n string) bool {
	for _, end := range []string{"ivka", "ivske", "ske", "sk", "ka", "ne", "vka", "iv", "pil", "hrad", "pol", "pillia", "yne", "ove", "eve", "pole", "dar", "yi", "ysk", "vsk", "hirsk", "ansk"} {
		if strings.HasSuffix(strings.ToLower(n), end) {
			return true
		}
	}
	return false
}

// blocksHeld: "Ukrainian soldiers still hold the blocks north of the railway":
// a part of the town told before.
func (s *sentence) blocksHeld(t trigger) (draft, bool) {
	part := false
	for k := t.to; k < min(len(s.toks), t.to+7); k++ {
		switch s.low(k) {
		case "blocks", "outskirts", "streets", "districts", "suburbs", "neighbourhoods", "neighborhoods", "bank", "centre", "center", "parts", "part", "edge":
			part = true
		}
		for _, q := range s.qty {
			if q.from == k && q.dim == percent {
				return draft{}, false // a share says it
			}
		}
	}
	if !part {
		return draft{}, false
	}
	place := s.r.town
	for k := t.to; k < min(len(s.toks), t.to+9); k++ {
		if s.low(k) == "of" {
			if e := s.properAt(k + 1); e > k+1 {
				place = s.slice(k+1, e)
			}
		}
	}
	if place == "" {
		return draft{}, false
	}
	d := draft{from: t.from, to: min(len(s.toks), t.to+3), anchor: t.from, window: windowNear, source: sourceSentence}
	d.Actor, _ = s.subjectOf(t)
	d.Direction = directionOf(t.class)
	if a, ok := s.subjectMention(t); ok {
		d.from = a.from
	}
	d.ReferencePlace = place
	d.Why = "a part of the town held"
	return d, d.Actor != ""
}

// negatedReport: "reports of the capture of X were …" followed by a complaint.
func (s *sentence) negatedReport(i int) bool {
	for k := max(0, i-4); k < i; k++ {
		if w := s.low(k); (w == "reports" || w == "claims" || w == "rumours" || w == "rumors") && s.low(k+1) == "of" {
			for _, q := range s.block.quotes {
				if q.from > s.first+i && q.from < s.first+len(s.toks) {
					return true
				}
			}
			for j := i; j < len(s.toks); j++ {
				switch s.low(j) {
				case "false", "untrue", "premature", "exaggerated", "unconfirmed", "fabricated", "fake", "baseless":
					return true
				}
			}
		}
	}
	return false
}

func (s *sentence) settlementCount(k int, q *quantity) (draft, bool) {
	end := q.to
	found := false
	start := q.to
	if s.low(start) == ":" {
		start++ // a factbox: "12: settlements that Russia seized"
	}
	for j := start; j < min(len(s.toks), start+4); j++ {
		if _, ok := s.is(settlementNoun, j); ok && (s.low(j) != "city" && s.low(j) != "town") {
			end, found = j+1, true
			break
		}
		if s.toks[j].kind != word || placePreps[s.low(j)] || s.low(j) == "and" || auxiliary[s.low(j)] {
			break
		}
	}
	if !found {
		return draft{}, false
	}
	d := draft{from: q.from, to: end, anchor: q.core, window: windowSentence, source: sourceSeries}
	d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
	d.Region = s.regionFor(end, q.from)
	t, where, ok := s.governing(k, q)
	if ok && where == "behind" && s.low(t.from-1) == "to" {
		return d, false // "the three cities Moscow set out to take"
	}
	if ok && t.class != growVerb && t.class != shrinkVerb {
		d.Actor, _ = s.subjectOf(t)
		d.Direction = directionOf(t.class)
		if t.class == fallVerb || t.class == occupyVerb {
			d.Direction = claim.Gained
		}
		if d.Actor == "" {
			d.Actor = s.defaultActor(t, d)
		}
		d.from = min(d.from, t.from)
		d.to = max(d.to, t.to)
		d.Why = "“" + s.slice(t.from, t.to) + "” of a count of settlements"
		if t.from < q.from && q.from-t.from > 10 {
			d.from = q.from
		}
		return d, true
	}
	if c := s.inControl(end, min(len(s.toks), end+12)); c != "" {
		d.Actor, d.Direction = c, ""
		d.window = windowNear
		d.Why = "a count of settlements said to be under control"
		return d, true
	}
	for j := len(s.drafts) - 1; j >= 0; j-- {
		p := s.drafts[j]
		if p.Kind == claim.AreaChange && p.from < q.from {
			d.Actor, d.Direction = p.Actor, p.Direction
			d.Why = "a count beside an area"
			return d, true
		}
	}
	for j := max(0, q.from-5); j < q.from; j++ {
		if w := s.low(j); w == "claimed" || w == "claiming" || w == "claims" {
			if p := s.mainSubject(); p != "" {
				d.Actor, d.Direction, d.from = p, claim.Gained, j
				d.Why = "a count of settlements claimed"
				return d, true
			}
		}
		if w := s.low(j); w == "list" && s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 1 {
			d.Actor, d.Direction, d.from = s.r.series.actor, s.r.series.direction, j
			d.window = windowInherit
			for _, h := range s.hits {
				if h.class == figureNoun && h.from < j && h.from > 0 {
					if o, _ := s.lastOwnerName(h.from); o != "" {
						d.Attribution, d.source = o, sourceSet
					}
				}
			}
			d.Why = "a list that goes with the figure before it"
			return d, true
		}
	}
	return d, false
}

// lastOwnerName returns the name that owns a noun: "Gerasimov's number".
func (s *sentence) lastOwnerName(i int) (string, int) {
	if s.low(i-1) != "'s" {
		return "", 0
	}
	b := i - 2
	for b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() {
		b--
	}
	return s.slice(b, i-1), b
}

func (s *sentence) changedHands() []draft {
	for _, t := range s.trig {
		if t.lemma != "change" && !strings.HasPrefix(t.lemma, "change") || t.class != fallVerb {
			continue
		}
		names, from, _ := s.townBefore(t.from)
		if len(names) == 0 {
			// across an apposition: "Kupiansk, a railway hub …, has changed hands"
			if s.r.town == "" {
				if n := s.firstName(t.from); n != "" {
					names = []string{n}
				}
			} else {
				names = []string{s.r.town}
			}
			from = t.from
			if n := s.firstName(t.from); n != "" {
				names = []string{n}
			}
		}
		if len(names) == 0 {
			continue
		}
		d := draft{from: t.from, to: t.to, anchor: t.from, window: windowNear, source: sourceSentence}
		if from < t.from && t.from-from < 4 {
			d.from = from
		}
		for _, q := range s.qty {
			if q.from >= t.to && q.from <= t.to+3 && (q.dim == ratio || q.dim == bare) {
				d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
				d.to = q.to
				q.used = true
			}
		}
		if len(d.Value) == 0 {
			continue
		}
		d.ReferencePlace = names[0]
		d.Why = "changed hands so many times"
		s.r.seeTown(names[0])
		return []draft{d}
	}
	return nil
}

// firstName returns the capitalized words that open the sentence.
func (s *sentence) firstName(before int) string {
	k := 0
	for k < before && (s.toks[k].kind != word || determiners[s.low(k)]) {
		k++
	}
	if k >= before || !s.toks[k].capital() {
		return ""
	}
	e := s.properAt(k)
	if e == k && k == 0 && !sentenceOpeners[s.low(0)] {
		return ""
	}
	return s.slice(k, e)
}
