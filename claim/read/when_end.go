package read

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// periodsEnd reads "by year's end", "before the month's end", "by year-end": the
// last day of the year or month of publication.
func (s *sentence) periodsEnd(i int) (timePhrase, bool) {
	j := i + 1
	if s.low(j) == "the" {
		j++
	}
	unit, end := s.low(j), j+3
	switch {
	case s.low(j+1) == "'s" && s.low(j+2) == "end":
	case unit == "year-end" || unit == "month-end":
		unit, end = unit[:len(unit)-4], j+1
	default:
		return timePhrase{}, false
	}
	t := timePhrase{from: i, to: end, role: until, grain: grainDay, win: claim.NoWindow}
	c := s.calendar()
	if c.ref == control.NoDay {
		return t, unit == "year" || unit == "month"
	}
	d := c.ref.Time()
	switch unit {
	case "year":
		t.win.To = control.Date(d.Year(), 12, 31)
	case "month":
		_, t.win.To = monthSpan(d.Year(), d.Month())
	default:
		return timePhrase{}, false
	}
	if s.future && s.low(i) == "by" {
		t.win.From = c.ref
	}
	return t, true
}

// ended turns a day still to come, the end of "the month" or "the year" told as
// past, into that of the month or year that the text is about: in a text of 3
// December that tells of November, the month's end is 30 November.
func (s *sentence) ended(w claim.Window, unit string) claim.Window {
	c := s.calendar()
	if s.future || c.ref == control.NoDay || w.From == control.NoDay || w.From <= c.ref {
		return w
	}
	d := c.ref.Time()
	switch unit {
	case "month":
		if told := s.r.told; told.To != control.NoDay && told.To <= c.ref && told.To-told.From < 31 {
			d = told.To.Time()
			_, w.From = monthSpan(d.Year(), d.Month())
		} else {
			w.From = control.Date(d.Year(), d.Month(), 1) - 1
		}
	case "year":
		w.From = control.Date(d.Year()-1, 12, 31)
	default:
		return w
	}
	w.To = w.From
	return w
}

// sinceInvasion reads "since Putin ordered the invasion", "since Moscow sent troops
// into the country": the war's first day, told as what its ruler did.
func (s *sentence) sinceInvasion(i int) (timePhrase, bool) {
	if s.r.lex.dates.start == control.NoDay {
		return timePhrase{}, false
	}
	began := false
	for j := i + 1; j < min(len(s.toks), i+10); j++ {
		switch s.low(j) {
		case ",", ".", ";", "in", "on":
			return timePhrase{}, false
		case "ordered", "launched", "began", "started", "unleashed", "sent", "mounted", "declared":
			began = true
		case "invasion", "war":
			if !began && s.low(j+1) != "began" && s.low(j+1) != "started" {
				continue
			}
			end := j + 1
			if w := s.low(end); w == "began" || w == "started" {
				end++
			}
			if s.low(end) == "of" {
				if n, e := s.regionAt(min(end+1, len(s.toks)-1)); n == s.r.lex.war.Home {
					end = e
				} else {
					return timePhrase{}, false // another war
				}
			}
			return timePhrase{from: i, to: end, role: since, grain: grainDay, win: claim.Window{From: s.r.lex.dates.start, To: control.NoDay}}, true
		case "troops", "tanks", "army":
			if began && s.low(j+1) == "into" {
				if n, e := s.regionAt(min(j+2, len(s.toks)-1)); n == s.r.lex.war.Home {
					return timePhrase{from: i, to: e, role: since, grain: grainDay, win: claim.Window{From: s.r.lex.dates.start, To: control.NoDay}}, true
				}
			}
		}
	}
	return timePhrase{}, false
}
