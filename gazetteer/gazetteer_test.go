package gazetteer

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/salient-project/salient/geo"
)

// seed makes the random tests repeatable; set it to the one a failure printed.
var seed = uint64(time.Now().UnixNano())

func random(t testing.TB) *rand.Rand {
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

func TestLoadEmbedded(t *testing.T) {
	g, err := Load(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(g.Regions()); n != 27 {
		t.Errorf("%d regions, want 27", n)
	}
	if n := len(g.Places()); n < 6000 {
		t.Errorf("%d places, want over 6000", n)
	}
	if g.Home() != "UA" {
		t.Errorf("Home() = %q", g.Home())
	}
	if len(g.Attribution()) == 0 {
		t.Error("no attribution")
	}
}

// Official areas count inland water and part of the coastal water; the drawn
// regions end at the coast. Seaboard regions may so be smaller by the bays that
// the official figure takes in, Kherson (Sivash, estuary) most of all.
func TestAreasAgainstOfficial(t *testing.T) {
	seaboard := map[string]float64{"UA-65": 3000, "UA-43": 1100, "UA-48": 850, "UA-23": 200}
	var total geo.SquareMeters
	for _, r := range Default().Regions() {
		total += r.Area()
		diff := r.Area().Km2() - r.OfficialKm2
		if diff > 120 || diff < -max(120, seaboard[r.ID]) {
			t.Errorf("%s: %.1f km², official %.0f", r.FullName, r.Area().Km2(), r.OfficialKm2)
		}
	}
	if math.Abs(total.Km2()-598_783) > 1 {
		t.Errorf("total %.1f km², was 598,783 when the data were made", total.Km2())
	}
}

// Edges that only one region has are the outline: their ring areas must add up
// to the regions' areas, or borders are not shared exactly.
func TestPartitionAreaIsOutlineArea(t *testing.T) {
	edges := map[geo.Segment]bool{}
	var sum geo.SquareMeters
	regions := Default().Regions()
	for i := range regions {
		sum += regions[i].Area()
		for _, s := range regions[i].Boundary() {
			edges[s] = true
		}
	}
	var outline geo.SquareMeters
	shared := 0
	for s := range edges {
		if edges[s.Reverse()] {
			shared++
			continue
		}
		outline += geo.SegmentArea(s)
	}
	if d := math.Abs(float64(sum - outline)); d > 1 {
		t.Errorf("areas add up to %.1f m², the outline holds %.1f m²", sum, outline)
	}
	if shared < 4000 {
		t.Errorf("%d shared edges, want over 4000", shared)
	}
}

func TestRegionAtAgreesWithBruteForce(t *testing.T) {
	rnd := random(t)
	g := Default()
	idx := must(g.regions())
	box := idx.box
	for n := 0; n < 4000; n++ {
		p := geo.Point{
			X: box.Min.X + int32(rnd.Int64N(int64(box.Max.X)-int64(box.Min.X)+1)),
			Y: box.Min.Y + int32(rnd.Int64N(int64(box.Max.Y)-int64(box.Min.Y)+1)),
		}
		if n%2 == 0 { // near a border: a vertex, or up to 20 m beside it
			r := &idx.regions[rnd.IntN(len(idx.regions))]
			ring := r.Polygons[rnd.IntN(len(r.Polygons))][0]
			p = ring[rnd.IntN(len(ring))]
			if n%4 == 0 {
				p.X += rnd.Int32N(4001) - 2000
				p.Y += rnd.Int32N(4001) - 2000
			}
		}
		want := ""
		for i := range idx.regions {
			if windingContains(idx.regions[i].Polygons, p) {
				if want != "" {
					t.Fatalf("%v lies in %s and %s", p, want, idx.regions[i].ID)
				}
				want = idx.regions[i].ID
			}
		}
		got := ""
		if r := g.RegionAt(p); r != nil {
			got = r.ID
		}
		if got != want {
			t.Fatalf("RegionAt(%v) = %q, want %q", p, got, want)
		}
	}
}

// windingContains is the textbook crossing test over every edge.
func windingContains(m geo.MultiPolygon, p geo.Point) bool {
	in := false
	for _, s := range m.Segments(nil) {
		if s.A.Y > s.B.Y {
			s = s.Reverse()
		}
		if s.A.Y > p.Y || p.Y >= s.B.Y {
			continue
		}
		cross := (int64(s.B.X)-int64(s.A.X))*(int64(p.Y)-int64(s.A.Y)) - (int64(s.B.Y)-int64(s.A.Y))*(int64(p.X)-int64(s.A.X))
		if cross > 0 {
			in = !in
		}
	}
	return in
}

// GeoNames gives each place's oblast independently of the borders here.
func TestPlacesLieInTheirOblast(t *testing.T) {
	g := Default()
	places, misses := 0, 0
	for _, p := range g.Places() {
		if p.Country != "UA" || p.ID < 0 {
			continue
		}
		places++
		got := "none"
		if r := g.RegionAt(p.Point); r != nil {
			got = r.ID
		}
		if got != p.RegionID {
			misses++
			t.Logf("%s %v: GeoNames says %s, the borders %s", p.Name, p.Point, p.RegionID, got)
		}
	}
	t.Logf("%d of %d places differ", misses, places)
	if misses*100 > places {
		t.Errorf("%d of %d places differ, want at most 1 %%", misses, places)
	}
}

func TestRegionByName(t *testing.T) {
	for name, want := range map[string]string{
		"Donetsk": "UA-14", "Donetsk Oblast": "UA-14", "donetsk region": "UA-14", "Донецька область": "UA-14",
		"Zaporizhzhia": "UA-23", "Zaporizhzhya Oblast": "UA-23", "Zaporizhia": "UA-23", "Zaporozhye region": "UA-23",
		"Kyiv": "UA-30", "Kiev": "UA-30", "Kyiv Oblast": "UA-32", "Kyiv region": "UA-32", "Kiev Oblast": "UA-32",
		"Crimea": "UA-43", "Autonomous Republic of Crimea": "UA-43", "Крым": "UA-43",
		"Sevastopol": "UA-40", "UA-65": "UA-65", "Lugansk": "UA-09", "Odessa Oblast": "UA-51",
		"Dnipropetrovsk": "UA-12", "Kharkov region": "UA-63", "Nikolaev": "UA-48",
		"Bavaria": "", "": "", "oblast": "",
	} {
		got := ""
		if r := Default().RegionByName(name); r != nil {
			got = r.ID
		}
		if got != want {
			t.Errorf("RegionByName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestOutsideAt(t *testing.T) {
	for _, tt := range []struct {
		lon, lat float64
		want     string
	}{
		{34.75, 46.00, "Sivash and its shores"},
		{36.17, 46.55, "Sea of Azov and its shores"},
		{31.00, 45.80, "Black Sea and its shores"},
		{32.80, 45.75, "Karkinit Bay"},
		{35.27, 51.19, "Kursk Oblast, Russia"},
		{36.58, 50.60, "Belgorod Oblast, Russia"},
		{31.00, 52.40, "Homel Region, Belarus"},
		{28.90, 47.00, "Moldova"},
	} {
		p := geo.Pt(tt.lon, tt.lat)
		if r := Default().RegionAt(p); r != nil {
			t.Errorf("%v lies in %s", p, r.Name)
		}
		if got := Default().OutsideAt(p); got != tt.want {
			t.Errorf("OutsideAt(%v) = %q, want %q", p, got, tt.want)
		}
	}
}

func TestNearestAgreesWithBruteForce(t *testing.T) {
	rnd := random(t)
	g := Default()
	idx := must(g.places())
	for n := 0; n < 60; n++ {
		p := geo.Pt(20+22*rnd.Float64(), 43+10*rnd.Float64())
		if n%10 == 0 {
			p = geo.Pt(360*rnd.Float64()-180, 180*rnd.Float64()-90)
		}
		for _, tier := range []Tier{AnySettlement, Town, Reference} {
			scope := 1
			if g.RegionAt(p) != nil {
				scope = 0
			}
			least := geo.Meters(math.Inf(1))
			for _, i := range idx.trees[scope][tier]().place {
				d, _ := geo.Distance(idx.places[i].Point, p)
				least = min(least, d)
			}
			got, ok := g.Nearest(p, tier)
			if !ok || got.Distance != least {
				t.Fatalf("Nearest(%v, %d) = %s, %.1f m; the nearest lies at %.1f m", p, tier, got.Place.Name, got.Distance, least)
			}
		}
	}
}

func BenchmarkRegionAt(b *testing.B) {
	rnd := random(b)
	box := must(Default().regions()).box
	points := make([]geo.Point, 4096)
	for i := range points {
		points[i] = geo.Point{
			X: box.Min.X + int32(rnd.Int64N(int64(box.Max.X)-int64(box.Min.X))),
			Y: box.Min.Y + int32(rnd.Int64N(int64(box.Max.Y)-int64(box.Min.Y))),
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		Default().RegionAt(points[i&4095])
	}
}

func BenchmarkNearest(b *testing.B) {
	rnd := random(b)
	points := make([]geo.Point, 4096)
	for i := range points {
		points[i] = geo.Pt(24+15*rnd.Float64(), 46+6*rnd.Float64())
	}
	Default().Nearest(points[0], AnySettlement)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		Default().Nearest(points[i&4095], AnySettlement)
	}
}

func BenchmarkLoadRegions(b *testing.B) {
	for i := 0; i < b.N; i++ {
		g := newGazetteer(os.DirFS("data"))
		g.RegionAt(geo.Pt(35, 48))
	}
}

func BenchmarkLoadPlaces(b *testing.B) {
	for i := 0; i < b.N; i++ {
		g := newGazetteer(os.DirFS("data"))
		g.Nearest(geo.Pt(35, 48), Reference)
	}
}

func BenchmarkLoadNames(b *testing.B) {
	for i := 0; i < b.N; i++ {
		g := newGazetteer(os.DirFS("data"))
		if _, err := g.Lookup("Huliaipole", Hint{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	Default().Lookup("Huliaipole", Hint{})
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		Default().Lookup("Zaporizhzhya", Hint{})
	}
}

func BenchmarkSuggest(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if _, err := Default().Lookup("Zaporishia", Hint{}); err == nil {
			b.Fatal("found")
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Default().Search("Zap", 10)
	}
}
