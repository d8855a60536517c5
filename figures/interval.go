package figures

import "github.com/salient-project/salient/measure"

// interval returns the 95 % interval of a held or net area of the country. There
// is none of parts, shares and rates, of gross areas, and of days that were read
// between two maps.
func (s *Solver) interval(r Reading, res Result) *measure.Interval {
	if len(r.Names) > 0 || r.Percent || r.Days > 0 || r.Prewar > 0 || len(res.Between) > 0 {
		return nil
	}
	switch r.Count {
	case Held:
		h, err := s.held(r, r.To)
		if err != nil || r.Opponent {
			return nil
		}
		return h.Interval
	case Net:
		ch, err := s.change(r, res.UsedFrom, res.UsedTo)
		if err != nil || ch.Interval == nil {
			return nil
		}
		i := *ch.Interval
		if r.Opponent {
			i.Low, i.High = -i.High, -i.Low
		}
		return &i
	}
	return nil
}
