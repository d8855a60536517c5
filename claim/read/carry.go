package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// drew reports a claim of the kind in the sentence.
func (s *sentence) drew(kind claim.Kind) bool {
	for _, d := range s.drafts {
		if d.Kind == kind {
			return true
		}
	}
	return false
}

// inSeries reports figures of ground told at most so many blocks ago.
func (r *reader) inSeries(blocks int) bool {
	return r.series.unit != "" && r.blocks-r.series.block <= blocks
}

// rememberClaim keeps what a later sentence may deny or go on from.
func (r *reader) rememberClaim(c claim.Claim) {
	if c.Modality == claim.Denied && c.Kind == claim.SettlementControl && c.Direction != "" && c.ReferencePlace != "" {
		r.lastDenied, r.lastDeniedBlock = c, r.blocks
	}
	if c.Modality != claim.Asserted || strings.HasPrefix(c.Text, "which ") || strings.Contains(c.Text, ", which ") {
		return
	}
	switch c.Kind {
	case claim.SettlementControl:
		if c.Direction != "" {
			r.lastSettlement, r.lastSettlementBlock = c, r.blocks
		}
		if c.ReferencePlace != "" && len(r.settled) < maxKnown {
			r.settled[c.ReferencePlace] = c
		}
	case claim.AreaChange, claim.SiteControl, claim.Front:
	default:
		return
	}
	r.lastClaim, r.lastClaimBlock = c, r.blocks
}

// carry remembers what the next sentences go on from.
func (s *sentence) carry() {
	if p := s.mainSubject(); p != "" {
		s.r.subject = p
	}
	s.noteCounter()
	s.seePlaces()
	s.column()
	s.seriesHead()
	s.noteDeed()
	s.ask()
	if len(s.drafts) == 0 && len(s.when) > 0 && s.opens(s.when[0].from) && (s.when[0].role == within || s.when[0].role == owner) && s.when[0].grain >= grainWeek && s.when[0].win.From != control.NoDay {
		s.r.last = s.when[0].win // "Over the past four weeks the pendulum has swung. Russia took …"
	}
	if len(s.drafts) == 0 && len(s.when) == 1 && s.when[0].role == owner && s.when[0].grain == grainMonth && s.when[0].win.From != control.NoDay && len(s.toks) <= 9 {
		switch s.low(s.when[0].to) {
		case "numbers", "figures", "tally", "data", "count", "map", "maps", "score": // "The November numbers are in."
			s.r.last, s.r.told = s.when[0].win, s.when[0].win
		}
	}
	if s.block.title && len(s.trig) == 0 || s.first == 0 && s.low(0) == "reporting" && s.low(1) == "period" {
		if s.block.title {
			s.r.headed = s.r.issue
		}
		for _, t := range s.when { // "Week 19 of 2026 (4 May to 10 May)"
			if bulletin := t.role == owner && t.grain == grainMonth && reportNouns[s.low(t.to)]; (t.role == within || bulletin) && t.win.From != control.NoDay && t.win.To != control.NoDay && t.win.To > t.win.From && t.grain <= grainMonth {
				s.r.last, s.r.told = t.win, t.win
				s.r.headed = t.win
				if bulletin && s.r.blocks <= 4 {
					s.r.issue = t.win
				}
			}
		}
	}
	if s.r.source.name == "" && s.r.blocks <= 6 && s.keepsLedger() {
		s.r.source = carried{name: s.groupTold, block: s.r.blocks}
		s.r.publisher = s.groupTold
	}
	area, held := false, false
	for _, d := range s.drafts {
		held = held || d.Direction == "" && (d.Kind == claim.Share || d.Kind == claim.AreaHeld)
		if d.Modality == claim.Forecast || d.Modality == claim.Hypothetical {
			continue // who foresees is not whose figures these are
		}
		switch d.Kind {
		case claim.AreaChange, claim.AreaHeld, claim.Share, claim.Trend, claim.Record, claim.Comparison, claim.SettlementControl:
			area = true
		}
	}
	for _, x := range s.src {
		if x.how != "whose claim it is" || len(s.src) == 1 && s.r.lastSource == "" {
			s.r.lastSource = x.name
		}
		if x.party != "" {
			s.r.lastParty[x.party] = x.name
		}
		s.r.unnamedBlock = 0
		if x.person != nil {
			s.r.speakNow(x.person)
		} else if words := strings.Fields(x.name); len(words) > 0 && personNouns[words[len(words)-1]] {
			s.r.unnamed, s.r.unnamedBlock = x.name, s.r.blocks
		}
		if (area || x.how == "according to" && len(s.qty) > 0) && x.series {
			lead := s.r.blocks <= 3 && x.how != "trailing source" && x.how != "by its count" || s.r.blocks <= 2
			if x.how == "by its count" {
				continue // covers its own sentence
			}
			if x.how == "by the count of" { // goes on in its paragraph, and no further
				s.r.counted = carried{name: x.name, through: x.through, block: s.r.blocks}
				continue
			}
			if s.r.counted.name != x.name {
				s.r.counted = carried{}
			}
			if old := s.r.source; old.name != "" && old.through == x.name && x.how == "according to" {
				continue // whose data the publisher computes from
			}
			if old := s.r.source; old.name != "" && old.name != x.name && old.block == s.r.blocks && old.figures && !x.denies && x.how == "whose map has it" {
				s.r.source = carried{} // figures of several set side by side: what follows is nobody's
				continue
			}
			s.r.source = carried{name: x.name, through: x.through, lead: lead, held: held, figures: area, block: s.r.blocks}
			if s.r.tableSource == "" && lead {
				s.r.tableSource = x.name
			}
		}
	}
	if other := len(s.src) > 0 && len(s.drafts) > 0 && s.r.blocks > s.r.source.block; other {
		for _, x := range s.src {
			other = other && !x.series && x.name != s.r.source.name
		}
		if other {
			s.r.source.ended = true // somebody else tells of something else meanwhile
		}
	}
	if s.block.bullet && len(s.src) == 0 && !s.anaphoric() && s.first == 0 && s.colon < 0 && s.block.region == "" && s.block.town == "" {
		s.r.source = carried{}
	}
	if !area && len(s.src) == 0 && s.r.blocks-s.r.source.block > 8 {
		s.r.source = carried{}
	}
	if s.r.last.From != control.NoDay {
		s.r.year = s.r.last.From.Time().Year()
	}
}

// reportNouns are what a period owns that is reported for it: "January bulletin".
var reportNouns = set("bulletin digest report review figures update assessment survey tally data summary numbers ledger")

// seriesHead remembers a unit told in a heading or before a colon, "Meridian's
// monthly series for the Russian army (sq km, rounded):": what the bare numbers
// behind it count.
func (s *sentence) seriesHead() {
	n := len(s.toks)
	if n == 0 || s.low(n-1) != ":" && !s.block.title && s.first+n != len(s.block.toks) {
		return
	}
	for _, q := range s.qty {
		if q.dim == area {
			return
		}
	}
	unit := ""
	for k := range s.toks {
		if k == 0 || s.toks[k-1].kind == number || s.low(k-1) == "a" || s.low(k-1) == "every" || s.low(k-1) == "per" || s.low(k-1) == "each" {
			continue
		}
		if id, dim, m := unitAt(s.toks, k); m > 0 && dim == area && (s.low(k-1) == "(" || s.low(k-1) == "in" || s.low(k-1) == ",") {
			unit = id
		}
	}
	if unit == "" {
		return
	}
	actor, direction := "", claim.Gained
	for _, t := range s.trig {
		if t.class == loseVerb || t.class == loseNoun {
			direction = claim.Lost
		}
		if p, _ := s.subjectOf(t); p != "" {
			actor = p
		}
	}
	for _, a := range s.actors {
		if actor == "" && s.r.isBelligerent(a.party) && a.form != asPlace {
			actor = a.party
		}
	}
	if actor = first(actor, s.r.seriesOrSubject()); actor == "" {
		return
	}
	s.r.series = series{actor: actor, direction: direction, unit: unit, window: claim.NoWindow, block: s.r.blocks}
	if o, _ := s.publisherOwner(); o != "" && s.r.source.name == "" {
		s.r.source = carried{name: o, block: s.r.blocks}
		s.r.tableSource = first(s.r.tableSource, o)
	}
	c := claim.Claim{Kind: claim.AreaChange, Actor: actor, Direction: direction, Unit: unit, Window: claim.NoWindow, Value: claim.Value{0}, Text: s.slice(0, min(n, 8))}
	s.r.lastFigure = figureMemory{claim: c, block: s.r.blocks, listed: true}
}

// deedMemory is a taking or losing of ground told without a figure.
type deedMemory struct {
	actor     string
	direction claim.Direction
	window    claim.Window
	block     int
}

// noteDeed remembers who took or lost ground, for a figure that follows: "How much
// of Ukraine did Russia take last month? DeepState says 56,400 hectares."
func (s *sentence) noteDeed() {
	if s.drew(claim.AreaChange) {
		return
	}
	for _, t := range s.trig {
		if t.noun || t.class != gainVerb && t.class != loseVerb {
			continue
		}
		p, _ := s.subjectOf(t)
		if p == "" {
			continue
		}
		m := deedMemory{actor: p, direction: directionOf(t.class), window: claim.NoWindow, block: s.r.blocks}
		for k := range s.when {
			if w := &s.when[k]; (w.role == within || w.role == since) && w.grain >= grainWeek {
				m.window = w.win
			}
		}
		s.r.lastDeed = m
		return
	}
}

// publisherOwner is the name that owns a series, a map or a tally: "Meridian's
// monthly series".
func (s *sentence) publisherOwner() (string, int) {
	for k := range s.toks {
		if s.low(k) != "'s" {
			continue
		}
		for j := k + 1; j < min(len(s.toks), k+4); j++ {
			switch s.low(j) {
			case "series", "map", "maps", "tally", "count", "figures", "data", "table", "ledger", "numbers", "list":
				name, b := s.lastOwnerName(k + 1)
				if _, side := s.is(partyName, b); !side && s.timeOver(b) == nil {
					return name, b
				}
			}
		}
	}
	return "", 0
}
