package figures

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/salient-project/salient/control"
)

// unitText is how units are printed.
var unitText = map[Unit]string{Km2: "km²", Mi2: "mi²", Percent: "%", Km2PerDay: "km²/day", Mi2PerDay: "mi²/day"}

// Text returns the unit as printed.
func (u Unit) Text() string { return unitText[u] }

// Number prints a published value with the decimals it was printed with, and
// thousands separated.
func (r Row) Number() string {
	s := strconv.FormatFloat(r.Value, 'f', r.Decimals, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, point := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return sign + whole
}

// Phrase says what a row is about: "Russia gained, 2025-08-01 to 2025-08-31".
func (r Row) Phrase() string {
	actor := r.Actor
	if actor != "" {
		actor = strings.ToUpper(actor[:1]) + actor[1:]
	}
	what := map[string]string{
		"gained": "gained", "lost": "lost", "net": "net", "held": "held", "share": "held, share",
		"rate_per_day": "gained a day", "other": "change of share",
	}[r.Measure]
	where := ""
	if !strings.EqualFold(r.Region, "ukraine") {
		where = " in " + r.Region
	}
	if r.From == control.NoDay {
		return fmt.Sprintf("%s %s%s, %s", actor, what, where, r.To)
	}
	return fmt.Sprintf("%s %s%s, %s to %s", actor, what, where, r.From, r.To)
}
