package read

import "github.com/salient-project/salient/claim"

// heldWindow is the window of the last figure of holding, where the text goes
// on from it.
func (r *reader) heldWindow() claim.Window {
	w := r.heldWin
	w.Phrase = ""
	return w
}

func windowInheritHeld(s *sentence) windowUse {
	if s.anaphoric() {
		return windowSet
	}
	return windowNear
}

// setAgainstShare reports the bare number of a share: "19.25 percent of Ukraine, up
// from 18.5 a year earlier".
func (s *sentence) setAgainstShare(q *quantity) bool {
	w, way := s.low(q.from-1), s.low(q.from-2)
	if w != "from" || way != "up" && way != "down" && way != "compared" && way != "rising" && way != "falling" {
		return false
	}
	for k := len(s.qty) - 1; k >= 0; k-- {
		if p := s.qty[k]; p.to <= q.from && (p.dim == percent || p.dim == area) {
			return p.dim == percent
		}
	}
	return false
}

// elidedArea reads a bare number as an area: "recaptured 9 near Novopavlivka",
// "in December at 444", "the 1,005 it overran".
func (s *sentence) elidedArea(k int, q *quantity) (draft, bool) {
	d := draft{from: q.from, to: q.to, anchor: q.core, window: windowInherit, source: sourceSeries, carries: true}
	unit := ""
	for j := 0; j < len(s.qty); j++ {
		p := s.qty[j]
		if p.dim == area && !p.converted {
			unit = p.unit
			if p.from > q.from && unit != "" {
				break
			}
		}
	}
	inSentence := unit != ""
	if s.setAgainstShare(q) || s.low(q.core) == "one" { // "One of them, the Black Bird Group, estimates"
		return d, false
	}
	if unit == "" && s.r.series.unit != "" && s.r.blocks-s.r.series.block <= 1 {
		unit = s.r.series.unit
	}
	if p := s.r.lastPart; unit == "" && p.kind == claim.AreaHeld && s.r.blocks-p.block <= 1 {
		unit = p.unit
	}
	if unit == "" || unit == claim.Count || len(q.value) != 1 {
		return d, false
	}
	for k := 0; k < q.from; k++ {
		if w := s.low(k); (w == "casualties" || w == "deaths" || w == "killed" || w == "wounded") && !inSentence {
			return d, false
		}
	}
	// what stands behind must not be a noun that the number counts
	next := s.low(q.to)
	free := q.to >= len(s.toks) || s.toks[q.to].kind == mark || s.toks[q.to].kind == quoteMark || placePreps[next] || s.mask[q.to] || next == "gone" || next == "lost" || next == "and" || next == "during" || next == "but" || next == "while" || next == "last" || next == "a" || next == "now" || next == "today" || next == "currently" || next == "then"
	relative := false
	if a, ok := s.actorIn(q.to, q.to+1); ok && a.form != asPlace {
		relative = s.low(q.from-1) == "the" || determiners[s.low(q.from-1)]
		free = free || relative
	}
	if !free || next == "%" || next == "-" || next == "/" {
		return d, false
	}
	d.Kind = claim.AreaChange
	d.Value, d.Unit, d.Approx, d.Bound = q.value, unit, q.approx, q.bound
	d.Region = s.regionFor(q.to, q.from)
	if inSentence && s.periodsTotal(q, &d) {
		return d, true
	}
	if s.leftWith(q, &d) || s.inFavour(q, &d) || s.possessed(q, &d) || s.costOrBrought(q, &d) || s.periodYields(q, &d) || s.monthAndNumber(q, &d) || s.bracketed(q, &d) || s.gapped(q, &d) || s.putAt(q, &d) {
		return d, true
	}
	if w := s.low(q.to + 1); next == "of" && inSentence && (w == "them" || w == "those" || w == "which" || w == "it") { // "460 sq km since 29 January, 214 of them in the past month"
		if actor, direction, _, ok := s.priorChange(q.from); ok && s.drew(claim.AreaChange) {
			d.Actor, d.Direction, d.window = actor, direction, windowNear
			for k := range s.drafts {
				if p := &s.drafts[k]; p.Kind == claim.AreaChange && p.to <= q.from {
					d.Region = first(d.Region, p.Region)
				}
			}
			for _, t := range s.when {
				if t.from == q.to+2 {
					d.Window, d.window, d.to = t.win, windowSet, t.to
					d.Window.Phrase = s.slice(t.from, t.to)
				}
			}
			d.recalled = true
			d.Why = "a part of the figure before it"
			return d, true
		}
	}
	if next == "gone" || next == "lost" { // "with 500 gone"
		d.Direction, d.Actor, d.to = claim.Lost, s.r.lex.defender, q.to+1
		d.Why = "ground said to be " + next
		return d, true
	}
	if s.dashedGain(q, &d) {
		return d, true
	}
	// right behind a trigger verb
	for _, t := range s.trig {
		if t.to == q.from && !t.noun && (t.class == gainVerb || t.class == loseVerb || t.class == occupyVerb) && (inSentence || s.r.blocks == s.r.series.block || s.r.inSeries(1) && len(s.when) > 0 && s.clauseEndsAt(q.to)) {
			if next == "of" {
				return d, false
			}
			d.from = t.from
			d.Direction = claim.Gained
			if t.class == loseVerb {
				d.Direction = claim.Lost
			}
			d.Actor, _ = s.subjectOf(t)
			if d.Actor == "" {
				d.Actor = s.defaultActor(t, d)
			}
			d.Why = "“" + s.slice(t.from, t.to) + "” with a bare number in a run of areas"
			return d, true
		}
		if relative && t.from >= q.to && t.from <= q.to+6 && (t.class == gainVerb || t.class == loseVerb || t.class == occupyVerb) {
			d.from, d.to = q.from, t.to
			for _, w := range s.when {
				if w.from == t.to && w.role == within {
					d.to = w.to
					d.Window, d.window = w.win, windowSet
					d.Window.Phrase = s.slice(w.from, w.to)
				}
			}
			if s.low(q.from-1) == "the" {
				d.from--
			}
			d.Direction = claim.Gained
			if t.class == loseVerb {
				d.Direction = claim.Lost
			}
			d.Actor, _ = s.subjectOf(t)
			d.recalled = true
			d.Why = "a bare number with a clause that says who took it"
			return d, d.Actor != ""
		}
	}
	for _, t := range s.trig { // "leaving Ukraine with a net gain of 27"
		if t.class != netNoun || t.to != q.from-1 || s.low(t.to) != "of" || !inSentence {
			continue
		}
		d.Direction, d.from, d.window = claim.Net, t.from, windowSentence
		if d.Actor, _ = s.subjectOf(t); d.Actor == "" {
			if a, ok := s.actorIn(max(0, t.from-6), t.from); ok {
				d.Actor = a.party
			}
		}
		d.Why = "a net figure, its unit left out"
		return d, d.Actor != ""
	}
	// "shrunk from 220 sq km last summer to barely 90 now"
	for _, t := range s.trig {
		if !(s.drew(claim.Trend) && s.rated()) && (t.class == growVerb || t.class == shrinkVerb) && t.to <= q.from && s.fromTo(t, q) && inSentence {
			d.Kind, d.Actor = claim.AreaHeld, first(s.mainSubject(), s.r.subject)
			d.window, d.source = windowNear, sourceLead
			if next == "now" || next == "currently" {
				d.Window, d.window = claim.NoWindow, windowSet
			}
			for j := len(s.drafts) - 1; j >= 0; j-- {
				if p := s.drafts[j]; p.Kind == claim.AreaHeld {
					d.Region, d.Actor = first(d.Region, p.Region), p.Actor
					break
				}
			}
			d.Why = "what was held, by a word of growing or shrinking"
			return d, d.Actor != ""
		}
	}
	// "556 square kilometres in June and 564 in July"
	if s.drew(claim.Trend) && s.rated() {
		return d, false // "rose from 14.3 to 16.1 sq km per day, but slowed to 14.9 in August"
	}
	if w := s.low(q.from - 1); (w == "and" || w == "," || w == "after" || w == "including" || w == "following") && inSentence && s.timeStarts(q.to) {
		for j := len(s.drafts) - 1; j >= 0; j-- {
			if p := s.drafts[j]; p.Kind == claim.AreaChange && p.from < q.from && (s.unmasked(p.to, q.from) < 6 || w == "after" || w == "including") {
				d.Actor, d.Direction = p.Actor, p.Direction
				d.window = windowNear
				for _, t := range s.when {
					if t.from == q.to {
						d.to = t.to
					}
				}
				d.recalled = p.recalled
				d.Why = "goes on from the figure before it"
				return d, true
			}
		}
	}
	// "That is down from five hundred in August": what was held then
	if p := s.r.lastPart; p.kind == claim.AreaHeld && s.r.blocks-p.block <= 1 && s.low(q.from-1) == "from" && (s.low(q.from-2) == "down" || s.low(q.from-2) == "up") && !s.hasArea() {
		d.Kind, d.Actor, d.Region, d.Unit = claim.AreaHeld, p.actor, p.region, p.unit
		d.window, d.source = windowNear, sourceLead
		d.Why = "set against what was held before it"
		return d, true
	}
	if s.contrast(k, q, &d) {
		if len(s.when) == 0 && !inSentence {
			return d, false
		}
		return d, true
	}
	// "in December at 444", "the figure stood at 505"
	if w := s.low(q.from - 1); (w == "says" || w == "said" || w == "at" || w == "was" || w == "to" || w == "just" || w == "reached") && (s.r.series.actor != "" || s.r.lastPart.kind == claim.AreaHeld) {
		figure := false
		for _, h := range s.hits {
			if h.class == figureNoun && h.to <= q.from {
				figure = true
			}
		}
		it := (w == "says" || w == "said") && s.r.series.block == s.r.blocks && next == "." || s.low(q.from-2) == "it" && len(s.when) > 0 && s.r.series.block == s.r.blocks
		if figure && (len(s.when) > 0 || s.low(q.from-2) == "figure" || s.low(q.from-2) == "total" || s.low(q.from-2) == "number") || it {
			d.Actor, d.Direction = s.r.series.actor, s.r.series.direction
			for _, h := range s.hits { // "The Russian figure for January was 245"
				if o, ok := s.covers(partyAdjective, h.from-1); ok && h.class == figureNoun && h.from > 0 && h.to <= q.from && s.r.isBelligerent(o.id) {
					d.Actor = o.id
				}
			}
			if p := s.r.lastPart; p.kind == claim.AreaHeld && s.r.blocks-p.block <= 1 && figure { // "In December 2022 the figure was 108,600"
				d.Kind, d.Actor, d.Direction, d.Region = claim.AreaHeld, p.actor, "", p.region
				d.window, d.source = windowNear, sourceLead
			}
			for _, t := range s.when {
				if t.to == q.from-1 {
					d.from = t.from
				}
			}
			d.Why = "a figure of the series so far"
			d.recalled = len(s.when) > 0
			return d, true
		}
	}
	return d, false
}

// receiveVerbs are what is done to a side that gets ground from others.
var receiveVerbs = set("handed given granted awarded ceded gifted offered")

// costOrBrought reads "cost Ukraine 259 square kilometers", "brought it 116 sq
// km": the party stands between the verb and the figure.
func (s *sentence) costOrBrought(q *quantity, d *draft) bool {
	for k := q.from - 1; k > 0 && k > q.from-8; k-- { // "pushed the Russians out of 40 sq km"
		if !expelVerbs[s.low(k)] || s.low(q.from-1) != "of" && s.low(q.from-1) != "from" {
			continue
		}
		if a, ok := s.actorIn(k+1, q.from); ok && s.r.isBelligerent(a.party) && !s.isPassive(k, k+1) {
			d.Actor, d.Direction, d.from = s.other(a.party), claim.Gained, k
			d.Why = "one side driven from an area"
			return true
		}
		if s.isPassive(k, k+1) { // "The Russians have been pushed out of 40 sq km"
			a, ok := s.subjectMention(trigger{from: k, to: k + 1, class: gainVerb, passive: true})
			switch {
			case ok && s.r.isBelligerent(a.party):
				d.Actor, d.from = a.party, a.from
			case s.r.isBelligerent(s.r.subject) && (contains(s.toks, 0, k, "they") || contains(s.toks, 0, k, "they've")):
				d.Actor, d.from = s.r.subject, k
			default:
				continue
			}
			d.Direction = claim.Lost
			d.Why = "one side driven from an area"
			return true
		}
	}
	for _, a := range s.actors { // "monitors credit Ukraine with 11 sq km"
		if w := s.low(a.from - 1); a.to == q.from-1 && s.low(a.to) == "with" && s.r.isBelligerent(a.party) && (w == "credit" || w == "credits" || w == "credited" || w == "crediting") {
			d.Actor, d.Direction, d.from = a.party, claim.Gained, a.from-1
			if x, y, ok := s.subjectSpan(a.from - 1); ok {
				if name, through, _ := s.nameOf(x, y); name != "" {
					d.Attribution, d.Through, d.source, d.from = name, through, sourceSet, x
				}
			}
			d.Why = "a side credited with a figure"
			return true
		}
	}
	for _, a := range s.actors {
		if a.to > q.from || q.from-a.to > 1 || !s.r.isBelligerent(a.party) || a.from == 0 {
			continue
		}
		switch s.low(a.from - 1) {
		case "cost", "costs", "costing":
			d.Direction = claim.Lost
		case "brought", "brings", "gave", "gives", "netted", "earned", "yielded", "handed":
			d.Direction = claim.Gained
		default:
			continue
		}
		d.Actor, d.from = a.party, a.from-1
		d.Why = "“" + s.low(a.from-1) + "” a party the figure"
		return true
	}
	return false
}

// failedTo reports a taking that has not come about: "it has failed to conquer",
// "has yet to take", "could not capture".
func (s *sentence) failedTo(t trigger) bool {
	if t.noun || t.class != gainVerb && t.class != occupyVerb {
		return false
	}
	for k := t.from - 1; k >= 0 && k > t.from-5; k-- {
		switch s.low(k) {
		case "failed", "yet", "unable", "not", "never", "n't", "hasn't", "haven't", "couldn't":
			return true
		case ",", ";", "that":
			return false
		}
	}
	return false
}

// anAreaOf reports ", an area of" between two tokens.
func (s *sentence) anAreaOf(i, j int) bool {
	return j > i && j-i <= 5 && s.low(i) == "," && (contains(s.toks, i, j, "area") || contains(s.toks, i, j, "total"))
}

// dashedGain reads a list's line of a bare number, "634 – the net Russian gain for
// the same month".
func (s *sentence) dashedGain(q *quantity, d *draft) bool {
	if q.from > 0 || s.low(q.to) != "--" && s.low(q.to) != "-" {
		return false
	}
	for _, t := range s.trig {
		if !t.noun || t.from < q.to || t.from > q.to+6 {
			continue
		}
		d.Direction, d.to = directionOf(t.class), t.to
		if t.class == netNoun {
			d.Direction = claim.Net
		}
		d.Actor, _ = s.subjectOf(t)
		for _, a := range s.actors {
			if d.Actor == "" && a.from >= q.to && a.to <= t.to+3 {
				d.Actor = a.party
			}
		}
		d.Actor = first(d.Actor, s.r.series.actor)
		d.Why = "a list's number and what it counts"
		return d.Actor != ""
	}
	return false
}

// regionSoFar is the region named before token i in the sentence, else the one
// the text speaks of.
func (s *sentence) regionSoFar(i int) string {
	name := first(s.r.lastPart.region, s.r.region)
	if name == s.r.lex.war.Home {
		name = s.r.region
	}
	for k := 0; k < i; k++ {
		if n, _ := s.regionAt(k); n != "" && n != s.r.lex.war.Home && !s.isSide(n) {
			name = n
		}
	}
	return name
}
