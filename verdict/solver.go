package verdict

import (
	"fmt"
	"math"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// option is one other reading of a claim of change, with what it costs in
// departures from the words, and how it came out.
type option struct {
	cost     float64
	distance float64 // outside the accepted span, as a share of the stated value; 0: it holds
	says     string
}

// longest is the longest window, in days, over which the solver asks for gross
// figures: beyond, each is an overlay of much of the front.
const longest = 400

// solveChange looks for the nearest honest reading under which a claimed change
// holds: other definitions, gross and net, ends of the window up to a day off.
// It asks at most 16 windows of each definition. The strict margin applies: a
// reading found by search has no claim to leniency.
func (c *checker) solveChange(cl claim.Claim, g ground, n naming, stated []float64, rows []Evidence) string {
	if s := split(rows); s != "" {
		return s
	}
	plainly := cl
	plainly.Approx = false
	a := span(plainly, stated, changeStrict, changeStrict)
	var best *option
	for rank, d := range c.definitions(n) {
		w, known := wayOf(cl, d.Actor)
		rs := c.readings(d, cl.Window)
		if d.Actor == "" || !known || len(rs) == 0 {
			continue
		}
		for k, r := range c.shifted(rs) {
			if r.to-r.from > longest && k > 2 {
				break
			}
			ch := c.change(d.Name, r.from, r.to, !g.whole, false)
			if ch.missing != "" {
				continue
			}
			gross, net, _ := w.of(g, ch)
			grossName, netName := w.names(d.Actor)
			shift := math.Abs(float64(r.from-rs[0].from)) + math.Abs(float64(r.to-rs[0].to))
			try := func(v float64, name string, cost float64) {
				o := option{cost: cost + shift + 0.1*float64(rank), distance: a.distance(v) / math.Abs(stated[0])}
				if best == nil || o.distance < best.distance || o.distance == best.distance && o.cost < best.cost {
					o.says = fmt.Sprintf("%s: %s %s%s %s", d.Name, Quantity(v, claim.Km2), name, g.in(), Span(r.from, r.to))
					best = &o
				}
			}
			if !ch.bounded() {
				try(gross, grossName, 0)
			}
			try(net, netName, 0.5)
		}
	}
	switch {
	case best == nil:
		return ""
	case best.distance == 0:
		return "Holds under another reading: " + best.says + "."
	}
	text := "No reading within a day of the words holds; the nearest is " + best.says + "."
	if slip := c.changeSlip(cl, g, n, stated); slip != "" {
		text += " " + slip
	}
	return text
}

// split tells which definitions bear a claim out as it stands, and which do
// not; empty where none does.
func split(rows []Evidence) string {
	var yes, no []string
	at := map[string]bool{}
	for _, e := range rows {
		if e.Supports == Yes && !at[e.Definition] {
			at[e.Definition] = true
			yes = append(yes, fmt.Sprintf("%s (%s %s, %s)", e.Definition, Quantity(*e.Value, e.Unit), e.Measure, Days(e.From, e.To)))
		}
	}
	for _, e := range rows {
		if e.Supports == No && !at[e.Definition] {
			at[e.Definition] = true
			no = append(no, e.Definition)
		}
	}
	if len(yes) == 0 || len(no) == 0 {
		return ""
	}
	return "True of " + list(yes) + "; false of " + list(no) + "."
}

// shifted returns the readings and their neighbors: each end of the usual one
// up to a day earlier or later, and one further at the start, nearest first.
func (c *checker) shifted(rs []between) []between {
	out := append([]between{}, rs...)
	seen := map[[2]control.Day]bool{}
	for _, r := range rs {
		seen[[2]control.Day{r.from, r.to}] = true
	}
	base := rs[0]
	for _, s := range [][2]control.Day{{1, 0}, {0, 1}, {0, -1}, {-1, 0}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}, {2, 0}, {2, 1}} {
		r := between{base.from + s[0], base.to + s[1], "ends shifted"}
		k := [2]control.Day{r.from, r.to}
		if r.from < r.to && !seen[k] {
			seen[k] = true
			out = append(out, r)
		}
	}
	return out
}

// changeSlip names a mistake that would explain the figure: the sides
// exchanged, or square miles and kilometers.
func (c *checker) changeSlip(cl claim.Claim, g ground, n naming, stated []float64) string {
	if len(stated) != 1 {
		return ""
	}
	for _, d := range c.definitions(n) {
		w, known := wayOf(cl, d.Actor)
		rs := c.readings(d, cl.Window)
		if d.Actor == "" || !known || len(rs) == 0 {
			continue
		}
		ch := c.change(d.Name, rs[0].from, rs[0].to, !g.whole, false)
		if ch.missing != "" || ch.bounded() {
			continue
		}
		gross, _, opposite := w.of(g, ch)
		close := func(v float64) bool { return math.Abs(v-stated[0]) <= max(0.05*stated[0], 2) }
		other, _ := way{lost: !w.lost}.names(d.Actor)
		switch {
		case close(opposite):
			return fmt.Sprintf("By %s it is the figure of the ground %s, so the sides may have been exchanged.", d.Name, strings.TrimSuffix(other, ", gross"))
		case close(gross / squareMile):
			return fmt.Sprintf("By %s it would hold in square miles.", d.Name)
		case close(gross * squareMile):
			return fmt.Sprintf("By %s it would hold if the figure had been converted from square kilometers to square miles, and once too often.", d.Name)
		}
	}
	return ""
}

// solveLevel looks for another reading of a level: other denominators and the
// nearest day on which it held.
func (c *checker) solveLevel(cl claim.Claim, g ground, a accept, l level, from, to control.Day) string {
	day := to
	if l.unit == claim.Percent {
		for _, d := range c.definitions(named(cl)) {
			if s := c.otherWhole(cl, d, g, a, day); s != "" {
				return s
			}
		}
	}
	return c.otherDay(cl, g, a, l, from, to)
}

// otherWhole tries other denominators of a share.
func (c *checker) otherWhole(cl claim.Claim, d control.Definition, g ground, a accept, day control.Day) string {
	h := c.holding(d.Name, day)
	if h.missing != "" || c.src.Places == nil {
		return ""
	}
	type whole struct {
		held, of float64
		name     string
	}
	var tries []whole
	crimea := c.ground("Crimea")
	if g.whole {
		tries = append(tries,
			whole{c.heldIn(g, h), c.regionsArea(), "the regions' land without coastal water"},
			whole{g.heldIn(h.Held) - crimea.heldIn(h.Held), c.wholeOf(g, d) - crimea.area, "the country without Crimea"},
			whole{g.heldIn(h.Held) - crimea.heldIn(h.Held), c.wholeOf(g, d), "the whole country, Crimea not counted as held"})
	} else {
		official := 0.0
		for _, r := range c.src.Places.Regions() {
			for _, name := range g.names {
				if r.Name == name {
					official += r.OfficialKm2
				}
			}
		}
		tries = append(tries, whole{g.heldIn(h.Held), official, "the official area"})
	}
	for _, t := range tries {
		if t.of <= 0 {
			continue
		}
		v := 100 * t.held / t.of
		if !strings.EqualFold(cl.Actor, d.Actor) {
			v = 100 - v
		}
		if a.holds(v) {
			return fmt.Sprintf("Holds with another denominator: %s, %s of %s (%s km²) on %s.", d.Name, Quantity(v, claim.Percent), t.name, fixed(t.of, 0), Day(day))
		}
	}
	return ""
}

// otherDay finds the day nearest to the claim's on which it held, by the daily
// areas of the whole country.
func (c *checker) otherDay(cl claim.Claim, g ground, a accept, l level, from, to control.Day) string {
	if !g.whole || cl.Actor == "" {
		return ""
	}
	for _, d := range c.definitions(named(cl)) {
		cov, ok := c.covered(d.Name)
		h := c.holding(d.Name, min(to, cov.Last))
		if !ok || h.missing != "" {
			continue
		}
		days, err := c.daily(cov)
		if err != nil {
			continue
		}
		extra := c.withoutCrimea(h)
		nearest, gap := -1, math.Inf(1)
		for k, day := range days {
			held := day.Area.Km2() + extra
			if !strings.EqualFold(cl.Actor, d.Actor) {
				held = c.wholeOf(g, d) - held
			}
			if l.unit == claim.Percent {
				held *= 100 / c.wholeOf(g, d)
			}
			if off := math.Abs(float64(day.Day - to)); a.holds(held) && off < gap {
				nearest, gap = k, off
			}
		}
		if nearest >= 0 {
			return fmt.Sprintf("By %s it holds of another day, the nearest being %s.", d.Name, Day(days[nearest].Day))
		}
	}
	return ""
}
