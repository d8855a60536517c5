package described

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/vector/formats"
)

// Read reads one file: its features go to layers by the rules, and each layer
// and day is a map, taken whole or refused.
//
// A layer of which a file could have features, and has none, is empty on that
// day; the first layer is never, since that is how a map looks that went wrong.
func (s *Source) Read(name string, data []byte, origin control.Origin) source.Result {
	refuse := func(place, reason string) source.Result {
		return source.Refuse(s.Source, name, origin, place, reason)
	}
	tables, err := formats.Read(data)
	if err != nil {
		place, reason := placed(err)
		return refuse(place, reason)
	}
	result := source.Result{File: name, Source: s.Source, SHA256: origin.SHA256}
	m := maps{src: s, name: name}
	for _, t := range tables {
		if err := knownCRS(t.Doc); err != nil {
			return refuse("crs", err.Error())
		}
		result.Repairs.Add(source.RepairAltitude, t.Doc.Extra)
		if refusal := m.sort(t.Name, t.Doc); refusal != nil {
			if len(tables) > 1 {
				refusal.Place = strings.TrimSuffix("table "+t.Name+", "+refusal.Place, ", ")
			}
			return refuse(refusal.Place, refusal.Reason)
		}
	}
	m.fill()
	result.Repairs.Add(source.RepairLeftOut, m.ignored)
	result.Repairs.Add(source.RepairNull, m.empty)
	for _, k := range m.order {
		boundary, repairs, refusal := m.read(k)
		if refusal != nil {
			refusal.File = name
			result.Refused = append(result.Refused, *refusal)
			continue
		}
		result.Repairs.Merge(repairs)
		result.Snapshots = append(result.Snapshots, control.Snapshot{
			Source: s.Source, Layer: k.layer, Day: k.valid, Known: k.known, Origin: origin, Boundary: boundary,
		})
	}
	if len(m.order) == 0 {
		return refuse("", "the map is empty")
	}
	return result
}

// Restamp gives a file with the same bytes its own days. It is asked only where
// [Source.Alike] holds.
func (s *Source) Restamp(prev source.Result, name string, origin control.Origin) source.Result {
	again := source.Restamp(prev, name, origin, 0, 0)
	d, named := s.inName(path.Base(name), name)
	for i, was := range prev.Snapshots {
		again.Snapshots[i].Day, again.Snapshots[i].Known = was.Day, was.Known
		if s.Days.Property == "" && s.day == control.NoDay && named {
			again.Snapshots[i].Day, again.Snapshots[i].Known = s.valid(d), d
		}
	}
	return again
}

// Alike reports whether the same bytes make the same maps under both names, but
// for a day in the name.
func (s *Source) Alike(name, other string) bool {
	for _, r := range s.Layers {
		if r.ofFile(name) != r.ofFile(other) {
			return false
		}
	}
	_, a := s.inName(path.Base(name), name)
	_, b := s.inName(path.Base(other), other)
	return a && b || s.day != control.NoDay || s.Days.Property != ""
}

// ofFile reports whether a rule takes features of a file of that name: the
// pattern may be of the name with or without its folders.
func (r *Rule) ofFile(name string) bool { return matches(r.Files, name, path.Base(name)) }

// matches reports whether an empty pattern, or one that fits one of the names
// without regard to case.
func matches(pattern string, names ...string) bool {
	if pattern == "" {
		return true
	}
	return slices.ContainsFunc(names, func(n string) bool {
		ok, err := path.Match(strings.ToLower(pattern), strings.ToLower(n))
		return ok && err == nil
	})
}

// takes reports whether a rule takes a feature of a table that it may take from.
func (r *Rule) takes(p geojson.Properties) bool {
	for property, want := range r.Where {
		have, ok := text(p, property)
		if !ok || !slices.Contains(want, have) {
			return false
		}
	}
	return true
}

// key tells the maps of one file apart.
type key struct {
	layer        control.Layer
	valid, known control.Day
}

// maps sorts the features of one file into maps.
type maps struct {
	src     *Source
	name    string
	order   []key // as they are first met
	parts   map[key][]part
	layers  []control.Layer // that the file could have features of
	ignored int
	empty   int // features without geometry that no map takes
}

// part is a feature, by number, of a table.
type part struct {
	doc     *geojson.Document
	feature int
}

// sort sorts one table's features.
func (m *maps) sort(table string, doc *geojson.Document) *source.Refusal {
	s := m.src
	var rules []*Rule
	for i := range s.Layers {
		r := &s.Layers[i]
		if r.ofFile(m.name) && matches(r.Table, table) {
			rules = append(rules, r)
			if !slices.Contains(m.layers, r.Layer) {
				m.layers = append(m.layers, r.Layer)
			}
			if len(r.Where) == 0 {
				break // it takes all that is left
			}
		}
	}
	if s.layer != "" {
		rules, m.layers = []*Rule{{Layer: s.layer}}, []control.Layer{s.layer}
	}
	for i := range doc.Features {
		f := &doc.Features[i]
		fail := func(reason string) *source.Refusal {
			return &source.Refusal{Place: (&geojson.Error{Feature: i, Ring: -1, Offset: f.Offset}).Place(), Reason: reason}
		}
		at := slices.IndexFunc(rules, func(r *Rule) bool { return r.takes(f.Properties) })
		if s.Others == "ignore" && (at < 0 || !doc.Empty(f) && !doc.Areal(f)) {
			m.ignored++
			continue
		}
		if at < 0 && doc.Empty(f) {
			m.empty++
			continue
		}
		if at < 0 {
			return fail(fmt.Sprintf("no layer of the description takes it (others: ignore leaves such features out); it has %s", told(f.Properties)))
		}
		k := key{layer: rules[at].Layer}
		var err error
		k.valid, k.known, err = m.days(table, f)
		if err != nil && doc.Empty(f) { // nothing that could be of a day
			m.empty++
			continue
		}
		if err != nil {
			return fail(err.Error())
		}
		m.add(k)
		m.parts[k] = append(m.parts[k], part{doc, i})
	}
	return nil
}

// told lists a feature's properties with their values, shortened.
func told(p geojson.Properties) string {
	if len(p) == 0 {
		return "no properties"
	}
	return fmt.Sprintf("%.120s", p)
}

func (m *maps) add(k key) {
	if m.parts == nil {
		m.parts = map[key][]part{}
	}
	if _, ok := m.parts[k]; !ok {
		m.parts[k] = nil
		m.order = append(m.order, k)
	}
}

// days returns the valid day of a feature, and the day it became known.
func (m *maps) days(table string, f *geojson.Feature) (valid, known control.Day, err error) {
	s := m.src
	if s.day != control.NoDay {
		return s.day, s.day, nil
	}
	if s.Days.Property != "" {
		d, err := dayIn(f.Properties, s.Days.Property, s.pattern)
		return s.valid(d), d, err
	}
	d, ok := s.inName(path.Base(m.name), path.Base(table), m.name)
	if !ok {
		want := "as in map_2024-03-01 or 20240301"
		if p := s.Days.Pattern; p != "" {
			want = "as " + p
		}
		return 0, 0, fmt.Errorf("%s in the file's name, %s; its features have %s", NoDay, want, properties(f.Properties))
	}
	return s.valid(d), d, nil
}

// fill adds the layers without features to each day, or to that in the file's
// name if it has no feature at all.
func (m *maps) fill() {
	days := slices.Clone(m.order)
	if d, ok := m.src.inName(path.Base(m.name), m.name); ok && len(days) == 0 && m.src.Days.Property == "" {
		days = []key{{valid: m.src.valid(d), known: d}}
	}
	for _, k := range days {
		for _, l := range m.layers {
			if l != m.src.Layers[0].Layer {
				m.add(key{l, k.valid, k.known})
			}
		}
	}
}

// read unites one map's features.
func (m *maps) read(k key) ([]geo.Segment, source.Repairs, *source.Refusal) {
	var areas source.Areas
	for _, p := range m.parts[k] {
		if place, reason := areas.Add(p.doc, p.feature, geo.Box{}); reason != "" {
			return nil, nil, &source.Refusal{Place: place, Reason: fmt.Sprintf("layer %s: %s", k.layer, reason)}
		}
	}
	boundary := areas.Boundary()
	if len(boundary) == 0 && k.layer == m.src.Layers[0].Layer {
		return nil, nil, &source.Refusal{Reason: fmt.Sprintf("layer %s: the map is empty", k.layer)}
	}
	return boundary, areas.Repairs, nil
}

// knownCRS refuses GeoJSON of 2008 in another reference system.
func knownCRS(doc *geojson.Document) error {
	if source.WGS84(doc.CRS) {
		return nil
	}
	return fmt.Errorf("coordinate reference system %q: GeoJSON is read in WGS 84 longitude and latitude (CRS84, EPSG:4326); ogr2ogr -t_srs EPSG:4326 converts", doc.CRS)
}

// placed parts an error into the place in the file and what is wrong there.
func placed(err error) (place, reason string) {
	reason = err.Error()
	var at *geojson.Error
	if errors.As(err, &at) && at.Place() != "" {
		before, after, ok := strings.Cut(reason, at.Place()+": ")
		if ok {
			return before + at.Place(), after
		}
	}
	return "", reason
}
