package measure

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/salient-project/salient/control"
)

// Window is a pair of valid days to measure between, from the map of one to the
// map of the other. Build one with [Month], [Week] or [Past].
type Window struct {
	From control.Day // NoDay: Days before To
	To   control.Day // NoDay: the newest map
	Days int         // used where From is NoDay
}

// Month returns the window of a calendar month: from the map of its 1st to the
// map of the next month's 1st, as publishers count months. Windows of months
// that follow one another share a day, so their nets add up.
func Month(y int, m time.Month) Window {
	return Window{From: control.Date(y, m, 1), To: control.Date(y, m+1, 1)}
}

// Week returns the window of the ISO 8601 week that a day lies in: from the map
// of its Monday to the map of the next Monday, as months are counted.
func Week(day control.Day) Window {
	monday := day - control.Day((int(day.Time().Weekday())+6)%7)
	return Window{From: monday, To: monday + 7}
}

// Past returns the window of so many days that ends with the newest map.
func Past(days int) Window { return Window{From: control.NoDay, To: control.NoDay, Days: days} }

// In returns the window's days for a definition: those that are open are closed
// by its newest map.
func (w Window) In(c Coverage) (from, to control.Day) {
	from, to = w.From, w.To
	if to == control.NoDay {
		to = c.Last
	}
	if from == control.NoDay {
		from = to - control.Day(w.Days)
	}
	return from, to
}

var (
	weekText = regexp.MustCompile(`^(\d{4})-?W(\d{2})$`)
	pastText = regexp.MustCompile(`^(\d{1,5})([dw])$`)
)

// ParseMonth reads a month as 2026-01.
func ParseMonth(s string) (Window, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return Window{}, fmt.Errorf("month %q: want YYYY-MM, as 2026-01", s)
	}
	return Month(t.Year(), t.Month()), nil
}

// ParseWeek reads an ISO 8601 week as 2026-W07, or a day in it.
func ParseWeek(s string) (Window, error) {
	if m := weekText.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1])
		week, _ := strconv.Atoi(m[2])
		// 4 January always lies in week 1.
		w := Week(control.Date(year, time.January, 4) + control.Day(7*(week-1)))
		if y, n := w.From.Time().ISOWeek(); y != year || n != week {
			return Window{}, fmt.Errorf("week %q: %d has no week %d", s, year, week)
		}
		return w, nil
	}
	day, err := control.ParseDay(s)
	if err != nil {
		return Window{}, fmt.Errorf("week %q: want a week as 2026-W07 or a day in it, as 2026-02-11", s)
	}
	return Week(day), nil
}

// ParsePast reads a number of days or weeks, as 7d or 2w.
func ParsePast(s string) (Window, error) {
	m := pastText.FindStringSubmatch(s)
	if m == nil {
		return Window{}, fmt.Errorf("window %q: want days or weeks, as 7d or 2w", s)
	}
	n, _ := strconv.Atoi(m[1]) // five digits fit
	if m[2] == "w" {
		n *= 7
	}
	if n == 0 {
		return Window{}, fmt.Errorf("window %q: want at least a day", s)
	}
	return Past(n), nil
}
