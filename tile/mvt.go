package tile

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Protocol buffer field numbers of vector_tile.proto 2.1, as keys: the number
// times 8 and the wire type, 0 for numbers, 1 for doubles, 2 for bytes.
const (
	tileLayer       = 3<<3 | 2
	layerName       = 1<<3 | 2
	layerFeature    = 2<<3 | 2
	layerKey        = 3<<3 | 2
	layerValue      = 4<<3 | 2
	layerExtent     = 5 << 3
	layerVersion    = 15 << 3
	featureID       = 1 << 3
	featureTags     = 2<<3 | 2
	featureKind     = 3 << 3
	featureGeometry = 4<<3 | 2
	valueString     = 1<<3 | 2
	valueDouble     = 3<<3 | 1
	valueUint       = 5 << 3
	valueSint       = 6 << 3
	valueBool       = 7 << 3
)

// Commands of a geometry.
const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// layerEncoder writes the features of one layer in one tile.
type layerEncoder struct {
	origin   vertex
	features []byte
	keys     map[string]uint64
	keyList  []string
	values   map[any]uint64
	list     []any
	buf      []uint32
}

// feature adds a feature with the geometry that is left of it in the tile, or
// nothing if that is none.
func (e *layerEncoder) feature(f *Feature, parts [][]vertex) {
	if e.buf = e.geometry(e.buf[:0], f.Kind, parts); len(e.buf) == 0 {
		return
	}
	var b, packed []byte
	if f.ID != 0 {
		b = binary.AppendUvarint(append(b, featureID), f.ID)
	}
	for _, p := range f.Properties {
		packed = binary.AppendUvarint(packed, e.key(p.Key))
		packed = binary.AppendUvarint(packed, e.value(p.Value))
	}
	if len(packed) > 0 {
		b = appendBytes(b, featureTags, packed)
	}
	b = append(b, featureKind, byte(f.Kind))
	packed = packed[:0]
	for _, v := range e.buf {
		packed = binary.AppendUvarint(packed, uint64(v))
	}
	b = appendBytes(b, featureGeometry, packed)
	e.features = appendBytes(e.features, layerFeature, b)
}

// geometry appends the commands that draw the parts, relative to the tile's
// corner.
func (e *layerEncoder) geometry(out []uint32, kind Kind, parts [][]vertex) []uint32 {
	at := e.origin
	to := func(v vertex) {
		out = append(out, zigzag(v.x-at.x), zigzag(v.y-at.y))
		at = v
	}
	for _, part := range parts {
		switch {
		case kind == Point:
			out = append(out, command(moveTo, len(part)))
			for _, v := range part {
				to(v)
			}
			continue
		case kind == Line && len(part) < 2, kind == Polygon && len(part) < 3:
			continue
		}
		out = append(out, command(moveTo, 1))
		to(part[0])
		out = append(out, command(lineTo, len(part)-1))
		for _, v := range part[1:] {
			to(v)
		}
		if kind == Polygon {
			out = append(out, command(closePath, 1))
		}
	}
	return out
}

func command(id uint32, count int) uint32 { return id | uint32(count)<<3 }

func zigzag(v int32) uint32 { return uint32(v<<1) ^ uint32(v>>31) }

func (e *layerEncoder) key(name string) uint64 {
	i, ok := e.keys[name]
	if !ok {
		if e.keys == nil {
			e.keys = map[string]uint64{}
		}
		i = uint64(len(e.keyList))
		e.keys[name] = i
		e.keyList = append(e.keyList, name)
	}
	return i
}

func (e *layerEncoder) value(v any) uint64 {
	i, ok := e.values[v]
	if !ok {
		if e.values == nil {
			e.values = map[any]uint64{}
		}
		i = uint64(len(e.list))
		e.values[v] = i
		e.list = append(e.list, v)
	}
	return i
}

// layer returns the encoded layer, or nothing if it has no feature.
func (e *layerEncoder) layer(name string) []byte {
	if len(e.features) == 0 {
		return nil
	}
	b := append([]byte(nil), layerVersion, 2)
	b = appendBytes(b, layerName, []byte(name))
	b = append(b, e.features...)
	for _, k := range e.keyList {
		b = appendBytes(b, layerKey, []byte(k))
	}
	for _, v := range e.list {
		b = appendBytes(b, layerValue, encodeValue(v))
	}
	b = binary.AppendUvarint(append(b, layerExtent), Extent)
	return appendBytes(make([]byte, 0, len(b)+8), tileLayer, b)
}

// encodeValue panics for a type that [Property] does not name.
func encodeValue(v any) []byte {
	switch v := v.(type) {
	case string:
		return appendBytes(nil, valueString, []byte(v))
	case bool:
		if v {
			return []byte{valueBool, 1}
		}
		return []byte{valueBool, 0}
	case int:
		if v >= 0 {
			return binary.AppendUvarint([]byte{valueUint}, uint64(v))
		}
		return binary.AppendUvarint([]byte{valueSint}, uint64(v)<<1^uint64(v>>63))
	case float64:
		return binary.LittleEndian.AppendUint64([]byte{valueDouble}, math.Float64bits(v))
	}
	panic(fmt.Sprintf("tile: property of type %T", v))
}

// appendBytes appends a field with a length.
func appendBytes(b []byte, field byte, data []byte) []byte {
	b = binary.AppendUvarint(append(b, field), uint64(len(data)))
	return append(b, data...)
}
