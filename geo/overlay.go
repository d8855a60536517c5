package geo

// Rule says which faces are kept, by their winding number.
type Rule func(w int32) bool

// The fill rules.
var (
	AtLeastOne     Rule = func(w int32) bool { return w >= 1 }
	AtMostMinusOne Rule = func(w int32) bool { return w <= -1 }
	NonZero        Rule = func(w int32) bool { return w != 0 }
	Odd            Rule = func(w int32) bool { return w&1 != 0 }
)

func (r Rule) first(w []int32) bool { return r(w[0]) }

// Overlay returns the polygons of the faces that the rule keeps, in the
// arrangement of directed segments. A face's winding number is the number of
// times that the segments run counterclockwise around it. The segments must
// form closed chains.
//
// Faces that share an edge are one polygon; faces that touch in points only are
// separate. The polygons are valid under OGC 06-103r4, oriented as RFC 7946
// says, each ring from its smallest point on, and ordered by it.
func Overlay(segs []Segment, keep Rule) MultiPolygon {
	a := arrange(segs)
	defer a.Release()
	return a.Polygons(keep.first)
}

// Boundary returns the boundary of the faces that the rule keeps: directed
// edges that meet only at their ends, the kept side on the left, sorted and
// distinct, none with its reverse. It is the form that [Polygons] takes.
func Boundary(segs []Segment, keep Rule) []Segment {
	a := arrange(segs)
	defer a.Release()
	return a.Boundary(keep.first)
}

// Polygons returns the polygons of a boundary as [Boundary] returns it.
// Segments that do not belong to a closed chain are left out.
func Polygons(boundary []Segment) MultiPolygon {
	a := arrangements.Get().(*Arrangement)
	defer a.Release()
	a.dir = resized(a.dir, len(boundary))
	sorted := true
	for i, s := range boundary {
		a.dir[i] = dirEdge{s, int32(i)}
		sorted = sorted && (i == 0 || boundary[i-1].Less(s))
	}
	if !sorted {
		a.trace.sort(a.dir)
	}
	a.trace.run(a.dir)
	return a.trace.polygons()
}

// Contains reports whether p lies in a polygon or on its boundary.
func (m MultiPolygon) Contains(p Point) bool {
	for _, poly := range m {
		if poly.contains(p) {
			return true
		}
	}
	return false
}

func (poly Polygon) contains(p Point) bool {
	inside := false
	for _, r := range poly {
		if len(r) == 0 {
			continue
		}
		a := r[len(r)-1]
		for _, b := range r {
			if min(a.Y, b.Y) <= p.Y && p.Y <= max(a.Y, b.Y) {
				o := orient(a, b, p)
				if o == 0 && min(a.X, b.X) <= p.X && p.X <= max(a.X, b.X) {
					return true
				}
				if a.Y <= p.Y && p.Y < b.Y && o > 0 || b.Y <= p.Y && p.Y < a.Y && o < 0 {
					inside = !inside
				}
			}
			a = b
		}
	}
	return inside
}
