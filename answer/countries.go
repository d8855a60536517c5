package answer

import (
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// Countries tells which country a question is of, where sources that users
// describe bring regions and places of their own. Start with [Countries.Find].
type Countries struct {
	Home *gazetteer.Gazetteer                     // of the shipped sources
	Of   func(source string) *gazetteer.Gazetteer // nil: Home for every source
}

// For returns the regions and places of the country that a source maps.
func (c Countries) For(source string) *gazetteer.Gazetteer { return c.of(source) }

func (c Countries) of(source string) *gazetteer.Gazetteer {
	if c.Of == nil {
		return c.Home
	}
	return c.Of(source)
}

// several reports whether any of the definitions is of another country.
func (c Countries) several(asked []measure.Coverage) bool {
	for _, a := range asked {
		if c.of(a.Definition.Source) != c.Home {
			return true
		}
	}
	return false
}

// Find looks a place up in the countries of the definitions asked, and returns
// the one that it lies in: the home country where none knows better.
func (c Countries) Find(asked []measure.Coverage, find func(*gazetteer.Gazetteer) (string, geo.Point, error)) (string, geo.Point, *gazetteer.Gazetteer, error) {
	name, point, err := find(c.Home)
	for _, a := range asked {
		local := c.of(a.Definition.Source)
		if local == c.Home {
			continue
		}
		if n, p, lerr := find(local); lerr == nil && (err != nil || covers(local, p)) {
			return n, p, local, nil
		}
	}
	return name, point, c.Home, err
}

// At returns those of the definitions whose maps are of the country that a point
// lies in, as far as sources say what theirs is; all if none is.
func (c Countries) At(p geo.Point, asked []measure.Coverage) []measure.Coverage {
	if !c.several(asked) {
		return asked
	}
	var in []measure.Coverage
	for _, a := range asked {
		where := c.of(a.Definition.Source)
		if len(where.Regions()) == 0 || covers(where, p) {
			in = append(in, a)
		}
	}
	if len(in) == 0 {
		return asked
	}
	return in
}

// Region returns the region of a name and those of the definitions in whose
// country it lies; nil if there is none.
func (c Countries) Region(name string, asked []measure.Coverage) (*gazetteer.Region, []measure.Coverage) {
	if r := c.Home.RegionByName(name); r != nil && !c.several(asked) {
		return r, asked
	}
	var region *gazetteer.Region
	var in []measure.Coverage
	for _, a := range asked {
		r := c.of(a.Definition.Source).RegionByName(name)
		if r != nil && (region == nil || region.Name == r.Name) {
			region, in = r, append(in, a)
		}
	}
	return region, in
}

// covers reports whether a point lies among a gazetteer's regions, or not far
// from them.
func covers(where *gazetteer.Gazetteer, p geo.Point) bool {
	const margin = 2 * geo.E7 // degrees
	box := geo.EmptyBox()
	for _, r := range where.Regions() {
		box = box.Union(r.Box())
	}
	return !box.Empty() && int64(p.X) >= int64(box.Min.X)-margin && int64(p.X) <= int64(box.Max.X)+margin &&
		int64(p.Y) >= int64(box.Min.Y)-margin && int64(p.Y) <= int64(box.Max.Y)+margin
}
