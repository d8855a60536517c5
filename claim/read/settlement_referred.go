package read

import (
	"github.com/salient-project/salient/claim"
)

// capturedToo reads "and of Chunyshyne, in Donetsk" behind the capture of a place.
func (s *sentence) capturedToo(d draft) []draft {
	k := d.to
	if s.low(k) == "," {
		k++
	}
	if s.low(k) != "and" || s.low(k+1) != "of" {
		return nil
	}
	names, _, end := s.townNames(k + 2)
	var out []draft
	for _, n := range names {
		x := d
		x.from, x.anchor, x.ReferencePlace = k+1, k+1, n
		x.Region, x.to = s.regionBeside(end)
		out = append(out, x)
	}
	return out
}

// itsCapture reads "announced its capture on 27 December": the place told before.
func (s *sentence) itsCapture(t trigger) (draft, bool) {
	switch t.low {
	case "capture", "fall", "seizure", "recapture", "liberation", "loss":
	default:
		return draft{}, false
	}
	if s.low(t.from-1) != "its" || s.low(t.to) == "of" {
		return draft{}, false
	}
	name := s.placeApart(t.from, "")
	if name == "" {
		return draft{}, false
	}
	said := false
	for k := t.from - 2; k >= 0 && k > t.from-5; k-- {
		said = said || s.isSay(k) || s.low(k) == "about" || s.low(k) == "of"
	}
	if !said {
		return draft{}, false
	}
	d := draft{from: t.from - 1, to: t.to, anchor: t.from, window: windowNear, source: sourceSentence}
	d.ReferencePlace, d.Direction = name, directionOf(t.class)
	d.Actor = s.r.lex.invader
	for k := len(s.src) - 1; k >= 0; k-- {
		if x := s.src[k]; x.verb < t.from && s.r.isBelligerent(x.party) && t.class == gainNoun && t.low != "fall" {
			d.Actor = x.party
			break
		}
	}
	if t.low == "recapture" || t.class == loseNoun {
		d.Actor = s.r.lex.defender
	}
	return d, true
}

// whichTaken reads "Avdiivka, which it took in February 2024", "the regional
// capital, which Ukraine liberated": the place before "which".
func (s *sentence) whichTaken(t trigger) (draft, bool) {
	at := -1
	for k := t.from - 1; k >= 0 && k > t.from-11; k-- {
		_, noun := s.is(settlementNoun, k-1)
		if s.low(k) == "which" || s.low(k) == "that" && k > 0 && (s.toks[k-1].capital() || noun && s.low(k-2) == "a") {
			at = k
			break
		}
		if s.toks[k].kind == mark && s.low(k) != "'" {
			break
		}
	}
	a, ok := s.actorIn(max(0, at), t.from)
	if at < 1 || !ok || !s.r.isBelligerent(a.party) || a.form == asPlace {
		return draft{}, false
	}
	b := at
	if s.low(b-1) == "," {
		b--
	}
	name, from := "", b
	if _, noun := s.is(settlementNoun, b-1); noun && s.low(b-2) == "a" && (s.low(b-3) == "," || beWords[s.low(b-3)]) { // "Kherson, a city that Russia occupied for eight months"
		name, from = s.placeApart(b-1, s.low(b-1)), b-2
	} else if noun && s.low(b-2) == "the" { // "the town, which Moscow says it has taken"
		name, from = s.placeApart(b-1, s.low(b-1)), b-2
	} else if s.low(b-1) == "capital" && s.low(b-2) == "regional" && s.r.region != "" {
		name, from = s.r.region, b-2
		for j := 0; j < b; j++ {
			if h, ok := s.is(regionName, j); ok {
				name = h.id
			}
		}
	} else if b > 0 && s.toks[b-1].kind == word && s.toks[b-1].capital() && !s.inSite(b-1) {
		for from = b - 1; from > 0 && s.toks[from-1].kind == word && s.toks[from-1].capital(); from-- {
		}
		if e := s.properAt(from); e == b {
			name = s.slice(from, b)
		}
	}
	if s.low(from-1) == "of" && s.low(at) == "that" { // "5,900 sq km of Donetsk that it still controls"
		return draft{}, false
	}
	if name == "" || !s.placeLike(name) && !s.r.knows(name) && !s.isTown(name) {
		return draft{}, false
	}
	d := draft{from: from, to: t.to, anchor: t.from, window: windowNear, source: sourceSentence}
	d.Actor, d.Direction, d.ReferencePlace = a.party, directionOf(t.class), name
	if t.class == occupyVerb && !s.occupiesStill(t, d) {
		d.Direction = claim.Gained
	}
	return d, true
}
