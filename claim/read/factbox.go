package read

import "github.com/salient-project/salient/claim"

// headline returns the trigger of a factbox's line, before its colon.
func (s *sentence) headline(colon int) (trigger, bool) {
	for _, t := range s.trig {
		if t.to <= colon {
			if !t.noun && participle(t.low) {
				t.passive = true // "held by Russia"
			}
			return t, true
		}
	}
	return trigger{}, false
}

// factCount reads "Settlements lost by Ukraine in January: 12" as a count.
func (s *sentence) factCount(q *quantity) (draft, bool) {
	if s.colon < 0 || q.from < s.colon || q.from > s.colon+2 || s.hasArea() {
		return draft{}, false
	}
	for k := 0; k < s.colon; k++ {
		if _, ok := s.is(settlementNoun, k); !ok || k > 4 {
			continue
		}
		t, ok := s.headline(s.colon)
		if !ok {
			continue
		}
		d := draft{from: 0, to: q.to, anchor: q.core, window: windowNear, source: sourceSeries}
		d.Value, d.Unit, d.Approx, d.Bound = q.value, claim.Count, q.approx, q.bound
		d.Actor, _ = s.subjectOf(t)
		d.Direction = directionOf(t.class)
		if d.Actor == "" {
			d.Actor = s.defaultActor(t, d)
		}
		d.Region = s.regionFor(k+1, q.from)
		d.Why = "a line of a factbox"
		return d, true
	}
	return draft{}, false
}

// factColon returns the token of the colon in a line of a factbox, "Territory
// captured in January: 245 sq km (95 sq miles)": a phrase without a verb of
// saying, a colon, and figures only. -1 where the sentence is none.
func (s *sentence) factColon() int {
	at := -1
	for k := range s.toks {
		if s.low(k) == ":" || s.low(k) == "--" && s.first == 0 && s.first+len(s.toks) == len(s.block.toks) {
			if at >= 0 && s.low(at) == ":" {
				continue
			}
			at = k
		}
	}
	if at < 1 || at > 16 {
		return -1
	}
	for k := 0; k < at; k++ {
		if s.isSay(k) && !s.nounInName(k) && s.low(k) != "put" || auxiliary[s.low(k)] && !s.mask[k] {
			return -1
		}
	}
	for _, q := range s.qty {
		if q.from == at+1 || q.from == at+2 && determiners[s.low(at+1)] {
			return at
		}
	}
	return -1
}
