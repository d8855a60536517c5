package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// talksGround lets the record of the talks ask what moved on the map.
type talksGround struct {
	record  measure.Record
	ask     []measure.Coverage
	places  *gazetteer.Gazetteer
	patches bool
}

func (g talksGround) Change(from, to control.Day) ([]talks.GroundChange, error) {
	var out []talks.GroundChange
	for _, c := range g.ask {
		m, err := g.record.Change(c.Definition.Name, from, to, measure.Options{AsKnownOn: control.NoDay, Patches: g.patches})
		if errors.Is(err, chronicle.ErrNoMap) {
			continue
		} else if err != nil {
			return nil, err
		}
		row := talks.GroundChange{
			Source: m.Definition.Source, Definition: m.Definition.Name, From: from, To: to, MapFrom: m.From, MapTo: m.To,
			Gained: km2(m.Gained), Lost: km2(m.Lost), Net: round(m.Net.Km2(), 6), Sliver: km2(m.SliverGained + m.SliverLost),
			Gross: string(m.Gross), Basis: string(m.Basis), Patches: []talks.GroundPatch{},
		}
		if m.Interval != nil {
			row.Interval = &[2]float64{round(m.Interval.Low.Km2(), 6), round(m.Interval.High.Km2(), 6)}
		}
		for _, p := range m.Patches {
			row.Patches = append(row.Patches, talks.GroundPatch{
				Kind: string(p.Kind), Area: round(p.Area.Km2(), 6), Lon: p.Centroid.Lon(), Lat: p.Centroid.Lat(), Oblast: p.Region,
				Near: talks.Near{Place: p.Near.Place, Distance: round(p.Near.Distance.Km(), 1), Bearing: p.Near.Bearing},
			})
		}
		out = append(out, row)
	}
	if out == nil {
		return nil, noTalksGround("from %s to %s", from, to)
	}
	return out, nil
}

func (g talksGround) Held(from, to control.Day) ([]talks.HeldSeries, error) {
	var out []talks.HeldSeries
	for _, c := range g.ask {
		days, err := g.record.Series(c.Definition.Name, from, to)
		if errors.Is(err, chronicle.ErrNoMap) || err == nil && len(days) == 0 {
			continue
		} else if err != nil {
			return nil, err
		}
		d := c.Definition
		s := talks.HeldSeries{Source: d.Source, Definition: d.Name, Title: d.Title, Actor: d.Actor}
		for _, x := range days {
			s.Days = append(s.Days, talks.HeldDay{Day: x.Day, Km2: x.Area.Km2()})
		}
		if s.Breaks, err = g.breaks(d.Name, days[0].Day, days[len(days)-1].Day); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// breaks returns the days between two maps from which a map counts other ground
// than before.
func (g talksGround) breaks(definition string, first, last control.Day) ([]control.Day, error) {
	all, err := measure.Breaks(g.record, definition)
	return slices.DeleteFunc(all, func(b control.Day) bool { return b <= first || b > last }), err
}

// Area draws what regions, points and imported maps can: parts of oblasts, from
// the area held in them, with the settlements in reach; sites; and the length of
// the line of contact, which needs the boundaries themselves.
func (g talksGround) Area(rule talks.Rule, on control.Day) ([]talks.GroundArea, error) {
	if rule.Rule == "line-of-contact" {
		return g.contact(on)
	}
	if rule.Rule == "site" {
		return g.site(rule.Of[0], on)
	}
	var regions []*gazetteer.Region
	for _, name := range rule.Of {
		r := g.places.RegionByName(name)
		if r == nil {
			return nil, fmt.Errorf("rule %s: no region named %q", rule.Rule, name)
		}
		regions = append(regions, r)
	}
	var out []talks.GroundArea
	for _, c := range g.ask {
		h, err := g.record.Held(c.Definition.Name, on, measure.Options{AsKnownOn: control.NoDay, ByRegion: true})
		if errors.Is(err, chronicle.ErrNoMap) {
			continue
		} else if err != nil {
			return nil, err
		}
		if on-h.Day > staleDays {
			continue
		}
		row := talks.GroundArea{Source: c.Definition.Source, Definition: c.Definition.Name, On: on, MapDay: h.Day, Settlements: []talks.Settlement{}}
		if gap := g.leavesOut(row.Definition, rule, on); gap != "" {
			row.Note = &gap
			out = append(out, row)
			continue
		}
		row.Area = km2(areaOfRule(rule.Rule, regions, h.Regions))
		if err := g.settlements(&row, rule.Rule, regions, on); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	if out == nil {
		return nil, noTalksGround("on %s", on)
	}
	return out, nil
}

// staleDays is how old a map may be to say what ground a position speaks of.
const staleDays = 31

// contact returns the length of the line of contact by each definition that is
// answered from imported maps.
func (g talksGround) contact(on control.Day) ([]talks.GroundArea, error) {
	var out []talks.GroundArea
	for _, c := range g.ask {
		f, err := measure.FrontOf(g.record, c.Definition.Name, on, control.NoDay)
		if errors.Is(err, chronicle.ErrNoMap) || err == nil && on-f.Day > staleDays {
			continue
		} else if err != nil {
			return nil, err
		}
		length := f.Length.Km()
		out = append(out, talks.GroundArea{Source: c.Definition.Source, Definition: c.Definition.Name, On: on, MapDay: f.Day,
			Length: &length, Settlements: []talks.Settlement{}})
	}
	if out == nil {
		return nil, noTalksGround("line of contact on %s: the ledger has no lines; salient import reads maps", on)
	}
	return out, nil
}

func areaOfRule(rule string, regions []*gazetteer.Region, held []measure.RegionHeld) geo.SquareMeters {
	var sum geo.SquareMeters
	for _, r := range regions {
		part := measure.RegionHeld{Total: r.Area()} // a region that the answer leaves out holds nothing
		for _, h := range held {
			if h.Name == r.Name {
				part = h
			}
		}
		switch rule {
		case "rest-of-oblast":
			sum += part.Total - part.Held
		case "held-in-oblast":
			sum += part.Held
		default:
			sum += part.Total
		}
	}
	return sum
}

// settlements adds those places of the regions that lie on the ground named, if
// the record can tell who held a point.
func (g talksGround) settlements(row *talks.GroundArea, rule string, regions []*gazetteer.Region, on control.Day) error {
	places, ok := g.record.(measure.Places)
	if !ok && rule != "oblast" {
		return nil
	}
	people := 0
	for _, p := range g.places.Places() {
		var in bool
		for _, r := range regions {
			in = in || r.ID == p.RegionID
		}
		if !in {
			continue
		}
		if rule != "oblast" {
			at, err := places.HeldAt(row.Definition, p.Point, on)
			if err != nil {
				return err
			}
			if at.Held != (rule == "held-in-oblast") {
				continue
			}
		}
		s := talks.Settlement{Name: p.Name, Lon: p.Point.Lon(), Lat: p.Point.Lat()}
		if n := p.Population; n > 0 {
			s.Population = &n
			people += n
		}
		row.Settlements = append(row.Settlements, s)
	}
	if people > 0 {
		row.Population = &people
	}
	return nil
}

// leavesOut says that a map leaves out prewar ground of the oblasts named, so
// that what is held of them, and the rest, cannot be told from it.
func (g talksGround) leavesOut(definition string, rule talks.Rule, on control.Day) string {
	places, ok := g.record.(measure.Places)
	if !ok || rule.Rule == "oblast" {
		return ""
	}
	for _, ground := range measure.Prewar {
		for _, name := range rule.Of {
			if slices.Contains(ground.Regions, name) && measure.LeavesOut(places, definition, ground, on) {
				return "the map leaves out ground of " + name + " held since before 2022, so parts of it cannot be told"
			}
		}
	}
	return ""
}

// talksSites are the sites that positions name, as the gazetteer calls them.
var talksSites = map[string]string{"znpp": "Zaporizhzhia Nuclear Power Plant"}

func (g talksGround) site(id string, on control.Day) ([]talks.GroundArea, error) {
	places, ok := g.record.(measure.Places)
	name := talksSites[id]
	for _, s := range g.places.Sites() {
		if !ok || name == "" || !strings.EqualFold(s.Name, name) {
			continue
		}
		var out []talks.GroundArea
		for _, c := range g.ask {
			at, err := places.HeldAt(c.Definition.Name, s.Point, on)
			if err != nil {
				continue
			}
			out = append(out, talks.GroundArea{Source: c.Definition.Source, Definition: c.Definition.Name, On: on, MapDay: at.Day, Held: &at.Held,
				Settlements: []talks.Settlement{{Name: s.Name, Lon: s.Point.Lon(), Lat: s.Point.Lat()}}})
		}
		if out != nil {
			return out, nil
		}
	}
	return nil, noTalksGround("site %s on %s", id, on)
}

func km2(a geo.SquareMeters) *float64 {
	v := round(a.Km2(), 6)
	return &v
}

// noTalksGround is a lack of maps, for the talks and for the exit status.
func noTalksGround(format string, args ...any) error {
	return fmt.Errorf(format+": %w: %w", append(args, talks.ErrNoGround, chronicle.ErrNoMap)...)
}
