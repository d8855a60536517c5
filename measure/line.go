package measure

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Front is the line of contact on a day.
type Front struct {
	Definition control.Definition
	Asked, Day control.Day
	Line       []geo.Segment // as [Contact] returns it, held side on the left
	Length     geo.Meters
	Regions    []RegionLength // longest first; they add up to Length
	Sectors    []Sector       // from maps: by the nearest place that readers know; they add up too
	Movement   *Movement      // if asked for
	// Band is the half-width of the band about the line in which the true line
	// lies at 95 % of its points, as [Model.Band]; 0 where no error model is
	// known. A length has no interval: docs/method-intervals.md says why.
	Band  geo.Meters
	Basis Basis
}

// RegionLength is the part of a line of contact that lies in a region.
type RegionLength struct {
	Name   string
	Length geo.Meters
	Moved  geo.Meters // of Length, what was elsewhere on the earlier day; 0 if not asked for
}

// movedBeyond is how far, in meters, a piece of the line must lie from the
// earlier boundary to have moved: nearer is drawing.
const movedBeyond = 1

// Movement is how a line of contact moved from an earlier day's map.
type Movement struct {
	AskedFrom, From control.Day
	LengthBefore    geo.Meters
	// Moved is the length of the line that did not stand where it stands on
	// the earlier day: a piece counts if its middle lies more than a meter
	// from the earlier boundary, so that redrawing is no movement.
	Moved    geo.Meters
	Advances []Advance // greatest depth first
}

// Advance is a patch with how deep it reaches: the greatest distance of its
// corners, and of its center, from the boundary of the earlier day. Of a pocket
// that was cut off, that is how far its middle lay from its edge.
type Advance struct {
	Patch
	Depth geo.Meters
}

// Depth returns the greatest depth of ground gained or lost; 0 where there is
// none.
func (m Movement) Depth(kind Kind) geo.Meters {
	for _, a := range m.Advances {
		if a.Kind == kind {
			return a.Depth
		}
	}
	return 0
}

// lengths is a record that knows how long the line of contact is, and no line.
type lengths interface {
	LineLengths(definition string, on control.Day) (rows []RegionLength, day control.Day, err error)
}

// FrontOf returns the line of contact on a day and, unless since is
// control.NoDay, how it moved from that day's map. The ledger has lengths and no
// lines: the error wraps [chronicle.ErrNoMap] where it alone knows a definition
// and movement is asked for.
func FrontOf(r Record, definition string, on, since control.Day) (Front, error) {
	if j, ok := r.(joined); ok {
		one, err := j.find(definition)
		if err != nil {
			return Front{}, err
		}
		r = one
	}
	switch r := r.(type) {
	case *Live:
		return r.front(definition, on, since)
	case lengths:
		c, ok := CoverageOf(r.(Record), definition)
		if !ok {
			return Front{}, ErrNoDefinition{definition}
		}
		if since != control.NoDay {
			return Front{}, fmt.Errorf("%s: where the line moved is not in the ledger, which has its length only: %w", definition, chronicle.ErrNoMap)
		}
		f := Front{Definition: c.Definition, Asked: on, Band: bandOf(c.Definition), Basis: FromLedger}
		var err error
		if f.Regions, f.Day, err = r.LineLengths(definition, on); err != nil {
			return Front{}, err
		}
		for _, row := range f.Regions {
			f.Length += row.Length
		}
		return f, nil
	}
	return Front{}, fmt.Errorf("%s: no lines: %w", definition, chronicle.ErrNoMap)
}

func bandOf(d control.Definition) geo.Meters {
	m, ok := ModelOf(d.Source)
	if !ok || d.Aside {
		return 0
	}
	return m.Band()
}

// ContactLine returns a map's line of contact, as [Contact] does.
func (l *Live) ContactLine(c *chronicle.Chronicle, d control.Definition, m chronicle.Map) []geo.Segment {
	return l.lines.line(c, d, m, l.WhereOf(d.Source))
}

// ContactLengths returns the length of a map's line of contact by region,
// longest first.
func (l *Live) ContactLengths(c *chronicle.Chronicle, d control.Definition, m chronicle.Map) []RegionLength {
	rows, _ := lengthsOf(l.lines.line(c, d, m, l.WhereOf(d.Source)), nil, RegionsOf(l.WhereOf(d.Source)))
	return rows
}

// lengthsOf measures a line by areas and, unless before is nil, what of it lies
// more than a meter from the boundary before.
func lengthsOf(line, before []geo.Segment, by Areas) (rows []RegionLength, moved geo.Meters) {
	byName := map[string]*RegionLength{}
	for _, s := range cut(line) {
		length, mid := Length([]geo.Segment{s}), along(s, 0.5)
		name := by.At(mid)
		if name == "" {
			name = by.Rest()
		}
		row := byName[name]
		if row == nil {
			row = &RegionLength{Name: name}
			byName[name] = row
		}
		row.Length += length
		if before != nil && nearest(mid, before) > movedBeyond {
			row.Moved += length
			moved += length
		}
	}
	for _, row := range byName {
		rows = append(rows, *row)
	}
	SortLengths(rows, by.Rest())
	return rows, moved
}

// SortLengths orders rows, longest first, that of the rest last.
func SortLengths(rows []RegionLength, rest string) {
	slices.SortFunc(rows, func(a, b RegionLength) int {
		return cmp.Or(restLast(a.Name == rest, b.Name == rest), cmp.Compare(b.Length, a.Length), cmp.Compare(a.Name, b.Name))
	})
}

func (l *Live) front(definition string, on, since control.Day) (Front, error) {
	c, d, err := l.Chronicle(definition)
	if err != nil {
		return Front{}, err
	}
	m, err := c.MapOn(on, l.known)
	if err != nil {
		return Front{}, err
	}
	f := Front{Definition: d, Asked: on, Day: m.Day, Band: bandOf(d), Basis: FromChronicle}
	f.Line = Contact(c.Boundary(m), l.WhereOf(d.Source), Omitted(c, d, m.Day, l.WhereOf(d.Source)))
	f.Length = Length(f.Line)
	var before []geo.Segment
	if since != control.NoDay {
		earlier, err := c.MapOn(since, l.known)
		if err != nil {
			return Front{}, err
		}
		before = c.Boundary(earlier)
		line := Contact(before, l.WhereOf(d.Source), Omitted(c, d, earlier.Day, l.WhereOf(d.Source)))
		slivers := Drop // they are no movement, unless they are asked for
		if l.slivers == Include {
			slivers = Include
		}
		ch := Between(c, earlier, m, l.WhereOf(d.Source), Options{Patches: true, Slivers: slivers})
		f.Movement = &Movement{AskedFrom: since, From: earlier.Day, LengthBefore: Length(line), Advances: advances(ch.Patches, before)}
	}
	rows, moved := lengthsOf(f.Line, before, RegionsOf(l.WhereOf(d.Source)))
	f.Regions = rows
	var moves []Advance
	if f.Movement != nil {
		f.Movement.Moved = moved
		moves = f.Movement.Advances
	}
	f.Sectors = sectorsOf(f.Line, before, moves, l.WhereOf(d.Source))
	return f, nil
}

// cut returns segments in pieces no longer than a kilometer.
func cut(line []geo.Segment) []geo.Segment { return cutTo(line, frontPiece) }

// cutTo returns segments in equal pieces no longer than said.
func cutTo(line []geo.Segment, longest geo.Meters) []geo.Segment {
	out := make([]geo.Segment, 0, len(line))
	for _, s := range line {
		eachPiece(s, longest, func(p geo.Segment) { out = append(out, p) })
	}
	return out
}

// eachPiece calls with equal pieces of a segment, no longer than said.
func eachPiece(s geo.Segment, longest geo.Meters, piece func(geo.Segment)) {
	n := max(1, int(math.Ceil(math.Hypot(planar(s.A, s.B))/float64(longest))))
	for i := range n {
		piece(pieceOf(s, i, n))
	}
}

// pieceOf returns the i-th of n equal pieces of a segment.
func pieceOf(s geo.Segment, i, n int) geo.Segment {
	if n == 1 {
		return s
	}
	return geo.Segment{A: along(s, float64(i)/float64(n)), B: along(s, float64(i+1)/float64(n))}
}

// lengthsIn adds up a line's length by area, that of what lies in none under the
// name of the rest.
func lengthsIn(line []geo.Segment, by Areas) map[string]geo.Meters {
	out := map[string]geo.Meters{}
	for _, s := range cutTo(line, by.Piece()) {
		length, found := Length([]geo.Segment{s}), false
		by.Each(along(s, 0.5), func(name string) {
			out[name] += length
			found = true
		})
		if !found {
			out[by.Rest()] += length
		}
	}
	return out
}

// advances measures how deep patches reach from a boundary.
func advances(patches []Patch, boundary []geo.Segment) []Advance {
	out := make([]Advance, len(patches))
	for i, p := range patches {
		depth := nearest(p.Centroid, boundary)
		for _, ring := range p.Polygon {
			for _, q := range ring {
				depth = math.Max(depth, nearest(q, boundary))
			}
		}
		if math.IsInf(depth, 1) {
			depth = 0 // there was no boundary
		}
		out[i] = Advance{p, geo.Meters(depth)}
	}
	slices.SortStableFunc(out, func(a, b Advance) int { return cmp.Compare(b.Depth, a.Depth) })
	return out
}
