package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

var goesOnRules = []Rule{{
	Name: "figure goes on", Kind: claim.AreaChange,
	Says: "a number that stands alone beside a period, a side or a region, behind a figure of its kind: the kind, unit and side of that figure",
	Examples: []Example{
		{"Russia seized 245 sq km in January. The month before: 310.", "2026-02-02", "actor=russia direction=gained value=310 unit=km2"},
		{"Russia took 245 sq km in January. In June it had been two hundred and ten.", "2026-02-02", "actor=russia direction=gained value=210 unit=km2 from=2025-06-01 to=2025-06-30"},
		{"Russian forces took 4 sq km a day in March. In April: 2.5.", "2026-05-02", "kind=trend actor=russia value=2.5 unit=km2 from=2026-04-01"},
		{"Russia held 19.25 percent of Ukraine on January 1, up from 18.5 a year earlier.", "2026-01-02", "kind=share actor=russia value=18.5 unit=percent from=2025-01-01"},
		{"Russian forces captured 850 sq km between June and August 2025. In the same months of 2024 they managed 1,800.", "2025-09-02", "actor=russia direction=gained value=1800 unit=km2 from=2024-06-01 to=2024-08-31"},
		{"How many square kilometres did Russia gain last year?\n\nJust under 4,500.", "2026-03-03", "actor=russia direction=gained value=4500 unit=km2 bound=less_than from=2025-01-01 to=2025-12-31"},
		{"How many settlements did the Russian army capture in January?\n\nEleven.", "2026-03-03", "kind=settlement_control actor=russia direction=gained value=11 unit=count from=2026-01-01"},
		{"How much ground did Russia take in February?\n\nRoughly 120 square kilometres.\n\nAnd Ukraine?\n\nForty, perhaps.", "2026-03-03", "actor=ukraine direction=gained value=40 unit=km2 from=2026-02-01"},
		{"DeepState says Ukrainian troops regained 45 sq km. Of that, 30 lay in the Sumy region.", "", "actor=ukraine direction=gained value=30 unit=km2 region=Sumy attribution=DeepState"},
		{"How many Russian tanks did Ukraine see?\n\nEleven.", "", ""},
		{"Russia took 40 sq km. It had 12 tanks in June.", "2026-07-02", ""},
		{"Russia took 40 sq km. Chapter 3.", "2026-07-02", ""},
	},
	quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
		if q.vague || q.converted || q.whole || len(q.value) != 1 || q.unit == "money" || s.quoteMasks(q) {
			return draft{}, false
		}
		return s.figureGoesOn(q)
	},
}}

// figureMemory is the last figure told, which later numbers may go on from.
type figureMemory struct {
	claim  claim.Claim
	block  int
	asked  bool // a question asked for it
	listed bool // a heading says that a list of such follows
}

// glueWords may stand between a bare number and the words that place it.
var glueWords = set(`it it's its that that's this which these those they were was is are 's be been being had has have would stands stood stand standing at to from by and but or now then only just about
 figure figures total tally number amount amounted amounts came comes reached hit fell rose dropped climbed slipped went jumped : , -- - ( ) the same another further additional more a an of in for so far as against versus
 compared with up down with still already almost nearly roughly around some over under say says plus minus + so what there today yesterday itself one alone count says reading gives gave makes made saw
 real actual true independent respectively closer nearer distance ours theirs average mean rate pace earlier later previous week month year day time after following before recently not quite perhaps maybe slowed quickened eased picked estimate share proportion level managed achieved notched logged averaged loss losses gain gains puts put add adds`)

// figureGoesOn reads "In June it was 310", "The week before: 24", "For Ukraine,
// plus 71", "18.9 per cent at Christmas": the kind of the figure before.
func (s *sentence) figureGoesOn(q *quantity) (draft, bool) {
	m, here := s.figureBefore(q)
	if m.Kind == "" || !s.sameDimension(q, m) || !s.standsAlone(q) {
		return draft{}, false
	}
	if s.answers(q) && !here {
		d := draft{Claim: m, from: q.from, to: q.to, anchor: q.core, window: windowSet, source: sourceSentence, recalled: true}
		d.Value, d.Approx, d.Bound, d.Why = q.value, q.approx, q.bound, "answers “"+m.Text+"”"
		if q.dim == area {
			d.Unit = q.unit
		}
		d.Window.Phrase = ""
		d.carries = m.Kind == claim.AreaChange
		return d, true
	}
	d := draft{Claim: claim.Claim{Kind: m.Kind, Actor: m.Actor, Direction: m.Direction, Unit: m.Unit, Region: m.Region, ReferencePlace: m.ReferencePlace, Bearing: m.Bearing}}
	d.from, d.to, d.anchor = q.from, q.to, q.core
	d.Value, d.Approx, d.Bound = q.value, q.approx, q.bound
	if !contains(s.toks, 0, len(s.toks), "net") && !contains(s.toks, 0, len(s.toks), "balance") {
		d.Direction = gross(d.Direction)
	}
	if q.dim == area || q.dim == length {
		d.Unit = q.unit
	}
	left, when, placed := s.glueBack(q, &d)
	if m.Kind == claim.AreaChange {
		for k := d.from; k < q.from; k++ { // "It puts the loss at 34" behind what the other side took
			w := s.low(k)
			if (w == "loss" || w == "losses") && m.Direction == claim.Gained && d.Actor == m.Actor {
				d.Actor, d.Direction = s.other(m.Actor), claim.Lost
			} else if (w == "gain" || w == "gains") && m.Direction == claim.Lost && d.Actor == m.Actor {
				d.Actor, d.Direction = s.other(m.Actor), claim.Gained
			}
		}
	}
	after := s.periodBehind(q)
	if after != nil && (when == nil || after.from == q.to) {
		when = after
	}
	if s.r.lastFigure.asked && !here && q.from <= 2 {
		placed = true // an answer
	}
	if n := s.regionBehind(q); n != "" && (here || s.low(0) == "of") && when == nil && (m.Kind == claim.AreaChange || m.Kind == claim.Share) {
		d.Region, left, placed = n, true, true // "38 km² around Huliaipole, 21 in the Siversk sector"
		d.from = q.from
	}
	if when == nil && !placed || !here && !left && after == nil {
		return draft{}, false
	}
	if !left && after == nil {
		return draft{}, false
	}
	if m.Kind == claim.DistanceBearing {
		d.Region = m.Region
	}
	if m.Kind == claim.DistanceBearing && q.dim == bare {
		if p, e := s.refPlace(q.to + 1); p != "" {
			d.ReferencePlace, d.to = p, e
		}
	}
	d.window, d.source = windowInherit, sourceSeries
	if when != nil {
		d.Window, d.window = when.win, windowSet
		d.Window.Phrase = s.slice(when.from, when.to)
		d.from, d.to = min(d.from, when.from), max(d.to, when.to)
		d.recalled = true
	} else if m.Window.From != control.NoDay && (here || q.dim == bare && m.Kind != claim.AreaHeld && m.Kind != claim.Share) {
		d.Window, d.window = m.Window, windowSet
		d.Window.Phrase = ""
	}
	switch m.Kind {
	case claim.DistanceBearing:
		d.source = sourceSet
	case claim.Share, claim.AreaHeld:
		if m.Direction == "" {
			d.source = sourceLead
		}
	}
	d.carries = m.Kind != claim.Trend && m.Kind != claim.DistanceBearing
	d.Why = "goes on from “" + m.Text + "”"
	return d, true
}

// figureBefore is the figure nearest before a quantity: in the sentence, else
// the last told in this paragraph or the one before.
func (s *sentence) figureBefore(q *quantity) (claim.Claim, bool) {
	best := -1
	for k := range s.drafts {
		d := &s.drafts[k]
		if d.anchor < q.from && figureKind(d.Claim) && (best < 0 || d.anchor > s.drafts[best].anchor) {
			best = k
		}
	}
	if best >= 0 {
		c := s.drafts[best].Claim
		c.Text = s.slice(s.drafts[best].from, s.drafts[best].to)
		if s.drafts[best].window != windowSet {
			c.Window = claim.NoWindow
		}
		return c, true
	}
	if m := s.r.lastFigure; s.r.blocks-m.block <= 1 || m.listed && s.r.blocks-m.block <= 14 {
		return m.claim, false
	}
	return claim.Claim{}, false
}

// figureKind reports a claim whose figure another period may have too.
func figureKind(c claim.Claim) bool {
	if len(c.Value) != 1 || c.Modality != "" && c.Modality != claim.Asserted {
		return false
	}
	switch c.Kind {
	case claim.AreaChange, claim.AreaHeld, claim.Share, claim.DistanceBearing:
		return true
	case claim.Trend:
		return c.Unit != claim.Count
	case claim.SettlementControl:
		return c.Unit == claim.Count && c.Direction != "" && c.ReferencePlace == ""
	}
	return false
}

// sameDimension reports whether a number can be of the figure's kind: bare, or
// in units of the same kind.
func (s *sentence) sameDimension(q *quantity, m claim.Claim) bool {
	switch q.dim {
	case bare:
		if s.answers(q) && (m.Unit == claim.Count || m.Kind == claim.AreaChange) {
			return true
		}
		if m.Kind == claim.DistanceBearing {
			w := s.low(q.to)
			return w == "from" || w == "away" || w == "off" || s.low(0) == "it" && len(s.toks) <= 8 && s.clauseEndsAt(q.to)
		}
		if m.Kind == claim.SettlementControl && !contains(s.toks, 0, q.from, "number") && !contains(s.toks, 0, q.from, "figure") && !contains(s.toks, 0, q.from, "count") && !contains(s.toks, 0, q.from, "total") {
			return false
		}
		return m.Unit != "" && (m.Kind != claim.Share || q.value[0] <= 100) && !(q.from == 0 && s.low(q.to) == ".")
	case area:
		return m.Kind == claim.AreaChange || m.Kind == claim.AreaHeld || m.Kind == claim.Trend && m.Unit != claim.Km
	case length:
		return m.Kind == claim.DistanceBearing
	case percent:
		return m.Kind == claim.Share && !q.fraction
	}
	return false
}

// standsAlone reports a number that counts no noun behind it.
func (s *sentence) standsAlone(q *quantity) bool {
	if q.to >= len(s.toks) || s.mask[q.to] {
		return true
	}
	t := s.toks[q.to]
	if t.low == "%" || t.low == "-" || t.low == "/" || t.low == ":" || q.from > 0 && (s.low(q.from-1) == "#" || s.low(q.from-1) == "/") {
		return false
	}
	if t.kind == mark || t.kind == quoteMark {
		return !(t.low == "," && s.low(q.from-1) == "," && q.dim == bare) // an age
	}
	switch t.low {
	case "lay", "lie", "lies", "came", "fell", "were", "are", "near", "around", "and", "but", "while", "in", "on", "during", "over", "for", "at", "by", "now", "today", "then", "so", "as", "last", "this", "to", "respectively", "again", "alone", "or", "with", "since", "earlier", "a", "after", "from", "off", "away":
		return true
	}
	return false
}

// glueBack walks back from a number over words that only place it. It reports
// whether it came to a clause's start, the period it met, and whether it met a
// side or a region.
func (s *sentence) glueBack(q *quantity, d *draft) (whole bool, when *timePhrase, placed bool) {
	i := q.from
	for i > 0 {
		k := i - 1
		if t := s.timeOver(k); t != nil {
			if when == nil && !s.speechTime(t) {
				when = t
			}
			i = t.from
			continue
		}
		if s.low(k) == "which" && s.low(k-1) == "," && i < q.from {
			i = k
			break // ", which puts the loss in the week before at 34"
		}
		if s.low(k) == ";" || s.low(k) == "." || s.toks[k].kind == quoteMark || s.toks[k].kind == number && s.figureEnds(i) {
			break
		}
		if a, ok := s.actorEndingAt(i); ok && s.r.isBelligerent(a.party) {
			if s.isSay(a.to) && a.to < q.from {
				placed = true // "Kyiv says the real number is nearer 20"
			} else if a.form != byPronoun {
				d.Actor, placed = a.party, true
			}
			i = a.from
			continue
		}
		if n, b := s.regionEndingAt(i); n != "" {
			if n != s.r.lex.war.Home || d.Kind != claim.AreaChange {
				d.Region, placed = n, true
			}
			i = b
			continue
		}
		if s.low(k) == "," || s.low(k) == "and" || s.low(k) == "but" {
			if s.figureEnds(k) {
				break // another figure's clause
			}
		}
		if s.low(k) == "it" || s.low(k) == "figure" || s.low(k) == "total" || s.low(k) == "that" || s.low(k) == "respectively" {
			placed = placed || beWords[s.low(i)] || s.low(i) == "had" || s.low(i) == "has" || s.low(i) == "stood" || s.low(i) == "'s"
		}
		if !glueWords[s.low(k)] && s.toks[k].kind != mark {
			return false, when, placed
		}
		i = k
	}
	d.from = min(d.from, i)
	for d.from < q.from && (s.toks[d.from].kind == mark || s.low(d.from) == "and" || s.low(d.from) == "but") {
		d.from++
	}
	return true, when, placed
}

// figureEnds reports a quantity that ends, or whose whole or period ends, at
// token k.
func (s *sentence) figureEnds(k int) bool {
	if t := s.timeOver(k - 1); t != nil {
		k = t.from
	}
	if n, b := s.regionEndingAt(k); n != "" && s.low(b-1) == "of" { // "19.25 percent of Ukraine on January 1, up from"
		k = b - 1
	}
	for _, p := range s.qty {
		if p.to == k || p.to == k-1 {
			return true
		}
	}
	return false
}

// timeOver is the time phrase that lies over token k.
func (s *sentence) timeOver(k int) *timePhrase {
	for j := range s.when {
		if t := &s.when[j]; k >= t.from && k < t.to {
			return t
		}
	}
	return nil
}

func (s *sentence) actorEndingAt(i int) (actor, bool) {
	for _, a := range s.actors {
		if a.to == i || a.to == i-1 && s.low(a.to) == "'s" {
			return a, true
		}
	}
	return actor{}, false
}

// regionEndingAt reads the region whose words end at token i.
func (s *sentence) regionEndingAt(i int) (string, int) {
	for b := i - 1; b >= 0 && b > i-5; b-- {
		if n, e := s.regionAt(b); n != "" && e == i && !s.isSide(n) {
			return n, b
		}
	}
	return "", 0
}

// regionBehind is the region in a phrase right behind a number.
func (s *sentence) regionBehind(q *quantity) string {
	i := q.to
	for w := s.low(i); w == "lay" || w == "lie" || w == "lies" || w == "came" || w == "fell" || beWords[w]; w = s.low(i) {
		i++
	}
	switch s.low(i) {
	case "in", "on":
		if n, _ := s.regionAt(min(i+1, len(s.toks)-1)); n != "" && n != s.r.lex.war.Home {
			return n
		}
	case "near", "around":
		if n, ok := s.aroundPlace(i, min(len(s.toks), i+4)); ok {
			return n
		}
	}
	return ""
}

// periodBehind is the period right behind a number, a comma apart at most.
func (s *sentence) periodBehind(q *quantity) *timePhrase {
	for k := range s.when {
		t := &s.when[k]
		if (t.from == q.to || t.from == q.to+1 && (s.low(q.to) == "," || s.low(q.to) == "(")) && !s.speechTime(t) {
			return t
		}
	}
	return nil
}

// quoteMasks reports a number that opens a list's entry or is part of a name.
func (s *sentence) quoteMasks(q *quantity) bool {
	if q.from > 0 {
		p := s.toks[q.from-1]
		switch p.low {
		case "no", "no.", "day", "page", "chapter", "part", "figure", "table", "resolution", "article", "age", "aged", "brigade", "at-":
			return true
		}
		if p.kind == word && p.capital() && q.dim == bare && q.from > 1 && strings.ToUpper(p.text) == p.text && len(p.text) > 2 {
			return true // GBU 39
		}
	}
	return false
}
