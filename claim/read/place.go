package read

import (
	"strings"
)

// regionIn finds the region that a phrase between tokens i and j is about, and
// returns its name and the tokens it spans. Names come from the lexicon or from
// a region's noun behind a capitalized word.
func (s *sentence) regionIn(i, j int) (name string, a, b int) {
	for k := i; k < j && k < len(s.toks); k++ {
		if s.low(k) == "," && k > i || s.low(k) == ";" || s.low(k) == "--" {
			return "", 0, 0
		}
		if _, masked := s.is(siteName, k); masked {
			return "", 0, 0
		}
		if n, b := s.regionAt(k); n != "" {
			return n, k, b
		}
	}
	return "", 0, 0
}

// regionAt reads a region at token k: "Donetsk", "the Huliaipole direction",
// "Kharkiv and Sumy", "the country", "the province", "there".
func (s *sentence) regionAt(k int) (string, int) {
	t := s.toks[k]
	if t.low == "the" && (s.low(k+1) == "latter" || s.low(k+1) == "former") && s.r.pair[0] != "" {
		if s.low(k+1) == "latter" {
			return s.r.pair[1], k + 2
		}
		return s.r.pair[0], k + 2
	}
	if t.low == "the" && s.low(k+2) == "of" && (s.low(k+1) == "direction" || s.low(k+1) == "sector" || s.low(k+1) == "area") {
		if e := s.properAt(min(k+3, len(s.toks)-1)); e > k+3 { // "in the direction of Pokrovsk"
			return s.slice(k+3, e) + " " + s.low(k+1), e
		}
	}
	if t.low == "that" || t.low == "this" || t.low == "these" {
		switch s.low(k + 1) {
		case "sector", "direction", "axis", "area", "section", "stretch":
			if s.r.area != "" {
				return s.r.area, k + 2
			}
		}
		return "", 0
	}
	if t.low == "the" {
		// "the country", "the province", "the Zaporizhzhia region"
		switch s.low(k + 1) {
		case "country", "nation":
			return s.r.lex.war.Home, k + 2
		case "province", "oblast", "region":
			if n := s.regionNamedBefore(k); n != "" {
				return n, k + 2
			}
			if s.r.region != "" {
				return s.r.region, k + 2
			}
			if s.r.lex.regions[strings.ToLower(s.r.town)] {
				return s.r.town, k + 2
			}
			return "", 0
		case "sector", "direction", "axis", "area":
			if s.r.area != "" {
				return s.r.area, k + 2
			}
			return "", 0
		}
		k++
		if k >= len(s.toks) {
			return "", 0
		}
		t = s.toks[k]
	}
	if !t.capital() || t.kind != word {
		return "", 0
	}
	if h, ok := s.is(regionName, k); ok {
		end := h.to
		name := s.slice(k, h.to)
		if s.low(end) == "and" {
			if h2, ok := s.is(regionName, end+1); ok {
				next := s.low(h2.to)
				if _, region := s.is(regionNoun, h2.to); region || !s.isTown(h2.id) || !s.isTown(h.id) || next != "'s" {
					name = name + " and " + s.slice(end+1, h2.to)
					end = h2.to
				}
			}
		}
		if _, ok := s.is(regionNoun, end); ok {
			n := s.low(end)
			end++
			if n == "sector" || n == "direction" || n == "axis" || n == "front" || n == "area" {
				name = s.slice(k, end)
			}
		}
		return name, end
	}
	if h, ok := s.is(partyName, k); ok {
		for _, p := range s.r.lex.parties {
			if p.ID == h.id && (p.Country == s.slice(k, h.to)) && s.low(h.to) != "'s" && (p.ID == s.r.lex.invader || p.ID == s.r.lex.defender) {
				return p.Country, h.to
			}
		}
		return "", 0
	}
	// a capitalized word before a region's noun: "Sloviansk sector"
	e := k + 1
	for e < len(s.toks) && e < k+3 && s.toks[e].kind == word && s.toks[e].capital() {
		if _, ok := s.is(regionNoun, e); ok {
			break
		}
		e++
	}
	if e < len(s.toks) {
		if h, ok := s.is(regionNoun, e); ok && s.low(e) != "front" {
			return s.slice(k, h.to), h.to
		}
	}
	return "", 0
}

// regionNamedBefore is the region that the sentence has named before token k:
// "14 villages in the Sumy region, roughly 0.9 per cent of the province".
func (s *sentence) regionNamedBefore(k int) string {
	for i := k - 1; i >= 0; i-- {
		h, ok := s.is(regionName, i)
		if !ok {
			continue
		}
		if _, noun := s.is(regionNoun, h.to); noun && s.low(h.to) != "front" && s.low(h.to) != "sector" && s.low(h.to) != "direction" || !s.isTown(h.id) {
			return h.id
		}
	}
	return ""
}

func (s *sentence) isTown(name string) bool { return s.r.lex.towns[strings.ToLower(name)] }

// properAt returns the end of a run of capitalized words at k that can name a
// place: not a party, person, month or weekday.
func (s *sentence) properAt(k int) int {
	e := k
	for e < len(s.toks) && e < k+4 {
		t := s.toks[e]
		if t.kind != word || !t.capital() || months[t.low] != 0 && t.low != "march" {
			break
		}
		if _, ok := weekdays[t.low]; ok {
			break
		}
		if e == k && (k == 0 || s.low(k-1) == ":") && sentenceOpeners[t.low] {
			return k
		}
		for _, c := range []class{partyName, partyAdjective, sourceName, personName} {
			if _, ok := s.is(c, e); ok {
				return e
			}
		}
		e++
	}
	return e
}

// aroundPlace reads "near X", "around the town", "in the sector", "there"
// between two tokens as a region: "X area".
func (s *sentence) aroundPlace(i, j int) (string, bool) {
	for k := i; k < j && k < len(s.toks); k++ {
		w := s.low(k)
		if w == ";" || w == "--" || w == "." {
			return "", false
		}
		switch w {
		case "near", "around", "outside", "at", "round", "surrounding":
			n := k + 1
			if s.low(n) == "the" && (s.low(n+1) == "town" || s.low(n+1) == "city" || s.low(n+1) == "village" || s.low(n+1) == "settlement") {
				if e := s.ofName(n + 2); e != "" {
					return e + " area", true
				}
				if s.r.town != "" {
					return s.r.town + " area", true
				}
				return "", false
			}
			if s.low(n) == "the" {
				n++
			}
			for s.low(n) == "village" || s.low(n) == "town" || s.low(n) == "city" || s.low(n) == "of" {
				n++
			}
			if n < len(s.toks) {
				if l := s.cityList(n); l != "" && w != "at" {
					return l, true // "around Kyiv, Chernihiv and Sumy"
				}
				if e := s.properAt(n); e > n {
					return s.slice(n, e) + " area", true
				}
			}
		case "there":
			if k > 0 && s.low(k+1) != "is" && s.low(k+1) != "was" && s.low(k+1) != "has" && s.low(k+1) != "are" && s.low(k+1) != "were" && s.low(k+1) != "will" {
				if s.r.area != "" {
					return s.r.area, true
				}
				if s.r.region != "" {
					return s.r.region, true
				}
			}
		case "bank":
			if s.r.town != "" {
				return s.r.town + " area", true
			}
		}
	}
	return "", false
}

// cityList reads three regions or cities at token n: "Kyiv, Chernihiv and Sumy".
func (s *sentence) cityList(n int) string {
	k, names := n, 0
	for k < len(s.toks) && names < 5 {
		h, ok := s.is(regionName, k)
		if !ok {
			return ""
		}
		names++
		k = h.to
		switch {
		case s.low(k) == ",":
			k++
		case s.low(k) == "and":
			if h, ok := s.is(regionName, k+1); ok && names >= 2 {
				return s.slice(n, h.to)
			}
			return ""
		default:
			return ""
		}
	}
	return ""
}

func (s *sentence) ofName(i int) string {
	if s.low(i) != "of" {
		return ""
	}
	if e := s.properAt(i + 1); e > i+1 {
		return s.slice(i+1, e)
	}
	return ""
}

// regionFor finds the region of a figure that ends at token i: in the words
// behind it, else in a phrase that opens the sentence.
func (s *sentence) regionFor(i, anchor int) string {
	end := min(len(s.toks), i+16)
	for k := i; k < end; k++ {
		w := s.low(k)
		if w == ";" || w == "--" || w == "." {
			end = k
			break
		}
		if k > i {
			stop := false
			for _, q := range s.qty {
				if q.from == k && !q.converted {
					stop = true
				}
			}
			if stop {
				end = k
				break
			}
			if w == "according" || w == "citing" {
				end = k
				break
			}
			if w == "," && s.low(k+1) == "on" && s.low(k+2) == "average" && s.low(k+3) == "," {
				k += 3
				continue
			}
			if w == "," && k > i+1 {
				// past a comma only a plain "in …" belongs to it
				end = k
				break
			}
		}
	}
	for k := i; k < end; k++ {
		w := s.low(k)
		if w == "on" {
			if name, e := s.regionAt(min(k+1, len(s.toks)-1)); name != "" && name != s.r.lex.war.Home {
				if _, noun := s.is(regionNoun, e-1); noun {
					return name // "on the Lyman axis"
				}
			}
			if n := k + 2; s.low(k+1) == "the" && n < len(s.toks) {
				if e := s.properAt(n); e > n && s.low(e) == "front" {
					return s.slice(n, e+1) // "on the Oleksandrivka front"
				}
			}
		}
		if w == "in" || w == "of" || w == "across" || w == "within" || w == "inside" || w == "from" {
			n := k + 1
			for s.low(n) == "the" && (s.low(n+1) == "rest" || s.low(n+1) == "whole" || s.low(n+1) == "remainder") {
				n += 3
			}
			if n < len(s.toks) {
				if s.low(n) == "its" || s.low(n) == "their" {
					n++ // "of its Kursk bridgehead"
				}
				if s.low(n) == "eastern" || s.low(n) == "southern" || s.low(n) == "northern" || s.low(n) == "western" || s.low(n) == "neighbouring" || s.low(n) == "neighboring" {
					n++
				}
				if h, ok := s.is(partyName, n); ok && s.low(h.to) == "'s" {
					n = h.to + 1 // of Russia's Belgorod region
				}
				if name, _ := s.regionAt(n); name != "" && name != s.r.lex.war.Home {
					return name
				}
			}
		}
		if b, j := s.bearingAt(k); b != "" && s.low(j) == "of" && j+1 < len(s.toks) {
			if e := s.properAt(j + 1); e > j+1 && !s.mask[j+1] {
				return s.slice(j+1, e) + " area"
			}
		}
		if w == "there" || w == "near" || w == "around" || w == "bank" || w == "outside" {
			if name, ok := s.aroundPlace(k, end); ok {
				return name
			}
		}
	}
	// "the rest of the Donetsk region, about 6,000 square kilometers"
	if anchor > 1 && (s.low(anchor-1) == "," || s.low(anchor-1) == "(" || s.low(anchor-1) == "--") {
		for k := anchor - 2; k >= 0 && k > anchor-6; k-- {
			if n, e := s.regionAt(k); n != "" && e == anchor-1 && n != s.r.lex.war.Home && !s.isSide(n) && (k > 0 && s.low(k-1) != "," && (placePreps[s.low(k-1)] || s.low(k-1) == "the" && placePreps[s.low(k-2)])) && anchor > 6 {
				return n
			}
		}
	}
	// "in the Donetsk region, where Moscow's army added 78"
	for k := anchor - 1; k > 1 && k > anchor-10; k-- {
		if s.low(k) != "where" {
			continue
		}
		for j := k - 1; j >= 0 && j > k-5; j-- {
			if n, _ := s.regionAt(j); n != "" && n != s.r.lex.war.Home && (s.low(j-1) == "in" || s.low(j-2) == "in") {
				return n
			}
		}
		break
	}
	// "Around Huliaipole, …", "In the Donetsk region, …"
	if anchor > 2 {
		if name := s.openedRegion(anchor); name != "" {
			return name
		}
		w := s.low(0)
		if w == "in" || w == "around" || w == "near" || w == "across" || w == "outside" {
			if name, b, e := s.regionIn(1, 5); name != "" && b <= 2 && name != s.r.lex.war.Home && e < len(s.toks) && (s.low(e) == "," || s.startsActor(e) || s.toks[e].capital()) {
				return name
			}
			if w != "in" {
				if name, ok := s.aroundPlace(0, 5); ok {
					return name
				}
			}
		}
	}
	return ""
}

// openedRegion is a region that opens the main clause behind other opening words: "As
// reported earlier, in the Pokrovsk direction the occupiers are".
func (s *sentence) openedRegion(anchor int) string {
	for k := 1; k < min(anchor-2, 8); k++ {
		if s.low(k) != "," || s.low(k+1) != "in" && s.low(k+1) != "on" {
			if _, ok := s.actorIn(k, k+1); ok {
				return ""
			}
			continue
		}
		name, b, e := s.regionIn(k+2, k+6)
		if _, noun := s.is(regionNoun, e-1); name == "" || b > k+3 || !noun || name == s.r.lex.war.Home || !(s.low(e) == "," || s.startsActor(e)) {
			return ""
		}
		return name
	}
	return ""
}

// foreignSoil reads "of Russian soil" at token i: the country whose land it is.
func (s *sentence) foreignSoil(i int) string {
	if s.low(i) != "of" {
		return ""
	}
	h, ok := s.is(partyAdjective, i+1)
	if !ok {
		return ""
	}
	switch s.low(h.to) {
	case "soil", "territory", "land":
		return s.r.lex.parties[h.id].Country
	}
	return ""
}
