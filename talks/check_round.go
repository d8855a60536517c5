package talks

import (
	"slices"
	"strings"
)

func (c *checker) checkRound(r *Round) {
	c.id(r.Place, r.ID)
	c.day(r.Place, "start", r.Start)
	if r.End != nil {
		c.day(r.Place, "end", *r.End)
		if *r.End < r.Start {
			c.errorf(r.Place, "end", "%w: the round ends on %s, before it starts on %s", ErrDates, r.End, r.Start)
		} else if *r.End-r.Start > 31 {
			c.errorf(r.Place, "end", "%w: a round of %d days; split it where the teams went home", ErrDates, *r.End-r.Start+1)
		}
	}
	c.word(r.Place, "status", r.Status, statuses, false)
	c.word(r.Place, "mode", r.Mode, modes, true)
	c.word(r.Place, "format", r.Format, formats, true)
	c.word(r.Place, "doors", r.Doors, doors, false)
	c.word(r.Place, "result", r.Result, results, false)
	c.partyIDs(r.Place, "parties", r.Parties)
	c.partyIDs(r.Place, "mediators", r.Mediators)
	if r.Host != "" {
		c.partyID(r.Place, "host", r.Host)
	}
	c.roundFormat(r)
	if r.Mode == "in-person" && r.Country == "" {
		c.errorf(r.Place, "country", "a meeting in person needs its country")
	}
	c.delegations(r)
	c.sources(r.Place, "sources", r.Sources)
}

// roundFormat holds the format and the number of parties together.
func (c *checker) roundFormat(r *Round) {
	n := len(r.Parties)
	switch {
	case r.Format == "bilateral" && n != 2:
		c.errorf(r.Place, "parties", "a bilateral round of %d parties", n)
	case r.Format == "trilateral" && n != 3:
		c.errorf(r.Place, "parties", "a trilateral round of %d parties", n)
	case r.Format == "multilateral" && n < 3:
		c.errorf(r.Place, "parties", "a multilateral round of %d parties", n)
	case r.Format == "mediated" && (n < 2 || len(r.Mediators) == 0):
		c.errorf(r.Place, "mediators", "a mediated round needs two parties and a mediator")
	}
	if r.Apart && len(r.Mediators) == 0 {
		c.errorf(r.Place, "apart", "sides that met apart need a mediator")
	}
}

func (c *checker) delegations(r *Round) {
	in := make(map[string]string) // person to party
	var parties []string
	for i := range r.Delegations {
		d := &r.Delegations[i]
		c.partyID(d.Place, "party", d.Party)
		if slices.Contains(parties, d.Party) {
			c.errorf(d.Place, "party", "%w: two delegations of %q", ErrDuplicate, d.Party)
		}
		parties = append(parties, d.Party)
		if !slices.Contains(r.Parties, d.Party) && !slices.Contains(r.Mediators, d.Party) && r.Host != d.Party {
			c.errorf(d.Place, "party", "delegation of %q, which is neither party, mediator nor host of the round", d.Party)
		}
		switch {
		case d.Head == "" && d.HeadNote == "":
			c.errorf(d.Place, "head", "%w: name the head of %q, or say in head_note why there is none", ErrNoHead, d.Party)
		case d.Head != "" && d.HeadNote != "":
			c.errorf(d.Place, "head_note", "a head and a head_note that says why there is none")
		}
		for _, id := range d.people() {
			c.personID(d.Place, "members", id)
			if p := c.person[id]; p != nil && p.Party != d.Party {
				c.errorf(d.Place, "members", "%q belongs to %q, not to %q", id, p.Party, d.Party)
			}
			if other, twice := in[id]; twice {
				c.errorf(d.Place, "members", "%w: %q sits twice, for %q and %q", ErrDuplicate, id, other, d.Party)
			}
			in[id] = d.Party
		}
		if w := d.Change; w != nil {
			if w.SaidBy != "" {
				c.personID(w.Place, "said_by", w.SaidBy)
			}
			c.day(w.Place, "day", w.Day)
			c.text(w.Place, "summary", w.Summary)
			c.sources(w.Place, "sources", w.Sources)
		}
	}
}

// people returns the head, if named, and the members.
func (d *Delegation) people() []string {
	if d.Head == "" {
		return d.Members
	}
	return append([]string{d.Head}, d.Members...)
}

// checkOverlaps refuses one meeting entered twice: the same parties in the same
// mode and city on a common day.
func (c *checker) checkOverlaps() {
	key := func(r *Round) string {
		p := slices.Clone(r.Parties)
		slices.Sort(p)
		return strings.Join(append(p, r.Mode, r.City, r.Country), "|")
	}
	last := make(map[string]*Round)
	for _, r := range c.AllRounds { // sorted by start
		if !r.Held() {
			continue
		}
		k := key(r)
		if p := last[k]; p != nil && r.Start <= p.Last() {
			c.errorf(r.Place, "start", "%w: overlaps round %s (%s): the same parties, mode and place on a common day", ErrDuplicate, p.ID, p.Place)
		}
		if p := last[k]; p == nil || p.Last() < r.Last() {
			last[k] = r
		}
	}
}
