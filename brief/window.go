package brief

import (
	"fmt"
	"time"

	"github.com/salient-project/salient/control"
)

// Window is the days that a brief is about, First to Last, and the maps that it
// compares: those of From and To.
type Window struct {
	Kind  Kind        `json:"kind"`
	First control.Day `json:"first"`
	Last  control.Day `json:"last"`
	From  control.Day `json:"from"`
	To    control.Day `json:"to"`
}

// Kind tells how a window was asked for.
type Kind string

// The kinds of windows.
const (
	Week  Kind = "week"
	Month Kind = "month"
	Days  Kind = "days"
)

// DaysOf returns the window of the days from first to last, both included. What
// moved in them is the map of the last less that of the day before the first.
// Seven days from Monday are a week.
func DaysOf(first, last control.Day) Window {
	w := Window{Days, first, last, first - 1, last}
	if last-first == 6 && first.Time().Weekday() == time.Monday {
		w.Kind = Week
	}
	return w
}

// WeekOf returns the week from Monday to Sunday that holds a day.
func WeekOf(d control.Day) Window {
	monday := d - control.Day((int(d.Time().Weekday())+6)%7)
	return DaysOf(monday, monday+6)
}

// MonthOf returns the month that holds a day, from the map of its first day to
// that of the next month's first, as publishers tell months.
func MonthOf(d control.Day) Window {
	t := d.Time()
	first := control.Date(t.Year(), t.Month(), 1)
	next := control.Date(t.Year(), t.Month()+1, 1)
	return Window{Month, first, next - 1, first, next}
}

// Longest is the most days that a window has.
const Longest = 366

func (w Window) check() error {
	if w.Last < w.First || w.To <= w.From {
		return fmt.Errorf("brief: the window ends on %s, before it begins on %s", w.Last, w.First)
	}
	if w.Last-w.First >= Longest {
		return fmt.Errorf("brief: the window has %d days, more than %d", w.Last-w.First+1, Longest)
	}
	return nil
}

// before returns the window just before, as long.
func (w Window) before() Window {
	if w.Kind == Month {
		return MonthOf(w.First - 1)
	}
	n := w.Last - w.First + 1
	return Window{w.Kind, w.First - n, w.First - 1, w.From - n, w.To - n}
}

// period names the window's length, as week.
func (w Window) period() string {
	switch {
	case w.Kind == Month:
		return "month"
	case w.Last-w.First == 6:
		return "week"
	}
	return fmt.Sprintf("%d-day period", w.Last-w.First+1)
}

// ID names the window in file names and addresses.
func (w Window) ID() string { return w.First.String() + "_" + w.Last.String() }
