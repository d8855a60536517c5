package answer

import (
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
// a day (control.NoDay: today). Definitions that could not answer leave their
// error.
func PlaceOf(record measure.Record, where *gazetteer.Gazetteer, asked []measure.Coverage, name string, p geo.Point, asKnownOn control.Day) (Place, []error) {
	ans := Place{Place: name, Lon: p.Lon(), Lat: p.Lat(), History: []Span{}, Method: measure.MethodVersion}
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
