package read

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

var bracketRules = []Rule{{
	Name: "second figure in brackets", Kind: claim.AreaChange,
	Says: "a figure in brackets behind a period and a colon: the figure before the brackets, of that period",
	Examples: []Example{
		{"Russian forces gained 64 sq km in the week of 16 to 22 February 2026 (previous week: +81).", "2026-02-24", "actor=russia direction=gained value=81 unit=km2 from=2026-02-09 to=2026-02-15"},
		{"Russian forces took 245 sq km in January (December: 310).", "2026-02-02", "actor=russia direction=gained value=310 unit=km2 from=2025-12-01 to=2025-12-31"},
		{"Russian troops captured 11 settlements in January (month before: 14).", "2026-02-02", "kind=settlement_control actor=russia direction=gained value=14 unit=count from=2025-12-01"},
		{"Russia holds 19.4% of Ukraine (a year ago: 18.6%).", "2026-02-02", "kind=share actor=russia value=18.6 unit=percent"},
		{"Russia took 245 sq km (page 3: 12).", "2026-02-02", ""},
	},
	quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
		if q.vague || q.converted || len(q.value) != 1 || q.unit == "money" {
			return draft{}, false
		}
		return s.bracketFigure(q)
	},
	brackets: true,
}}

// bracketBefore finds the bracket and the colon before a figure of "(previous week:
// +81)", with the words of a period between.
func (s *sentence) bracketBefore(q *quantity) (open, colon int, ok bool) {
	colon = q.from - 1
	for w := s.low(colon); w == "+" || w == "-" || w == "plus" || w == "minus" || w == "about"; w = s.low(colon) {
		colon--
	}
	if s.low(colon) != ":" {
		return 0, 0, false
	}
	for open = colon - 1; open >= 0 && colon-open < 8; open-- {
		switch s.low(open) {
		case "(", "[", ";":
			return open, colon, colon-open > 1 && (s.low(open) != ";" || contains(s.toks, max(0, open-14), open, "("))
		case ")":
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// bracketFigure reads "(previous week: +81)".
func (s *sentence) bracketFigure(q *quantity) (draft, bool) {
	open, colon, ok := s.bracketBefore(q)
	if !ok {
		return draft{}, false
	}
	minus := false
	for k := colon; k < q.core; k++ {
		minus = minus || s.low(k) == "-" || s.low(k) == "minus"
	}
	m, _ := s.figureBefore(q)
	if m.Kind == "" || !bracketSame(q, m) {
		return draft{}, false
	}
	win, ok := s.bracketPeriod(open+1, colon, m)
	if !ok {
		return draft{}, false
	}
	d := draft{Claim: claim.Claim{Kind: m.Kind, Actor: m.Actor, Direction: m.Direction, Unit: m.Unit, Region: m.Region, ReferencePlace: m.ReferencePlace}}
	d.from, d.to, d.anchor = open+1, q.to, q.core
	d.Value, d.Approx, d.Bound = q.value, q.approx, q.bound
	if q.dim == area {
		d.Unit = q.unit
	}
	if minus && d.Direction == claim.Gained {
		d.Direction = claim.Lost
	}
	d.Window, d.window, d.source, d.recalled = win, windowSet, sourceSeries, true
	d.Window.Phrase = s.slice(open+1, colon)
	if m.Direction == "" {
		d.source = sourceLead
	}
	d.Why = "of another period than “" + m.Text + "”"
	return d, true
}

// bracketSame reports a figure of a claim's kind: bare, or with its unit's dimension.
func bracketSame(q *quantity, m claim.Claim) bool {
	switch q.dim {
	case bare:
		return m.Unit != "" && m.Kind != claim.DistanceBearing
	case area:
		return m.Kind == claim.AreaChange || m.Kind == claim.AreaHeld || m.Kind == claim.Trend
	case percent:
		return m.Kind == claim.Share
	}
	return false
}

// bracketPeriod is the period that the words between tokens i and j name, told of
// beside a claim: "previous week" is the one before the claim's.
func (s *sentence) bracketPeriod(i, j int, m claim.Claim) (claim.Window, bool) {
	if s.low(j-1) == "ago" {
		t, ok := s.agoAt(i)
		return t.win, ok
	}
	if s.low(i) == "the" || s.low(i) == "in" || s.low(i) == "a" {
		i++
	}
	unit, step := "", false
	for k := i; k < j; k++ {
		switch w := s.low(k); w {
		case "previous", "prior", "preceding", "last", "earlier", "before", "ago":
			step = true
		case "week", "month", "quarter", "year", "day", "fortnight":
			unit = w
		case "same", "period", "of", "a", "the", "one", "in", "time":
		default:
			unit, step = "", false
			k = j
		}
	}
	win := m.Window
	if win.From == control.NoDay && unit != "" {
		win = s.nearWindow(s.first + i)
		for k := range s.when {
			if t := &s.when[k]; t.to <= i && t.win.From != control.NoDay {
				win = t.win
			}
		}
	}
	if step && unit != "" {
		if win.From == control.NoDay || win.To == control.NoDay {
			return claim.NoWindow, true
		}
		switch unit {
		case "year":
			return shiftYear(win, -1), true
		case "month", "quarter":
			n := monthNo(1)
			if unit == "quarter" {
				n = 3
			}
			t := win.From.Time()
			from := control.Date(t.Year(), t.Month()-n, 1)
			return claim.Window{From: from, To: control.Date(t.Year(), t.Month(), 1) - 1}, true
		}
		days := map[string]control.Day{"week": 7, "day": 1, "fortnight": 14}[unit]
		return claim.Window{From: win.From - days, To: win.From - 1}, true
	}
	p, ok := s.calendar().period(s.toks, i)
	if !ok || p.to1 != j {
		return claim.NoWindow, false
	}
	return claim.Window{From: p.from, To: p.to}, true
}
