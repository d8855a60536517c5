package esripbf

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// The wire types of protocol buffers that are in use.
const (
	varintWire = 0
	eightWire  = 1
	bytesWire  = 2
	fourWire   = 5
)

// field is one field of a message: which of the last three holds its value is
// for its wire type to say.
type field struct {
	number int
	wire   int
	varint uint64
	fixed  uint64 // bits of a float or double
	bytes  []byte
}

// each calls fn with every field of a message, in order.
func each(data []byte, fn func(field) error) error {
	for at := 0; at < len(data); {
		start := at
		key, n := binary.Uvarint(data[at:])
		if n <= 0 || key>>3 == 0 || key>>3 > 1<<29 {
			return fmt.Errorf("byte %d: no field begins here", start)
		}
		at += n
		f := field{number: int(key >> 3), wire: int(key & 7)}
		switch f.wire {
		case varintWire:
			f.varint, n = binary.Uvarint(data[at:])
			if n <= 0 {
				return fmt.Errorf("byte %d: number cut off", start)
			}
		case eightWire:
			if n = 8; len(data)-at < n {
				return fmt.Errorf("byte %d: number cut off", start)
			}
			f.fixed = binary.LittleEndian.Uint64(data[at:])
		case fourWire:
			if n = 4; len(data)-at < n {
				return fmt.Errorf("byte %d: number cut off", start)
			}
			f.fixed = uint64(binary.LittleEndian.Uint32(data[at:]))
		case bytesWire:
			size, k := binary.Uvarint(data[at:])
			if k <= 0 || size > uint64(len(data)-at-k) {
				return fmt.Errorf("byte %d: field %d is cut off", start, f.number)
			}
			at += k
			f.bytes, n = data[at:at+int(size):at+int(size)], int(size)
		default:
			return fmt.Errorf("byte %d: wire type %d", start, f.wire)
		}
		at += n
		if err := fn(f); err != nil {
			return err
		}
	}
	return nil
}

// zigzag undoes the encoding of signed numbers.
func zigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// varints returns the numbers of a packed field.
func varints(data []byte) ([]uint64, error) {
	out := make([]uint64, 0, len(data)) // a byte a number at least
	for at := 0; at < len(data); {
		v, n := binary.Uvarint(data[at:])
		if n <= 0 {
			return nil, errors.New("packed number cut off")
		}
		out = append(out, v)
		at += n
	}
	return out, nil
}

// value returns a Value as JSON; one that holds nothing is null.
func value(data []byte) ([]byte, error) {
	var v any
	err := each(data, func(f field) error {
		switch f.number {
		case 1:
			v = string(f.bytes)
		case 2:
			v = finite(float64(math.Float32frombits(uint32(f.fixed))))
		case 3:
			v = finite(math.Float64frombits(f.fixed))
		case 4, 8:
			v = zigzag(f.varint)
		case 5, 7:
			v = f.varint
		case 6:
			v = int64(f.varint)
		case 9:
			v = f.varint != 0
		default:
			return fmt.Errorf("value of kind %d", f.number)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// finite returns v, or nil where JSON has no number for it.
func finite(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}
