package verdict

import (
	"fmt"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// level is a standing quantity on a day: an area or a share of one.
type level struct {
	what string // as "held by Russia"
	unit string
	of   func(g ground, h heldOn, d control.Definition) float64
}

// areaHeld checks an area held on a day, or on any day of a window. The margins
// are those of [heldMargins]. What the side that is not drawn holds is the
// region's area less what is held.
func (c *checker) areaHeld(i int) Checked {
	cl := c.reading.Claims[i]
	stated, ok := inKm2(cl.Value, cl.Unit)
	if !ok {
		return unverifiable(cl, "a value is needed", "No area is stated, so there is no figure to compare.")
	}
	g := c.ground(cl.Region)
	whole := g.area
	if g.whole {
		whole = c.country()
	}
	strict, wide := heldMargins(stated[0], whole)
	if !g.whole && whole == 0 {
		strict, wide = changeStrict, changeWide
	}
	return c.standing(i, g, span(cl, stated, strict, wide), level{
		what: "held by", unit: claim.Km2,
		of: func(g ground, h heldOn, d control.Definition) float64 {
			held := c.heldIn(g, h)
			if !strings.EqualFold(cl.Actor, d.Actor) {
				return c.wholeOf(g, d) - held
			}
			return held
		},
	})
}

// country returns the country's area as the record's definitions have it, km².
func (c *checker) country() float64 {
	for _, v := range c.coverage {
		if v.Definition.Denominator > 0 {
			return v.Definition.Denominator
		}
	}
	return c.regionsArea()
}

func (c *checker) regionsArea() float64 {
	if c.src.Places == nil {
		return 0
	}
	sum := 0.0
	for _, r := range c.src.Places.Regions() {
		sum += r.Area().Km2()
	}
	return sum
}

// wholeOf is the area of the ground, the denominator of its shares, in km².
func (c *checker) wholeOf(g ground, d control.Definition) float64 {
	if !g.whole {
		return g.area
	}
	if d.Denominator > 0 {
		return d.Denominator
	}
	return c.country()
}

// standing checks a level: each definition on each day that the words allow.
func (c *checker) standing(i int, g ground, a accept, l level) Checked {
	cl := c.reading.Claims[i]
	from, to := c.when(cl.Window)
	n := named(cl)
	if from > to {
		return unverifiable(cl, "a day is needed", "The text tells no day, and no day of publication is known; --published can give it.")
	}
	var rows []Evidence
	var fs []finding
	for _, d := range c.definitions(n) {
		f, e := c.levelFinding(cl, d, g, a, l, from, to)
		fs = append(fs, f)
		rows = append(rows, e)
	}
	out := Checked{Claim: cl, Evidence: rows}
	v, by := decide(n, fs)
	out.Verdict, out.Rule, out.Explanation = v, a.rule+"; "+by, explain(n, fs)
	if g.missing != "" {
		out.Explanation = sentence(g.missing)
	}
	if v != Supported && g.missing == "" {
		if out.Solver = split(rows); out.Solver == "" {
			out.Solver = c.solveLevel(cl, g, a, l, from, to)
		}
	}
	return out
}

// levelFinding asks one definition for a level. Over a window of several days
// the day nearest to the claim counts, and the range shows the others.
func (c *checker) levelFinding(cl claim.Claim, d control.Definition, g ground, a accept, l level, from, to control.Day) (finding, Evidence) {
	f := finding{definition: d}
	e := Evidence{Source: d.Source, Definition: d.Name, From: from, To: to, UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: l.unit}
	_, known := wayOf(cl, d.Actor)
	switch {
	case d.Actor == "":
		f.missing = "not in the record"
	case g.missing != "":
		f.missing = g.missing
	case !known:
		f.missing = fmt.Sprintf("the map shows %s's holdings, not those of %q", d.Actor, cl.Actor)
	}
	if f.missing != "" {
		e.Note = f.missing
		return f, e
	}
	best, bestDay := 0.0, control.NoDay
	lo, hi := 0.0, 0.0
	var used heldOn
	for _, day := range sampleDays(from, to) {
		h := c.holding(d.Name, day)
		if h.missing != "" {
			f.missing = h.missing
			continue
		}
		v := l.of(g, h, d)
		if bestDay == control.NoDay {
			lo, hi = v, v
		}
		lo, hi = min(lo, v), max(hi, v)
		if bestDay == control.NoDay || a.distance(v) < a.distance(best) {
			best, bestDay, used = v, day, h
		}
	}
	if bestDay == control.NoDay {
		e.Note = f.missing
		return f, e
	}
	f.missing = ""
	f.answer = answer(a.holds(best))
	f.close = !a.far(best)
	if best < a.lo {
		f.side = -1
	} else if best > a.hi {
		f.side = 1
	}
	words := []string{"held", "--on", bestDay.String(), "--definition", d.Name}
	if !g.whole {
		words = append(words, "--by", "oblast")
	}
	e.From, e.To, e.UsedFrom, e.UsedTo = bestDay, bestDay, used.Day, used.Day
	if out := c.leftOut(d.Name, used.Day, g); len(out) > 0 && !(len(out) == 1 && g.whole && c.withoutCrimea(used) > 0) {
		f.answer, f.side = Silent, 0
		f.missing = "this map leaves out " + list(out) + ", so it does not give the whole"
		e.Note = f.missing
		return f, e
	}
	e.Measure = l.what + " " + Party(strings.ToLower(cl.Actor)) + g.in()
	e.Value, e.Supports, e.Basis, e.Command = value(best), f.answer, used.Basis, c.command(words...)
	if hi > lo {
		e.Range = []float64{*value(lo), *value(hi)}
	}
	e.Note = c.denominatorNote(g, d, used, l)
	if used.Day != bestDay {
		e.Note = joinNotes("from the map of "+Day(used.Day), e.Note)
	}
	f.says = fmt.Sprintf("%s %s on %s", Quantity(best, l.unit), e.Measure, Day(bestDay))
	return f, e
}

// denominatorNote names what the figure is set against, and says where a map
// leaves Crimea out.
func (c *checker) denominatorNote(g ground, d control.Definition, h heldOn, l level) string {
	note := ""
	if l.unit == claim.Percent {
		note = fmt.Sprintf("of %s km²", fixed(c.wholeOf(g, d), 0))
	}
	if crimea := c.withoutCrimea(h); g.whole && crimea > 0 {
		note = joinNotes(note, fmt.Sprintf("%s on the map and Crimea, which it leaves out, %s", Quantity(h.Area.Km2(), claim.Km2), Quantity(crimea, claim.Km2)))
	}
	return note
}

// heldIn returns what is held in the ground, in km². Crimea is added to a map of
// the country that leaves it out: it has been held by the same side throughout.
func (c *checker) heldIn(g ground, h heldOn) float64 {
	held := g.heldIn(h.Held)
	if g.whole {
		held += c.withoutCrimea(h)
	}
	return held
}

// withoutCrimea returns the area of Crimea in km² where a map leaves it out, 0
// where it does not or where that cannot be told.
func (c *checker) withoutCrimea(h heldOn) float64 {
	crimea := c.ground("Crimea")
	if crimea.missing != "" || len(h.Regions) == 0 || crimea.heldIn(h.Held) > 0.01*crimea.area {
		return 0
	}
	return crimea.area
}

func joinNotes(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + "; " + b
}

// distance is how far a value lies outside the accepted span.
func (a accept) distance(v float64) float64 {
	return max(0, a.lo-v, v-a.hi)
}

// sampleDays returns the days of a window, at most 32 of them evenly spread,
// both ends included.
func sampleDays(from, to control.Day) []control.Day {
	const most = 32
	n := int(to-from) + 1
	if n <= most {
		out := make([]control.Day, n)
		for i := range out {
			out[i] = from + control.Day(i)
		}
		return out
	}
	out := make([]control.Day, most)
	for i := range out {
		out[i] = from + control.Day(i*(n-1)/(most-1))
	}
	return out
}
