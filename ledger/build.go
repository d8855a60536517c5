package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// Archive is one definition to measure, with the chronicle of its maps.
type Archive struct {
	Definition control.Definition
	Chronicle  *chronicle.Chronicle
	// Windows limits the windows that get exact gross figures to so many
	// days; windows between first days of months, and between last days, are
	// always there.
	Windows int
}

// Used says which archive a definition's maps came from.
func (b *Builder) Used(source, file, sha256, attribution string) {
	b.index.Archives = append(b.index.Archives, archiveUsed{source, file, sha256, attribution})
}

// Builder measures chronicles into tables. The zero value is not ready: see
// [NewBuilder].
type Builder struct {
	where  *gazetteer.Gazetteer
	index  index
	tables map[string]*bytes.Buffer
	log    io.Writer
}

// NewBuilder returns a builder that reports progress to log.
func NewBuilder(where *gazetteer.Gazetteer, log io.Writer) *Builder {
	b := &Builder{where: where, tables: map[string]*bytes.Buffer{}, log: log}
	b.index.Method = measure.MethodVersion
	b.row(fileMaps, "definition", "day", "known", "state")
	b.row(fileHeld, "definition", "region", "day", "held_m2")
	b.row(fileWindows, "definition", "from", "days", "region", "gained_m2", "lost_m2", "sliver_gained_m2", "sliver_lost_m2")
	b.row(filePatches, "definition", "from", "to", "kind", "area_m2", "lon_e4", "lat_e4", "region", "place", "distance_100m", "bearing")
	b.row(fileCells, "definition", "cell", "day", "held_permille")
	b.row(fileLines, "definition", "region", "day", "length_m")
	return b
}

func (b *Builder) row(file string, fields ...any) {
	buf := b.tables[file]
	if buf == nil {
		buf = &bytes.Buffer{}
		b.tables[file] = buf
	}
	for i, f := range fields {
		if i > 0 {
			buf.WriteByte(',')
		}
		switch f := f.(type) {
		case string:
			if strings.ContainsAny(f, ",\n\"") {
				panic(fmt.Sprintf("ledger: %s: a comma, quote or line end in %q", file, f))
			}
			buf.WriteString(f)
		case control.Day:
			fmt.Fprintf(buf, "%d", int32(f))
		case geo.SquareMeters:
			fmt.Fprintf(buf, "%d", int64(math.Round(float64(f))))
		default:
			fmt.Fprint(buf, f)
		}
	}
	buf.WriteByte('\n')
}

// Add measures one definition.
func (b *Builder) Add(a Archive) {
	id := len(b.index.Definitions)
	b.index.Definitions = append(b.index.Definitions, a.Definition)
	maps := a.Chronicle.Maps(control.NoDay)
	var states []chronicle.Map // the first map of each run of equal ones
	for i, m := range maps {
		if i == 0 || m.State != maps[i-1].State {
			states = append(states, m)
		}
		b.row(fileMaps, id, m.Day, m.Known, len(states)-1)
	}
	b.windows(id, a, states)
	b.days(id, a, states)
	b.lines(id, a, states)
}

// days writes what moved from each map to the next: held areas, patches, cells.
func (b *Builder) days(id int, a Archive, states []chronicle.Map) {
	c := a.Chronicle
	held := map[string]int64{} // m², as written
	grid := newGrid()
	cells := map[string]int{} // permille, as written
	for i, m := range states {
		var rows []measure.RegionHeld
		if i == 0 {
			boundary := c.Boundary(m)
			rows, _ = measure.RegionsHeld(boundary, c.Area(m), measure.RegionsOf(b.where)) // fails for other areas only
			grid.start(boundary)
		} else {
			ch := measure.Between(c, states[i-1], m, b.where, measure.Options{ByRegion: true, Slivers: measure.Include})
			rows = b.after(held, ch.Regions)
			for _, p := range b.patches(id, c, states[i-1], m) {
				grid.add(p.Polygon, p.Kind)
			}
		}
		total := int64(math.Round(float64(c.Area(m))))
		outside := total
		for _, r := range rows {
			if r.Name == measure.Outside {
				continue
			}
			v := int64(math.Round(float64(r.Held)))
			outside -= v
			b.step(id, held, r.Name, m.Day, v)
		}
		for name, v := range held {
			if name != whole && name != measure.Outside && !slices.ContainsFunc(rows, func(r measure.RegionHeld) bool { return r.Name == name }) {
				outside -= v
			}
		}
		b.step(id, held, measure.Outside, m.Day, outside)
		b.step(id, held, whole, m.Day, total)
		for _, cell := range grid.changed() {
			share := grid.permille(cell)
			if cells[cell] != share {
				cells[cell] = share
				b.row(fileCells, id, cell, m.Day, share)
			}
		}
	}
	fmt.Fprintf(b.log, "%s: %d maps measured\n", a.Definition.Name, len(states))
}

// lines writes how long the line of contact is, by oblast. A definition that
// stands aside has none: what it draws is not all that its side holds.
func (b *Builder) lines(id int, a Archive, states []chronicle.Map) {
	if a.Definition.Aside {
		return
	}
	l := measure.NewLive([]control.Definition{a.Definition}, func(control.Definition) (*chronicle.Chronicle, error) { return a.Chronicle, nil }, b.where)
	written := map[string]int{} // meters
	for _, m := range states {
		now := map[string]int{}
		for _, r := range l.ContactLengths(a.Chronicle, a.Definition, m) {
			now[r.Name] = int(math.Round(float64(r.Length)))
		}
		for name := range written {
			if _, ok := now[name]; !ok {
				now[name] = 0
			}
		}
		for _, name := range slices.Sorted(maps.Keys(now)) {
			if old, ok := written[name]; !ok || old != now[name] {
				written[name] = now[name]
				b.row(fileLines, id, name, m.Day, now[name])
			}
		}
	}
}

// step writes a region's held area where it is not what it was.
func (b *Builder) step(id int, held map[string]int64, region string, day control.Day, v int64) {
	if old, ok := held[region]; ok && old == v {
		return
	}
	held[region] = v
	b.row(fileHeld, id, region, day, v)
}

// after returns the held areas of the regions that a change touched.
func (b *Builder) after(held map[string]int64, changes []measure.RegionChange) []measure.RegionHeld {
	var rows []measure.RegionHeld
	for _, r := range changes {
		rows = append(rows, measure.RegionHeld{Name: r.Name, Held: geo.SquareMeters(held[r.Name]) + r.Net})
	}
	return rows
}

// patches writes the ground that moved between two maps and returns it. Slivers
// are in the windows' columns.
func (b *Builder) patches(id int, c *chronicle.Chronicle, from, to chronicle.Map) []measure.Patch {
	ch := measure.Between(c, from, to, b.where, measure.Options{Patches: true, Slivers: measure.Drop})
	for _, p := range ch.Patches {
		if p.Area < leastPatch {
			continue
		}
		sign := "+"
		if p.Kind == measure.Lost {
			sign = "-"
		}
		b.row(filePatches, id, from.Day, to.Day, sign, p.Area, p.Centroid.X/1000, p.Centroid.Y/1000,
			p.Region, p.Near.Place, int(math.Round(float64(p.Near.Distance)/100)), p.Near.Bearing)
	}
	return ch.Patches
}

// leastPatch is the area below which a patch is not listed: less than a house.
const leastPatch = 50 // m²

// windows writes exact gross changes for the windows that people ask about.
func (b *Builder) windows(id int, a Archive, states []chronicle.Map) {
	var pairs [][2]int
	seen := map[[2]int]bool{}
	add := func(i, j int) {
		if i < j && !seen[[2]int{i, j}] {
			seen[[2]int{i, j}] = true
			pairs = append(pairs, [2]int{i, j})
		}
	}
	for i := range states {
		for j := i + 1; j < len(states) && (j == i+1 || int(states[j].Day-lastDay(states, i)) <= a.Windows); j++ {
			add(i, j)
		}
	}
	// Months are told from first day to first day, or from last day to last day.
	for _, ends := range [][]int{monthDays(states, 1), monthDays(states, 0)} {
		for x, i := range ends {
			for _, j := range ends[x+1:] {
				add(i, j)
			}
		}
	}
	slices.SortFunc(pairs, func(p, q [2]int) int {
		if p[0] != q[0] {
			return p[0] - q[0]
		}
		return p[1] - q[1]
	})
	changes := make([]measure.Change, len(pairs))
	var wg sync.WaitGroup
	work := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for k := range work {
				p := pairs[k]
				changes[k] = measure.Between(a.Chronicle, states[p[0]], states[p[1]], b.where, measure.Options{ByRegion: true})
			}
		})
	}
	for k := range pairs {
		work <- k
	}
	close(work)
	wg.Wait()
	for k, p := range pairs {
		from, to := states[p[0]].Day, states[p[1]].Day
		ch := changes[k]
		b.row(fileWindows, id, from, int(to-from), whole, ch.Gained, ch.Lost, ch.SliverGained, ch.SliverLost)
		for _, r := range ch.Regions {
			b.row(fileWindows, id, from, int(to-from), r.Name, r.Gained, r.Lost)
		}
	}
	fmt.Fprintf(b.log, "%s: %d windows measured\n", a.Definition.Name, len(pairs))
}

// lastDay returns the last day on which a state stood: windows may begin there.
func lastDay(states []chronicle.Map, i int) control.Day {
	if i+1 < len(states) {
		return states[i+1].Day - 1
	}
	return states[i].Day
}

// monthDays returns the states that stood on a day of every month: 1 the first,
// 0 the last of the month before.
func monthDays(states []chronicle.Map, of int) []int {
	var out []int
	last := states[len(states)-1].Day
	t := states[0].Day.Time()
	for y, m := t.Year(), t.Month(); ; m++ {
		d := control.Date(y, m, of)
		if d > last {
			break
		}
		i := sort.Search(len(states), func(i int) bool { return states[i].Day > d }) - 1
		if i >= 0 && (len(out) == 0 || out[len(out)-1] != i) {
			out = append(out, i)
		}
	}
	return out
}

// Tables returns the ledger's files by name, compressed.
func (b *Builder) Tables() (map[string][]byte, error) {
	out := map[string][]byte{}
	raw, err := json.MarshalIndent(b.index, "", "  ")
	if err != nil {
		return nil, err
	}
	out[fileIndex] = append(raw, '\n')
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(8<<20))
	if err != nil {
		return nil, err
	}
	defer w.Close()
	for name, buf := range b.tables {
		out[name] = w.EncodeAll(buf.Bytes(), nil)
	}
	return out, nil
}

// Write writes the tables into a folder.
func (b *Builder) Write(dir string) error {
	tables, err := b.Tables()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, data := range tables {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
