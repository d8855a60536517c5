// Package esripbf turns answers of ArcGIS feature services in their binary form
// (f=pbf) into GeoJSON features. Start with [Decode].
//
// The form is Esri's FeatureCollection protocol buffer, version 1.0
// (github.com/Esri/arcgis-pbf): coordinates are integers on a grid that the
// answer describes, each but a ring's first the difference from the one before
// it. What comes out is what the same service answers to f=geojson: rings
// sorted into polygons with their holes, attributes as properties.
package esripbf

import (
	"encoding/json"
	"errors"
	"fmt"
)

// ErrFormat says that the bytes are not an answer in this form, wrapped with
// what is wrong with them.
var ErrFormat = errors.New("not an ArcGIS feature collection in PBF")

// Page is one answer.
type Page struct {
	Features []json.RawMessage // GeoJSON features, in the answer's order
	More     bool              // the layer has more than this: exceededTransferLimit
	IDField  string            // name of the object id's field; empty: not told
}

// Decode reads the answer to a query for features. Coordinates are in degrees of
// WGS 84; an answer in another reference system is an error, and so are answers
// to questions for counts or ids. Memory is bounded by a small multiple of the
// data.
func Decode(data []byte) (Page, error) {
	var result []byte
	err := each(data, func(f field) error {
		if f.number == 2 && f.wire == bytesWire {
			result = f.bytes
		}
		return nil
	})
	if err != nil {
		return Page{}, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	var features []byte
	found := false
	err = each(result, func(f field) error {
		if f.number == 1 && f.wire == bytesWire {
			features, found = f.bytes, true
		}
		return nil
	})
	if err != nil {
		return Page{}, fmt.Errorf("%w: query result: %w", ErrFormat, err)
	}
	if !found {
		return Page{}, fmt.Errorf("%w: it holds no features' result", ErrFormat)
	}
	c, err := readCollection(features)
	if err != nil {
		return Page{}, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	page := Page{More: c.more, IDField: c.idField}
	left := 64*len(data) + 1<<20
	for i, raw := range c.features {
		feature, err := c.feature(raw)
		if err == nil {
			if left -= len(feature); left < 0 {
				err = errors.New("its text is out of all proportion to its bytes")
			}
		}
		if err != nil {
			return Page{}, fmt.Errorf("%w: feature %d: %w", ErrFormat, i, err)
		}
		page.Features = append(page.Features, feature)
	}
	return page, nil
}

// The geometry types that matter here, as the form numbers them.
const (
	pointType      = 0
	multipointType = 1
	polylineType   = 2
	polygonType    = 3
)

// collection is what holds for all features of an answer.
type collection struct {
	idField  string
	geometry uint64
	more     bool
	stride   int // numbers a vertex
	grid     grid
	gridded  bool
	fields   [][]byte // names as JSON
	features [][]byte
}

// readCollection reads a FeatureResult.
func readCollection(data []byte) (*collection, error) {
	c := &collection{stride: 2}
	err := each(data, func(f field) error {
		var err error
		switch f.number {
		case 1:
			c.idField = string(f.bytes)
		case 7:
			c.geometry = f.varint
		case 8:
			err = reference(f.bytes)
		case 9:
			c.more = f.varint != 0
		case 10, 11: // altitude, measure
			if f.varint != 0 {
				c.stride++
			}
		case 12:
			c.gridded = true
			c.grid, err = readGrid(f.bytes)
		case 13:
			var name []byte
			name, err = fieldName(f.bytes)
			c.fields = append(c.fields, name)
		case 15:
			c.features = append(c.features, f.bytes)
		case 16:
			err = errors.New("features packed as one collection are not read")
		}
		return err
	})
	return c, err
}

// reference reads a SpatialReference and returns an error unless it is WGS 84.
func reference(data []byte) error {
	return each(data, func(f field) error {
		if f.number <= 2 && f.wire == varintWire && f.varint != 4326 && f.varint != 0 {
			return fmt.Errorf("reference system %d: only WGS 84 (4326) is read", f.varint)
		}
		return nil
	})
}

// fieldName reads a Field's name, and returns it as JSON.
func fieldName(data []byte) ([]byte, error) {
	var name string
	err := each(data, func(f field) error {
		if f.number == 1 {
			name = string(f.bytes)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(name)
}

// feature returns a Feature as GeoJSON.
func (c *collection) feature(data []byte) ([]byte, error) {
	out := []byte(`{"type":"Feature","properties":{`)
	var shape []byte
	n := 0
	err := each(data, func(f field) error {
		switch f.number {
		case 1:
			if n >= len(c.fields) {
				return fmt.Errorf("attribute %d has no field", n)
			}
			v, err := value(f.bytes)
			if err != nil {
				return fmt.Errorf("attribute %s: %w", c.fields[n], err)
			}
			if n > 0 {
				out = append(out, ',')
			}
			out = append(append(append(out, c.fields[n]...), ':'), v...)
			n++
		case 2:
			shape = f.bytes
		case 3:
			return errors.New("geometry in Esri's shape form is not read")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out = append(out, `},"geometry":`...)
	if out, err = c.appendGeometry(out, shape); err != nil {
		return nil, err
	}
	return append(out, '}'), nil
}
