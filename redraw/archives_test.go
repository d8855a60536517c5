package redraw

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// archivePath returns a real archive's path: in SALIENT_SHARED, or in the folder
// shared beside the repository.
func archivePath(t *testing.T, name string) string {
	dir := os.Getenv("SALIENT_SHARED")
	if dir == "" {
		at, err := filepath.Abs("../../shared")
		if err != nil {
			t.Fatal(err)
		}
		dir = at
	}
	path := filepath.Join(dir, "data", name+".tar.zst")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: no archive %s; set SALIENT_SHARED", path)
	}
	return path
}

// TestArchives inspects every step of the control layers, and prints the table
// of docs/method-redraw.md with -v.
func TestArchives(t *testing.T) {
	for _, name := range []string{"deepstate", "nzz", "isw"} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "deepstate" {
				t.Skipf("SKIPPED: %s takes long", name)
			}
			c := chronicle.New(name, "control")
			_, err := source.ReadAll(context.Background(), []string{archivePath(t, name)}, source.Options{Readers: shipped.All()},
				func(r source.Result) error {
					for _, s := range r.Snapshots {
						if s.Layer == control.Control {
							c.Add(s.Day, s.Known, s.Boundary)
						}
					}
					return nil
				})
			if err != nil {
				t.Fatal(err)
			}
			inspectAll(t, c)
		})
	}
}

// widths are the upper bounds of the table's columns, in meters.
var widths = []float64{0.01, 0.1, 0.3, 1, 3, 10, 30, 100, math.Inf(1)}

func inspectAll(t *testing.T, c *chronicle.Chronicle) {
	maps := c.Maps(control.NoDay)
	var still, redrawn [16]struct {
		n    int
		area geo.SquareMeters
	}
	steps, redraws, worst := 0, 0, 0.0
	var moved, slivers, onRedraws Areas
	for i := 1; i < len(maps); i++ {
		from, to := maps[i-1], maps[i]
		s := Inspect(c, from, to, Options{})
		if s.Segments == 0 {
			continue
		}
		steps++
		worst = max(worst, math.Abs(float64(s.Moved.Net()+s.Slivers.Net()-c.Net(from, to))))
		moved, slivers = moved.plus(s.Moved), slivers.plus(s.Slivers)
		bins := &still
		if s.Redraw {
			redraws++
			onRedraws = onRedraws.plus(s.Slivers)
			bins = &redrawn
			t.Logf("redraw %s: %d segments, %.0f %% replaced, slivers +%.3f −%.3f km² in %d, moved +%.2f −%.2f km² in %d", to.Day, s.Segments,
				100*s.Replaced, s.Slivers.Gained.Km2(), s.Slivers.Lost.Km2(), s.Slivers.Count, s.Moved.Gained.Km2(), s.Moved.Lost.Km2(), s.Moved.Count)
		}
		gained, lost := geo.ChangeOf(c.Diff(from, to))
		for _, p := range append(gained, lost...) {
			for k, w := range widths {
				if float64(Width(p)) < w {
					bins[k].n++
					bins[k].area += p.Area
					break
				}
			}
		}
	}
	t.Logf("%d steps, %d redraws; slivers +%.3f −%.3f km² in %d patches, %d of them on redraws; moved +%.1f −%.1f km² in %d", steps, redraws,
		slivers.Gained.Km2(), slivers.Lost.Km2(), slivers.Count, onRedraws.Count, moved.Gained.Km2(), moved.Lost.Km2(), moved.Count)
	for k, w := range widths {
		t.Logf("width below %g m: redraws %d, %.4f km²; other steps %d, %.4f km²", w, redrawn[k].n, redrawn[k].area.Km2(), still[k].n, still[k].area.Km2())
	}
	if worst > 1 {
		t.Errorf("moved and slivers differ from the net by up to %.3f m²", worst)
	}
	if steps == 0 || redraws == 0 {
		t.Errorf("%d redraws in %d steps: every measured archive has some", redraws, steps)
	}
}

func (a Areas) plus(b Areas) Areas {
	return Areas{a.Gained + b.Gained, a.Lost + b.Lost, a.Count + b.Count}
}
