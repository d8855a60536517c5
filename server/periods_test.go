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

// A series has its intervals where they are asked for, as /v1/held gives them.
func TestSeriesWithIntervals(t *testing.T) {
	var plain, with struct {
		Results []struct {
			LowKm2  []float64 `json:"low_km2"`
			HighKm2 []float64 `json:"high_km2"`
			HeldKm2 []float64 `json:"held_km2"`
		} `json:"results"`
	}
	const path = "/v1/series?definition=deepstate&from=2026-01-01&to=2026-01-03"
	if err := json.Unmarshal([]byte(text(t, ask(t, embedded(), "GET", path, ""))), &plain); err != nil || plain.Results[0].LowKm2 != nil {
		t.Fatalf("%v: %+v", err, plain.Results)
	}
	if err := json.Unmarshal([]byte(text(t, ask(t, embedded(), "GET", path+"&intervals=true", ""))), &with); err != nil {
		t.Fatal(err)
	}
	var held struct {
		Results []struct {
			Interval [2]float64 `json:"interval_km2"`
		} `json:"results"`
	}
	if err := json.Unmarshal([]byte(text(t, ask(t, embedded(), "GET", "/v1/held?definition=deepstate&on=2026-01-03", ""))), &held); err != nil {
		t.Fatal(err)
	}
	s := with.Results[0]
	if n := len(s.HeldKm2); n != 3 || len(s.LowKm2) != n || len(s.HighKm2) != n || [2]float64{s.LowKm2[2], s.HighKm2[2]} != held.Results[0].Interval {
		t.Errorf("%+v, held on the last day %v", s, held.Results[0].Interval)
	}
	if r := ask(t, embedded(), "GET", path+"&intervals=maybe", ""); r.StatusCode != 400 {
		t.Errorf("intervals=maybe: %d", r.StatusCode)
	}
}
