package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// personal are nouns for one person of whom a strike may be told.
var personal = set(`person civilian woman man child boy girl resident worker pensioner teacher driver medic rescuer soldier policeman policewoman officer teenager journalist firefighter nurse doctor farmer
 paramedic volunteer employee colleague passer-by passerby student baby infant toddler mother father grandmother grandfather engineer villager local cyclist motorist guard priest miner fisherman shopkeeper
 serviceman electrician conductor cameraman reporter lorry-driver truck-driver adult`)

var strikeVerbs = set("killed kills killing wounded wounds wounding injured injures injuring hurt maimed")

// ageAt reports "-year-old" behind a number, or "years old".
func (s *sentence) ageAt(i int) bool {
	for k := i; k < i+2; k++ {
		if strings.Contains(s.low(k), "year-old") {
			return true
		}
	}
	return (s.low(i) == "-" && s.low(i+1) == "year" || s.low(i) == "years") && strings.HasPrefix(s.low(i+2), "old") || s.low(i) == "years" && s.low(i+1) == "old"
}

// agedBefore reports "aged" before a number, or before one that it goes on from:
// "aged 60 and 64".
func (s *sentence) agedBefore(i int) bool {
	for k := i - 1; k >= 0 && k > i-5; k-- {
		if s.low(k) == "aged" {
			return true
		}
		if s.toks[k].kind != number && s.low(k) != "and" && s.low(k) != "," && s.low(k) != "between" {
			return false
		}
	}
	return false
}

// onePerson reads "a 61-year-old woman", "one dock worker" at token i, and
// returns where it ends.
func (s *sentence) onePerson(i int) int {
	if w := s.low(i); w != "a" && w != "an" && w != "one" && w != "another" {
		return 0
	}
	for k := i + 1; k < min(len(s.toks), i+7); k++ {
		w := s.low(k)
		if personal[w] {
			return k + 1
		}
		if s.toks[k].kind == mark && w != "-" || placePreps[w] || w == "and" || auxiliary[w] {
			return 0
		}
	}
	return 0
}

// singleTolls reads "killed a dock worker", "a 61-year-old woman was killed".
func (s *sentence) singleTolls() []draft {
	var out []draft
	for i := range s.toks {
		end := s.onePerson(i)
		if end == 0 {
			continue
		}
		at, to := -1, end
		if p := s.low(i - 1); strikeVerbs[p] {
			at = i - 1
		} else {
			for k := end; k < min(len(s.toks), end+6); k++ {
				if strikeVerbs[s.low(k)] && (beWords[s.low(k-1)] || s.low(k-1) == "been" || s.low(k-1) == "and") || s.low(k) == "died" || s.low(k) == "dead" {
					at, to = k, k+1
					break
				}
				if s.toks[k].kind == mark {
					break
				}
			}
		}
		if at < 0 {
			continue
		}
		d := draft{from: min(at, i), to: to, anchor: i, window: windowNear, source: sourceSentence}
		d.Value, d.Unit = claim.Value{1}, claim.Count
		d.ReferencePlace = s.tollPlace()
		d.Why = "“" + s.low(at) + "” of one person"
		for _, q := range s.qty {
			if q.from >= i && q.to <= end+1 {
				q.used = true
			}
		}
		out = append(out, d)
	}
	return out
}

// tollBehind reports a toll's verb of its own behind a number: "and 23 were
// injured".
func (s *sentence) tollBehind(i int) bool {
	for k := i; k < min(len(s.toks), i+5); k++ {
		if s.toks[k].kind == mark {
			return false
		}
		if w := s.low(k); (w == "injuries" || w == "wounds" || w == "burns") && k > i && (s.low(k-1) == "received" || s.low(k-1) == "suffered" || s.low(k-1) == "sustained") {
			return true
		}
		if tollVerbs[s.low(k)] && (beWords[s.low(k-1)] || s.low(k) == "died" || k == i) {
			return true
		}
	}
	return false
}

var manyPeople = set("people residents civilians ukrainians refugees inhabitants families villagers children women adults persons households russians evacuees locals citizens")

var leaveVerbs = set("left fled flee leave leaving evacuated moved relocated resettled uprooted displaced driven forced abroad homeless exiled returned escaped departed quit")

// uprooted reads "5.9 million Ukrainians abroad", "6,100 people left border
// communities", "1,800 residents of Kupiansk were moved": people driven from
// their homes.
func (s *sentence) uprooted(q *quantity) (at, end int) {
	people := -1
	for k := q.to; k < min(len(s.toks), q.to+3); k++ {
		if manyPeople[s.low(k)] {
			people = k
		}
	}
	if people < 0 {
		return -1, 0
	}
	if s.low(people) == "refugees" {
		return people, people + 1
	}
	for k := people + 1; k < min(len(s.toks), people+14); k++ {
		w := s.low(k)
		if w == "who" || w == ";" || w == "live" || w == "remain" {
			break
		}
		if leaveVerbs[w] && w != "moved" && w != "returned" && w != "forced" || (w == "moved" || w == "forced") && beWords[s.low(k-1)] || w == "move" && contains(s.toks, people, k, "would") {
			return k, k + 1
		}
	}
	for k := q.from - 1; k >= 0 && k > q.from-6; k-- {
		switch s.low(k) {
		case "driven", "uprooted", "displaced", "evacuated", "forced", "relocated", "moved", "resettled", "drove":
			return k, people + 1
		}
	}
	return -1, 0
}

// livesLost reads "claimed three lives", "took the lives of two dockers", "five
// people lost their lives".
func (s *sentence) livesLost(q *quantity) (at, end int) {
	taken := func(i int) bool {
		switch s.low(i) {
		case "claim", "claims", "claimed", "claiming", "took", "takes", "taken", "taking", "cost", "costs", "costing", "ended", "lost":
			return true
		}
		return false
	}
	for k := q.from - 1; k >= 0 && k > q.from-5; k-- {
		if taken(k) && (s.low(q.to) == "lives" || s.low(q.to+1) == "lives" || s.low(q.from-1) == "of" && s.low(q.from-2) == "lives") {
			return k, max(q.to, min(len(s.toks), s.findWord("lives", q.to+2)+1))
		}
	}
	for k := q.to; k < min(len(s.toks), q.to+6); k++ {
		if s.low(k) == "lost" && s.low(k+1) == "their" && (s.low(k+2) == "lives" || s.low(k+2) == "life") {
			return k, k + 3
		}
	}
	return -1, 0
}

// tollLine reads a toll's noun with its number apart: "Russian losses: 810",
// "losses amounted to roughly 8,410 troops", "The number of dead for January was
// 212".
func (s *sentence) tollLine(q *quantity) (at, end int) {
	for k := q.from - 1; k >= 0 && k > q.from-16; k-- {
		w := s.low(k)
		if w == ";" || s.toks[k].kind == quoteMark {
			break
		}
		if !tollNouns[w] || w == "toll" && s.low(k-1) != "death" {
			continue
		}
		if w == "losses" && (s.hasArea() || !soldiers[s.low(q.to)] && s.low(k+1) != "claimed" && s.low(q.from-1) != ":") {
			return -1, 0
		}
		switch s.low(q.from - 1) {
		case ":", "at", "to", "was", "were", "is", "are", "reached", "-", "--", "exceed", "exceeded", "total", "totalled", "totaled", "of", "stands", "stood", "hit":
			return k, q.to
		}
		return -1, 0
	}
	return -1, 0
}

// civilNoun reports people who are no soldiers: "Ukrainian civilians".
func (s *sentence) civilNoun(i int) bool {
	w := s.low(i)
	if soldiers[w] && w != "people" && w != "men" && w != "personnel" {
		return false
	}
	return manyPeople[w] || personal[w] || len(w) > 3 && w[len(w)-1] == 's' && personal[w[:len(w)-1]]
}

// tollMemory is where the last toll was told of.
type tollMemory struct {
	place, region string
	block         int
	window        claim.Window
	by            string // who counted
}

// ownDead is the side whose military dead a sentence counts: "Kyiv puts its
// military dead at 55,000".
func (s *sentence) ownDead(at int) string {
	for k := max(0, at-4); k < at; k++ {
		if w := s.low(k); (w == "its" || w == "their") && contains(s.toks, k, at, "military") {
			return s.mainSubject()
		}
	}
	return ""
}
