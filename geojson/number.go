package geojson

import (
	"encoding/binary"
	"math/bits"

	"github.com/salient-project/salient/geo"
)

const (
	zeros = 0x3030303030303030 // "00000000"
	highs = 0x8080808080808080
)

// scanE7 reads the JSON number at b[i:] in units of 1e-7, rounded half to even
// on the decimal digits as written, and returns the offset behind it. On a
// syntax error the offset is -1-k where k is the offset of the offending byte.
// Values beyond ±2³¹ units come back as some value beyond ±2³¹.
//
// Sketch: whole degrees are a short loop. The eight bytes after the point are
// loaded as one word; the first byte that is no digit is found with a mask, and
// up to eight digits become a number in three multiplications (Lemire, "Number
// parsing at a gigabyte per second", 2021, doi:10.1002/spe.2984). The eighth
// digit and whatever follows it only decide the rounding. Anything unusual
// (exponent, no fraction, end of input near) goes to scanE7Slow.
func scanE7(b []byte, i int) (int64, int) {
	start := i
	neg := false
	if i < len(b) && b[i] == '-' {
		neg = true
		i++
	}
	first := i
	var v int64
	for i < len(b) {
		c := b[i] - '0'
		if c > 9 {
			break
		}
		v = v*10 + int64(c)
		i++
	}
	n := i - first
	if n == 0 || n > 3 || n > 1 && b[first] == '0' || i+10 > len(b) || b[i] != '.' {
		return scanE7Slow(b, start)
	}
	i++
	t := binary.LittleEndian.Uint64(b[i:]) ^ zeros
	odd := ((t + 0x7676767676767676) | t) & highs // lowest set bit: first non-digit
	var frac uint64
	if odd != 0 {
		k := bits.TrailingZeros64(odd) &^ 7 // bits before the first non-digit
		if k == 0 {
			return 0, -1 - i
		}
		i += k >> 3
		frac = eightDigits(t & (1<<k - 1))
		v = v*geo.E7 + int64(frac/10) // k ≤ 56: at most seven digits, exact
	} else {
		frac = eightDigits(t)
		i += 8
		rest := false
		for i < len(b) {
			c := b[i] - '0'
			if c > 9 {
				break
			}
			rest = rest || c != 0
			i++
		}
		v = v*geo.E7 + int64(frac/10)
		if d := frac % 10; d > 5 || d == 5 && (rest || v&1 == 1) {
			v++
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		return scanE7Slow(b, start)
	}
	if neg {
		v = -v
	}
	return v, i
}

// eightDigits returns the number whose decimal digits, most significant first,
// are the bytes of t, lowest byte first.
func eightDigits(t uint64) uint64 {
	t = t*10 + t>>8
	return ((t&0x000000FF000000FF)*0x000F424000000064 +
		((t>>16)&0x000000FF000000FF)*0x0000271000000001) >> 32
}

// scanE7Slow is scanE7 for every JSON number, digit by digit.
func scanE7Slow(b []byte, i int) (int64, int) {
	start := i
	end, ok := scanNumber(b, i)
	if !ok {
		return 0, -1 - end
	}
	neg := b[start] == '-'
	// Digits d1 d2 … with the decimal point behind the first `point` of them.
	point, exp, inFraction := 0, 0, false
	var digits []byte
	for i = start; i < end; i++ {
		c := b[i]
		switch {
		case c == '.':
			inFraction = true
		case c >= '0' && c <= '9':
			if c == '0' && len(digits) == 0 { // leading zero: only shifts the point
				if inFraction {
					point--
				}
				continue
			}
			digits = append(digits, c-'0')
			if !inFraction {
				point++
			}
		case c|0x20 == 'e':
			exp = smallInt(b[i+1 : end])
			i = end
		}
	}
	keep := point + exp + 7 // digits that stand before the unit's decimal point
	var v int64
	switch {
	case len(digits) == 0 || keep < 0:
	case keep > 12:
		v = 1 << 40 // far beyond any coordinate
	default:
		for k := range keep {
			v *= 10
			if k < len(digits) {
				v += int64(digits[k])
			}
		}
		if keep < len(digits) {
			rest := false
			for _, d := range digits[keep+1:] {
				rest = rest || d != 0
			}
			if d := digits[keep]; d > 5 || d == 5 && (rest || v&1 == 1) {
				v++
			}
		}
	}
	if neg {
		v = -v
	}
	return v, end
}

// smallInt reads a signed integer, stopping at a magnitude beyond any input.
func smallInt(b []byte) int {
	n, neg := 0, false
	for _, c := range b {
		switch {
		case c == '-':
			neg = true
		case c >= '0' && c <= '9' && n < 1<<40:
			n = n*10 + int(c-'0')
		}
	}
	if neg {
		return -n
	}
	return n
}

// scanNumber returns the offset behind the JSON number at b[i:], or the offset
// of the byte that makes it none.
func scanNumber(b []byte, i int) (int, bool) {
	if i < len(b) && b[i] == '-' {
		i++
	}
	digits := func() bool {
		from := i
		for i < len(b) && b[i]-'0' <= 9 {
			i++
		}
		return i > from
	}
	switch {
	case i < len(b) && b[i] == '0':
		i++
	case !digits():
		return i, false
	}
	if i < len(b) && b[i] == '.' {
		i++
		if !digits() {
			return i, false
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		if !digits() {
			return i, false
		}
	}
	return i, true
}
