package verdict

import (
	"fmt"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// period is a unit of time by which changes are ranked.
type period struct {
	name  string
	label func(control.Day) string      // names the period that begins on a day
	start func(control.Day) control.Day // first day of the period that a day lies in
	next  func(control.Day) control.Day // first day of the period after
	end   func(control.Day) control.Day // day after the period that begins on a day; nil: next
	whole bool                          // calendar months
}

func (p period) after(start control.Day) control.Day {
	if p.end != nil {
		return p.end(start)
	}
	return p.next(start)
}

var (
	monthly = period{"month", layout("January 2006"),
		func(d control.Day) control.Day { t := d.Time(); return control.Date(t.Year(), t.Month(), 1) },
		func(d control.Day) control.Day { return control.DayOf(d.Time().AddDate(0, 1, 0)) }, nil, true}
	quarterly = period{"quarter", layout("quarter from January 2006"),
		func(d control.Day) control.Day {
			t := d.Time()
			return control.Date(t.Year(), t.Month()-(t.Month()-1)%3, 1)
		},
		func(d control.Day) control.Day { return control.DayOf(d.Time().AddDate(0, 3, 0)) }, nil, true}
	yearly = period{"year", layout("2006"),
		func(d control.Day) control.Day { return control.Date(d.Time().Year(), 1, 1) },
		func(d control.Day) control.Day { return control.DayOf(d.Time().AddDate(1, 0, 0)) }, nil, true}
)

func layout(l string) func(control.Day) string { return from("", l) }

func from(words, l string) func(control.Day) string {
	return func(d control.Day) string { return words + d.Time().Format(l) }
}

// monthsLong is every stretch of so many whole months, one from each month.
func monthsLong(n int) period {
	return period{fmt.Sprintf("%d months", n), from(fmt.Sprintf("%d months from ", n), "January 2006"), monthly.start, monthly.next,
		func(d control.Day) control.Day { return control.DayOf(d.Time().AddDate(0, n, 0)) }, true}
}

// stretch is so many days, counted back and forth from a first one.
func stretch(days, first control.Day) period {
	p := period{fmt.Sprintf("%d days", days), from(fmt.Sprintf("%d days from ", days), "2 January 2006"),
		func(d control.Day) control.Day { return d - ((d-first)%days+days)%days },
		func(d control.Day) control.Day { return d + days }, nil, false}
	if days == 7 {
		p.name, p.label = "week", layout("week of 2 January 2006")
	}
	return p
}

// periodOf tells the period of a window: a calendar month, quarter or year; so
// many whole months, which are ranked with those from every other month; else so
// many days, ranked with the stretches that adjoin it.
func periodOf(w claim.Window) (period, bool) {
	if w.From == control.NoDay || w.To == control.NoDay {
		return period{}, false
	}
	for _, p := range []period{monthly, quarterly, yearly} {
		if p.start(w.From) == w.From && p.next(w.From) == w.To+1 {
			return p, true
		}
	}
	if a, b := w.From.Time(), (w.To + 1).Time(); a.Day() == 1 && b.Day() == 1 {
		return monthsLong(12*(b.Year()-a.Year()) + int(b.Month()-a.Month())), true
	}
	if w.To < w.From {
		return period{}, false
	}
	return stretch(w.To-w.From+1, w.From), true
}
