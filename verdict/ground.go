package verdict

import (
	"regexp"
	"slices"
	"strings"

	"github.com/salient-project/salient/measure"
)

// ground is the part of the country that a claim is about.
type ground struct {
	whole   bool     // the country
	title   string   // for people
	names   []string // of the record's regions
	area    float64  // km², of the regions; 0 for the whole
	missing string   // why it cannot be measured; empty: it can
	point   string   // a place whose surroundings are meant, without a border
}

var (
	andWords  = regexp.MustCompile(`\s*(?:,| and | & )\s*`)
	vagueArea = regexp.MustCompile(`(?i)\s+(area|direction|sector|axis|front|district|pocket|salient)s?$`)
)

// groups are names for several regions.
var groups = map[string][]string{
	"donbas":  {"Donetsk", "Luhansk"},
	"donbass": {"Donetsk", "Luhansk"},
	"crimea":  {"Crimea", "Sevastopol"},
}

// ground resolves the region of a claim.
func (c *checker) ground(region string) ground {
	region = strings.TrimSpace(strings.TrimPrefix(region, "the "))
	switch strings.ToLower(region) {
	case "", "ukraine", "the country", "country":
		return ground{whole: true, title: "Ukraine"}
	}
	g := ground{title: region}
	if vagueArea.MatchString(region) {
		g.point = vagueArea.ReplaceAllString(region, "")
		g.missing = "the " + region + " has no border that a map could be cut along"
		return g
	}
	if c.src.Places == nil {
		g.missing = "no regions are loaded"
		return g
	}
	for _, part := range andWords.Split(region, -1) {
		names := groups[strings.ToLower(part)]
		if names == nil {
			names = []string{part}
		}
		for _, name := range names {
			r := c.src.Places.RegionByName(name)
			if r == nil {
				g.missing = region + " is not a region whose border the record knows"
				g.point = region
				return g
			}
			if !slices.Contains(g.names, r.Name) {
				g.names = append(g.names, r.Name)
				g.area += r.Area().Km2()
			}
		}
	}
	return g
}

// heldIn returns the km² held in the ground.
func (g ground) heldIn(h measure.Held) float64 {
	if g.whole {
		return h.Area.Km2()
	}
	sum := 0.0
	for _, r := range h.Regions {
		if slices.Contains(g.names, r.Name) {
			sum += r.Held.Km2()
		}
	}
	return sum
}

// changeIn returns the km² gained, lost and net in the ground.
func (g ground) changeIn(ch measure.Change) (gained, lost, net float64) {
	if g.whole {
		return ch.Gained.Km2(), ch.Lost.Km2(), ch.Net.Km2()
	}
	for _, r := range ch.Regions {
		if slices.Contains(g.names, r.Name) {
			gained += r.Gained.Km2()
			lost += r.Lost.Km2()
			net += r.Net.Km2()
		}
	}
	return gained, lost, net
}

// in names the ground in a sentence; nothing for the whole country.
func (g ground) in() string {
	if g.whole {
		return ""
	}
	return " in " + g.title
}
