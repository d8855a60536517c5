package figures

import (
	"math"
	"regexp"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// The claim solver: where a publisher's convention misses, it computes the
// figure by every other reading and names the one that fits with the fewest
// changes. It searches definitions of the same source, windows a day longer or
// shorter at either end (which takes in every rule), net and gross,
// denominators and, for holdings, the days around and the peak. A fit among
// dozens of readings can be chance, so the number tried is told.

// denominators are areas of Ukraine that publishers divide by, km².
var denominators = []float64{603_628, 603_550, 600_000, 595_000, 579_300}

// aside is how many days around a holding's day are tried.
const aside = 7

// candidate is a reading and how far it is from the convention.
type candidate struct {
	reading Reading
	changes int // what differs: definition, window, count, denominator
	ours    float64
	within  bool
	miss    float64
}

// search tries all readings of a row and returns the best: the one within
// tolerance with the fewest changes, else the nearest.
func (s *Solver) search(row Row, conv Reading) (best candidate, tried int) {
	best.miss = math.Inf(1)
	for _, c := range s.readings(row, conv) {
		if s.pointless(row, c.reading) {
			tried++
			continue
		}
		res, err := s.value(c.reading)
		if err != nil || res.Gross == measure.DailySum {
			continue
		}
		tried++
		c.ours = inUnit(res.Value, row.Unit)
		c.miss = math.Abs(c.ours - row.Value)
		c.within = Within(row, c.ours, c.reading.Days)
		if c.better(best) {
			best = c
		}
	}
	return best, tried
}

// pointless reports whether a gross reading is further off than the net one of
// the same window, which is tried too and costs no overlay: gross is never less.
func (s *Solver) pointless(row Row, r Reading) bool {
	if r.Count != Gained && r.Count != Lost {
		return false
	}
	r.Opponent, r.Count = r.Count == Lost, Net
	res, err := s.value(r)
	return err == nil && inUnit(res.Value, row.Unit) >= row.Value
}

func (c candidate) better(than candidate) bool {
	switch {
	case c.within != than.within:
		return c.within
	case c.within && c.changes != than.changes:
		return c.changes < than.changes
	case c.within && c.reading.Peak != than.reading.Peak:
		return c.reading.Peak
	}
	return c.miss < than.miss
}

// readings lists the readings around a convention's, itself left out.
func (s *Solver) readings(row Row, conv Reading) []candidate {
	var out []candidate
	source := s.covered[conv.Definition].Definition.Source
	for _, name := range s.order {
		if s.covered[name].Definition.Source != source ||
			s.covered[name].Definition.Actor != s.covered[conv.Definition].Definition.Actor {
			continue
		}
		base := candidate{reading: conv}
		base.reading.Definition = name
		if name != conv.Definition {
			base.changes++
		}
		for _, d := range s.days(row, base) {
			out = append(out, shares(d)...)
		}
	}
	kept := out[:0]
	for _, c := range out {
		if c.changes > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// days varies the days and the count of a reading.
func (s *Solver) days(row Row, base candidate) []candidate {
	if base.reading.Count == Held {
		return append(s.around(base), s.peak(base)...)
	}
	var out []candidate
	for _, count := range counts(base.reading) {
		c := base
		c.reading.Count, c.reading.Opponent = count.Count, count.Opponent
		if count.Count != base.reading.Count {
			c.changes++
		}
		if base.reading.Prewar > 0 {
			out = append(out, c)
			continue
		}
		for from := control.Day(-1); from <= 1; from++ {
			for to := control.Day(-1); to <= 1; to++ {
				w := c
				w.reading.From += from
				w.reading.To += to
				if w.reading.From >= w.reading.To {
					continue
				}
				w.changes += shifted(row, w.reading, from, to)
				out = append(out, w)
			}
		}
	}
	return out
}

// shifted counts a window by another rule as one change, and one by no rule as
// a change for each end that moved.
func shifted(row Row, r Reading, from, to control.Day) int {
	switch {
	case from == 0 && to == 0:
		return 0
	case ruleOf(r.From-row.From, r.To-row.To) != "", from == 0, to == 0:
		return 1
	}
	return 2
}

// side is a count, and from which side it is seen.
type side struct {
	Count    Count
	Opponent bool
}

// counts returns net and gross for the same side.
func counts(r Reading) []side {
	switch {
	case r.Count == Net && r.Opponent:
		return []side{{Net, true}, {Lost, false}}
	case r.Count == Net:
		return []side{{Net, false}, {Gained, false}}
	case r.Count == Lost:
		return []side{{Lost, false}, {Net, true}}
	}
	return []side{{Gained, false}, {Net, false}}
}

func (s *Solver) around(base candidate) []candidate {
	var out []candidate
	for d := control.Day(-aside); d <= aside; d++ {
		c := base
		c.reading.To += d
		if d != 0 {
			c.changes++
		}
		out = append(out, c)
	}
	return out
}

// peak returns the reading on the day of the greatest area held until then.
func (s *Solver) peak(base candidate) []candidate {
	if len(base.reading.Names) > 0 || base.reading.Peak {
		return nil
	}
	base.reading.To += aside
	base.reading.To, base.reading.Peak = s.peakDay(base.reading), true
	base.changes++
	return []candidate{base}
}

// peakDay returns the day up to a reading's last on which most was held; that
// day itself where no map tells.
func (s *Solver) peakDay(r Reading) control.Day {
	days, err := s.record.Series(r.Definition, s.covered[r.Definition].First, r.To)
	if err != nil || len(days) == 0 {
		return r.To
	}
	top := days[0]
	for _, d := range days {
		if d.Area > top.Area {
			top = d
		}
	}
	return top.Day
}

var (
	peak     = regexp.MustCompile(`(?i)\bpeak\b`)
	fromPeak = regexp.MustCompile(`(?i)\b(?:from|since|below|than|after|before|off|past)\b[^;,.]{0,20}\bpeak\b`)
)

// atPeak reports whether a holding is said to be the most ever held: its day is
// then that of the peak, and the row's day the latest that it can be.
func atPeak(row Row) bool {
	return peak.MatchString(row.Note) && !fromPeak.MatchString(row.Note)
}

// shares varies the denominator of a share of the country.
func shares(c candidate) []candidate {
	out := []candidate{c}
	if !c.reading.Percent || c.reading.Total == 0 {
		return out
	}
	for _, total := range denominators {
		if total != c.reading.Total {
			d := c
			d.reading.Total = total
			d.changes++
			out = append(out, d)
		}
	}
	return out
}
