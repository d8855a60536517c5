package talks

import (
	"fmt"
	"strconv"
	"time"

	"github.com/salient-project/salient/control"
)

// Date is a year, a month or a day, as exact as a source gives it: 2025,
// 2025-07 or 2025-07-23. The zero Date is not known. Only offices use it: every
// other row has a day.
type Date struct {
	Year  int
	Month time.Month // 0: only the year is known
	Day   int        // 0: only the month is known
}

// ParseDate reads a date as 2025, 2025-07 or 2025-07-23.
func ParseDate(s string) (Date, error) {
	bad := fmt.Errorf("date %q: want YYYY, YYYY-MM or YYYY-MM-DD", s)
	var layout string
	switch len(s) {
	case 4:
		layout = "2006"
	case 7:
		layout = "2006-01"
	case 10:
		layout = time.DateOnly
	default:
		return Date{}, bad
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() == 0 {
		return Date{}, bad
	}
	d := Date{Year: t.Year()}
	if len(s) > 4 {
		d.Month = t.Month()
	}
	if len(s) > 7 {
		d.Day = t.Day()
	}
	return d, nil
}

// IsZero reports whether the date is not known.
func (d Date) IsZero() bool { return d == Date{} }

// First returns the earliest day that the date can mean.
func (d Date) First() control.Day {
	return control.Date(d.Year, max(d.Month, 1), max(d.Day, 1))
}

// Last returns the latest day that the date can mean.
func (d Date) Last() control.Day {
	switch {
	case d.Month == 0:
		return control.Date(d.Year, time.December, 31)
	case d.Day == 0:
		return control.Date(d.Year, d.Month+1, 0)
	}
	return d.First()
}

// String prints the date as it was read.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, int(d.Month))
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalJSON prints the date as a string, and null where it is not known.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return strconv.AppendQuote(nil, d.String()), nil
}
