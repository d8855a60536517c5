package verdict

import (
	"fmt"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// share checks a part of a region that is held, or a part of what was gained or
// lost. The denominator is named with each figure; the margins are those of
// [shareMargins], by the precision with which the share is stated.
func (c *checker) share(i int) Checked {
	cl := c.reading.Claims[i]
	if len(cl.Value) == 0 || cl.Unit != claim.Percent {
		return unverifiable(cl, "a value is needed", "No share is stated, so there is no figure to compare.")
	}
	strict, wide := shareMargins(cl, cl.Value[0])
	a := span(cl, cl.Value, strict, wide)
	if f, ok := fraction(cl); ok {
		a = f
	}
	g := c.ground(cl.Region)
	if cl.Direction != "" && cl.Window.From != control.NoDay {
		return c.shareOfChange(i, g, a)
	}
	return c.standing(i, g, a, level{
		what: "held by", unit: claim.Percent,
		of: func(g ground, h heldOn, d control.Definition) float64 {
			whole := c.wholeOf(g, d)
			if whole == 0 {
				return 0
			}
			held := c.heldIn(g, h)
			if !strings.EqualFold(cl.Actor, d.Actor) {
				held = whole - held
			}
			return 100 * held / whole
		},
	})
}

// shareOfChange checks a change as a share: of the country's area where the
// region is the country, else the region's part of everything that changed, or
// the change as a part of the region. Both are named.
func (c *checker) shareOfChange(i int, g ground, a accept) Checked {
	cl := c.reading.Claims[i]
	n := named(cl)
	var rows []Evidence
	var fs []finding
	for _, d := range c.definitions(n) {
		f := finding{definition: d}
		e := Evidence{Source: d.Source, Definition: d.Name, From: cl.Window.From, To: cl.Window.To, UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: claim.Percent}
		w, known := wayOf(cl, d.Actor)
		rs := c.readings(d, cl.Window)
		switch {
		case d.Actor == "":
			f.missing = "not in the record"
		case g.missing != "":
			f.missing = g.missing
		case !known || len(rs) == 0:
			f.missing = "the days or the actor cannot be told"
		default:
			ch := c.change(d.Name, rs[0].from, rs[0].to, true, false)
			f.missing = ch.missing
			if ch.missing == "" {
				rows = append(rows, c.shareRows(&f, e, d, g, w, rs[0], ch, a)...)
			}
		}
		if f.missing != "" {
			e.Note = f.missing
			rows = append(rows, e)
		}
		fs = append(fs, f)
	}
	v, by := decide(n, fs)
	out := Checked{Claim: cl, Verdict: v, Rule: a.rule + "; " + by, Evidence: rows, Explanation: explain(n, fs)}
	if g.missing != "" {
		out.Explanation = sentence(g.missing) + " " + c.around(cl, g)
	}
	return out
}

func (c *checker) shareRows(f *finding, e Evidence, d control.Definition, g ground, w way, r between, ch changed, a accept) []Evidence {
	part, partNet, _ := w.of(g, ch)
	all, _, _ := w.of(ground{whole: true}, ch)
	gross, _ := w.names(d.Actor)
	e.From, e.To, e.UsedFrom, e.UsedTo, e.Basis = r.from, r.to, ch.From, ch.To, ch.Basis
	e.Command = c.command("change", "--from", r.from.String(), "--to", r.to.String(), "--definition", d.Name, "--by", "oblast")
	var out []Evidence
	add := func(what string, v, of float64, note string) {
		if of == 0 {
			return
		}
		row := e
		row.Measure, row.Value, row.Note = what, value(100*v/of), note
		row.Supports = answer(a.holds(100 * v / of))
		f.weigh(a, row.Supports, 100*v/of, false)
		out = append(out, row)
		if f.says == "" || row.Supports == Yes {
			f.says = fmt.Sprintf("%s %s %s", Quantity(100*v/of, claim.Percent), what, Span(r.from, r.to))
		}
	}
	f.side = 2
	whole := c.wholeOf(g, d)
	if !g.whole {
		add(g.title+"'s part of the ground "+gross, part, all, fmt.Sprintf("%s of %s", Quantity(part, claim.Km2), Quantity(all, claim.Km2)))
	}
	add("of "+g.title+" "+gross, part, whole, fmt.Sprintf("%s of %s", Quantity(part, claim.Km2), Quantity(whole, claim.Km2)))
	add("of "+g.title+" "+strings.TrimSuffix(gross, "gross")+"net", partNet, whole, fmt.Sprintf("%s of %s", Quantity(partNet, claim.Km2), Quantity(whole, claim.Km2)))
	if f.side == 2 {
		f.side = 0
	}
	if len(out) == 0 {
		f.missing = "nothing changed, so there is no share"
	}
	return out
}
