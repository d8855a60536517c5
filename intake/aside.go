package intake

import (
	"fmt"
	"slices"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/store"
)

// suddenDays is how old the map may be that another is compared with before it
// is put aside for losing more than [source.MaxLoss] of the held area.
const suddenDays = 7

// quarantine says why a snapshot is not to be believed, or returns "". One that
// the store has already was accepted before.
func (in *intake) quarantine(t *taken, c *chronicle.Chronicle, s control.Snapshot) string {
	if in.Accept || s.Layer != t.main {
		return ""
	}
	reason := suddenLoss(c, s.Day, s.Boundary)
	if reason != "" && slices.ContainsFunc(c.Observations(), func(o chronicle.Observation) bool {
		return o.Day == s.Day && slices.Equal(c.Boundary(mapOf(o)), s.Boundary)
	}) {
		return ""
	}
	return reason
}

// suddenLoss compares a day's boundary with the map before it, and says so where
// too much is gone.
func suddenLoss(c *chronicle.Chronicle, day control.Day, boundary []geo.Segment) string {
	before, err := c.MapOn(day-1, control.NoDay)
	if err != nil || day-before.Day > suddenDays {
		return ""
	}
	loss := source.Loss(c.Boundary(before), boundary)
	if loss <= source.MaxLoss {
		return ""
	}
	return fmt.Sprintf("map of %s put aside: it shows %.0f %% less held ground than the map of %s; --accept takes it in", day, 100*loss, before.Day)
}

func mapOf(o chronicle.Observation) chronicle.Map {
	return chronicle.Map{Asked: o.Day, Day: o.Day, Known: o.Known, State: o.State}
}

// observed names a map of the main layer: its day, and when it became known.
type observed struct{ day, known control.Day }

// added remembers a map of the main layer that this run added.
func (t *taken) added(s control.Snapshot) {
	t.unordered = t.unordered || s.Day < t.latest
	t.latest = max(t.latest, s.Day)
	t.fresh[observed{s.Day, s.Known}] = store.File{
		Source: s.Source, Origin: s.Origin, Maps: []store.FileMap{{Layer: s.Layer, Day: s.Day, Known: s.Known}},
	}
}

// review looks again, day by day, at the maps that this run added, where they
// did not come in order of days: one that came before the map that it is to be
// compared with could not be put aside then. The order of files decides nothing.
func (in *intake) review(t *taken) {
	c := t.chronicles[t.main]
	if in.Accept || !t.unordered || c == nil {
		return
	}
	for i := 0; i < len(c.Observations()); {
		o := c.Observations()[i]
		file, mine := t.fresh[observed{o.Day, o.Known}]
		if reason := ""; mine && shrunk(c, o) {
			reason = suddenLoss(c, o.Day, c.Boundary(mapOf(o)))
			if reason != "" && c.Remove(o) {
				t.drop(file, reason)
				continue
			}
		}
		i++
	}
}

// shrunk reports, cheaply, whether a map may show much less than the one before it.
func shrunk(c *chronicle.Chronicle, o chronicle.Observation) bool {
	before, err := c.MapOn(o.Day-1, control.NoDay)
	return err == nil && float64(c.Area(mapOf(o))) < (1-source.MaxLoss/2)*float64(c.Area(before))
}

// drop takes back what was reported of a map, and what may have been committed.
func (t *taken) drop(file store.File, reason string) {
	m := file.Maps[0]
	t.report.Added--
	t.report.Layers[string(m.Layer)]--
	t.report.Refused = append(t.report.Refused, source.Refusal{File: file.Origin.File, Place: string(m.Layer), Reason: reason})
	t.dropped = append(t.dropped, file)
}
