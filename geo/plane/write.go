package plane

import (
	"strconv"

	"github.com/salient-project/salient/geo"
)

// AppendWKT appends polygons as a MULTIPOLYGON in well-known text, the closing
// points repeated.
func (g Grid) AppendWKT(b []byte, m geo.MultiPolygon) []byte {
	if len(m) == 0 {
		return append(b, "MULTIPOLYGON EMPTY"...)
	}
	b = append(b, "MULTIPOLYGON "...)
	return g.append(b, m, style{"(", ")", "", "", " ", ", "})
}

// AppendGeoJSON appends polygons as a MultiPolygon geometry.
func (g Grid) AppendGeoJSON(b []byte, m geo.MultiPolygon) []byte {
	b = append(b, `{"type":"MultiPolygon","coordinates":`...)
	return append(g.append(b, m, style{"[", "]", "[", "]", ",", ","}), '}')
}

// style is how lists, points and what stands between them are written.
type style struct{ open, close, openPoint, closePoint, between, comma string }

func (g Grid) append(b []byte, m geo.MultiPolygon, s style) []byte {
	return list(b, s, m, func(b []byte, p geo.Polygon) []byte {
		return list(b, s, p, func(b []byte, r geo.Ring) []byte {
			return list(b, s, append(r[:len(r):len(r)], r[0]), func(b []byte, p geo.Point) []byte {
				x, y := g.XY(p)
				b = append(b, s.openPoint...)
				b = strconv.AppendFloat(b, x, 'f', -1, 64)
				b = append(b, s.between...)
				b = strconv.AppendFloat(b, y, 'f', -1, 64)
				return append(b, s.closePoint...)
			})
		})
	})
}

func list[S ~[]E, E any](b []byte, s style, all S, one func(b []byte, e E) []byte) []byte {
	b = append(b, s.open...)
	for i, e := range all {
		if i > 0 {
			b = append(b, s.comma...)
		}
		b = one(b, e)
	}
	return append(b, s.close...)
}
