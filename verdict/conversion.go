package verdict

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// unitWords tell the unit of the second figure of a conversion. Areas come
// first: "square miles" holds "miles".
var unitWords = []struct {
	unit string
	word *regexp.Regexp
}{
	{claim.Mi2, regexp.MustCompile(`(?i)\bsq(uare|\.)?[ -]*(mi|miles?)\b|\bmi(les?)?(²|2|\^2)|\bsq\.? ?mi`)},
	{claim.Km2, regexp.MustCompile(`(?i)\bsq(uare|\.)?[ -]*(km|kms|kilomet(er|re)s?)\b|km ?(²|2|\^2)`)},
	{claim.Acre, regexp.MustCompile(`(?i)\bacres?\b`)},
	{claim.Ha, regexp.MustCompile(`(?i)\b(ha|hectares?)\b`)},
	{claim.Mi, regexp.MustCompile(`(?i)\bmi(les?)?\b`)},
	{claim.Km, regexp.MustCompile(`(?i)(km|kms|kilomet(er|re)s?)\b`)},
	{claim.Meter, regexp.MustCompile(`(?i)\b(m|met(er|re)s)\b`)},
}

// inBase is a unit's size in its dimension's base: km² or km.
var inBase = map[string]struct {
	size float64
	area bool
}{
	claim.Km2: {1, true}, claim.Mi2: {squareMile, true}, claim.Ha: {hectare, true}, claim.Acre: {acre, true},
	claim.Km: {1, false}, claim.Mi: {mile, false}, claim.Meter: {0.001, false},
}

// secondUnit finds the unit into which a conversion goes: that of the part
// after the bracket or slash, else the usual counterpart.
func secondUnit(text, first string) string {
	if i := strings.LastIndexAny(text, "(/["); i >= 0 {
		for _, u := range unitWords {
			if u.unit != first && u.word.MatchString(text[i:]) && inBase[u.unit].area == inBase[first].area {
				return u.unit
			}
		}
	}
	return map[string]string{
		claim.Km2: claim.Mi2, claim.Mi2: claim.Km2, claim.Km: claim.Mi, claim.Mi: claim.Km,
		claim.Ha: claim.Acre, claim.Acre: claim.Ha, claim.Meter: claim.Mi,
	}[first]
}

// looseConversion is how far a converted figure may lie from the exact one, as
// a share of it, before it counts as wrong rather than as generously rounded.
const looseConversion = 0.05

// conversion recomputes a figure given in two units with exact factors. It is
// right where rounding explains the difference, that of the first figure or of
// the second, and loosely right within [looseConversion].
func (c *checker) conversion(i int) Checked {
	cl := c.reading.Claims[i]
	if len(cl.Value) != 2 || inBase[cl.Unit].size == 0 {
		return unverifiable(cl, "two figures are needed", "The two figures of the conversion could not be told.")
	}
	from, to := cl.Unit, secondUnit(cl.Text, cl.Unit)
	v, printed := cl.Value[0], cl.Value[1]
	factor := inBase[from].size / inBase[to].size
	exact := v * factor
	off := math.Abs(printed - exact)
	rounding := step(printed)/2 + 1e-9
	first := factor * step(v) / 2
	loose := looseConversion * exact
	out := Checked{Claim: cl, Verdict: Supported}
	out.Rule = fmt.Sprintf("within the rounding of either figure (%s); up to %s%% off counts as generous rounding",
		Quantity(max(rounding, min(first, loose)), to), fixed(100*looseConversion, 0))
	says := fmt.Sprintf("%s is %s", Quantity(v, from), precisely(exact, to, printed))
	switch {
	case off <= rounding:
		out.Explanation = sentence(says + "; the rounding is right")
	case off <= min(first, loose):
		out.Explanation = sentence(says + "; the first figure is round enough to allow for the difference")
	case off <= loose:
		out.Explanation = sentence(fmt.Sprintf("%s; %s is rounded generously", says, Quantity(printed, to)))
	default:
		out.Verdict = Miscalculated
		out.Explanation = sentence(fmt.Sprintf("%s, not %s", says, Quantity(printed, to)))
		out.Solver = slip(v, printed, from, to)
	}
	if note := rounded259(v, printed, from, to); note != "" {
		out.Explanation += " " + note
	}
	expression := fmt.Sprintf("%s * %s / %s", plain(v), plain(inBase[from].size), plain(inBase[to].size))
	out.Evidence = []Evidence{{
		Source: "arithmetic", Definition: "exact", Measure: "for " + Quantity(v, from),
		From: control.NoDay, To: control.NoDay, UsedFrom: control.NoDay, UsedTo: control.NoDay,
		Value: value(exact), Unit: to, Supports: answer(out.Verdict == Supported),
		Command: fmt.Sprintf("awk 'BEGIN { print %s }'", expression),
		Note:    "1 mile is 1.609344 km",
	}}
	return out
}

// precisely prints the exact figure one digit finer than the printed one.
func precisely(exact float64, unit string, printed float64) string {
	decimals := 0
	if s := step(printed); s <= 1 {
		decimals = 1 + int(math.Round(-math.Log10(s)))
	}
	return fixed(exact, decimals) + " " + UnitName(unit)
}

func plain(v float64) string { return strings.ReplaceAll(fixed(v, 12), ",", "") }

// UnitName prints a unit's name as it stands after a number.
func UnitName(unit string) string {
	switch unit {
	case claim.Km2:
		return "km²"
	case claim.Mi2:
		return "square miles"
	case claim.Mi:
		return "miles"
	case claim.Acre:
		return "acres"
	case claim.Percent:
		return "%"
	}
	return unit
}

// rounded259 names the factor 2.59, long the AP's, where it and not the exact
// one gives the printed figure.
func rounded259(v, printed float64, from, to string) string {
	var got float64
	switch {
	case from == claim.Km2 && to == claim.Mi2:
		got = v / 2.59
	case from == claim.Mi2 && to == claim.Km2:
		got = v * 2.59
	default:
		return ""
	}
	s := step(printed)
	exact := v * inBase[from].size / inBase[to].size
	if math.Round(got/s)*s == printed && math.Round(exact/s)*s != printed {
		return "The factor 2.59, long used by the AP, gives the printed figure."
	}
	return ""
}

// slip names the mistake that would give the printed figure, if one does.
func slip(v, printed float64, from, to string) string {
	f, t := inBase[from].size, inBase[to].size
	near := func(x float64) bool { return math.Abs(x-printed) <= max(step(printed), 0.02*math.Abs(printed)) }
	switch {
	case inBase[from].area && near(v*math.Sqrt(f)/math.Sqrt(t)):
		return fmt.Sprintf("%s is what comes out when the factor for lengths is used for areas.", Quantity(printed, to))
	case near(v * t / f):
		return fmt.Sprintf("%s is what comes out when the conversion is done the wrong way round.", Quantity(printed, to))
	case near(10*v*f/t) || near(v*f/t/10):
		return "A decimal place has slipped."
	case from == claim.Km2 && near(v*100):
		return "The second figure is in hectares."
	case from == claim.Km2 && near(v/acre):
		return "The second figure is in acres."
	}
	return ""
}
