package brief

import (
	"fmt"
	"math"
	"strings"

	"github.com/salient-project/salient/measure"
)

// differ says how far the sources lie apart and why.
func (w *writer) differ() []Sentence {
	known := w.facts.known()
	if len(known) < 2 {
		return nil
	}
	var out []Sentence
	d := w.draft(weighty + 5)
	c := d.command("change --from %s --to %s", w.window.From, w.window.To)
	var pointers []string
	lo, hi := math.Inf(1), math.Inf(-1)
	up, down := false, false
	for _, g := range known {
		pointers = append(pointers, fmt.Sprintf("/results/%d/net_km2", w.place1(g)))
		v := km2(g.change.Net)
		lo, hi = min(lo, v), max(hi, v)
		up, down = up || direction(v) > 0, down || direction(v) < 0
	}
	if spread := hi - lo; spread >= 1 {
		apart := d.number(SquareKm, Spread, spread, c, pointers...)
		switch {
		case up && down:
			out = append(out, d.done("The sources differ on the direction: their net figures lie %s apart.", apart))
		default:
			out = append(out, d.done("The sources’ net figures lie %s apart.", apart))
		}
	}
	for _, g := range known {
		if s, ok := w.late(g); ok {
			out = append(out, s)
		}
	}
	for i, g := range known {
		weight := aside - i
		if g.several {
			weight = weighty + 5
		}
		d := w.draft(weight)
		d.command("sources")
		out = append(out, d.done("%s counts %s.", w.who(g), clause(g.cov.Definition.Counts)))
	}
	return out
}

// place1 returns a definition's row among the answers of the window's change.
func (w *writer) place1(g *ground) int {
	n := 0
	for _, c := range w.facts.record.Coverage() {
		if c.Definition.Name == g.cov.Definition.Name {
			return n
		}
		if _, err := w.facts.record.Change(c.Definition.Name, w.window.From, w.window.To, measure.Options{}); err == nil {
			n++
		}
	}
	return n
}

// late says that a source had not drawn the window's last day, and what its next
// map shows.
func (w *writer) late(g *ground) (Sentence, bool) {
	if g.change.To == w.window.To {
		return Sentence{}, false
	}
	d := w.draft(weighty + 6)
	d.command("change --from %s --to %s --definition %s", w.window.From, w.window.To, g.cov.Definition.Name)
	last := w.lang.near(g.change.To, w.window)
	if g.next == nil {
		return d.done("%s’s last map of the window is of %s; one stands until the next is drawn.", w.who(g), last), true
	}
	c := d.command("change --from %s --to %s --definition %s", w.window.To, g.next.AskedTo, g.cov.Definition.Name)
	return d.done("%s drew no map after that of %s; its next, of %s, shows %s for %s in between.", w.who(g), last,
		w.lang.near(g.next.To, w.window), w.netOf(d, g.next, c, "/results/0/net_km2"), w.actor()), true
}

// clause fits a definition's words into a sentence.
func clause(s string) string { return strings.TrimSuffix(strings.TrimSpace(s), ".") }
