package brief

import (
	"fmt"
	"math"
	"strings"

	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// before sets the window against the one before it, against the record, and
// tells what is held in all.
func (w *writer) before() []Sentence {
	var out []Sentence
	if s, ok := w.previous(); ok {
		out = append(out, s)
	}
	for i, g := range w.facts.known() {
		if s, ok := w.since(g, weighty+7-i); ok {
			out = append(out, s)
		}
	}
	for i, g := range w.facts.known() {
		if s, ok := w.trend(g, useful-i); ok {
			out = append(out, s)
		}
	}
	for i, g := range w.facts.known() {
		weight := needed
		if i > 0 {
			weight = weighty - 5 - i
		}
		out = append(out, w.held(g, weight))
	}
	return out
}

// previous tells the net of the window before, by at most two definitions.
func (w *writer) previous() (Sentence, bool) {
	d := w.draft(weighty + 9)
	b := w.window.before()
	var parts []string
	for _, g := range w.facts.known() {
		if g.before == nil || len(parts) == 2 {
			continue
		}
		c := d.command("change --from %s --to %s --definition %s", b.From, b.To, g.cov.Definition.Name)
		say := w.netOf
		if len(d.Numbers) > 0 {
			say = w.more
		}
		parts = append(parts, fmt.Sprintf("%s by %s", say(d, g.before, c, "/results/0/net_km2"), w.who(g)))
	}
	p := "the " + w.window.period() + " before"
	if w.window.Kind == Month {
		p = b.First.Time().Format("January")
	}
	return d.done("In %s it had been %s.", p, and(parts)), len(d.Numbers) > 0
}

// rare is how many periods must lie between to speak of the most since.
const rare = 8

// since tells when as much was last gained or lost, where that is long ago.
func (w *writer) since(g *ground, weight int) (Sentence, bool) {
	rows := g.history
	if len(rows) < rare || !rows[len(rows)-1].Known {
		return Sentence{}, false
	}
	type side struct {
		verb, field string
		of          func(picture.Period) float64
	}
	sides := []side{
		{"lost", "lost_km2", func(p picture.Period) float64 { return p.Lost }},
		{"gained", "gained_km2", func(p picture.Period) float64 { return p.Gained }},
	}
	last := rows[len(rows)-1]
	if last.Gained > last.Lost {
		sides[0], sides[1] = sides[1], sides[0]
	}
	for _, s := range sides {
		v := s.of(last)
		if v < least*5 || last.AtMost {
			continue
		}
		k := len(rows) - 2
		for k >= 0 && (!rows[k].Known || s.of(rows[k]) < v) {
			k--
		}
		if len(rows)-1-k < rare {
			continue
		}
		d := w.draft(weight)
		c := d.command("%s", w.changes(g))
		at := func(i int) string { return fmt.Sprintf("/results/0/rows/%d/%s", i, s.field) }
		p := w.window.period()
		if k < 0 {
			first := w.lang.near(rows[0].First, w.window)
			return d.done("No %s since %s began, from that of %s on, shows %s having %s more than these %s.", p, w.maps(g), first,
				w.actor(), s.verb, d.area(v, c, at(len(rows)-1))), true
		}
		return d.done("%s had not %s as much in a %s on %s since the %s of %s, with %s.", w.actor(), s.verb, p, w.maps(g),
			p, w.first(rows[k].First), d.area(s.of(rows[k]), c, at(k))), true
	}
	return Sentence{}, false
}

// first names a period by its first day.
func (w *writer) first(day control.Day) string {
	if w.window.Kind == Month {
		return day.Time().Format("January 2006")
	}
	return w.lang.near(day, w.window)
}

// changes is the command that prints all windows up to this one.
func (w *writer) changes(g *ground) string {
	if w.window.Kind == Month {
		return fmt.Sprintf("chart changes --month=%s --periods 0 --definition %s", w.window.First.Time().Format("2006-01"), g.cov.Definition.Name)
	}
	return fmt.Sprintf("chart changes --from %s --to %s --periods 0 --definition %s", w.window.First, w.window.Last, g.cov.Definition.Name)
}

// trend tells what had moved in the half year before in the oblast where most
// moved now.
func (w *writer) trend(g *ground, weight int) (Sentence, bool) {
	best, most := "", 0.0
	for _, r := range g.change.Regions {
		if v := km2(r.Gained + r.Lost); v > most && r.Name != measure.Outside {
			best, most = r.Name, v
		}
	}
	from := w.window.From - 182
	if most < least*5 || from < g.cov.First || measure.Broken(g.breaks, from, w.window.From) {
		return Sentence{}, false
	}
	ch, err := w.facts.record.Change(g.cov.Definition.Name, from, w.window.From, measure.Options{ByRegion: true})
	if err != nil {
		return Sentence{}, false
	}
	for i, r := range ch.Regions {
		if v := km2(r.Net); r.Name == best && math.Abs(v) >= least*5 {
			d := w.draft(weight)
			c := d.command("change --from %s --to %s --definition %s --by oblast", from, w.window.From, g.cov.Definition.Name)
			net := r.Net
			return d.done("In %s, %s had shown %s for %s over the 26 weeks before.", w.oblast(best), w.who(g),
				w.netOf(d, &measure.Change{Net: net}, c, fmt.Sprintf("/results/0/by/%d/net_km2", i)), w.actor()), true
		}
	}
	return Sentence{}, false
}

func (w *writer) held(g *ground, weight int) Sentence {
	d := w.draft(weight)
	c := d.command("held --on %s --definition %s", w.window.To, g.cov.Definition.Name)
	area := km2(g.held.Area)
	share := math.Round(1e6*g.held.Area.Km2()/g.cov.Definition.Denominator) / 1e4
	crimea := "Crimea left out"
	if g.crimea {
		crimea = "Crimea included"
	}
	return d.done("%s of %s shows %s holding %s, %s of %s%s, %s.", strings.Replace(w.maps(g), " maps", " map", 1), w.lang.near(g.held.Day, w.window), w.actor(),
		d.area(area, c, "/results/0/held_km2"), d.number(Percent, "", share, c, "/results/0/share_percent"), w.facts.other, roughly(share), crimea)
}

// roughly names a share as a plain fraction, where one is near.
func roughly(percent float64) string {
	for _, f := range []struct {
		of    float64
		words string
	}{{25, "one-fourth"}, {20, "one-fifth"}, {100.0 / 6, "one-sixth"}, {10, "one-tenth"}} {
		if math.Abs(percent-f.of) <= f.of*0.06 {
			return ", roughly " + f.words
		}
	}
	return ""
}
