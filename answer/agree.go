package answer

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Shared is the ground that two definitions hold, both or one of them.
// Agreement is intersection over union, 0 to 1.
type Shared struct {
	Both       float64 `json:"both_km2"`
	OnlyFirst  float64 `json:"only_first_km2"`
	OnlySecond float64 `json:"only_second_km2"`
	Any        float64 `json:"any_km2"`
	Agreement  float64 `json:"agreement"`
}

// Dispute is a patch that only one of two definitions shows as held.
type Dispute struct {
	HeldBy string  `json:"held_by"` // the definition that shows it as held
	Area   float64 `json:"area_km2"`
	Lon    float64 `json:"lon"`
	Lat    float64 `json:"lat"`
	Oblast *string `json:"oblast"`
	Near   *Near   `json:"near"`
}

// Agreement compares two definitions on a day. Common is the comparison without
// the ground that one of them leaves out of its maps.
type Agreement struct {
	Source      [2]string     `json:"source"`
	Definition  [2]string     `json:"definition"`
	Day         control.Day   `json:"day"`
	Whole       Shared        `json:"whole"`
	Common      Shared        `json:"common"`
	LeftOut     []string      `json:"left_out"`
	Difference  float64       `json:"difference_km2"` // in Common, held by the second less held by the first
	Interval    *Interval     `json:"interval_km2"`   // 95 %, of the difference
	Inside      *bool         `json:"inside_interval"`
	Differences []Dispute     `json:"differences"` // in Common, largest first; none from the ledger
	Leads       *Lead         `json:"leads"`
	Days        Days          `json:"days"`
	Method      string        `json:"method"`
	Basis       measure.Basis `json:"basis"`
}

// Lead says which of two definitions shows changes first.
type Lead struct {
	From       control.Day   `json:"from"`
	To         control.Day   `json:"to"`
	Matched    int           `json:"matched_cells"`
	First      int           `json:"first_leads"`
	Second     int           `json:"second_leads"`
	SameDay    int           `json:"same_day"`
	MedianLag  float64       `json:"median_lag_days"`
	MeanLead   float64       `json:"mean_lead_days"`
	OnlyFirst  int           `json:"only_first_cells"`
	OnlySecond int           `json:"only_second_cells"`
	MaxLag     int           `json:"max_lag_days"`
	Basis      measure.Basis `json:"basis"`
}

// AgreementOf returns the JSON form of an agreement; lead may be nil.
func AgreementOf(a measure.Agreement, lead *measure.Lead) Agreement {
	out := Agreement{
		Source: [2]string{a.First.Source, a.Second.Source}, Definition: [2]string{a.First.Name, a.Second.Name}, Day: a.Asked,
		Whole: sharedOf(a.Whole), Common: sharedOf(a.Common), LeftOut: append([]string{}, a.LeftOut...), Differences: []Dispute{},
		Difference: Round(a.Difference().Km2(), 6), Interval: IntervalOf(a.Interval), Inside: Unclear(a.Interval),
		Days:   Days{a.Asked, [2]control.Day{a.FirstDay, a.SecondDay}},
		Method: measure.MethodVersion, Basis: a.Basis,
	}
	for _, p := range a.Patches {
		row := PatchOf(p)
		d := Dispute{a.First.Name, row.Area, row.Lon, row.Lat, row.Oblast, row.Near}
		if p.Kind == measure.Gained {
			d.HeldBy = a.Second.Name
		}
		out.Differences = append(out.Differences, d)
	}
	if lead != nil {
		out.Leads = &Lead{lead.From, lead.To, lead.Matched, lead.First, lead.Second, lead.SameDay,
			lead.MedianLag, Round(lead.MeanAbsLead, 2), lead.OnlyFirst, lead.OnlySecond, lead.MaxLag, lead.Basis}
	}
	return out
}

func sharedOf(s measure.Shared) Shared {
	return Shared{Round(s.Both.Km2(), 6), Round(s.OnlyFirst.Km2(), 6), Round(s.OnlySecond.Km2(), 6), Round(s.Any().Km2(), 6), Round(s.Share(), 6)}
}

// Consensus is what several sources say of the same ground on a day. Ground that
// a source leaves out of its maps is told by the others.
type Consensus struct {
	Source     []string            `json:"source"`
	Definition []string            `json:"definition"`
	Day        control.Day         `json:"day"`
	All        float64             `json:"all_km2"`             // every source shows it as held
	Most       float64             `json:"most_km2"`            // more than half of them
	Any        float64             `json:"any_km2"`             // at least one
	Common     map[string]float64  `json:"common_km2"`          // by definition, of the ground that none leaves out
	CommonIn   map[string]Interval `json:"common_interval_km2"` // by definition; null: not known
	Spread     float64             `json:"spread_km2"`          // greatest less least of these
	Inside     *bool               `json:"inside_interval"`     // the spread is no more than how exactly lines are drawn
	Days       Days                `json:"days"`
	Method     string              `json:"method"`
	Basis      measure.Basis       `json:"basis"`
}

// ConsensusOf returns the JSON form of a consensus.
func ConsensusOf(c measure.Consensus) *Consensus {
	out := &Consensus{Day: c.Asked, All: Round(c.All.Km2(), 6), Most: Round(c.Most.Km2(), 6), Any: Round(c.Any.Km2(), 6),
		Common: map[string]float64{}, Spread: Round(c.Spread().Km2(), 6), Days: Days{c.Asked, c.Days}, Method: measure.MethodVersion, Basis: c.Basis}
	for i, d := range c.Definitions {
		out.Source, out.Definition = append(out.Source, d.Source), append(out.Definition, d.Name)
		out.Common[d.Name] = Round(c.Common[i].Km2(), 6)
	}
	if c.Intervals != nil {
		inside := c.Unclear()
		out.Inside, out.CommonIn = &inside, map[string]Interval{}
		for i, d := range c.Definitions {
			out.CommonIn[d.Name] = *IntervalOf(&c.Intervals[i])
		}
	}
	return out
}
