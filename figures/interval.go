package figures

import (
	"math"

	"github.com/salient-project/salient/measure"
)

// reach is how far the 95 % interval of an area lies below and above it, in km².
type reach struct{ below, above float64 }

// with adds the reach of another area, whose error counts as independent.
func (r reach) with(v float64, i *measure.Interval) reach {
	return reach{math.Hypot(r.below, v-i.Low.Km2()), math.Hypot(r.above, i.High.Km2()-v)}
}

// interval returns the 95 % interval of a reading's value, in its unit: what the
// value is divided by, an area or days, is exact, and so is ground taken as held
// before the war. It is nil where no error model is known of the source, and for
// days that were read between two maps.
func (s *Solver) interval(r Reading, res Result) *measure.Range {
	if len(res.Between) > 0 {
		return nil
	}
	of, ok := s.reach(r, res)
	if !ok {
		return nil
	}
	if r.Opponent && (r.Count == Held || r.Count == Net) {
		of.below, of.above = of.above, of.below
	}
	scale := s.scale(r)
	out := &measure.Range{Low: res.Value - of.below*scale, High: res.Value + of.above*scale}
	if r.Count != Net {
		out.Low = math.Max(out.Low, 0)
	}
	if r.Percent && r.Count == Held && r.Prewar == 0 {
		out.High = math.Min(out.High, math.Max(100, res.Value))
	}
	return out
}

func (s *Solver) reach(r Reading, res Result) (out reach, ok bool) {
	if r.Count == Held || r.Count == Net && r.Prewar > 0 {
		h, err := s.held(r, r.To)
		if err != nil || h.Interval == nil {
			return out, false
		}
		if len(r.Names) == 0 {
			return out.with(h.Area.Km2(), h.Interval), true
		}
		for _, region := range h.Regions {
			if contains(r.Names, region.Name) {
				out = out.with(region.Held.Km2(), region.Interval)
			}
		}
		return out, true
	}
	ch, err := s.change(r, res.UsedFrom, res.UsedTo)
	if err != nil || ch.Interval == nil {
		return out, false
	}
	if len(r.Names) == 0 {
		v, i := pick(r, ch.Gained.Km2(), ch.Lost.Km2(), ch.Net.Km2(), ch.GainedInterval, ch.LostInterval, ch.Interval)
		return out.with(v, i), true
	}
	for _, region := range ch.Regions {
		if contains(r.Names, region.Name) {
			v, i := pick(r, region.Gained.Km2(), region.Lost.Km2(), region.Net.Km2(), region.GainedInterval, region.LostInterval, region.Interval)
			out = out.with(v, i)
		}
	}
	return out, true
}

// pick returns the area that a reading counts, and its interval.
func pick(r Reading, gained, lost, net float64, g, l, n *measure.Interval) (float64, *measure.Interval) {
	switch r.Count {
	case Gained:
		return gained, g
	case Lost:
		return lost, l
	}
	return net, n
}
