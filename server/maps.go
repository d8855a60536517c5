package server

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// maps is what the server knows of each definition, in the record's order.
type maps struct {
	Options
	list []*mapped
}

// mapped is one definition: its days and, where maps were imported, its
// chronicle.
type mapped struct {
	measure.Coverage
	chronicle *chronicle.Chronicle // nil: the ledger answers

	series  func() ([]measure.DayArea, error)
	cells   func() ([]cellRun, error)
	changes sync.Map // of int, the later map's place in the series, to func() (measure.Change, error)
	packed  func() (*blob, error)
}

func newMaps(o Options) *maps {
	m := &maps{Options: o}
	for _, c := range o.Record.Coverage() {
		d := &mapped{Coverage: c}
		if c.Basis == measure.FromChronicle && o.Live != nil {
			if ch, _, err := o.Live.Chronicle(c.Definition.Name); err == nil {
				d.chronicle = ch
			}
		}
		d.series = sync.OnceValues(func() ([]measure.DayArea, error) {
			return o.Record.Series(c.Definition.Name, c.First, c.Last)
		})
		d.cells = sync.OnceValues(func() ([]cellRun, error) { return cellRuns(o.Ledger, c.Definition.Name) })
		d.packed = sync.OnceValues(func() (*blob, error) {
			b, err := d.chronicle.MarshalBinary()
			return newBlob(b), err
		})
		m.list = append(m.list, d)
	}
	return m
}

// live reports whether any maps were imported.
func (m *maps) live() bool {
	return slices.ContainsFunc(m.list, func(d *mapped) bool { return d.chronicle != nil })
}

// selected returns the definitions that a source and a definition's name mean;
// empty ones mean all.
func (m *maps) selected(source, definition string) []*mapped {
	var out []*mapped
	for _, d := range m.list {
		if (source == "" || source == d.Definition.Source) && (definition == "" || definition == d.Definition.Name) {
			out = append(out, d)
		}
	}
	return out
}

// version hashes everything that the answers depend on.
func (m *maps) version() string {
	h := sha256.New()
	fmt.Fprintln(h, measure.MethodVersion)
	for _, d := range m.list {
		fmt.Fprintln(h, d.Definition, d.First, d.Last, d.Days, d.Distinct, d.Basis)
		if d.chronicle == nil {
			continue
		}
		for _, o := range d.chronicle.Observations() {
			_ = binary.Write(h, binary.LittleEndian, [3]int32{int32(o.Day), int32(o.Known), int32(o.State)})
		}
		for i := range d.chronicle.States() {
			_ = binary.Write(h, binary.LittleEndian, int32(d.chronicle.Changes(i)))
		}
	}
	for _, r := range m.Talks.AllRounds {
		fmt.Fprintln(h, r.ID, r.Title())
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// mapOn returns the valid day of the map that answers for a day.
func (d *mapped) mapOn(on control.Day) (control.Day, error) {
	series, err := d.series()
	if err != nil {
		return control.NoDay, err
	}
	i, found := slices.BinarySearchFunc(series, on, func(a measure.DayArea, on control.Day) int { return int(int64(a.Day) - int64(on)) })
	if !found {
		i--
	}
	if i < 0 {
		return control.NoDay, fmt.Errorf("%s, %s: the first map is of %s: %w", d.Definition.Name, on, d.First, chronicle.ErrNoMap)
	}
	return series[i].Day, nil
}

// change returns what moved from the map before a place in the series to the
// map there, with its patches. It is measured once.
func (m *maps) change(d *mapped, i int) (measure.Change, error) {
	series, err := d.series()
	if err != nil {
		return measure.Change{}, err
	}
	f, _ := d.changes.LoadOrStore(i, sync.OnceValues(func() (measure.Change, error) {
		return m.Record.Change(d.Definition.Name, series[i-1].Day, series[i].Day,
			measure.Options{AsKnownOn: control.NoDay, Patches: true})
	}))
	return f.(func() (measure.Change, error))()
}

// errNoPolygons says that a definition rests on the ledger, which has figures
// only.
var errNoPolygons = errors.New("figures only: no maps of it were imported")
