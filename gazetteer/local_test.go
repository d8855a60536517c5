package gazetteer

import (
	"testing"

	"github.com/salient-project/salient/geo"
)

func rectangle(west, south, east, north float64) geo.MultiPolygon {
	return geo.MultiPolygon{{{geo.Pt(west, south), geo.Pt(east, south), geo.Pt(east, north), geo.Pt(west, north)}}}
}

// TestLocal brings regions as people draw them: an overlap, a border with a
// vertex on one side alone, one that others cover whole.
func TestLocal(t *testing.T) {
	g, err := Local("Madeland", []Region{
		{Name: "West", Polygons: rectangle(-2, 0, 0.1, 2)},
		{Name: "South East", Polygons: rectangle(0, 0, 2, 1)},
		{Name: "North East", Polygons: rectangle(0, 1, 2, 2)},
		{Name: "Hidden", Polygons: rectangle(-1, 0.5, -0.5, 1)},
	}, []Place{{Name: "Port", Point: geo.Pt(1.5, 1.5)}, {Name: "Hill", Point: geo.Pt(-1.5, 1)}})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(g.Regions()); n != 3 {
		t.Fatalf("%d regions, want 3", n)
	}
	var sum geo.SquareMeters
	for _, r := range g.Regions() {
		sum += r.Area()
	}
	if whole := rectangle(-2, 0, 2, 2).Area(); sum < whole-5e7 || sum > whole+5e7 { // the parts' shorter edges are other geodesics
		t.Errorf("the parts have %.0f m², the whole %.0f", sum, whole)
	}
	for _, tt := range []struct {
		lon, lat float64
		want     string
	}{{0.05, 0.5, "West"}, {0.5, 0.5, "South East"}, {1, 1.5, "North East"}, {-0.75, 0.75, "West"}, {3, 3, ""}} {
		name := ""
		if r := g.RegionAt(geo.Pt(tt.lon, tt.lat)); r != nil {
			name = r.Name
		}
		if name != tt.want {
			t.Errorf("%v, %v lies in %q, want %q", tt.lon, tt.lat, name, tt.want)
		}
	}
	p, err := g.Lookup("port", Hint{})
	if err != nil || p.RegionID != "North East" {
		t.Errorf("port: %+v, %v", p, err)
	}
	if n, ok := g.Nearest(geo.Pt(-1, 1), Reference); !ok || n.Place.Name != "Hill" {
		t.Errorf("nearest %+v", n)
	}
	if g.Outside() != "outside every region" || Default().Outside() == g.Outside() {
		t.Errorf("outside: %q", g.Outside())
	}
}

func TestLocalOfNothing(t *testing.T) {
	g, err := Local("Nowhere", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if g.RegionAt(geo.Pt(1, 1)) != nil || len(g.RegionsIn(geo.Box{Max: geo.Pt(1, 1)})) != 0 {
		t.Error("a region of nothing")
	}
	if n, ok := g.Nearest(geo.Pt(1, 1), Reference); ok {
		t.Errorf("a place of nothing: %+v", n)
	}
	if p, err := g.Lookup("Kyiv", Hint{}); err == nil {
		t.Errorf("a place of the embedded gazetteer: %+v", p)
	}
}
