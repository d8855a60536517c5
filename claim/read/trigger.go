package read

import "strings"

// trigger is a word that says that ground is gained, lost, held, or moves.
type trigger struct {
	from, to int
	class    class
	noun     bool
	passive  bool
	lemma    string
	low      string
}

func (s *sentence) findTriggers() {
	for _, h := range s.hits {
		if net, ok := s.covers(netNoun, h.from); ok && h.class != netNoun && net.to >= h.to {
			continue // the gain of a net gain
		}
		switch h.class {
		case gainVerb, loseVerb, holdVerb, occupyVerb, fallVerb, growVerb, shrinkVerb, moveVerb:
			t := trigger{from: h.from, to: h.to, class: h.class, lemma: h.id, low: s.low(h.from)}
			if s.nounLike(h.from) {
				continue
			}
			t.passive = s.isPassive(h.from, h.to) || s.attributive(h.from, h.to)
			s.trig = append(s.trig, t)
		case gainNoun, loseNoun, netNoun:
			if h.class != netNoun && !s.nounLike(h.from) {
				continue
			}
			if h.class == netNoun && s.low(h.from) == "balance" && s.low(h.to) == "of" {
				if n, _ := s.regionAt(min(h.to+1, len(s.toks)-1)); n != "" {
					continue // "the balance of Donetsk": its rest
				}
			}
			c, from := h.class, h.from
			for b := h.from - 1; b >= 0 && b > h.from-3 && c != netNoun; b-- { // "a net Russian gain"
				if s.low(b) == "net" {
					c, from = netNoun, b
				}
			}
			s.trig = append(s.trig, trigger{from: from, to: h.to, class: c, noun: true, lemma: h.id, low: s.low(h.from)})
		}
	}
	s.findControl()
	s.findFlags()
	s.findSplit()
}

// splitVerbs take their particle behind the object: "clawed 27 sq km back", "gave
// 40 sq km up".
var splitVerbs = map[string]struct {
	class     class
	particles string
}{
	"claw": {gainVerb, "back"}, "clawed": {gainVerb, "back"}, "clawing": {gainVerb, "back"}, "won": {gainVerb, "back"}, "win": {gainVerb, "back"}, "winning": {gainVerb, "back"},
	"got": {gainVerb, "back"}, "get": {gainVerb, "back"}, "getting": {gainVerb, "back"}, "pulled": {gainVerb, "back"}, "wrenched": {gainVerb, "back"}, "bring": {gainVerb, "under"}, "brought": {gainVerb, "under"},
	"bringing": {gainVerb, "under"}, "placed": {gainVerb, "under"}, "put": {gainVerb, "under"},
	"gave": {loseVerb, "up back away"}, "give": {loseVerb, "up back away"}, "given": {loseVerb, "up back away"}, "giving": {loseVerb, "up back away"}, "handed": {loseVerb, "over back"}, "hand": {loseVerb, "over back"},
	"handing": {loseVerb, "over back"}, "signed": {loseVerb, "away over"}, "sign": {loseVerb, "away over"}, "traded": {loseVerb, "away"}, "let": {loseVerb, "go slip"},
}

// findSplit finds a verb and its particle with a figure between.
func (s *sentence) findSplit() {
	for _, q := range s.qty {
		if q.dim != area || q.converted || q.from == 0 {
			continue
		}
		v, ok := splitVerbs[s.low(q.from-1)]
		end := s.behind(q)
		for k := end; ok && k < min(len(s.toks), end+5); k++ {
			w := s.low(k)
			if s.toks[k].kind == mark {
				break
			}
			if w == "" || !strings.Contains(" "+v.particles+" ", " "+w+" ") || w == "under" && s.inControl(k, min(len(s.toks), k+5)) == "" && !strings.HasSuffix(s.low(k+1), "s") && s.low(k+1) != "their" {
				continue
			}
			s.trig = append(s.trig, trigger{from: q.from - 1, to: q.from, class: v.class, lemma: s.low(q.from - 1), low: s.low(q.from-1) + " "})
			break
		}
	}
}

// controlVerbs are what is done with control of a place.
var controlVerbs = map[string]class{
	"take": gainVerb, "takes": gainVerb, "took": gainVerb, "taken": gainVerb, "taking": gainVerb, "gain": gainVerb, "gained": gainVerb, "gaining": gainVerb,
	"seize": gainVerb, "seized": gainVerb, "establish": gainVerb, "established": gainVerb, "establishing": gainVerb, "assume": gainVerb, "assumed": gainVerb, "regain": gainVerb, "regained": gainVerb,
	"restore": gainVerb, "restored": gainVerb, "secure": gainVerb, "secured": gainVerb, "claim": gainVerb, "claimed": gainVerb, "claims": gainVerb,
	"have": holdVerb, "has": holdVerb, "had": holdVerb, "retain": holdVerb, "retains": holdVerb, "keep": holdVerb, "keeps": holdVerb, "maintain": holdVerb, "maintains": holdVerb, "exercise": holdVerb,
	"lose": loseVerb, "lost": loseVerb, "loses": loseVerb, "losing": loseVerb, "cede": loseVerb, "ceded": loseVerb,
}

// findFlags reads "raised the national flag over", "hoisted their flags in".
func (s *sentence) findFlags() {
	for k := range s.toks {
		if s.low(k) != "flag" && s.low(k) != "flags" || s.low(k+1) != "over" && s.low(k+1) != "in" && s.low(k+1) != "above" {
			continue
		}
		for b := k - 1; b >= 0 && b > k-6; b-- {
			switch s.low(b) {
			case "raise", "raised", "raises", "raising", "hoisted", "hoisting", "planted", "planting", "unfurled":
				s.trig = append(s.trig, trigger{from: b, to: k + 2, class: gainVerb, lemma: "raise", low: s.low(b), passive: s.isPassive(b, b+1)})
			}
		}
	}
}

// findControl reads "took “full control” of", "has complete control over": words
// may stand between the verb and control.
func (s *sentence) findControl() {
	for k := range s.toks {
		if s.low(k) != "control" {
			continue
		}
		end := k + 1
		for end < len(s.toks) && s.toks[end].kind == quoteMark {
			end++
		}
		if s.low(end) != "of" && s.low(end) != "over" {
			continue
		}
		for b := k - 1; b >= 0 && b > k-6; b-- {
			c, ok := controlVerbs[s.low(b)]
			if !ok {
				if w := s.low(b); s.toks[b].kind == quoteMark || w == "full" || w == "complete" || w == "partial" || w == "total" || w == "firm" || w == "the" || w == "effective" || w == "near-total" {
					continue
				}
				break
			}
			if b == k-1 && c == gainVerb && s.low(b) != "claimed" && s.low(b) != "claims" && s.low(b) != "claim" {
				break // "take control of" is a phrase of the lexicon
			}
			s.trig = append(s.trig, trigger{from: b, to: end + 1, class: c, lemma: s.low(b), low: s.low(b)})
			break
		}
	}
}

var nounLeft = set("the a an its their his her our this that these those net of in with under for from monthly weekly daily annual total overall such any no further recent latest territorial gross own similar russian ukrainian ' 's winter summer spring autumn fall average confirmed battlefield local tactical modest slow rapid record steady main biggest largest smallest rapid kept by")

// nounLike reports whether a word that may be a verb is used as a noun here:
// by what stands before it.
func (s *sentence) nounLike(i int) bool {
	w := s.low(i)
	p := s.low(i - 1)
	for _, q := range s.qty {
		if q.to == i && q.dim != bare && (w == "advance" || w == "push" || w == "gain" || w == "loss" || w == "retreat" || w == "withdrawal") {
			return true // a 12-square-mile advance
		}
	}
	switch w {
	case "take":
		return nounLeft[p] || s.timeEnds(i) || i > 0 && s.adjectiveParty(i-1)
	case "fall", "advance", "advances", "push", "gain", "gains", "loss", "losses", "capture", "captures", "retreat", "withdrawal",
		"control", "hold", "holds", "grip", "increase", "claims", "surrender", "return", "returns", "force", "drive", "command":
		if p == "to" || p == "would" || p == "could" || p == "will" || p == "may" || p == "might" || p == "not" || p == "they" || p == "it" || p == "we" || p == "who" || p == "which" || p == "still" || p == "now" || p == "currently" || p == "also" {
			return false
		}
		if i > 0 && s.toks[i-1].capital() && s.toks[i-1].kind == word && (w == "captures" || w == "gains" || w == "loses" || w == "advances" || w == "holds" || w == "controls" || w == "claims") {
			if _, ok := s.covers(partyName, i-1); ok {
				return false // "Russia captures the plant"
			}
		}
		if p == "of" || p == "'s" || p == "'" || determiners[p] || nounLeft[p] || s.timeEnds(i) || i > 0 && s.adjectiveParty(i-1) {
			return true
		}
		if _, ok := s.covers(superlative, i-1); ok && i > 0 {
			return true
		}
		if i == 0 || p == "," || p == "and" {
			n := s.low(i + 1)
			return n == "of" || n == "in" || n == "by" || w == "gains" || w == "losses"
		}
		if w == "loss" || w == "losses" || w == "withdrawal" || w == "captures" {
			return true
		}
		if w == "command" {
			return true
		}
		n := s.low(i + 1)
		if (n == "of" || n == "in" || n == "across" || n == "during" || n == "since") && i > 0 && s.toks[i-1].kind == word && !s.toks[i-1].capital() && !strings.HasSuffix(p, "s") {
			return true
		}
		return false
	case "seizure", "haul", "recapture", "liberation", "conquest", "cession", "handover", "abandonment":
		return true
	case "lost", "gained", "captured", "seized", "held", "occupied", "controlled", "retaken", "recaptured":
		// "the ground lost": a participle behind its noun
		return false
	case "commands", "commanded":
		return determiners[p]
	case "leaving", "leaves":
		return s.low(i+1) != "the" // "leaving Kyiv with" is read as its own rule
	}
	if s.low(i) == "defenders" {
		return true
	}
	return determiners[p] && (strings.HasSuffix(w, "s") || w == "gain" || w == "pocket" || w == "net" || w == "storm" || w == "bag")
}

// attributive reports a participle before its noun: "the total liberated area",
// "newly occupied land".
func (s *sentence) attributive(i, to int) bool {
	if !participle(s.low(i)) {
		return false
	}
	if i == 0 {
		w := s.low(to)
		return w == "area" || w == "territory" || w == "land" || w == "zone"
	}
	switch s.low(to) {
	case "area", "zone", "territory", "land", "ground", "villages", "settlements", "towns", "territories":
	default:
		return false
	}
	p := s.low(i - 1)
	if s.toks[i-1].kind == mark && i == 1 {
		return true
	}
	return determiners[p] || p == "total" || p == "newly" || p == "recently" || p == "of" || p == "overall"
}

// timeEnds reports whether a time phrase, or its possessive, ends at i.
func (s *sentence) timeEnds(i int) bool {
	for _, t := range s.when {
		if t.to == i || t.to == i-1 && s.low(i-1) == "'s" {
			return true
		}
	}
	return false
}

func (s *sentence) adjectiveParty(i int) bool {
	_, ok := s.is(partyAdjective, i)
	return ok
}

var beWords = set("is are was were be been being got get gets getting isn't aren't wasn't weren't")

// isPassive reports a past participle behind a form of be, or before "by" and a
// party.
func (s *sentence) isPassive(i, to int) bool {
	w := s.low(i)
	if strings.HasSuffix(w, "ing") {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		p := s.low(k)
		if beWords[p] {
			return participle(w)
		}
		if s.toks[k].kind == quoteMark {
			continue
		}
		if !strings.HasSuffix(p, "ly") && p != "not" && p != "also" && p != "since" && p != "now" && p != "already" && p != "then" && p != "briefly" && p != "never" && p != "still" && p != "almost" && p != "nearly" && p != "all" && p != "but" {
			break
		}
	}
	if participle(w) && s.low(to) == "by" {
		if a, ok := s.actorIn(to+1, to+6); ok && a.from <= to+3 {
			return true
		}
	}
	return false
}

func participle(w string) bool {
	return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "en") || w == "won" || w == "lost" || w == "held" || w == "kept" || w == "overrun" || w == "clawed" || w == "given" || w == "left" || w == "withdrawn" || w == "swollen" || w == "thrown" || w == "flung" || w == "swept" || w == "torn" || w == "drawn" || w == "cut"
}

// actorIn returns the first party mention between two tokens.
func (s *sentence) actorIn(i, j int) (actor, bool) {
	for _, a := range s.actors {
		if a.from >= i && a.from < j {
			return a, true
		}
	}
	return actor{}, false
}

// subjectOf returns the party that does what the trigger says, and how it was
// found.
func (s *sentence) subjectOf(t trigger) (party, how string) {
	inv, def := s.r.lex.invader, s.r.lex.defender
	belligerent := func(a actor) bool { return a.party == inv || a.party == def }
	if t.noun {
		// possessor before, "by X" behind, "for X", "leaving X with"
		for k := len(s.actors) - 1; k >= 0; k-- {
			a := s.actors[k]
			if a.to <= t.from && t.from-a.to <= 7 && belligerent(a) && !s.stopBetween(a.to, t.from) && a.form != asPlace {
				return a.party, "owner before the noun"
			}
		}
		for _, a := range s.actors {
			if a.from >= t.to && belligerent(a) && (a.prep == "by" || a.prep == "for") && a.from-t.to < 14 {
				return a.party, "by whom"
			}
		}
	} else if t.passive {
		for _, a := range s.actors {
			if a.from >= t.to && belligerent(a) && a.prep == "by" && a.from-t.to < 14 {
				return a.party, "agent of the passive"
			}
		}
		for _, a := range s.actors {
			if a.to <= t.from && belligerent(a) && a.prep == "by" {
				return a.party, "agent of the passive"
			}
		}
		return "", ""
	}
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.to > t.from || !belligerent(a) || a.form == asPlace || a.object || a.prep != "" && a.prep != "by" || s.insertedSay(a) {
			continue
		}
		if a.form == byOwner && !(t.class == growVerb || t.class == shrinkVerb) && !s.ownerSubject(a, t) {
			continue
		}
		return a.party, "subject"
	}
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.to <= t.from && belligerent(a) && a.form == byOwner {
			return a.party, "owner"
		}
	}
	return "", ""
}

// ownerSubject: "Russia's defence ministry said it", "Russia's offensive took":
// the owner stands for its noun where no other party comes between.
func (s *sentence) ownerSubject(a actor, t trigger) bool { return t.from-a.to <= 5 }

// stopBetween reports a clause boundary between two tokens.
func (s *sentence) stopBetween(i, j int) bool {
	for ; i < j && i < len(s.toks); i++ {
		if i == s.colon {
			continue
		}
		switch s.low(i) {
		case ";", ":", "--", ".", "(":
			return true
		}
	}
	return false
}
