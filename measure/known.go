package measure

import (
	"fmt"
	"strings"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
)

// NewestOnlyError says that nothing keeps the older drawings of a definition's
// maps: the ledger holds what is known now. It wraps [chronicle.ErrNoMap].
type NewestOnlyError struct {
	Definitions []string
	Day         control.Day // as known on
}

func (e NewestOnlyError) Error() string {
	return fmt.Sprintf("as known on %s: the embedded ledger keeps only what is known now (%s)", e.Day, strings.Join(e.Definitions, ", "))
}

// Unwrap makes it a lack of data.
func (e NewestOnlyError) Unwrap() error { return chronicle.ErrNoMap }

// AsKnownOn returns a record as it was known on a day: maps, and newer drawings
// of maps, that became known later do not count. Only chronicles can tell:
// definitions of which the record has none are left out of it and named. The
// error is a [NewestOnlyError] if no definition is left, and wraps
// [chronicle.ErrNoMap] alone if no map was known yet.
func AsKnownOn(r Record, day control.Day) (known Record, left []string, err error) {
	parts, ok := r.(joined)
	if !ok {
		parts = joined{r}
	}
	var kept joined
	has, maps := map[string]bool{}, 0
	for _, part := range parts {
		if l, ok := part.(*Live); ok {
			for _, c := range AllCoverage(l) {
				has[c.Definition.Name] = true
			}
			l = l.AsKnownOn(day)
			kept, maps = append(kept, l), maps+len(AllCoverage(l))
		}
	}
	for _, c := range r.Coverage() {
		if !has[c.Definition.Name] {
			left = append(left, c.Definition.Name)
		}
	}
	switch {
	case len(has) == 0:
		return nil, left, NewestOnlyError{left, day}
	case maps == 0:
		return nil, left, fmt.Errorf("as known on %s: %w was known yet", day, chronicle.ErrNoMap)
	}
	return kept, left, nil
}
