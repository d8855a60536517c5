package main

import (
	"fmt"

	"github.com/spf13/pflag"

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

func (q *periodFlags) add(f *pflag.FlagSet) {
	q.addFlags(f)
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
	p = periods{period: measure.Monthly, from: -1 << 30, to: 1 << 30}
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
	if q.From != "" {
		if p.from, err = parseDay("--from", q.From); err != nil {
			return p, nil, err
		}
	}
	if q.To != "" {
		if p.to, err = parseDay("--to", q.To); err != nil {
			return p, nil, err
		}
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
