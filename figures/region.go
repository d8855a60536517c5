package figures

import (
	"regexp"
	"slices"
	"strings"

	"github.com/salient-project/salient/gazetteer"
)

// area is what a row's region stands for.
type area struct {
	whole bool     // the country
	names []string // regions together, if not whole
	kind  Kind     // why the maps cannot answer, if neither
	why   string
	in    []string // regions that a sector's name mentions
}

var (
	wholeCountry = regexp.MustCompile(`^(?:(?:all|whole|entire|total)?(?: of)? ?(?:the )?(?:ukraine|country|україна|украина)|all|total|nationwide)?$`)
	articles     = regexp.MustCompile(`^(?:all |whole |entire )?(?:of )?the |^(?:all|whole|entire) (?:of )?`)
	plurals      = regexp.MustCompile(` (?:oblast|region|province)s$`)
)

var joints = regexp.MustCompile(`\s*(?:\+|/|,|&|\band\b)\s*`)

// area reads a region's name: the country, an oblast, a group of them, or
// several joined by "+", "/" or "and".
func (c *Conventions) area(text string, where *gazetteer.Gazetteer) area {
	low := squeeze(text)
	if wholeCountry.MatchString(low) {
		return area{whole: true}
	}
	if c.Abroad.re != nil && c.Abroad.match(low) {
		return area{kind: Abroad, why: "takes in ground in Russia, which the definitions leave out"}
	}
	parts := joints.Split(low, -1)
	var names []string
	for _, p := range parts {
		found := c.regions(p, where)
		if found == nil {
			names = nil
			break
		}
		names = append(names, found...)
	}
	if names != nil {
		slices.Sort(names)
		return area{names: slices.Compact(names)}
	}
	return area{kind: Sector, why: "\"" + text + "\" is a sector without published borders", in: c.mentioned(low, where)}
}

// regions returns the regions of one name.
func (c *Conventions) regions(name string, where *gazetteer.Gazetteer) []string {
	name = plurals.ReplaceAllString(articles.ReplaceAllString(name, ""), "")
	for _, g := range c.Groups {
		if slices.Contains(g.Names, name) {
			return g.Regions
		}
	}
	if r := where.RegionByName(name); r != nil {
		return []string{r.Name}
	}
	return nil
}

// mentioned returns the regions whose names a text has in it.
func (c *Conventions) mentioned(text string, where *gazetteer.Gazetteer) []string {
	var names []string
	for _, r := range where.Regions() {
		if strings.Contains(text, strings.ToLower(r.Name)) && r.Kind != gazetteer.City {
			names = append(names, r.Name)
		}
	}
	return names
}
