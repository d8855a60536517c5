package esripbf

import "math"

// Esri lists a polygon's rings in any order: those that run clockwise are outer,
// the others are holes of the outer ring around them. GeoJSON wants each hole
// listed with its outer ring.

// appendPolygons appends rings as a Polygon, or a MultiPolygon where there are
// several outer rings. A hole that lies in no outer ring is taken for one drawn
// the wrong way round, as Esri's own readers do.
func appendPolygons(out []byte, rings [][]vertex) []byte {
	var polygons [][][]vertex
	var holes [][]vertex
	for _, r := range rings {
		if area(r) <= 0 {
			polygons = append(polygons, [][]vertex{r})
		} else {
			holes = append(holes, r)
		}
	}
	outer := len(polygons)
	for _, h := range holes {
		if i := around(polygons[:outer], h); i >= 0 {
			polygons[i] = append(polygons[i], h)
		} else {
			polygons = append(polygons, [][]vertex{h})
		}
	}
	if len(polygons) == 1 {
		out = append(out, `{"type":"Polygon","coordinates":`...)
		return append(appendRings(out, polygons[0]), '}')
	}
	out = append(out, `{"type":"MultiPolygon","coordinates":[`...)
	for i, p := range polygons {
		out = appendRings(comma(out, i), p)
	}
	return append(out, "]}"...)
}

func appendRings(out []byte, rings [][]vertex) []byte {
	out = append(out, '[')
	for i, r := range rings {
		out = appendLine(comma(out, i), r)
	}
	return append(out, ']')
}

// area returns twice a ring's area on the plane, negative if it runs clockwise.
func area(r []vertex) float64 {
	var sum float64
	for i := range r {
		p, q := r[i], r[(i+1)%len(r)]
		sum += (p.lon-r[0].lon)*(q.lat-r[0].lat) - (q.lon-r[0].lon)*(p.lat-r[0].lat)
	}
	return sum
}

// around returns the smallest polygon whose outer ring has a hole inside, or -1.
func around(polygons [][][]vertex, hole []vertex) int {
	best, least := -1, math.Inf(1)
	for i, p := range polygons {
		if inside(p[0], hole) {
			if a := -area(p[0]); a < least {
				best, least = i, a
			}
		}
	}
	return best
}

// inside reports whether a hole lies in a ring: its vertices do, of those that
// do not lie on the ring the first says so.
func inside(ring, hole []vertex) bool {
	for _, v := range hole {
		if in, on := contains(ring, v); !on {
			return in
		}
	}
	return true // every vertex on the ring
}

// contains reports whether a ring goes around a vertex, or the vertex is one of
// the ring's own.
func contains(ring []vertex, v vertex) (in, on bool) {
	for i := range ring {
		p, q := ring[i], ring[(i+1)%len(ring)]
		if p == v {
			return false, true
		}
		if (p.lat > v.lat) != (q.lat > v.lat) && v.lon < (q.lon-p.lon)*(v.lat-p.lat)/(q.lat-p.lat)+p.lon {
			in = !in
		}
	}
	return in, false
}
