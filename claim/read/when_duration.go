package read

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// spanUnit returns the days in n of a unit of time; months and years by the
// calendar, back from the day before ref.
func spanUnit(unit string, n float64, end control.Day) (from control.Day, ok bool) {
	if n < 1 || n > 400 {
		return 0, false
	}
	t := end.Time()
	switch unit {
	case "hour", "hours":
		days := control.Day((n + 23) / 24)
		return end - days + 1, true
	case "day", "days":
		return end - control.Day(n) + 1, true
	case "week", "weeks":
		return end - control.Day(7*n) + 1, true
	case "fortnight":
		return end - 13, true
	case "month", "months":
		return control.DayOf(t.AddDate(0, -int(n), 0)) + 1, true
	case "quarter", "quarters":
		return control.DayOf(t.AddDate(0, -3*int(n), 0)) + 1, true
	case "year", "years":
		return control.DayOf(t.AddDate(-int(n), 0, 0)) + 1, true
	}
	return 0, false
}

// sameWords liken a period to one told before: "in the corresponding months of 2024".
var sameWords = set("same corresponding equivalent comparable")

var pastWords = set("past last previous preceding recent prior")

// durationAt reads spans told by their length: "over the past week", "in the
// previous three months", "in the two weeks to 26 December", "over five months
// from July to November", "over the same 28 days", "in that time".
func (s *sentence) durationAt(i int) (timePhrase, bool) {
	toks := s.toks
	low := func(k int) string {
		if k < len(toks) {
			return toks[k].low
		}
		return ""
	}
	ref := s.r.published
	j := i + 1
	if low(j) == "at" && low(j+1) == "least" {
		j += 2
	}
	the := false
	if low(j) == "the" || low(j) == "these" || low(j) == "those" || low(j) == "its" || low(j) == "their" {
		the = true
		j++
	}
	if low(j) == "that" || low(j) == "this" || sameWords[low(j)] {
		if !sameWords[low(j)] && sameWords[low(j+1)] {
			j++
		}
		k := j + 1
		if _, n := cardinal(toks, k); n > 0 {
			k += n
		}
		switch low(k) {
		case "time", "period", "span", "window", "stretch", "interval", "days", "weeks", "months", "hours", "month", "week", "year", "day", "timeframe", "quarter", "half", "season", "fortnight", "weekend":
			if (low(j) == "this") && (low(k) == "month" || low(k) == "week" || low(k) == "year") {
				break
			}
			win := s.nearWindow(i)
			if win == s.r.last && s.r.told.From != control.NoDay {
				win = s.r.told
			}
			if since := s.sinceHere(i); since.From != control.NoDay {
				win = since
			}
			if low(j+1) == "period" || low(j+1) == "time" || sameWords[low(j)] || low(j) == "that" || low(j) == "this" {
				t := timePhrase{from: i, to: k + 1, role: same, win: win}
				if low(k+1) == "of" || low(k+1) == "in" {
					if y, n := s.calendar().yearWords(toks, k+2); n > 0 && y > 0 && win.From != control.NoDay {
						t.to, t.role = k+2+n, within
						t.win = shiftYear(win, y-win.From.Time().Year())
						return t, true
					}
				}
				if low(k+1) == "a" && low(k+2) == "year" && (low(k+3) == "earlier" || low(k+3) == "ago" || low(k+3) == "before") || low(k+1) == "last" && low(k+2) == "year" || low(k+1) == "of" && low(k+2) == "last" && low(k+3) == "year" {
					t.to = k + 4
					if low(k+1) == "last" {
						t.to = k + 3
					}
					t.role = within
					t.win = shiftYear(win, -1)
				}
				return t, true
			}
		}
	}
	if the && (low(j) == "month" || low(j) == "week" || low(j) == "quarter" || low(j) == "period") && low(j+1) != "of" && low(j+1) != "to" && low(j+1) != "before" && low(j+1) != "that" && low(j+1) != "ending" {
		w := s.nearWindow(i)
		if low(j) == "month" && w.To-w.From > 31 && s.r.month.From != control.NoDay {
			w = s.r.month // told before the longer time
		}
		if w.From != control.NoDay {
			return timePhrase{from: i, to: j + 1, role: same, win: w}, true // "during the month"
		}
	}
	if the && low(j) == "reporting" && low(j+1) == "period" {
		return timePhrase{from: i, to: j + 2, role: within, grain: grainWeek, win: s.r.headed}, true
	}
	past := false
	if pastWords[low(j)] || the && low(j) == "next" {
		past = true
		j++
	}
	n, m := cardinal(toks, j)
	if m > 0 && !past && pastWords[low(j+m)] { // "in the two previous years"
		past = true
		m++
	}
	if m == 0 {
		if low(j) == "few" || low(j) == "several" || low(j) == "couple" {
			j++
			if low(j) == "of" {
				j++
			}
			n, m = 0, 0
			if _, ok := spanUnit(low(j), 1, 0); ok && past {
				return timePhrase{from: i, to: j + 1, role: within, win: claim.NoWindow}, true
			}
			return timePhrase{}, false
		}
		n = 1
	}
	j += m
	if low(j) == "-" {
		j++
	}
	unit := low(j)
	if unit == "full" || unit == "calendar" || unit == "whole" {
		j++
		unit = low(j)
	}
	if _, ok := spanUnit(unit, n, 0); !ok {
		return timePhrase{}, false
	}
	j++
	t := timePhrase{from: i, to: j, role: within, win: claim.NoWindow}
	if unit == "day" || unit == "days" || unit == "hours" {
		t.grain = grainDay
	} else if unit == "week" || unit == "weeks" {
		t.grain = grainWeek
	} else {
		t.grain = grainMonth
	}
	if low(j) == "alone" {
		t.to++
	}
	if low(j) == "put" && low(j+1) == "together" {
		t.to = j
	}
	// to, ending, up to, through a day
	e := j
	switch {
	case low(e) == "to" || low(e) == "through" || low(e) == "until" || low(e) == "till" || low(e) == "before" || low(e) == "ending":
		e++
		if low(e) == "on" {
			e++
		}
	case low(e) == "up" && low(e+1) == "to" || low(e) == "leading" && low(e+1) == "to":
		e += 2
	case low(e) == "leading" && low(e+1) == "up" && low(e+2) == "to":
		e += 3
	default:
		e = 0
	}
	if e > 0 {
		if p, ok := s.calendar().period(toks, e); ok {
			t.to = p.to1
			if p.known() {
				end := p.to
				from, _ := spanUnit(unit, n, end)
				if unit == "hours" || unit == "hour" {
					from-- // a day's hours reach into the day before
				}
				t.win = claim.Window{From: from, To: end}
			}
			return t, true
		}
	}
	if low(j) == "from" {
		if r, ok := s.rangeAt(j); ok {
			return r, true // the phrase is the range
		}
	}
	if low(j) == "of" {
		// "the first three weeks of February", "the last week of March"
		return timePhrase{}, false
	}
	if !past {
		return timePhrase{}, false
	}
	if !pastWords[low(i+1)] && !the && m == 0 {
		return timePhrase{}, false
	}
	if (toks[j-1].low == "month" || toks[j-1].low == "week" || toks[j-1].low == "year") && m == 0 && contains(toks, i, j, "previous") && !s.r.last.Unknown() && s.r.last.From != control.NoDay {
		end := s.r.last.From - 1
		from, _ := spanUnit(unit, 1, end)
		t.win = claim.Window{From: from, To: end}
		return t, true
	}
	if (contains(toks, i, j, "previous") || contains(toks, i, j, "preceding") || contains(toks, i, j, "prior")) && s.nearWindow(i).From != control.NoDay {
		end := s.nearWindow(i).From - 1
		if from, ok := spanUnit(unit, n, end); ok {
			t.win = claim.Window{From: from, To: end}
		}
		if y := s.nearWindow(i).From.Time().Year(); unit == "years" && n >= 2 && s.nearWindow(i).To-s.nearWindow(i).From < 300 { // of a month or a season: calendar years
			t.win = claim.Window{From: control.Date(y-int(n), 1, 1), To: control.Date(y-1, 12, 31)}
		}
		return t, true
	}
	if ref != control.NoDay {
		if contains(toks, i, j, "next") {
			return t, true
		}
		end := ref - 1
		from, _ := spanUnit(unit, n, end)
		if unit == "hours" && n <= 24 || unit == "day" && n == 1 {
			end, from = ref, ref-1 // a day's hours reach into the day before
		}
		t.win = claim.Window{From: from, To: end}
	}
	return t, true
}

// nearWindow returns the closest window told before token i: in the sentence,
// else in the text before it.
func (s *sentence) nearWindow(i int) claim.Window {
	for k := len(s.when) - 1; k >= 0; k-- {
		if s.when[k].to <= i && s.when[k].win.From != control.NoDay && s.when[k].role != since {
			return s.when[k].win
		}
	}
	return s.r.last
}

// sinceHere returns the open window "since X" or "by X" that the sentence has
// told before token i, closed with the day before publication.
func (s *sentence) sinceHere(i int) claim.Window {
	for k := len(s.when) - 1; k >= 0; k-- {
		t := s.when[k]
		if t.to <= i && t.role == since && t.win.From != control.NoDay && s.r.published != control.NoDay {
			return claim.Window{From: t.win.From, To: s.r.published - 1}
		}
	}
	return claim.NoWindow
}

// agoAt reads "a year ago", "two years earlier", "twelve months ago", "almost
// two years ago": the one day that lies so far back, from the publication day
// or, for "earlier" and "before", from the window before it.
func (s *sentence) agoAt(i int) (timePhrase, bool) {
	toks := s.toks
	j := i
	if toks[j].low == "almost" || toks[j].low == "nearly" {
		j++
	}
	n, m := 1.0, 1
	if j < len(toks) && toks[j].low != "a" {
		if n, m = cardinal(toks, j); m == 0 {
			return timePhrase{}, false
		}
	}
	j += m
	if j+1 >= len(toks) {
		return timePhrase{}, false
	}
	unit := toks[j].low
	base := control.NoDay
	switch toks[j+1].low {
	case "later", "on":
		w := s.nearWindow(i)
		if toks[j+1].low == "on" || w.From == control.NoDay || unit == "day" || unit == "days" || n > 60 {
			return timePhrase{}, false
		}
		d := w.From.Time()
		var from control.Day
		switch unit {
		case "month", "months":
			from = control.DayOf(d.AddDate(0, int(n), 0))
		case "year", "years":
			from = control.DayOf(d.AddDate(int(n), 0, 0))
		case "week", "weeks":
			from = control.DayOf(d.AddDate(0, 0, 7*int(n)))
		default:
			return timePhrase{}, false
		}
		return timePhrase{from: i, to: j + 2, role: within, grain: grainMonth, win: claim.Window{From: from, To: from + (w.To - w.From)}}, true
	case "ago":
		base = s.r.published
	case "earlier", "before", "previously":
		if toks[j+1].low == "before" && j+2 < len(toks) && toks[j+2].kind == word && !clausePronouns[toks[j+2].low] {
			return timePhrase{}, false
		}
		if w := s.nearWindow(i); w.To != control.NoDay {
			if days := w.To - w.From + 1; w.From != control.NoDay && n == 1 && (unit == "month" && days >= 27 && days <= 31 || unit == "week" && days == 7) {
				from, to := w.From-7, w.From-1
				if unit == "month" {
					d := w.From.Time()
					from, to = monthSpan(d.Year(), d.Month()-1)
				}
				return timePhrase{from: i, to: j + 2, role: within, grain: grainWeek, win: claim.Window{From: from, To: to}}, true
			}
			base = w.To
			if w.From != control.NoDay && w.From != w.To {
				if _, ok := spanUnit(unit, n, 0); ok && (unit == "year" || unit == "years") {
					return timePhrase{from: i, to: j + 2, role: pointAt, win: shiftYear(w, -int(n))}, true
				}
			}
		} else {
			base = s.r.published
		}
	default:
		return timePhrase{}, false
	}
	if _, ok := spanUnit(unit, n, 0); !ok {
		return timePhrase{}, false
	}
	t := timePhrase{from: i, to: j + 2, role: pointAt, win: claim.NoWindow}
	if base != control.NoDay {
		from, _ := spanUnit(unit, n, base)
		from--
		t.win = claim.Window{From: from, To: from}
	}
	return t, true
}

// clausePronouns open a clause of their own behind "A month before".
var clausePronouns = set("it they its their he she")

// stepBefore reads "the month before", "the week earlier", "the previous week":
// the step of time before the window told last.
func (s *sentence) stepBefore(i int) (timePhrase, bool) {
	if u := s.low(i + 2); s.low(i+1) == "same" && (u == "day" || u == "week" || u == "month" || u == "year") {
		w := s.nearWindow(i)
		return timePhrase{from: i, to: i + 3, role: same, win: w}, w.From != control.NoDay
	}
	unit, end := s.low(i+1), i+3
	switch w := s.low(i + 2); {
	case w == "before" || w == "earlier" || w == "prior" || w == "previous":
		if n := s.low(end); (n == "that" || n == "this") && (s.mask == nil || end+1 >= len(s.toks) || s.toks[end+1].kind != word || w == "before") {
			end++ // "in the year before that"
		} else if end < len(s.toks) && s.toks[end].kind == word && !auxiliary[n] && !placePreps[n] && n != "'s" && n != "and" && n != "it" && n != "that" && n != "they" {
			return timePhrase{}, false // "the week before Christmas"
		}
	case pastWords[s.low(i+1)] && s.low(i+1) != "last" && s.low(i+1) != "past" && s.low(i+1) != "recent":
		unit = s.low(i + 2)
	default:
		return timePhrase{}, false
	}
	w := s.nearWindow(i)
	t := timePhrase{from: i, to: end, role: within, win: claim.NoWindow}
	var back int
	switch unit {
	case "day":
		t.grain, back = grainDay, 1
	case "week":
		t.grain, back = grainWeek, 7
	case "fortnight":
		t.grain, back = grainWeek, 14
	case "month":
		t.grain = grainMonth
		if w.From != control.NoDay {
			d := w.From.Time()
			t.win.From, t.win.To = monthSpan(d.Year(), d.Month()-1)
		}
		return t, true
	case "quarter":
		t.grain = grainSeason
		if w.From != control.NoDay {
			d := w.From.Time()
			t.win.From, t.win.To = control.Date(d.Year(), d.Month()-3, 1), control.Date(d.Year(), d.Month(), 1)-1
		}
		return t, true
	case "year":
		t.grain = grainYear
		if w.From != control.NoDay {
			t.win.From, t.win.To = yearSpan(w.From.Time().Year() - 1)
			if w.To-w.From < 200 || w.From.Time().YearDay() != 1 && w.To != control.NoDay {
				t.win = shiftYear(w, -1)
			}
		}
		return t, true
	default:
		return timePhrase{}, false
	}
	if w.From != control.NoDay {
		t.win.From, t.win.To = w.From-control.Day(back), w.From-1
	}
	return t, true
}

// shiftYear moves both ends by whole years.
func shiftYear(w claim.Window, by int) claim.Window {
	if w.From != control.NoDay {
		w.From = control.DayOf(w.From.Time().AddDate(by, 0, 0))
	}
	if w.To != control.NoDay {
		t := w.To.Time()
		last := t.AddDate(0, 0, 1).Day() == 1
		d := t.AddDate(by, 0, 0)
		if last { // the end of February stays one
			d = monthEnd(t.Year()+by, monthNo(int(t.Month())))
		}
		w.To = control.DayOf(d)
	}
	return w
}

// sinceEvent reads "since talks in Geneva in February": the date within the
// next few words.
func (s *sentence) sinceEvent(i int) (timePhrase, bool) {
	c := s.calendar()
	for j := i + 1; j < len(s.toks) && j < i+9; j++ {
		if s.toks[j].low == "," || s.toks[j].low == "." {
			break
		}
		if s.toks[j].low == "in" || s.toks[j].low == "on" || s.toks[j].low == "of" {
			if p, ok := c.period(s.toks, j+1); ok {
				return timePhrase{from: i, to: p.to1, role: since, grain: p.grain, win: claim.Window{From: p.from, To: control.NoDay}}, true
			}
		}
	}
	return timePhrase{}, false
}
