package read

import "strings"

// placeMention is a town or village named in a sentence.
type placeMention struct {
	from, to int
	name     string
	village  bool // told to be a village
}

// maxKnown bounds how many places a reader remembers.
const maxKnown = 128

// findPlaces finds the towns a sentence names: behind a settlement's noun or a
// bearing, behind a preposition where the name looks like a place or is known
// as one.
func (s *sentence) findPlaces() {
	for i := 0; i < len(s.toks); i++ {
		t := s.toks[i]
		if t.kind != word || !t.capital() {
			continue
		}
		e := s.properAt(i)
		if e == i {
			continue
		}
		name := s.slice(i, e)
		p := placeMention{from: i, to: e, name: name}
		prev := s.low(i - 1)
		ok := false
		switch {
		case prev == "of" && i >= 2:
			if _, is := s.is(settlementNoun, i-2); is {
				ok = true
				p.village = s.low(i-2) == "village" || s.low(i-2) == "settlement" || s.low(i-2) == "hamlet"
			}
			if _, bearing := compass[s.low(i-2)]; bearing {
				ok = true
			}
		case prev == "near" || prev == "around" || prev == "outside" || prev == "neighboring" || prev == "neighbouring" || prev == "nearby":
			ok = true
		}
		if !ok {
			ok = s.placeLike(name) || s.r.knows(name) || s.r.lex.towns[strings.ToLower(name)]
		}
		if !ok && s.low(e) == "," && (s.low(e+1) == "a" || s.low(e+1) == "the") {
			for k := e + 2; k < min(len(s.toks), e+6); k++ {
				if _, is := s.is(settlementNoun, k); is || s.low(k) == "hub" {
					ok = true
					p.village = s.low(k) == "village"
				}
			}
		}
		if _, region := s.is(regionNoun, e); region && s.low(e) != "front" {
			ok = false
		}
		if _, region := s.is(regionName, i); region && !s.r.lex.towns[strings.ToLower(name)] {
			ok = false
		}
		if s.low(e) == "'s" && !s.r.knows(name) {
			ok = false
		}
		for _, c := range []class{personName, venueName, siteName} {
			if h, is := s.is(c, i); is && !(c == venueName && s.r.lex.towns[strings.ToLower(h.id)]) {
				ok = false
			}
		}
		if s.r.findPerson(name) != nil {
			ok = false
		}
		if ok {
			s.places = append(s.places, p)
		}
		i = e - 1
	}
}

// townApart returns the town meant by "the town" or "to the east" at token i:
// the nearest named before that is neither a village nor the one spoken of.
func (s *sentence) townApart(i int, not string) string {
	for k := len(s.places) - 1; k >= 0; k-- {
		if p := s.places[k]; p.to <= i && p.name != not && !p.village {
			return p.name
		}
	}
	if s.r.town != not {
		return s.r.town
	}
	return s.r.prevTown
}

// placeApart returns the place meant by "the village" or "the town" at token i:
// the nearest named before it in the sentence, else the last told. A village is
// looked for among all, a town among those not told to be villages.
func (s *sentence) placeApart(i int, noun string) string {
	for k := len(s.places) - 1; k >= 0; k-- {
		if p := s.places[k]; p.to <= i && (!p.village || noun != "town" && noun != "city") {
			return p.name
		}
	}
	return s.r.town
}

// seePlaces remembers the towns and regions of a sentence for the next.
func (s *sentence) seePlaces() {
	if len(s.toks) <= 2 {
		return // "Gone."
	}
	for _, p := range s.places {
		if !s.r.knows(p.name) {
			s.r.known = append(s.r.known, p.name)
			if len(s.r.known) > maxKnown {
				s.r.known = append(s.r.known[:0], s.r.known[1:]...)
			}
		}
	}
	// the town a sentence is about: the first it names, unless told with a
	// settlement claim already
	if len(s.places) > 0 {
		about := s.places[0].name
		if n := s.townSpokenOf(); n != "" {
			about = n
		}
		for _, d := range s.drafts {
			if d.Kind == "settlement_control" && d.ReferencePlace != "" {
				about = d.ReferencePlace
			}
		}
		s.r.seeTown(about)
	}
	for k := 0; k < len(s.toks); k++ {
		if s.low(k) == "the" || !s.toks[k].capital() {
			continue
		}
		if n, e := s.regionAt(k); n != "" && e > k && n != s.r.lex.war.Home {
			_, named := s.is(regionName, k)
			_, noun := s.is(regionNoun, e-1)
			if named && (noun || !s.isTown(n)) || noun {
				s.r.seeRegion(n)
			}
			k = e - 1
		}
	}
}

// townSpokenOf is the town told before that the sentence goes on about: "The city
// itself, 37 miles north-west of Donetsk, is".
func (s *sentence) townSpokenOf() string {
	k := 0
	for s.low(k) == "but" || s.low(k) == "and" || s.low(k) == "," {
		k++
	}
	if s.low(k) != "the" || s.r.town == "" {
		return ""
	}
	switch w := s.low(k + 1); w {
	case "town", "city", "village", "settlement":
		n := s.low(k + 2)
		if n == "itself" || n == "," || beWords[n] || n == "lies" || n == "sits" || n == "has" || n == "had" || n == "stands" || n == "fell" {
			return s.placeApart(k, w)
		}
	}
	return ""
}

func (r *reader) knows(name string) bool {
	for _, k := range r.known {
		if k == name {
			return true
		}
	}
	return false
}

// seeRegion remembers a region, or an area about a town.
func (r *reader) seeRegion(name string) {
	if a, b, ok := strings.Cut(name, " and "); ok {
		r.pair = [2]string{a, b}
	}
	for _, end := range []string{" area", " direction", " sector", " axis"} {
		if strings.HasSuffix(name, end) {
			r.area = name
			return
		}
	}
	if r.lex.regions[strings.ToLower(name)] {
		r.region, r.area = name, ""
	} else if !strings.Contains(name, " and ") && name != r.lex.war.Home && !r.lex.places[strings.ToLower(name)] && !r.knows(name) {
		r.region = name
	}
}
