package live

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
)

func TestISWServiceNames(t *testing.T) {
	tests := []struct {
		service string
		want    control.Layer // empty: none
	}{
		{"VIEW_RussiaCoTinUkraine_V3", control.Control},
		{"RussiaCoTinUkraine_V12_view", control.Control},
		{"AssessedRussianAdvanceInUkraine_V2_view", control.Advance},
		{"MDS_AssessedRussianAdvanceInUkraine_view", control.Advance},
		{"VIEW_ClaimedRussianTerritoryinUkraine_V2", control.Claimed},
		{"View_AssessedRussianInfiltrationAreasinUkraine_V4", control.Infiltration},
		{"VIEW_ClaimedUkrainianCounteroffensives_V2", control.Counteroffensive},
		{"VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022", control.Prewar},
		{"Assessed_Russian_Gains_in_the_Past_24_Hours_view", ""},
		{"Claimed_Russian_Advances_in_Russia_View", ""},
		{"Claimed_Limit_of_Ukrainian_Advance_VIEW", ""},
		{"RussiaCoTinUkraine_Timelapse", ""},
		{"RUAF_Field_Fortifications_Polylines", ""},
		{"", ""},
	}
	for _, tt := range tests {
		var got []control.Layer
		for _, l := range iswLayers {
			if l.named(tt.service) {
				got = append(got, l.layer)
			}
		}
		if len(got) > 1 || len(got) == 1 && got[0] != tt.want || len(got) == 0 && tt.want != "" {
			t.Errorf("%q is %v, want %q", tt.service, got, tt.want)
		}
	}
	order := iswLayers[0].candidates([]string{"RussiaCoTinUkraine", "VIEW_RussiaCoTinUkraine_V2", "RussiaCoTinUkraine_V10_view"})
	if len(order) != 3 || order[0] != "RussiaCoTinUkraine_V10_view" || order[2] != "RussiaCoTinUkraine" {
		t.Errorf("order %v, want the highest version first", order)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"120": 2 * time.Minute, "0": 0, "-5": 0, "": 0, "soon": 0, "Fri, 20 Nov 2026 12:01:30 GMT": 90 * time.Second,
		"Fri, 20 Nov 2026 11:00:00 GMT": 0, "99999999999999999999": 0, "9000000000": (1 << 30) * time.Second,
	} {
		if got := retryAfter(text, now); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// FuzzPage holds the reading of an ArcGIS page to what encoding/json takes.
func FuzzPage(f *testing.F) {
	f.Add([]byte(`{"type":"FeatureCollection","properties":{"exceededTransferLimit":true},"features":[{"a":1},{"b":2}]}`))
	f.Add([]byte(`{"exceededTransferLimit":true,"features":[]}`))
	f.Add([]byte(`{"error":{"code":400,"message":"Invalid","details":["x"]}}`))
	f.Add([]byte(`{"features":null}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := readPage("http://example.org", body)
		if err != nil {
			return
		}
		joined := collection(p.features)
		var back struct {
			Features []json.RawMessage `json:"features"`
		}
		if err := json.Unmarshal(joined, &back); err != nil || len(back.Features) != len(p.features) {
			t.Errorf("%d features went in, %d came out: %v", len(p.features), len(back.Features), err)
		}
	})
}
