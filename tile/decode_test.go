package tile

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/salient-project/salient/internal/mvtspec"
)

// decodedFeature is a feature as a test reads it back.
type decodedFeature struct {
	id         uint64
	kind       Kind
	geometry   []uint32
	properties map[string]any
}

type decodedLayer struct {
	name            string
	version, extent uint64
	features        []decodedFeature
}

// field reads one protocol buffer field.
func field(t testing.TB, b *[]byte) (number int, varint uint64, data []byte) {
	t.Helper()
	next := func() uint64 {
		v, n := binary.Uvarint(*b)
		if n <= 0 {
			t.Fatal("tile cut short")
		}
		*b = (*b)[n:]
		return v
	}
	key := next()
	switch key & 7 {
	case 0:
		return int(key >> 3), next(), nil
	case 1:
		v := binary.LittleEndian.Uint64(*b)
		*b = (*b)[8:]
		return int(key >> 3), v, nil
	case 2:
		n := next()
		if n > uint64(len(*b)) {
			t.Fatal("field outside the tile")
		}
		data, *b = (*b)[:n], (*b)[n:]
		return int(key >> 3), 0, data
	}
	t.Fatalf("wire type %d", key&7)
	return 0, 0, nil
}

func packedInts(t testing.TB, b []byte) []uint32 {
	var out []uint32
	for len(b) > 0 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			t.Fatal("packed field cut short")
		}
		out, b = append(out, uint32(v)), b[n:]
	}
	return out
}

// decode reads a tile by the specification, apart from the encoder.
func decode(t testing.TB, b []byte) []decodedLayer {
	t.Helper()
	if err := mvtspec.Check(b); err != nil {
		t.Fatalf("not as the specification has it: %v", err)
	}
	var layers []decodedLayer
	for len(b) > 0 {
		number, _, body := field(t, &b)
		if number != 3 {
			t.Fatalf("field %d in a tile", number)
		}
		var l decodedLayer
		var keys []string
		var values []any
		var raw [][]byte
		for len(body) > 0 {
			number, v, data := field(t, &body)
			switch number {
			case 1:
				l.name = string(data)
			case 2:
				raw = append(raw, data)
			case 3:
				keys = append(keys, string(data))
			case 4:
				number, v, text := field(t, &data)
				switch number {
				case 1:
					values = append(values, string(text))
				case 3:
					values = append(values, math.Float64frombits(v))
				case 5:
					values = append(values, int(v))
				case 6:
					values = append(values, int(int64(v>>1)^-int64(v&1)))
				case 7:
					values = append(values, v == 1)
				}
			case 5:
				l.extent = v
			case 15:
				l.version = v
			}
		}
		for _, data := range raw {
			f := decodedFeature{properties: map[string]any{}}
			for len(data) > 0 {
				number, v, part := field(t, &data)
				switch number {
				case 1:
					f.id = v
				case 2:
					tags := packedInts(t, part)
					for i := 0; i < len(tags); i += 2 {
						f.properties[keys[tags[i]]] = values[tags[i+1]]
					}
				case 3:
					f.kind = Kind(v)
				case 4:
					f.geometry = packedInts(t, part)
				}
			}
			l.features = append(l.features, f)
		}
		layers = append(layers, l)
	}
	return layers
}

// parts follows a geometry's commands, and refuses those that the
// specification does.
func (f decodedFeature) parts(t testing.TB) [][]vertex {
	t.Helper()
	var out [][]vertex
	var at vertex
	g := f.geometry
	for len(g) > 0 {
		id, count := g[0]&7, int(g[0]>>3)
		g = g[1:]
		switch id {
		case moveTo:
			if f.kind != Point && count != 1 {
				t.Fatalf("MoveTo of %d in a line or polygon", count)
			}
			out = append(out, nil)
		case lineTo:
			if count == 0 {
				t.Fatal("LineTo of nothing")
			}
		case closePath:
			if count != 1 || f.kind != Polygon {
				t.Fatal("stray ClosePath")
			}
			continue
		default:
			t.Fatalf("command %d", id)
		}
		for range count {
			dx, dy := int32(g[0]>>1)^-int32(g[0]&1), int32(g[1]>>1)^-int32(g[1]&1)
			if id == lineTo && dx == 0 && dy == 0 {
				t.Fatal("LineTo that goes nowhere")
			}
			at = vertex{at.x + dx, at.y + dy}
			out[len(out)-1] = append(out[len(out)-1], at)
			g = g[2:]
		}
	}
	return out
}

// double returns twice a ring's area by the surveyor's formula.
func double(ring []vertex) int64 {
	var sum int64
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		sum += int64(a.x)*int64(b.y) - int64(b.x)*int64(a.y)
	}
	return sum
}
