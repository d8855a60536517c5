package read

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

var roundRules = []Rule{{
	Name: "round of talks", Kind: claim.RoundCount,
	Says: "which round of talks it was, or how many there were",
	Examples: []Example{
		{"Negotiators wrapped up a second round of three-way talks on Thursday.", "2026-02-05", "value=2 unit=count"},
		{"The meeting follows two earlier rounds of talks held this year in Abu Dhabi.", "2026-02-17", "value=2 unit=count"},
		{"Since the talks in May there has been no fourth round.", "", "value=4 modality=denied"},
		{"Delegations have met three times in Istanbul since May.", "2025-08-09", "value=3 from=2025-05-01"},
		{"3: rounds of direct talks this year, all of them in Istanbul.", "2025-11-02", "value=3 from=2025-01-01"},
		{"The three Istanbul rounds (16 May, 2 June and 23 July) produced no text.", "2025-12-15", "value=3"},
		{"He bought a round of drinks.", "", ""},
	},
	sentence: (*sentence).roundCounts,
}}

// roundMention is a round, or several, that a sentence tells of.
type roundMention struct {
	from, to int
	ordinal  int // 0: not told
	count    int // of several told as one
	negated  bool
	single   bool // "one round"
	last     bool // "the last of this year's three rounds"
}

// roundOrders stand before a number of rounds: "the first two".
var roundOrders = set("the first other earlier previous preceding")

var roundAdjectives = set("three-way two-way trilateral bilateral direct indirect peace new more further previous earlier past face-to-face such prior separate formal of talks negotiation negotiating")

// rounds finds mentions of rounds of talks.
func (s *sentence) rounds() []roundMention {
	var out []roundMention
	for i := range s.toks {
		w := s.low(i)
		if m, ok := s.elidedRounds(i); ok {
			out = append(out, m)
			continue
		}
		if m, ok := s.timesMet(i); ok {
			out = append(out, m)
			continue
		}
		if m, ok := s.elidedRound(i); ok {
			out = append(out, m)
			continue
		}
		if m, ok := s.meetingOfEnvoys(i); ok {
			out = append(out, m)
			continue
		}
		if w != "round" && w != "rounds" {
			continue
		}
		if n := s.low(i + 1); n == "of" && !s.venueBefore(i) {
			if !s.talksWord(i+2, i+7) {
				continue
			}
		} else if !s.talksNear(i) {
			continue
		}
		m := roundMention{from: i, to: i + 1}
		for k := i - 1; k >= 0 && k >= i-4; k-- {
			p := s.low(k)
			if o := ordinals[p]; o > 0 && w == "round" {
				m.ordinal, m.from = o, k
				break
			}
			if v, n := cardinal(s.toks, k); n > 0 && k+n <= i && w == "rounds" {
				m.count, m.from = int(v), k
				break
			}
			if p == ":" && k == 1 && w == "rounds" { // "3: rounds of talks this year"
				if v, n := cardinal(s.toks, 0); n == 1 {
					m.count, m.from = int(v), 0
				}
			}
			if _, venue := s.covers(venueName, k); venue { // "The three Istanbul rounds"
				continue
			}
			if !roundAdjectives[p] && p != "-" && p != "--" {
				break
			}
		}
		if w == "round" && m.ordinal == 0 && m.from > 0 {
			for k := m.from - 1; k >= 0 && k > m.from-4; k-- { // "There has been one trilateral round"
				if s.low(k) == "one" && s.low(k+1) != "of" {
					m.single, m.from = true, k
					break
				}
				if !roundAdjectives[s.low(k)] {
					break
				}
			}
		}
		if w == "round" && m.ordinal == 0 {
			if v, n := cardinal(s.toks, i+1); n > 0 && v < 20 { // round two
				m.ordinal, m.to = int(v), i+1+n
			}
		}
		for k := i + 1; k < min(len(s.toks), i+12) && w == "rounds" && m.count == 0; k++ {
			if s.low(k) != ":" { // "Rounds of talks so far this year: three"
				continue
			}
			if v, n := cardinal(s.toks, k+1); n > 0 && v < 50 {
				m.count, m.to = int(v), k+1+n
			}
		}
		if p := s.low(m.from - 1); p == "no" || (p == "for" || s.low(m.from) == "new" || p == "new") && s.low(0) == "no" && m.ordinal == 0 && m.count == 0 || p == "a" && s.low(m.from-2) == "for" && (s.low(m.from-3) == "date" || s.low(m.from-3) == "place") && s.low(m.from-4) == "no" { // "no date for a fourth round"
			m.negated = true
			m.from--
		} else if determiners[p] {
			m.from--
		}
		for k := m.from - 1; k >= 0 && k > m.from-6; k-- {
			if (s.low(k) == "last" || s.low(k) == "latest" || s.low(k) == "final") && s.low(k+1) == "of" {
				m.last = true
				m.from = s.nounStart(k)
			}
		}
		for k := i + 1; k < min(len(s.toks), i+7); k++ {
			if w := s.low(k); w == "talks" || w == "negotiations" || w == "discussions" {
				m.to = k + 1
				break
			}
			if s.toks[k].kind != word {
				break
			}
		}
		out = append(out, m)
	}
	return out
}

// venueBefore reports a city of talks right before a round: "the Geneva round of
// 17-18 February".
func (s *sentence) venueBefore(i int) bool {
	_, ok := s.covers(venueName, i-1)
	return ok && i > 0
}

// timesMet reads "meet for a third time", "the second time that they sat down".
func (s *sentence) timesMet(i int) (roundMention, bool) {
	o := ordinals[s.low(i)]
	if v, n := cardinal(s.toks, i); n > 0 && s.low(i+n) == "times" && v >= 2 && v < 50 || s.low(i) == "twice" && s.low(i+1) != "as" { // "Delegations have met three times in Istanbul since May"
		m := roundMention{from: i, to: i + n + 1, count: int(v)}
		if n == 0 {
			m.count = 2
		}
		for k := max(0, i-4); k < i; k++ {
			if w := s.low(k); w == "met" || w == "convened" || w == "sat" || w == "negotiated" || w == "talked" {
				m.from = k
				return m, s.talksWord(0, len(s.toks)) || contains(s.toks, 0, i, "delegations") || contains(s.toks, 0, i, "delegates") || contains(s.toks, 0, i, "teams") || contains(s.toks, 0, i, "sides") && s.r.talks.block > 0
			}
		}
		return roundMention{}, false
	}
	if o == 0 || s.low(i+1) != "time" || s.low(i-1) != "a" && s.low(i-1) != "the" {
		return roundMention{}, false
	}
	if s.low(i-2) == "," && s.low(i-1) == "the" && i > 4 {
		return roundMention{}, false // "met on 16 May and again on 2 June, the second time in private"
	}
	met := false
	for k := range s.toks {
		switch s.low(k) {
		case "meet", "met", "meets", "meeting", "convene", "convened", "gather", "gathered", "sat", "sit", "talk", "negotiate":
			met = true
		}
	}
	people := s.talksWord(0, len(s.toks)) || contains(s.toks, 0, len(s.toks), "delegates") || contains(s.toks, 0, len(s.toks), "delegations") || s.r.talks.block > 0 && s.r.blocks-s.r.talks.block <= 2
	return roundMention{from: i, to: i + 2, ordinal: o}, met && people
}

// elidedRounds reads "Two were in Abu Dhabi" where the text speaks of rounds.
func (s *sentence) elidedRounds(i int) (roundMention, bool) {
	spoken := s.r.talks.rounds > 0 && s.r.blocks-s.r.talks.rounds <= 1 || contains(s.toks, 0, i, "rounds") || contains(s.toks, 0, i, "round")
	v, n := cardinal(s.toks, i)
	from := i
	for from > 0 && n > 0 && roundOrders[s.low(from-1)] { // "the first two were held in Abu Dhabi"
		from--
	}
	if from < i && s.low(from) == "the" {
		return s.placedRounds(from, i+n, int(v), spoken && v > 0 && v <= 20 && v == float64(int(v)))
	}
	if !spoken || n == 0 || v < 1 || v > 20 || v != float64(int(v)) || s.mask[i] || i > 0 && s.low(i-1) != "," && s.low(i-1) != ";" && s.low(i-1) != ":" && s.low(i-1) != "after" && s.low(i-1) != "following" && s.low(i-1) != "and" {
		return roundMention{}, false
	}
	return s.placedRounds(i, i+n, int(v), true)
}

// placedRounds is so many rounds that the words behind give a city to.
func (s *sentence) placedRounds(from, to, count int, ok bool) (roundMention, bool) {
	if w := s.low(to + 1); s.low(to) == "of" && (w == "them" || w == "these" || w == "those" || w == "which") { // "three rounds, two of them in Abu Dhabi"
		to += 2
	}
	if w := s.low(to); !ok || !beWords[w] && w != "took" && w != "in" {
		return roundMention{}, false
	}
	for k := to; k < min(len(s.toks), to+5); k++ {
		if _, ok := s.is(venueName, k); ok && s.low(k-1) == "in" {
			return roundMention{from: from, to: to, count: count}, true
		}
	}
	return roundMention{}, false
}

// elidedRound reads "a third is set for Geneva", "the fourth, on 5 May,": an
// ordinal alone where the text speaks of rounds.
func (s *sentence) elidedRound(i int) (roundMention, bool) {
	o := ordinals[s.low(i)]
	recent := s.low(i) == "recent" && s.low(i-1) == "most" && (beWords[s.low(i+1)] || s.low(i+1) == "," || s.low(i+1) == "in") // "The most recent was held in Geneva"
	if (s.low(i) == "last" || s.low(i) == "latest") && (s.low(i+1) == "," || s.low(i+1) == "in" || beWords[s.low(i+1)] || s.low(i+1) == "took") || recent {
		o = s.r.talks.count
	}
	if recent && o > 0 && i > 1 && s.low(i-2) == "the" && s.r.talks.rounds > 0 && s.r.blocks-s.r.talks.rounds <= 1 {
		return roundMention{from: i - 2, to: i + 1, count: o, last: true}, true
	}
	if o == 0 || i == 0 || s.low(i-1) != "a" && s.low(i-1) != "the" || s.r.talks.rounds == 0 && !contains(s.toks, 0, i, "rounds") && !contains(s.toks, 0, i, "round") || s.r.blocks-s.r.talks.rounds > 1 && !contains(s.toks, 0, i, "rounds") && !contains(s.toks, 0, i, "round") {
		return roundMention{}, false
	}
	for _, q := range s.qty {
		if q.from <= i && i < q.to {
			return roundMention{}, false
		}
	}
	if s.mask[i] {
		return roundMention{}, false
	}
	n := s.low(i + 1)
	if !(auxiliary[n] || n == "in" || n == "ended" || n == "began" || n == "broke" || n == "brought" || n == "," || n == "on" || n == "collapsed" || n == "followed" || n == "took" || n == "produced" || n == ".") {
		return roundMention{}, false
	}
	if n == "," && i < 2 && s.toks[i-1].low == "the" && s.first == 0 && s.r.blocks != s.r.talks.rounds && s.r.blocks != s.r.talks.rounds+1 {
		return roundMention{}, false
	}
	return roundMention{from: i - 1, to: i + 1, ordinal: o}, true
}

// daySetOff reports a day between commas right before token i: "and, on 24 April,
// one in Istanbul".
func (s *sentence) daySetOff(i int) (*timePhrase, bool) {
	if s.low(i-1) != "," {
		return nil, false
	}
	for k := range s.when {
		if t := &s.when[k]; t.to == i-1 && s.low(t.from-1) == "," && s.tellsDay(t) {
			return t, true
		}
	}
	return nil, false
}

func (s *sentence) talksWord(i, j int) bool {
	for k := i; k < j && k < len(s.toks); k++ {
		switch s.low(k) {
		case "talks", "negotiations", "discussions", "diplomacy", "consultations", "meetings", "dialogue", "negotiate", "negotiated", "negotiators":
			return true
		}
	}
	return false
}

// talksNear reports a text that speaks of talks: in the sentence or before it.
func (s *sentence) talksNear(i int) bool {
	if s.talksWord(0, len(s.toks)) || s.r.talks.block > 0 && s.r.blocks-s.r.talks.block <= 4 {
		return true
	}
	if ordinals[s.low(i-1)] > 0 && (s.low(i+1) == "was" || s.low(i+1) == "is" || s.low(i+1) == "took" || s.low(i+1) == "will" || s.low(i+1) == "in" || s.low(i+1) == "opened" || s.low(i+1) == "ended") {
		for k := range s.toks { // "A second round was held in Abu Dhabi"
			if h, ok := s.is(venueName, k); ok && !s.r.lex.war.seat(h.id) && (s.low(k-1) == "in" || s.low(k-1) == "at") {
				return true
			}
		}
	}
	if s.r.talks.rounds > 0 || s.r.talks.block > 0 && s.r.blocks-s.r.talks.block <= 12 || s.venueBefore(i) {
		for k := range s.toks {
			if _, ok := s.is(venueName, k); ok {
				return true
			}
		}
	}
	// "two previous rounds in Abu Dhabi"
	for k := i + 1; k < i+4; k++ {
		if _, ok := s.is(venueName, k); ok && s.low(k-1) == "in" {
			return true
		}
	}
	return false
}

func (s *sentence) roundCounts() []draft {
	var out []draft
	for _, m := range s.rounds() {
		v := m.ordinal
		if m.count > 0 {
			v = m.count
			s.r.talks.count = m.count
		}
		if m.single {
			v = 1
		}
		if m.count == 1 && !m.last {
			continue // "two in Abu Dhabi, one in Geneva": a place, and no count
		}
		if v == 0 || m.to == m.from+2 && (s.low(m.from+1) == "last" || s.low(m.from+1) == "latest") || s.low(m.to-1) == "recent" {
			continue
		}
		d := draft{from: m.from, to: m.to, anchor: m.from, window: windowSet, source: sourceSet}
		d.Value, d.Unit = claim.Value{float64(v)}, claim.Count
		d.Window = claim.NoWindow
		for k := range s.when {
			t := &s.when[k]
			if t.from >= m.from && t.to <= m.to+4 && (t.grain == grainYear || t.role == owner && t.grain == grainYear) || t.role == since && (t.to <= m.from || t.from <= m.to+5) {
				d.Window = t.win
				d.Window.Phrase = s.slice(t.from, t.to)
			}
		}
		if d.Window == claim.NoWindow && m.count > 0 {
			for k := range s.when { // "Three rounds were held in Istanbul in 2025"
				if t := &s.when[k]; t.grain == grainYear && t.role != since && t.win.From != control.NoDay {
					d.Window = t.win
					d.Window.Phrase = s.slice(t.from, t.to)
				}
			}
		}
		d.Modality, d.setMode = claim.Asserted, true
		if m.negated {
			d.Modality = claim.Denied
		} else if s.scheduled() && !s.roundPast(m) {
			d.Modality, d.source = claim.Forecast, sourceSentence
		}
		d.Why = "a numbered round, or a number of rounds"
		for _, q := range s.qty {
			if q.from >= m.from && q.to <= m.to {
				q.used = true
			}
		}
		out = append(out, d)
	}
	return out
}

// roundPast: "after two rounds in Abu Dhabi" are over, whatever is to come.
func (s *sentence) roundPast(m roundMention) bool {
	for k := max(0, m.from-3); k < m.to; k++ {
		switch s.low(k) {
		case "after", "since", "following", "follows", "previous", "earlier", "past", "preceding":
			return true
		}
	}
	return false
}

// scheduled reports a sentence about what is still to take place.
func (s *sentence) scheduled() bool {
	for k := range s.toks {
		switch s.low(k) {
		case "scheduled", "will", "planned", "expected", "due", "shall", "upcoming", "would", "pencilled", "penciled", "slated", "tentatively", "provisionally":
			return true
		case "is", "are":
			if s.low(k+1) == "to" {
				return true
			}
		case "set":
			if s.low(k+1) == "to" || s.low(k+1) == "for" {
				return true
			}
		}
	}
	return false
}
