package geo

import (
	"encoding/binary"
	"math"
)

// AppendWKB appends a MultiPolygon as little-endian well-known binary (OGC
// 06-103r4, section 8) in degrees, longitude first, rings closed.
func AppendWKB(b []byte, m MultiPolygon) []byte {
	const littleEndian, polygon, multiPolygon = 1, 3, 6
	head := func(kind, n int) {
		b = append(b, littleEndian)
		b = binary.LittleEndian.AppendUint32(b, uint32(kind))
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	point := func(p Point) {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.Lon()))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p.Lat()))
	}
	head(multiPolygon, len(m))
	for _, p := range m {
		head(polygon, len(p))
		for _, r := range p {
			b = binary.LittleEndian.AppendUint32(b, uint32(len(r)+1))
			for _, q := range r {
				point(q)
			}
			point(r[0])
		}
	}
	return b
}
