package answer

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Held is the ground held on a day by one definition.
type Held struct {
	Source     string        `json:"source"`
	Definition string        `json:"definition"`
	Day        control.Day   `json:"day"`
	MapDay     control.Day   `json:"map_day"`
	KnownOn    control.Day   `json:"known_on"`
	HeldKm2    float64       `json:"held_km2"`
	Share      *float64      `json:"share_percent"` // null where the source names no area to divide by
	ShareIn    *Interval     `json:"share_interval_percent"`
	ShareOf    *float64      `json:"share_of_km2"`
	ShareWhat  *string       `json:"share_of"` // what the share is of
	Baseline   *Baseline     `json:"baseline,omitempty"`
	Interval   *Interval     `json:"interval_km2"`
	By         []HeldByName  `json:"by,omitempty"`
	Days       Days          `json:"days"`
	Method     string        `json:"method"`
	Basis      measure.Basis `json:"basis"`
	Corrected  []Correction  `json:"corrections,omitempty"` // of the map's day
	Faults     []Fault       `json:"faults,omitempty"`      // of the map that answers
	Notes      []string      `json:"notes,omitempty"`       // what to know before printing the figures
}

// HeldByName is the part of a held area that lies in one oblast. Area and Share
// are null for what lies outside every oblast.
type HeldByName struct {
	Name     string    `json:"name"`
	Held     float64   `json:"held_km2"`
	Area     *float64  `json:"area_km2"`
	Share    *float64  `json:"share_percent"`
	Interval *Interval `json:"interval_km2"`
	ShareIn  *Interval `json:"share_interval_percent"`
	Lon      *float64  `json:"lon,omitempty"` // of a cell's center
	Lat      *float64  `json:"lat,omitempty"`
}

// HeldOf returns the JSON form of a held area.
func HeldOf(h measure.Held) Held {
	d := h.Definition
	ans := Held{
		Source: d.Source, Definition: d.Name, Day: h.Asked, MapDay: h.Day, KnownOn: h.Known,
		HeldKm2:  Round(h.Area.Km2(), 6),
		Interval: IntervalOf(h.Interval),
		Days:     Days{h.Asked, h.Day}, Method: measure.MethodVersion, Basis: h.Basis,
		Corrected: CorrectionsOf(h.Corrected), Faults: FaultsOf(h.Faults),
	}
	if d.Denominator > 0 {
		share, of, what := Round(100*h.Area.Km2()/d.Denominator, 4), Round(d.Denominator, 6), measure.DenominatorOf(d.Denominator).Title
		ans.Share, ans.ShareOf, ans.ShareWhat = &share, &of, &what
		ans.ShareIn = RangeOf(h.ShareInterval(), 100, 4)
	}
	if h.By != nil && !h.By.Disjoint() {
		ans.Notes = append(ans.Notes, overlapNote)
	}
	for _, r := range h.Regions {
		row := HeldByName{Name: r.Name, Held: Round(r.Held.Km2(), 6), Interval: IntervalOf(r.Interval)}
		row.Lon, row.Lat = cellCenter(h.By, r.Name, r.Rest)
		if r.Total > 0 {
			area, share := Round(r.Total.Km2(), 6), Round(100*r.Share(), 4)
			row.Area, row.Share = &area, &share
			row.ShareIn = RangeOf(r.ShareInterval(), 100, 4)
		}
		ans.By = append(ans.By, row)
	}
	return ans
}
