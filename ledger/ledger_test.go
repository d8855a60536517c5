package ledger_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/internal/realdata"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

func open(t testing.TB) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The week that the project grew out of.
func TestWeekOfFebruary2026(t *testing.T) {
	l := open(t)
	from, to := control.Date(2026, time.February, 11), control.Date(2026, time.February, 17)
	deepstate, err := l.Change("deepstate", from, to, measure.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if g, lost := deepstate.Gained.Km2(), deepstate.Lost.Km2(); math.Abs(g-40) > 0.5 || math.Abs(lost-16) > 0.5 {
		t.Errorf("deepstate: gained %.2f lost %.2f km², want about 40 and 16", g, lost)
	}
	liveuamap, err := l.Change("liveuamap", from, to, measure.Options{Patches: true})
	if err != nil {
		t.Fatal(err)
	}
	if lost := liveuamap.Lost.Km2(); math.Abs(lost-135) > 0.5 {
		t.Errorf("liveuamap: lost %.2f km², want about 135", lost)
	}
	if liveuamap.From != control.Date(2026, time.February, 10) {
		t.Errorf("liveuamap: map of %s, want the nearest earlier one, of 2026-02-10", liveuamap.From)
	}
	for _, p := range liveuamap.Patches {
		if p.Near.Place != "Zaporizhzhia" || p.Near.Distance.Km() < 77 || p.Near.Distance.Km() > 95 {
			t.Errorf("patch %.1f km %s of %s, want 78 to 94 km from Zaporizhzhia", p.Near.Distance.Km(), p.Near.Bearing, p.Near.Place)
		}
	}
}

func TestPartsAddUp(t *testing.T) {
	l := open(t)
	for _, c := range l.Coverage() {
		for day := c.First; day <= c.Last; day += 41 {
			h, err := l.Held(c.Definition.Name, day, measure.Options{ByRegion: true})
			if err != nil {
				t.Fatal(err)
			}
			var sum geo.SquareMeters
			for _, r := range h.Regions {
				sum += r.Held
			}
			if sum != h.Area {
				t.Errorf("%s, %s: parts %.0f m², whole %.0f m²", c.Definition.Name, day, float64(sum), float64(h.Area))
			}
		}
	}
}

// Nets of windows add up, gross changes and slivers make the net, and time
// reverses, wherever windows come from.
func TestChangeInvariants(t *testing.T) {
	l := open(t)
	for _, c := range l.Coverage() {
		name := c.Definition.Name
		for day := c.First; day+70 <= c.Last; day += 29 {
			for _, span := range []control.Day{1, 7, 30, 70} {
				ch, err := l.Change(name, day, day+span, measure.Options{ByRegion: true})
				if errors.Is(err, chronicle.ErrNoMap) && name[:3] == "isw" {
					continue // both days lie in the months of which the archive has no maps
				}
				if err != nil {
					t.Fatal(err)
				}
				back, err := l.Change(name, day+span, day, measure.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if back.Gained != ch.Lost || back.Lost != ch.Gained || back.Net != -ch.Net {
					t.Errorf("%s, %s +%d: gained %.0f lost %.0f, backwards gained %.0f lost %.0f", name, day, span,
						float64(ch.Gained), float64(ch.Lost), float64(back.Gained), float64(back.Lost))
				}
				off := math.Abs(float64(ch.Gained + ch.SliverGained - ch.Lost - ch.SliverLost - ch.Net))
				limit := 4.0 // rounding of four figures to a square meter
				if ch.Gross == measure.DailySum {
					limit *= float64(span)
				}
				if off > limit {
					t.Errorf("%s, %s +%d (%s): gained - lost is %.0f m² off net", name, day, span, ch.Gross, off)
				}
				var gained geo.SquareMeters
				for _, r := range ch.Regions {
					gained += r.Gained
				}
				if d := math.Abs(float64(gained - ch.Gained)); d > limit*float64(len(ch.Regions)+1) {
					t.Errorf("%s, %s +%d: oblasts gained %.0f m², the whole %.0f", name, day, span, float64(gained), float64(ch.Gained))
				}
				a, err := l.Held(name, day, measure.Options{})
				if err != nil {
					t.Fatal(err)
				}
				b, err := l.Held(name, day+span, measure.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if b.Area-a.Area != ch.Net {
					t.Errorf("%s, %s +%d: held grew by %.0f m², net is %.0f", name, day, span, float64(b.Area-a.Area), float64(ch.Net))
				}
			}
		}
	}
}

func TestBadAsks(t *testing.T) {
	l := open(t)
	if _, err := l.Held("nobody", 0, measure.Options{}); err == nil {
		t.Error("a definition that does not exist was answered")
	}
	if _, err := l.Held("deepstate", control.Date(2020, time.January, 1), measure.Options{}); err == nil {
		t.Error("a day before the first map was answered")
	}
	if _, err := l.Change("isw-control", control.Date(2026, time.February, 11), control.Date(2026, time.February, 17), measure.Options{}); !errors.Is(err, chronicle.ErrNoMap) {
		t.Errorf("a week two years after the last map was answered: %v", err)
	}
	if _, err := l.Held("deepstate", control.Date(2026, time.January, 1), measure.Options{AsKnownOn: control.Date(2026, time.January, 1)}); err == nil {
		t.Error("as-known-on was answered though the ledger keeps one version")
	}
}

// TestRecompute measures the first weeks of DeepState's archive anew and
// compares every row with the embedded tables.
func TestRecompute(t *testing.T) {
	path := realdata.File(t, "data/deepstate.tar.zst")
	until := control.Date(2024, time.August, 10)
	c := chronicle.New("deepstate", "control")
	stop := io.EOF
	_, err := source.ReadAll(context.Background(), []string{path}, source.Options{Readers: shipped.All()}, func(r source.Result) error {
		for _, s := range r.Snapshots {
			if s.Day > until {
				return stop
			}
			c.Add(s.Day, s.Known, s.Boundary)
		}
		return nil
	})
	if err != nil && err != stop {
		t.Fatal(err)
	}
	var definition control.Definition
	for _, cov := range open(t).Coverage() {
		if cov.Definition.Name == "deepstate" {
			definition = cov.Definition
		}
	}
	b := ledger.NewBuilder(gazetteer.Default(), io.Discard)
	b.Add(ledger.Archive{Definition: definition, Chronicle: c, Windows: 35})
	tables, err := b.Tables()
	if err != nil {
		t.Fatal(err)
	}
	embedded := os.DirFS("data")
	for _, name := range []string{"maps.csv.zst", "held.csv.zst", "windows.csv.zst", "patches.csv.zst", "cells.csv.zst"} {
		want := rows(read(t, embedded, name))
		got := rows(unpack(t, tables[name]))
		if len(got) < 30 {
			t.Errorf("%s: %d rows measured anew", name, len(got))
		}
		// Month-first windows end at the last map, which differs: compare
		// what both have to have.
		missing := 0
		set := map[string]bool{}
		for _, r := range want {
			set[r] = true
		}
		for _, r := range got {
			if !set[r] {
				if missing++; missing <= 3 {
					t.Errorf("%s: measured anew %q, which is not in the ledger", name, r)
				}
			}
		}
		t.Logf("%s: %d rows measured anew", name, len(got))
	}
}

func read(t *testing.T, files fs.FS, name string) []byte {
	t.Helper()
	b, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return unpack(t, b)
}

func unpack(t *testing.T, b []byte) []byte {
	t.Helper()
	d, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	out, err := d.DecodeAll(b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// rows returns the rows of the first definition, sorted.
func rows(table []byte) []string {
	var out []string
	for line := range bytes.Lines(table) {
		if s := strings.TrimSpace(string(line)); strings.HasPrefix(s, "0,") {
			out = append(out, s)
		}
	}
	sort.Strings(out)
	return out
}

func BenchmarkHeldByOblast(b *testing.B) {
	l := open(b)
	day := control.Date(2026, time.January, 1)
	for b.Loop() {
		if _, err := l.Held("deepstate", day, measure.Options{ByRegion: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChangeOfAMonth(b *testing.B) {
	l := open(b)
	from, to := control.Date(2026, time.January, 1), control.Date(2026, time.February, 1)
	for b.Loop() {
		if _, err := l.Change("deepstate", from, to, measure.Options{ByRegion: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestCellRunsAreTheCellsOfTheirDays(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	runs, err := l.CellRuns("deepstate")
	if err != nil {
		t.Fatal(err)
	}
	for _, on := range []control.Day{control.Date(2024, 7, 7), control.Date(2025, 6, 1), control.Date(2026, 8, 21)} {
		cells, _, err := l.Cells("deepstate", on)
		if err != nil {
			t.Fatal(err)
		}
		var got []ledger.Cell
		for _, r := range runs {
			if r.Share <= 0 || r.To != control.NoDay && r.To < r.From {
				t.Fatalf("run %+v", r)
			}
			if r.From <= on && (r.To == control.NoDay || on <= r.To) {
				got = append(got, ledger.Cell{ID: r.ID, Share: r.Share})
			}
		}
		if !slices.Equal(got, cells) {
			t.Errorf("%s: runs give %d cells, want %d", on, len(got), len(cells))
		}
	}
}
