package read

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// envoys are those whose meeting is a round of talks: not leaders or ministers.
var envoys = set("delegations delegation negotiators delegates teams")

// metVerbs are what they do.
var metVerbs = set("met meet convened convene gathered gather negotiated negotiate sat sit reconvened reconvene")

// delegationsMet reads "Delegations met in Istanbul on 16 May and again on 2 June":
// a round for each day that is told, where the sentence names no round itself.
func (s *sentence) delegationsMet(city string) bool {
	verb, who := -1, false
	for k := range s.toks {
		who = who || envoys[s.low(k)] || s.low(k) == "sides" && s.r.talks.rounds > 0 && s.r.blocks-s.r.talks.rounds <= 2
		if metVerbs[s.low(k)] && who && verb < 0 {
			verb = k
		}
	}
	if verb < 0 || city == "" || !s.isRoundOfParties() {
		return false
	}
	found := false
	for k := range s.when {
		t := &s.when[k]
		if t.from < verb && !(t.from <= 2) || !s.tellsDay(t) {
			continue
		}
		before := s.low(t.from - 1)
		if found && before != "again" && before != "and" && before != "," && before != "then" {
			continue
		}
		if t.win.From == control.NoDay {
			continue
		}
		f := claim.TalksFact{Kind: "round", City: city, Date: t.win.From, Rule: "delegations met", Why: "delegations that met in a city on a day"}
		f.Text = s.slice(verb, t.to)
		f.Start, f.End = s.block.place(s.toks[verb].start, s.toks[t.to-1].end)
		s.addRound(f)
		found = true
	}
	return found
}

// meetingOfEnvoys reads "the next meeting of the delegations, the third in the
// current format": a round, and its number.
func (s *sentence) meetingOfEnvoys(i int) (roundMention, bool) {
	if s.low(i) != "meeting" || s.low(i+1) != "of" {
		return roundMention{}, false
	}
	k := i + 2
	if s.low(k) == "the" {
		k++
	}
	if !envoys[s.low(k)] {
		return roundMention{}, false
	}
	m := roundMention{from: i, to: k + 1}
	if n := ordinals[s.low(i-1)]; n > 0 {
		m.ordinal, m.from = n, i-1
	}
	if s.low(m.to) == "," && s.low(m.to+1) == "the" {
		if n := ordinals[s.low(m.to+2)]; n > 0 {
			m.ordinal, m.to = n, m.to+3
		}
	}
	return m, true
}
