package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"github.com/salient-project/salient/geo"
)

// ECharts stores a map as differences of coordinates in steps of 1/1024 degree,
// each difference zigzag-coded in one UTF-16 unit, 64 above its value.
const (
	stepsPerDegree = 1024
	codeOffset     = 64
)

// half is what decoding takes off each coordinate, in steps: the encoder rounds
// every coordinate up to the next step (Math.ceil), so the true one lies half a
// step lower on average.
const half = 0.5

// decodeBorders reads the features of an ECharts map file: for each name its
// polygons, on the 1e-7 degree grid, outer rings counterclockwise.
func decodeBorders(js []byte) (map[string]geo.MultiPolygon, error) {
	start := bytes.Index(js, []byte(`{"type":"FeatureCollection"`))
	if start < 0 {
		return nil, fmt.Errorf("no FeatureCollection")
	}
	var doc struct {
		Features []struct {
			Properties struct{ Name string }
			Geometry   struct {
				Type          string
				Coordinates   json.RawMessage
				EncodeOffsets json.RawMessage
			}
		}
		UTF8Encoding bool
	}
	if err := json.NewDecoder(bytes.NewReader(js[start:])).Decode(&doc); err != nil {
		return nil, err
	}
	if !doc.UTF8Encoding {
		return nil, fmt.Errorf("coordinates are not in ECharts' code")
	}
	out := map[string]geo.MultiPolygon{}
	for _, f := range doc.Features {
		var codes [][]string
		var offsets [][][2]int
		switch f.Geometry.Type {
		case "Polygon":
			codes, offsets = make([][]string, 1), make([][][2]int, 1)
			if err := unmarshalBoth(f.Geometry.Coordinates, &codes[0], f.Geometry.EncodeOffsets, &offsets[0]); err != nil {
				return nil, fmt.Errorf("%s: %w", f.Properties.Name, err)
			}
		case "MultiPolygon":
			if err := unmarshalBoth(f.Geometry.Coordinates, &codes, f.Geometry.EncodeOffsets, &offsets); err != nil {
				return nil, fmt.Errorf("%s: %w", f.Properties.Name, err)
			}
		default:
			return nil, fmt.Errorf("%s: geometry %q", f.Properties.Name, f.Geometry.Type)
		}
		var m geo.MultiPolygon
		for i := range codes {
			var poly geo.Polygon
			for j := range codes[i] {
				ring := decodeRing(codes[i][j], offsets[i][j])
				if (ring.Area() > 0) != (j == 0) {
					reverse(ring)
				}
				poly = append(poly, ring)
			}
			m = append(m, poly)
		}
		out[f.Properties.Name] = m
	}
	return out, nil
}

func unmarshalBoth(a json.RawMessage, intoA any, b json.RawMessage, intoB any) error {
	if err := json.Unmarshal(a, intoA); err != nil {
		return err
	}
	return json.Unmarshal(b, intoB)
}

// decodeRing decodes one ring. Repeated points, the closing one among them, are
// left out. All codes lie in the basic plane, so a rune is a UTF-16 unit.
func decodeRing(code string, offset [2]int) geo.Ring {
	zigzag := func(r rune) int {
		v := int(r) - codeOffset
		return v>>1 ^ -(v & 1)
	}
	var ring geo.Ring
	x, y := offset[0], offset[1]
	runes := []rune(code)
	for i := 0; i+1 < len(runes); i += 2 {
		x += zigzag(runes[i])
		y += zigzag(runes[i+1])
		p := geo.Point{X: fixed(x), Y: fixed(y)}
		if len(ring) == 0 || ring[len(ring)-1] != p {
			ring = append(ring, p)
		}
	}
	if len(ring) > 1 && ring[0] == ring[len(ring)-1] {
		ring = ring[:len(ring)-1]
	}
	return ring
}

// fixed turns a count of steps into units of 1e-7 degree.
func fixed(steps int) int32 {
	return int32(math.RoundToEven((float64(steps) - half) * geo.E7 / stepsPerDegree))
}

func reverse(r geo.Ring) {
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
}
