package talks

import (
	"slices"

	"github.com/salient-project/salient/control"
)

// Cell is what one party has said on one issue, up to a day.
type Cell struct {
	Party, Issue string
	Current      []*Position // those of the latest day on which it took a position
	History      []*Position // all up to the day, by day; Current ends it
}

// Matrix returns who demands what on an issue as of a day: a cell for each party
// and issue with at least one position up to then, by issue in the record's
// order, then party. An empty issue wants all issues; an empty process wants all
// processes. A position stands until the party takes another on the issue.
func (r *Record) Matrix(on control.Day, issue, process string) []Cell {
	var cells []Cell
	for _, i := range r.Issues {
		if issue != "" && issue != i.ID {
			continue
		}
		for _, p := range r.Parties {
			c := Cell{Party: p.ID, Issue: i.ID, History: r.History(p.ID, i.ID, process, on)}
			if len(c.History) == 0 {
				continue
			}
			last := c.History[len(c.History)-1].Day
			for _, x := range c.History {
				if x.Day == last {
					c.Current = append(c.Current, x)
				}
			}
			cells = append(cells, c)
		}
	}
	return cells
}

// History returns a party's positions on an issue up to a day, by day: how it
// moved. Empty strings want every party, issue or process.
func (r *Record) History(party, issue, process string, on control.Day) []*Position {
	var out []*Position
	for _, x := range r.Positions {
		if x.Day <= on && (party == "" || x.Party == party) && (issue == "" || x.Issue == issue) &&
			(process == "" || x.Process == process) {
			out = append(out, x)
		}
	}
	return out
}

// Spoken says which statements are wanted. The zero value wants all.
type Spoken struct {
	Speaker string // person id
	Party   string // the speaker's
	Topic   string // part of the topic, without regard to case
	Channel string
	Text    string // part of the summary or quote, without regard to case
	From    *control.Day
	To      *control.Day
}

// Said returns the statements that are wanted, by day.
func (r *Record) Said(f Spoken) []*Statement {
	var out []*Statement
	for _, s := range r.Statements {
		if (f.Speaker == "" || f.Speaker == s.Speaker) &&
			(f.Party == "" || f.Party == r.SpeakerParty(s)) &&
			(f.Topic == "" || containsFold(s.Topic, f.Topic)) &&
			(f.Channel == "" || f.Channel == s.Channel) &&
			(f.Text == "" || containsFold(s.Summary+"\n"+s.Quote, f.Text)) &&
			(f.From == nil || s.Day >= *f.From) && (f.To == nil || s.Day <= *f.To) {
			out = append(out, s)
		}
	}
	return out
}

// SpeakerParty returns the party of a statement's speaker.
func (r *Record) SpeakerParty(s *Statement) string {
	if p := r.person[s.Speaker]; p != nil {
		return p.Party
	}
	return ""
}

// RolesOn returns the offices that a person can have held on a day. Where a source
// gives an office only as of some time, it counts from then on.
func (p *Person) RolesOn(d control.Day) []Role {
	var out []Role
	for _, role := range p.Roles {
		if !role.From.IsZero() && role.From.First() > d || !role.To.IsZero() && role.To.Last() < d {
			continue
		}
		if role.From.IsZero() && !role.AsOf.IsZero() && role.AsOf.First() > d {
			continue
		}
		out = append(out, role)
	}
	return slices.Clip(out)
}
