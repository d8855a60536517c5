package read

import (
	"strings"
)

// compass maps bearing words to the 16-point names.
var compass = func() map[string]string {
	m := map[string]string{}
	base := map[string]string{"north": "N", "south": "S", "east": "E", "west": "W", "northeast": "NE", "northwest": "NW", "southeast": "SE", "southwest": "SW"}
	for w, b := range base {
		m[w] = b
		m[w+"ern"] = b
		m[w+"wards"] = b
		m[w+"ward"] = b
	}
	for _, a := range []string{"north", "south"} {
		for _, b := range []string{"east", "west"} {
			v := base[a+b]
			m[a+"-"+b] = v
			m[a+"-"+b+"ern"] = v
			for _, first := range []string{a, b} {
				p := strings.ToUpper(first[:1]) + v
				m[first+"-"+a+b] = p
				m[first+"-"+a+"-"+b] = p
				m[first+a+b] = p
			}
		}
	}
	for _, v := range []string{"N", "S", "E", "W", "NE", "NW", "SE", "SW"} {
		if len(v) == 2 {
			m[strings.ToLower(v)] = v
		}
	}
	return m
}()

// bearingAt reads a bearing at token i: "east", "south-east", "to the north",
// "due west", "east-southeast".
func (s *sentence) bearingAt(i int) (string, int) {
	j := i
	if s.low(j) == "to" && (s.low(j+1) == "the" || s.low(j+1) == "its") {
		j += 2
	} else if s.low(j) == "due" || s.low(j) == "further" || s.low(j) == "farther" || s.low(j) == "directly" || s.low(j) == "just" {
		j++
	}
	b, ok := compass[s.low(j)]
	if !ok {
		return "", i
	}
	if s.low(j+1) == "-" { // "east - southeast"
		if c, ok := compass[s.low(j+2)]; ok && len(c) == 2 && len(b) == 1 {
			return b + c, j + 3
		}
	}
	// "south east"
	if c, ok := compass[s.low(j+1)]; ok && len(b) == 1 && len(c) == 1 && (b == "N" || b == "S") && (c == "E" || c == "W") {
		return b + c, j + 2
	}
	return b, j + 1
}

// mostOfIt: "Most of it lies", "The bulk of the reclaimed territory lies".
func (s *sentence) mostOfIt() bool {
	if w := s.low(1); s.low(0) == "the" && (w == "recaptured" || w == "reclaimed" || w == "regained" || w == "captured" || w == "seized" || w == "liberated" || w == "retaken" || w == "occupied") {
		switch s.low(2) {
		case "ground", "land", "territory", "area", "zone":
			return true
		}
	}
	for k := 0; k < min(len(s.toks), 3); k++ {
		switch s.low(k) {
		case "gains", "most", "much", "bulk", "nearly", "almost", "half":
			for j := k + 1; j < min(len(s.toks), k+6); j++ {
				switch s.low(j) {
				case "it", "this", "that", "are", "territory", "land", "ground", "area", "gains", "gain":
					return true
				}
			}
		}
	}
	return false
}

// sitePlace reads a facility that a distance is told from at token i: "the
// Kurakhove power plant", "the port of Ochakiv", "the plant".
func (s *sentence) sitePlace(i int) (string, int) {
	if s.low(i) == "the" || s.low(i) == "its" {
		i++
	}
	capital := false
	for k := i; k < min(len(s.toks), i+6); k++ {
		t := s.toks[k]
		if h, ok := s.is(siteName, k); ok && k == i {
			return h.id, h.to
		}
		if h, ok := s.is(siteNoun, k); ok && !(t.capital() && k == i) {
			if w := s.low(h.to); capital {
				return s.slice(i, h.to), h.to
			} else if w == "of" || w == "at" || w == "in" || w == "near" {
				if n, e := s.siteAt(k); n != "" {
					return n, e
				}
			}
			if w := s.low(k); s.low(i-1) == "the" && s.r.site != "" && s.r.blocks-s.r.siteBlock <= 2 && (strings.HasSuffix(strings.ToLower(s.r.site), w) || w == "plant" || w == "station") {
				return s.r.site, h.to
			}
			return "", 0
		}
		switch {
		case t.kind != word:
			return "", 0
		case t.capital():
			if _, ok := s.is(partyAdjective, k); ok {
				return "", 0
			}
			capital = true
		case !siteAdjectives[t.low] && t.low != "region" && t.low != "oblast" && t.low != "river":
			return "", 0
		}
	}
	return "", 0
}

// refPlace reads the place a distance is told from. "@russia" stands for that
// side's positions.
func (s *sentence) refPlace(i int) (string, int) {
	if n, e := s.sitePlace(i); n != "" {
		return n, e
	}
	j := i
	for k := 0; k < 7; k++ {
		switch s.low(j) {
		case "its", "their":
			if n := s.low(j + 1); n == "positions" || n == "lines" || n == "trenches" || n == "forces" || n == "troops" || n == "forward" {
				break
			}
			j++
			continue
		case "provincial", "oblast", "the", "that", "edge", "outskirts", "southern", "northern", "eastern", "western", "of", "city", "center", "centre", "town", "village", "regional", "key", "strategic", "hub", "logistics", "embattled", "capital", "suburbs", "frontline", "front-line", "industrial", "major", "neighbouring", "neighboring", "occupied", "stronghold", "nearest", "closest", "foremost", "forward", "south-eastern", "north-eastern", "fortress":
			w := s.low(j)
			if (w == "town" || w == "city" || w == "village" || w == "hub") && (s.low(j-1) == "the" || s.low(j-1) == "that") && !townEdges[s.low(j+1)] && (j+1 >= len(s.toks) || s.low(j+1) != "of" && !(s.toks[j+1].kind == word && s.toks[j+1].capital())) {
				if n := s.placeBearingOf(i); n != "" {
					return n, j + 1
				}
				return s.townApart(i, s.subjectPlace(i)), j + 1 // the town, told before
			}
			if w == "capital" && j+1 < len(s.toks) && s.toks[j+1].capital() {
				return "", j // "the capital, Kyiv": capital distances are left out
			}
			j++
			continue
		}
		break
	}
	if part := s.low(j - 1); j > i && !townEdges[s.low(j)] && (j >= len(s.toks) || !s.toks[j].capital() && s.low(j) != "border" && s.low(j) != "frontier" && s.low(j) != "front" && s.low(j) != "line") {
		switch part { // "from its eastern outskirts", "from the centre"
		case "capital":
			if w := s.low(j - 2); w == "regional" || w == "oblast" || w == "provincial" {
				return s.capitalOf(i), j
			}
		case "center", "centre":
			if w := s.low(j - 2); w == "regional" || w == "oblast" || w == "provincial" {
				if n := s.capitalOf(i); n != "" {
					return n, j
				}
			}
		}
		switch part {
		case "edge", "outskirts", "center", "centre", "suburbs", "city", "town", "village", "hub", "stronghold", "fortress":
			if n := s.placeBearingOf(i); n != "" {
				return n, j // "in a pocket northeast of Huliaipole, within 15 km of the city"
			}
			if n := s.openingPlace(); n != "" {
				return n, j
			}
			return s.townApart(i, s.subjectPlace(i)), j
		}
	}
	if j >= len(s.toks) {
		return "", j
	}
	switch s.low(j) {
	case "border", "frontier":
		if s.low(j+1) == "with" {
			if h, ok := s.is(partyName, j+2); ok {
				return s.slice(j+2, h.to) + " border", h.to
			}
		}
		return "border", j + 1
	case "capital":
		if s.low(j-1) == "regional" || s.low(j-1) == "oblast" {
			if n := s.capitalOf(i); n != "" {
				return n, j + 1
			}
		}
	case "market", "station", "square", "church", "suburb", "streets", "ring", "cathedral", "hospital", "school", "gates", "boundary", "boundaries", "limit", "hall", "limits", "perimeter", "entrance", "main":
		if j > i {
			if e := s.ofName(j + 1); e != "" {
				return e, j + 3
			}
			return s.townApart(i, s.subjectPlace(i)), j + 1 // "8 kilometers from its market"
		}
	case "it", "there", "here":
		return s.townApart(i, s.subjectPlace(i)), j + 1
	case "front", "frontline", "line":
		return "", j
	}
	if w := s.low(j); w == "its" || w == "their" {
		for k := j + 1; k < j+4; k++ {
			if n := s.low(k); n == "positions" || n == "lines" || n == "trenches" {
				if p := s.pronounParty(j); p != "" {
					return "@" + p, k + 1
				}
			}
		}
	}
	if h, ok := s.is(partyAdjective, j); ok {
		for k := h.to; k < h.to+3; k++ {
			switch s.low(k) {
			case "border", "frontier":
				return s.slice(j, k+1), k + 1
			case "outposts", "outpost", "position", "checkpoints", "guns", "artillery", "spearheads", "columns", "positions", "lines", "troops", "forces", "units", "trenches", "soldiers", "infantry", "trench", "soldier", "unit", "tank", "tanks", "gun", "line", "foxhole", "foxholes", "dugout", "dugouts", "post", "posts", "bunker", "bunkers":
				return "@" + h.id, k + 1
			}
		}
	}
	if h, ok := s.is(partyName, j); ok && s.low(h.to) == "'s" && (s.low(h.to+1) == "border" || s.low(h.to+1) == "positions") {
		return s.slice(j, h.to) + " border", h.to + 2
	}
	if h, ok := s.is(siteName, j); ok {
		return h.id, h.to
	}
	if h, ok := s.is(partyAdjective, j); ok && strings.HasSuffix(s.low(h.to-1), "s") && s.r.isBelligerent(h.id) {
		return "@" + h.id, h.to // "less than 10km from the Russians"
	}
	if h, ok := s.is(partyName, j); ok && strings.HasSuffix(s.low(h.to-1), "ians") && s.r.isBelligerent(h.id) {
		return "@" + h.id, h.to
	}
	if h, ok := s.is(epithet, j); ok && s.r.isBelligerent(h.id) {
		return "@" + h.id, h.to
	}
	switch s.low(j) { // "32 km from the nearest positions they hold"
	case "positions", "trenches", "lines", "outposts":
		if t, ok := s.heldBehind(j + 1); ok {
			if a, found := s.actorIn(j+1, t.from); found && s.r.isBelligerent(a.party) {
				return "@" + a.party, t.to
			}
		}
	}
	if !s.toks[j].capital() || s.toks[j].kind != word {
		return "", j
	}
	if h, ok := s.is(partyName, j); ok {
		if s.low(h.to) == "city" {
			return s.slice(j, h.to), h.to + 1
		}
		return "", h.to // Kyiv, Moscow: distances from capitals are left out
	}
	if h, ok := s.is(regionName, j); ok {
		return s.slice(j, h.to), h.to
	}
	e := s.properAt(j)
	if e == j {
		return "", j
	}
	if w := s.low(e); w == "border" || w == "frontier" {
		return s.slice(j, e+1), e + 1 // "the Polish border"
	}
	return s.slice(j, e), e
}

// townEdges are parts of a town that a distance is told from.
var townEdges = set("limits limit boundary boundaries edge centre center outskirts border line gates perimeter market station square hall")

// heldBehind finds "they hold" or "held by" right behind token i.
func (s *sentence) heldBehind(i int) (trigger, bool) {
	for _, t := range s.trig {
		if t.class == holdVerb && !t.noun && t.from >= i && t.from-i <= 3 {
			return t, true
		}
	}
	return trigger{}, false
}

// capitalOf is the seat of the region that the text speaks of.
func (s *sentence) capitalOf(i int) string {
	name := s.r.region
	for k := 0; k < i; k++ {
		if h, ok := s.is(regionName, k); ok {
			name = h.id
		}
	}
	if usual := s.r.lex.war.Spellings[name]; usual != "" {
		name = usual
	}
	if seat := s.r.lex.war.Seats[name]; seat != "" {
		return seat
	}
	return name
}

// openingPlace is the town that a sentence begins with: "Around Kupiansk, by
// contrast, assault groups are 4 km from the centre".
func (s *sentence) openingPlace() string {
	switch s.low(0) {
	case "around", "near", "at", "outside", "in":
	default:
		return ""
	}
	if e := s.properAt(1); e > 1 && s.low(e) == "," && !s.r.lex.regions[strings.ToLower(s.slice(1, e))] {
		return s.slice(1, e)
	}
	return ""
}

// subjectPlace returns the town that a distance is about: the capitalized word
// nearest before it.
func (s *sentence) subjectPlace(i int) string {
	for k := i - 1; k >= 0 && k > i-18; k-- {
		t := s.toks[k]
		if t.low == ";" || t.low == "." || t.kind == quoteMark {
			return ""
		}
		if t.kind == word && t.capital() {
			b := k
			for b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() {
				b--
			}
			if _, ok := s.is(regionNoun, k+1); ok || determiners[t.low] {
				k = b
				continue
			}
			if _, ok := s.covers(regionName, k); ok && !s.isTown(t.text) {
				k = b
				continue
			}
			if e := s.properAt(b); e > k {
				return s.slice(b, e)
			}
			k = b
		}
	}
	return ""
}

// placeBearingOf is the place from which a bearing has been told last in the
// sentence before token i, and which is no subject: "in a pocket northeast of X".
func (s *sentence) placeBearingOf(i int) string {
	for k := len(s.places) - 1; k >= 0; k-- {
		p := s.places[k]
		if p.to > i {
			continue
		}
		_, bearing := compass[s.low(p.from-2)]
		if w := s.low(p.from - 1); w == "of" && bearing || w == "near" || w == "around" || w == "outside" {
			return p.name
		}
		return ""
	}
	return ""
}

func (s *sentence) findWord(name string, before int) int {
	head, _, _ := strings.Cut(name, " ")
	for k := before - 1; k >= 0; k-- {
		if s.toks[k].text == head {
			return k
		}
	}
	return -1
}

// foreignDistance reports distances beyond any front: of drones and missiles,
// of cities abroad.
func (s *sentence) foreignDistance(q *quantity, place string) bool {
	v := q.value[len(q.value)-1]
	if v > 500 {
		return true
	}
	for k := q.from - 1; k >= 0 && k > q.from-14; k-- {
		if w := s.low(k); w == "," || w == ";" || w == "." || w == ":" {
			break
		}
		switch s.low(k) {
		case "drone", "drones", "missile", "missiles", "range", "flew", "drive", "drove", "refinery", "train", "walked", "marathon":
			return true
		}
	}
	return false
}
