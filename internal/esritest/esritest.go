// Package esritest writes answers as ArcGIS feature services send them to f=pbf,
// for tests. Start with [Encode].
package esritest

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// The grid that services use where they are not asked for a coarser one: a
// billionth of a degree, counted from -400 and, in rows, downward.
const (
	scale     = 1e-9
	translate = -400
)

// Encode returns GeoJSON features (Polygon, MultiPolygon or null geometry; with
// string, number and null properties) as a page, more if the layer has more.
func Encode(features []string, more bool) ([]byte, error) {
	type feature struct {
		Properties map[string]any
		Geometry   *struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
	var all []feature
	if err := json.Unmarshal([]byte("["+strings.Join(features, ",")+"]"), &all); err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, f := range all {
		for name := range f.Properties {
			names[name] = true
		}
	}
	fields := slices.Sorted(maps.Keys(names))
	var result []byte
	result = text(result, 1, "OBJECTID")
	result = number(result, 7, 3) // polygons
	result = message(result, 8, number(number(nil, 1, 4326), 2, 4326))
	if more {
		result = number(result, 9, 1)
	}
	grid := message(nil, 2, double(double(nil, 1, scale), 2, scale)) // the origin, upper left, is 0 and not written
	result = message(result, 12, message(grid, 3, double(double(nil, 1, translate), 2, translate)))
	for _, name := range fields {
		result = message(result, 13, text(text(nil, 1, name), 3, name))
	}
	for _, f := range all {
		var out []byte
		for _, name := range fields {
			var v []byte
			switch p := f.Properties[name].(type) {
			case string:
				v = text(nil, 1, p)
			case float64:
				v = double(nil, 3, p)
			}
			out = message(out, 1, v)
		}
		if f.Geometry != nil {
			shape, err := polygons(f.Geometry.Type, f.Geometry.Coordinates)
			if err != nil {
				return nil, err
			}
			out = message(out, 2, shape)
		}
		result = message(result, 15, out)
	}
	return message(text(nil, 1, "1.0"), 2, message(nil, 1, result)), nil
}

// polygons returns the rings of polygons as Esri lists them: outer rings run
// clockwise, holes counterclockwise.
func polygons(kind string, coordinates json.RawMessage) ([]byte, error) {
	var all [][][][2]float64
	var err error
	if kind == "MultiPolygon" {
		err = json.Unmarshal(coordinates, &all)
	} else {
		all = make([][][][2]float64, 1)
		err = json.Unmarshal(coordinates, &all[0])
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind, err)
	}
	var lengths, coords []byte
	for _, p := range all {
		for i, ring := range p {
			if clockwise(ring) != (i == 0) {
				slices.Reverse(ring)
			}
			lengths = binary.AppendUvarint(lengths, uint64(len(ring)))
			var x, y int64
			for _, v := range ring {
				nx := int64(math.Round((v[0] - translate) / scale))
				ny := -int64(math.Round((v[1] - translate) / scale))
				coords = binary.AppendVarint(binary.AppendVarint(coords, nx-x), ny-y)
				x, y = nx, ny
			}
		}
	}
	return message(message(nil, 2, lengths), 3, coords), nil
}

func clockwise(ring [][2]float64) bool {
	var sum float64
	for i := range ring {
		p, q := ring[i], ring[(i+1)%len(ring)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	return sum < 0
}

func number(b []byte, field int, v uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(b, uint64(field)<<3), v)
}

func double(b []byte, field int, v float64) []byte {
	return binary.LittleEndian.AppendUint64(binary.AppendUvarint(b, uint64(field)<<3|1), math.Float64bits(v))
}

func message(b []byte, field int, m []byte) []byte {
	b = binary.AppendUvarint(b, uint64(field)<<3|2)
	return append(binary.AppendUvarint(b, uint64(len(m))), m...)
}

func text(b []byte, field int, s string) []byte { return message(b, field, []byte(s)) }
