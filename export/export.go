// Package export writes measured figures as files that other programs open: CSV
// with a Frictionless data package beside it, GeoJSON, GeoPackage, FlatGeobuf,
// GeoParquet, and CSV laid out for chart tools.
//
// Start with [Held], [Changes], [Patches] or [Cells] for a [Table], and write it
// with [Write]; [Wide] turns one for chart tools. Every row carries source, definition, days, method
// and basis; areas are in square kilometers, coordinates in degrees of WGS 84,
// longitude first.
package export

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/salient-project/salient/geo"
)

// Type is the type of a column's values.
type Type string

// The types. A nil value is a missing one, of whatever type.
const (
	String  Type = "string"  // string
	Number  Type = "number"  // float64
	Integer Type = "integer" // int
	Boolean Type = "boolean" // bool
	Date    Type = "date"    // control.Day
)

// Column is a column of a table.
type Column struct {
	Name  string // snake_case, with the unit at its end
	Type  Type
	Title string // what it holds, in a few words
}

// Shape is the kind of geometry that the rows of a table have.
type Shape string

// The shapes.
const (
	NoShape  Shape = ""
	Points   Shape = "Point"
	Polygons Shape = "MultiPolygon"
)

// Table is a table to write.
type Table struct {
	Name        string // snake_case: names the layer
	Title       string
	Description string
	Credit      []string // what whoever prints the figures owes the sources
	Shape       Shape
	Columns     []Column
	Rows        []Row
}

// Row has a value for each column, and a geometry of the table's shape.
type Row struct {
	Values  []any
	Point   geo.Point        // of Points
	Polygon geo.MultiPolygon // of Polygons
}

// box returns the smallest box around a row's geometry.
func (t *Table) box(r Row) geo.Box {
	if t.Shape == Points {
		return geo.EmptyBox().Add(r.Point)
	}
	return r.Polygon.Box()
}

// bounds returns the smallest box around every row, as min lon, min lat, max
// lon, max lat; ok is false where no row has ground.
func (t *Table) bounds() (b [4]float64, ok bool) {
	box := geo.EmptyBox()
	for _, r := range t.Rows {
		box = box.Union(t.box(r))
	}
	return corners(box), !box.Empty() && t.Shape != NoShape
}

func corners(b geo.Box) [4]float64 {
	return [4]float64{b.Min.Lon(), b.Min.Lat(), b.Max.Lon(), b.Max.Lat()}
}

// Format names a file format.
type Format string

// formats are the writers. A GeoPackage is written to a path, the others to a
// stream.
var formats = map[Format]func(w io.Writer, t *Table) error{
	"csv":     writeCSV,
	"geojson": writeGeoJSON,
	"gpkg":    nil,
	"fgb":     writeFlatGeobuf,
	"parquet": writeParquet,
}

// Formats lists the formats' names, in order.
func Formats() []string {
	out := []string{}
	for f := range formats {
		out = append(out, string(f))
	}
	slices.Sort(out)
	return out
}

// ErrFormat says that there is no format of a name, or none for a table.
var ErrFormat = errors.New("format")

// Check returns an error wrapping [ErrFormat] where a table of a shape cannot be
// written in a format.
func Check(f Format, s Shape) error {
	if _, ok := formats[f]; !ok {
		return fmt.Errorf("%w %q: want one of %s", ErrFormat, string(f), strings.Join(Formats(), ", "))
	}
	if s == NoShape && f == "geojson" {
		return fmt.Errorf("%w %q: this table has no geometry; want one of csv, fgb, gpkg, parquet", ErrFormat, string(f))
	}
	return nil
}

// Write writes a table to a file, which is replaced when all is written, and
// beside a CSV file a Frictionless data package of its name, as
// held.datapackage.json. It returns the files written.
func Write(path string, f Format, t *Table) (files []string, err error) {
	if err := Check(f, t.Shape); err != nil {
		return nil, err
	}
	write := formats[f]
	if f == "gpkg" {
		return []string{path}, replace(path, func(temporary string) error { return writeGeoPackage(temporary, t) })
	}
	if err := replace(path, func(temporary string) error { return toFile(temporary, t, write) }); err != nil {
		return nil, err
	}
	files = []string{path}
	if f == "csv" {
		beside := strings.TrimSuffix(path, filepath.Ext(path)) + ".datapackage.json"
		err := replace(beside, func(temporary string) error {
			return toFile(temporary, t, func(w io.Writer, t *Table) error { return writePackage(w, t, filepath.Base(path)) })
		})
		if err != nil {
			return files, err
		}
		files = append(files, beside)
	}
	return files, nil
}

// WriteTo writes a table to a stream. A GeoPackage needs a file: the error
// wraps [ErrFormat].
func WriteTo(w io.Writer, f Format, t *Table) error {
	if err := Check(f, t.Shape); err != nil {
		return err
	}
	if formats[f] == nil {
		return fmt.Errorf("%w %q: needs a file to write to", ErrFormat, string(f))
	}
	return formats[f](w, t)
}

func toFile(path string, t *Table, write func(io.Writer, *Table) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(f, t); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

// replace writes a file beside path and renames it when it is whole.
func replace(path string, write func(temporary string) error) error {
	dir, err := os.MkdirTemp(filepath.Dir(path), ".salient-export-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	temporary := filepath.Join(dir, filepath.Base(path))
	if err := write(temporary); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.Rename(temporary, path)
}
