package deepstate

import (
	"fmt"
	"strings"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
)

// ReadSite reads a map of the site as the map of valid days: points, lines and
// polygons in one collection, alone or in the member map.
//
// Coordinates are rounded to the archive's six decimals, so that the two roads
// share their vertices. A polygon of a class that is not known could be held
// ground, so it has the map refused.
func ReadSite(name string, body []byte, from control.Origin, days []control.Day) source.Result {
	s := source.Borrow()
	defer s.Return()
	s.Parser.Wrappers = []string{"map"}
	defer func() { s.Parser.Wrappers = nil }()
	doc, refusal := s.Scan(name, body, geo.Box{})
	if refusal != nil {
		return source.Refuse(ID, name, from, refusal.Place, refusal.Reason)
	}
	for i, p := range doc.Points {
		doc.Points[i] = geo.Point{X: sixDecimals(p.X), Y: sixDecimals(p.Y)}
	}
	out := source.Result{File: name, Source: ID, SHA256: from.SHA256}
	out.Repairs.Merge(s.Areas.Repairs)
	features := map[control.Layer][]int{}
	for i := range doc.Features {
		f := &doc.Features[i]
		title, _ := f.Properties.String("name")
		fill, _ := f.Properties.String("fill")
		if !f.Kind.Areal() {
			continue // labels, units and arrows
		}
		layer, known := siteClass(title, fill)
		if !known {
			return source.Refuse(ID, name, from, fmt.Sprintf("feature %d, byte %d", i, f.Offset),
				fmt.Sprintf("areas named %q, filled %q, are of no known class", title, fill))
		}
		if layer != abroad {
			features[layer] = append(features[layer], i)
		}
	}
	for _, layer := range []control.Layer{control.Control, control.Liberated, control.Unknown} {
		s.Areas.Reset()
		for _, i := range features[layer] {
			if place, reason := s.Areas.Add(doc, i, Extent); reason != "" {
				return source.Refuse(ID, name, from, place, reason)
			}
		}
		boundary := s.Areas.Boundary()
		if len(boundary) == 0 && layer == control.Control {
			return source.Refuse(ID, name, from, "", "the map shows no held ground")
		}
		out.Repairs.Merge(s.Areas.Repairs)
		for _, d := range days {
			out.Snapshots = append(out.Snapshots, control.Snapshot{
				Source: ID, Layer: layer, Day: d, Known: d + 1, Origin: from, Boundary: boundary,
			})
		}
	}
	return out
}

// sixDecimals rounds a coordinate in units of 1e-7 degrees.
func sixDecimals(c int32) int32 {
	if c < 0 {
		return -((-c + 5) / 10 * 10)
	}
	return (c + 5) / 10 * 10
}

// abroad marks areas that the site draws outside the mapped war.
const abroad control.Layer = "abroad"

// siteClass tells an area's class: by the key that ends its name, else by the
// English part of it, else by its fill.
func siteClass(name, fill string) (control.Layer, bool) {
	parts := strings.Split(strings.ReplaceAll(name, "\u00a0", " "), "///")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	key := parts[len(parts)-1]
	switch {
	case key == "geoJSON.status.occupied", key == "geoJSON.territories.crimea",
		key == "geoJSON.territories.ordlo", key == "geoJSON.territories.tuzla":
		return control.Control, true
	case strings.HasPrefix(key, "geoJSON.status.dismissed"), key == "geoJSON.zmiinyi_island":
		return control.Liberated, true
	case key == "geoJSON.status.unknown":
		return control.Unknown, true
	case strings.HasPrefix(key, "geoJSON.territories."):
		return abroad, true
	}
	if len(parts) > 1 {
		switch english := parts[1]; {
		case english == "Occupied", english == "Occupied Crimea", english == "CADR and CALR":
			return control.Control, true
		case strings.HasPrefix(english, "Liberated"):
			return control.Liberated, true
		case english == "Unknown status":
			return control.Unknown, true
		}
	}
	switch strings.ToLower(fill) {
	case "#a52714", "#880e4f":
		return control.Control, true
	case "#0f9d58", "#0288d1", "#01579b":
		return control.Liberated, true
	case "#bcaaa4", "#bdbdbd":
		return control.Unknown, true
	case "#ff5252":
		return abroad, true
	}
	return "", false
}
