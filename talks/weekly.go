package talks

import (
	"slices"

	"github.com/salient-project/salient/control"
)

// Week is the net ground of one ISO week. Known is false where the week has no
// map, or no week before it has one.
type Week struct {
	Monday control.Day
	Net    float64 // km²
	Maps   int     // days with a map in the week
	Known  bool
	Broken bool // not known because the map's baseline changed
	Covers int  // weeks that Net covers, this one the last: more than 1 after weeks without a map
}

// Weekly returns the net ground of each ISO week from the one that holds from to
// the one that holds to: the area held on the week's last map less that on the
// last map before the week. After weeks without a map, the whole change since
// the last map falls to the first week that has one again, and only there: so
// the weeks that are known add up to the change of the period. A week that would
// tell a change across one of the series' breaks is not known.
func (s HeldSeries) Weekly(from, to control.Day) []Week {
	var out []Week
	silent := 0
	for m := monday(from); m <= to; m += 7 {
		w := Week{Monday: m}
		before, ok := s.at(m - 1)
		for _, d := range s.Days {
			if d.Day >= m && d.Day < m+7 {
				w.Maps++
			}
		}
		if last, _ := s.at(m + 6); ok && w.Maps > 0 && s.breaks(before.Day, last.Day) {
			w.Broken = true
			silent = 0
		} else if ok && w.Maps > 0 {
			w.Net, w.Known, w.Covers = last.Km2-before.Km2, true, silent+1
			silent = 0
		} else if ok {
			silent++
		}
		out = append(out, w)
	}
	return out
}

// monday returns the first day of the ISO week that holds d. Day 0, 1 January
// 1970, was a Thursday.
func monday(d control.Day) control.Day {
	return d - ((d+3)%7+7)%7
}

// mean returns the net of one week, where Net covers several.
func (w Week) mean() float64 { return w.Net / float64(max(w.Covers, 1)) }

// breaks reports whether the baseline changed after one day, up to another.
func (s HeldSeries) breaks(after, to control.Day) bool {
	return slices.ContainsFunc(s.Breaks, func(b control.Day) bool { return after < b && b <= to })
}
