package gazetteer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/salient-project/salient/geo"
)

// said is how newsrooms write where something lies.
var said = regexp.MustCompile(`(?i)^\s*(?:(about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|~|≈)|(within|less than|under|up to|at most|no more than|not more than))?\s*` +
	`(?:(\d[\d,]*(?:\.\d+)?)\s*[- ]?(km|kilomet(?:er|re)s?|mi|miles?|m|met(?:er|re)s?)\b\.?)?\s*(?:to the )?(?:(of|from)\s+|([A-Za-z -]+?)\s+(?:of|from)\s+)(.+?)\s*$`)

// ParseAssertion reads what a text says of where ground lies, "about 80 km east
// of Zaporizhzhia", and the name of its place. Distance or direction may be
// missing, not both.
func ParseAssertion(text string) (a Assertion, place string, err error) {
	m := said.FindStringSubmatch(text)
	if m == nil {
		return a, "", fmt.Errorf("%q: want a distance, a direction or both, and a place, as in %q", text, "about 80 km east of Zaporizhzhia")
	}
	a.About, a.Within = m[1] != "", m[2] != ""
	if m[3] != "" {
		v, err := strconv.ParseFloat(strings.ReplaceAll(m[3], ",", ""), 64)
		if err != nil || v <= 0 || v > 20_000 {
			return a, "", fmt.Errorf("%q: no distance %q", text, m[3])
		}
		switch unit := strings.ToLower(m[4]); {
		case strings.HasPrefix(unit, "k"):
			a.Unit = 1000
		case strings.HasPrefix(unit, "mi"):
			a.Unit = 1609.344
		default:
			a.Unit = 1
		}
		a.Distance = geo.Meters(v) * a.Unit
	}
	if m[6] != "" {
		if a.Wind, a.HasWind = ParseWind(m[6]); !a.HasWind {
			return a, "", fmt.Errorf("%q: no direction %q: want one of the sixteen winds, as east or ENE", text, strings.TrimSpace(m[6]))
		}
	}
	if a.Distance == 0 && !a.HasWind {
		return a, "", fmt.Errorf("%q: neither a distance nor a direction", text)
	}
	return a, m[7], nil
}
