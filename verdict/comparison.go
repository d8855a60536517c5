package verdict

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// Margins of a ratio of two changes: each of the two carries that of a change,
// so a ratio is met within 15 %, hedged within 25 %.
var (
	ratioStrict = margin{0.15, 0.05, "ratio"}
	ratioWide   = margin{0.25, 0.1, "ratio"}
)

var lessWords = regexp.MustCompile(`(?i)\b(less|fewer|smaller|lower|slower|down|below|decrease|drop|fell|fall|decline|reduction|slump|dip|slowdown)\b`)

// comparison checks a ratio to, or a difference from, the change in a baseline
// window: first by the article's own figures, then by each definition's, gross
// with gross and net with net.
func (c *checker) comparison(i int) Checked {
	cl := c.reading.Claims[i]
	stated, one := cl.Value.One()
	s := c.subject(i)
	switch {
	case !one:
		return unverifiable(cl, "a value is needed", "No ratio or difference is stated, so there is no figure to compare.")
	case s == nil || cl.Window.From == control.NoDay:
		return unverifiable(cl, "two windows are needed", "What is compared with what cannot be told: it needs a claim of change with its days, and the days of the baseline.")
	}
	difference := cl.Unit != ""
	a := span(cl, []float64{stated}, ratioStrict, ratioWide)
	if difference {
		km2, ok := inKm2([]float64{stated}, cl.Unit)
		if !ok {
			return unverifiable(cl, "an area is needed", "The difference is not one of areas.")
		}
		a = span(cl, km2, changeStrict, changeWide)
		if lessWords.MatchString(cl.Text) {
			a.lo, a.hi = -a.hi, -a.lo
		}
	}
	own := c.ownRatio(i, s, a, difference)
	if row := c.twoTellings(i, a); own == nil && !difference && row != nil {
		return Checked{Claim: cl, Verdict: Supported, Rule: a.rule + ", by the article's own figures", Evidence: []Evidence{*row},
			Explanation: fmt.Sprintf("It sets two tellings of the same days beside each other: %s.", row.Note)}
	}
	if own != nil && own.Supports == No {
		return Checked{Claim: cl, Verdict: Miscalculated, Rule: a.rule + ", by the article's own figures", Evidence: []Evidence{*own},
			Explanation: fmt.Sprintf("The article's own figures give %s: %s.", Quantity(*own.Value, own.Unit), own.Note)}
	}
	region := cl.Region
	if region == "" {
		region = s.Region
	}
	g := c.ground(region)
	n := named(cl)
	var rows []Evidence
	var fs []finding
	for _, d := range c.definitions(n) {
		f, ev := c.ratioFinding(cl, s, d, g, a, difference)
		fs = append(fs, f)
		rows = append(rows, ev...)
	}
	v, by := decide(n, fs)
	out := Checked{Claim: cl, Verdict: v, Rule: a.rule + "; " + by, Evidence: rows, Explanation: explain(n, fs)}
	if g.missing != "" {
		out.Explanation = sentence(g.missing)
	}
	if own != nil {
		out.Evidence = append([]Evidence{*own}, out.Evidence...)
		out.Explanation = strings.TrimSpace(fmt.Sprintf("The article's own figures bear it out (%s). %s", own.Note, out.Explanation))
		if v == Unverifiable {
			out.Verdict, out.Rule = Supported, a.rule+", by the article's own figures"
		}
	}
	return out
}

var tellings = regexp.MustCompile(`(?i)\b(figure|count|tally|estimate|reckoning|claims?)\b`)

// maxTellings bounds how many figures for one window are paired.
const maxTellings = 64

// twoTellings finds two figures of the article for the same ground from the same
// day on, by different people, that stand in the claimed ratio; nil: none.
func (c *checker) twoTellings(i int, a accept) *Evidence {
	cl := c.reading.Claims[i]
	if !tellings.MatchString(c.sentenceAround(cl)) {
		return nil
	}
	type telling struct {
		claim *claim.Claim
		km2   float64
	}
	var told []telling
	lo, _ := c.inReach(i)
	for k := lo; k < i; k++ {
		p := &c.reading.Claims[k]
		if p.Kind != claim.AreaChange || p.Window.From != cl.Window.From {
			continue
		}
		if x, ok := inKm2(p.Value, p.Unit); ok && len(x) == 1 {
			told = append(told, telling{p, x[0]})
		}
	}
	told = told[max(0, len(told)-maxTellings):]
	for _, s := range told {
		for _, t := range told {
			p, q, x, y := s.claim, t.claim, []float64{s.km2}, []float64{t.km2}
			if y[0] == 0 || p.Attribution == q.Attribution || p.Actor != q.Actor || p.Direction != q.Direction || !a.holds(x[0]/y[0]) {
				continue
			}
			return &Evidence{Source: "article", Definition: "arithmetic", Measure: "the article's own figures",
				From: control.NoDay, To: control.NoDay, UsedFrom: control.NoDay, UsedTo: control.NoDay,
				Value: value(x[0] / y[0]), Unit: "ratio", Supports: Yes,
				Note: fmt.Sprintf("%s (%s) / %s (%s) = %s", number(x[0]), p.Attribution, number(y[0]), q.Attribution, fixed(x[0]/y[0], 2))}
		}
	}
	return nil
}

// ownRatio compares with figures that the article gives itself for the two
// windows; nil where it does not give both.
func (c *checker) ownRatio(i int, s *claim.Claim, a accept, difference bool) *Evidence {
	cl := c.reading.Claims[i]
	now, ok := inKm2(s.Value, s.Unit)
	if !ok || len(now) != 1 {
		return nil
	}
	for k, end := c.inReach(i); k < end; k++ {
		o := &c.reading.Claims[k]
		base, ok := inKm2(o.Value, o.Unit)
		if o == s || o.Kind != claim.AreaChange || !asserted(o) || !ok || len(base) != 1 || base[0] == 0 ||
			o.Window.From != cl.Window.From || o.Window.To != cl.Window.To ||
			!strings.EqualFold(o.Actor, s.Actor) || o.Region != s.Region || o.Direction != s.Direction ||
			o.Attribution != s.Attribution && o.Attribution != "" && s.Attribution != "" {
			continue
		}
		e := Evidence{Source: "article", Definition: "arithmetic", Measure: "the article's own figures",
			From: cl.Window.From, To: cl.Window.To, UsedFrom: control.NoDay, UsedTo: control.NoDay}
		if difference {
			v := now[0] - base[0]
			e.Value, e.Unit, e.Supports = value(v), claim.Km2, answer(a.holds(v))
			e.Note = fmt.Sprintf("%s − %s = %s", number(now[0]), number(base[0]), number(v))
			return &e
		}
		v := now[0] / base[0]
		e.Value, e.Unit, e.Supports = value(v), "ratio", answer(a.holds(v))
		e.Note = fmt.Sprintf("%s / %s = %s", number(now[0]), number(base[0]), fixed(v, 2))
		return &e
	}
	return nil
}

func (c *checker) ratioFinding(cl claim.Claim, s *claim.Claim, d control.Definition, g ground, a accept, difference bool) (finding, []Evidence) {
	f := finding{definition: d}
	e := Evidence{Source: d.Source, Definition: d.Name, From: s.Window.From, To: s.Window.To,
		UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: "ratio"}
	if difference {
		e.Unit = claim.Km2
	}
	w, known := wayOf(*s, d.Actor)
	now, base := c.readings(d, s.Window), c.readings(d, cl.Window)
	switch {
	case d.Actor == "":
		f.missing = "not in the record"
	case g.missing != "":
		f.missing = g.missing
	case !known || len(now) == 0 || len(base) == 0:
		f.missing = "the days or the actor cannot be told"
	}
	var x, y changed
	if f.missing == "" {
		x = c.change(d.Name, now[0].from, now[0].to, !g.whole, false)
		y = c.change(d.Name, base[0].from, base[0].to, !g.whole, false)
		f.missing = joinNotes(x.missing, y.missing)
	}
	if f.missing != "" {
		e.Note = f.missing
		return f, []Evidence{e}
	}
	xg, xn, _ := w.of(g, x)
	yg, yn, _ := w.of(g, y)
	gross, net := w.names(d.Actor)
	e.From, e.To, e.UsedFrom, e.UsedTo, e.Basis = now[0].from, now[0].to, x.From, x.To, x.Basis
	e.Command = c.command("change", "--from", now[0].from.String(), "--to", now[0].to.String(), "--definition", d.Name) + "; " +
		c.command("change", "--from", base[0].from.String(), "--to", base[0].to.String(), "--definition", d.Name)
	f.side = 2
	var rows []Evidence
	add := func(name string, p, q float64, bounded bool) {
		row := e
		v := p - q
		if !difference {
			if q <= 0 {
				return
			}
			v = p / q
		}
		row.Measure, row.Value, row.Supports = name+g.in(), value(v), answer(a.holds(v))
		row.Note = fmt.Sprintf("%s, and %s %s", Quantity(p, claim.Km2), Quantity(q, claim.Km2), Span(base[0].from, base[0].to))
		if bounded {
			row.Supports = Silent
			row.Note += "; gross is the sum of daily changes, an upper bound"
		} else {
			f.weigh(a, row.Supports, v, false)
		}
		rows = append(rows, row)
		if f.says == "" || row.Supports == Yes {
			f.says = fmt.Sprintf("%s (%s %s %s, %s %s)", Quantity(v, e.Unit), Quantity(p, claim.Km2), name, Span(now[0].from, now[0].to), Quantity(q, claim.Km2), Span(base[0].from, base[0].to))
		}
	}
	if s.Direction != claim.Net {
		add(gross, xg, yg, x.bounded() || y.bounded())
	}
	add(net, xn, yn, false)
	if f.side == 2 {
		f.side = 0
	}
	if len(rows) == 0 {
		f.missing = "the baseline is not positive, so there is no ratio"
		e.Note = f.missing
		rows = append(rows, e)
	}
	return f, rows
}

// perMonth is the mean length of a month in days.
const perMonth = 30.436875
