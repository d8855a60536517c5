package figures

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
)

// dayRange is the days that a date stands for: one, or those of a month or year.
type dayRange struct{ first, last control.Day }

func (d dayRange) none() bool { return d.last == control.NoDay }

// dayForms are dates whose parts cannot be mistaken for one another.
var dayForms = []string{
	time.DateOnly, "2006/01/02", "2006.01.02", "20060102", "02.01.2006", "2.1.2006",
	"2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006", time.RFC3339,
}

// monthForms are dates of whole months.
var monthForms = []string{"2006-01", "2006/01", "January 2006", "Jan 2006"}

var ordinal = regexp.MustCompile(`(\d)(?:st|nd|rd|th)\b`)

// parseDays reads a day, a month or a year; nothing gives control.NoDay.
func parseDays(text string) (dayRange, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return dayRange{control.NoDay, control.NoDay}, nil
	}
	plain := blanks.ReplaceAllString(strings.NewReplacer(",", " ", "Sept ", "Sep ").Replace(ordinal.ReplaceAllString(text, "$1")), " ")
	for _, form := range dayForms {
		if t, err := time.Parse(form, plain); err == nil {
			return dayRange{control.DayOf(t), control.DayOf(t)}, nil
		}
	}
	for _, form := range monthForms {
		if t, err := time.Parse(form, plain); err == nil {
			return dayRange{control.DayOf(t), control.DayOf(t.AddDate(0, 1, -1))}, nil
		}
	}
	if t, err := time.Parse("2006", plain); err == nil {
		return dayRange{control.DayOf(t), control.DayOf(t.AddDate(1, 0, -1))}, nil
	}
	return dayRange{control.NoDay, control.NoDay}, fmt.Errorf("day %q: want YYYY-MM-DD, as 2026-02-11", text)
}
