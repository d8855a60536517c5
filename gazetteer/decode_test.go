package gazetteer

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/salient-project/salient/geo"
)

func zip(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.Bytes()
}

// feature is a region of GeoJSON with the coordinates of one polygon.
func feature(id, coordinates string) string {
	return `{"type":"Feature","properties":{"id":"` + id + `","name":"` + id +
		`"},"geometry":{"type":"Polygon","coordinates":` + coordinates + `}}`
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// another is a gazetteer of another country, made up.
func another() fstest.MapFS {
	return fstest.MapFS{
		"gazetteer.yaml": {Data: []byte("name: two squares\nhome: XX\nreference: {min_population: 1000}\ntown_population: 1000\n")},
		"regions.geojson.gz": {Data: zip(collection(
			feature("XX-1", "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"),
			feature("XX-2", "[[[1,0],[2,0],[2,1],[1,1],[1,0]]]")))},
		"places.tsv": {Data: []byte(PlacesHeader + "\n" +
			"1\tLeft\t\t\t0.5\t0.5\tXX\tXX-1\t5000\tseat\n" +
			"2\tRight\t\tDexter|Droit\t1.5\t0.5\tXX\tXX-2\t\tsettlement\n")},
	}
}

func TestLoadAnotherCountry(t *testing.T) {
	g, err := Load(another())
	if err != nil {
		t.Fatal(err)
	}
	if r := g.RegionAt(geo.Pt(1.25, 0.5)); r == nil || r.ID != "XX-2" {
		t.Errorf("RegionAt = %v", r)
	}
	if r := g.RegionAt(geo.Pt(1, 0.5)); r == nil {
		t.Error("a point on the shared border lies in no region")
	}
	if r := g.RegionAt(geo.Pt(2.5, 0.5)); r != nil {
		t.Errorf("outside lies in %s", r.ID)
	}
	if got := g.Where(geo.Pt(1.45, 0.5)).String(); got != "106 km east of Left" {
		t.Errorf("Where = %q", got)
	}
	if p, err := g.Lookup("Dexter", Hint{}); err != nil || p.ID != 2 {
		t.Errorf("Lookup(Dexter) = %v, %v", p, err)
	}
	if g.Sites() != nil {
		t.Error("sites without sites.yaml")
	}
	if got := g.OutsideAt(geo.Pt(5, 5)); got != "outside" {
		t.Errorf("OutsideAt = %q", got)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, tt := range []struct{ name, file, content, message string }{
		{"no home", "gazetteer.yaml", "name: x\n", "gazetteer.yaml: no home country"},
		{"unknown key", "gazetteer.yaml", "home: XX\nhouse: YY\n", "house"},
		{"short water", "gazetteer.yaml", "home: XX\nwaters: [{name: w, outline: [[1,1]]}]\n", "outline of 1 points"},
		{"columns", "places.tsv", "id\tname\n", "places.tsv: line 1"},
		{"latitude", "places.tsv", PlacesHeader + "\n1\tA\t\t\t0\t91\tXX\t\t\tseat\n", `places.tsv: line 2: latitude "91"`},
		{"not a number", "places.tsv", PlacesHeader + "\n1\tA\t\t\tNaN\t0\tXX\t\t\tseat\n", "longitude"},
		{"kind", "places.tsv", PlacesHeader + "\n1\tA\t\t\t0\t0\tXX\t\t\tplanet\n", `kind "planet"`},
		{"twice", "places.tsv", PlacesHeader + "\n1\tA\t\t\t0\t0\tXX\t\t\tseat\n1\tB\t\t\t0\t0\tXX\t\t\tseat\n", "stands twice"},
		{"not gzip", "regions.geojson.gz", "{}", "regions.geojson.gz"},
		{"open ring", "regions.geojson.gz", string(zip(collection(feature("A", "[[[0,0],[1,0],[1,1],[0,1]]]")))), "feature 0 (A): coordinates, byte"},
		{"far", "regions.geojson.gz", string(zip(collection(feature("A", "[[[0,0],[181,0],[1,1],[0,0]]]")))), "no such position"},
		{"same id", "regions.geojson.gz", string(zip(collection(feature("A", "[[[0,0],[1,0],[1,1],[0,0]]]"), feature("A", "[[[5,0],[6,0],[6,1],[5,0]]]")))), "must be given and new"},
		{"nameless site", "sites.yaml", "- {lon: 1, lat: 1}\n", "site 0"},
	} {
		fsys := another()
		fsys[tt.file] = &fstest.MapFile{Data: []byte(tt.content)}
		_, err := Load(fsys)
		if err == nil || !strings.Contains(err.Error(), tt.message) {
			t.Errorf("%s: error is %v, want one with %q", tt.name, err, tt.message)
		}
	}
}

func TestCheckPartitionRefuses(t *testing.T) {
	const unit = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"
	for name, features := range map[string][]string{
		"the same twice":   {feature("A", unit), feature("B", unit)},
		"crossing edges":   {feature("A", unit), feature("B", "[[[0.5,-0.5],[0.7,-0.5],[0.7,0.5],[0.5,0.5],[0.5,-0.5]]]")},
		"one in the other": {feature("A", unit), feature("B", "[[[0.2,0.2],[0.4,0.2],[0.4,0.4],[0.2,0.4],[0.2,0.2]]]")},
		"a vertex on an edge": {feature("A", unit),
			feature("B", "[[[1,0],[2,0],[2,0.5],[1,0.5],[1,0]]]")},
		"clockwise": {feature("A", "[[[0,0],[0,1],[1,1],[1,0],[0,0]]]")},
	} {
		fsys := another()
		fsys["regions.geojson.gz"] = &fstest.MapFile{Data: zip(collection(features...))}
		if _, err := Load(fsys); !errors.Is(err, ErrPartition) {
			t.Errorf("%s: error is %v, want ErrPartition", name, err)
		}
	}
	enclave := another()
	enclave["regions.geojson.gz"] = &fstest.MapFile{Data: zip(collection(
		feature("A", "[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.2,0.2],[0.2,0.4],[0.4,0.4],[0.4,0.2],[0.2,0.2]]]"),
		feature("B", "[[[0.2,0.2],[0.4,0.2],[0.4,0.4],[0.2,0.4],[0.2,0.2]]]")))}
	g, err := Load(enclave)
	if err != nil {
		t.Fatalf("a region in another's hole: %v", err)
	}
	if r := g.RegionAt(geo.Pt(0.3, 0.3)); r == nil || r.ID != "B" {
		t.Errorf("in the enclave: %v", r)
	}
}

func FuzzDecodeRegions(f *testing.F) {
	f.Add([]byte(collection(feature("A", "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"))))
	f.Add([]byte(collection(feature("A", "[[[0,0,9],[1e-1,0],[-1.00000009,+1],[0,0]]]"))))
	f.Add([]byte(collection(feature("A", "[[[0,0],[1,0],[1,"))))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"geometry":null}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		regions, err := decodeRegions(bytes.NewReader(zip(string(b))))
		if err != nil {
			return
		}
		idx := newRegionIndex(regions)
		for i := range regions {
			for _, poly := range regions[i].Polygons {
				for _, ring := range poly {
					if len(ring) < 3 {
						t.Fatalf("ring of %d points was accepted", len(ring))
					}
					idx.at(ring[0])
				}
			}
		}
	})
}

func FuzzDecodePlaces(f *testing.F) {
	b, err := os.ReadFile("data/places.tsv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b[:2000])
	f.Add([]byte(PlacesHeader + "\r\n1\tA\t\tB||C\t0\t0\tXX\t\t7\tseat\r\n"))
	f.Add([]byte(PlacesHeader))
	f.Fuzz(func(t *testing.T, b []byte) {
		places, err := decodePlaces(string(b))
		if err != nil {
			return
		}
		for _, p := range places {
			if p.Name == "" || p.Population < 0 {
				t.Fatalf("accepted %+v", p)
			}
		}
	})
}
