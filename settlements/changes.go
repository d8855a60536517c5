package settlements

import (
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source/viina"
)

// Change is a settlement that changed hands: on Day its status is To, and was
// From on the last day before that it had one.
type Change struct {
	*Located
	Day      control.Day
	From, To viina.Status
}

// Changes returns the settlements that changed hands by a column after a day, up
// to another and with it, by day and id. A settlement that had no status before
// has not changed.
func (d *Data) Changes(c viina.Column, from, to control.Day) []Change {
	var out []Change
	for i := range d.Located {
		l := &d.Located[i]
		was := viina.Unknown
		for _, row := range l.rows {
			if row == nil {
				continue
			}
			for _, run := range row.Runs[c] {
				if run.Status == viina.Unknown || run.Status == was {
					continue
				}
				if was != viina.Unknown && run.From > from && run.From <= to {
					out = append(out, Change{l, run.From, was, run.Status})
				}
				was = run.Status
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return int(a.Day) - int(b.Day) })
	return out
}

// Count returns how many settlements have each status on a day.
func (d *Data) Count(c viina.Column, day control.Day) map[viina.Status]int {
	out := map[viina.Status]int{}
	for i := range d.Located {
		out[d.Located[i].On(c, day, d.Tables)]++
	}
	return out
}

// Has reports whether every table has a column.
func (d *Data) Has(c viina.Column) bool {
	return !slices.ContainsFunc(d.Tables, func(t Table) bool { return !t.Has[c] })
}

// Span returns the first and the last day that the tables have lines of.
func (d *Data) Span() (first, last control.Day) {
	end := d.Tables[len(d.Tables)-1].Days
	return d.Tables[0].Days[0], end[len(end)-1]
}
