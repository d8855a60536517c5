package ledger

import (
	"cmp"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// CellRun is one cell of the standard grid over a run of valid days in which the
// same share of it was held.
type CellRun struct {
	ID       s2.CellID
	Share    float64     // 0 to 1, never 0
	From, To control.Day // To is [control.NoDay] for the newest run
}

// CellRuns returns the runs of every cell that was ever held in part, by cell
// and day. Runs of which nothing is held are left out.
func (l *Ledger) CellRuns(definition string) ([]CellRun, error) {
	m, err := l.definition(definition, measure.Options{})
	if err != nil {
		return nil, err
	}
	if err := l.cells(); err != nil {
		return nil, err
	}
	out := make([]CellRun, 0, 2*len(m.cells))
	for id, shares := range m.cells {
		for i, s := range shares {
			if s.permille == 0 {
				continue
			}
			run := CellRun{ID: id, Share: float64(s.permille) / 1000, From: s.day, To: control.NoDay}
			if i+1 < len(shares) {
				run.To = shares[i+1].day - 1
			}
			out = append(out, run)
		}
	}
	slices.SortFunc(out, func(a, b CellRun) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.From, b.From)) })
	return out, nil
}
