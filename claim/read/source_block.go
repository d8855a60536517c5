package read

import "strings"

// reportedBehind finds who says a sentence where the next one tells it: "The village
// was liberated. This was reported by the press service of the brigade."
func (s *sentence) reportedBehind() {
	if len(s.src) > 0 {
		return
	}
	toks := s.block.toks
	i := s.first + len(s.toks)
	if i+4 >= len(toks) || toks[i].low != "this" && toks[i].low != "that" && toks[i].low != "it" {
		return
	}
	if w := toks[i+1].low; w != "was" && w != "is" && w != "has" {
		return
	}
	end := i
	for end < len(toks) && end < i+40 && toks[end].low != "." {
		end++
	}
	told := false
	for k := i + 2; k < end; k++ {
		switch toks[k].low {
		case "reported", "announced", "stated", "said", "confirmed", "disclosed", "revealed", "written":
			told = true
		case "by":
			if !told {
				return
			}
			next := &sentence{r: s.r, block: s.block, toks: toks[i:end], first: i, colon: -1}
			next.mask = make([]bool, len(next.toks))
			next.hits = s.r.lex.hits(next.toks)
			next.starts = make([][]int, len(next.toks))
			for j, h := range next.hits {
				next.starts[h.from] = append(next.starts[h.from], j)
			}
			name, through, _ := next.sourcePhrase(k - i + 1)
			if name == "" || !next.speakerLike(k-i+1, len(next.toks)) {
				return
			}
			if _, of, ok := strings.Cut(next.slice(k-i+1, len(next.toks)), " of the "); ok && bodyOf[strings.ToLower(name)] {
				name += " of the " + of
			}
			s.addSource(source{from: 0, to: len(s.toks), verb: len(s.toks), name: name, through: through, how: "reported behind"}, 0, 0)
			return
		}
	}
}

// bodyOf are bodies that speak for another, named behind "of".
var bodyOf = map[string]bool{"press service": true, "press office": true, "press centre": true, "press center": true, "spokesperson": true, "spokesman": true, "communications department": true, "public affairs office": true}

// fullBody is the body that a text has named in full, for "the press service".
func (r *reader) fullBody(name string) string {
	low := strings.ToLower(name)
	if bodyOf[low] && r.bodies[low] != "" {
		return r.bodies[low]
	}
	if head, _, ok := strings.Cut(low, " of "); ok && bodyOf[head] {
		if r.bodies == nil {
			r.bodies = map[string]string{}
		}
		r.bodies[head] = name
	}
	return name
}
