package talks

import (
	"errors"
	"fmt"

	"github.com/salient-project/salient/control"
)

// Ground answers what moved on the map. The record does not know how maps are
// read: whoever has them implements Ground. All figures are seen from the holder
// whose ground the source measures, in square kilometers.
type Ground interface {
	// Change returns what changed from the map of one valid day to that of a
	// later one, one answer a definition, in a fixed order. Definitions that
	// have no map for either day are left out; with none left, the error wraps
	// ErrNoGround.
	Change(from, to control.Day) ([]GroundChange, error)

	// Held returns the area held on every valid day with a map from one day to
	// another, both included, one series a definition, by day. Series without a
	// day are left out.
	Held(from, to control.Day) ([]HeldSeries, error)

	// Area returns the ground that a rule names on a day, one answer a
	// definition. The error wraps ErrNoGround where the rule cannot be drawn.
	Area(rule Rule, on control.Day) ([]GroundArea, error)
}

// ErrNoGround says that no map answers.
var ErrNoGround = errors.New("no map for what was asked")

// ErrNoRule says that a position names no ground.
var ErrNoRule = errors.New("the position names no ground")

// GroundChange is the ground gained and lost between two valid days, by one
// definition. Gained and Lost are gross, and nil where only the net is known.
type GroundChange struct {
	Source     string        `json:"source"`
	Definition string        `json:"definition"`
	From       control.Day   `json:"from"` // asked for
	To         control.Day   `json:"to"`
	MapFrom    control.Day   `json:"map_from"` // valid days of the maps used
	MapTo      control.Day   `json:"map_to"`
	Gained     *float64      `json:"gained_km2"`
	Lost       *float64      `json:"lost_km2"`
	Net        float64       `json:"net_km2"`
	Sliver     *float64      `json:"sliver_km2"`
	Interval   *[2]float64   `json:"interval_km2"` // 95 % interval of Net
	Gross      string        `json:"gross"`        // how exact Gained and Lost are: exact, daily-sum; empty: not known
	Basis      string        `json:"basis"`        // what they were measured from: chronicle, ledger; empty: not told
	Patches    []GroundPatch `json:"patches"`
}

// GroundPatch is one connected piece of ground gained or lost.
type GroundPatch struct {
	Kind   string  `json:"kind"` // gained or lost
	Area   float64 `json:"area_km2"`
	Lon    float64 `json:"lon"`
	Lat    float64 `json:"lat"`
	Oblast string  `json:"oblast"`
	Near   Near    `json:"near"`
}

// Near says where a patch is, from the nearest place.
type Near struct {
	Place    string  `json:"place"`
	Distance float64 `json:"distance_km"`
	Bearing  string  `json:"bearing"`
}

// HeldSeries is the area held by day, by one definition.
type HeldSeries struct {
	Source     string
	Definition string
	Title      string // for people
	Actor      string // whose holding is measured
	Days       []HeldDay
	Breaks     []control.Day // days from which the map counts other prewar ground: no change is told across one
}

// HeldDay is the area held on one valid day.
type HeldDay struct {
	Day control.Day
	Km2 float64
}

// GroundArea is the ground that a rule names on a day, by one definition. For a
// line, Length says how long it is and Area is nil; for a site, Held says whether
// the holder has it.
type GroundArea struct {
	Source      string       `json:"source"`
	Definition  string       `json:"definition"`
	On          control.Day  `json:"on"`
	MapDay      control.Day  `json:"map_day"`
	Area        *float64     `json:"area_km2"`
	Length      *float64     `json:"length_km"`
	Held        *bool        `json:"held"`
	Settlements []Settlement `json:"settlements"`
	Population  *int         `json:"population"` // sum of those known; nil: none known
	Note        *string      `json:"note"`       // why there is no area, or what to know of it
}

// Settlement is a place on the ground named. Population is nil if not known.
type Settlement struct {
	Name       string  `json:"name"`
	Lon        float64 `json:"lon"`
	Lat        float64 `json:"lat"`
	Population *int    `json:"population"`
}

// Concerned is the ground that a position speaks of, on a day.
type Concerned struct {
	Position string       `json:"position"`
	Rule     Rule         `json:"rule"`
	On       control.Day  `json:"on"`
	Results  []GroundArea `json:"results"`
}

// GroundOf returns the ground that a position speaks of, as the maps of a day
// have it. The error wraps ErrNoRule where the position names no ground, and
// ErrNoGround where no map answers.
func GroundOf(g Ground, p *Position, on control.Day) (Concerned, error) {
	if p.Ground == nil {
		return Concerned{}, fmt.Errorf("position %s: %w", p.ID, ErrNoRule)
	}
	rule := Rule{Rule: p.Ground.Rule, Of: list(p.Ground.Of)}
	results, err := g.Area(rule, on)
	return Concerned{p.ID, rule, on, results}, err
}
