package verdict

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/salient-project/salient/control"
)

// number prints a figure with thousands separated: whole from 10 up, one
// decimal below, two below 1.
func number(v float64) string {
	decimals := 0
	switch a := math.Abs(v); {
	case a < 1:
		decimals = 2
	case a < 10:
		decimals = 1
	}
	return fixed(v, decimals)
}

// fixed prints a figure with thousands separated and so many decimals, less
// trailing zeros.
func fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if v < 0 && strings.Trim(whole, "0.,") != "" {
		return "−" + whole
	}
	return whole
}

// tenths prints a figure with one decimal below 1,000, whole above.
func tenths(v float64) string {
	if math.Abs(v) < 1000 {
		return fixed(v, 1)
	}
	return fixed(v, 0)
}

// Quantity prints a value with its unit, as "135 km²" and "19.3%".
func Quantity(v float64, unit string) string {
	switch unit {
	case "percent":
		return fixed(v, 2) + "%"
	case "km2":
		return number(v) + " km²"
	case "mi2":
		return tenths(v) + " square miles"
	case "km2/day", "km2/week", "km2/month":
		return fixed(v, 1) + " km² a " + unit[len("km2/"):]
	case "ratio":
		return fixed(v, 2) + " times"
	case "ha":
		return number(v) + " ha"
	case "acre":
		return number(v) + " acres"
	case "km":
		return number(v) + " km"
	case "mi":
		return tenths(v) + " miles"
	case "m":
		return number(v) + " m"
	case "", "count":
		return fixed(v, 2)
	}
	return number(v) + " " + unit
}

// Day prints a day as 17 February 2026.
func Day(d control.Day) string {
	if d == control.NoDay {
		return ""
	}
	return d.Time().Format("2 January 2006")
}

// Days prints the days of a measurement, from one map to another, as
// "10–17 February 2026".
func Days(from, to control.Day) string {
	switch {
	case from == control.NoDay && to == control.NoDay:
		return ""
	case from == control.NoDay:
		return "until " + Day(to)
	case to == control.NoDay:
		return "from " + Day(from)
	case from == to:
		return Day(from)
	}
	a, b := from.Time(), to.Time()
	switch {
	case a.Year() != b.Year():
		return Day(from) + " – " + Day(to)
	case a.Month() != b.Month():
		return a.Format("2 January") + " – " + Day(to)
	}
	return fmt.Sprintf("%d–%s", a.Day(), Day(to))
}

// Span prints the days of a measurement in a sentence, as "from 10 to 17
// February 2026".
func Span(from, to control.Day) string {
	a, b := from.Time(), to.Time()
	switch {
	case from == control.NoDay || to == control.NoDay || from == to:
		return Days(from, to)
	case a.Year() != b.Year():
		return "from " + Day(from) + " to " + Day(to)
	case a.Month() != b.Month():
		return "from " + a.Format("2 January") + " to " + Day(to)
	}
	return fmt.Sprintf("from %d to %s", a.Day(), Day(to))
}

// Party prints a party's id as its name.
func Party(id string) string {
	switch strings.ToLower(id) {
	case "russia":
		return "Russia"
	case "ukraine":
		return "Ukraine"
	case "us", "usa":
		return "the United States"
	}
	return id
}

// list joins words with commas and a last "and".
func list(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// sentence makes the first letter large and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	r := []rune(s)
	if !strings.HasSuffix(s, ".") {
		r = append(r, '.')
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

func value(v float64) *float64 {
	v = math.Round(v*1e4) / 1e4
	if v == 0 {
		v = 0 // no negative zero
	}
	return &v
}
