package measure

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/war"
)

// Shared is what two definitions hold of the same ground.
type Shared struct{ Both, OnlyFirst, OnlySecond geo.SquareMeters }

// Any returns the ground that at least one of them holds.
func (s Shared) Any() geo.SquareMeters { return s.Both + s.OnlyFirst + s.OnlySecond }

// Share returns the part of the ground held by either that both hold:
// intersection over union, 0 to 1; 1 where none is held.
func (s Shared) Share() float64 {
	if s.Any() == 0 {
		return 1
	}
	return float64(s.Both / s.Any())
}

// Agreement compares two definitions on a day.
type Agreement struct {
	First, Second       control.Definition
	Asked               control.Day
	FirstDay, SecondDay control.Day // valid days of the maps that answer
	Whole               Shared
	// Common leaves out the ground that either leaves out of its maps although
	// its actor holds it; it equals Whole where LeftOut is empty.
	Common  Shared
	LeftOut []string
	// Interval is the 95 % interval of [Agreement.Difference], for how exactly
	// both lines are drawn; nil where no error model is known of either and where
	// one source drew both. What two maps share is exact and has none.
	Interval *Interval
	// Patches are where they disagree in Common, largest first: Gained is held
	// by the second only, Lost by the first only. None from the ledger.
	Patches []Patch
	Basis   Basis
}

// Difference returns what the second definition holds of Common less what the
// first holds of it.
func (a Agreement) Difference() geo.SquareMeters { return a.Common.OnlySecond - a.Common.OnlyFirst }

// cellShares is a record that knows the share held of each cell of a grid.
type cellShares interface {
	CellShares(definition string, on control.Day) (map[s2.CellID]float64, control.Day, error)
}

// Agree compares two definitions on a day: by an exact overlay where the record
// has the chronicles of both, else by the cells of the ledger, which takes the
// smaller of the shares of a cell as held by both: disagreement within a cell
// goes unseen, and a cell is left out whole or not at all.
func Agree(r Record, first, second string, on control.Day, where *gazetteer.Gazetteer) (Agreement, error) {
	one := withBoth(r, first, second)
	var a Agreement
	var err error
	switch one := one.(type) {
	case *Live:
		a, err = one.agree(first, second, on, where)
	case cellShares:
		a, err = agreeByCells(r, one, first, second, on, where)
	default:
		return Agreement{}, fmt.Errorf("%s and %s: not in one record: %w", first, second, chronicle.ErrNoMap)
	}
	if err != nil {
		return a, err
	}
	halves, err := halvesOf(one, on, first, second)
	if err == nil && halves != nil && a.First.Source != a.Second.Source {
		half, d := geo.SquareMeters(math.Hypot(float64(halves[0]), float64(halves[1]))), a.Difference()
		a.Interval = &Interval{Low: d - half, High: d + half}
	}
	return a, err
}

// halvesOf returns the half-widths of the intervals of the areas that definitions
// hold on a day; nil where one has none. Ground that a source leaves out has no
// line of contact: on common ground they are the same.
func halvesOf(r Record, on control.Day, definitions ...string) ([]geo.SquareMeters, error) {
	var out []geo.SquareMeters
	for _, name := range definitions {
		h, err := r.Held(name, on, Options{})
		if err != nil || h.Interval == nil {
			return nil, err
		}
		out = append(out, h.Interval.High-h.Area)
	}
	return out, nil
}

// Cells returns the share held, 0 to 1, of every cell of [CellLevel] that is
// held in part or wholly on a day, and the valid day of the map that answers.
// The ledger alone knows: the error wraps [chronicle.ErrNoMap] without it.
func Cells(r Record, definition string, on control.Day) (map[s2.CellID]float64, control.Day, error) {
	parts, ok := r.(joined)
	if !ok {
		parts = joined{r}
	}
	for _, part := range parts {
		if cells, ok := part.(cellShares); ok && withBoth(part, definition) != nil {
			return cells.CellShares(definition, on)
		}
	}
	return nil, control.NoDay, fmt.Errorf("%s: no cells: %w", definition, chronicle.ErrNoMap)
}

// CellPolygon returns a cell's outline, straight in longitude and latitude.
func CellPolygon(id s2.CellID) geo.Polygon { return geo.Polygon{cellRing(id)} }

// withBoth returns the first part of a joined record that covers both
// definitions; nil: there is none.
func withBoth(r Record, definitions ...string) Record {
	parts, ok := r.(joined)
	if !ok {
		parts = joined{r}
	}
	for _, part := range parts {
		if !slices.ContainsFunc(definitions, func(name string) bool { _, ok := CoverageOf(part, name); return !ok }) {
			return part
		}
	}
	return nil
}

// leastDisagreement is the area below which a patch is not listed.
const leastDisagreement = 10_000 // m²

func (l *Live) agree(first, second string, on control.Day, where *gazetteer.Gazetteer) (Agreement, error) {
	var maps [2]chronicle.Map
	var defs [2]control.Definition
	var left geo.MultiPolygon
	var edges []geo.Edge
	a := Agreement{Asked: on, Basis: FromChronicle}
	for i, name := range []string{first, second} {
		c, d, err := l.Chronicle(name)
		if err != nil {
			return a, err
		}
		m, err := c.MapOn(on, l.known)
		if err != nil {
			return a, err
		}
		maps[i], defs[i] = m, d
		for _, s := range c.Boundary(m) {
			edges = append(edges, geo.Edge{Segment: s, Channel: i})
		}
		ground, names := leftOut(c, d, m.Day, where)
		left = append(left, ground...)
		a.LeftOut = append(a.LeftOut, names...)
	}
	for _, s := range left.Segments(nil) {
		edges = append(edges, geo.Edge{Segment: s, Channel: 2})
	}
	a.First, a.Second, a.FirstDay, a.SecondDay = defs[0], defs[1], maps[0].Day, maps[1].Day
	arr := geo.Arrange(edges)
	defer arr.Release()
	outside := func(w []int32) bool { return len(w) < 3 || w[2] == 0 }
	areas := arr.Areas(6, func(w []int32) int {
		class := -1
		switch {
		case w[0] >= 1 && w[1] >= 1:
			class = 0
		case w[0] >= 1:
			class = 1
		case w[1] >= 1:
			class = 2
		}
		if class >= 0 && !outside(w) {
			class += 3
		}
		return class
	})
	a.Common = Shared{areas[0], areas[1], areas[2]}
	a.Whole = Shared{areas[0] + areas[3], areas[1] + areas[4], areas[2] + areas[5]}
	patches := append(
		patchesOf(Lost, arr.Patches(func(w []int32) bool { return w[0] >= 1 && w[1] < 1 && outside(w) })),
		patchesOf(Gained, arr.Patches(func(w []int32) bool { return w[1] >= 1 && w[0] < 1 && outside(w) }))...)
	a.Patches = slices.DeleteFunc(patches, func(p Patch) bool { return p.Area < leastDisagreement || len(p.Polygon) == 0 })
	slices.SortStableFunc(a.Patches, func(a, b Patch) int { return cmp.Compare(b.Area, a.Area) })
	locate(a.Patches, where)
	return a, nil
}

// leftOut returns the ground that a map leaves out although its actor holds it,
// as [Omitted] tells of points.
func leftOut(c *chronicle.Chronicle, d control.Definition, on control.Day, where *gazetteer.Gazetteer) (geo.MultiPolygon, []string) {
	o, ok := war.Default.LeftOut[d.Source]
	if !ok {
		return nil, nil
	}
	var out geo.MultiPolygon
	for _, r := range where.Regions() {
		if slices.Contains(o.Regions, r.ID) {
			out = append(out, r.Polygons...)
		}
	}
	if on >= o.Since {
		out = append(out, districtPolygons(c, o)...)
	}
	return out, omittedNames(o, on)
}

// omittedNames names what is left out on a day.
func omittedNames(o war.Omission, on control.Day) []string {
	if on >= o.Since {
		return []string{o.Name, o.Then}
	}
	return []string{o.Name}
}

func agreeByCells(r Record, cells cellShares, first, second string, on control.Day, where *gazetteer.Gazetteer) (Agreement, error) {
	a := Agreement{Asked: on, Basis: FromLedger}
	var shares [2]map[s2.CellID]float64
	var err error
	if shares[0], a.FirstDay, err = cells.CellShares(first, on); err != nil {
		return a, err
	}
	if shares[1], a.SecondDay, err = cells.CellShares(second, on); err != nil {
		return a, err
	}
	for _, c := range r.Coverage() {
		if c.Definition.Name == first {
			a.First = c.Definition
		}
		if c.Definition.Name == second {
			a.Second = c.Definition
		}
	}
	var omitted []func(s2.CellID, geo.Point) bool
	for _, d := range []control.Definition{a.First, a.Second} {
		gone, err := omittedCells(cells, d, on, where)
		if err != nil {
			return a, err
		}
		omitted = append(omitted, gone)
		if o, ok := war.Default.LeftOut[d.Source]; ok {
			a.LeftOut = append(a.LeftOut, omittedNames(o, on)...)
		}
	}
	seen := map[s2.CellID]bool{}
	for _, of := range shares {
		for id := range of {
			if seen[id] {
				continue
			}
			seen[id] = true
			area, p, q := cellArea(id), shares[0][id], shares[1][id]
			part := Shared{
				Both:       area * geo.SquareMeters(min(p, q)),
				OnlyFirst:  area * geo.SquareMeters(max(p-q, 0)),
				OnlySecond: area * geo.SquareMeters(max(q-p, 0)),
			}
			a.Whole = a.Whole.plus(part)
			center := cellCenter(id)
			if !slices.ContainsFunc(omitted, func(out func(s2.CellID, geo.Point) bool) bool { return out(id, center) }) {
				a.Common = a.Common.plus(part)
			}
		}
	}
	return a, nil
}

// omittedCells tells which cells a definition leaves out of its maps on a day
// although its actor holds them, as [Omitted] tells of points.
func omittedCells(cells cellShares, d control.Definition, on control.Day, where *gazetteer.Gazetteer) (func(s2.CellID, geo.Point) bool, error) {
	o, ok := war.Default.LeftOut[d.Source]
	if !ok {
		return func(s2.CellID, geo.Point) bool { return false }, nil
	}
	before, _, err := cells.CellShares(d.Name, o.Since-1)
	if err != nil {
		return nil, err
	}
	after, _, err := cells.CellShares(d.Name, o.Since)
	if err != nil {
		return nil, err
	}
	return func(id s2.CellID, p geo.Point) bool {
		if region := where.RegionAt(p); region != nil && slices.Contains(o.Regions, region.ID) {
			return true
		}
		return on >= o.Since && before[id]-after[id] > 0.5
	}, nil
}

func (s Shared) plus(t Shared) Shared {
	return Shared{s.Both + t.Both, s.OnlyFirst + t.OnlyFirst, s.OnlySecond + t.OnlySecond}
}

// cellCenter returns the middle of an S2 cell.
func cellCenter(id s2.CellID) geo.Point {
	ll := id.LatLng()
	return geo.Pt(ll.Lng.Degrees(), ll.Lat.Degrees())
}

// cellArea returns the area of an S2 cell with straight sides in longitude and
// latitude.
func cellArea(id s2.CellID) geo.SquareMeters { return cellRing(id).Area() }

func cellRing(id s2.CellID) geo.Ring {
	cell := s2.CellFromCellID(id)
	var ring geo.Ring
	for k := range 4 {
		ll := s2.LatLngFromPoint(cell.Vertex(k))
		ring = append(ring, geo.Pt(ll.Lng.Degrees(), ll.Lat.Degrees()))
	}
	return ring
}
