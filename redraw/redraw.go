// Package redraw tells a map drawn anew from ground that moved.
//
// Publishers re-export whole layers now and then: every vertex shifts by the
// last digit, thousands of segments change, and nothing on the ground did. What
// is left between the old and the new line are slivers: long, and thinner than
// any map is drawn. Start with [Classify] for the patches of a change, and with
// [Inspect] for a step of a chronicle. How the tolerance was measured stands in
// docs/method-redraw.md.
package redraw

import (
	"math"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/geo"
)

// DefaultTolerance is the width below which a patch is a sliver. In the three
// measured archives slivers of redraws are narrower than 0.3 m nearly all, and
// ground that moved is wider than 2 m; between them lies almost nothing.
const DefaultTolerance = geo.Meters(1)

// Options say what a sliver is.
type Options struct {
	// Tolerance is the width below which a patch is a sliver; 0 is
	// DefaultTolerance, negative: only patches that have no polygon at all.
	Tolerance geo.Meters
}

func (o Options) tolerance() geo.Meters {
	if o.Tolerance == 0 {
		return DefaultTolerance
	}
	return o.Tolerance
}

// Width returns the mean width of a patch: twice its area by its perimeter, holes
// included. A strip of length l and width w has l·w/(l+w), which is w for a
// long one. It is 0 for a patch without a polygon, which is too thin for the
// coordinate grid.
func Width(p geo.Patch) geo.Meters {
	length := perimeter(p.Polygon)
	if length == 0 {
		return 0
	}
	return geo.Meters(2 * math.Abs(float64(p.Area)) / float64(length))
}

// Sliver reports whether a patch is narrower than the tolerance.
func Sliver(p geo.Patch, o Options) bool {
	return len(p.Polygon) == 0 || Width(p) < o.tolerance()
}

// Classify parts patches into ground that moved and slivers, each in the order
// given. Every patch is in one of them.
func Classify(patches []geo.Patch, o Options) (moved, slivers []geo.Patch) {
	for _, p := range patches {
		if Sliver(p, o) {
			slivers = append(slivers, p)
		} else {
			moved = append(moved, p)
		}
	}
	return moved, slivers
}

// Areas are gross, in square meters, and never negative.
type Areas struct {
	Gained, Lost geo.SquareMeters
	Count        int // patches
}

// Net returns Gained less Lost.
func (a Areas) Net() geo.SquareMeters { return a.Gained - a.Lost }

// Step says what became of the boundary between two maps.
type Step struct {
	Segments int     // standing on one of the two maps only
	Replaced float64 // share of the first map's segments that are gone, 0 … 1
	Moved    Areas   // ground that changed hands
	Slivers  Areas   // between the old line and the new one
	Redraw   bool    // the map was drawn anew; ground may have moved as well
}

// A step is a redraw where at least redrawShare of the segments were replaced,
// most of the patches that this left are slivers, and there is one sliver for at
// most segmentsPerSliver segments: an old and a new line that run side by side
// cross every few segments, while a region that comes or goes leaves no sliver.
const (
	redrawShare       = 0.1
	segmentsPerSliver = 50
)

// Inspect tells what of the change between two maps of a chronicle is movement
// and what is redrawing. Moved.Net() + Slivers.Net() is the chronicle's Net, to
// less than 1 m².
func Inspect(c *chronicle.Chronicle, from, to chronicle.Map, o Options) Step {
	diff := c.Diff(from, to)
	s := Step{Segments: len(diff)}
	if len(diff) == 0 {
		return s
	}
	gained, lost := geo.ChangeOf(diff)
	movedGained, sliversGained := Classify(gained, o)
	movedLost, sliversLost := Classify(lost, o)
	s.Moved = Areas{sum(movedGained), sum(movedLost), len(movedGained) + len(movedLost)}
	s.Slivers = Areas{sum(sliversGained), sum(sliversLost), len(sliversGained) + len(sliversLost)}
	before, after := len(c.Boundary(from)), len(c.Boundary(to))
	if before > 0 {
		// Added less removed is after less before; together they are the diff.
		removed := (len(diff) - (after - before)) / 2
		s.Replaced = float64(removed) / float64(before)
	}
	s.Redraw = s.Replaced >= redrawShare && s.Slivers.Count > s.Moved.Count &&
		s.Slivers.Count*segmentsPerSliver >= s.Segments
	return s
}

func sum(patches []geo.Patch) geo.SquareMeters {
	var a geo.SquareMeters
	for _, p := range patches {
		a += p.Area
	}
	return a
}

// perimeter returns the length of all rings.
func perimeter(p geo.Polygon) geo.Meters {
	var sum float64
	for _, r := range p {
		if len(r) == 0 {
			continue
		}
		prev := r[len(r)-1]
		for _, q := range r {
			sum += length(prev, q)
			prev = q
		}
	}
	return geo.Meters(sum)
}

// length returns the length of an edge in meters from the curvatures of the
// ellipsoid at its middle latitude: within 1e-4 of the geodesic for edges up to
// 100 km, far better than a width needs, at a hundredth of the cost.
func length(a, b geo.Point) float64 {
	const (
		major = 6_378_137.0          // WGS 84, meters
		e2    = 0.006_694_379_990_14 // its first eccentricity squared
		unit  = math.Pi / 180 / geo.E7
	)
	sin, cos := math.Sincos((a.Lat() + b.Lat()) / 2 * math.Pi / 180)
	w2 := 1 - e2*sin*sin
	w := math.Sqrt(w2)
	dx := float64(int64(b.X)-int64(a.X)) * unit * major * cos / w
	dy := float64(int64(b.Y)-int64(a.Y)) * unit * major * (1 - e2) / (w2 * w)
	return math.Hypot(dx, dy)
}
