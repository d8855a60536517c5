package source

import (
	"slices"
	"time"
)

// lastOfDay hands results on, without the maps of a day that a map drawn later on
// the same day replaces: days have no hours, so that two of one day could not be
// told apart afterwards. Files in the order of their names come in the order in
// which the maps were drawn, so it is enough to hold one back.
type lastOfDay struct {
	fn    func(Result) error
	held  *Result
	drawn map[string]time.Time // by source and day, what was handed on
}

// add takes the next result.
func (l *lastOfDay) add(r Result) error {
	if r.Drawn.IsZero() || len(r.Snapshots) == 0 {
		if err := l.end(); err != nil {
			return err
		}
		return l.fn(r)
	}
	if l.held != nil && dayKey(*l.held) == dayKey(r) {
		earlier := r
		if r.Drawn.After(l.held.Drawn) {
			earlier, l.held = *l.held, &r
		} else {
			l.keep()
		}
		return l.fn(earlier.replaced())
	}
	if err := l.end(); err != nil {
		return err
	}
	if was := l.drawn[dayKey(r)]; !was.IsZero() {
		if r.Drawn.After(was) {
			r.Refused = append(r.Refused, Refusal{File: r.File, Reason: "a map of " + r.Snapshots[0].Day.String() +
				" that was drawn earlier was read before it: import a day's maps in the order of their ids"})
			r.Snapshots = nil
			return l.fn(r)
		}
		return l.fn(r.replaced())
	}
	l.held = &r
	return nil
}

// keep makes the held boundaries safe from being recycled, since more files than
// are remembered may pass meanwhile.
func (l *lastOfDay) keep() {
	l.held.Snapshots = slices.Clone(l.held.Snapshots)
	for i := range l.held.Snapshots {
		l.held.Snapshots[i].Boundary = slices.Clone(l.held.Snapshots[i].Boundary)
	}
}

// end hands on what is held back.
func (l *lastOfDay) end() error {
	if l.held == nil {
		return nil
	}
	r := *l.held
	l.held = nil
	l.drawn[dayKey(r)] = r.Drawn
	return l.fn(r)
}

// replaced returns the result without its maps.
func (r Result) replaced() Result {
	r.Snapshots, r.Superseded = nil, true
	return r
}

func dayKey(r Result) string { return r.Source + " " + r.Snapshots[0].Day.String() }
