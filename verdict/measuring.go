package verdict

import (
	"fmt"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// staleAfter is how many days old the nearest earlier map may be. Liveuamap is
// redrawn every two to four days; a map older than a week says nothing of the
// day asked for.
const staleAfter = 7

type changeKey struct {
	definition string
	from, to   control.Day
	by         bool
	patches    bool
}

type heldKey struct {
	definition string
	on         control.Day
}

// changed is a change, or why there is none.
type changed struct {
	measure.Change
	missing string
}

// heldOn is a held area, or why there is none.
type heldOn struct {
	measure.Held
	missing string
}

// outside says why a day cannot be asked of a definition; empty: it can.
func (c *checker) outside(definition string, days ...control.Day) string {
	cov, ok := c.covered(definition)
	if !ok {
		return "not in the record"
	}
	for _, d := range days {
		if d < cov.First || d > cov.Last+staleAfter {
			return fmt.Sprintf("no map of %s, only of %s", Day(d), Days(cov.First, cov.Last))
		}
	}
	return ""
}

func stale(asked, used control.Day) string {
	if asked-used > staleAfter {
		return fmt.Sprintf("no map within %d days before %s: the nearest is of %s", staleAfter, Day(asked), Day(used))
	}
	return ""
}

// maxMeasured bounds what is remembered of each measure: more windows than any
// article names.
const maxMeasured = 4096

// change measures once; later calls are answered from memory.
func (c *checker) change(definition string, from, to control.Day, by, patches bool) changed {
	k := changeKey{definition, from, to, by, patches}
	if v, ok := c.changes[k]; ok {
		return v
	}
	v := changed{missing: c.outside(definition, from, to)}
	if v.missing == "" {
		var err error
		v.Change, err = c.src.Record.Change(definition, from, to, measure.Options{ByRegion: by, Patches: patches, AsKnownOn: control.NoDay})
		switch {
		case err != nil:
			v.missing = err.Error()
		case v.From == v.To && from != to:
			v.missing = fmt.Sprintf("no new map between %s and %s", Day(from), Day(to))
		default:
			if v.missing = stale(from, v.From); v.missing == "" {
				v.missing = stale(to, v.To)
			}
			if v.missing == "" {
				v.missing = c.breaks(definition, v.From, v.To, ground{whole: true})
			}
		}
	}
	if len(c.changes) >= maxMeasured {
		clear(c.changes)
	}
	c.changes[k] = v
	return v
}

// holding measures what is held on a day, by region.
func (c *checker) holding(definition string, on control.Day) heldOn {
	k := heldKey{definition, on}
	if v, ok := c.held[k]; ok {
		return v
	}
	v := heldOn{missing: c.outside(definition, on)}
	if v.missing == "" {
		var err error
		v.Held, err = c.src.Record.Held(definition, on, measure.Options{ByRegion: true, AsKnownOn: control.NoDay})
		if err != nil {
			v.missing = err.Error()
		} else {
			v.missing = stale(on, v.Day)
		}
	}
	if len(c.held) >= maxMeasured {
		clear(c.held)
	}
	c.held[k] = v
	return v
}

// series is the areas held on the days of a definition, or why there are none.
type series struct {
	days []dayArea
	err  error
}

// daily returns the areas held of the days that a definition covers.
func (c *checker) daily(cov measure.Coverage) ([]dayArea, error) {
	name := cov.Definition.Name
	s, ok := c.series[name]
	if !ok {
		s.days, s.err = c.src.Record.Series(name, cov.First, cov.Last)
		c.series[name] = s
	}
	return s.days, s.err
}

// bounded reports whether gross figures are sums of daily changes, which
// only bound them from above.
func (v changed) bounded() bool { return v.Gross == measure.DailySum }
