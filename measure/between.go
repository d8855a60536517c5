package measure

import (
	"cmp"
	"slices"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/redraw"
)

// Between measures the ground gained and lost from one map of a chronicle to
// another. Gained and Lost are gross; Gained + SliverGained less Lost and
// SliverLost is Net to 1 m². The definition is left empty. Regions are regions:
// o.By is for [Live.Change].
func Between(c *chronicle.Chronicle, from, to chronicle.Map, where *gazetteer.Gazetteer, o Options) Change {
	o.By = nil
	ch, _ := between(c, from, to, where, o) // a country has regions enough for any overlay
	return ch
}

func between(c *chronicle.Chronicle, from, to chronicle.Map, where *gazetteer.Gazetteer, o Options) (Change, error) {
	ch := Change{
		AskedFrom: from.Asked, From: from.Day, AskedTo: to.Asked, To: to.Day,
		Net: c.Net(from, to), Basis: FromChronicle, Gross: Exact, Slivers: o.Slivers,
	}
	diff := c.Diff(from, to)
	gained, lost := geo.ChangeOf(diff)
	patches := append(patchesOf(Gained, gained), patchesOf(Lost, lost)...)
	var moved, slivers []Patch
	for _, p := range patches {
		if p.Sliver {
			slivers = append(slivers, p)
		} else {
			moved = append(moved, p)
		}
	}
	model, modeled := ModelOf(c.Source())
	drawn := moved // what intervals are of: slivers are drawing, not ground
	ch.Gained, ch.Lost = sum(moved)
	ch.SliverGained, ch.SliverLost = sum(slivers)
	if o.Slivers == Include {
		ch.Gained += ch.SliverGained
		ch.Lost += ch.SliverLost
		moved, slivers = slices.Concat(moved, slivers), nil
	}
	if modeled {
		ch.Interval, ch.GainedInterval, ch.LostInterval = model.changed(ch.Gained, ch.Lost, ch.Net, perimetersOf(drawn))
	}
	if by := o.areas(where); by != nil {
		var err error
		var totals map[string]geo.SquareMeters
		if ch.Regions, totals, err = regionsChanged(diff, slivers, ch, by); err != nil {
			return ch, err
		}
		if modeled {
			outlines := perimetersIn(drawn, by)
			for i := range ch.Regions {
				r := &ch.Regions[i]
				r.Interval, r.GainedInterval, r.LostInterval = model.changed(r.Gained, r.Lost, r.Net, outlines[r.Name])
				r.clip(totals[r.Name])
			}
		}
	}
	if o.Patches {
		ch.Patches = moved
		if o.Slivers != Drop {
			ch.Patches = append(ch.Patches, slivers...)
		}
		ch.Patches = slices.DeleteFunc(ch.Patches, func(p Patch) bool { return len(p.Polygon) == 0 })
		slices.SortStableFunc(ch.Patches, func(a, b Patch) int { return cmp.Compare(b.Area, a.Area) })
		locate(ch.Patches, where)
	}
	return ch, nil
}

func sum(patches []Patch) (gained, lost geo.SquareMeters) {
	for _, p := range patches {
		if p.Kind == Gained {
			gained += p.Area
		} else {
			lost += p.Area
		}
	}
	return gained, lost
}

func patchesOf(kind Kind, patches []geo.Patch) []Patch {
	out := make([]Patch, len(patches))
	for i, p := range patches {
		out[i] = Patch{Kind: kind, Area: p.Area, Polygon: p.Polygon, Centroid: p.At, Sliver: redraw.Sliver(p, redraw.Options{})}
		if c, ok := gazetteer.Centroid(geo.MultiPolygon{p.Polygon}); ok {
			out[i].Centroid = c
		}
	}
	return out
}
