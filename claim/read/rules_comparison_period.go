package read

import (
	"github.com/salient-project/salient/claim"
)

func (s *sentence) moreThanPeriod() []draft {
	for i := range s.toks {
		w := s.low(i)
		up, down := moreOrLess[w] > 0, moreOrLess[w] < 0
		if !up && !down || s.low(i+1) != "than" {
			continue
		}
		j := i + 2
		if s.low(j) == "it" || s.low(j) == "they" {
			if n := s.low(j + 1); n == "did" || n == "had" || n == "was" {
				j += 2 // "more than they did in all of 2023"
			} else {
				continue
			}
		}
		theFigure := s.ofFigure(j) // "fewer than the 1,480 it gained"
		if s.low(j) != "in" && s.low(j) != "during" && !s.timeStarts(j) && s.low(j) != "over" && !theFigure {
			continue
		}
		if !s.timeStarts(j) && !s.timeStarts(j+1) && !theFigure {
			continue
		}
		used := s.countsPeople() && !s.hasArea() // "2,400 fewer than in January", of casualties
		for _, q := range s.qty {
			if q.to == i && q.dim != bare || q.from <= i && i < q.to {
				used = true
			}
		}
		for k := range s.drafts { // "2,000 more than in the same period"
			if d := &s.drafts[k]; d.Kind == claim.Comparison && d.from <= i && i < d.to {
				used = true
			}
		}
		if used || !s.aboutGround() && len(s.drafts) == 0 && !s.hasArea() {
			continue
		}
		d := s.comparisonDraft(i, j+1, nil)
		d.Value = claim.Value{1}
		d.Bound = claim.MoreThan
		if down {
			d.Bound = claim.LessThan
		}
		d.Region = ""
		d.Why = "more or less than in another period"
		return []draft{d}
	}
	return nil
}

// countsPeople reports a sentence that counts killed or wounded.
func (s *sentence) countsPeople() bool {
	for k := range s.toks {
		switch s.low(k) {
		case "killed", "wounded", "casualties", "dead", "injured", "deaths":
			return true
		}
	}
	return false
}

// moreOrLess tells more or less of a figure.
var moreOrLess = map[string]int{"more": 1, "less": -1, "fewer": -1, "smaller": -1, "larger": 1, "bigger": 1, "higher": 1, "lower": -1, "greater": 1, "slower": -1, "faster": 1, "quicker": 1, "heavier": 1, "worse": 1}

// areaUnit is the unit of the areas told: in the sentence, else in the series.
func (s *sentence) areaUnit() string {
	for _, q := range s.qty {
		if q.dim == area && !q.converted {
			return q.unit
		}
	}
	return s.r.series.unit
}

func (s *sentence) hasArea() bool {
	for _, q := range s.qty {
		if q.dim == area {
			return true
		}
	}
	return false
}

// ownerStarts reports a month or year that owns a figure at token i: "twice
// December's total", and not "twice since February".
func (s *sentence) ownerStarts(i int) bool {
	for _, t := range s.when {
		if t.from == i && t.role == owner {
			return true
		}
	}
	return false
}

// asMuchAs finds "nearly as much as Russia had taken in December".
func (s *sentence) asMuchAs() []draft {
	for i := range s.toks {
		if d, ok := s.equalTo(i); ok {
			return []draft{d}
		}
		if s.low(i) != "as" || s.low(i+1) != "much" && s.low(i+1) != "many" || s.low(i+2) != "as" || !s.hasArea() {
			continue
		}
		j := i + 3
		a, ok := s.actorIn(j, j+1)
		if !(ok && a.form != asPlace && s.takingAfter(a.to)) && !s.timeStarts(j) {
			continue
		}
		multiple := false
		for _, q := range s.qty { // "twice as much as" is a ratio
			multiple = multiple || q.to == i
		}
		if multiple {
			continue
		}
		h := quantity{from: i, core: i, to: j}
		s.hedge(&h)
		d := s.comparisonDraft(h.from, j, nil)
		d.Value, d.Approx, d.Bound = claim.Value{1}, h.approx, h.bound
		d.Region = ""
		d.Why = "as much as another figure"
		return []draft{d}
	}
	return nil
}

// equalTo reads "nearly equal to Russia's total for December": another period's
// figure, matched.
func (s *sentence) equalTo(i int) (draft, bool) {
	if s.low(i) != "equal" && s.low(i) != "equivalent" && s.low(i) != "similar" || s.low(i+1) != "to" || !s.hasArea() {
		return draft{}, false
	}
	figure := false
	for k := i + 2; k < min(len(s.toks), i+8); k++ {
		for _, q := range s.qty {
			if q.from == k && q.dim != bare {
				return draft{}, false // "equal to 78 square miles"
			}
		}
		_, noun := s.covers(figureNoun, k)
		figure = figure || noun || s.low(k) == "gains" || s.low(k) == "what"
		if figure && (s.timeStarts(k+1) || s.timeEnds(k) || s.mask[min(k+1, len(s.toks)-1)] || s.low(k+1) == "for" && s.mask[min(k+2, len(s.toks)-1)]) {
			h := quantity{from: i, core: i, to: i + 2}
			s.hedge(&h)
			d := s.comparisonDraft(h.from, i+2, nil)
			d.Value, d.Approx, d.Bound, d.Region = claim.Value{1}, h.approx || s.low(i) == "similar", h.bound, ""
			d.Why = "equal to another figure"
			return d, !d.Window.Unknown()
		}
	}
	return draft{}, false
}
