package tile

// tolerance is how far a simplified line may stray, in units: an eighth of a
// pixel of a tile drawn 256 pixels wide. It is the same at every zoom, so finer
// ones show more.
const tolerance = 2

// simplify returns a line with the points left out that lie within the
// tolerance of it (Ramer 1972; Douglas & Peucker 1973). The ends stay.
func simplify(line []vertex) []vertex {
	n := len(line)
	if n < 3 {
		return line
	}
	keep := make([]bool, n)
	keep[0], keep[n-1] = true, true
	stack := [][2]int{{0, n - 1}}
	for len(stack) > 0 {
		a, b := stack[len(stack)-1][0], stack[len(stack)-1][1]
		stack = stack[:len(stack)-1]
		far, at := 0.0, -1
		for i := a + 1; i < b; i++ {
			if d := squareOff(line[i], line[a], line[b]); d > far {
				far, at = d, i
			}
		}
		if far > tolerance*tolerance {
			keep[at] = true
			stack = append(stack, [2]int{a, at}, [2]int{at, b})
		}
	}
	out := make([]vertex, 0, n)
	for i, k := range keep {
		if k {
			out = append(out, line[i])
		}
	}
	return out
}

// simplifyRing simplifies a ring, without its closing point, as two lines
// between its smallest point and the one farthest from it: so the result does
// not depend on where the ring begins. It returns nil for a ring that is gone.
func simplifyRing(ring []vertex) []vertex {
	if len(ring) < 3 {
		return nil
	}
	first := 0
	for i, v := range ring {
		if v.x < ring[first].x || v.x == ring[first].x && v.y < ring[first].y {
			first = i
		}
	}
	turned := make([]vertex, 0, len(ring)+1)
	turned = append(append(append(turned, ring[first:]...), ring[:first]...), ring[first])
	far, at := 0.0, 0
	for i, v := range turned {
		if d := squareApart(v, turned[0]); d > far {
			far, at = d, i
		}
	}
	if at == 0 {
		return nil
	}
	out := append([]vertex(nil), simplify(turned[:at+1])...)
	out = append(out, simplify(turned[at:])[1:]...)
	if len(out) < 4 {
		return nil
	}
	return out[:len(out)-1]
}

func squareApart(a, b vertex) float64 {
	dx, dy := float64(b.x)-float64(a.x), float64(b.y)-float64(a.y)
	return dx*dx + dy*dy
}

// squareOff returns the square of a point's distance from the segment a, b.
func squareOff(p, a, b vertex) float64 {
	dx, dy := float64(b.x)-float64(a.x), float64(b.y)-float64(a.y)
	px, py := float64(p.x)-float64(a.x), float64(p.y)-float64(a.y)
	if l := dx*dx + dy*dy; l > 0 {
		t := min(max((px*dx+py*dy)/l, 0), 1)
		px, py = px-t*dx, py-t*dy
	}
	return px*px + py*py
}
