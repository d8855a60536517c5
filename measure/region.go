package measure

import (
	"cmp"
	"slices"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Outside names the row for ground that lies in no region: water beyond the
// drawn coast, and ground across the border.
const Outside = gazetteer.Elsewhere

// overlaid returns the arrangement of a chain of segments, in channel 0, and
// the borders of the regions that it may touch, in channels 1, 2 …
func overlaid(segs []geo.Segment, where *gazetteer.Gazetteer) (*geo.Arrangement, []*gazetteer.Region) {
	box := geo.EmptyBox()
	edges := make([]geo.Edge, 0, 2*len(segs))
	for _, s := range segs {
		box = box.Add(s.A).Add(s.B)
		edges = append(edges, geo.Edge{Segment: s})
	}
	regions := where.RegionsIn(box)
	var border []geo.Segment
	for i, r := range regions {
		border = r.Polygons.Segments(border[:0])
		for _, s := range border {
			edges = append(edges, geo.Edge{Segment: s, Channel: i + 1})
		}
	}
	return geo.Arrange(edges), regions
}

// RegionsHeld splits a held area by areas. The parts, with the row for what
// lies in none, add up to the whole unless areas overlap. Areas of which nothing
// is held are left out.
func RegionsHeld(boundary []geo.Segment, whole geo.SquareMeters, by Areas) ([]RegionHeld, error) {
	areas, err := by.Touching(boundary)
	if err != nil {
		return nil, err
	}
	var rows []RegionHeld
	rest := whole
	if by.Disjoint() {
		var within []Area
		if areas, within = apart(boundary, areas); len(within) > 0 {
			for _, a := range within {
				rest -= a.Total
				rows = append(rows, RegionHeld{Name: a.Name, Held: a.Total, Total: a.Total})
			}
		}
	}
	sums := split(boundary, areas, by.Disjoint(), 1, func(w int32) int { return int(min(w, 1)) - 1 })
	for i, a := range areas {
		held := sums[i][0]
		rest -= held
		if held > leastArea {
			rows = append(rows, RegionHeld{Name: a.Name, Held: held, Total: a.Total})
		}
	}
	if !by.Disjoint() {
		rest = max(sums[len(areas)][0], 0)
	}
	SortHeld(rows)
	if _, ok := by.(cells); ok && max(rest, -rest) < leastArea {
		return rows, nil // cells leave nothing out
	}
	return append(rows, RegionHeld{Name: by.Rest(), Held: rest, Rest: true}), nil
}

// apart takes out the areas that no segment of a held boundary comes near: of
// them all is held, or nothing. It returns those that have to be overlaid and
// those that are held whole.
func apart(boundary []geo.Segment, areas []Area) (near, whole []Area) {
	for _, a := range areas {
		box := boxOf(a.Border)
		crossed := slices.ContainsFunc(boundary, func(s geo.Segment) bool {
			return geo.EmptyBox().Add(s.A).Add(s.B).Intersects(box)
		})
		switch {
		case crossed || len(a.Border) == 0:
			near = append(near, a)
		case crossings(boundary, a.Border[0].A)%2 == 1:
			whole = append(whole, a)
		}
	}
	return near, whole
}

// SortHeld orders rows by the area held, greatest first, then by name; the row
// for what lies outside every region comes last.
func SortHeld(rows []RegionHeld) {
	slices.SortFunc(rows, func(a, b RegionHeld) int {
		return cmp.Or(restLast(a.Rest, b.Rest), outsideLast(a.Name, b.Name), cmp.Compare(b.Held, a.Held), cmp.Compare(a.Name, b.Name))
	})
}

// SortChanged orders rows by the ground that changed hands, greatest first, as
// [SortHeld] does.
func SortChanged(rows []RegionChange) {
	slices.SortFunc(rows, func(a, b RegionChange) int {
		return cmp.Or(restLast(a.Rest, b.Rest), outsideLast(a.Name, b.Name), cmp.Compare(b.Gained+b.Lost, a.Gained+a.Lost), cmp.Compare(a.Name, b.Name))
	})
}

func restLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func outsideLast(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == Outside:
		return 1
	case b == Outside:
		return -1
	}
	return 0
}

// leastArea is the area below which a region is not listed: what is left of
// rounding where ground only touches a border.
const leastArea = 0.5 // m²

// regionsChanged splits the gross changes of ch by areas, slivers left out. The
// parts, with the row for what lies in none, add up to the whole unless areas
// overlap. totals are the areas' own.
func regionsChanged(diff []geo.Segment, slivers []Patch, ch Change, by Areas) (rows []RegionChange, totals map[string]geo.SquareMeters, err error) {
	if len(diff) == 0 {
		return nil, nil, nil
	}
	areas, err := by.Touching(diff)
	if err != nil {
		return nil, nil, err
	}
	last := len(areas)
	sums := split(diff, areas, by.Disjoint(), 2, func(w int32) int {
		switch {
		case w >= 1:
			return 0
		case w <= -1:
			return 1
		}
		return -1
	})
	names := map[string]int{}
	gained, lost := make([]geo.SquareMeters, last+1), make([]geo.SquareMeters, last+1)
	for i, sum := range sums {
		gained[i], lost[i] = sum[0], sum[1]
		if i < last {
			names[areas[i].Name] = i
		}
	}
	for _, p := range slivers {
		i := last
		if k, ok := names[by.At(p.Centroid)]; ok {
			i = k
		}
		if p.Kind == Gained {
			gained[i] -= p.Area
		} else {
			lost[i] -= p.Area
		}
	}
	if by.Disjoint() {
		settle(gained, ch.Gained)
		settle(lost, ch.Lost)
	}
	totals = map[string]geo.SquareMeters{}
	for i := range sums {
		g, l := max(gained[i], 0), max(lost[i], 0)
		if g <= leastArea && l <= leastArea {
			continue
		}
		row := RegionChange{Name: by.Rest(), Gained: g, Lost: l, Net: g - l, Rest: i == last}
		if i < last {
			row.Name = areas[i].Name
			totals[row.Name] = areas[i].Total
		}
		rows = append(rows, row)
	}
	SortChanged(rows)
	return rows, totals, nil
}

// settle makes parts that were measured in an overlay of their own add up to the
// whole. Crossing the borders moves cut points by up to half a centimeter, and a
// sliver of the change may fall on the other side of its geodesic then: some
// hundred square meters in the largest changes. Every part takes its share of
// that; the last one, which is what lies outside, all of it if there is no other.
func settle(parts []geo.SquareMeters, whole geo.SquareMeters) {
	sum := geo.SquareMeters(0)
	for i, p := range parts {
		parts[i] = max(p, 0)
		sum += parts[i]
	}
	if sum == 0 {
		parts[len(parts)-1] = whole
		return
	}
	for i := range parts {
		parts[i] *= whole / sum
	}
}

// locate fills in where patches are: region, nearest reference place.
func locate(patches []Patch, where *gazetteer.Gazetteer) {
	for i := range patches {
		p := &patches[i]
		p.Region = regionOf(p.Polygon, p.Centroid, where)
		if n, ok := where.Nearest(p.Centroid, gazetteer.Reference); ok {
			p.Near = Near{Place: n.Place.Name, Distance: n.Distance, Bearing: n.Wind().Letters()}
		}
	}
}

// regionOf returns the name of the region that holds most of a polygon, or
// nothing where most of it is outside.
func regionOf(p geo.Polygon, center geo.Point, where *gazetteer.Gazetteer) string {
	at := where.RegionAt(center)
	same := true
	for _, r := range p {
		for _, q := range r {
			if same = same && where.RegionAt(q) == at; !same {
				break
			}
		}
	}
	if same {
		if at == nil {
			return ""
		}
		return at.Name
	}
	arr, regions := overlaid(geo.MultiPolygon{p}.Segments(nil), where)
	best := ""
	outside := arr.Area(func(w []int32) bool { return w[0] >= 1 })
	var largest geo.SquareMeters
	for i, r := range regions {
		a := arr.Area(func(w []int32) bool { return w[0] >= 1 && w[i+1] >= 1 })
		outside -= a
		if a > largest {
			best, largest = r.Name, a
		}
	}
	if outside > largest {
		return ""
	}
	return best
}
