package gazetteer

import (
	"sort"

	"github.com/salient-project/salient/geo"
)

// City is the kind of a region that is one city.
const City = "city"

// Region is a part of the country: an oblast, or a city of that rank. The
// regions of a gazetteer share their borders vertex by vertex and never
// overlap. Water beyond the drawn coast lies in no region: see
// [Gazetteer.OutsideAt].
type Region struct {
	ID          string   // ISO 3166-2, as UA-23
	Name        string   // as "Donetsk"; unique in the gazetteer
	FullName    string   // as "Donetsk Oblast"
	Kind        string   // oblast, republic or city
	Aliases     []string // other names, in any script
	OfficialKm2 float64  // the official area, water included; 0: not known
	Polygons    geo.MultiPolygon

	box  geo.Box
	area geo.SquareMeters
	ring bands
}

// Area returns the geodesic area of the region's polygons.
func (r *Region) Area() geo.SquareMeters { return r.area }

// Box returns the smallest box around the region.
func (r *Region) Box() geo.Box { return r.box }

// Boundary returns the region's directed boundary, its ground on the left,
// sorted and distinct. The slice is the caller's.
func (r *Region) Boundary() []geo.Segment {
	s := r.Polygons.Segments(nil)
	sort.Slice(s, func(i, j int) bool { return s[i].Less(s[j]) })
	return s
}

// Contains reports whether the point lies in the region. A point on a border
// that regions share lies in exactly one of them.
func (r *Region) Contains(p geo.Point) bool {
	return r.box.Contains(p) && r.ring.contains(p)
}

// prepare fills what the exported fields imply.
func (r *Region) prepare() {
	r.box = r.Polygons.Box()
	r.area = r.Polygons.Area()
	r.ring = newBands(r.Polygons.Segments(nil))
}
