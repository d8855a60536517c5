package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

var trendRules = []Rule{
	{
		Name: "rate", Kind: claim.Trend,
		Says: "an area or length per day, week, month or year, or an average of such",
		Examples: []Example{
			{"Russian forces seized 1,871 sq km, an average of 15.2 sq km per day.", "", "actor=russia direction=gained value=15.2 unit=km2"},
			{"Its advance averaged 480 sq km a month.", "", "value=480 unit=km2"},
			{"Russia took 480 sq km in a month of fighting.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			unit := q.unit
			if n := s.low(q.to + 1); q.dim == bare && unit == claim.Count && s.hasArea() && (s.low(q.to) == "a" || s.low(q.to) == "per") && (n == "day" || n == "week" || n == "month" || n == "year") {
				unit = s.areaUnit() // "1,240 sq km, or 13.5 a day"
			} else if q.dim != area && q.dim != length || q.converted {
				return draft{}, false
			}
			why, end := s.rate(q)
			if why == "" {
				return draft{}, false
			}
			d := draft{from: q.from, to: end, anchor: q.core, window: windowInherit, source: sourceSeries}
			d.Value, d.Unit, d.Approx, d.Bound = q.value, unit, q.approx, q.bound
			d.Why = why
			d.Direction = claim.Gained
			if t, _, ok := s.governing(k, q); ok {
				d.Actor, _ = s.subjectOf(t)
				switch t.class {
				case loseVerb, loseNoun:
					d.Direction = claim.Lost
				case netNoun:
					d.Direction = claim.Net
				}
				if t.from < q.from && q.from-t.from < 8 {
					d.from = t.from
				}
			}
			for _, h := range s.hits {
				if (h.class == gainNoun || h.class == moveVerb) && h.to <= q.from && q.from-h.to < 8 {
					d.from = min(d.from, h.from)
				}
			}
			if d.Actor == "" {
				if d.Actor = s.mainSubject(); d.Actor == "" {
					d.Actor = s.r.subject
				}
			}
			if d.Actor == "" {
				d.Actor = s.r.series.actor
			}
			d.Region = s.regionFor(end, q.from)
			return d, true
		},
	},
	{
		Name: "pace until", Kind: claim.Trend,
		Says: "a date by which a region would be taken at the present pace",
		Examples: []Example{
			{"At this pace Russia would need until 2029 to absorb the rest of Donetsk.", "2026-04-21", "actor=russia direction=gained region=Donetsk modality=forecast from=2029-01-01 to=2029-12-31"},
			{"He lived in Kyiv until 2019.", "", ""},
		},
		sentence: (*sentence).paceUntil,
	},
	{
		Name: "streak", Kind: claim.Trend,
		Says: "so many days, weeks, months or years in a row",
		Examples: []Example{
			{"That was the second month in a row in which Ukraine came out ahead.", "2026-04-21", "actor=ukraine value=2 unit=count"},
			{"The Russian advance sped up for the third year running.", "", "actor=russia value=3 unit=count"},
			{"A strike cut power for a third day.", "", ""},
		},
		sentence: (*sentence).streak,
	},
	{
		Name: "rise or fall since", Kind: claim.Trend,
		Says: "a rate or an advance that has quickened, slowed or held since a day",
		Examples: []Example{
			{"The rate of Russian advance has declined in every month since November 2025.", "", "from=2025-11-01"},
			{"Russian forces have made steady progress since last summer.", "2026-02-17", "actor=russia from=2025-06-01"},
			{"Prices have declined since May 2024.", "", ""},
		},
		sentence: (*sentence).riseOrFall,
	},
}

// rate reads what makes a quantity a rate.
func (s *sentence) rate(q *quantity) (why string, end int) {
	end = q.to
	if q.convertedBy != nil {
		end = q.convertedBy.to
		if s.low(end) == ")" {
			end++
		}
	}
	w, w1 := s.low(end), s.low(end+1)
	if (w == "per" || w == "a" || w == "each" || w == "every" || w == "/") && (w1 == "day" || w1 == "week" || w1 == "month" || w1 == "year") {
		return "a figure " + w + " " + w1, end + 2
	}
	if w == "daily" || w == "monthly" || w == "weekly" {
		return "a " + w + " figure", end + 1
	}
	for k := max(0, q.from-7); k < q.from; k++ {
		switch s.low(k) {
		case "averaged", "averaging", "averages":
			return "an average", end
		case "average", "mean":
			if s.low(k+1) == "of" || s.low(k+1) == "monthly" || s.low(k+1) == "daily" || s.low(k-1) == "daily" || s.low(k-1) == "monthly" || s.low(k-1) == "weekly" {
				return "an average", end
			}
		case "rate", "pace", "clip":
			if s.low(k+1) == "of" && q.from-k < 5 {
				return "a " + s.low(k), end
			}
		}
	}
	return "", end
}

// pacedUntil reports a sentence that tells a date at a pace.
func (s *sentence) pacedUntil() bool {
	hasUntil := false
	for _, t := range s.when {
		if t.role == until && (s.low(t.from) == "until" || s.low(t.from) == "till") || t.role == until && s.low(t.from) == "by" {
			hasUntil = true
		}
		if t.role == before && s.future {
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
		case "need", "needs", "take", "complete":
			if s.low(k-1) == "would" || s.low(k-1) == "not" || s.low(k-1) == "will" {
				return true
			}
		}
	}
	return false
}

func (s *sentence) paceUntil() []draft {
	if !s.pacedUntil() {
		return nil
	}
	// what is to be taken: a region behind a word of taking
	for _, h := range s.hits {
		if h.class != gainVerb && h.class != gainNoun && h.class != occupyVerb && !(h.class == holdVerb && s.low(h.from) == "control") {
			continue
		}
		name := ""
		for k := h.to; k < min(len(s.toks), h.to+7); k++ {
			if n, _ := s.regionAt(k); n != "" {
				name = n
				break
			}
		}
		if name == "" {
			continue
		}
		d := draft{anchor: h.from, window: windowSet, source: sourceSeries, setMode: true}
		d.from, d.to = h.from, min(len(s.toks), h.to+5)
		for i := range s.when {
			t := &s.when[i]
			if t.role == until || t.role == before {
				d.Window = t.win
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
			if s.low(q.to) == "years" || s.low(q.to) == "months" {
				d.Value, d.Unit, d.Approx, d.Bound = q.value, s.low(q.to), q.approx, q.bound
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
	return nil
}

func (s *sentence) streak() []draft {
	for i := range s.toks {
		end, unitAt := 0, 0
		switch {
		case s.low(i) == "in" && s.low(i+1) == "a" && s.low(i+2) == "row":
			end, unitAt = i+3, i-1
		case s.low(i) == "running" && s.timeUnit(i-1):
			end, unitAt = i+1, i-1
		case (s.low(i) == "straight" || s.low(i) == "consecutive" || s.low(i) == "successive") && s.timeUnit(i+1):
			end, unitAt = i+2, i-1
		default:
			continue
		}
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
		} else {
			if len(s.when) > 0 && s.when[0].role == within && s.when[0].win.From != control.NoDay {
				s.r.last = s.when[0].win
			}
			d.Window = s.streakWindow(int(v), s.low(unitAt))
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
	if n > 0 && n < 100 && unit == "month" && w.From != control.NoDay && w.To != control.NoDay {
		w.From = control.DayOf(w.From.Time().AddDate(0, -(n - 1), 0))
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
		case "advance", "advances", "offensive", "progress", "front", "territorial", "pace", "tempo", "rate":
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
		if (q.dim == area || q.dim == percent) && !q.used {
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

var recordRules = []Rule{
	{
		Name: "superlative since", Kind: claim.Record,
		Says: "a superlative over a span: the smallest since, the best of the year, the most in any month",
		Examples: []Example{
			{"Russia took 132 sq km, its smallest monthly haul since April 2024.", "2026-03-03", "actor=russia from=2024-04-01"},
			{"The winter pace of advance was the slowest since the first half of 2024.", "2026-04-21", "from=2024-01-01"},
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
			{"It was the first meeting since May 2025.", "", ""},
		},
		sentence: (*sentence).firstSince,
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
	if best == nil || best.role != since {
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
		d.to = best.to
		best.baseline = true
		ok = true
	} else {
		for k := anchor; k < min(len(s.toks), anchor+12); k++ {
			w := s.low(k)
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
	} else if p := s.mainSubject(); p != "" {
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
		if m == 0 || unit != "year" && unit != "years" && unit != "months" {
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
		if !s.aboutGround() && s.r.blocks-s.r.series.block > 1 {
			continue
		}
		if !s.groundNounAfter(i) && !s.aboutGround() {
			continue
		}
		if n := s.low(h.to); n == "war" || n == "conflict" || n == "city" || n == "country" || n == "attack" || n == "bombardment" || n == "drone" || n == "nuclear" || n == "missile" || n == "barrage" {
			continue
		}
		d.Why = "“" + s.low(i) + "” over " + first(d.Window.Phrase, "the whole war")
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
		case "haul", "advance", "advances", "gain", "gains", "total", "figure", "month", "result", "loss", "losses", "pace", "rate", "since", "territorial", "week", "quarter", "year", "recapture", "tally":
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
		next := s.low(i + 1)
		if next == "round" || next == "meeting" || next == "talks" || next == "since" && !s.aboutGround() {
			continue
		}
		ground := false
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
