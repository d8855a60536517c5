package answer

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Correction is a source's change of mind about one valid day's map. It is no
// ground changing hands. Counted says whether the answer rests on the newer
// drawing.
type Correction struct {
	Day     control.Day `json:"day"`
	Was     control.Day `json:"was_known_on"`
	Is      control.Day `json:"known_on"`
	Gained  float64     `json:"gained_km2"`
	Lost    float64     `json:"lost_km2"`
	Net     float64     `json:"net_km2"`
	Counted bool        `json:"counted"`
}

// CorrectionsOf returns the JSON form of corrections.
func CorrectionsOf(all []measure.Correction) []Correction {
	var out []Correction
	for _, c := range all {
		out = append(out, Correction{c.Day, c.Was, c.Is, Round(c.Gained.Km2(), 6), Round(c.Lost.Km2(), 6), Round(c.Net.Km2(), 6), c.Counted})
	}
	return out
}

// Fault is a map that its source got wrong: it differs by Jump from the map
// before, and the next takes that back.
type Fault struct {
	Day    control.Day `json:"day"`
	Until  control.Day `json:"until"`
	Before control.Day `json:"before"`
	After  control.Day `json:"after"`
	Jump   float64     `json:"jump_km2"`
}

// FaultsOf returns the JSON form of faults.
func FaultsOf(all []measure.Fault) []Fault {
	var out []Fault
	for _, f := range all {
		out = append(out, Fault{f.Day, f.Until, f.Before, f.After, Round(f.Jump.Km2(), 6)})
	}
	return out
}
