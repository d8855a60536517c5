package talks

import (
	"fmt"

	"github.com/salient-project/salient/control"
)

// SequenceNote goes with every figure that stands beside a round or agreement.
const SequenceNote = "This is a sequence in time. That ground moved after a meeting does not mean that it moved because of it."

// Compared is a change with its rate, beside the rate of an equally long period
// before it. Before is nil where no map covers that period.
type Compared struct {
	GroundChange
	Days            int           `json:"days"`
	NetPerDay       float64       `json:"net_per_day_km2"`
	Before          *GroundChange `json:"before"`
	NetPerDayBefore *float64      `json:"net_per_day_before_km2"`
}

// Interlude is what changed on the ground between two rounds.
type Interlude struct {
	From    string      `json:"from"` // round ids
	To      string      `json:"to"`
	FromDay control.Day `json:"from_day"`
	ToDay   control.Day `json:"to_day"`
	Results []Compared  `json:"results"`
	Note    string      `json:"note"`
}

// Between returns what changed on the ground between two rounds: from the map of
// the first one's last day to the map of the day before the second, so that no
// day of talks is counted, each beside as many days before the first round. It
// returns an error where the second does not begin after the first ends.
func Between(g Ground, from, to *Round) (Interlude, error) {
	in := Interlude{From: from.ID, To: to.ID, FromDay: from.Last(), ToDay: to.Start - 1, Results: []Compared{}, Note: SequenceNote}
	if to.Start <= from.Last() {
		return in, fmt.Errorf("round %s (%s) does not begin after %s ends (%s)", to.ID, to.Start, from.ID, from.Last())
	}
	changes, err := g.Change(in.FromDay, in.ToDay)
	if err != nil {
		return in, fmt.Errorf("between %s and %s: %w", from.ID, to.ID, err)
	}
	days := in.ToDay - in.FromDay
	before, err := g.Change(from.Start-1-days, from.Start-1)
	if err != nil {
		before = nil // the rate before is an extra; its lack is shown as null
	}
	for _, c := range changes {
		x := Compared{GroundChange: c, Days: int(days)}
		if days > 0 {
			x.NetPerDay = c.Net / float64(days)
		}
		if b := sameDefinition(before, c); b != nil {
			x.Before = b
			if days > 0 {
				rate := b.Net / float64(days)
				x.NetPerDayBefore = &rate
			}
		}
		in.Results = append(in.Results, x)
	}
	return in, nil
}

func sameDefinition(list []GroundChange, c GroundChange) *GroundChange {
	for i := range list {
		if list[i].Source == c.Source && list[i].Definition == c.Definition {
			return &list[i]
		}
	}
	return nil
}

// BeforeAfter is what changed on the ground in equal windows before and after a
// round or agreement, by one definition. A side without a map is nil.
type BeforeAfter struct {
	Source     string        `json:"source"`
	Definition string        `json:"definition"`
	Before     *GroundChange `json:"before"`
	After      *GroundChange `json:"after"`
}

// Aside is the ground beside one round or agreement.
type Aside struct {
	ID      string        `json:"id"`
	First   control.Day   `json:"first_day"`
	Last    control.Day   `json:"last_day"`
	Window  int           `json:"window_days"`
	Results []BeforeAfter `json:"results"`
	Note    string        `json:"note"`
}

// AroundRound returns what changed in the days before a round's first day and
// after its last: from Start-1-window to Start-1, and from Last to Last+window.
// The error wraps ErrNoGround where neither side has a map.
func AroundRound(g Ground, r *Round, window int) (Aside, error) {
	return around(g, r.ID, r.Start, r.Last(), window)
}

// AroundAgreement does the same for the day from which an agreement was in
// force.
func AroundAgreement(g Ground, a *Agreement, window int) (Aside, error) {
	return around(g, a.ID, a.Begins(), a.Begins(), window)
}

func around(g Ground, id string, first, last control.Day, window int) (Aside, error) {
	out := Aside{ID: id, First: first, Last: last, Window: window, Results: []BeforeAfter{}, Note: SequenceNote}
	if window < 1 {
		return out, fmt.Errorf("window of %d days: want at least one", window)
	}
	before, errBefore := g.Change(first-1-control.Day(window), first-1)
	after, errAfter := g.Change(last, last+control.Day(window))
	if errBefore != nil && errAfter != nil {
		return out, fmt.Errorf("around %s: %w", id, errAfter)
	}
	for i := range before {
		b := &before[i]
		out.Results = append(out.Results, BeforeAfter{b.Source, b.Definition, b, sameDefinition(after, *b)})
	}
	for i := range after {
		a := &after[i]
		if sameDefinition(before, *a) == nil {
			out.Results = append(out.Results, BeforeAfter{a.Source, a.Definition, nil, a})
		}
	}
	return out, nil
}
