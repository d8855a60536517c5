package server

import (
	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/ledger"
)

// cellRun is one cell of the standard grid over a run of valid days in which
// the same share of it was held.
type cellRun struct {
	id       s2.CellID
	share    float64
	from, to control.Day // to: forever for the newest
}

// cellRuns reads the runs of every cell from the ledger, by cell and day. Runs
// of which nothing is held are left out.
func cellRuns(l *ledger.Ledger, definition string) ([]cellRun, error) {
	runs, err := l.CellRuns(definition)
	if err != nil {
		return nil, err
	}
	out := make([]cellRun, len(runs))
	for i, r := range runs {
		out[i] = cellRun{r.ID, r.Share, r.From, r.To}
		if r.To == control.NoDay {
			out[i].to = forever
		}
	}
	return out, nil
}

// cellPolygon returns a cell as a polygon, its sides straight in longitude and
// latitude, as the ledger has measured it.
func cellPolygon(id s2.CellID) geo.Polygon {
	cell := s2.CellFromCellID(id)
	ring := make(geo.Ring, 4)
	for i := range ring {
		ll := s2.LatLngFromPoint(cell.Vertex(i))
		ring[i] = geo.Pt(ll.Lng.Degrees(), ll.Lat.Degrees())
	}
	return geo.Polygon{ring}
}
