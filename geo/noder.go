package geo

import "slices"

// noder cuts a set of segments where they meet. It is snap rounding (Hobby
// 1999; Guibas & Marimont 1998), iterated (Halperin & Packer 2002): the pixels
// of all endpoints and crossings are hot, a segment that passes through a hot
// pixel is bent to its center, and so are the pieces until none passes through
// a hot pixel other than those of its ends. The pieces then meet only at their
// ends, and no vertex is nearer than half a unit to a piece that it does not
// end.
//
// Everything is kept in flat slices that are reused from run to run.
type noder struct {
	verts []Point // hot pixels' centers; the first are the segments' ends
	vtab  table   // from a point's key to its index in verts

	segs []seg // distinct, A before B
	stab table // from a pair of vertices to the segment's index

	grid  grid
	hits  []hit      // vertices inside segments
	bends []int32    // the chain being bent
	fresh []int32    // vertices of crossings
	near  []nearVert // vertices by grid cell
	used  []bool     // vertices that some segment ends in, or crossings
	chain []chainAt  // where in bends each cut segment's chain is

	crossed func(i, j int32, at Point) // if not nil, is told of every crossing

	crowded   bool // the grid gave up
	sweepOnly bool // tests: never use the grid
	sweep     sweep
	tree      pointTree
}

// seg is a distinct input segment with A before B in the order of Less.
type seg struct {
	a, b Point
	u, v int32 // vertices of a and b
}

// hit says that a segment passes through a vertex's pixel.
type hit struct{ seg, vert int32 }

type chainAt struct{ seg, start, end int32 }

// nearVert is a vertex in a grid cell.
type nearVert struct {
	p Point
	v int32
}

// reset empties the noder for about n segments.
func (n *noder) reset(count int) {
	n.verts = slices.Grow(n.verts[:0], count+count/4)
	n.segs = slices.Grow(n.segs[:0], count)
	n.hits = n.hits[:0]
	n.fresh = n.fresh[:0]
	n.vtab.reset(count + count/4)
	n.stab.reset(count)
}

// vertex returns the index of the point, adding it if new.
func (n *noder) vertex(p Point) int32 {
	i, fresh := n.vtab.add(p.key())
	if fresh {
		n.verts = append(n.verts, p)
	}
	return i
}

// add returns the index of the distinct segment between the two vertices, and
// whether it is new; u must be before v.
func (n *noder) add(u, v int32) (int32, bool) {
	i, fresh := n.stab.add(pair(u, v))
	if fresh {
		n.segs = append(n.segs, seg{n.verts[u], n.verts[v], u, v})
	}
	return i, fresh
}

// run cuts the segments, but for those that skip says to leave out.
func (n *noder) run(skip []bool) {
	n.find(skip)
	if len(n.hits) > 0 {
		n.bend()
	}
}

// find adds the vertices of crossings, and finds the vertices whose pixels a
// segment passes.
func (n *noder) find(skip []bool) {
	box := EmptyBox()
	n.used = zeroed(n.used, len(n.verts))
	for i := range n.segs {
		if !skip[i] {
			s := &n.segs[i]
			box = box.Add(s.a).Add(s.b)
			n.used[s.u], n.used[s.v] = true, true
		}
	}
	if box.Empty() {
		return
	}
	n.crowded = n.sweepOnly || !n.runGrid(box, skip)
	if n.crowded {
		n.runSweep(skip)
	}
}

// runGrid finds the hits by comparing the segments in each cell of a grid. It
// gives up, and returns false, where that is more work than a sweep.
func (n *noder) runGrid(box Box, skip []bool) bool {
	g := &n.grid
	g.reset(box, gridCells*len(n.segs)+16)
	g.next = slices.Grow(g.next, 2*len(n.segs))
	budget := 400*len(n.segs) + 100_000
	for i := range n.segs {
		if skip[i] {
			continue
		}
		s := &n.segs[i]
		for _, c := range g.cells(s.a, s.b) {
			for l := g.segs[c]; l != 0; l = g.next[l-1].next {
				budget--
				if j := g.next[l-1].item; j != int32(i) {
					n.meet(int32(i), j)
				}
			}
			budget -= 4
			g.next = append(g.next, link{int32(i), g.segs[c]})
			g.segs[c] = int32(len(g.next))
		}
		if budget < 0 {
			return false
		}
	}
	n.meetCrossings()
	if len(n.hits) > 0 {
		n.gridPoints()
	}
	return true
}

// gridCells is the number of grid cells for each segment.
const gridCells = 4

// runSweep finds the crossings by a sweep, and the hits from a tree of the
// vertices.
func (n *noder) runSweep(skip []bool) {
	n.hits = n.hits[:0]
	n.sweep.run(n.segs, skip, n.cross)
	n.tree.build(n.verts, n.used)
	var found []int32
	for i := range n.segs {
		if skip[i] {
			continue
		}
		s := &n.segs[i]
		found = n.tree.through(n.verts, s.a, s.b, s.u, s.v, found[:0])
		for _, v := range found {
			n.hits = append(n.hits, hit{int32(i), v})
		}
	}
}

// meet notes where two segments touch or cross.
func (n *noder) meet(i, j int32) {
	s, t := &n.segs[i], &n.segs[j]
	if s.a.X > t.b.X || t.a.X > s.b.X {
		return
	}
	slo, shi := min(s.a.Y, s.b.Y), max(s.a.Y, s.b.Y)
	tlo, thi := min(t.a.Y, t.b.Y), max(t.a.Y, t.b.Y)
	if slo > thi || tlo > shi {
		return
	}
	within := func(p Point, q *seg, lo, hi int32) bool {
		return q.a.X <= p.X && p.X <= q.b.X && lo <= p.Y && p.Y <= hi
	}
	if t.u != s.u && t.u != s.v && within(t.a, s, slo, shi) && passes(s.a, s.b, t.a) {
		n.hits = append(n.hits, hit{i, t.u})
	}
	if t.v != s.u && t.v != s.v && within(t.b, s, slo, shi) && passes(s.a, s.b, t.b) {
		n.hits = append(n.hits, hit{i, t.v})
	}
	if s.u != t.u && s.u != t.v && within(s.a, t, tlo, thi) && passes(t.a, t.b, s.a) {
		n.hits = append(n.hits, hit{j, s.u})
	}
	if s.v != t.u && s.v != t.v && within(s.b, t, tlo, thi) && passes(t.a, t.b, s.b) {
		n.hits = append(n.hits, hit{j, s.v})
	}
	if s.u == t.u || s.u == t.v || s.v == t.u || s.v == t.v {
		return // they share an end: no crossing elsewhere
	}
	n.cross(i, j)
}

// cross adds the vertex in which two segments cross, if they do inside both.
func (n *noder) cross(i, j int32) {
	s, t := &n.segs[i], &n.segs[j]
	if orient(s.a, s.b, t.a)*orient(s.a, s.b, t.b) < 0 && orient(t.a, t.b, s.a)*orient(t.a, t.b, s.b) < 0 {
		p := crossing(s.a, s.b, t.a, t.b)
		if n.crossed != nil {
			n.crossed(i, j, p)
		}
		v := n.vertex(p)
		if int(v) == len(n.used) {
			n.used = append(n.used, false)
		}
		if !n.used[v] { // else it is a segment's end, or found before
			n.used[v] = true
			n.fresh = append(n.fresh, v)
		}
	}
}

// meetCrossings finds the segments that pass through the pixels of crossings.
func (n *noder) meetCrossings() {
	g := &n.grid
	for _, v := range n.fresh {
		p := n.verts[v]
		for l := g.segs[g.cell(p)]; l != 0; l = g.next[l-1].next {
			i := g.next[l-1].item
			s := &n.segs[i]
			if s.a.X <= p.X && p.X <= s.b.X && min(s.a.Y, s.b.Y) <= p.Y && p.Y <= max(s.a.Y, s.b.Y) &&
				s.u != v && s.v != v && passes(s.a, s.b, p) {
				n.hits = append(n.hits, hit{i, v})
			}
		}
	}
}
