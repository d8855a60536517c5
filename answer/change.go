package answer

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Change is the ground gained and lost between two days by one definition.
type Change struct {
	Source     string         `json:"source"`
	Definition string         `json:"definition"`
	From       control.Day    `json:"from"`
	To         control.Day    `json:"to"`
	Gained     float64        `json:"gained_km2"`
	Lost       float64        `json:"lost_km2"`
	Net        float64        `json:"net_km2"`
	Sliver     float64        `json:"sliver_km2"`
	Rate       *float64       `json:"rate_km2_per_day"` // of the net; null where one map answers for both days
	RateGained *float64       `json:"gained_rate_km2_per_day"`
	RateLost   *float64       `json:"lost_rate_km2_per_day"`
	Gross      measure.Gross  `json:"gross"`
	Interval   *Interval      `json:"interval_km2"`    // 95 %, of the net
	Inside     *bool          `json:"inside_interval"` // the net differs from nothing by less than how exactly lines are drawn
	GainedIn   *Interval      `json:"gained_interval_km2"`
	LostIn     *Interval      `json:"lost_interval_km2"`
	RateIn     *Interval      `json:"rate_interval_km2_per_day"`
	RateGainIn *Interval      `json:"gained_rate_interval_km2_per_day"`
	RateLostIn *Interval      `json:"lost_rate_interval_km2_per_day"`
	Patches    []Patch        `json:"patches"`
	By         []ChangeByName `json:"by,omitempty"`
	Days       Days           `json:"days"`
	Method     string         `json:"method"`
	Basis      measure.Basis  `json:"basis"`
	Notes      []string       `json:"notes,omitempty"`       // what to know before printing the figures
	Corrected  []Correction   `json:"corrections,omitempty"` // of the maps' days
	Faults     []Fault        `json:"faults,omitempty"`      // of the maps that answer
}

// Patch is one connected piece of ground gained or lost. Day is given where the
// ledger answers: the valid day on which the patch first shows.
type Patch struct {
	Kind   measure.Kind `json:"kind"`
	Area   float64      `json:"area_km2"`
	Lon    float64      `json:"lon"`
	Lat    float64      `json:"lat"`
	Oblast *string      `json:"oblast"`
	Near   *Near        `json:"near"` // null where no reference place is known
	Sliver bool         `json:"sliver"`
	Day    *control.Day `json:"day,omitempty"`
}

// ChangeByName is the ground gained and lost in one oblast.
type ChangeByName struct {
	Name     string    `json:"name"`
	Gained   float64   `json:"gained_km2"`
	Lost     float64   `json:"lost_km2"`
	Net      float64   `json:"net_km2"`
	Interval *Interval `json:"interval_km2"` // of the net
	Inside   *bool     `json:"inside_interval"`
	GainedIn *Interval `json:"gained_interval_km2"`
	LostIn   *Interval `json:"lost_interval_km2"`
	Lon      *float64  `json:"lon,omitempty"` // of a cell's center
	Lat      *float64  `json:"lat,omitempty"`
}

// ChangeOf returns the JSON form of a change.
func ChangeOf(c measure.Change) Change {
	ans := Change{
		Source: c.Definition.Source, Definition: c.Definition.Name, From: c.AskedFrom, To: c.AskedTo,
		Gained: Round(c.Gained.Km2(), 6), Lost: Round(c.Lost.Km2(), 6), Net: Round(c.Net.Km2(), 6),
		Sliver: Round((c.SliverGained + c.SliverLost).Km2(), 6),
		Gross:  c.Gross, Interval: IntervalOf(c.Interval), Inside: Unclear(c.Interval),
		GainedIn: IntervalOf(c.GainedInterval), LostIn: IntervalOf(c.LostInterval),
		Patches: []Patch{},
		Days:    Days{[2]control.Day{c.AskedFrom, c.AskedTo}, [2]control.Day{c.From, c.To}},
		Method:  measure.MethodVersion, Basis: c.Basis,
		Corrected: CorrectionsOf(c.Corrected), Faults: FaultsOf(c.Faults),
	}
	if n := float64(max(c.To-c.From, c.From-c.To)); n != 0 {
		rate := func(km2 float64) *float64 { v := Round(km2/n, 6); return &v }
		ans.Rate, ans.RateGained, ans.RateLost = rate(c.Net.Km2()), rate(c.Gained.Km2()), rate(c.Lost.Km2())
		within := func(i *measure.Interval) *Interval { return RangeOf(i.Per(n), 1e-6, 6) }
		ans.RateIn, ans.RateGainIn, ans.RateLostIn = within(c.Interval), within(c.GainedInterval), within(c.LostInterval)
	}
	for _, b := range c.Definition.BreaksBetween(c.From, c.To) {
		ans.Notes = append(ans.Notes, b.Note)
	}
	if c.By != nil && !c.By.Disjoint() {
		ans.Notes = append(ans.Notes, overlapNote)
	}
	for _, p := range c.Patches {
		ans.Patches = append(ans.Patches, PatchOf(p))
	}
	for _, r := range c.Regions {
		lon, lat := cellCenter(c.By, r.Name, r.Rest)
		ans.By = append(ans.By, ChangeByName{r.Name, Round(r.Gained.Km2(), 6), Round(r.Lost.Km2(), 6), Round(r.Net.Km2(), 6),
			IntervalOf(r.Interval), Unclear(r.Interval), IntervalOf(r.GainedInterval), IntervalOf(r.LostInterval), lon, lat})
	}
	return ans
}

// PatchOf returns the JSON form of a patch.
func PatchOf(p measure.Patch) Patch {
	row := Patch{Kind: p.Kind, Area: Round(p.Area.Km2(), 6), Lon: p.Centroid.Lon(), Lat: p.Centroid.Lat(),
		Sliver: p.Sliver}
	if p.Near.Place != "" {
		row.Near = &Near{p.Near.Place, Round(p.Near.Distance.Km(), 1), p.Near.Bearing}
	}
	if p.Region != "" {
		row.Oblast = &p.Region
	}
	if p.Day != control.NoDay && p.Day != 0 {
		row.Day = &p.Day
	}
	return row
}
