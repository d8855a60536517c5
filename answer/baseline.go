package answer

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Baseline tells held ground apart by what was held before. MapDay is null where
// no map of it was asked; Lost is null then too.
type Baseline struct {
	Name    string        `json:"name"`
	MapDay  *control.Day  `json:"map_day"`
	Held    float64       `json:"held_km2"`
	Since   float64       `json:"since_km2"`
	Lost    *float64      `json:"lost_since_km2"`
	SinceIn *Interval     `json:"since_interval_km2"`
	LostIn  *Interval     `json:"lost_since_interval_km2"`
	Gross   measure.Gross `json:"gross"`
	LeftOut []string      `json:"left_out"` // by the map of now
	How     string        `json:"how"`
}

// BaselineOf returns the JSON form of ground told apart by a baseline.
func BaselineOf(b measure.Beyond) *Baseline {
	out := &Baseline{Name: b.Baseline.Name, Held: Round(b.Held.Km2(), 6), Since: Round(b.Since.Km2(), 6),
		SinceIn: IntervalOf(b.SinceInterval), LostIn: IntervalOf(b.LostInterval), Gross: b.Gross, LeftOut: append([]string{}, b.LeftOut...), How: b.How}
	if b.MapDay != control.NoDay {
		lost := Round(b.Lost.Km2(), 6)
		out.MapDay, out.Lost = &b.MapDay, &lost
	}
	return out
}
