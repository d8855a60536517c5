package figures

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

// Solver answers published figures from a record. It keeps what it asked; it is
// not safe for concurrent use.
type Solver struct {
	record  measure.Record
	where   *gazetteer.Gazetteer
	c       *Conventions
	order   []string // definitions, in the record's order
	covered map[string]measure.Coverage
	helds   map[heldKey]measure.Held
	changes map[changeKey]measure.Change
	runs    map[string][]span
}

// NewSolver returns a solver over a record.
func NewSolver(r measure.Record, where *gazetteer.Gazetteer, c *Conventions) *Solver {
	s := &Solver{
		record: r, where: where, c: c, covered: map[string]measure.Coverage{},
		helds: map[heldKey]measure.Held{}, changes: map[changeKey]measure.Change{}, runs: map[string][]span{},
	}
	for _, cov := range measure.AllCoverage(r) {
		s.order = append(s.order, cov.Definition.Name)
		s.covered[cov.Definition.Name] = cov
	}
	return s
}

// Solve answers a row: by its publisher's convention, and where that misses,
// with the reading that fits best as the reason; or with why it cannot be
// answered.
func (s *Solver) Solve(row Row) Answer {
	a := Answer{Row: row}
	refuse := func(k Kind, format string, args ...any) Answer {
		a.Kind, a.Reason = k, fmt.Sprintf(format, args...)
		a.Group = a.Reason
		return a
	}
	if row.Problem != "" {
		return refuse(BadRow, "%s", row.Problem)
	}
	row, named := s.c.named(row)
	if named != "" {
		a.said = append(a.said, named)
	}
	region := s.c.area(row.Region, s.where)
	convs, instead := s.conventions(row)
	if len(convs) > 0 {
		a.Convention = convs[0]
	}
	if e, out := s.c.excluded(row, region.whole); out {
		return refuse(e.Kind, "%s", e.Reason)
	}
	if region.kind == Abroad {
		a = refuse(Abroad, "%s %s", row.Region, region.why)
		a.Group = region.why
		return a
	}
	if len(convs) == 0 {
		return refuse(OtherMap, "%s", s.c.otherMap(row))
	}
	if instead != "" {
		a.said = append(a.said, instead)
	}
	r, kind, why := s.reading(row, region, convs[0])
	if why != "" {
		return refuse(kind, "%s", why)
	}
	a.Reading = r
	if region.kind == Sector {
		a = refuse(Sector, "%s%s", region.why, s.bound(row, r, region))
		a.Group = "a front sector or part of an oblast"
		return a
	}
	res, err := s.value(r)
	for _, next := range convs[1:] { // a guessed map gives way to one that has the days
		if err == nil || !errors.Is(err, chronicle.ErrNoMap) || !a.Convention.Uncertain || !next.Uncertain {
			break
		}
		if other, _, why := s.reading(row, region, next); why == "" {
			if got, fails := s.value(other); fails == nil {
				a.Convention, a.Reading, res, err = next, other, got, nil
			}
		}
	}
	if err != nil {
		a = refuse(kindOf(err), "%s", s.explain(err, a.Convention))
		var none noMap
		if errors.As(err, &none) {
			a.Group = none.group()
		}
		return a
	}
	res.Interval = s.interval(a.Reading, res)
	a.Covered, a.Result, a.Ours = true, res, inUnit(res.Value, row.Unit)
	a.Within = s.within(a)
	a.AsRounded = !a.Within && AsRounded(row, a.Ours)
	a.Reason = s.remarks(a)
	return a
}

// within applies the tolerance; where ours is a sum of daily gross areas, both
// ends of what it can be must agree.
func (s *Solver) within(a Answer) bool {
	ok := Within(a.Row, a.Ours, a.Reading.Days)
	if a.Result.Gross == measure.DailySum {
		ok = ok && Within(a.Row, a.least(), a.Reading.Days)
	}
	return ok
}

// conventions returns the conventions for a row whose definitions the record
// has, the particular ones first, and what to say if the first is not the
// publisher's own. Where the record has none of them, the publisher's own is
// returned alone; none where no convention matches.
func (s *Solver) conventions(row Row) (convs []Convention, instead string) {
	all := s.c.matching(row)
	for i, v := range all {
		if _, has := s.covered[v.Definition]; !has {
			continue
		}
		if i > 0 && len(convs) == 0 {
			instead = fmt.Sprintf("the publisher counts by %s (%s), of which no map is imported or in the ledger", all[0].Definition, all[0].Reason)
		}
		convs = append(convs, v)
	}
	if len(convs) == 0 && len(all) > 0 {
		convs = all[:1]
	}
	return convs, instead
}

// Interval returns the 95 % interval of Ours, in the row's unit; nil: not known.
func (a Answer) Interval() *measure.Range {
	i := a.Result.Interval
	if i == nil {
		return nil
	}
	return &measure.Range{Low: inUnit(i.Low, a.Row.Unit), High: inUnit(i.High, a.Row.Unit)}
}

// least returns the least that a sum of daily gross areas stands for, in the
// row's unit.
func (a Answer) least() float64 { return inUnit(a.Result.Least, a.Row.Unit) }

// kindOf sorts a lack of data.
func kindOf(err error) Kind {
	var none measure.ErrNoDefinition
	if errors.As(err, &none) {
		return NoMaps
	}
	return NoMap
}

func (s *Solver) explain(err error, conv Convention) string {
	var none measure.ErrNoDefinition
	switch {
	case errors.As(err, &none):
		return fmt.Sprintf("counted by %s, of which no map is imported or in the ledger", conv.Definition)
	case errors.Is(err, chronicle.ErrNoMap):
		return err.Error()
	}
	return "the record failed: " + err.Error()
}

// inUnit turns km², km² a day or percent into a row's unit.
func inUnit(v float64, u Unit) float64 {
	if f := u.km2(); f > 0 {
		return v / f
	}
	return v
}

var withoutPrewar = regexp.MustCompile(`(?i)\bexcl[^;]*(crimea|pre-?2022|donbas)`)

// reading turns a row into the reading of its publisher's convention, or says
// why there is none.
func (s *Solver) reading(row Row, region area, conv Convention) (Reading, Kind, string) {
	r := Reading{
		Definition: conv.Definition, From: control.NoDay, To: row.To, Names: region.names,
		Percent: row.Unit == Percent, stands: conv.Stands,
	}
	if r.Percent && region.whole {
		r.Total = conv.Denominator
	}
	holder := "russia"
	if cov, ok := s.covered[conv.Definition]; ok {
		holder = strings.ToLower(cov.Definition.Actor)
	} else if conv.Actor.re != nil {
		holder = row.Actor
	}
	opponent := row.Actor != holder
	switch row.Measure {
	case "held", "share":
		r.Count, r.Opponent = Held, opponent
		if row.Unit.daily() {
			return r, BadRow, "a holding has no rate per day"
		}
		if withoutPrewar.MatchString(row.Includes) {
			if conv.Prewar == 0 || !region.whole {
				return r, Baseline, "leaves out ground held before 24 February 2022, which no map of ours shows as the publisher counts it"
			}
			r.Prewar = conv.Prewar
		}
		r.Peak = region.whole && atPeak(row)
		if r.Peak {
			r.To = s.peakDay(r)
		}
		return r, "", ""
	case "other":
		if row.Unit != Percent || row.From == control.NoDay {
			return r, NotMapped, "the row does not say what is measured in a way that fits all such rows"
		}
		r.Count, r.Opponent = Net, opponent // the change of a share, in points
	case "net":
		r.Count, r.Opponent = Net, opponent
	case "lost":
		r.Count = Lost
		if opponent { // what one side loses, the other gains
			r.Count = grossOf(conv.Gained)
		}
	default: // gained, rate_per_day
		r.Count = grossOf(conv.Gained)
		if opponent {
			r.Count = Lost
		}
	}
	if row.From == control.NoDay {
		return r, BadRow, "from: no day"
	}
	r.From, r.To = conv.Windows.maps(row.From, row.To)
	if row.Unit.daily() || row.Measure == "rate_per_day" {
		r.Days = int(row.To-row.From) + 1
	}
	if row.From <= invasion && r.Count == Net && region.whole {
		if r.Prewar = conv.Prewar; r.Prewar > 0 {
			r.From = control.NoDay
		}
	}
	return r, "", ""
}

// grossOf returns the count of the holder's gains under a convention.
func grossOf(c Count) Count {
	if c == Gross {
		return Gained
	}
	return Net
}

// bound says, for a sector whose name mentions oblasts, what the whole oblasts
// come to: a sector's gross change cannot be more.
func (s *Solver) bound(row Row, r Reading, region area) string {
	if len(region.in) == 0 || row.Unit == Percent || r.Count == Held {
		return ""
	}
	r.Names = region.in
	res, err := s.value(r)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("; %s, whole: %s (%s)", strings.Join(region.in, " and "), amount(inUnit(res.Value, row.Unit), row.Unit), r)
}
