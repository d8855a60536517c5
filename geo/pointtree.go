package geo

import (
	"cmp"
	"math"
	"slices"
)

// pointTree finds the points near a segment: a k-d tree (Bentley 1975) with a
// box for each node, in which a segment meets few boxes however the points
// crowd.
type pointTree struct {
	verts []int32 // in the tree's order
	boxes []Box   // of the nodes, a heap: the children of i are 2i+1 and 2i+2
	leaf  int     // first index of the leaves
}

const leafPoints = 8

// build makes the tree of the points that are used.
func (t *pointTree) build(points []Point, used []bool) {
	t.verts = t.verts[:0]
	for v, u := range used {
		if u {
			t.verts = append(t.verts, int32(v))
		}
	}
	leaves := 1
	for leaves*leafPoints < len(t.verts) {
		leaves *= 2
	}
	t.leaf = leaves - 1
	t.boxes = resized(t.boxes, 2*leaves-1)
	t.split(points, 0, 0, len(t.verts))
}

func (t *pointTree) split(points []Point, node, from, to int) {
	box := EmptyBox()
	for _, v := range t.verts[from:to] {
		box = box.Add(points[v])
	}
	t.boxes[node] = box
	if node >= t.leaf {
		return
	}
	if int64(box.Max.X)-int64(box.Min.X) > int64(box.Max.Y)-int64(box.Min.Y) {
		slices.SortFunc(t.verts[from:to], func(v, w int32) int { return cmp.Compare(points[v].X, points[w].X) })
	} else {
		slices.SortFunc(t.verts[from:to], func(v, w int32) int { return cmp.Compare(points[v].Y, points[w].Y) })
	}
	mid := (from + to) / 2
	t.split(points, 2*node+1, from, mid)
	t.split(points, 2*node+2, mid, to)
}

// through appends the points, but for u and v, whose pixels the segment from a
// to b meets. a.X ≤ b.X.
func (t *pointTree) through(points []Point, a, b Point, u, v int32, out []int32) []int32 {
	return t.visit(points, a, b, u, v, out, 0, 0, len(t.verts))
}

func (t *pointTree) visit(points []Point, a, b Point, u, v int32, out []int32, node, from, to int) []int32 {
	if !nearBox(a, b, t.boxes[node]) {
		return out
	}
	if node < t.leaf {
		mid := (from + to) / 2
		out = t.visit(points, a, b, u, v, out, 2*node+1, from, mid)
		return t.visit(points, a, b, u, v, out, 2*node+2, mid, to)
	}
	lo, hi := min(a.Y, b.Y), max(a.Y, b.Y)
	for _, w := range t.verts[from:to] {
		if p := points[w]; w != u && w != v && a.X <= p.X && p.X <= b.X && lo <= p.Y && p.Y <= hi && passes(a, b, p) {
			out = append(out, w)
		}
	}
	return out
}

// nearBox reports whether the segment may meet the pixel of a point in the box.
func nearBox(a, b Point, box Box) bool {
	if box.Min.X > b.X || box.Max.X < a.X || box.Min.Y > max(a.Y, b.Y) || box.Max.Y < min(a.Y, b.Y) {
		return false
	}
	dx, dy := float64(b.X)-float64(a.X), float64(b.Y)-float64(a.Y)
	mx := (float64(box.Min.X)+float64(box.Max.X))/2 - float64(a.X)
	my := (float64(box.Min.Y)+float64(box.Max.Y))/2 - float64(a.Y)
	rx := (float64(box.Max.X)-float64(box.Min.X))/2 + 1 // a pixel's half, and the rounding error
	ry := (float64(box.Max.Y)-float64(box.Min.Y))/2 + 1
	return math.Abs(dx*my-dy*mx) <= math.Abs(dx)*ry+math.Abs(dy)*rx
}
