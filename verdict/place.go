package verdict

import (
	"errors"
	"strings"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// nearbyKm is the radius that stands for "around" a place when its
// surroundings have no border.
const nearbyKm = 30

// place finds the place or site that a text names; ok is false where none or
// several fit.
func (c *checker) place(name, region string) (gazetteer.Place, bool) {
	if c.src.Places == nil || name == "" {
		return gazetteer.Place{}, false
	}
	for _, try := range []string{name, strings.TrimPrefix(name, "the "), strings.TrimSuffix(name, " city")} {
		for _, hint := range []gazetteer.Hint{{Region: region, Country: c.src.Places.Home()}, {Country: c.src.Places.Home()}, {}} {
			p, err := c.src.Places.Lookup(try, hint)
			if err == nil {
				return p, true
			}
			// Of several places of a country that bear a name, a text on the
			// front means the largest, which comes first.
			var several *gazetteer.AmbiguousError
			if errors.As(err, &several) && several.Candidates[0].Place.Population > 0 {
				return several.Candidates[0].Place, true
			}
		}
	}
	return gazetteer.Place{}, false
}

func within(a, b geo.Point, km float64) bool {
	d, _ := geo.Distance(a, b)
	return d.Km() <= km
}
