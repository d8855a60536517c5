package figures

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// number is a value as newsrooms write it.
type number struct {
	value    float64
	decimals int    // printed after the point
	about    bool   // marked as approximate
	atLeast  bool   // marked as a lower bound
	unit     string // written behind it; empty: none
}

var (
	// before a number: words and signs for about and for at least.
	atLeast = regexp.MustCompile(`(?i)^(?:≥|>=?|at least|more than|over|above|min\.?|no less than)\s*`)
	about   = regexp.MustCompile(`(?i)^(?:~|≈|±|about|around|approx(?:\.|imately)?|roughly|nearly|almost|some|circa|ca?\.)\s*`)
	numeral = regexp.MustCompile(`^[-+]?(?:\d{1,3}(?:[,. '\x{a0}\x{202f}]\d{3})+|\d+)(?:[.,]\d+)?(?:[eE][-+]?\d+)?`)
	plus    = regexp.MustCompile(`^\+(?:\s|$)`)
	scale   = regexp.MustCompile(`(?i)^(?:thousand|k|тис|тыс)(?:[. ]+|$)`)

	// approximateValue finds notes that mark the figure itself as approximate;
	// notes about its window (a guess, inferred, end date approx) do not.
	approximateValue = regexp.MustCompile(`(?i)^\W*(?:about|around|approx\w*|roughly|nearly|almost|some|rounded)\b|'(?:about|around|roughly|nearly|almost|some)'|\brounded (?:from|to|\()|; (?:about|approx|nearly|almost|rounded)\s*(?:[;,]|$)`)
)

// parseNumber reads a number with what newsrooms write around it: signs and
// words for about and at least, thousands separators, a typesetter's minus, a
// decimal comma, a scale and a unit. A comma or point before exactly three
// digits parts thousands, unless the number starts with a 0; "1.250" is read so
// only where another separator follows, since tables write points for decimals.
func parseNumber(text string) (n number, ok bool) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\u2212", "-"))
	for {
		rest := about.ReplaceAllString(text, "")
		n.about = n.about || rest != text
		bare := atLeast.ReplaceAllString(rest, "")
		n.atLeast = n.atLeast || bare != rest
		if bare == text {
			break
		}
		text = bare
	}
	found := numeral.FindString(text)
	if found == "" {
		return n, false
	}
	rest := strings.TrimSpace(text[len(found):])
	if plus.MatchString(rest) {
		n.atLeast, rest = true, strings.TrimSpace(rest[1:])
	}
	plain := plainDigits(found)
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsNaN(v) {
		return n, false
	}
	n.decimals = decimals(plain)
	if m := scale.FindString(rest); m != "" {
		v, n.decimals, n.about = v*1000, max(0, n.decimals-3), true
		rest = rest[len(m):]
	}
	if rest != "" {
		if _, known := ParseUnit(rest); !known {
			return n, false
		}
	}
	n.value, n.unit = v, rest
	return n, math.Abs(v) <= 1e12
}

var commas = regexp.MustCompile(`^([-+]?)(\d{1,3})((?:,\d{3})+)$`)

// plainDigits turns a number's separators into what [strconv.ParseFloat] reads.
func plainDigits(s string) string {
	s = strings.NewReplacer(" ", "", "'", "", "\u00a0", "", "\u202f", "").Replace(s)
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	switch {
	case comma >= 0 && point > comma: // 1,245.5
		return strings.ReplaceAll(s, ",", "")
	case point >= 0 && comma > point: // 1.245,5
		return strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	case strings.Count(s, ".") > 1: // 1.245.000
		return strings.ReplaceAll(s, ".", "")
	case commas.MatchString(s) && !strings.HasPrefix(strings.TrimLeft(s, "+-"), "0"): // 1,245
		return strings.ReplaceAll(s, ",", "")
	}
	return strings.ReplaceAll(s, ",", ".") // 42,3
}

// decimals returns how many digits are printed after the point.
func decimals(number string) int {
	_, fraction, _ := strings.Cut(number, ".")
	n := 0
	for n < len(fraction) && fraction[n] >= '0' && fraction[n] <= '9' {
		n++
	}
	return min(n, 9)
}
