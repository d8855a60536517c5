package geo

import (
	"math"
	"slices"
)

// Patch is one connected piece of ground: its parts share edges, not points
// only.
//
// At most one patch of a list has an empty polygon: it collects the area of
// slivers that are too thin for the coordinate grid and touch no other patch,
// so that the patches' areas add up to the whole.
type Patch struct {
	Polygon Polygon
	Area    SquareMeters
	At      Point // the polygon's smallest point; of slivers, an end of the greatest
}

// loose is an area that no boundary edge carries, at an edge.
type loose struct {
	edge int32
	area float64
}

// minPatch is the least area, in square meters, for which slivers beyond any
// patch are reported as a patch of their own.
const minPatch = 0.1

// Patches returns the kept faces, merged where they share an edge, with their
// geodesic areas, in the order of their smallest points.
func (a *Arrangement) Patches(keep func(w []int32) bool) []Patch {
	a.sift(keep)
	a.collect()
	t := &a.trace
	t.run(a.dir)
	polys := t.polygons()
	sums := make([]total, len(polys))
	var rest total
	a.loose = a.loose[:0]
	for i := range a.dir {
		area := a.keptArea(a.dir[i].id, keep)
		if f := t.faceOf(int32(i)); f >= 0 {
			sums[f].add(area)
		} else {
			rest.add(area)
		}
	}
	if len(a.copies) > 0 {
		for i := range a.edges {
			e := &a.edges[i]
			if e.copy >= 0 && a.keeps[a.cycle[2*i]] == a.keeps[a.cycle[2*i+1]] {
				if area := a.keptArea(int32(i), keep); area != 0 {
					a.loose = append(a.loose, loose{int32(i), area})
				}
			}
		}
	}
	at, greatest := Point{}, 0.0
	for _, l := range a.loose {
		e := &a.edges[l.edge]
		f := t.faceAt(a.verts[e.u])
		if f < 0 {
			f = t.faceAt(a.verts[e.v])
		}
		if f >= 0 {
			sums[f].add(l.area)
			continue
		}
		rest.add(l.area)
		if math.Abs(l.area) > greatest {
			at, greatest = a.verts[e.u], math.Abs(l.area)
		}
	}
	patches := make([]Patch, len(polys), len(polys)+1)
	big := 0
	for i, p := range polys {
		patches[i] = Patch{p, SquareMeters(sums[i].value()), p[0][0]}
		if patches[i].Area > patches[big].Area {
			big = i
		}
	}
	switch r := SquareMeters(rest.value()); {
	case math.Abs(float64(r)) >= minPatch:
		patches = append(patches, Patch{nil, r, at})
	case len(patches) > 0:
		patches[big].Area += r
	}
	return patches
}

// faceOf returns the face that an edge bounds, or -1.
func (t *tracer) faceOf(i int32) int32 {
	if c := t.cycle[i]; c >= 0 {
		return t.cycles[c].face
	}
	return -1
}

// faceAt returns a face with a vertex at p, or -1.
func (t *tracer) faceAt(p Point) int32 {
	if len(t.edges) == 0 {
		return -1
	}
	if v := t.vtab.find(p.key()); v >= 0 {
		return t.faceOf(t.start[v])
	}
	return -1
}

// Diff returns the segments of two boundaries that stand in only one of them,
// those of from reversed. Both are as [Boundary] returns them. Around ground
// gained the result has winding number +1, around ground lost -1.
func Diff(from, to []Segment) []Segment {
	var out []Segment
	i, k := 0, 0
	for i < len(from) && k < len(to) {
		switch {
		case from[i] == to[k]:
			i, k = i+1, k+1
		case from[i].Less(to[k]):
			out = append(out, from[i].Reverse())
			i++
		default:
			out = append(out, to[k])
			k++
		}
	}
	for ; i < len(from); i++ {
		out = append(out, from[i].Reverse())
	}
	return append(out, to[k:]...)
}

// Change returns the ground gained and lost between two boundaries, as
// [ChangeOf] does.
func Change(from, to []Segment) (gained, lost []Patch) { return ChangeOf(Diff(from, to)) }

// ChangeOf returns the ground gained and lost: the faces with winding number of
// at least +1 and at most -1 among the segments that [Diff] returns.
//
// The areas of gained less those of lost are the sum of [SegmentArea] over the
// segments, to far less than a square meter. No area is negative: a sliver
// between two long segments may lie on the other side of their geodesics than
// of the straight lines, and is then counted on that side.
func ChangeOf(diff []Segment) (gained, lost []Patch) {
	if len(diff) == 0 {
		return nil, nil
	}
	a := arrange(diff)
	defer a.Release()
	a.measure(-1, 1)
	gained = a.Patches(func(w []int32) bool { return w[0] >= 1 })
	lost = a.Patches(func(w []int32) bool { return w[0] <= -1 })
	return balance(gained, lost)
}

// balance moves the patches with negative areas to the other list.
func balance(gained, lost []Patch) (_, _ []Patch) {
	var toLost, toGained []Patch
	negative := func(other *[]Patch) func(p Patch) bool {
		return func(p Patch) bool {
			if p.Area >= 0 {
				return false
			}
			p.Area = -p.Area
			*other = append(*other, p)
			return true
		}
	}
	gained = slices.DeleteFunc(gained, negative(&toLost))
	lost = slices.DeleteFunc(lost, negative(&toGained))
	return rank(append(gained, toGained...)), rank(append(lost, toLost...))
}

// rank orders patches by their points, joining those without a polygon.
func rank(patches []Patch) []Patch {
	slices.SortStableFunc(patches, func(p, q Patch) int {
		if (p.Polygon == nil) != (q.Polygon == nil) {
			if p.Polygon == nil {
				return 1
			}
			return -1
		}
		return comparePoints(p.At, q.At)
	})
	if n := len(patches); n > 1 && patches[n-2].Polygon == nil {
		patches[n-2].Area += patches[n-1].Area
		patches = patches[:n-1]
	}
	return patches
}
