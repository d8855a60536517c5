package geo

import "slices"

// gridPoints puts the vertices in the grid: those of a cell lie together in
// near, from points[cell] on.
func (n *noder) gridPoints() {
	g := &n.grid
	g.points = zeroed(g.points, int(g.nx*g.ny)+1)
	count := 0
	for v, used := range n.used {
		if used {
			g.points[g.cell(n.verts[v])]++
			count++
		}
	}
	sum := int32(0)
	for c, k := range g.points {
		sum += k
		g.points[c] = sum // the end; filling moves it to the start
	}
	n.near = resized(n.near, count)
	for v, used := range n.used {
		if used {
			c := g.cell(n.verts[v])
			g.points[c]--
			n.near[g.points[c]] = nearVert{n.verts[v], int32(v)}
		}
	}
}

// bend sorts the hits along their segments, and adds those of the pieces.
func (n *noder) bend() {
	sortHits(n.hits, n.segs, n.verts)
	n.bends = n.bends[:0]
	n.chain = n.chain[:0]
	for k := 0; k < len(n.hits); {
		i := n.hits[k].seg
		start := int32(len(n.bends))
		s := &n.segs[i]
		prev := s.u
		n.bends = append(n.bends, prev)
		for ; k < len(n.hits) && n.hits[k].seg == i; k++ {
			if v := n.hits[k].vert; v != prev {
				n.piece(prev, v)
				prev = v
			}
		}
		n.piece(prev, s.v)
		n.chain = append(n.chain, chainAt{i, start, int32(len(n.bends))})
	}
}

// piece appends the chain from u, excluded, to v, included, through every hot
// pixel that the straight piece passes.
func (n *noder) piece(u, v int32) {
	a, b := n.verts[u], n.verts[v]
	if b.X < a.X {
		a, b = b, a
	}
	var mid []int32
	if n.crowded {
		mid = n.tree.through(n.verts, a, b, u, v, nil)
	} else {
		lo, hi := min(a.Y, b.Y), max(a.Y, b.Y)
		for _, c := range n.grid.cells(a, b) {
			near := n.near[n.grid.points[c]:n.grid.points[c+1]]
			for i := range near {
				w := &near[i]
				if a.X <= w.p.X && w.p.X <= b.X && lo <= w.p.Y && w.p.Y <= hi && w.v != u && w.v != v && passes(a, b, w.p) {
					mid = append(mid, w.v)
				}
			}
		}
	}
	if len(mid) == 0 {
		n.bends = append(n.bends, v)
		return
	}
	s := seg{a: n.verts[u], b: n.verts[v]}
	slices.SortFunc(mid, func(x, y int32) int { return along(&s, n.verts[x], n.verts[y]) })
	for _, w := range mid {
		n.piece(u, w)
		u = w
	}
	n.piece(u, v)
}

// along orders two pixels that a segment passes by their place along it. The
// pixels' centers run as the segment does in both coordinates.
func along(s *seg, p, q Point) int {
	if p.X != q.X {
		if (p.X < q.X) == (s.a.X <= s.b.X) {
			return -1
		}
		return 1
	}
	if p.Y != q.Y {
		if (p.Y < q.Y) == (s.a.Y <= s.b.Y) {
			return -1
		}
		return 1
	}
	return 0
}

func sortHits(hits []hit, segs []seg, verts []Point) {
	slices.SortFunc(hits, func(x, y hit) int {
		if x.seg != y.seg {
			return int(x.seg) - int(y.seg)
		}
		return along(&segs[x.seg], verts[x.vert], verts[y.vert])
	})
}
