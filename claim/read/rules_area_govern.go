package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// governing finds the trigger that governs the quantity: right behind it in the
// passive and with verbs of falling, else the nearest before it.
func (s *sentence) governing(k int, q *quantity) (trigger, string, bool) {
	end := q.to
	if q.convertedBy != nil {
		end = q.convertedBy.to
		if s.low(end) == ")" {
			end++
		}
	}
	var after *trigger
	for i := range s.trig {
		t := &s.trig[i]
		colon := end
		if s.low(end) == ":" {
			colon++ // a factbox: “4,831 sq km: territory captured by”
		}
		if t.from >= end && t.from-end <= 16 && (t.from-end <= 12 && !s.stopBetween(colon, t.from) || s.dashPair(colon, t.from)) {
			if t.noun {
				if t.from-end <= 2 && s.low(end) != "of" && s.low(end) != "in" && s.low(end) != "," {
					after = t // a 34-kilometer advance
					break
				}
				continue
			}
			between, pair := false, false
			start := end
			if s.low(end) == "," { // "75,000 sq km, nearly two thirds of the total, has been taken"
				for j := end + 1; j < min(end+9, t.from); j++ {
					if s.low(j) == "," && (auxiliary[s.low(j+1)] || participle(s.low(j+1))) {
						start = j + 1
					}
				}
			}
			for j := start; j < t.from; j++ {
				w := s.low(j)
				if w == "between" {
					pair = true
				}
				if w == "," || w == "and" && !pair || w == "but" || w == "which" || w == "while" {
					between = w != "which" || j > end+1
				}
				if w == "and" {
					pair = false
				}
			}
			if between {
				break
			}
			if t.passive || t.class == fallVerb {
				after = t
				break
			}
			// "the 1,005 it overran", "6,000 square kilometres they have not been able to buy"
			if a, ok := s.actorIn(end, t.from); ok && a.to <= t.from && t.from-a.to <= 4 && (a.form == byName || a.form == byPronoun || a.form == byForces) {
				after = t
				break
			}
			if s.low(t.from-1) == "been" || participle(s.low(t.from)) && t.from-end <= 2 && (t.class == gainVerb || t.class == loseVerb || t.class == occupyVerb || t.class == holdVerb) {
				after = t // "the 40 sq km lost in May"
				after.passive = true
				break
			}
		}
	}
	var best *trigger
	for i := range s.trig {
		t := &s.trig[i]
		if t.to > q.from || s.stopBetween(t.to, q.from) && !s.dashPair(t.to, q.from) || t.class == fallVerb || t.class == moveVerb && t.low != "advanced" && t.low != "advance" && t.low != "advances" && !(strings.HasSuffix(t.lemma, " forward") && s.low(q.from-1) == "by" || strings.Contains(s.slice(t.from, t.to), "forward") && s.low(q.from-1) == "by") {
			continue
		}
		if s.postmodifier(t, q.from) {
			continue
		}
		if t.class == gainVerb && s.triggerHasOtherObject(t, q) && q.from-t.to > 6 {
			continue
		}
		// another area between takes the trigger, but for "X and Y"
		if best == nil || t.from > best.from {
			best = t
		}
	}
	if after != nil && (best == nil || q.from-best.to > 1) {
		if best == nil || q.from-best.to > 2 || after.passive || after.class == fallVerb {
			if !(best != nil && best.to >= q.from-1 && !after.noun && after.class != fallVerb) {
				return *after, "behind", true
			}
		}
	}
	if best != nil && best.class == holdVerb && s.low(q.from-1) == "by" { // "expanded the area they control by 14 sq km"
		for i := range s.trig {
			if t := &s.trig[i]; (t.class == growVerb || t.class == shrinkVerb) && t.to <= best.from && best.from-t.to <= 8 && !s.stopBetween(t.to, best.from) {
				return *t, "before", true
			}
		}
	}
	if best != nil && q.from-best.to <= 24 {
		return *best, "before", true
	}
	return trigger{}, "", false
}

// fromTo: "shrunk from 220 sq km last summer to 90 now" tells what was held.
func (s *sentence) fromTo(t trigger, q *quantity) bool {
	return s.low(q.from-1) == "from" && q.from-t.to <= 2 || s.low(q.from-1) == "to" && contains(s.toks, t.to, q.from, "from")
}

// postmodifier: a participle between commas, as "Crimea, annexed in 2014,",
// governs nothing behind its second comma.
func (s *sentence) postmodifier(t *trigger, before int) bool {
	return s.low(t.from-1) == "," && participle(t.low) && s.commaBetween(t.to, before)
}

// dashPair: both dashes of an insertion lie between.
func (s *sentence) dashPair(i, j int) bool {
	n := 0
	for ; i < j; i++ {
		switch s.low(i) {
		case "--", "(":
			n++
		case ")":
			n++
		case ";", ":", ".":
			return false
		}
	}
	return n%2 == 0
}

func (s *sentence) triggerHasOtherObject(t *trigger, q *quantity) bool {
	e := s.properAt(t.to)
	return e > t.to
}

// subjectMention returns the party mention nearest before a trigger.
func (s *sentence) subjectMention(t trigger) (actor, bool) {
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.to <= t.from && a.form != asPlace && !a.object && t.from-a.to < 12 && !s.stopBetween(a.to, t.from) {
			return a, true
		}
	}
	return actor{}, false
}

func (s *sentence) other(party string) string {
	switch party {
	case s.r.lex.invader:
		return s.r.lex.defender
	case s.r.lex.defender:
		return s.r.lex.invader
	}
	return ""
}

// overrunHeld: "had overrun 161,000 sq km" at a high-water mark tells what was
// held then.
func (s *sentence) overrunHeld(t trigger) bool {
	if !strings.HasPrefix(t.low, "overr") {
		return false
	}
	for k := range s.toks {
		switch s.low(k) {
		case "high-water", "peak", "height", "zenith":
			return true
		}
	}
	return false
}

// occupiesStill tells holding from taking: "occupies", "has occupied since",
// "occupied by then" hold; "occupied 245 km² in January" took.
func (s *sentence) occupiesStill(t trigger, d draft) bool {
	if t.low == "occupy" || t.low == "occupies" || t.low == "occupying" {
		return s.low(t.from-1) != "to" && !s.future
	}
	if when := s.bestTime(d.from, d.to, d.anchor); when != nil {
		if when.role == within && when.grain == grainDay && when.win.From == when.win.To && s.low(when.from) == "on" && when.win.From != control.NoDay && len(d.Value) > 0 && d.Value[0] > 1000 {
			return true // "On 30 September Russia occupied 114,918 km2"
		}
		if w := s.low(t.from - 1); when.role == since && (w == "has" || w == "have") && when.win.From > s.r.lex.dates.start+365 && !t.passive {
			return false // "Since the beginning of the year Russia has occupied 686 km2"
		}
		return when.role == pointAt || when.role == since && (s.low(t.from-1) == "has" || s.low(t.from-1) == "have")
	}
	for k := max(0, t.from-3); k < t.from; k++ {
		if w := s.low(k); w == "currently" || w == "now" || w == "still" || w == "remain" || w == "remains" || w == "is" || w == "are" {
			return true
		}
	}
	return false
}

// controlOwner reads whose control, hands or rule is named from token i on.
func (s *sentence) controlOwner(i int) string {
	for _, a := range s.actors {
		if a.from >= i-1 && a.from < i+9 {
			return a.party
		}
	}
	for k := i; k < i+4; k++ {
		if s.low(k) == "our" {
			if q := s.quoteAt(k); q != nil {
				return q.party
			}
		}
	}
	return ""
}

// defaultActor guesses who acts where the sentence names nobody: the subject so
// far, else who such a verb is usual for.
func (s *sentence) defaultActor(t trigger, d draft) string {
	if x := s.sourceAt(t.from); x != nil && s.r.isBelligerent(x.party) && !t.passive && (t.class == gainVerb || t.class == holdVerb) {
		return x.party // its own bulletin on its own units
	}
	if x := s.sourceAt(t.from); x != nil && x.denies && s.r.isBelligerent(x.party) && t.low != t.lemma && strings.HasPrefix(s.low(t.from-1), "hav") || s.low(t.from-1) == "losing" {
		if x != nil {
			return x.party // "denies having lost it"
		}
	}
	if t.passive && strings.HasSuffix(s.slice(t.from, t.to), " back") { // "Ukraine's best month: 340 sq km taken back"
		for k := len(s.actors) - 1; k >= 0; k-- {
			if a := s.actors[k]; a.to <= t.from && a.form == byOwner && s.r.isBelligerent(a.party) {
				return a.party
			}
		}
		return s.r.lex.defender
	}
	switch t.lemma {
	case "retake", "recapture", "liberate", "reclaim", "regain", "liberation", "reconquer":
		if t.noun || t.passive || s.r.subject == "" {
			return s.r.lex.defender
		}
	}
	if !t.passive && !t.noun && s.r.subject != "" {
		return s.r.subject
	}
	if t.noun && s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 2 {
		return s.r.series.actor
	}
	if d.Direction == claim.Lost {
		return s.r.lex.defender
	}
	if s.r.subject != "" && !t.passive {
		return s.r.subject
	}
	return s.r.lex.invader
}

// controlAdjectives may stand between "under" and whose control it is.
var controlAdjectives = set("full partial partially or fully and complete completely total effective firm de facto nominal either joint still the now temporary")

// underAt reports "under full or partial" right before token i.
func (s *sentence) underAt(i int) bool {
	k := i - 1
	for k > 0 && i-k < 6 && controlAdjectives[s.low(k)] {
		k--
	}
	return s.low(k) == "under"
}

// inControl reads "under Russian control", "in Ukrainian hands", "Russian-held"
// between two tokens, and returns whose.
func (s *sentence) inControl(i, j int) string {
	for k := i; k < j && k < len(s.toks); k++ {
		switch s.low(k) {
		case "control", "hands", "flag", "occupation", "rule", "grip", "possession", "administration", "grasp", "domination":
			if s.low(k+1) == "of" { // under the control of Ukraine
				if u := s.low(k - 1); u == "under" || u == "in" || u == "the" && (s.low(k-2) == "under" || s.low(k-2) == "in" || s.low(k-2) == "into") || u == "to" {
					if a, ok := s.actorIn(k+2, k+5); ok {
						return a.party
					}
				}
			}
			if s.low(k) == "occupation" && s.low(k-1) == "under" {
				return s.r.lex.invader
			}
			for b := len(s.actors) - 1; b >= 0; b-- {
				a := s.actors[b]
				if a.to <= k && k-a.to <= 4 && a.from >= i-4 && (s.low(a.from-1) == "under" || s.low(a.from-1) == "in" || s.low(a.from-1) == "into" || s.low(a.from-1) == "firm" || s.low(a.from-1) == "full" || s.low(a.from-1) == "under the" || s.low(a.from-2) == "under" || s.low(a.from-2) == "in" || s.low(a.from-2) == "of" || s.restoredTo(a.from-1) || s.underAt(a.from)) {
					return a.party
				}
			}
		case "russian-held", "russian-controlled", "russian-occupied", "moscow-held":
			return s.r.lex.invader
		case "ukrainian-held", "ukrainian-controlled", "kyiv-held", "kyiv-controlled":
			return s.r.lex.defender
		}
	}
	return ""
}

// restoredTo reports the "to" of "returned to Ukrainian control" at token i.
func (s *sentence) restoredTo(i int) bool {
	if s.low(i) != "to" {
		return false
	}
	switch s.low(i - 1) {
	case "returned", "return", "restored", "reverted", "revert", "transferred", "back", "over":
		return true
	}
	return false
}
