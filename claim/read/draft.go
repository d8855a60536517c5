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
	passive  bool // of a settlement: told in the passive
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
	if s.block.title && len(s.toks) < 18 && s.r.blocks <= 2 && s.colon < 0 {
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
				if q.used && !rule.takesUsed || q.bracketed && !rule.brackets {
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
	if a, b, ok := strings.Cut(d.Region, " and "); ok && rule.Kind == claim.Share && (contains(s.toks, d.from, d.to, "each") || contains(s.toks, d.from, d.to, "both")) {
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

// dropUnrelated drops what a text that has named neither belligerent nor their
// places asserts: forests are lost, leads taken, people killed and rounds of talks
// held elsewhere too. Restated quantities stay, and distances from places known.
func (s *sentence) dropUnrelated() {
	kept := s.drafts[:0]
	for _, d := range s.drafts {
		low := strings.ToLower(d.ReferencePlace)
		place := s.r.lex.places[low] || s.r.lex.towns[low] || s.r.lex.regions[low]
		switch d.Kind {
		case claim.Conversion:
			kept = append(kept, d)
		case claim.DistanceBearing:
			if place || s.r.hinted {
				kept = append(kept, d)
			}
		case claim.SettlementControl:
			if d.Direction == "" && (place || s.r.hinted) {
				kept = append(kept, d)
			}
		case claim.AreaChange, claim.AreaHeld, claim.Share, claim.SiteControl:
		default:
			if s.r.hinted {
				kept = append(kept, d)
			}
		}
	}
	s.drafts = kept
}

// otherFields are words of fields in which hectares and records are counted too:
// crops, exports, mines to be cleared.
var otherFields = set(`maize wheat barley sunflower sunflowers crop crops sown sowed sow sowing tonnes tonne exports deminers demining demined mined unmined ploughed plowed
 reforested burned burnt wildfire wildfires farmland`)

// dropOtherFields drops figures and records of ground in a sentence on another
// field, where no side takes or loses it.
func (s *sentence) dropOtherFields() {
	other := false
	for k := range s.toks {
		other = other || otherFields[s.low(k)] || s.low(k) == "harvest" && !s.hasArea()
	}
	if !other {
		return
	}
	kept := s.drafts[:0]
	for _, d := range s.drafts {
		switch d.Kind {
		case claim.AreaChange, claim.Share, claim.Record, claim.Comparison, claim.Trend:
			if !s.forcesAct() {
				continue
			}
		}
		kept = append(kept, d)
	}
	s.drafts = kept
}

// forcesAct reports a side's forces, or a side by its name, that is no place.
func (s *sentence) forcesAct() bool {
	for _, a := range s.actors {
		if s.r.isBelligerent(a.party) && (a.form == byForces || a.form == byName) && a.prep == "" {
			return true
		}
	}
	return false
}

// dropAsked drops what a question names: it asserts nothing without a figure.
func (s *sentence) dropAsked() {
	if len(s.toks) == 0 || s.low(len(s.toks)-1) != "?" {
		return
	}
	asks := s.low(0) == "which" || s.low(0) == "what" || s.low(0) == "who" // "Which regions are fully under Russian control?"
	kept := s.drafts[:0]
	for _, d := range s.drafts {
		if len(d.Value) > 0 && !(asks && d.Kind == claim.Share && d.rule.Name == "all of a region") {
			kept = append(kept, d)
		}
	}
	s.drafts = kept
}

// emit fills in what is missing and hands the sentence's claims on.
func (s *sentence) emit() {
	s.distribute()
	sort.SliceStable(s.drafts, func(i, j int) bool {
		if s.drafts[i].anchor != s.drafts[j].anchor {
			return s.drafts[i].anchor < s.drafts[j].anchor
		}
		return s.drafts[i].from < s.drafts[j].from
	})
	if !s.r.seen {
		s.dropUnrelated()
	}
	s.dropAsked()
	s.dropOtherFields()
	for k := range s.drafts {
		if d := &s.drafts[k]; s.block.region != "" && (d.Kind == claim.AreaHeld || d.Kind == claim.AreaChange || d.Kind == claim.Share && d.Region == "") && (d.Region == "" || d.Region == s.r.lex.war.Home) {
			d.Region = s.block.region
		}
		if d := &s.drafts[k]; d.Kind == claim.Toll && s.block.region != "" && d.Region == "" && d.ReferencePlace == "" && d.Actor == "" {
			d.Region = s.block.region
		}
		if d, p := &s.drafts[k], s.block.town; p != "" {
			switch {
			case d.Kind == claim.Share && (d.Region == "" || d.Region == s.r.lex.war.Home), d.Kind == claim.AreaHeld && (d.Region == "" || d.Region == s.r.lex.war.Home):
				d.Region = p
			case d.Kind == claim.Front && d.ReferencePlace == "" && d.Region == "" && d.Unit != "":
				d.ReferencePlace = p
			}
		}
	}
	s.goOnRegions()
	s.wholesApart()
	s.shareRegions()
	sentenceWindow := claim.NoWindow
	for k := range s.drafts {
		d := &s.drafts[k]
		s.fillMode(d)
		s.fillWindow(d, sentenceWindow)
		s.fillSource(d)
		if d.Window.Phrase != "" && (d.Kind == claim.AreaChange || d.Kind == claim.AreaHeld || d.Kind == claim.Share || d.Kind == claim.SettlementControl) {
			sentenceWindow = d.Window
		}
		if (d.carries || d.Kind == claim.SettlementControl) && d.Modality == claim.Asserted && !d.Window.Unknown() {
			switch {
			case d.Kind == claim.SettlementControl && s.aside(d.anchor):
			case d.Kind == claim.SettlementControl && d.Direction != "" && d.Window.Phrase != "" && d.Window.To-d.Window.From >= 6:
				s.r.last = d.Window
			case d.Kind == claim.AreaChange && !d.recalled && !s.hangsOnWhen(d.anchor):
				s.r.last = d.Window
			case d.Direction == "" && d.carries:
				s.r.heldWin = d.Window
			}
		}
		if d.Kind == claim.Trend && d.window == windowInherit && d.Window.Phrase != "" {
			s.r.last = d.Window
		}
		if d.Region != "" && d.Kind != claim.DistanceBearing {
			s.r.seeRegion(d.Region)
		}
		for _, t := range s.when { // the words of its window, where they follow at once
			if t.from == d.to && d.Window.Phrase == s.slice(t.from, t.to) && d.Kind != claim.Conversion {
				d.to = t.to
			}
		}
		c := d.Claim
		if usual := s.r.lex.war.Spellings[c.Region]; usual != "" {
			c.Region = usual
		}
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
		if c.Kind == claim.Toll {
			s.r.lastToll.window = c.Window
			s.r.lastToll.window.Phrase = ""
			s.r.lastToll.by = c.Attribution
		}
		s.r.rememberClaim(c)
		if c.Kind == claim.AreaChange && len(c.Value) > 0 && c.Direction == claim.Lost && c.Modality != claim.Asserted && c.Modality != claim.Denied {
			s.r.lastOffer = figureMemory{claim: c, block: s.r.blocks}
		}
		if figureKind(c) && c.Modality == claim.Asserted {
			s.r.lastFigure = figureMemory{claim: c, block: s.r.blocks, listed: s.r.lastFigure.listed && d.rule.Name == "figure goes on"}
		}
		if c.Window.Phrase != "" && c.Window.From != control.NoDay && c.Window.To != control.NoDay && c.Modality == claim.Asserted && !d.recalled && (c.Kind == claim.AreaChange || c.Kind == claim.SettlementControl && c.Direction != "" || c.Kind == claim.Front) {
			s.r.told = c.Window
			if n := c.Window.To - c.Window.From; n >= 27 && n <= 31 {
				s.r.month = claim.Window{From: c.Window.From, To: c.Window.To}
			}
		}
		if d.carries {
			if c.Direction == "" && (c.Kind == claim.Share || c.Kind == claim.AreaHeld) && c.Actor == s.r.lex.invader {
				s.r.lastHeld = quantityMemory{actor: c.Actor, region: c.Region, unit: c.Unit, kind: c.Kind, block: s.r.blocks}
			}
			s.r.lastPart = quantityMemory{actor: c.Actor, region: c.Region, unit: c.Unit, kind: c.Kind, direction: c.Direction, block: s.r.blocks}
			if c.Kind == claim.AreaChange && c.Modality != claim.Hypothetical && c.Modality != claim.Demanded {
				s.r.series = series{actor: c.Actor, direction: c.Direction, region: c.Region, unit: c.Unit, window: c.Window, block: s.r.blocks}
			}
		}
	}
}

// wholesApart takes from a whole the region that the part told of it lies in: "Half
// of the 126 sq km that Russia took was around Huliaipole".
func (s *sentence) wholesApart() {
	for k := range s.drafts {
		p := &s.drafts[k]
		if p.Kind != claim.Share || p.Direction == "" {
			continue
		}
		for j := range s.drafts {
			if d := &s.drafts[j]; d.Kind == claim.AreaChange && d.anchor > p.anchor && d.anchor < p.to && d.Region == p.Region {
				d.Region = ""
			}
		}
	}
}

// goOnRegions gives an area joined by "and" to what was told of a place in the same
// sentence that place: "booted them out of seven villages near Dobropillia and won
// back 55 sq km".
func (s *sentence) goOnRegions() {
	for k := 1; k < len(s.drafts); k++ {
		d, p := &s.drafts[k], &s.drafts[k-1]
		if d.Kind != claim.AreaChange || d.Region != "" || d.from < p.to || d.Actor != p.Actor || !contains(s.toks, p.to, d.from+1, "and") || d.from-p.to > 6 {
			continue
		}
		if p.Kind == claim.SettlementControl && strings.HasSuffix(p.Region, " area") {
			d.Region = p.Region
		}
	}
}

// shareRegions gives a superlative or ratio without a region that of the figure
// it stands beside.
func (s *sentence) shareRegions() {
	for k := range s.drafts {
		d := &s.drafts[k]
		if d.Kind != claim.Record && d.Kind != claim.Comparison || d.Region != "" {
			continue
		}
		for j := k - 1; j >= 0; j-- {
			if p := &s.drafts[j]; p.Kind == claim.AreaChange || p.Kind == claim.Share && p.Direction != "" {
				oblast := s.r.lex.regions[strings.ToLower(p.Region)]
				if !s.recordedElsewhere(p.to, d.from) && (d.Kind == claim.Record || oblast) {
					d.Region = p.Region
				}
				break
			}
		}
	}
}

// recordedElsewhere reports a clause of its own between a figure and what is
// said of it.
func (s *sentence) recordedElsewhere(i, j int) bool {
	return contains(s.toks, i, j, ";") || contains(s.toks, i, j, "while") || contains(s.toks, i, j, "but")
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
