package verdict

import (
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

type absentKey struct {
	definition, name string
	on               control.Day
}

// leftOut returns the names of the ground of [measure.Prewar] that a map leaves out, of the
// regions that the ground shares.
func (c *checker) leftOut(definition string, on control.Day, g ground) []string {
	var out []string
	for _, p := range measure.Prewar {
		if !g.whole && !slices.ContainsFunc(p.Regions, func(r string) bool { return slices.Contains(g.names, r) }) {
			continue
		}
		k := absentKey{definition, p.Name, on}
		gone, known := c.absent[k]
		if !known {
			gone = measure.LeavesOut(c.src.Record, definition, p, on)
			if len(c.absent) >= maxMeasured {
				clear(c.absent)
			}
			c.absent[k] = gone
		}
		if gone {
			out = append(out, p.Name)
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
