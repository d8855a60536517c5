package talks

import "github.com/salient-project/salient/control"

// Standing is an agreement in force on a day. Open means that the sources give
// no end, so that it may have ended before; Undated, that they give no start, so
// that its terms may not have begun.
type Standing struct {
	*Agreement
	Open    bool
	Undated bool
}

// InForce returns the agreements in force on a day, by the day they were agreed.
// One without a start counts from the day of the agreement; the last day counts,
// except the day on which a party broke it off.
func (r *Record) InForce(d control.Day) []Standing {
	var out []Standing
	for _, a := range r.Agreements {
		if last, known := a.lastDay(); a.Begins() <= d && (!known || d <= last) {
			out = append(out, Standing{a, !known, a.From == nil})
		}
	}
	return out
}

// lastDay returns the last day on which the agreement was in force.
func (a *Agreement) lastDay() (control.Day, bool) {
	switch {
	case a.Ended != nil && a.Ended.How == "broken-off":
		return a.Ended.Day - 1, true
	case a.Ended != nil:
		return a.Ended.Day, true
	case a.To != nil:
		return *a.To, true
	}
	return control.NoDay, false
}

// Ended returns the agreements that had ended in one of the given ways up to a
// day: broken-off, lapsed, expired or completed; without any, in every way.
func (r *Record) Ended(d control.Day, how ...string) []*Agreement {
	var out []*Agreement
	for _, a := range r.Agreements {
		if a.Ended == nil || a.Ended.Day > d {
			continue
		}
		for _, h := range how {
			if a.Ended.How == h {
				out = append(out, a)
			}
		}
		if len(how) == 0 {
			out = append(out, a)
		}
	}
	return out
}
