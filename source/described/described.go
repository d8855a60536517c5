// Package described reads sources that a user describes in a YAML file: another
// publisher's maps, or another war's. Start with [Parse]; [Plain] makes the
// source of a bare name, whose every polygon is held.
//
// Files may be of any format that package formats knows. A description says
// which features are of which layer, how files tell their days, what counts as
// held, and whose holding it is.
package described

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/vector/formats"
)

// Held is the layer of a source without layers.
const Held control.Layer = "held"

// Source is a described source. It is a [source.Reader].
type Source struct {
	Config
	Regions []Region // nil: none given

	text    []byte // the description
	pattern *dayText
	day     control.Day   // of every file; NoDay: each tells
	layer   control.Layer // of every feature; empty: by the rules
}

// Region is a named part of the country.
type Region struct {
	Name     string
	Polygons geo.MultiPolygon
}

// Parse reads a description of the given name, and the regions that it names
// from a file system whose root is the description's folder. Errors name the
// file and the line or feature.
func Parse(name string, data []byte, files fs.FS) (*Source, error) {
	s, err := newSource(name, data)
	if err != nil || s.Config.Regions == nil {
		return s, err
	}
	file := s.Config.Regions.File
	if !fs.ValidPath(file) {
		return nil, fmt.Errorf("%s: regions: %s: want a file beside the description, or in a folder below", name, file)
	}
	raw, err := fs.ReadFile(files, file)
	if err != nil {
		return nil, fmt.Errorf("%s: regions: %w", name, err)
	}
	property := s.Config.Regions.Property
	if property == "" {
		property = "name"
	}
	if s.Regions, err = readRegions(raw, property); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return s, nil
}

// Stored returns the source of a description and regions as
// [Source.Description] and [Source.RegionsJSON] wrote them.
func Stored(description, regions []byte) (*Source, error) {
	s, err := newSource("description", description)
	if err != nil || len(regions) == 0 {
		return s, err
	}
	s.Regions, err = readRegions(regions, "name")
	return s, err
}

// Plain returns a source that is described by its id alone: every polygon is
// held. Its layer, if not empty, is called otherwise than [Held]. The error says
// what is wrong with the id or the layer.
func Plain(id string, layer control.Layer) (*Source, error) {
	c := map[string]any{"source": id}
	if layer != "" && layer != Held {
		c["layers"] = []map[string]string{{"layer": string(layer)}}
	}
	text, err := yaml.Marshal(c)
	if err != nil {
		return nil, err
	}
	return newSource("--source", text)
}

func newSource(name string, data []byte) (*Source, error) {
	c, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	if len(c.Layers) == 0 {
		c.Layers = []Rule{{Layer: Held}}
	}
	if c.Name == "" {
		c.Name = c.Source
	}
	if c.Holder == "" {
		c.Holder = "the holder"
	}
	if c.Attribution == "" {
		c.Attribution = c.Name
	}
	if c.Licence == "" {
		c.Licence = "not stated"
	}
	s := &Source{Config: c, text: data, day: control.NoDay}
	if c.Days.Pattern != "" {
		if s.pattern, err = dayPattern(c.Days.Pattern); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return s, nil
}

// Given is what a user says of files beside a description.
type Given struct {
	Day         control.Day   // of every file; NoDay or 0: each tells
	DayProperty string        // of the features, that tells the day
	DayPattern  string        // of that property or else of files' names, with YYYY, MM and DD
	Layer       control.Layer // of every feature
}

// With returns the source as it reads files of which the user says more. The
// error says what is wrong with that.
func (s *Source) With(g Given) (*Source, error) {
	t := *s
	if g.Day != 0 {
		t.day = g.Day
	}
	if g.DayProperty != "" || g.DayPattern != "" {
		t.Days.Property, t.Days.Pattern, t.pattern = g.DayProperty, g.DayPattern, nil
	}
	if g.DayPattern != "" {
		p, err := dayPattern(g.DayPattern)
		if err != nil {
			return nil, err
		}
		t.pattern = p
	}
	if g.Layer != "" {
		if !t.has(g.Layer) {
			return nil, fmt.Errorf("source %s has no layer %q", s.Source, g.Layer)
		}
		t.layer = g.Layer
	}
	return &t, nil
}

func (s *Source) has(layer control.Layer) bool {
	for _, r := range s.Layers {
		if r.Layer == layer {
			return true
		}
	}
	return false
}

// Add returns the source with one more layer, which a definition of its own
// counts. It is for sources of [Plain]: others say what they have.
func (s *Source) Add(layer control.Layer) (*Source, error) {
	if s.has(layer) {
		return s, nil
	}
	c := map[string]any{}
	if err := yaml.Unmarshal(s.text, &c); err != nil {
		return nil, err
	}
	var rules []map[string]string
	var definitions []map[string]any
	for _, r := range append(s.Layers, Rule{Layer: layer}) {
		rules = append(rules, map[string]string{"layer": string(r.Layer)})
		name := s.Source
		if len(definitions) > 0 {
			name += "-" + string(r.Layer)
		}
		definitions = append(definitions, map[string]any{"name": name, "layers": []string{string(r.Layer)}})
	}
	c["layers"], c["definitions"] = rules, definitions
	text, err := yaml.Marshal(c)
	if err != nil {
		return nil, err
	}
	return newSource("--layer", text)
}

// Bare reports whether the source is described by its id alone, and perhaps
// layers that were named beside it.
func (s *Source) Bare() bool {
	c := map[string]any{}
	if yaml.Unmarshal(s.text, &c) != nil {
		return false
	}
	for key := range c {
		if key != "source" && key != "layers" && key != "definitions" {
			return false
		}
	}
	for _, r := range s.Layers {
		if r.Files != "" || r.Table != "" || len(r.Where) > 0 {
			return false
		}
	}
	return true
}

// Description returns the YAML that the source was read from.
func (s *Source) Description() []byte { return s.text }

// RegionsJSON returns the regions as GeoJSON, nil without any.
func (s *Source) RegionsJSON() []byte {
	if len(s.Regions) == 0 {
		return nil
	}
	b := []byte(`{"type":"FeatureCollection","features":[`)
	for i, r := range s.Regions {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"type":"Feature","properties":{"name":`...)
		b = appendJSON(b, r.Name)
		b = append(b, `},"geometry":`...)
		b = geojson.AppendGeometry(b, r.Polygons)
		b = append(b, '}')
	}
	return append(b, "]}"...)
}

// ID returns the source's id.
func (s *Source) ID() string { return s.Source }

// Info describes the source.
func (s *Source) Info() source.Info {
	start := control.Date(1900, 1, 1)
	if d, err := control.ParseDay(s.Start); err == nil {
		start = d
	}
	var counts []string
	for _, d := range s.Config.definitions() {
		counts = append(counts, d.Counts)
	}
	return source.Info{
		Name: s.Name, Licence: s.Licence, TermsURL: s.Terms, Attribution: s.Attribution,
		Conventions: s.conventions(), Counts: strings.Join(counts, "; "), Start: start,
	}
}

// conventions says how days are told.
func (s *Source) conventions() string {
	if s.Conventions != "" {
		return s.Conventions
	}
	told := "the day in the file's name"
	if p := s.Days.Property; p != "" {
		told = "the day in its features' property " + p
	}
	if s.Days.Shows == "day-before" {
		return "a map is published on " + told + " and shows the day before"
	}
	return "a map is of " + told
}

// Definitions returns what can be counted as held.
func (s *Source) Definitions() []control.Definition {
	share := s.Share
	if share == 0 {
		for _, r := range s.Regions {
			share += r.Polygons.Area().Km2()
		}
	}
	var out []control.Definition
	for _, d := range s.Config.definitions() {
		if d.Convention == "" {
			d.Convention = s.conventions()
		}
		if d.Share == 0 {
			d.Share = share
		}
		out = append(out, control.Definition{
			Name: d.Name, Source: s.Source, Layers: d.Layers, Title: d.Title, Counts: d.Counts,
			Convention: d.Convention, Baseline: d.Baseline, Breaks: d.Breaks,
			Denominator: d.Share, Actor: s.Holder,
		})
	}
	return out
}

// definitions returns the definitions with what was left out.
func (c *Config) definitions() []Definition {
	all := c.Definitions
	if len(all) == 0 {
		all = []Definition{{Name: c.Source, Layers: []control.Layer{c.Layers[0].Layer}}}
	}
	out := make([]Definition, len(all))
	for i, d := range all {
		var words []string
		for _, l := range d.Layers {
			words = append(words, string(l))
		}
		if d.Title == "" {
			d.Title = c.Name
			if len(all) > 1 {
				d.Title += ", " + strings.Join(words, " and ")
			}
		}
		if d.Counts == "" {
			d.Counts = "ground that the maps show as " + strings.Join(words, " or ")
		}
		out[i] = d
	}
	return out
}

// Match says no: a file is a described source's only if the user says so.
func (s *Source) Match(string, []byte) bool { return false }

// readRegions reads named polygons; several features of one name are one region.
func readRegions(data []byte, property string) ([]Region, error) {
	tables, err := formats.Read(data)
	if err != nil {
		return nil, err
	}
	var regions []Region
	at := map[string]int{}
	areas := map[string]*source.Areas{}
	for _, t := range tables {
		if err := knownCRS(t.Doc); err != nil {
			return nil, err
		}
		for i, f := range t.Doc.Features {
			if !f.Kind.Areal() {
				continue
			}
			name, ok := text(f.Properties, property)
			if !ok || strings.TrimSpace(name) == "" {
				return nil, fmt.Errorf("feature %d: no property %q to name the region by; it has %s", i, property, properties(f.Properties))
			}
			if _, ok := at[name]; !ok {
				at[name] = len(regions)
				regions = append(regions, Region{Name: name})
				areas[name] = new(source.Areas)
			}
			if place, reason := areas[name].Add(t.Doc, i, geo.Box{}); reason != "" {
				return nil, fmt.Errorf("%s: %s", place, reason)
			}
		}
	}
	for i := range regions {
		r := &regions[i]
		r.Polygons = geo.Polygons(areas[r.Name].Boundary())
		if len(r.Polygons) == 0 {
			return nil, fmt.Errorf("region %s has no area", r.Name)
		}
	}
	if len(regions) == 0 {
		return nil, errors.New("no polygons, which regions are")
	}
	return regions, nil
}
