package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

var distanceRules = []Rule{{
	Name: "distance", Kind: claim.DistanceBearing,
	Says: "a length and a bearing from a named place, or from the border or the line",
	Examples: []Example{
		{"Most of it lies about 80 kilometres east of Zaporizhzhia.", "", "value=80 unit=km bearing=E reference_place=Zaporizhzhia"},
		{"Hryshyne, some 9 km northwest of Pokrovsk, fell.", "", "value=9 bearing=NW reference_place=Pokrovsk"},
		{"Kramatorsk lies around 20 km from the nearest Russian positions.", "", "actor=russia value=20 reference_place=Kramatorsk"},
		{"Abu Dhabi is about 3,600 kilometers southeast of Kyiv.", "", ""},
		{"The drone flew 300 km.", "", ""},
	},
	quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
		if q.dim != length || q.converted || q.unit == claim.Meter && q.value[0] < 100 {
			return draft{}, false
		}
		return s.distanceClaim(k, q)
	},
}}

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
	if s.low(j) == "to" && s.low(j+1) == "the" {
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

func (s *sentence) distanceClaim(k int, q *quantity) (draft, bool) {
	d := draft{from: q.from, to: q.to, anchor: q.core, window: windowSet, source: sourceSet}
	d.Window = claim.NoWindow
	d.Value, d.Unit, d.Approx, d.Bound = q.value, q.unit, q.approx, q.bound
	i := q.to
	if q.convertedBy != nil {
		i = q.convertedBy.to
		if s.low(i) == ")" {
			i++
		}
	}
	away := s.low(i) == "away"
	for s.low(i) == "away" || s.low(i) == "," && s.low(i+1) == "away" {
		i++
	}
	if s.advancing(q) {
		return d, false
	}
	b, j := s.bearingAt(i)
	var place string
	e := j
	if b != "" {
		d.Bearing = b
		switch {
		case s.low(j) == "of" || s.low(j) == "from":
			place, e = s.refPlace(j + 1)
		case s.low(i) == "to" && s.low(i+1) == "the" || s.toks[j-1].kind == word && (j >= len(s.toks) || s.toks[j].kind == mark || s.low(j) == "and" || s.low(j) == "along"):
			place, e = s.townApart(q.from, s.subjectPlace(q.from)), j
			if w := s.low(i); (w == "farther" || w == "further") && s.subjectPlace(q.from) == "" {
				return d, false
			}
		}
	} else {
		switch s.low(i) {
		case "from", "off", "outside", "beyond", "inside", "behind", "short", "of":
			if s.low(i) == "of" && s.low(q.from) != "within" && s.low(q.from-1) != "within" && s.low(q.from-1) != "to" {
				return d, false
			}
			w := s.low(i)
			n := i + 1
			if w == "short" && s.low(n) == "of" {
				n++
			}
			place, e = s.refPlace(n)
		default:
			if !away || i < len(s.toks) && s.toks[i].kind == word {
				return d, false
			}
			place, e = s.townApart(q.from, ""), i
		}
	}
	if place == "" {
		return d, false
	}
	// capitals far off and drone ranges are no claims about the front
	if s.foreignDistance(q, place) {
		return d, false
	}
	d.to = max(e, q.to)
	d.ReferencePlace = place
	// which side's positions it is measured from or to
	switch {
	case strings.HasPrefix(place, "@"):
		d.Actor = place[1:]
		d.ReferencePlace = s.subjectPlace(q.from)
		if d.ReferencePlace == "" {
			d.ReferencePlace = s.r.town
		}
	default:
		for _, a := range s.actors {
			if a.to <= q.from && (a.form == byForces || a.form == byPronoun || a.form == byName) && s.r.isBelligerent(a.party) && a.prep == "" && !s.sayBetween(a.to, q.from) && !s.clauseBetween(a.to, q.from) {
				d.Actor = a.party
				d.from = min(d.from, a.from)
			}
		}
		if d.Actor == "" {
			for _, t := range s.trig {
				if t.noun && t.to <= q.from && q.from-t.to < 14 {
					d.Actor, _ = s.subjectOf(t)
				}
			}
		}
		if d.Actor == "" && s.mostOfIt() && s.r.series.actor != "" && s.r.blocks-s.r.series.block <= 2 {
			d.Actor = s.r.series.actor
			d.from = 0
		}
		if d.Actor == "" {
			for j := q.from - 1; j >= 0 && j > q.from-9; j-- {
				switch s.low(j) {
				case "wedge", "breakthrough", "bridgehead", "push", "salient":
					if p := s.r.subject; p != "" {
						d.Actor = p
					}
					if p := s.mainSubject(); p != "" {
						d.Actor = p
					}
				}
			}
		}
	}
	if p := s.subjectPlace(q.from); p != "" {
		if at := s.findWord(p, q.from); at >= 0 {
			d.from = min(d.from, at)
			// "Novodanylivka in the Zaporizhzhia region, about 8 km south of"
			if n, _, _ := s.regionIn(at+1, q.from); n != "" && n != p && n != place {
				d.Region = n
			}
		}
	}
	d.Why = describe("“"+s.slice(q.core, q.to)+"” from "+place, d.Bearing)
	return d, true
}

// mostOfIt: "Most of it lies", "The bulk of the reclaimed territory lies".
func (s *sentence) mostOfIt() bool {
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

func (r *reader) isBelligerent(p string) bool { return p == r.lex.invader || p == r.lex.defender }

// clauseBetween reports a relative clause or a new subject between tokens, so
// that a party before it is not what lies there.
func (s *sentence) clauseBetween(i, j int) bool {
	for ; i < j; i++ {
		switch s.low(i) {
		case "which", "that", "where", ";", "village", "town", "city", "settlement", "hamlet":
			return true
		case ",":
			if s.low(i+1) != "who" {
				return true
			}
		}
	}
	return false
}

func (s *sentence) sayBetween(i, j int) bool {
	for ; i < j; i++ {
		if s.isSay(i) {
			return true
		}
	}
	return false
}

// advancing reports a length that is covered and not a distance: "advanced by 2
// km", "pushed back up to 2 km".
func (s *sentence) advancing(q *quantity) bool {
	for k := q.from - 1; k >= 0 && k > q.from-8; k-- {
		if h, ok := s.covers(moveVerb, k); ok {
			if s.nounLike(h.from) && s.low(h.to) != "of" {
				continue
			}
			if w := s.low(q.from - 1); w == "to" && s.low(q.to) == "from" || w == "a" && false {
				return false
			}
			return true
		}
		if w := s.low(k); w == "," || w == ";" || w == "which" || s.toks[k].kind == quoteMark {
			return false
		}
		if w := s.low(k); w == "advance" || w == "push" || w == "gains" || w == "gain" || w == "penetration" {
			return s.low(k+1) == "of" || s.low(k+1) == "up"
		}
	}
	return false
}

// refPlace reads the place a distance is told from. "@russia" stands for that
// side's positions.
func (s *sentence) refPlace(i int) (string, int) {
	j := i
	for k := 0; k < 7; k++ {
		switch s.low(j) {
		case "the", "edge", "outskirts", "southern", "northern", "eastern", "western", "of", "city", "center", "centre", "town", "village", "regional", "key", "strategic", "hub", "logistics", "embattled", "capital", "suburbs", "frontline", "front-line", "industrial", "major", "neighbouring", "neighboring", "occupied", "stronghold", "nearest", "south-eastern", "north-eastern", "fortress":
			w := s.low(j)
			if (w == "town" || w == "city" || w == "village" || w == "hub") && s.low(j-1) == "the" && (j+1 >= len(s.toks) || s.low(j+1) != "of" && !(s.toks[j+1].kind == word && s.toks[j+1].capital())) {
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
	case "it", "there", "here":
		return s.townApart(i, s.subjectPlace(i)), j + 1
	case "front", "frontline", "line":
		return "", j
	}
	if h, ok := s.is(partyAdjective, j); ok {
		for k := h.to; k < h.to+3; k++ {
			switch s.low(k) {
			case "border", "frontier":
				return s.slice(j, k+1), k + 1
			case "positions", "lines", "troops", "forces", "units", "trenches", "soldiers", "infantry":
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
	return s.slice(j, e), e
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
			if _, ok := s.is(regionNoun, k+1); ok {
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
	for k := range s.toks {
		switch s.low(k) {
		case "drone", "drones", "missile", "missiles", "range", "flew", "drive", "drove", "refinery", "train", "walked", "marathon":
			return true
		}
	}
	return false
}
