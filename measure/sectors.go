package measure

import (
	"cmp"
	"slices"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Sector is the part of a line of contact nearest to one of the places that
// readers know, and what changed hands nearest to it. Lengths of all sectors add
// up to the line's, areas to the change's.
type Sector struct {
	Place        string     // empty: no place is known
	Length       geo.Meters // of the line
	Moved        geo.Meters // of Length, what was elsewhere on the earlier day
	Gained, Lost geo.SquareMeters
	DepthGained  geo.Meters // the greatest; 0 where nothing was gained
	DepthLost    geo.Meters
}

// sectorsOf divides a line, and the patches by which it moved, by the nearest
// reference place. before may be nil: then nothing has moved. The sectors that
// moved most come first.
func sectorsOf(line, before []geo.Segment, advances []Advance, where *gazetteer.Gazetteer) []Sector {
	byPlace := map[string]*Sector{}
	sector := func(p geo.Point) *Sector {
		name := ""
		if n, ok := where.Nearest(p, gazetteer.Reference); ok {
			name = n.Place.Name
		}
		if byPlace[name] == nil {
			byPlace[name] = &Sector{Place: name}
		}
		return byPlace[name]
	}
	for _, s := range cut(line) {
		mid, length := along(s, 0.5), Length([]geo.Segment{s})
		x := sector(mid)
		x.Length += length
		if before != nil && nearest(mid, before) > movedBeyond {
			x.Moved += length
		}
	}
	for _, a := range advances {
		x := sector(a.Centroid)
		if a.Kind == Gained {
			x.Gained, x.DepthGained = x.Gained+a.Area, max(x.DepthGained, a.Depth)
		} else {
			x.Lost, x.DepthLost = x.Lost+a.Area, max(x.DepthLost, a.Depth)
		}
	}
	out := make([]Sector, 0, len(byPlace))
	for _, x := range byPlace {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Sector) int {
		return cmp.Or(cmp.Compare(b.Gained+b.Lost, a.Gained+a.Lost), cmp.Compare(b.Length, a.Length), cmp.Compare(a.Place, b.Place))
	})
	return out
}
