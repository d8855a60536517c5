package intake

import (
	"errors"
	"maps"
	"slices"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/store"
)

// derive brings the chronicles of definitions that unite several layers up to
// date and returns those that changed. An import that was killed may have left
// them behind their layers, so they are looked at even if nothing was added.
func (in *intake) derive(t *taken) ([]*chronicle.Chronicle, error) {
	var changed []*chronicle.Chronicle
	for _, d := range t.reader.Definitions() {
		if len(d.Layers) < 2 {
			continue
		}
		layers := make([]*chronicle.Chronicle, len(d.Layers))
		for i, layer := range d.Layers {
			c, err := in.chronicle(t, d.Source, layer)
			if err != nil {
				return nil, err
			}
			layers[i] = c
		}
		if len(layers[0].Observations()) == 0 {
			continue
		}
		c, err := in.Store.Chronicle(store.Key{Source: d.Source, Name: d.Name})
		if errors.Is(err, chronicle.ErrNoMap) {
			c, err = chronicle.New(d.Source, d.Name), nil
		}
		if err != nil {
			return nil, err
		}
		stale := in.stale(t, c, d.Layers, layers)
		if err := chronicle.Update(c, layers, stale, chronicle.DeriveOptions{}); err != nil {
			return nil, err
		}
		t.derived = append(t.derived, c)
		if len(stale) > 0 {
			changed = append(changed, c)
		}
	}
	return changed, nil
}

// stale returns the days for which a derived chronicle must be brought in step:
// those whose layers this run added to, and those that it has no map of though
// its main layer has, because a run before this one was killed.
func (in *intake) stale(t *taken, derived *chronicle.Chronicle, names []control.Layer, layers []*chronicle.Chronicle) []control.Day {
	days := map[control.Day]bool{}
	for _, d := range layers[0].Days() {
		days[d] = true
	}
	for _, d := range derived.Days() {
		delete(days, d)
	}
	for _, name := range names {
		for d := range t.dirty[name] {
			days[d] = true
		}
	}
	return slices.Sorted(maps.Keys(days))
}

// newest returns the newest map of each definition, for the table that GIS
// programs show.
func (t *taken) newest() []store.Feature {
	var out []store.Feature
	for _, d := range t.reader.Definitions() {
		var c *chronicle.Chronicle
		if len(d.Layers) == 1 {
			c = t.chronicles[d.Layers[0]]
		}
		for _, x := range t.derived {
			if x.Name() == d.Name {
				c = x
			}
		}
		if c == nil || len(c.Observations()) == 0 {
			continue
		}
		days := c.Days()
		m, err := c.MapOn(days[len(days)-1], control.NoDay)
		if err != nil {
			continue // the newest day has a map
		}
		polygons := geo.Polygons(c.Boundary(m))
		box := polygons.Box()
		out = append(out, store.Feature{
			Source: d.Source, Definition: d.Name, Day: m.Day, AreaKm2: c.Area(m).Km2(),
			WKB: geo.AppendWKB(nil, polygons),
			Box: [4]float64{box.Min.Lon(), box.Min.Lat(), box.Max.Lon(), box.Max.Lat()},
		})
	}
	return out
}
