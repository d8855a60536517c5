package talks

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// TeamChange is what changed in one party's delegation from a round to a later
// one, as far as the sources name the members.
type TeamChange struct {
	Party    string
	From, To *Round
	Before   string // head before; empty: not named
	Head     string // head now; empty: not named
	Again    bool   // the new head had headed the party's team before From, in the same war
	CameIn   []string
	Left     []string
	Stayed   []string
	Reason   *Reason // as given; nil: none in the record
}

// HeadChanged reports whether both heads are named and differ.
func (c TeamChange) HeadChanged() bool {
	return c.Before != "" && c.Head != "" && c.Before != c.Head
}

// TeamChanges returns what changed in each party's delegation since the round
// that compares best: the latest earlier one of the process with the same
// parties, else the latest earlier one of the war where the party had a
// delegation and every side sat. Parties without one are left out.
func (r *Record) TeamChanges(x *Round) []TeamChange {
	var out []TeamChange
	for i := range x.Delegations {
		party := x.Delegations[i].Party
		if from := r.previousTeam(x, party); from != nil {
			out = append(out, r.TeamChange(from, x, party))
		}
	}
	return out
}

func (r *Record) previousTeam(x *Round, party string) *Round {
	var same, sides *Round
	for _, y := range r.AllRounds {
		if y == x || y.Start >= x.Start {
			break
		}
		if !y.Held() || y.Delegation(party) == nil || !r.sameWar(x, y) {
			continue
		}
		if y.Process == x.Process && sameSet(y.Parties, x.Parties) {
			same = y
		}
		if r.betweenSides(y) && r.betweenSides(x) {
			sides = y
		}
	}
	if same != nil {
		return same
	}
	return sides
}

// TeamChange compares a party's delegations at two rounds. A round without a
// delegation of the party counts as one of nobody named.
func (r *Record) TeamChange(from, to *Round, party string) TeamChange {
	c := TeamChange{Party: party, From: from, To: to}
	var was, now []string
	if d := from.Delegation(party); d != nil {
		c.Before, was = d.Head, d.people()
	}
	if d := to.Delegation(party); d != nil {
		c.Head, now, c.Reason = d.Head, d.people(), d.Change
	}
	for _, id := range now {
		if slices.Contains(was, id) {
			c.Stayed = append(c.Stayed, id)
		} else {
			c.CameIn = append(c.CameIn, id)
		}
	}
	for _, id := range was {
		if !slices.Contains(now, id) {
			c.Left = append(c.Left, id)
		}
	}
	if c.HeadChanged() {
		for _, y := range r.AllRounds {
			if y.Start >= from.Start {
				break
			}
			if d := y.Delegation(party); d != nil && y.Held() && d.Head == c.Head && r.sameWar(y, to) {
				c.Again = true
			}
		}
	}
	return c
}

// Sentence tells the change in English, with the reason as the party gave it.
func (r *Record) Sentence(c TeamChange) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, from %s to %s: ", r.partyName(c.Party), c.From.Title(), c.To.Title())
	switch {
	case c.HeadChanged() && c.Again:
		fmt.Fprintf(&b, "%s again, in place of %s", r.personName(c.Head), r.personName(c.Before))
	case c.HeadChanged():
		fmt.Fprintf(&b, "%s in place of %s", r.personName(c.Head), r.personName(c.Before))
	case c.Head == "" || c.Before == "":
		b.WriteString("head not named on one of the two")
	default:
		fmt.Fprintf(&b, "%s heads the team as before", r.personName(c.Head))
	}
	if c.HeadChanged() && slices.Contains(c.Stayed, c.Before) {
		b.WriteString(", who stays in the team")
	}
	b.WriteString(".")
	if in := without(c.CameIn, c.Head); len(in) > 0 {
		fmt.Fprintf(&b, " Came in: %s.", r.names(in))
	}
	if left := without(c.Left, c.Before); len(left) > 0 {
		fmt.Fprintf(&b, " Not named any more: %s.", r.names(left))
	}
	if c.Reason != nil {
		fmt.Fprintf(&b, " Reason given")
		if c.Reason.SaidBy != "" {
			fmt.Fprintf(&b, " by %s", r.personName(c.Reason.SaidBy))
		}
		fmt.Fprintf(&b, " on %s: %s", c.Reason.Day, c.Reason.Summary)
	}
	return b.String()
}

func without(ids []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(x string) bool { return x == id })
}

func (r *Record) partyName(id string) string {
	if p := r.party[id]; p != nil {
		return p.Name
	}
	return id
}

func (r *Record) personName(id string) string {
	if p := r.person[id]; p != nil {
		return p.Name
	}
	return id
}

func (r *Record) names(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = r.personName(id)
	}
	return strings.Join(names, ", ")
}

// Title names a round for people: its city or mode, and its days.
func (r *Round) Title() string {
	where := cmp.Or(r.City, r.Venue, r.Country)
	switch {
	case r.Mode == "phone":
		where = "call"
	case r.Mode == "video":
		where = "video link"
	case r.Mode == "written":
		where = "in writing"
	case where == "":
		where = "place not known"
	}
	days := r.Start.String()
	if r.Last() != r.Start {
		days += " to " + r.Last().String()
	}
	return fmt.Sprintf("%s (%s)", where, days)
}
