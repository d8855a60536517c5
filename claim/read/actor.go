package read

import "strings"

// actor is a mention of a party that can hold ground.
type actor struct {
	from, to int
	party    string
	form     actorForm
	prep     string // preposition before it
	object   bool   // stands right behind a verb of gaining, losing or moving
}

type actorForm uint8

var placePreps = set("in of from to into inside across within at on near around outside through over throughout toward towards onto")

var otherPreps = set("against with for between among beside behind")

var determiners = set("the a an its their his her our this that these those some any both all")

func (s *sentence) findActors() {
	for i := 0; i < len(s.toks); i++ {
		a, ok := s.actorAt(i)
		if !ok {
			continue
		}
		b := a.from - 1
		for b >= 0 && (determiners[s.low(b)] || s.low(b) == "pro" || s.low(b) == "local") {
			b--
		}
		if b >= 0 {
			w := s.low(b)
			if placePreps[w] || otherPreps[w] || w == "by" {
				a.prep = w
				if placePreps[w] && a.form == byName {
					a.form = asPlace
				}
			}
			for _, c := range []class{gainVerb, loseVerb, moveVerb} {
				if h, ok := s.covers(c, b); ok && h.to == b+1 && a.form != byOwner {
					a.object = true
				}
			}
			if w == "cost" || w == "costing" || w == "costs" {
				a.object = true
			}
		}
		s.actors = append(s.actors, a)
		i = max(i, a.to-1)
	}
}

func (s *sentence) actorAt(i int) (actor, bool) {
	t := s.toks[i]
	if h, ok := s.is(epithet, i); ok {
		return actor{from: i, to: h.to, party: h.id, form: byForces}, true
	}
	name, isName := s.is(partyName, i)
	adj, isAdj := s.is(partyAdjective, i)
	if isAdj && (!isName || adj.to >= name.to) {
		if f, ok := s.forcesAfter(adj.to); ok {
			return actor{from: i, to: f, party: adj.id, form: byForces}, true
		}
		if !isName || adj.to > name.to {
			a := actor{from: i, to: adj.to, party: adj.id, form: byOwner}
			switch s.low(adj.to) {
			case "territory", "land", "soil", "ground", "village", "villages", "town", "towns", "city", "cities", "border", "side", "oblast", "region", "landmass", "fields":
				a.form = asPlace // "of Ukrainian land"
			}
			return a, true
		}
	}
	if isName {
		a := actor{from: i, to: name.to, party: name.id, form: byName}
		if s.low(name.to) == "'s" || s.low(name.to) == "'" && name.to < len(s.toks) && s.toks[name.to].start == s.toks[name.to-1].end {
			a.form = byOwner
			if f, ok := s.forcesAfter(name.to + 1); ok {
				a.form, a.to = byForces, f
			}
			return a, true
		}
		// "Kremlin troops", "Kyiv forces"
		if f, ok := s.forcesAfter(name.to); ok && f-name.to <= 2 {
			a.form, a.to = byForces, f
		}
		return a, true
	}
	if side, rest, ok := strings.Cut(t.low, "-"); ok && (rest == "held" || rest == "controlled" || rest == "occupied") { // Russian-held territory
		for _, id := range []string{s.r.lex.invader, s.r.lex.defender} {
			p := s.r.lex.parties[id]
			for _, list := range [][]string{p.Adjectives, p.Names} {
				for _, n := range list {
					if strings.EqualFold(n, side) {
						return actor{from: i, to: i + 1, party: id, form: byOwner}, true
					}
				}
			}
		}
	}
	if t.low == "enemy" || t.low == "adversary" {
		side := ""
		if q := s.quoteAt(i); q != nil {
			side = q.party
		} else if s.r.side != "" {
			side = s.r.side
		} else if p := s.speakingBefore(i); p != "" {
			side = p
		} else if p := s.r.lastSpeaker; p != nil {
			side = p.Party
		}
		o := s.other(side)
		if o == "" {
			o = s.r.lex.invader
		}
		if s.r.seen {
			a := actor{from: i, to: i + 1, party: o, form: byForces}
			if s.low(i+1) == "'s" {
				a.form = byOwner
			}
			return a, true
		}
	}
	switch t.low {
	case "they", "them", "it", "its", "their", "theirs", "we", "our", "us", "itself", "themselves":
		if t.low == "us" && t.text == "US" {
			return actor{}, false
		}
		// "it is", "it was" without a verb of holding is no actor; cheap to keep
		p := s.pronounParty(i)
		if p == "" {
			return actor{}, false
		}
		form := byPronoun
		if t.low == "its" || t.low == "their" || t.low == "our" {
			form = byOwner
			if f, ok := s.forcesAfter(i + 1); ok {
				return actor{from: i, to: f, party: p, form: byForces}, true
			}
		}
		return actor{from: i, to: i + 1, party: p, form: form}, true
	case "his", "her":
		if p := s.pronounParty(i); p != "" {
			if f, ok := s.forcesAfter(i + 1); ok {
				return actor{from: i, to: f, party: p, form: byForces}, true
			}
		}
	}
	return actor{}, false
}

// speakingBefore is the side that says what holds token i: "Kyiv says 400 enemy
// troops are surrounded".
func (s *sentence) speakingBefore(i int) string {
	for k := i - 1; k > 0; k-- {
		if !s.isSay(k) {
			continue
		}
		for b := len(s.actors) - 1; b >= 0; b-- {
			if a := s.actors[b]; a.to <= k && s.r.isBelligerent(a.party) {
				return a.party
			}
		}
	}
	return ""
}

// forcesAfter returns the end of a phrase for armed forces that begins at i,
// with up to three words between: "elite airborne assault units".
func (s *sentence) forcesAfter(i int) (int, bool) {
	for k := i; k < len(s.toks) && k < i+5; k++ {
		if h, ok := s.is(forcesNoun, k); ok {
			end := h.to
			for end < len(s.toks) && end < h.to+2 { // "assault troops units"
				h2, ok := s.is(forcesNoun, end)
				if !ok {
					break
				}
				end = h2.to
			}
			if s.low(h.from) == "front" || end < len(s.toks) && s.low(end) == "'s" {
				return 0, false
			}
			return end, true
		}
		t := s.toks[k]
		if t.kind != word || determiners[t.low] || placePreps[t.low] || auxiliary[t.low] || t.low == "and" || t.low == "'s" || otherPreps[t.low] {
			return 0, false
		}
		for _, c := range []class{gainVerb, loseVerb, holdVerb, gainNoun, loseNoun, territoryNoun, sayVerb, partyName, partyAdjective} {
			if _, ok := s.is(c, k); ok {
				return 0, false
			}
		}
	}
	return 0, false
}

// pronounParty resolves they, its, our and their like: our and we are the
// quoted speaker's party; the others the nearest party before, else the subject
// of the text before.
func (s *sentence) pronounParty(i int) string {
	switch s.low(i) {
	case "his", "her":
		if p := s.r.meantBy(s.low(i)); p != nil && s.r.isBelligerent(p.Party) && len(s.actors) == 0 {
			return p.Party
		}
	case "we", "our", "us":
		if q := s.quoteAt(i); q != nil && q.party != "" && q.party != "other" {
			return q.party
		}
		for k := 1; k < i && k < 10; k++ { // "Kyiv: the village is under our control"
			if h, ok := s.covers(partyName, k-1); ok && s.low(k) == ":" && h.to == k && s.r.isBelligerent(h.id) {
				return h.id
			}
		}
		return s.r.side
	}
	var owner string
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.party != s.r.lex.invader && a.party != s.r.lex.defender {
			continue
		}
		switch a.form {
		case byName, byForces, byPronoun:
			if a.object && s.low(i) != "them" {
				if owner == "" {
					owner = a.party
				}
				continue
			}
			return a.party
		case byOwner:
			if owner == "" || s.low(a.to) == "'s" {
				owner = a.party
			}
		}
	}
	if owner != "" {
		return owner
	}
	return s.r.subject
}

// mainSubject returns the party that the sentence is about: its first mention
// that is neither place nor object.
func (s *sentence) mainSubject() string {
	for _, a := range s.actors {
		if (a.form == byName || a.form == byForces || a.form == byPronoun) && !a.object && a.prep == "" && (a.party == s.r.lex.invader || a.party == s.r.lex.defender) {
			return a.party
		}
	}
	for _, a := range s.actors {
		if w := s.low(a.to); groupNouns[w] || publisherWords[w] || personNouns[w] || w == "media" || w == "newspaper" {
			continue // "DeepState, a Ukrainian group"
		}
		if a.form == byOwner && (a.party == s.r.lex.invader || a.party == s.r.lex.defender) {
			return a.party
		}
	}
	return ""
}
