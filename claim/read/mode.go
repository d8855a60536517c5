package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// mode is a stretch of a sentence in another voice than plain assertion.
type mode struct {
	from, to int
	modality claim.Modality
	by       string // who denies or demands
	party    string
	why      string
}

// findModes marks what is denied, demanded, supposed or foretold.
func (s *sentence) findModes() {
	n := len(s.toks)
	for _, x := range s.src {
		if x.denies && !s.deniesPlan(x.verb) {
			to := n
			for k := x.verb + 1; k < n; k++ { // "denied …, although the Kremlin announced"
				if w := s.low(k); w == "although" || w == "though" || w == "while" || w == "but" || w == ";" || w == "," && s.isSay(k+1) && strings.HasSuffix(s.low(k+1), "ing") || w == "and" && s.saysOn(k+1) {
					to = k
					break
				}
			}
			s.modes = append(s.modes, mode{x.verb, to, claim.Denied, x.name, x.party, s.low(x.verb)})
		}
	}
	for _, h := range s.hits { // "while denying that X had been lost"
		if w := s.low(h.from); h.class == denyVerb && (w == "denying" || w == "rejecting" || w == "disputing") {
			by, party := "", ""
			if len(s.src) > 0 {
				by, party = s.src[0].name, s.src[0].party
			}
			s.modes = append(s.modes, mode{h.from, s.commaAfter(h.from), claim.Denied, by, party, w})
		}
	}
	for i := 0; i < n; i++ {
		w := s.low(i)
		switch {
		case w == "if" || w == "unless" || (w == "should" || w == "were" || w == "had") && (i == 0 || s.low(i-1) == ",") && s.startsActor(i+1):
			if w == "if" && s.low(i-1) == "as" {
				continue
			}
			// a conditional covers its sentence, but what will be is foretold
			to := n
			if c := s.commaAfter(i); c < n && w == "if" && (contains(s.toks, c, n, "will") || contains(s.toks, c, n, "shall")) {
				to = c
			}
			s.modes = append(s.modes, mode{i, to, claim.Hypothetical, "", "", w})
		case w == "would" && s.reported(i):
			s.modes = append(s.modes, mode{s.clauseStart(i), s.clauseEnd(i), claim.Forecast, "", "", "would, in reported speech"})
		case w == "would" || w == "could" || w == "might":
			to := s.clauseEnd(i)
			s.modes = append(s.modes, mode{s.clauseStart(i), to, claim.Hypothetical, "", "", w})
		case w == "will" || w == "shall":
			s.modes = append(s.modes, mode{s.clauseStart(i), s.clauseEnd(i), claim.Forecast, "", "", w})
		case w == "pace" && (s.low(i-1) == "this" || s.low(i-1) == "present" || s.low(i-1) == "current") || w == "rate" && (s.low(i-1) == "current" || s.low(i-1) == "present" || s.low(i-1) == "this") && s.low(i-2) != "at":
			if s.low(i-2) == "at" || s.low(i-3) == "at" || s.low(i-2) == "the" || s.low(i-1) == "this" {
				s.modes = append(s.modes, mode{0, n, claim.Forecast, "", "", "at this pace"})
			}
		case (w == "aim" || w == "goal" || w == "objective" || w == "ambition") && s.low(i+1) == ",": // "The Kremlin's aim, taking all of Donetsk, remains"
			s.modes = append(s.modes, mode{i, s.commaAfter(i + 2), claim.Forecast, "", "", "an " + w})
		case w == "yet" && s.low(i+1) == "to" && auxiliary[s.low(i-1)]:
			s.modes = append(s.modes, mode{i, s.commaAfter(i), claim.Denied, "", "", "yet to"})
		case demandNouns[w] && s.ownsDemand(i) && s.demandBehind(i+1):
			name, party := s.who(i)
			s.modes = append(s.modes, mode{i, s.clauseEnd(i), claim.Demanded, name, party, "a " + w})
		case w == "must":
			by, party := "", ""
			for _, h := range s.hits { // "Russia must hand back 1,200 sq km, Kyiv demands"
				if h.class == demandVerb && h.from > i && s.low(h.from) != "want" {
					if a, ok := s.actorEndingAt(h.from); ok && s.low(a.from-1) == "," {
						by, party = s.partyTitle(a.party), a.party
						if a.form == byName {
							by = s.slice(a.from, a.to)
						}
					}
				}
			}
			s.modes = append(s.modes, mode{s.clauseStart(i), s.clauseEnd(i), claim.Demanded, by, party, w})
		case (w == "not" || w == "never" || strings.HasSuffix(w, "n't")) && s.low(i+1) != "only" && s.negatesTrigger(i):
			s.modes = append(s.modes, mode{i, s.commaAfter(i), claim.Denied, "", "", "negated"})
		case w == "demands" || w == "demanded" || w == "demanding" || w == "demand" && (!determiners[s.low(i-1)] || s.low(i+1) == "that") || (w == "holding" || w == "holds" || w == "held") && s.low(i+1) == "out" && s.low(i+2) == "for":
			name, party := s.who(i)
			s.modes = append(s.modes, mode{s.clauseStart(i), s.clauseEnd(i), claim.Demanded, name, party, w})
		case (w == "insists" || w == "insisted" || w == "insist" || w == "insisting") && (s.low(i+1) == "that" && (s.subjunctive(i+2) || s.beDone(i+2)) || s.low(i+1) == "on"):
			name, party := s.who(i)
			s.modes = append(s.modes, mode{i, s.clauseEnd(i), claim.Demanded, name, party, w})
		case (w == "require" || w == "requires" || w == "required" || w == "requiring") && s.low(i+1) == "that" && s.startsActor(i+2):
			name, party := s.who(i)
			s.modes = append(s.modes, mode{i, s.clauseEnd(i), claim.Demanded, name, party, w})
		case w == "wants" || w == "wanted" || w == "want" || w == "asking" && s.low(i+1) == "for" || w == "asked" && s.low(i+1) == "for" || (w == "asking" || w == "asked" || w == "asks" || w == "urging" || w == "urged" || w == "ordering" || w == "tells" || w == "pressing" || w == "pressed" || w == "wanting" || w == "require" || w == "requires" || w == "required") && s.startsActor(i+1) && contains(s.toks, i+1, min(len(s.toks), i+5), "to") || w == "seeks" || w == "seeking" || w == "insistent" || w == "calls" && s.low(i+1) == "for" || w == "calling" && s.low(i+1) == "for" || w == "ultimatum":
			name, party := s.who(i)
			s.modes = append(s.modes, mode{s.clauseStart(i), s.clauseEnd(i), claim.Demanded, name, party, w})
		case w == "plan" || w == "proposal" || w == "draft":
			if i > 0 && (s.low(i-1) == "draft" || s.low(i-2) == "under" || s.low(i-3) == "under") && contains(s.toks, 0, i, "under") {
				s.modes = append(s.modes, mode{0, n, claim.Hypothetical, w, "", "under a plan"})
			}
		case (w == "failed" || w == "fails" || w == "failing" || w == "unable" || w == "refused" || w == "refuses" || w == "refuse" || w == "refusing" || w == "declines" || w == "declined") && s.low(i+1) == "to":
			s.modes = append(s.modes, mode{i, s.commaAfter(i), claim.Denied, "", "", w + " to"})
		case (w == "intention" || w == "intentions" || w == "plans" || w == "desire") && s.low(i-1) == "no" && (s.low(i+1) == "of" || s.low(i+1) == "to"):
			s.modes = append(s.modes, mode{i, s.commaAfter(i), claim.Denied, "", "", "no " + w})
		case (w == "course" || w == "track") && s.low(i-1) == "on" && s.low(i+1) == "to" || (w == "poised" || w == "set") && s.low(i+1) == "to" && beWords[s.low(i-1)]:
			s.modes = append(s.modes, mode{i, s.clauseEnd(i), claim.Forecast, "", "", w + " to"})
		case w == "neither" && !s.exceeds(i):
			s.modes = append(s.modes, mode{i, s.clauseEnd(i), claim.Denied, "", "", w})
		case (w == "confirmed" || w == "corroborated" || w == "substantiated") && s.negatedBefore(i) && s.first+i > 3:
			s.modes = append(s.modes, mode{s.scopeBack(i), n, claim.Denied, "", "", "not " + w})
		case (w == "confirm" || w == "corroborate" || w == "verify" || w == "substantiate" || w == "validate") && (s.low(i-1) == "cannot" || s.low(i-1) == "not" || s.negatedBefore(i)):
			s.modes = append(s.modes, mode{i, n, claim.Denied, "", "", "cannot " + w})
		case w == "evidence" && s.negatedBefore(i) || w == "confirmation" && s.negatedBefore(i):
			s.modes = append(s.modes, mode{i, n, claim.Denied, "", "", "no evidence"})
		case (w == "premature" || w == "exaggerated" || w == "baseless" || w == "nonsense" || w == "fiction" || w == "fabricated") && (contains(s.toks, 0, i, "claim") || contains(s.toks, 0, i, "claims") || contains(s.toks, 0, i, "report") || contains(s.toks, 0, i, "reports")):
			s.modes = append(s.modes, mode{0, i, claim.Denied, "", "", w})
		case w == "unconfirmed" || w == "unsubstantiated" || w == "uncorroborated" || w == "unproven" || w == "false" && (s.low(i-1) == "were" || s.low(i-1) == "was" || s.low(i-1) == "as") || w == "untrue":
			s.modes = append(s.modes, mode{s.scopeBack(i), n, claim.Denied, "", "", w})
		case w == "likely" && beWords[s.low(i-1)] && s.timeAfter(i): // "A fourth round is likely early next month"
			s.modes = append(s.modes, mode{s.clauseStart(i), s.clauseEnd(i), claim.Forecast, "", "", w})
		case w == "projects" && (auxiliary[s.low(i+1)] || s.low(i+1) == "of" || s.low(i+1) == "," || s.low(i+1) == "and"): // a noun
		case w == "expected" || w == "expects" || w == "expect" || w == "predicts" || w == "forecasts" || w == "forecast" || w == "projected" || w == "projects" || w == "foresees" || w == "likely" || w == "predicted":
			if w == "likely" && (s.low(i+1) != "to" || s.low(i+2) == "have") || w == "expected" && s.low(i+1) != "to" && !beWords[s.low(i-1)] && s.low(i-1) != "been" {
				continue
			}
			s.modes = append(s.modes, mode{i, s.clauseEnd(i), claim.Forecast, "", "", w})
		}
	}
}

// demandNouns are what a side names as what it would settle for.
var demandNouns = set("precondition condition price requirement terms ultimatum demand ask")

// ownsDemand reports a side that owns the noun at token i, words between apart:
// "The Kremlin's stated precondition".
func (s *sentence) ownsDemand(i int) bool {
	for _, a := range s.actors {
		if a.form == byOwner && a.to <= i && i-a.to <= 3 && s.r.isBelligerent(a.party) {
			return true
		}
	}
	return false
}

// demandBehind reports "for a ceasefire remains that", "is the" at token i.
func (s *sentence) demandBehind(i int) bool {
	for k := i; k < min(len(s.toks), i+7); k++ {
		if w := s.low(k); beWords[w] || w == "remains" || w == "remained" || w == "require" || w == "requires" || w == "required" || w == "include" || w == "includes" || w == ":" {
			return true
		}
		if s.toks[k].kind == mark {
			return false
		}
	}
	return false
}

// saysOn reports another verb of saying behind an "and", adverbs apart: "denied it
// and insisted that", "and instead claimed".
func (s *sentence) saysOn(i int) bool {
	for s.low(i) == "instead" || s.low(i) == "also" || s.low(i) == "then" || strings.HasSuffix(s.low(i), "ly") {
		i++
	}
	return s.isSay(i) && !determiners[s.low(i-1)] && !s.nounInName(i)
}

// timeAfter reports a time phrase that begins within three words behind token i.
func (s *sentence) timeAfter(i int) bool {
	return s.timeStarts(i+1) || s.timeStarts(i+2) || s.timeStarts(i+3)
}

// exceeds: "Neither gain exceeds 3 sq km" denies nothing.
func (s *sentence) exceeds(i int) bool {
	for k := i; k < min(len(s.toks), i+5); k++ {
		if w := s.low(k); w == "exceeds" || w == "exceeded" || w == "exceed" || w == "tops" || w == "passed" {
			return true
		}
	}
	return false
}

// reported reports a "would" that tells what somebody said will be: behind "said
// that", without a condition.
func (s *sentence) reported(i int) bool {
	if contains(s.toks, 0, len(s.toks), "if") || contains(s.toks, 0, len(s.toks), "were") && s.startsActor(0) {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		if w := s.low(k); w == ";" || s.toks[k].kind == quoteMark {
			return false
		}
		if s.isSay(k) && strings.HasSuffix(s.low(k), "d") && s.low(k) != "conceded" && s.low(k) != "argued" || s.low(k) == "told" || s.low(k) == "wrote" {
			return true
		}
	}
	return false
}

// deniesPlan: a plan, an offer or a demand turned down is no denial of a fact.
func (s *sentence) deniesPlan(verb int) bool {
	for k := verb + 1; k < min(len(s.toks), verb+6); k++ {
		switch s.low(k) {
		case "plan", "plans", "proposal", "proposals", "idea", "demand", "demands", "offer", "deal", "ultimatum", "call", "calls":
			return true
		case "that", "claim", "claims", "report", "reports":
			return false
		}
	}
	return false
}

// negatesTrigger reports a negation right before a word of gaining, losing or
// holding: "had not withdrawn from".
func (s *sentence) negatesTrigger(i int) bool {
	for _, t := range s.trig {
		if t.from > i && t.from-i <= 3 && !t.noun && s.low(i-1) != "would" && s.low(i-1) != "will" {
			return true
		}
	}
	return false
}

func (s *sentence) commaAfter(i int) int {
	for ; i < len(s.toks); i++ {
		if w := s.low(i); w == "," || w == ";" || w == "--" || w == "but" {
			return i
		}
	}
	return i
}

// negatedBefore looks back a few words for no, not, without.
func (s *sentence) negatedBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		w := s.low(k)
		if w == "no" || w == "not" || w == "without" || w == "little" || w == "never" || w == "nothing" || w == "cannot" || w == "unable" || strings.HasSuffix(w, "n't") {
			return true
		}
	}
	return false
}

// subjunctive reports a demand behind "insists that": "that Kyiv pull out".
func (s *sentence) subjunctive(i int) bool {
	a, ok := s.actorIn(i, i+3)
	if !ok {
		return false
	}
	next := s.low(a.to)
	return !strings.HasSuffix(next, "s") && !strings.HasSuffix(next, "ed") && !auxiliary[next] || next == "must"
}

// beDone reports a demand in the passive behind "insists that": "that the rest of
// Donetsk be handed over".
func (s *sentence) beDone(i int) bool {
	for k := i; k < min(len(s.toks), i+12); k++ {
		if w := s.low(k); w == "be" {
			p := s.low(k - 1)
			return !auxiliary[p] && p != "to" && p != "not" && participle(s.low(k+1))
		} else if w == "," || w == ";" {
			return false
		}
	}
	return false
}

// startsActor reports whether a party's mention begins at i or one word on.
func (s *sentence) startsActor(i int) bool {
	_, ok := s.actorIn(i, i+2)
	return ok
}

// who returns the subject before a verb as a name and a party.
func (s *sentence) who(i int) (name, party string) {
	for k := len(s.actors) - 1; k >= 0; k-- {
		a := s.actors[k]
		if a.to <= i && a.form != asPlace {
			party = a.party
			name = s.slice(a.from, a.to)
			if a.form == byPronoun {
				for x := len(s.src) - 1; x >= 0; x-- {
					if s.src[x].verb < a.from && s.src[x].party == a.party {
						return s.src[x].name, party // "Russia's foreign ministry repeats that it wants"
					}
				}
			}
			if a.form == byPronoun || strings.EqualFold(name, "its") || strings.EqualFold(name, "their") {
				name = s.partyTitle(a.party)
			}
			return strings.TrimPrefix(name, "the "), party
		}
	}
	return "", ""
}

// clauseStart and clauseEnd bound the clause around token i at commas with a
// conjunction, semicolons, dashes and quotation marks.
func (s *sentence) clauseStart(i int) int {
	for k := i - 1; k >= 0; k-- {
		w := s.low(k)
		if w == ";" || w == "--" || w == ":" || s.toks[k].kind == quoteMark || w == "but" || w == "while" || w == "that" && k > 0 && s.isSay(k-1) {
			return k + 1
		}
		if w == "and" && (s.low(k+1) == "that" || s.low(k+1) == "if") { // "said that …, and that …"
			return k + 1
		}
		if w == "and" && s.low(k-1) == "," && s.startsActor(k+1) { // "It holds …, and Moscow wants …"
			return k + 1
		}
	}
	return 0
}

func (s *sentence) isSay(i int) bool {
	_, ok := s.covers(sayVerb, i)
	return ok
}

func (s *sentence) clauseEnd(i int) int {
	for k := i + 1; k < len(s.toks); k++ {
		w := s.low(k)
		if w == ";" || w == "--" || s.toks[k].kind == quoteMark || w == "," && (s.low(k+1) == "but" || s.low(k+1) == "while" || s.low(k+1) == "although" || s.low(k+1) == "which" || s.low(k+1) == "and") {
			return k
		}
	}
	return len(s.toks)
}

// modalityAt returns the voice at a token. The innermost stretch wins: a denial
// over a supposition, a demand over a forecast.
func (s *sentence) modalityAt(i, j int) (claim.Modality, *mode) {
	var best *mode
	for k := range s.modes {
		m := &s.modes[k]
		if i < m.from || i >= m.to {
			if j <= m.from || j > m.to {
				continue
			}
		}
		if m.modality == claim.Denied && m.by != "" && s.beyondAside(i, m.from) {
			continue // "denied that its troops, who hold the plant, had left"
		}
		if best == nil || rankMode(m.modality) > rankMode(best.modality) || rankMode(m.modality) == rankMode(best.modality) && m.from > best.from {
			best = m
		}
	}
	if best == nil {
		return claim.Asserted, nil
	}
	return best.modality, best
}

func rankMode(m claim.Modality) int {
	switch m {
	case claim.Denied:
		return 4
	case claim.Demanded:
		return 3
	case claim.Hypothetical:
		return 2
	case claim.Forecast:
		return 1
	}
	return 0
}
