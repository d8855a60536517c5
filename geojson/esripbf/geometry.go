package esripbf

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// grid turns an answer's integers into degrees.
type grid struct {
	lowerLeft  bool // rows are counted upward; else downward, from the top
	xScale     float64
	yScale     float64
	xTranslate float64
	yTranslate float64
}

// readGrid reads a Transform.
func readGrid(data []byte) (grid, error) {
	var g grid
	pair := func(data []byte, x, y *float64) error {
		return each(data, func(f field) error {
			switch {
			case f.number > 2 || f.wire != eightWire: // altitude and measure
			case f.number == 1:
				*x = math.Float64frombits(f.fixed)
			default:
				*y = math.Float64frombits(f.fixed)
			}
			return nil
		})
	}
	err := each(data, func(f field) error {
		switch f.number {
		case 1:
			g.lowerLeft = f.varint == 1
		case 2:
			return pair(f.bytes, &g.xScale, &g.yScale)
		case 3:
			return pair(f.bytes, &g.xTranslate, &g.yTranslate)
		}
		return nil
	})
	if err == nil && (!(g.xScale > 0) || !(g.yScale > 0) || g.xScale > 1 || g.yScale > 1) {
		err = fmt.Errorf("grid of %g by %g degrees", g.xScale, g.yScale)
	}
	return g, err
}

// at returns the place of a grid point in degrees.
func (g grid) at(x, y int64) vertex {
	if !g.lowerLeft {
		y = -y
	}
	return vertex{float64(x)*g.xScale + g.xTranslate, float64(y)*g.yScale + g.yTranslate}
}

// vertex is a place in degrees.
type vertex struct{ lon, lat float64 }

// appendGeometry appends a Geometry as GeoJSON; no bytes are a null geometry.
func (c *collection) appendGeometry(out, data []byte) ([]byte, error) {
	kind := c.geometry
	var lengths, coords []uint64
	err := each(data, func(f field) error {
		var err error
		switch {
		case f.number == 1 && f.varint != 0:
			kind = f.varint
		case f.number == 2 && f.wire == varintWire:
			lengths = append(lengths, f.varint)
		case f.number == 2:
			lengths, err = varints(f.bytes)
		case f.number == 3 && f.wire == varintWire:
			coords = append(coords, f.varint)
		case f.number == 3:
			coords, err = varints(f.bytes)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(coords) == 0 {
		return append(out, "null"...), nil
	}
	if !c.gridded {
		return nil, errors.New("geometry without a grid to read it by")
	}
	if kind == pointType && lengths == nil {
		lengths = []uint64{1}
	}
	parts, err := c.parts(lengths, coords)
	if err != nil {
		return nil, err
	}
	switch kind {
	case polygonType:
		return appendPolygons(out, parts), nil
	case pointType:
		out = appendVertex(append(out, `{"type":"Point","coordinates":`...), parts[0][0])
	case multipointType:
		out = appendLine(append(out, `{"type":"MultiPoint","coordinates":`...), parts[0])
	case polylineType:
		out = append(out, `{"type":"MultiLineString","coordinates":[`...)
		for i, p := range parts {
			out = appendLine(comma(out, i), p)
		}
		out = append(out, ']')
	default:
		return nil, fmt.Errorf("geometry of type %d", kind)
	}
	return append(out, '}'), nil
}

// What one geometry may have: rings are compared with one another, and a service
// that sends more is none of ours.
const (
	mostParts    = 5_000
	mostVertices = 1_000_000
)

// parts returns a geometry's rings or lines. Differences begin anew with each.
func (c *collection) parts(lengths, coords []uint64) ([][]vertex, error) {
	if len(lengths) > mostParts || len(coords)/c.stride > mostVertices {
		return nil, fmt.Errorf("%d parts and %d vertices: more than is read", len(lengths), len(coords)/c.stride)
	}
	var parts [][]vertex
	for _, n := range lengths {
		if n == 0 {
			continue
		}
		if n > uint64(len(coords)/c.stride) {
			return nil, fmt.Errorf("%d vertices announced, %d are left", n, len(coords)/c.stride)
		}
		part := make([]vertex, n)
		var x, y int64
		for i := range part {
			x += zigzag(coords[i*c.stride])
			y += zigzag(coords[i*c.stride+1])
			part[i] = c.grid.at(x, y)
			if !(math.Abs(part[i].lon) <= 180) || !(math.Abs(part[i].lat) <= 90) {
				return nil, fmt.Errorf("vertex %d lies at %g, %g, on no globe", i, part[i].lon, part[i].lat)
			}
		}
		parts, coords = append(parts, part), coords[int(n)*c.stride:]
	}
	if len(coords) > 0 {
		return nil, fmt.Errorf("%d numbers belong to no part", len(coords))
	}
	if len(parts) == 0 {
		return nil, errors.New("no part has a vertex")
	}
	return parts, nil
}

// appendVertex appends a position with the nine decimals that the finest grid in
// use has, without zeros at the end.
func appendVertex(out []byte, v vertex) []byte {
	out = appendDegrees(append(out, '['), v.lon)
	return append(appendDegrees(append(out, ','), v.lat), ']')
}

func appendDegrees(out []byte, v float64) []byte {
	start := len(out)
	out = strconv.AppendFloat(out, v, 'f', 9, 64)
	for out[len(out)-1] == '0' {
		out = out[:len(out)-1]
	}
	if out[len(out)-1] == '.' {
		out = out[:len(out)-1]
	}
	if string(out[start:]) == "-0" {
		out = append(out[:start], '0')
	}
	return out
}

func appendLine(out []byte, line []vertex) []byte {
	out = append(out, '[')
	for i, v := range line {
		out = appendVertex(comma(out, i), v)
	}
	return append(out, ']')
}

func comma(out []byte, i int) []byte {
	if i > 0 {
		return append(out, ',')
	}
	return out
}
