package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

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

// sourceAt returns who says the words at token i: the innermost scope.
func (s *sentence) sourceAt(i int) *source {
	if x := s.asideSource(i); x != nil {
		return x
	}
	var best *source
	for k := range s.src {
		x := &s.src[k]
		if i < x.from || i >= x.to || x.denies && s.beyondAside(i, x.verb) {
			continue
		}
		switch {
		case best == nil, x.series && !best.series && !x.denies && !best.denies, x.from > best.from && (x.series || !best.series || x.denies):
			best = x
		}
	}
	return best
}

// tableLine reports a line of a table or a factbox: a label with its colon, or a
// fragment in a list.
func (s *sentence) tableLine() bool {
	if s.colon >= 0 || s.block.region != "" || s.block.town != "" {
		return true
	}
	for _, t := range s.trig {
		if !t.noun {
			return false
		}
	}
	return s.block.bullet && len(s.toks) <= 12 && s.fragment()
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
	if s.r.voice != "" {
		d.Attribution = s.r.voice
		return
	}
	if m := s.r.lastToll; d.Kind == claim.Toll && m.by != "" && m.block == s.r.blocks && d.ReferencePlace == m.place && d.Region == m.region {
		d.Attribution = m.by // "A further 93 were wounded."
		return
	}
	c := s.r.source
	if s.r.counted.name != "" && s.r.counted.block == s.r.blocks {
		c = s.r.counted
	}
	if c.ended && c.block != s.r.blocks && d.source != sourceSeries {
		c = carried{}
	}
	if s.r.tableSource != "" && s.tableLine() && (d.source == sourceSeries || d.source == sourceLead) && d.Modality != claim.Hypothetical {
		d.Attribution = s.r.tableSource // a table's lines are its source's
		return
	}
	switch d.source {
	case sourceSeries:
		if c.name != "" && !s.freshBullet() && d.Modality != claim.Hypothetical {
			d.Attribution, d.Through = c.name, c.through
		} else if s.r.house != "" {
			d.Attribution = s.r.house
		}
	case sourceLead:
		if c.name != "" && (c.lead || c.held && c.block == s.r.blocks && !s.block.bullet || s.block.bullet && s.anaphoric()) && !s.freshBullet() && d.Modality != claim.Hypothetical {
			d.Attribution, d.Through = c.name, c.through
		} else if s.r.house != "" {
			d.Attribution = s.r.house
		}
	}
}
