package read

import "github.com/salient-project/salient/claim"

// comparatives set one amount of ground, or its pace, over another.
var comparatives = set("more less fewer larger smaller bigger greater higher lower faster slower better worse quicker steeper heavier further farther closer nearer deeper longer shorter")

// beyondAny finds superlatives in the dress of a comparison: "less than in any
// month since July", "no month since March has brought so much", "not since
// 2024 had it lost so fast".
func (s *sentence) beyondAny() []draft {
	for i := range s.toks {
		from, to := -1, -1
		switch {
		case s.low(i) == "any" || s.low(i) == "every":
			// behind "than", with a comparative before that
			for k := i - 1; k >= 0 && k > i-5; k-- {
				if s.low(k) != "than" && !(s.low(k) == "as" || s.low(k) == "like" || s.low(k) == "unlike") {
					continue
				}
				for m := k - 1; m >= 0 && m > k-8; m-- {
					if comparatives[s.low(m)] {
						from = m
					}
				}
				break
			}
			if from < 0 || !s.periodNoun(i+1) {
				continue
			}
			to = i + 2
		case s.low(i) == "never" && s.low(i+1) == "since" && s.soMuch(i+2):
			from, to = i, i+1
		case (s.low(i) == "no" || s.low(i) == "not") && (s.periodNoun(i+1) && s.soMuch(i+2) || s.low(i) == "not" && s.low(i+1) == "since" && s.soMuch(i+2)):
			from, to = i, i+1
			if s.low(i-1) == "in" {
				from--
			}
		default:
			continue
		}
		far := false // "closer to the city than at any time"
		for _, q := range s.qty {
			far = far || q.dim == length
		}
		if !s.aboutGround() && !s.hasArea() && !s.r.inSeries(1) && !(far && s.mainSubject() != "") {
			continue
		}
		d, ok := s.recordDraft(from, i)
		if !ok {
			continue
		}
		d.to = max(d.to, to)
		d.Why = "“" + s.slice(from, min(to, len(s.toks))) + "”: beyond every period of the span"
		return []draft{d}
	}
	return nil
}

// periodNoun reads "month", "other month", "single week" at token i.
func (s *sentence) periodNoun(i int) bool {
	for k := i; k < i+4; k++ {
		switch s.low(k) {
		case "other", "single", "calendar", "previous", "full", "such", "comparable", "month", "week", "quarter", "year", "season", "winter", "summer", "spring", "autumn", "day", "period", "point", "time", "stretch":
			if s.timeUnit(k) || s.low(k) == "period" || s.low(k) == "point" || s.low(k) == "time" || s.low(k) == "stretch" || seasons[s.low(k)] != 0 {
				return true
			}
		default:
			return false
		}
	}
	return false
}

// soMuch reads "so much", "so fast", "as much", "that many" behind token i.
func (s *sentence) soMuch(i int) bool {
	for k := i; k+1 < len(s.toks); k++ {
		if w := s.low(k); w == "so" || w == "as" || w == "this" || w == "that" || w == "such" {
			switch s.low(k + 1) {
			case "much", "many", "fast", "far", "quickly", "little", "few", "slowly", "large", "big", "a", "gains", "losses", "ground":
				return true
			}
		}
		if w := s.low(k); comparatives[w] && s.low(k+1) != "than" {
			return true // "no month since has brought more"
		}
	}
	return false
}

// exceedVerbs set a figure over another period's.
var exceedVerbs = map[string]claim.Bound{}

func init() {
	for _, w := range []string{"exceeds", "exceeded", "exceeding", "surpasses", "surpassed", "surpassing", "tops", "topped", "topping", "eclipses", "eclipsed", "outstrips", "outstripped", "outstripping", "outpaced", "outpaces", "dwarfs", "dwarfed", "beats", "bettered", "betters"} {
		exceedVerbs[w] = claim.MoreThan
	}
	for _, w := range []string{"matches", "matched", "matching", "equals", "equalled", "equaled", "equalling"} {
		exceedVerbs[w] = claim.NoBound
	}
}

// exceedsPeriod finds "a figure that exceeds those of 2023 and 2024 combined",
// "topping December's total": another period behind a verb of exceeding.
func (s *sentence) exceedsPeriod() []draft {
	for i := range s.toks {
		bound, ok := exceedVerbs[s.low(i)]
		if !ok || s.isPassive(i, i+1) || s.low(i+1) == "only" || s.low(i+1) == "by" {
			continue
		}
		at := -1
		for k := i + 1; k < min(len(s.toks), i+9) && at < 0; k++ {
			if w := s.low(k); w == "," || w == ";" || w == "." {
				break
			}
			for _, q := range s.qty {
				if q.from == k && q.dim != bare {
					at = -2 // "exceeds 500 sq km": a bound, not a baseline
				}
			}
			if at == -2 {
				break
			}
			for _, t := range s.when {
				if t.from == k && t.role != since && !s.speechTime(&t) {
					at = k
				}
			}
		}
		if at < 0 || !s.aboutGround() && !s.hasArea() && !s.r.inSeries(1) {
			continue
		}
		d := s.comparisonDraft(i, i+1, nil)
		d.Value, d.Bound, d.Region = claim.Value{1}, bound, ""
		d.Why = "“" + s.low(i) + "” another period's figure"
		return []draft{d}
	}
	return nil
}
