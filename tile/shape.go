package tile

import "github.com/salient-project/salient/geo"

// shape is a feature's geometry at one zoom: projected and simplified.
type shape struct {
	kind  Kind
	box   window
	parts []part
}

// part is a point set, a line or a ring. Rings of held ground run so that their
// area is positive in tile coordinates, holes the other way.
type part struct {
	box      window
	vertices []vertex
}

func shapeOf(f *Feature, z int) shape {
	s := shape{kind: f.Kind, box: emptyWindow()}
	add := func(v []vertex) {
		if len(v) == 0 {
			return
		}
		p := part{emptyWindow(), v}
		for _, x := range v {
			p.box = p.box.add(x)
		}
		s.box = s.box.add(vertex{p.box.minX, p.box.minY}).add(vertex{p.box.maxX, p.box.maxY})
		s.parts = append(s.parts, p)
	}
	switch f.Kind {
	case Point:
		add(projected(f.Points, z))
	case Line:
		for _, line := range f.Lines {
			if v := simplify(projected(line, z)); len(v) > 1 {
				add(v)
			}
		}
	case Polygon:
		for _, polygon := range f.Polygons {
			for _, ring := range polygon {
				v := simplifyRing(projected(ring, z))
				// North is up in degrees and down in tiles.
				for i, j := 0, len(v)-1; i < j; i, j = i+1, j-1 {
					v[i], v[j] = v[j], v[i]
				}
				add(v)
			}
		}
	}
	return s
}

// projected projects points and drops repeated ones.
func projected(points []geo.Point, z int) []vertex {
	out := make([]vertex, 0, len(points))
	for _, p := range points {
		if v := project(p, z); len(out) == 0 || out[len(out)-1] != v {
			out = append(out, v)
		}
	}
	return out
}

// clip returns the geometry inside a window: for points one part, for lines a
// part each, for polygons a part a ring, each outer ring before its holes.
func (s *shape) clip(w window) [][]vertex {
	var out [][]vertex
	switch s.kind {
	case Point:
		for _, p := range s.parts {
			var in []vertex
			for _, v := range p.vertices {
				if w.holds(v) {
					in = append(in, v)
				}
			}
			if in != nil {
				out = append(out, in)
			}
		}
	case Line:
		for _, p := range s.parts {
			if p.box.meets(w) {
				out = append(out, clipLine(p.vertices, w)...)
			}
		}
	case Polygon:
		var rings [][]vertex
		for _, p := range s.parts {
			if !p.box.meets(w) {
				continue
			}
			ring := p.vertices
			if !p.box.within(w) {
				ring = clipRing(ring, w)
			}
			if len(ring) > 2 {
				rings = append(rings, ring)
			}
		}
		return valid(rings)
	}
	return out
}

// valid turns rings that clipping, rounding and simplifying may have made touch
// or cross into rings that the format allows, by the winding overlay on the
// tile's own grid.
func valid(rings [][]vertex) [][]vertex {
	if len(rings) == 0 || len(rings) == 1 && convex(rings[0]) {
		return rings
	}
	var segs []geo.Segment
	for _, ring := range rings {
		prev := ring[len(ring)-1]
		for _, v := range ring {
			if v != prev {
				segs = append(segs, geo.Segment{A: geo.Point{X: prev.x, Y: prev.y}, B: geo.Point{X: v.x, Y: v.y}})
			}
			prev = v
		}
	}
	var out [][]vertex
	for _, polygon := range geo.Overlay(segs, geo.AtLeastOne) {
		for _, ring := range polygon {
			v := make([]vertex, len(ring))
			for i, p := range ring {
				v[i] = vertex{p.X, p.Y}
			}
			out = append(out, v)
		}
	}
	return out
}

// convex reports whether a ring is convex and of positive area, which makes it
// valid as it is. Most cells of a grid are.
func convex(ring []vertex) bool {
	if len(ring) > 8 {
		return false
	}
	n := len(ring)
	turns := 0 // of the edges' x direction, two for a ring that runs around once
	for i := range ring {
		a, b, c := ring[i], ring[(i+1)%n], ring[(i+2)%n]
		dx1, dy1 := int64(b.x)-int64(a.x), int64(b.y)-int64(a.y)
		dx2, dy2 := int64(c.x)-int64(b.x), int64(c.y)-int64(b.y)
		if dx1*dy2-dy1*dx2 <= 0 {
			return false
		}
		if (dx1 < 0) != (dx2 < 0) {
			turns++
		}
	}
	return turns == 2
}
