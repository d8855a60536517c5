package server

import (
	"slices"

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
	series, err := l.Series(definition, control.Date(1900, 1, 1), control.Date(2200, 1, 1))
	if err != nil {
		return nil, err
	}
	var out []cellRun
	open := map[s2.CellID]int{} // to its run in out
	for i, day := range series {
		if i > 0 && day.Area == series[i-1].Area {
			continue // the ledger's cells change with the map only
		}
		cells, _, err := l.Cells(definition, day.Day)
		if err != nil {
			return nil, err
		}
		for _, c := range cells {
			j, ok := open[c.ID]
			switch {
			case ok && out[j].to == forever && out[j].share == c.Share:
			case ok && out[j].to == forever:
				out[j].to = day.Day - 1
				fallthrough
			default:
				open[c.ID] = len(out)
				out = append(out, cellRun{c.ID, c.Share, day.Day, forever})
			}
		}
		// Runs of cells that are no longer held end here.
		for id, j := range open {
			if _, held := slices.BinarySearchFunc(cells, id, func(c ledger.Cell, id s2.CellID) int {
				switch {
				case c.ID < id:
					return -1
				case c.ID > id:
					return 1
				}
				return 0
			}); !held {
				out[j].to = day.Day - 1
				delete(open, id)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b cellRun) int {
		switch {
		case a.id < b.id:
			return -1
		case a.id > b.id:
			return 1
		}
		return int(a.from) - int(b.from)
	})
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
