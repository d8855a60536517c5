package intake

import (
	"context"
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/store"
)

// Session takes in maps one at a time, as they are fetched, by the rules of
// [Run]: days that cannot be are refused, sudden losses put aside, corrections
// kept, derived definitions brought in step. Start with [Begin]; a session is
// for one goroutine, and ends with [Session.End].
type Session struct{ in *intake }

// Begin starts a session. Options.Paths is not read.
func Begin(o Options) *Session { return &Session{begin(o)} }

// Outcome is what became of one fetched result.
type Outcome struct {
	Added     []control.Day // valid days of maps that were new to the store, a day a layer
	Corrected []control.Day // of them, days that had another map before
	Same      int           // maps that the store had already, as they are
	Refused   []source.Refusal
}

// Take takes in one fetched result. The answers that it was read from are
// remembered for the next time, unless something was refused: then the next
// time must ask anew.
//
// A fetched map that differs from the one that the store has of the same day is
// a correction, known on the day that it was fetched. Days have no hours: a
// second correction on one day counts as known on the next, so that both stay.
func (s *Session) Take(r source.Result, answers []store.Fetch) (Outcome, error) {
	var out Outcome
	t, err := s.in.of(r.Source)
	if err != nil {
		return out, err
	}
	today := control.DayOf(s.in.Read.Now)
	start := s.in.Read.Start
	if start == 0 && t.reader != nil {
		start = t.reader.Info().Start
	}
	refused, snapshots := len(t.report.Refused), []control.Snapshot{}
	for _, snap := range r.Snapshots {
		if why := source.OutOfRange(snap.Day, start, today); why != "" {
			r.Refused = append(r.Refused, source.Refusal{File: r.File, Place: string(snap.Layer), Reason: why})
			continue
		}
		c, err := s.in.chronicle(t, r.Source, snap.Layer)
		if err != nil {
			return out, err
		}
		had, err := c.MapOn(snap.Day, control.NoDay)
		switch {
		case err != nil || !had.Exact():
			if s.in.quarantine(t, c, snap) == "" {
				out.Added = append(out.Added, snap.Day)
			}
		case slices.Equal(c.Boundary(had), snap.Boundary):
			snap.Known = had.Known
			out.Same++
		default:
			snap.Known = max(snap.Known, today, had.Known+1)
			if s.in.quarantine(t, c, snap) == "" {
				out.Added = append(out.Added, snap.Day)
				out.Corrected = append(out.Corrected, snap.Day)
			}
		}
		snapshots = append(snapshots, snap)
	}
	r.Snapshots = snapshots
	for _, a := range answers {
		r.Size += a.Size
	}
	if err := s.in.take(r); err != nil {
		return out, err
	}
	out.Refused = slices.Clone(t.report.Refused[refused:])
	if len(out.Refused) == 0 {
		t.fetches = append(t.fetches, answers...)
	}
	return out, nil
}

// End commits what was taken in and returns a report for each source met. It is
// to be called once, also after an error; what was committed before stays.
func (s *Session) End(ctx context.Context) ([]Report, error) {
	err := s.in.commit(ctx, true)
	return s.in.reports(), err
}
