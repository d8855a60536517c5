package read

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// fillWindow picks the time phrase for a claim: the nearest one, a phrase that
// opens the sentence counting as near to all of it.
func (s *sentence) fillWindow(d *draft, sentenceWindow claim.Window) {
	if d.window == windowSet {
		if d.Window == (claim.Window{}) {
			d.Window = claim.NoWindow
		}
		return
	}
	if t := s.bestTime(d.from, d.to, d.anchor); t != nil {
		if d.Modality == claim.Hypothetical && (d.Kind == claim.Share || d.Kind == claim.AreaHeld) && s.supposedIn(t, d.anchor) {
			d.Window = claim.NoWindow
			return
		}
		d.Window = t.win
		d.Window.Phrase = s.slice(t.from, t.to)
		return
	}
	if t := s.announcedOn(d); t != nil {
		d.Window = t.win
		d.Window.Phrase = s.slice(t.from, t.to)
		return
	}
	if w := s.block.day; w.From != control.NoDay && d.Modality != claim.Hypothetical {
		d.Window = w // "4 March 2022: Russia captures the plant"
		d.Window.Phrase = ""
		return
	}
	d.Window = claim.NoWindow
	if d.Kind == claim.AreaChange && (d.Modality == claim.Demanded || d.Modality == claim.Hypothetical) && d.window == windowInherit {
		return // what is supposed has no window but its own
	}
	switch {
	case d.window != windowNear && !sentenceWindow.Unknown():
		d.Window = sentenceWindow
		d.Window.Phrase = ""
	case d.window == windowInherit && s.freshBullet() && s.r.headed.From != control.NoDay:
		d.Window = s.r.headed
		d.Window.Phrase = ""
	case d.Kind == claim.Trend && !s.r.inSeries(2):
	case d.window == windowInherit && !s.freshBullet():
		d.Window = s.r.last
		d.Window.Phrase = ""
	}
}

// announcedOn is the day on which a side announced that it had taken a place,
// where no other day is told: "Moscow announced on Friday that it had captured the town".
func (s *sentence) announcedOn(d *draft) *timePhrase {
	taken := d.Kind == claim.SettlementControl && d.Direction == claim.Gained || d.Kind == claim.Front && d.Unit != claim.Km
	if !taken || d.Modality != claim.Asserted || d.ReferencePlace == "" && len(d.Value) == 0 && d.Kind != claim.Front {
		return nil
	}
	for k := range s.src {
		x := &s.src[k]
		if w := s.low(x.verb); x.denies || !s.r.isBelligerent(x.party) || x.how != "leading source" && x.how != "trailing source" || w == "said" || w == "says" {
			continue
		}
		if x.how == "trailing source" {
			for j := range s.when {
				if t := &s.when[j]; t.grain == grainDay && t.role == within && t.win.From != control.NoDay && t.from > x.verb && t.from-x.verb <= 3 && x.verb > d.anchor {
					return t
				}
			}
			continue
		}
		if x.verb >= d.anchor {
			continue
		}
		for j := range s.when {
			t := &s.when[j]
			if t.grain == grainDay && t.role == within && t.win.From != control.NoDay && t.to <= d.anchor && t.from-x.verb <= 2 && t.from > x.verb-4 {
				return t
			}
		}
	}
	return nil
}

// freshBullet reports a list's entry that does not go on from the one before.
func (s *sentence) freshBullet() bool { return s.block.bullet && s.first == 0 && !s.anaphoric() }

// anaphoric reports a sentence that begins by pointing back.
func (s *sentence) anaphoric() bool {
	switch s.low(0) {
	case "that", "this", "it", "most", "these", "those", "they", "that's", "it's", "which":
		return true
	case "the", "-", "*", "•":
		for k := 0; k < 4; k++ {
			switch s.low(k) {
			case "total", "figure", "tally", "sum", "number", "amount":
				return true
			}
		}
	}
	return false
}

func (s *sentence) bestTime(from, to, anchor int) *timePhrase {
	best, cost := -1, 30
	for k := range s.when {
		t := &s.when[k]
		if s.speechTime(t) {
			continue
		}
		inside := t.from >= from && t.to <= to
		if t.from >= 2 && participle(s.low(t.from-1)) && s.low(t.from-2) == "," && (anchor-t.to > 2 || t.from-anchor > 2) {
			continue // "Crimea, annexed in 2014,"
		}
		if t.baseline && !s.whenClause(t.to, anchor) && !(inside && t.from > anchor-8 && t.from < anchor+10) && !(t.from >= to && t.from <= to+1 && t.from > anchor && t.from-anchor < 9) {
			continue
		}
		var c int
		switch {
		case t.to <= anchor && s.whenClause(t.to, anchor):
			c = 0
		case t.to <= anchor:
			c = anchor - t.to + 2*s.crossings(t.to, anchor)
			if t.from == 0 || s.opens(t.from) || t.subject {
				c = min(c, 14)
			}
		default:
			c = t.from - anchor + 2*s.crossings(anchor, t.from)
			for _, q := range s.qty { // "has shrunk to 27 percent from 30 percent in January 2023"
				if q.from > anchor+1 && q.to <= t.from && (q.dim == percent || q.dim == area || q.dim == bare && q.unit == claim.Count) && !q.converted && s.low(q.from-1) == "from" {
					c += 40
				}
			}
			if s.contrastBetween(anchor, t.from) {
				c += 30 // "19.6%, up from 18.9% at the start of 2025": the other figure's
			}
		}
		if t.from >= anchor && t.from-to <= 0 && t.from >= to-1 && t.role == within {
			c = 0 // right behind the figure
		} else if t.role == within && s.followsOther(t, anchor) {
			c += 6
		}
		if t.role == owner && !inside && c > 4 && t.from > 0 {
			c += 20
		}
		if s.likened(t) && t.from > anchor {
			c += 40
		}
		if _, figure := s.is(figureNoun, t.to); t.role == owner && figure && !inside && t.from > anchor {
			c += 30 // "up 505 sq km, twice the September figure"
		}
		if t.role == owner && s.toks[t.from].kind == number && t.grain == grainYear {
			c += 15
		}
		if t.role == before || t.role == until {
			c += 4
		}
		if c < cost {
			best, cost = k, c
		}
	}
	if best < 0 {
		return nil
	}
	return &s.when[best]
}

// likened reports a period that a figure is only likened to: "gained 60 sq km, as it
// had in October", "as in May".
func (s *sentence) likened(t *timePhrase) bool {
	for k := t.from - 1; k >= 0 && k >= t.from-4; k-- {
		switch w := s.low(k); {
		case w == "as" || w == "like":
			return k > 0 && s.low(k-1) == ","
		case auxiliary[w] || w == "it" || w == "they" || w == "did":
		default:
			return false
		}
	}
	return false
}

// hangsOnWhen reports an anchor in a clause with "when".
func (s *sentence) hangsOnWhen(anchor int) bool {
	for k := range s.when {
		if s.when[k].to <= anchor && s.whenClause(s.when[k].to, anchor) {
			return true
		}
	}
	return false
}

// whenClause reports "…, when they pocketed 481": the anchor stands in a clause
// that hangs on the phrase that ends at i.
func (s *sentence) whenClause(i, anchor int) bool {
	if i < len(s.toks) && s.low(i) == "," {
		i++
	}
	return i < anchor && anchor-i < 9 && s.low(i) == "when"
}

// followsOther reports a phrase that stands right behind another figure than
// the one at the anchor, and so belongs to that.
func (s *sentence) followsOther(t *timePhrase, anchor int) bool {
	for _, q := range s.qty {
		if q.core != anchor && q.dim != bare && t.from >= q.to && t.from-q.to <= 3 && !(anchor > q.from && anchor < q.to) {
			return anchor > t.to
		}
	}
	return false
}

// opens reports a phrase that opens the sentence: nothing stands before it but a
// bullet, a label with its colon, opening words, or other phrases set off by
// commas without a side or a verb of ground in them.
func (s *sentence) opens(i int) bool {
	from := 0
	for k := 0; k < i && k < 12; k++ {
		if s.low(k) == ":" {
			from = k + 1 // "Long view: in the twelve months to May, …"
		}
	}
	plain := true
	for k := from; k < i; k++ {
		if s.toks[k].kind == word && !sentenceOpeners[s.low(k)] && s.low(k) != "now" {
			plain = false
		}
	}
	if plain && i-from <= 2 {
		return true
	}
	if i > 12 || s.low(i-1) != "," && !sentenceOpeners[s.low(i-1)] {
		return false
	}
	for _, t := range s.trig { // "At its peak, in March 2022, …"
		if t.from < i && !t.noun {
			return false
		}
	}
	for _, a := range s.actors {
		if a.to <= i && a.form != byOwner && a.form != asPlace && a.form != byPronoun {
			return false
		}
	}
	for k := from; k < i; k++ {
		if auxiliary[s.low(k)] && !s.mask[k] {
			return false
		}
	}
	return placePreps[s.low(from)] || s.mask[from]
}

// contrastBetween reports words that set another figure against the first.
func (s *sentence) contrastBetween(i, j int) bool {
	for k := i; k < j; k++ {
		switch s.low(k) {
		case "compared", "against", "versus", "vs", "than":
			return true
		case "from":
			switch s.low(k - 1) {
			case "up", "down", "rose", "fell", "risen", "fallen", "dropped", "grown", "increased", "decreased":
				return true
			}
		}
	}
	return false
}

// crossings weighs the clause boundaries between two tokens.
func (s *sentence) crossings(i, j int) int {
	n, commas, brackets := 0, 0, 0
	for k := i; k < j; k++ {
		switch s.low(k) {
		case "(":
			brackets++
		case ")":
			brackets--
		case ",":
			n++
			commas++
			if w := s.low(k + 1); commas%2 == 1 && (beWords[w] || w == "has" || w == "have" || w == "had") {
				n += 12 // the main clause goes on behind an insertion
			}
			if a, ok := s.actorIn(k+1, k+2); ok && a.form != byOwner && a.form != asPlace {
				n += 12 // a new clause
			}
			for _, p := range s.places {
				if p.from == k+1 && auxiliary[s.low(p.to)] {
					n += 12
				}
			}
		case "and", "or":
			n++
			if s.low(k+1) == "that" {
				n += 10 // "said that …, and that …"
			}
		case "although", "though":
			n += 10
		case "compared", "against", "versus":
			n += 10
		case "while", "but", "whereas", "than", "after":
			n += 3
		case "which", "who", "where":
			n += 9
		case "from":
			if p := s.low(k - 1); p == "down" || p == "up" {
				n += 8
			}
		case ";":
			n += 30
		case "--":
			n += 2
		}
		if s.toks[k].kind == quoteMark {
			n += 2
		}
	}
	if brackets != 0 {
		n += 9 // "+62 km² (previous week: +81)"
	}
	return n
}

// speechTime reports a day that tells when something was said: "reported on
// Feb. 1", "told reporters on Monday".
func (s *sentence) speechTime(t *timePhrase) bool {
	if t.grain != grainDay || t.role == pointAt || t.role == since {
		return false
	}
	if t.from == 0 { // "On Tuesday we wrote that Ukraine had regained"
		for k := t.to; k < min(len(s.toks), t.to+5); k++ {
			if s.isSay(k) && s.low(k+1) == "that" && s.low(k) != "announced" && s.low(k) != "claimed" {
				return true
			}
		}
	}
	if _, denies := s.is(denyVerb, t.to); t.from > 0 && s.toks[t.from-1].kind == word && (denies || s.isSay(t.to)) {
		return true // "Ukraine on Saturday rejected"
	}
	if s.low(t.from-1) == "for" && s.talksWord(max(0, t.from-6), t.from) {
		return false // "talks announced for 26 February"
	}
	for k := t.from - 1; k >= 0 && k >= t.from-5; k-- {
		if _, ok := s.covers(sayVerb, k); ok && s.low(k) != "add" && s.low(k) != "added" {
			return true
		}
		if w := s.low(k); w == "published" || w == "posted" || w == "released" || w == "dated" || w == "filmed" {
			return true
		}
		if s.toks[k].kind == quoteMark || s.low(k) == "," || s.low(k) == "that" {
			return false
		}
		for _, c := range []class{gainVerb, loseVerb, holdVerb, fallVerb, gainNoun, loseNoun} {
			if _, ok := s.covers(c, k); ok {
				return false
			}
		}
		if s.toks[k].kind == number {
			return false
		}
	}
	return false
}

// supposedIn reports a time told in the condition, where the anchor stands in what
// would follow from it: "If it gave up 50 sq km in March, its share would fall".
func (s *sentence) supposedIn(t *timePhrase, anchor int) bool {
	if w := s.low(0); w != "if" && w != "should" && w != "were" && w != "had" || t.to > anchor {
		return false
	}
	return contains(s.toks, t.to, anchor, ",")
}
