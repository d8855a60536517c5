package deepstate

import (
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
)

func TestSiteClasses(t *testing.T) {
	tests := []struct {
		name, fill string
		want       control.Layer
		known      bool
	}{
		{"Окуповано /// Occupied /// geoJSON.status.occupied\n", "", control.Control, true},
		{"ОРДЛО /// CADR and CALR\u00a0/// geoJSON.territories.ordlo", "", control.Control, true},
		{"x /// Occupied Tuzla /// geoJSON.territories.tuzla", "#880e4f", control.Control, true},
		{"Окуповано /// Occupied", "", control.Control, true},
		{"x /// The temporarily occupied territory of Karelia /// geoJSON.territories.karelia", "#ff5252", abroad, true},
		{"Звільнено /// Liberated 25.03 /// geoJSON.status.dismissed_at {{at:25.03}}", "", control.Liberated, true},
		{"Звільнено /// Liberated 25.03", "", control.Liberated, true},
		{"Острів /// Island /// geoJSON.zmiinyi_island", "", control.Liberated, true},
		{"? /// Unknown status /// geoJSON.status.unknown", "", control.Unknown, true},
		{"", "#A52714", control.Control, true},
		{"", "#bdbdbd", control.Unknown, true},
		{"x /// y /// geoJSON.status.occupied_soon", "", "", false},
		{"", "", "", false},
	}
	for _, tt := range tests {
		if got, known := siteClass(tt.name, tt.fill); got != tt.want || known != tt.known {
			t.Errorf("%q, %q: %q, %v; want %q, %v", tt.name, tt.fill, got, known, tt.want, tt.known)
		}
	}
}

func TestStanding(t *testing.T) {
	at := func(s string) Revision {
		when, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return Revision{when.Unix(), when}
	}
	history := []Revision{at("2026-11-16T20:00:00Z"), at("2026-11-18T02:59:59Z"), at("2026-11-18T03:00:00Z")}
	for day, want := range map[control.Day]int{
		control.Date(2026, 11, 15): -1, // ended before the first map
		control.Date(2026, 11, 16): 0,
		control.Date(2026, 11, 17): 1, // until 03:00 of the 18th
		control.Date(2026, 11, 18): 2,
		control.Date(2026, 12, 24): 2,
	} {
		got, ok := Standing(history, day)
		if ok != (want >= 0) || ok && got != history[want] {
			t.Errorf("%s: %v, %v; want number %d", day, got, ok, want)
		}
	}
}

func TestSixDecimals(t *testing.T) {
	for in, want := range map[int32]int32{0: 0, 4: 0, 5: 10, 14: 10, 15: 20, -4: 0, -5: -10, -15: -20, 361234567: 361234570} {
		if got := sixDecimals(in); got != want {
			t.Errorf("sixDecimals(%d) = %d, want %d", in, got, want)
		}
	}
}

// FuzzReadSite holds the site's reader to taking a map whole or refusing it.
func FuzzReadSite(f *testing.F) {
	ring := `[[[36,47,0],[36,48,0],[37,48,0],[37,47,0],[36,47,0]]]`
	f.Add([]byte(`{"id":1785934070,"datetime":"05.08","map":{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x /// Occupied /// geoJSON.status.occupied","fill":"#a52714"},"geometry":{"type":"Polygon","coordinates":` + ring + `}}]}}`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":[36,47,0]}},{"type":"Feature","properties":{"fill":"#880e4f"},"geometry":{"type":"Polygon","coordinates":` + ring + `}}]}`))
	f.Add([]byte(`{"map":null}`))
	f.Add([]byte(`[{"id":1790879037,"createdAt":"2026-10-01T18:23:57.000Z","status":true}]`))
	days := []control.Day{control.Date(2026, 11, 18), control.Date(2026, 11, 19)}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := ReadSite("history/1.geojson", body, control.Origin{}, days)
		if len(r.Snapshots) > 0 && len(r.Refused) > 0 || len(r.Snapshots) == 0 && len(r.Refused) == 0 {
			t.Errorf("%d maps and %d refusals", len(r.Snapshots), len(r.Refused))
		}
		for _, s := range r.Snapshots {
			if s.Layer == control.Control && source.Loss(s.Boundary, nil) != 1 {
				t.Error("a map of no ground")
			}
			for _, seg := range s.Boundary {
				for _, p := range []geo.Point{seg.A, seg.B} {
					if !Extent.Contains(p) {
						t.Fatalf("%v lies outside", p)
					}
				}
			}
		}
		history, err := ReadHistory(body)
		if err == nil && len(history) == 0 {
			t.Error("no history and no error")
		}
		for i := 1; i < len(history); i++ {
			if history[i].At.Before(history[i-1].At) {
				t.Error("history out of order")
			}
		}
		_, _ = ReadLast(body)
	})
}
