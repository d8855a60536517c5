package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// periodFlags are what records and trend have in common: which periods of which
// part of the country are compared, by which figure.
type periodFlags struct {
	asking
	Week, Month bool
	Kind        string
	Oblast      string
	Near        string
	Radius      float64
	From, To    string
}

func (q *periodFlags) add(cmd *cobra.Command, a *app) {
	q.addFlags(cmd, a)
	f := cmd.Flags()
	q.addSlivers(f)
	f.BoolVar(&q.Week, "week", false, "compare ISO weeks, from Monday to Monday")
	f.BoolVar(&q.Month, "month", false, "compare months, from the 1st to the next 1st (default)")
	f.StringVar(&q.Kind, "kind", "net", "gained, lost or net")
	f.StringVar(&q.Oblast, "oblast", "", "only ground in this oblast")
	f.StringVar(&q.Near, "near", "", "only patches whose center is near this place, or lon,lat")
	f.Float64Var(&q.Radius, "radius", 30, "how near, in km")
	f.StringVar(&q.From, "from", "", "first valid day (default: the source's first map)")
	f.StringVar(&q.To, "to", "", "last valid day (default: the source's newest map)")
}

// periods is what the flags mean.
type periods struct {
	period   measure.Period
	within   measure.Within
	in       string // names within; empty for the whole
	from, to control.Day
}

// periods reads the flags, and returns those of the definitions asked that they
// concern: a region is in one country alone.
func (q *periodFlags) periods(a *app, asked []measure.Coverage) (p periods, in []measure.Coverage, err error) {
	in = asked
	p = periods{period: measure.Monthly}
	switch {
	case q.Week && q.Month:
		return p, nil, usageErrorf("--week or --month, not both")
	case q.Week:
		p.period = measure.Weekly
	}
	switch q.Kind {
	case "net", string(measure.Gained), string(measure.Lost):
	default:
		return p, nil, usageErrorf("--kind %s: want gained, lost or net", q.Kind)
	}
	if p.from, err = parseDayOr("--from", q.From, -1<<30); err != nil {
		return p, nil, err
	}
	if p.to, err = parseDayOr("--to", q.To, 1<<30); err != nil {
		return p, nil, err
	}
	switch {
	case q.Oblast != "" && q.Near != "":
		return p, nil, usageErrorf("--oblast or --near, not both")
	case q.Oblast != "":
		var r *gazetteer.Region
		if r, in = a.countries().Region(q.Oblast, asked); r == nil {
			return p, nil, usageErrorf("--oblast %s: no such oblast", q.Oblast)
		}
		p.within, p.in = measure.Within{Region: r.Name}, r.FullName
	case q.Near != "":
		name, at, _, err := a.countries().Find(asked, func(g *gazetteer.Gazetteer) (string, geo.Point, error) { return findPlace(g, q.Near) })
		if err != nil {
			return p, nil, err
		}
		if !(q.Radius > 0) || q.Radius > 1000 {
			return p, nil, usageErrorf("--radius %g: want kilometers, more than 0 and at most 1,000", q.Radius)
		}
		in = a.countries().At(at, asked)
		p.within = measure.Within{Center: at, Radius: geo.Meters(1000 * q.Radius)}
		p.in = fmt.Sprintf("within %g km of %s", q.Radius, name)
	}
	return p, in, nil
}

// series is the periods of one definition.
type series struct {
	measure.Coverage
	periods
	kind    string
	rows    []measure.Row
	skipped []measure.Skipped
}

// tell measures the periods of every definition asked, and prints what say says
// of each: an answer for scripts, and how it is printed for people.
func (q *periodFlags) tell(w io.Writer, a *app, say func(series) (answer any, print func(), err error)) error {
	record, selected, done, err := q.ask(a)
	if err != nil {
		return err
	}
	defer done()
	p, selected, err := q.periods(a, selected)
	if err != nil {
		return err
	}
	answers := []any{}
	var basis measure.Basis
	var errs []error
	for _, c := range selected {
		rows, skipped, err := measure.Periods(record, c, p.period, p.within, p.from, p.to)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		ans, print, err := say(series{c, p, q.Kind, rows, skipped})
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if len(answers) == 0 {
			basis = c.Basis
		}
		answers = append(answers, ans)
		if !q.JSON {
			if len(answers) > 1 {
				fmt.Fprintln(w)
			}
			print()
		}
	}
	if err := noneAnswered(len(answers), errs); err != nil {
		return err
	}
	if q.JSON {
		return writeJSON(w, q.document(answers))
	}
	if note := basisNote(basis); note != "" {
		fmt.Fprintf(w, "\n%s\n", note)
	}
	for _, err := range errs {
		fmt.Fprintf(a.err, "salient: %v\n", err)
	}
	return nil
}

// asked returns the days that a definition was asked about.
func (p periods) asked(c measure.Coverage) [2]control.Day {
	return [2]control.Day{max(p.from, c.First), min(p.to, c.Last)}
}

// periodText names a period for people: a month by its 1st, a week by its days.
func periodText(p measure.Period, r measure.Row) string {
	if p == measure.Monthly {
		return r.From.Time().Format("January 2006")
	}
	return fmt.Sprintf("%s to %s", r.From, r.To)
}
