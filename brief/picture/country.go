package picture

import (
	"fmt"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Country draws ground held in the whole country on one day, or on two, one
// above the other.
type Country struct {
	ID, Title string
	Actor     string
	Panels    []CountryPanel
	// BeforeAfter says that the panels are the first and the last of a window.
	BeforeAfter bool
	Where       *gazetteer.Gazetteer
	Notes       []string
}

// CountryPanel is one day.
type CountryPanel struct {
	Name   string // the day and the area held
	Ground Ground
}

// Draw draws it.
func (c Country) Draw() *Scene {
	sub := "Share of each cell of about 20 square kilometers that is held by " + c.Actor
	if len(c.Panels) > 0 && c.Panels[0].Ground.Exact {
		sub = "The source’s own shapes"
	}
	if c.BeforeAfter {
		sub = "Before and after. " + sub
	}
	s, y := begin(c.ID, c.Title, sub)
	if len(c.Panels) > 0 {
		y = s.legend(y, c.Panels[0].Ground.keys(c.Actor)...)
	}
	box := geo.EmptyBox()
	for _, r := range c.Where.Regions() {
		box = box.Union(r.Box())
	}
	s.Alt = "Map of the ground held by " + c.Actor + "."
	for _, p := range c.Panels {
		y += 17
		s.put(Text{X: margin, Y: y, Size: 12.5, Bold: true, Color: Ink, S: p.Name}, left)
		v := fitted(box, margin, y+6, mapWidth, 270, 0)
		l := &labeler{s: s, v: v}
		base(s, v, p.Ground, c.Where)
		l.scaleAndNorth()
		l.towns(c.Where, 9, true)
		s.line(Border, 1, 0, xy{v.x0, v.y0}, xy{v.x1, v.y0}, xy{v.x1, v.y1}, xy{v.x0, v.y1}, xy{v.x0, v.y0})
		y = v.y1 + 4
		s.Alt += fmt.Sprintf(" %s.", p.Name)
	}
	return s.end(y, c.Notes...)
}
