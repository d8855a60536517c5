package control

import (
	"fmt"
	"time"
)

// Day is a calendar day in UTC, counted from 1970-01-01. It has no hour: a map
// is of a day.
type Day int32

// NoDay stands for a day that is not known.
const NoDay Day = -1 << 31

// DayOf returns the UTC calendar day of t.
func DayOf(t time.Time) Day {
	y, m, d := t.UTC().Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Date returns the day of a year, month and day of month.
func Date(y int, m time.Month, d int) Day { return DayOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)) }

// ParseDay reads a day as 2026-02-11.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return NoDay, fmt.Errorf("day %q: want YYYY-MM-DD, as 2026-02-11", s)
	}
	return DayOf(t), nil
}

// Time returns the day's first instant in UTC.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String prints the day as 2026-02-11, and NoDay as nothing.
func (d Day) String() string {
	if d == NoDay {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalText prints the day as 2026-02-11; NoDay cannot be printed so.
func (d Day) MarshalText() ([]byte, error) {
	if d == NoDay {
		return nil, fmt.Errorf("day not known")
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText prints.
func (d *Day) UnmarshalText(b []byte) error {
	var err error
	*d, err = ParseDay(string(b))
	return err
}
