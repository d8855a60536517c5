package answer

import (
	"math"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// Place is who held a point, and when, by each definition asked.
type Place struct {
	Place   string  `json:"place"`
	Lon     float64 `json:"lon"`
	Lat     float64 `json:"lat"`
	Oblast  *string `json:"oblast"`
	History []Span  `json:"history"`
	Days    Days    `json:"days"` // asked: none, all; used: the first and the last of the spans
	Method  string  `json:"method"`
	Near    *Near   `json:"near"`
	// Distances tell how near the held ground comes, on the day asked or, of each
	// definition, the newest.
	Distances []Reach `json:"distances"`
}

// Reach is how near to a place the ground comes that a definition's actor holds.
type Reach struct {
	Source     string        `json:"source"`
	Definition string        `json:"definition"`
	Asked      control.Day   `json:"asked"`
	Day        control.Day   `json:"day"`
	Held       bool          `json:"held"` // the place itself: then the distance is to the line of contact
	Km         *float64      `json:"km"`   // exact, from maps
	LeastKm    *float64      `json:"least_km"`
	MostKm     *float64      `json:"most_km"`
	Bearing    *string       `json:"bearing"`
	Lon        *float64      `json:"lon"`
	Lat        *float64      `json:"lat"`
	BandKm     *float64      `json:"band_km"` // half-width of the band in which the true line lies at 95 % of its points
	Basis      measure.Basis `json:"basis"`
}

func reachOf(n measure.Nearness) Reach {
	r := Reach{Source: n.Definition.Source, Definition: n.Definition.Name, Asked: n.Asked, Day: n.Day, Held: n.Held, Basis: n.Basis}
	if n.Band > 0 {
		r.BandKm = new(Round(n.Band.Km(), 1))
	}
	if !n.Known() {
		return r
	}
	r.LeastKm, r.Lon, r.Lat = new(Round(n.Least.Km(), 1)), new(n.Nearest.Lon()), new(n.Nearest.Lat())
	if !math.IsInf(float64(n.Most), 1) {
		r.MostKm = new(Round(n.Most.Km(), 1))
	}
	if n.Least == n.Most {
		r.Km = r.LeastKm
	}
	if n.Least > 0 {
		r.Bearing = new(gazetteer.WindOf(n.Bearing, 16).Letters())
	}
	return r
}

// Span is a run of valid days on which a point was held, or was not.
type Span struct {
	Source     string        `json:"source"`
	Definition string        `json:"definition"`
	From       control.Day   `json:"from"`
	To         control.Day   `json:"to"`
	Held       bool          `json:"held"`
	Basis      measure.Basis `json:"basis"`
}

// PlaceOf returns the history of a point by the definitions asked, as known on
// a day (control.NoDay: today), and how near held ground came on a day
// (control.NoDay: each definition's newest). Definitions that could not answer
// leave their error.
func PlaceOf(record measure.Record, where *gazetteer.Gazetteer, asked []measure.Coverage, name string, p geo.Point, on, asKnownOn control.Day) (Place, []error) {
	ans := Place{Place: name, Lon: p.Lon(), Lat: p.Lat(), History: []Span{}, Method: measure.MethodVersion, Distances: []Reach{}}
	if r := where.RegionAt(p); r != nil {
		ans.Oblast = &r.Name
	}
	if n, ok := where.Nearest(p, gazetteer.Reference); ok {
		ans.Near = &Near{n.Place.Name, Round(n.Distance.Km(), 1), n.Wind().Letters()}
	}
	var errs []error
	for _, c := range asked {
		spans, basis, err := record.History(c.Definition.Name, p, asKnownOn)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		for _, s := range spans {
			ans.History = append(ans.History, Span{c.Definition.Source, c.Definition.Name, s.From, s.To, s.Held, basis})
		}
		day := on
		if day == control.NoDay {
			day = c.Last
		}
		n, err := measure.NearestHeld(record, c.Definition.Name, p, day, measure.AllAround)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		ans.Distances = append(ans.Distances, reachOf(n))
	}
	if len(ans.History) > 0 {
		used := [2]control.Day{ans.History[0].From, ans.History[0].To}
		for _, s := range ans.History {
			used[0], used[1] = min(used[0], s.From), max(used[1], s.To)
		}
		ans.Days.Used = used
	}
	return ans, errs
}
