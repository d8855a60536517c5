package shipped_test

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// archivePath returns the path of a real archive, or skips the test.
func archivePath(t testing.TB, name string) string {
	t.Helper()
	shared := os.Getenv("SALIENT_SHARED")
	for dir, _ := filepath.Abs("."); shared == ""; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "shared", "data")); err == nil {
			shared = filepath.Join(dir, "shared")
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	path := filepath.Join(shared, "data", name+".tar.zst")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: no archive %s.tar.zst; name its folder in SALIENT_SHARED", name)
	}
	return path
}

// read reads a whole archive with a clock past its last map. fn may not keep
// boundaries.
func read(t testing.TB, name string, fn func(source.Result)) source.Summary {
	t.Helper()
	opts := source.Options{Readers: shipped.All(), Recycle: true, Now: time.Date(2026, 8, 23, 12, 0, 0, 0, time.UTC)}
	sum, err := source.ReadAll(context.Background(), []string{archivePath(t, name)}, opts, func(r source.Result) error {
		fn(r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// TestArchives reads each archive whole: the counts are those that
// docs/sources.md prints, and held areas are compared with figures made by
// another program, see areaChecker.
func TestArchives(t *testing.T) {
	tests := []struct {
		name                                              string
		files, duplicates, snapshots, days, refuse, areas int
		first, last                                       string
		repairs                                           source.Repairs
	}{
		{"deepstate", 769, 0, 769, 769, 0, 30, "2024-07-07", "2026-08-21", source.Repairs{
			source.RepairOrientation: 9045,
		}},
		{"nzz", 1641, 712, 1638, 927, 3, 30, "2022-02-24", "2026-08-21", source.Repairs{
			source.RepairOrientation: 26988, source.RepairOutsideExtent: 712, source.RepairOverlap: 175, source.RepairRepeated: 5318,
			source.RepairSelfCrossing: 587, source.RepairSpike: 54, source.RepairTiny: 60,
		}},
		{"isw", 1445, 330, 1772, 395, 0, 137, "2022-02-24", "2023-08-24", source.Repairs{
			source.RepairNull: 1007, source.RepairOrientation: 32081, source.RepairOverlap: 411, source.RepairRepeated: 7632,
			source.RepairSelfCrossing: 100, source.RepairSpike: 157, source.RepairTiny: 19,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			days := map[control.Day]bool{}
			first, last := control.Day(math.MaxInt32), control.Day(math.MinInt32)
			check := areaChecker{want: reference(t), segments: map[geo.Segment]geo.SquareMeters{}}
			regained := map[string]float64{} // by day, km²
			sum := read(t, tt.name, func(r source.Result) {
				check.result(t, r)
				for _, s := range r.Snapshots {
					if s.Layer == control.Counteroffensive {
						regained[s.Day.String()] = check.area(s.Boundary).Km2()
					}
					days[s.Day] = true
					first, last = min(first, s.Day), max(last, s.Day)
				}
			})
			if sum.Files != tt.files || sum.Duplicates != tt.duplicates || sum.Snapshots != tt.snapshots ||
				len(days) != tt.days || len(sum.Refused) != tt.refuse || first.String() != tt.first || last.String() != tt.last {
				t.Errorf("%d days %s … %s, %+v", len(days), first, last, sum)
			}
			if !maps.Equal(sum.Repairs, tt.repairs) {
				t.Errorf("repairs %v, want %v", sum.Repairs, tt.repairs)
			}
			if check.n != tt.areas {
				t.Errorf("compared the areas of %d maps, want %d", check.n, tt.areas)
			}
			// ISW itself put the ground regained from 4 June to 9 July 2023 at 253 km².
			if net := regained["2023-07-09"] - regained["2023-06-04"]; tt.name == "isw" && math.Abs(net-252.26) > 0.01 {
				t.Errorf("regained from 4 June to 9 July 2023: %.2f km², want 252.26", net)
			}
			t.Logf("areas of %d maps: largest difference %.1f m², on the grid %.1f m²", check.n, check.worst, check.worstGrid)
		})
	}
}

// figure is a held area in square meters as testdata/areas.py computes it, of
// the coordinates as published and of the same on the grid.
type figure struct {
	Source, File string
	Layer        control.Layer
	Published    float64 `json:"m2"`
	Grid         float64 `json:"grid_m2"`
}

// key names the map of a figure.
func (f figure) key() string { return f.Source + " " + f.File + " " + string(f.Layer) }

// reference returns the independent figures by source, file and layer.
func reference(t *testing.T) map[string]figure {
	raw, err := os.ReadFile("testdata/areas.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Areas []figure }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	want := map[string]figure{}
	for _, f := range file.Areas {
		want[f.key()] = f
	}
	return want
}

// areaChecker compares held areas with the independent figures. DeepState's
// clean polygons agree within 1 m² as published; the other sources' maps, whose
// parts have to be united first, within 0.01 %. How far either is from the area
// of coordinates rounded to the nearest grid point is printed.
type areaChecker struct {
	want             map[string]figure
	segments         map[geo.Segment]geo.SquareMeters
	n                int
	worst, worstGrid float64
}

func (c *areaChecker) result(t *testing.T, r source.Result) {
	for _, s := range r.Snapshots {
		w, ok := c.want[figure{Source: r.Source, File: r.File, Layer: s.Layer}.key()]
		if !ok {
			continue
		}
		sum := c.area(s.Boundary)
		d, onGrid := math.Abs(float64(sum)-w.Published), math.Abs(float64(sum)-w.Grid)
		c.n, c.worst, c.worstGrid = c.n+1, max(c.worst, d), max(c.worstGrid, onGrid)
		tolerance := 1.0
		if r.Source != "deepstate" {
			tolerance = w.Published * 1e-4
		}
		if d > tolerance {
			t.Errorf("%s: %s %.1f m², by Shapely %.1f m², on the grid %.1f m²", r.File, s.Layer, sum, w.Published, w.Grid)
		}
	}
}

// area returns a boundary's area; the segments' are remembered.
func (c *areaChecker) area(boundary []geo.Segment) (sum geo.SquareMeters) {
	for _, e := range boundary {
		a, ok := c.segments[e]
		if !ok {
			a = geo.SegmentArea(e)
			c.segments[e] = a
		}
		sum += a
	}
	return sum
}

func BenchmarkArchive(b *testing.B) {
	for _, name := range []string{"deepstate", "nzz", "isw"} {
		b.Run(name, func(b *testing.B) {
			var peak uint64
			for b.Loop() {
				sum := read(b, name, func(source.Result) {
					var m runtime.MemStats
					if testing.Verbose() {
						runtime.ReadMemStats(&m)
						peak = max(peak, m.HeapInuse)
					}
				})
				b.SetBytes(sum.Bytes)
			}
			b.ReportMetric(float64(peak)/(1<<20), "heap-MB")
		})
	}
}

// TestMatch: no reader takes another's file for its own.
func TestMatch(t *testing.T) {
	for name, want := range map[string]string{
		"data/deepstatemap_data_20260202.geojson":                                                             "deepstate",
		"geoJSON/2022/May/RussianAssessedCoTinUkraine/20220501_RussianAssessedCoTinUkraine.geojson":           "isw",
		"geoJSON/2022/May/UkrainianReportedPartisanWarfare/20220501_UkrainianReportedPartisanWarfare.geojson": "isw",
		"readme.json": "",
	} {
		got := ""
		if r := source.Detect(shipped.All(), name, []byte(`{"type": "FeatureCollection"`)); r != nil {
			got = r.ID()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestReadersComplete: nothing that users are told about a source is missing.
func TestReadersComplete(t *testing.T) {
	for _, r := range shipped.All() {
		info := r.Info()
		for what, text := range map[string]string{
			"name": info.Name, "licence": info.Licence, "attribution": info.Attribution,
			"conventions": info.Conventions, "counts": info.Counts,
		} {
			if text == "" {
				t.Errorf("%s: no %s", r.ID(), what)
			}
		}
		if !strings.HasPrefix(info.TermsURL, "https://") || info.Start == 0 {
			t.Errorf("%s: terms %q, start %s", r.ID(), info.TermsURL, info.Start)
		}
		for _, d := range r.Definitions() {
			if d.Source != r.ID() || len(d.Layers) == 0 || d.Counts == "" || d.Convention == "" || d.Baseline == "" || d.Actor == "" {
				t.Errorf("%s: definition %+v lacks something", r.ID(), d)
			}
		}
	}
}
