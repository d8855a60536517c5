package figures

import (
	"time"

	"github.com/salient-project/salient/control"
)

// Rule says which maps a published window is measured between.
type Rule string

// The rules of windows.
const (
	Next    Rule = "next"    // held on the day after the last, less held on the first day
	Incl    Rule = "incl"    // held on the last day, less held on the day before the first
	FromTo  Rule = "from-to" // held on the last day, less held on the first day
	Morning Rule = "morning" // held on the day before the last, less held on the day before the first
)

// rules are the days that each rule adds to the first and the last day named.
var rules = map[Rule][2]control.Day{
	Next:    {0, 1},
	Incl:    {-1, 0},
	FromTo:  {0, 0},
	Morning: {-1, -1},
}

// ruleOf returns the rule by which two shifts are known, or nothing.
func ruleOf(from, to control.Day) Rule {
	for _, r := range []Rule{FromTo, Next, Incl, Morning} {
		if rules[r] == [2]control.Day{from, to} {
			return r
		}
	}
	return ""
}

// rule returns the rule for a window's shape.
func (w Windows) rule(from, to control.Day) Rule {
	switch {
	case wholeMonths(from, to) && to <= w.Until.day:
		return w.MonthsUntil
	case wholeMonths(from, to):
		return w.Months
	case to-from == 6:
		return w.Week
	}
	return w.Other
}

// wholeMonths reports whether a window is one or more calendar months.
func wholeMonths(from, to control.Day) bool {
	return from.Time().Day() == 1 && (to+1).Time().Day() == 1
}

// invasion is the day from which publishers count ground taken since 2022.
var invasion = control.Date(2022, time.February, 24)
