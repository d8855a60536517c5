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
	size := m.patches(s, v, l)
	corner := l.corner(100, 74)
	inset(s, l, corner, 100, 74, v, m.Ground, m.Where)
	l.scaleAndNorth(corner)
	m.figures(l)
	l.towns(m.Where, 12)
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
		return []key{{Held, 's', "held by " + actor}}
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
		box = box.Add(p.Center)
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
}

// patches draws them and returns the largest area.
func (m Map) patches(s *Scene, v view, l *labeler) float64 {
	largest := 0.0
	for _, p := range m.Patches {
		largest = max(largest, p.Km2)
	}
	// Circles as large as the ground itself, or larger all alike, so that the
	// largest is seen.
	k := v.km() / math.Sqrt(math.Pi)
	if r := k * math.Sqrt(largest); r < 13 && r > 0 {
		k *= 13 / r
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
		s.shapes[len(s.shapes)-1].fade = 0.85
		if r > 2 {
			l.block(at.x-r*0.8, at.y-r*0.8, at.x+r*0.8, at.y+r*0.8)
		}
	}
	return largest
}

// figures writes the areas of the largest patches of each kind.
func (m Map) figures(l *labeler) {
	n := map[bool]int{}
	for _, p := range m.Patches {
		if n[p.Gained] >= 3 || p.Km2 < 1 {
			continue
		}
		n[p.Gained]++
		c, sign := Loss, "−"
		if p.Gained {
			c, sign = Gain, "+"
		}
		l.near(l.v.at(p.Center), 6, Text{Size: 11.5, Bold: true, Color: c, S: sign + plain(p.Km2), halo: true})
	}
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
