package answer

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Front is the line of contact on a day.
type Front struct {
	Source     string         `json:"source"`
	Definition string         `json:"definition"`
	Day        control.Day    `json:"day"`
	Length     float64        `json:"length_km"`
	Band       *float64       `json:"band_km"` // half-width of the band about the line in which the true one lies at 95 % of its points
	By         []RegionLength `json:"by"`
	Sectors    []Sector       `json:"sectors,omitempty"`
	Movement   *Movement      `json:"movement"`
	Days       Days           `json:"days"`
	Method     string         `json:"method"`
	Basis      measure.Basis  `json:"basis"`
}

// RegionLength is the part of the line in one oblast; Moved is null where
// movement was not asked for.
type RegionLength struct {
	Name   string   `json:"name"`
	Length float64  `json:"length_km"`
	Moved  *float64 `json:"moved_km"`
}

// Sector is the part of the line nearest to a place that readers know, and what
// changed hands there; all but the length are null where movement was not asked
// for.
type Sector struct {
	Place       string   `json:"place"`
	Length      float64  `json:"length_km"`
	Moved       *float64 `json:"moved_km"`
	Gained      *float64 `json:"gained_km2"`
	Lost        *float64 `json:"lost_km2"`
	DepthGained *float64 `json:"depth_gained_km"`
	DepthLost   *float64 `json:"depth_lost_km"`
}

func sectorOf(s measure.Sector, moved bool) Sector {
	out := Sector{Place: s.Place, Length: Round(s.Length.Km(), 3)}
	if moved {
		km := func(v float64, decimals int) *float64 { v = Round(v, decimals); return &v }
		out.Moved, out.DepthGained, out.DepthLost = km(s.Moved.Km(), 3), km(s.DepthGained.Km(), 3), km(s.DepthLost.Km(), 3)
		out.Gained, out.Lost = km(s.Gained.Km2(), 6), km(s.Lost.Km2(), 6)
	}
	return out
}

// Movement is how the line moved from an earlier day.
type Movement struct {
	From         control.Day `json:"from"`
	MapDay       control.Day `json:"map_day"`
	LengthBefore float64     `json:"length_before_km"`
	Moved        float64     `json:"moved_km"`
	DepthGained  float64     `json:"depth_gained_km"`
	DepthLost    float64     `json:"depth_lost_km"`
	Advances     []Advance   `json:"advances"`
}

// Advance is a patch with how far it reaches from the earlier line.
type Advance struct {
	Patch
	Depth float64 `json:"depth_km"`
}

// FrontOf returns the JSON form of a front.
func FrontOf(f measure.Front) Front {
	out := Front{
		Source: f.Definition.Source, Definition: f.Definition.Name, Day: f.Asked, Length: Round(f.Length.Km(), 3), By: []RegionLength{},
		Days: Days{f.Asked, f.Day}, Method: measure.MethodVersion, Basis: f.Basis,
	}
	if f.Band > 0 {
		band := Round(f.Band.Km(), 3)
		out.Band = &band
	}
	for _, r := range f.Regions {
		row := RegionLength{Name: r.Name, Length: Round(r.Length.Km(), 3)}
		if f.Movement != nil {
			moved := Round(r.Moved.Km(), 3)
			row.Moved = &moved
		}
		out.By = append(out.By, row)
	}
	for _, s := range f.Sectors {
		out.Sectors = append(out.Sectors, sectorOf(s, f.Movement != nil))
	}
	if m := f.Movement; m != nil {
		out.Days = Days{[2]control.Day{m.AskedFrom, f.Asked}, [2]control.Day{m.From, f.Day}}
		out.Movement = &Movement{m.AskedFrom, m.From, Round(m.LengthBefore.Km(), 3), Round(m.Moved.Km(), 3),
			Round(m.Depth(measure.Gained).Km(), 3), Round(m.Depth(measure.Lost).Km(), 3), []Advance{}}
		for _, a := range m.Advances {
			out.Movement.Advances = append(out.Movement.Advances, Advance{PatchOf(a.Patch), Round(a.Depth.Km(), 3)})
		}
	}
	return out
}
