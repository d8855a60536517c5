package tile

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/internal/nodetools"
)

// checkPolygons fails unless every polygon of a decoded tile is valid as the
// specification wants it: simple, outer rings of positive area before their
// holes, within the buffer.
func checkPolygons(t testing.TB, layers []decodedLayer) (area int64) {
	t.Helper()
	for _, l := range layers {
		if l.version != 2 || l.extent != Extent {
			t.Fatalf("layer %s: version %d, extent %d", l.name, l.version, l.extent)
		}
		for _, f := range l.features {
			var m geo.MultiPolygon
			for _, ring := range f.parts(t) {
				r := make(geo.Ring, len(ring))
				for i, v := range ring {
					if v.x < -Buffer || v.y < -Buffer || v.x > Extent+Buffer || v.y > Extent+Buffer {
						t.Fatalf("vertex %v outside the buffer", v)
					}
					r[i] = geo.Point{X: v.x, Y: v.y}
				}
				d := double(ring)
				area += d
				if d > 0 {
					m = append(m, geo.Polygon{r})
				} else if len(m) == 0 {
					t.Fatalf("first ring of area %d", d)
				} else {
					m[len(m)-1] = append(m[len(m)-1], r)
				}
			}
			if err := geo.Validate(m); err != nil {
				t.Fatalf("feature %d: %v", f.id, err)
			}
		}
	}
	return area
}

func square(w, s, e, n float64) geo.Ring {
	return geo.Ring{geo.Pt(w, s), geo.Pt(e, s), geo.Pt(e, n), geo.Pt(w, n)}
}

func TestTile(t *testing.T) {
	hole := square(10, 10, 20, 20)
	hole[1], hole[3] = hole[3], hole[1]
	l := NewLayer("held", []Feature{{
		ID: 7, Kind: Polygon, Polygons: geo.MultiPolygon{{square(0, 0, 90, 60), hole}},
		Properties: []Property{{"name", "a"}, {"area", 1.5}, {"count", 3}, {"below", -4}, {"yes", true}},
	}, {
		ID: 8, Kind: Point, Points: []geo.Point{geo.Pt(45, 30)},
	}, {
		ID: 9, Kind: Line, Lines: [][]geo.Point{{geo.Pt(-100, 40), geo.Pt(100, 40)}},
	}})
	layers := decode(t, l.Tile(0, 0, 0))
	if len(layers) != 1 || layers[0].name != "held" || len(layers[0].features) != 3 {
		t.Fatalf("layers %+v", layers)
	}
	f := layers[0].features[0]
	want := map[string]any{"name": "a", "area": 1.5, "count": 3, "below": -4, "yes": true}
	for k, v := range want {
		if f.properties[k] != v {
			t.Errorf("property %s = %v, want %v", k, f.properties[k], v)
		}
	}
	if f.id != 7 || f.kind != Polygon || len(f.parts(t)) != 2 {
		t.Errorf("feature %d of kind %d with %d rings", f.id, f.kind, len(f.parts(t)))
	}
	// 90 of 360 degrees wide; the equator lies in the middle.
	if got := f.parts(t)[0]; double(got) <= 0 || double(f.parts(t)[1]) >= 0 {
		t.Errorf("orientations %d, %d", double(got), double(f.parts(t)[1]))
	}
	p := layers[0].features[1].parts(t)[0][0]
	y := (1 - math.Asinh(math.Tan(30*math.Pi/180))/math.Pi) / 2 * Extent
	if p.x != 2560 || p.y != int32(math.Round(y)) {
		t.Errorf("45° E 30° N is at %v, want 2560, %.1f", p, y)
	}
	if far := l.Tile(4, 0, 15); far != nil {
		t.Errorf("tile far away has %d bytes", len(far))
	}
}

// TestTilesShareArea checks that the tiles of a zoom, without their buffers, add
// up to what they show.
func TestTilesShareArea(t *testing.T) {
	ring := square(22, 44, 40, 52)
	l := NewLayer("held", []Feature{{Kind: Polygon, Polygons: geo.MultiPolygon{{ring}}}})
	const z = 7
	var whole, sum int64
	var projectedRing []vertex
	for _, p := range ring {
		projectedRing = append(projectedRing, project(p, z))
	}
	whole = -double(projectedRing) // y runs to the south
	minX, minY, maxX, maxY := Cover(l.Box(), z)
	for x := minX; x <= maxX; x++ {
		for y := minY; y <= maxY; y++ {
			for _, f := range decode(t, l.Tile(z, x, y))[0].features {
				for _, r := range f.parts(t) {
					sum += double(clipRing(r, window{0, 0, Extent, Extent}))
				}
			}
		}
	}
	if sum != whole {
		t.Errorf("tiles add up to %d, want %d", sum, whole)
	}
}

// TestTilesAreValid draws rings of any shape and checks what comes out.
func TestTilesAreValid(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		size := rapid.SampledFrom([]float64{1e-5, 1e-3, 0.1, 5}).Draw(rt, "size")
		var segs []geo.Segment
		for range rapid.IntRange(1, 3).Draw(rt, "rings") {
			n := rapid.IntRange(3, 12).Draw(rt, "points")
			var ring geo.Ring
			for range n {
				ring = append(ring, geo.Pt(37+size*rapid.Float64Range(-1, 1).Draw(rt, "x"), 48+size*rapid.Float64Range(-1, 1).Draw(rt, "y")))
			}
			segs = ring.Segments(segs)
		}
		l := NewLayer("held", []Feature{{Kind: Polygon, Polygons: geo.Overlay(segs, geo.Odd)}})
		z := rapid.IntRange(0, MaxZoom).Draw(rt, "zoom")
		at := project(geo.Pt(37+size*rapid.Float64Range(-1, 1).Draw(rt, "at x"), 48), z)
		checkPolygons(t, decode(t, l.Tile(z, int(at.x)/Extent, int(at.y)/Extent)))
	})
}

// oblasts is a layer of real borders.
func oblasts() *Layer {
	var features []Feature
	for i, r := range gazetteer.Default().Regions() {
		features = append(features, Feature{ID: uint64(i + 1), Kind: Polygon, Polygons: r.Polygons, Properties: []Property{{"name", r.Name}}})
	}
	return NewLayer("oblasts", features)
}

func TestOblastsAreValid(t *testing.T) {
	l := oblasts()
	for z := range 9 {
		at := project(geo.Pt(36.2, 47.9), z)
		for dx := -1; dx <= 1; dx++ {
			if x, y := int(at.x)/Extent+dx, int(at.y)/Extent; Valid(z, x, y) {
				checkPolygons(t, decode(t, l.Tile(z, x, y)))
			}
		}
	}
}

// independent decodes a file with Mapbox's own reader.
func independent(t *testing.T, file string, zxy ...int) (out struct {
	Header   map[string]any
	Metadata map[string]any
	Layers   map[string]struct {
		Version  int
		Extent   int
		Features []struct {
			ID         uint64
			Type       Kind
			Properties map[string]any
			Rings      [][][2]int32
		}
	}
}) {
	t.Helper()
	modules := nodetools.Dir(t, "@mapbox/vector-tile")
	args := []string{"testdata/decode.mjs", file}
	for _, n := range zxy {
		args = append(args, strconv.Itoa(n))
	}
	node := exec.Command("node", args...)
	node.Env = append(os.Environ(), "NODE_MODULES="+modules)
	text, err := node.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("%v: %s", err, exit.Stderr)
	} else if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestIndependentReader(t *testing.T) {
	l := oblasts()
	file := filepath.Join(t.TempDir(), "tile.mvt")
	if err := os.WriteFile(file, l.Tile(6, 37, 22), 0o644); err != nil {
		t.Fatal(err)
	}
	got := independent(t, file).Layers["oblasts"]
	ours := decode(t, l.Tile(6, 37, 22))[0].features
	if len(got.Features) != len(ours) || len(ours) < 3 || got.Version != 2 || got.Extent != Extent {
		t.Fatalf("%d features, version %d, extent %d; want %d", len(got.Features), got.Version, got.Extent, len(ours))
	}
	for i, f := range got.Features {
		parts := ours[i].parts(t)
		if f.Properties["name"] != ours[i].properties["name"] || f.ID != ours[i].id || len(f.Rings) != len(parts) {
			t.Errorf("feature %d: %v with %d rings, want %v with %d", i, f.Properties, len(f.Rings), ours[i].properties, len(parts))
			continue
		}
		for j, r := range f.Rings {
			if len(r) != len(parts[j])+1 { // the reader closes rings
				t.Errorf("feature %d, ring %d: %d points, want %d", i, j, len(r), len(parts[j])+1)
			}
		}
	}
}

// TestGDAL reads a tile with GDAL's driver.
func TestGDAL(t *testing.T) {
	if _, err := exec.LookPath("ogrinfo"); err != nil {
		t.Skip("SKIPPED: tiles are NOT read with GDAL: no ogrinfo")
	}
	dir := filepath.Join(t.TempDir(), "6", "37")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "22.pbf")
	l := oblasts()
	if err := os.WriteFile(file, l.Tile(6, 37, 22), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("ogrinfo", "-ro", "-dialect", "SQLITE", "-sql",
		"SELECT count(*) AS n, sum(ST_IsValid(geometry)) AS valid FROM oblasts", "MVT:"+file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	n := strconv.Itoa(len(decode(t, l.Tile(6, 37, 22))[0].features))
	for _, want := range []string{"n (Integer) = " + n, "valid (Integer) = " + n} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func BenchmarkTile(b *testing.B) {
	l := oblasts()
	l.Tile(6, 37, 22)
	b.ReportAllocs()
	for b.Loop() {
		l.Tile(6, 37, 22)
	}
}
