// Package war holds what measuring has to be told of a war beside its maps: the
// ground held since before the first of them, the areas that shares are told of,
// what sources leave out of their maps, and how exactly they draw. Start with
// [Default]. Package measure names no country and no source; this does.
package war

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// War is what is known of a war beside its maps.
type War struct {
	Untouched    string      // the year before which nothing was held
	Began        control.Day // of the phase that the maps show
	Ground       []Ground    // held since before Began; the first is the largest
	Rest         Area        // held since before Began beside the ground that is all of its regions
	Denominators []Denominator
	LeftOut      map[string]Omission // by source
	Drawings     map[string]Drawing  // by source
}

// Ground is ground held by the same side since before the first maps, with a
// point in its middle. Some maps leave it out, some from a day on: then they
// give no country-wide area, and no change across that day.
type Ground struct {
	Name    string
	Regions []string // that it lies in
	Whole   bool     // it is all of them
	At      geo.Point
}

// Area is an area with how it is counted, in words.
type Area struct {
	Area geo.SquareMeters
	How  string
}

// Denominator is an area that shares of the country are told of.
type Denominator struct {
	Name  string // as with-water
	Km2   float64
	Title string // what it is
	Used  string // by whom
}

// Omission is ground that a source leaves out of its maps although its actor
// holds it: regions, by their ids, always; and, from the day Since on, what its
// own map lost overnight then in pieces of more than Least.
type Omission struct {
	Regions []string
	Name    string // of the regions
	Since   control.Day
	Then    string // the name of what is left out since
	Least   geo.SquareMeters
}

// Drawing says how exactly a source draws the line of contact:
// docs/method-intervals.md tells what the numbers mean and how they were measured.
type Drawing struct {
	Position    geo.Meters // standard deviation of a line's position
	Moved       geo.Meters // of a line's position where it moved, less what both maps have in common
	Correlation geo.Meters // integral scale of the error along the line, both ways
	Contact     geo.Meters // usual length of the line of contact: for figures without a line
	Spread      float64    // Σ perimeter·min(perimeter, Correlation) over gross area, of usual patches
}
