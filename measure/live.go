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
	local       map[string]*gazetteer.Gazetteer // by source

	known   control.Day // only maps known by then count; NoDay: all
	slivers Slivers     // what becomes of them where a question does not say
	opened  *opened
	lines   contacts
	parts   parts
	faults  *faults
}

// opened are the chronicles read so far, by definition.
type opened struct {
	mu     sync.Mutex
	byName map[string]*chronicle.Chronicle
}

// NewLive returns a record over the chronicles of definitions. Definitions
// whose chronicle is missing are left out of its coverage.
func NewLive(definitions []control.Definition, get Chronicles, where *gazetteer.Gazetteer) *Live {
	return &Live{definitions: definitions, get: get, where: where, known: control.NoDay,
		opened: &opened{byName: map[string]*chronicle.Chronicle{}}, lines: newContacts(), parts: newParts(), faults: newFaults()}
}

// Localize has a source's maps asked with regions and places of their own: those
// of another country, say. It is to be called before the first question.
func (l *Live) Localize(source string, where *gazetteer.Gazetteer) {
	if l.local == nil {
		l.local = map[string]*gazetteer.Gazetteer{}
	}
	l.local[source] = where
}

// WhereOf returns the regions and places that a source's maps are asked with.
func (l *Live) WhereOf(source string) *gazetteer.Gazetteer {
	if where := l.local[source]; where != nil {
		return where
	}
	return l.where
}

// Only returns the same record without the definitions that are not to be kept.
// It shares what was opened and measured already.
func (l *Live) Only(keep func(control.Definition) bool) *Live {
	view := *l
	view.definitions = nil
	for _, d := range l.definitions {
		if keep(d) {
			view.definitions = append(view.definitions, d)
		}
	}
	return &view
}

// AsKnownOn returns the same record as it was known on a day: maps, and newer
// drawings of maps, that became known later do not count. It shares what was
// opened and measured already.
func (l *Live) AsKnownOn(day control.Day) *Live {
	view := *l
	view.known = day
	return &view
}

// knownOn returns the day by which maps must have been known to answer: the
// record's, or an earlier one that is asked for.
func (l *Live) knownOn(o Options) control.Day {
	asked := o.asKnownOn()
	switch {
	case asked == control.NoDay:
		return l.known
	case l.known == control.NoDay:
		return asked
	}
	return min(asked, l.known)
}

// Chronicle returns the chronicle of a definition.
func (l *Live) Chronicle(definition string) (*chronicle.Chronicle, control.Definition, error) {
	i := slices.IndexFunc(l.definitions, func(d control.Definition) bool { return d.Name == definition })
	if i < 0 {
		return nil, control.Definition{}, ErrNoDefinition{definition}
	}
	d := l.definitions[i]
	l.opened.mu.Lock()
	defer l.opened.mu.Unlock()
	if c := l.opened.byName[d.Name]; c != nil {
		return c, d, nil
	}
	c, err := l.get(d)
	if err != nil {
		return nil, d, err
	}
	l.opened.byName[d.Name] = c
	return c, d, nil
}

// Coverage implements [Record].
func (l *Live) Coverage() []Coverage { return l.coverage(false) }

// Aside returns what can be asked by name only: see [CoverageOf].
func (l *Live) Aside() []Coverage { return l.coverage(true) }

func (l *Live) coverage(aside bool) []Coverage {
	var out []Coverage
	for _, d := range l.definitions {
		if d.Aside != aside {
			continue
		}
		c, _, err := l.Chronicle(d.Name)
		if errors.Is(err, chronicle.ErrNoMap) || err == nil && len(c.Observations()) == 0 {
			continue
		}
		cov := Coverage{Definition: d, Basis: FromChronicle}
		if err == nil {
			maps := c.Maps(l.known)
			if len(maps) == 0 {
				continue // none was known yet
			}
			cov.First, cov.Last, cov.Days, cov.Distinct = maps[0].Day, maps[len(maps)-1].Day, len(maps), c.States()
			if l.known != control.NoDay {
				cov.Distinct = distinct(maps)
			}
		}
		out = append(out, cov)
	}
	return out
}

// distinct counts the maps that differ from the one before.
func distinct(maps []chronicle.Map) int {
	n := 0
	for i, m := range maps {
		if i == 0 || m.State != maps[i-1].State {
			n++
		}
	}
	return n
}

// Held implements [Record].
func (l *Live) Held(definition string, on control.Day, o Options) (Held, error) {
	c, d, err := l.Chronicle(definition)
	if err != nil {
		return Held{}, err
	}
	m, err := c.MapOn(on, l.knownOn(o))
	if err != nil {
		return Held{}, err
	}
	h := Held{Definition: d, Asked: on, Day: m.Day, Known: m.Known, Area: c.Area(m), Basis: FromChronicle}
	where := l.WhereOf(d.Source)
	model, modeled := ModelOf(d.Source)
	modeled = modeled && !d.Aside
	var sums partSums
	var regions *partition
	if modeled || o.By == nil && o.ByRegion {
		sums, regions = l.parts.of(c, d, m, where)
	}
	if modeled {
		h.Interval = model.Held(h.Area, sums.contact())
	}
	h.Faults = FaultsIn(l.faultsOf(c, d, l.knownOn(o)), m.Day)
	h.Corrected = corrections(c, l.knownOn(o), m.Day)
	switch {
	case o.By != nil:
		h.By = o.By
		h.Regions, err = l.heldBy(c, d, m, h.Area, o.By)
	case o.ByRegion:
		h.Regions = sums.rows(regions, h.Area, where.Outside(), model, modeled)
	}
	return h, err
}

// heldBy splits a held area, with the error of each part: that of the line of
// contact within it.
func (l *Live) heldBy(c *chronicle.Chronicle, d control.Definition, m chronicle.Map, whole geo.SquareMeters, by Areas) ([]RegionHeld, error) {
	rows, err := RegionsHeld(c.Boundary(m), whole, by)
	if err != nil {
		return nil, err
	}
	model, ok := ModelOf(d.Source)
	if !ok || d.Aside {
		return rows, nil
	}
	lengths := lengthsIn(l.lines.line(c, d, m, l.WhereOf(d.Source)), by)
	for i := range rows {
		rows[i].Interval = model.HeldIn(rows[i].Held, rows[i].Total, lengths[rows[i].Name])
	}
	return rows, nil
}

// Change implements [Record].
func (l *Live) Change(definition string, from, to control.Day, o Options) (Change, error) {
	c, d, err := l.Chronicle(definition)
	if err != nil {
		return Change{}, err
	}
	a, err := c.MapOn(from, l.knownOn(o))
	if err != nil {
		return Change{}, err
	}
	b, err := c.MapOn(to, l.knownOn(o))
	if err != nil {
		return Change{}, err
	}
	if err := CheckWindow(definition, a.Day, b.Day, from, to); err != nil {
		return Change{}, err
	}
	o.Slivers = l.counted(o)
	ch, err := between(c, a, b, l.WhereOf(d.Source), o)
	if err != nil {
		return Change{}, err
	}
	ch.Definition, ch.By = d, o.By
	ch.Faults = FaultsIn(l.faultsOf(c, d, l.knownOn(o)), a.Day, b.Day)
	ch.Corrected = corrections(c, l.knownOn(o), a.Day, b.Day)
	return ch, nil
}

func (l *Live) faultsOf(c *chronicle.Chronicle, d control.Definition, known control.Day) []Fault {
	return l.faults.of(d.Name, known, func() []DayArea { return areas(c, known) })
}

// areas returns the held area of every map.
func areas(c *chronicle.Chronicle, known control.Day) []DayArea {
	maps := c.Maps(known)
	out := make([]DayArea, len(maps))
	for i, m := range maps {
		out[i] = DayArea{Day: m.Day, Area: c.Area(m)}
	}
	return out
}

// Series implements [Record].
func (l *Live) Series(definition string, from, to control.Day) ([]DayArea, error) {
	c, d, err := l.Chronicle(definition)
	if err != nil {
		return nil, err
	}
	var out []DayArea
	for _, day := range areas(c, l.known) {
		if day.Day >= from && day.Day <= to {
			out = append(out, day)
		}
	}
	MarkFaults(out, l.faultsOf(c, d, l.known))
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
	m, err := c.MapOn(on, l.known)
	if err != nil {
		return HeldAt{}, err
	}
	h := HeldAt{Asked: on, Day: m.Day, Since: m.Day, Basis: FromChronicle}
	for _, span := range Spans(c, p, l.known) {
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
	return Spans(c, p, l.knownOn(Options{AsKnownOn: asKnownOn})), FromChronicle, nil
}
