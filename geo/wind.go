package geo

import "slices"

// link orders the half-edges around each vertex and finds each one's next.
func (a *Arrangement) link() {
	a.deg = zeroed(a.deg, len(a.verts)+1)
	for i := range a.edges {
		a.deg[a.edges[i].u]++
		a.deg[a.edges[i].v]++
	}
	sum := int32(0)
	for i := range a.deg {
		sum += a.deg[i]
		a.deg[i] = sum // the end; filling moves it to the start
	}
	a.outs = resized(a.outs, 2*len(a.edges))
	for i := len(a.edges) - 1; i >= 0; i-- {
		e := &a.edges[i]
		a.deg[e.u]--
		a.outs[a.deg[e.u]] = int32(2 * i)
		a.deg[e.v]--
		a.outs[a.deg[e.v]] = int32(2*i + 1)
	}
	a.next = resized(a.next, 2*len(a.edges))
	for v := range a.verts {
		outs := a.outs[a.deg[v]:a.deg[v+1]]
		if len(outs) > 2 {
			slices.SortFunc(outs, a.byAngle)
		}
		for i, h := range outs {
			before := i - 1
			if i == 0 {
				before = len(outs) - 1
			}
			a.next[h^1] = outs[before]
		}
	}
}

// ends returns the half-edge's vertices.
func (a *Arrangement) ends(h int32) (from, to Point) {
	e := &a.edges[h>>1]
	if h&1 == 0 {
		return a.verts[e.u], a.verts[e.v]
	}
	return a.verts[e.v], a.verts[e.u]
}

// byAngle orders half-edges from one vertex counterclockwise, from south on.
func (a *Arrangement) byAngle(g, h int32) int {
	o, p := a.ends(g)
	_, q := a.ends(h)
	return compareAngles(o, p, q)
}

// walk traces the cycles and gives each its winding numbers, up to a constant
// for each connected part.
func (a *Arrangement) walk() {
	a.cycle = resized(a.cycle, 2*len(a.edges))
	for i := range a.cycle {
		a.cycle[i] = -1
	}
	a.wind = a.wind[:0]
	a.parts = a.parts[:0]
	n := int32(a.channels)
	cycles := int32(0)
	for root := range a.cycle {
		if a.cycle[root] >= 0 {
			continue
		}
		p := part{low: a.edges[root>>1].u, first: cycles}
		a.stack = append(a.stack[:0], int32(root))
		for len(a.stack) > 0 {
			h := a.stack[len(a.stack)-1]
			a.stack = a.stack[:len(a.stack)-1]
			if a.cycle[h] >= 0 {
				continue
			}
			id := cycles
			cycles++
			for range n {
				a.wind = append(a.wind, 0)
			}
			if from := a.cycle[h^1]; from >= 0 {
				w := a.wind[id*n : id*n+n]
				copy(w, a.wind[from*n:from*n+n])
				a.addWeight(&a.edges[h>>1], 1-2*(h&1), w)
			}
			for g := h; a.cycle[g] < 0; g = a.next[g] {
				a.cycle[g] = id
				if a.cycle[g^1] < 0 {
					a.stack = append(a.stack, g^1)
				}
				if u := a.edges[g>>1].u; a.verts[u].Less(a.verts[p.low]) {
					p.low = u
				}
			}
		}
		p.last = cycles
		a.parts = append(a.parts, p)
	}
}

// settle finds the constant of each part: the winding numbers of the face that
// surrounds it are those above the edge directly below its smallest vertex.
func (a *Arrangement) settle() {
	n := int32(a.channels)
	for i := range a.parts {
		p := &a.parts[i]
		outs := a.outs[a.deg[p.low]:a.deg[p.low+1]]
		last := outs[0]
		for _, h := range outs[1:] {
			if a.byAngle(last, h) < 0 {
				last = h
			}
		}
		p.outer = a.cycle[last]
	}
	// A part's surroundings belong to a part with a smaller vertex.
	slices.SortFunc(a.parts, func(p, q part) int { return comparePoints(a.verts[p.low], a.verts[q.low]) })
	a.below.found = a.below.found[:0]
	if len(a.parts) > 1 {
		a.below.reset(len(a.edges))
		for i := range a.edges {
			a.below.add(Segment{a.verts[a.edges[i].u], a.verts[a.edges[i].v]})
		}
		for i := range a.parts {
			a.below.ask(a.verts[a.parts[i].low])
		}
		a.below.run()
	}
	for i := range a.parts {
		p := &a.parts[i]
		for ch := range n {
			target := int32(0)
			if len(a.parts) > 1 && a.below.found[i] >= 0 {
				target = a.wind[a.cycle[2*a.below.found[i]]*n+ch]
			}
			shift := target - a.wind[p.outer*n+ch]
			if shift == 0 {
				continue
			}
			for c := p.first; c < p.last; c++ {
				a.wind[c*n+ch] += shift
			}
		}
	}
}

func comparePoints(p, q Point) int {
	if p.Less(q) {
		return -1
	}
	if q.Less(p) {
		return 1
	}
	return 0
}
