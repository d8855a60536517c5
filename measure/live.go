package measure

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Chronicles hands out the chronicle of a definition. A missing one is an error
// wrapping [chronicle.ErrNoMap].
type Chronicles func(d control.Definition) (*chronicle.Chronicle, error)

// Live answers from chronicles. It is safe for concurrent use.
type Live struct {
	definitions []control.Definition
	get         Chronicles
	where       *gazetteer.Gazetteer

	mu     sync.Mutex
	opened map[string]*chronicle.Chronicle
	lines  contacts
	parts  parts
}

// NewLive returns a record over the chronicles of definitions. Definitions
// whose chronicle is missing are left out of its coverage.
func NewLive(definitions []control.Definition, get Chronicles, where *gazetteer.Gazetteer) *Live {
	return &Live{definitions: definitions, get: get, where: where, opened: map[string]*chronicle.Chronicle{}, lines: newContacts(), parts: newParts()}
}

// Chronicle returns the chronicle of a definition.
func (l *Live) Chronicle(definition string) (*chronicle.Chronicle, control.Definition, error) {
	i := slices.IndexFunc(l.definitions, func(d control.Definition) bool { return d.Name == definition })
	if i < 0 {
		return nil, control.Definition{}, ErrNoDefinition{definition}
	}
	d := l.definitions[i]
	l.mu.Lock()
	defer l.mu.Unlock()
	if c := l.opened[d.Name]; c != nil {
		return c, d, nil
	}
	c, err := l.get(d)
	if err != nil {
		return nil, d, err
	}
	l.opened[d.Name] = c
	return c, d, nil
}

// Coverage implements [Record].
func (l *Live) Coverage() []Coverage {
	var out []Coverage
	for _, d := range l.definitions {
		c, _, err := l.Chronicle(d.Name)
		if errors.Is(err, chronicle.ErrNoMap) || err == nil && len(c.Observations()) == 0 {
			continue
		}
		cov := Coverage{Definition: d, Basis: FromChronicle}
		if err == nil {
			days := c.Days()
			cov.First, cov.Last, cov.Days, cov.Distinct = days[0], days[len(days)-1], len(days), c.States()
		}
		out = append(out, cov)
	}
	return out
}

// Held implements [Record].
func (l *Live) Held(definition string, on control.Day, o Options) (Held, error) {
	c, d, err := l.Chronicle(definition)
	if err != nil {
		return Held{}, err
	}
	m, err := c.MapOn(on, o.asKnownOn())
	if err != nil {
		return Held{}, err
	}
	h := Held{Definition: d, Asked: on, Day: m.Day, Known: m.Known, Area: c.Area(m), Basis: FromChronicle}
	if model, ok := ModelOf(d.Source); ok {
		h.Interval = model.Held(h.Area, l.lines.length(c, d, m, l.where))
	}
	if o.ByRegion {
		h.Regions = l.parts.held(c, d, m, h.Area, l.where)
	}
	return h, nil
}

// Change implements [Record].
func (l *Live) Change(definition string, from, to control.Day, o Options) (Change, error) {
	c, d, err := l.Chronicle(definition)
	if err != nil {
		return Change{}, err
	}
	a, err := c.MapOn(from, o.asKnownOn())
	if err != nil {
		return Change{}, err
	}
	b, err := c.MapOn(to, o.asKnownOn())
	if err != nil {
		return Change{}, err
	}
	if err := CheckWindow(definition, a.Day, b.Day, from, to); err != nil {
		return Change{}, err
	}
	ch := Between(c, a, b, l.where, o)
	ch.Definition = d
	return ch, nil
}

// Series implements [Record].
func (l *Live) Series(definition string, from, to control.Day) ([]DayArea, error) {
	c, _, err := l.Chronicle(definition)
	if err != nil {
		return nil, err
	}
	var out []DayArea
	for _, m := range c.Maps(control.NoDay) {
		if m.Day >= from && m.Day <= to {
			out = append(out, DayArea{m.Day, c.Area(m)})
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s, %s to %s: %w", definition, from, to, chronicle.ErrNoMap)
	}
	return out, nil
}

// HeldAt implements [Places], exactly: from the maps.
func (l *Live) HeldAt(definition string, p geo.Point, on control.Day) (HeldAt, error) {
	c, _, err := l.Chronicle(definition)
	if err != nil {
		return HeldAt{}, err
	}
	m, err := c.MapOn(on, control.NoDay)
	if err != nil {
		return HeldAt{}, err
	}
	h := HeldAt{Asked: on, Day: m.Day, Since: m.Day, Basis: FromChronicle}
	for _, span := range Spans(c, p, control.NoDay) {
		if span.From > m.Day {
			break
		}
		h.Held, h.Since = span.Held, span.From
	}
	if h.Held {
		h.Share = 1
	}
	return h, nil
}

// History implements [Places], exactly.
func (l *Live) History(definition string, p geo.Point, asKnownOn control.Day) ([]Span, Basis, error) {
	c, _, err := l.Chronicle(definition)
	if err != nil {
		return nil, FromChronicle, err
	}
	return Spans(c, p, asKnownOn), FromChronicle, nil
}
