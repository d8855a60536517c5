package measure

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// CellLevel is the level of the S2 cells by which changes are matched between
// definitions: about 20 km² each at 48° north, as in the ledger.
const CellLevel = 11

// Flip is a cell that changed hands: of the ledger's, one of which half or more
// came to be held or not; of maps, one whose center did.
type Flip struct {
	Cell s2.CellID
	Day  control.Day // valid day of the first map that shows it
	Held bool        // since that day
}

// flipping is a record that lists flips.
type flipping interface {
	Flips(definition string, from, to control.Day) ([]Flip, error)
}

// Lead says which of two definitions shows changes first. Days are those of
// maps: a source that draws one every three days can only lag.
type Lead struct {
	From, To    control.Day
	Matched     int // flips of a cell that both show, the same way, within MaxLag of each other
	First       int // of these, shown by the first definition first
	Second      int
	SameDay     int
	MedianLag   float64 // days from the first definition's flip to the second's; negative: the second leads
	OnlyFirst   int     // flips that the other does not show within MaxLag
	OnlySecond  int
	MaxLag      int     // days
	MeanAbsLead float64 // mean of the days between, without sign
	Basis       Basis
}

// Leads matches the flips of two definitions from one day to another.
func Leads(r Record, first, second string, from, to control.Day, maxLag int) (Lead, error) {
	l := Lead{From: from, To: to, MaxLag: maxLag, Basis: FromLedger}
	one := withBoth(r, first, second)
	record, ok := one.(flipping)
	if !ok {
		return l, fmt.Errorf("%s and %s: not in one record: %w", first, second, chronicle.ErrNoMap)
	}
	if _, live := one.(*Live); live {
		l.Basis = FromChronicle
	}
	a, err := record.Flips(first, from, to)
	if err != nil {
		return l, err
	}
	// A flip near the window's ends may have its match beyond them.
	b, err := record.Flips(second, from-control.Day(maxLag), to+control.Day(maxLag))
	if err != nil {
		return l, err
	}
	l.match(a, b)
	return l, nil
}

// match pairs each flip of a with the nearest unused one of b in the same cell
// and the same way.
func (l *Lead) match(a, b []Flip) {
	type key struct {
		cell s2.CellID
		held bool
	}
	open := map[key][]control.Day{}
	for _, f := range b {
		k := key{f.Cell, f.Held}
		open[k] = append(open[k], f.Day)
	}
	var lags []float64
	for _, f := range a {
		k := key{f.Cell, f.Held}
		best := -1
		for i, day := range open[k] {
			if lag := days(day - f.Day); lag <= control.Day(l.MaxLag) && (best < 0 || lag < days(open[k][best]-f.Day)) {
				best = i
			}
		}
		if best < 0 {
			l.OnlyFirst++
			continue
		}
		lag := open[k][best] - f.Day
		open[k] = slices.Delete(open[k], best, best+1)
		l.Matched++
		switch {
		case lag > 0:
			l.First++
		case lag < 0:
			l.Second++
		default:
			l.SameDay++
		}
		lags = append(lags, float64(lag))
		l.MeanAbsLead += float64(days(lag))
	}
	for _, rest := range open {
		for _, day := range rest {
			if day > l.From && day <= l.To {
				l.OnlySecond++
			}
		}
	}
	if n := len(lags); n > 0 {
		l.MeanAbsLead /= float64(n)
		slices.Sort(lags)
		l.MedianLag = (lags[(n-1)/2] + lags[n/2]) / 2
	}
}

func days(d control.Day) control.Day { return max(d, -d) }

// Flips returns the cells whose center changed hands after the day from, up to
// the day to, in order of day and cell.
func (l *Live) Flips(definition string, from, to control.Day) ([]Flip, error) {
	c, _, err := l.Chronicle(definition)
	if err != nil {
		return nil, err
	}
	maps := c.Maps(l.known)
	cells := map[s2.CellID]bool{}
	for i := 1; i < len(maps); i++ {
		if maps[i].Day <= from || maps[i].Day > to || c.Same(maps[i-1], maps[i]) {
			continue
		}
		// Only ground inside a closed chain of the change can change hands.
		for _, chain := range chained(c.Diff(maps[i-1], maps[i])) {
			box := geo.EmptyBox()
			for _, s := range chain {
				box = box.Add(s.A).Add(s.B)
			}
			for _, id := range cellsIn(box) {
				cells[id] = true
			}
		}
	}
	at := make([]center, 0, len(cells))
	for id := range cells {
		at = append(at, center{cell: id, at: cellCenter(id)})
	}
	slices.SortFunc(at, func(a, b center) int { return cmp.Or(cmp.Compare(a.at.Y, b.at.Y), cmp.Compare(a.cell, b.cell)) })
	var out []Flip
	for i, m := range maps {
		switch {
		case i == 0:
			crossed(at, c.Boundary(m))
		case !c.Same(maps[i-1], m):
			crossed(at, c.Diff(maps[i-1], m))
		}
		for k := range at {
			p := &at[k]
			if held := p.crossings%2 == 1; held != p.held {
				p.held = held
				if i > 0 && m.Day > from && m.Day <= to {
					out = append(out, Flip{p.cell, m.Day, held})
				}
			}
		}
	}
	sortFlips(out)
	return out, nil
}

// center is the middle of a cell, with how many segments the ray to its east
// has crossed so far: see [Spans].
type center struct {
	cell      s2.CellID
	at        geo.Point
	crossings int
	held      bool
}

// crossed counts the segments to the east of centers, which are in the order of
// their latitudes.
func crossed(centers []center, segs []geo.Segment) {
	for i, s := range segs {
		low, high := min(s.A.Y, s.B.Y), max(s.A.Y, s.B.Y)
		k, _ := slices.BinarySearchFunc(centers, low, func(c center, y int32) int { return cmp.Compare(c.at.Y, y) })
		for ; k < len(centers) && centers[k].at.Y < high; k++ {
			centers[k].crossings += crossings(segs[i:i+1], centers[k].at)
		}
	}
}

func sortFlips(flips []Flip) {
	slices.SortFunc(flips, func(a, b Flip) int {
		if a.Day != b.Day {
			return int(a.Day - b.Day)
		}
		if a.Cell < b.Cell {
			return -1
		}
		return 1
	})
}

// cellsIn returns the cells whose center lies in a box.
func cellsIn(box geo.Box) []s2.CellID {
	rect := s2.RectFromLatLng(s2.LatLngFromDegrees(box.Min.Lat(), box.Min.Lon()))
	rect = rect.AddPoint(s2.LatLngFromDegrees(box.Max.Lat(), box.Max.Lon()))
	coverer := &s2.RegionCoverer{MinLevel: CellLevel, MaxLevel: CellLevel, MaxCells: 1 << 20}
	return slices.DeleteFunc(coverer.Covering(rect), func(id s2.CellID) bool { return !box.Contains(cellCenter(id)) })
}
