package server

import (
	"fmt"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

var mapFilters = []string{"source", "definition"}

// heldCollection has a feature for each definition and valid day with a map. A
// map stands until the next one, so that a day without a map finds the nearest
// earlier map.
func (s *Server) heldCollection() *collection {
	return &collection{
		id: "held", title: "Ground held", limit: 10, most: 500, filters: mapFilters, byMap: true,
		doc: "The ground held, one feature for each definition and valid day with a map. A map stands until the day before the next, so a day without a map is answered by the nearest earlier one, and a note says so. " +
			"Geometry is null where figures come from the embedded ledger: it holds figures, not polygons.",
		columns: []string{"definition", "map_day", "held_km2", "basis"},
		box:     s.country, first: s.firstMap, last: openDay,
		rows: func(q query) ([]*row, error) {
			return s.eachMap(q, func(d *mapped, i int, series []measure.DayArea) ([]*row, error) {
				return []*row{s.heldRow(d, series, i)}, nil
			})
		},
	}
}

// eachMap calls add for every map that a query may want.
func (s *Server) eachMap(q query, add func(d *mapped, i int, series []measure.DayArea) ([]*row, error)) ([]*row, error) {
	var out []*row
	for _, d := range s.maps.selected(q.filter("source"), q.filter("definition")) {
		series, err := d.series()
		if err != nil {
			return nil, err
		}
		for i := range series {
			if !q.days.meets(series[i].Day, standsTo(series, i)) {
				continue
			}
			rows, err := add(d, i, series)
			if err != nil {
				return nil, err
			}
			out = append(out, rows...)
		}
	}
	return out, nil
}

// standsTo returns the last day that a map answers for.
func standsTo(series []measure.DayArea, i int) control.Day {
	if i+1 == len(series) {
		return forever
	}
	return series[i+1].Day - 1
}

func (s *Server) heldRow(d *mapped, series []measure.DayArea, i int) *row {
	day := series[i].Day
	r := &row{
		id: fmt.Sprintf("%s_%s", d.Definition.Name, day), from: day, to: standsTo(series, i), definition: d.Definition.Name, mapDay: day,
		properties: append(mapProperties(d),
			property{"map_day", day}, property{"stands_to", dayOrNil(standsTo(series, i))},
			property{"held_km2", answer.Round(series[i].Area.Km2(), 6)}, property{"actor", d.Definition.Actor},
		),
	}
	if c := d.chronicle; c != nil {
		boundary := func() []geo.Segment {
			m, err := c.MapOn(day, control.NoDay)
			if err != nil {
				return nil // a day of the series has a map
			}
			return c.Boundary(m)
		}
		r.geometry = lazily{boundary, func() geometry { return area(geo.Polygons(boundary())) }}
	}
	return r
}

func mapProperties(d *mapped) []property {
	return []property{
		{"source", d.Definition.Source}, {"definition", d.Definition.Name},
		{"basis", d.Basis}, {"method", measure.MethodVersion},
	}
}

// changesCollection has a feature for each map after a definition's first.
func (s *Server) changesCollection() *collection {
	return &collection{
		id: "changes", title: "Changes", limit: 100, most: 10000, filters: mapFilters, byMap: true,
		doc: "What moved from each map to the next of the same definition: ground gained and lost, gross, and the net, each with its 95 % interval for how exactly the line is drawn. The geometry is the ground that changed hands where maps were imported, and the centers of its patches where figures come from the embedded ledger. " +
			"A change belongs to the days after the earlier map up to the day of the later one.",
		columns: []string{"definition", "from", "to", "gained_km2", "lost_km2", "net_km2"},
		box:     s.country, first: s.firstMap, last: openDay,
		rows: func(q query) ([]*row, error) {
			return s.eachChange(q, func(d *mapped, c measure.Change) []*row { return []*row{changeRow(d, c)} })
		},
	}
}

// eachChange calls add for what moved between each map and the next that a query
// may want.
func (s *Server) eachChange(q query, add func(*mapped, measure.Change) []*row) ([]*row, error) {
	var out []*row
	for _, d := range s.maps.selected(q.filter("source"), q.filter("definition")) {
		series, err := d.series()
		if err != nil {
			return nil, err
		}
		for i := 1; i < len(series); i++ {
			if !q.days.meets(series[i-1].Day+1, series[i].Day) {
				continue
			}
			c, err := s.maps.change(d, i)
			if err != nil {
				return nil, err
			}
			out = append(out, add(d, c)...)
		}
	}
	return out, nil
}

func changeRow(d *mapped, c measure.Change) *row {
	r := &row{
		id:   fmt.Sprintf("%s_%s_%s", d.Definition.Name, c.From, c.To),
		from: c.From + 1, to: c.To, definition: d.Definition.Name,
		properties: append(mapProperties(d),
			property{"from", c.From}, property{"to", c.To},
			property{"gained_km2", answer.Round(c.Gained.Km2(), 6)}, property{"lost_km2", answer.Round(c.Lost.Km2(), 6)},
			property{"net_km2", answer.Round(c.Net.Km2(), 6)},
			property{"sliver_km2", answer.Round((c.SliverGained + c.SliverLost).Km2(), 6)},
			property{"gross", c.Gross}, property{"patches", len(c.Patches)},
			property{"interval_km2", answer.IntervalOf(c.Interval)}, property{"inside_interval", answer.Unclear(c.Interval)},
			property{"gained_interval_km2", answer.IntervalOf(c.GainedInterval)}, property{"lost_interval_km2", answer.IntervalOf(c.LostInterval)},
		),
	}
	var polygons area
	var centers points
	for _, p := range c.Patches {
		centers = append(centers, p.Centroid)
		if p.Polygon != nil {
			polygons = append(polygons, p.Polygon)
		}
	}
	switch {
	case polygons != nil:
		r.geometry = polygons
	case centers != nil:
		r.geometry = centers
	}
	return r
}

// patchesCollection has a feature for each patch of each change.
func (s *Server) patchesCollection() *collection {
	return &collection{
		id: "patches", title: "Patches", limit: 100, most: 10000, byMap: true,
		filters: []string{"source", "definition", "kind", "oblast"},
		doc: "Each connected piece of ground gained or lost from one map to the next of the same definition, with its area, oblast and nearest place. The geometry is the ground itself where maps were imported, and its center where figures come from the embedded ledger. " +
			"A patch belongs to the days after the earlier map up to the day of the later one.",
		columns: []string{"definition", "from", "to", "kind", "area_km2", "oblast", "near_place"},
		box:     s.country, first: s.firstMap, last: openDay,
		rows: func(q query) ([]*row, error) { return s.eachChange(q, patchRows) },
	}
}

func patchRows(d *mapped, c measure.Change) []*row {
	out := make([]*row, 0, len(c.Patches))
	for i, p := range c.Patches {
		r := &row{
			id:   fmt.Sprintf("%s_%s_%s_%d", d.Definition.Name, c.From, c.To, i+1),
			from: c.From + 1, to: c.To, definition: d.Definition.Name, geometry: points{p.Centroid},
			properties: append(mapProperties(d),
				property{"from", c.From}, property{"to", c.To}, property{"kind", p.Kind},
				property{"area_km2", answer.Round(p.Area.Km2(), 6)}, property{"oblast", notEmpty(p.Region)},
				property{"near_place", notEmpty(p.Near.Place)}, property{"near_distance_km", answer.Round(p.Near.Distance.Km(), 1)},
				property{"near_bearing", p.Near.Bearing}, property{"sliver", p.Sliver},
				property{"lon", p.Centroid.Lon()}, property{"lat", p.Centroid.Lat()},
			),
		}
		if p.Polygon != nil {
			r.geometry = area{p.Polygon}
		}
		out = append(out, r)
	}
	return out
}

func notEmpty(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// cellsCollection has a feature for each cell and run of days with one share.
func (s *Server) cellsCollection() *collection {
	return &collection{
		id: "cells", title: "Cells of the standard grid", limit: 1000, most: 10000, filters: mapFilters, byMap: true,
		doc:     "The share held of each cell of the standard grid (S2, level 11, about 20 km²), one feature for each run of days with the same share. Cells come from the embedded ledger, so they are there without imported maps, and end with the ledger's newest map.",
		columns: []string{"definition", "cell", "held_share", "from", "to"},
		box:     s.country, first: s.firstMap, last: openDay,
		rows: func(q query) ([]*row, error) {
			var out []*row
			for _, d := range s.ledgerMaps(q.filter("source"), q.filter("definition")) {
				runs, err := d.cells()
				if err != nil {
					return nil, err
				}
				for _, run := range runs {
					if q.days.meets(run.from, run.to) {
						out = append(out, cellRow(d, run))
					}
				}
			}
			return out, nil
		},
	}
}

// ledgerMaps returns the definitions selected of which the ledger has cells.
func (s *Server) ledgerMaps(source, definition string) []*mapped {
	var out []*mapped
	for _, d := range s.maps.selected(source, definition) {
		for _, c := range s.Ledger.Coverage() {
			if c.Definition.Name == d.Definition.Name {
				out = append(out, d)
			}
		}
	}
	return out
}

func cellRow(d *mapped, run cellRun) *row {
	token := run.id.ToToken()
	return &row{
		id: fmt.Sprintf("%s_%s_%s", d.Definition.Name, token, run.from), from: run.from, to: run.to,
		definition: d.Definition.Name, geometry: area{cellPolygon(run.id)},
		properties: []property{
			{"source", d.Definition.Source}, {"definition", d.Definition.Name},
			{"basis", measure.FromLedger}, {"method", measure.MethodVersion},
			{"cell", token}, {"held_share", run.share}, {"from", run.from}, {"to", dayOrNil(run.to)},
		},
	}
}
