package measure

import (
	"fmt"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Consensus is what several sources say of the same ground on a day. A source has
// no say of ground that it leaves out of its maps although its actor holds it.
type Consensus struct {
	Definitions []control.Definition // one a source
	Asked       control.Day
	Days        []control.Day    // valid days of the maps that answer
	All         geo.SquareMeters // every source that has a say shows it as held
	Most        geo.SquareMeters // more than half of them do
	Any         geo.SquareMeters // at least one does
	// Common is what each definition holds of the ground of which all have a
	// say: the same ground, so the figures compare.
	Common []geo.SquareMeters
	// Intervals are the 95 % intervals of Common, in the same order; nil where no
	// error model is known of one of the sources.
	Intervals []Interval
	Basis     Basis
}

// Unclear reports whether the least and the greatest of [Consensus].Common differ
// by no more than how exactly their lines are drawn.
func (c Consensus) Unclear() bool {
	if len(c.Intervals) == 0 {
		return false
	}
	half := func(i int) float64 { return float64(c.Intervals[i].High - c.Common[i]) }
	least, most := 0, 0
	for i, v := range c.Common {
		if v < c.Common[least] {
			least = i
		}
		if v > c.Common[most] {
			most = i
		}
	}
	return float64(c.Spread()) < math.Hypot(half(least), half(most))
}

// Spread returns how far the least and the greatest of [Consensus].Common lie
// apart.
func (c Consensus) Spread() geo.SquareMeters { return slices.Max(c.Common) - slices.Min(c.Common) }

// ConsensusOn compares the sources that have a map of a day, or of at most so
// many days before: by each one's first definition, exactly from maps, else by
// the cells of the ledger as [Agree] does. It returns an error wrapping
// [chronicle.ErrNoMap] where there are fewer than two.
func ConsensusOn(r Record, on, within control.Day, where *gazetteer.Gazetteer) (Consensus, error) {
	parts, ok := r.(joined)
	if !ok {
		parts = joined{r}
	}
	for _, part := range parts {
		var found []control.Definition
		for _, c := range part.Coverage() {
			if slices.ContainsFunc(found, func(d control.Definition) bool { return d.Source == c.Definition.Source }) {
				continue
			}
			h, err := part.Held(c.Definition.Name, on, Options{})
			if err == nil && on-h.Day <= within {
				found = append(found, c.Definition)
			}
		}
		if len(found) < 2 {
			continue
		}
		out := Consensus{Definitions: found, Asked: on, Common: make([]geo.SquareMeters, len(found))}
		var err error
		switch part := part.(type) {
		case *Live:
			err = part.consensus(&out, where)
		case cellShares:
			err = cellConsensus(&out, part, where)
		default:
			continue
		}
		if err != nil {
			return out, err
		}
		return out, out.intervals(part)
	}
	return Consensus{}, fmt.Errorf("fewer than two sources have a map of %s: %w", on, chronicle.ErrNoMap)
}

// intervals fills in the intervals of what the definitions hold in common.
func (c *Consensus) intervals(r Record) error {
	var names []string
	for _, d := range c.Definitions {
		names = append(names, d.Name)
	}
	halves, err := halvesOf(r, c.Asked, names...)
	for i, half := range halves {
		c.Intervals = append(c.Intervals, Interval{Low: max(c.Common[i]-half, 0), High: c.Common[i] + half})
	}
	return err
}

// vote adds ground of which each source says whether it holds it; absent sources
// have no say.
func (c *Consensus) vote(area geo.SquareMeters, holds, absent []bool) {
	held, voters := 0, 0
	for i := range holds {
		if absent[i] {
			continue
		}
		voters++
		if holds[i] {
			held++
		}
	}
	if held == 0 {
		return
	}
	c.Any += area
	if held == voters {
		c.All += area
	}
	if 2*held > voters {
		c.Most += area
	}
	if voters < len(holds) {
		return
	}
	for i := range holds {
		if holds[i] {
			c.Common[i] += area
		}
	}
}

func (l *Live) consensus(out *Consensus, where *gazetteer.Gazetteer) error {
	n := len(out.Definitions)
	var edges []geo.Edge
	for i, d := range out.Definitions {
		c, _, err := l.Chronicle(d.Name)
		if err != nil {
			return err
		}
		m, err := c.MapOn(out.Asked, l.known)
		if err != nil {
			return err
		}
		out.Days = append(out.Days, m.Day)
		for _, s := range c.Boundary(m) {
			edges = append(edges, geo.Edge{Segment: s, Channel: i})
		}
		left, _ := leftOut(c, d, m.Day, where)
		for _, s := range left.Segments(nil) {
			edges = append(edges, geo.Edge{Segment: s, Channel: n + i})
		}
	}
	arr := geo.Arrange(edges)
	defer arr.Release()
	// A face's class is who holds it, in binary, then who leaves it out.
	areas := arr.Areas(1<<(2*n), func(w []int32) int {
		class := 0
		for i, wi := range w {
			if wi >= 1 {
				class |= 1 << i
			}
		}
		if class&(1<<n-1) == 0 {
			return -1
		}
		return class
	})
	out.Basis = FromChronicle
	holds, absent := make([]bool, n), make([]bool, n)
	for class, area := range areas {
		for i := range n {
			holds[i], absent[i] = class>>i&1 == 1, class>>(n+i)&1 == 1
		}
		out.vote(area, holds, absent)
	}
	return nil
}

// cellConsensus takes the shares of a cell as nested: what the source with the
// least holds of it all hold.
func cellConsensus(out *Consensus, cells cellShares, where *gazetteer.Gazetteer) error {
	n := len(out.Definitions)
	shares := make([]map[s2.CellID]float64, n)
	gone := make([]func(s2.CellID, geo.Point) bool, n)
	all := map[s2.CellID]bool{}
	for i, d := range out.Definitions {
		var day control.Day
		var err error
		if shares[i], day, err = cells.CellShares(d.Name, out.Asked); err != nil {
			return err
		}
		out.Days = append(out.Days, day)
		if gone[i], err = omittedCells(cells, d, day, where); err != nil {
			return err
		}
		for id := range shares[i] {
			all[id] = true
		}
	}
	out.Basis = FromLedger
	holds, absent := make([]bool, n), make([]bool, n)
	for id := range all {
		area, center := cellArea(id), cellCenter(id)
		levels := []float64{0}
		for i := range n {
			absent[i] = gone[i](id, center)
			levels = append(levels, shares[i][id])
		}
		slices.Sort(levels)
		for k := 1; k < len(levels); k++ {
			for i := range n {
				holds[i] = shares[i][id] >= levels[k]
			}
			out.vote(area*geo.SquareMeters(levels[k]-levels[k-1]), holds, absent)
		}
	}
	return nil
}
