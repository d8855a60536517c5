package geo

import (
	"math"

	"github.com/tidwall/geodesic"
)

// Area returns the ring's signed area, positive when counterclockwise. The
// ring may not enclose a pole.
func (r Ring) Area() SquareMeters {
	if len(r) < 3 {
		return 0
	}
	var sum total
	prev := r[len(r)-1]
	for _, p := range r {
		sum.add(float64(SegmentArea(Segment{prev, p})))
		prev = p
	}
	return SquareMeters(sum.value())
}

// Area returns the polygon's area: the outer ring's less the holes'.
func (p Polygon) Area() SquareMeters {
	var sum SquareMeters
	for _, r := range p {
		sum += r.Area()
	}
	return sum
}

// Area returns the sum of the polygons' areas.
func (m MultiPolygon) Area() SquareMeters {
	var sum SquareMeters
	for _, p := range m {
		sum += p.Area()
	}
	return sum
}

// Distance returns the length of the geodesic between two points and its
// azimuth at a, in degrees clockwise from north, in [0, 360).
func Distance(a, b Point) (Meters, float64) {
	var d, azi float64
	geodesic.WGS84.Inverse(a.Lat(), a.Lon(), b.Lat(), b.Lon(), &d, &azi, nil)
	return Meters(d), math.Mod(azi+360, 360)
}

// Destination returns the point that lies d along the geodesic that leaves a at
// the azimuth, in degrees clockwise from north.
func Destination(a Point, azimuth float64, d Meters) Point {
	var lat, lon float64
	geodesic.WGS84.Direct(a.Lat(), a.Lon(), azimuth, float64(d), &lat, &lon, nil)
	return Pt(lon, lat)
}
