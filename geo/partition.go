package geo

import (
	"math"
	"slices"
)

// Partition tells, segment by segment, how much of the ground that closed chains
// enclose lies in each of some areas. It is prepared once; then a map's parts
// cost no overlay, and a map that differs from another by a few segments costs
// those only.
//
// The ground below a segment, down to the equator, is an area with the sign of
// the segment's direction, and so is the part of it that lies in an area. These
// add up along a closed chain to what the chain encloses of the area, as the
// whole areas of [SegmentArea] do to what it encloses. At a longitude, the part
// of an area below a height is the sum over the area's edges there, upper edges
// positive and lower ones negative, of the lesser of both heights. So the part
// is an integral of minima of straight lines, and no case of touching or
// overlapping lines needs a decision: the integral is continuous in them.
//
// It is safe for concurrent use.
type Partition struct {
	n       int
	edges   []border
	first   int64 // longitude of the first column, in coordinate units
	width   int64 // of a column
	columns [][]passing
	low     []int32 // the least latitude of each area
}

// passing is an edge that passes through a column, with its longitudes.
type passing struct{ from, to, edge int32 }

// border is an edge between areas, from west to east.
type border struct {
	line
	north, south int32 // the areas beside it, or -1
}

// line is a segment that runs east, with what its geodesic encloses.
type line struct {
	a, b    Point
	low     int32
	high    int32
	slope   float64
	whole   float64 // area below the geodesic, in m²
	bulge   float64 // by which it exceeds that below the straight line
	perUnit float64 // 1 / (b.X - a.X)
}

// lineOf turns a segment that is not vertical to run east.
func lineOf(s Segment) line {
	if s.B.X < s.A.X {
		s = s.Reverse()
	}
	l := line{a: s.A, b: s.B, low: min(s.A.Y, s.B.Y), high: max(s.A.Y, s.B.Y), whole: -float64(SegmentArea(s))}
	l.bulge = l.whole - straightArea(place{float64(s.A.X), float64(s.A.Y)}, place{float64(s.B.X), float64(s.B.Y)})
	l.perUnit = 1 / float64(int64(s.B.X)-int64(s.A.X))
	l.slope = float64(int64(s.B.Y)-int64(s.A.Y)) * l.perUnit
	return l
}

// at returns the latitude of the straight line at a longitude.
func (l *line) at(x float64) float64 { return float64(l.a.Y) + (x-float64(l.a.X))*l.slope }

// below returns the area below the line between two longitudes, as pieceArea
// does of a part of a segment.
func (l *line) below(from, to float64) float64 {
	if from == float64(l.a.X) && to == float64(l.b.X) {
		return l.whole
	}
	t, u := (from-float64(l.a.X))*l.perUnit, (to-float64(l.a.X))*l.perUnit
	share := u*u*(3-2*u) - t*t*(3-2*t)
	return straightArea(place{from, l.at(from)}, place{to, l.at(to)}) + l.bulge*share
}

// NewPartition prepares areas by their borders, directed, the ground on the
// left. They are taken to be disjoint.
func NewPartition(areas [][]Segment) *Partition {
	p := &Partition{n: len(areas), low: make([]int32, len(areas))}
	index := map[Segment]int{} // a segment that runs east to its edge
	box := EmptyBox()
	for i, area := range areas {
		p.low[i] = math.MaxInt32
		for _, s := range area {
			box = box.Add(s.A).Add(s.B)
			p.low[i] = min(p.low[i], s.A.Y, s.B.Y)
			if s.A.X == s.B.X {
				continue
			}
			east := s
			if s.B.X < s.A.X {
				east = s.Reverse()
			}
			k, known := index[east]
			north := s == east
			if known && (north && p.edges[k].north >= 0 || !north && p.edges[k].south >= 0) {
				known = false // areas that are not disjoint: an edge of its own
			}
			if !known {
				k = len(p.edges)
				index[east] = k
				p.edges = append(p.edges, border{lineOf(east), -1, -1})
			}
			if north {
				p.edges[k].north = int32(i)
			} else {
				p.edges[k].south = int32(i)
			}
		}
	}
	if len(p.edges) == 0 {
		return p
	}
	const edgesPerColumn = 24
	count := int64(len(p.edges)/edgesPerColumn + 1)
	p.first = int64(box.Min.X)
	p.width = (int64(box.Max.X)-p.first)/count + 1
	p.columns = make([][]passing, count)
	for i := range p.edges {
		e := &p.edges[i]
		for c := p.column(int64(e.a.X)); c <= p.column(int64(e.b.X)); c++ {
			p.columns[c] = append(p.columns[c], passing{e.a.X, e.b.X, int32(i)})
		}
	}
	for c := range p.columns {
		p.columns[c] = slices.Clip(p.columns[c])
	}
	return p
}

// column returns the column of a longitude, which may be none.
func (p *Partition) column(x int64) int64 {
	if x < p.first {
		return -1
	}
	return (x - p.first) / p.width
}

// Len returns the number of areas.
func (p *Partition) Len() int { return p.n }

// Below adds to sums, one an area, what lies below a segment of each, in square
// meters: negative where the segment runs east. Over a closed chain these are
// the parts of what it encloses.
func (p *Partition) Below(s Segment, sums []float64) {
	if s.A.X == s.B.X || len(p.edges) == 0 {
		return
	}
	sign := 1.0
	if s.A.X < s.B.X {
		sign = -1
	}
	l := lineOf(s)
	for c := max(p.column(int64(l.a.X)), 0); c <= min(p.column(int64(l.b.X)), int64(len(p.columns))-1); c++ {
		from := int32(max(p.first+c*p.width, int64(l.a.X)))
		to := int32(min(p.first+(c+1)*p.width, int64(l.b.X)))
		for _, by := range p.columns[c] {
			lo, hi := max(from, by.from), min(to, by.to)
			if lo >= hi {
				continue
			}
			e := &p.edges[by.edge]
			south, north := p.reaches(e.south, l.high), p.reaches(e.north, l.high)
			if !south && !north {
				continue
			}
			v := sign * lesser(&l, &e.line, float64(lo), float64(hi))
			if south {
				sums[e.south] += v
			}
			if north {
				sums[e.north] -= v
			}
		}
	}
}

// reaches reports whether an area, or -1 for none, reaches below a latitude. Of
// one that does not, all edges lie above a segment and cancel out.
func (p *Partition) reaches(area, y int32) bool { return area >= 0 && p.low[area] < y }

// lesser returns the area below both of two lines between two longitudes.
func lesser(a, b *line, from, to float64) float64 {
	switch {
	case a.high <= b.low:
		return a.below(from, to)
	case b.high <= a.low:
		return b.below(from, to)
	}
	left, right := a.at(from)-b.at(from), a.at(to)-b.at(to)
	switch {
	case left <= 0 && right <= 0:
		return a.below(from, to)
	case left >= 0 && right >= 0:
		return b.below(from, to)
	}
	x := from + (to-from)*left/(left-right)
	if left < 0 {
		return a.below(from, x) + b.below(x, to)
	}
	return b.below(from, x) + a.below(x, to)
}
