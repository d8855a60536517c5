package geo

import "slices"

// sort orders the edges by A, then B.
func (t *tracer) sort(edges []dirEdge) {
	byPoint := func(x, y dirEdge) int {
		if x.A != y.A {
			return comparePoints(x.A, y.A)
		}
		return comparePoints(x.B, y.B)
	}
	if len(edges) < 256 {
		slices.SortFunc(edges, byPoint)
		return
	}
	t.buf = resized(t.buf, len(edges))
	radix(edges, t.buf)
	for i := 0; i < len(edges); {
		k := i + 1
		for k < len(edges) && edges[k].A == edges[i].A {
			k++
		}
		if k-i > 1 {
			slices.SortFunc(edges[i:k], byPoint)
		}
		i = k
	}
}

// radix sorts edges by A, eleven bits a pass, skipping bits that are the same
// in all.
func radix(edges, buf []dirEdge) {
	var differ uint64
	first := edges[0].A.key()
	for i := range edges {
		differ |= edges[i].A.key() ^ first
	}
	from, to := edges, buf
	for shift := uint(0); shift < 64; shift += 11 {
		if differ>>shift&2047 == 0 {
			continue
		}
		var count [2048]int32
		for i := range from {
			count[from[i].A.key()>>shift&2047]++
		}
		sum := int32(0)
		for i, c := range count {
			count[i] = sum
			sum += c
		}
		for i := range from {
			d := from[i].A.key() >> shift & 2047
			to[count[d]] = from[i]
			count[d]++
		}
		from, to = to, from
	}
	if &from[0] != &edges[0] {
		copy(edges, from)
	}
}

// turn returns the edge from vertex v that comes first clockwise from the
// reverse of e, which ends there.
func (t *tracer) turn(e *dirEdge, v int32) int32 {
	from, to := t.start[v], t.start[v+1]
	if to-from == 1 {
		return from
	}
	if to-from > 8 {
		return t.turnFan(e, v)
	}
	best := from
	for i := from + 1; i < to; i++ {
		if clockwise(e.B, e.A, t.edges[i].B, t.edges[best].B) {
			best = i
		}
	}
	return best
}

// turnFan is turn for a vertex with many edges: they are sorted by angle once.
func (t *tracer) turnFan(e *dirEdge, v int32) int32 {
	if t.fans == nil {
		t.fans = make(map[int32][]int32)
	}
	o := e.B
	fan := t.fans[v]
	if fan == nil {
		for i := t.start[v]; i < t.start[v+1]; i++ {
			fan = append(fan, i)
		}
		slices.SortFunc(fan, func(i, j int32) int { return compareAngles(o, t.edges[i].B, t.edges[j].B) })
		t.fans[v] = fan
	}
	k, _ := slices.BinarySearchFunc(fan, e.A, func(i int32, r Point) int { return compareAngles(o, t.edges[i].B, r) })
	if k == 0 {
		k = len(fan)
	}
	return fan[k-1]
}

// compareAngles orders directions from o counterclockwise, from south on.
func compareAngles(o, p, q Point) int {
	if x, y := p.Less(o), q.Less(o); x != y {
		if y {
			return -1
		}
		return 1
	}
	return -orient(o, p, q)
}

// clockwise reports whether, turning clockwise around o from the direction of
// r, the direction of p comes before that of q.
func clockwise(o, r, p, q Point) bool {
	rp, rq := orient(o, r, p), orient(o, r, q)
	// The first half turn holds what lies to the right of r.
	if (rp < 0) != (rq < 0) {
		return rp < 0
	}
	return orient(o, p, q) < 0
}
