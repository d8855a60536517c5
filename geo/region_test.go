package geo

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// readRegions reads each feature's polygons as a channel of edges.
func readRegions(t testing.TB, file string, channel int) (edges []Edge, channels int) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Skipf("SKIPPED: %v; oblasts are NOT tested", err)
	}
	var doc struct{ Features []json.RawMessage }
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	for i, f := range doc.Features {
		for _, s := range parseMap(t, file, []byte(`{"features":[`+string(f)+`]}`)) {
			edges = append(edges, Edge{s, channel + i})
		}
	}
	return edges, len(doc.Features)
}

// TestMapByRegion cuts a real map by real oblasts: the parts in one oblast, in
// several that overlap, and in none add up to the map.
func TestMapByRegion(t *testing.T) {
	files := archive(t, deepstateFiles)
	edges, regions := readRegions(t, filepath.Join(shared(), "oblast.geojson"), 1)
	held := Boundary(readMap(t, files[len(files)-1]), AtLeastOne)
	for _, s := range held {
		edges = append(edges, Edge{s, 0})
	}
	begin := time.Now()
	a := Arrange(edges)
	arranged := time.Since(begin)
	in := make([]SquareMeters, regions)
	for r := range in {
		in[r] = a.Area(func(w []int32) bool { return w[0] >= 1 && w[1+r] >= 1 })
	}
	count := func(w []int32) (n int) {
		for _, v := range w[1:] {
			if v >= 1 {
				n++
			}
		}
		return n
	}
	sum := a.Area(func(w []int32) bool { return w[0] >= 1 && count(w) == 0 })
	none := sum
	for _, v := range in {
		sum += v
	}
	twice := SquareMeters(0) // counted once too often
	for n := 2; n < 4; n++ {
		twice += SquareMeters(n-1) * a.Area(func(w []int32) bool { return w[0] >= 1 && count(w) == n })
	}
	off := math.Abs(float64(sum - twice - sumArea(held)))
	t.Logf("%d edges arranged in %v; held %.3f km², in no oblast %.3f km², in two %.6f km²; parts off the whole by %.2g m²",
		len(edges), arranged, sumArea(held).Km2(), none.Km2(), twice.Km2(), off)
	if off > 1 {
		t.Errorf("parts are %.2f m² off the whole", off)
	}
}

// BenchmarkArrangeRegions overlays a map with all oblasts.
func BenchmarkArrangeRegions(b *testing.B) {
	files := archive(b, deepstateFiles)
	edges, _ := readRegions(b, filepath.Join(shared(), "oblast.geojson"), 1)
	for _, s := range Boundary(readMap(b, files[len(files)-1]), AtLeastOne) {
		edges = append(edges, Edge{s, 0})
	}
	b.ReportAllocs()
	for b.Loop() {
		Arrange(edges)
	}
}
