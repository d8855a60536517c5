package plane

import (
	"encoding/json"
	"fmt"
)

// ReadGeoJSON reads a GeoJSON geometry, feature or collection (RFC 7946), of
// which the coordinates may be those of any plane. Heights are dropped, a
// geometry that is null is none. It keeps what [ReadWKT] keeps.
func ReadGeoJSON(data []byte) (Shapes, error) {
	var s Shapes
	err := s.geojson(data, 0)
	return s, err
}

type geoJSON struct {
	Type        string
	Geometry    json.RawMessage
	Features    []json.RawMessage
	Geometries  []json.RawMessage
	Coordinates json.RawMessage
}

func (s *Shapes) geojson(data json.RawMessage, depth int) error {
	var g geoJSON
	if err := json.Unmarshal(data, &g); err != nil {
		return fmt.Errorf("%w: GeoJSON: %w", ErrSyntax, err)
	}
	if depth++; depth > maxDepth {
		return fmt.Errorf("%w: GeoJSON: collections too deep in others", ErrSyntax)
	}
	switch g.Type {
	case "FeatureCollection", "GeometryCollection":
		for i, one := range append(g.Features, g.Geometries...) {
			if err := s.geojson(one, depth); err != nil {
				return fmt.Errorf("%s, %d: %w", g.Type, i, err)
			}
		}
		return nil
	case "Feature":
		if len(g.Geometry) == 0 || string(g.Geometry) == "null" {
			return nil
		}
		return s.geojson(g.Geometry, depth)
	}
	return s.coordinates(g)
}

func (s *Shapes) coordinates(g geoJSON) error {
	var err error
	switch g.Type {
	case "Polygon":
		var p Polygon
		err = decode(g, &p)
		s.add(p)
	case "MultiPolygon":
		var m []Polygon
		err = decode(g, &m)
		for _, p := range m {
			s.add(p)
		}
	case "Point":
		s.Points++
	case "MultiPoint":
		var p Ring
		err = decode(g, &p)
		s.Points += len(p)
	case "LineString":
		s.Lines++
	case "MultiLineString":
		var m []Ring
		err = decode(g, &m)
		s.Lines += len(m)
	default:
		return fmt.Errorf("%w: GeoJSON: type %q", ErrKind, g.Type)
	}
	return err
}

// decode reads coordinates. Numbers beyond a point's first two are dropped.
func decode(g geoJSON, to any) error {
	if len(g.Coordinates) == 0 {
		return fmt.Errorf("%w: GeoJSON: %s without coordinates", ErrSyntax, g.Type)
	}
	if err := json.Unmarshal(g.Coordinates, to); err != nil {
		return fmt.Errorf("%w: GeoJSON: %s: %w", ErrSyntax, g.Type, err)
	}
	return nil
}

// UnmarshalJSON reads a ring whose points have two numbers or more.
func (r *Ring) UnmarshalJSON(data []byte) error {
	var points [][]float64
	if err := json.Unmarshal(data, &points); err != nil {
		return err
	}
	*r = (*r)[:0]
	for i, p := range points {
		if len(p) < 2 {
			return fmt.Errorf("point %d has fewer than two numbers", i)
		}
		*r = append(*r, [2]float64{p[0], p[1]})
	}
	return nil
}
