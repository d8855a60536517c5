package tile

import "math"

// clipRing returns the part of a ring inside the window as one ring, which may
// run back along the window's edges (Sutherland & Hodgman 1974). Where those
// runs lie on each other, the overlay that follows takes them out.
func clipRing(ring []vertex, w window) []vertex {
	for side := 0; side < 4 && len(ring) > 0; side++ {
		var out []vertex
		prev := ring[len(ring)-1]
		for _, v := range ring {
			in, was := w.inside(v, side), w.inside(prev, side)
			if in != was {
				out = append(out, w.cross(prev, v, side))
			}
			if in {
				out = append(out, v)
			}
			prev = v
		}
		ring = out
	}
	return ring
}

// inside reports whether a vertex lies on the inner side of a side: west, east,
// north, south.
func (w window) inside(v vertex, side int) bool {
	switch side {
	case 0:
		return v.x >= w.minX
	case 1:
		return v.x <= w.maxX
	case 2:
		return v.y >= w.minY
	default:
		return v.y <= w.maxY
	}
}

// cross returns where the segment from a to b crosses a side, the same point
// in either direction.
func (w window) cross(a, b vertex, side int) vertex {
	if b.x < a.x || b.x == a.x && b.y < a.y {
		a, b = b, a
	}
	switch side {
	case 0, 1:
		x := w.minX
		if side == 1 {
			x = w.maxX
		}
		t := (float64(x) - float64(a.x)) / (float64(b.x) - float64(a.x))
		return vertex{x, int32(math.Round(float64(a.y) + t*(float64(b.y)-float64(a.y))))}
	default:
		y := w.minY
		if side == 3 {
			y = w.maxY
		}
		t := (float64(y) - float64(a.y)) / (float64(b.y) - float64(a.y))
		return vertex{int32(math.Round(float64(a.x) + t*(float64(b.x)-float64(a.x)))), y}
	}
}

// clipLine returns the runs of a line inside the window.
func clipLine(line []vertex, w window) [][]vertex {
	var out [][]vertex
	var run []vertex
	flush := func() {
		if len(run) > 1 {
			out = append(out, run)
		}
		run = nil
	}
	for i := 1; i < len(line); i++ {
		a, b, ok := clipSegment(line[i-1], line[i], w)
		if !ok {
			flush()
			continue
		}
		if len(run) == 0 || run[len(run)-1] != a {
			flush()
			run = append(run, a)
		}
		if b != a {
			run = append(run, b)
		}
		if b != line[i] {
			flush()
		}
	}
	flush()
	return out
}

// clipSegment cuts a segment to the window, side by side.
func clipSegment(a, b vertex, w window) (vertex, vertex, bool) {
	for side := range 4 {
		in, out := w.inside(a, side), w.inside(b, side)
		switch {
		case !in && !out:
			return a, b, false
		case !in:
			a = w.cross(a, b, side)
		case !out:
			b = w.cross(a, b, side)
		}
	}
	return a, b, true
}
