package verdict

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

type dayArea = measure.DayArea

var (
	perDay    = regexp.MustCompile(`(?i)\b(per day|a day|daily|each day|every day)\b`)
	perWeek   = regexp.MustCompile(`(?i)\b(per week|a week|weekly|each week)\b`)
	perMonths = regexp.MustCompile(`(?i)\b(per month|a month|monthly|each month)\b`)
	falling   = regexp.MustCompile(`(?i)\b(declin\w*|fall\w*|fell|slow\w*|dropp\w*|decreas\w*|shrink\w*|shrank)\b`)
	rising    = regexp.MustCompile(`(?i)\b(increas\w*|rise\w*|rose|rising|accelerat\w*|speed\w* up|grow\w*|grew|sped up)\b`)
	inARow    = regexp.MustCompile(`(?i)\b(in a row|running|consecutive|straight|every month|each month)\b`)
)

// trend recomputes a rate, or a run of months. A rate has the margins of a
// change. A run is counted month by month on net figures; steady progress means
// that at least four months in five went the actor's way.
func (c *checker) trend(i int) Checked {
	cl := c.reading.Claims[i]
	g := c.ground(cl.Region)
	_, hasPlace := c.surroundings(g)
	if _, area := inKm2(cl.Value, cl.Unit); g.missing != "" && (area && len(cl.Value) > 0 || !hasPlace) {
		return unverifiable(cl, "a border is needed", "A trend there cannot be recomputed: "+g.missing+".")
	}
	if cl.Window.From == control.NoDay {
		return unverifiable(cl, "days are needed", "The text does not tell since when, so no rate can be computed.")
	}
	if cl.Actor == "" {
		return unverifiable(cl, "an actor is needed", "Whose advance is meant cannot be told.")
	}
	if v, ok := cl.Value.One(); ok {
		if km2, area := inKm2([]float64{v}, cl.Unit); area {
			return c.rate(cl, g, km2)
		}
	}
	return c.run(cl, g)
}

// rate checks an area a day, a week or a month.
func (c *checker) rate(cl claim.Claim, g ground, stated []float64) Checked {
	unit, per := "", 0.0
	switch {
	case perDay.MatchString(cl.Text):
		unit, per = "km2/day", 1
	case perWeek.MatchString(cl.Text):
		unit, per = "km2/week", 7
	case perMonths.MatchString(cl.Text):
		unit, per = "km2/month", perMonth
	default:
		return unverifiable(cl, "a unit of time is needed", "Whether the rate is a day, a week or a month cannot be told.")
	}
	// A rate's margin is a tenth, and never finer than its last digit.
	strict, wide := margin{0.10, step(stated[0]) / 2, unit}, margin{0.20, step(stated[0]), unit}
	a := span(cl, stated, strict, wide)
	n := named(cl)
	var rows []Evidence
	var fs []finding
	for _, d := range c.definitions(n) {
		f := finding{definition: d, side: 2}
		w, known := wayOf(cl, d.Actor)
		rs := c.readings(d, cl.Window)
		e := Evidence{Source: d.Source, Definition: d.Name, From: cl.Window.From, To: cl.Window.To, UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: unit}
		switch {
		case d.Actor == "":
			f.missing = "not in the record"
		case !known || len(rs) == 0:
			f.missing = "the days or the actor cannot be told"
		default:
			ch := c.change(d.Name, rs[0].from, rs[0].to, !g.whole, false)
			if f.missing = ch.missing; f.missing == "" {
				gross, net, _ := w.of(g, ch)
				grossName, netName := w.names(d.Actor)
				span := float64(max(rs[0].to-rs[0].from, 1))
				e.From, e.To, e.UsedFrom, e.UsedTo, e.Basis = rs[0].from, rs[0].to, ch.From, ch.To, ch.Basis
				ask := []string{"change", "--from", e.From.String(), "--to", e.To.String(), "--definition", d.Name}
				if !g.whole {
					ask = append(ask, "--by", "oblast")
				}
				e.Command = c.command(ask...)
				for _, x := range []struct {
					name  string
					v     float64
					bound bool
				}{{grossName, gross, ch.bounded()}, {netName, net, false}} {
					row := e
					v := x.v / span * per
					row.Measure, row.Value = x.name+g.in(), value(v)
					row.Note = fmt.Sprintf("%s in %s days", Quantity(x.v, claim.Km2), fixed(span, 0))
					if x.bound {
						row.Note += "; gross is the sum of daily changes, an upper bound"
					} else {
						row.Supports = answer(a.holds(v))
						f.weigh(a, row.Supports, v, false)
					}
					rows = append(rows, row)
					if f.says == "" || row.Supports == Yes || x.name == netName && f.answer != Yes {
						f.says = fmt.Sprintf("%s %s%s %s", Quantity(v, unit), x.name, g.in(), Span(e.From, e.To))
					}
				}
			}
		}
		if f.missing != "" {
			e.Note = f.missing
			rows = append(rows, e)
		}
		if f.side == 2 {
			f.side = 0
		}
		fs = append(fs, f)
	}
	v, by := decide(n, fs)
	return Checked{Claim: cl, Verdict: v, Rule: a.rule + "; " + by, Evidence: rows, Explanation: explain(n, fs)}
}

// run checks months in a row, a rise or fall from month to month, or progress
// kept up since a day.
func (c *checker) run(cl claim.Claim, g ground) Checked {
	n := named(cl)
	var rows []Evidence
	var fs []finding
	rule := "at least four months in five went the actor's way, net, and the whole did"
	switch {
	case falling.MatchString(cl.Text):
		rule = "each month's net change is below that of the month before"
	case rising.MatchString(cl.Text):
		rule = "each month's net change is above that of the month before"
	case inARow.MatchString(cl.Text):
		rule = "every month of the window went the actor's way, net"
	}
	for _, d := range c.definitions(n) {
		f := finding{definition: d}
		e := Evidence{Source: d.Source, Definition: d.Name, From: cl.Window.From, To: cl.Window.To, UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: claim.Count}
		var months []ranked
		cov, covered := c.covered(d.Name)
		w, known := wayOf(cl, d.Actor)
		switch {
		case !covered:
			f.missing = "not in the record"
		case !known:
			f.missing = "the actor's ground is not what the map shows"
		default:
			months, f.missing = c.months(d, g, w, cl)
		}
		if f.missing != "" {
			e.Note = f.missing
		} else {
			good, of, ok := judgeRun(cl, months)
			f.answer = answer(ok)
			e.From, e.To, e.Basis = months[0].from, months[len(months)-1].to, cov.Basis
			e.Measure = "months that fit" + g.in() + ", of " + fmt.Sprint(of)
			e.Value, e.Supports = value(float64(good)), f.answer
			first := monthly.start(e.From + 1) // of its maps' first month, whatever the convention
			last := monthly.start(e.To + 1)
			e.Command = c.command(append([]string{"trend", "--from", first.String(), "--to", last.String(), "--definition", d.Name}, c.within(g)...)...)
			var list []string
			for _, m := range months {
				list = append(list, fmt.Sprintf("%s %s", m.label, number(m.net)))
			}
			e.Note = "net km² by month: " + strings.Join(list, ", ")
			f.says = fmt.Sprintf("%d of %d months that fit%s, %s", good, of, g.in(), Days(e.From, e.To))
		}
		rows = append(rows, e)
		fs = append(fs, f)
	}
	v, by := decide(n, fs)
	return Checked{Claim: cl, Verdict: v, Rule: rule + "; " + by, Evidence: rows, Explanation: explain(n, fs)}
}

// months returns the net change of each whole month of a claim's window.
func (c *checker) months(d control.Definition, g ground, w way, cl claim.Claim) ([]ranked, string) {
	from, to := cl.Window.From, cl.Window.To
	if to == control.NoDay {
		if c.today == control.NoDay {
			return nil, "until when cannot be told"
		}
		to = c.today - 1
	}
	last := monthly.start(to + 1)
	if last = control.DayOf(last.Time().AddDate(0, -1, 0)); last < from-31 {
		return nil, "no whole month lies in the window"
	}
	if place, ok := c.surroundings(g); ok {
		return c.monthsNear(d, w, place, monthly.start(from), monthly.next(last))
	}
	// periods leaves out the month of its baseline; here that month counts.
	return c.periods(d, monthly, g, w, monthly.start(from)-1, last)
}

func judgeRun(cl claim.Claim, months []ranked) (good, of int, ok bool) {
	down, up := falling.MatchString(cl.Text), rising.MatchString(cl.Text)
	total := 0.0
	for k, m := range months {
		total += m.net
		switch {
		case (down || up) && k == 0:
		case down:
			good, of = good+count(m.net < months[k-1].net), of+1
		case up:
			good, of = good+count(m.net > months[k-1].net), of+1
		default:
			good, of = good+count(m.net > 0), of+1
		}
	}
	if down || up || inARow.MatchString(cl.Text) {
		return good, of, of > 0 && good == of
	}
	return good, of, total > 0 && 5*good >= 4*of
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
