package read

import (
	"strings"
	"time"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

func monthNo(n int) time.Month { return time.Month(n) }

// timeRole says how a time phrase bears on what it stands beside.
type timeRole uint8

const (
	within  timeRole = iota // in February, over the past week
	pointAt                 // as of Dec. 1, at the end of February
	since                   // since April 2024
	until                   // until 2029, by spring
	before                  // before the invasion
	owner                   // December's total, the January gain
	same                    // over the same period: the window before it
)

// timePhrase is a time phrase with the days it means. from and to are token
// indexes.
type timePhrase struct {
	from, to int
	role     timeRole
	win      claim.Window
	grain    grain
	baseline bool // taken as a comparison's baseline
	subject  bool // the period is what the clause is about: "April had been quiet"
}

// times finds the sentence's time phrases.
func (s *sentence) times() {
	for i := 0; i < len(s.toks); {
		if t, ok := s.timePhraseAt(i); ok && t.to > i {
			s.joinPeriods(&t)
			t.win.Phrase = s.slice(t.from, t.to)
			if s.low(t.from-1) != "(" || s.low(t.to) != ":" { // "+62 km² (previous week: +81)" is not of that week
				s.when = append(s.when, t)
			}
			for k := t.from; k < t.to; k++ {
				s.mask[k] = true
			}
			if t.role != same && t.win.From != control.NoDay {
				s.r.year = t.win.From.Time().Year()
			}
			if n := partMonths(s.toks[t.from:t.to]); n > 0 {
				s.r.part = n
			}
			i = t.to
			continue
		}
		i++
	}
}

// pastVerbs are irregular verbs that tell what has been.
var pastVerbs = set("was were had did met held took began led said told went left won lost fell came sat ran broke wrote gave made saw shot drove put cut hit rose stood struck spoke brought sent withdrew overran clawed retook")

// meetNow are verbs of which the present tells what is arranged: "Delegations
// open a third round here on Tuesday".
var meetNow = set("open opens meet meets resume resumes convene convenes begin begins start starts gather gathers reconvene reconvenes return returns")

// pastAround reports that the verb nearest to a time phrase at token i, before it
// in the clause, else behind it, tells what has been.
func (s *sentence) pastAround(i int) bool {
	told := func(k int) int {
		w := s.low(k)
		switch {
		case w == "will" && s.low(k+1) == "be" && (s.low(k+2) == "recalled" || s.low(k+2) == "remembered"):
			return 0
		case (w == "could" || w == "might" || w == "should") && s.low(k+1) != "be" && s.low(k+1) != "take" && s.low(k+1) != "fall" && s.low(k+1) != "meet" && s.low(k+1) != "hold" && s.low(k+1) != "begin":
			return 0
		case w == "will" || w == "would" || w == "shall" || w == "should" || w == "could" || w == "might" || w == "must" || w == "expected" || w == "scheduled" || w == "due" || w == "planned" || w == "to":
			return 1
		case k > 0 && s.low(k-1) == "be":
			return 0
		case meetNow[w] && s.talksWord(0, len(s.toks)):
			return 1
		case pastVerbs[w] || len(w) > 4 && w[len(w)-2:] == "ed" && s.toks[k].kind == word:
			return -1
		}
		return 0
	}
	for k := i - 1; k >= 0 && k > i-14; k-- {
		if w := s.low(k); w == ";" || w == "." {
			break
		}
		if v := told(k); v != 0 {
			return v < 0
		}
	}
	for k := i + 1; k < len(s.toks) && k < i+16; k++ {
		if s.low(k) == ";" {
			break
		}
		if v := told(k); v != 0 && s.low(k) != "to" {
			return v < 0
		}
	}
	return false
}

// willBefore reports that the verb nearest before token i tells what is to come.
func (s *sentence) willBefore(i int) bool {
	for k := i - 1; k >= 0 && k > i-12; k-- {
		switch s.low(k) {
		case "will", "would", "shall", "could", "expected", "expects", "plans", "due":
			return true
		case "had", "has", "have", "was", "were", "did", ";", ",":
			return false
		}
	}
	return false
}

// partMonths is how many months a quarter or half has that the words name, 0
// where they name none.
func partMonths(toks []token) int {
	for _, t := range toks {
		switch t.low {
		case "quarter", "q1", "q2", "q3", "q4":
			return 3
		case "half", "h1", "h2":
			return 6
		}
	}
	return 0
}

// timeAt reports whether token i lies in or right before a time phrase.
func (s *sentence) timeAt(i int) bool {
	for _, t := range s.when {
		if i >= t.from-1 && i < t.to {
			return true
		}
	}
	return false
}

func (s *sentence) calendar() calendar {
	return calendar{ref: s.r.published, year: s.r.year, part: s.r.part, war: s.r.lex.dates, future: s.future && !s.told}
}

// timeOpeners are the words that a time phrase may open with, beside numbers and the
// names of days, months and seasons.
var timeOpeners = set(`since until till by before ahead as between from in over during on at throughout through for within across so overnight
 a one two three four five six seven eight nine ten eleven twelve almost nearly that tonight last this today yesterday previous next coming the mid-month earlier`)

func (s *sentence) timePhraseAt(i int) (timePhrase, bool) {
	toks := s.toks
	none := timePhrase{}
	if w := toks[i].low; !timeOpeners[w] && toks[i].kind != number && seasons[w] == 0 && months[w] == 0 {
		if _, day := weekdays[w]; !day {
			return none, false
		}
	}
	s.told = s.pastAround(i)
	c := s.calendar()
	low := func(k int) string {
		if k >= 0 && k < len(toks) {
			return toks[k].low
		}
		return ""
	}
	win := func(p period) claim.Window { return claim.Window{From: p.from, To: p.to} }
	if toks[i].kind == mark || toks[i].kind == quoteMark {
		return none, false
	}
	w := low(i)
	switch w {
	case "since":
		j := i + 1
		c.future = false
		if p, ok := c.period(toks, j); ok {
			if w := low(j); p.grain == grainMonth && p.known() && (w == "mid" || w == "mid-" || strings.HasPrefix(w, "mid-")) {
				d := p.from.Time()
				p.from = control.Date(d.Year(), d.Month(), 15)
			}
			return timePhrase{from: i, to: p.to1, role: since, grain: p.grain, win: claim.Window{From: p.from, To: control.NoDay}}, true
		}
		if k := j; c.ref != control.NoDay && (low(k) == "new" && low(k+1) == "year" || low(k) == "the" && low(k+1) == "new" && low(k+2) == "year") {
			for low(k) != "year" {
				k++
			}
			return timePhrase{from: i, to: k + 1, role: since, grain: grainDay, win: claim.Window{From: control.Date(c.ref.Time().Year(), 1, 1), To: control.NoDay}}, true
		}
		if t, ok := s.sinceInvasion(i); ok {
			return t, true
		}
		return s.sinceEvent(i)
	case "until", "till", "by", "before", "ahead":
		if w == "by" && i > 0 && participle(low(i-1)) && (low(i+1) == "war" || low(i+2) == "war" || low(i+2) == "invasion") {
			return none, false // "uprooted by the war"
		}
		j := i + 1
		if w == "ahead" {
			if low(j) != "of" {
				return none, false
			}
			j++
		}
		if low(j) == "at" && low(j+1) == "least" {
			j += 2
		} else if low(j) == "about" || low(j) == "around" || low(j) == "late" && months[low(j+1)] == 0 {
			j++
		}
		if t, ok := s.periodsEnd(i); ok {
			return t, true
		}
		f := c
		f.future = w == "by" && (!s.past && !s.told || s.willBefore(i)) || w == "until" && s.future
		p, ok := f.period(toks, j)
		if !ok {
			return none, false
		}
		if w == "by" && low(p.to1) == "'s" {
			return none, false // "by last week's fighting"
		}
		t := timePhrase{from: i, to: p.to1, role: until, grain: p.grain}
		switch {
		case w == "before" || w == "ahead":
			t.role = before
			t.win = claim.Window{From: control.NoDay, To: p.from}
			if p.known() {
				t.win.To = p.from - 1
			}
			if low(j) == "the" && (low(j+1) == "end" || low(j+1) == "close") && low(j+2) == "of" && p.known() {
				t.win.To = p.from // "before the end of 2026" is in it
			}
		case w == "until" || w == "till":
			if s.future {
				t.win = win(p)
				if j > i+1 {
					t.win.To = control.NoDay // until at least
				}
			} else {
				t.win = claim.Window{From: control.NoDay, To: p.from}
				if p.known() {
					t.win.To = p.from - 1
				}
				if p.grain == grainDay && p.known() {
					t.win.To = p.from
				}
			}
		default: // by
			t.win = claim.Window{From: control.NoDay, To: p.to}
			if s.future && s.r.published != control.NoDay && p.grain == grainDay {
				t.win.From = s.r.published
			}
			if p.grain != grainDay && p.known() {
				t.win.To = p.from // by spring: its first day
			}
			if !s.future && p.known() {
				t.win = s.ended(claim.Window{From: p.to, To: p.to}, low(p.to1-1))
				t.role = pointAt
			}
		}
		return t, true
	case "as":
		if low(i+1) == "of" || low(i+1) == "at" {
			if p, ok := c.period(toks, i+2); ok {
				return timePhrase{from: i, to: p.to1, role: pointAt, grain: p.grain, win: win(p)}, true
			}
		}
	case "between", "from":
		if t, ok := s.rangeAt(i); ok {
			return t, true
		}
	case "in", "over", "during", "on", "at", "throughout", "through", "for", "within", "across":
		if x := low(i + 3); low(i+1) == "the" && (x == "before" || x == "earlier" || x == "prior") { // "in the year before that"
			if t, ok := s.stepBefore(i + 1); ok {
				t.from = i
				return t, true
			}
		}
		if t, ok := s.durationAt(i); ok {
			return t, true
		}
		j := i + 1
		if w == "at" && (low(j) == "weekends" || low(j) == "war") {
			return none, false
		}
		if (low(j) == "all" || low(j) == "whole" || low(j) == "most") && low(j+1) == "of" {
			j += 2
		} else if low(j) == "all" || low(j) == "the" && (low(j+1) == "whole" || low(j+1) == "course") && low(j+2) == "of" {
			if low(j) == "the" {
				j += 3
			} else {
				j++
			}
		}
		if w == "through" && (low(j) != "the" || i > 0 && toks[i-1].kind == word && !s.mask[i-1]) {
			return none, false // "rolled through the town"
		}
		if w == "for" {
			_, season := seasons[low(j+1)]
			part := ordinals[low(j+1)] > 0 || low(j+1) == "last" || low(j+1) == "final" || low(j+1) == "opening" || low(j+1) == "whole"
			if low(j) != "the" || !season && !part {
				return none, false
			}
		}
		p, ok := c.period(toks, j)
		if !ok {
			return none, false
		}
		if w == "at" && p.grain != grainDay {
			return none, false
		}
		t := timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: win(p)}
		if (low(j) == "the" || w == "at") && (contains(toks, i, p.to1, "end") || contains(toks, i, p.to1, "start") || contains(toks, i, p.to1, "beginning")) {
			t.role = pointAt
			t.win = s.ended(t.win, low(p.to1-1))
		}
		if low(t.to) == "alone" {
			t.to++
		}
		// a span that holds the publication day is still open
		if t.role == within && p.grain == grainMonth && p.known() && c.ref != control.NoDay && p.from <= c.ref && c.ref < p.to && !s.future {
			t.win.To = control.NoDay
		}
		return t, true
	case "so":
		if low(i+1) == "far" {
			j := i + 2
			if low(j) == "in" {
				j++
			}
			if p, ok := c.period(toks, j); ok {
				return timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: claim.Window{From: p.from, To: control.NoDay}}, true
			}
		}
	case "overnight":
		t := timePhrase{from: i, to: i + 1, role: within, win: claim.NoWindow}
		if c.ref != control.NoDay {
			t.win = claim.Window{From: c.ref - 1, To: c.ref}
		}
		return t, true
	case "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "almost", "nearly":
		if t, ok := s.agoAt(i); ok {
			return t, true
		}
	case "that":
		// "that September"; "in that time" is read with its preposition
		_, season := seasons[low(i+1)]
		if _, ok := monthAt(toks, i+1); ok || season && c.year != 0 {
			if p, ok := c.relative(toks, i, "that"); ok {
				return timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: win(p)}, true
			}
		}
		if (low(i+1) == "month" || low(i+1) == "week" || low(i+1) == "year") && !s.r.last.Unknown() && i+2 <= len(toks) {
			w := s.r.last
			return timePhrase{from: i, to: i + 2, role: same, win: w}, true
		}
	case "tonight":
		return timePhrase{from: i, to: i + 1, role: within, win: claim.Window{From: c.ref, To: c.ref}}, c.ref != control.NoDay
	case "last", "this", "today", "yesterday", "previous", "next", "coming":
		if w == "last" || w == "this" || w == "previous" {
			switch low(i + 1) {
			case "time", "one", "town", "part":
				return none, false
			case "morning", "afternoon", "evening", "night":
				t := timePhrase{from: i, to: i + 2, role: within, win: claim.Window{From: c.ref, To: c.ref}}
				if w == "last" && c.ref != control.NoDay {
					t.win.From--
				}
				return t, w != "previous" && c.ref != control.NoDay
			}
		}
		if p, ok := c.period(toks, i); ok {
			t := timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: win(p)}
			if low(t.to) == "'s" {
				t.role = owner
			}
			return t, true
		}
	case "the":
		if t, ok := s.stepBefore(i); ok {
			return t, true
		}
		if p, ok := c.period(toks, i); ok && p.grain >= grainMonth && p.known() && periodVerbs[low(p.to1)] { // "The spring produced Ukraine's best three months"
			return timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: win(p), subject: true}, true
		}
	case "mid-month", "earlier":
		if w == "earlier" && (low(i+1) == "this" || low(i+1) == "in") {
			if p, ok := c.period(toks, i+2); ok {
				return timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: claim.Window{From: p.from, To: min(p.to, c.ref)}}, true
			}
		}
	}
	// bare dates, months and years as owners: "December's total", "its January
	// advance", "the 2025 offensive"; weekdays stand alone ("said Monday")
	if _, ok := weekdays[w]; ok && toks[i].capital() {
		if p, ok := c.period(toks, i); ok {
			return timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: win(p)}, true
		}
	}
	if _, ok := seasons[w]; ok {
		if p, ok := c.named(toks, i); ok && p.yearTold {
			return timePhrase{from: i, to: p.to1, role: owner, grain: p.grain, win: win(p)}, true
		}
	}
	if _, ok := monthAt(toks, i); ok {
		if p, ok := c.period(toks, i); ok {
			t := timePhrase{from: i, to: p.to1, role: owner, grain: p.grain, win: win(p)}
			if p.grain == grainMonth && (auxiliary[low(t.to)] || periodVerbs[low(t.to)]) {
				t.role, t.subject = within, true
			}
			if low(t.to) == "-" || low(t.to) == "to" || low(t.to) == "--" { // January–March
				f := c
				if q, ok := f.period(toks, t.to+1); ok && q.known() {
					f.ref, f.future = q.to, false
					if p2, ok := f.period(toks, i); ok && p2.known() {
						t.win, t.to = claim.Window{From: p2.from, To: q.to}, q.to1
					}
				}
			}
			return t, true
		}
	}
	if toks[i].kind == number {
		if p, ok := c.dayRange(toks, i); ok {
			return timePhrase{from: i, to: p.to1, role: within, grain: p.grain, win: win(p)}, true
		}
		if d, n := dayOfMonthAt(toks, i); n > 0 && d > 0 {
			if _, ok := monthAt(toks, i+n); ok {
				if p, ok := c.period(toks, i); ok {
					return timePhrase{from: i, to: p.to1, role: owner, grain: p.grain, win: win(p)}, true
				}
			}
		}
		if _, ok := yearAt(toks, i); ok {
			_, _, n := unitAt(toks, i+1)
			if n == 0 {
				p, _ := c.core(toks, i)
				return timePhrase{from: i, to: p.to1, role: owner, grain: p.grain, win: win(p)}, true
			}
		}
	}
	return none, false
}

// periodVerbs are what a month does: "May saw heavy losses".
var periodVerbs = set("saw sees brought brings proved marked ended closed began opened cost yielded yields produced produces went turned delivered gave contributed")

func contains(toks []token, i, j int, w string) bool {
	for ; i < j && i < len(toks); i++ {
		if toks[i].low == w {
			return true
		}
	}
	return false
}

func monthEnd(y int, m time.Month) time.Time { return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC) }
