package chronicle_test

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// sharedDir returns the folder of the real archives: SALIENT_SHARED, or the
// folder shared beside the repository.
func sharedDir() string {
	if dir := os.Getenv("SALIENT_SHARED"); dir != "" {
		return dir
	}
	dir, err := filepath.Abs(".")
	for err == nil && dir != filepath.Dir(dir) {
		if info, err := os.Stat(filepath.Join(dir, "shared", "data")); err == nil && info.IsDir() {
			return filepath.Join(dir, "shared")
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

// read is one archive, read once for all tests: snapshots by layer, in the
// archive's order.
type read struct {
	once   sync.Once
	layers map[control.Layer][]control.Snapshot
	err    error
}

var archives = map[string]*read{"deepstate": {}, "nzz": {}, "isw": {}}

// snapshots returns an archive's snapshots, or skips the test.
func snapshots(tb testing.TB, name string) map[control.Layer][]control.Snapshot {
	tb.Helper()
	if testing.Short() && name != "deepstate" {
		tb.Skipf("SKIPPED: %s takes long", name)
	}
	path := filepath.Join(sharedDir(), "data", name+".tar.zst")
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("SKIPPED: no archive %s; set SALIENT_SHARED", path)
	}
	a := archives[name]
	a.once.Do(func() {
		a.layers = map[control.Layer][]control.Snapshot{}
		_, a.err = source.ReadAll(context.Background(), []string{path}, source.Options{Readers: shipped.All()},
			func(r source.Result) error {
				for _, s := range r.Snapshots {
					a.layers[s.Layer] = append(a.layers[s.Layer], s)
				}
				return nil
			})
	})
	if a.err != nil {
		tb.Fatal(a.err)
	}
	if len(a.layers) == 0 {
		tb.Skipf("SKIPPED: no shipped reader for %s", name)
	}
	return a.layers
}

func build(name string, snaps []control.Snapshot) *chronicle.Chronicle {
	c := chronicle.New(snaps[0].Source, name)
	for _, s := range snaps {
		c.Add(s.Day, s.Known, s.Boundary)
	}
	return c
}

func marshal(tb testing.TB, c *chronicle.Chronicle) []byte {
	tb.Helper()
	b, err := c.MarshalBinary()
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func TestArchives(t *testing.T) {
	for name, most := range map[string]int{"deepstate": 300_000, "nzz": 1_000_000, "isw": math.MaxInt} {
		t.Run(name, func(t *testing.T) {
			layers := snapshots(t, name)
			total := 0
			for layer, snaps := range layers {
				c := build(string(layer), snaps)
				b := marshal(t, c)
				total += len(b)
				t.Logf("%s: %d maps, %d states, %d segments, %d bytes", layer, len(snaps), c.States(), c.Len(), len(b))
				checkArchive(t, c, snaps, b)
			}
			if total > most {
				t.Errorf("%d bytes, want at most %d", total, most)
			}
		})
	}
}

// checkArchive compares a chronicle with the snapshots it was built from, also
// after decoding and in another order.
func checkArchive(t *testing.T, c *chronicle.Chronicle, snaps []control.Snapshot, b []byte) {
	d, err := chronicle.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(marshal(t, d), b) {
		t.Error("decoded and encoded again gave other bytes")
	}
	const seed = 1
	rng := rand.New(rand.NewPCG(seed, seed))
	some, want := snaps, b
	if len(snaps) >= 1000 || c.Len() >= 100_000 { // the longest histories take long: a part, every few maps
		some = nil
		for i := 0; i < len(snaps); i += len(snaps)/100 + 1 {
			some = append(some, snaps[i])
		}
		want = marshal(t, build(c.Name(), some))
	}
	shuffled := slices.Clone(some)
	rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if !bytes.Equal(marshal(t, build(c.Name(), shuffled)), want) {
		t.Errorf("another order of import (seed %d) gave other bytes", seed)
	}
	for range 50 {
		from, to := snaps[rng.IntN(len(snaps))], snaps[rng.IntN(len(snaps))]
		mf, err1 := d.MapOn(from.Day, from.Known)
		mt, err2 := d.MapOn(to.Day, to.Known)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if mf.Known != from.Known || mt.Known != to.Known {
			continue // known before its day: another map of the day stands for it
		}
		if !slices.Equal(d.Boundary(mf), from.Boundary) || !slices.Equal(d.Boundary(mt), to.Boundary) {
			t.Fatalf("%s or %s: not the snapshot's boundary", from.Day, to.Day)
		}
		var sum geo.SquareMeters
		for _, s := range d.Diff(mf, mt) {
			sum += geo.SegmentArea(s)
		}
		if diff := math.Abs(float64(d.Net(mf, mt) - sum)); diff > 1 {
			t.Errorf("%s to %s: Net differs by %.3f m² from the sum of Diff", from.Day, to.Day, diff)
		}
	}
}

// TestDeepStateAreas: the areas that PROJ and Karney's own implementation give.
func TestDeepStateAreas(t *testing.T) {
	c := build("control", snapshots(t, "deepstate")[control.Control])
	for _, want := range []struct {
		day control.Day // the file's date less one
		km2 float64
	}{
		{control.Date(2024, time.July, 7), 109_360.87},
		{control.Date(2026, time.August, 21), 116_994.89},
	} {
		m, err := c.MapOn(want.day, control.NoDay)
		if err != nil || !m.Exact() {
			t.Fatal(m, err)
		}
		if got := c.Area(m).Km2(); math.Abs(got-want.km2) > 0.005 {
			t.Errorf("%s: %.4f km², want %.2f", want.day, got, want.km2)
		}
	}
}

// TestNZZTwoContents: the map of 2026-05-18 was published in two contents. The
// second counts the first one's gains among what did not change: the same ground
// is held, so it is no correction of this history.
func TestNZZTwoContents(t *testing.T) {
	c := build("control", snapshots(t, "nzz")[control.Control])
	day := control.Date(2026, time.May, 18)
	states := map[int]int{}
	for _, o := range c.Observations() {
		if o.Day == day {
			states[o.State]++
		}
	}
	if len(states) != 1 {
		t.Errorf("%s: observations by state %v, want one state", day, states)
	}
	if got := c.Corrections(); len(got) != 0 {
		t.Errorf("corrections %v, want none", got)
	}
}
