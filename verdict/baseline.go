package verdict

import (
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// prewar is ground held by the same side since before the first maps, each with
// a point in its middle. Some maps leave it out, some from a day on: then they
// give no country-wide area, and no change across that day.
var prewar = []struct {
	name    string
	regions []string
	whole   bool // all of the regions
	at      geo.Point
}{
	{"Crimea", []string{"Crimea", "Sevastopol"}, true, geo.Pt(34.1, 44.95)},
	{"Donetsk city and its surroundings", []string{"Donetsk"}, false, geo.Pt(37.8, 48.0)},
	{"Luhansk city and its surroundings", []string{"Luhansk"}, false, geo.Pt(39.31, 48.57)},
}

type absentKey struct {
	definition, name string
	on               control.Day
}

// leftOut returns the names of the prewar ground that a map leaves out, of the
// regions that the ground shares.
func (c *checker) leftOut(definition string, on control.Day, g ground) []string {
	var out []string
	for _, p := range prewar {
		if !g.whole && !slices.ContainsFunc(p.regions, func(r string) bool { return slices.Contains(g.names, r) }) {
			continue
		}
		k := absentKey{definition, p.name, on}
		gone, known := c.absent[k]
		if !known {
			at, err := c.src.Record.HeldAt(definition, p.at, on)
			gone = err == nil && at.Share < 0.5
			c.absent[k] = gone
		}
		if gone {
			out = append(out, p.name)
		}
	}
	return out
}

// breaks says that a map's baseline differs between two days, so that their
// difference is no change of hands; empty: it does not.
func (c *checker) breaks(definition string, from, to control.Day, g ground) string {
	a, b := c.leftOut(definition, from, g), c.leftOut(definition, to, g)
	if slices.Equal(a, b) {
		return ""
	}
	more := b
	if len(a) > len(b) {
		more = a
	}
	return "the map leaves out " + list(more) + " on one of the two days only, so their difference is no change of hands"
}
