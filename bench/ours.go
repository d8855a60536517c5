package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// archiveWork reads an archive into chronicles, one a layer, as the files come,
// and measures every map and what each gained and lost against the one before.
func archiveWork(r *Report, sourceID, folder string) error {
	debug.SetMemoryLimit(memoryLimit)
	b := builder{}
	var err error
	r.timed("import", func() {
		err = stream(sourceID, folder, true, b.add)
	})
	if err != nil {
		return err
	}
	b.measure(r)
	r.memory()
	return b.encode(r)
}

// memoryLimit has the garbage collected more often once so many bytes are in
// use, as an import does.
const memoryLimit = 150 << 20

// loadedWork does the same with all snapshots in memory before the clock starts.
func loadedWork(r *Report, sourceID, folder string) error {
	var snapshots []control.Snapshot
	err := read(sourceID, folder, func(s control.Snapshot) { snapshots = append(snapshots, s) })
	if err != nil {
		return err
	}
	runtime.GC()
	b := builder{}
	r.timed("chronicle", func() {
		for _, s := range snapshots {
			b.add(s)
		}
	})
	b.measure(r)
	return nil
}

// read hands on an archive's snapshots in the archive's order.
func read(sourceID, folder string, fn func(control.Snapshot)) error {
	return stream(sourceID, folder, false, fn)
}

// stream is read; with recycle, fn may not keep the boundaries.
func stream(sourceID, folder string, recycle bool, fn func(control.Snapshot)) error {
	if !slices.ContainsFunc(shipped.All(), func(s source.Reader) bool { return s.ID() == sourceID }) {
		return fmt.Errorf("no reader of source %s is shipped", sourceID)
	}
	opts := source.Options{Archive: archive.Options{Spill: os.TempDir()}, Readers: shipped.All(), Source: sourceID, Accept: true, NoSHA256: true, Recycle: recycle} // the peers accept all, and hash nothing
	n := 0
	_, err := source.ReadAll(context.Background(), []string{folder}, opts, func(res source.Result) error {
		for _, s := range res.Snapshots {
			if sourceID != "isw" || slices.Contains(iswPeerLayers, s.Layer) {
				fn(s)
				n++
			}
		}
		return nil
	})
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: no snapshot of %s", folder, sourceID)
	}
	return err
}

// iswPeerLayers are the four layers that the peer measures too.
var iswPeerLayers = []control.Layer{control.Control, control.Advance, control.Claimed, control.Counteroffensive}

// builder holds a chronicle a layer.
type builder map[control.Layer]*chronicle.Chronicle

func (b builder) add(s control.Snapshot) {
	c := b[s.Layer]
	if c == nil {
		c = chronicle.New(s.Source, string(s.Layer))
		b[s.Layer] = c
	}
	c.Add(s.Day, s.Known, s.Boundary)
}

// measure measures each chronicle; of several, the results are told apart by
// the layer's name.
func (b builder) measure(r *Report) {
	for layer, c := range b {
		prefix := ""
		if len(b) > 1 {
			prefix = string(layer) + "_"
		}
		measureAll(r, c, prefix)
	}
}

// encode adds up the bytes that the chronicles come to when stored.
func (b builder) encode(r *Report) error {
	for _, c := range b {
		var stored []byte
		var err error
		r.timed("encode", func() { stored, err = c.MarshalBinary() })
		if err != nil {
			return err
		}
		r.Results["stored_bytes"] += float64(len(stored))
	}
	return nil
}

// measureAll measures a chronicle's area series and every consecutive change.
func measureAll(r *Report, c *chronicle.Chronicle, prefix string) {
	maps := c.Maps(control.NoDay)
	areas := make([]geo.SquareMeters, len(maps))
	r.timed("areas", func() {
		for i, m := range maps {
			areas[i] = c.Area(m)
		}
	})
	var gained, lost geo.SquareMeters
	r.timed("changes", func() { gained, lost = changes(c, maps) })
	r.Results[prefix+"maps"] = float64(len(maps))
	r.Results[prefix+"first_m2"] = float64(areas[0])
	r.Results[prefix+"last_m2"] = float64(areas[len(areas)-1])
	r.Results[prefix+"gained_m2"] = float64(gained)
	r.Results[prefix+"lost_m2"] = float64(lost)
	r.Results[prefix+"segments"] = float64(c.Len())
}

// changes adds up the ground gained and lost between each map and the next,
// polygons included, on every processor.
func changes(c *chronicle.Chronicle, maps []chronicle.Map) (gained, lost geo.SquareMeters) {
	var next atomic.Int64
	var mu sync.Mutex
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var g, l geo.SquareMeters
			for i := int(next.Add(1)); i < len(maps); i = int(next.Add(1)) {
				up, down := geo.ChangeOf(c.Diff(maps[i-1], maps[i]))
				g, l = g+area(up), l+area(down)
			}
			mu.Lock()
			defer mu.Unlock()
			gained, lost = gained+g, lost+l
		})
	}
	workers.Wait()
	return gained, lost
}

func area(patches []geo.Patch) geo.SquareMeters {
	var sum geo.SquareMeters
	for _, p := range patches {
		sum += p.Area
	}
	return sum
}

// warm reads an archive of one layer and measures its maps once.
func warm(sourceID, folder string) (*chronicle.Chronicle, error) {
	b := builder{}
	if err := read(sourceID, folder, b.add); err != nil {
		return nil, err
	}
	c := b[control.Control]
	for _, m := range c.Maps(control.NoDay) {
		c.Area(m)
	}
	return c, nil
}

// changeWork measures the change over a month, again and again.
func changeWork(r *Report, sourceID, folder string) error {
	c, err := warm(sourceID, folder)
	if err != nil {
		return err
	}
	from, to := mapOn(c, monthFrom), mapOn(c, monthTo)
	var gained, lost []geo.Patch
	r.Phases["change"] = median(repeat(201, func() { gained, lost = geo.ChangeOf(c.Diff(from, to)) }))
	r.Results["change_gained_m2"] = float64(area(gained))
	r.Results["change_lost_m2"] = float64(area(lost))
	r.Results["patches"] = float64(len(gained) + len(lost))
	return nil
}

// mapOn returns the map of a day that the archive is known to have.
func mapOn(c *chronicle.Chronicle, day string) chronicle.Map {
	d, err := control.ParseDay(day)
	if err != nil {
		panic(err)
	}
	m, err := c.MapOn(d, control.NoDay)
	if err != nil {
		panic(err)
	}
	return m
}

// heldWork traces the held polygons of days chosen at random. The phase is the
// median; the worst is among the results.
func heldWork(r *Report, sourceID, folder string) error {
	c, err := warm(sourceID, folder)
	if err != nil {
		return err
	}
	maps := c.Maps(control.NoDay)
	random := rand.New(rand.NewPCG(1, 2))
	var held geo.MultiPolygon
	spent := repeat(401, func() { held = geo.Polygons(c.Boundary(maps[random.IntN(len(maps))])) })
	r.Phases["held"] = median(spent)
	r.Results["worst_s"] = slices.Max(spent)
	r.Results["polygons"] = float64(len(held))
	return nil
}

// repeat returns the seconds that f takes, n times, after one run to warm up.
func repeat(n int, f func()) []float64 {
	f()
	spent := make([]float64, n)
	for i := range spent {
		start := time.Now()
		f()
		spent[i] = time.Since(start).Seconds()
	}
	return spent
}

// median returns the middle of the values; of an even number, the mean of the
// two middle ones.
func median(values []float64) float64 {
	v := slices.Clone(values)
	slices.Sort(v)
	n := len(v)
	return (v[(n-1)/2] + v[n/2]) / 2
}
