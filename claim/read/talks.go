package read

import (
	"sort"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// talksState is what the text has told of rounds of talks so far. It holds a
// few rounds only.
type talksState struct {
	facts  []claim.TalksFact
	block  int         // last block that spoke of talks
	rounds int         // last block that spoke of rounds
	count  int         // of rounds, told last
	city   string      // last venue
	home   string      // city of the dateline, where it is a venue
	day    control.Day // of the meeting told last without its round
	dayAt  int         // block that told it
	ahead  bool        // it was still to come
	lastAt int         // block that entered the last round
	cur    int         // index of the round under discussion, -1
}

// maxRounds bounds how many rounds a text can hold.
const maxRounds = 32

// talkFacts reads rounds, their venue, day, doors and heads in the sentence.
func (s *sentence) talkFacts() {
	st := &s.r.talks
	talks := s.talksWord(0, len(s.toks))
	rounds := s.rounds()
	for k := range s.toks {
		switch s.low(k) {
		case "delegates", "meeting", "meetings", "session", "sessions", "delegation", "delegations", "negotiators", "negotiator", "negotiating":
			if talks || st.block > 0 && s.r.blocks-st.block <= 6 || s.low(k) == "delegations" || s.low(k) == "negotiators" || s.low(k) == "delegates" {
				talks = true
			}
		}
	}
	if !talks && len(rounds) == 0 {
		s.heads()
		return
	}
	if st.facts == nil {
		st.cur = -1
	}
	st.block = s.r.blocks
	if len(rounds) > 0 {
		st.rounds = s.r.blocks
	}
	city, sameCity := s.venue()
	if city == "" && !sameCity && (contains(s.toks, 0, len(s.toks), "here") || st.city == "") {
		city = st.home
	}
	day := s.talkDay()
	if len(rounds) > 0 && day == control.NoDay && st.dayAt == s.r.blocks && st.ahead == s.scheduled() {
		day = st.day // "Negotiators will sit down in Geneva on Tuesday. It will be the third round"
		city = first(city, st.city)
	}
	if s.severalPlaces(rounds) {
		return
	}
	for i, m := range rounds {
		inside := s.venueInside(m)
		if inside != "" && city == "" {
			city = inside // "The three Istanbul rounds (16 May, 2 June and 23 July)"
		}
		if m.negated || m.count > 0 && !m.last && city == "" && !sameCity && !(m.count > 1 && len(s.roundDays(m)) == m.count && st.cityOf(m.count) != "") {
			continue
		}
		f := claim.TalksFact{Kind: "round", Ordinal: m.ordinal, City: s.venueOf(m, rounds, city), Date: day, Rule: "round"}
		if own := s.ownDay(rounds, i); own != control.NoDay {
			f.Date = own
		}
		if m.count == 1 && len(rounds) > 1 { // each with its own place, and its day where one is told
			f.Date = control.NoDay
			if t, ok := s.daySetOff(m.from); ok {
				f.Date = t.win.From
			}
		}
		if sameCity {
			f.City = st.city
		}
		if m.last && m.count > 0 {
			f.Ordinal = m.count
		}
		if m.count > 1 && !m.last || m.count == 1 && len(rounds) == 1 {
			f.Date = control.NoDay
			f.Ordinal = 0
		}
		if f.City == "" && f.Date == control.NoDay && m.ordinal > 0 && s.anaphoric() && st.cur >= 0 && st.facts[st.cur].Ordinal == 0 && s.r.blocks-st.lastAt <= 1 {
			st.facts[st.cur].Ordinal = m.ordinal // "It was the third time that they sat down"
			continue
		}
		// the venue told behind the round belongs to it; before it, to another
		if f.City == "" && !(m.count > 1 && len(s.roundDays(m)) == m.count) {
			if st.cur >= 0 && m.ordinal == 0 && m.count == 0 {
				continue
			}
			if s.scheduled() || m.ordinal == 0 {
				continue
			}
			if f.Date == control.NoDay {
				continue
			}
			if st.city != "" && m.ordinal > 0 {
				f.City = st.city // a series of rounds in one place
			}
		}
		if s.scheduled() && f.Date == control.NoDay && m.count == 0 {
			continue // placed in an unknown future
		}
		f.Why = "“" + s.slice(m.from, m.to) + "”"
		f.Text = s.slice(m.from, m.to)
		f.Start, f.End = s.block.place(s.toks[m.from].start, s.toks[m.to-1].end)
		count := m.count
		days := s.roundDays(m)
		if count == 0 && contains(s.toks, m.from, m.to, "rounds") && !s.scheduled() {
			count = len(days) // "rounds of talks in Istanbul on 16 May, 2 June and 23 July"
		}
		if count > 1 && !m.last && len(days) == count {
			for n, day := range days { // each told with its day
				g := f
				g.Date = day
				if s.low(m.from) == "first" || s.low(m.from+1) == "first" || s.low(m.from-1) == "first" || st.latest() == count+1 {
					g.Ordinal = n + 1
				}
				if g.City == "" {
					g.City = st.cityOf(count)
				}
				s.addRound(g)
			}
			st.dropCollective(f.City)
			continue
		}
		s.addRound(f)
		if m.count > 1 && !m.last && f.Date == control.NoDay { // "three rounds held in Abu Dhabi and Geneva"
			for k := m.to; k < len(s.toks); k++ {
				if h, ok := s.is(venueName, k); ok && h.id != f.City && s.low(k-1) == "and" && k > 1 && s.venueEndingAt(k-1) {
					g := f
					g.City = h.id
					s.addRound(g)
				}
			}
		}
	}
	told := 0
	for _, m := range rounds {
		if !m.negated {
			told++
		}
	}
	if told == 0 && s.delegationsMet(city) {
		told++
	}
	if told == 0 && city != "" && s.talksIn() {
		f := claim.TalksFact{Kind: "round", City: city, Date: day, Rule: "talks in a city", Why: "talks held in a city"}
		// "the talks in Geneva in February": once only
		if i := s.findTalks(); i >= 0 && s.isRoundOfParties() {
			f.Text = s.slice(i, i+1)
			f.Start, f.End = s.block.place(s.toks[i].start, s.toks[i].end)
			if !(s.scheduled() && day == control.NoDay) {
				s.addRound(f)
			}
		}
	}
	// doors
	for k := range s.toks {
		if s.low(k) == "closed" && s.low(k+1) == "to" || s.low(k) == "private" && s.low(k-1) == "in" || s.low(k) == "camera" && s.low(k-1) == "in" || s.low(k) == "admitted" && s.negatedBefore(k) || s.low(k) == "closed" && (s.low(k+1) == "doors" || s.low(k+1) == "-" && s.low(k+2) == "door") || s.low(k) == "closed-door" {
			if st.cur >= 0 {
				yes := true
				st.facts[st.cur].Closed = &yes
				if st.facts[st.cur].Date == control.NoDay && day != control.NoDay && len(rounds) == 0 {
					st.facts[st.cur].Date = day
				}
			}
		}
	}
	// "held on Wednesday and Thursday": the first day of the round told before
	if len(rounds) == 0 && st.cur >= 0 && day != control.NoDay {
		f := &st.facts[st.cur]
		held := contains(s.toks, 0, len(s.toks), "held") || contains(s.toks, 0, len(s.toks), "sessions") || contains(s.toks, 0, len(s.toks), "began") || contains(s.toks, 0, len(s.toks), "opened")
		if held && (f.Date == control.NoDay || day < f.Date && f.Date-day <= 3) && (city == "" || city == f.City) {
			f.Date = day
		}
	}
	s.heads()
	if city != "" {
		st.city = city
	}
	if len(rounds) == 0 && day != control.NoDay && city != "" {
		st.day, st.dayAt, st.ahead = day, s.r.blocks, s.scheduled()
	}
}

// venueInside is the city named within the words for rounds: "the three Istanbul rounds".
func (s *sentence) venueInside(m roundMention) string {
	for k := m.from; k < m.to; k++ {
		if h, ok := s.is(venueName, k); ok && h.to < m.to {
			return h.id
		}
	}
	return ""
}

// venueEndingAt reports a city of talks right before token i.
func (s *sentence) venueEndingAt(i int) bool {
	h, ok := s.covers(venueName, i-1)
	return ok && i > 0 && h.to == i
}

// noteDateline remembers the city of a dateline, "GENEVA, Feb 16", where talks
// may be held in it.
func (r *reader) noteDateline(text string) {
	head, _, ok := strings.Cut(text, ",")
	if !ok || len(head) > 24 || head != strings.ToUpper(head) || r.talks.home != "" {
		return
	}
	for _, v := range r.lex.war.Venues {
		for _, w := range v.Words {
			if strings.EqualFold(w, head) && !r.lex.war.seat(v.City) {
				r.talks.home = v.City
			}
		}
	}
}

// seat reports the capital of a party: news is sent from there anyway.
func (w *war) seat(city string) bool {
	for _, p := range w.Parties {
		if p.Capital == city {
			return true
		}
	}
	return city == "London" || city == "Paris" || city == "Berlin" || city == "Brussels" || city == "Rome"
}

// latest is the highest number of a round told so far, 0 where none is.
func (st *talksState) latest() int {
	n := 0
	for _, f := range st.facts {
		n = max(n, f.Ordinal)
	}
	return n
}

// cityOf is the city of several rounds told as one before.
func (st *talksState) cityOf(int) string {
	for _, f := range st.facts {
		if f.Ordinal == 0 && f.Date == control.NoDay {
			return f.City
		}
	}
	return st.city
}

// dropCollective removes the entry for several rounds as one, once each of them
// has been told with its day.
func (st *talksState) dropCollective(city string) {
	for k := range st.facts {
		f := &st.facts[k]
		if f.Ordinal == 0 && f.Date == control.NoDay && strings.HasSuffix(f.Text, "rounds") && (city == "" || f.City == city) {
			st.facts = append(st.facts[:k], st.facts[k+1:]...)
			st.cur = min(st.cur, len(st.facts)-1)
			return
		}
	}
}

// addRound enters a round, or adds to the one that it repeats.
func (s *sentence) addRound(f claim.TalksFact) {
	st := &s.r.talks
	for k := range st.facts {
		g := &st.facts[k]
		if f.City != "" && g.City != "" && f.City != g.City {
			continue
		}
		if f.Ordinal != 0 && g.Ordinal != 0 && f.Ordinal != g.Ordinal {
			continue
		}
		if f.Date != control.NoDay && g.Date != control.NoDay && f.Date != g.Date {
			days := max(f.Date-g.Date, g.Date-f.Date) <= 3 && (f.Ordinal == 0) != (g.Ordinal == 0) // of one round: "ended on Friday", "opened on Wednesday"
			if f.City != g.City || !days && (f.Ordinal == 0 || f.Ordinal != g.Ordinal) {
				continue
			}
		}
		if f.City == g.City && (f.Ordinal == 0) != (g.Ordinal == 0) && (f.Date != g.Date) {
			if f.Date != control.NoDay && g.Date != control.NoDay && max(f.Date-g.Date, g.Date-f.Date) > 3 {
				continue
			}
		}
		if g.Ordinal == 0 {
			g.Ordinal = f.Ordinal
		}
		if g.City == "" {
			g.City = f.City
		}
		if g.Date == control.NoDay || f.Date != control.NoDay && f.Date < g.Date {
			g.Date = f.Date
		}
		g.Parties = append(g.Parties, s.atTable()...)
		st.cur = k
		return
	}
	if len(st.facts) >= maxRounds {
		return
	}
	f.Heads = map[string][]string{}
	f.Parties = s.atTable()
	st.lastAt = s.r.blocks
	st.facts = append(st.facts, f)
	earlier := false
	for k := range s.toks {
		if w := s.low(k); w == "earlier" || w == "previous" || w == "follows" || w == "followed" || w == "first" && len(st.facts) > 1 || w == "past" {
			earlier = true
		}
	}
	if !(earlier && st.cur >= 0 && len(st.facts) > 1) {
		st.cur = len(st.facts) - 1
	}
}

// atTable are the parties that a sentence on a round seats beside the two sides:
// who mediates, where the talks are called three-way.
func (s *sentence) atTable() []string {
	for k := range s.toks {
		switch s.low(k) {
		case "three-way", "trilateral", "three-sided", "tripartite":
			return s.r.lex.war.thirdParty()
		}
	}
	return nil
}

// thirdParty is who sits with the two sides at the tables of three.
func (w *war) thirdParty() []string {
	for _, t := range w.Tables {
		if len(t.Parties) != 3 {
			continue
		}
		for _, p := range t.Parties {
			if p != w.Invader && p != w.Defender {
				return []string{p}
			}
		}
	}
	return nil
}

// venue reads the city of the talks: "in Geneva", "in the Emirati capital", "in
// the same city".
func (s *sentence) venue() (city string, same bool) {
	for i := range s.toks {
		if h, ok := s.is(venueName, i); ok {
			p := s.low(i - 1)
			if p == "the" || p == "of" && s.low(i-2) == "city" {
				p = s.low(i - 2)
			}
			if p == "for" && !s.scheduled() {
				p = ""
			}
			if s.low(h.to) == "," && s.low(h.to+1) == "where" && s.low(i-1) != "in" { // "offered Istanbul, where they met for three rounds"
				p = "in"
			}
			if w := s.low(h.to); w == "hosted" || w == "hosts" || (w == "has" || w == "had" || w == "will") && strings.HasPrefix(s.low(h.to+1), "host") {
				p = "in" // "Istanbul hosted three rounds"
			}
			if w := s.low(i - 1); w == "left" || w == "departed" || w == "leaving" {
				p = "in" // "left Geneva after two days of talks"
			}
			if p == "in" || p == "at" || p == "for" || p == "near" || s.low(h.to) == "talks" || s.low(h.to) == "round" || s.low(h.to) == "meeting" || s.low(h.to) == "negotiations" || s.low(h.to) == "discussions" || s.low(h.to) == "meetings" {
				if i == 1 && p == "in" && s.low(h.to) == "," && (h.id == "Moscow" || h.id == "Kyiv" || h.id == "Washington") {
					continue // In Moscow, a spokesman said
				}
				if city == "" || s.roundNear(i) {
					city = h.id
				}
			}
		}
		if s.low(i) == "same" && (s.low(i+1) == "city" || s.low(i+1) == "venue" || s.low(i+1) == "place") || s.low(i) == "there" && s.low(i-1) != "," && s.low(i+1) != "has" && s.low(i+1) != "is" && s.low(i+1) != "was" && s.low(i+1) != "were" && i > 2 {
			same = true
		}
	}
	return city, same && city == ""
}

// venueOf tells the venue of one of several rounds in a sentence: the city that
// follows it ("after two rounds in Abu Dhabi"), else one that follows no other
// ("sit down in Geneva for a third round, after …"), else the sentence's.
func (s *sentence) venueOf(m roundMention, all []roundMention, fallback string) string {
	for k := m.to; k < min(len(s.toks), m.to+venueReach); k++ {
		if h, ok := s.is(venueName, k); ok && (s.low(k-1) == "in" || s.low(k-1) == "at" || s.low(k-1) == "for") {
			return h.id
		}
		if w := s.low(k); w == "," && s.low(k+1) != "in" || w == ";" {
			break
		}
	}
	if len(all) < 2 {
		return fallback
	}
	free := ""
	for i := range s.toks {
		h, ok := s.is(venueName, i)
		if !ok || s.low(i-1) != "in" && s.low(i-1) != "at" {
			continue
		}
		owner := -1
		for k, x := range all {
			if x.to <= i && i-x.to <= venueReach {
				owner = k
			}
		}
		switch {
		case owner >= 0 && all[owner].from == m.from:
			return h.id
		case owner < 0 && free == "":
			free = h.id
		}
	}
	if free != "" {
		return free
	}
	if s.r.talks.dayAt == s.r.blocks && s.r.talks.city != "" {
		return s.r.talks.city
	}
	return fallback
}

// venueReach is how many words may stand between a round and its city.
const venueReach = 5

func (s *sentence) roundNear(i int) bool {
	for k := max(0, i-6); k < i; k++ {
		if s.low(k) == "round" || s.low(k) == "rounds" {
			return true
		}
	}
	return false
}

// talksIn reports "talks in Geneva", "Geneva talks", "to meet in Geneva".
func (s *sentence) talksIn() bool { return s.findTalks() >= 0 }

func (s *sentence) findTalks() int {
	for k := range s.toks {
		switch s.low(k) {
		case "talks", "negotiations":
			switch s.low(k + 1) {
			case "resume", "resumed", "open", "opened", "begin", "began", "start", "started", "continue", "continued", "restart", "restarted", "took", "take", "ended", "closed", "between", "produced", "yielded", "brought", "lasted":
				return k
			}
			if s.appointed(k + 1) {
				return k
			}
			if s.low(k-1) == "of" && (s.low(k-2) == "days" || s.low(k-2) == "hours" || s.low(k-2) == "day") {
				return k
			}
			if s.low(k-1) == "peace" || s.low(k+1) == "in" || s.low(k+1) == "held" || s.low(k-1) == "direct" || s.low(k-1) == "trilateral" {
				return k
			}
			if _, ok := s.covers(venueName, k-1); ok && k > 0 {
				return k
			}
		}
	}
	return -1
}

// appointed reports "scheduled for 26 February", "announced for", "due on" at token
// i: what is said of talks that have their day.
func (s *sentence) appointed(i int) bool {
	if s.low(i) == "," || s.low(i) == "that" || s.low(i) == "which" {
		i++
	}
	for auxiliary[s.low(i)] || s.low(i) == "originally" || s.low(i) == "now" || s.low(i) == "initially" || s.low(i) == "first" || s.low(i) == "provisionally" || s.low(i) == "tentatively" {
		i++
	}
	switch s.low(i) {
	case "scheduled", "announced", "planned", "set", "slated", "pencilled", "penciled", "due", "expected", "arranged", "called", "agreed", "convened", "billed", "fixed", "timetabled", "postponed", "rescheduled", "moved", "delayed":
	default:
		return false
	}
	if s.low(i+1) == "in" {
		i++
	}
	switch s.low(i + 1) {
	case "for", "on", "to", "until", "from":
		return s.timeOver(i+2) != nil || s.timeOver(i+1) != nil
	}
	return false
}

// isRoundOfParties leaves out gatherings that are no round: visits, summits.
func (s *sentence) isRoundOfParties() bool {
	for k := range s.toks {
		switch s.low(k) {
		case "leaders", "summit", "allies", "visit", "phone":
			return false
		}
	}
	return true
}

// finishTalks hands on the rounds, with the parties at their tables.
func (r *reader) finishTalks() {
	for _, f := range r.talks.facts {
		parties := map[string]bool{}
		for _, t := range r.lex.war.Tables {
			if t.City == f.City {
				for _, p := range t.Parties {
					parties[p] = true
				}
			}
		}
		if len(parties) == 0 {
			parties[r.lex.invader], parties[r.lex.defender] = true, true
		}
		for p := range f.Heads {
			parties[p] = true
		}
		for _, p := range f.Parties {
			parties[p] = true
		}
		f.Parties = nil
		for p := range parties {
			f.Parties = append(f.Parties, p)
		}
		sort.Strings(f.Parties)
		r.talk(f)
	}
}
