package brief

import (
	"errors"
	"fmt"
	"math"

	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// mapOf draws where ground changed hands by one definition; nil where none did.
func (f *facts) mapOf(g *ground, l Lang) *picture.Scene {
	d := g.cov.Definition
	m := picture.Map{ID: "map-" + d.Name, Actor: d.Actor, Where: f.where,
		Title:    fmt.Sprintf("Where ground changed hands, %s", f.label(g)),
		Subtitle: fmt.Sprintf("From the map of %s to that of %s; figures in square kilometers", l.DayYear(g.change.From), l.DayYear(g.change.To))}
	for _, p := range g.change.Patches {
		if p.Sliver {
			continue
		}
		m.Patches = append(m.Patches, picture.Patch{Gained: p.Kind == measure.Gained, Km2: km2(p.Area), Center: p.Centroid, Polygon: p.Polygon})
	}
	if len(m.Patches) == 0 || m.Patches[0].Km2 < 0.1 {
		return nil
	}
	m.Ground = f.under(g, g.change.To)
	m.Notes = f.mapNotes(g, m.Ground, fmt.Sprintf("Days: %s and %s. Held ground as of the latter.", l.DayYear(g.change.From), l.DayYear(g.change.To)))
	return m.Draw()
}

// under is the ground held, as maps show it; nothing where it is not known.
func (f *facts) under(g *ground, on control.Day) picture.Ground {
	if f.outline == nil {
		return picture.Ground{}
	}
	o, err := f.outline(g.cov.Definition.Name, on)
	if err != nil {
		return picture.Ground{}
	}
	return picture.Ground{Held: o.Held, Part: o.Part, Front: o.Front, Exact: o.Exact}
}

func (f *facts) mapNotes(g *ground, under picture.Ground, days string) []string {
	notes := f.notes([]*ground{g}, days)
	if len(under.Held) > 0 && !under.Exact {
		notes[0] += " Held ground is shown by cells of about 20 km²; import the source’s maps for its shape."
	}
	last := "Borders and towns: "
	for i, c := range f.credit {
		if i > 0 {
			last += "; "
		}
		last += c
	}
	if len(f.credit) > 0 {
		notes = append(notes, last+".")
	}
	return append(notes, "Gray: outside the oblasts, or sea. North is up.")
}

// country draws the ground held on days, by one definition.
func (f *facts) country(g *ground, l Lang, on ...control.Day) (*picture.Scene, error) {
	d := g.cov.Definition
	c := picture.Country{ID: "country-" + d.Name, Actor: d.Actor, Where: f.where, Title: fmt.Sprintf("Ground held by %s, %s", d.Actor, f.label(g)), BeforeAfter: len(on) > 1}
	days := "Days: "
	for i, day := range on {
		h, err := f.record.Held(d.Name, day, measure.Options{})
		if err != nil {
			return nil, err
		}
		under := f.under(g, day)
		if len(under.Held) == 0 {
			return nil, errors.Join(fmt.Errorf("%s on %s: no ground to draw", d.Name, day), chronicle.ErrNoMap)
		}
		c.Panels = append(c.Panels, picture.CountryPanel{Ground: under, Name: fmt.Sprintf("%s: %s square kilometers", l.DayYear(h.Day), thousands(fmt.Sprintf("%.0f", math.Round(km2(h.Area)))))})
		if i > 0 {
			days += " and "
		}
		days += l.DayYear(h.Day)
	}
	c.Notes = f.mapNotes(g, c.Panels[0].Ground, days+".")
	return c.Draw(), nil
}
