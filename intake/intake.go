// Package intake takes published maps into a store: files are read by their
// source, snapshots join the chronicles of their layers, and both are committed
// together with where they came from.
//
// Start with [Run]. It is all or nothing per snapshot, and safe to stop or kill
// at any instant: what was committed stays, the rest is read again next time.
// Taking in the same files again changes nothing.
package intake

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/store"
)

// Options of Run. Paths or Feed, Store and Read are required.
type Options struct {
	Paths []string
	// Feed hands on results that are not read file by file, in Paths' stead. It
	// ends at fn's first error.
	Feed  func(ctx context.Context, fn func(source.Result) error) error
	Store store.Store
	Read  source.Options // readers, limits, clock, progress

	// CommitEvery is how long taken-in maps may stay uncommitted; 0: 3 s.
	CommitEvery time.Duration
	// Accept takes in maps that would otherwise be put aside for losing more than [source.MaxLoss].
	Accept bool
}

// Report is what came of one source's files.
type Report struct {
	Source   string           `json:"source"`
	Files    int              `json:"files"`    // map files read
	Known    int              `json:"known"`    // of them, files taken in before
	Replaced int              `json:"replaced"` // of them, maps left out for one drawn later on the same day
	Added    int              `json:"added"`    // maps that were new to the store
	Days     int              `json:"days"`     // valid days with a map, of the main layer
	Distinct int              `json:"distinct"` // maps that differ from the day before
	Same     int              `json:"unchanged"`
	First    control.Day      `json:"first"`
	Last     control.Day      `json:"last"`
	Missing  []control.Day    `json:"missing_days"`
	Fixed    []control.Day    `json:"corrected_days"`   // days whose map the source drew again
	Again    []control.Day    `json:"republished_days"` // days of which it published other files with the same held ground
	Repairs  map[string]int   `json:"repairs"`
	Refused  []source.Refusal `json:"refused"`
	Layers   map[string]int   `json:"layers"` // maps by layer
}

// Run takes in every map file below the paths and returns a report for each
// source met, in order of source. On an error or when ctx ends, what was read
// before is committed and reported too.
func Run(ctx context.Context, o Options) ([]Report, error) {
	in := begin(o)
	feed := o.Feed
	if feed == nil {
		feed = func(ctx context.Context, fn func(source.Result) error) error {
			_, err := source.ReadAll(ctx, o.Paths, in.Read, fn)
			return err
		}
	}
	err := feed(ctx, in.take)
	// Even when stopped, keep what has been read.
	if cerr := in.commit(context.WithoutCancel(ctx), true); cerr != nil && err == nil {
		err = cerr
	}
	return in.reports(), err
}

func begin(o Options) *intake {
	if o.CommitEvery == 0 {
		o.CommitEvery = 3 * time.Second
	}
	if o.Read.Now.IsZero() {
		o.Read.Now = time.Now()
	}
	// What is put aside is decided here, where the store's maps are known too.
	o.Read.Accept = true
	o.Read.Recycle = true // chronicles keep segments, not boundaries
	return &intake{Options: o, sources: map[string]*taken{}, last: time.Now()}
}

type intake struct {
	Options
	sources map[string]*taken
	foreign []source.Refusal // files that are of no source
	last    time.Time        // of the last commit
	took    time.Duration    // by the last commit
}

// taken is what Run knows of one source while it runs.
type taken struct {
	reader     source.Reader
	main       control.Layer // that days are counted by and losses looked for on
	known      map[[32]byte]bool
	chronicles map[control.Layer]*chronicle.Chronicle
	dirty      map[control.Layer]map[control.Day]bool // days added to in this run
	derived    []*chronicle.Chronicle
	fresh      map[observed]store.File // maps of the main layer that this run added
	latest     control.Day             // of them
	unordered  bool                    // a map came after that of a later day
	origins    map[control.Day]origin  // the files that the main layer's maps came from
	files      []store.File
	dropped    []store.File // maps put aside after they were committed
	fetches    []store.Fetch
	report     Report
}

func (in *intake) of(id string) (*taken, error) {
	if t := in.sources[id]; t != nil {
		return t, nil
	}
	known, err := in.Store.Files(id)
	if err != nil {
		return nil, err
	}
	t := &taken{
		reader: source.ByID(in.Read.Readers, id), main: control.Control, known: known,
		chronicles: map[control.Layer]*chronicle.Chronicle{}, dirty: map[control.Layer]map[control.Day]bool{},
		fresh: map[observed]store.File{}, latest: control.NoDay, origins: map[control.Day]origin{},
		report: Report{Source: id, Missing: []control.Day{}, Fixed: []control.Day{}, Again: []control.Day{}, Repairs: map[string]int{}, Refused: []source.Refusal{}, Layers: map[string]int{}},
	}
	if t.reader != nil {
		if d := t.reader.Definitions(); len(d) > 0 && len(d[0].Layers) > 0 {
			t.main = d[0].Layers[0]
		}
	}
	in.sources[id] = t
	return t, nil
}

// take takes in one file's result.
func (in *intake) take(r source.Result) error {
	if r.Source == "" {
		in.foreign = append(in.foreign, r.Refused...)
		return nil
	}
	t, err := in.of(r.Source)
	if err != nil {
		return err
	}
	t.report.Files++
	for kind, n := range r.Repairs {
		t.report.Repairs[string(kind)] += n
	}
	t.report.Refused = append(t.report.Refused, r.Refused...)
	file := store.File{Source: r.Source, Size: r.Size, Repairs: map[string]int{}}
	file.Origin = control.Origin{File: r.File, SHA256: r.SHA256}
	for kind, n := range r.Repairs {
		file.Repairs[string(kind)] = n
	}
	before := t.report.Added
	if r.Superseded {
		t.report.Replaced++
	}
	for _, s := range r.Snapshots {
		file.Origin = s.Origin
		c, err := in.chronicle(t, r.Source, s.Layer)
		if err != nil {
			return err
		}
		if !r.Drawn.IsZero() {
			s.Known = knownAfter(c, s)
		}
		if reason := in.quarantine(t, c, s); reason != "" {
			t.report.Refused = append(t.report.Refused, source.Refusal{File: r.File, Place: string(s.Layer), Reason: reason})
			continue
		}
		if c.Add(s.Day, s.Known, s.Boundary) {
			if t.dirty[s.Layer] == nil {
				t.dirty[s.Layer] = map[control.Day]bool{}
			}
			t.dirty[s.Layer][s.Day] = true
			t.report.Added++
			if s.Layer == t.main {
				t.added(s)
			}
		}
		if s.Layer == t.main {
			t.came(s)
		}
		t.report.Layers[string(s.Layer)]++
		file.Maps = append(file.Maps, store.FileMap{Layer: s.Layer, Day: s.Day, Known: s.Known})
	}
	if t.known[r.SHA256] {
		t.report.Known++
	}
	// Bytes that are known may come again as the map of another day.
	if len(file.Maps) > 0 && (!t.known[r.SHA256] || t.report.Added > before) {
		t.files = append(t.files, file)
	}
	// Writing a large history takes seconds: it is done the more rarely.
	if time.Since(in.last) < max(in.CommitEvery, 10*in.took) {
		return nil
	}
	start := time.Now()
	err = in.commit(context.Background(), false)
	in.took = time.Since(start)
	return err
}

// knownAfter returns the day on which a map counts as known that is told to have
// been drawn at an hour: its own or, where an earlier run took in another map of
// the same day, the day after that one's.
func knownAfter(c *chronicle.Chronicle, s control.Snapshot) control.Day {
	known := s.Known
	for _, o := range c.Observations() {
		if o.Day != s.Day {
			continue
		}
		if slices.Equal(c.Boundary(chronicle.Map{Asked: o.Day, Day: o.Day, Known: o.Known, State: o.State}), s.Boundary) {
			return o.Known
		}
		known = max(known, o.Known+1)
	}
	return known
}

// chronicle returns the chronicle of a layer: the store's, or a new one.
func (in *intake) chronicle(t *taken, id string, layer control.Layer) (*chronicle.Chronicle, error) {
	if c := t.chronicles[layer]; c != nil {
		return c, nil
	}
	c, err := in.Store.Chronicle(store.Key{Source: id, Name: string(layer)})
	if errors.Is(err, chronicle.ErrNoMap) {
		c, err = chronicle.New(id, string(layer)), nil
	}
	if err != nil {
		return nil, err
	}
	t.chronicles[layer] = c
	return c, nil
}

// commit writes what was taken in since the last commit. The last commit of a
// run brings the derived definitions and the newest maps up to date.
func (in *intake) commit(ctx context.Context, last bool) error {
	var b store.Batch
	b.Now = in.Read.Now
	for _, id := range in.ids() {
		t := in.sources[id]
		if last {
			in.review(t)
		}
		for _, layer := range sortedKeys(t.dirty) {
			b.Chronicles = append(b.Chronicles, t.chronicles[layer])
		}
		if last {
			derived, err := in.derive(t)
			if err != nil {
				return err
			}
			b.Chronicles = append(b.Chronicles, derived...)
			if len(t.dirty) > 0 || len(derived) > 0 {
				b.Held = append(b.Held, t.newest()...)
			}
		}
		b.Files = append(b.Files, t.files...)
		b.Dropped = append(b.Dropped, t.dropped...)
		b.Fetches = append(b.Fetches, t.fetches...)
	}
	in.last = time.Now()
	if len(b.Chronicles) == 0 && len(b.Files) == 0 && len(b.Fetches) == 0 {
		return nil
	}
	if err := in.Store.Commit(ctx, b); err != nil {
		return err
	}
	for _, t := range in.sources {
		t.files, t.fetches, t.dropped = nil, nil, nil
		if last {
			clear(t.dirty)
		}
	}
	return nil
}

func (in *intake) ids() []string { return sortedKeys(in.sources) }

func (in *intake) reports() []Report {
	var out []Report
	for _, id := range in.ids() {
		t := in.sources[id]
		r := t.report
		if c := t.counted(); c != nil && len(c.Observations()) > 0 {
			maps := c.Maps(control.NoDay)
			r.Days, r.First, r.Last = len(maps), maps[0].Day, maps[len(maps)-1].Day
			for i, m := range maps {
				if i == 0 || !c.Same(maps[i-1], m) {
					r.Distinct++
				}
				if i > 0 {
					for d := maps[i-1].Day + 1; d < m.Day; d++ {
						r.Missing = append(r.Missing, d)
					}
				}
			}
			r.Same = r.Days - r.Distinct
			for _, o := range c.Corrections() {
				r.Fixed = append(r.Fixed, o.Day)
			}
			r.Again = t.again(r.Fixed)
		}
		out = append(out, r)
	}
	return in.withForeign(out)
}

// counted returns the chronicle that a source's days are counted by: its main
// layer's, or the first there is.
func (t *taken) counted() *chronicle.Chronicle {
	if c := t.chronicles[t.main]; c != nil {
		return c
	}
	for _, layer := range sortedKeys(t.chronicles) {
		return t.chronicles[layer]
	}
	return nil
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
