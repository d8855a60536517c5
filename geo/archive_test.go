package geo

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// archive returns the unpacked files of a real archive that match a pattern,
// in the order of their days, or skips the test. SALIENT_ARCHIVES names the
// folder with deepstate, nzz and isw in it.
func archive(t testing.TB, pattern string) []string {
	dir := os.Getenv("SALIENT_ARCHIVES")
	if dir == "" {
		t.Skip("SKIPPED: SALIENT_ARCHIVES does not name the folder of unpacked archives; real maps are NOT tested")
	}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) == 0 {
		t.Skipf("SKIPPED: no %s under %s; real maps are NOT tested", pattern, dir)
	}
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	return files
}

// readMap reads the held polygons' rings as directed segments: outer rings
// counterclockwise, holes clockwise.
func readMap(t testing.TB, file string) []Segment {
	t.Helper()
	type collection struct {
		Features []struct {
			Properties struct{ Type, Layer string }
			Geometry   *struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	var doc struct {
		collection
		Value *collection
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	features := doc.Features
	if doc.Value != nil {
		features = doc.Value.Features
	}
	var segs []Segment
	for _, f := range features {
		if f.Geometry == nil || f.Properties.Type == "losses" {
			continue
		}
		var polys [][][][]float64
		if f.Geometry.Type == "Polygon" {
			polys = make([][][][]float64, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &polys[0])
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &polys)
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, p := range polys {
			for i, r := range p {
				var ring Ring
				for _, c := range r[:len(r)-1] {
					ring = append(ring, Pt(c[0], c[1]))
				}
				if len(ring) < 3 {
					continue
				}
				if (planar(MultiPolygon{{ring}}) > 0) != (i == 0) {
					slices.Reverse(ring)
				}
				segs = ring.Segments(segs)
			}
		}
	}
	return segs
}

func sumArea(segs []Segment) SquareMeters {
	var sum total
	for _, s := range segs {
		sum.add(float64(SegmentArea(s)))
	}
	return SquareMeters(sum.value())
}

func patchArea(patches []Patch) (sum SquareMeters) {
	for _, p := range patches {
		sum += p.Area
	}
	return sum
}

// TestArchives overlays real maps: gained − lost = net between consecutive
// maps, and the union's area is that of its boundary. Without
// SALIENT_FULL only every hundredth pair.
func TestArchives(t *testing.T) {
	for _, tt := range []struct{ name, pattern string }{
		{"deepstate", "deepstate/data/*.geojson"},
		{"nzz", "nzz/data/*.json"},
		{"isw control", "isw/geoJSON/2022/*/RussianAssessedCoTinUkraine/*.geojson"},
		{"isw advance", "isw/geoJSON/2022/*/RussianAssessedAdvanceinUkraine/*.geojson"},
		{"isw claimed", "isw/geoJSON/2022/*/RussianClaimedCoTinUkraine/*.geojson"},
		{"isw counter", "isw/geoJSON/2022/*/UkrainianClaimedCounterOffensives/*.geojson"},
		{"isw 2023", "isw/data/*.geojson"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := archive(t, tt.pattern)
			step := max(1, len(files)/8)
			if os.Getenv("SALIENT_FULL") != "" {
				step = 1
			}
			var worst, worstUnion, negative SquareMeters
			var where string
			var prev []Segment
			var spent, longest time.Duration
			pairs, patches, empty := 0, 0, 0
			for i := 0; i < len(files); i++ {
				if step > 1 && i%step > 1 {
					continue
				}
				segs := readMap(t, files[i])
				begin := time.Now()
				next := Boundary(segs, AtLeastOne)
				took := time.Since(begin)
				spent += took
				longest = max(longest, took)
				if i > 0 {
					gained, lost := Change(prev, next)
					pairs++
					net := sumArea(next) - sumArea(prev)
					off := SquareMeters(math.Abs(float64(patchArea(gained) - patchArea(lost) - net)))
					if off > worst {
						worst, where = off, filepath.Base(files[i])
					}
					for _, p := range append(gained, lost...) {
						patches++
						if p.Polygon == nil {
							empty++
							continue
						}
						negative = min(negative, p.Area)
						checkValid(t, MultiPolygon{p.Polygon})
					}
				}
				if i%step == 0 {
					m := Polygons(next)
					checkValid(t, m)
					off := m.Area() - sumArea(next)
					worstUnion = max(worstUnion, off, -off)
				}
				prev = next
			}
			t.Logf("%d pairs, %d patches (%d without polygon): |gained − lost − net| at most %.2g m² (%s); polygons off boundary %.2g m²; union %v a map, at most %v",
				pairs, patches, empty, worst, where, worstUnion, spent/time.Duration(pairs+1), longest)
			if worst > 1 || worstUnion > 1 {
				t.Errorf("area not conserved: %.2f m² at %s; %.2f m²", worst, where, worstUnion)
			}
			if negative < 0 {
				t.Errorf("negative patch: %.2f m²", negative)
			}
		})
	}
}
