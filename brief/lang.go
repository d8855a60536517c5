package brief

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/salient-project/salient/control"
)

// Lang is a way of writing English. The zero value is American.
type Lang int

// The languages.
const (
	AmericanEnglish Lang = iota
	BritishEnglish
)

// ParseLang reads en-US or en-GB.
func ParseLang(s string) (Lang, error) {
	switch s {
	case "", "en-US":
		return AmericanEnglish, nil
	case "en-GB":
		return BritishEnglish, nil
	}
	return 0, fmt.Errorf("language %q: want en-US or en-GB", s)
}

func (l Lang) String() string {
	if l == BritishEnglish {
		return "en-GB"
	}
	return "en-US"
}

// SquareMile is a square mile in square kilometers, exactly (international mile).
const SquareMile = 2.589988110336

const mile = 1.609344 // km, exactly

// amount prints a quantity as newsrooms do: whole from 10 on, below that with
// one decimal, none if it is 0.
func amount(v float64) string {
	v = math.Abs(v)
	if v >= 9.95 {
		return thousands(strconv.FormatFloat(math.Round(v), 'f', 0, 64))
	}
	s := strconv.FormatFloat(v, 'f', 1, 64)
	return strings.TrimSuffix(s, ".0")
}

func thousands(s string) string {
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Area prints an area, sign left out: "201 square kilometers (78 square miles)".
func (l Lang) Area(km2 float64) string {
	km, mi := amount(km2), amount(km2/SquareMile)
	kilometer := "kilometer"
	if l == BritishEnglish {
		kilometer = "kilometre"
	}
	return fmt.Sprintf("%s square %s (%s square %s)", km, plural(km, kilometer), mi, plural(mi, "mile"))
}

// Distance prints a distance in whole kilometers.
func (l Lang) Distance(km float64) string {
	kilometer := "kilometer"
	if l == BritishEnglish {
		kilometer = "kilometre"
	}
	n, mi := math.Round(km), math.Round(km/mile)
	return fmt.Sprintf("%.0f %s (%.0f %s)", n, plural(fmt.Sprint(n), kilometer), mi, plural(fmt.Sprint(mi), "mile"))
}

// plural takes the singular for 1 and for fractions below it.
func plural(n, unit string) string {
	if n == "1" || strings.HasPrefix(n, "0.") {
		return unit
	}
	return unit + "s"
}

// PercentText prints a share with one decimal, without the sign for percent in
// words: "19.3 percent", "19.3%".
func (l Lang) PercentText(v float64) string {
	s := strconv.FormatFloat(v, 'f', 1, 64)
	if l == BritishEnglish {
		return s + " per cent"
	}
	return s + "%"
}

var small = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

// count prints how many: in words up to nine.
func count(n int) string {
	if n >= 0 && n < len(small) {
		return small[n]
	}
	return thousands(strconv.Itoa(n))
}

var apMonths = [...]string{"Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}

// Day prints a day without its year: "Feb. 15", "15 February".
func (l Lang) Day(d control.Day) string {
	t := d.Time()
	if l == BritishEnglish {
		return t.Format("2 January")
	}
	return apMonths[t.Month()-1] + " " + strconv.Itoa(t.Day())
}

// DayYear prints a day with its year: "Feb. 15, 2026".
func (l Lang) DayYear(d control.Day) string {
	if l == BritishEnglish {
		return d.Time().Format("2 January 2006")
	}
	return l.Day(d) + ", " + d.Time().Format("2006")
}

// near prints a day, with its year where that is not the window's.
func (l Lang) near(d control.Day, w Window) string {
	if d.Time().Year() != w.Last.Time().Year() {
		return l.DayYear(d)
	}
	return l.Day(d)
}

// Span prints the days of a window: "Feb. 9-15, 2026", "9–15 February 2026".
func (l Lang) Span(a, b control.Day) string {
	s, t := a.Time(), b.Time()
	switch {
	case a == b:
		return l.DayYear(a)
	case s.Year() != t.Year():
		return l.DayYear(a) + l.to() + l.DayYear(b)
	case s.Month() != t.Month():
		return l.Day(a) + l.to() + l.DayYear(b)
	case l == BritishEnglish:
		return fmt.Sprintf("%d–%s", s.Day(), l.DayYear(b))
	}
	return fmt.Sprintf("%s-%d, %d", l.Day(a), t.Day(), t.Year())
}

func (l Lang) to() string {
	if l == BritishEnglish {
		return " – "
	}
	return " to "
}
