package measure

import (
	"math"
	"slices"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/geo"
)

// CellTree finds those of a set of S2 cells that lie near a point without looking
// at all of them: cells are kept in groups, each in one larger cell, and a search
// opens the groups in the order of how near they can be (best first; Hjaltason
// and Samet, "Distance browsing in spatial databases", 1999). It is safe for
// concurrent use.
type CellTree struct {
	cells  []treeNode // in order of their IDs
	groups []treeNode
}

// treeNode is a cell, or a group of them.
type treeNode struct {
	id        s2.CellID
	center    s2.Point
	from, end int // of a group: its cells
}

// groupLevels is how many levels above its cells a group is: up to 64 cells each.
const groupLevels = 3

// NewCellTree returns the tree of cells of one level, in any order.
func NewCellTree(ids []s2.CellID) *CellTree {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	t := &CellTree{cells: make([]treeNode, len(ids))}
	for i, id := range ids {
		t.cells[i] = treeNode{id: id, center: id.Point()}
		in := id.Parent(max(id.Level()-groupLevels, 0))
		if n := len(t.groups) - 1; n >= 0 && t.groups[n].id == in {
			t.groups[n].end = i + 1
		} else {
			t.groups = append(t.groups, treeNode{id: in, center: in.Point(), from: i, end: i + 1})
		}
	}
	return t
}

// ID returns the i-th cell in the order of IDs.
func (t *CellTree) ID(i int) s2.CellID { return t.cells[i].id }

// Len returns how many cells there are.
func (t *CellTree) Len() int { return len(t.cells) }

// Near hands on the cells that may reach into the bearings seen from a point, with
// a distance that none of their points is nearer than, in the order of these
// distances, until visit returns false. Cells that keep rejects are passed over.
func (t *CellTree) Near(p geo.Point, in Bearings, keep func(i int) bool, visit func(i int, atLeast geo.Meters) bool) {
	from := s2.PointFromLatLng(s2.LatLngFromDegrees(p.Lat(), p.Lon()))
	view := viewFrom(from)
	next := make(queue, 0, 512)
	look := func(n *treeNode, i int, group bool) {
		away, radius := from.Distance(n.center), cellRadius(n.id.Level())
		if !in.misses(view, n.center, away, radius) {
			next.push(queued{atLeast(away - radius), i, group})
		}
	}
	for i := range t.groups {
		look(&t.groups[i], i, true)
	}
	for len(next) > 0 {
		q := next.pop()
		if !q.group {
			if !visit(q.i, q.atLeast) {
				return
			}
			continue
		}
		for i := t.groups[q.i].from; i < t.groups[q.i].end; i++ {
			if keep(i) {
				look(&t.cells[i], i, false)
			}
		}
	}
}

// cellRadius is how far the corners of a cell lie from its center, at most: half
// the longest diagonal of a level, and a tenth of it more, because a cell's center
// is not halfway.
func cellRadius(level int) s1.Angle { return s1.Angle(0.55 * s2.MaxDiagMetric.Value(level)) }

// atLeast returns what the geodesic of an arc is no shorter than: distances on
// WGS 84 differ from those on a sphere by 0.56 % at most, and a cell's sides,
// straight in longitude and latitude, from great circles by a meter.
func atLeast(arc s1.Angle) geo.Meters {
	const radius = 6_371_008.8 // mean of the Earth, meters
	return geo.Meters(max(0, 0.99*radius*arc.Radians()-50))
}

// farPlane is how far from a point bearings in the plane around it, see [seenFrom],
// are relied on: some 1,000 km.
const farPlane = s1.Angle(0.16)

// view is the directions to the east and north of a point of the sphere.
type view struct{ east, north r3.Vector }

func viewFrom(p s2.Point) view {
	east := r3.Vector{X: -p.Y, Y: p.X}.Normalize()
	return view{east, p.Cross(east)}
}

// misses reports whether the points within a radius around a center are outside
// the bearings for certain: bearings on the sphere and in the plane are up to
// 0.2° off those on WGS 84, for which 1.5° is allowed. away is how far the center is.
func (b Bearings) misses(from view, center s2.Point, away, radius s1.Angle) bool {
	if b.Half >= 90 || away > farPlane || away <= radius {
		return false
	}
	width := math.Asin(min(1, math.Sin(radius.Radians())/math.Sin(away.Radians())))
	toward := math.Atan2(center.Dot(from.east), center.Dot(from.north))
	off := math.Remainder(toward*180/math.Pi-b.Center, 360)
	return math.Abs(off) > b.Half+width*180/math.Pi+1.5
}

// queued is a cell or a group that a search has not come to.
type queued struct {
	atLeast geo.Meters
	i       int
	group   bool
}

// queue is a binary heap, the nearest first.
type queue []queued

func (q *queue) push(x queued) {
	h := append(*q, x)
	i := len(h) - 1
	for ; i > 0 && x.atLeast < h[(i-1)/2].atLeast; i = (i - 1) / 2 {
		h[i] = h[(i-1)/2]
	}
	h[i] = x
	*q = h
}

func (q *queue) pop() queued {
	h := *q
	first, n := h[0], len(h)-1
	x := h[n]
	h = h[:n]
	i := 0
	for {
		k := 2*i + 1
		if k+1 < n && h[k+1].atLeast < h[k].atLeast {
			k++
		}
		if k >= n || x.atLeast <= h[k].atLeast {
			break
		}
		h[i] = h[k]
		i = k
	}
	if n > 0 {
		h[i] = x
	}
	*q = h
	return first
}
