package read

import (
	"github.com/salient-project/salient/claim"
)

// dimension is what a quantity measures.
type dimension uint8

const (
	bare    dimension = iota // a number without a unit
	area                     // km², square miles, hectares, acres
	length                   // km, miles, meters
	percent                  // percent, and worded fractions
	ratio                    // twice, three times
)

// quantity is a number with its unit and hedges. from and to are token indexes,
// with the hedge; core is where the number itself begins.
type quantity struct {
	value          []float64
	unit           string
	dim            dimension
	approx         bool
	bound          claim.Bound
	from, core, to int
	fraction       bool // worded as a fraction
	ordinalish     bool // "a fifth" that may be an ordinal
	converted      bool // restates the quantity before it in another unit
	convertedBy    *quantity
	used           bool
	vague          bool // "hundreds of thousands": no number
	bracketed      bool // in brackets, behind a period and a colon: "(previous week: 81)"
	whole          bool // the whole of which the figure before tells a part
}

// units maps a unit's words to its id and dimension; longest match wins.
var units = map[string]struct {
	id  string
	dim dimension
}{}

func init() {
	add := func(id string, dim dimension, names ...string) {
		for _, n := range names {
			units[n] = struct {
				id  string
				dim dimension
			}{id, dim}
		}
	}
	add(claim.Km2, area, "km2", "km²", "km ²", "km ^ 2", "sq km", "sq kms", "sq. km", "sq.km", "sqkm", "sq . km", "sq kilometers", "sq kilometres", "sq. kilometers", "sq. kilometres",
		"square kilometer", "square kilometers", "square kilometre", "square kilometres", "square km", "square kms", "square-kilometer", "square-kilometre", "kilometers square", "kilometres square", "square - kilometre", "square - kilometer", "kilometres squared", "kilometers squared")
	add(claim.Mi2, area, "mi2", "mi²", "sq mi", "sq. mi", "sq mi.", "sq. mi.", "sq mile", "sq miles", "sq. miles", "sq. mile", "sq . miles", "square mile", "square miles", "square-mile")
	add(claim.Ha, area, "ha", "hectare", "hectares")
	add(claim.Acre, area, "acre", "acres")
	add(claim.Km, length, "km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "klicks")
	add(claim.Mi, length, "mile", "miles", "mi")
	add(claim.Meter, length, "m", "meter", "meters", "metre", "metres")
	add(claim.Percent, percent, "%", "percent", "per cent", "pc", "percentage points", "percentage point")
}

// unitAt reads a unit from toks[i:] and returns it with the tokens it takes.
func unitAt(toks []token, i int) (id string, dim dimension, n int) {
	key := ""
	for k := 0; k < 3 && i+k < len(toks); k++ {
		t := toks[i+k]
		if k > 0 {
			key += " "
		}
		key += t.low
		if u, ok := units[key]; ok {
			if t.low == "m" && t.start != toks[i+k-1].end && i+k+1 < len(toks) && toks[i+k+1].low != "of" {
				// a free-standing m is a unit, but "5 m people" is not worth a guess
				if toks[i+k+1].kind == word && toks[i+k+1].low == "people" {
					continue
				}
			}
			id, dim, n = u.id, u.dim, k+1
		}
	}
	// "420 sq. km. taken": the point of the abbreviation
	if n > 0 && i+n+1 < len(toks) && toks[i+n].low == "." && (toks[i+n-1].low == "km" || toks[i+n-1].low == "mi") && toks[i+n].start == toks[i+n-1].end && toks[i+n+1].kind == word && !toks[i+n+1].capital() {
		n++
	}
	return id, dim, n
}

// quantities finds every quantity of a sentence, in order. Years, dates, clock
// times, money and ordinals are left out by the caller's mask.
func (s *sentence) quantities() {
	toks := s.toks
	for i := 0; i < len(toks); {
		if s.masked(i) {
			i++
			continue
		}
		q, ok := s.quantityAt(i)
		if !ok {
			i++
			continue
		}
		s.hedge(&q)
		if q.dim != area || !s.notOne(&q) {
			s.qty = append(s.qty, &q)
		}
		i = q.to
	}
	s.partsOfTotals()
	for _, q := range s.qty {
		if q.dim == percent && s.chance(q) {
			q.used = true
		}
		_, _, q.bracketed = s.bracketBefore(q)
	}
}

// chance reports a percentage that is no share: the probability of something,
// "unlikely (20 per cent)", "a 30% chance", and a difference of two in points.
func (s *sentence) chance(q *quantity) bool {
	for k := q.from - 1; k >= 0 && k > q.from-4 && s.low(q.from-1) == "("; k-- {
		switch s.low(k) {
		case "likely", "unlikely", "probable", "improbable", "possible", "probability", "likelihood":
			return true
		}
	}
	if w := s.low(q.to - 1); (w == "points" || w == "point") && s.low(q.from-1) == "by" {
		return true // "has risen by 0.7 percentage points": a difference
	}
	switch s.low(q.to) {
	case "chance", "chances", "probability", "likelihood", "likely", "confidence", "confident":
		return true
	}
	return false
}

// notOne reports "not one square kilometer", which counts none.
func (s *sentence) notOne(q *quantity) bool {
	if len(q.value) != 1 || q.value[0] != 1 {
		return false
	}
	k := q.from - 1
	for s.low(k) == "a" || s.low(k) == "even" || s.low(k) == "so" || s.low(k) == "much" || s.low(k) == "as" {
		k--
	}
	return s.low(k) == "not"
}

var timeUnits = set("hour hours day days week weeks month months year years decade")

// partsOfTotals reads "1,300 of the region's 26,500 square kilometres": the part
// takes the unit, the whole is no figure of its own.
func (s *sentence) partsOfTotals() {
	for k := 0; k+1 < len(s.qty); k++ {
		a, b := s.qty[k], s.qty[k+1]
		if a.dim != bare || a.vague || a.unit != claim.Count || b.dim != area || s.low(a.to) != "of" || b.from-a.to > 7 {
			continue
		}
		if s.low(b.from-1) == "'s" || s.low(b.from-1) == "its" || s.low(b.from-1) == "their" || s.low(b.from-1) == "the" {
			a.dim, a.unit = area, b.unit
			b.used, b.whole = true, true
		}
	}
}

func (s *sentence) quantityAt(i int) (quantity, bool) {
	toks := s.toks
	if q, ok := s.ratioAt(i); ok {
		return q, true
	}
	if q, ok := s.vagueAt(i); ok {
		return q, true
	}
	if toks[i].low == "half" && i+2 < len(toks) && toks[i+1].low == "a" && toks[i+2].low == "dozen" {
		return quantity{value: []float64{6}, unit: claim.Count, dim: bare, from: i, core: i, to: i + 3}, true
	}
	if toks[i].low == "half" && i+2 < len(toks) && (toks[i+1].low == "a" || toks[i+1].low == "an") {
		if id, dim, m := unitAt(toks, i+2); m > 0 && dim != percent { // half a square mile
			return quantity{value: []float64{0.5}, unit: id, dim: dim, from: i, core: i, to: i + 2 + m}, true
		}
	}
	if s.low(i-1) == "and" && s.low(i) == "a" && (timeUnits[s.low(i-2)]) {
		return quantity{}, false // "a year and a half"
	}
	if d := fractionNames[toks[i].low]; d > 2 && i > 0 && toks[i-1].low == "the" && i+2 < len(toks) && toks[i+1].low == "of" {
		k := i + 2
		if toks[k].low == "the" || toks[k].low == "its" {
			k++
		}
		if k < len(toks) {
			_, region := s.is(regionName, k)
			_, noun := s.is(regionNoun, k)
			if _, party := s.is(partyName, k); region || noun || party || toks[k].low == "country" { // "the fifth of the Donetsk region"
				return quantity{value: []float64{round(100 / d)}, unit: claim.Percent, dim: percent, from: i, core: i, to: i + 1, fraction: true}, true
			}
		}
	}
	if w := s.low(i - 1); fractionNames[toks[i].low] > 2 && (w == "remaining" || w == "other") && s.low(i-2) == "the" && s.clauseEndsAt(i+1) { // "hand over the remaining fifth"
		return quantity{value: []float64{round(100 / fractionNames[toks[i].low])}, unit: claim.Percent, dim: percent, from: i, core: i, to: i + 1, fraction: true}, true
	}
	if v, n := fraction(toks, i); n > 0 && i+n < len(toks) {
		// "a quarter mile", "a third of a square kilometer"
		k := i + n
		if toks[k].low == "of" && k+1 < len(toks) && (toks[k+1].low == "a" || toks[k+1].low == "an" || toks[k+1].low == "one") {
			k += 2
		}
		if id, dim, m := unitAt(toks, k); m > 0 && (dim == area || dim == length || dim == percent && k > i+n) && id != claim.Meter {
			return quantity{value: []float64{round(v)}, unit: id, dim: dim, from: i, core: i, to: k + m}, true
		}
	}
	if v, n := fraction(toks, i); n > 0 {
		last := toks[i+n-1].low
		ord := (toks[i].low == "a" || toks[i].low == "last" || toks[i].low == "final" || toks[i].low == "other") && last != "half" && last != "quarter"
		// "a third round", "a second half": an ordinal, not a part
		if i+n < len(toks) && ord && toks[i+n].low != "of" && toks[i+n].low != "each" && !s.sideWord(i+n) && !(s.clauseEndsAt(i+n) && (partHedges[s.low(i-1)] || s.low(i-1) == "up" && (s.low(i-2) == "made" || s.low(i-2) == "makes"))) {
			return quantity{}, false
		}
		if i+n+1 < len(toks) && toks[i+n].low == "a" && (toks[i+n+1].low == "year" || toks[i+n+1].low == "century" || toks[i+n+1].low == "decade") {
			return quantity{}, false // "half a year"
		}
		if i+n < len(toks) && (toks[i+n].low == "year" || toks[i+n].low == "month" || toks[i+n].low == "hour" || toks[i+n].low == "day" || toks[i+n].low == "time") {
			return quantity{}, false
		}
		if (last == "half" || last == "quarter") && i > 0 && (ordinals[toks[i-1].low] > 0 || toks[i-1].low == "final" || toks[i-1].low == "last") && i+1 < len(toks) && toks[i+1].low == "of" && n == 1 {
			return quantity{}, false // "the first half of 2024"
		}
		if last == "quarter" && (toks[i].low == "last" || toks[i].low == "final") {
			return quantity{}, false
		}
		return quantity{value: []float64{round(v * 100)}, unit: claim.Percent, dim: percent, from: i, core: i, to: i + n, fraction: true, ordinalish: ord}, true
	}
	v, n := cardinal(toks, i)
	if n == 0 {
		if (toks[i].low == "a" || toks[i].low == "single") && i+1 < len(toks) {
			if id, dim, m := unitAt(toks, i+1); m > 0 && (dim == area || id == claim.Km || id == claim.Mi) && toks[i+1].low != "mile" && toks[i+1].low != "m" {
				// "so much as a hectare", "a single square kilometer"
				if i > 0 && (toks[i-1].low == "as" || toks[i-1].low == "single") || toks[i].low == "single" || dim == area && i > 0 && toks[i-1].low != "of" && toks[i-1].low != "kilometers" && toks[i-1].kind == word && !s.rateBefore(i) {
					return quantity{value: []float64{1}, unit: id, dim: dim, from: i, core: i, to: i + 1 + m}, true
				}
			}
		}
		return quantity{}, false
	}
	if i > 0 && (toks[i-1].low == "$" || toks[i-1].low == "€" || toks[i-1].low == "£" || toks[i-1].low == "¥" || toks[i-1].low == "#") {
		return quantity{value: []float64{v}, unit: "money", dim: bare, from: i, core: i, to: i + n, used: true}, true
	}
	q := quantity{value: []float64{v}, from: i, core: i, to: i + n}
	q.unit, q.dim, n = unitAt(toks, q.to)
	if n == 0 && q.to < len(toks) && toks[q.to].low == "-" && q.to+1 < len(toks) {
		// 28-day, 34-kilometer
		if id, dim, m := unitAt(toks, q.to+1); m > 0 {
			q.unit, q.dim, n = id, dim, m+1
		}
	}
	if n > 0 && q.unit == claim.Meter && (v > 5000 || q.dim == length && toks[q.to].low == "m" && toks[q.to].start != toks[q.to-1].end) {
		n, q.unit, q.dim = 0, "", bare
	}
	q.to += n
	if n == 0 && s.first == 0 && s.opensText(i) {
		s.dashUnit(&q)
	}
	// a range: 1.5 to 2 kilometers, 10–12 km, between 3,000 and 5,000
	if j := q.to; j+1 < len(toks) && len(q.value) == 1 {
		joint := toks[j].low
		between := i > 0 && toks[i-1].low == "between"
		if joint == "to" || joint == "-" || joint == "--" && toks[j].start == toks[j-1].end || joint == "or" && q.dim == bare || joint == "and" && between {
			k := j + 1
			if k < len(toks) && toks[k].kind == quoteMark {
				k = len(toks)
			}
			if w, m := cardinal(toks, k); m > 0 && !s.maskedRange(k, k+m) {
				id, dim, u := unitAt(toks, k+m)
				ordered := w > v || joint != "-"
				if w < v && joint == "to" && i > 0 && toks[i-1].low == "from" && u > 0 {
					ordered = false // "has shrunk from 240 to 225 sq km"
				}
				if u > 0 && (q.dim == bare || q.unit == id) && ordered || u == 0 && q.dim == bare && ordered && (joint == "-" || joint == "to" && w > v || between) {
					q.value = []float64{v, w}
					q.to = k + m + u
					if u > 0 {
						q.unit, q.dim = id, dim
					}
					if between {
						q.from = i - 1
					}
				}
			}
		}
	}
	if q.dim == bare {
		q.unit = claim.Count
	}
	return q, true
}

// dashUnit reads the unit behind the dash or the colon of a list's line that tells
// its number first: "564 – square kilometres that came under occupation", "30 – the
// number of kilometres from", "267: the square kilometres that Russia took", "19.3: the
// percentage of Ukraine that", "1,160: the length of the front, in kilometres".
func (s *sentence) dashUnit(q *quantity) {
	k := q.to
	dash := s.low(k) == "-" || s.low(k) == "--"
	if !dash && s.low(k) != ":" || k+1 >= len(s.toks) || s.toks[k].start == s.toks[k-1].end && s.toks[k].end == s.toks[k+1].start {
		return
	}
	k++
	if s.low(k) == "the" || s.low(k) == "a" {
		k++
	}
	if s.low(k) == "number" && s.low(k+1) == "of" {
		k += 2
	}
	if id, dim, n := unitAt(s.toks, k); n > 0 && id != claim.Percent {
		q.unit, q.dim, q.to = id, dim, k+n
		return
	}
	switch s.low(k) {
	case "percentage", "share", "proportion", "part", "portion", "slice", "percent", "per":
		if of := s.low(k + 1); (of == "of" || of == "cent") && len(q.value) == 1 && q.value[0] <= 100 {
			q.unit, q.dim = claim.Percent, percent
		}
		return
	}
	for ; k+2 < len(s.toks) && k < q.to+14 && s.low(k) != "."; k++ {
		if s.low(k) != "," || s.low(k+1) != "in" {
			continue
		}
		if id, dim, n := unitAt(s.toks, k+2); n > 0 {
			q.unit, q.dim = id, dim
			return
		}
	}
}

// leads reports a number that opens its line, with a colon or a dash behind it.
func (s *sentence) leads(q *quantity) bool {
	w := s.low(q.to)
	return s.first == 0 && (w == ":" || w == "--" || w == "-") && s.opensText(q.from)
}

// partHedges stand before a part, and before no ordinal: "a little under a fifth".
var partHedges = set("under over about around roughly nearly almost than perhaps approximately some")

// sideWord reports a word for whose a part is: "a fifth unconquered", "a third
// Russian".
func (s *sentence) sideWord(i int) bool {
	switch s.low(i) {
	case "unconquered", "occupied", "unoccupied", "conquered", "free", "lost", "russian-held", "ukrainian-held", "russian-controlled", "ukrainian-controlled":
		return true
	}
	h, ok := s.is(partyAdjective, i)
	return ok && s.clauseEndsAt(h.to)
}

// rateBefore reports whether the article before a unit belongs to a rate, as
// in "480 people a square kilometer".
func (s *sentence) rateBefore(i int) bool {
	return i > 0 && (s.toks[i-1].kind == number || s.toks[i-1].low == "people")
}

// ratioAt reads "twice", "double", "three times", "1.4 times", "tenfold".
func (s *sentence) ratioAt(i int) (quantity, bool) {
	toks := s.toks
	q := quantity{dim: ratio, from: i, core: i}
	switch toks[i].low {
	case "twice", "double":
		q.value, q.to = []float64{2}, i+1
		return q, true
	case "triple", "thrice", "treble":
		q.value, q.to = []float64{3}, i+1
		return q, true
	case "quadruple":
		q.value, q.to = []float64{4}, i+1
		return q, true
	case "twofold", "two-fold":
		q.value, q.to = []float64{2}, i+1
		return q, true
	case "threefold", "three-fold":
		q.value, q.to = []float64{3}, i+1
		return q, true
	case "tenfold", "ten-fold":
		q.value, q.to = []float64{10}, i+1
		return q, true
	}
	if v, n := cardinal(toks, i); n > 0 && i+n < len(toks) && toks[i+n].low == "times" {
		q.value, q.to = []float64{v}, i+n+1
		return q, true
	}
	return q, false
}

// vagueAt reads "hundreds of thousands", "tens of thousands", "millions",
// "dozens": amounts that are no number.
func (s *sentence) vagueAt(i int) (quantity, bool) {
	toks := s.toks
	switch toks[i].low {
	case "hundreds", "thousands", "tens", "millions", "dozens", "scores":
		j := i + 1
		for j+1 < len(toks) && toks[j].low == "of" && (toks[j+1].low == "thousands" || toks[j+1].low == "millions" || toks[j+1].low == "hundreds") {
			j += 2
		}
		return quantity{dim: bare, unit: claim.Count, from: i, core: i, to: j, vague: true}, true
	}
	return quantity{}, false
}

func round(v float64) float64 {
	const p = 1e4
	if v < 0 {
		return v
	}
	return float64(int64(v*p+0.5)) / p
}
