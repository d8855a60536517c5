package read

import (
	"math"

	"github.com/salient-project/salient/claim"
)

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
				if r := s.rateSince(p.anchor, q.from); r != nil && len(p.Value) > 0 && nearer(q.value[0], r.Value[0], p.Value[0]) { // "94 sq km, or five a day, down from fourteen in December"
					p = *r
				}
				d.Kind, d.Actor, d.Direction = p.Kind, p.Actor, p.Direction
				if d.Region == "" {
					d.Region = p.Region
				}
				d.Why = "set against the figure before it"
				d.recalled = true
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
		d.recalled = true
		d.window = windowNear
		return true
	}
	return false
}

// rateSince is a rate of ground told between tokens i and j.
func (s *sentence) rateSince(i, j int) *draft {
	for k := range s.drafts {
		if d := &s.drafts[k]; d.Kind == claim.Trend && d.anchor > i && d.anchor < j && len(d.Value) > 0 && d.Unit != claim.Count {
			return d
		}
	}
	return nil
}

// nearer reports that v is nearer to a than to b, as a ratio.
func nearer(v, a, b float64) bool {
	return v > 0 && a > 0 && b > 0 && math.Abs(math.Log(v/a)) < math.Abs(math.Log(v/b))
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
			if p := s.ownerBefore(h.from); s.r.isBelligerent(p) {
				if p != d.Actor && d.Direction == claim.Lost {
					d.Direction = claim.Gained
				}
				d.Actor = p // "The Russian figure for January"
			}
			d.Why = "“" + s.slice(h.from, h.to) + "” stands for the series so far"
			d.recalled = len(s.when) > 0
			return d, true
		}
	}
	for _, h := range s.hits { // "The annual total, 5,600 sq km, is the highest since 2022"
		w := s.low(h.from)
		if h.class != figureNoun || w != "total" && w != "tally" && w != "haul" && w != "figure" || h.to > q.from || s.r.subject == "" || s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 3 {
			continue
		}
		if n := s.low(h.to); q.from == h.to+1 && (n == "," || n == "--" || beWords[n] || n == "reached") {
			d.from, d.Actor, d.Direction = s.nounStart(h.from), first(s.ownerBefore(h.from), s.r.subject), claim.Gained
			d.Why = "“" + s.slice(h.from, h.to) + "” of whom the text is about"
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

// seriesOrSubject is whose figures the text is giving.
func (r *reader) seriesOrSubject() string { return first(r.series.actor, r.subject) }

// claimedOutright reads "Russia's Defence Ministry claims over 6,600 square
// kilometres for the year": what a side claims, without a verb of taking, it says
// that it took.
func (s *sentence) claimedOutright(q *quantity, d *draft) bool {
	k := q.from - 1
	if w := s.low(k); k < 1 || w != "claims" && w != "claimed" || beWords[s.low(k-1)] || s.r.seriesOrSubject() == "" {
		return false
	}
	for _, t := range s.trig {
		if !t.noun && t.from != k {
			return false
		}
	}
	if contains(s.toks, q.to, len(s.toks), "as") {
		return false // "claims 4,000 sq km as its own"
	}
	a, b, ok := s.subjectSpan(k)
	if !ok || !s.speakerLike(a, b) {
		return false
	}
	for i := a; i < b; i++ {
		h, ok := s.is(partyName, i)
		if !ok {
			h, ok = s.is(partyAdjective, i)
		}
		if ok && s.r.isBelligerent(h.id) {
			d.Actor, d.Direction, d.from = h.id, claim.Gained, a
			d.Attribution, d.Through, _ = s.nameOf(a, b)
			d.source = sourceSet
			d.Why = "what a side claims to have taken"
			return true
		}
	}
	return false
}
