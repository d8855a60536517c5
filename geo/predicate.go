package geo

import (
	"math/big"
	"math/bits"
)

// The predicates below are exact. A difference of two coordinates needs 33
// bits, a cross product of two differences 67; both fit in 64 bits where the
// differences stay within 2^30 (107 degrees), which is nearly always.

// small reports whether all four are within ±2^30.
func small(a, b, c, d int64) bool {
	const half = 1 << 30
	return uint64(a+half)|uint64(b+half)|uint64(c+half)|uint64(d+half) < 2*half
}

// delta returns b - a without overflow.
func delta(a, b Point) (dx, dy int64) {
	return int64(b.X) - int64(a.X), int64(b.Y) - int64(a.Y)
}

// orient returns +1 where p lies to the left of the line from a to b, -1 to
// its right and 0 on it.
func orient(a, b, p Point) int {
	dx, dy := delta(a, b)
	ex, ey := delta(a, p)
	return crossSign(dx, dy, ex, ey)
}

// crossSign returns the sign of dx·ey − dy·ex; the arguments fit in 34 bits.
func crossSign(dx, dy, ex, ey int64) int {
	if small(dx, dy, ex, ey) {
		return sign(dx*ey - dy*ex)
	}
	return mul128(dx, ey).sub(mul128(dy, ex)).sign()
}

func sign(v int64) int {
	if v > 0 {
		return 1
	}
	return int(v >> 63)
}

// passes reports whether the closed segment a-b meets the pixel of p: the unit
// square around p without its top and right edges, so that every point of the
// plane has one pixel. p must lie in the box around a and b.
//
// By the separating axis theorem the segment misses the pixel only if all four
// corners lie on one side of its line. The corners' cross products are
// c ± (|dx|+|dy|)/2, where c is the center's.
func passes(a, b, p Point) bool {
	dx, dy := delta(a, b)
	ex, ey := delta(a, p)
	s := max(dx, -dx) + max(dy, -dy)
	k := s >> 1
	if small(dx, dy, ex, ey) {
		c := dx*ey - dy*ex
		if c > -k && c < k {
			return true
		}
		return passesEdge(sign(c+k), sign(c-k), s, dx, dy)
	}
	c := mul128(dx, ey).sub(mul128(dy, ex))
	return passesEdge(c.add(int128{0, uint64(k)}).sign(), c.sub(int128{0, uint64(k)}).sign(), s, dx, dy)
}

// passesEdge decides the cases in which the line may only graze the pixel:
// above and below are the signs of c+k and c−k, k being s/2 rounded down.
func passesEdge(above, below int, s, dx, dy int64) bool {
	if above < 0 || below > 0 {
		return false
	}
	if s&1 == 0 {
		if above == 0 && (dx > 0 || dy < 0) || below == 0 && (dx < 0 || dy > 0) {
			return false // through a corner or along an edge that the pixel lacks
		}
	}
	return true
}

// crossing returns the grid point whose pixel holds the point in which a-b and
// c-d cross. They must cross in one point inside both.
func crossing(a, b, c, d Point) Point {
	dx, dy := delta(a, b)
	ex, ey := delta(c, d)
	fx, fy := delta(a, c)
	if !small(dx, dy, ex, ey) || !small(fx, fy, 0, 0) {
		return crossingBig(a, dx, dy, ex, ey, fx, fy)
	}
	den, num := dx*ey-dy*ex, fx*ey-fy*ex
	if den < 0 {
		den, num = -den, -num
	}
	return Point{
		int32(int64(a.X) + mulDivRound(dx, uint64(num), uint64(den))),
		int32(int64(a.Y) + mulDivRound(dy, uint64(num), uint64(den))),
	}
}

// mulDivRound returns d·num/den rounded to the nearest integer, halves up, for
// num < den < 2^63.
func mulDivRound(d int64, num, den uint64) int64 {
	if d >= 0 {
		q, r := bits.Div64(mulDiv(uint64(d), num, den))
		if r >= den-r {
			q++
		}
		return int64(q)
	}
	q, r := bits.Div64(mulDiv(uint64(-d), num, den))
	if r > den-r {
		q++
	}
	return -int64(q)
}

func mulDiv(d, num, den uint64) (hi, lo, by uint64) {
	hi, lo = bits.Mul64(d, num)
	return hi, lo, den
}

func crossingBig(a Point, dx, dy, ex, ey, fx, fy int64) Point {
	mul := func(x, y int64) *big.Int { return new(big.Int).Mul(big.NewInt(x), big.NewInt(y)) }
	den := mul(dx, ey)
	den.Sub(den, mul(dy, ex))
	num := mul(fx, ey)
	num.Sub(num, mul(fy, ex))
	if den.Sign() < 0 {
		den.Neg(den)
		num.Neg(num)
	}
	round := func(d int64) int64 { // floor((2·d·num + den) / (2·den))
		n := new(big.Int).Mul(big.NewInt(2*d), num)
		n.Add(n, den)
		n.Div(n, new(big.Int).Lsh(den, 1)) // Euclidean: floor for den > 0
		return n.Int64()
	}
	return Point{int32(int64(a.X) + round(dx)), int32(int64(a.Y) + round(dy))}
}

// int128 is a two's complement integer.
type int128 struct {
	hi int64
	lo uint64
}

func mul128(a, b int64) int128 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	return int128{int64(hi) - (a >> 63 & b) - (b >> 63 & a), lo}
}

func (a int128) add(b int128) int128 {
	lo, c := bits.Add64(a.lo, b.lo, 0)
	return int128{a.hi + b.hi + int64(c), lo}
}

func (a int128) sub(b int128) int128 {
	lo, c := bits.Sub64(a.lo, b.lo, 0)
	return int128{a.hi - b.hi - int64(c), lo}
}

func (a int128) sign() int {
	if a.hi < 0 {
		return -1
	}
	if a.hi == 0 && a.lo == 0 {
		return 0
	}
	return 1
}

// mul returns a·b for b ≥ 0.
func (a int128) mul(b int64) int128 {
	hi, lo := bits.Mul64(a.lo, uint64(b))
	return int128{a.hi*b + int64(hi), lo}
}

// float returns the nearest float, within two roundings.
func (a int128) float() float64 {
	if a.hi < 0 {
		return -int128{}.sub(a).float()
	}
	return float64(a.hi)*(1<<64) + float64(a.lo)
}
