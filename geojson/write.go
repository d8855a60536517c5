package geojson

import (
	"strconv"

	"github.com/salient-project/salient/geo"
)

// AppendGeometry appends a MultiPolygon geometry object (RFC 7946), a Polygon
// where there is just one, with at most seven decimals.
func AppendGeometry(b []byte, m geo.MultiPolygon) []byte {
	if len(m) == 1 {
		b = append(b, `{"type":"Polygon","coordinates":`...)
		b = appendPolygon(b, m[0])
		return append(b, '}')
	}
	b = append(b, `{"type":"MultiPolygon","coordinates":[`...)
	for i, p := range m {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendPolygon(b, p)
	}
	return append(b, "]}"...)
}

func appendPolygon(b []byte, p geo.Polygon) []byte {
	b = append(b, '[')
	for i, r := range p {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for _, q := range r {
			b = appendPoint(b, q)
			b = append(b, ',')
		}
		if len(r) > 0 {
			b = appendPoint(b, r[0])
		}
		b = append(b, ']')
	}
	return append(b, ']')
}

func appendPoint(b []byte, p geo.Point) []byte {
	b = append(b, '[')
	b = strconv.AppendFloat(b, p.Lon(), 'f', -1, 64)
	b = append(b, ',')
	b = strconv.AppendFloat(b, p.Lat(), 'f', -1, 64)
	return append(b, ']')
}
