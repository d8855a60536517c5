package source

import (
	"fmt"
	"time"

	"github.com/salient-project/salient/control"
)

// DayInName finds the last calendar day in a file's name, written as 20260202,
// 2026-02-02, 2026_02_02 or 2026.02.02 with no further digits beside it.
func DayInName(name string) (control.Day, bool) {
	day, found := control.NoDay, false
	for i := 0; i < len(name); i++ {
		if i > 0 && digit(name[i-1]) || !digit(name[i]) {
			continue
		}
		for _, layout := range [...]string{"20060102", time.DateOnly, "2006_01_02", "2006.01.02"} {
			end := i + len(layout)
			if end > len(name) || end < len(name) && digit(name[end]) {
				continue
			}
			if t, err := time.Parse(layout, name[i:end]); err == nil {
				day, found = control.DayOf(t), true
			}
		}
	}
	return day, found
}

func digit(c byte) bool { return c-'0' <= 9 }

// OutOfRange says why a day cannot be a map's, or returns "": maps are of days
// from the source's first to the day after today (time zones differ).
func OutOfRange(day, start, today control.Day) string {
	switch {
	case day < start:
		return fmt.Sprintf("day %s lies before %s, when the source begins", day, start)
	case day > today+1:
		return fmt.Sprintf("day %s lies in the future (today is %s)", day, today)
	}
	return ""
}
