// Package vector holds what readers of the common formats of vector maps share:
// shapefiles, KML, GeoPackage and FlatGeobuf come out as the features that
// package geojson would have read.
//
// Start with package formats, which tells a format by its first bytes, or with
// the Read function of a format's own sub-package. A reader of a format uses
// [NewBuilder].
//
// As in package geojson, readers judge syntax only: whether rings are closed or
// simple is for the reader of a source to decide. Memory is bounded by a small
// multiple of the input, whatever its headers promise.
package vector

import (
	"errors"

	"github.com/salient-project/salient/geojson"
)

// Table is one layer of a file: all of a KML document, one feature table of a
// GeoPackage, one of the shapefiles in a zip.
type Table struct {
	Name string // as the file has it; empty if its format has no names
	Doc  *geojson.Document
}

// Causes that callers tell apart with errors.Is. Those of package geojson that
// concern coordinates and truncation are used too.
var (
	ErrFormat = errors.New("malformed")
	ErrCRS    = errors.New("coordinate reference system not supported")
)

// Malformed returns an error at a byte of the input, in no feature.
func Malformed(offset int, detail string) error {
	return &geojson.Error{Offset: offset, Feature: -1, Ring: -1, Detail: detail, Cause: ErrFormat}
}

// Truncated returns an error that the input ends at a byte where more is wanted.
func Truncated(offset int, detail string) error {
	return &geojson.Error{Offset: offset, Feature: -1, Ring: -1, Detail: detail, Cause: geojson.ErrTruncated}
}
