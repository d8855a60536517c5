package published

import (
	"math"
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
)

// Reason says why published and computed changes differ.
type Reason string

// The reasons, the first that applies.
const (
	Agree       Reason = "agree"                        // by Tolerance at most, gains and losses
	NoStart     Reason = "no map of the period's start" // the archive lacks it; the map that stood before is another
	Broken      Reason = "drawn otherwise since"        // a break of the definition lies between the two maps
	Faulty      Reason = "map put aside"                // one of the two lost more than source.MaxLoss of its ground
	AllGained   Reason = "everything drawn as gained"   // the published gains are nearly all that is held
	Unexplained Reason = "not explained"
)

// Tolerance is how far published and computed areas may lie apart and agree.
const Tolerance geo.SquareMeters = 1e5 // 0.1 km²

// GainsApart and LossesApart return by how much published and computed ground
// differ, in either direction. Losses that were never held are left out.
func (r Row) GainsApart() geo.SquareMeters { return abs(r.Gains.Excess()) }

// LossesApart is GainsApart of losses.
func (r Row) LossesApart() geo.SquareMeters { return abs(r.Losses.Excess() - r.NeverHeld) }

func abs(m geo.SquareMeters) geo.SquareMeters { return geo.SquareMeters(math.Abs(float64(m))) }

// Reason says why the row's areas differ, or Agree.
func (r Row) Reason(d control.Definition) Reason {
	switch {
	case r.GainsApart() <= Tolerance && r.LossesApart() <= Tolerance:
		return Agree
	case len(d.BreaksBetween(r.Map, r.Day)) > 0:
		return Broken
	case float64(r.Held) < (1-source.MaxLoss)*float64(r.HeldBefore):
		return Faulty
	case float64(r.Gains.Published) > 0.5*float64(r.Held) && r.Gains.Computed < r.Gains.Published/2:
		return AllGained
	case r.Map != r.From:
		return NoStart
	}
	return Unexplained
}

// Spread is a distribution of differences, in order: median, ninth decile, 99th
// percentile and largest, and how many lie within bounds.
type Spread struct {
	N                         int
	Median, P90, P99, Largest geo.SquareMeters
	Within                    [3]int // 0.01, 0.1 and 1 km²
}

// SpreadOf returns the distribution of values; none give zeros.
func SpreadOf(values []geo.SquareMeters) Spread {
	s := Spread{N: len(values)}
	if s.N == 0 {
		return s
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	at := func(share float64) geo.SquareMeters { return sorted[int(math.Ceil(share*float64(s.N)))-1] }
	s.Median, s.P90, s.P99, s.Largest = at(0.5), at(0.9), at(0.99), sorted[s.N-1]
	for i, bound := range [...]geo.SquareMeters{1e4, 1e5, 1e6} {
		s.Within[i] = len(sorted)
		if k := slices.IndexFunc(sorted, func(v geo.SquareMeters) bool { return v > bound }); k >= 0 {
			s.Within[i] = k
		}
	}
	return s
}
