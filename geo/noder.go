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
	budget := 400*len(n.segs) + 100_000
	for i := range n.segs {
		if !skip[i] {
			g.enter(&n.segs[i], int32(i))
		}
		if 4*len(g.met) > budget {
			return false
		}
	}
	if 4*len(g.met)+g.pairs() > budget {
		return false
	}
	g.fill(n.segs)
	for c := range g.nx * g.ny {
		in := g.in(c)
		for k := range in {
			n.meetAll(&in[k], in[:k])
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

// meetAll notes where a segment touches or crosses others.
func (n *noder) meetAll(s *inCell, others []inCell) {
	west, east := int64(s.box.Min.X), int64(s.box.Max.X)
	south, north := int64(s.box.Min.Y), int64(s.box.Max.Y)
	for k := range others {
		t := &others[k]
		// Whether the boxes are apart is one question here, where four would each
		// be answered either way as often as not.
		if (north-int64(t.box.Min.Y))|(int64(t.box.Max.Y)-south)|(east-int64(t.box.Min.X))|(int64(t.box.Max.X)-west) >= 0 {
			n.meet(s.seg, t.seg)
		}
	}
}

// meet notes where two segments whose boxes meet touch or cross.
func (n *noder) meet(i, j int32) {
	s, t := &n.segs[i], &n.segs[j]
	slo, shi := min(s.a.Y, s.b.Y), max(s.a.Y, s.b.Y)
	tlo, thi := min(t.a.Y, t.b.Y), max(t.a.Y, t.b.Y)
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
		for _, in := range g.in(g.cell(p)) {
			if !in.box.Contains(p) {
				continue
			}
			if s := &n.segs[in.seg]; s.u != v && s.v != v && passes(s.a, s.b, p) {
				n.hits = append(n.hits, hit{in.seg, v})
			}
		}
	}
}
