package read

import (
	"github.com/salient-project/salient/control"
)

// warDates are the days that a war's own words refer to. They come from the
// war's lexicon.
type warDates struct {
	start   control.Day // of the full-scale invasion
	phrases [][]string  // that name its start, as "the full-scale invasion"
}

// elided reports that a noun is left out at token i: the clause ends there.
func elided(toks []token, i int) bool {
	if i >= len(toks) {
		return true
	}
	switch toks[i].low {
	case "and", "but", "while", "to", "compared", "against":
		return true
	}
	return toks[i].kind == mark || toks[i].kind == quoteMark
}

// named reads periods that are named and not dated: seasons, quarters, "last
// month", "the weekend", "today", and the war's own dates.
func (c calendar) named(toks []token, i int) (period, bool) {
	p := period{from: control.NoDay, to: control.NoDay}
	low := func(k int) string {
		if k >= 0 && k < len(toks) {
			return toks[k].low
		}
		return ""
	}
	known := c.ref != control.NoDay
	set := func(from, to control.Day, g grain, n int) (period, bool) {
		return period{from: from, to: to, grain: g, to1: i + n, yearTold: p.yearTold}, true
	}
	unknown := func(g grain, n int) (period, bool) {
		return period{from: control.NoDay, to: control.NoDay, grain: g, to1: i + n}, true
	}
	w := low(i)
	// the war's start
	if c.war.start != control.NoDay {
		for _, ph := range c.war.phrases {
			if matchWords(toks, i, ph) {
				n := len(ph)
				switch low(i + n) {
				case "began", "started", "begun", "start":
					n++
				}
				return set(c.war.start, c.war.start, grainDay, n)
			}
		}
	}
	// feasts on a fixed day, as the start of a span: "since New Year"
	if (w == "new" && low(i+1) == "year" || w == "christmas") && i < len(toks) && toks[i].capital() {
		n, m, d := 1, monthNo(12), 25
		if w == "new" {
			n, m, d = 2, monthNo(1), 1
			if low(i+2) == "'s" {
				n++
			}
		}
		if low(i+n) == "day" || low(i+n) == "eve" {
			n++
		}
		if !known {
			return unknown(grainDay, n)
		}
		day := control.Date(c.ref.Time().Year(), m, d)
		if day > c.ref && !c.future {
			day = control.Date(c.ref.Time().Year()-1, m, d)
		}
		return set(day, day, grainDay, n)
	}
	if q, ok := c.partOfMonth(toks, i); ok {
		return q, true
	}
	// parts of a year: "first quarter of 2026", "second half of last year"
	ord := ordinals[w]
	if w == "final" || w == "last" || w == "closing" {
		ord = -1
	}
	if w == "opening" {
		ord = 1
	}
	if ord != 0 {
		if ord > 0 && low(i+1) == "week" && low(i+2) == "of" && (low(i+3) == "the" && low(i+4) == "war" || low(i+3) == "war") && c.war.start != control.NoDay {
			n := 4
			if low(i+3) == "the" {
				n = 5
			}
			from := c.war.start + control.Day(7*(ord-1))
			return set(from, from+6, grainWeek, n)
		}
		months, k := 0, i+1
		parts := 0
		if pt, ok := partsOfYear[low(i+1)]; ok && low(i+1) != "third" {
			months, parts = pt.months, pt.n
			k = i + 2
		} else if n, m := cardinal(toks, i+1); m > 0 && n >= 2 && n <= 11 && low(i+1+m) == "months" {
			months, parts, k = int(n), -1, i+2+m
		}
		if months > 0 && low(k) == "of" {
			j := k + 1
			if low(j) == "the" {
				j++
			}
			y, n := c.yearWords(toks, j)
			if low(j) == "year" || n > 0 {
				if n == 0 {
					n = 1
					if known {
						y = c.ref.Time().Year()
					}
				}
				n += j - i
				if y == 0 {
					return unknown(grainSeason, n)
				}
				first := 1 + (ord-1)*months
				if ord < 0 {
					first = 13 - months
				}
				if parts > 0 && ord > parts || first > 12 {
					return p, false
				}
				p.yearTold = true
				return set(control.Date(y, monthNo(first), 1), control.Date(y, monthNo(first+months), 1)-1, grainSeason, n)
			}
		}
		if part := 12 / max(1, c.part); c.part > 0 && c.year != 0 && ord > 0 && ord <= part && low(i-1) == "the" && elided(toks, i+1) {
			// "in the first quarter of 2025 and 612 in the second"
			first := 1 + (ord-1)*c.part
			return set(control.Date(c.year, monthNo(first), 1), control.Date(c.year, monthNo(first+c.part), 1)-1, grainSeason, 1)
		}
		if parts == -1 && months > 0 && known && low(k) != "of" && low(i-1) == "the" && ord == 1 && months < int(c.ref.Time().Month())+1 {
			y := c.ref.Time().Year() // "in the first four months": of this year
			return set(control.Date(y, 1, 1), control.Date(y, monthNo(1+months), 1)-1, grainSeason, k-i)
		}
		if low(i+1) == "quarter" && known && ord > 0 {
			y := c.ref.Time().Year()
			from := control.Date(y, monthNo(1+(ord-1)*3), 1)
			if from > c.ref && !c.future {
				from = control.Date(y-1, monthNo(1+(ord-1)*3), 1)
				y--
			}
			return set(from, control.Date(y, monthNo(1+ord*3), 1)-1, grainSeason, 2)
		}
	}
	// q1 2026, first-quarter
	if len(w) == 2 && (w[0] == 'q' || w[0] == 'h') && w[1] >= '1' && w[1] <= '4' {
		if y, ok := yearAt(toks, i+1); ok {
			size := 3
			if w[0] == 'h' {
				size = 6
			}
			first := 1 + int(w[1]-'1')*size
			if first < 12 {
				p.yearTold = true
				return set(control.Date(y, monthNo(first), 1), control.Date(y, monthNo(first+size), 1)-1, grainSeason, 2)
			}
		}
	}
	// seasons
	k, which := i, ""
	if w == "this" || w == "last" || w == "next" || w == "previous" || w == "coming" || w == "past" {
		which, k = w, i+1
	}
	if m, ok := seasons[low(k)]; ok {
		n := k - i + 1
		j := k + 1
		switch low(j) {
		case "offensive", "counteroffensive", "campaign", "push": // summer offensive of 2023
			if low(j+1) == "of" {
				j++
			}
		}
		if low(j) == "of" || low(j) == "," {
			j++
		}
		if low(j) == "the" {
			j++
		}
		if y, yn := c.yearWords(toks, j); yn > 0 && y != 0 {
			from := control.Date(y, m, 1)
			p.yearTold = true
			return set(from, control.Date(y, m+3, 1)-1, grainSeason, j+yn-i)
		}
		if !known {
			return unknown(grainSeason, n)
		}
		y := c.ref.Time().Year()
		from, to := control.Date(y, m, 1), control.Date(y, m+3, 1)-1
		switch {
		case which == "this":
			if m == 12 && c.ref < from && (c.ref.Time().Month() < 3 || !c.future && c.ref.Time().Month() < 9) { // told in spring, "this winter" is the one before
				from, to = control.Date(y-1, m, 1), control.Date(y, 3, 1)-1
			}
		case which == "next" || which == "coming" || c.future:
			if from <= c.ref {
				from, to = control.Date(y+1, m, 1), control.Date(y+1, m+3, 1)-1
			}
		case which != "":
			for y := y; to >= c.ref; y-- { // the latest that has ended
				from, to = control.Date(y-1, m, 1), control.Date(y-1, m+3, 1)-1
			}
		default:
			if from > c.ref {
				from, to = control.Date(y-1, m, 1), control.Date(y-1, m+3, 1)-1
			}
		}
		return set(from, to, grainSeason, n)
	}
	switch {
	case w == "today" || w == "tonight":
		if !known {
			return unknown(grainDay, 1)
		}
		return set(c.ref, c.ref, grainDay, 1)
	case w == "yesterday":
		if !known {
			return unknown(grainDay, 1)
		}
		return set(c.ref-1, c.ref-1, grainDay, 1)
	case w == "tomorrow":
		if !known {
			return unknown(grainDay, 1)
		}
		return set(c.ref+1, c.ref+1, grainDay, 1)
	case w == "weekend" || (w == "last" || w == "this" || w == "past") && low(i+1) == "weekend":
		n := 1
		if w != "weekend" {
			n = 2
		}
		if !known {
			return unknown(grainDay, n)
		}
		// the latest weekend that has begun
		sat := c.ref - control.Day((int(c.ref.Time().Weekday())+1)%7)
		return set(sat, sat+1, grainDay, n)
	case w == "last" || w == "this" || w == "next" || w == "previous" || w == "current" || w == "coming" || w == "same" || w == "that" || w == "past":
		return c.relative(toks, i, w)
	case w == "month" || w == "year":
		// "the end of the year", "so far the month"
		if i >= 2 && (low(i-1) == "the" || low(i-1) == "of") {
			return c.relative(toks, i-1, "this")
		}
	}
	return p, false
}

// relative reads "last month", "this year", "that September", "last March".
func (c calendar) relative(toks []token, i int, which string) (period, bool) {
	known := c.ref != control.NoDay
	if i+1 >= len(toks) {
		return period{}, false
	}
	out := period{from: control.NoDay, to: control.NoDay, to1: i + 2}
	unit := toks[i+1].low
	if m, ok := seasons[unit]; ok && which == "that" && c.year != 0 {
		out.grain = grainSeason
		out.from, out.to = control.Date(c.year, m, 1), control.Date(c.year, m+3, 1)-1
		return out, true
	}
	if m, ok := monthAt(toks, i+1); ok {
		out.grain = grainMonth
		switch {
		case which == "that" && c.year != 0:
			out.from, out.to = monthSpan(c.year, m)
		case !known:
		case which == "next" || which == "coming":
			c.future = true
			out.from, out.to = monthSpan(c.monthYear(m), m)
		default:
			y := c.monthYear(m)
			if which == "last" && m == c.ref.Time().Month() {
				y--
			}
			out.from, out.to = monthSpan(y, m)
		}
		return out, true
	}
	if w, ok := weekdays[unit]; ok && which != "same" {
		if known {
			back := control.Day((int(c.ref.Time().Weekday()) - int(w) + 7) % 7)
			if back == 0 && which == "last" {
				back = 7
			}
			out.from = c.ref - back
			if which == "next" || which == "coming" {
				out.from += 7
			}
			out.to = out.from
		}
		return out, true
	}
	if which == "same" || which == "that" || which == "past" {
		return period{}, false
	}
	step := map[string]int{"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[which]
	switch unit {
	case "week":
		out.grain = grainWeek
		if known {
			monday := c.ref - control.Day((int(c.ref.Time().Weekday())+6)%7) + control.Day(7*step)
			out.from, out.to = monday, monday+6
		}
	case "month":
		out.grain = grainMonth
		if known {
			t := c.ref.Time()
			out.from, out.to = monthSpan(t.Year(), t.Month()+monthNo(step))
		}
	case "quarter":
		out.grain = grainSeason
		if known {
			t := c.ref.Time()
			first := (int(t.Month())-1)/3*3 + 1 + 3*step
			out.from, out.to = control.Date(t.Year(), monthNo(first), 1), control.Date(t.Year(), monthNo(first+3), 1)-1
		}
	case "year":
		out.grain, out.yearTold = grainYear, true
		if known {
			out.from, out.to = yearSpan(c.ref.Time().Year() + step)
		}
	case "night":
		if known {
			out.from, out.to = c.ref-1, c.ref-1
		}
	default:
		return period{}, false
	}
	return out, true
}

// yearWords reads "2026", "last year", "this year", "next year".
func (c calendar) yearWords(toks []token, i int) (y, n int) {
	if y, ok := yearAt(toks, i); ok {
		return y, 1
	}
	if i+1 < len(toks) && toks[i+1].low == "year" {
		step, ok := map[string]int{"last": -1, "this": 0, "next": 1, "previous": -1}[toks[i].low]
		if ok && c.ref != control.NoDay {
			return c.ref.Time().Year() + step, 2
		}
	}
	return 0, 0
}

func matchWords(toks []token, i int, words []string) bool {
	if i+len(words) > len(toks) {
		return false
	}
	for k, w := range words {
		if toks[i+k].low != w {
			return false
		}
	}
	return true
}

// partOfMonth reads "final week of December", "first three weeks of February",
// "second half of May", "first ten days of June 2025". Weeks are of seven days,
// from the first or back from the last.
func (c calendar) partOfMonth(toks []token, i int) (period, bool) {
	if i >= len(toks) {
		return period{}, false
	}
	ord := ordinals[toks[i].low]
	switch toks[i].low {
	case "final", "last", "closing":
		ord = -1
	case "opening":
		ord = 1
	}
	if ord == 0 || i+3 >= len(toks) {
		return period{}, false
	}
	k, n := i+1, 1.0
	if v, m := cardinal(toks, k); m > 0 {
		n, k = v, k+m
	}
	if k+2 >= len(toks) || toks[k+1].low != "of" || n < 1 || n > 30 {
		return period{}, false
	}
	size := control.Day(0)
	switch toks[k].low {
	case "week", "weeks":
		size = control.Day(7 * n)
	case "fortnight":
		size = 14
	case "day", "days":
		size = control.Day(n)
	case "half":
	default:
		return period{}, false
	}
	var p period
	if m, ok := monthAt(toks, k+2); ok {
		if p, ok = c.monthPeriod(toks, k+2, m, ""); !ok {
			return p, false
		}
	} else if w := toks[k+2].low; k+3 < len(toks) && toks[k+3].low == "month" && (w == "the" || w == "this" || w == "last") { // "the first ten days of the month"
		if w == "the" {
			w = "this"
		}
		if p, ok = c.relative(toks, k+2, w); !ok {
			return p, false
		}
	} else {
		return period{}, false
	}
	p.grain = grainWeek
	if !p.known() {
		return p, true
	}
	first, last := p.from, p.to
	switch {
	case size == 0 && ord == 1:
		p.to = first + 14
	case size == 0:
		p.from = first + 15
	case ord < 0:
		p.from = last - size + 1
	case n > 1:
		if ord != 1 {
			return period{}, false
		}
		p.to = first + size - 1
	default:
		p.from = first + size*control.Day(ord-1)
		p.to = min(p.from+size-1, last)
	}
	return p, p.from <= p.to
}
