package verdict

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// nearbyKm is the radius that stands for "around" a place when its
// surroundings have no border.
const nearbyKm = 30

// place finds the place or site that a text names, in the region where it tells
// one. missing says why there is none: not in the gazetteer, or several bear the
// name and none outweighs the others.
func (c *checker) place(name, region string) (p gazetteer.Place, missing string) {
	if c.src.Places == nil || name == "" {
		return p, "no place is named"
	}
	hint := gazetteer.Hint{Country: c.src.Places.Home()}
	if r := c.src.Places.RegionByName(region); region != "" && r != nil {
		hint.Region = r.Name
	}
	var several *gazetteer.AmbiguousError
	for k, try := range []string{name, strings.TrimPrefix(name, "the "), strings.TrimSuffix(name, " city")} {
		if k > 0 && try == name {
			continue
		}
		hints := []gazetteer.Hint{hint}
		if hint.Region == "" {
			hints = append(hints, gazetteer.Hint{})
		}
		for _, h := range hints {
			p, err := c.src.Places.Find(try, h)
			if err == nil {
				return p, ""
			}
			if several == nil {
				errors.As(err, &several)
			}
		}
	}
	if several != nil {
		return p, several.Error()
	}
	return p, fmt.Sprintf("the place %q is not in the gazetteer", name)
}

var powerPlant = regexp.MustCompile(`(?i)\b(nuclear|power (plant|station))\b`)

// site finds the site of a claim: a plant may be named by its town alone.
func (c *checker) site(cl claim.Claim, name string) (p gazetteer.Place, missing string) {
	if cl.Kind == claim.SiteControl && powerPlant.MatchString(cl.Text) {
		if p, missing = c.place(name+" nuclear power plant", cl.Region); missing == "" {
			return p, ""
		}
	}
	return c.place(name, cl.Region)
}

func within(a, b geo.Point, km float64) bool {
	d, _ := geo.Distance(a, b)
	return d.Km() <= km
}
