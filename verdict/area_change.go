package verdict

import (
	"fmt"
	"math"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

const (
	squareMile = 2.589988110336 // km², exactly: the international mile squared
	hectare    = 0.01           // km²
	acre       = 0.0040468564224
	mile       = 1.609344 // km
)

// inKm2 converts areas to km².
func inKm2(values []float64, unit string) ([]float64, bool) {
	f, ok := map[string]float64{claim.Km2: 1, claim.Mi2: squareMile, claim.Ha: hectare, claim.Acre: acre}[unit]
	if !ok || len(values) == 0 {
		return nil, false
	}
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = v * f
	}
	return out, true
}

// way is which figure of a change a claim is about, seen from the holder.
type way struct {
	lost bool // ground that the holder lost; else gained
	net  bool // only the net will do
}

// wayOf tells the way from actor and direction; ok is false where the actor is
// neither the holder nor its opponent.
func wayOf(cl claim.Claim, holder string) (w way, ok bool) {
	holds := strings.EqualFold(cl.Actor, holder)
	if !holds && !strings.EqualFold(cl.Actor, opponent(holder)) {
		return w, false
	}
	w.lost = holds == (cl.Direction == claim.Lost)
	w.net = cl.Direction == claim.Net
	return w, true
}

// opponent is the other side of a map on which the holder's ground is drawn.
func opponent(holder string) string {
	if strings.EqualFold(holder, "russia") {
		return "ukraine"
	}
	return ""
}

// names tells the two measures of a way.
func (w way) names(holder string) (gross, net string) {
	h := Party(strings.ToLower(holder))
	if w.lost {
		return "lost by " + h + ", gross", "lost by " + h + ", net"
	}
	return "gained by " + h + ", gross", "gained by " + h + ", net"
}

// of returns the gross and net figures of a change seen that way, in km².
func (w way) of(g ground, ch changed) (gross, net, opposite float64) {
	gained, lost, n := g.changeIn(ch.Change)
	if w.lost {
		return lost, -n, gained
	}
	return gained, n, lost
}

// areaChange checks ground gained, lost or net in a window: for each definition
// gross and net, over each pair of maps that the words can mean. Values within
// [changeStrict] of the claim's bear it out, [changeWide] where it is hedged,
// [changeNamed] where the source is the one named.
func (c *checker) areaChange(i int) Checked {
	cl := c.reading.Claims[i]
	stated, ok := inKm2(cl.Value, cl.Unit)
	if !ok {
		return unverifiable(cl, "a value is needed", "No area is stated, so there is no figure to compare.")
	}
	own := c.ownSum(i)
	if own != nil && own.Supports == No {
		return Checked{Claim: cl, Verdict: Miscalculated, Rule: "the article's own figures must add up, within the rounding of each", Evidence: []Evidence{*own},
			Explanation: fmt.Sprintf("The article's own figures give %s: %s.", Quantity(*own.Value, own.Unit), own.Note)}
	}
	if cl.Window.From == control.NoDay {
		return unverifiable(cl, "days are needed", "The text does not tell from which day to which: "+daysMissing(cl, c))
	}
	g := c.ground(cl.Region)
	n := named(cl)
	var rows []Evidence
	var fs []finding
	rule := ""
	for _, d := range c.definitions(n) {
		strict, wide := changeStrict, changeWide
		if n.decides(d) && n.definition == "" {
			strict = changeNamed
		}
		a := span(cl, stated, strict, wide)
		f, ev := c.changeFinding(cl, d, g, a)
		if rule == "" || n.decides(d) {
			rule = a.rule
		}
		fs = append(fs, f)
		rows = append(rows, ev...)
	}
	out := Checked{Claim: cl, Evidence: rows}
	v, by := decide(n, fs)
	out.Verdict, out.Rule = v, rule+"; "+by
	out.Explanation = explain(n, fs)
	if g.missing != "" {
		out.Explanation = sentence(g.missing) + " " + c.around(cl, g)
	}
	if out.Verdict != Supported && g.missing == "" {
		out.Solver = c.solveChange(cl, g, n, stated, rows)
	}
	if own != nil {
		out.Evidence = append(out.Evidence, *own)
	}
	return out
}

func daysMissing(cl claim.Claim, c *checker) string {
	switch {
	case cl.Window.To != control.NoDay:
		return "only an end, " + Day(cl.Window.To) + "."
	case cl.Window.Phrase != "" && c.today == control.NoDay:
		return fmt.Sprintf("%q needs the day of publication, which --published can give.", cl.Window.Phrase)
	}
	return "no window is told."
}

// changeFinding asks one definition for a claimed change. The first row pair is
// the usual reading of the window; its range shows what the others give.
func (c *checker) changeFinding(cl claim.Claim, d control.Definition, g ground, a accept) (finding, []Evidence) {
	f := finding{definition: d}
	readings := c.readings(d, cl.Window)
	w, known := wayOf(cl, d.Actor)
	switch {
	case d.Actor == "":
		f.missing = "not in the record"
	case g.missing != "":
		f.missing = g.missing
	case !known:
		f.missing = fmt.Sprintf("the map shows %s's holdings, not those of %q", d.Actor, cl.Actor)
	case len(readings) == 0:
		f.missing = "the days cannot be told"
	}
	if f.missing != "" {
		return f, []Evidence{{Source: d.Source, Definition: d.Name, From: cl.Window.From, To: cl.Window.To, Unit: claim.Km2, Note: f.missing}}
	}
	var gross, net *Evidence
	f.side = 2
	for _, r := range readings {
		ch := c.change(d.Name, r.from, r.to, !g.whole, false)
		if ch.missing != "" {
			if f.missing == "" {
				f.missing = ch.missing
			}
			continue
		}
		gv, nv, opposite := w.of(g, ch)
		first := net == nil
		if first {
			gross, net = c.changeRows(d, g, w, r, ch, gv, nv, opposite)
		}
		ga, na := judgeGross(a, gv, nv, ch.bounded()), answer(a.holds(nv))
		if w.net {
			ga = Silent
		}
		note(gross, gv, ga, r, first)
		note(net, nv, na, r, first)
		f.weigh(a, ga, gv, w.net)
		side := f.side
		f.weigh(a, na, nv, false)
		if !w.net {
			f.side = side // gross figures tell on which side a source lies
		}
	}
	if net == nil {
		return f, []Evidence{{Source: d.Source, Definition: d.Name, From: readings[0].from, To: readings[0].to, Unit: claim.Km2, Note: f.missing}}
	}
	if f.side == 2 {
		f.side = 0
	}
	f.missing = ""
	verb := "gained"
	if w.lost {
		verb = "lost"
	}
	f.says = fmt.Sprintf("%s %s by %s%s (net %s)", Quantity(*gross.Value, claim.Km2), verb, Party(strings.ToLower(d.Actor)), g.in(), number(*net.Value))
	f.days = Span(net.From, net.To)
	if w.net {
		return f, []Evidence{*net}
	}
	return f, []Evidence{*gross, *net}
}

// changeRows makes the rows of the usual reading.
func (c *checker) changeRows(d control.Definition, g ground, w way, r between, ch changed, gv, nv, opposite float64) (gross, net *Evidence) {
	words := []string{"change", "--from", r.from.String(), "--to", r.to.String(), "--definition", d.Name}
	if !g.whole {
		words = append(words, "--by", "oblast")
	}
	e := Evidence{
		Source: d.Source, Definition: d.Name, From: r.from, To: r.to, UsedFrom: ch.From, UsedTo: ch.To,
		Unit: claim.Km2, Basis: ch.Basis, Command: c.command(words...),
	}
	gross, net = new(Evidence), new(Evidence)
	*gross, *net = e, e
	gross.Measure, net.Measure = w.names(d.Actor)
	gross.Measure += g.in()
	net.Measure += g.in()
	gross.Value, net.Value = value(gv), value(nv)
	other := "gained"
	if !w.lost {
		other = "lost"
	}
	gross.Note = fmt.Sprintf("%s meanwhile: %s", other, Quantity(opposite, claim.Km2))
	if ch.bounded() {
		gross.Note += "; gross is the sum of daily changes, an upper bound"
	}
	if ch.From != r.from || ch.To != r.to {
		gross.Note += "; from the maps of " + Days(ch.From, ch.To)
	}
	return gross, net
}

// note adds a further reading of the window to a row.
func note(e *Evidence, v float64, a Answer, r between, first bool) {
	if first {
		e.Supports = a
		return
	}
	if len(e.Range) == 0 {
		e.Range = []float64{*e.Value, *e.Value}
	}
	e.Range[0], e.Range[1] = min(e.Range[0], *value(v)), max(e.Range[1], *value(v))
	if a == Yes && e.Supports != Yes {
		e.Supports = Yes
		if e.Note != "" {
			e.Note += "; "
		}
		e.Note += fmt.Sprintf("%s %s (%s)", Quantity(v, e.Unit), Span(r.from, r.to), r.how)
	}
}

func answer(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

// judgeGross judges a gross figure. One that is the sum of daily changes lies
// somewhere from the net up to that sum: where a claim lies between the two,
// the figure decides nothing.
func judgeGross(a accept, gross, net float64, bounded bool) Answer {
	switch {
	case a.holds(gross):
		return Yes
	case bounded && max(net, 0) < a.lo && gross > a.hi:
		return Silent
	}
	return No
}

// weigh adds one figure's answer to the finding.
func (f *finding) weigh(a accept, ans Answer, v float64, skip bool) {
	if skip {
		return
	}
	switch ans {
	case Yes:
		f.answer = Yes
	case No:
		if f.answer == Silent {
			f.answer = No
		}
		f.close = f.close || !a.far(v)
		side := 1
		if v < a.lo {
			side = -1
		}
		if f.side == 2 {
			f.side = side
		} else if f.side != side {
			f.side = 0
		}
	}
}

// around tells, for ground without a border, what changed near its place.
func (c *checker) around(cl claim.Claim, g ground) string {
	if g.point == "" || c.src.Places == nil {
		return ""
	}
	place, missing := c.place(g.point, "")
	if missing != "" {
		return ""
	}
	var said []string
	for _, d := range c.definitions(naming{}) {
		w, known := wayOf(cl, d.Actor)
		rs := c.readings(d, cl.Window)
		if !known || len(rs) == 0 {
			continue
		}
		ch := c.change(d.Name, rs[0].from, rs[0].to, false, true)
		if ch.missing != "" {
			continue
		}
		sum := 0.0
		for _, p := range ch.Patches {
			if !p.Sliver && (p.Kind == "lost") == w.lost && within(place.Point, p.Centroid, nearbyKm) {
				sum += math.Abs(p.Area.Km2())
			}
		}
		gross, _ := w.names(d.Actor)
		said = append(said, fmt.Sprintf("%s shows %s %s within %d km of %s %s",
			SourceName(d.Source), Quantity(sum, claim.Km2), strings.TrimSuffix(gross, ", gross"), nearbyKm, place.Name, Span(rs[0].from, rs[0].to)))
	}
	if len(said) == 0 {
		return ""
	}
	return sentence(list(said))
}
