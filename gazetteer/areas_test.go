package gazetteer

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestReadAreas(t *testing.T) {
	const square = `[[36,47],[37,47],[37,48],[36,48],[36,47]]`
	const clockwise = `[[36,47],[36,48],[37,48],[37,47],[36,47]]`
	tests := []struct {
		name, text, property string
		want                 []string
		fails                string
	}{
		{"bare geometry", `{"type":"Polygon","coordinates":[` + square + `]}`, "", []string{"area 1"}, ""},
		{"clockwise feature with a name", `{"type":"Feature","properties":{"name":"Raion"},"geometry":{"type":"Polygon","coordinates":[` + clockwise + `]}}`, "", []string{"Raion"}, ""},
		{"a property of its own", `{"type":"Feature","properties":{"KOD":7,"name":"x"},"geometry":{"type":"Polygon","coordinates":[` + square + `]}}`, "KOD", []string{"7"}, ""},
		{"two features of one name", `{"type":"FeatureCollection","features":[
			{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Polygon","coordinates":[` + square + `]}},
			{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"MultiPolygon","coordinates":[[` + clockwise + `]]}}]}`, "", []string{"A"}, ""},
		{"no such property", `{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Polygon","coordinates":[` + square + `]}}`, "KOD", nil, `no property "KOD"`},
		{"a line", `{"type":"LineString","coordinates":[[36,47],[37,47]]}`, "", nil, "want Polygon"},
		{"a ring left open", `{"type":"Polygon","coordinates":[[[36,47],[37,47],[37,48],[36,48]]]}`, "", nil, "does not end"},
		{"other coordinates", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]}`, "", nil, "crs"},
		{"nothing", `{"type":"FeatureCollection","features":[]}`, "", nil, "no polygons"},
		{"cut off", `{"type":"Polygon","coordinates":[[[36,47],`, "", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadAreas([]byte(tt.text), tt.property)
			if len(tt.want) == 0 {
				if err == nil || !strings.Contains(err.Error(), tt.fails) {
					t.Fatalf("error %v, want one with %q", err, tt.fails)
				}
				return
			}
			if err != nil || len(got) != len(tt.want) {
				t.Fatalf("%d areas, %v", len(got), err)
			}
			for i, r := range got {
				if r.Name != tt.want[i] || math.Abs(r.Area().Km2()-8376) > 10 {
					t.Errorf("area %d: %s of %.0f km², want %s of 8,376", i, r.Name, r.Area().Km2(), tt.want[i])
				}
			}
		})
	}
}

func FuzzReadAreas(f *testing.F) {
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[36,47],[37,47],[37,48],[36,48],[36,47]],[[36.2,47.2],[36.4,47.2],[36.4,47.4],[36.2,47.2]]]}`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":null}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ReadAreas(data, "")
		if err == nil && len(got) == 0 || err != nil && got != nil {
			t.Fatalf("%d areas and error %v", len(got), err)
		}
		for _, r := range got {
			if !(r.Area() >= 0) {
				t.Fatalf("%s has an area of %f m²", r.Name, float64(r.Area()))
			}
		}
		if errors.Is(err, ErrNoAreas) && err.Error() == "" {
			t.Fatal("an error without words")
		}
	})
}
