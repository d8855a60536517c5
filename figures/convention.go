package figures

import (
	_ "embed"
	"fmt"
	"regexp"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/salient-project/salient/control"
)

//go:embed conventions.yaml
var defaultConventions []byte

// Default returns the conventions that are shipped. They are read once.
var Default = sync.OnceValues(func() (*Conventions, error) { return ParseConventions(defaultConventions) })

// Conventions says how publishers count, and which rows no map can answer.
type Conventions struct {
	Exclusions  []Exclusion  `yaml:"exclusions"`
	Unnamed     Pattern      `yaml:"unnamed"` // data sources that name no map
	Maps        []MapName    `yaml:"maps"`    // names of maps in notes
	Groups      []Group      `yaml:"groups"`
	Abroad      Pattern      `yaml:"abroad"`
	Conventions []Convention `yaml:"conventions"`
	OtherMaps   []OtherMaps  `yaml:"other_maps"`
}

// Convention is how one publisher counts on one map.
type Convention struct {
	Name string `yaml:"name"`

	// A row is read by the convention if all patterns given match.
	Publisher  Pattern    `yaml:"publisher"`
	DataSource Pattern    `yaml:"data_source"`
	Measure    Pattern    `yaml:"measure"`
	Actor      Pattern    `yaml:"actor"`
	Region     Pattern    `yaml:"region"`
	From       patternDay `yaml:"from"` // windows that begin on this day or later
	To         patternDay `yaml:"to"`   // and end on this day or earlier

	Definition  string  `yaml:"definition"`
	Windows     Windows `yaml:"windows"`
	Gained      Count   `yaml:"gained"`          // Net or Gross
	Denominator float64 `yaml:"denominator_km2"` // 0: the definition's
	Prewar      float64 `yaml:"prewar_km2"`      // 0: not known
	Stands      int     `yaml:"stands_days"`     // how old a map may be that answers for a day; 0: 3
	Uncertain   bool    `yaml:"uncertain"`       // the source is a guess
	Reason      string  `yaml:"reason"`
	Evidence    string  `yaml:"evidence"`
}

// Windows names the rule for each shape of window.
type Windows struct {
	Months Rule `yaml:"months"`
	Week   Rule `yaml:"week"`
	Span   Rule `yaml:"span"` // empty: FromTo
	Other  Rule `yaml:"other"`

	// Publishers change their habit. Months that end by Until go by
	// MonthsUntil; both may be left out.
	Until       patternDay `yaml:"until"`
	MonthsUntil Rule       `yaml:"months_until"`
}

// Exclusion names rows that no map can answer.
type Exclusion struct {
	Field    string  `yaml:"field"` // includes or note
	Pattern  Pattern `yaml:"pattern"`
	Regional bool    `yaml:"regional"` // only rows of less than the country
	Kind     Kind    `yaml:"kind"`
	Reason   string  `yaml:"reason"`
}

// MapName is how notes name a map.
type MapName struct {
	Name    string  `yaml:"name"` // as data_source has it
	Pattern Pattern `yaml:"pattern"`
}

// Group is a name for several regions.
type Group struct {
	Names   []string `yaml:"names"`
	Regions []string `yaml:"regions"`
}

// OtherMaps names sources that are not among ours.
type OtherMaps struct {
	Pattern Pattern `yaml:"pattern"`
	Reason  string  `yaml:"reason"`
}

// ParseConventions reads conventions as conventions.yaml writes them, and
// refuses unknown rules, counts and kinds.
func ParseConventions(data []byte) (*Conventions, error) {
	var c Conventions
	if err := yaml.Unmarshal(data, &c); err != nil {
		return nil, fmt.Errorf("conventions: %w", err)
	}
	for i := range c.Conventions {
		v := &c.Conventions[i]
		if v.Windows.Span == "" {
			v.Windows.Span = FromTo
		}
		if v.Name == "" || v.Definition == "" || v.Reason == "" {
			return nil, fmt.Errorf("conventions: %q: want a name, a definition and a reason", v.Name)
		}
		for _, r := range []Rule{v.Windows.Months, v.Windows.Week, v.Windows.Span, v.Windows.Other} {
			if _, ok := rules[r]; !ok {
				return nil, fmt.Errorf("conventions: %s: no window rule %q", v.Name, r)
			}
		}
		if _, ok := rules[v.Windows.MonthsUntil]; ok != (v.Windows.Until.day != 0) {
			return nil, fmt.Errorf("conventions: %s: until and months_until belong together", v.Name)
		}
		if v.Gained != Net && v.Gained != Gross {
			return nil, fmt.Errorf("conventions: %s: gained %q: want net or gross", v.Name, v.Gained)
		}
	}
	for _, e := range c.Exclusions {
		if e.Field != "includes" && e.Field != "note" {
			return nil, fmt.Errorf("conventions: exclusion by %q: want includes or note", e.Field)
		}
	}
	return &c, nil
}

// Of returns the convention by which a row is read.
func (c *Conventions) Of(row Row) (Convention, bool) {
	all := c.matching(row)
	if len(all) == 0 {
		return Convention{}, false
	}
	return all[0], true
}

// matching returns every convention that a row matches, the particular ones
// before the general.
func (c *Conventions) matching(row Row) []Convention {
	var out []Convention
	for _, v := range c.Conventions {
		if v.Publisher.match(row.Publisher) && v.DataSource.match(row.DataSource) && v.Measure.match(row.Measure) &&
			v.Actor.match(row.Actor) && v.Region.match(row.Region) && v.during(row) {
			out = append(out, v)
		}
	}
	return out
}

func (v Convention) during(row Row) bool {
	start := row.From
	if start == control.NoDay {
		start = row.To
	}
	return (v.From.day == 0 || start >= v.From.day) && (v.To.day == 0 || row.To <= v.To.day)
}

// excluded returns why no map can answer a row.
func (c *Conventions) excluded(row Row, whole bool) (Exclusion, bool) {
	for _, e := range c.Exclusions {
		text := row.Includes
		if e.Field == "note" {
			text = row.Note
		}
		if text != "" && e.Pattern.match(text) && !(e.Regional && whole) {
			return e, true
		}
	}
	return Exclusion{}, false
}

// otherMap says which map, not among ours, a row was counted on.
func (c *Conventions) otherMap(row Row) string {
	for _, o := range c.OtherMaps {
		if o.Pattern.match(row.DataSource) {
			return o.Reason
		}
	}
	return row.DataSource + " is not among our maps"
}

// Pattern is a regular expression, in any case. The zero value matches all.
type Pattern struct{ re *regexp.Regexp }

func (p Pattern) match(s string) bool { return p.re == nil || p.re.MatchString(s) }

// UnmarshalYAML implements [yaml.Unmarshaler].
func (p *Pattern) UnmarshalYAML(n *yaml.Node) error {
	re, err := regexp.Compile("(?i)" + n.Value)
	if err != nil {
		return fmt.Errorf("line %d: %w", n.Line, err)
	}
	p.re = re
	return nil
}

// patternDay is a day in YAML, where dates may come unquoted; 0 is none.
type patternDay struct{ day control.Day }

// UnmarshalYAML implements [yaml.Unmarshaler].
func (d *patternDay) UnmarshalYAML(n *yaml.Node) error {
	t, err := time.Parse(time.DateOnly, n.Value)
	if err != nil {
		return fmt.Errorf("line %d: day %q: want YYYY-MM-DD", n.Line, n.Value)
	}
	d.day = control.DayOf(t)
	return nil
}
