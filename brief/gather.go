package brief

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// facts is all that a brief is written from.
type facts struct {
	window  Window
	grounds []*ground // in the record's order; those that tell the window first
	talks   *talks.Record
	where   *gazetteer.Gazetteer
	record  measure.Record
	outline Outline
	credit  []string
	flags   string // of commands that ask the record
	slivers string // likewise, of those that print changes
	other   string // who holds what the actor does not
}

// ground is what one definition says.
type ground struct {
	cov     measure.Coverage
	name    string // short, as DeepState
	credit  string
	terms   Source
	several bool // its source has other definitions here
	known   bool // two maps tell the window
	broken  bool // the baseline changed within it
	change  measure.Change
	before  *measure.Change // the window before
	held    measure.Held
	crimea  bool
	breaks  []control.Day
	history []picture.Period // of windows of this kind, up to this one
	maps    []control.Day    // in the window
	missing []control.Day
	next    *measure.Change // from the window's last map to the next one, where the last day has none
}

func km2(a geo.SquareMeters) float64 { return math.Round(a.Km2()*1e6) / 1e6 }

func gather(o Options) (*facts, error) {
	f := &facts{window: o.Window, talks: o.Talks, where: o.Where, record: o.Record, outline: o.Outline, credit: o.Credits, flags: o.Flags, slivers: o.Slivers}
	f.other = o.Where.CountryName(o.Where.Home())
	for _, c := range o.Record.Coverage() {
		if o.Source != "" && c.Definition.Source != o.Source && c.Definition.Name != o.Source {
			continue
		}
		g, err := f.ground(c)
		if err != nil {
			return nil, err
		}
		for _, s := range o.Sources {
			if s.ID == c.Definition.Source {
				g.credit, g.terms = s.Credit, s
			}
		}
		f.grounds = append(f.grounds, g)
	}
	if len(f.grounds) == 0 {
		return nil, fmt.Errorf("brief: source %s: %w", o.Source, chronicle.ErrNoMap)
	}
	slices.SortStableFunc(f.grounds, func(a, b *ground) int {
		switch {
		case a.known == b.known:
			return 0
		case a.known:
			return -1
		}
		return 1
	})
	known := f.known()
	if len(known) == 0 {
		for _, g := range f.grounds {
			if g.broken {
				return nil, fmt.Errorf("brief: %s to %s: %s began to count ground held since before 2022 in another way: %w", o.Window.First, o.Window.Last, g.name, ErrNothing)
			}
		}
		return nil, fmt.Errorf("brief: %s to %s: %w", o.Window.First, o.Window.Last, ErrNothing)
	}
	for _, g := range f.grounds {
		for _, x := range f.grounds {
			g.several = g.several || x != g && x.cov.Definition.Source == g.cov.Definition.Source && x.known && g.known
		}
	}
	return f, nil
}

// known returns the definitions that tell the window.
func (f *facts) known() []*ground {
	var out []*ground
	for _, g := range f.grounds {
		if g.known {
			out = append(out, g)
		}
	}
	return out
}

func (f *facts) ground(c measure.Coverage) (*ground, error) {
	g := &ground{cov: c, name: shortName(c.Definition), credit: c.Definition.Title}
	d, w := c.Definition.Name, f.window
	var err error
	if g.breaks, err = measure.Breaks(f.record, d); err != nil {
		return nil, err
	}
	if g.change, g.known, err = change(f.record, d, w, g.breaks, measure.Options{ByRegion: true, Patches: true}); err != nil {
		return nil, err
	}
	if !g.known {
		g.broken = g.change.To > w.From && measure.Broken(g.breaks, g.change.From, g.change.To)
		return g, nil
	}
	if ch, ok, err := change(f.record, d, w.before(), g.breaks, measure.Options{}); err != nil {
		return nil, err
	} else if ok {
		g.before = &ch
	}
	if g.held, err = f.record.Held(d, w.To, measure.Options{}); err != nil {
		return nil, err
	}
	if at, err := f.record.HeldAt(d, measure.Prewar[0].At, w.To); err == nil {
		g.crimea = at.Share >= 0.5
	}
	if g.history, err = Periods(f.record, c, w, 0); err != nil {
		return nil, err
	}
	return g, f.days(g)
}

// days finds which days of the window have a map, and the first map after it.
func (f *facts) days(g *ground) error {
	d, w := g.cov.Definition.Name, f.window
	series, err := f.record.Series(d, w.First, w.To+14)
	if err != nil && !errors.Is(err, chronicle.ErrNoMap) {
		return err
	}
	has := map[control.Day]bool{}
	for _, x := range series {
		has[x.Day] = true
		if x.Day <= w.Last {
			g.maps = append(g.maps, x.Day)
		}
	}
	for day := w.First; day <= w.Last; day++ {
		if !has[day] {
			g.missing = append(g.missing, day)
		}
	}
	if g.change.To == w.To {
		return nil
	}
	for _, x := range series {
		if x.Day > w.To && !measure.Broken(g.breaks, g.change.To, x.Day) {
			ch, err := f.record.Change(d, w.To, x.Day, measure.Options{})
			if err != nil {
				return err
			}
			g.next = &ch
			return nil
		}
	}
	return nil
}

// shortName cuts a title to the name that a reader knows.
func shortName(d control.Definition) string {
	name := d.Title
	for _, cut := range []string{",", " via ", " as "} {
		name, _, _ = strings.Cut(name, cut)
	}
	return name
}

// tags are the words under which a page is filed.
func (f *facts) tags() []string {
	out := []string{f.other, f.grounds[0].cov.Definition.Actor, "maps"}
	for _, g := range f.known() {
		if !slices.Contains(out, g.name) {
			out = append(out, g.name)
		}
	}
	if f.talks != nil {
		out = append(out, "talks")
	}
	return out
}

func (f *facts) credits() []string {
	var out []string
	for _, g := range f.known() {
		if line := "Map data: " + g.credit; !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return append(out, f.credit...)
}

func (f *facts) counted() []Counted {
	var out []Counted
	for _, g := range f.grounds {
		d := g.cov.Definition
		c := Counted{Source: d.Source, Definition: d.Name, Name: g.name, Counts: d.Counts, Convention: d.Convention, Baseline: d.Baseline, MissingDays: []string{}}
		switch {
		case g.known:
			c.Days = &[2]string{g.change.From.String(), g.change.To.String()}
			c.Basis = g.change.Basis
			for _, m := range g.missing {
				c.MissingDays = append(c.MissingDays, m.String())
			}
		case g.broken:
			c.Note = "the ground that the map counts from before 2022 changed within the window"
		default:
			c.Note = fmt.Sprintf("no map of the window; maps are of %s to %s", g.cov.First, g.cov.Last)
		}
		out = append(out, c)
	}
	return out
}
