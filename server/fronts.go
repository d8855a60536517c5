package server

import (
	"fmt"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/tile"
)

// joined strings segments together into lines, each as long as it can be.
func joined(segs []geo.Segment) [][]geo.Point {
	from := map[geo.Point][]int{}
	arrives := map[geo.Point]int{}
	for i, s := range segs {
		from[s.A] = append(from[s.A], i)
		arrives[s.B]++
	}
	used := make([]bool, len(segs))
	var out [][]geo.Point
	follow := func(i int) {
		line := []geo.Point{segs[i].A}
		for i >= 0 {
			used[i] = true
			line = append(line, segs[i].B)
			at := segs[i].B
			i = -1
			for _, j := range from[at] {
				if !used[j] {
					i = j
					break
				}
			}
		}
		out = append(out, line)
	}
	for i, s := range segs {
		if !used[i] && arrives[s.A] == 0 {
			follow(i)
		}
	}
	for i := range segs {
		if !used[i] {
			follow(i)
		}
	}
	return out
}

// frontsCollection has a feature for each definition and valid day with an
// imported map.
func (s *Server) frontsCollection() *collection {
	return &collection{
		id: "fronts", title: "Front lines", limit: 10, most: 500, filters: mapFilters, byMap: true,
		doc: "The line of contact: the boundary of held ground where the country lies 2 km beyond, so without coasts, state borders and the edge of what a source leaves out. It is drawn from imported maps only. " +
			"A map stands until the day before the next.",
		columns: []string{"definition", "map_day", "held_km2"},
		box:     s.country, first: s.firstMap, last: openDay,
		rows: func(q query) ([]*row, error) {
			return s.eachMap(q, func(d *mapped, i int, series []measure.DayArea) ([]*row, error) {
				if d.chronicle == nil {
					return nil, nil
				}
				r := s.heldRow(d, series, i)
				r.geometry = lazily{make: func() geometry { return lines(s.frontOn(d, r.mapDay)) }}
				return []*row{r}, nil
			})
		},
	}
}

func (s *Server) frontOn(d *mapped, day control.Day) [][]geo.Point {
	m, err := d.chronicle.MapOn(day, control.NoDay)
	if err != nil {
		return nil // a day of the series has a map
	}
	where := s.Places
	if s.Live != nil {
		where = s.Live.WhereOf(d.Definition.Source)
	}
	omitted := measure.Omitted(d.chronicle, d.Definition, day, where)
	return joined(measure.Contact(d.chronicle.Boundary(m), where, omitted))
}

func (s *Server) frontFeatures(m shownMap) ([]tile.Feature, error) {
	if m.chronicle == nil {
		return nil, fmt.Errorf("%s: %w: %w", m.Definition.Name, errNoPolygons, chronicle.ErrNoMap)
	}
	line := s.frontOn(m.mapped, m.to)
	var segs []geo.Segment
	for _, l := range line {
		for i := 1; i < len(l); i++ {
			segs = append(segs, geo.Segment{A: l[i-1], B: l[i]})
		}
	}
	return []tile.Feature{{Kind: tile.Line, Lines: line, Properties: m.properties(
		tile.Property{Key: "map_day", Value: m.to.String()}, tile.Property{Key: "length_km", Value: answer.Round(measure.Length(segs).Km(), 1)})}}, nil
}
