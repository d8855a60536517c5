// Package formats reads a file of any format of vector maps that salient knows,
// and tells which it is by its first bytes. Start with [Read].
package formats

import (
	"bytes"
	"fmt"

	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
	"github.com/salient-project/salient/vector/flatgeobuf"
	"github.com/salient-project/salient/vector/geopackage"
	"github.com/salient-project/salient/vector/kml"
	"github.com/salient-project/salient/vector/shapefile"
)

// Names lists what is read, for messages and help.
const Names = "GeoJSON, GeoJSON sequences, zipped shapefiles, KML, KMZ, GeoPackage and FlatGeobuf"

// Read reads a file's tables: one, but for a GeoPackage or a zip with several.
// What it returns keeps no reference to data but for GeoJSON's properties.
// Errors name the place in the file.
func Read(data []byte) ([]vector.Table, error) {
	one := func(t vector.Table, err error) ([]vector.Table, error) {
		if err != nil {
			return nil, err
		}
		return []vector.Table{t}, nil
	}
	switch {
	case len(data) == 0:
		return nil, vector.Truncated(0, "an empty file")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		r := bytes.NewReader(data)
		if shapefile.Has(r, r.Size()) {
			return shapefile.Read(r, r.Size())
		}
		tables, err := kml.ReadZip(r, r.Size())
		if err != nil {
			return nil, fmt.Errorf("neither a zipped shapefile nor a KMZ that can be read: %w", err)
		}
		return tables, nil
	case flatgeobuf.Is(data):
		return one(flatgeobuf.Read(data))
	case geopackage.Is(data):
		return geopackage.Read(data)
	case kml.Is(data):
		return one(kml.Read(data))
	case bytes.HasPrefix(data, []byte("\x00\x00\x27\x0a")):
		return nil, vector.Malformed(0, "a shapefile's .shp alone; give it in a zip with its .dbf and .prj")
	case data[0] == '<', text(data):
		var p geojson.Parser
		doc, err := p.ParseSequence(data)
		return one(vector.Table{Doc: doc}, err)
	}
	return nil, vector.Malformed(0, fmt.Sprintf("begins with %.8q, which is none of %s", data[:min(len(data), 8)], Names))
}

// text reports whether a file may be JSON: it begins with white space, a record
// separator or a character of JSON.
func text(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	data = bytes.TrimLeft(data, " \t\r\n\x1e")
	return len(data) == 0 || bytes.IndexByte([]byte(`{["-0123456789tfn`), data[0]) >= 0
}
