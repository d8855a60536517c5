package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/salient-project/salient/geo"
)

// LocalCode stands for the home country of a gazetteer of [Local]: a code that
// ISO 3166-1 leaves to users.
const LocalCode = "XX"

// Elsewhere names ground outside every region of the embedded gazetteer.
const Elsewhere = "outside every oblast (water or abroad)"

// Local returns a gazetteer of regions and reference places that a user brings
// for another country. Either may be empty. A region needs a Name and Polygons,
// a place a Name and a Point; the rest is filled in.
//
// Regions are made to share borders and never overlap, as the engine wants them:
// ground that several claim goes to the first of them.
func Local(name string, regions []Region, places []Place) (*Gazetteer, error) {
	regions = partition(regions)
	if err := CheckPartition(regions); err != nil {
		return nil, fmt.Errorf("regions of %s: %w", name, err)
	}
	places = slices.Clone(places)
	for i := range places {
		p := &places[i]
		p.ID, p.Country = -1-i, LocalCode
		if p.Kind == "" {
			p.Kind = Seat
		}
	}
	m := &manifest{Name: name, Home: LocalCode, Countries: map[string]string{LocalCode: name}}
	g := &Gazetteer{outside: "outside every region"}
	g.manifest = func() (*manifest, error) { return m, nil }
	g.regions = sync.OnceValues(func() (*regionIndex, error) { return newRegionIndex(regions), nil })
	g.places = sync.OnceValues(func() (*placeIndex, error) { return indexPlaces(m, places) })
	g.sites = func() ([]Site, error) { return nil, nil }
	g.names = sync.OnceValues(g.indexNames)
	for i := range places {
		if r := g.RegionAt(places[i].Point); r != nil {
			places[i].RegionID = r.ID
		}
	}
	return g, nil
}

// Outside names the ground that lies in no region.
func (g *Gazetteer) Outside() string {
	if g.outside == "" {
		return Elsewhere
	}
	return g.outside
}

// partition returns the regions with all their borders cut where they meet, and
// without ground that an earlier one has. IDs are their names.
func partition(regions []Region) []Region {
	var edges []geo.Edge
	var border []geo.Segment
	for i, r := range regions {
		border = r.Polygons.Segments(border[:0])
		for _, s := range border {
			edges = append(edges, geo.Edge{Segment: s, Channel: i})
		}
	}
	arr := geo.Arrange(edges)
	defer arr.Release()
	var out []Region
	for i, r := range regions {
		r.Polygons = arr.Polygons(func(w []int32) bool {
			for _, earlier := range w[:i] {
				if earlier >= 1 {
					return false
				}
			}
			return w[i] >= 1
		})
		if len(r.Polygons) == 0 {
			continue // all of it is others'
		}
		r.ID = strings.TrimSpace(r.Name)
		if r.FullName == "" {
			r.FullName = r.Name
		}
		out = append(out, r)
	}
	return out
}
