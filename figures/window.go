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

// Shape is what a window looks like, by which publishers measure it.
type Shape string

// The shapes of windows.
const (
	Day    Shape = "day"    // one
	Months Shape = "months" // whole calendar months, one or more
	Week   Shape = "week"   // seven days
	Span   Shape = "span"   // from a weekday to the same one, or from a day to the same day of another month
	Other  Shape = "other"
)

// ShapeOf returns a window's shape.
func ShapeOf(from, to control.Day) Shape {
	switch {
	case from == to:
		return Day
	case wholeMonths(from, to):
		return Months
	case to-from == 6:
		return Week
	case to-from == 7, from.Time().Day() == to.Time().Day():
		return Span
	}
	return Other
}

// maps returns the days of the maps that a window is measured between. One day
// is what came with it. A span names two maps, so it runs from the one to the
// other, unless the publisher has another habit. Whole months begin and end by
// the rules of the first and the last of them.
func (w Windows) maps(from, to control.Day) (first, last control.Day) {
	a, b := w.rule(from, to), w.rule(from, to)
	if ShapeOf(from, to) == Months {
		end := control.DayOf(from.Time().AddDate(0, 1, -1))
		a, b = w.rule(from, end), w.rule(to-control.Day(to.Time().Day()-1), to)
	}
	return from + rules[a][0], to + rules[b][1]
}

// rule returns the rule for a window's shape.
func (w Windows) rule(from, to control.Day) Rule {
	switch ShapeOf(from, to) {
	case Day:
		return Incl
	case Months:
		if to <= w.Until.day {
			return w.MonthsUntil
		}
		return w.Months
	case Week:
		return w.Week
	case Span:
		return w.Span
	}
	return w.Other
}

// wholeMonths reports whether a window is one or more calendar months.
func wholeMonths(from, to control.Day) bool {
	return from.Time().Day() == 1 && (to+1).Time().Day() == 1
}

// invasion is the day from which publishers count ground taken since 2022.
var invasion = control.Date(2022, time.February, 24)
