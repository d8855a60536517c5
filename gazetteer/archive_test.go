package gazetteer

import (
	"archive/tar"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/salient-project/salient/geo"
)

// shared returns a file of the folder of real archives: $SALIENT_SHARED, or the
// nearest folder named shared beside one of the parents.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("SALIENT_SHARED")
	for at, _ := os.Getwd(); dir == "" && at != filepath.Dir(at); at = filepath.Dir(at) {
		if d := filepath.Join(filepath.Dir(at), "shared"); isDir(d) {
			dir = d
		}
	}
	path := filepath.Join(dir, "data", name)
	if _, err := os.Stat(path); dir == "" || err != nil {
		t.Skipf("NOT TESTED against real maps: no %s in $SALIENT_SHARED or a sibling folder shared", name)
	}
	return path
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// heldOn reads the held ground from DeepState's archive, by file date.
func heldOn(t *testing.T, dates ...string) []geo.MultiPolygon {
	t.Helper()
	f, err := os.Open(shared(t, "deepstate.tar.zst"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	out := make([]geo.MultiPolygon, len(dates))
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range dates {
			if filepath.Base(h.Name) != "deepstatemap_data_"+d+".geojson" {
				continue
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			out[i] = features(t, b)[0].polygons
		}
	}
	for i := range out {
		if out[i] == nil {
			t.Fatalf("no map of %s in the archive", dates[i])
		}
	}
	return out
}

type named struct {
	name     string
	polygons geo.MultiPolygon
}

// features reads GeoJSON and turns every ring the right way round.
func features(t *testing.T, b []byte) []named {
	t.Helper()
	var doc struct {
		Features []struct {
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var out []named
	for _, f := range doc.Features {
		m, err := decodePolygons(f.Geometry.Type, f.Geometry.Coordinates)
		if err != nil {
			t.Fatal(err)
		}
		for _, poly := range m {
			for i, ring := range poly {
				if (ring.Area() > 0) != (i == 0) {
					for a, b := 0, len(ring)-1; a < b; a, b = a+1, b-1 {
						ring[a], ring[b] = ring[b], ring[a]
					}
				}
			}
		}
		name, _ := f.Properties["ADMIN_1"].(string)
		out = append(out, named{name, m})
	}
	return out
}

// DeepState printed these on 1 and 2 January 2026: the share of each oblast
// held, and how many points it grew in 2025 (figures/published.csv, p028 to
// p049). The map of 1 January lies in the file of the 2nd.
func TestSharesThatDeepStatePrinted(t *testing.T) {
	held := heldOn(t, "20250102", "20260102")
	share := func(m geo.MultiPolygon, r *Region) float64 {
		return 100 * float64(geo.Intersection(m, r.Polygons).Area()/r.Area())
	}
	const tolerance = 0.15 // points
	for _, tt := range []struct {
		id, published string
		share, growth float64 // NaN: not printed
	}{
		{"UA-12", "p028", 0.6, math.NaN()},
		{"UA-59", "p031, p032", 1.0, 1.0},
		{"UA-65", "p037", 72.0, math.NaN()},
		{"UA-23", "p041", math.NaN(), 2.1},
		{"UA-14", "p043, p044", 78.1, 10.6},
		{"UA-09", "p046, p047", 99.6, 0.6},
		{"UA-43", "p049", 100, math.NaN()},
	} {
		r := Default().RegionByName(tt.id)
		now := share(held[1], r)
		growth := now - share(held[0], r)
		t.Logf("%s: %.2f %% held, %+.2f points in 2025; printed %.1f, %.1f (%s)", r.Name, now, growth, tt.share, tt.growth, tt.published)
		if math.Abs(now-tt.share) > tolerance {
			t.Errorf("%s: %.2f %% held, printed %.1f", r.Name, now, tt.share)
		}
		if math.Abs(growth-tt.growth) > tolerance {
			t.Errorf("%s: grew %.2f points, printed %.1f", r.Name, growth, tt.growth)
		}
	}
}

// What the regions hold of a map and what lies outside them must be all of it,
// and the ground outside must have names. Polygons that were cut out one by one
// add up to 1 km² only, since a cut edge bends: a piece of a geodesic between
// rounded points is not the geodesic. (Package measure adds to 1 m², from one
// arrangement.)
func TestOutsideGroundIsNamed(t *testing.T) {
	held := heldOn(t, "20260102")[0]
	whole := held.Area()
	var inside geo.SquareMeters
	rest := held
	for i := range Default().Regions() {
		r := &Default().Regions()[i]
		inside += geo.Intersection(held, r.Polygons).Area()
		rest = geo.Difference(rest, r.Polygons)
	}
	if d := math.Abs(float64(inside + rest.Area() - whole)); d > 1e6 {
		t.Errorf("parts and rest differ from the whole by %.0f m²", d)
	}
	if km2 := rest.Area().Km2(); math.Abs(km2-2525) > 25 {
		t.Errorf("%.1f km² lie outside every region, want about 2,525", km2)
	}
	byName := map[string]float64{}
	for _, s := range sample([]Patch{{Polygons: rest}}) {
		byName[Default().OutsideAt(s.at)] += s.area / 1e6
	}
	total, water := 0.0, 0.0
	for name, km2 := range byName {
		t.Logf("%8.1f km² %s", km2, name)
		total += km2
		for _, w := range must(Default().manifest()).Waters {
			if w.Name == name {
				water += km2
			}
		}
	}
	if water/total < 0.95 {
		t.Errorf("%.1f of %.1f km² outside the regions are named as water", water, total)
	}
}

// The official borders are finer and take in the sea. Oblasts without a long
// coast must agree with them to 2.5 % of their area; Kyiv, small and with a
// ragged border, to 8 %.
func TestAgainstOfficialBorders(t *testing.T) {
	b, err := os.ReadFile(shared(t, "oblast.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	seaboard := map[string]bool{"UA-43": true, "UA-65": true, "UA-48": true, "UA-40": true}
	compared := 0
	for _, f := range features(t, b) {
		r := Default().RegionByName(f.name)
		if r == nil && f.name == "Місто Київ" {
			r = Default().RegionByName("UA-30")
		}
		if r == nil && f.name == "Місто Севастополь" {
			r = Default().RegionByName("UA-40")
		}
		if r == nil {
			t.Errorf("no region %q", f.name)
			continue
		}
		compared++
		if seaboard[r.ID] {
			continue // compared by the areas that both count
		}
		differ := float64(geo.SymmetricDifference(f.polygons, r.Polygons).Area() / r.Area())
		t.Logf("%s: %.1f km², official borders %.1f, they differ on %.2f %%", r.FullName, r.Area().Km2(), f.polygons.Area().Km2(), 100*differ)
		if differ > 0.025 && r.Kind != City || differ > 0.08 {
			t.Errorf("%s: borders differ on %.2f %% of the area", r.FullName, 100*differ)
		}
	}
	if compared != 27 {
		t.Errorf("%d regions compared, want 27", compared)
	}
}
