package answer

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

// Taken is the settlements and named sites that changed hands between two days
// by one definition.
type Taken struct {
	Source     string        `json:"source"`
	Definition string        `json:"definition"`
	From       control.Day   `json:"from"`
	To         control.Day   `json:"to"`
	Places     []TakenPlace  `json:"places"`
	Days       Days          `json:"days"`
	Method     string        `json:"method"`
	Basis      measure.Basis `json:"basis"`
}

// TakenPlace is one of them: held since a day, or no longer.
type TakenPlace struct {
	Place      string         `json:"place"`
	Kind       gazetteer.Kind `json:"kind"`
	Held       bool           `json:"held"`
	Day        control.Day    `json:"day"`
	Oblast     *string        `json:"oblast"`
	Lon        float64        `json:"lon"`
	Lat        float64        `json:"lat"`
	Population *int           `json:"population"`
	Near       *Near          `json:"near"`
}

// TakenOf returns the JSON form of the places that changed hands; used are the
// days of the maps.
func TakenOf(d control.Definition, basis measure.Basis, asked, used [2]control.Day, taken []measure.Taken, where *gazetteer.Gazetteer) Taken {
	out := Taken{
		Source: d.Source, Definition: d.Name, From: asked[0], To: asked[1], Places: []TakenPlace{},
		Days: Days{asked, used}, Method: measure.MethodVersion, Basis: basis,
	}
	for _, t := range taken {
		p := t.Place
		row := TakenPlace{Place: p.Name, Kind: p.Kind, Held: t.Held, Day: t.Day, Lon: p.Point.Lon(), Lat: p.Point.Lat()}
		if r := where.RegionAt(p.Point); r != nil {
			row.Oblast = &r.Name
		}
		if p.Population > 0 {
			row.Population = &p.Population
		}
		if n, ok := where.Nearest(p.Point, gazetteer.Reference); ok {
			row.Near = nearOf(n, 16)
		}
		out.Places = append(out.Places, row)
	}
	return out
}

// nearOf returns a relation with one of so many winds.
func nearOf(r gazetteer.Relation, winds int) *Near {
	return &Near{r.Place.Name, Round(r.Distance.Km(), 1), gazetteer.WindOf(r.Bearing, winds).Letters()}
}
