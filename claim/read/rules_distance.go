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
		{"Russian troops have crept to within 20 km (12 miles) of Sumy city.", "", "actor=russia value=20 bound=at_most reference_place=Sumy"},
		{"Sloviansk is still some 25 km from the closest Russian positions.", "", "actor=russia value=25 reference_place=Sloviansk"},
		{"Novomykolaivka lies 32 km from the nearest positions the Russians hold.", "", "actor=russia value=32 reference_place=Novomykolaivka"},
		{"Pokrovsk stands. The railway town is now less than 10km from the Russians.", "", "actor=russia value=10 bound=less_than reference_place=Pokrovsk"},
		{"Abu Dhabi is about 3,600 kilometers southeast of Kyiv.", "", ""},
		{"Russian troops are 12 km from the South Ukraine nuclear power plant.", "", "actor=russia value=12 reference_place=South"},
		{"Ukrainian forces are 3 km from the port of Ochakiv.", "", "actor=ukraine value=3 reference_place=Ochakiv"},
		{"Siversk, 8 km west of the line of contact, is empty.", "", "value=8 bearing=W reference_place=Siversk"},
		{"The drone flew 300 km.", "", ""},
	},
	quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
		if q.dim != length || q.converted || q.unit == claim.Meter && q.value[0] < 100 {
			return draft{}, false
		}
		return s.distanceClaim(k, q)
	},
}}

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
	if s.advancing(q) && !s.comeWithin(q, i) {
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
			if place == "" && q.value[0] <= 100 { // "Kramatorsk, 16 km west of the front line"
				place, e = s.ownFromFront(q, j+1)
			}
		case s.low(i) == "to" && (s.low(i+1) == "the" || s.low(i+1) == "its") || s.toks[j-1].kind == word && (j >= len(s.toks) || s.toks[j].kind == mark || s.low(j) == "and" || s.low(j) == "along"):
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
			if p, from := s.distanceTo(q); p != "" {
				place, e = p, q.to
				d.from = min(d.from, from)
				d.window = windowNear
				for k := from; k < q.from; k++ { // "Distance from Russian trenches to"
					if h, ok := s.is(partyAdjective, k); ok && postNouns[s.low(h.to)] && s.r.isBelligerent(h.id) {
						d.Actor = h.id
					}
				}
				break
			}
			if !away || i < len(s.toks) && s.toks[i].kind == word && !s.mask[i] {
				return d, false
			}
			if s.mask[min(i, len(s.toks)-1)] {
				d.window = windowNear
			}
			place, e = s.townApart(q.from, ""), i
		}
	}
	if place == "" && b == "" && s.low(i) == "from" && q.value[0] <= 100 { // "Kramatorsk, 18 km from the front"
		place, e = s.ownFromFront(q, i+1)
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
	for k := q.from - 1; k >= 0 && k > q.from-6; k-- { // "In January they had been 15 miles away"
		if w := s.low(k); w == "was" || w == "were" || w == "been" && s.low(k-1) == "had" || w == "stood" {
			d.window = windowNear
		}
	}
	// which side's positions it is measured from or to
	switch {
	case strings.HasPrefix(place, "@"):
		d.Actor = place[1:]
		d.ReferencePlace = s.subjectPlace(q.from)
		for k := 0; k+1 < q.from && d.ReferencePlace == ""; k++ {
			if w := s.low(k); (w == "regional" || w == "provincial" || w == "oblast") && (s.low(k+1) == "capital" || s.low(k+1) == "centre" || s.low(k+1) == "center") {
				d.ReferencePlace, d.from = s.capitalOf(k), s.nounStart(k)
			}
		}
		for k := 0; k < q.from && d.ReferencePlace == ""; k++ { // "The railway town is now less than 10 km from the Russians"
			if w := s.low(k); w == "town" || w == "city" || w == "village" {
				d.ReferencePlace, d.from = s.placeApart(k, w), 0
			}
		}
		if d.ReferencePlace == "" {
			d.ReferencePlace = s.r.town
		}
	default:
		for _, a := range s.actors {
			if a.form == byPronoun && s.low(a.from) == "it" && beWords[s.low(a.to)] {
				continue // "It is 26 km from …"
			}
			if a.to <= q.from && (a.form == byForces || a.form == byPronoun || a.form == byName) && s.r.isBelligerent(a.party) && a.prep == "" && !s.sayBetween(a.to, q.from) && !s.clauseBetween(a.to, q.from) {
				d.Actor = a.party
				d.from = min(d.from, a.from)
			}
		}
		for k := 0; k < q.from && d.Actor == ""; k++ { // "Ukrainian guns are 5 km from the bridge"
			if h, ok := s.is(partyAdjective, k); ok && s.r.isBelligerent(h.id) && (postNouns[s.low(h.to)] || postNouns[s.low(h.to+1)]) && !s.clauseBetween(h.to, q.from) {
				d.Actor, d.from = h.id, min(d.from, k)
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
	for _, x := range s.src { // "Ukrainian commanders put the nearest Russian troops 2 km from"
		if w := s.low(x.verb); (w == "put" || w == "puts") && x.verb < q.from && !s.stopBetween(x.verb, q.from) {
			d.Attribution = x.name
		}
	}
	d.Why = describe("“"+s.slice(q.core, q.to)+"” from "+place, d.Bearing)
	return d, true
}

// postNouns are words for where a side's troops stand, and what they stand with.
var postNouns = set("guns gun artillery howitzers howitzer trench trenches line lines positions position outpost outposts checkpoint checkpoints spearhead spearheads column columns tanks tank armour armor dugouts foxholes")

// ownFromFront is the place whose own distance from the front is told at token i,
// and where the front's words end.
func (s *sentence) ownFromFront(q *quantity, i int) (string, int) {
	for n := i; n < i+4; n++ {
		switch s.low(n) {
		case "front", "frontline", "front-line", "line", "lines", "fighting", "frontlines":
		default:
			continue
		}
		if own := s.subjectPlace(q.from); own != "" && (s.placeLike(own) || s.r.knows(own) || s.isTown(own)) {
			if w := s.low(n + 1); w == "line" || w == "lines" {
				n++
			} else if w == "of" && s.low(n+2) == "contact" {
				n += 2
			}
			return own, n + 1
		}
		return "", i
	}
	return "", i
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
			if w := s.low(q.from - 1); w == "to" && s.low(q.to) == "from" {
				return false
			}
			return !s.secondDeed(h.to, q.from)
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

// comeWithin reads "have crept to within 20 km of Sumy": how near a move has come,
// and not how far it went. Token end is behind the length.
func (s *sentence) comeWithin(q *quantity, end int) bool {
	within := s.low(q.from) == "within" || s.low(q.from-1) == "within"
	return within && (s.low(end) == "of" || s.low(end) == "from")
}

// distanceTo reads "The distance from the front to Zaporizhzhia is 24 km": the
// place, and where the phrase begins.
func (s *sentence) distanceTo(q *quantity) (place string, from int) {
	at := -1
	for k := q.from - 1; k >= 0 && k > q.from-16; k-- {
		if s.low(k) == "distance" {
			at = k
			break
		}
	}
	if at < 0 {
		return "", 0
	}
	for k := at + 1; k < q.from-1; k++ {
		if w := s.low(k); w != "to" && w != "and" {
			continue
		}
		if p, _ := s.refPlace(k + 1); p != "" && !strings.HasPrefix(p, "@") {
			return p, s.nounStart(at)
		}
	}
	return "", 0
}
