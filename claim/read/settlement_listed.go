package read

import "github.com/salient-project/salient/claim"

// listedTowns reads the names behind a count of settlements that changed hands:
// "retook two villages, Stepove and Novopavlivka,", "Three settlements (A, B and C)
// were captured".
func (s *sentence) listedTowns() []draft {
	var out []draft
	for _, q := range s.qty {
		if q.dim != bare || q.vague || q.unit != claim.Count || len(q.value) != 1 || q.value[0] > 12 {
			continue
		}
		end := 0
		for k := q.to; k < min(len(s.toks), q.to+4); k++ {
			if _, ok := s.is(settlementNoun, k); ok {
				end = k + 1
			} else if s.toks[k].kind != word || placePreps[s.low(k)] {
				break
			}
		}
		for end > 0 && end < len(s.toks) && s.mask[end] {
			end++ // "five settlements during the month: A, B and C"
		}
		if w := s.low(end); end == 0 || w != "," && w != ":" && w != "(" && w != "--" {
			continue
		}
		names, noun, to := s.nameList(end + 1)
		if noun != "" || len(names) < 2 || len(names) > int(q.value[0]) || s.isSay(to) {
			continue
		}
		known := 0
		for _, n := range names {
			if s.placeLike(n) || s.r.knows(n) || s.isTown(n) {
				known++
			}
		}
		if known == 0 {
			continue
		}
		for _, t := range s.trig {
			before := t.to <= q.from && q.from-t.to <= 3 && !t.passive
			behind := t.from >= to && t.from-to <= 5 && (t.passive || t.class == fallVerb)
			if t.noun || !before && !behind || t.class != gainVerb && t.class != loseVerb && t.class != occupyVerb && t.class != fallVerb && t.class != holdVerb {
				continue
			}
			d := draft{from: end + 1, to: to, anchor: t.from, window: windowNear, source: sourceSentence, passive: behind}
			d.Direction = directionOf(t.class)
			if t.class == occupyVerb || t.class == fallVerb {
				d.Direction = claim.Gained
			}
			if d.Actor, _ = s.subjectOf(t); d.Actor == "" {
				d.Actor = s.defaultActor(t, d)
			}
			d.Why = "“" + s.slice(t.from, t.to) + "” of settlements listed by name"
			for _, n := range names {
				x := d
				x.ReferencePlace = n
				s.ownSpan(&x, n)
				out = append(out, x)
				s.r.seeTown(n)
			}
			break
		}
	}
	return out
}

// insertedSay reports a side named only as who says the sentence, between commas:
// "Russian troops, Kyiv concedes, have entered".
func (s *sentence) insertedSay(a actor) bool {
	b := a.from
	for b > 0 && determiners[s.low(b-1)] {
		b--
	}
	if b < 2 || s.low(b-1) != "," {
		return false
	}
	for k := a.to; k < min(len(s.toks), a.to+5); k++ {
		if s.low(k) == "," {
			return k > a.to && s.isSay(k-1)
		}
	}
	return false
}
