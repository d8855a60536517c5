package ledger

import (
	"fmt"
	"maps"
	"slices"
	"sort"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// CellLevel is the level of the S2 cells whose shares the ledger keeps: about
// 20 km² each in Ukraine.
const CellLevel = 11

func cellAt(p geo.Point) s2.CellID {
	return s2.CellIDFromLatLng(s2.LatLngFromDegrees(p.Lat(), p.Lon())).Parent(CellLevel)
}

// HeldAt implements [measure.Places] from the cell around the point: the place
// counts as held where half of the cell or more is.
func (l *Ledger) HeldAt(definition string, p geo.Point, on control.Day) (measure.HeldAt, error) {
	m, err := l.definition(definition, measure.Options{})
	if err != nil {
		return measure.HeldAt{}, err
	}
	if err := l.cells(); err != nil {
		return measure.HeldAt{}, err
	}
	row, err := m.on(on)
	if err != nil {
		return measure.HeldAt{}, err
	}
	at := measure.HeldAt{Asked: on, Day: row.day, Basis: measure.FromLedger, Share: m.cellShare(cellAt(p), row.day)}
	spans := m.spans(cellAt(p))
	for _, s := range spans {
		if s.From <= row.day {
			at.Held, at.Since = s.Held, s.From
		}
	}
	return at, nil
}

// cellShare returns the share of a cell that is held on a day.
func (m *measured) cellShare(id s2.CellID, day control.Day) float64 {
	return float64(permilleOn(m.cells[id], day)) / 1000
}

// permilleOn returns the share of a cell that is held on a day, in thousandths.
func permilleOn(shares []share, day control.Day) int {
	i := sort.Search(len(shares), func(i int) bool { return shares[i].day > day })
	if i == 0 {
		return 0
	}
	return shares[i-1].permille
}

// History implements [measure.Places] from the cell around the point, as
// HeldAt does.
func (l *Ledger) History(definition string, p geo.Point, asKnownOn control.Day) ([]measure.Span, measure.Basis, error) {
	m, err := l.definition(definition, measure.Options{AsKnownOn: asKnownOn})
	if err != nil {
		return nil, measure.FromLedger, err
	}
	if err := l.cells(); err != nil {
		return nil, measure.FromLedger, err
	}
	return m.spans(cellAt(p)), measure.FromLedger, nil
}

// spans returns the runs of days on which half of a cell or more was held, or
// less.
func (m *measured) spans(id s2.CellID) []measure.Span {
	last := m.maps[len(m.maps)-1].day
	spans := []measure.Span{{From: m.maps[0].day, To: last}}
	for _, s := range m.cells[id] {
		held := s.permille >= 500
		n := len(spans)
		switch {
		case spans[n-1].Held == held:
		case s.day == spans[n-1].From:
			spans[n-1].Held = held
		default:
			spans[n-1].To = s.day - 1
			spans = append(spans, measure.Span{From: s.day, To: last, Held: held})
		}
	}
	return spans
}

// CellTree returns the cells of which anything was ever held, and what tells
// whether anything of one of them is held on a day. The error wraps
// [chronicle.ErrNoMap] where nothing is.
func (l *Ledger) CellTree(definition string, on control.Day) (*measure.CellTree, func(i int) bool, error) {
	m, err := l.definition(definition, measure.Options{})
	if err != nil {
		return nil, nil, err
	}
	if err := l.cells(); err != nil {
		return nil, nil, err
	}
	row, err := m.on(on)
	if err != nil {
		return nil, nil, err
	}
	m.treeOnce.Do(func() {
		m.tree = measure.NewCellTree(slices.Collect(maps.Keys(m.cells)))
		m.treeShares = make([][]share, m.tree.Len())
		for i := range m.treeShares {
			m.treeShares[i] = m.cells[m.tree.ID(i)]
		}
	})
	held := func(i int) bool { return permilleOn(m.treeShares[i], row.day) > 0 }
	for i := range m.treeShares {
		if held(i) {
			return m.tree, held, nil
		}
	}
	return nil, nil, noCells(definition, on)
}

func noCells(definition string, on control.Day) error {
	return fmt.Errorf("%s, %s: no cells: %w", definition, on, chronicle.ErrNoMap)
}

// Cell is one cell of the standard grid, with its share held on a day.
type Cell struct {
	ID    s2.CellID
	Share float64 // 0 to 1
}

// Cells returns the cells that are held, wholly or in part, on a day.
func (l *Ledger) Cells(definition string, on control.Day) ([]Cell, control.Day, error) {
	m, err := l.definition(definition, measure.Options{})
	if err != nil {
		return nil, control.NoDay, err
	}
	if err := l.cells(); err != nil {
		return nil, control.NoDay, err
	}
	row, err := m.on(on)
	if err != nil {
		return nil, control.NoDay, err
	}
	var out []Cell
	for id, shares := range m.cells {
		if permille := permilleOn(shares, row.day); permille > 0 {
			out = append(out, Cell{id, float64(permille) / 1000})
		}
	}
	if len(out) == 0 {
		return nil, row.day, noCells(definition, on)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out, row.day, nil
}
