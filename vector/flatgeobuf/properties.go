package flatgeobuf

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"github.com/salient-project/salient/vector"
)

// sizes are the bytes of a column's values, by the number of its type; the types
// that are not listed have their length before them.
var sizes = map[byte]int{0: 1, 1: 1, 2: 1, 3: 2, 4: 2, 5: 4, 6: 4, 7: 8, 8: 8, 9: 4, 10: 8}

const binaryType = 14

// properties gives the feature its attributes: a column's number and its value,
// one after another.
func (r *reader) properties(f table, at int) error {
	data := f.bytes(featureProperties)
	for len(data) > 0 {
		if len(data) < 2 {
			return r.b.Fail(at, vector.ErrFormat, "the properties are cut off")
		}
		i := int(binary.LittleEndian.Uint16(data))
		data = data[2:]
		if i >= len(r.columns) {
			return r.b.Fail(at, vector.ErrFormat, fmt.Sprintf("property of column %d of %d", i, len(r.columns)))
		}
		c := r.columns[i]
		n, fixed := sizes[c.kind]
		if !fixed && len(data) >= 4 {
			n = int(min(int64(binary.LittleEndian.Uint32(data)), math.MaxInt32))
			data = data[4:]
		} else if !fixed {
			n = 4
		}
		if n > len(data) {
			return r.b.Fail(at, vector.ErrFormat, fmt.Sprintf("the value of %s is cut off", c.name))
		}
		if c.kind != binaryType {
			r.b.Set(c.name, value(c.kind, data[:n]))
		}
		data = data[n:]
	}
	return nil
}

func value(kind byte, b []byte) any {
	le := binary.LittleEndian
	switch kind {
	case 0:
		return int64(int8(b[0]))
	case 1:
		return int64(b[0])
	case 2:
		return b[0] != 0
	case 3:
		return int64(int16(le.Uint16(b)))
	case 4:
		return int64(le.Uint16(b))
	case 5:
		return int64(int32(le.Uint32(b)))
	case 6:
		return int64(le.Uint32(b))
	case 7:
		return int64(le.Uint64(b))
	case 8:
		if v := le.Uint64(b); v > math.MaxInt64 {
			return float64(v)
		}
		return int64(le.Uint64(b))
	case 9:
		return float64(math.Float32frombits(le.Uint32(b)))
	case 10:
		return math.Float64frombits(le.Uint64(b))
	}
	return strings.ToValidUTF8(string(b), "") // text, JSON, a time
}
