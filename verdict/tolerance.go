package verdict

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/salient-project/salient/claim"
)

// accept is the span of measured values that bear a claim out.
type accept struct {
	lo, hi float64
	slack  float64 // the margin on the narrower side
	rule   string
}

// far reports whether a value misses by more than another margin.
func (a accept) far(v float64) bool { return a.distance(v) > a.slack }

func (a accept) holds(v float64) bool { return v >= a.lo && v <= a.hi }

// margin says how far a measured value may lie from a stated one: the larger
// of a share of it and an absolute amount.
type margin struct {
	share, least float64
	unit         string
}

func (m margin) of(v float64) float64 { return max(m.share*math.Abs(v), m.least) }

func (m margin) String() string {
	switch {
	case m.share == 0 && m.unit == "percent":
		return fixed(m.least, 1) + " percentage points"
	case m.share == 0:
		return Quantity(m.least, m.unit)
	case m.least == 0:
		return fixed(100*m.share, 1) + "%"
	}
	return fmt.Sprintf("the larger of %s%% and %s", fixed(100*m.share, 1), Quantity(m.least, m.unit))
}

// span turns stated values, their hedges and margins into the values accepted.
// An exact value is met within the strict margin; one hedged by about, some or
// roughly within the wide one; "nearly" reaches down by the wide and up by the
// strict margin; a bound reaches as far as it says, and the strict margin
// beyond. A stated range is met between its ends, each with its margin.
func span(cl claim.Claim, values []float64, strict, wide margin) accept {
	lo, hi := values[0], values[0]
	for _, v := range values {
		lo, hi = min(lo, v), max(hi, v)
	}
	stated := Quantity(lo, strict.unit)
	if hi > lo {
		stated = fmt.Sprintf("%s to %s", Quantity(lo, strict.unit), Quantity(hi, strict.unit))
	}
	m, word := strict, ""
	if cl.Approx {
		m, word = wide, ", hedged"
	}
	switch cl.Bound {
	case claim.MoreThan, claim.AtLeast:
		return accept{lo - strict.of(lo), math.Inf(1), strict.of(lo), fmt.Sprintf("not more than %s under %s", strict, stated)}
	case claim.LessThan, claim.AtMost:
		return accept{math.Inf(-1), hi + strict.of(hi), strict.of(hi), fmt.Sprintf("not more than %s over %s", strict, stated)}
	case claim.Nearly:
		return accept{lo - wide.of(lo), hi + strict.of(hi), strict.of(hi), fmt.Sprintf("from %s under %s to %s over it", wide, stated, strict)}
	}
	a := accept{lo - m.of(lo), hi + m.of(hi), m.of(lo), ""}
	a.rule = fmt.Sprintf("within %s of %s%s: %s to %s", m, stated, word, Quantity(a.lo, m.unit), Quantity(a.hi, m.unit))
	return a
}

// Margins of areas gained and lost, in km². Two careful readers of the same
// footage draw a week's line differently by about a tenth; a map redrawn with
// new vertices moves by a few km². A source's own map has only rounding and the
// hour at which its day ends to differ by.
var (
	changeStrict = margin{0.10, 5, "km2"}
	changeWide   = margin{0.20, 10, "km2"}
	changeNamed  = margin{0.05, 5, "km2"}
)

// heldMargins returns the margins of an area held of a whole: sources draw
// coasts and gray ground differently, which grows with the whole, but a small
// remainder is not met by any figure that is small beside the whole.
func heldMargins(v, whole float64) (strict, wide margin) {
	return margin{0.03, min(0.005*whole, 0.2*v), "km2"}, margin{0.15, min(0.01*whole, 0.4*v), "km2"}
}

var fractionWords = regexp.MustCompile(`(?i)\b(half|halves|third|thirds|quarter|quarters|fifth|fifths|sixth|seventh|eighth|ninth|tenth|tenths)\b`)

// shareMargins returns the margins of a share by the precision with which it
// is stated: a fraction in words, decimals, or whole percents.
func shareMargins(cl claim.Claim, v float64) (strict, wide margin) {
	pp := func(points float64) margin { return margin{0, points, "percent"} }
	switch {
	case isFraction(cl):
		return pp(2.5), pp(2.5)
	case v != math.Trunc(v):
		return pp(max(step(v), min(0.5, 0.1*v))), pp(max(step(v), min(1, 0.2*v)))
	case math.Mod(v, 5) == 0:
		return pp(1), pp(2.5)
	}
	return pp(1), pp(1.5)
}

// commonFractions are those that writers use, in percent.
var commonFractions = []float64{0, 10, 12.5, 100.0 / 6, 20, 25, 100.0 / 3, 40, 50, 60, 200.0 / 3, 75, 80, 90, 100}

func isFraction(cl claim.Claim) bool {
	return fractionWords.MatchString(cl.Text) && !strings.Contains(cl.Text, "%")
}

// fraction returns the shares that are nearer to a stated fraction than to any
// other common one; ok is false for one that is not common, or bounded.
func fraction(cl claim.Claim) (a accept, ok bool) {
	v, one := cl.Value.One()
	if !one || !isFraction(cl) || cl.Bound != "" && cl.Bound != claim.NoBound {
		return a, false
	}
	for i := 1; i+1 < len(commonFractions); i++ {
		if f := commonFractions[i]; math.Abs(f-v) < 0.5 {
			a.lo, a.hi = (commonFractions[i-1]+f)/2, (f+commonFractions[i+1])/2
			a.slack = min(v-a.lo, a.hi-v)
			a.rule = fmt.Sprintf("nearer to the fraction stated than to the next in common use: %s to %s", Quantity(a.lo, claim.Percent), Quantity(a.hi, claim.Percent))
			return a, true
		}
	}
	return a, false
}
