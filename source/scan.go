package source

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
)

// Scratch is what reading one GeoJSON file needs and reuses.
type Scratch struct {
	Parser geojson.Parser
	Areas  Areas
}

var scratches = sync.Pool{New: func() any { return new(Scratch) }}

// Borrow returns a scratch to be given back with Return.
func Borrow() *Scratch {
	s := scratches.Get().(*Scratch)
	s.Parser.Fine, s.Parser.Remember = false, true
	return s
}

// Return gives a borrowed scratch back; what it returned is no longer valid.
func (s *Scratch) Return() { scratches.Put(s) }

// Scan parses a GeoJSON file and checks what concerns it whole: its coordinate
// reference system, and longitude before latitude as told by the extent. The
// refusal is nil, or says why the file cannot be read.
func (s *Scratch) Scan(name string, data []byte, extent geo.Box) (*geojson.Document, *Refusal) {
	doc, err := s.Parser.Parse(data)
	if err != nil {
		r := &Refusal{File: name, Reason: err.Error()}
		var at *geojson.Error
		if errors.As(err, &at) {
			r.Place, r.Reason = at.Place(), strings.TrimPrefix(err.Error(), at.Place()+": ")
		}
		return nil, r
	}
	return s.Check(name, doc, extent)
}

// Check is Scan for a document that another reader has made: of a shapefile, say.
// It may turn the document's points round.
func (s *Scratch) Check(name string, doc *geojson.Document, extent geo.Box) (*geojson.Document, *Refusal) {
	if !WGS84(doc.CRS) {
		return nil, &Refusal{File: name, Place: "crs", Reason: fmt.Sprintf(
			"coordinate reference system %q: only WGS 84 longitude and latitude (CRS84, EPSG:4326) are read; ogr2ogr -t_srs EPSG:4326 converts", doc.CRS)}
	}
	for _, f := range doc.Fine {
		settle(doc, f)
	}
	s.Areas.Reset()
	s.Areas.Repairs.Add(RepairAltitude, doc.Extra)
	if swapped(doc.Points, extent) {
		for i, p := range doc.Points {
			doc.Points[i] = geo.Point{X: p.Y, Y: p.X}
		}
		s.Areas.Repairs.Add(RepairSwapped, 1)
	}
	return doc, nil
}

// WGS84 reports whether the name of a reference system means WGS 84 longitude
// and latitude, as GeoJSON files write it.
func WGS84(crs string) bool {
	switch strings.ToLower(crs) {
	case "", "urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84", "crs84", "ogc:crs84",
		"http://www.opengis.net/def/crs/ogc/1.3/crs84", "https://www.opengis.net/def/crs/ogc/1.3/crs84",
		"epsg:4326", "urn:ogc:def:crs:epsg::4326", "http://www.opengis.net/def/crs/epsg/0/4326":
		return true
	}
	return false
}

// swapped reports whether every point lies outside the extent but would lie in
// it with its coordinates exchanged.
func swapped(points []geo.Point, extent geo.Box) bool {
	if len(points) == 0 || extent == (geo.Box{}) {
		return false
	}
	for _, p := range points {
		if extent.Contains(p) || !extent.Contains(geo.Point{X: p.Y, Y: p.X}) {
			return false
		}
	}
	return true
}

// Restamp returns prev's snapshots under another file's name, origin and days:
// what a reader's Restamp does when valid days lie in the file's name.
func Restamp(prev Result, name string, origin control.Origin, day, known control.Day) Result {
	r := Result{File: name, Source: prev.Source, SHA256: prev.SHA256, Duplicate: prev.File}
	for _, s := range prev.Snapshots {
		s.Day, s.Known, s.Origin = day, known, origin
		r.Snapshots = append(r.Snapshots, s)
	}
	for _, f := range prev.Refused {
		f.File = name
		r.Refused = append(r.Refused, f)
	}
	return r
}
