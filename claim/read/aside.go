package read

// findAsides bounds the clauses that only add to what a sentence says: between
// commas, behind "which", "who", "whose" or "where". Who says or denies the
// sentence says or denies nothing of them.
func (s *sentence) findAsides() {
	for k := 0; k+3 < len(s.toks); k++ {
		if s.low(k) != "," && s.low(k) != "--" && s.low(k) != "(" {
			continue
		}
		i := k + 1
		if w := s.low(i + 1); (w == "which" || w == "whom" || w == "whose") && (placePreps[s.low(i)] || otherPreps[s.low(i)]) {
			i++
		}
		switch s.low(i) {
		case "which", "who", "whose", "whom", "where":
		default:
			continue
		}
		end := i + 1
		for end < len(s.toks) {
			w := s.low(end)
			if w == "," && end > i+2 || w == ";" || w == "--" || w == ")" || w == ":" || w == "." && end == len(s.toks)-1 {
				break
			}
			end++
		}
		s.asides = append(s.asides, [2]int{k + 1, end})
		k = end - 1
	}
}

// asideAt is the added clause that token i lies in.
func (s *sentence) asideAt(i int) (from, to int, ok bool) {
	for _, a := range s.asides {
		if i >= a[0] && i < a[1] {
			return a[0], a[1], true
		}
	}
	return 0, 0, false
}

// aside reports that token i lies in an added clause.
func (s *sentence) aside(i int) bool {
	_, _, ok := s.asideAt(i)
	return ok
}

// beyondAside reports that token i lies in an added clause, and token j before it.
func (s *sentence) beyondAside(i, j int) bool {
	from, _, ok := s.asideAt(i)
	return ok && j < from
}

// asideSource is who says an added clause: a verb of saying within it.
func (s *sentence) asideSource(i int) *source {
	from, to, ok := s.asideAt(i)
	if !ok {
		return nil
	}
	var best *source
	for k := range s.src {
		x := &s.src[k]
		if x.verb >= from && x.verb < to && i >= x.from && i < x.to {
			best = x
		}
	}
	return best
}
