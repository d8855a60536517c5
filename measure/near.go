package measure

import (
	"fmt"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Nearness is how near to a point the ground comes that a definition's actor
// holds.
type Nearness struct {
	Definition control.Definition
	Asked, Day control.Day
	Held       bool // the point is held itself; from the ledger, most of the ground around it

	// Least and Most are the bounds of the distance, in meters: from maps they
	// are equal; from the ledger, which has shares of cells, the nearest held
	// ground is somewhere in a cell. +Inf: there is none in the bearings asked.
	// Where the point is held, they are the distance to the line of contact,
	// and +Inf from the ledger, which has no line.
	Least, Most geo.Meters

	// Nearest is where that is: of the ledger the center of the cell. Bearing is
	// the direction to it, in degrees from north.
	Nearest geo.Point
	Bearing float64

	// Band is the half-width of the band about the line in which the true line
	// lies at 95 % of its points; 0 where no error model is known.
	Band  geo.Meters
	Basis Basis
}

// Known reports whether there is a distance.
func (n Nearness) Known() bool { return !math.IsInf(float64(n.Least), 1) }

// Bearings are the directions up to Half degrees either side of Center, in
// degrees from north. Half is less than 90, or 180: all around.
type Bearings struct{ Center, Half float64 }

// AllAround is every direction.
var AllAround = Bearings{Half: 180}

// NearestHeld returns how near to a point the held ground of a day comes, within
// the bearings given. The distance is geodesic; which point of the boundary is
// the nearest is found in the plane around the point, by mid-latitude formulas
// (Gauss), and decided among those within 3 % by the geodesic.
func NearestHeld(r Record, definition string, p geo.Point, on control.Day, in Bearings) (Nearness, error) {
	one := withBoth(r, definition)
	if one == nil {
		return Nearness{}, ErrNoDefinition{definition}
	}
	c, _ := CoverageOf(one, definition)
	n := Nearness{
		Definition: c.Definition, Asked: on, Band: bandOf(c.Definition),
		Least: geo.Meters(math.Inf(1)), Most: geo.Meters(math.Inf(1)),
	}
	switch one := one.(type) {
	case *Live:
		err := one.nearest(&n, p, in)
		return n, err
	case cellTrees:
		at, err := one.(Record).HeldAt(definition, p, on)
		if err != nil {
			return Nearness{}, err
		}
		n.Day, n.Held, n.Basis = at.Day, at.Held, at.Basis
		if !n.Held {
			err = nearestCell(&n, one, p, in)
		}
		return n, err
	}
	return Nearness{}, fmt.Errorf("%s: no ground: %w", definition, chronicle.ErrNoMap)
}

func (l *Live) nearest(n *Nearness, p geo.Point, in Bearings) error {
	c, d, err := l.Chronicle(n.Definition.Name)
	if err != nil {
		return err
	}
	m, err := c.MapOn(n.Asked, l.known)
	if err != nil {
		return err
	}
	boundary := c.Boundary(m)
	n.Day, n.Basis = m.Day, FromChronicle
	if n.Held = crossings(boundary, p)%2 == 1; n.Held {
		boundary = Contact(boundary, l.WhereOf(d.Source), Omitted(c, d, m.Day, l.WhereOf(d.Source)))
	}
	if at, ok := in.nearest(p, boundary); ok {
		n.Nearest = at
		n.Least, n.Bearing = geo.Distance(p, at)
		n.Most = n.Least
	}
	return nil
}

// cellTrees is a record that knows which cells of a grid are held in part.
type cellTrees interface {
	// CellTree returns the cells of which anything was ever held, and what tells
	// whether anything is of one of them on a day.
	CellTree(definition string, on control.Day) (tree *CellTree, held func(i int) bool, err error)
}

// nearestCell bounds the distance by the cells of which anything is held: it is
// no less than that to the nearest point of one, and no more than that to the
// farthest corner of one that lies in the bearings.
func nearestCell(n *Nearness, r cellTrees, p geo.Point, in Bearings) error {
	tree, held, err := r.CellTree(n.Definition.Name, n.Asked)
	if err != nil {
		return err
	}
	var least s2.CellID
	tree.Near(p, in, held, func(i int, atLeast geo.Meters) bool {
		if atLeast > n.Least && atLeast >= n.Most {
			return false
		}
		id := tree.ID(i)
		ring := cellRing(id)
		at, ok := in.nearest(p, ring.Segments(nil))
		if !ok {
			return true
		}
		home := id.Contains(s2.CellIDFromLatLng(s2.LatLngFromDegrees(p.Lat(), p.Lon())))
		d := geo.Meters(0)
		if !home {
			d, _ = geo.Distance(p, at)
		}
		if d < n.Least || d == n.Least && id < least {
			n.Least, n.Nearest, least = d, cellCenter(id), id
		}
		far := geo.Meters(0)
		for _, corner := range ring {
			d, bearing := geo.Distance(p, corner)
			if far = max(far, d); far >= n.Most || !in.has(bearing) {
				return true // no bound, or none that is closer
			}
		}
		n.Most = far
		return true
	})
	if n.Known() {
		_, n.Bearing = geo.Distance(p, n.Nearest)
	}
	return nil
}

// has reports whether a bearing is among them.
func (b Bearings) has(bearing float64) bool {
	return b.Half >= 180 || math.Abs(math.Remainder(bearing-b.Center, 360)) <= b.Half
}

// nearest returns the point of the segments that is nearest to p in the bearings.
func (b Bearings) nearest(p geo.Point, segs []geo.Segment) (geo.Point, bool) {
	best := math.Inf(1)
	type foot struct {
		at geo.Point
		d  float64
	}
	var feet []foot
	for _, s := range segs {
		a, z := seenFrom(p, s.A), seenFrom(p, s.B)
		t, ok := b.foot(a, z)
		if !ok {
			continue
		}
		d := math.Hypot(a[0]+t*(z[0]-a[0]), a[1]+t*(z[1]-a[1]))
		if d <= 1.03*best {
			best = min(best, d)
			feet = append(feet, foot{along(s, t), d})
		}
	}
	feet = slices.DeleteFunc(feet, func(f foot) bool { return f.d > 1.03*best })
	if len(feet) == 1 {
		return feet[0].at, true
	}
	least, at := geo.Meters(math.Inf(1)), geo.Point{}
	for _, f := range feet {
		if d, _ := geo.Distance(p, f.at); d < least || d == least && f.at.Less(at) {
			least, at = d, f.at
		}
	}
	return at, len(feet) > 0
}

// seenFrom returns where q lies in the plane around p, in meters east and north:
// at its distance and in its direction from p, by Gauss's mid-latitude formulas.
func seenFrom(p, q geo.Point) [2]float64 {
	x, y := planar(p, q)
	// The geodesic turns by so much on its way, half of it up to its middle,
	// whose direction planar gives.
	half := (q.Lon() - p.Lon()) * math.Sin((p.Lat()+q.Lat())/2*math.Pi/180) / 2 * math.Pi / 180
	sin, cos := math.Sincos(half)
	return [2]float64{x*cos - y*sin, y*cos + x*sin}
}

// foot returns where, from 0 to 1 along the line from a to z, the point nearest
// to the origin lies that is in the bearings; ok is false where none is. The
// coordinates run east and north.
func (b Bearings) foot(a, z [2]float64) (t float64, ok bool) {
	dx, dy := z[0]-a[0], z[1]-a[1]
	from, to := 0.0, 1.0
	if b.Half < 90 {
		// Right of the wedge's left edge and left of its right one.
		for side, angle := range [2]float64{b.Center - b.Half, b.Center + b.Half} {
			sin, cos := math.Sincos(angle * math.Pi / 180)
			sign := float64(1 - 2*side)
			// The cross product with the edge's direction (sin, cos).
			f0, df := sign*(a[0]*cos-a[1]*sin), sign*(dx*cos-dy*sin)
			switch {
			case df == 0 && f0 < 0:
				return 0, false
			case df > 0:
				from = max(from, -f0/df)
			case df < 0:
				to = min(to, -f0/df)
			}
		}
		if from > to {
			return 0, false
		}
	}
	if l2 := dx*dx + dy*dy; l2 > 0 {
		t = -(a[0]*dx + a[1]*dy) / l2
	}
	return min(max(t, from), to), true
}
