package server

import (
	"errors"
	"fmt"
	"slices"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/tile"
)

// layerDays says which days a layer takes.
type layerDays int

const (
	noDays layerDays = iota
	oneDay
	twoDays
)

func (d layerDays) names() []string {
	return [][]string{nil, {"on"}, {"from", "to"}}[d]
}

// tileKinds are the layers that tiles are made of.
var tileKinds = map[string]struct{ days layerDays }{
	"held": {oneDay}, "cells": {oneDay}, "fronts": {oneDay},
	"changes": {twoDays}, "patches": {twoDays},
	"oblasts": {noDays}, "settlements": {noDays},
}

// recently is how many days a change goes back where no day was given.
const recently = 7

// shownMap is one definition in a layer, with the days of the maps that answer.
type shownMap struct {
	*mapped
	from, to control.Day // from: NoDay for a layer of one day
}

func (m shownMap) String() string {
	if m.from == control.NoDay {
		return fmt.Sprintf("%s=%s", m.Definition.Name, m.to)
	}
	return fmt.Sprintf("%s=%s/%s", m.Definition.Name, m.from, m.to)
}

// shown finds the maps that answer for the days asked.
func (s *Server) shown(d *mapped, kind layerDays, asked [2]control.Day) (shownMap, error) {
	m := shownMap{mapped: d, from: control.NoDay}
	var err error
	if kind == oneDay {
		m.to, err = d.mapOn(min(asked[0], d.Last))
		return m, err
	}
	if m.to, err = d.mapOn(min(asked[1], d.Last)); err != nil {
		return m, err
	}
	from := asked[0]
	if from == control.NoDay {
		from = max(m.to-recently, d.First)
	}
	m.from, err = d.mapOn(min(from, d.Last))
	return m, err
}

// buildLayer makes a layer. Definitions that lack what it shows are left out.
func (s *Server) buildLayer(name string, shown []shownMap) (*tileLayer, error) {
	var features []tile.Feature
	var err error
	switch name {
	case "oblasts":
		features = s.oblastFeatures()
	case "settlements":
		features = s.settlementFeatures()
	}
	var last error
	for _, m := range shown {
		var part []tile.Feature
		switch name {
		case "held":
			part, err = s.heldFeatures(m)
		case "cells":
			part, err = s.cellFeatures(m)
		case "fronts":
			part, err = s.frontFeatures(m)
		case "changes":
			part, err = s.changeFeatures(m)
		case "patches":
			part, err = s.patchFeatures(m)
		}
		if err != nil && !errors.Is(err, chronicle.ErrNoMap) {
			return nil, err
		}
		if err != nil {
			last = err
		}
		features = append(features, part...)
	}
	if len(features) == 0 && last != nil {
		return nil, last
	}
	for i := range features {
		features[i].ID = uint64(i + 1)
	}
	return &tileLayer{Layer: tile.NewLayer(name, features), fields: fieldsOf(features)}, nil
}

func (m shownMap) properties(more ...tile.Property) []tile.Property {
	return append([]tile.Property{
		{Key: "source", Value: m.Definition.Source}, {Key: "definition", Value: m.Definition.Name}, {Key: "basis", Value: string(m.Basis)},
	}, more...)
}

// heldFeatures shows held ground: its polygons from maps, its cells from the
// ledger.
func (s *Server) heldFeatures(m shownMap) ([]tile.Feature, error) {
	if m.chronicle == nil {
		return s.cellFeatures(m)
	}
	at, err := m.chronicle.MapOn(m.to, control.NoDay)
	if err != nil {
		return nil, err
	}
	return []tile.Feature{{Kind: tile.Polygon, Polygons: geo.Polygons(m.chronicle.Boundary(at)), Properties: m.properties(
		tile.Property{Key: "map_day", Value: m.to.String()}, tile.Property{Key: "share", Value: 1.0},
		tile.Property{Key: "held_km2", Value: answer.Round(m.chronicle.Area(at).Km2(), 3)})}}, nil
}

func (s *Server) cellFeatures(m shownMap) ([]tile.Feature, error) {
	cells, day, err := s.Ledger.Cells(m.Definition.Name, m.to)
	if err != nil {
		return nil, err
	}
	out := make([]tile.Feature, 0, len(cells))
	common := slices.Clip(m.properties(tile.Property{Key: "map_day", Value: day.String()}))
	for _, c := range cells {
		out = append(out, tile.Feature{Kind: tile.Polygon, Polygons: geo.MultiPolygon{cellPolygon(c.ID)},
			Properties: append(common, tile.Property{Key: "share", Value: c.Share})})
	}
	return out, nil
}

// changeFeatures shows what changed between two maps: the ground itself where
// maps were imported, else the centers of the patches.
func (s *Server) changeFeatures(m shownMap) ([]tile.Feature, error) {
	c, err := s.Record.Change(m.Definition.Name, m.from, m.to, measure.Options{AsKnownOn: control.NoDay, Patches: true})
	if err != nil {
		return nil, err
	}
	out := make([]tile.Feature, 0, len(c.Patches))
	for _, p := range c.Patches {
		f := m.patch(p, c.From, c.To)
		if p.Polygon != nil {
			f.Kind, f.Polygons = tile.Polygon, geo.MultiPolygon{p.Polygon}
		}
		out = append(out, f)
	}
	return out, nil
}

// patchFeatures shows the centers of the patches from each map to the next
// between two days.
func (s *Server) patchFeatures(m shownMap) ([]tile.Feature, error) {
	series, err := m.series()
	if err != nil {
		return nil, err
	}
	var out []tile.Feature
	for i := 1; i < len(series); i++ {
		if series[i-1].Day < m.from || series[i].Day > m.to {
			continue
		}
		c, err := s.maps.change(m.mapped, i)
		if err != nil {
			return nil, err
		}
		for _, p := range c.Patches {
			out = append(out, m.patch(p, c.From, c.To))
		}
	}
	return out, nil
}

// patch returns a patch as its center.
func (m shownMap) patch(p measure.Patch, from, to control.Day) tile.Feature {
	return tile.Feature{Kind: tile.Point, Points: []geo.Point{p.Centroid}, Properties: m.properties(
		tile.Property{Key: "kind", Value: string(p.Kind)}, tile.Property{Key: "area_km2", Value: answer.Round(p.Area.Km2(), 6)},
		tile.Property{Key: "oblast", Value: p.Region}, tile.Property{Key: "near_place", Value: p.Near.Place},
		tile.Property{Key: "near_distance_km", Value: answer.Round(p.Near.Distance.Km(), 1)}, tile.Property{Key: "near_bearing", Value: p.Near.Bearing},
		tile.Property{Key: "sliver", Value: p.Sliver}, tile.Property{Key: "from", Value: from.String()}, tile.Property{Key: "to", Value: to.String()},
	)}
}

func (s *Server) oblastFeatures() []tile.Feature {
	var out []tile.Feature
	for _, r := range s.Places.Regions() {
		out = append(out, tile.Feature{Kind: tile.Polygon, Polygons: r.Polygons, Properties: []tile.Property{
			{Key: "id", Value: r.ID}, {Key: "name", Value: r.Name}, {Key: "full_name", Value: r.FullName}, {Key: "kind", Value: r.Kind}}})
	}
	return out
}

func (s *Server) settlementFeatures() []tile.Feature {
	var out []tile.Feature
	for _, p := range s.Places.Places() {
		out = append(out, tile.Feature{Kind: tile.Point, Points: []geo.Point{p.Point}, Properties: []tile.Property{
			{Key: "name", Value: p.Name}, {Key: "country", Value: p.Country}, {Key: "kind", Value: string(p.Kind)}, {Key: "population", Value: p.Population}}})
	}
	return out
}
