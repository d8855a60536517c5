package gazetteer

import (
	"fmt"
	"sort"
	"sync"

	"github.com/salient-project/salient/geo"
)

// Tier is how well known a place must be to be named.
type Tier int

// The tiers, each within the one before.
const (
	AnySettlement Tier = iota // settlements, also villages
	Town                      // with the manifest's town population or more
	Reference                 // what readers know without a map: seats and big cities
	tiers
)

// placeIndex holds the places and, for each tier, a tree to find the nearest.
type placeIndex struct {
	places []Place
	byID   map[int]int32
	trees  [2][tiers]func() *tree // of the home country; of all countries
}

// Places returns all settlements. They must not be changed.
func (g *Gazetteer) Places() []Place { return must(g.places()).places }

// PlaceByID returns the place of an ID, as GeoNames gives it.
func (g *Gazetteer) PlaceByID(id int) (Place, bool) {
	idx := must(g.places())
	if i, ok := idx.byID[id]; ok {
		return idx.places[i], true
	}
	return Place{}, false
}

func (g *Gazetteer) readPlaces() (*placeIndex, error) {
	m, err := g.manifest()
	if err != nil {
		return nil, err
	}
	text, err := g.readText(placesFile)
	if err != nil {
		return nil, err
	}
	places, err := decodePlaces(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", placesFile, err)
	}
	return indexPlaces(m, places)
}

// indexPlaces prepares the trees of places by tier.
func indexPlaces(m *manifest, places []Place) (*placeIndex, error) {
	idx := &placeIndex{places: places, byID: make(map[int]int32, len(places))}
	for i, p := range idx.places {
		if _, dup := idx.byID[p.ID]; dup {
			return nil, fmt.Errorf("%s: id %d stands twice", placesFile, p.ID)
		}
		idx.byID[p.ID] = int32(i)
	}
	also := map[int]bool{}
	for _, id := range m.Reference.Also {
		also[id] = true
	}
	inTier := func(p *Place, t Tier) bool {
		if p.Kind == Quarter || p.Kind == Abandoned {
			return false
		}
		switch t {
		case Town:
			return p.Population >= m.TownPopulation
		case Reference:
			seat := (p.Kind == Seat || p.Kind == Capital) && p.Country == m.Home
			return seat || p.Population >= m.Reference.MinPopulation || also[p.ID]
		}
		return true
	}
	for scope := range idx.trees {
		for t := range idx.trees[scope] {
			idx.trees[scope][t] = sync.OnceValue(func() *tree {
				var members []int32
				for i := range idx.places {
					p := &idx.places[i]
					if (scope == 1 || p.Country == m.Home) && inTier(p, Tier(t)) {
						members = append(members, int32(i))
					}
				}
				return newTree(idx.places, members)
			})
		}
	}
	return idx, nil
}

// Nearest returns the nearest place of a tier, the geodesic distance to it and
// the bearing at the place toward p. For a point in one of the regions, places
// of the home country alone are asked; elsewhere those of all countries.
// ok is false when the tier is empty.
func (g *Gazetteer) Nearest(p geo.Point, t Tier) (rel Relation, ok bool) {
	if t < 0 || t >= tiers {
		return Relation{}, false
	}
	scope := 1
	if g.RegionAt(p) != nil {
		scope = 0
	}
	idx := must(g.places())
	i, ok := idx.trees[scope][t]().nearest(idx.places, p)
	if !ok {
		return Relation{}, false
	}
	return relate(idx.places[i], p), true
}

// PlacesWithin returns the places whose point lies in the box, the
// most populous first.
func (g *Gazetteer) PlacesWithin(b geo.Box) []Place {
	var out []Place
	for _, p := range g.Places() {
		if b.Contains(p.Point) {
			out = append(out, p)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Population > out[j].Population })
	return out
}

// RegionName returns the name to print for the region of a place: the region's
// own name at home, else the name of the first-order division where the
// gazetteer has one, else the country's.
func (g *Gazetteer) RegionName(p Place) string {
	for _, r := range g.Regions() {
		if r.ID == p.RegionID {
			return r.FullName
		}
	}
	m := must(g.manifest())
	if name := m.Areas[p.RegionID]; name != "" {
		return name
	}
	return g.CountryName(p.Country)
}

// CountryName returns a country's name, or its code where none is known.
func (g *Gazetteer) CountryName(code string) string {
	if name := must(g.manifest()).Countries[code]; name != "" {
		return name
	}
	return code
}

// OutsideAt names ground that lies in no region, by the first of: the
// gazetteer's named water that holds the point, the division of the nearest
// settlement abroad ("Kursk Oblast, Russia"), "outside". The lines between the
// waters are rough, and near a land border the name may be that of the nearest
// neighbor's village. It does not ask whether the point lies in a region.
func (g *Gazetteer) OutsideAt(p geo.Point) string {
	m := must(g.manifest())
	for i := range m.Waters {
		if m.Waters[i].inside.contains(p) {
			return m.Waters[i].Name
		}
	}
	idx := must(g.places())
	best, found := Relation{}, false
	for _, i := range idx.trees[1][AnySettlement]().near(idx.places, p, 64) {
		if q := idx.places[i]; q.Country != m.Home {
			best, found = relate(q, p), true
			break
		}
	}
	if !found {
		return "outside"
	}
	area, country := g.RegionName(best.Place), g.CountryName(best.Place.Country)
	if area == country {
		return country
	}
	return area + ", " + country
}
