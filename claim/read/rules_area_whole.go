package read

import "github.com/salient-project/salient/claim"

var areaWholeRules = []Rule{{
	Name: "whole of which a part", Kind: claim.AreaChange,
	Says: "a whole of which a figure is a part, with who took or lost it",
	Examples: []Example{
		{"Kyiv's brigades have wrested back about 100 of the 150 square kilometres overrun in August.", "2025-09-27", "actor=russia direction=gained value=150 unit=km2 from=2025-08-01 to=2025-08-31"},
		{"Ukrainian forces took back 20 of the 48 sq km that Russia captured in January.", "2026-02-04", "actor=russia direction=gained value=48 unit=km2 from=2026-01-01"},
		{"They mined 20 of the region's 48 sq km.", "", ""},
	},
	quantity: func(s *sentence, _ int, q *quantity) (draft, bool) {
		if q.dim != area || !q.whole {
			return draft{}, false
		}
		return s.wholeTaken(q)
	},
	takesUsed: true,
}}

// wholeTaken reads "of the 150 square kilometres overrun in August": the whole is a
// change too, of the days told behind it, which are not the part's.
func (s *sentence) wholeTaken(q *quantity) (draft, bool) {
	for _, t := range s.trig {
		if t.noun || t.from < q.to || t.from-q.to > 5 || t.class != gainVerb && t.class != loseVerb && t.class != occupyVerb {
			continue
		}
		for k := q.to; k < t.from; k++ {
			if s.toks[k].kind == mark {
				return draft{}, false
			}
		}
		d := draft{from: q.from, to: t.to, anchor: q.core, window: windowSet, source: sourceSeries}
		d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
		d.Direction, d.Window = claim.Gained, claim.NoWindow
		if t.class == loseVerb {
			d.Direction = claim.Lost
		}
		if a, ok := s.actorIn(q.to, t.from); ok && s.r.isBelligerent(a.party) && a.form != asPlace {
			d.Actor = a.party
		} else if a, ok := s.actorIn(t.to, t.to+4); ok && a.prep == "by" {
			d.Actor = a.party
		} else if p := s.mainSubject(); p != "" && t.class != loseVerb {
			d.Actor = s.other(p)
		} else {
			d.Actor = p
		}
		for k := range s.when {
			if w := &s.when[k]; w.from >= t.to && w.from-t.to <= 2 {
				d.Window = w.win
				d.Window.Phrase = s.slice(w.from, w.to)
				d.to = w.to
				w.baseline = true
			}
		}
		d.Why = "“" + s.slice(t.from, t.to) + "” behind the whole of which a part is told"
		return d, d.Actor != ""
	}
	return draft{}, false
}

// inFavour reads "167 km² in Russia's favour": a balance, and whose.
func (s *sentence) inFavour(q *quantity, d *draft) bool {
	i := s.behind(q)
	if s.low(i) != "in" && s.low(i) != "to" {
		return false
	}
	a, ok := s.actorIn(i+1, i+4)
	if !ok || !s.r.isBelligerent(a.party) {
		return false
	}
	for k := i + 1; k < min(len(s.toks), i+6); k++ {
		switch s.low(k) {
		case "favour", "favor", "advantage":
			d.Actor, d.Direction = a.party, claim.Net
			d.to = max(k+1, a.to)
			d.Why = "a balance in a side's " + s.low(k)
			return true
		}
	}
	return false
}

// leftWith reads "which leaves Russia with a net 55": a balance, and whose.
func (s *sentence) leftWith(q *quantity, d *draft) bool {
	k, net := q.from-1, false
	for ; k > 0; k-- {
		switch s.low(k) {
		case "net":
			net = true
			continue
		case "a", "an", "of", "gain", "advance", "balance", "surplus", "about", "some":
			continue
		}
		break
	}
	if !net || s.low(k) != "with" {
		return false
	}
	for _, a := range s.actors {
		if a.to != k || !s.r.isBelligerent(a.party) {
			continue
		}
		switch s.low(a.from - 1) {
		case "leaves", "left", "leaving", "leave":
			d.Actor, d.Direction, d.from = a.party, claim.Net, a.from-1
			d.Why = "a side left with a balance"
			return true
		}
	}
	return false
}

// changedAgainst reads "Compared with June, the figure grew by 8 square kilometres":
// a difference from another period's figure, with its sign in the words.
func (s *sentence) changedAgainst(q *quantity) (draft, bool) {
	var base *timePhrase
	for k := range s.when {
		t := &s.when[k]
		for b := t.from - 1; b >= 0 && b >= t.from-4; b-- {
			w, n := s.low(b), s.low(b+1)
			if w == "compared" && (n == "with" || n == "to") || w == "against" || w == "comparison" && n == "with" || w == "relative" && n == "to" {
				base = t
			}
		}
	}
	if base == nil || s.low(q.from-1) != "by" {
		return draft{}, false
	}
	verb := -1
	for k := q.from - 2; k >= 0 && k > q.from-5; k-- {
		_, grow := s.is(growVerb, k)
		_, shrink := s.is(shrinkVerb, k)
		switch s.low(k) {
		case "fell", "dropped", "declined", "rose", "up", "down", "fallen", "slipped", "eased", "slid":
			verb = k
		}
		if grow || shrink {
			verb = k
		}
	}
	if verb < 0 {
		return draft{}, false
	}
	d := s.comparisonDraft(verb, q.to, q)
	d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
	d.Window = base.win
	d.Window.Phrase = s.slice(base.from, base.to)
	base.baseline = true
	d.Actor = first(s.mainSubject(), first(s.r.series.actor, d.Actor))
	d.Why = "“" + s.low(verb) + "” against another period"
	return d, true
}
