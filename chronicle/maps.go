package chronicle

import (
	"fmt"
	"sort"

	"github.com/salient-project/salient/control"
)

// Map is one map of a chronicle: the answer to what held on a day.
type Map struct {
	Asked control.Day // the day asked for
	Day   control.Day // the valid day of the map that answers it: the nearest with a map, not later
	Known control.Day // the day that the map became known
	State int         // its boundary; see [Chronicle.Same]
}

// Exact reports whether the map is of the very day asked for.
func (m Map) Exact() bool { return m.Asked == m.Day }

// counts reports whether an observation had been made by the day asKnownOn.
func counts(o Observation, asKnownOn control.Day) bool {
	return asKnownOn == control.NoDay || o.Known <= asKnownOn
}

// MapOn returns the map of a valid day or, where there is none, the nearest
// earlier one, as it was known on the day asKnownOn (control.NoDay: today). It
// returns an error wrapping [ErrNoMap] if there is none at all.
func (c *Chronicle) MapOn(day, asKnownOn control.Day) (Map, error) {
	// Observations are in order of (Day, Known): going back from the day, the
	// first that counts is of the nearest day, and the last known of it.
	i := sort.Search(len(c.obs), func(i int) bool { return c.obs[i].Day > day })
	for i--; i >= 0; i-- {
		if o := c.obs[i]; counts(o, asKnownOn) {
			return Map{Asked: day, Day: o.Day, Known: o.Known, State: o.State}, nil
		}
	}
	return Map{}, fmt.Errorf("%s %s, %s: %w", c.source, c.name, day, ErrNoMap)
}

// between returns the observations of the valid days first … last.
func (c *Chronicle) between(first, last control.Day) []Observation {
	i := sort.Search(len(c.obs), func(i int) bool { return c.obs[i].Day >= first })
	j := sort.Search(len(c.obs), func(i int) bool { return c.obs[i].Day > last })
	return c.obs[i:j]
}

// Days returns the valid days that have a map, ascending.
func (c *Chronicle) Days() []control.Day {
	var days []control.Day
	for _, o := range c.obs {
		if n := len(days); n == 0 || days[n-1] != o.Day {
			days = append(days, o.Day)
		}
	}
	return days
}

// Maps returns the map of every valid day that has one, ascending, each as it
// was known on the day asKnownOn (control.NoDay: today). Changes between maps
// that follow one another here are ground changing hands as the source told it
// on that day; see [Chronicle.CorrectionsBetween] for its changes of mind.
func (c *Chronicle) Maps(asKnownOn control.Day) []Map {
	var maps []Map
	for _, o := range c.obs {
		if !counts(o, asKnownOn) {
			continue
		}
		m := Map{Asked: o.Day, Day: o.Day, Known: o.Known, State: o.State}
		if n := len(maps); n > 0 && maps[n-1].Day == o.Day {
			maps[n-1] = m // known later, so it counts instead
		} else {
			maps = append(maps, m)
		}
	}
	return maps
}
