// Package measure turns chronicles into figures: held, gained, lost and net, by
// region and by place.
//
// Start with [Live.Held] for one day, [Live.Change] for two. Every figure
// carries its source, definition and valid days. Areas are geodesic, on WGS 84.
// [Record] is what everything that prints a number reads: the chronicles of a
// store ([Live]) and the embedded ledger answer it alike.
package measure

import (
	"fmt"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// MethodVersion names the way figures are computed; it changes when the same
// maps would give other figures. docs/method.md describes it.
const MethodVersion = "salient-1"

// Kind tells which way ground changed hands, seen from the holder.
type Kind string

// The kinds of patches.
const (
	Gained Kind = "gained"
	Lost   Kind = "lost"
)

// CheckWindow refuses a change that one old map would answer for both days: that
// nothing moved is not known then. Days used are those of the maps that answer
// for the days asked. The error wraps [chronicle.ErrNoMap].
func CheckWindow(definition string, usedFrom, usedTo, askedFrom, askedTo control.Day) error {
	const old = 31 // days: longer than any source takes to draw its next map
	first := min(askedFrom, askedTo)
	if usedFrom != usedTo || usedFrom >= first || first-usedFrom <= old {
		return nil
	}
	return fmt.Errorf("%s, %s to %s: %w: the nearest earlier one is of %s", definition, askedFrom, askedTo, chronicle.ErrNoMap, usedFrom)
}

// Basis says what a figure was computed from.
type Basis string

// The bases of figures.
const (
	FromChronicle Basis = "chronicle" // the maps themselves, from the store
	FromLedger    Basis = "ledger"    // the embedded rows, measured from the maps beforehand
)

// Slivers says what becomes of ground that changed only because a boundary was
// drawn anew; docs/method.md defines it.
type Slivers string

// What becomes of slivers. The zero value is Separate.
const (
	Separate Slivers = "separate" // out of gained and lost, reported beside them
	Include  Slivers = "include"  // in gained and lost, reported too
	Drop     Slivers = "drop"     // out of gained and lost and of the patches; reported
)

// Options asks a question more closely. The zero value asks for the whole, as
// known today, slivers apart.
type Options struct {
	ByRegion  bool        // split by region
	By        Areas       // split by these instead; nil: not
	AsKnownOn control.Day // control.NoDay or 0: as known today
	Slivers   Slivers
	Patches   bool // Change: list the patches with their polygons
}

// areas returns what figures are split by; nil: they are not.
func (o Options) areas(where *gazetteer.Gazetteer) Areas {
	switch {
	case o.By != nil:
		return o.By
	case o.ByRegion:
		return RegionsOf(where)
	}
	return nil
}

func (o Options) asKnownOn() control.Day {
	if o.AsKnownOn == 0 {
		return control.NoDay
	}
	return o.AsKnownOn
}

// Held is the ground held on a day.
type Held struct {
	Definition control.Definition
	Asked      control.Day // the day asked for
	Day        control.Day // the valid day of the map that answers: Asked, or the nearest earlier one
	Known      control.Day // the day that the map became known
	Area       geo.SquareMeters
	Regions    []RegionHeld // if asked for; they add up to Area to 1 m² unless areas overlap
	By         Areas        // what Regions are, if not regions
	Interval   *Interval    // nil where no error model is known for the source
	Basis      Basis
	Faults     []Fault      // of the map that answers
	Corrected  []Correction // of the map's day; chronicles only
}

// RegionHeld is the ground held in one region. Total is the region's own area,
// 0 for what lies outside every region.
type RegionHeld struct {
	Name     string
	Held     geo.SquareMeters
	Total    geo.SquareMeters
	Interval *Interval // of Held; nil: not known
	Rest     bool      // what lies in no region
}

// Share returns the part of the region that is held, 0 to 1; 0 where Total is 0.
func (r RegionHeld) Share() float64 {
	if r.Total == 0 {
		return 0
	}
	return float64(r.Held / r.Total)
}

// ShareInterval returns the interval of [RegionHeld.Share]; nil: not known.
func (r RegionHeld) ShareInterval() *Range { return r.Interval.Per(float64(r.Total)) }

// ShareInterval returns the interval of the share, 0 to 1, that is held of the
// definition's denominator, which is exact; nil: not known.
func (h Held) ShareInterval() *Range { return h.Interval.Per(h.Definition.Denominator * 1e6) }

// Change is the ground gained and lost between two days. Gained and Lost are
// gross and never negative.
type Change struct {
	Definition      control.Definition
	AskedFrom, From control.Day
	AskedTo, To     control.Day
	Gained, Lost    geo.SquareMeters
	Net             geo.SquareMeters // held on To less held on From; Gained - Lost and the slivers' to 1 m²
	Slivers         Slivers          // whether Gained and Lost count what follows; empty: Separate
	SliverGained    geo.SquareMeters
	SliverLost      geo.SquareMeters
	Regions         []RegionChange // if asked for
	By              Areas          // what Regions are, if not regions
	Patches         []Patch        // if asked for; largest first
	Interval        *Interval      // of Net; nil where no error model is known for the source
	GainedInterval  *Interval      // of Gained
	LostInterval    *Interval      // of Lost
	Basis           Basis
	Gross           Gross
	Faults          []Fault      // of the maps that answer: the change is none of hands then
	Corrected       []Correction // of the maps' days; chronicles only
}

// Gross says how exact Gained and Lost are.
type Gross string

// How gross figures came about. Maps give Exact ones; the ledger has exact
// ones for the windows that it holds and bounds for the others.
const (
	Exact Gross = "exact"
	// DailySum is the sum of day-to-day changes: ground that changed hands
	// and back within the window counts each time, so it is an upper bound.
	DailySum Gross = "daily-sum"
)

// RegionChange is the ground gained and lost in one region.
type RegionChange struct {
	Name              string
	Gained, Lost, Net geo.SquareMeters
	Interval          *Interval // of Net; nil: not known
	GainedInterval    *Interval // of Gained
	LostInterval      *Interval // of Lost
	Rest              bool      // what lies in no region
}

// Patch is one connected piece of ground gained or lost.
type Patch struct {
	Kind     Kind
	Area     geo.SquareMeters
	Centroid geo.Point
	Region   string // that holds most of it
	Near     Near
	Sliver   bool
	Polygon  geo.Polygon // nil from the ledger
	Day      control.Day // from the ledger: the valid day on which it first shows
}

// Near says where a point is: Distance in the direction of Bearing from Place.
type Near struct {
	Place    string
	Distance geo.Meters
	Bearing  string // sixteen winds: N, NNE … NNW
}

// Coverage says what a definition can answer.
type Coverage struct {
	Definition  control.Definition
	First, Last control.Day
	Days        int // valid days that have a map
	Distinct    int // maps that differ from the one before
	Basis       Basis
}

// Record answers questions of the ground. Errors wrap [chronicle.ErrNoMap]
// where there is no map for what was asked.
type Record interface {
	// Coverage lists what can be asked, in a fixed order.
	Coverage() []Coverage
	// Held returns the ground held on a day.
	Held(definition string, on control.Day, o Options) (Held, error)
	// Change returns the ground gained and lost from one valid day to another.
	Change(definition string, from, to control.Day, o Options) (Change, error)
	// Series returns the held area of every valid day with a map, from one
	// day to another, both included.
	Series(definition string, from, to control.Day) ([]DayArea, error)
	Places
}

// DayArea is the area held on a valid day.
type DayArea struct {
	Day   control.Day
	Area  geo.SquareMeters
	Fault bool // the map is a [Fault]: leave it out of records and extremes
}

// ErrNoDefinition says that nothing counts by a name.
type ErrNoDefinition struct{ Name string }

func (e ErrNoDefinition) Error() string { return fmt.Sprintf("no definition named %q", e.Name) }

// Unwrap makes an unknown definition a lack of data.
func (e ErrNoDefinition) Unwrap() error { return chronicle.ErrNoMap }

// HeldAt says whether a point was held on a day.
type HeldAt struct {
	Asked, Day control.Day
	Held       bool
	Share      float64     // of the ground around it: 0 or 1 from maps, the cell's share from the ledger
	Since      control.Day // the valid day since which it has been so; the first map's if it always was
	Basis      Basis
}

// Places answers who held a point.
type Places interface {
	// HeldAt returns whether a point was held on a day.
	HeldAt(definition string, p geo.Point, on control.Day) (HeldAt, error)
	// History returns the runs of days on which a point was held or was not,
	// and what that rests on.
	History(definition string, p geo.Point, asKnownOn control.Day) ([]Span, Basis, error)
}
