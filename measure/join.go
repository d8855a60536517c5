package measure

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Join returns a record that asks, for each definition, the first of the
// records that has it.
func Join(records ...Record) Record { return joined(records) }

type joined []Record

func (j joined) Coverage() []Coverage { return j.first(Record.Coverage) }

// Aside returns what can be asked by name only: see [CoverageOf].
func (j joined) Aside() []Coverage { return j.first(asides) }

// first returns, for each definition, what the first record says that has it.
func (j joined) first(list func(Record) []Coverage) []Coverage {
	var out []Coverage
	seen := map[string]bool{}
	for _, r := range j {
		for _, c := range list(r) {
			if !seen[c.Definition.Name] {
				seen[c.Definition.Name] = true
				out = append(out, c)
			}
		}
	}
	return out
}

func (j joined) find(definition string) (Record, error) {
	for _, r := range j {
		if _, ok := CoverageOf(r, definition); ok {
			return r, nil
		}
	}
	return nil, ErrNoDefinition{definition}
}

func (j joined) Held(definition string, on control.Day, o Options) (Held, error) {
	r, err := j.find(definition)
	if err != nil {
		return Held{}, err
	}
	return r.Held(definition, on, o)
}

func (j joined) Change(definition string, from, to control.Day, o Options) (Change, error) {
	r, err := j.find(definition)
	if err != nil {
		return Change{}, err
	}
	return r.Change(definition, from, to, o)
}

func (j joined) Series(definition string, from, to control.Day) ([]DayArea, error) {
	r, err := j.find(definition)
	if err != nil {
		return nil, err
	}
	return r.Series(definition, from, to)
}

func (j joined) HeldAt(definition string, p geo.Point, on control.Day) (HeldAt, error) {
	r, err := j.find(definition)
	if err != nil {
		return HeldAt{}, err
	}
	return r.HeldAt(definition, p, on)
}

func (j joined) History(definition string, p geo.Point, asKnownOn control.Day) ([]Span, Basis, error) {
	r, err := j.find(definition)
	if err != nil {
		return nil, "", err
	}
	return r.History(definition, p, asKnownOn)
}
