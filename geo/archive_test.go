package geo

import (
	"archive/tar"
	"encoding/json"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

// packed holds the files of deepstate.tar.zst by name.
var packed = sync.OnceValue(func() map[string][]byte {
	f, err := os.Open(filepath.Join(shared(), "deepstate.tar.zst"))
	if err != nil {
		return nil
	}
	defer f.Close()
	z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		return nil
	}
	defer z.Close()
	files := make(map[string][]byte)
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err != nil {
			return files
		}
		if data, err := io.ReadAll(r); err == nil && h.Typeflag == tar.TypeReg {
			files[h.Name] = data
		}
	}
})

// shared returns the folder of real archives: SALIENT_SHARED's, or that of a
// folder shared beside the repository.
func shared() string {
	if dir := os.Getenv("SALIENT_SHARED"); dir != "" {
		return filepath.Join(dir, "data")
	}
	return "../../shared/data"
}

// archive returns the names of a real archive's files that match a pattern, in
// the order of their days, or skips the test. SALIENT_ARCHIVES names a folder
// with deepstate, nzz and isw unpacked in it; without it, only DeepState's
// packed archive is read.
func archive(t testing.TB, pattern string) []string {
	var files []string
	if dir := os.Getenv("SALIENT_ARCHIVES"); dir != "" {
		files, _ = filepath.Glob(filepath.Join(dir, pattern))
	} else if rest, ok := strings.CutPrefix(pattern, "deepstate/"); ok {
		for name := range packed() {
			if ok, _ := filepath.Match(rest, name); ok {
				files = append(files, name)
			}
		}
	}
	if len(files) == 0 {
		t.Skipf("SKIPPED: no %s (SALIENT_ARCHIVES, or for DeepState SALIENT_SHARED): these real maps are NOT tested", pattern)
	}
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	return files
}

// readFile reads one of archive's files.
func readFile(t testing.TB, name string) []byte {
	t.Helper()
	if os.Getenv("SALIENT_ARCHIVES") == "" {
		return packed()[name]
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// readMap reads a file of an archive; see parseMap.
func readMap(t testing.TB, file string) []Segment {
	t.Helper()
	return parseMap(t, file, readFile(t, file))
}

// parseMap reads the held polygons' rings as directed segments: outer rings
// counterclockwise, holes clockwise.
func parseMap(t testing.TB, file string, data []byte) []Segment {
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
		var err error
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

// TestRandomPairs overlays pairs of maps that may be years apart: few, or two
// thousand of all archives with SALIENT_FULL.
func TestRandomPairs(t *testing.T) {
	pairs, kept := 60, 30
	if os.Getenv("SALIENT_FULL") != "" {
		pairs, kept = 2000, 400
	}
	for _, pattern := range []string{deepstateFiles, nzzFiles, iswFiles} {
		t.Run(filepath.Dir(filepath.Dir(pattern)), func(t *testing.T) {
			files := archive(t, pattern)
			r := rand.New(rand.NewPCG(7, 7))
			var maps [][]Segment
			for range min(kept, len(files)) {
				maps = append(maps, Boundary(readMap(t, files[r.IntN(len(files))]), AtLeastOne))
			}
			var worst float64
			for range pairs {
				from, to := maps[r.IntN(len(maps))], maps[r.IntN(len(maps))]
				gained, lost := Change(from, to)
				worst = max(worst, math.Abs(float64(patchArea(gained)-patchArea(lost)-(sumArea(to)-sumArea(from)))))
				for _, p := range append(gained, lost...) {
					if p.Area < 0 {
						t.Fatalf("negative patch at %v", p.At)
					}
					if p.Polygon == nil {
						continue
					}
					if err := Validate(MultiPolygon{p.Polygon}); err != nil {
						t.Fatal(err)
					}
				}
			}
			t.Logf("%d pairs: |gained − lost − net| at most %.2g m²", pairs, worst)
			if worst > 1 {
				t.Errorf("area not conserved: %.2f m²", worst)
			}
		})
	}
}
