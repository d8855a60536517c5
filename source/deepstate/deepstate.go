// Package deepstate reads the maps of DeepState (deepstatemap.live) as the
// public daily archive keeps them, and as the site's own API answers. Start with
// [New].
//
// A daily file is taken at 03:00 UTC of the date in its name and shows the map
// as it stood when the day before ended: valid day = file date - 1. A map of the
// site has an id instead, the Unix time at which it was drawn.
package deepstate

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
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

// Match takes files named deepstatemap_data_YYYYMMDD.geojson, collections that
// carry such a name, and what the site's API answers.
func (Reader) Match(name string, head []byte) bool {
	return siteLike(head) || isList(head) || strings.Contains(strings.ToLower(name), "deepstate") || bytes.Contains(head, []byte(`"deepstatemap_data`))
}

// days tells a daily file's days by its name.
func days(name string) (valid, known control.Day, ok bool) {
	known, ok = source.DayInName(name)
	return known - 1, known, ok
}

// Read reads one daily file, or the archive's combined file, in which each
// feature names its file's date in a date property. Answers of the site's API,
// as somebody saved them, are read too: see [ReadSaved].
func (r Reader) Read(name string, data []byte, origin control.Origin) source.Result {
	if siteLike(data) || isList(data) {
		return ReadSaved(name, data, origin)
	}
	s := source.Borrow()
	defer s.Return()
	s.Parser.Fine = true // a few points have fifteen decimals
	doc, refusal := s.Scan(name, data, Extent)
	if refusal != nil {
		return source.Refuse(ID, name, origin, refusal.Place, refusal.Reason)
	}
	groups, refusal := byDate(name, doc)
	if refusal != nil {
		return source.Refuse(ID, name, origin, refusal.Place, refusal.Reason)
	}
	result := source.Result{File: name, Source: ID, SHA256: origin.SHA256}
	result.Repairs.Merge(s.Areas.Repairs) // of the file whole
	for _, g := range groups {
		boundary, repairs, refusal := read(s, doc, g.features)
		if refusal != nil {
			refusal.File = name
			result.Refused = append(result.Refused, *refusal)
			continue
		}
		result.Repairs.Merge(repairs)
		result.Snapshots = append(result.Snapshots, control.Snapshot{
			Source: ID, Layer: control.Control, Day: g.taken - 1, Known: g.taken, Origin: origin, Boundary: boundary,
		})
	}
	return result
}

// dated is one map's features in a file, by number, and the day it was taken.
type dated struct {
	taken    control.Day
	features []int
}

// byDate sorts the features by their date property, or takes them all for the
// map of the day in the file's name where they have none.
func byDate(name string, doc *geojson.Document) ([]dated, *source.Refusal) {
	var groups []dated
	at := map[control.Day]int{}
	undated := 0
	for i := range doc.Features {
		date, ok := doc.Features[i].Properties.String("date")
		if !ok {
			undated++
			continue
		}
		taken, err := control.ParseDay(date[:min(len(date), len(time.DateOnly))])
		if err != nil {
			at := geojson.Error{Feature: i, Ring: -1, Offset: doc.Features[i].Offset}
			return nil, &source.Refusal{Place: at.Place(), Reason: fmt.Sprintf("properties.date: %v", err)}
		}
		k, ok := at[taken]
		if !ok {
			k = len(groups)
			at[taken] = k
			groups = append(groups, dated{taken: taken})
		}
		groups[k].features = append(groups[k].features, i)
	}
	if groups == nil {
		_, taken, ok := days(name)
		if !ok {
			return nil, &source.Refusal{Reason: "no day in the file's name, as in deepstatemap_data_20260202.geojson"}
		}
		all := dated{taken: taken}
		for i := range doc.Features {
			all.features = append(all.features, i)
		}
		return []dated{all}, nil
	}
	if undated > 0 {
		return nil, &source.Refusal{Reason: fmt.Sprintf("%d of %d features have no date property", undated, len(doc.Features))}
	}
	return groups, nil
}

// read unites one map's features.
func read(s *source.Scratch, doc *geojson.Document, features []int) ([]geo.Segment, source.Repairs, *source.Refusal) {
	s.Areas.Reset()
	for _, i := range features {
		if place, reason := s.Areas.Add(doc, i, Extent); reason != "" {
			return nil, nil, &source.Refusal{Place: place, Reason: reason}
		}
	}
	boundary := s.Areas.Boundary()
	if len(boundary) == 0 {
		return nil, nil, &source.Refusal{Reason: "the map is empty"}
	}
	return boundary, s.Areas.Repairs, nil
}

// Restamp gives a file with the same bytes its own days.
func (Reader) Restamp(prev source.Result, name string, origin control.Origin) source.Result {
	if !prev.Drawn.IsZero() {
		return restampSaved(prev, name, origin)
	}
	if len(prev.Snapshots) > 1 { // a combined file has its days inside
		again := source.Restamp(prev, name, origin, 0, 0)
		for i, s := range prev.Snapshots {
			again.Snapshots[i].Day, again.Snapshots[i].Known = s.Day, s.Known
		}
		return again
	}
	valid, known, ok := days(name)
	if !ok {
		return source.Refuse(ID, name, origin, "", "no day in the file's name")
	}
	return source.Restamp(prev, name, origin, valid, known)
}
