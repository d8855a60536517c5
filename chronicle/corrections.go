package chronicle

import "github.com/salient-project/salient/control"

// Corrections returns the observations that replaced an earlier map of the same
// valid day with a different one.
func (c *Chronicle) Corrections() []Observation {
	var out []Observation
	for i := 1; i < len(c.obs); i++ {
		if c.obs[i].Day == c.obs[i-1].Day && c.obs[i].State != c.obs[i-1].State {
			out = append(out, c.obs[i])
		}
	}
	return out
}

// Correction is a source's change of mind about one valid day. It is not ground
// changing hands: Diff(Was, Is) is what the source redrew after the day.
type Correction struct {
	Was, Is Map // of the same valid day, Is known later
}

// CorrectionsBetween returns, by valid day, the days whose map as known on the
// day until differs from the one known on the day since. A day first mapped
// after since is new, not corrected, and a map that was changed and changed
// back in the meantime is as it was. Until may be control.NoDay: today.
func (c *Chronicle) CorrectionsBetween(since, until control.Day) []Correction {
	var out []Correction
	is := c.Maps(until)
	for _, was := range c.Maps(since) {
		for len(is) > 0 && is[0].Day < was.Day {
			is = is[1:]
		}
		if len(is) > 0 && is[0].Day == was.Day && is[0].Known >= was.Known && !c.Same(was, is[0]) {
			out = append(out, Correction{was, is[0]})
		}
	}
	return out
}
