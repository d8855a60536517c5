package described

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/salient-project/salient/control"
)

// Config is a description as a user writes it; docs/sources.md explains each
// key with an example. What may be left out says what is taken for it.
type Config struct {
	Source      string `yaml:"source"`      // id, as in --source
	Name        string `yaml:"name"`        // default: the id
	Holder      string `yaml:"holder"`      // whose holding the maps show; default: the holder
	Licence     string `yaml:"licence"`     // terms in one line
	Terms       string `yaml:"terms"`       // address of the terms
	Attribution string `yaml:"attribution"` // credit line; default: the name
	Conventions string `yaml:"conventions"` // what to know of its days; default: said from the rules
	Start       string `yaml:"start"`       // no map is of an earlier day; default: 1900-01-01

	Days struct {
		Pattern  string `yaml:"pattern"`  // with YYYY, MM and DD, of the property or else of names; default: the usual ways of writing
		Property string `yaml:"property"` // of the features; default: days stand in files' names
		Shows    string `yaml:"shows"`    // same (default) or day-before
	} `yaml:"days"`

	Layers []Rule `yaml:"layers"` // the first that fits a feature takes it; default: one, held
	Others string `yaml:"others"` // refuse (default) or ignore: features of no layer, points and lines

	Definitions []Definition `yaml:"definitions"` // default: one of the first layer, with the source's id
	Share       float64      `yaml:"share_of_km2"`

	Regions *struct {
		File     string `yaml:"file"`     // GeoJSON or GeoPackage and so on, beside the description
		Property string `yaml:"property"` // that names them; default: name
	} `yaml:"regions"`
	Places []Place `yaml:"places"`
}

// Rule says which features are of a layer.
type Rule struct {
	Layer control.Layer     `yaml:"layer"`
	Files string            `yaml:"files"` // pattern of the file's name, as claimed_*.kml; default: all
	Table string            `yaml:"table"` // pattern of the table's name in the file; default: all
	Where map[string]values `yaml:"where"` // property: value or list of values; all must fit
}

// Definition says which layers together are held.
type Definition struct {
	Name       string          `yaml:"name"`
	Layers     []control.Layer `yaml:"layers"`
	Title      string          `yaml:"title"`
	Counts     string          `yaml:"counts"`
	Convention string          `yaml:"convention"`
	Baseline   string          `yaml:"baseline"`
	Share      float64         `yaml:"share_of_km2"` // default: the source's, else the regions' sum
	Breaks     []control.Break `yaml:"breaks"`
}

// Place is a reference place: what readers know without a map.
type Place struct {
	Name       string     `yaml:"name"`
	At         [2]float64 `yaml:"at"` // longitude, latitude
	Population int        `yaml:"population"`
}

// values is a value, or a list of them, as text.
type values []string

// UnmarshalYAML takes a scalar for a list of one.
func (v *values) UnmarshalYAML(n *yaml.Node) error {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	for _, c := range nodes {
		if c.Kind != yaml.ScalarNode {
			return fmt.Errorf("line %d: want a value or a list of values", c.Line)
		}
		*v = append(*v, c.Value)
	}
	return nil
}

// parse reads and checks a description; errors name it and the line.
func parse(name string, data []byte) (Config, error) {
	var c Config
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&c); err != nil {
		if errors.Is(err, io.EOF) {
			return c, fmt.Errorf("%s: empty", name)
		}
		return c, fmt.Errorf("%s: %s", name, plainYAML(err))
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return c, fmt.Errorf("%s: %s", name, plainYAML(err))
	}
	if at, why := c.check(); why != "" {
		return c, fmt.Errorf("%s: line %d: %s: %s", name, lineOf(&root, at), strings.Join(at, ": "), why)
	}
	return c, nil
}

var yamlType = regexp.MustCompile(` (in|into) (type )?\S+$`)

// plainYAML drops the names of Go types from the decoder's words.
func plainYAML(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	var kinds *yaml.TypeError
	if errors.As(err, &kinds) {
		text = kinds.Errors[0]
	}
	return strings.TrimSuffix(yamlType.ReplaceAllString(strings.ReplaceAll(text, "\n", " "), ""), " not found") + unknownKey(text)
}

func unknownKey(text string) string {
	if strings.Contains(text, " not found in type") {
		return " is not known"
	}
	return ""
}

// lineOf returns the line on which the keys lead to a value, or to as much of
// the way as there is.
func lineOf(n *yaml.Node, keys []string) int {
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	line := max(n.Line, 1)
	for _, key := range keys {
		var next *yaml.Node
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == key {
					line, next = n.Content[i].Line, n.Content[i+1]
				}
			}
		case yaml.SequenceNode:
			var k int
			if _, err := fmt.Sscanf(key, "number %d", &k); err == nil && k >= 1 && k <= len(n.Content) {
				next = n.Content[k-1]
				line = next.Line
			}
		}
		if next == nil {
			return line
		}
		n = next
	}
	return line
}

// idPattern is what ids, layers and definitions are named by: they are typed in
// commands and stand in addresses.
var idPattern = regexp.MustCompile(`^[a-z][a-z0-9]*([-_][a-z0-9]+)*$`)

const idWords = "want small letters, digits and hyphens, beginning with a letter, as my-map"

// check returns the keys that lead to what is wrong, and why it is.
func (c *Config) check() (at []string, why string) {
	fail := func(why string, keys ...string) ([]string, string) { return keys, why }
	if !idPattern.MatchString(c.Source) || len(c.Source) > 40 {
		return fail(fmt.Sprintf("%q: %s", c.Source, idWords), "source")
	}
	if c.Start != "" {
		if _, err := control.ParseDay(c.Start); err != nil {
			return fail(err.Error(), "start")
		}
	}
	if p := c.Days.Pattern; p != "" {
		if _, err := dayPattern(p); err != nil {
			return fail(err.Error(), "days", "pattern")
		}
	}
	switch c.Days.Shows {
	case "", "same", "day-before":
	default:
		return fail(fmt.Sprintf("%q: want same or day-before", c.Days.Shows), "days", "shows")
	}
	switch c.Others {
	case "", "refuse", "ignore":
	default:
		return fail(fmt.Sprintf("%q: want refuse or ignore", c.Others), "others")
	}
	layers := map[control.Layer]bool{}
	for i, r := range c.Layers {
		n := fmt.Sprintf("number %d", i+1)
		if !idPattern.MatchString(string(r.Layer)) {
			return fail(fmt.Sprintf("%q: %s", r.Layer, idWords), "layers", n, "layer")
		}
		layers[r.Layer] = true
		for key, pattern := range map[string]string{"files": r.Files, "table": r.Table} {
			if _, err := path.Match(pattern, ""); err != nil {
				return fail(fmt.Sprintf("%q: a bracket is not closed", pattern), "layers", n, key)
			}
		}
		for property, v := range r.Where {
			if len(v) == 0 {
				return fail("no value", "layers", n, "where", property)
			}
		}
	}
	if len(c.Layers) == 0 {
		layers[Held] = true
	}
	names := map[string]bool{}
	for i, d := range c.Definitions {
		n := fmt.Sprintf("number %d", i+1)
		switch {
		case !idPattern.MatchString(d.Name):
			return fail(fmt.Sprintf("%q: %s", d.Name, idWords), "definitions", n, "name")
		case names[d.Name]:
			return fail(fmt.Sprintf("%q stands twice", d.Name), "definitions", n, "name")
		case len(d.Layers) > 1 && layers[control.Layer(d.Name)]:
			return fail(fmt.Sprintf("%q is the name of a layer; a union of layers wants its own", d.Name), "definitions", n, "name")
		case len(d.Layers) == 0:
			return fail("want the layers that count as held", "definitions", n, "layers")
		case d.Share < 0 || d.Share > earthKm2:
			return fail("want an area in km²", "definitions", n, "share_of_km2")
		}
		names[d.Name] = true
		for _, l := range d.Layers {
			if !layers[l] {
				return fail(fmt.Sprintf("no layer %q among the layers", l), "definitions", n, "layers")
			}
		}
	}
	if c.Share < 0 || c.Share > earthKm2 {
		return fail("want an area in km²", "share_of_km2")
	}
	if c.Regions != nil && c.Regions.File == "" {
		return fail("want a file", "regions", "file")
	}
	for i, p := range c.Places {
		n := fmt.Sprintf("number %d", i+1)
		if strings.TrimSpace(p.Name) == "" || strings.ContainsAny(p.Name, "\t\n|") {
			return fail(fmt.Sprintf("%q: want a name on one line", p.Name), "places", n, "name")
		}
		if !(p.At[0] >= -180 && p.At[0] <= 180 && p.At[1] >= -90 && p.At[1] <= 90) || p.At == [2]float64{} {
			return fail(fmt.Sprintf("%v: want [longitude, latitude]", p.At), "places", n, "at")
		}
	}
	return nil, ""
}

const earthKm2 = 510_100_000
