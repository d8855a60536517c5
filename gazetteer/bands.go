package gazetteer

import "github.com/salient-project/salient/geo"

// bands answers point-in-polygon by even-odd crossing of a ray to the east. The
// edges are kept by horizontal bands, so that a query looks at a few of them
// only. Arithmetic is exact: neighbors that share an edge decide alike on
// which side of it a point lies.
type bands struct {
	minY   int32
	height int64 // of one band, at least 1
	start  []int32
	edges  []geo.Segment // band by band, each from its lower to its upper end
}

// edgesPerBand is about how many edges a band should hold. A band costs memory
// for each edge that crosses it, a query time for each edge of its band.
const edgesPerBand = 6

// newBands builds the index. Horizontal edges play no part.
func newBands(segs []geo.Segment) bands {
	box := geo.EmptyBox()
	kept := make([]geo.Segment, 0, len(segs))
	for _, s := range segs {
		if s.A.Y == s.B.Y {
			continue
		}
		if s.A.Y > s.B.Y {
			s = s.Reverse()
		}
		box = box.Add(s.A).Add(s.B)
		kept = append(kept, s)
	}
	if len(kept) == 0 {
		return bands{}
	}
	n := max(1, len(kept)/edgesPerBand)
	b := bands{minY: box.Min.Y, start: make([]int32, n+1)}
	b.height = (int64(box.Max.Y)-int64(box.Min.Y))/int64(n) + 1
	for _, s := range kept {
		for i := b.band(s.A.Y); i <= b.band(s.B.Y); i++ {
			b.start[i+1]++
		}
	}
	for i := 0; i < n; i++ {
		b.start[i+1] += b.start[i]
	}
	b.edges = make([]geo.Segment, b.start[n])
	next := make([]int32, n)
	copy(next, b.start)
	for _, s := range kept {
		for i := b.band(s.A.Y); i <= b.band(s.B.Y); i++ {
			b.edges[next[i]] = s
			next[i]++
		}
	}
	return b
}

func (b *bands) band(y int32) int { return int((int64(y) - int64(b.minY)) / b.height) }

// contains reports whether p lies inside. An edge owns its lower end and not
// its upper one; a point on an edge lies on the edge's east side.
func (b *bands) contains(p geo.Point) bool {
	if len(b.edges) == 0 || p.Y < b.minY {
		return false
	}
	i := b.band(p.Y)
	if i+1 >= len(b.start) {
		return false
	}
	inside := false
	for _, s := range b.edges[b.start[i]:b.start[i+1]] {
		if s.A.Y <= p.Y && p.Y < s.B.Y && eastOf(s, p) {
			inside = !inside
		}
	}
	return inside
}

// eastOf reports whether the edge, which runs upward and spans p's latitude,
// crosses it strictly east of p. Exact: the edge is under 180° long, so each
// product is under 2⁶².
func eastOf(s geo.Segment, p geo.Point) bool {
	if s.A.X > p.X && s.B.X > p.X {
		return true
	}
	if s.A.X <= p.X && s.B.X <= p.X {
		return false
	}
	dx, dy := int64(s.B.X)-int64(s.A.X), int64(s.B.Y)-int64(s.A.Y)
	return dx*(int64(p.Y)-int64(s.A.Y)) > dy*(int64(p.X)-int64(s.A.X))
}
