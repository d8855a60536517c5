package read

import (
	"strings"
)

// townNames reads the towns of an object that begins at token i: "the village
// of Radkivka", "Kamianka and Tavilzhanka", "it", "the town".
func (s *sentence) townNames(i int) (names []string, from, end int) {
	j := i
	from = i
	settlement := false
	for k := 0; k < 9 && j < len(s.toks); k++ {
		w := s.low(j)
		if w == "place" && j > i && s.low(j-1) == "the" && s.r.town != "" && (j+1 >= len(s.toks) || s.toks[j+1].kind == mark || auxiliary[s.low(j+1)]) {
			return []string{s.r.town}, i, j + 1 // "denies that it has lost the place"
		}
		if _, ok := s.is(settlementNoun, j); ok {
			settlement = true
			if w == "town" || w == "city" || w == "village" || w == "settlement" || w == "hamlet" {
				next := s.low(j + 1)
				named := next == "of" || j+1 < len(s.toks) && s.toks[j+1].kind == word && s.toks[j+1].capital()
				if !named {
					n := s.townApart(i, "")
					if w == "village" || w == "settlement" || w == "hamlet" {
						n = s.placeApart(i, w)
					}
					if j > i && s.low(i) == "the" && n != "" {
						return []string{n}, i, j + 1
					}
					return nil, 0, 0
				}
			}
			j++
			continue
		}
		if e := s.partAt(j); e > j && j == i { // "retain control of most of the city"
			j, i = e, e
			continue
		}
		if determiners[w] || w == "of" || townAdjectives[w] || strings.HasSuffix(w, "ern") || w == "'s" || w == "nearby" {
			j++
			continue
		}
		if h, ok := s.is(partyAdjective, j); ok {
			j = h.to
			continue
		}
		if w == "it" && j == i && !(s.r.site != "" && s.r.siteBlock == s.r.blocks && len(s.places) == 0 && s.r.townBlock < s.r.blocks) && s.townApart(i, "") != "" && s.low(j+1) != "all" && s.low(j+1) != "past" && s.low(j+1) != "for" && s.low(j+1) != "to" && s.quoteAt(j) == nil && (len(s.places) > 0 || s.r.blocks-s.r.townBlock <= 1) {
			return []string{s.townApart(i, "")}, i, j + 1
		}
		break
	}
	for j < len(s.toks) {
		if s.inSite(j) {
			break
		}
		t := s.toks[j]
		if t.kind != word || !t.capital() {
			break
		}
		if n, x := s.regionAt(j); strings.Contains(n, " and ") && x > 0 {
			if _, plural := s.is(regionNoun, x-1); plural {
				break // "quit Sumy and Kharkiv regions"
			}
		}
		if h, ok := s.is(regionName, j); ok {
			_, region := s.is(regionNoun, h.to)
			whole := s.low(j-1) == "of" && (s.low(j-2) == "all" || s.low(j-2) == "whole" || s.low(j-2) == "rest")
			if !s.isTown(h.id) || region || whole || !settlement && (s.low(h.to) == "'s") {
				break
			}
		}
		e := s.properAt(j)
		if e == j {
			break
		}
		if _, ok := s.is(regionNoun, e); ok && s.low(e) != "front" {
			break
		}
		if _, ok := s.is(siteNoun, e); ok || heldParts[s.low(e)] {
			break
		}
		if s.low(e) == "'s" {
			break
		}
		names = append(names, s.slice(j, e))
		end = e
		if s.low(e) == "and" || s.low(e) == "," && s.low(e+1) == "and" || s.low(e) == "," && s.partAt(e+1) > e+1 || s.low(e) == "," && e+1 < len(s.toks) && s.toks[e+1].capital() && s.listGoesOn(e+1) {
			j = e + 1
			if s.low(j) == "and" {
				j++
			}
			j = s.partAt(j)
			for townAdjectives[s.low(j)] || s.low(j) == "the" {
				j++
			}
			continue
		}
		break
	}
	return names, from, end
}

// partBefore is where a phrase of how much of it stands before a name at token i.
func (s *sentence) partBefore(i int) int {
	for b := max(0, i-6); b < i; b++ {
		if s.partAt(b) == i {
			return b
		}
	}
	return i
}

// partAt steps over "most of", "the majority of", "almost all of" at token i: how
// much of a place is told of. It returns i where there is no such phrase.
func (s *sentence) partAt(i int) int {
	k := i
	if w := s.low(k); w == "almost" || w == "nearly" || w == "virtually" || w == "practically" {
		k++
	}
	if w := s.low(k); w == "the" || w == "a" {
		k++
	}
	for w := s.low(k); w == "vast" || w == "large" || w == "great" || w == "greater" || w == "larger" || w == "best" || w == "good" || w == "better" || w == "overwhelming" || w == "significant" || w == "small"; w = s.low(k) {
		k++
	}
	switch s.low(k) {
	case "most", "much", "part", "parts", "majority", "bulk", "all", "whole", "entirety", "portion", "swathes", "chunk", "chunks":
		if s.low(k+1) == "of" {
			return k + 2
		}
	}
	return i
}

// listGoesOn reports names that go on to an "and": "A, B and C".
func (s *sentence) listGoesOn(i int) bool {
	for k := i; k < i+5 && k < len(s.toks); k++ {
		if s.low(k) == "and" {
			return k+1 < len(s.toks) && s.toks[k+1].capital()
		}
		if s.toks[k].kind != word || !s.toks[k].capital() {
			return s.low(k) == ","
		}
	}
	return false
}

var townAdjectives = set("strategic small key nearby neighbouring neighboring border frontline front-line embattled ruined tiny eastern southern northern western central former mining railway fortress battered contested now-ruined besieged farming rural industrial two three both")

// ofMany reports a town that only places what a plural verb is about: "villages
// north of Sumy have been lost".
func (s *sentence) ofMany(town, verb int) bool {
	switch s.low(town - 1) {
	case "of", "near", "around", "outside", "in", "from", "towards", "toward", "beyond":
	default:
		return false
	}
	for k := town; k < verb; k++ {
		if w := s.low(k); w == "have" || w == "were" || w == "are" {
			return true
		}
	}
	return false
}

// townBefore reads the town that is the subject of a verb at token i.
func (s *sentence) townBefore(i int) (names []string, from, end int) {
	k := i - 1
	for k >= 0 && (auxiliary[s.low(k)] || s.low(k) == "not" || strings.HasSuffix(s.low(k), "ly") || s.low(k) == "back" || s.low(k) == "still" || s.low(k) == "remains" || s.low(k) == "remain" || s.low(k) == "remained" || s.low(k) == "also" || s.low(k) == "itself" || s.low(k) == "now" || s.low(k) == "since" || s.low(k) == "stays" || s.low(k) == "stayed" || s.toks[k].kind == quoteMark || s.low(k) == "fully" || s.low(k) == "in" || s.low(k) == "under" || s.low(k) == "already" || s.low(k) == "almost" || s.low(k) == "nearly" || s.low(k) == "which" || s.low(k) == "that") {
		k--
	}
	if k < 0 {
		return nil, 0, 0
	}
	for j := k; j > 1 && j > k-6; j-- { // "the town of Kupyansk in the Kharkiv region had been captured"
		if s.low(j) != "in" && s.low(j) != "near" {
			continue
		}
		n := j + 1
		if s.low(n) == "the" {
			n++
		}
		if n < len(s.toks) {
			if name, e := s.regionAt(n); name != "" && e == k+1 && j > 0 && s.toks[j-1].capital() {
				k = j - 1
			}
		}
		break
	}
	placed := false
	if s.low(k) == "," { // "Hryshyne, some 9 km northwest of Pokrovsk, was seized"
		j := k - 1
		for j >= 0 && s.low(j) != "," && k-j < 14 {
			j--
		}
		if j > 0 && s.low(j) == "," {
			_, best := s.is(superlative, j-1)
			if w := s.low(j - 1); (ordinals[w] > 0 || w == "another" || w == "one" || best || strings.HasSuffix(w, "most")) && j <= 2 {
				if e := s.properAt(j + 1); e == k && e > j+1 {
					return []string{s.slice(j+1, e)}, 0, k + 1 // "A fifth, Andriivka, has been retaken"
				}
			}
			k = j - 1
			for _, q := range s.qty { // "Tonenke, 9 km to the west, was captured"
				placed = placed || q.dim == length && q.from > j && q.to <= i
			}
		} else if k >= 1 {
			k--
		}
	}
	switch s.low(k) {
	case "rest":
		if s.low(k-1) == "the" && s.r.town != "" && len(s.places) <= 1 {
			return []string{s.r.town}, k - 1, k + 1
		}
	case "it":
		for j := len(s.places) - 1; j >= 0; j-- { // "drew Selydove red two days before it fell"
			if p := s.places[j]; p.to <= k && !s.masked(p.from) && (s.low(k-1) == "before" || s.low(k-1) == "after" || s.low(k-1) == "when" || s.low(k-1) == "until") && (s.placeLike(p.name) || s.r.knows(p.name)) {
				return []string{p.name}, k, k + 1
			}
		}
		if n := first(s.r.town, s.townApart(k, "")); n != "" {
			return []string{n}, k, k + 1
		}
	case "town", "city", "village", "settlement":
		if k > 0 && s.toks[k-1].capital() && s.low(k-1) != "the" {
			if e := s.properAt(k - 1); e >= k {
				return []string{s.slice(k-1, k)}, k - 1, k + 1
			}
		}
		if s.low(k-1) == "the" || s.low(k-1) == "that" || s.low(k-2) == "the" && (s.low(k-1) == "whole" || s.low(k-1) == "entire") {
			if n := s.placeApart(k, s.low(k)); n != "" {
				return []string{n}, k - 1, k + 1
			}
		}
	}
	t := s.toks[k]
	if n, _ := s.townPhrase(i); n != "" {
		return []string{n}, k + 1, i
	}
	if t.kind != word || !t.capital() || s.inSite(k) {
		return nil, 0, 0
	}
	b := k
	for b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() && !sentenceOpeners[s.low(b-1)] && b > k-3 {
		b--
	}
	e := s.properAt(b)
	if e != k+1 {
		return nil, 0, 0
	}
	if h, ok := s.is(regionName, b); ok && !s.isTown(h.id) {
		return nil, 0, 0
	}
	if name := s.slice(b, e); e == b+1 && s.opensText(b) && !placed && !s.placeLike(name) && !s.r.knows(name) && !s.isTown(name) {
		return nil, 0, 0 // a capital that only opens the sentence
	}
	if w := s.low(b - 1); w == "near" || w == "outside" || w == "at" {
		if _, site := s.is(siteNoun, b-2); site {
			return nil, 0, 0 // "Antonov airport near Hostomel was retaken"
		}
	}
	names = []string{s.slice(b, e)}
	from = b
	// "Kamianka and Tavilzhanka fell"
	if b >= 2 && s.low(b-1) == "and" && s.toks[b-2].kind == word && s.toks[b-2].capital() {
		if e2 := s.properAt(b - 2); e2 == b-1 {
			names = append([]string{s.slice(b-2, e2)}, names...)
			from = b - 2
		}
	}
	return names, from, e
}

// opensText reports that only marks, as a list's, stand before token i.
func (s *sentence) opensText(i int) bool {
	for k := 0; k < i; k++ {
		if s.toks[k].kind == word || s.toks[k].kind == number {
			return false
		}
	}
	return true
}

// townPhrase reads a long noun phrase for the town told before, the subject of a
// verb at token i: "The railway town in the north of the Donetsk region was".
func (s *sentence) townPhrase(i int) (string, int) {
	for j := i - 2; j > 0 && j > i-16; j-- {
		w := s.low(j)
		if w == "," || w == ";" || auxiliary[w] && j < i-2 || s.isSay(j) {
			return "", 0
		}
		if w != "town" && w != "city" && w != "village" && w != "settlement" && w != "hamlet" {
			continue
		}
		if n := s.low(j + 1); n != "in" && n != "on" && n != "near" && n != "at" && n != "just" && n != "north" && n != "south" && n != "east" && n != "west" {
			return "", 0
		}
		for b := j - 1; b >= 0 && b > j-5; b-- {
			if s.low(b) == "the" && (b == 0 || s.toks[b-1].kind != word || s.low(b-1) == "that" || sentenceOpeners[s.low(b-1)]) {
				return s.placeApart(b, w), b
			}
		}
		return "", 0
	}
	return "", 0
}

// personLike reports an object that is a person or thing and no place: "took
// Umerov aside", "freed Ivan".
func (s *sentence) personLike(t trigger, names []string) bool {
	switch t.low {
	case "free", "freed", "frees", "freeing", "add", "adds", "leave", "leaves", "abandon", "return", "returned", "returns", "keep", "keeps", "took", "take", "taken", "takes", "enter", "enters", "net", "netted":
		// need a settlement's noun or a name seen as a town
		for k := t.to; k < min(len(s.toks), t.to+6); k++ {
			if _, ok := s.is(settlementNoun, k); ok {
				return false
			}
		}
		for _, n := range names {
			if s.r.lex.towns[strings.ToLower(n)] || n == s.r.town || n == s.r.prevTown || s.placeLike(n) {
				return false
			}
		}
		if t.low == "took" || t.low == "taken" || t.low == "take" {
			if a, ok := s.subjectMention(t); ok && s.r.isBelligerent(a.party) && (a.form == byForces || a.form == byName) {
				return false
			}
		}
		return true
	}
	return false
}

// placeLike: a name that the gazetteer has, or one word with an ending of the
// country's places; a name of two words needs a first that places have.
func (s *sentence) placeLike(n string) bool {
	low := strings.ToLower(n)
	if s.r.lex.places[low] {
		return true
	}
	if head, _, two := strings.Cut(low, " "); two && !placeHeads[head] {
		return false
	}
	for _, end := range []string{"ivka", "ivske", "ske", "sk", "ka", "ne", "vka", "iv", "pil", "hrad", "pol", "pillia", "yne", "ove", "eve", "pole", "dar", "yi", "ysk", "vsk", "hirsk", "ansk"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// placeHeads are first words of places' names.
var placeHeads = set("velyka velykyi velyke mala malyi male nova novyi nove novi stara staryi stare verkhnia nyzhnia bila bilyi chervona krasna krasnyi kryvyi sviate chasiv zolotyi zolota ivano hola holyi dovha vysoka")

// firstName returns the capitalized words that open the sentence.
func (s *sentence) firstName(before int) string {
	k := 0
	for k < before && (s.toks[k].kind != word || determiners[s.low(k)]) {
		k++
	}
	if k >= before || !s.toks[k].capital() {
		return ""
	}
	e := s.properAt(k)
	if e == k && k == 0 && !sentenceOpeners[s.low(0)] {
		return ""
	}
	return s.slice(k, e)
}
