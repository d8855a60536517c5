package geojson

import (
	"strings"
	"testing"
)

// TestCollections: polygons of a collection are numbered through, also of
// collections in it, and it covers ground if nothing else is in it.
func TestCollections(t *testing.T) {
	collection := func(members ...string) string {
		return `{"type":"GeometryCollection","geometries":[` + strings.Join(members, ",") + `]}`
	}
	const ring = `[[1,2],[3,2],[3,4],[1,2]]`
	polygon := `{"type":"Polygon","coordinates":[` + ring + "," + ring + `]}`
	several := `{"type":"MultiPolygon","coordinates":[[` + ring + `],[` + ring + `]]}`
	for _, tt := range []struct {
		name, in     string
		polygons     []int
		areal, empty bool
	}{
		{"polygons", collection(polygon, several, collection(polygon, polygon), several), []int{0, 0, 1, 2, 3, 3, 4, 4, 5, 6}, true, false},
		{"a point among them", collection(polygon, `{"type":"Point","coordinates":[1,2]}`), []int{0, 0, 1}, false, false},
		{"nothing", collection(), nil, false, true},
		{"collections of nothing", collection(collection(), collection()), nil, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p Parser
			d, err := p.Parse([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			f := &d.Features[0]
			var got []int
			for _, r := range d.RingsOf(f) {
				got = append(got, r.Polygon)
			}
			if len(got) != len(tt.polygons) || d.Areal(f) != tt.areal || d.Empty(f) != tt.empty {
				t.Fatalf("polygons %v, areal %v, empty %v", got, d.Areal(f), d.Empty(f))
			}
			for i := range got {
				if got[i] != tt.polygons[i] {
					t.Fatalf("polygons %v, want %v", got, tt.polygons)
				}
			}
		})
	}
}

// TestRangeNamesTheReferenceSystem: meters in a map's place are told by the name
// of their reference system, wherever in the file that stands.
func TestRangeNamesTheReferenceSystem(t *testing.T) {
	const crs = `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}`
	const features = `"features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1113194,2273030]]]}}]`
	for in, want := range map[string]bool{
		`{"type":"FeatureCollection",` + crs + `,` + features + `}`: true,
		`{"type":"FeatureCollection",` + features + `,` + crs + `}`: true,
		`{"type":"FeatureCollection",` + features + `}`:             false,
		`{"type":"FeatureCollection",` + features + `,"crs":`:       false,
	} {
		var p Parser
		_, err := p.Parse([]byte(in))
		if err == nil || !strings.Contains(err.Error(), "1113194, want at most ±180") || strings.Contains(err.Error(), "EPSG::3857") != want {
			t.Errorf("%s\n%v", in, err)
		}
	}
}
