// Package deepstate reads the maps of DeepState (deepstatemap.live) as the
// public daily archive keeps them. Start with [New].
//
// A daily file is taken at 03:00 UTC of the date in its name and shows the map
// as it stood when the day before ended: valid day = file date - 1.
package deepstate

import (
	"bytes"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
)

// ID is the source's id.
const ID = "deepstate"

// Extent is a box around Ukraine with a margin; no ground that DeepState shows
// as held lies outside.
var Extent = geo.Box{Min: geo.Pt(21.5, 43.5), Max: geo.Pt(41.5, 53.5)}

// Reader reads DeepState's files. The zero value is ready.
type Reader struct{}

// New returns the reader.
func New() source.Reader { return Reader{} }

// ID returns deepstate.
func (Reader) ID() string { return ID }

// Info describes the source.
func (Reader) Info() source.Info {
	return source.Info{
		Name:        "DeepState",
		Licence:     "map © DeepState; free with attribution, see the terms",
		TermsURL:    "https://deepstatemap.live/license-en.html",
		Attribution: "DeepState (deepstatemap.live)",
		Conventions: "a daily file is taken at 03:00 UTC and shows the day before: valid day = file date - 1; " +
			"a month runs from its 1st to the next month's 1st",
		Counts: "everything drawn as occupied, Crimea and the districts held before 2022 included",
		Start:  control.Date(2014, time.January, 1),
		Extent: Extent,
	}
}

// Definitions returns deepstate.
func (Reader) Definitions() []control.Definition {
	return []control.Definition{{
		Name:   "deepstate",
		Source: ID,
		Layers: []control.Layer{control.Control},
		Title:  "DeepState, occupied",
		Counts: "all ground that DeepState draws as occupied",
		Convention: "a map is of the day that ended when it was taken; a month's change is " +
			"held on the 1st of the next month minus held on the 1st",
		Baseline:    "Crimea and the districts of Donetsk and Luhansk oblasts held before 24 February 2022 are in",
		Denominator: 603_628,
		Actor:       "Russia",
	}}
}

// Match takes files named deepstatemap_data_YYYYMMDD.geojson, and collections
// that carry such a name.
func (Reader) Match(name string, head []byte) bool {
	return strings.Contains(strings.ToLower(name), "deepstate") || bytes.Contains(head, []byte(`"deepstatemap_data`))
}

// days tells a daily file's days by its name.
func days(name string) (valid, known control.Day, ok bool) {
	known, ok = source.DayInName(name)
	return known - 1, known, ok
}

// Read reads one daily file.
func (r Reader) Read(name string, data []byte, origin control.Origin) source.Result {
	valid, known, ok := days(name)
	if !ok {
		return source.Refuse(ID, name, origin, "", "no day in the file's name, as in deepstatemap_data_20260202.geojson")
	}
	s := source.Borrow()
	defer s.Return()
	doc, refusal := s.Scan(name, data, Extent)
	if refusal != nil {
		return source.Refuse(ID, name, origin, refusal.Place, refusal.Reason)
	}
	for i := range doc.Features {
		if place, reason := s.Areas.Add(doc, i, Extent); reason != "" {
			return source.Refuse(ID, name, origin, place, reason)
		}
	}
	if s.Areas.Empty() {
		return source.Refuse(ID, name, origin, "", "the map is empty")
	}
	boundary := s.Areas.Boundary()
	return source.Result{
		File: name, Source: ID, SHA256: origin.SHA256, Repairs: s.Areas.Repairs,
		Snapshots: []control.Snapshot{{
			Source: ID, Layer: control.Control, Day: valid, Known: known, Origin: origin, Boundary: boundary,
		}},
	}
}

// Restamp gives a file with the same bytes its own days.
func (Reader) Restamp(prev source.Result, name string, origin control.Origin) source.Result {
	valid, known, ok := days(name)
	if !ok {
		return source.Refuse(ID, name, origin, "", "no day in the file's name")
	}
	return source.Restamp(prev, name, origin, valid, known)
}
