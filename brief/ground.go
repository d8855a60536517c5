package brief

import (
	"fmt"
	"math"
	"strings"

	"github.com/salient-project/salient/measure"
)

// tiny is an area below which ground does not count as moved, in km².
const tiny = 0.05

// direction is +1 where the actor's net is a gain, -1 a loss, 0 neither.
func direction(net float64) int {
	switch {
	case net > tiny:
		return 1
	case net < -tiny:
		return -1
	}
	return 0
}

func (w *writer) actor() string { return w.facts.grounds[0].cov.Definition.Actor }

// headline says what the sources agree on, or that they do not.
func (w *writer) headline() string {
	known := w.facts.known()
	up, down := 0, 0
	for _, g := range known {
		switch direction(km2(g.change.Net)) {
		case 1:
			up++
		case -1:
			down++
		}
	}
	when := "in the " + w.window.period() + " to " + w.lang.Day(w.window.Last)
	if w.window.Kind == Month {
		when = "in " + w.window.First.Time().Format("January 2006")
	}
	maps := "Maps show "
	if len(known) == 1 {
		maps = known[0].name + "’s maps show "
	}
	a := w.actor()
	switch {
	case up > 0 && down > 0:
		return fmt.Sprintf(w.pick("headline", "Maps differ on whether %s gained ground %s", "Did %s gain ground %s? Maps differ"), a, when)
	case up > 0:
		return maps + fmt.Sprintf(w.pick("headline", "%s gaining ground %s", "a net gain for %s %s"), a, when)
	case down > 0:
		return maps + fmt.Sprintf(w.pick("headline", "%s losing ground %s", "a net loss for %s %s"), a, when)
	}
	return maps + "no net change " + when
}

// standfirst sums up in one sentence: the range of the net figures.
func (w *writer) standfirst() Sentence {
	d := w.draft(needed)
	known := w.facts.known()
	lo, hi := known[0], known[0]
	for _, g := range known {
		if g.change.Net < lo.change.Net {
			lo = g
		}
		if g.change.Net > hi.change.Net {
			hi = g
		}
	}
	if lo == hi || math.Abs(km2(hi.change.Net-lo.change.Net)) < tiny {
		return d.done("%s: %s for %s from %s, by %s’s maps.", w.lang.Span(w.window.First, w.window.Last), w.net(d, hi), w.actor(), w.days(hi), hi.name)
	}
	return d.done("%s: from %s by %s to %s by %s.", w.lang.Span(w.window.First, w.window.Last),
		w.net(d, lo)+" for "+w.actor(), w.maps(lo), w.second(d, lo, hi), strings.Replace(w.maps(hi), " maps", "", 1))
}

// second says the net of hi after that of lo, which gives the unit unless it is
// no change.
func (w *writer) second(d *draft, lo, hi *ground) string {
	if direction(km2(lo.change.Net)) == 0 {
		return w.net(d, hi)
	}
	return w.more(d, &hi.change, w.ask(d, hi), "/results/0/net_km2")
}

// who names a definition, with the definition where its source has several.
func (w *writer) who(g *ground) string {
	if g.several {
		return fmt.Sprintf("%s (%s)", g.name, g.cov.Definition.Name)
	}
	return g.name
}

// maps names a definition's maps: "DeepState’s maps".
func (w *writer) maps(g *ground) string {
	if g.several {
		return fmt.Sprintf("%s’s maps (%s)", g.name, g.cov.Definition.Name)
	}
	return g.name + "’s maps"
}

// ask adds the command that prints a definition's change.
func (w *writer) ask(d *draft, g *ground) int {
	return d.command("change --from %s --to %s --definition %s", w.window.From, w.window.To, g.cov.Definition.Name)
}

// net says a definition's net change: "a net gain of ...".
func (w *writer) net(d *draft, g *ground) string {
	return w.netOf(d, &g.change, w.ask(d, g), "/results/0/net_km2")
}

func (w *writer) netOf(d *draft, c *measure.Change, command int, pointer string) string {
	v := km2(c.Net)
	switch direction(v) {
	case 1:
		return "a net gain of " + d.area(v, command, pointer)
	case -1:
		return "a net loss of " + d.area(v, command, pointer)
	}
	return "no net change"
}

// more says a net change after another one has given the unit: "a net gain of
// 22 (8.5)".
func (w *writer) more(d *draft, c *measure.Change, command int, pointer string) string {
	v := km2(c.Net)
	if direction(v) == 0 {
		return "no net change"
	}
	km, mi := d.bare(v, command, pointer)
	if v > 0 {
		return fmt.Sprintf("a net gain of %s (%s)", km, mi)
	}
	return fmt.Sprintf("a net loss of %s (%s)", km, mi)
}

// days tells the maps that a definition's change compares.
func (w *writer) days(g *ground) string {
	from, to := w.lang.near(g.change.From, w.window), w.lang.near(g.change.To, w.window)
	return from + " to " + to
}

// ground says for each definition who gained and lost what.
func (w *writer) ground() []Sentence {
	var out []Sentence
	for i, g := range w.facts.known() {
		weight := needed
		if i > 2 {
			weight = weighty
		}
		out = append(out, w.moved(g, weight))
	}
	return out
}

func (w *writer) moved(g *ground, weight int) Sentence {
	d := w.draft(weight)
	c := w.ask(d, g)
	gained, lost := km2(g.change.Gained), km2(g.change.Lost)
	most := ""
	if g.change.Gross == measure.DailySum {
		most = "at most "
	}
	a, o := w.actor(), w.facts.other
	from, to := w.lang.near(g.change.From, w.window), w.lang.near(g.change.To, w.window)
	maps := fmt.Sprintf("%s of %s and %s", w.maps(g), from, to)
	net := func() string { return w.more(d, &g.change, c, "/results/0/net_km2") }
	up := func() string { return most + d.area(gained, c, "/results/0/gained_km2") }
	down := func() string { return most + d.area(lost, c, "/results/0/lost_km2") }
	switch {
	case gained < tiny && lost < tiny:
		return d.done("%s show no ground changing hands.", maps)
	case gained < tiny:
		if w.pick("only-lost", "a", "b") == "a" {
			return d.done("%s show %s retaking %s and %s gaining none.", maps, o, down(), a)
		}
		return d.done("%s lost %s to %s and gained none, by a comparison of %s.", a, down(), o, maps)
	case lost < tiny:
		if w.pick("only-gained", "a", "b") == "a" {
			return d.done("%s show %s gaining %s and losing none.", maps, a, up())
		}
		return d.done("%s gained %s and lost none, by a comparison of %s.", a, up(), maps)
	}
	u, ui := d.bare(gained, c, "/results/0/gained_km2")
	l, li := d.bare(lost, c, "/results/0/lost_km2")
	both := w.lang.units(ui, li)
	switch w.pick("moved", "a", "b", "c") {
	case "a":
		return d.done("%s show %s gaining %s%s and losing %s%s %s, %s.", maps, a, most, u, most, l, both, net())
	case "b":
		return d.done("On %s, %s gained %s%s and %s retook %s%s %s: %s for %s.", maps, a, most, u, o, most, l, both, net(), a)
	}
	return d.done("%s gained %s%s and lost %s%s %s, %s, by a comparison of %s.", a, most, u, most, l, both, net(), maps)
}
