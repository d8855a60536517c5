// Package nzz reads Liveuamap's control map as redrawn and published by Neue
// Zürcher Zeitung, in the files of the public archive. Start with [New].
//
// A file holds features of three types. Held is nochange and gains. Losses is
// not held: it is ground recently lost and, since August 2024, also
// Ukrainian-held ground in Russia. The valid day stands in properties.date; the
// day in the file's name is when it was fetched, the same map on many days.
package nzz

import (
	"bytes"
	"fmt"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
)

// ID is the source's id: the map is Liveuamap's.
const ID = "liveuamap"

// Extent is a box around Ukraine and the Russian regions along its border.
var Extent = geo.Box{Min: geo.Pt(21.5, 43.5), Max: geo.Pt(41.5, 54)}

// Reader reads NZZ's files. The zero value is ready.
type Reader struct{}

// New returns the reader.
func New() source.Reader { return Reader{} }

// ID returns liveuamap.
func (Reader) ID() string { return ID }

// Info describes the source.
func (Reader) Info() source.Info {
	return source.Info{
		Name:        "Liveuamap, as published by NZZ",
		Licence:     "map: Liveuamap, published by NZZ; figures with credit to both",
		TermsURL:    "https://liveuamap.com/about",
		Attribution: "Liveuamap; Neue Zürcher Zeitung",
		Conventions: "the valid day is properties.date, not the day in the file's name; " +
			"a map stands until the next is drawn",
		Counts: "nochange and gains; losses is not held; Crimea is left out",
		Start:  control.Date(2022, time.February, 24),
		Extent: Extent,
	}
}

// Definitions returns liveuamap.
func (Reader) Definitions() []control.Definition {
	return []control.Definition{{
		Name:       "liveuamap",
		Source:     ID,
		Layers:     []control.Layer{control.Control},
		Title:      "Liveuamap via NZZ, held",
		Counts:     "features of type nochange and gains; losses, also Ukrainian-held ground in Russia, is not held",
		Convention: "a map is of the day in its features' date property",
		Baseline: "Crimea is left out; the districts of Donetsk and Luhansk oblasts held before 24 February 2022 " +
			"(16,619 km²) are in until the map of 12 March 2024 and left out since that of 13 March 2024; " +
			"3,351 km² of sea along the coast are in until the map of 22 May 2023",
		Breaks: []control.Break{{
			Day: control.Date(2023, time.May, 23),
			Note: "since the map of 23 May 2023 the sea is left out, 3,351 km² along the coast, which NZZ itself does not draw " +
				"as lost; the difference across that day is no change of hands",
		}, {
			Day: control.Date(2024, time.March, 13),
			Note: "since the map of 13 March 2024 the districts of Donetsk and Luhansk oblasts held before 24 February 2022 " +
				"(16,619 km²) are left out; the difference across that day is no change of hands",
		}},
		Denominator: 603_628,
		Actor:       "Russia",
	}}
}

// Match takes JSON whose features carry NZZ's properties.
func (Reader) Match(_ string, head []byte) bool {
	return bytes.Contains(head, []byte(`"value"`)) && bytes.Contains(head, []byte(`"FeatureCollection"`)) ||
		bytes.Contains(head, []byte(`"_datefrom"`)) || bytes.Contains(head, []byte(`"nochange"`))
}

// Read reads one file.
func (r Reader) Read(name string, data []byte, origin control.Origin) source.Result {
	refuse := func(place, format string, args ...any) source.Result {
		return source.Refuse(ID, name, origin, place, fmt.Sprintf(format, args...))
	}
	s := source.Borrow()
	defer s.Return()
	s.Parser.Wrappers = []string{"value"}
	defer func() { s.Parser.Wrappers = nil }()
	doc, refusal := s.Scan(name, data, Extent)
	if refusal != nil {
		return refuse(refusal.Place, "%s", refusal.Reason)
	}
	day := control.NoDay
	for i := range doc.Features {
		f := &doc.Features[i]
		place := fmt.Sprintf("feature %d, byte %d", i, f.Offset)
		date, _ := f.Properties.String("date")
		d, err := control.ParseDay(date)
		if err != nil {
			return refuse(place, "properties.date: %v", err)
		}
		if day != control.NoDay && d != day {
			return refuse(place, "properties.date is %s, other features have %s", d, day)
		}
		day = d
		kind, _ := f.Properties.String("type")
		switch kind {
		case "nochange", "gains":
			if place, reason := s.Areas.Add(doc, i, Extent); reason != "" {
				return refuse(place, "%s", reason)
			}
		case "losses":
		default:
			return refuse(place, "properties.type %q, want nochange, gains or losses", kind)
		}
	}
	boundary := s.Areas.Boundary()
	if len(boundary) == 0 {
		return refuse("", "the map is empty")
	}
	return source.Result{
		File: name, Source: ID, SHA256: origin.SHA256, Repairs: s.Areas.Repairs,
		Snapshots: []control.Snapshot{{
			Source: ID, Layer: control.Control, Day: day, Known: known(name, day), Origin: origin, Boundary: boundary,
		}},
	}
}

// known is the day in the file's name, or the map's own without one.
func known(name string, day control.Day) control.Day {
	if d, ok := source.DayInName(name); ok {
		return d
	}
	return day
}

// Restamp returns the same map: it was only fetched again.
func (Reader) Restamp(prev source.Result, name string, origin control.Origin) source.Result {
	day := control.NoDay
	if len(prev.Snapshots) > 0 {
		day = prev.Snapshots[0].Day
	}
	return source.Restamp(prev, name, origin, day, known(name, day))
}
