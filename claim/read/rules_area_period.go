package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// yieldVerbs are what a month or a sector does to a total.
var yieldVerbs = set("contributed contributes produced produces yielded yields brought added saw accounted accounts supplied delivered gave")

// periodYields reads "July contributed 564 km2", "November alone accounted for
// 725 sq km", "Velykyi Burluk, a new sector, produced 46 km2": a period's or a
// place's part of the series so far.
func (s *sentence) periodYields(q *quantity, d *draft) bool {
	if s.r.series.actor == "" || s.r.blocks-s.r.series.block > 3 {
		return false
	}
	verb := -1
	for k := q.from - 1; k >= 0 && k > q.from-3; k-- {
		if yieldVerbs[s.low(k)] {
			verb = k
		}
	}
	if verb < 1 {
		return false
	}
	for _, a := range s.actors {
		if a.to <= verb && s.r.isBelligerent(a.party) && a.form != asPlace && a.form != byOwner {
			return false
		}
	}
	for k := range s.when {
		t := &s.when[k]
		if t.to == verb || t.to == verb-1 {
			d.Actor, d.Direction, d.from = s.r.series.actor, s.r.series.direction, t.from
			d.Window, d.window = t.win, windowSet
			d.Window.Phrase = s.slice(t.from, t.to)
			d.recalled = true
			d.Why = "a period's part of the series so far"
			return true
		}
	}
	for k := verb - 1; k >= 0 && k > verb-9; k-- {
		name, _ := s.regionAt(k)
		if name == "" && s.toks[k].capital() && s.toks[k].kind == word {
			if e := s.properAt(k); e > k && (s.placeLike(s.slice(k, e)) || s.r.knows(s.slice(k, e)) || s.low(e) == ",") {
				for b := k; b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital(); b-- {
					k = b - 1
				}
				name = s.slice(k, e)
			}
		}
		if h, ok := s.is(partyName, k); ok && s.low(h.to) == "'s" {
			continue // "Kyiv's counter-attacks brought back 121 sq km"
		}
		if name != "" && name != s.r.lex.war.Home && !s.isSide(name) {
			d.Actor, d.Direction, d.from, d.Region = s.r.series.actor, s.r.series.direction, k, name
			d.Why = "a place's part of the series so far"
			return true
		}
	}
	return false
}

// partOfThat reads "Most of that, 61 km2, came in the salient": a part of the
// figure before, with its area.
func (s *sentence) partOfThat(q *quantity, d *draft) bool {
	if s.low(q.from-1) != "," || !s.r.inSeries(1) && !s.hasDraft(claim.AreaChange) {
		return false
	}
	w := s.low(q.from - 2)
	if w != "that" && w != "it" && w != "this" && w != "them" || s.low(q.from-3) != "of" {
		return false
	}
	d.Actor, d.Direction = s.r.series.actor, s.r.series.direction
	for k := range s.drafts {
		if p := s.drafts[k]; p.Kind == claim.AreaChange && p.to <= q.from {
			d.Actor, d.Direction = p.Actor, p.Direction
		}
	}
	d.Why = "a part of the figure before it"
	return d.Actor != ""
}

func (s *sentence) hasDraft(kind claim.Kind) bool { return s.drew(kind) }

// monthAndNumber reads "August 464 and September 259" in a run of areas: a month
// with its bare number.
func (s *sentence) monthAndNumber(q *quantity, d *draft) bool {
	for k := range s.when {
		t := &s.when[k]
		if t.to != q.from || t.grain != grainMonth && t.grain != grainSeason || t.role == since {
			continue
		}
		if !s.hasDraft(claim.AreaChange) && s.r.inSeries(0) { // "By month: Dec. 427, Jan. 319"
			d.Actor, d.Direction, d.from = s.r.series.actor, s.r.series.direction, t.from
			d.Window, d.window = t.win, windowSet
			d.Window.Phrase = s.slice(t.from, t.to)
			d.recalled = true
			d.Why = "a month and its number, in a run of areas"
			return true
		}
		for j := len(s.drafts) - 1; j >= 0; j-- {
			p := s.drafts[j]
			if p.Kind != claim.AreaChange || p.to > t.from {
				continue
			}
			d.Actor, d.Direction, d.from = p.Actor, p.Direction, t.from
			d.Window, d.window = t.win, windowSet
			d.Window.Phrase = s.slice(t.from, t.to)
			d.recalled = true
			d.Why = "a month and its number, in a run of areas"
			return true
		}
	}
	return false
}

// priorChange is the change told before token i in the sentence, else the series.
func (s *sentence) priorChange(i int) (actor string, direction claim.Direction, win claim.Window, ok bool) {
	for j := len(s.drafts) - 1; j >= 0; j-- {
		if p := s.drafts[j]; p.Kind == claim.AreaChange && p.to <= i {
			return p.Actor, p.Direction, claim.NoWindow, true
		}
	}
	if s.r.inSeries(1) {
		return s.r.series.actor, s.r.series.direction, s.r.series.window, true
	}
	return "", "", claim.NoWindow, false
}

// bracketed reads "a quarter less than in the autumn (1,260)": the figure of the
// period before the brackets.
func (s *sentence) bracketed(q *quantity, d *draft) bool {
	if s.low(q.from-1) != "(" || s.low(q.to) != ")" {
		return false
	}
	for k := range s.when {
		t := &s.when[k]
		if t.to != q.from-1 || t.role == since {
			continue
		}
		actor, direction, _, ok := s.priorChange(q.from)
		if !ok {
			for j := range s.drafts {
				if p := s.drafts[j]; p.Kind == claim.Comparison && p.Actor != "" {
					actor, direction, ok = p.Actor, claim.Gained, true
				}
			}
		}
		if !ok {
			return false
		}
		d.Actor, d.Direction, d.from = actor, direction, t.from
		d.Window, d.window, d.recalled = t.win, windowSet, true
		d.Window.Phrase = s.slice(t.from, t.to)
		d.Why = "in brackets behind its period"
		return d.Actor != ""
	}
	return false
}

// gapped reads "Russia took 52 square kilometres and Ukraine 8": a party and its
// number, the verb left out.
func (s *sentence) gapped(q *quantity, d *draft) bool {
	for _, a := range s.actors {
		if a.to != q.from || a.form != byName || a.prep != "" || !s.r.isBelligerent(a.party) || s.low(a.from-1) != "and" && s.low(a.from-1) != "," && s.low(a.from-1) != ";" {
			continue
		}
		for j := len(s.drafts) - 1; j >= 0; j-- {
			if p := s.drafts[j]; p.Kind == claim.AreaChange && p.Actor == s.other(a.party) {
				d.Actor, d.Direction, d.from = a.party, p.Direction, a.from
				d.window = windowSentence
				d.Why = "the verb of the other side's figure, left out"
				return true
			}
		}
	}
	return false
}

// putAt reads "ISW puts it at 402 sq km", "which Groundglass puts at 994": another
// count of what was told before.
func (s *sentence) putAt(q *quantity, d *draft) bool {
	if s.anotherCount(q, d) {
		return true
	}
	if s.low(q.from-1) != "at" {
		return false
	}
	for k := q.from - 2; k >= 0 && k > q.from-6; k-- {
		if w := s.low(k); w != "puts" && w != "put" && w != "putting" {
			continue
		}
		between := s.low(k + 1)
		if between != "it" && between != "at" && between != "that" && between != "the" && between != "them" && between != "this" {
			return false
		}
		actor, direction, win, ok := s.priorChange(k)
		if !ok {
			return false
		}
		d.Actor, d.Direction, d.from = actor, direction, k
		d.Window, d.window = win, windowSentence
		if win.From != control.NoDay {
			d.window = windowInherit
		}
		if a, b, found := s.subjectSpan(k); found {
			if name, through, _ := s.nameOf(a, b); name != "" && s.speakerLike(a, b) {
				d.Attribution, d.Through, d.source = name, through, sourceSet
			}
		}
		d.Why = "another count of the figure before it"
		return true
	}
	return false
}

// countVerbs are what a source does that has a figure of its own.
var countVerbs = set("arrives arrived gets got gives gave has had finds found counts counted makes made shows showed reckons reckoned says said records recorded registers registered measures measured sees saw lists listed reports reported estimates estimated prints printed logs logged calculates calculated claims claimed")

// anotherCount reads "AFP, working from ISW data, gets 447", "The tracker we
// cited, Meridian, gave 275 sq km", "The ministry gives us 570": a source's own
// figure for what was told before.
func (s *sentence) anotherCount(q *quantity, d *draft) bool {
	k := q.from - 1
	if w := s.low(k - 1); s.low(k) == "at" && (w == "arrives" || w == "arrived" || w == "comes" && s.low(k-2) != "that") { // "arrives at 4,336"
		k--
	}
	if w := s.low(k); w == "us" || w == "it" || w == "only" || w == "russia" || w == "ukraine" || w == "moscow" || w == "kyiv" {
		k--
	}
	if d2, ok := s.ownersCount(q); ok {
		d.Actor, d.Direction, d.Window, d.window, d.from = d2.Actor, d2.Direction, d2.Window, d2.window, d2.from
		d.Attribution, d.source, d.Why = d2.Attribution, sourceSet, d2.Why
		return true
	}
	if k < 1 || !countVerbs[s.low(k)] || auxiliary[s.low(k)] && q.dim == bare && s.low(k) != "has" && s.low(k) != "had" {
		return false
	}
	actor, direction, win, ok := s.priorChange(k)
	if !ok && s.r.blocks-s.r.series.block <= 2 && s.r.series.actor != "" {
		actor, direction, win, ok = s.r.series.actor, s.r.series.direction, s.r.series.window, true
	}
	if !ok {
		return false
	}
	a, b, found := s.countingSource(k)
	if !found {
		return false
	}
	name, through, _ := s.nameOf(a, b)
	if name == "" || s.belligerentName(a, b) {
		return false
	}
	d.Actor, d.Direction, d.from = actor, direction, a
	for _, x := range s.actors {
		if x.from == k+1 && s.r.isBelligerent(x.party) { // "gives Russia 12"
			d.Actor = x.party
		}
	}
	d.Window, d.window = win, windowSentence
	if win.From != control.NoDay {
		d.window = windowInherit
	}
	d.Attribution, d.Through, d.source = name, through, sourceSet
	d.Why = "a source's own count of the figure before it"
	return true
}

// ownersCount reads "Kestrel's count came out at 1,930": the figure of a
// publisher whose noun it is.
func (s *sentence) ownersCount(q *quantity) (draft, bool) {
	for _, h := range s.hits {
		if h.class != figureNoun || h.to > q.from || q.from-h.to > 4 || s.low(h.from-1) != "'s" {
			continue
		}
		name, b := s.lastOwnerName(h.from)
		actor, direction, win, ok := s.priorChange(h.from)
		if name == "" || !ok || s.timeOver(b) != nil {
			continue
		}
		if _, side := s.is(partyName, b); side {
			continue
		}
		d := draft{from: b, window: windowSentence}
		d.Actor, d.Direction, d.Window, d.Attribution = actor, direction, win, name
		if win.From != control.NoDay {
			d.window = windowInherit
		}
		d.Why = "a publisher's own figure"
		return d, true
	}
	return draft{}, false
}

// countingSource is the noun phrase of a publisher that is the subject of the
// verb at token k, a name in apposition right before the verb coming first.
func (s *sentence) countingSource(k int) (a, b int, ok bool) {
	if s.low(k-1) == "," { // "The tracker we cited, Meridian, gave"
		i := k - 2
		for i > 0 && s.low(i) != "," {
			i--
		}
		if s.low(i) == "," && s.toks[i+1].capital() && s.toks[k-2].capital() {
			return i + 1, k - 1, true
		}
	}
	a, b, ok = s.subjectSpan(k)
	if !ok {
		return 0, 0, false
	}
	for j := a; j < b; j++ {
		if _, is := s.is(sourceName, j); is || publisherWords[s.low(j)] || speakerNouns[s.low(j)] {
			return a, b, true
		}
	}
	name := s.slice(a, b)
	if s.definitePublisher(a, b) != "" {
		return a, b, true
	}
	return a, b, name != "" && (name == s.r.publisher || strings.Contains(s.r.publisher, name) || name == s.r.source.name)
}

// belligerentName reports a noun phrase that is a side itself.
func (s *sentence) belligerentName(a, b int) bool {
	for _, x := range s.actors {
		if x.from >= a && x.to <= b && (x.form == byName || x.form == byForces || x.form == byPronoun) && s.r.isBelligerent(x.party) && x.to == b {
			return true
		}
	}
	return false
}
