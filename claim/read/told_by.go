package read

import "strings"

// toldBy reads "was acknowledged by the General Staff": a telling in the passive,
// whose speaker stands behind it. What is told stands before the verb.
func (s *sentence) toldBy() {
	for _, h := range s.hits {
		if h.class != sayVerb || s.low(h.to) != "by" || !participle(s.low(h.from)) || !s.isPassive(h.from, h.to) {
			continue
		}
		name, through, end := s.sourcePhrase(h.to + 1)
		if name == "" || !s.speakerLike(h.to+1, min(end, len(s.toks))) {
			continue
		}
		s.addSource(source{from: s.scopeBack(h.from), to: h.from, verb: h.from, name: name, through: through, how: "told by"}, h.to+1, end)
	}
}

// putsFigure reports "had put its own gains at 150 sq km": a verb of putting with
// a figure behind "at" is one of telling.
func (s *sentence) putsFigure(i int) bool {
	for k := i; k < min(len(s.toks), i+14); k++ {
		if w := s.low(k); w == ";" || w == "." {
			return false
		}
		if s.low(k) != "at" {
			continue
		}
		for _, q := range s.qty {
			if q.from == k+1 {
				return true
			}
		}
	}
	return false
}

// issueVerbs are what is done with a map or a statement before others cite it.
var issueVerbs = set("published publishes issued released posted compiled drew produced put shared circulated updated keeps kept maintains")

// itsOwn resolves the "it" of "according to a map it published" between tokens i
// and j: who was telling before.
func (s *sentence) itsOwn(i, j int) string {
	for k := i + 1; k+1 < j; k++ {
		if !issueVerbs[s.low(k+1)] {
			continue
		}
		switch s.low(k) {
		case "he", "she":
			if p := s.r.meantBy(s.low(k)); p != nil {
				return p.Name
			}
		case "it", "they":
			if len(s.src) > 0 {
				return s.src[len(s.src)-1].name
			}
			return s.r.lastSource
		}
	}
	return ""
}

// computeVerbs are what the maker of a figure does with another's data.
var computeVerbs = set("compiled collated collected gathered analysed analyzed calculated computed processed produced prepared assembled crunched tallied derived worked")

// computedBy reads "figures compiled by the Clement Center from DeepState's maps":
// who computed them, and from whose data.
func (s *sentence) computedBy(i, j int) (name, through string) {
	for k := i; k+2 < j; k++ {
		by := k + 1
		if s.low(by) == "out" {
			by++
		}
		if !computeVerbs[s.low(k)] || s.low(by) != "by" {
			continue
		}
		end := by + 1
		for end < j && s.low(end) != "from" && s.low(end) != "using" && s.low(end) != "based" && s.low(end) != "on" && s.low(end) != "with" && s.low(end) != "for" && s.low(end) != "out" {
			end++
		}
		name, _, _ = s.nameOf(by+1, end)
		if name == "" || end >= j || s.low(end) == "for" {
			return "", "" // "compiled by ISW for AFP" is AFP's
		}
		for k := end; k < j; k++ {
			if h, ok := s.is(sourceName, k); ok && h.id != name {
				return name, h.id
			}
		}
		return name, ""
	}
	return "", ""
}

// colonSource reads "ISW: Russian forces gained 31 sq km", "Kyiv: the village is under
// our control": who tells a short report, before its colon, a clock apart.
func (s *sentence) colonSource() {
	i := 0
	if s.first == 0 && len(s.toks) > 4 && s.toks[0].kind == number && (s.low(1) == ":" || s.low(1) == ".") && s.toks[2].kind == number {
		i = 3
		for s.low(i) == "a.m" || s.low(i) == "p.m" || s.low(i) == "a.m." || s.low(i) == "p.m." || s.low(i) == "." || s.low(i) == "gmt" || s.low(i) == "et" {
			i++
		}
	}
	end := i
	for end < len(s.toks) && end-i < 7 && (s.toks[end].kind == word || s.low(end) == "'") {
		if auxiliary[s.low(end)] || s.isSay(end) && !s.nounInName(end) {
			return
		}
		end++
	}
	if end == i || s.low(end) != ":" || end+4 >= len(s.toks) || !s.toks[i].capital() {
		return
	}
	_, party := s.is(partyName, i)
	_, listed := s.is(sourceName, i)
	body := false
	for k := i; k < end; k++ {
		_, org := s.is(organisation, k)
		body = body || org || s.low(k) == "ministry" || s.low(k) == "staff" || s.low(k) == "military"
	}
	if !listed && !body && !(party && end == i+1) {
		return
	}
	for _, q := range s.qty {
		if q.from == end+1 || q.from == end+2 && s.toks[end+1].kind == mark {
			return // "Russia: 12 villages", "UA: +6 km²"
		}
	}
	told := s.inControl(end, len(s.toks)) != ""
	for _, t := range s.trig {
		told = told || !t.noun && t.from > end
	}
	if told {
		name, through, p := s.nameOf(i, end)
		s.addSource(source{from: end + 1, to: len(s.toks), verb: end, name: name, through: through, person: p, how: "leading source"}, i, end)
	}
}

// groupEndingAt is a publisher that the text has named with its noun and whose name
// ends at token i, and where it begins.
func (s *sentence) groupEndingAt(i int) (name string, from int) {
	for from = i - 1; from >= 0 && from > i-5 && s.toks[from].kind == word && s.toks[from].capital(); from-- {
		name = s.slice(from, i)
		for _, n := range s.r.groups {
			if n == name {
				return name, from
			}
		}
	}
	return "", 0
}

// hasUp reads "DeepState has Russia up 505 sq km", "The group has Russia gaining 11 sq
// km": a publisher that has a side up or down by something, or taking it.
func (s *sentence) hasUp() {
	for k := 1; k < len(s.toks); k++ {
		if w := s.low(k); w == "gave" || w == "gives" || w == "credits" || w == "credited" { // "Its map, Verst, has readers. In May it gave Russia 51 sq miles"
			a, found := s.actorIn(k+1, k+2)
			if found && s.low(k-1) == "it" && s.r.counter != "" && s.r.counterBlock == s.r.blocks && a.form != asPlace {
				s.addSource(source{from: 0, to: len(s.toks), verb: k, name: s.r.counter, series: true, how: "whose map has it"}, k-1, k)
			}
			continue
		}
		if w := s.low(k); w != "has" && w != "have" && w != "had" && w != "shows" && w != "showed" {
			continue
		}
		a, found := s.actorIn(k+1, k+2)
		if !found || a.form == asPlace || s.low(a.to) != "up" && s.low(a.to) != "down" && s.low(a.to) != "at" && s.low(a.to) != "on" && !strings.HasSuffix(s.low(a.to), "ing") {
			continue
		}
		from, name := k-1, ""
		if h, ok := s.covers(sourceName, k-1); ok {
			from, name = h.from, h.id
		} else if k >= 2 && s.low(k-2) == "the" { // "The group has Russia gaining"
			from, name = k-2, s.definitePublisher(k-2, k)
		} else if n, b := s.groupEndingAt(k); n != "" {
			from, name = b, n
		}
		if name == "" {
			continue
		}
		s.addSource(source{from: k + 1, to: len(s.toks), verb: k, name: name, series: true, how: "whose map has it"}, from, k)
	}
}
