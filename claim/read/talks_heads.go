package read

import "strings"

// heads reads who leads which delegation.
func (s *sentence) heads() {
	st := &s.r.talks
	if st.block == 0 || s.r.blocks-st.block > 8 || st.cur < 0 || len(st.facts) == 0 {
		return
	}
	f := &st.facts[st.cur]
	lead := false
	for k := range s.toks {
		switch s.low(k) {
		case "led", "headed", "leads", "leading", "lead", "heading", "head", "heads", "leader", "chief", "under", "fronted", "chairs", "represents", "reappointed", "appointed", "represented", "represent", "named", "send", "sent", "representing", "negotiator", "chaired", "spearheaded":
			lead = true
		}
	}
	if !lead {
		return
	}
	add := func(party, name string) {
		if party == "eu" || party == "un" || s.r.isBelligerent(party) && len(f.Heads[party]) > 0 {
			return
		}
		for _, n := range f.Heads[party] {
			if n == name {
				return
			}
		}
		f.Heads[party] = append(f.Heads[party], name)
	}
	s.ledBy(add)
	for i := range s.toks {
		h, ok := s.is(personName, i)
		if !ok || s.low(h.to) == "'s" || s.quoteAt(i) != nil {
			continue
		}
		p := s.r.lex.people[strings.ToLower(h.id)]
		if p.Party == "other" || !s.headContext(i, h.to) {
			continue
		}
		add(p.Party, p.Name) // one head a side
	}
}

// headContext leaves out people who are named for another reason: a president
// whose spokesman speaks, a premier who comments.
func (s *sentence) headContext(i, to int) bool {
	p := s.r.lex.people[strings.ToLower(s.slice(i, to))]
	if p != nil && (p.Role == "Russian President" || p.Role == "Ukrainian President" || p.Role == "US President") {
		return false
	}
	for k := max(0, i-3); k < i; k++ {
		if s.isSay(k) && s.low(k) != "named" && s.low(k) != "put" {
			return false
		}
	}
	return !s.isSay(to)
}
