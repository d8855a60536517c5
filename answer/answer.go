// Package answer holds the JSON forms in which the command line and the server
// give figures: the same keys, the same rounding.
//
// Start with [HeldOf], [ChangeOf] and [PlaceOf] for figures, [Sources] for what
// can be asked, and [Select] for the definitions that a question means. Areas
// are in square kilometers, days are valid days.
package answer

import (
	"math"

	"github.com/salient-project/salient/measure"
)

// Days is what was asked and what was used, in every answer.
type Days struct {
	Asked any `json:"asked"`
	Used  any `json:"used"`
}

// Interval is a 95 % interval in km², low end first.
type Interval [2]float64

// IntervalOf returns an interval rounded to 0.001 km², or nil for nil.
func IntervalOf(i *measure.Interval) *Interval {
	if i == nil {
		return nil
	}
	return &Interval{Round(i.Low.Km2(), 3), Round(i.High.Km2(), 3)}
}

// RangeOf returns the ends of a range times a factor, rounded, or nil for nil.
func RangeOf(r *measure.Range, factor float64, decimals int) *Interval {
	if r == nil {
		return nil
	}
	return &Interval{Round(factor*r.Low, decimals), Round(factor*r.High, decimals)}
}

// Unclear tells whether 0 lies inside an interval; nil where none is known.
func Unclear(i *measure.Interval) *bool {
	if i == nil {
		return nil
	}
	inside := i.Unclear()
	return &inside
}

// Near says where a point is, seen from the nearest reference place.
type Near struct {
	Place    string  `json:"place"`
	Distance float64 `json:"distance_km"`
	Bearing  string  `json:"bearing"`
}

// Round keeps JSON numbers readable: six decimals of a km² are a square meter.
func Round(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p)/p + 0 // no minus before nothing
}
