package measure

import (
	"errors"
	"fmt"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Period is a length of time that figures are compared over.
type Period string

// The periods: ISO weeks from Monday to Monday, months from the 1st to the 1st.
const (
	Weekly  Period = "week"
	Monthly Period = "month"
)

// at returns the period that a day lies in.
func (p Period) at(day control.Day) Window {
	if p == Monthly {
		t := day.Time()
		return Month(t.Year(), t.Month())
	}
	return Week(day)
}

// carry is how many days older than asked a period's maps may be: what an older
// map shows belongs to another period.
func (p Period) carry() control.Day {
	if p == Monthly {
		return 7
	}
	return 3
}

// Within narrows figures to a part of the country. The zero value is the whole.
type Within struct {
	Region string     // a region's name
	Center geo.Point  // used if Radius is not 0: patches count whose center lies
	Radius geo.Meters // at most so far from Center
}

// Row is the change of one period.
type Row struct {
	From, To          control.Day
	Gained, Lost, Net geo.SquareMeters
	Sliver            geo.SquareMeters // gained and lost by redrawing alone; for the whole only
	Interval          *Interval        // of Net
	GainedInterval    *Interval        // of Gained
	LostInterval      *Interval        // of Lost
	Gross             Gross
}

// IntervalOf returns the interval of [Row.Value].
func (r Row) IntervalOf(kind string) *Interval {
	switch kind {
	case string(Gained):
		return r.GainedInterval
	case string(Lost):
		return r.LostInterval
	}
	return r.Interval
}

// Value returns a row's figure: "net" or one of the [Kind]s.
func (r Row) Value(kind string) geo.SquareMeters {
	switch kind {
	case string(Gained):
		return r.Gained
	case string(Lost):
		return r.Lost
	}
	return r.Net
}

// Skipped is a period that has no figure, and why.
type Skipped struct {
	From, To control.Day
	Reason   string
}

// Periods measures every whole period of a definition that begins on the day
// from or later and ends on the day to or earlier. Periods are left out, with
// their reason, if a map for one of their ends is missing or a [Fault], or if
// the maps' baseline changed within.
func Periods(r Record, c Coverage, p Period, in Within, from, to control.Day) (rows []Row, skipped []Skipped, err error) {
	from, to = max(from, c.First), min(to, c.Last)
	breaks, err := Breaks(r, c.Definition.Name)
	if err != nil {
		return nil, nil, err
	}
	faults, err := Faults(r, c.Definition.Name)
	if err != nil {
		return nil, nil, err
	}
	w := p.at(from)
	if w.From < from {
		w = p.at(w.To)
	}
	for ; w.To <= to; w = p.at(w.To) {
		reason := ""
		for _, b := range breaks {
			if b > w.From && b <= w.To {
				reason = fmt.Sprintf("on %s the maps' baseline changed: ground held since before 2022 came in or was left out", b)
			}
		}
		for _, f := range FaultsIn(faults, w.From, w.To) {
			reason = fmt.Sprintf("the map of %s is faulty: %+.0f km² from the map before, taken back by that of %s", f.Day, f.Jump.Km2(), f.After)
		}
		var row Row
		if reason == "" {
			row, reason, err = periodRow(r, c.Definition.Name, w, p, in)
			if err != nil {
				return nil, nil, err
			}
		}
		if reason != "" {
			skipped = append(skipped, Skipped{w.From, w.To, reason})
			continue
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, skipped, fmt.Errorf("%s: no whole %s from %s to %s: %w", c.Definition.Name, p, from, to, chronicle.ErrNoMap)
	}
	return rows, skipped, nil
}

func periodRow(r Record, definition string, w Window, p Period, in Within) (row Row, reason string, err error) {
	ch, err := r.Change(definition, w.From, w.To, Options{ByRegion: in.Region != "", Patches: in.Radius != 0})
	if errors.Is(err, chronicle.ErrNoMap) {
		return Row{}, err.Error(), nil
	}
	if err != nil {
		return Row{}, "", err
	}
	for _, end := range [2][2]control.Day{{w.From, ch.From}, {w.To, ch.To}} {
		if end[0]-end[1] > p.carry() {
			return Row{}, fmt.Sprintf("no map of %s nor of the %d days before", end[0], p.carry()), nil
		}
	}
	row = Row{From: w.From, To: w.To, Gained: ch.Gained, Lost: ch.Lost, Net: ch.Net, Gross: ch.Gross, Sliver: ch.SliverGained + ch.SliverLost,
		Interval: ch.Interval, GainedInterval: ch.GainedInterval, LostInterval: ch.LostInterval}
	if in.Radius == 0 && in.Region == "" {
		return row, "", nil
	}
	row.Gained, row.Lost, row.Net, row.Sliver = 0, 0, 0, 0
	if ch.Interval != nil { // where nothing moved nothing is uncertain
		row.Interval, row.GainedInterval, row.LostInterval = &Interval{}, &Interval{}, &Interval{}
	}
	switch {
	case in.Radius != 0:
		var near []Patch
		for _, patch := range ch.Patches {
			if d, _ := geo.Distance(in.Center, patch.Centroid); d > in.Radius || patch.Sliver && ch.Slivers != Include {
				continue
			}
			near = append(near, patch)
		}
		row.Gained, row.Lost = sum(near)
		row.Net = row.Gained - row.Lost
		if model, ok := ModelOf(ch.Definition.Source); ok && ch.Interval != nil {
			row.Interval, row.GainedInterval, row.LostInterval = model.changedPatches(near)
		}
	case in.Region != "":
		for _, region := range ch.Regions {
			if region.Name == in.Region {
				row.Gained, row.Lost, row.Net = region.Gained, region.Lost, region.Net
				row.Interval, row.GainedInterval, row.LostInterval = region.Interval, region.GainedInterval, region.LostInterval
			}
		}
	}
	return row, "", nil
}
