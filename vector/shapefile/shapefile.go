// Package shapefile reads ESRI shapefiles in a zip, as map services export them.
// Start with [Read].
//
// A shapefile is several files of one name: .shp with the geometry, .dbf with
// the attributes, .prj with the coordinate reference system, .cpg with the
// attributes' encoding. The first three are needed: without the .prj nobody
// knows where its numbers are. A zip may hold several shapefiles.
//
// The layout is that of the ESRI Shapefile Technical Description (July 1998).
// ESRI's outer rings run clockwise and holes counterclockwise, listed in any
// order; what comes out is as GeoJSON has it.
package shapefile

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
)

// MaxTotal is how many bytes a zip may unpack to.
const MaxTotal = 1 << 30

// Read reads every shapefile of a zip of so many bytes, in the order of their
// .shp files. Each is a table, named by its path in the zip without .shp. Errors
// name the member and the byte in it; a zip that unpacks to more than it should,
// or whose names lead out of it, is refused as package archive does.
func Read(r io.ReaderAt, size int64) ([]vector.Table, error) {
	var sets []*set
	byStem := map[string]*set{}
	err := archive.WalkZip(context.Background(), "zip", r, size, archive.Options{MaxTotal: MaxTotal, Wanted: part}, func(e archive.Entry) error {
		ext := strings.ToLower(path.Ext(e.Name))
		name := e.Name[:len(e.Name)-len(ext)]
		stem := strings.ToLower(name)
		s := byStem[stem]
		if s == nil {
			s = &set{name: name, parts: map[string][]byte{}}
			byStem[stem] = s
		}
		if s.parts[ext] != nil {
			return fmt.Errorf("%s: the zip holds it twice", e.Name)
		}
		s.parts[ext] = bytes.Clone(e.Data)
		if ext == ".shp" {
			s.name = name
			sets = append(sets, s)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(sets) == 0 {
		return nil, ErrNone
	}
	var tables []vector.Table
	for _, s := range sets {
		doc, err := s.read()
		if err != nil {
			return nil, err
		}
		tables = append(tables, vector.Table{Name: s.name, Doc: doc})
	}
	return tables, nil
}

// ErrNone says that a zip holds no shapefile.
var ErrNone = errors.New("no shapefile (.shp) in the zip")

// Has reports whether a zip holds a shapefile, by its members' names.
func Has(r io.ReaderAt, size int64) bool {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return false
	}
	for _, m := range z.File {
		if strings.EqualFold(path.Ext(m.Name), ".shp") {
			return true
		}
	}
	return false
}

// part reports whether a member is a part of a shapefile that is read.
func part(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".shp", ".dbf", ".prj", ".cpg":
		return true
	}
	return false
}

// set is the files of one shapefile, by extension in small letters.
type set struct {
	name  string
	parts map[string][]byte
}

func (s *set) read() (*geojson.Document, error) {
	prj, ok := s.parts[".prj"]
	if !ok {
		return nil, fmt.Errorf("%s.prj: missing: the coordinate reference system is not known (if it is longitude and latitude, ogr2ogr -a_srs EPSG:4326 says so)", s.name)
	}
	crs, err := vector.WKT(string(prj))
	if err != nil {
		return nil, fmt.Errorf("%s.prj: %w", s.name, err)
	}
	dbf, ok := s.parts[".dbf"]
	if !ok {
		return nil, fmt.Errorf("%s.dbf: missing", s.name)
	}
	t, err := openTable(dbf, string(s.parts[".cpg"]))
	if err != nil {
		return nil, fmt.Errorf("%s.dbf: %w", s.name, err)
	}
	b := vector.NewBuilder(crs, len(s.parts[".shp"])+len(dbf))
	n, err := readShapes(s.parts[".shp"], b, t)
	if err != nil {
		return nil, fmt.Errorf("%s.shp: %w", s.name, err)
	}
	if n != t.rows {
		return nil, fmt.Errorf("%s.dbf: %d rows for %d shapes: the files do not belong together", s.name, t.rows, n)
	}
	return b.Document(), nil
}
