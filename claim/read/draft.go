package read

import (
	"sort"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// draft is a claim in the making: what its rule found, and what is still to be
// filled in from the sentence and the text before.
type draft struct {
	claim.Claim
	from, to int // tokens
	anchor   int // token that the voice and the source are looked up for
	window   windowUse
	source   sourceUse
	setMode  bool // the rule set the modality itself
	carries  bool // later figures may go on from this one
	recalled bool // an earlier period's figure: the window so far stays
	rule     *Rule
}

// windowUse says where a claim's window may come from.
type windowUse uint8

const (
	windowSet      windowUse = iota // the rule set it
	windowNear                      // a phrase of the sentence that no other claim is nearer to
	windowInherit                   // else the window before it
	windowSentence                  // else a window of the same sentence
)

// sourceUse says where a claim's attribution may come from.
type sourceUse uint8

const (
	sourceSet      sourceUse = iota // the rule set it
	sourceSentence                  // whoever says the sentence
	sourceSeries                    // else whose figures the text is giving
	sourceLead                      // else only the source of the opening
)

// findClaims runs the rules over the sentence.
func (s *sentence) findClaims() {
	if s.block.title && len(s.toks) < 18 && s.r.blocks <= 2 {
		return // a headline repeats what the text says
	}
	for i := range grammar {
		rule := &grammar[i]
		if rule.sentence != nil {
			for _, d := range rule.sentence(s) {
				s.take(rule, d)
			}
		}
		if rule.quantity != nil {
			for k, q := range s.qty {
				if q.used && !rule.takesUsed {
					continue
				}
				if d, ok := rule.quantity(s, k, q); ok {
					s.take(rule, d)
					if !rule.leaves {
						q.used = true
					}
				}
			}
		}
	}
}

func (s *sentence) take(rule *Rule, d draft) {
	if a, b, ok := strings.Cut(d.Region, " and "); ok && rule.Kind == claim.Share && contains(s.toks, d.from, d.to, "each") {
		for _, region := range []string{a, b} {
			x := d
			x.Region = region
			s.take(rule, x)
		}
		return
	}
	d.rule = rule
	d.Rule = rule.Name
	if d.Kind == "" {
		d.Kind = rule.Kind
	}
	if d.from < 0 {
		d.from = 0
	}
	if d.to > len(s.toks) {
		d.to = len(s.toks)
	}
	for d.from < d.to && (s.toks[d.from].kind != word && s.toks[d.from].kind != number) {
		d.from++
	}
	if d.from >= d.to {
		return
	}
	s.drafts = append(s.drafts, d)
}

// emit fills in what is missing and hands the sentence's claims on.
func (s *sentence) emit() {
	sort.SliceStable(s.drafts, func(i, j int) bool {
		if s.drafts[i].anchor != s.drafts[j].anchor {
			return s.drafts[i].anchor < s.drafts[j].anchor
		}
		return s.drafts[i].from < s.drafts[j].from
	})
	sentenceWindow := claim.NoWindow
	for k := range s.drafts {
		d := &s.drafts[k]
		s.fillMode(d)
		s.fillWindow(d, sentenceWindow)
		s.fillSource(d)
		if d.Window.Phrase != "" && (d.Kind == claim.AreaChange || d.Kind == claim.AreaHeld || d.Kind == claim.Share || d.Kind == claim.SettlementControl) {
			sentenceWindow = d.Window
		}
		if d.carries && d.Modality == claim.Asserted && !d.Window.Unknown() {
			switch {
			case d.Kind == claim.AreaChange && !d.recalled && !s.hangsOnWhen(d.anchor):
				s.r.last = d.Window
			case d.Direction == "":
				s.r.heldWin = d.Window
			}
		}
		if d.Kind == claim.Trend && d.window == windowInherit && d.Window.Phrase != "" {
			s.r.last = d.Window
		}
		if d.Region != "" && d.Kind != claim.DistanceBearing {
			s.r.seeRegion(d.Region)
		}
		c := d.Claim
		if c.Bound == "" {
			c.Bound = claim.NoBound
		}
		if c.Modality == "" {
			c.Modality = claim.Asserted
		}
		if c.Confidence == 0 {
			c.Confidence = confidence(c)
		}
		i, j := s.toks[d.from].start, s.toks[d.to-1].end
		c.Text = s.block.text[i:j]
		c.Start, c.End = s.block.place(i, j)
		s.r.claim(c)
		s.r.lastKind = c.Kind
		if d.carries {
			s.r.lastPart = quantityMemory{actor: c.Actor, region: c.Region, kind: c.Kind, direction: c.Direction, block: s.r.blocks}
			if c.Kind == claim.AreaChange && c.Modality != claim.Hypothetical && c.Modality != claim.Demanded {
				s.r.series = series{actor: c.Actor, direction: c.Direction, region: c.Region, unit: c.Unit, window: c.Window, block: s.r.blocks}
			}
		}
	}
}

// confidence is lower where fields that the kind needs had to be left open.
func confidence(c claim.Claim) float64 {
	v := 0.95
	switch c.Kind {
	case claim.AreaChange:
		if c.Actor == "" {
			v -= 0.25
		}
		if c.Window.Unknown() {
			v -= 0.15
		}
	case claim.Share, claim.AreaHeld:
		if c.Actor == "" {
			v -= 0.25
		}
		if c.Region == "" {
			v -= 0.1
		}
	case claim.DistanceBearing, claim.SettlementControl, claim.SiteControl:
		if c.ReferencePlace == "" {
			v -= 0.3
		}
	}
	return v
}

func (s *sentence) fillMode(d *draft) {
	if d.setMode || d.Kind == claim.Conversion || d.Kind == claim.DistanceBearing {
		return
	}
	m, by := s.modalityAt(d.anchor, d.anchor+1)
	d.Modality = m
	if by == nil {
		return
	}
	if x := s.sourceAt(d.anchor); x != nil && m == claim.Demanded && !s.r.isBelligerent(by.party) {
		by.by = x.name
	}
	if (m == claim.Demanded || m == claim.Denied) && by.by != "" && d.source != sourceSet {
		d.Attribution = by.by
		if x := s.sourceAt(d.anchor); x != nil && x.denies && m == claim.Denied {
			d.Attribution = x.name
		}
		d.source = sourceSet
	}
	if m == claim.Hypothetical && by.by != "" && d.source != sourceSet && s.sourceAt(d.anchor) == nil {
		d.Attribution = by.by
		d.source = sourceSet
	}
}

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
		d.Window = t.win
		d.Window.Phrase = s.slice(t.from, t.to)
		return
	}
	d.Window = claim.NoWindow
	switch {
	case d.window != windowNear && !sentenceWindow.Unknown():
		d.Window = sentenceWindow
		d.Window.Phrase = ""
	case d.window == windowInherit && !s.freshBullet():
		d.Window = s.r.last
		d.Window.Phrase = ""
	}
}

// freshBullet reports a list's entry that does not go on from the one before.
func (s *sentence) freshBullet() bool { return s.block.bullet && s.first == 0 && !s.anaphoric() }

// anaphoric reports a sentence that begins by pointing back.
func (s *sentence) anaphoric() bool {
	switch s.low(0) {
	case "that", "this", "it", "most", "these", "those", "they":
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
		if t.baseline && !s.whenClause(t.to, anchor) && !(inside && t.from > anchor-8 && t.from < anchor+10) {
			continue
		}
		var c int
		switch {
		case t.to <= anchor && s.whenClause(t.to, anchor):
			c = 0
		case t.to <= anchor:
			c = anchor - t.to + 2*s.crossings(t.to, anchor)
			if t.from == 0 || s.opens(t.from) {
				c = min(c, 14)
			}
		default:
			c = t.from - anchor + 2*s.crossings(anchor, t.from)
		}
		if t.from >= anchor && t.from-to <= 0 && t.from >= to-1 && t.role == within {
			c = 0 // right behind the figure
		} else if t.role == within && s.followsOther(t, anchor) {
			c += 6
		}
		if t.role == owner && !inside && c > 4 && t.from > 0 {
			c += 20
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

// opens reports a phrase right behind the sentence's first word or a bullet.
func (s *sentence) opens(i int) bool {
	if i > 2 {
		return false
	}
	for k := 0; k < i; k++ {
		if s.toks[k].kind == word && !sentenceOpeners[s.low(k)] && s.low(k) != "now" {
			return false
		}
	}
	return true
}

// crossings weighs the clause boundaries between two tokens.
func (s *sentence) crossings(i, j int) int {
	n := 0
	for k := i; k < j; k++ {
		switch s.low(k) {
		case ",":
			n++
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
		case "although", "though":
			n += 10
		case "while", "but", "against", "compared", "whereas", "than", "after":
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
	return n
}

// speechTime reports a day that tells when something was said: "reported on
// Feb. 1", "told reporters on Monday".
func (s *sentence) speechTime(t *timePhrase) bool {
	if t.grain != grainDay || t.role == pointAt || t.role == since {
		return false
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

// sourceAt returns who says the words at token i: the innermost scope.
func (s *sentence) sourceAt(i int) *source {
	var best *source
	for k := range s.src {
		x := &s.src[k]
		if i < x.from || i >= x.to {
			continue
		}
		switch {
		case best == nil, x.series && !best.series && !x.denies && !best.denies, x.from > best.from && (x.series || !best.series || x.denies):
			best = x
		}
	}
	return best
}

// body is whom a source speaks for: a spokesperson's listed organisation, else
// the source itself.
func (s *sentence) body(x *source) string {
	if x.person == nil || !strings.HasPrefix(strings.ToLower(x.person.Role), "spokes") {
		return x.name
	}
	for _, o := range s.r.lex.war.Organisations {
		for _, w := range o.Words {
			if strings.Contains(x.person.Role, w) {
				return o.Name
			}
		}
	}
	return x.name
}

func (s *sentence) fillSource(d *draft) {
	if d.source == sourceSet {
		return
	}
	if q := s.quoteAt(d.anchor); q != nil && q.speaker != "" && !q.scare {
		d.Attribution = q.speaker
		return
	}
	if x := s.sourceAt(d.anchor); x != nil {
		d.Attribution, d.Through = s.body(x), x.through
		return
	}
	c := s.r.source
	switch d.source {
	case sourceSeries:
		if c.name != "" && !s.freshBullet() && d.Modality != claim.Hypothetical {
			d.Attribution, d.Through = c.name, c.through
		} else if s.r.house != "" {
			d.Attribution = s.r.house
		}
	case sourceLead:
		if c.name != "" && (c.lead || s.block.bullet && s.anaphoric()) && !s.freshBullet() && d.Modality != claim.Hypothetical {
			d.Attribution, d.Through = c.name, c.through
		} else if s.r.house != "" {
			d.Attribution = s.r.house
		}
	}
}

// drew reports a claim of the kind in the sentence.
func (s *sentence) drew(kind claim.Kind) bool {
	for _, d := range s.drafts {
		if d.Kind == kind {
			return true
		}
	}
	return false
}

// carry remembers what the next sentences go on from.
func (s *sentence) carry() {
	if p := s.mainSubject(); p != "" {
		s.r.subject = p
	}
	s.seePlaces()
	if !s.drew(claim.AreaChange) && len(s.when) > 0 && s.opens(s.when[0].from) && (s.when[0].role == within || s.when[0].role == owner) && s.when[0].grain >= grainWeek && s.when[0].win.From != control.NoDay {
		s.r.last = s.when[0].win // "Over the past four weeks the pendulum has swung. Russia took …"
	}
	area := false
	for _, d := range s.drafts {
		switch d.Kind {
		case claim.AreaChange, claim.AreaHeld, claim.Share, claim.Trend, claim.Record, claim.Comparison, claim.SettlementControl:
			area = true
		}
	}
	for _, x := range s.src {
		s.r.lastSource = x.name
		if x.party != "" {
			s.r.lastParty[x.party] = x.name
		}
		if x.person != nil {
			s.r.lastSpeaker = x.person
		}
		if area && x.series {
			lead := s.r.blocks <= 3 && x.how != "trailing source" && x.how != "by its count" || s.r.blocks <= 2
			if x.how == "by its count" {
				continue // covers its own sentence
			}
			s.r.source = carried{name: x.name, through: x.through, lead: lead, block: s.r.blocks}
		}
	}
	if s.block.bullet && len(s.src) == 0 && !s.anaphoric() && s.first == 0 {
		s.r.source = carried{}
	}
	if !area && len(s.src) == 0 && s.r.blocks-s.r.source.block > 8 {
		s.r.source = carried{}
	}
	if s.r.last.From != control.NoDay {
		s.r.year = s.r.last.From.Time().Year()
	}
}
