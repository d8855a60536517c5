package picture

import (
	"fmt"
	"math"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Patch is ground that changed hands. Polygon is nil where only its center and
// area are known: it is drawn as a circle then.
type Patch struct {
	Gained  bool
	Km2     float64
	Center  geo.Point
	Polygon geo.Polygon
}

// Ground is what a map shows under the patches.
type Ground struct {
	Held, Part geo.MultiPolygon // Part: cells held for less than half
	Front      []geo.Segment    // line of contact; none where not known
	Exact      bool             // true shapes, not cells
}

// Map draws where ground changed hands: patches, held ground, oblast borders,
// towns, scale, north and an inset of the country.
type Map struct {
	ID, Title string
	Subtitle  string
	Actor     string
	Patches   []Patch // largest first
	Ground    Ground
	Where     *gazetteer.Gazetteer
	Notes     []string
}

const (
	mapWidth  = Width - 2*margin
	mapHeight = 330
)

// Draw draws it.
func (m Map) Draw() *Scene {
	s, y := begin(m.ID, m.Title, m.Subtitle)
	keys := []key{{Gain, 'o', "gained by " + m.Actor}, {Loss, 'o', "lost by " + m.Actor}}
	exact := len(m.Patches) > 0 && m.Patches[0].Polygon != nil
	if exact {
		keys[0].mark, keys[1].mark = 's', 's'
	}
	y = s.legend(y, append(keys, m.Ground.keys(m.Actor)...)...)
	v := fitted(m.extent(), margin, y+4, mapWidth, mapHeight, 110)
	l := &labeler{s: s, v: v}
	base(s, v, m.Ground, m.Where)
	size, unit := m.patches(s, v, l)
	corner := l.corner(100, 74)
	inset(s, l, corner, 100, 74, v, m.Ground, m.Where)
	l.scaleAndNorth()
	m.figures(l, unit)
	l.towns(m.Where, 12, false)
	l.regions(m.Where)
	s.line(Border, 1, 0, xy{v.x0, v.y0}, xy{v.x1, v.y0}, xy{v.x1, v.y1}, xy{v.x0, v.y1}, xy{v.x0, v.y0})
	s.Alt = m.alt()
	notes := m.Notes
	if !exact && len(m.Patches) > 0 {
		notes = append([]string{fmt.Sprintf("Circles stand at the centers of the patches, drawn map to map; their size follows area (largest: %s km²), not shape.", plain(size))}, notes...)
	}
	return s.end(v.y1+2, notes...)
}

func (g Ground) keys(actor string) []key {
	if len(g.Held) == 0 {
		return nil
	}
	if g.Exact {
		keys := []key{{Held, 's', "held by " + actor}}
		if len(g.Front) > 0 {
			keys = append(keys, key{Ink, 'l', "line of contact"})
		}
		return keys
	}
	return []key{{Held, 's', "half of the cell or more"}, {Part, 's', "less than half"}}
}

// extent is the box of the patches that make up nearly all of the area, with
// room around.
func (m Map) extent() geo.Box {
	box := geo.EmptyBox()
	total, sum := 0.0, 0.0
	for _, p := range m.Patches {
		total += p.Km2
	}
	for _, p := range m.Patches {
		if sum >= 0.985*total && sum > 0 {
			break
		}
		sum += p.Km2
		// A circle has the patch's area: it has to fit.
		r := math.Sqrt(p.Km2/math.Pi) / kmPerDegree
		if p.Polygon != nil {
			r = 0
		}
		box = box.Add(geo.Pt(p.Center.Lon()-1.5*r, p.Center.Lat()-r)).Add(geo.Pt(p.Center.Lon()+1.5*r, p.Center.Lat()+r))
		for _, r := range p.Polygon {
			for _, q := range r {
				box = box.Add(q)
			}
		}
	}
	const room = 0.16 // degrees of latitude
	return geo.Box{Min: geo.Pt(box.Min.Lon()-1.5*room, box.Min.Lat()-room), Max: geo.Pt(box.Max.Lon()+1.5*room, box.Max.Lat()+room)}
}

// base draws land, held ground and the borders of regions.
func base(s *Scene, v view, g Ground, where *gazetteer.Gazetteer) {
	s.rect(v.x0, v.y0, v.x1-v.x0, v.y1-v.y0, Sea, "")
	regions := where.RegionsIn(v.box())
	for _, r := range regions {
		v.polygons(s, r.Polygons, Land)
	}
	v.polygons(s, g.Part, Part)
	v.polygons(s, g.Held, Held)
	for _, r := range regions {
		v.borders(s, r.Polygons, Border, 0.7)
	}
	v.front(s, g.Front)
}

// patches draws them and returns the largest area and the radius of 1 km².
func (m Map) patches(s *Scene, v view, l *labeler) (largest, k float64) {
	for _, p := range m.Patches {
		largest = max(largest, p.Km2)
	}
	// Circles as large as the ground itself, or all larger or smaller alike, so
	// that the largest is seen and hides little.
	k = v.km() / math.Sqrt(math.Pi)
	if r := k * math.Sqrt(largest); r > 0 {
		k *= min(max(r, 13), 40) / r
	}
	for i := range m.Patches {
		p := m.Patches[i]
		at := v.at(p.Center)
		if !v.in(at) {
			continue
		}
		c, hint := Loss, "lost"
		if p.Gained {
			c, hint = Gain, "gained"
		}
		hint += " " + plain(p.Km2) + " km²"
		if p.Polygon != nil {
			sh := shape{closed: true, fill: c, stroke: c, width: 0.8, hint: hint}
			for _, r := range p.Polygon {
				if ring := v.ring(r); len(ring) > 2 {
					sh.lines = append(sh.lines, ring)
				}
			}
			s.shapes = append(s.shapes, sh)
			l.block(at.x-4, at.y-4, at.x+4, at.y+4)
			continue
		}
		r := max(k*math.Sqrt(p.Km2), 1)
		s.circle(at.x, at.y, r, c, Paper, 0.8, hint)
		last := &s.shapes[len(s.shapes)-1]
		last.fade, last.lines[0] = 0.85, v.cut(last.lines[0])
		if r > 2 {
			l.block(at.x-r*0.8, at.y-r*0.8, at.x+r*0.8, at.y+r*0.8)
		}
	}
	return largest, k
}

// figures writes the areas of the largest patches of each kind, inside their
// circles where these are large enough.
func (m Map) figures(l *labeler, size float64) {
	n := map[bool]int{}
	for i, p := range m.Patches {
		if n[p.Gained] >= 3 || p.Km2 < 1 {
			continue
		}
		n[p.Gained]++
		c, sign := Loss, "−"
		if p.Gained {
			c, sign = Gain, "+"
		}
		t := Text{Size: 11.5, Bold: true, Color: c, S: sign + plain(p.Km2), halo: true}
		at := l.v.at(p.Center)
		if w := textWidth(t.S, t.Size, true); p.Polygon == nil && size*math.Sqrt(p.Km2) > w/2+3 && !m.covered(i, w, size, l.v) {
			t.Color, t.halo, t.X, t.Y = Paper, false, at.x-w/2, at.y+4
			if l.s.free(t, l.v.x0+2, l.v.y0+2, l.v.x1-2, l.v.y1-2) {
				l.s.texts = append(l.s.texts, t)
				continue
			}
			t.Color, t.halo = c, true
		}
		l.near(at, 6, t)
	}
}

// covered reports whether a later circle hides the middle of a patch's circle,
// where a text of a width would stand.
func (m Map) covered(i int, w, size float64, v view) bool {
	at := v.at(m.Patches[i].Center)
	for _, q := range m.Patches[i+1:] {
		p, r := v.at(q.Center), size*math.Sqrt(q.Km2)
		if math.Abs(p.x-at.x) < w/2+r && math.Abs(p.y-at.y) < 6+r {
			return true
		}
	}
	return false
}

func (m Map) alt() string {
	gained, lost, up, down := 0, 0, 0.0, 0.0
	for _, p := range m.Patches {
		if p.Gained {
			gained, up = gained+1, max(up, p.Km2)
		} else {
			lost, down = lost+1, max(down, p.Km2)
		}
	}
	out := fmt.Sprintf("Map with %d patches of ground gained by %s", gained, m.Actor)
	if gained > 0 {
		out += fmt.Sprintf(", the largest of %s square kilometers", plain(up))
	}
	out += fmt.Sprintf(", and %d lost", lost)
	if lost > 0 {
		out += fmt.Sprintf(", the largest of %s square kilometers", plain(down))
	}
	return out + "."
}
