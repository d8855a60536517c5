package picture

import (
	"math"
	"strings"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// labeler puts labels where they touch neither each other nor what is marked.
type labeler struct {
	s       *Scene
	v       view
	blocked [][4]float64
}

func (l *labeler) block(x0, y0, x1, y1 float64) {
	l.blocked = append(l.blocked, [4]float64{x0, y0, x1, y1})
}

func (l *labeler) clear(x0, y0, x1, y1 float64) bool {
	for _, b := range l.blocked {
		if x0 < b[2] && b[0] < x1 && y0 < b[3] && b[1] < y1 {
			return false
		}
	}
	return true
}

// fits reports whether a text has room.
func (l *labeler) fits(t Text) bool {
	x0, y0, x1, y1 := t.Box()
	return l.clear(x0, y0, x1, y1) && l.s.free(t, l.v.x0+2, l.v.y0+2, l.v.x1-2, l.v.y1-2)
}

// near puts a text beside a point: right, left, above, below, then the corners,
// then the same further out.
func (l *labeler) near(p xy, gap float64, t Text) bool {
	w := textWidth(t.S, t.Size, t.Bold)
	if !l.v.in(p) {
		return false
	}
	for _, g := range []float64{gap, gap * 1.8, gap * 2.8} {
		d := g * 0.75
		for _, at := range []xy{
			{p.x + g, p.y + t.Size*0.35}, {p.x - g - w, p.y + t.Size*0.35},
			{p.x - w/2, p.y - g}, {p.x - w/2, p.y + g + t.Size*0.75},
			{p.x + d, p.y - d}, {p.x - d - w, p.y - d}, {p.x + d, p.y + d + t.Size*0.7}, {p.x - d - w, p.y + d + t.Size*0.7},
		} {
			t.X, t.Y = at.x, at.y
			if l.fits(t) {
				l.s.texts = append(l.s.texts, t)
				return true
			}
		}
	}
	return false
}

// towns marks up to n of the most populous places that have room for a name;
// home leaves out those abroad.
func (l *labeler) towns(where *gazetteer.Gazetteer, n int, home bool) {
	var at []xy
	for _, p := range where.PlacesWithin(l.v.box()) {
		if n == 0 || p.Population < 5000 {
			return
		}
		if p.Kind == gazetteer.Quarter || p.Kind == gazetteer.Abandoned || home && p.Country != where.Home() {
			continue
		}
		q := l.v.at(p.Point)
		close := !l.bare(q)
		for _, o := range at {
			close = close || math.Hypot(q.x-o.x, q.y-o.y) < 22
		}
		if close {
			continue
		}
		if l.near(q, 4, Text{Size: 11, Color: Ink, S: p.Name, halo: true}) {
			l.s.circle(q.x, q.y, 1.9, Ink, Paper, 0.7, "")
			l.block(q.x-2, q.y-2, q.x+2, q.y+2)
			at = append(at, q)
			n--
		}
	}
}

// bare reports whether a mark at a point would be seen: no text covers it.
func (l *labeler) bare(p xy) bool {
	for _, t := range l.s.texts {
		x0, y0, x1, y1 := t.Box()
		if p.x > x0-3 && p.x < x1+3 && p.y > y0-3 && p.y < y1+3 {
			return false
		}
	}
	for _, b := range l.blocked {
		if p.x > b[0]-1 && p.x < b[2]+1 && p.y > b[1]-1 && p.y < b[3]+1 && b[2]-b[0] > 60 {
			return false
		}
	}
	return true
}

// regions writes the names of the oblasts, fainter, where there is room.
func (l *labeler) regions(where *gazetteer.Gazetteer) {
	for _, r := range where.RegionsIn(l.v.box()) {
		var cut geo.MultiPolygon
		for _, p := range r.Polygons {
			ring := geo.Ring{}
			for _, q := range l.v.ring(p[0]) {
				ring = append(ring, l.v.back(q))
			}
			if len(ring) > 2 {
				cut = append(cut, geo.Polygon{ring})
			}
		}
		if c, ok := gazetteer.Centroid(cut); ok {
			t := Text{Size: 11, Color: Faint, S: strings.ToUpper(r.Name), halo: true}
			at := l.v.at(c)
			w := textWidth(t.S, t.Size, false)
			for _, dy := range []float64{0, 16, -16, 32, -32, 48, -48, 64, -64} {
				t.X, t.Y = at.x-w/2, at.y+dy
				t.X = min(max(t.X, l.v.x0+4), l.v.x1-4-w)
				if r.Contains(l.v.back(xy{t.X + w/2, t.Y - 4})) && l.fits(t) {
					l.s.texts = append(l.s.texts, t)
					break
				}
			}
		}
	}
}

// corner returns which corner of the frame hides least: 0 to 3, from the top
// left clockwise.
func (l *labeler) corner(w, h float64) int {
	best, least := 0, math.Inf(1)
	for _, c := range []int{3, 0, 1, 2} {
		x, y := l.cornerAt(c, w, h)
		hidden := 0.0
		for _, b := range l.blocked {
			hidden += max(0, min(x+w, b[2])-max(x, b[0])) * max(0, min(y+h, b[3])-max(y, b[1]))
		}
		if hidden < least {
			best, least = c, hidden
		}
	}
	return best
}

func (l *labeler) cornerAt(c int, w, h float64) (x, y float64) {
	x, y = l.v.x0, l.v.y0
	if c == 1 || c == 2 {
		x = l.v.x1 - w
	}
	if c >= 2 {
		y = l.v.y1 - h
	}
	return x, y
}

// inset draws the country small, with the frame of the large map.
func inset(s *Scene, l *labeler, corner int, w, h float64, of view, g Ground, where *gazetteer.Gazetteer) {
	x, y := l.cornerAt(corner, w, h)
	s.rect(x, y, w, h, Paper, "")
	box := geo.EmptyBox()
	for _, r := range where.Regions() {
		box = box.Union(r.Box())
	}
	v := fitted(box, x+3, y+3, w-6, h-6, 0)
	v.y1 = y + h - 3
	for _, r := range where.Regions() {
		v.polygons(s, r.Polygons, Grid)
	}
	v.polygons(s, g.Held, Held)
	b := of.box()
	p, q := v.at(b.Min), v.at(b.Max)
	x0, x1, y0, y1 := max(p.x, x+1), min(q.x, x+w-1), max(q.y, y+1), min(p.y, y+h-1)
	s.line(Ink, 1.4, 0, xy{x0, y0}, xy{x1, y0}, xy{x1, y1}, xy{x0, y1}, xy{x0, y0})
	s.line(Border, 1, 0, xy{x, y}, xy{x + w, y}, xy{x + w, y + h}, xy{x, y + h}, xy{x, y})
	l.block(x, y, x+w, y+h)
}

// scaleAndNorth draws a scale bar and an arrow to the north in a corner.
func (l *labeler) scaleAndNorth() {
	km := l.v.km()
	length := step((l.v.x1-l.v.x0)/km, 9)
	w := length * km
	text := number(length) + " km"
	wide := w + 12 + textWidth(text, 11, false) + 22
	x, y := l.cornerAt(l.corner(wide, 22), wide, 22)
	l.s.rect(x, y, wide, 22, Paper, "")
	l.s.shapes[len(l.s.shapes)-1].fade = 0.85
	l.s.line(Ink, 1.5, 0, xy{x + 6, y + 9}, xy{x + 6, y + 14}, xy{x + 6 + w, y + 14}, xy{x + 6 + w, y + 9})
	l.s.text(x+10+w, y+15, 11, left, Ink, text)
	nx := x + wide - 9
	l.s.shapes = append(l.s.shapes, shape{lines: [][]xy{{{nx, y + 4}, {nx + 4, y + 12}, {nx, y + 10}, {nx - 4, y + 12}}}, closed: true, fill: Ink})
	l.s.text(nx, y+20.5, 9.5, middle, Ink, "N")
	l.block(x, y, x+wide, y+22)
}
