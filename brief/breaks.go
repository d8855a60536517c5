package brief

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// prewar are points in the middle of ground held by the same side since before
// the first maps. A map that begins to show one of them otherwise has another
// baseline.
var prewar = []geo.Point{geo.Pt(34.1, 44.95), geo.Pt(37.8, 48.0), geo.Pt(39.31, 48.57)}

// Breaks returns the days from which the maps of a definition show ground held
// since before 2022 otherwise than before: no change can be told across one.
func Breaks(r measure.Record, definition string) ([]control.Day, error) {
	var out []control.Day
	seen := map[control.Day]bool{}
	for _, p := range prewar {
		spans, _, err := r.History(definition, p, control.NoDay)
		if err != nil {
			return nil, err
		}
		for _, s := range spans[min(1, len(spans)):] {
			if !seen[s.From] {
				seen[s.From] = true
				out = append(out, s.From)
			}
		}
	}
	return out, nil
}

// broken reports whether one of the breaks lies after from and up to to.
func broken(breaks []control.Day, from, to control.Day) bool {
	for _, d := range breaks {
		if d > from && d <= to {
			return true
		}
	}
	return false
}
