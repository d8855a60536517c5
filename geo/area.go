package geo

import (
	"math"

	"github.com/tidwall/geodesic"
)

// The WGS 84 ellipsoid.
const (
	equatorRadius = 6378137.0 // meters
	flattening    = 1 / 298.257223563
	e2            = flattening * (2 - flattening) // eccentricity squared
	e4            = e2 * e2
	radian        = math.Pi / 180 / E7 // radians in a coordinate unit
)

// areaScale turns the authalic integral's argument into square meters.
const areaScale = equatorRadius * equatorRadius * (1 - e2)

// seriesReach is the greatest extent of a segment, in radians of latitude and
// of longitude, for which [SegmentArea] uses its series, and seriesLat the
// greatest latitude: within 2e-5 m² of Karney's method there, so that
// thousands of segments stay within 1 m² together. 0.0011 radians
// are 7 km along a meridian.
const (
	seriesReach = 0.0011
	seriesLat   = 75 * math.Pi / 180
)

// SegmentArea returns the signed area between the geodesic from a to b and the
// equator, positive where the geodesic runs west in the northern hemisphere, so
// that the areas of a counterclockwise ring's segments add up to the ring's
// area (Karney 2013, doi:10.1007/s00190-012-0578-z; about 0.1 m² a segment). It
// is not a number where a latitude is beyond 90 degrees.
//
// Short segments, nearly all of a map's, take a series about the segment's
// middle latitude instead, at a twentieth of the cost: see areaSeries.
func SegmentArea(s Segment) SquareMeters {
	if s.A.X == s.B.X {
		return 0
	}
	dlon := float64(int64(s.B.X)-int64(s.A.X)) * radian
	dlat := float64(int64(s.B.Y)-int64(s.A.Y)) * radian
	mid := float64(int64(s.A.Y)+int64(s.B.Y)) * (radian / 2)
	if math.Abs(dlon) < seriesReach && math.Abs(dlat) < seriesReach && math.Abs(mid) < seriesLat {
		return SquareMeters(-areaSeries(dlon, dlat, mid))
	}
	return karneyArea(s)
}

func karneyArea(s Segment) SquareMeters {
	// Only the difference of longitudes counts: so it is not rounded.
	dlon := float64(int64(s.B.X)-int64(s.A.X)) / E7
	var area float64
	geodesic.WGS84.GenInverse(s.A.Lat(), 0, s.B.Lat(), dlon,
		nil, nil, nil, nil, nil, nil, &area)
	return SquareMeters(-area)
}

// areaSeries returns the area under a geodesic that spans dlon and dlat around
// the latitude mid, all in radians.
//
// The area under the straight line in longitude and latitude is dlon times the
// mean of Q, the area per radian of longitude from the equator to a latitude:
// Q + Q″·dlat²/24. The geodesic bends away from that line. To third order the
// area between them follows from the geodesic's equation
//
//	φ¨ = −(N cos φ sin φ / M) λ˙² − (M'/M) φ˙²,  λ¨ = 2 (M tan φ / N) φ˙λ˙
//
// with M and N the radii of curvature along and across the meridian, as
// dlon/12 · (P² sin φ dlon² + (P M' + 2 M² sin φ) dlat²), P = N cos φ. The fifth
// order is the sphere's, from the excess 2·atan(tan(dlon/2)·sin φ / cos(dlat/2)).
func areaSeries(dlon, dlat, mid float64) float64 {
	s := math.Sin(mid)
	s2 := s * s
	c2 := 1 - s2
	w := 1 / (1 - e2*s2)
	w3 := w * w * w
	x2, y2 := dlon*dlon, dlat*dlat

	q := authalic(s, s2) - s*(1+3*e2*s2-4*e2)*w3*y2*(1./24)
	x := c2*w*(1/(1-e2))*x2 + (3*e2*c2+2*(1-e2))*w3*y2
	h2 := y2 / 4
	fifth := x2*x2*(1./120-s2*(1./48-s2*(1./80))) + x2*h2*(1./24-s2*(1./8)) +
		h2*h2*(5./24)
	return areaScale * dlon * (q + s*(x*(1./12)+fifth))
}

// authalic returns the area per radian of longitude between the equator and
// the latitude with sine s, over areaScale: the integral of 1/(1−e²s²)².
func authalic(s, s2 float64) float64 {
	x := e2 * s2
	return s * (1 + x*(2./3+x*(3./5+x*(4./7+x*(5./9+x*(6./11+x*(7./13+x*(8./15))))))))
}
