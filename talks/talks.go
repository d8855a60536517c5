// Package talks holds the record of peace talks: parties, people, rounds with
// their delegations, positions, statements and agreements, each with its day
// and its sources, and the questions that the record answers.
//
// Start with [Embedded] for the shipped record, or [Load] for a folder of YAML
// files. [Record.Rounds] and [Record.Numberings] answer for counts such as "the
// third round"; [Record.Matrix] for who demands what; [Record.InForce] for
// agreements on a day; [Between] sets the table beside the ground.
//
// What counts as a round, and every field and word, is in docs/talks.md.
package talks

import (
	"cmp"
	"slices"

	"github.com/salient-project/salient/control"
)

// Party is a state, an organization or a group that sits at a table.
type Party struct {
	Place Place  `yaml:"-"`
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	Kind  string `yaml:"kind"` // see partyKinds
}

// Person is someone who sits in delegations or speaks.
type Person struct {
	Place Place  `yaml:"-"`
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	Party string `yaml:"party"`
	Roles []Role `yaml:"roles"` // offices; heads of delegations are in the rounds
	Note  string `yaml:"note"`
}

// Role is an office that a person held. AsOf is a time at which a source gives
// the office, where its beginning and end were not seen.
type Role struct {
	Place Place  `yaml:"-"`
	Title string `yaml:"title"`
	From  Date   `yaml:"from"`
	To    Date   `yaml:"to"`
	AsOf  Date   `yaml:"as_of"`
}

// Issue is a question at stake, such as territory.
type Issue struct {
	Place Place  `yaml:"-"`
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
}

// Process is a run of rounds that belong together. Sides are the parties to the
// war: a round where all of them sit is a round between the sides.
type Process struct {
	Place   Place    `yaml:"-"`
	ID      string   `yaml:"id"`
	Title   string   `yaml:"title"`
	Summary string   `yaml:"summary"`
	Sides   []string `yaml:"sides"`
}

// Round is one meeting, call or written exchange between delegations, on one day
// or on consecutive days.
type Round struct {
	Place       Place        `yaml:"-"`
	ID          string       `yaml:"id"`
	Process     string       `yaml:"-"` // of the file
	Start       control.Day  `yaml:"start"`
	End         *control.Day `yaml:"end"`    // nil: the last day is not known
	Status      string       `yaml:"status"` // empty: held; see statuses
	City        string       `yaml:"city"`   // without the building; empty: none or not known
	Venue       string       `yaml:"place"`  // building or district
	Country     string       `yaml:"country"`
	Host        string       `yaml:"host"`   // party id
	Mode        string       `yaml:"mode"`   // see modes
	Format      string       `yaml:"format"` // see formats
	Doors       string       `yaml:"doors"`  // open, closed; empty: not known
	Mediators   []string     `yaml:"mediators"`
	Parties     []string     `yaml:"parties"` // who negotiate; hosts and mediators need not be among them
	Apart       bool         `yaml:"apart"`   // the sides met the mediator, not each other
	Called      []string     `yaml:"called"`  // numberings that sources used
	Delegations []Delegation `yaml:"delegations"`
	Agenda      []string     `yaml:"agenda"`
	Outcome     string       `yaml:"outcome"`
	Result      string       `yaml:"result"` // see results
	Note        string       `yaml:"note"`
	Sources     []string     `yaml:"sources"`
}

// Delegation is one party's team at a round.
type Delegation struct {
	Place    Place    `yaml:"-"`
	Party    string   `yaml:"party"`
	Head     string   `yaml:"head"`      // person id
	HeadNote string   `yaml:"head_note"` // why there is no head
	Members  []string `yaml:"members"`   // as far as named; the head is not repeated
	Change   *Reason  `yaml:"change"`    // the reason given for a change of the team
}

// Reason is what a party gave as the reason for something.
type Reason struct {
	Place   Place       `yaml:"-"`
	SaidBy  string      `yaml:"said_by"` // person id
	Day     control.Day `yaml:"day"`
	Summary string      `yaml:"summary"`
	Sources []string    `yaml:"sources"`
}

// Position is what a party demanded, offered, accepted or refused on an issue.
type Position struct {
	Place   Place       `yaml:"-"`
	ID      string      `yaml:"id"`
	Process string      `yaml:"-"`
	Party   string      `yaml:"party"`
	Issue   string      `yaml:"issue"`
	Kind    string      `yaml:"kind"` // see positionKinds
	Day     control.Day `yaml:"day"`
	DayNote string      `yaml:"day_note"` // where the day is not that of the act itself
	Round   string      `yaml:"round"`    // where it was tabled, if at a round
	Summary string      `yaml:"summary"`
	Ground  *Rule       `yaml:"ground"` // the ground it speaks of, as a rule
	Sources []string    `yaml:"sources"`
}

// Rule names ground that moves with the map, such as the rest of an oblast.
type Rule struct {
	Place Place    `yaml:"-" json:"-"`
	Rule  string   `yaml:"rule" json:"rule"` // see groundRules
	Of    []string `yaml:"of" json:"of"`     // oblasts or site ids; none for the line of contact
}

// Statement is what a person said or wrote, in the record's words. Quote is
// verbatim from the source, often in a newsroom's translation.
type Statement struct {
	Place   Place       `yaml:"-"`
	ID      string      `yaml:"id"`
	Process string      `yaml:"-"`
	Speaker string      `yaml:"speaker"`
	Day     control.Day `yaml:"day"`
	Channel string      `yaml:"channel"` // see channels
	Topic   string      `yaml:"topic"`
	Summary string      `yaml:"summary"`
	Quote   string      `yaml:"quote"`
	Sources []string    `yaml:"sources"`
}

// Agreement is something that parties settled, signed or not.
type Agreement struct {
	Place      Place        `yaml:"-"`
	ID         string       `yaml:"id"`
	Process    string       `yaml:"-"`
	Day        control.Day  `yaml:"day"`
	DayNote    string       `yaml:"day_note"`
	Kind       string       `yaml:"kind"`
	Parties    []string     `yaml:"parties"`
	Mediators  []string     `yaml:"mediators"`
	Round      string       `yaml:"round"`
	Unilateral bool         `yaml:"unilateral"` // declared by one side
	Signed     bool         `yaml:"signed"`     // a signed paper, as the sources say
	PAX        string       `yaml:"pax"`        // PA-X agreement id
	Terms      string       `yaml:"terms"`
	From       *control.Day `yaml:"from"` // nil: from the day of the agreement
	To         *control.Day `yaml:"to"`   // last day; nil: no end in the sources
	ToNote     string       `yaml:"to_note"`
	Ended      *Ending      `yaml:"end"`
	Note       string       `yaml:"note"`
	Sources    []string     `yaml:"sources"`
}

// Ending says how an agreement came to its end.
type Ending struct {
	Place   Place       `yaml:"-"`
	How     string      `yaml:"how"` // see endings
	Day     control.Day `yaml:"day"`
	By      string      `yaml:"by"` // party id, for broken-off
	Summary string      `yaml:"summary"`
	Sources []string    `yaml:"sources"`
}

// Last returns the round's last day, and its first where the last is not known.
func (r *Round) Last() control.Day {
	if r.End == nil {
		return r.Start
	}
	return *r.End
}

// Held reports whether the round took place.
func (r *Round) Held() bool { return r.Status == "" || r.Status == "held" }

// Delegation returns a party's team, or nil.
func (r *Round) Delegation(party string) *Delegation {
	for i := range r.Delegations {
		if r.Delegations[i].Party == party {
			return &r.Delegations[i]
		}
	}
	return nil
}

// Present reports whether a party took part in any capacity: as a party, as
// mediator, as host or with a delegation.
func (r *Round) Present(party string) bool {
	return slices.Contains(r.Parties, party) || slices.Contains(r.Mediators, party) ||
		r.Host == party || r.Delegation(party) != nil
}

// Begins returns the first day on which the agreement can have been in force.
func (a *Agreement) Begins() control.Day {
	if a.From == nil {
		return a.Day
	}
	return *a.From
}

// Record is a checked record of talks. Rows are sorted by day, then id. It is
// not changed after loading and may be read by many goroutines.
type Record struct {
	Parties    []*Party
	People     []*Person
	Issues     []*Issue
	Processes  []*Process
	AllRounds  []*Round
	Positions  []*Position
	Statements []*Statement
	Agreements []*Agreement

	party   map[string]*Party
	person  map[string]*Person
	issue   map[string]*Issue
	process map[string]*Process
	round   map[string]*Round
}

// Party returns the party with an id, or nil.
func (r *Record) Party(id string) *Party { return r.party[id] }

// Person returns the person with an id, or nil.
func (r *Record) Person(id string) *Person { return r.person[id] }

// Process returns the process with an id, or nil.
func (r *Record) Process(id string) *Process { return r.process[id] }

// Round returns the round with an id, or nil.
func (r *Record) Round(id string) *Round { return r.round[id] }

// Position returns the position with an id, or nil.
func (r *Record) Position(id string) *Position {
	for _, p := range r.Positions {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// sort orders every list, so that output does not depend on file names.
func (r *Record) sort() {
	slices.SortFunc(r.Parties, func(a, b *Party) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.People, func(a, b *Person) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Processes, func(a, b *Process) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.AllRounds, func(a, b *Round) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(r.Positions, func(a, b *Position) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(r.Statements, func(a, b *Statement) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(r.Agreements, func(a, b *Agreement) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID))
	})
}
