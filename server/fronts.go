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

// across is how far beyond a boundary the other side is looked for: farther than
// two drawings of one border or coast lie apart, and nearer than a strait.
const across geo.Meters = 3000

// front returns the parts of a map's boundary with ground of the country on the
// side that is not held: the line of contact. Boundaries along the coast and the
// border have water or another country there.
func (s *Server) front(c *chronicle.Chronicle, m chronicle.Map) [][]geo.Point {
	var kept []geo.Segment
	for _, seg := range c.Boundary(m) {
		mid := geo.Point{X: seg.A.X/2 + seg.B.X/2, Y: seg.A.Y/2 + seg.B.Y/2}
		_, azimuth := geo.Distance(seg.A, seg.B)
		// Held ground is on the left.
		if s.Places.RegionAt(geo.Destination(mid, azimuth+90, across)) != nil {
			kept = append(kept, seg)
		}
	}
	return joined(kept)
}

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
		id: "fronts", title: "Front lines", limit: 10, most: 1000, filters: mapFilters, byMap: true,
		doc: "The line of contact: the boundary of held ground where the country lies 3 km beyond, so without coasts and state borders. It is drawn from imported maps only. " +
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
	return s.front(d.chronicle, m)
}

func (s *Server) frontFeatures(m shownMap) ([]tile.Feature, error) {
	if m.chronicle == nil {
		return nil, fmt.Errorf("%s: %w: %w", m.Definition.Name, errNoPolygons, chronicle.ErrNoMap)
	}
	line := s.frontOn(m.mapped, m.to)
	var length geo.Meters
	for _, l := range line {
		for i := 1; i < len(l); i++ {
			d, _ := geo.Distance(l[i-1], l[i])
			length += d
		}
	}
	return []tile.Feature{{Kind: tile.Line, Lines: line, Properties: m.properties(
		tile.Property{Key: "map_day", Value: m.to.String()}, tile.Property{Key: "length_km", Value: answer.Round(length.Km(), 1)})}}, nil
}
