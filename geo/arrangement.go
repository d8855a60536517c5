package geo

import (
	"slices"
	"sync"
)

// Edge is a directed segment in a channel. A channel is one chain of segments,
// such as a map's boundary or a region's border; crossing one of its edges
// from right to left adds one to the channel's winding number.
type Edge struct {
	Segment
	Channel int // 0, 1, 2 …
}

// Arrangement is the subdivision of the plane by a set of edges. Each of its
// faces has a winding number for every channel. In every channel the edges
// must form closed chains: as many leave a point as arrive there.
type Arrangement struct {
	noder
	channels int

	weights []weight // of the segments, in lists
	first   []int32  // head of each segment's list in weights
	skip    []bool   // segments whose copies and reverses cancel out

	edges  []edge
	etab   table // from a pair of vertices to the edge's index
	copies []copyOf
	cut    []bool

	deg   []int32 // start of each vertex's half-edges in outs
	outs  []int32
	next  []int32 // the half-edge after a half-edge around the face to its left
	cycle []int32 // the cycle of a half-edge: one boundary of a face
	wind  []int32 // winding numbers: cycle × channels
	parts []part
	stack []int32

	below below
	trace tracer
	dir   []dirEdge
	keeps []bool

	layers []layer
	reach  []span
	w      []int32
	loose  []loose
}

// weight is what a segment adds to a channel's winding from right to left.
type weight struct{ channel, w, next int32 }

// edge is a piece between two vertices, u before v in the order of Less, with
// the list of the segments of which it is a piece. Its half-edges are 2i, from
// u to v, and 2i+1.
type edge struct {
	u, v int32
	copy int32 // index in copies, or the last segment's index complemented
}

// copyOf is an element of the list of segments that run along an edge.
type copyOf struct{ seg, next int32 }

// part is a connected set of edges, with the cycles first … last-1.
type part struct {
	low         int32 // its smallest vertex
	outer       int32 // the cycle of the face around it
	first, last int32
}

var arrangements = sync.Pool{New: func() any { return new(Arrangement) }}

// Arrange computes the arrangement of the edges. It is not safe for concurrent
// use. [Arrangement.Release] may be called when it is done with.
func Arrange(edges []Edge) *Arrangement {
	a := arrangements.Get().(*Arrangement)
	channels := 1
	for i := range edges {
		channels = max(channels, edges[i].Channel+1)
	}
	a.start(len(edges), channels)
	for i := range edges {
		a.insert(edges[i].Segment, int32(edges[i].Channel), 1)
	}
	a.build()
	return a
}

// arrange computes the arrangement of lists of segments, a channel each, in memory that
// Release gives back.
func arrange(segs ...[]Segment) *Arrangement {
	a := arrangements.Get().(*Arrangement)
	count := 0
	for _, s := range segs {
		count += len(s)
	}
	a.start(count, len(segs))
	for ch, list := range segs {
		for _, s := range list {
			a.insert(s, int32(ch), 1)
		}
	}
	a.build()
	return a
}

// Release lets later overlays reuse the arrangement's memory. The arrangement
// must not be used again; what it returned stays valid.
func (a *Arrangement) Release() { arrangements.Put(a) }

func (a *Arrangement) start(count, channels int) {
	a.noder.reset(count)
	a.channels = channels
	a.weights = slices.Grow(a.weights[:0], count)
	a.first = slices.Grow(a.first[:0], count)
}

// insert adds w copies of a segment to a channel, and returns its number among
// the distinct ones; -1 for a point.
func (a *Arrangement) insert(s Segment, channel, w int32) int32 {
	if s.A == s.B {
		return -1
	}
	if s.B.Less(s.A) {
		s, w = s.Reverse(), -w
	}
	i, fresh := a.add(a.vertex(s.A), a.vertex(s.B))
	if fresh {
		a.first = append(a.first, -1)
	}
	for l := a.first[i]; l >= 0; l = a.weights[l].next {
		if a.weights[l].channel == channel {
			a.weights[l].w += w
			return i
		}
	}
	a.weights = append(a.weights, weight{channel, w, a.first[i]})
	a.first[i] = int32(len(a.weights) - 1)
	return i
}

// leaveOut finds the segments whose copies and reverses cancel out.
func (a *Arrangement) leaveOut() {
	a.skip = resized(a.skip, len(a.segs))
	for i := range a.segs {
		a.skip[i] = true
		for l := a.first[i]; l >= 0; l = a.weights[l].next {
			if a.weights[l].w != 0 {
				a.skip[i] = false
			}
		}
	}
}

func (a *Arrangement) build() {
	a.leaveOut()
	a.run(a.skip)
	a.join()
	a.link()
	a.walk()
	a.settle()
	a.measure(0, 0)
}

// join makes the edges: uncut segments, and the pieces of cut ones, each once.
func (a *Arrangement) join() {
	a.edges = a.edges[:0]
	a.copies = a.copies[:0]
	if len(a.hits) == 0 {
		for i := range a.segs {
			if !a.skip[i] {
				a.edges = append(a.edges, edge{a.segs[i].u, a.segs[i].v, ^int32(i)})
			}
		}
		return
	}
	a.cut = zeroed(a.cut, len(a.segs))
	for _, c := range a.chain {
		a.cut[c.seg] = true
	}
	a.etab.reset(len(a.segs) + len(a.bends))
	for i := range a.segs {
		if !a.skip[i] && !a.cut[i] {
			a.joinPiece(a.segs[i].u, a.segs[i].v, int32(i))
		}
	}
	for _, c := range a.chain {
		for k := c.start; k+1 < c.end; k++ {
			a.joinPiece(a.bends[k], a.bends[k+1], c.seg)
		}
	}
}

func (a *Arrangement) joinPiece(u, v, seg int32) {
	if a.verts[v].Less(a.verts[u]) {
		u, v = v, u
	}
	i, fresh := a.etab.add(pair(u, v))
	if fresh {
		a.edges = append(a.edges, edge{u, v, ^seg})
		return
	}
	a.copies = append(a.copies, copyOf{seg, a.edges[i].copy})
	a.edges[i].copy = int32(len(a.copies) - 1)
}

// flipped reports whether the segment runs against its piece, which can only
// be where a falling segment is bent to the vertical.
func (a *Arrangement) flipped(e *edge, seg int32) bool {
	s := &a.segs[seg]
	return s.b.Y < s.a.Y && a.verts[e.u].X == a.verts[e.v].X
}

// addWeight adds sign times the edge's weights to w.
func (a *Arrangement) addWeight(e *edge, sign int32, w []int32) {
	c := e.copy
	for {
		seg := ^c
		if c >= 0 {
			seg = a.copies[c].seg
		}
		k := sign
		if a.flipped(e, seg) {
			k = -k
		}
		for l := a.first[seg]; l >= 0; l = a.weights[l].next {
			w[a.weights[l].channel] += k * a.weights[l].w
		}
		if c < 0 {
			return
		}
		c = a.copies[c].next
	}
}

// sift finds which cycles bound a kept face.
func (a *Arrangement) sift(keep func(w []int32) bool) {
	n := a.channels
	a.keeps = resized(a.keeps, len(a.wind)/n)
	for c := range a.keeps {
		a.keeps[c] = keep(a.wind[c*n : c*n+n])
	}
}

// collect lists the directed edges with a kept face on the left only, sorted.
func (a *Arrangement) collect() {
	a.dir = a.dir[:0]
	for i := range a.edges {
		left, right := a.keeps[a.cycle[2*i]], a.keeps[a.cycle[2*i+1]]
		if left == right {
			continue
		}
		s := Segment{a.verts[a.edges[i].u], a.verts[a.edges[i].v]}
		if right {
			s = s.Reverse()
		}
		a.dir = append(a.dir, dirEdge{s, int32(i)})
	}
	a.trace.sort(a.dir)
}

// Boundary returns the edges between kept and other faces, the kept side on
// the left, sorted and distinct. keep decides by the winding number of each
// channel; it must not keep the slice.
func (a *Arrangement) Boundary(keep func(w []int32) bool) []Segment {
	a.sift(keep)
	a.collect()
	if len(a.dir) == 0 {
		return nil
	}
	out := make([]Segment, len(a.dir))
	for i := range a.dir {
		out[i] = a.dir[i].Segment
	}
	return out
}

// Polygons returns the kept faces, merged where they share an edge.
func (a *Arrangement) Polygons(keep func(w []int32) bool) MultiPolygon {
	a.sift(keep)
	a.collect()
	a.trace.run(a.dir)
	return a.trace.polygons()
}
