package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// pacedUntil reports a sentence that tells a date at a pace.
func (s *sentence) pacedUntil() bool {
	hasUntil := false
	for _, t := range s.when {
		if t.role == until && (s.low(t.from) == "until" || s.low(t.from) == "till") || t.role == until && s.low(t.from) == "by" {
			hasUntil = true
		}
		if t.role == before && (s.future || contains(s.toks, 0, t.from, "unlikely")) {
			hasUntil = true
		}
	}
	yearsOf := false
	for k := range s.toks {
		if s.low(k) == "years" || s.low(k) == "months" || s.low(k) == "decade" || s.low(k) == "decades" {
			yearsOf = true
		}
	}
	if !hasUntil && !yearsOf {
		return false
	}
	for k := range s.toks {
		switch s.low(k) {
		case "pace", "rate", "speed", "tempo":
			if p := s.low(k - 1); p != "interest" && p != "exchange" {
				return true
			}
		case "unlikely":
			if s.low(k+1) == "to" && hasUntil {
				return true // "are unlikely to complete the seizure of Donetsk before 2027"
			}
		case "need", "needs", "take", "complete":
			if _, n := cardinal(s.toks, k+1); n > 0 && (s.low(k) == "needs" || s.low(k) == "need") {
				return true // "needs 11 more months to take the rest"
			}
			if s.low(k-1) == "would" || s.low(k-1) == "not" || s.low(k-1) == "will" {
				return true
			}
		}
	}
	return false
}

// isSide reports the country of a side other than the war's home.
func (s *sentence) isSide(region string) bool {
	for _, p := range s.r.lex.parties {
		if p.Country == region && region != s.r.lex.war.Home {
			return true
		}
	}
	return false
}

func (s *sentence) paceUntil() []draft {
	if !s.pacedUntil() {
		return s.paceReaches()
	}
	// what is to be taken: a region behind a word of taking
	for _, h := range s.hits {
		if h.class != gainVerb && h.class != gainNoun && h.class != occupyVerb && !(h.class == holdVerb && s.low(h.from) == "control") {
			continue
		}
		name := ""
		for k := h.to; k < min(len(s.toks), h.to+7); k++ {
			if n, _ := s.regionAt(k); n != "" && !s.isSide(n) {
				name = n
				break
			}
		}
		rest := ""
		for k := h.to; k < min(len(s.toks), h.to+7); k++ {
			switch s.low(k) {
			case "remainder", "rest", "remaining":
				rest = first(s.r.lastPart.region, s.r.region)
			case "regions", "provinces", "oblasts":
				rest = "-" // several, not named
			}
		}
		if name == "" && rest == "" {
			continue
		}
		if name == "" && rest != "-" {
			name = rest
		}
		d := draft{anchor: h.from, window: windowSet, source: sourceSeries, setMode: true}
		d.from, d.to = h.from, min(len(s.toks), h.to+5)
		for i := range s.when {
			t := &s.when[i]
			if t.role == until || t.role == before {
				d.Window = t.win
				if t.role == before && t.win.To != control.NoDay && t.win.From == control.NoDay && (contains(s.toks, max(0, t.from-16), t.from, "not") || contains(s.toks, max(0, t.from-16), t.from, "unlikely")) { // "would not seize the rest before February 2028"
					d.Window, d.Bound = claim.Window{From: t.win.To + 1, To: control.NoDay}, claim.AtLeast
				}
				d.Window.Phrase = s.slice(t.from, t.to)
				d.from, d.to = min(d.from, t.from), max(d.to, t.to)
				t.baseline = true
				if s.low(t.from) == "by" && t.win.From == control.NoDay {
					d.Window.From = control.NoDay
				}
				if contains(s.toks, t.from, t.to, "least") {
					d.Bound = claim.AtLeast
				}
			}
		}
		if d.Window == (claim.Window{}) {
			d.Window = claim.NoWindow
		}
		for _, q := range s.qty {
			unit := s.low(q.to)
			if unit == "more" || unit == "further" || unit == "additional" {
				unit = s.low(q.to + 1)
			}
			if unit == "years" || unit == "months" {
				d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
				q.used = true
				d.from, d.to = min(d.from, q.from), max(d.to, q.to+1)
			}
		}
		for _, a := range s.actors {
			if a.to <= h.from && (a.form == byName || a.form == byForces || a.form == byPronoun) && a.prep == "" {
				d.Actor = a.party
			}
		}
		if d.Actor == "" {
			d.Actor = s.r.lex.invader
		}
		d.Direction, d.Region, d.Modality = claim.Gained, name, claim.Forecast
		d.Why = "a date for taking a region at a pace"
		return []draft{d}
	}
	return s.paceReaches()
}

// paceReaches reads a far date by which a region would be somebody's, without a
// verb of taking: "At this tempo the rest of Donetsk would be in Russian hands in
// November 2027", "would not have the whole of the Donbas before the autumn of
// 2031".
func (s *sentence) paceReaches() []draft {
	would := -1
	paced := false
	for k := range s.toks {
		switch s.low(k) {
		case "would", "will", "won't", "wouldn't":
			if would < 0 {
				would = k
			}
		case "pace", "rate", "speed", "tempo", "steady", "otherwise", "repeat", "trend":
			paced = true
		case "on": // "if Russia goes on as it has since January"
			paced = paced || (s.low(k-1) == "goes" || s.low(k-1) == "go" || s.low(k-1) == "carries" || s.low(k-1) == "carry") && s.low(k+1) == "as"
		}
	}
	if would < 0 {
		return nil
	}
	var when *timePhrase
	for k := range s.when {
		t := &s.when[k]
		late := s.r.published != control.NoDay && (t.win.From != control.NoDay && t.win.From > s.r.published+150 || t.win.From == control.NoDay && t.win.To != control.NoDay && t.win.To > s.r.published+150)
		limit := (t.role == until || t.role == before) && (contains(s.toks, would, t.from, "not") || strings.HasSuffix(s.low(would), "n't"))
		if t.from > would && (late && paced || late && limit || limit && paced) {
			when = t
			break
		}
	}
	if when == nil {
		return nil
	}
	d := draft{from: would, to: when.to, anchor: would, window: windowSet, source: sourceSeries, setMode: true}
	for k := when.from; k >= 0; k-- {
		if n, e := s.regionAt(k); n != "" && n != s.r.lex.war.Home && !s.isSide(n) && e <= when.from {
			d.Region, d.from = n, min(d.from, s.nounStart(k))
		}
	}
	if d.Region == "" {
		d.Region = s.regionSoFar(would)
	}
	if d.Region == "" || d.Region == s.r.lex.war.Home {
		return nil
	}
	d.Actor = s.r.lex.invader
	for _, a := range s.actors {
		if s.r.isBelligerent(a.party) && a.form != asPlace && (a.form != byOwner || s.low(a.to) == "hands") {
			d.Actor = a.party
			if a.to <= would {
				d.from = min(d.from, a.from)
			}
			break
		}
	}
	d.Window = when.win
	if when.role == before && when.win.To != control.NoDay { // "before the autumn of 2031"
		d.Window = claim.Window{From: when.win.To + 1, To: control.NoDay}
		d.Bound = claim.AtLeast
	}
	d.Window.Phrase = s.slice(when.from, when.to)
	when.baseline = true
	d.Direction, d.Modality = claim.Gained, claim.Forecast
	d.Why = "a date at which a region would be a side's"
	s.paced = true
	return []draft{d}
}

func (s *sentence) streak() []draft {
	for i := range s.toks {
		end, unitAt := 0, 0
		unit := ""
		switch {
		case s.low(i) == "in" && s.low(i+1) == "a" && s.low(i+2) == "row":
			end, unitAt = i+3, i-1
		case s.low(i) == "in" && s.low(i+1) == "succession" && s.timeUnit(i-1), s.low(i) == "on" && s.low(i+1) == "end" && s.timeUnit(i-1):
			end, unitAt = i+2, i-1
		case s.low(i) == "on" && s.low(i+1) == "the" && s.low(i+2) == "trot" && s.timeUnit(i-1):
			end, unitAt = i+3, i-1
		case s.low(i) == "running" && s.timeUnit(i-1):
			end, unitAt = i+1, i-1
		case (s.low(i) == "straight" || s.low(i) == "consecutive" || s.low(i) == "successive") && s.timeUnit(i+1):
			end, unitAt, unit = i+2, i-1, s.low(i+1)
		default:
			continue
		}
		unit = strings.TrimSuffix(first(unit, s.low(unitAt)), "s")
		if unitAt < 0 {
			continue
		}
		v, from := 0.0, unitAt
		for k := unitAt; k >= 0 && k >= unitAt-2; k-- {
			if o := ordinals[s.low(k)]; o > 0 {
				v, from = float64(o), k
				break
			}
			if x, n := cardinal(s.toks, k); n > 0 {
				v, from = x, k
				break
			}
		}
		if v == 0 {
			continue
		}
		d := draft{from: from, to: end, anchor: from, window: windowSet, source: sourceSeries}
		if !s.aboutGround() && s.r.blocks-s.r.series.block > 1 {
			continue
		}
		if !s.aboutGround() && !s.anaphoric() {
			continue
		}
		d.Value, d.Unit = claim.Value{v}, claim.Count
		for k := end; k < len(s.toks); k++ {
			if w := s.low(k); w == "ahead" || w == "net" {
				d.Direction = claim.Net
			}
		}
		if s.moreThanLost() {
			d.Direction = claim.Net
		}
		d.Actor = s.mainSubject()
		for _, a := range s.actors {
			if a.from >= end && a.form != asPlace {
				d.Actor = a.party
				d.to = min(len(s.toks), a.to+3)
				break
			}
		}
		if d.Actor == "" {
			d.Actor = s.r.series.actor
		}
		if t := s.bestTime(d.from, d.to, d.anchor); t != nil && t.from < d.from && s.commaFree(t.to, d.from) {
			d.Window = t.win
			d.Window.Phrase = s.slice(t.from, t.to)
			if days := t.win.To - t.win.From + 1; t.win.From != control.NoDay && t.win.To != control.NoDay && (unit == "week" && days == 7 || unit == "month" && days >= 28 && days <= 31) {
				s.r.last = t.win
				d.Window = s.streakWindow(int(v), unit)
			}
		} else {
			if len(s.when) > 0 && s.when[0].role == within && s.when[0].win.From != control.NoDay {
				s.r.last = s.when[0].win
			}
			d.Window = s.streakWindow(int(v), unit)
		}
		d.from = s.nounStart(d.from)
		d.Why = "so many in a row"
		for _, q := range s.qty {
			if q.from >= from-1 && q.to <= end {
				q.used = true
			}
		}
		return []draft{d}
	}
	return nil
}

// moreThanLost reports "gained more ground than it gave up": a balance.
func (s *sentence) moreThanLost() bool {
	gain, than := -1, -1
	for k := range s.toks {
		if s.low(k) == "than" && contains(s.toks, max(0, k-4), k, "more") {
			than = k
		}
	}
	for _, t := range s.trig {
		if t.class == gainVerb && t.to <= than {
			gain = t.from
		}
		if t.class == loseVerb && t.from > than && than > 0 && gain >= 0 && t.from-than < 5 {
			return true
		}
	}
	return false
}

// commaFree: no clause of its own stands between, "for" apart: "slowed in the
// second half of 2025, for the third year running".
func (s *sentence) commaFree(i, j int) bool {
	for k := i; k < j; k++ {
		if s.low(k) == "," && s.low(k+1) != "for" {
			return false
		}
	}
	return true
}

// streakWindow is the window so far, reaching back as many months.
func (s *sentence) streakWindow(n int, unit string) claim.Window {
	w := s.r.last
	w.Phrase = ""
	if n < 1 || n >= 100 || w.From == control.NoDay || w.To == control.NoDay {
		return w
	}
	switch days := w.To - w.From + 1; {
	case unit == "month":
		w.From = control.DayOf(w.From.Time().AddDate(0, -(n - 1), 0))
	case unit == "week" && days == 7:
		w.From -= control.Day(7 * (n - 1))
	case unit == "quarter" && days > 85 && days < 95:
		w.From = control.DayOf(w.From.Time().AddDate(0, -3*(n-1), 0))
	}
	return w
}

func (s *sentence) timeUnit(i int) bool {
	switch s.low(i) {
	case "day", "days", "week", "weeks", "month", "months", "year", "years", "quarter", "quarters":
		return true
	}
	return false
}

// nounStart steps back over an article.
func (s *sentence) nounStart(i int) int {
	if i > 0 && determiners[s.low(i-1)] {
		return i - 1
	}
	return i
}

// aboutGround reports whether the sentence speaks of ground, advances or losses.
func (s *sentence) aboutGround() bool {
	for _, h := range s.hits {
		switch h.class {
		case gainNoun, loseNoun, netNoun, territoryNoun:
			if h.class != territoryNoun || s.low(h.from) == "territory" || s.low(h.from) == "ground" || s.low(h.from) == "land" {
				return true
			}
		case gainVerb, moveVerb:
			if w := s.low(h.from); w != "add" && w != "added" && w != "drove" && w != "take" && w != "won" {
				return true
			}
		}
	}
	for k := range s.toks {
		switch s.low(k) {
		case "advance", "advances", "offensive", "progress", "front", "territorial", "pace", "tempo", "rate", "ahead", "surplus", "ground":
			return true
		}
	}
	return false
}

var riseWords = set("declined slowed accelerated quickened increased decreased fallen risen dropped slowing accelerating speeding slackened stalled halved doubled tripled eased dwindled shrunk picked speed sped slow speeded fell rose steady slower faster decelerated progress stagnated intensified")

func (s *sentence) riseOrFall() []draft {
	for _, x := range s.drafts {
		if x.Kind == claim.Trend {
			return nil
		}
	}
	at := -1
	for k := range s.toks {
		if riseWords[s.low(k)] && !(s.low(k) == "progress" && s.low(k-1) != "steady" && s.low(k-1) != "slow" && s.low(k-1) != "little" && s.low(k-1) != "rapid") {
			at = k
			break
		}
	}
	if at < 0 {
		return nil
	}
	if s.low(at) == "steady" && s.low(at+1) != "progress" && s.low(at+1) != "gains" && s.low(at+1) != "advances" && s.low(at+1) != "advance" {
		return nil
	}
	var when *timePhrase
	for k := range s.when {
		t := &s.when[k]
		if t.role == since || t.role == within && t.grain >= grainMonth && !s.speechTime(t) {
			if when == nil || t.role == since {
				when = t
			}
		}
	}
	if when == nil {
		return nil
	}
	ground := false
	for k := range s.toks {
		switch s.low(k) {
		case "rate", "pace", "tempo", "advance", "advances", "progress", "offensive", "gains", "momentum", "losses":
			if s.low(k-1) != "interest" && s.low(k-1) != "exchange" {
				ground = true
			}
		}
	}
	if !ground && !(s.low(0) == "it" && s.r.lastKind == claim.Trend) {
		return nil
	}
	for _, q := range s.qty {
		if (q.dim == area || q.dim == percent) && !q.used && !(q.to < at && contains(s.toks, q.to, at, "and") && at-q.to > 5) {
			return nil
		}
	}
	d := draft{from: at, to: min(at+1, len(s.toks)), anchor: at, window: windowSet, source: sourceLead}
	d.Window = when.win
	d.Window.Phrase = s.slice(when.from, when.to)
	d.from, d.to = min(at, when.from), max(at+1, when.to)
	for _, a := range s.actors {
		if a.to <= at && a.form != asPlace {
			d.Actor = a.party
			d.from = min(d.from, a.from)
		}
	}
	if d.Actor == "" {
		d.Actor = s.r.series.actor
	}
	if d.Actor == "" {
		d.Actor = s.r.subject
	}
	if d.Actor == "" {
		return nil
	}
	d.Why = "“" + s.low(at) + "” of an advance or its rate, " + d.Window.Phrase
	return []draft{d}
}
