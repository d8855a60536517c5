package picture

import (
	"math"

	"github.com/salient-project/salient/geo"
)

// view shows a part of the world in a frame: north up, degrees of longitude
// narrowed by the cosine of the middle latitude, so that scale is the same in
// both directions and, over a few hundred kilometers, nearly everywhere.
type view struct {
	x0, y0, x1, y1 float64 // frame
	lon, lat       float64 // of the frame's middle
	unit           float64 // per degree of latitude
	cos            float64
}

// kmPerDegree is the length of a degree of latitude near 48° north.
const kmPerDegree = 111.2

// fitted returns a view of a box, in a frame of a width and at most a height, at
// least so many kilometers wide.
func fitted(box geo.Box, x0, y0, width, height, leastKm float64) view {
	v := view{x0: x0, y0: y0, x1: x0 + width, lon: (box.Min.Lon() + box.Max.Lon()) / 2, lat: (box.Min.Lat() + box.Max.Lat()) / 2}
	v.cos = math.Cos(v.lat * math.Pi / 180)
	w := max((box.Max.Lon()-box.Min.Lon())*v.cos, leastKm/kmPerDegree)
	h := max(box.Max.Lat()-box.Min.Lat(), leastKm/kmPerDegree*0.62)
	v.unit = min(width/w, height/h)
	v.y1 = y0 + min(height, max(h*v.unit, width*0.62))
	return v
}

func (v view) at(p geo.Point) xy {
	return xy{(v.x0+v.x1)/2 + (p.Lon()-v.lon)*v.cos*v.unit, (v.y0+v.y1)/2 - (p.Lat()-v.lat)*v.unit}
}

// back returns the point of the world at a place in the frame.
func (v view) back(p xy) geo.Point {
	return geo.Pt(v.lon+(p.x-(v.x0+v.x1)/2)/v.cos/v.unit, v.lat-(p.y-(v.y0+v.y1)/2)/v.unit)
}

// km returns how long a kilometer is.
func (v view) km() float64 { return v.unit / kmPerDegree }

// box returns what the frame shows.
func (v view) box() geo.Box {
	w, h := (v.x1-v.x0)/2/v.unit/v.cos, (v.y1-v.y0)/2/v.unit
	return geo.Box{Min: geo.Pt(v.lon-w, v.lat-h), Max: geo.Pt(v.lon+w, v.lat+h)}
}

func (v view) in(p xy) bool { return p.x >= v.x0 && p.x <= v.x1 && p.y >= v.y0 && p.y <= v.y1 }

// ring projects a ring, drops points that no eye would tell apart, and cuts it
// to the frame (Sutherland and Hodgman 1974).
func (v view) ring(r geo.Ring) []xy {
	return v.cut(thin(v.line(r), 0.35))
}

func (v view) line(r []geo.Point) []xy {
	out := make([]xy, len(r))
	for i, p := range r {
		out[i] = v.at(p)
	}
	return out
}

func thin(l []xy, least float64) []xy {
	out := l[:0:0]
	for i, p := range l {
		if i == 0 || math.Hypot(p.x-out[len(out)-1].x, p.y-out[len(out)-1].y) >= least {
			out = append(out, p)
		}
	}
	return out
}

func (v view) cut(l []xy) []xy {
	sides := []func(p xy) float64{
		func(p xy) float64 { return p.x - v.x0 }, func(p xy) float64 { return v.x1 - p.x },
		func(p xy) float64 { return p.y - v.y0 }, func(p xy) float64 { return v.y1 - p.y },
	}
	for _, inside := range sides {
		var next []xy
		for i, b := range l {
			a := l[(i+len(l)-1)%len(l)]
			da, db := inside(a), inside(b)
			if (da < 0) != (db < 0) {
				t := da / (da - db)
				next = append(next, xy{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)})
			}
			if db >= 0 {
				next = append(next, b)
			}
		}
		l = next
	}
	return l
}

// polygons draws ground.
func (v view) polygons(s *Scene, m geo.MultiPolygon, fill Color) {
	sh := shape{closed: true, fill: fill}
	for _, p := range m {
		for _, r := range p {
			if l := v.ring(r); len(l) > 2 {
				sh.lines = append(sh.lines, l)
			}
		}
	}
	if len(sh.lines) > 0 {
		s.shapes = append(s.shapes, sh)
	}
}

// borders draws rings as lines, where they lie in the frame.
func (v view) borders(s *Scene, m geo.MultiPolygon, c Color, width float64) {
	sh := shape{stroke: c, width: width}
	for _, p := range m {
		for _, r := range p {
			l := thin(v.line(r), 0.35)
			if len(l) > 2 {
				l = append(l, l[0])
			}
			sh.lines = append(sh.lines, v.runs(l)...)
		}
	}
	if len(sh.lines) > 0 {
		s.shapes = append(s.shapes, sh)
	}
}

// front draws a line of contact.
func (v view) front(s *Scene, segs []geo.Segment) {
	sh := shape{stroke: Ink, width: 1.1}
	for _, l := range joined(segs) {
		for _, run := range v.runs(thin(v.line(l), 0.35)) {
			if extent(run) >= 4 { // lesser ones would look like dirt
				sh.lines = append(sh.lines, run)
			}
		}
	}
	if len(sh.lines) > 0 {
		s.shapes = append(s.shapes, sh)
	}
}

// extent is the longer side of a line's box.
func extent(l []xy) float64 {
	lo, hi := l[0], l[0]
	for _, p := range l {
		lo, hi = xy{min(lo.x, p.x), min(lo.y, p.y)}, xy{max(hi.x, p.x), max(hi.y, p.y)}
	}
	return max(hi.x-lo.x, hi.y-lo.y)
}

// joined strings segments together where one begins at the end of another.
func joined(segs []geo.Segment) [][]geo.Point {
	next := map[geo.Point]int{}
	ends := map[geo.Point]bool{}
	for i, s := range segs {
		next[s.A], ends[s.B] = i, true
	}
	var out [][]geo.Point
	done := make([]bool, len(segs))
	walk := func(i int) {
		line := []geo.Point{segs[i].A}
		for ok := true; ok && !done[i]; {
			done[i] = true
			line = append(line, segs[i].B)
			i, ok = next[segs[i].B]
		}
		if len(line) > 1 {
			out = append(out, line)
		}
	}
	for i, s := range segs { // lines with a beginning, then those that go round
		if !ends[s.A] {
			walk(i)
		}
	}
	for i := range segs {
		walk(i)
	}
	return out
}

// runs returns the parts of a line that lie in the frame.
func (v view) runs(l []xy) [][]xy {
	var out [][]xy
	var run []xy
	for i := 1; i < len(l); i++ {
		a, b, ok := v.segment(l[i-1], l[i])
		if !ok {
			continue
		}
		if len(run) > 0 && run[len(run)-1] != a {
			out, run = append(out, run), nil
		}
		if len(run) == 0 {
			run = append(run, a)
		}
		run = append(run, b)
	}
	if len(run) > 1 {
		out = append(out, run)
	}
	return out
}

// segment cuts a segment to the frame (Liang and Barsky 1984).
func (v view) segment(a, b xy) (xy, xy, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := b.x-a.x, b.y-a.y
	for _, e := range [4][2]float64{{-dx, a.x - v.x0}, {dx, v.x1 - a.x}, {-dy, a.y - v.y0}, {dy, v.y1 - a.y}} {
		if e[0] == 0 {
			if e[1] < 0 {
				return a, b, false
			}
			continue
		}
		t := e[1] / e[0]
		if e[0] < 0 {
			t0 = max(t0, t)
		} else {
			t1 = min(t1, t)
		}
	}
	if t0 >= t1 {
		return a, b, false
	}
	p, q := a, b
	if t0 > 0 {
		p = xy{a.x + t0*dx, a.y + t0*dy}
	}
	if t1 < 1 {
		q = xy{a.x + t1*dx, a.y + t1*dy}
	}
	return p, q, true
}
