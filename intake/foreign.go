package intake

import (
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
)

// origin is what files a day's maps of the main layer came from.
type origin struct {
	sha256  [32]byte
	several bool
}

// came remembers the file that a day's map came from.
func (t *taken) came(s control.Snapshot) {
	o, ok := t.origins[s.Day]
	if !ok {
		o.sha256 = s.Origin.SHA256
	}
	o.several = o.several || o.sha256 != s.Origin.SHA256
	t.origins[s.Day] = o
}

// again returns the days that were published in several files which show the
// same ground as held: what else they show was drawn anew.
func (t *taken) again(fixed []control.Day) []control.Day {
	days := []control.Day{}
	for day, o := range t.origins {
		if o.several && !slices.Contains(fixed, day) {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return days
}

// withForeign adds the files of no source to the only report or, where there are
// several or none, as a report without a source.
func (in *intake) withForeign(out []Report) []Report {
	if len(in.foreign) == 0 {
		return out
	}
	if len(out) != 1 {
		out = append(out, Report{
			Missing: []control.Day{}, Fixed: []control.Day{}, Again: []control.Day{},
			Repairs: map[string]int{}, Refused: []source.Refusal{}, Layers: map[string]int{},
		})
	}
	r := &out[len(out)-1]
	r.Files += len(in.foreign)
	r.Refused = append(r.Refused, in.foreign...)
	return out
}
