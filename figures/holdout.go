package figures

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Holdout is how well conventions found from one half of the figures predict
// the other half, which was hidden while they were found.
type Holdout struct {
	Splits  int     // random halves
	Rows    int     // covered rows that took part
	Hidden  float64 // part of the hidden rows within tolerance, mean over splits
	Least   float64 // in the worst split
	Most    float64 // in the best
	All     float64 // part within, of all rows, by conventions found from all of them
	Neutral float64 // part within by the neutral reading alone: nothing found from any
}

// trial is a covered row and which of the readings of its group agree with it.
type trial struct {
	group string // publisher's convention and shape of window
	copy  string // rows that relay one figure share it, and stay together
	hits  []bool // by candidate; the first is the neutral reading
}

// HoldOut finds conventions anew from random halves of a table's rows and counts
// how many of the other halves' rows they read within tolerance.
//
// What is found, for each publisher and shape of window, is the rule and whether
// gains are net or gross; for holdings, the definition and the denominator. The
// reading with most hits in the half that is seen is taken, and where that does
// not decide, the neutral one: whole days as named, net; the definition and the
// country's area that are usual. The seed makes the splits repeatable.
func (s *Solver) HoldOut(rows []Row, splits int, seed uint64) Holdout {
	var trials []trial
	for _, row := range rows {
		if t, ok := s.trial(row); ok {
			trials = append(trials, t)
		}
	}
	h := Holdout{Splits: splits, Rows: len(trials), Least: 1}
	if len(trials) == 0 {
		return Holdout{}
	}
	h.All = part(trials, learn(trials))
	h.Neutral = part(trials, nil)
	rng := rand.New(rand.NewPCG(seed, 0))
	for range splits {
		seen, hidden := halves(trials, rng)
		p := part(hidden, learn(seen))
		h.Hidden += p / float64(splits)
		h.Least, h.Most = min(h.Least, p), max(h.Most, p)
	}
	return h
}

// trial computes a row by every candidate of its group.
func (s *Solver) trial(row Row) (trial, bool) {
	a := s.Solve(row)
	if !a.Covered {
		return trial{}, false
	}
	row, _ = s.c.named(row)
	t := trial{
		group: a.Convention.Name + ", held",
		copy:  fmt.Sprint(row.Publisher, row.Measure, row.Actor, row.Region, row.From, row.To, a.Reading.Percent, row.Value),
	}
	if a.Reading.Count != Held {
		t.group = a.Convention.Name + ", " + string(ShapeOf(row.From, row.To))
	}
	region := s.c.area(row.Region, s.where)
	for _, c := range s.candidates(a) {
		r, _, why := s.reading(row, region, c)
		res, err := s.value(r)
		a.Reading, a.Result, a.Ours = r, res, inUnit(res.Value, row.Unit)
		t.hits = append(t.hits, why == "" && err == nil && s.within(a))
	}
	return t, true
}

// candidates lists the conventions that a row's publisher may go by, the neutral
// one first. Rows of one group have the same.
func (s *Solver) candidates(a Answer) []Convention {
	var out []Convention
	base := a.Convention
	if a.Reading.Count == Held {
		for _, name := range s.order {
			for _, total := range denominators {
				c := base
				c.Definition, c.Denominator = name, total
				if s.covered[name].Definition.Source == s.covered[base.Definition].Definition.Source {
					out = append(out, c)
				}
			}
		}
		return out
	}
	for _, rule := range []Rule{Incl, Next, FromTo, Morning} {
		for _, count := range []Count{Net, Gross} {
			c := base
			c.Windows, c.Gained = Windows{Months: rule, Week: rule, Span: rule, Other: rule}, count
			out = append(out, c)
		}
	}
	return out
}

// learn returns, for each group, the candidate with most hits; the first of
// several.
func learn(trials []trial) map[string]int {
	sums := map[string][]int{}
	for _, t := range trials {
		if sums[t.group] == nil {
			sums[t.group] = make([]int, len(t.hits))
		}
		for i, hit := range t.hits {
			if hit {
				sums[t.group][i]++
			}
		}
	}
	best := map[string]int{}
	for group, sum := range sums {
		best[group] = slices.Index(sum, slices.Max(sum))
	}
	return best
}

// part returns which part of the trials agree by the candidates found; a group of
// which none was found goes by the neutral one.
func part(trials []trial, best map[string]int) float64 {
	hits := 0
	for _, t := range trials {
		if t.hits[best[t.group]] {
			hits++
		}
	}
	return float64(hits) / float64(max(len(trials), 1))
}

// halves parts trials at random, copies of one figure together.
func halves(trials []trial, rng *rand.Rand) (seen, hidden []trial) {
	var copies []string
	for _, t := range trials {
		if !slices.Contains(copies, t.copy) {
			copies = append(copies, t.copy)
		}
	}
	rng.Shuffle(len(copies), func(i, j int) { copies[i], copies[j] = copies[j], copies[i] })
	half := copies[:len(copies)/2]
	for _, t := range trials {
		if slices.Contains(half, t.copy) {
			seen = append(seen, t)
		} else {
			hidden = append(hidden, t)
		}
	}
	return seen, hidden
}
