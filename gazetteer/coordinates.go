package gazetteer

import (
	"fmt"
	"math"
	"strconv"

	"github.com/salient-project/salient/geo"
)

// coordinateScanner reads the nested lists of GeoJSON coordinates straight into
// fixed-point rings: several times faster than decoding them into slices of
// slices, which counts since a command starts with it.
type coordinateScanner struct {
	text []byte
	at   int
}

func (s *coordinateScanner) space() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

func (s *coordinateScanner) take(c byte) bool {
	s.space()
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *coordinateScanner) errorf(format string, args ...any) error {
	return fmt.Errorf("coordinates, byte %d: %s", s.at, fmt.Sprintf(format, args...))
}

// list reads [item, item, …], calling item at the start of each.
func (s *coordinateScanner) list(item func() error) error {
	if !s.take('[') {
		return s.errorf("want [")
	}
	if s.take(']') {
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if s.take(']') {
			return nil
		}
		if !s.take(',') {
			return s.errorf("want , or ]")
		}
	}
}

func (s *coordinateScanner) polygon() (geo.Polygon, error) {
	var poly geo.Polygon
	err := s.list(func() error {
		r, err := s.ring()
		poly = append(poly, r)
		return err
	})
	if err == nil && len(poly) == 0 {
		err = s.errorf("polygon without a ring")
	}
	return poly, err
}

// ring reads a closed ring and drops the closing point.
func (s *coordinateScanner) ring() (geo.Ring, error) {
	var ring geo.Ring
	err := s.list(func() error {
		p, err := s.position()
		ring = append(ring, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
		return nil, s.errorf("a ring needs four positions, the last as the first")
	}
	ring = ring[:len(ring)-1]
	for i := range ring {
		j := (i + 1) % len(ring)
		if d := int64(ring[i].X) - int64(ring[j].X); d > 90*geo.E7 || d < -90*geo.E7 {
			return nil, s.errorf("an edge over 90° long at %v", ring[i])
		}
	}
	return ring, nil
}

// position reads longitude and latitude; a height is read and dropped.
func (s *coordinateScanner) position() (geo.Point, error) {
	if !s.take('[') {
		return geo.Point{}, s.errorf("want [")
	}
	var x, y int64
	n := 0
	for ; n == 0 || s.take(','); n++ {
		v, err := s.number()
		if err != nil {
			return geo.Point{}, err
		}
		switch n {
		case 0:
			x = v
		case 1:
			y = v
		}
	}
	if !s.take(']') {
		return geo.Point{}, s.errorf("want , or ]")
	}
	if n < 2 || x < -180*geo.E7 || x > 180*geo.E7 || y < -90*geo.E7 || y > 90*geo.E7 {
		return geo.Point{}, s.errorf("no such position")
	}
	return geo.Point{X: int32(x), Y: int32(y)}, nil
}

// number reads degrees into units of 1e-7. Plain decimals of up to seven places
// are read exactly, others by way of a float.
func (s *coordinateScanner) number() (int64, error) {
	s.space()
	start := s.at
	negative := s.at < len(s.text) && s.text[s.at] == '-'
	if negative {
		s.at++
	}
	var v int64
	digits, places, point := 0, 0, false
	plain := true
scan:
	for ; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c >= '0' && c <= '9':
			v = v*10 + int64(c-'0')
			digits++
			if point {
				places++
			}
			plain = plain && digits <= 15 // no overflow
		case c == '.' && !point:
			point = true
		case c == 'e' || c == 'E' || c == '+' || c == '-' || c == '.':
			plain = false
		default:
			break scan
		}
	}
	if !plain || places > 7 {
		f, err := strconv.ParseFloat(string(s.text[start:s.at]), 64)
		if err != nil || !(f >= -360 && f <= 360) {
			return 0, s.errorf("want a number of degrees")
		}
		return int64(math.RoundToEven(f * geo.E7)), nil
	}
	if digits == 0 {
		return 0, s.errorf("want a number")
	}
	for ; places < 7; places++ {
		v *= 10
	}
	if negative {
		v = -v
	}
	return v, nil
}
