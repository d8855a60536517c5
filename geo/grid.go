package geo

import "math/bits"

// grid is a uniform grid of cells over a box. What is in a cell lies in a row.
// Cell sides are powers of two, so that a point's cell is found by shifts.
type grid struct {
	min    Point
	kx, ky uint // log2 of a cell's sides
	nx, ny int64
	starts []int32 // of each cell's segments in items, and the end of the last
	items  []inCell
	points []int32 // the first of each cell's points, where needed
	met    []cellOf
	buf    []int32
}

// inCell is a segment in a cell, with its box, which tells most others apart.
type inCell struct {
	box Box
	seg int32
}

// cellOf is a cell that a segment meets.
type cellOf struct{ cell, seg int32 }

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
	g.starts = zeroed(g.starts, int(g.nx*g.ny)+1)
	g.points, g.items, g.met = g.points[:0], g.items[:0], g.met[:0]
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

// enter notes the cells of a segment, to be put into them by fill.
func (g *grid) enter(s *seg, i int32) {
	for _, c := range g.cells(s.a, s.b) {
		g.met = append(g.met, cellOf{c, i})
		g.starts[c]++
	}
}

// pairs returns how many pairs of segments that were entered share a cell, each
// counted once for every cell.
func (g *grid) pairs() int {
	sum := 0
	for _, n := range g.starts {
		sum += int(n) * int(n-1) / 2
	}
	return sum
}

// fill puts the segments into their cells, in their order.
func (g *grid) fill(segs []seg) {
	sum := int32(0)
	for c, n := range g.starts {
		sum += n
		g.starts[c] = sum // the end; filling moves it to the start
	}
	g.items = resized(g.items, len(g.met))
	for k := len(g.met) - 1; k >= 0; k-- {
		m := g.met[k]
		s := &segs[m.seg]
		g.starts[m.cell]--
		g.items[g.starts[m.cell]] = inCell{Box{
			Min: Point{s.a.X, min(s.a.Y, s.b.Y)}, Max: Point{s.b.X, max(s.a.Y, s.b.Y)},
		}, m.seg}
	}
}

// in returns the segments in a cell.
func (g *grid) in(cell int64) []inCell { return g.items[g.starts[cell]:g.starts[cell+1]] }

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
