package geo

import "math/bits"

// grid is a uniform grid of cells over a box. Each cell heads a linked list of
// what was put in it. Cell sides are powers of two, so that a point's cell is
// found by shifts.
type grid struct {
	min    Point
	kx, ky uint // log2 of a cell's sides
	nx, ny int64
	segs   []int32 // head of each cell's list of segments plus one
	points []int32 // the first of each cell's points, where needed
	next   []link
	buf    []int32
}

// link is an element of a cell's list of segments.
type link struct{ item, next int32 }

// reset lays about n empty cells over the box.
func (g *grid) reset(box Box, n int) {
	w := uint64(int64(box.Max.X)-int64(box.Min.X)) + 1
	h := uint64(int64(box.Max.Y)-int64(box.Min.Y)) + 1
	g.min = box.Min
	g.kx = uint(max(0, bits.Len64(w)-24))
	g.ky = uint(max(0, bits.Len64(h)-24))
	for {
		g.nx = int64((w-1)>>g.kx) + 1
		g.ny = int64((h-1)>>g.ky) + 1
		if g.nx*g.ny <= int64(n) || g.nx == 1 && g.ny == 1 {
			break
		}
		// Halve the finer direction, keeping cells near square.
		over := max(1, uint(bits.Len64(uint64(g.nx*g.ny)/uint64(n)+1)/2))
		if g.nx > 1 && (g.kx <= g.ky || g.ny == 1) {
			g.kx += over
		} else {
			g.ky += over
		}
	}
	g.segs = zeroed(g.segs, int(g.nx*g.ny))
	g.points = g.points[:0]
	g.next = g.next[:0]
}

// zeroed returns s with length n and all zero, reusing its memory.
func zeroed[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// resized returns s with length n and arbitrary content, reusing its memory.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

func (g *grid) col(x int64) int64 { return min(max(x-int64(g.min.X), 0)>>g.kx, g.nx-1) }
func (g *grid) row(y int64) int64 { return min(max(y-int64(g.min.Y), 0)>>g.ky, g.ny-1) }

// cell returns the cell of a point in the box.
func (g *grid) cell(p Point) int64 {
	return (int64(p.Y)-int64(g.min.Y))>>g.ky*g.nx + (int64(p.X)-int64(g.min.X))>>g.kx
}

// cells returns the cells whose points' pixels the segment from a to b may
// meet, a superset; the slice is valid until the next call. a.X ≤ b.X.
func (g *grid) cells(a, b Point) []int32 {
	c0, c1 := g.col(int64(a.X)), g.col(int64(b.X))
	r0, r1 := g.row(int64(min(a.Y, b.Y))), g.row(int64(max(a.Y, b.Y)))
	out := g.buf[:0]
	if c0 == c1 || r0 == r1 || c1-c0 == 1 && r1-r0 == 1 {
		for r := r0; r <= r1; r++ {
			for c := c0; c <= c1; c++ {
				out = append(out, int32(r*g.nx+c))
			}
		}
		g.buf = out
		return out
	}
	// Column by column. Floating point is off by less than a unit; two units
	// of margin cover that and the pixel's reach.
	dx, dy := delta(a, b)
	slope := float64(dy) / float64(dx)
	for c := c0; c <= c1; c++ {
		left := max(int64(g.min.X)+c<<g.kx, int64(a.X))
		right := min(int64(g.min.X)+(c+1)<<g.kx, int64(b.X))
		y0 := int64(float64(left-int64(a.X)-2)*slope) + int64(a.Y)
		y1 := int64(float64(right-int64(a.X)+2)*slope) + int64(a.Y)
		for r := max(g.row(min(y0, y1)-2), r0); r <= min(g.row(max(y0, y1)+2), r1); r++ {
			out = append(out, int32(r*g.nx+c))
		}
	}
	g.buf = out
	return out
}
