package measure

import (
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/war"
)

// PrewarGround is ground held by the same side since before the first maps.
type PrewarGround = war.Ground

// Prewar is the ground held since before the first maps, the largest first.
var Prewar = war.Default.Ground

// LeavesOut reports whether the map of a day leaves ground out that is held since
// before the first maps. It is false where no map tells.
func LeavesOut(r Places, definition string, g PrewarGround, on control.Day) bool {
	at, err := r.HeldAt(definition, g.At, on)
	return err == nil && at.Share < 0.5
}

// Breaks returns the days from which the maps of a definition count other ground
// than before, ascending: no change can be told across one. They are those that
// the definition names, and those on which [Prewar] ground came in or was left
// out. A map that alone shows it otherwise is a [Fault] and no break.
func Breaks(r Record, definition string) ([]control.Day, error) {
	faults, err := Faults(r, definition)
	if err != nil {
		return nil, err
	}
	var out []control.Day
	c, _ := CoverageOf(r, definition)
	for _, b := range c.Definition.Breaks {
		if b.Day > c.First && b.Day <= c.Last {
			out = append(out, b.Day)
		}
	}
	for _, g := range Prewar {
		spans, _, err := r.History(definition, g.At, control.NoDay)
		if err != nil {
			return nil, err
		}
		for _, s := range spans[min(1, len(spans)):] {
			if !slices.ContainsFunc(faults, func(f Fault) bool { return s.From >= f.Day && s.From <= f.After }) {
				out = append(out, s.From)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Broken reports whether a break lies after the day from and up to the day to.
func Broken(breaks []control.Day, from, to control.Day) bool {
	return slices.ContainsFunc(breaks, func(b control.Day) bool { return from < b && b <= to })
}
