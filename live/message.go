package live

import (
	"context"
	"fmt"
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/intake"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/store"
)

// message is what a source's goroutine tells the one that owns the store.
type message struct {
	source   string
	results  []fetched
	taken    chan struct{} // closed when the result has been taken in
	same     int
	missing  []control.Day
	note     string
	failed   error
	requests int
	bytes    int64

	done, total int
}

// send delivers a message, or gives up when ctx ends.
func (v *visit) send(ctx context.Context, m message) {
	m.source = v.id
	select {
	case v.mail <- m:
	case <-ctx.Done():
	}
}

func (v *visit) note(ctx context.Context, format string, args ...any) {
	v.send(ctx, message{note: fmt.Sprintf(format, args...)})
}

// fetched is one answer, read.
type fetched struct {
	result source.Result
	answer store.Fetch // zero: not to be remembered
}

// take hands on results and waits until they have been taken in, so that an
// interrupt loses no more than the map at hand.
func (v *visit) take(ctx context.Context, results ...fetched) {
	taken := make(chan struct{})
	v.send(ctx, message{results: results, taken: taken})
	select {
	case <-taken:
	case <-ctx.Done():
	}
}

// deliver enters a message into the store and the report.
func (m message) deliver(session *intake.Session, r *Report, progress func(string, int, int)) error {
	r.Requests += m.requests
	r.Bytes += m.bytes
	r.Unchanged += m.same
	r.Missing = append(r.Missing, m.missing...)
	if m.note != "" && !slices.Contains(r.Notes, m.note) {
		r.Notes = append(r.Notes, m.note)
	}
	if m.failed != nil {
		r.Error = m.failed.Error()
	}
	if m.total > 0 && progress != nil {
		progress(m.source, m.done, m.total)
	}
	for _, f := range m.results {
		var answers []store.Fetch
		if f.answer.URL != "" {
			answers = []store.Fetch{f.answer}
		}
		out, err := session.Take(f.result, answers)
		if err != nil {
			return err
		}
		r.Added = merged(r.Added, out.Added)
		r.Corrected = merged(r.Corrected, out.Corrected)
		r.Refused = append(r.Refused, out.Refused...)
		if len(out.Added) == 0 && len(out.Refused) == 0 {
			r.Unchanged++
		}
	}
	return nil
}

func merged(a, b []control.Day) []control.Day {
	a = append(a, b...)
	slices.Sort(a)
	return slices.Compact(a)
}
