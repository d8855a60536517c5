package ledger

import (
	"slices"
	"sort"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// CellShares returns the share held, 0 to 1, of every cell that is held in part
// or wholly on a day, and the valid day of the map that answers.
func (l *Ledger) CellShares(definition string, on control.Day) (map[s2.CellID]float64, control.Day, error) {
	cells, day, err := l.Cells(definition, on)
	if err != nil {
		return nil, day, err
	}
	out := make(map[s2.CellID]float64, len(cells))
	for _, c := range cells {
		out[c.ID] = c.Share
	}
	return out, day, nil
}

// Flips returns the cells of which half or more came to be held, or came not to
// be, after the day from, up to the day to, in order of day and cell.
func (l *Ledger) Flips(definition string, from, to control.Day) ([]measure.Flip, error) {
	m, err := l.definition(definition, measure.Options{})
	if err != nil {
		return nil, err
	}
	if err := l.cells(); err != nil {
		return nil, err
	}
	var out []measure.Flip
	for id := range m.cells {
		for i, s := range m.spans(id) {
			if i > 0 && s.From > from && s.From <= to {
				out = append(out, measure.Flip{Cell: id, Day: s.From, Held: s.Held})
			}
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Day != out[j].Day {
			return out[i].Day < out[j].Day
		}
		return out[i].Cell < out[j].Cell
	})
	return slices.Clip(out), nil
}
