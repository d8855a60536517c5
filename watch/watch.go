// Package watch tells what is new in a store, once for each change, also across
// restarts: new maps with the ground changed since the last map that was told
// of, and maps that a source drew again.
//
// Start with [Open]; after each fetch call [Watcher.Look] and then
// [Watcher.Deliver]. News are told by the days of maps, never by the clock, so
// that a clock set back or ahead tells nothing twice and leaves nothing out. What
// was told, and what still has to be told to whom, is
// kept in one small file. An event is queued for every sink before it is sent
// to the first, and leaves the queue when the sink has taken it: a program
// killed in between sends again what the sink may have, under the same id.
package watch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

// Kind is what an event tells of.
type Kind string

// The kinds of events.
const (
	First      Kind = "first"      // the first map of a definition
	NewMap     Kind = "map"        // a map of a later day than the last one told of
	Correction Kind = "correction" // another map of a day that had one
)

// Event is one piece of news.
type Event struct {
	ID         string         `json:"id"` // the same whenever the same news is told
	Kind       Kind           `json:"kind"`
	Noticed    time.Time      `json:"noticed"`
	Source     string         `json:"source"`
	Definition string         `json:"definition"`
	Day        control.Day    `json:"day"`      // valid day of the map
	Known      control.Day    `json:"known"`    // day on which the map became known
	Actor      string         `json:"actor"`    // whose holding is measured
	Held       float64        `json:"held_km2"` // on the map
	Change     *answer.Change `json:"change"`   // since the last map told of, or the map before the correction; null for the first
	Command    string         `json:"command"`  // prints the change again
}

// Sink takes events.
type Sink interface {
	// Name tells the sink apart from others, also the next time.
	Name() string
	// Send delivers one event. An error leaves it queued.
	Send(ctx context.Context, e Event) error
}

// Watcher finds news and tells sinks of it. It is for one goroutine.
type Watcher struct {
	path  string
	where *gazetteer.Gazetteer
	state state
	sinks []Sink
	lock  *lock
}

// Open reads what was told before from the file at path; there need not be one.
// Where names the places that events tell of. One watcher at a time has the
// file: for a second the error wraps [ErrWatched]. Close gives it back.
func Open(path string, where *gazetteer.Gazetteer, sinks ...Sink) (*Watcher, error) {
	l, err := acquire(path)
	if err != nil {
		return nil, err
	}
	w := &Watcher{path: path, where: where, sinks: sinks, lock: l}
	if w.state, err = readState(path); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return w, nil
}

// Close lets another watcher have the file. The watcher must not be used again.
func (w *Watcher) Close() error { return w.lock.release() }

// Prime makes everything that the record has count as told, if nothing was ever
// told: who begins to watch wants to know what comes, not what was. A record
// without maps primes nothing, so that the first map is news.
func (w *Watcher) Prime(record *measure.Live) error {
	if w.state.Primed {
		return nil
	}
	w.state.Primed = true
	for _, cov := range record.Coverage() {
		c, d, err := record.Chronicle(cov.Definition.Name)
		if err != nil {
			return err
		}
		t := told{Day: cov.Last, Corrections: map[string]bool{}}
		for _, r := range redrawn(c) {
			t.Corrections[r.key] = true
		}
		w.state.Told[d.Name] = t
	}
	return w.state.write(w.path)
}

// Look finds the news in a record, queues them for every sink, and returns
// them: corrections first, by definition.
func (w *Watcher) Look(record *measure.Live, now time.Time) ([]Event, error) {
	var events []Event
	for _, cov := range record.Coverage() {
		c, d, err := record.Chronicle(cov.Definition.Name)
		if err != nil {
			return nil, err
		}
		before, ok := w.state.Told[d.Name]
		if !ok {
			before = told{Day: control.NoDay}
		}
		after := told{Day: cov.Last, Corrections: map[string]bool{}}
		for _, r := range redrawn(c) {
			after.Corrections[r.key] = true
			if r.is.Day > before.Day || before.Corrections[r.key] {
				continue // of a day not told of yet, the last map is the news
			}
			events = append(events, w.correction(c, d, r))
		}
		if cov.Last > before.Day {
			e, err := newest(record, c, d, before.Day, cov.Last)
			if err != nil {
				return nil, err
			}
			events = append(events, e)
		}
		w.state.Told[d.Name] = after
	}
	for i := range events {
		events[i].Noticed = now.UTC().Truncate(time.Second)
		for _, s := range w.sinks {
			w.state.Pending[s.Name()] = append(w.state.Pending[s.Name()], events[i])
		}
	}
	if len(events) == 0 {
		return nil, nil
	}
	return events, w.state.write(w.path)
}

// Deliver sends what is queued, oldest first, and returns what could not be
// sent: it stays queued. One sink that fails does not hold up the others.
func (w *Watcher) Deliver(ctx context.Context) error {
	var failed []error
	for _, s := range w.sinks {
		for len(w.state.Pending[s.Name()]) > 0 {
			queue := w.state.Pending[s.Name()]
			if err := s.Send(ctx, queue[0]); err != nil {
				failed = append(failed, fmt.Errorf("%s: %w (%d waiting)", s.Name(), err, len(queue)))
				break
			}
			if w.state.Pending[s.Name()] = queue[1:]; len(queue) == 1 {
				delete(w.state.Pending, s.Name())
			}
			if err := w.state.write(w.path); err != nil {
				return errors.Join(append(failed, err)...)
			}
		}
	}
	return errors.Join(failed...)
}

// newest makes the event of a definition's newest map.
func newest(record *measure.Live, c *chronicle.Chronicle, d control.Definition, from, to control.Day) (Event, error) {
	m, err := c.MapOn(to, control.NoDay)
	if err != nil {
		return Event{}, err
	}
	e := event(NewMap, c, d, m)
	if from == control.NoDay {
		e.Kind = First
		e.Command = fmt.Sprintf("salient held --on %s --definition %s", to, d.Name)
		e.ID = id(e, "", m)
		return e, nil
	}
	change, err := record.Change(d.Name, from, to, measure.Options{Patches: true})
	if err != nil {
		return Event{}, err
	}
	a := answer.ChangeOf(change)
	e.Change = &a
	e.Command = fmt.Sprintf("salient change --from %s --to %s --definition %s", from, to, d.Name)
	e.ID = id(e, from.String(), m)
	return e, nil
}

// correction makes the event of a map drawn again: the change is between the two
// maps of one day, and nothing that happened on the ground.
func (w *Watcher) correction(c *chronicle.Chronicle, d control.Definition, r redraw) Event {
	e := event(Correction, c, d, r.is)
	change := measure.Between(c, r.was, r.is, w.where, measure.Options{Patches: true})
	change.Definition = d
	a := answer.ChangeOf(change)
	e.Change = &a
	e.Command = fmt.Sprintf("salient held --on %s --as-known-on %s --definition %s", r.was.Day, r.was.Known, d.Name)
	e.ID = id(e, r.key, r.is)
	return e
}

// redraw is one map of a day that another map of it replaced.
type redraw struct {
	was, is chronicle.Map
	key     string // tells it apart from others of the chronicle, also the next time
}

// redrawn returns every redraw that a chronicle knows of.
func redrawn(c *chronicle.Chronicle) []redraw {
	var out []redraw
	mapOf := func(o chronicle.Observation) chronicle.Map {
		return chronicle.Map{Asked: o.Day, Day: o.Day, Known: o.Known, State: o.State}
	}
	obs := c.Observations()
	nth := 0 // of those that became known on one day
	for i := 1; i < len(obs); i++ {
		was, is := obs[i-1], obs[i]
		if was.Day == is.Day && was.Known == is.Known {
			nth++
		} else {
			nth = 0
		}
		if was.Day == is.Day && was.State != is.State {
			out = append(out, redraw{mapOf(was), mapOf(is), fmt.Sprintf("%s known %s #%d", is.Day, is.Known, nth)})
		}
	}
	return out
}

func event(kind Kind, c *chronicle.Chronicle, d control.Definition, m chronicle.Map) Event {
	return Event{
		Kind: kind, Source: d.Source, Definition: d.Name, Day: m.Day, Known: m.Known,
		Actor: d.Actor, Held: answer.Round(c.Area(m).Km2(), 6),
	}
}

// id names an event by what it tells of.
func id(e Event, since string, m chronicle.Map) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %s %s %s %.6f", e.Kind, e.Definition, since, m.Day, m.Known, e.Held))
	return hex.EncodeToString(sum[:12])
}
