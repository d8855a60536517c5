package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"github.com/salient-project/salient/control"
)

// columns returns the width of the terminal that w is, at most 100, or 80.
func columns(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 20 {
			return min(n, 100)
		}
	}
	return 80
}

// writeJSON prints one document.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// table returns a writer that aligns columns separated by tabs.
func table(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) }

// number prints a number with thousands separated and so many decimals.
func number(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if strings.Trim(whole+fraction, "0,") == "" {
		sign = ""
	}
	if fraction != "" {
		return sign + whole + "." + fraction
	}
	return sign + whole
}

// signed prints a number as number does, with a plus sign where it is positive.
func signed(v float64, decimals int) string {
	s := number(v, decimals)
	if v > 0 && strings.Trim(s, "0.,") != "" {
		return "+" + s
	}
	return s
}

const squareMile = 2.589988110336 // km², exactly (international mile)

// areaText prints an area as newsrooms do: square kilometers first, with a
// decimal where whole ones would say little.
func areaText(km2 float64) string {
	decimals := 0
	if km2 != 0 && km2 < 5 && km2 > -5 {
		decimals = 1
	}
	return fmt.Sprintf("%s square kilometers (%s square miles)", number(km2, decimals), number(km2/squareMile, decimals))
}

// wrap breaks text into lines of at most width columns, each after the first
// led by indent.
func wrap(text string, width int, indent string) string {
	var b strings.Builder
	line := 0
	for i, word := range strings.Fields(text) {
		n := len([]rune(word))
		if i > 0 && line+1+n > width {
			b.WriteString("\n" + indent)
			line = len([]rune(indent))
		} else if i > 0 {
			b.WriteByte(' ')
			line++
		}
		b.WriteString(word)
		line += n
	}
	return b.String()
}

// longBefore says how many days a map is older than was asked, where that is more
// than any source takes to draw its next one.
func longBefore(asked, of control.Day) string {
	if asked-of <= 31 {
		return ""
	}
	return fmt.Sprintf(", %s days before: what was held on the day asked is not known", number(float64(asked-of), 0))
}

// plural prints a count of things.
func plural(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return number(float64(n), 0) + " " + thing
}

// sortedNames returns a map's keys in order.
func sortedNames[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
