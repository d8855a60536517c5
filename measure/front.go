package measure

import (
	"math"
	"slices"
	"sync"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/war"
)

// frontReach is how far beyond a boundary ground of the country must lie for the
// boundary to be a line of contact, in meters. Coasts and borders are drawn up
// to some hundred meters apart by sources and gazetteer; two kilometers pass
// over that and over the river that the front follows.
const frontReach = 2_000

// frontPiece is the length, in meters, of the pieces of the boundary that are
// judged one by one.
const frontPiece = 1_000

// Contact returns the pieces of a held boundary that are the line of contact:
// those with ground of the country on the side that is not held. Coasts and
// state borders are none, nor is the edge of what a source leaves out: omitted
// says whether a point is of it, and may be nil.
//
// Each kilometer is judged by the point 2 km to the right of its middle.
func Contact(boundary []geo.Segment, where *gazetteer.Gazetteer, omitted func(geo.Point) bool) []geo.Segment {
	var out []geo.Segment
	for _, s := range boundary {
		out = appendContact(out, s, where, omitted)
	}
	return out
}

// appendContact appends the pieces of one segment that are of the line of contact.
func appendContact(out []geo.Segment, s geo.Segment, where *gazetteer.Gazetteer, omitted func(geo.Point) bool) []geo.Segment {
	dx, dy := planar(s.A, s.B)
	length := math.Hypot(dx, dy)
	if length == 0 {
		return out
	}
	joins := false
	mx, my := metersPerUnit(s.A.Lat())
	n := max(1, int(math.Ceil(length/frontPiece)))
	for i := range n {
		piece := pieceOf(s, i, n)
		if n > 1 {
			mx, my = metersPerUnit(piece.A.Lat())
		}
		mid := along(piece, 0.5)
		beyond := geo.Point{X: mid.X + int32(dy/length*frontReach/mx), Y: mid.Y - int32(dx/length*frontReach/my)}
		switch k := len(out) - 1; {
		case where.RegionAt(beyond) == nil || omitted != nil && omitted(beyond):
			joins = false
		case joins:
			out[k].B = piece.B
		default:
			out = append(out, piece)
			joins = true
		}
	}
	return out
}

// Length returns the sum of the segments' lengths.
func Length(segs []geo.Segment) geo.Meters {
	sum := 0.0
	for _, s := range segs {
		sum += math.Hypot(planar(s.A, s.B))
	}
	return geo.Meters(sum)
}

// along returns the point at a fraction of a segment.
func along(s geo.Segment, f float64) geo.Point {
	switch f {
	case 0:
		return s.A
	case 1:
		return s.B
	}
	return geo.Point{
		X: s.A.X + int32(math.Round(f*float64(int64(s.B.X)-int64(s.A.X)))),
		Y: s.A.Y + int32(math.Round(f*float64(int64(s.B.Y)-int64(s.A.Y)))),
	}
}

// planar returns how far b lies east and north of a, in meters, by the
// curvatures of WGS 84 at their middle latitude: within 1e-4 of the geodesic up
// to 100 km.
func planar(a, b geo.Point) (east, north float64) {
	east, north = metersPerUnit((a.Lat() + b.Lat()) / 2)
	return east * float64(int64(b.X)-int64(a.X)), north * float64(int64(b.Y)-int64(a.Y))
}

// metersPerUnit returns the lengths of a coordinate unit to the east and to the
// north at a latitude.
func metersPerUnit(lat float64) (east, north float64) {
	const (
		major = 6_378_137.0          // WGS 84, meters
		e2    = 0.006_694_379_990_14 // its first eccentricity squared
		unit  = math.Pi / 180 / geo.E7
	)
	sin, cos := math.Sincos(lat * math.Pi / 180)
	w2 := 1 - e2*sin*sin
	return unit * major * cos / math.Sqrt(w2), unit * major * (1 - e2) / (w2 * math.Sqrt(w2))
}

// Omitted returns what tells whether a point is ground that a definition leaves
// out of its maps on a day although its actor holds it: nil where it leaves out
// nothing. [war.Omission] tells what: regions, and what the source's own map lost
// overnight when it began to leave it out.
func Omitted(c *chronicle.Chronicle, d control.Definition, on control.Day, where *gazetteer.Gazetteer) func(geo.Point) bool {
	return omitted(d, on, func() omission { return districtsOf(c, war.Default.LeftOut[d.Source]) }, where)
}

func omitted(d control.Definition, on control.Day, districts func() omission, where *gazetteer.Gazetteer) func(geo.Point) bool {
	o, ok := war.Default.LeftOut[d.Source]
	if !ok {
		return nil
	}
	always := func(p geo.Point) bool {
		r := where.RegionAt(p)
		return r != nil && slices.Contains(o.Regions, r.ID)
	}
	if on < o.Since {
		return always
	}
	left := districts()
	return func(p geo.Point) bool {
		return always(p) || left.box.Contains(p) && crossings(left.segs, p)%2 == 1
	}
}

// omission is ground that maps leave out.
type omission struct {
	segs []geo.Segment
	box  geo.Box
}

// districtsOf returns what a source leaves out since a day.
func districtsOf(c *chronicle.Chronicle, o war.Omission) omission {
	left := districtPolygons(c, o)
	return omission{left.Segments(nil), left.Box()}
}

// districtPolygons returns what a source's map lost overnight when it began to
// leave it out, in pieces larger than any army gives up in a day.
func districtPolygons(c *chronicle.Chronicle, o war.Omission) geo.MultiPolygon {
	before, err := c.MapOn(o.Since-1, control.NoDay)
	if err != nil {
		return nil
	}
	after, err := c.MapOn(o.Since, control.NoDay)
	if err != nil {
		return nil
	}
	var left geo.MultiPolygon
	_, lost := geo.ChangeOf(c.Diff(before, after))
	for _, p := range lost {
		if p.Area > o.Least {
			left = append(left, p.Polygon)
		}
	}
	return left
}

// contacts remembers which pieces of segments are of the line of contact. It is safe for concurrent use.
type contacts struct {
	mu     *sync.Mutex
	left   map[string]omission // by definition
	pieces map[piecesKey]map[geo.Segment][]geo.Segment
}

// piecesKey tells apart the days on which one segment may be judged in two ways.
type piecesKey struct {
	definition string
	left       bool // since the day on which ground is left out
}

// mostPieces bounds the segments that are remembered of a definition: those of a
// source that draws the front anew each day are millions.
const mostPieces = 1 << 17

func newContacts() contacts {
	return contacts{&sync.Mutex{}, map[string]omission{}, map[piecesKey]map[geo.Segment][]geo.Segment{}}
}

// line returns the line of contact of a map.
func (k contacts) line(c *chronicle.Chronicle, d control.Definition, m chronicle.Map, where *gazetteer.Gazetteer) []geo.Segment {
	districts := func() omission {
		k.mu.Lock()
		defer k.mu.Unlock()
		left, ok := k.left[d.Name]
		if !ok {
			left = districtsOf(c, war.Default.LeftOut[d.Source])
			k.left[d.Name] = left
		}
		return left
	}
	o, leaves := war.Default.LeftOut[d.Source]
	return k.contact(piecesKey{d.Name, leaves && m.Day >= o.Since}, c.Boundary(m), where, omitted(d, m.Day, districts, where))
}

// contact is [Contact], with what it found of each segment remembered: from day
// to day almost all of them stand again.
func (k contacts) contact(key piecesKey, boundary []geo.Segment, where *gazetteer.Gazetteer, omitted func(geo.Point) bool) []geo.Segment {
	var out []geo.Segment
	k.mu.Lock()
	defer k.mu.Unlock()
	known := k.pieces[key]
	if known == nil || len(known) > mostPieces {
		known = map[geo.Segment][]geo.Segment{}
		k.pieces[key] = known
	}
	for _, s := range boundary {
		pieces, ok := known[s]
		if !ok {
			pieces = appendContact(nil, s, where, omitted)
			known[s] = pieces
		}
		out = append(out, pieces...)
	}
	return out
}
