package talks

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/salient-project/salient/control"
)

// Rows outside these days are slips of the pen, such as 2202 for 2022.
var (
	firstDay = control.Date(1800, 1, 1)
	lastDay  = control.Date(2100, 12, 31)
)

// checker walks a decoded record and gathers its faults.
type checker struct {
	*Record
	errs []error
}

func (c *checker) errorf(p Place, key, format string, args ...any) {
	c.errs = append(c.errs, &Error{p.File, p.of(key), fmt.Errorf(format, args...)})
}

// check indexes the record and returns its faults.
func (r *Record) check() []error {
	r.party, r.person = index(r.Parties, func(p *Party) string { return p.ID }), index(r.People, func(p *Person) string { return p.ID })
	r.issue, r.process = index(r.Issues, func(i *Issue) string { return i.ID }), index(r.Processes, func(p *Process) string { return p.ID })
	r.round = index(r.AllRounds, func(x *Round) string { return x.ID })
	c := &checker{Record: r}
	c.who()
	for _, x := range r.AllRounds {
		c.checkRound(x)
	}
	c.checkOverlaps()
	for _, p := range r.Positions {
		c.checkPosition(p)
	}
	for _, s := range r.Statements {
		c.checkStatement(s)
	}
	for _, a := range r.Agreements {
		c.checkAgreement(a)
	}
	c.checkRepeats()
	return c.errs
}

// idle returns a fault for every person who has no part in the record.
func (r *Record) idle() []error {
	seen := make(map[string]bool)
	for _, s := range r.Statements {
		seen[s.Speaker] = true
	}
	for _, x := range r.AllRounds {
		for i := range x.Delegations {
			for _, id := range x.Delegations[i].people() {
				seen[id] = true
			}
			if w := x.Delegations[i].Change; w != nil {
				seen[w.SaidBy] = true
			}
		}
	}
	var errs []error
	for _, p := range r.People {
		if !seen[p.ID] {
			errs = append(errs, &Error{p.Place.File, p.Place.of("id"), fmt.Errorf("person %q sits in no delegation and makes no statement", p.ID)})
		}
	}
	return errs
}

func index[T any](rows []T, id func(T) string) map[string]T {
	m := make(map[string]T, len(rows))
	for _, x := range rows {
		m[id(x)] = x
	}
	return m
}

func (c *checker) who() {
	for _, p := range c.Parties {
		c.id(p.Place, p.ID)
		c.text(p.Place, "name", p.Name)
		c.word(p.Place, "kind", p.Kind, partyKinds, true)
	}
	for _, p := range c.People {
		c.id(p.Place, p.ID)
		c.text(p.Place, "name", p.Name)
		c.partyID(p.Place, "party", p.Party)
		for _, role := range p.Roles {
			c.text(role.Place, "title", role.Title)
			if !role.From.IsZero() && !role.To.IsZero() && role.To.Last() < role.From.First() {
				c.errorf(role.Place, "to", "%w: the office ends on %s, before it begins on %s", ErrDates, role.To, role.From)
			}
		}
	}
	for _, i := range c.Issues {
		c.id(i.Place, i.ID)
		c.text(i.Place, "name", i.Name)
	}
	for _, p := range c.Processes {
		c.id(p.Place, p.ID)
		c.text(p.Place, "title", p.Title)
		c.partyIDs(p.Place, "sides", p.Sides)
		if len(p.Sides) < 2 {
			c.errorf(p.Place, "sides", "a process needs at least two sides")
		}
	}
}

func (c *checker) checkPosition(p *Position) {
	c.id(p.Place, p.ID)
	c.partyID(p.Place, "party", p.Party)
	if c.issue[p.Issue] == nil {
		c.errorf(p.Place, "issue", "%w: issue %q", ErrUnknownID, p.Issue)
	}
	c.word(p.Place, "kind", p.Kind, positionKinds, true)
	c.day(p.Place, "day", p.Day)
	c.roundID(p.Place, p.Round)
	c.text(p.Place, "summary", p.Summary)
	c.sources(p.Place, "sources", p.Sources)
	if g := p.Ground; g != nil {
		c.word(g.Place, "rule", g.Rule, groundRules, true)
		if (len(g.Of) == 0) != (g.Rule == "line-of-contact") {
			c.errorf(g.Place, "of", "rule %s: name the oblasts or the site in `of`, and none for line-of-contact", g.Rule)
		}
	}
}

func (c *checker) checkStatement(s *Statement) {
	c.id(s.Place, s.ID)
	c.personID(s.Place, "speaker", s.Speaker)
	c.day(s.Place, "day", s.Day)
	c.word(s.Place, "channel", s.Channel, channels, true)
	c.text(s.Place, "topic", s.Topic)
	c.text(s.Place, "summary", s.Summary)
	if n := len(strings.Fields(s.Quote)); n > 25 {
		c.errorf(s.Place, "quote", "a quote of %d words; keep to 25, and put the rest into the summary", n)
	}
	c.sources(s.Place, "sources", s.Sources)
}

func (c *checker) checkAgreement(a *Agreement) {
	c.id(a.Place, a.ID)
	c.id(a.Place, a.Kind)
	c.day(a.Place, "day", a.Day)
	c.partyIDs(a.Place, "parties", a.Parties)
	c.partyIDs(a.Place, "mediators", a.Mediators)
	if want := 2; len(a.Parties) < want && !a.Unilateral {
		c.errorf(a.Place, "parties", "an agreement of fewer than two parties: mark it `unilateral: true`")
	}
	c.roundID(a.Place, a.Round)
	c.text(a.Place, "terms", a.Terms)
	c.sources(a.Place, "sources", a.Sources)
	if a.From != nil {
		c.day(a.Place, "from", *a.From)
		if *a.From < a.Day && a.DayNote == "" {
			c.errorf(a.Place, "from", "%w: in force from %s, before it was agreed on %s", ErrDates, a.From, a.Day)
		}
	}
	if a.To != nil {
		c.day(a.Place, "to", *a.To)
		if *a.To < a.Begins() {
			c.errorf(a.Place, "to", "%w: ends on %s, before it begins on %s", ErrDates, a.To, a.Begins())
		}
	}
	if e := a.Ended; e != nil {
		c.word(e.Place, "how", e.How, endings, true)
		c.day(e.Place, "day", e.Day)
		c.text(e.Place, "summary", e.Summary)
		c.sources(e.Place, "sources", e.Sources)
		if e.Day < a.Begins() {
			c.errorf(e.Place, "day", "%w: ended on %s, before it begins on %s", ErrDates, e.Day, a.Begins())
		}
		if e.By != "" || e.How == "broken-off" {
			c.partyID(e.Place, "by", e.By)
		}
	}
}

// slug is the shape of every id.
var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (c *checker) id(p Place, id string) {
	if !slug.MatchString(id) || len(id) > 80 {
		c.errorf(p, "id", "id %q: want lower-case letters, digits and single hyphens, up to 80", id)
	}
}

func (c *checker) text(p Place, key, s string) {
	if s == "" {
		c.errorf(p, key, "%s is missing", key)
	}
}

func (c *checker) word(p Place, key, s string, list []string, required bool) {
	if s == "" && !required {
		return
	}
	if !slices.Contains(list, s) {
		c.errorf(p, key, "%s %q: want one of %s", key, s, strings.Join(list, ", "))
	}
}

func (c *checker) day(p Place, key string, d control.Day) {
	if _, given := p.keys[key]; !given {
		c.errorf(p, key, "%s is missing: every row has a day", key)
	} else if d != control.NoDay && (d < firstDay || d > lastDay) {
		c.errorf(p, key, "%w: %s %s lies outside 1800 to 2100", ErrDates, key, d)
	}
}

func (c *checker) partyID(p Place, key, id string) {
	if c.party[id] == nil {
		c.errorf(p, key, "%w: party %q", ErrUnknownID, id)
	}
}

func (c *checker) partyIDs(p Place, key string, ids []string) {
	for i, id := range ids {
		c.partyID(p, key, id)
		if slices.Contains(ids[:i], id) {
			c.errorf(p, key, "%w: party %q twice in %s", ErrDuplicate, id, key)
		}
	}
}

func (c *checker) personID(p Place, key, id string) {
	if c.person[id] == nil {
		c.errorf(p, key, "%w: person %q", ErrUnknownID, id)
	}
}

func (c *checker) roundID(p Place, id string) {
	if id != "" && c.round[id] == nil {
		c.errorf(p, "round", "%w: round %q", ErrUnknownID, id)
	}
}

func (c *checker) sources(p Place, key string, list []string) {
	if len(list) == 0 {
		c.errorf(p, key, "%w: every row needs at least one URL in %s", ErrNoSource, key)
	}
	for i, s := range list {
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsAny(s, " <>\"") {
			c.errorf(p, key, "source %q is not an http or https URL", s)
		}
		if slices.Contains(list[:i], s) {
			c.errorf(p, key, "%w: source %s given twice", ErrDuplicate, s)
		}
	}
}
