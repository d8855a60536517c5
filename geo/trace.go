package geo

import "slices"

// tracer links the directed boundary edges of a region into rings, and rings
// into polygons. Edges must meet at their ends only, and be sorted.
//
// At each vertex a ring goes on with the edge that bounds the same corner of
// the region, so that ground that touches in a point only comes apart. A cycle
// then bounds one connected face; where it passes a vertex twice it is split
// there into simple rings.
type tracer struct {
	edges []dirEdge
	vert  []int32 // index of the edge's A among the distinct ones
	start []int32 // first edge of each distinct A, and the end
	vtab  table
	next  []int32 // the edge after an edge, -1 if the chain is broken

	cycle  []int32   // the cycle of an edge, -1 for none
	cycles []cycleAt // each cycle
	rings  []ringAt
	points []Point
	chain  []Point
	verts  []int32 // vertices of chain
	place  []int32 // place of a vertex in chain plus one
	below  below

	faces []faceAt
	fans  map[int32][]int32 // edges sorted by angle, of vertices with many
	buf   []dirEdge
}

// dirEdge is a directed edge and its index where it came from.
type dirEdge struct {
	Segment
	id int32
}

type cycleAt struct {
	outer int32 // the counterclockwise ring, -1 for none
	face  int32 // index in faces; while unknown the edge below, complemented
	low   int32 // the edge that leaves its smallest vertex
}

type ringAt struct {
	start, end int32 // in points
	cycle      int32
	ccw        bool
}

type faceAt struct {
	outer int32 // ring
	holes int32 // how many
}

func (t *tracer) run(edges []dirEdge) {
	t.edges = edges
	t.cycles = t.cycles[:0]
	t.rings = t.rings[:0]
	t.points = t.points[:0]
	t.faces = t.faces[:0]
	t.join()
	t.walk()
	t.nest()
}

// join finds each edge's next.
func (t *tracer) join() {
	n := len(t.edges)
	t.vtab.reset(n)
	clear(t.fans)
	t.vert = resized(t.vert, n)
	t.start = t.start[:0]
	for i := range t.edges {
		v, fresh := t.vtab.add(t.edges[i].A.key())
		if fresh {
			t.start = append(t.start, int32(i))
		}
		t.vert[i] = v
	}
	t.start = append(t.start, int32(n))
	t.next = resized(t.next, n)
	for i := range t.edges {
		v := int32(-1)
		if i+1 < n && t.edges[i+1].A == t.edges[i].B {
			v = t.vert[i+1]
		} else {
			v = t.vtab.find(t.edges[i].B.key())
		}
		if v < 0 {
			t.next[i] = -1
			continue
		}
		t.next[i] = t.turn(&t.edges[i], v)
	}
}

// walk traces the cycles and splits them into simple rings.
func (t *tracer) walk() {
	t.cycle = resized(t.cycle, len(t.edges))
	for i := range t.cycle {
		t.cycle[i] = -1
	}
	t.place = zeroed(t.place, len(t.start))
	for i := range t.edges {
		if t.cycle[i] != -1 {
			continue
		}
		id := int32(len(t.cycles))
		t.chain, t.verts = t.chain[:0], t.verts[:0]
		rings, points := len(t.rings), len(t.points)
		h := int32(i)
		for h >= 0 && t.cycle[h] == -1 {
			t.cycle[h] = id
			v := t.vert[h]
			if k := t.place[v]; k > 0 {
				t.cutRing(int(k-1), id)
			}
			t.place[v] = int32(len(t.chain)) + 1
			t.chain = append(t.chain, t.edges[h].A)
			t.verts = append(t.verts, v)
			h = t.next[h]
		}
		if h == int32(i) {
			t.cutRing(0, id)
		} else { // not closed: no region
			for _, v := range t.verts {
				t.place[v] = 0
			}
			t.rings, t.points = t.rings[:rings], t.points[:points]
		}
		c := cycleAt{outer: -1, face: -1, low: int32(i)}
		for r := rings; r < len(t.rings); r++ {
			if t.rings[r].ccw {
				c.outer = int32(r)
			}
		}
		t.cycles = append(t.cycles, c)
	}
}

// cutRing makes a ring of the chain from k on, and drops it from the chain.
func (t *tracer) cutRing(k int, id int32) {
	ring := t.chain[k:]
	for _, v := range t.verts[k:] {
		t.place[v] = 0
	}
	if len(ring) >= 3 {
		low := 0
		for i := range ring {
			if ring[i].Less(ring[low]) {
				low = i
			}
		}
		start := int32(len(t.points))
		t.points = append(t.points, ring[low:]...)
		t.points = append(t.points, ring[:low]...)
		p := t.points[start:]
		t.rings = append(t.rings, ringAt{start, int32(len(t.points)), id,
			orient(p[len(p)-1], p[0], p[1]) > 0})
	}
	t.chain, t.verts = t.chain[:k], t.verts[:k]
}

// nest finds the face of each cycle. A cycle with a counterclockwise ring is
// its face's outside. Any other is a hole in the face above the edge directly
// below its smallest vertex, which is that of its first edge.
func (t *tracer) nest() {
	holes := false
	for i := range t.cycles {
		c := &t.cycles[i]
		if c.outer >= 0 {
			c.face = int32(len(t.faces))
			t.faces = append(t.faces, faceAt{outer: c.outer})
		} else {
			holes = true
		}
	}
	if holes {
		t.below.reset(len(t.edges))
		for i := range t.edges {
			s := t.edges[i].Segment
			if s.B.Less(s.A) {
				s = s.Reverse()
			}
			t.below.add(s)
		}
		for i := range t.cycles {
			if t.cycles[i].outer < 0 {
				t.below.ask(t.edges[t.cycles[i].low].A)
			}
		}
		t.below.run()
		// Edges are sorted, so a cycle below has a smaller index: its face is
		// known.
		k := 0
		for i := range t.cycles {
			c := &t.cycles[i]
			if c.outer < 0 {
				if e := t.below.found[k]; e >= 0 && t.cycle[e] >= 0 {
					c.face = t.cycles[t.cycle[e]].face
				}
				k++
			}
		}
	}
	for i := range t.rings {
		r := &t.rings[i]
		if f := t.cycles[r.cycle].face; f >= 0 && t.faces[f].outer != int32(i) {
			t.faces[f].holes++
		}
	}
}

// polygons copies the faces out, in the order of their smallest vertices.
func (t *tracer) polygons() MultiPolygon {
	if len(t.faces) == 0 {
		return nil
	}
	points := slices.Clone(t.points)
	rings := make([]Ring, 0, len(t.rings))
	out := make(MultiPolygon, len(t.faces))
	for i, f := range t.faces {
		r := t.rings[f.outer]
		rings = append(rings, Ring(points[r.start:r.end:r.end]))
		k := len(rings)
		rings = rings[: k+int(f.holes) : cap(rings)]
		out[i] = Polygon(rings[k-1 : k : k+int(f.holes)])
	}
	for i := range t.rings {
		r := &t.rings[i]
		if f := t.cycles[r.cycle].face; f >= 0 && t.faces[f].outer != int32(i) {
			out[f] = append(out[f], Ring(points[r.start:r.end:r.end]))
		}
	}
	for _, p := range out {
		if len(p) > 2 {
			slices.SortFunc(p[1:], compareRings)
		}
	}
	return out
}

func compareRings(a, b Ring) int {
	if c := comparePoints(a[0], b[0]); c != 0 {
		return c
	}
	return comparePoints(a[1], b[1])
}
