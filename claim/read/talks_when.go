package read

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// severalPlaces reads rounds told with a city and a day each: "in Abu Dhabi on
// 23-24 January and 4-5 February, and in Geneva on 17-18 February".
func (s *sentence) severalPlaces(rounds []roundMention) bool {
	type sitting struct {
		city string
		day  control.Day
	}
	var told []sitting
	cities := map[string]bool{}
	city := ""
	for k := range s.toks {
		if h, ok := s.is(venueName, k); ok && (s.low(k-1) == "in" || s.low(k-1) == "at" || s.low(k-1) == "," || s.low(k-1) == "and") {
			city = h.id
		}
		t := s.timeOver(k)
		if t == nil || t.from != k || city == "" || t.grain > grainWeek || t.win.From == control.NoDay || t.win.To-t.win.From > 4 || t.role != within && t.role != owner || s.speechTime(t) {
			continue
		}
		told = append(told, sitting{city, t.win.From})
		cities[city] = true
	}
	if len(rounds) != 1 || rounds[0].ordinal > 0 || rounds[0].negated || rounds[0].last || len(cities) < 2 || len(told) < 2 || s.low(rounds[0].to-1) == "round" {
		return false
	}
	m := rounds[0]
	for _, x := range told {
		f := claim.TalksFact{Kind: "round", City: x.city, Date: x.day, Rule: "round", Why: "a city and a day in a list of rounds"}
		f.Text = s.slice(m.from, m.to)
		f.Start, f.End = s.block.place(s.toks[m.from].start, s.toks[m.to-1].end)
		s.addRound(f)
	}
	s.r.talks.city = told[len(told)-1].city
	return true
}

// roundDays returns the first days of the phrases behind several rounds: "on
// 23-24 January and 4-5 February".
func (s *sentence) roundDays(m roundMention) []control.Day {
	var out []control.Day
	for k := range s.when {
		t := &s.when[k]
		if t.from >= m.to && s.tellsDay(t) {
			out = append(out, t.win.From)
		}
	}
	return out
}

// tellsDay reports a time phrase that says on which days a round was.
func (s *sentence) tellsDay(t *timePhrase) bool {
	return t.grain <= grainWeek && t.win.From != control.NoDay && t.role != since && t.role != before && t.role != until &&
		t.win.To-t.win.From < 7 && !s.speechTime(t)
}

// ownDay returns the day told between a round and the next of the sentence,
// where each has one: "the first was held on January 23 and the second on
// February 4".
func (s *sentence) ownDay(rounds []roundMention, i int) control.Day {
	if len(rounds) < 2 || rounds[i].count > 0 {
		return control.NoDay
	}
	end := len(s.toks)
	if i+1 < len(rounds) {
		end = rounds[i+1].from
	}
	days := 0
	own := control.NoDay
	for k := range s.when {
		t := &s.when[k]
		if !s.tellsDay(t) {
			continue
		}
		days++
		if t.from >= rounds[i].to && t.from < end && own == control.NoDay {
			own = t.win.From
		}
	}
	if days < 2 {
		return control.NoDay
	}
	return own
}

// talkDay is the day of the talks in the sentence: the first of those told.
func (s *sentence) talkDay() control.Day {
	for k := range s.when { // "left Geneva on Wednesday after two days of talks"
		t := &s.when[k]
		for i := t.to; i < min(len(s.toks), t.to+3) && s.tellsDay(t) && t.grain == grainDay; i++ {
			if v, n := cardinal(s.toks, i+1); s.low(i) == "after" && n > 0 && v <= 5 && s.low(i+1+n) == "days" && s.low(i+2+n) == "of" && s.talksWord(i+3+n, i+6+n) {
				return t.win.From - control.Day(v) + 1
			}
		}
	}
	for k := range s.when {
		t := &s.when[k]
		if t.grain <= grainWeek && t.win.To-t.win.From < 5 && t.win.From != control.NoDay && t.role != since && t.role != before && t.role != until && !s.speechTime(t) {
			first := t.win.From
			for j := k + 1; j < len(s.when); j++ { // "closed on Wednesday after six hours on Tuesday"
				if u := &s.when[j]; u.grain == grainDay && u.win.From != control.NoDay && u.win.From < first && first-u.win.From <= 3 && u.role == within {
					first = u.win.From
				}
			}
			return first
		}
	}
	if s.block.day.From != control.NoDay && s.block.day.From == s.block.day.To {
		return s.block.day.From
	}
	for k := range s.when { // "since the Geneva round of 17-18 February"
		t := &s.when[k]
		if t.role == since && t.win.From != control.NoDay && t.grain <= grainWeek && (contains(s.toks, t.from, t.to, "round") || contains(s.toks, t.from, t.to, "talks") || contains(s.toks, t.from, t.to, "meeting")) {
			return t.win.From
		}
	}
	return control.NoDay
}
