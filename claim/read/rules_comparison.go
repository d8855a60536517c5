package read

import (
	"github.com/salient-project/salient/claim"
)

var comparisonRules = []Rule{
	{
		Name: "ratio to a baseline", Kind: claim.Comparison,
		Says: "a fraction, a multiple or a percentage of another period's or side's figure",
		Examples: []Example{
			{"Russia seized 245 sq km in January, a little over half of their December take.", "2026-02-02", "value=0.5 bound=more_than actor=russia from=2025-12-01 to=2025-12-31"},
			{"Russia's January gain of 88 sq km was nearly twice as much as in December.", "2026-02-02", "value=2 bound=nearly actor=russia from=2025-12-01"},
			{"Russia took 90 sq km. That was three times the figure for May.", "2026-07-02", "value=3 actor=russia from=2026-05-01"},
			{"Russia took 30 per cent more land in February than in January.", "2026-03-05", "value=1.3 actor=russia from=2026-01-01 to=2026-01-31"},
			{"February brought Moscow a quarter less ground than January.", "2026-03-05", "value=0.75 actor=russia from=2026-01-01 to=2026-01-31"},
			{"Russian troops took 176 sq km in May. The total is two-fifths of what the invaders managed in the same month of 2025.", "2026-06-01", "value=0.4 actor=russia from=2025-05-01 to=2025-05-31"},
			{"Russian forces took 1,430 km2 between 1 September and 30 November 2025. That is 22 per cent below the autumn of 2024.", "2025-12-15", "actor=russia value=0.78 from=2024-09-01 to=2024-11-30"},
			{"Half of those villages were never on the line.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			if q.dim != ratio && q.dim != percent || len(q.value) != 1 {
				return draft{}, false
			}
			return s.ratioClaim(k, q)
		},
	},
	{
		Name: "so much more than", Kind: claim.Comparison,
		Says: "an area more or less than in another period",
		Examples: []Example{
			{"Russia took 40 sq km more than in December.", "2026-02-02", "value=40 unit=km2 actor=russia from=2025-12-01"},
			{"Russian troops occupied 564 sq km in July. Compared with June, the figure grew by 8 square kilometres.", "2025-08-20", "value=8 unit=km2 actor=russia from=2025-06-01 to=2025-06-30"},
			{"In December Russia seized 430 sq km, a decrease of around 70 sq km on November.", "2026-01-19", "value=70 unit=km2 actor=russia from=2025-11-01"},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			unit := q.unit
			if q.dim == bare && !q.vague && unit == claim.Count && (s.hasArea() || s.r.series.unit != "" && s.r.blocks-s.r.series.block <= 1) {
				if unit = s.areaUnit(); !s.timeStarts(q.to+2) && !s.timeStarts(q.to+3) {
					return draft{}, false
				}
			} else if q.dim != area || q.converted {
				return draft{}, false
			}
			if d, ok := s.changedAgainst(q); ok && q.dim == area {
				return d, true
			}
			w, w1 := s.low(q.to), s.low(q.to+1)
			if s.changeOf(q) {
				d := s.comparisonDraft(q.from, q.to+1, q)
				d.from = q.from - 2 // with the noun, which tells the sign
				d.Value, d.Unit, d.Approx, d.Bound = q.value, unit, q.approx, q.bound
				d.Why = "a difference from another figure"
				return d, true
			}
			if !((w == "more" || w == "less" || w == "fewer" || w == "higher" || w == "lower" || w == "above" || w == "below") && (w1 == "than" || w == "above" || w == "below")) {
				return draft{}, false
			}
			d := s.comparisonDraft(q.from, q.to+2, q)
			d.Value, d.Unit, d.Approx, d.Bound = q.value, unit, q.approx, q.bound
			d.Why = "a difference from another figure"
			return d, true
		},
	},
	{
		Name: "as much as another", Kind: claim.Comparison,
		Says: "as much as in another period, or as another side",
		Examples: []Example{
			{"Ukrainian forces regained 201 sq km, nearly as much as Russia had taken in all of December.", "2026-02-16", "value=1 bound=nearly actor=ukraine from=2025-12-01 to=2025-12-31"},
			{"Ukraine's troops retook 201 sq km, nearly equal to Russia's total for December.", "2026-02-19", "actor=ukraine value=1 bound=nearly from=2025-12-01 to=2025-12-31"},
			{"As much as 600 sq km could be lost.", "", ""},
		},
		sentence: (*sentence).asMuchAs,
	},
	{
		Name: "more than another period", Kind: claim.Comparison,
		Says: "more or less than in another period, without a number",
		Examples: []Example{
			{"Ukraine's army lost some 20 sq km in October, more than in the previous three months put together.", "2025-11-14", "value=1 bound=more_than actor=ukraine from=2025-07-01 to=2025-09-30"},
			{"It cost more than in other towns.", "", ""},
		},
		sentence: (*sentence).moreThanPeriod,
	},
	{
		Name: "exceeds another period", Kind: claim.Comparison,
		Says: "a figure that exceeds, tops or matches another period's",
		Examples: []Example{
			{"Russian forces took 4,900 sq km in 2025, a figure that exceeds those of 2023 and 2024 combined.", "2026-01-05", "actor=russia value=1 bound=more_than from=2023-01-01 to=2024-12-31"},
			{"The army lost 90 sq km in May, topping April's total.", "2026-06-02", "value=1 bound=more_than from=2026-04-01 to=2026-04-30"},
			{"Losses exceeding 500 sq km would be a defeat.", "", ""},
		},
		sentence: (*sentence).exceedsPeriod,
	},
}

func (s *sentence) comparisonDraft(from, to int, q *quantity) draft {
	d := draft{from: from, to: to, anchor: from, window: windowSet, source: sourceSeries}
	d.Window = claim.NoWindow
	for k := range s.when {
		t := &s.when[k]
		if t.from >= from && t.from-to < 16 && !s.stopBetween(to, t.from) && !s.speechTime(t) && s.comparedWith(k, to) {
			d.Window = t.win
			d.Window.Phrase = s.slice(t.from, t.to)
			t.baseline = true
			d.to = max(d.to, t.to)
			break
		}
	}
	if o := s.mainSubject(); o != "" {
		d.Actor = o
	}
	for k := len(s.actors) - 1; k >= 0; k-- {
		if a := s.actors[k]; a.to <= from && a.form != asPlace && !a.object && (a.party == s.r.lex.invader || a.party == s.r.lex.defender) {
			d.Actor = a.party
			break
		}
	}
	if d.Actor == "" {
		d.Actor = s.r.series.actor
	}
	if d.Window.Unknown() && d.Window.Phrase == "" && s.figureAgainst(to) {
		d.Window = s.r.last
		d.Window.Phrase = ""
	}
	if n := s.regionFor(to, from); n != "" {
		d.Region = n
	} else if w := s.low(0); w == "around" || w == "near" {
		d.Region, _ = s.aroundPlace(0, 5)
	}
	return d
}

// comparedWith reports that the period numbered k is what is compared with: the
// only one behind, or the one that "as" or "than" leads to: "twice as much land in
// December as in November".
func (s *sentence) comparedWith(k, to int) bool {
	for j := range s.when {
		if w := s.low(s.when[j].from - 1); s.when[j].from >= to && (w == "as" || w == "than") {
			return j == k
		}
	}
	return true
}

// figureAgainst: "the official figure is 1.4 times the independent one": both of
// the window so far.
func (s *sentence) figureAgainst(i int) bool {
	for k := i; k < min(len(s.toks), i+5); k++ {
		if s.low(k) == "one" || s.low(k) == "figure" || s.low(k) == "total" || s.low(k) == "number" {
			return true
		}
	}
	return false
}

func (s *sentence) ratioClaim(k int, q *quantity) (draft, bool) {
	i := q.to
	w := s.low(i)
	v := q.value[0]
	ok, extra := false, 0
	periodOf := func(i int) bool { // a figure or a period of the series at i
		for j := i; j < min(len(s.toks), i+7); j++ {
			switch s.low(j) {
			case ",", ".", ";":
				return false
			case "what", "take", "haul", "figure", "total", "tally", "gains", "gain", "advance", "losses", "pace", "rate", "number", "amount", "one", "result", "average", "captures":
				return true
			}
			for _, t := range s.when {
				if t.from == j {
					return true
				}
			}
			if j > i && s.low(j) == "'s" && s.clauseEndsAt(j+1) && q.dim == ratio {
				return true // "1.7 times the Guild's"
			}
			for _, p := range s.qty {
				if p.from <= j && j < p.to && p != q && (p.dim == area || p.dim == bare && s.low(j-1) == "the") {
					return true
				}
			}
		}
		return false
	}
	switch {
	case q.dim == ratio && (w == "as" || w == "the" || w == "what" || w == "its" || w == "their" || w == "that" || w == "more" || w == "larger" || w == "higher" || w == "bigger" || w == "faster" || w == "greater" || s.ownerStarts(i)) && (periodOf(i) || s.ownerStarts(i)):
		ok = s.aboutGround() || s.hasArea() || s.r.blocks-s.r.series.block <= 1
		if s.low(i) == "as" && (s.low(i+1) == "many" || s.low(i+1) == "busy") && !s.aboutGround() {
			ok = false
		}
	case q.dim == ratio && w == "as" && (s.low(i+1) == "many" || s.low(i+1) == "much") && s.clauseEndsAt(i+2) && s.anaphoric():
		ok = s.r.lastClaimBlock == s.r.blocks || s.r.inSeries(0)
		extra = 1
	case q.dim == ratio && (w == "that" || w == "this") && s.clauseEndsAt(i+1):
		ok = s.r.inSeries(1) || s.r.lastPart.block > 0 && s.r.blocks-s.r.lastPart.block <= 1
	case q.dim == percent && w == "of" && (q.fraction || s.low(i+1) == "what" || s.ofFigure(i+1) || s.ownedFigure(i+1)):
		n := s.low(i + 1)
		switch {
		case n == "what" && s.liesInRegion(i+2):
			return draft{}, false // "two-thirds of what it has taken is in Donetsk region"
		case n == "what" && s.managedIn(i+2):
			ok = true
		case n == "what" && !s.takingAfter(i+2) && !contains(s.toks, i+2, i+6, "claimed") && !contains(s.toks, i+2, i+6, "reported"):
			return draft{}, false // "a third of what its planners had hoped for"
		case n == "what" || n == "that" && !s.headNounAfter(i+2):
			ok = true
		case n == "their" || n == "its" || n == "the":
			for j := i + 2; j < min(len(s.toks), i+6); j++ {
				switch s.low(j) {
				case "total":
					ok = s.timeEnds(j) || s.low(j+1) == "for" || s.low(j+1) == "in" && s.timeStarts(j+1) || s.low(j-1) == "previous"
				case "take", "haul", "figure", "tally", "pace", "rate", "gain", "advance", "mean", "average":
					ok = !s.liesInRegion(j + 1)
				case "gains", "losses":
					ok = s.timeEnds(j)
				}
				for _, p := range s.qty {
					if p != q && p.from <= j && j < p.to && (p.dim == area || p.dim == bare && s.relativeTaking(p)) {
						ok = !s.liesInRegion(s.relativeEnd(p.to))
					}
				}
			}
		case s.timeStarts(i + 1):
			ok = !s.liesInRegion(i + 2) // a third of January's
		}
		v /= 100
	case q.dim == percent && (w == "as" && s.low(i+1) == "much" || w == "the" || w == "that" && s.low(i+1) == "of") && q.fraction && periodOf(i):
		ok = (s.aboutGround() || s.hasArea()) && !s.liesInRegion(i+2)
		v /= 100
	case q.dim == ratio && (w == "more" || w == "less" || w == "fewer") && s.low(i+1) != "than" && (s.low(i+2) == "than" || s.low(i+3) == "than"): // "three times less land than in November"
		ok = s.aboutGround() || s.hasArea() || s.r.inSeries(1)
		if w != "more" && v > 0 {
			v = 1 / v
		}
		extra = 2
	case q.dim == percent && !q.fraction && s.low(q.from-1) == "by" && (s.low(q.from-2) == "down" || s.low(q.from-2) == "up") && (w == "on" || w == "from" || w == "compared"):
		ok = periodOf(i)
		if v = 1 + v/100; s.low(q.from-2) == "down" {
			v = 2 - v
		}
		extra = 1
	case q.dim == percent && (w == "more" || w == "less" || w == "fewer" || w == "higher" || w == "lower" || w == "slower" || w == "faster" || w == "up" || w == "down") && (s.low(i+1) == "than" || s.low(i+1) == "on" || s.low(i+1) == "from"):
		ok = s.aboutGround() && periodOf(i) && (w != "fewer" || s.hasArea() || s.r.inSeries(0))
		if w == "more" || w == "higher" || w == "up" || w == "faster" {
			v = 1 + v/100
		} else {
			v = 1 - v/100
		}
		extra = 2
	case q.dim == percent && !q.fraction && (w == "above" || w == "below") && periodOf(i+1): // "8 per cent above the summer quarter"
		ok = s.aboutGround() || s.hasArea() || s.r.inSeries(1)
		if v = 1 + v/100; w == "below" {
			v = 2 - v
		}
	case q.dim == percent && s.landThan(i) > 0: // "30 per cent more land in February than in January"
		ok = true
		if v = 1 + v/100; w != "more" {
			v = 2 - v
		}
		extra = s.landThan(i) - i - 1
	case q.dim == percent && !q.fraction && (s.low(q.from-1) == "down" || s.low(q.from-1) == "up") && (w == "from" || w == "on" || w == "compared") && s.timeStarts(i+1):
		ok = s.aboutGround() || s.hasArea()
		v = 1 + v/100
		if s.low(q.from-1) == "down" {
			v = 2 - v
		}
		extra = 1
	case q.dim == percent && !q.fraction && changeNouns[w] != 0 && (s.low(i+1) == "on" || s.low(i+1) == "over" || s.low(i+1) == "from" || s.low(i+1) == "compared" || s.low(i+1) == "in" && s.low(i+2) == "comparison"):
		ok = (s.aboutGround() || s.hasArea()) && periodOf(i)
		v = 1 + changeNouns[w]*v/100
		extra = 2
	}
	if !ok {
		return draft{}, false
	}
	d := s.comparisonDraft(q.from, i+1+extra, q)
	if d.Window.Unknown() && (w == "that" || w == "this") && len(s.when) > 0 && s.when[0].from <= 2 { // "A year ago it was twice that"
		d.Window = s.when[0].win
		d.Window.Phrase = s.slice(s.when[0].from, s.when[0].to)
	}
	d.Value, d.Approx, d.Bound = claim.Value{round(v)}, q.approx, q.bound
	d.Why = "“" + s.slice(q.from, q.to) + "” of another figure"
	return d, true
}

// landThan reads "more land in February than" at token i and returns where it
// ends, or 0.
func (s *sentence) landThan(i int) int {
	if w := s.low(i); w != "more" && w != "less" {
		return 0
	}
	switch s.low(i + 1) {
	case "land", "ground", "territory", "terrain", "area":
	default:
		return 0
	}
	for k := i + 2; k < min(len(s.toks), i+9); k++ {
		if s.low(k) == "than" {
			return k + 1
		}
		if s.toks[k].kind == mark {
			break
		}
	}
	return 0
}

// ofFigure: "80 percent of the 265 they gained", "of the 730 sq km".
func (s *sentence) ofFigure(i int) bool {
	if s.low(i) != "the" {
		return false
	}
	for _, p := range s.qty {
		if p.from == i+1 && (p.dim == area || p.dim == bare && s.actorStarts(p.to)) {
			return true
		}
	}
	return false
}

// actorStarts reports a party's mention, or a pronoun for one, at token i.
func (s *sentence) actorStarts(i int) bool {
	a, ok := s.actorIn(i, i+1)
	return ok && a.form != asPlace
}

// ownedFigure: "of December's total", "of May's figure".
func (s *sentence) ownedFigure(i int) bool {
	t := s.timeOver(i)
	if t == nil || t.from != i || s.low(t.to) != "'s" {
		return false
	}
	switch s.low(t.to + 1) {
	case "total", "figure", "tally", "haul", "take", "pace", "rate", "gain", "gains", "advance", "number", "level":
		return !s.liesInRegion(t.to + 2)
	}
	return false
}

// liesInRegion: "half of the advance was recorded in the Donetsk region" is a
// part of one figure, not a ratio of two; so is what "accounted for" a part.
func (s *sentence) liesInRegion(i int) bool {
	for k := 0; k < i; k++ {
		if w := s.low(k); (w == "accounted" || w == "accounts" || w == "accounting") && s.low(k+1) == "for" {
			return true
		}
	}
	verb := false
	for k := i; k < min(len(s.toks), i+9); k++ {
		switch w := s.low(k); {
		case w == "," || w == ";":
			return false
		case beWords[w] || w == "came" || w == "lay" || w == "fell" || w == "took" || w == "occurred" || w == "comes" || w == "lies" || w == "happened" || w == "suffered" || w == "made" || w == "sustained" || w == "recorded" || w == "concentrated":
			verb = true
		case verb && (w == "in" || w == "around" || w == "near" || w == "on"):
			n := k + 1
			if n < len(s.toks) {
				if s.timeStarts(k) {
					continue
				}
				if name, _ := s.regionAt(n); name != "" {
					return true
				}
				if e := s.properAt(n); e > n && (s.placeLike(s.slice(n, e)) || s.r.knows(s.slice(n, e)) || s.isTown(s.slice(n, e))) {
					return true // "came around Kostiantynivka"
				}
				if w == "in" && (s.low(n) == "one" || s.low(n) == "a") {
					return true // "came in one place"
				}
			}
		}
	}
	return false
}

// relativeEnd is the token behind "that Russia took in February" at token i, i where
// no such clause stands there.
func (s *sentence) relativeEnd(i int) int {
	k := i
	if s.low(k) == "that" || s.low(k) == "which" {
		k++
	}
	a, ok := s.actorIn(k, k+1)
	if !ok || a.form == asPlace {
		return i
	}
	for _, t := range s.trig {
		if t.noun || t.from < a.to || t.from-a.to > 2 {
			continue
		}
		if w := s.timeOver(t.to); w != nil && w.from == t.to {
			return w.to
		}
		return t.to
	}
	return i
}

// changeNouns are words for a change in percent, and its sign.
var changeNouns = map[string]float64{
	"increase": 1, "rise": 1, "jump": 1, "gain": 1, "growth": 1, "surge": 1,
	"decrease": -1, "drop": -1, "fall": -1, "decline": -1, "slump": -1, "reduction": -1, "dip": -1, "slowdown": -1,
}

// changeOf reads "a decrease of around 70 sq km on November".
func (s *sentence) changeOf(q *quantity) bool {
	k := q.from - 1
	if s.low(k) != "of" {
		return false
	}
	noun := s.low(k - 1)
	if changeNouns[noun] == 0 || noun == "gain" {
		return false
	}
	switch s.low(q.to) {
	case "on", "from", "over":
		return s.timeStarts(q.to) || s.timeStarts(q.to+1)
	case "compared":
		return s.timeStarts(q.to+1) || s.timeStarts(q.to+2)
	}
	return false
}

// takingAfter: a word of gaining, losing or holding in the clause at token i.
func (s *sentence) takingAfter(i int) bool {
	for _, t := range s.trig {
		if t.from >= i && t.from < i+9 {
			return true
		}
	}
	return false
}

// managedIn reads "the invaders managed in the same month of 2025" behind "what": a
// side's figure of another period.
func (s *sentence) managedIn(i int) bool {
	a, ok := s.actorIn(i, i+3)
	if !ok || !s.r.isBelligerent(a.party) {
		return false
	}
	switch s.low(a.to) {
	case "managed", "achieved", "did", "had", "gained", "mustered", "recorded", "posted":
		return s.timeStarts(a.to+1) || s.timeStarts(a.to+2) || s.r.inSeries(1)
	}
	return false
}

// relativeTaking: "the 1,005 it overran".
func (s *sentence) relativeTaking(p *quantity) bool {
	a, ok := s.actorIn(p.to, p.to+1)
	return ok && a.form != asPlace && s.low(p.from-1) == "the"
}

func (s *sentence) headNounAfter(i int) bool {
	return i < len(s.toks) && s.toks[i].kind == word && !s.toks[i].capital() && !s.mask[i]
}

func (s *sentence) timeStarts(i int) bool {
	for _, t := range s.when {
		if t.from == i {
			return true
		}
	}
	return false
}
