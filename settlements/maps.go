package settlements

import (
	"context"
	"fmt"
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/viina"
)

// Maps hands on each table's estimates, one result a table: a snapshot for each
// column and day on which the column says anything. A day's status that a later
// table changes is a correction.
func (d *Data) Maps(ctx context.Context, today control.Day, fn func(source.Result) error) error {
	start := viina.New().Info().Start
	for i := range d.Tables {
		t := &d.Tables[i]
		r := source.Result{File: t.Origin.File, Source: viina.ID, SHA256: t.Origin.SHA256, Drawn: t.Days[len(t.Days)-1].Time()}
		for c := range viina.Columns {
			if !t.Has[c] {
				continue
			}
			e := estimate{held: make([][]bool, len(d.regions)), parts: make([][]geo.Segment, len(d.regions))}
			for _, day := range t.Days {
				if err := ctx.Err(); err != nil {
					return err
				}
				if !t.Known[c][day] {
					continue
				}
				if why := source.OutOfRange(day, start, today); why != "" {
					r.Refused = append(r.Refused, source.Refusal{File: r.File, Place: c.String(), Reason: why})
					continue
				}
				boundary := e.on(d, i, c, day)
				if len(boundary) == 0 && c == viina.Majority {
					r.Refused = append(r.Refused, source.Refusal{File: r.File, Place: fmt.Sprintf("%s of %s", c, day), Reason: "the map is empty: no settlement with a place is RU"})
					continue
				}
				r.Snapshots = append(r.Snapshots, control.Snapshot{
					Source: viina.ID, Layer: c.Layer(), Day: day, Known: day, Origin: t.Origin, Boundary: boundary,
				})
			}
		}
		if err := fn(r); err != nil {
			return err
		}
	}
	return nil
}

// estimate keeps the day before, since most of a map stands again the next day.
type estimate struct {
	held  [][]bool        // by region and member
	parts [][]geo.Segment // by region
	whole []geo.Segment
}

// on returns the boundary of the ground held on a day of table number i.
func (e *estimate) on(d *Data, i int, c viina.Column, day control.Day) []geo.Segment {
	changed := false
	for k := range d.regions {
		r := &d.regions[k]
		held := make([]bool, len(r.members))
		for m, l := range r.members {
			if row := d.Located[l].rows[i]; row != nil {
				held[m] = row.On(c, day) == viina.Russia
			}
		}
		if e.held[k] != nil && slices.Equal(held, e.held[k]) {
			continue
		}
		e.held[k], e.parts[k], changed = held, r.held(held), true
	}
	if changed {
		e.whole = nil
		if all := slices.Concat(e.parts...); len(all) > 0 {
			e.whole = geo.Boundary(all, geo.AtLeastOne)
		}
	}
	return e.whole
}
