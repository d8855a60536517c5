package talks

import (
	"fmt"
	"strings"
)

// duplicates returns an error for every id given twice within one folder.
func (r *Record) duplicates() []error {
	var errs []error
	errs = twice(errs, "party", r.Parties, func(x *Party) (string, Place) { return x.ID, x.Place })
	errs = twice(errs, "person", r.People, func(x *Person) (string, Place) { return x.ID, x.Place })
	errs = twice(errs, "issue", r.Issues, func(x *Issue) (string, Place) { return x.ID, x.Place })
	errs = twice(errs, "process", r.Processes, func(x *Process) (string, Place) { return x.ID, x.Place })
	errs = twice(errs, "round", r.AllRounds, func(x *Round) (string, Place) { return x.ID, x.Place })
	errs = twice(errs, "position", r.Positions, func(x *Position) (string, Place) { return x.ID, x.Place })
	errs = twice(errs, "statement", r.Statements, func(x *Statement) (string, Place) { return x.ID, x.Place })
	errs = twice(errs, "agreement", r.Agreements, func(x *Agreement) (string, Place) { return x.ID, x.Place })
	return errs
}

func twice[T any](errs []error, kind string, rows []T, id func(T) (string, Place)) []error {
	first := make(map[string]Place, len(rows))
	for _, x := range rows {
		k, at := id(x)
		if was, ok := first[k]; ok {
			errs = append(errs, &Error{at.File, at.of("id"), fmt.Errorf("%w: %s %q is also at %s", ErrDuplicate, kind, k, was)})
			continue
		}
		first[k] = at
	}
	return errs
}

// checkRepeats refuses rows that say the same thing under two ids.
func (c *checker) checkRepeats() {
	first := make(map[string]Place)
	note := func(at Place, what string, parts ...string) {
		k := what + "|" + strings.ToLower(strings.Join(parts, "|"))
		if was, ok := first[k]; ok {
			c.errorf(at, "id", "%w: the same %s as at %s", ErrDuplicate, what, was)
			return
		}
		first[k] = at
	}
	for _, p := range c.Positions {
		note(p.Place, "position", p.Party, p.Issue, p.Kind, p.Day.String(), p.Summary)
	}
	for _, s := range c.Statements {
		note(s.Place, "statement", s.Speaker, s.Day.String(), s.Channel, s.Topic)
		if s.Quote != "" {
			note(s.Place, "quote", s.Speaker, s.Quote)
		}
	}
	for _, a := range c.Agreements {
		note(a.Place, "agreement", a.Kind, a.Day.String(), strings.Join(a.Parties, ","), a.Terms)
	}
}
