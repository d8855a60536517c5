package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// rangeAt reads "between A and B", "from A to B", "from A through B", with the
// start resolved against the end: "from July to November" are of one year.
func (s *sentence) rangeAt(i int) (timePhrase, bool) {
	toks := s.toks
	c := s.calendar()
	j := i + 1
	if p, ok := c.dayRange(toks, j); ok {
		return timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: claim.Window{From: p.from, To: p.to}}, true
	}
	if t, ok := s.ordinalDays(i); ok {
		return t, true
	}
	a, ok := c.period(toks, j)
	if !ok || a.to1 >= len(toks) {
		return timePhrase{}, false
	}
	joint := toks[a.to1].low
	k := a.to1 + 1
	switch {
	case toks[i].low == "between" && (joint == "and" || joint == "-"):
	case toks[i].low == "from" && (joint == "to" || joint == "through" || joint == "until" || joint == "till" || joint == "-" || joint == "--"):
	default:
		return timePhrase{}, false
	}
	b, ok := c.period(toks, k)
	if d, n := dayOfMonthAt(toks, k); !ok && n > 0 && a.grain == grainDay { // from February 11 to 15
		b, ok = period{from: control.NoDay, to: control.NoDay, to1: k + n, yearTold: true}, true
		if _, _, unit := unitAt(toks, k+n); unit > 0 {
			return timePhrase{}, false
		}
		if a.known() {
			t := a.from.Time()
			b.from = control.Date(t.Year(), t.Month(), d)
			b.to = b.from
		}
	}
	if !ok {
		return timePhrase{}, false
	}
	t := timePhrase{from: i, to: b.to1, role: within, grain: b.grain, win: claim.NoWindow}
	if from, to, ok := s.daysOfWeek(toks[j].low, toks[k].low, b.to1); ok { // "from Wednesday to Sunday of last week"
		t.to, t.win = b.to1+3, claim.Window{From: from, To: to}
		return t, true
	}
	if b.known() {
		c.ref, c.future = b.to, false
		if again, ok := c.period(toks, j); ok && again.known() {
			t.win = claim.Window{From: again.from, To: b.to}
			if again.grain == grainMonth && (toks[j].low == "mid" || toks[j].low == "mid-" || strings.HasPrefix(toks[j].low, "mid-")) { // "between mid-February and the end of March"
				d := again.from.Time()
				t.win.From = control.Date(d.Year(), d.Month(), 15)
			}
			if !again.yearTold && again.grain == grainDay && again.from == b.from {
				t.win.From -= 7 // from Monday to Monday
			}
		}
	}
	return t, true
}

// daysOfWeek returns the two weekdays of the week that token i tells: "of last
// week", "of this week".
func (s *sentence) daysOfWeek(a, b string, i int) (from, to control.Day, ok bool) {
	x, okA := weekdays[a]
	y, okB := weekdays[b]
	which := s.low(i + 1)
	if !okA || !okB || s.low(i) != "of" || s.low(i+2) != "week" || which != "last" && which != "this" || s.r.published == control.NoDay {
		return 0, 0, false
	}
	monday := s.r.published - control.Day((int(s.r.published.Time().Weekday())+6)%7)
	if which == "last" {
		monday -= 7
	}
	from, to = monday+control.Day((int(x)+6)%7), monday+control.Day((int(y)+6)%7)
	return from, to, from <= to
}

// ordinalDays reads "from the first to the nineteenth of August", "between the 1st
// and the 24th": days of the month named behind, else of the one told last.
func (s *sentence) ordinalDays(i int) (timePhrase, bool) {
	day := func(k int) (int, int) {
		if s.low(k) == "the" {
			k++
		}
		if k < len(s.toks) && s.toks[k].kind == number {
			d, n := dayOfMonthAt(s.toks, k)
			if n != 2 {
				return 0, k // "the 1 and 24" are no days
			}
			return d, k + n
		}
		head, tail, two := strings.Cut(s.low(k), "-")
		switch {
		case two && ordinals[tail] > 0 && ordinals[tail] < 10 && (head == "twenty" || head == "thirty"):
			return map[string]int{"twenty": 20, "thirty": 30}[head] + ordinals[tail], k + 1
		case ordinals[s.low(k)] > 0:
			return ordinals[s.low(k)], k + 1
		}
		return 0, k
	}
	d1, k := day(i + 1)
	if w := s.low(k); d1 == 0 || w != "to" && w != "and" && w != "through" && w != "until" && w != "till" {
		return timePhrase{}, false
	}
	d2, end := day(k + 1)
	if d2 <= d1 || d2 > 31 {
		return timePhrase{}, false
	}
	t := timePhrase{from: i, to: end, role: within, grain: grainWeek, win: claim.NoWindow}
	k = end
	if s.low(k) == "of" {
		k++
	}
	var p period
	switch m, ok := monthAt(s.toks, k); {
	case ok:
		p, _ = s.calendar().monthPeriod(s.toks, k, m, "")
		t.to = p.to1
	case k < len(s.toks) && (s.low(k) == "this" || s.low(k) == "last" || s.low(k) == "the") && s.low(k+1) == "month":
		t.to = k + 2
		which := s.low(k)
		if which == "the" {
			which = "this"
		}
		p, _ = s.calendar().relative(s.toks, k, which)
	case end < len(s.toks) && s.toks[end].kind == word && ordinals[s.low(end-1)] > 0:
		return timePhrase{}, false // "from the first to the third round"
	default:
		p.from = control.NoDay
		if ref := s.r.published; ref != control.NoDay {
			r := ref.Time()
			p.from, p.to = monthSpan(r.Year(), r.Month())
			if p.from+control.Day(d2)-1 > ref {
				p.from, p.to = monthSpan(r.Year(), r.Month()-1)
			}
		}
	}
	if p.known() {
		t.win = claim.Window{From: p.from + control.Day(d1) - 1, To: p.from + control.Day(d2) - 1}
	}
	return t, true
}

// joinPeriods widens a phrase over "2023 and 2024 combined", "in May and June
// together", "both 2023 and 2024": two periods told as one.
func (s *sentence) joinPeriods(t *timePhrase) {
	s.joinMonths(t)
	if s.low(t.to) != "and" || t.role != within && t.role != owner || t.grain == grainDay {
		return
	}
	k := t.to + 1
	if s.low(k) == "in" || s.low(k) == "of" {
		k++
	}
	p, ok := s.calendar().period(s.toks, k)
	if !ok || p.grain != t.grain {
		return
	}
	end := p.to1
	if s.low(end) == "put" || s.low(end) == "taken" || s.low(end) == "added" {
		end++
	}
	switch s.low(end) {
	case "combined", "together":
		t.to = end + 1
	default:
		if contains(s.toks, 0, len(s.toks), "respectively") {
			return
		}
		next := p.known() && t.win.To != control.NoDay && p.from == t.win.To+1 && t.grain == grainMonth && t.role == within
		adjoins := p.known() && t.win.To != control.NoDay && p.from == t.win.To+1 && t.grain == grainMonth && s.oneArea()
		if s.low(t.from-1) != "both" && !adjoins && !(next && (s.low(end) == "," || s.low(end) == "." && end == len(s.toks)-1)) {
			return
		}
		t.to = p.to1
	}
	if p.known() && t.win.From != control.NoDay {
		t.win = claim.Window{From: min(t.win.From, p.from), To: max(t.win.To, p.to)}
	}
}

// joinMonths widens a phrase over three months or more in a row that are told with
// one area: "in June, July and August".
func (s *sentence) joinMonths(t *timePhrase) {
	if s.low(t.to) != "," || t.grain != grainMonth || t.role != within && t.role != owner || t.win.To == control.NoDay {
		return
	}
	win, k := t.win, t.to
	for n := 1; s.low(k) == "," || s.low(k) == "and"; n++ {
		last := s.low(k) == "and" || s.low(k+1) == "and"
		for s.low(k) == "," || s.low(k) == "and" {
			k++
		}
		if _, ok := monthAt(s.toks, k); !ok {
			return
		}
		p, ok := s.calendar().period(s.toks, k)
		if !ok || !p.known() || p.grain != grainMonth {
			return
		}
		if p.from != win.To+1 && p.yearTold { // the year stands behind the last
			from := control.DayOf(win.From.Time().AddDate(p.from.Time().Year()-win.To.Time().Year(), 0, 0))
			win = claim.Window{From: from, To: p.from - 1}
		}
		if p.from != win.To+1 || p.from.Time().Month() == win.From.Time().Month() {
			return
		}
		win.To, k = p.to, p.to1
		if last {
			if n >= 2 && s.oneArea() {
				t.win, t.to = win, k
			}
			return
		}
	}
}

// oneArea reports a sentence with one area and one number for it: what "in June
// and July" brought is told as one then.
func (s *sentence) oneArea() bool {
	areas := 0
	for k := range s.toks {
		switch s.low(k) {
		case "sq", "square", "km2", "km²", "hectares", "acres":
			areas++
			if k > 1 && s.low(k-2) == "and" && k > 2 && s.toks[k-3].kind == s.toks[k-1].kind && s.toks[k-1].kind != word {
				return false // "556 and 564 sq km"
			}
		case "each", "respectively":
			return false
		}
	}
	return areas == 1
}
