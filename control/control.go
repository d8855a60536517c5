// Package control holds the plain types of published control maps: the day, the
// source, its layers and definitions, and the snapshot.
//
// A [Snapshot] is one layer of one source's map for one valid day. What counts
// as held is a [Definition]: it names the layers, the date convention and the
// baseline, because that is why two honest publishers print different numbers.
package control

import (
	"time"

	"github.com/salient-project/salient/geo"
)

// Layer names one kind of area in a source.
type Layer string

// The layers of the shipped sources. User-defined sources may name others.
const (
	Control          Layer = "control"          // held, as the source draws it
	Advance          Layer = "advance"          // assessed advance, control not yet assessed
	Claimed          Layer = "claimed"          // claimed by the holder, not confirmed
	Infiltration     Layer = "infiltration"     // infiltrated, not held
	Counteroffensive Layer = "counteroffensive" // claimed by the other side
	Partisan         Layer = "partisan"         // reported partisan warfare
	Prewar           Layer = "prewar"           // held before 24 February 2022
	Liberated        Layer = "liberated"        // retaken by the other side
	Unknown          Layer = "unknown"          // contested or not determined
)

// Origin is where a snapshot's bytes came from.
type Origin struct {
	File    string    // path or member name, as the user gave it
	SHA256  [32]byte  // of the file's bytes, unpacked
	URL     string    // empty for a local file
	Fetched time.Time // zero for a local file
}

// Snapshot is one layer of one source's map, valid for one day.
type Snapshot struct {
	Source string
	Layer  Layer
	Day    Day    // the day that the map describes
	Known  Day    // the day that the file became known: its file date or fetch day
	Origin Origin // where it came from

	// Boundary holds the directed edges around the held ground, held side on
	// the left, sorted and distinct, no edge with its reverse beside it: the
	// form that [geo.Boundary] returns. An empty boundary is a map on which
	// nothing is held.
	Boundary []geo.Segment
}

// Break is a day from which a source draws other ground than before, so that
// the difference between a map before it and one after is no change of hands.
type Break struct {
	Day  Day    `json:"day" yaml:"day"` // the first map drawn the new way
	Note string `json:"note" yaml:"note"`
}

// BreaksBetween returns the breaks that lie between two maps, in either order.
func (d Definition) BreaksBetween(from, to Day) []Break {
	var out []Break
	for _, b := range d.Breaks {
		if min(from, to) < b.Day && b.Day <= max(from, to) {
			out = append(out, b)
		}
	}
	return out
}

// Definition says what counts as held, and how its publisher counts days.
type Definition struct {
	Name        string  `json:"name" yaml:"name"`                       // as deepstate, isw-control, isw-afp
	Source      string  `json:"source" yaml:"source"`                   // source id
	Layers      []Layer `json:"layers" yaml:"layers"`                   // their union is held
	Title       string  `json:"title" yaml:"title"`                     // a few words
	Counts      string  `json:"counts" yaml:"counts"`                   // what is counted, in one sentence
	Convention  string  `json:"convention" yaml:"convention"`           // how days are told
	Baseline    string  `json:"baseline" yaml:"baseline"`               // what is in from before the war
	Denominator float64 `json:"denominator_km2" yaml:"denominator_km2"` // for shares of the country; 0: the regions' sum
	Breaks      []Break `json:"breaks,omitempty" yaml:"breaks"`         // days on which the source began to draw otherwise
	Actor       string  `json:"actor" yaml:"actor"`                     // whose holding is measured
	Aside       bool    `json:"aside,omitempty" yaml:"aside"`           // no whole map of what a party holds: answers only by its name
}
