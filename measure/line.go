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
	Movement   *Movement      // if asked for
	Basis      Basis
}

// RegionLength is the part of a line of contact that lies in a region.
type RegionLength struct {
	Name   string
	Length geo.Meters
	Moved  geo.Meters // of Length, what was elsewhere on the earlier day; 0 if not asked for
}

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

// FrontOf returns the line of contact on a day and, unless since is
// control.NoDay, how it moved from that day's map. Only chronicles have lines:
// the error wraps [chronicle.ErrNoMap] where the ledger alone knows a
// definition.
func FrontOf(r Record, definition string, on, since control.Day) (Front, error) {
	if j, ok := r.(joined); ok {
		one, err := j.find(definition)
		if err != nil {
			return Front{}, err
		}
		r = one
	}
	l, ok := r.(*Live)
	if !ok {
		return Front{}, fmt.Errorf("%s: the ledger has no lines: %w", definition, chronicle.ErrNoMap)
	}
	return l.front(definition, on, since)
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
	f := Front{Definition: d, Asked: on, Day: m.Day, Basis: FromChronicle}
	f.Line = Contact(c.Boundary(m), l.where, Omitted(c, d, m.Day, l.where))
	f.Length = Length(f.Line)
	var before []geo.Segment
	if since != control.NoDay {
		earlier, err := c.MapOn(since, l.known)
		if err != nil {
			return Front{}, err
		}
		before = c.Boundary(earlier)
		line := Contact(before, l.where, Omitted(c, d, earlier.Day, l.where))
		ch := Between(c, earlier, m, l.where, Options{Patches: true, Slivers: Drop})
		f.Movement = &Movement{AskedFrom: since, From: earlier.Day, LengthBefore: Length(line), Advances: advances(ch.Patches, before)}
	}
	byName := map[string]*RegionLength{}
	for _, s := range cut(f.Line) {
		length, mid := Length([]geo.Segment{s}), along(s, 0.5)
		name := Outside
		if r := l.where.RegionAt(mid); r != nil {
			name = r.Name
		}
		row := byName[name]
		if row == nil {
			row = &RegionLength{Name: name}
			byName[name] = row
		}
		row.Length += length
		if f.Movement != nil && nearest(mid, before) > 1 {
			row.Moved += length
			f.Movement.Moved += length
		}
	}
	for _, row := range byName {
		f.Regions = append(f.Regions, *row)
	}
	slices.SortFunc(f.Regions, func(a, b RegionLength) int {
		return cmp.Or(outsideLast(a.Name, b.Name), cmp.Compare(b.Length, a.Length), cmp.Compare(a.Name, b.Name))
	})
	return f, nil
}

// cut returns segments in pieces no longer than a kilometer.
func cut(line []geo.Segment) []geo.Segment {
	var out []geo.Segment
	for _, s := range line {
		n := max(1, int(math.Ceil(math.Hypot(planar(s.A, s.B))/frontPiece)))
		for i := range n {
			out = append(out, geo.Segment{A: along(s, float64(i)/float64(n)), B: along(s, float64(i+1)/float64(n))})
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
