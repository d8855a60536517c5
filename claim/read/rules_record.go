package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

var recordRules = []Rule{
	{
		Name: "superlative since", Kind: claim.Record,
		Says: "a superlative over a span: the smallest since, the best of the year, the most in any month",
		Examples: []Example{
			{"Russia took 132 sq km, its smallest monthly haul since April 2024.", "2026-03-03", "actor=russia from=2024-04-01"},
			{"The winter pace of advance was the slowest since the first half of 2024.", "2026-04-21", "from=2024-01-01"},
			{"Russia took 218 square miles in July, the biggest monthly bite of the year so far.", "2025-08-09", "actor=russia from=2025-01-01"},
			{"Moscow took 701 sq km, the second-largest monthly gain of the war after that of November 2024.", "2025-12-02", "actor=russia value=2 from=2022-02-24"},
			{"Russian forces gained 4,800 sq km in 2024. The best month was November.", "2026-01-02", "actor=russia from=2024-01-01 to=2024-12-31"},
			{"It was the largest bridge in Europe.", "", ""},
		},
		sentence: (*sentence).superlativeSince,
	},
	{
		Name: "exceeded only", Kind: claim.Record,
		Says: "a figure exceeded so many times, or not at all, since a day",
		Examples: []Example{
			{"Moscow's army took 701 sq km, a tally exceeded only once since the spring of 2022.", "2025-12-05", "actor=russia from=2022-03-01"},
		},
		sentence: (*sentence).exceededOnly,
	},
	{
		Name: "first since", Kind: claim.Record,
		Says: "the first time, month or gain since a day",
		Examples: []Example{
			{"It was the first month since August 2024 in which Ukraine gained more ground than it lost.", "", "actor=ukraine from=2024-08-01"},
			{"Russia took 126 sq km in February, down from 245 in January. The drop was the first since March.", "2026-03-05", "actor=russia from=2025-03-01"},
			{"It was the first meeting since May 2025.", "", ""},
		},
		sentence: (*sentence).firstSince,
	},
	{
		Name: "beyond any", Kind: claim.Record,
		Says: "more or less than in any period of a span, or in no period since",
		Examples: []Example{
			{"Russia took 245 sq km in January, less than in any month since July.", "2026-02-02", "actor=russia from=2025-07-01"},
			{"Russian forces gained more ground in November than in any other month of 2025.", "2025-12-02", "actor=russia from=2025-01-01 to=2025-12-31"},
			{"In no month since March 2022 has Moscow's army captured so much land.", "2026-02-02", "actor=russia from=2022-03-01"},
			{"Not since the autumn of 2024 had Ukraine lost ground so fast.", "2026-02-02", "actor=ukraine from=2024-09-01"},
			{"More people came than in any year since 2019.", "", ""},
		},
		sentence: (*sentence).beyondAny,
	},
}

func (s *sentence) recordDraft(from, anchor int) (draft, bool) {
	d := draft{from: from, anchor: anchor, window: windowSet, source: sourceSeries}
	d.Window = claim.NoWindow
	var best *timePhrase
	for k := range s.when {
		t := &s.when[k]
		if t.from > anchor && (t.role == since || t.role == within && t.grain == grainYear || t.role == owner || t.role == same) && t.from-anchor < 14 && !s.speechTime(t) {
			if best == nil || t.role == since && best.role != since {
				best = t
			}
		}
	}
	d.to = anchor + 1
	ok := false
	if t := s.bestMonth(anchor); t != nil { // "The best month was July": of the year told before
		d.Window, d.to, ok, best = s.yearOf(t), t.to, true, nil
	}
	if k := s.ofTheWar(anchor); k > 0 && best != nil && best.role != since && k < best.from { // "the second-largest gain of the war after that of November 2024"
		best = nil
	}
	if !ok && (best == nil || best.role != since) {
		if from, end := s.inYears(anchor); end > 0 {
			d.Window = claim.Window{From: from, To: control.NoDay, Phrase: s.slice(end-2, end)}
			d.to, ok, best = end, true, nil
		}
	}
	if ok {
		// "the largest in almost three years"
	} else if best != nil {
		d.Window = best.win
		d.Window.Phrase = s.slice(best.from, best.to)
		if f := d.Window.From; best.role == since && best.grain == grainMonth && f != control.NoDay && s.r.published-f < 31 && s.r.published >= f && !strings.ContainsAny(d.Window.Phrase, "0123456789") {
			d.Window.From = control.DayOf(f.Time().AddDate(-1, 0, 0)) // told in March, "the first since March" is of last year
		}
		if p := s.r.published; best.grain == grainYear && contains(s.toks, best.from, best.to, "this") && p != control.NoDay && d.Window.From <= p && p < d.Window.To {
			d.Window.To = control.NoDay // the year is not over
		}
		d.to = best.to
		best.baseline = true
		ok = true
	} else {
		for k := anchor; k < min(len(s.toks), anchor+12); k++ {
			w := s.low(k)
			if from := s.yearHere(k); from != control.NoDay { // "the biggest bite of the year so far"
				d.to = k + 1
				if s.low(d.to) == "so" && s.low(d.to+1) == "far" {
					d.to += 2
				}
				d.Window = claim.Window{From: from, To: control.NoDay, Phrase: s.slice(k-2, d.to)}
				ok = true
				break
			}
			if w == "ever" || w == "yet" || w == "record" || w == "war" && (s.low(k-1) == "the" || s.low(k-1) == "whole") && (s.low(k-2) == "of" || s.low(k-2) == "in" || s.low(k-2) == "during") {
				d.to = k + 1
				ok = true
				if w == "war" {
					d.Window = claim.Window{From: s.r.lex.dates.start, To: control.NoDay, Phrase: s.slice(k-2, k+1)}
				}
			}
		}
	}
	if o := s.ownerBefore(anchor); o != "" {
		d.Actor = o
	} else if a, ok := s.actorIn(anchor, min(len(s.toks), anchor+8)); ok && a.prep == "for" && s.r.isBelligerent(a.party) {
		d.Actor = a.party
	} else if p := s.subjectBehind(anchor); p != "" {
		d.Actor = p
	} else if p := s.fellTo(anchor); p != "" {
		d.Actor = p
	} else if p := s.mainSubject(); p != "" {
		d.Actor = p
	} else if p := s.agentBefore(anchor); p != "" {
		d.Actor = p
	} else if s.r.series.actor != "" {
		d.Actor = s.r.series.actor
	} else {
		d.Actor = s.r.subject
	}
	if name, okr := s.aroundPlace(anchor, min(len(s.toks), anchor+6)); okr {
		d.Region = name
	} else {
		for k := anchor; k < min(len(s.toks), anchor+6); k++ {
			if s.low(k) == "in" && !s.mask[k] {
				if n, _ := s.regionAt(min(k+1, len(s.toks)-1)); n != "" && n != s.r.lex.war.Home {
					d.Region = n
				}
			}
		}
	}
	return d, ok
}

// bestMonth is the month that a superlative names as the best of its year: "the best
// month was July", "its slowest quarter of the year came in spring".
func (s *sentence) bestMonth(anchor int) *timePhrase {
	k := anchor + 1
	if s.low(k-1) == "most" || s.low(k-1) == "least" {
		k++ // "the most productive month"
	}
	if s.timeUnit(k) || s.low(k) == "one" {
		k++
	} else if !beWords[s.low(k)] || s.r.lastKind != claim.Record && s.r.lastKind != claim.AreaChange {
		return nil
	}
	if s.low(k) == "of" && (s.low(k+1) == "the" || s.low(k+1) == "that" || s.low(k+1) == "all") && s.low(k+2) == "year" {
		k += 3
	} else if s.low(k) == "of" && s.low(k+1) == "all" {
		k += 2
	}
	if !beWords[s.low(k)] && s.low(k) != "came" && s.low(k) != ":" {
		return nil
	}
	k++
	if s.low(k) == "in" {
		k++
	}
	for j := range s.when {
		if t := &s.when[j]; t.from <= k && k < t.to && (t.grain == grainMonth || t.grain == grainWeek || t.grain == grainSeason) && t.role != since {
			return t
		}
	}
	return nil
}

// yearOf is the longer time that the text tells of around a month, where it has
// told one: else no window. The month is moved into it.
func (s *sentence) yearOf(t *timePhrase) claim.Window {
	span := claim.NoWindow
	for _, w := range []claim.Window{s.r.span, s.r.last, s.nearWindow(t.from)} {
		if w.From != control.NoDay && w.To != control.NoDay && w.To-w.From > 80 {
			span = w
		}
	}
	if span.From == control.NoDay {
		return claim.NoWindow
	}
	s.r.span = span
	span.Phrase = ""
	for by := 1; by < 5 && t.win.From != control.NoDay && t.win.From > span.To; by++ {
		t.win = shiftYear(t.win, -1)
	}
	return span
}

// ofTheWar is the token of "war" in "of the war" right behind a superlative's noun.
func (s *sentence) ofTheWar(i int) int {
	for k := i + 2; k < min(len(s.toks), i+8); k++ {
		if s.toks[k].kind == mark && s.low(k) != "-" {
			return 0
		}
		if s.low(k) == "war" && s.low(k-1) == "the" && (s.low(k-2) == "of" || s.low(k-2) == "in") {
			return k
		}
	}
	return 0
}

// yearHere is the first day of the year that "of the year" at token k means.
func (s *sentence) yearHere(k int) control.Day {
	if s.r.published == control.NoDay || s.low(k) != "year" || s.low(k-1) != "the" || s.low(k-2) != "of" && s.low(k-2) != "in" || s.low(k+1) == "of" || s.low(k+1) == "before" {
		return control.NoDay
	}
	return control.Date(s.r.published.Time().Year(), 1, 1)
}

// subjectBehind is the side of the clause that a record is told of: "It is the
// first time since November that Ukraine has regained more than it lost".
func (s *sentence) subjectBehind(anchor int) string {
	if w := s.low(0); w != "it" && w != "that" && w != "this" && w != "the" {
		return ""
	}
	for _, a := range s.actors {
		if a.to <= anchor && a.form != asPlace && !(a.from == 0 && a.form == byPronoun) {
			return ""
		}
	}
	for _, a := range s.actors {
		if a.from > anchor && s.r.isBelligerent(a.party) && (a.form == byName || a.form == byForces) && a.prep == "" && (s.low(a.from-1) == "that" || s.low(a.from-1) == "which" || s.low(a.from-2) == "that" || s.low(a.from-2) == "which") {
			return a.party
		}
	}
	return ""
}

// inYears reads "in almost three years", "in a year", "in 18 months" behind a
// superlative: the day so far back from the publication day.
func (s *sentence) inYears(i int) (from control.Day, end int) {
	for k := i; k < min(len(s.toks), i+9); k++ {
		if w := s.low(k); w != "in" && w != "for" {
			continue
		}
		j := k + 1
		for s.low(j) == "almost" || s.low(j) == "nearly" || s.low(j) == "about" || s.low(j) == "over" || s.low(j) == "more" || s.low(j) == "than" || s.low(j) == "at" || s.low(j) == "least" {
			j++
		}
		n, m := cardinal(s.toks, j)
		if m == 0 && s.low(j) == "a" {
			n, m = 1, 1
		}
		unit := s.low(j + m)
		if m == 0 || unit != "year" && unit != "years" && unit != "months" && unit != "weeks" {
			continue
		}
		if s.r.published == control.NoDay {
			return control.NoDay, j + m + 1
		}
		first, ok := spanUnit(unit, n, s.r.published)
		if !ok {
			continue
		}
		return first - 1, j + m + 1
	}
	return control.NoDay, 0
}

// fellTo is the side that ground fell or passed to before token i: "556 sq km fell
// to Russia in June, the highest figure of 2025".
func (s *sentence) fellTo(i int) string {
	for _, t := range s.trig {
		if t.class != fallVerb || t.to > i {
			continue
		}
		if a, ok := s.actorIn(t.to, min(i, t.to+4)); ok && a.prep == "to" && s.r.isBelligerent(a.party) {
			return a.party
		}
	}
	return ""
}

// agentBefore returns the party behind "by" before token i: "land regained by
// Ukraine in the week: 87 sq km, the most since".
func (s *sentence) agentBefore(i int) string {
	for k := len(s.actors) - 1; k >= 0; k-- {
		if a := s.actors[k]; a.to <= i && a.prep == "by" && s.r.isBelligerent(a.party) {
			return a.party
		}
	}
	return ""
}

// ownerBefore returns the party whose "its" or "Russia's" stands right before.
func (s *sentence) ownerBefore(i int) string {
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.form == byOwner && a.to <= i && i-a.to <= 2 {
			return a.party
		}
	}
	return ""
}

func (s *sentence) superlativeSince() []draft {
	for _, h := range s.hits {
		if h.class != superlative {
			continue
		}
		w := s.low(h.from)
		if (w == "most" || w == "least") && (s.low(h.to) == "of" || s.low(h.from-1) == "at" || s.low(h.from-1) == "the" && !s.sinceAfter(h.to)) {
			continue
		}
		i := h.from
		from := s.nounStart(i)
		if from == i && i > 0 && s.low(i-1) == "'s" {
			from = max(0, i-2)
		}
		d, ok := s.recordDraft(from, i)
		if !ok {
			continue
		}
		period := s.timeUnit(h.to) && s.sinceAfter(h.to) // "the worst month for civilians since July"
		onGround := s.anaphoric() && s.sinceAfter(h.to) && (s.r.lastKind == claim.Trend || s.r.lastKind == claim.AreaChange || s.r.lastKind == claim.Record)
		if !period && !onGround && !s.aboutGround() && !s.hasArea() && s.r.blocks-s.r.series.block > 1 {
			continue
		}
		if !period && !onGround && !s.groundNounAfter(i) && !s.aboutGround() && !s.hasArea() && !(s.r.inSeries(0) && s.sinceAfter(h.to)) {
			continue
		}
		if n := s.low(h.to); n == "war" || n == "conflict" || n == "city" || n == "country" || n == "attack" || n == "bombardment" || n == "drone" || n == "nuclear" || n == "missile" || n == "barrage" {
			continue
		}
		rank, at := ordinals[s.low(i-1)], i-1
		if s.low(i-1) == "-" {
			rank, at = ordinals[s.low(i-2)], i-2
		}
		if head, _, ok := strings.Cut(w, "-"); ok {
			rank, at = ordinals[head], i
		}
		if rank > 1 && at >= 0 { // "the second worst month"
			d.Value, d.Unit = claim.Value{float64(rank)}, claim.Count
			d.from = s.nounStart(at)
		}
		over := "the whole war"
		if d.Window.From != control.NoDay {
			over = "the time told before"
		}
		d.Why = "“" + s.low(i) + "” over " + first(d.Window.Phrase, over)
		return []draft{d}
	}
	return nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (s *sentence) sinceAfter(i int) bool {
	for _, t := range s.when {
		if t.role == since && t.from >= i {
			return true
		}
	}
	return false
}

func (s *sentence) groundNounAfter(i int) bool {
	for k := i; k < min(len(s.toks), i+5); k++ {
		switch s.low(k) {
		case "haul", "advance", "advances", "gain", "gains", "total", "figure", "month", "result", "loss", "losses", "pace", "rate", "since", "territorial", "week", "quarter", "year", "recapture", "tally", "months", "days", "weeks", "year-on-year", "setback", "setbacks", "territory", "ground", "retreat", "withdrawal", "conquest", "capture", "captures", "monthly", "weekly", "annual", "yearly", "quarterly", "daily", "net":
			return true
		}
	}
	return false
}

func (s *sentence) exceededOnly() []draft {
	for i := range s.toks {
		w := s.low(i)
		if !(w == "exceeded" || w == "surpassed" || w == "bettered" || w == "topped" || w == "beaten" || w == "matched" || w == "unmatched" || w == "unequalled" || w == "unsurpassed" || w == "unseen") {
			continue
		}
		if w == "matched" && s.low(i-1) != "not" && s.low(i+1) != "only" {
			continue
		}
		d, ok := s.recordDraft(max(0, i-2), i)
		if !ok {
			continue
		}
		d.Why = "“" + w + "” since a day"
		return []draft{d}
	}
	return nil
}

func (s *sentence) firstSince() []draft {
	for i := range s.toks {
		if s.low(i) != "first" || !s.sinceAfter(i) && s.low(i+1) != "time" {
			continue
		}
		if i+1 < len(s.toks) && s.toks[i+1].kind == number {
			continue
		}
		next := s.low(i + 1)
		change := next == "since" && beWords[s.low(i-2)] && changeNouns[s.low(i-3)] != 0 && s.r.inSeries(1) // "The drop was the first since March"
		if next == "round" || next == "meeting" || next == "talks" || next == "since" && !s.aboutGround() && !change {
			continue
		}
		ground := change
		for _, h := range s.hits {
			if h.class == gainNoun || h.class == loseNoun || h.class == netNoun || h.class == gainVerb && s.low(h.from) != "won" || h.class == loseVerb {
				ground = true
			}
		}
		for k := range s.toks {
			if (s.low(k) == "less" || s.low(k) == "more") && s.low(k+1) == "of" && k+2 < len(s.toks) {
				if n, _ := s.regionAt(k + 2); n != "" {
					ground = true
				}
			}
		}
		if !ground && !strings.HasPrefix(next, "territor") {
			continue
		}
		d, ok := s.recordDraft(s.nounStart(i), i)
		if !ok {
			continue
		}
		d.Why = "the first since a day"
		return []draft{d}
	}
	return nil
}
