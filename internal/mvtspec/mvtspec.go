// Package mvtspec holds vector tiles against their specification, for tests.
// [Check] is the function to call; its own test holds it against the fixtures
// that the specification's authors publish.
package mvtspec

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"
)

// fields calls each for every field of a message. A wire type that is not the
// one that want gives for the field is an error, as is a field it does not name.
func fields(b []byte, want map[protowire.Number]protowire.Type, each func(protowire.Number, []byte, uint64) error) error {
	for len(b) > 0 {
		num, typ, n := protowire.ConsumeTag(b)
		if n < 0 {
			return protowire.ParseError(n)
		}
		b = b[n:]
		if w, ok := want[num]; !ok || w != typ {
			return fmt.Errorf("field %d with wire type %d", num, typ)
		}
		var data []byte
		var v uint64
		switch typ {
		case protowire.BytesType:
			data, n = protowire.ConsumeBytes(b)
		case protowire.VarintType:
			v, n = protowire.ConsumeVarint(b)
		default:
			n = protowire.ConsumeFieldValue(num, typ, b)
			data = b[:max(n, 0)]
		}
		if n < 0 {
			return protowire.ParseError(n)
		}
		b = b[n:]
		if err := each(num, data, v); err != nil {
			return err
		}
	}
	return nil
}

func integers(b []byte) ([]uint64, error) {
	var out []uint64
	for len(b) > 0 {
		v, n := protowire.ConsumeVarint(b)
		if n < 0 {
			return nil, protowire.ParseError(n)
		}
		out, b = append(out, v), b[n:]
	}
	return out, nil
}

const varint, text = protowire.VarintType, protowire.BytesType

// Check holds a tile against the Mapbox Vector Tile Specification 2.1, and
// against what it asks of encoders: no empty layers, no unknown geometry.
func Check(tile []byte) error {
	names := map[string]bool{}
	return fields(tile, map[protowire.Number]protowire.Type{3: text}, func(_ protowire.Number, b []byte, _ uint64) error {
		name, err := checkLayer(b)
		if err != nil {
			return err
		}
		if names[name] {
			return fmt.Errorf("two layers %q", name)
		}
		names[name] = true
		return nil
	})
}

func checkLayer(b []byte) (name string, err error) {
	var version, keys, values uint64
	extent := uint64(4096) // the default of the protocol buffer
	named := false
	var features [][]byte
	types := map[protowire.Number]protowire.Type{1: text, 2: text, 3: text, 4: text, 5: varint, 15: varint}
	err = fields(b, types, func(n protowire.Number, b []byte, v uint64) error {
		switch n {
		case 1:
			name, named = string(b), true
		case 2:
			features = append(features, b)
		case 3:
			keys++
			if !utf8.Valid(b) {
				return errors.New("a key that is not UTF-8")
			}
		case 4:
			values++
			return checkValue(b)
		case 5:
			extent = v
		case 15:
			version = v
		}
		return nil
	})
	switch {
	case err != nil:
		return name, err
	case version != 2:
		return name, fmt.Errorf("version %d", version)
	case !named || name == "":
		return name, errors.New("a layer without a name")
	case extent == 0:
		return name, errors.New("no extent")
	case len(features) == 0:
		return name, errors.New("a layer without features")
	}
	ids := map[uint64]bool{}
	for _, f := range features {
		if err := checkFeature(f, keys, values, ids); err != nil {
			return name, fmt.Errorf("layer %s: %w", name, err)
		}
	}
	return name, nil
}

func checkValue(b []byte) error {
	n := 0
	types := map[protowire.Number]protowire.Type{1: text, 2: protowire.Fixed32Type, 3: protowire.Fixed64Type, 4: varint, 5: varint, 6: varint, 7: varint}
	err := fields(b, types, func(protowire.Number, []byte, uint64) error { n++; return nil })
	if err == nil && n != 1 {
		err = fmt.Errorf("a value of %d kinds", n)
	}
	return err
}

func checkFeature(b []byte, keys, values uint64, ids map[uint64]bool) error {
	var kind uint64
	var geometry [][]byte
	types := map[protowire.Number]protowire.Type{1: varint, 2: text, 3: varint, 4: text}
	err := fields(b, types, func(n protowire.Number, b []byte, v uint64) error {
		switch n {
		case 1:
			if ids[v] {
				return fmt.Errorf("two features %d", v)
			}
			ids[v] = true
		case 2:
			tags, err := integers(b)
			if err != nil || len(tags)%2 != 0 {
				return fmt.Errorf("%d tags: %v", len(tags), err)
			}
			for i := 0; i < len(tags); i += 2 {
				if tags[i] >= keys || tags[i+1] >= values {
					return fmt.Errorf("tag %d, %d of %d keys and %d values", tags[i], tags[i+1], keys, values)
				}
			}
		case 3:
			kind = v
		case 4:
			geometry = append(geometry, b)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(geometry) != 1 {
		return fmt.Errorf("%d geometries", len(geometry))
	}
	commands, err := integers(geometry[0])
	if err != nil {
		return err
	}
	switch kind {
	case 1:
		return checkCommands(commands, func(lines []line) error {
			if len(lines) != 1 || len(lines[0].points) == 0 || lines[0].drawn || lines[0].closed {
				return fmt.Errorf("points of %d moves", len(lines))
			}
			return nil
		})
	case 2:
		return checkCommands(commands, func(lines []line) error {
			for _, l := range lines {
				if l.closed || len(l.points) < 2 || l.repeated {
					return fmt.Errorf("a line of %d points, closed %v, repeated %v", len(l.points), l.closed, l.repeated)
				}
			}
			return nil
		})
	case 3:
		return checkCommands(commands, func(lines []line) error {
			for i, l := range lines {
				if !l.closed || len(l.points) < 3 || l.area() == 0 {
					return fmt.Errorf("a ring of %d points, closed %v, area %g", len(l.points), l.closed, l.area())
				}
				if i == 0 && l.area() < 0 {
					return errors.New("a hole comes first")
				}
			}
			return nil
		})
	}
	return fmt.Errorf("geometry of type %d", kind)
}

type line struct {
	points                  [][2]int64
	drawn, closed, repeated bool
}

// area is that of the shoelace formula: positive for an outer ring, y downward.
func (l line) area() float64 {
	sum := 0.0
	for i, p := range l.points {
		q := l.points[(i+1)%len(l.points)]
		sum += float64(p[0])*float64(q[1]) - float64(q[0])*float64(p[1])
	}
	return sum / 2
}

func checkCommands(c []uint64, each func([]line) error) error {
	var lines []line
	var x, y int64
	for i := 0; i < len(c); {
		id, count := c[i]&7, c[i]>>3
		i++
		if id == 7 {
			if count != 1 || len(lines) == 0 || lines[len(lines)-1].closed {
				return fmt.Errorf("%d times closed", count)
			}
			lines[len(lines)-1].closed = true
			continue
		}
		if id != 1 && id != 2 || count == 0 || count > uint64(len(c)-i)/2 {
			return fmt.Errorf("command %d, %d times, before %d numbers", id, count, len(c)-i)
		}
		if id == 1 {
			lines = append(lines, line{})
		} else if len(lines) == 0 || lines[len(lines)-1].closed {
			return errors.New("a line from nowhere")
		}
		l := &lines[len(lines)-1]
		for ; count > 0; count-- {
			dx, dy := protowire.DecodeZigZag(c[i]&math.MaxUint32), protowire.DecodeZigZag(c[i+1]&math.MaxUint32)
			x, y, i = x+dx, y+dy, i+2
			l.repeated = l.repeated || id == 2 && dx == 0 && dy == 0
			l.drawn = l.drawn || id == 2
			l.points = append(l.points, [2]int64{x, y})
		}
	}
	if len(lines) == 0 {
		return errors.New("no geometry")
	}
	return each(lines)
}
