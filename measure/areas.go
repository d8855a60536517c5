package measure

import (
	"fmt"
	"math"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Area is one part of the ground that figures are split by.
type Area struct {
	Name   string
	Border []geo.Segment // directed, its ground on the left
	Total  geo.SquareMeters
}

// Areas are parts of the ground to split figures by: regions, polygons that a
// user brings, cells of a grid. Build one with [RegionsOf], [Polygons] or [S2].
type Areas interface {
	// Touching returns the areas that may share ground with what closed chains
	// of segments enclose. The error says why there are too many.
	Touching(chains []geo.Segment) ([]Area, error)
	// At returns the name of the area that a point lies in; empty: none.
	At(p geo.Point) string
	// Each calls with the name of every area that a point lies in.
	Each(p geo.Point, in func(name string))
	// Piece is the length of the pieces into which a line is cut to tell how
	// much of it lies in each area.
	Piece() geo.Meters
	// Disjoint reports whether no two areas share ground. Where some do, each
	// row is right by itself, and they do not add up.
	Disjoint() bool
	// Rest names the row of what lies in none of them.
	Rest() string
}

// RegionsOf returns a gazetteer's regions.
func RegionsOf(where *gazetteer.Gazetteer) Areas { return regions{where} }

type regions struct{ where *gazetteer.Gazetteer }

func (o regions) Touching(chains []geo.Segment) ([]Area, error) {
	var out []Area
	for _, r := range o.where.RegionsIn(boxOf(chains)) {
		out = append(out, areaOf(r))
	}
	return out, nil
}

func (o regions) At(p geo.Point) string {
	if r := o.where.RegionAt(p); r != nil {
		return r.Name
	}
	return ""
}

func (o regions) Each(p geo.Point, in func(string)) { one(o.At(p), in) }

// one calls with a name unless it is empty.
func one(name string, in func(string)) {
	if name != "" {
		in(name)
	}
}

func (regions) Piece() geo.Meters { return longestPiece }
func (regions) Disjoint() bool    { return true }
func (o regions) Rest() string    { return o.where.Outside() }

func areaOf(r *gazetteer.Region) Area {
	return Area{Name: r.Name, Border: r.Polygons.Segments(nil), Total: r.Area()}
}

func boxOf(segs []geo.Segment) geo.Box {
	box := geo.EmptyBox()
	for _, s := range segs {
		box = box.Add(s.A).Add(s.B)
	}
	return box
}

// Polygons returns areas that a user brings, as [gazetteer.ReadAreas] reads
// them; from names where they come from, for the row of what lies in none.
func Polygons(regions []gazetteer.Region, from string) Areas {
	p := polygons{regions: regions, from: from, disjoint: true}
	// They are disjoint if what two of them cover is nothing to speak of.
	var all []geo.Segment
	sum := geo.SquareMeters(0)
	for i := range regions {
		all = regions[i].Polygons.Segments(all)
		sum += regions[i].Area()
	}
	union := geo.SquareMeters(0)
	for _, s := range geo.Boundary(all, geo.AtLeastOne) {
		union += geo.SegmentArea(s)
	}
	p.disjoint = sum-union < leastArea
	return p
}

type polygons struct {
	regions  []gazetteer.Region
	from     string
	disjoint bool
}

func (p polygons) Touching(chains []geo.Segment) ([]Area, error) {
	box := boxOf(chains)
	var out []Area
	for i := range p.regions {
		if p.regions[i].Box().Intersects(box) {
			out = append(out, areaOf(&p.regions[i]))
		}
	}
	return out, nil
}

func (p polygons) At(at geo.Point) string {
	for i := range p.regions {
		if p.regions[i].Contains(at) {
			return p.regions[i].Name
		}
	}
	return ""
}

func (p polygons) Each(at geo.Point, in func(string)) {
	for i := range p.regions {
		if p.regions[i].Contains(at) {
			in(p.regions[i].Name)
		}
	}
}

func (p polygons) Piece() geo.Meters {
	piece := geo.Meters(longestPiece)
	for i := range p.regions {
		piece = min(piece, geo.Meters(math.Sqrt(float64(p.regions[i].Area())))/piecesAcross)
	}
	return max(piece, shortestPiece)
}

// A piece of a line lies in the area that its middle lies in. piecesAcross is how
// many pieces at least cross the smallest area; the others are lengths in meters.
const (
	longestPiece  = 250
	piecesAcross  = 64
	shortestPiece = 10
)

func (p polygons) Disjoint() bool { return p.disjoint }
func (p polygons) Rest() string   { return fmt.Sprintf("outside every area of %s", p.from) }
