package chronicle

import (
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// DeriveOptions say how a definition of several layers is put together. The
// zero value is ready.
type DeriveOptions struct {
	// Carry is for how many days the last map of a layer stands in where the
	// layer has none of the day itself; 0: 7, negative: not at all.
	Carry int
	// Workers is how many unions are computed at once; 0: one a processor.
	Workers int
}

// DefaultCarry is how many days a layer's last map stands in by default.
const DefaultCarry = 7

func (o DeriveOptions) carry() control.Day {
	switch {
	case o.Carry == 0:
		return DefaultCarry
	case o.Carry < 0:
		return 0
	default:
		return control.Day(o.Carry)
	}
}

// Derive returns the chronicle of a definition that counts several layers of one
// source as held: on each valid day, their union.
//
// The first layer is the principal one: the definition has a map on the valid
// days that the principal layer has one. For a day on which another layer has
// no map, its nearest earlier map counts if it is at most Carry days older;
// else the layer counts as empty, as it does before its first map.
//
// Both kinds of time carry over: the map of a day as known on K is the union of
// the layers' maps as known on K. A layer's map that becomes known after the
// principal one is a correction of the day.
//
// It returns an error for no layers, and for layers of different sources.
func Derive(name string, layers []*Chronicle, opts DeriveOptions) (*Chronicle, error) {
	if len(layers) == 0 {
		return nil, errors.New("chronicle: a definition without layers")
	}
	d := New(layers[0].source, name)
	return d, Update(d, layers, layers[0].Days(), opts)
}

// Update keeps a derived chronicle in step after observations of the changed
// days were added to any of its layers: those days are derived anew, and the
// days after them that they may stand in for. The options must be those that
// it was derived with. The result is the same as deriving everything anew.
func Update(derived *Chronicle, layers []*Chronicle, changed []control.Day, opts DeriveOptions) error {
	for _, l := range layers {
		if l.source != derived.source {
			return fmt.Errorf("chronicle: definition %s of %s cannot count %s of %s", derived.name, derived.source, l.name, l.source)
		}
	}
	if len(layers) == 0 {
		return errors.New("chronicle: a definition without layers")
	}
	carry := opts.carry()
	var jobs []*union
	var last *union
	changed = slices.Sorted(slices.Values(changed))
	for _, day := range layers[0].Days() {
		i, _ := slices.BinarySearch(changed, day-carry)
		if i == len(changed) || changed[i] > day {
			continue
		}
		for _, known := range knownDays(layers, day, carry) {
			states := statesOn(layers, day, known, carry)
			if last != nil && slices.Equal(last.states, states) {
				if n := len(last.on); last.on[n-1].day != day {
					last.on = append(last.on, moment{day, known})
				}
				continue
			}
			last = &union{states: states, on: []moment{{day, known}}}
			jobs = append(jobs, last)
		}
	}
	var day control.Day
	var versions []versionOf
	for boundary, u := range unions(layers, jobs, opts.Workers) {
		for _, at := range u.on {
			if at.day != day && len(versions) > 0 {
				derived.replaceDay(day, versions)
				versions = versions[:0]
			}
			day = at.day
			versions = append(versions, versionOf{at.known, boundary})
		}
	}
	if len(versions) > 0 {
		derived.replaceDay(day, versions)
	}
	derived.compact()
	return nil
}

// knownDays returns, ascending, the days on which something became known that
// counts for a valid day, the first day with a principal map and later ones.
func knownDays(layers []*Chronicle, day, carry control.Day) []control.Day {
	var known []control.Day
	for _, o := range layers[0].between(day, day) {
		known = append(known, o.Known)
	}
	first := known[0]
	for _, l := range layers[1:] {
		for _, o := range l.between(day-carry, day) {
			if o.Known > first {
				known = append(known, o.Known)
			}
		}
	}
	slices.Sort(known)
	return slices.Compact(known)
}

// statesOn returns the state of each layer that counts for a day as known on
// another, or none.
func statesOn(layers []*Chronicle, day, known, carry control.Day) []int {
	states := make([]int, len(layers))
	for i, l := range layers {
		states[i] = none
		if m, err := l.MapOn(day, known); err == nil && (m.Day == day || i > 0 && m.Day >= day-carry) {
			states[i] = m.State
		}
	}
	return states
}

// moment is a valid day, as known from another day on.
type moment struct{ day, known control.Day }

// union is one union to be computed, for the moments in a row that share it.
type union struct {
	states []int
	on     []moment
	done   chan []geo.Segment
}

// unions computes the unions on several cores and hands them on in their order.
// A few at a time are in memory.
func unions(layers []*Chronicle, jobs []*union, workers int) func(yield func([]geo.Segment, *union) bool) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	free := make(chan *uniter, workers)
	for range workers {
		free <- newUniter(layers)
	}
	return func(yield func([]geo.Segment, *union) bool) {
		started := 0
		for i, u := range jobs {
			for ; started < len(jobs) && started < i+2*workers; started++ {
				next := jobs[started]
				next.done = make(chan []geo.Segment, 1)
				go func() {
					by := <-free
					next.done <- by.unite(next.states)
					free <- by
				}()
			}
			if !yield(<-u.done, u) {
				return
			}
			u.done = nil
		}
	}
}

// uniter computes unions of the layers' states one after another: the states of
// one lead to those of the next, which is most often near.
type uniter struct {
	layers []*Chronicle
	at     []int      // the state of each layer whose ids are at hand, or none
	ids    [][]uint32 // standing then, sorted by segment
	segs   []geo.Segment
}

func newUniter(layers []*Chronicle) *uniter {
	u := &uniter{layers: layers, at: make([]int, len(layers)), ids: make([][]uint32, len(layers))}
	for i := range u.at {
		u.at[i] = none
	}
	return u
}

// unite returns the boundary of the union of the layers' states.
func (u *uniter) unite(states []int) []geo.Segment {
	u.segs = u.segs[:0]
	held := 0
	for i, s := range states {
		if s == none {
			continue
		}
		layer := u.layers[i]
		if u.at[i] == none {
			u.ids[i] = layer.standing(s)
		} else {
			u.ids[i] = layer.step(u.ids[i], u.at[i], s)
		}
		u.at[i] = s
		for _, id := range u.ids[i] {
			u.segs = append(u.segs, layer.segs[id])
		}
		if len(u.ids[i]) > 0 {
			held++
		}
	}
	if held < 2 {
		return slices.Clone(u.segs) // one layer's boundary is in the right form already
	}
	return geo.Boundary(u.segs, geo.AtLeastOne)
}
