package talks

import (
	"slices"
	"strings"

	"github.com/salient-project/salient/control"
)

// Filter says which rounds are wanted. The zero Filter wants every round that
// was held; each field that is set narrows it.
type Filter struct {
	Process  string
	Party    []string // all of them present, in any capacity
	Parties  []string // exactly these negotiating, in any order
	City     string   // as in the record, without regard to case
	Country  string
	Venue    string // part of the city, the building or the country
	Format   string
	Mode     string
	Doors    string
	Mediator string
	Head     string       // person id: heads a delegation
	Person   string       // person id: sits in a delegation
	From     *control.Day // rounds that end on or after this day
	To       *control.Day // rounds that start on or before this day
	Sides    bool         // every side of the process negotiates
	OneRoom  bool         // and they met each other, not only the mediator
	Any      bool         // also planned and called-off rounds
}

// Rounds returns the rounds that the filter wants, by day.
func (r *Record) Rounds(f Filter) []*Round {
	var out []*Round
	for _, x := range r.AllRounds {
		if r.matches(f, x) {
			out = append(out, x)
		}
	}
	return out
}

func (r *Record) matches(f Filter, x *Round) bool {
	is := func(want, got string) bool { return want == "" || strings.EqualFold(want, got) }
	switch {
	case !f.Any && !x.Held(),
		f.Process != "" && f.Process != x.Process,
		!is(f.City, x.City), !is(f.Country, x.Country),
		!is(f.Format, x.Format), !is(f.Mode, x.Mode), !is(f.Doors, x.Doors),
		f.Venue != "" && !containsFold(x.City+", "+x.Venue+", "+x.Country, f.Venue),
		f.Mediator != "" && !slices.Contains(x.Mediators, f.Mediator),
		f.From != nil && x.Last() < *f.From,
		f.To != nil && x.Start > *f.To,
		f.Parties != nil && !sameSet(f.Parties, x.Parties),
		(f.Sides || f.OneRoom) && !r.betweenSides(x),
		f.OneRoom && x.Apart,
		f.Person != "" && !slices.ContainsFunc(x.Delegations, func(d Delegation) bool { return slices.Contains(d.people(), f.Person) }),
		f.Head != "" && !slices.ContainsFunc(x.Delegations, func(d Delegation) bool { return d.Head == f.Head }):
		return false
	}
	for _, p := range f.Party {
		if !x.Present(p) {
			return false
		}
	}
	return true
}

// betweenSides reports whether every side of the round's process negotiates.
func (r *Record) betweenSides(x *Round) bool {
	p := r.process[x.Process]
	if p == nil {
		return false
	}
	for _, side := range p.Sides {
		if !slices.Contains(x.Parties, side) {
			return false
		}
	}
	return true
}

// sameWar reports whether two rounds belong to processes of the same sides.
func (r *Record) sameWar(x, y *Round) bool {
	p, q := r.process[x.Process], r.process[y.Process]
	return p != nil && q != nil && sameSet(p.Sides, q.Sides)
}

func containsFold(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}

func sameSet(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for _, x := range a {
		if !slices.Contains(b, x) {
			return false
		}
	}
	return true
}
