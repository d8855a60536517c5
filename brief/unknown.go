package brief

import (
	"fmt"
	"github.com/salient-project/salient/measure"
	"math"

	"github.com/salient-project/salient/control"
)

// unknown says what the record cannot tell of the window.
func (w *writer) unknown() []Sentence {
	var out []Sentence
	out = append(out, w.absent()...)
	for i, g := range w.facts.known() {
		if s, ok := w.gaps(g, useful+5-i); ok {
			out = append(out, s)
		}
	}
	for i, g := range w.facts.known() {
		if s, ok := w.slivers(g, useful-i); ok {
			out = append(out, s)
		}
	}
	interval := false
	for i, g := range w.facts.known() {
		if g.change.Interval == nil || i > 1 {
			continue
		}
		interval = true
		out = append(out, w.interval(g, weighty+8-15*i))
	}
	d := w.draft(needed)
	w.ask(d, w.facts.known()[0])
	s := "Maps show their makers’ assessment; they are measured as drawn"
	if !interval {
		s += ", and no margin of error is known for them"
	}
	return append(out, d.done("%s.", s))
}

// absent names the sources that have no map of the window, each once.
func (w *writer) absent() []Sentence {
	var out []Sentence
	done := map[string]bool{}
	for _, g := range w.facts.known() {
		done[g.cov.Definition.Source] = true
	}
	for _, g := range w.facts.grounds {
		if src := g.cov.Definition.Source; g.known || done[src] {
			continue
		} else {
			done[src] = true
		}
		d := w.draft(weighty + 10)
		if g.broken {
			d.command("change --from %s --to %s --definition %s", w.window.From, w.window.To, g.cov.Definition.Name)
			out = append(out, d.done("%s’s maps began in these days to count ground held since before 2022 in another way, so no change can be told from them.", g.name))
			continue
		}
		d.command("sources")
		switch {
		case g.cov.Last < w.window.First:
			out = append(out, d.done("The record has no map by %s for these days; its last is of %s.", g.name, w.lang.DayYear(g.cov.Last)))
		case g.cov.First > w.window.From:
			out = append(out, d.done("The record has no map by %s for these days; its first is of %s.", g.name, w.lang.DayYear(g.cov.First)))
		default:
			out = append(out, d.done("The record has no two maps by %s to compare for these days.", g.name))
		}
	}
	return out
}

// gaps names the days without a map, or counts them.
func (w *writer) gaps(g *ground, weight int) (Sentence, bool) {
	n := len(g.missing)
	if n == 0 {
		return Sentence{}, false
	}
	d := w.draft(weight)
	c := d.command("chart held --from %s --to %s --definition %s", w.window.First, w.window.Last, g.cov.Definition.Name)
	total := int(w.window.Last - w.window.First + 1)
	if n <= 3 {
		var days []string
		for _, m := range g.missing {
			days = append(days, w.lang.Day(m))
		}
		return d.done("%s has no map of %s.", w.who(g), and(days)), true
	}
	missing := d.number(Count, "", float64(n), c, "/results/0/missing_days")
	return d.done("%s has no map of its own for %s of the %s days.", w.who(g), missing, count(total)), true
}

func (w *writer) slivers(g *ground, weight int) (Sentence, bool) {
	v := km2(g.change.SliverGained + g.change.SliverLost)
	if v < 0.5 {
		return Sentence{}, false
	}
	d := w.draft(weight)
	text := "On %s a further %s differs only because a boundary was drawn anew; it is left out of gains and losses."
	if g.change.Slivers == measure.Include {
		text = "On %s, of the gains and losses, %s differs only because a boundary was drawn anew."
	}
	return d.done(text, w.maps(g), d.area(v, w.ask(d, g), "/results/0/sliver_km2")), true
}

// spanOf prints a round's days.
func (w *writer) spanOf(a, b control.Day) string {
	if a == b {
		return w.lang.near(a, w.window)
	}
	if a.Time().Month() == b.Time().Month() && w.lang == AmericanEnglish && b.Time().Year() == w.window.Last.Time().Year() {
		return fmt.Sprintf("%s-%d", w.lang.Day(a), b.Time().Day())
	}
	return w.lang.near(a, w.window) + " to " + w.lang.near(b, w.window)
}

// interval tells how far the net may be off for how exactly the line is drawn.
func (w *writer) interval(g *ground, weight int) Sentence {
	d := w.draft(weight)
	c := w.ask(d, g)
	var ends, miles [2]string
	for i, v := range []float64{g.change.Interval.Low.Km2(), g.change.Interval.High.Km2()} {
		v = math.Round(v*1e3) / 1e3
		var km string
		km, miles[i] = d.bare(v, c, fmt.Sprintf("/results/0/interval_km2/%d", i))
		ends[i] = "a gain of " + km
		if v < 0 {
			ends[i] = "a loss of " + km
		}
	}
	return d.done("Counting only how exactly the line is drawn, %s’s net lies between %s and %s %s, at 95%% confidence.", w.who(g), ends[0], ends[1],
		w.lang.units(miles[0], miles[1]))
}
