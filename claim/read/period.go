package read

import (
	"strings"
	"time"

	"github.com/salient-project/salient/control"
)

// grain is how fine a period is told.
type grain uint8

const (
	grainDay grain = iota
	grainWeek
	grainMonth
	grainSeason
	grainYear
)

// period is a span of days read from words. Its ends are NoDay where the words
// need a publication day that is not known.
type period struct {
	from, to control.Day
	grain    grain
	to1      int // token behind it
	yearTold bool
}

func (p period) known() bool { return p.from != control.NoDay }

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sep.": 9, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
}

var weekdays = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
}

// seasons begin on the first of March, June, September and December.
var seasons = map[string]time.Month{"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

var partsOfYear = map[string]struct{ n, months int }{"half": {2, 6}, "quarter": {4, 3}, "third": {3, 4}}

// monthAt reads a month's name, written with a capital.
func monthAt(toks []token, i int) (time.Month, bool) {
	if i >= len(toks) || toks[i].kind != word || !toks[i].capital() {
		return 0, false
	}
	m, ok := months[toks[i].low]
	if ok && toks[i].low == "may" && i == 0 && i+1 < len(toks) && toks[i+1].kind != number {
		return 0, false
	}
	return m, ok
}

// yearAt reads a year between 1900 and 2099.
func yearAt(toks []token, i int) (int, bool) {
	if i >= len(toks) || toks[i].kind != number || len(toks[i].text) != 4 {
		return 0, false
	}
	y := 0
	for _, c := range toks[i].text {
		if c < '0' || c > '9' {
			return 0, false
		}
		y = y*10 + int(c-'0')
	}
	return y, y >= 1900 && y < 2100
}

func dayOfMonthAt(toks []token, i int) (d, n int) {
	if i >= len(toks) || toks[i].kind != number || len(toks[i].text) > 2 {
		return 0, 0
	}
	for _, c := range toks[i].text {
		if c < '0' || c > '9' {
			return 0, 0
		}
		d = d*10 + int(c-'0')
	}
	if d < 1 || d > 31 {
		return 0, 0
	}
	n = 1
	if i+1 < len(toks) && toks[i+1].start == toks[i].end {
		switch toks[i+1].low {
		case "st", "nd", "rd", "th":
			n = 2
		default:
			if toks[i+1].kind == word || toks[i+1].low == "%" {
				return 0, 0
			}
		}
	}
	return d, n
}

func monthSpan(y int, m time.Month) (control.Day, control.Day) {
	return control.Date(y, m, 1), control.Date(y, m+1, 1) - 1
}

func yearSpan(y int) (control.Day, control.Day) {
	return control.Date(y, 1, 1), control.Date(y, 12, 31)
}

// calendar resolves words for days against a reference day: the publication
// day, or the end of a range whose start is read.
type calendar struct {
	ref    control.Day // NoDay: nothing relative can be resolved
	future bool        // yearless names mean the next, not the last
	year   int         // of the preceding window, for "that September"
	part   int         // months in the part of a year told last, for "in the second"
	war    warDates
}

// lastMonth returns the year of the latest such month that has begun by ref, or
// of the next that has not ended where the calendar looks ahead.
func (c calendar) monthYear(m time.Month) int {
	t := c.ref.Time()
	y := t.Year()
	if c.future {
		if m < t.Month() {
			y++
		}
	} else if m > t.Month() {
		y--
	}
	return y
}

// period reads a span of days from toks[i:].
func (c calendar) period(toks []token, i int) (period, bool) {
	if i >= len(toks) {
		return period{}, false
	}
	p := period{from: control.NoDay, to: control.NoDay}
	at := i
	low := func(k int) string {
		if k < len(toks) {
			return toks[k].low
		}
		return ""
	}
	if low(at) == "the" {
		at++
	}
	part := ""
	switch w := low(at); {
	case w == "early" || w == "mid" || w == "late" || w == "mid-":
		part = w
		at++
		if low(at) == "-" {
			at++
		}
		if low(at) == "in" {
			at++
		}
	case strings.HasPrefix(w, "mid-") || strings.HasPrefix(w, "early-") || strings.HasPrefix(w, "late-"):
		head, rest, _ := strings.Cut(w, "-")
		if _, ok := months[rest]; ok || rest == "month" {
			part = head
			q := c
			if rest == "month" {
				p.to1 = at + 1
				if c.ref != control.NoDay {
					t := c.ref.Time()
					p.from, p.to = control.Date(t.Year(), t.Month(), 15), control.Date(t.Year(), t.Month(), 15)
				}
				return p, true
			}
			return q.monthPeriod(toks, at, months[rest], part)
		}
	case (w == "end" || w == "start" || w == "beginning" || w == "middle" || w == "close" || w == "turn" || w == "eve") && low(at+1) == "of":
		part = w
		at += 2
		if low(at) == "the" {
			at++
		}
	case w == "the":
		at++
	}
	q, ok := c.core(toks, at)
	if !ok {
		return p, false
	}
	if part != "" && q.known() {
		q.from, q.to = partOf(part, q)
		q.grain = grainDay
		if part == "early" || part == "mid" || part == "late" || part == "mid-" {
			q.grain = grainMonth
		}
	}
	return q, true
}

// partOf narrows a period: its end and start are single days; early and late
// are thirds.
func partOf(part string, q period) (control.Day, control.Day) {
	span := q.to - q.from + 1
	switch part {
	case "end", "close":
		return q.to, q.to
	case "start", "beginning", "turn":
		return q.from, q.from
	case "eve":
		return q.from - 1, q.from - 1
	case "early":
		return q.from, q.from + span/3 - 1
	case "late":
		return q.to - span/3 + 1, q.to
	default:
		return q.from + span/3, q.to - span/3
	}
}

// monthPeriod finishes a month whose name stands at token at.
func (c calendar) monthPeriod(toks []token, at int, m time.Month, part string) (period, bool) {
	p := period{from: control.NoDay, to: control.NoDay, grain: grainMonth, to1: at + 1}
	k := at + 1
	if k < len(toks) && (toks[k].low == "," || toks[k].low == "of") {
		if _, ok := yearAt(toks, k+1); ok {
			k++
		}
	}
	if y, ok := yearAt(toks, k); ok {
		p.from, p.to = monthSpan(y, m)
		p.to1, p.yearTold = k+1, true
	} else if k+1 < len(toks) && (toks[k].low == "last" || toks[k].low == "this") && toks[k+1].low == "year" && c.ref != control.NoDay {
		y := c.ref.Time().Year()
		if toks[k].low == "last" {
			y--
		}
		p.from, p.to = monthSpan(y, m)
		p.to1, p.yearTold = k+2, true
	} else if k+2 < len(toks) && toks[k].low == "of" && (toks[k+1].low == "last" || toks[k+1].low == "this") && toks[k+2].low == "year" && c.ref != control.NoDay { // "March of last year"
		y := c.ref.Time().Year()
		if toks[k+1].low == "last" {
			y--
		}
		p.from, p.to = monthSpan(y, m)
		p.to1, p.yearTold = k+3, true
	} else if n := sameYear(toks, k); n > 0 && c.year != 0 {
		p.from, p.to = monthSpan(c.year, m)
		p.to1 = k + n
	} else if c.ref != control.NoDay {
		p.from, p.to = monthSpan(c.monthYear(m), m)
	}
	if part != "" && p.known() {
		p.from, p.to = partOf(part, p)
	}
	return p, true
}

// sameYear counts the tokens of "the same year", "of that year" at token i.
func sameYear(toks []token, i int) int {
	n := 0
	if i+n < len(toks) && toks[i+n].low == "of" {
		n++
	}
	if i+n < len(toks) && toks[i+n].low == "the" {
		n++
	}
	if i+n+1 < len(toks) && (toks[i+n].low == "same" || toks[i+n].low == "that") && toks[i+n+1].low == "year" {
		return n + 2
	}
	return 0
}

// core reads a period without its "the", "early", "end of".
func (c calendar) core(toks []token, i int) (period, bool) {
	p := period{from: control.NoDay, to: control.NoDay}
	low := func(k int) string {
		if k < len(toks) {
			return toks[k].low
		}
		return ""
	}
	known := c.ref != control.NoDay
	if y, ok := yearAt(toks, i); ok {
		p.from, p.to = yearSpan(y)
		p.grain, p.to1, p.yearTold = grainYear, i+1, true
		// 2012–13, 2024/25
		if i+2 < len(toks) && (toks[i+1].low == "-" || toks[i+1].low == "/") && toks[i+2].kind == number && toks[i+1].start == toks[i].end && toks[i+2].start == toks[i+1].end {
			if end, ok := yearAt(toks, i+2); ok && end > y {
				p.to, p.to1 = control.Date(end, 12, 31), i+3
			} else if len(toks[i+2].text) == 2 {
				if v, ok := digits(toks[i+2].text); ok && int(v) == (y+1)%100 {
					p.to, p.to1 = control.Date(y+1, 12, 31), i+3
				}
			}
		}
		// 2026-02-11
		if i+4 < len(toks) && toks[i+1].low == "-" && toks[i+3].low == "-" && len(toks[i+2].text) == 2 && len(toks[i+4].text) == 2 {
			if d, err := control.ParseDay(toks[i].text + "-" + toks[i+2].text + "-" + toks[i+4].text); err == nil {
				return period{from: d, to: d, to1: i + 5, yearTold: true}, true
			}
		}
		return p, true
	}
	if q, ok := c.dayRange(toks, i); ok {
		return q, true
	}
	if m, ok := monthAt(toks, i); ok {
		if d, n := dayOfMonthAt(toks, i+1); n > 0 && !(n == 1 && i+2 < len(toks) && toks[i+2].low == "." && i+3 < len(toks) && toks[i+3].kind == number && toks[i+3].start == toks[i+2].end) {
			return c.dated(toks, i+1+n, m, d)
		}
		if i+1 < len(toks) && toks[i+1].kind == word && ordinals[toks[i+1].low] > 0 { // October first
			return c.dated(toks, i+2, m, ordinals[toks[i+1].low])
		}
		return c.monthPeriod(toks, i, m, "")
	}
	if d := ordinals[low(i)]; d > 0 && low(i+1) == "of" { // the first of June
		if m, ok := monthAt(toks, i+2); ok {
			return c.dated(toks, i+3, m, d)
		}
	}
	if d, n := dayOfMonthAt(toks, i); n > 0 {
		k := i + n
		if low(k) == "of" {
			k++
		}
		if m, ok := monthAt(toks, k); ok {
			return c.dated(toks, k+1, m, d)
		}
		return p, false
	}
	if w, ok := weekdays[low(i)]; ok {
		p.to1 = i + 1
		switch low(i + 1) {
		case "evening", "morning", "night", "afternoon":
			p.to1++
		}
		if m, ok := monthAt(toks, p.to1); ok { // Sunday March 1
			if d, n := dayOfMonthAt(toks, p.to1+1); n > 0 {
				return c.dated(toks, p.to1+1+n, m, d)
			}
		}
		if low(p.to1) == "," {
			if q, ok := c.core(toks, p.to1+1); ok && q.grain == grainDay && q.known() && q.to1 > p.to1+2 {
				return q, true
			}
		}
		if d, n := dayOfMonthAt(toks, p.to1); n > 0 {
			if m, ok := monthAt(toks, p.to1+n); ok {
				return c.dated(toks, p.to1+n+1, m, d)
			}
		}
		if known {
			back := control.Day((int(c.ref.Time().Weekday()) - int(w) + 7) % 7)
			p.from = c.ref - back
			if c.future && back > 0 {
				p.from += 7
			}
			p.to = p.from
		}
		return p, true
	}
	if q, ok := c.named(toks, i); ok {
		return q, true
	}
	return p, false
}

// dayRange reads days of one month: "1 to 9 May", "11–15 February 2026", "Feb.
// 11-15", "March 3 and 4".
func (c calendar) dayRange(toks []token, i int) (period, bool) {
	joint := func(k int) bool {
		if k >= len(toks) {
			return false
		}
		switch toks[k].low {
		case "-", "--", "to", "and", "through", "until", "till":
			return true
		}
		return false
	}
	none := period{}
	if d1, n := dayOfMonthAt(toks, i); n > 0 && joint(i+n) {
		k := i + n + 1
		d2, n2 := dayOfMonthAt(toks, k)
		if n2 == 0 || d2 <= d1 {
			return none, false
		}
		k += n2
		if k < len(toks) && toks[k].low == "of" {
			k++
		}
		m, ok := monthAt(toks, k)
		if !ok {
			return none, false
		}
		return c.daysOf(toks, k+1, m, d1, d2)
	}
	m, ok := monthAt(toks, i)
	if !ok {
		return none, false
	}
	d1, n := dayOfMonthAt(toks, i+1)
	if n == 0 || !joint(i+1+n) {
		return none, false
	}
	d2, n2 := dayOfMonthAt(toks, i+2+n)
	if n2 == 0 || d2 <= d1 {
		return none, false
	}
	end := i + 2 + n + n2
	if _, unit, used := unitAt(toks, end); used > 0 && unit != bare || end < len(toks) && toks[end].low == "%" {
		return none, false // "on May 3 and 4 km north"
	}
	return c.daysOf(toks, end, m, d1, d2)
}

// daysOf finishes days of one month, with the year behind them where one stands.
func (c calendar) daysOf(toks []token, k int, m time.Month, d1, d2 int) (period, bool) {
	b, ok := c.dated(toks, k, m, d2)
	if !ok {
		return b, false
	}
	b.grain = grainWeek
	if b.known() {
		b.from -= control.Day(d2 - d1)
	}
	return b, true
}

// justPast is how many days before the reference day a date without a year still
// means this year's, though it is told as to come: what was set for 26 February
// is told on 3 March of that February.
const justPast = 31

// dated finishes a day and month, with the year behind it where one stands.
func (c calendar) dated(toks []token, k int, m time.Month, d int) (period, bool) {
	p := period{from: control.NoDay, to: control.NoDay, to1: k}
	y, told := 0, false
	if k < len(toks) && toks[k].low == "," {
		if v, ok := yearAt(toks, k+1); ok {
			y, told, p.to1 = v, true, k+2
		}
	} else if v, ok := yearAt(toks, k); ok {
		y, told, p.to1 = v, true, k+1
	} else if k+1 < len(toks) && (toks[k].low == "last" || toks[k].low == "this") && toks[k+1].low == "year" && c.ref != control.NoDay {
		y, told, p.to1 = c.ref.Time().Year(), true, k+2
		if toks[k].low == "last" {
			y--
		}
	} else if k+2 < len(toks) && toks[k].low == "of" && (toks[k+1].low == "last" || toks[k+1].low == "this") && toks[k+2].low == "year" && c.ref != control.NoDay { // "January 1 of this year"
		y, told, p.to1 = c.ref.Time().Year(), true, k+3
		if toks[k+1].low == "last" {
			y--
		}
	} else if n := sameYear(toks, k); n > 0 && c.year != 0 { // "March 31 that year"
		y, told, p.to1 = c.year, true, k+n
	}
	if !told {
		if c.ref == control.NoDay {
			return p, true
		}
		y = c.ref.Time().Year()
		if day := control.Date(y, m, d); c.future && day < c.ref && c.ref-day > justPast {
			y++
		} else if !c.future && day > c.ref {
			y--
		}
	}
	p.yearTold = told
	p.from = control.Date(y, m, d)
	if p.from.Time().Month() != m {
		return period{}, false // 31 June
	}
	p.to = p.from
	return p, true
}
