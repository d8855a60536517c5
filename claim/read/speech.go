package read

import (
	"strings"

	"github.com/salient-project/salient/control"
)

// speaker is who is quoted.
type speaker struct {
	name, role, party string
	person            *person
}

// speech is a telling of who said something, found outside quotation marks.
type speech struct {
	who     speaker
	verb    string
	channel string
	date    control.Day
	at      int     // token of the verb in the block
	leads   bool    // the verb, or a colon, leads into the quotation behind
	closed  bool    // a full stop stands between
	near    bool    // the same sentence runs into the quotation
	first   bool    // in the segment's first sentence
	then    *speech // the segment's last sentence, where it speaks of the quotation behind
}

// adjacent reports a telling that follows the quotation directly.
func (sp *speech) adjacent(b *blockText, q *quotation) bool {
	for k := q.to; k < sp.at && k < len(b.toks); k++ {
		if w := b.toks[k].low; w == ";" || k == q.to+2 && b.toks[q.to+1].low == "," && (w == "though" || w == "although" || w == "whereas") {
			return false // another clause
		}
	}
	return sp.first && sp.at-q.to < 22
}

// lite builds a sentence over tokens without running the claim grammar.
func (r *reader) lite(b *blockText, i, j int) *sentence {
	s := &sentence{r: r, block: b, toks: b.toks[i:j], first: i, colon: -1}
	s.mask = make([]bool, len(s.toks))
	s.hits = r.lex.hits(s.toks)
	s.starts = make([][]int, len(s.toks))
	for k, h := range s.hits {
		s.starts[h.from] = append(s.starts[h.from], k)
	}
	s.past = true
	year, part := r.year, r.part
	s.times()
	r.year, r.part = year, part
	return s
}

// speechIn finds who speaks in the block's tokens i to j. after: a quotation
// stands before them; before: one stands behind them.
func (r *reader) speechIn(b *blockText, i, j int, after, before bool) *speech {
	if j-i > 400 {
		if before {
			i = j - 400
		} else {
			j = i + 400
		}
	}
	spans := splitSentences(b.toks[i:j])
	if len(spans) == 0 {
		return nil
	}
	var best *speech
	for k, sp := range spans {
		if k > 0 && k < len(spans)-1 && k < len(spans)-3 {
			continue
		}
		s := r.lite(b, i+sp[0], i+sp[1])
		found := s.speech(before && k == len(spans)-1)
		r.notePeople(s)
		if found == nil {
			continue
		}
		found.first = k == 0 && after
		found.at += i + sp[0]
		lastTok := b.toks[i+sp[1]-1].low
		found.closed = lastTok == "." || lastTok == "!" || lastTok == "?"
		if k == len(spans)-1 && before && !found.closed {
			found.near = true
			found.leads = true
		}
		// the first sentence tells of the quotation before, the last of the one behind
		if best == nil || found.near || !best.first {
			if best != nil && best.first && after && !found.near {
				continue
			}
			if best != nil && best.first && found.near {
				found.first = false
				if best.who.name == found.who.name {
					found.first, found.at = true, best.at
				} else {
					// both ends speak: keep the first for the quotation before
					best.then = found
					continue
				}
			}
			best = found
		}
	}
	return best
}

// behindQuote reports a sentence that opens, right behind a quotation, with a verb in
// the past and a name or a speaker behind it, whatever the verb.
func (s *sentence) behindQuote() bool {
	if s.first == 0 || len(s.toks) < 3 || s.block.toks[s.first-1].kind != quoteMark {
		return false
	}
	w := s.low(0)
	if len(w) < 5 || !strings.HasSuffix(w, "ed") || s.toks[0].capital() {
		return false
	}
	return s.toks[1].kind == word && (s.toks[1].capital() || s.speakerLike(1, min(len(s.toks), 7)))
}

// speech reads the speaker in one sentence, nil where nobody speaks.
func (s *sentence) speech(leading bool) *speech {
	var pick *speech
	for _, h := range s.hits {
		if h.class != sayVerb && h.class != denyVerb && h.class != demandVerb {
			continue
		}
		if h.class == sayVerb && (s.low(h.from) == "report" || s.low(h.from) == "posts" || s.low(h.from) == "post" || s.low(h.from) == "call" || s.low(h.from) == "put" && h.to-h.from == 1 && s.low(h.to) != "it" && s.low(h.to) != "things" && s.low(h.to) != "the" || s.low(h.from) == "show" || s.low(h.from) == "count" || s.low(h.from) == "state" || s.low(h.from) == "read") && s.low(h.from-1) != "," {
			if s.low(h.from) != "put" || h.to-h.from == 1 && s.low(h.to) != "it" {
				if !s.pronounSpeaker(h.from - 1) {
					continue
				}
			}
		}
		if (s.low(h.from) == "called" || s.low(h.from) == "named") && h.to < len(s.toks) && s.toks[h.to].capital() && s.toks[h.to].kind == word {
			continue // "an engineer called Ruslan"
		}
		who, ok := s.speakerOf(h)
		if pick != nil && strings.HasSuffix(s.low(h.from), "ing") && s.low(h.from-1) == "," { // "told the BBC, adding that"
			who, ok = pick.who, true
		}
		if !ok {
			continue
		}
		sp := &speech{who: who, verb: s.slice(h.from, h.to), at: h.from, date: control.NoDay}
		if pick == nil || leading && h.from > pick.at {
			if pick != nil && leading && sp.who.name == "" {
				continue
			}
			pick = sp
		}
	}
	if pick == nil && s.behindQuote() { // "…,” snorted Giles Penhallow
		if who, ok := s.speakerOf(hit{from: 0, to: 1}); ok && who.name != "" {
			pick = &speech{who: who, verb: s.low(0), at: 0, date: control.NoDay}
		}
	}
	if pick == nil {
		for i := range s.toks {
			at := 0
			if s.low(i) == "according" && s.low(i+1) == "to" {
				at = i + 2
			} else if s.low(i) == "words" && s.low(i+1) == "of" {
				at = i + 2
			} else if s.low(i) == "from" && i < 2 && s.toks[len(s.toks)-1].low == ":" {
				at = i + 1
			}
			if at > 0 && at < len(s.toks) {
				_, _, end := s.sourcePhrase(at)
				who := s.describeSpeaker(at, end)
				if n := s.appositionName(end, len(s.toks)-1); n != "" {
					who = speaker{name: n, role: s.roleText(at, end)}
					s.partyFromWords(&who, at, end)
					s.r.remember(&who)
				} else if k := s.calledAt(end); k >= 0 {
					who.name = s.slice(k, k+1)
					s.r.remember(&who)
				}
				if who.name != "" {
					pick = &speech{who: who, verb: s.slice(i, at), at: i, date: control.NoDay}
					break
				}
			}
		}
	}
	if pick == nil && len(s.toks) > 2 && (s.low(0) == "-" || s.low(0) == "--") && s.toks[1].kind == word { // "…" - Oksana Bilyk, editor of Steppe Ledger
		end := 1
		for end < len(s.toks) && !s.clauseMark(end) {
			end++
		}
		if s.speakerLike(1, end) || s.toks[1].capital() {
			who := s.describeSpeaker(1, end)
			if s.low(end) == "," && who.role == "" && s.roleLike(end+1, min(len(s.toks), end+8)) {
				e := end + 1
				for e < len(s.toks) && !s.clauseMark(e) {
					e++
				}
				who.role = s.roleText(end+1, e)
				s.partyFromWords(&who, end+1, e)
			}
			if who.name != "" {
				pick = &speech{who: who, verb: "a dash", at: 1, date: control.NoDay}
			}
		}
	}
	if pick == nil && leading && s.low(len(s.toks)-1) == ":" {
		// "But Lars Enqvist was not so sure:"
		i := 0
		for i < len(s.toks) && (sentenceOpeners[s.low(i)] || s.toks[i].kind != word) && !determiners[s.low(i)] && s.low(i) != "he" && s.low(i) != "she" {
			i++
		}
		j := i
		for j < len(s.toks) && !s.clauseMark(j) && !auxiliary[s.low(j)] {
			j++
		}
		if i < j {
			var who speaker
			ok := false
			if s.low(i) == "quote" && j == i+1 {
				who, ok = s.r.bulletinSpeaker()
			} else if w := s.low(i); w == "he" || w == "she" {
				who, ok = s.pronounWho(w)
			} else if n := s.appositionName(j, len(s.toks)-1); n != "" {
				who, ok = speaker{name: n, role: s.roleText(i, j)}, true
				s.partyFromWords(&who, i, j)
				s.r.remember(&who)
			} else if s.speakerLike(i, j) {
				who = s.describeSpeaker(i, j)
				ok = who.name != ""
			}
			if k := s.calledAt(j); k >= 0 {
				who.name = s.slice(k, k+1)
				s.r.remember(&who)
				ok = true
			}
			if ok {
				pick = &speech{who: who, verb: ":", at: len(s.toks) - 1, date: control.NoDay}
			}
		}
	}
	if pick == nil {
		return nil
	}
	pick.channel = s.channel(pick.who)
	for k := range s.when {
		t := &s.when[k]
		if t.grain == grainDay && t.win.From != control.NoDay && t.win.From == t.win.To {
			pick.date = t.win.From
			break
		}
	}
	return pick
}
