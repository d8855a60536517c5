package source

import (
	"math"
	"math/bits"

	"github.com/salient-project/salient/geo"
)

// MaxGap is the largest gap between a ring's last point and its first, along
// either axis, that is closed instead of refused: 1e-4 degree, about 10 m, less
// than any published map claims to know.
const MaxGap = geo.E7 / 10_000

// gap returns the larger axis distance between two points.
func gap(a, b geo.Point) int64 {
	abs := func(v int64) int64 { return max(v, -v) }
	return max(abs(int64(a.X)-int64(b.X)), abs(int64(a.Y)-int64(b.Y)))
}

// looks is what one look along a ring tells.
type looks struct {
	box  geo.Box // around it
	tidy bool    // without its closing point it is as tidy would leave it
	turn int     // as turn returns; what tidy drops has no area
}

// widestTurn is the widest ring whose area survey adds up: cross products of
// coordinate differences fit 64 bits.
const widestTurn = 1 << 30

// survey looks along a ring as published. Most rings need no more than that.
func survey(ring []geo.Point) looks {
	ring = opened(ring)
	n := len(ring)
	if n < 3 {
		return looks{box: geo.Ring(ring).Box()}
	}
	o, last, before := ring[0], ring[n-1], ring[n-2]
	west, south, east, north := o.X, o.Y, o.X, o.Y
	// Twice the area is the sum of cross products about the first point, whose
	// halves are added up by themselves, since the sum may not fit 64 bits.
	var high, low, px, py int64
	tidy := true
	for _, p := range ring {
		if p == last || p == before {
			tidy = false
		}
		before, last = last, p
		west, east = min(west, p.X), max(east, p.X)
		south, north = min(south, p.Y), max(north, p.Y)
		x, y := int64(p.X)-int64(o.X), int64(p.Y)-int64(o.Y)
		cross := px*y - x*py
		high, low = high+cross>>32, low+cross&math.MaxUint32
		px, py = x, y
	}
	l := looks{box: geo.Box{Min: geo.Point{X: west, Y: south}, Max: geo.Point{X: east, Y: north}}, tidy: tidy}
	if int64(east)-int64(west) >= widestTurn || int64(north)-int64(south) >= widestTurn {
		l.turn = turn(ring)
	} else if high += low >> 32; high != 0 || low&math.MaxUint32 != 0 {
		l.turn = 1
		if high < 0 {
			l.turn = -1
		}
	}
	return l
}

// opened returns a ring without its closing point.
func opened(ring []geo.Point) []geo.Point {
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		return ring[:n-1]
	}
	return ring
}

// tidy appends the ring without its closing point, repeated points and spikes
// (a, b, a becomes a) to dst, and counts what it dropped. The closing point is
// dropped uncounted.
func tidy(dst []geo.Point, ring []geo.Point) (out []geo.Point, repeated, spikes int) {
	base := len(dst)
	ring = opened(ring)
	for _, p := range ring {
		n := len(dst)
		switch {
		case n > base && dst[n-1] == p:
			repeated++
		case n > base+1 && dst[n-2] == p:
			dst = dst[:n-1]
			spikes++
		default:
			dst = append(dst, p)
		}
	}
	// The same across the ring's seam.
	first := base
	for {
		n := len(dst)
		switch {
		case n-first >= 2 && dst[first] == dst[n-1]:
			dst = dst[:n-1]
			repeated++
		case n-first >= 3 && dst[n-2] == dst[first]:
			dst = dst[:n-2]
			spikes++
		case n-first >= 3 && dst[n-1] == dst[first+1]:
			dst = dst[:n-1]
			first++
			spikes++
		default:
			if first > base {
				dst = append(dst[:base], dst[first:]...)
			}
			return dst, repeated, spikes
		}
	}
}

// flat reports whether all points lie on one line: the ring has no inside.
func flat(ring []geo.Point) bool {
	for i := 2; i < len(ring); i++ {
		ax, ay := int64(ring[1].X)-int64(ring[0].X), int64(ring[1].Y)-int64(ring[0].Y)
		bx, by := int64(ring[i].X)-int64(ring[0].X), int64(ring[i].Y)-int64(ring[0].Y)
		if ax*by != ay*bx {
			return false
		}
	}
	return true
}

// turn returns the sign of the ring's planar area: 1 counterclockwise, -1
// clockwise, 0 for none. It is exact.
func turn(ring []geo.Point) int {
	if len(ring) < 3 {
		return 0
	}
	// Twice the area, as the sum of cross products about the first point, in
	// 128 bits: each product of two coordinate differences fits 64.
	var hi int64
	var lo uint64
	add := func(v int64) {
		var carry uint64
		lo, carry = bits.Add64(lo, uint64(v), 0)
		hi += v>>63 + int64(carry)
	}
	o := ring[0]
	px, py := int64(0), int64(0)
	for _, p := range ring[1:] {
		x, y := int64(p.X)-int64(o.X), int64(p.Y)-int64(o.Y)
		add(px * y)
		add(-(x * py))
		px, py = x, y
	}
	switch {
	case hi < 0:
		return -1
	case hi > 0 || lo > 0:
		return 1
	}
	return 0
}
