package server

import (
	"fmt"
	"sync"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// settlementsCollection has a feature for each settlement of the gazetteer.
func (s *Server) settlementsCollection() *collection {
	all := sync.OnceValue(func() []*row {
		var out []*row
		for _, p := range s.Places.Places() {
			out = append(out, &row{
				id: fmt.Sprint(p.ID), from: always, to: forever, geometry: points{p.Point},
				properties: []property{
					{"name", p.Name}, {"native", notEmpty(p.Native)}, {"country", p.Country},
					{"region", notEmpty(s.Places.RegionName(p))}, {"kind", p.Kind}, {"population", positive(p.Population)},
				},
			})
		}
		return out
	})
	return &collection{
		id: "settlements", title: "Settlements", limit: 100, most: 10000, filters: []string{"name", "country", "region", "kind"},
		doc:     "Settlements of the gazetteer. Who held one, and when, is at /v1/place. They have no time, so datetime leaves none out.",
		columns: []string{"name", "region", "country", "population"},
		box: func() geo.Box {
			b := geo.EmptyBox()
			for _, p := range s.Places.Places() {
				b = b.Add(p.Point)
			}
			return b
		},
		first: openDay, last: openDay,
		rows: func(query) ([]*row, error) { return all(), nil },
	}
}

func positive(n int) any {
	if n > 0 {
		return n
	}
	return nil
}

// oblastsCollection has a feature for each region, with what was held of it.
func (s *Server) oblastsCollection() *collection {
	return &collection{
		id: "oblasts", title: "Oblasts", limit: 30, most: 100, filters: []string{"name", "kind"},
		doc: "The regions with their borders, and what each definition shows as held of them, with 95 % intervals: on the last day of datetime, or on its newest map. " +
			"They have no time of their own, so datetime leaves none out.",
		columns: []string{"name", "kind", "area_km2"},
		box:     s.country, first: openDay, last: openDay,
		rows: func(q query) ([]*row, error) {
			held, err := s.heldByRegion(q.days.to)
			if err != nil {
				return nil, err
			}
			var out []*row
			regions := s.Places.Regions()
			for i := range regions {
				r := &regions[i]
				parts := held[r.Name]
				if parts == nil {
					parts = []regionPart{}
				}
				out = append(out, &row{
					id: r.ID, from: always, to: forever, geometry: area(r.Polygons),
					properties: []property{{"name", r.Name}, {"full_name", r.FullName}, {"kind", r.Kind},
						{"area_km2", answer.Round(r.Area().Km2(), 6)}, {"held", parts}},
				})
			}
			return out, nil
		},
	}
}

type regionPart struct {
	Source     string           `json:"source"`
	Definition string           `json:"definition"`
	MapDay     control.Day      `json:"map_day"`
	Held       float64          `json:"held_km2"`
	Share      float64          `json:"share_percent"`
	Interval   *answer.Interval `json:"interval_km2"`
	ShareIn    *answer.Interval `json:"share_interval_percent"`
}

// heldByRegion returns the parts held of each region on a day, or by the newest
// map on a day after it.
func (s *Server) heldByRegion(on control.Day) (map[string][]regionPart, error) {
	out := map[string][]regionPart{}
	for _, d := range s.maps.list {
		h, err := s.Record.Held(d.Definition.Name, min(on, d.Last), measure.Options{ByRegion: true, AsKnownOn: control.NoDay})
		if err != nil {
			continue // no map as early as that
		}
		for _, r := range h.Regions {
			if r.Total > 0 {
				out[r.Name] = append(out[r.Name], regionPart{d.Definition.Source, d.Definition.Name, h.Day,
					answer.Round(r.Held.Km2(), 6), answer.Round(100*r.Share(), 4), answer.IntervalOf(r.Interval), answer.RangeOf(r.ShareInterval(), 100, 4)})
			}
		}
	}
	return out, nil
}

// roundsCollection has a feature for each round of talks.
func (s *Server) roundsCollection() *collection {
	all := sync.OnceValue(func() []*row {
		rows := s.Talks.RoundRows(s.Talks.Rounds(talks.Filter{Any: true}))
		var out []*row
		for _, r := range rows {
			x := &row{
				id: r.ID, from: r.Start, to: r.Start, geometry: s.cityPoint(r.City, r.Country),
				properties: []property{{"process", r.Process}, {"start", r.Start}, {"end", r.End}, {"status", r.Status},
					{"city", r.City}, {"place", r.Place}, {"country", r.Country}, {"mode", r.Mode}, {"format", r.Format}, {"doors", r.Doors},
					{"parties", r.Parties}, {"mediators", r.Mediators}, {"delegations", r.Delegations}, {"agenda", r.Agenda},
					{"outcome", r.Outcome}, {"result", r.Result}, {"sources", r.Sources}},
			}
			if r.End != nil {
				x.to = *r.End
			}
			out = append(out, x)
		}
		return out
	})
	return &collection{
		id: "rounds", title: "Rounds of talks", limit: 100, most: 1000, filters: []string{"process", "city", "country", "status", "mode", "format"},
		doc:     "The rounds of the record of the talks, with planned and called-off ones. The geometry is the city's; calls and exchanges have none.",
		columns: []string{"start", "city", "process", "status", "outcome"},
		box: func() geo.Box {
			b := geo.EmptyBox()
			for _, r := range all() {
				if p, ok := r.geometry.(points); ok {
					b = b.Add(p[0])
				}
			}
			return b
		},
		first: func() control.Day { return firstOf(all()) }, last: func() control.Day { return lastOf(all()) },
		rows: func(query) ([]*row, error) { return all(), nil },
	}
}

// cityPoint returns where a city of talks lies, or nil where there is none or
// the gazetteer does not know it.
func (s *Server) cityPoint(city, country *string) geometry {
	if city == nil {
		return nil
	}
	p, err := s.Places.Lookup(*city, gazetteer.Hint{})
	if err != nil || country != nil && s.Places.CountryName(p.Country) != *country {
		return nil
	}
	return points{p.Point}
}

// statementsCollection has a feature for each statement of the record.
func (s *Server) statementsCollection() *collection {
	all := sync.OnceValue(func() []*row {
		var out []*row
		for _, x := range s.Talks.StatementRows(s.Talks.Said(talks.Spoken{})) {
			out = append(out, &row{
				id: x.ID, from: x.Day, to: x.Day,
				properties: []property{{"process", x.Process}, {"day", x.Day}, {"speaker", x.Speaker.Name}, {"speaker_id", x.Speaker.ID},
					{"party", x.Party}, {"channel", x.Channel}, {"topic", x.Topic}, {"summary", x.Summary}, {"quote", x.Quote}, {"sources", x.Sources}},
			})
		}
		return out
	})
	return &collection{
		id: "statements", title: "Statements", limit: 100, most: 1000, filters: []string{"process", "speaker_id", "party", "channel"},
		doc:     "What people said of the talks, in the record's words, with short quotes and sources. Statements lie nowhere: they have no geometry, and a bbox leaves all of them out.",
		columns: []string{"day", "speaker", "party", "summary"},
		box:     s.country,
		first:   func() control.Day { return firstOf(all()) }, last: func() control.Day { return lastOf(all()) },
		rows: func(query) ([]*row, error) { return all(), nil },
	}
}

func firstOf(rows []*row) control.Day {
	day := control.NoDay
	for _, r := range rows {
		if day == control.NoDay || r.from < day {
			day = r.from
		}
	}
	return day
}

func lastOf(rows []*row) control.Day {
	day := control.NoDay
	for _, r := range rows {
		day = max(day, r.to)
	}
	return day
}
