package figures

import (
	"errors"
	"fmt"
	"strings"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// standing is how many days old a map may be that answers for a day that has
// none, where the convention does not say: archives miss a day or two.
const standing = 3

// noMap says that a definition has no map for a day.
type noMap struct {
	definition string
	day        control.Day
	spans      []span
}

type span struct{ from, to control.Day }

func (e noMap) Error() string { return fmt.Sprintf("no map of %s %s", e.day, e.group()) }

// group says what maps there are.
func (e noMap) group() string {
	var runs []string
	for _, s := range e.spans {
		runs = append(runs, fmt.Sprintf("%s to %s", s.from, s.to))
	}
	return fmt.Sprintf("by %s: ours run %s", e.definition, strings.Join(runs, " and "))
}

func (e noMap) Unwrap() error { return chronicle.ErrNoMap }

// value computes a reading.
func (s *Solver) value(r Reading) (Result, error) {
	res := Result{UsedFrom: control.NoDay, UsedTo: control.NoDay}
	km2 := 0.0
	to, err := s.held(r, r.To)
	if err != nil {
		return res, err
	}
	res.UsedTo, res.Basis, res.Source = to.Day, to.Basis, to.Definition.Source
	atTo := s.on(r, to, &res)
	total := s.total(r)
	switch {
	case r.Count == Held:
		km2 = atTo - r.Prewar
		if r.Opponent {
			km2 = total - km2
		}
	case r.Count == Net && r.Prewar > 0:
		km2 = atTo - r.Prewar
	default:
		from, err := s.held(r, r.From)
		if err != nil {
			return res, err
		}
		res.UsedFrom = from.Day
		if r.Count == Net {
			km2 = atTo - s.on(r, from, &res)
			break
		}
		res.Between = nil
		ch, err := s.change(r, from.Day, to.Day)
		if err != nil {
			return res, err
		}
		res.Gross = ch.Gross
		km2 = s.gross(r, ch)
		if ch.Gross == measure.DailySum {
			// The ledger has only a sum of daily changes, which counts every
			// redraw: at most that, and at least the net of the window.
			res.Least = s.sum(r, to) - s.sum(r, from)
			if r.Count == Lost {
				res.Least = -res.Least
			}
			res.Least = max(res.Least, 0)
		}
	}
	if r.Opponent && r.Count == Net {
		km2 = -km2
	}
	scale := s.scale(r)
	res.Value, res.Least = km2*scale, res.Least*scale
	return res, nil
}

// scale returns what turns km² into a reading's unit.
func (s *Solver) scale(r Reading) float64 {
	switch {
	case r.Percent:
		return 100 / s.total(r)
	case r.Days > 0:
		return 1 / float64(r.Days)
	}
	return 1
}

// total returns the area, in km², that shares of a reading are of.
func (s *Solver) total(r Reading) float64 {
	if r.Total > 0 {
		return r.Total
	}
	if len(r.Names) == 0 {
		return s.covered[r.Definition].Definition.Denominator
	}
	sum := 0.0
	for _, name := range r.Names {
		if region := s.where.RegionByName(name); region != nil {
			sum += region.Area().Km2()
		}
	}
	return sum
}

// sum returns what a reading takes of a day's ground, in km².
func (s *Solver) sum(r Reading, h measure.Held) float64 {
	if len(r.Names) == 0 {
		return h.Area.Km2()
	}
	sum := 0.0
	for _, region := range h.Regions {
		if contains(r.Names, region.Name) {
			sum += region.Held.Km2()
		}
	}
	return sum
}

// on returns what a reading takes of the ground held on the day asked for. A day
// that misses its map, between two that have one, is read on the straight line
// between them; where the convention lets a map stand until it is redrawn, or
// no map follows, the earlier one answers.
func (s *Solver) on(r Reading, h measure.Held, res *Result) float64 {
	earlier := s.sum(r, h)
	if h.Day == h.Asked || r.stands > 0 {
		return earlier
	}
	days, err := s.record.Series(r.Definition, h.Asked, h.Asked+standing)
	if err != nil || len(days) == 0 {
		return earlier
	}
	next, err := s.held(r, days[0].Day)
	if err != nil {
		return earlier
	}
	part := float64(h.Asked-h.Day) / float64(next.Day-h.Day)
	res.Between = append(res.Between, Between{h.Asked, h.Day, next.Day})
	return earlier + part*(s.sum(r, next)-earlier)
}

func (s *Solver) gross(r Reading, ch measure.Change) float64 {
	one := func(gained, lost float64) float64 {
		if r.Count == Gained {
			return gained
		}
		return lost
	}
	if len(r.Names) == 0 {
		return one(ch.Gained.Km2(), ch.Lost.Km2())
	}
	sum := 0.0
	for _, region := range ch.Regions {
		if contains(r.Names, region.Name) {
			sum += one(region.Gained.Km2(), region.Lost.Km2())
		}
	}
	return sum
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

type heldKey struct {
	definition string
	day        control.Day
	regions    bool
}

// held returns the map of a day, or one that stands for it.
func (s *Solver) held(r Reading, day control.Day) (measure.Held, error) {
	c, ok := s.covered[r.Definition]
	if !ok {
		return measure.Held{}, measure.ErrNoDefinition{Name: r.Definition}
	}
	stands := r.stands
	if stands == 0 {
		stands = standing
	}
	key := heldKey{r.Definition, day, len(r.Names) > 0}
	h, ok := s.helds[key]
	if !ok {
		var err error
		h, err = s.record.Held(r.Definition, day, measure.Options{ByRegion: key.regions})
		if err != nil && !errors.Is(err, chronicle.ErrNoMap) {
			return h, err
		}
		if err != nil {
			h = measure.Held{Day: control.NoDay}
		}
		s.helds[key] = h
	}
	if h.Day == control.NoDay || int(day)-int(h.Day) > stands {
		return h, noMap{r.Definition, day, s.spans(c, stands)}
	}
	return h, nil
}

type changeKey struct {
	definition string
	from, to   control.Day
	regions    bool
}

// change returns the change between two maps, slivers with it: publishers who
// subtract polygons do not take them out.
func (s *Solver) change(r Reading, from, to control.Day) (measure.Change, error) {
	key := changeKey{r.Definition, from, to, len(r.Names) > 0}
	if ch, ok := s.changes[key]; ok {
		return ch, nil
	}
	ch, err := s.record.Change(r.Definition, from, to, measure.Options{ByRegion: key.regions, Slivers: measure.Include})
	if err == nil {
		s.changes[key] = ch
	}
	return ch, err
}

// spans returns the runs of days that a definition's maps cover.
func (s *Solver) spans(c measure.Coverage, stands int) []span {
	key := c.Definition.Name
	if out, ok := s.runs[key]; ok {
		return out
	}
	days, err := s.record.Series(key, c.First, c.Last)
	if err != nil || len(days) == 0 {
		return []span{{c.First, c.Last}}
	}
	out := []span{{days[0].Day, days[0].Day}}
	for _, d := range days[1:] {
		last := &out[len(out)-1]
		if int(d.Day-last.to) > stands+1 {
			out = append(out, span{d.Day, d.Day})
			continue
		}
		last.to = d.Day
	}
	s.runs[key] = out
	return out
}
