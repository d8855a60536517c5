package server

import (
	"encoding/json"
	"testing"
)

// TestPeriods checks the weeks of DeepState against the window command's figures
// for one of them, and that the records are the extremes of the rows.
func TestPeriods(t *testing.T) {
	r := ask(t, embedded(), "GET", "/v1/periods?period=week&definition=deepstate", "")
	var got results[periodsAnswer]
	if err := json.Unmarshal([]byte(text(t, r)), &got); err != nil || r.StatusCode != 200 || len(got.Results) != 1 {
		t.Fatalf("%d, %v, %d results", r.StatusCode, err, len(got.Results))
	}
	p := got.Results[0]
	var best, week float64
	for _, x := range p.Rows {
		best = max(best, x.Gained)
		if x.From.String() == "2026-02-09" {
			week = x.Net
		}
	}
	for _, x := range p.Rows {
		if x.From == p.Records["most_gained"] && x.Gained != best {
			t.Errorf("week of %s gained %g, the most is %g", x.From, x.Gained, best)
		}
	}
	r = ask(t, embedded(), "GET", "/v1/change?definition=deepstate&from=2026-02-09&to=2026-02-16", "")
	var change struct {
		Results []struct {
			Net float64 `json:"net_km2"`
		} `json:"results"`
	}
	if err := json.Unmarshal([]byte(text(t, r)), &change); err != nil || change.Results[0].Net != week {
		t.Errorf("%v: week of 9 February: net %g, /v1/change says %+v", err, week, change)
	}
	if r := ask(t, embedded(), "GET", "/v1/periods?period=day", ""); r.StatusCode != 400 {
		t.Errorf("period=day: %d", r.StatusCode)
	}
}

// TestPatches checks the outline of the strip that the made-up maps gain.
func TestPatches(t *testing.T) {
	r := ask(t, imported(), "GET", "/v1/patches?definition=deepstate&from=2030-01-01&to=2030-01-04", "")
	var got struct {
		Features []struct {
			Geometry struct {
				Type        string
				Coordinates [][][2]float64
			}
			Properties struct {
				Kind string
				Area float64 `json:"area_km2"`
			}
		}
	}
	if err := json.Unmarshal([]byte(text(t, r)), &got); err != nil || len(got.Features) != 1 {
		t.Fatalf("%v, %d features", err, len(got.Features))
	}
	f := got.Features[0]
	if f.Geometry.Type != "Polygon" || len(f.Geometry.Coordinates[0]) != 5 || f.Properties.Kind != "gained" || f.Properties.Area < 800 || f.Properties.Area > 835 {
		t.Errorf("%+v", f)
	}
}
