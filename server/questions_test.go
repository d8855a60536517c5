package server

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestQuestions: what the command line answers of the ground, the server answers
// with the same keys, and refuses what it does.
func TestQuestions(t *testing.T) {
	s := embedded()
	for _, tt := range []struct {
		path string
		says []string
	}{
		{"/v1/records?period=week&kind=lost&definition=liveuamap&at=2026-02-11", []string{`"rank": 19`, `"most_since": {`, `"from": "2023-06-19"`}},
		{"/v1/records?definition=deepstate", []string{`"period": "month"`, `"from": "2024-11-01"`}},
		{"/v1/trend?near=Pokrovsk&definition=deepstate&from=2025-06-01", []string{`"in": "within 30 km of Pokrovsk"`, `"steady": true`}},
		{"/v1/trend?period=week&oblast=Zaporizhia&kind=gained&definition=deepstate", []string{`"in": "Zaporizhzhia Oblast"`}},
		{"/v1/agree?on=2026-02-01", []string{`"agreement": 0.9`, `"consensus": {`, `the newest map of isw-control is of 2023-08-24`}},
		{"/v1/agree?on=2026-02-01&between=deepstate,liveuamap", []string{`"missing": []`, `"consensus": null`}},
		{"/v1/front?on=2026-02-01&definition=deepstate", []string{`"length_km": 138`, `"movement": null`}},
		{"/v1/where?from=2026-02-11&to=2026-02-17&words=about+80+km+east+of+Zaporizhzhia", []string{`"true_percent": 100`, `"degrees": 33.75`}},
		{"/v1/where?from=2026-02-11&to=2026-02-17&definition=deepstate&seen_from=Pokrovsk&winds=8", []string{`"words": "76 km southwest of Pokrovsk"`}},
		{"/v1/settlements?from=2025-12-01&to=2026-02-01&definition=deepstate", []string{`"place": "Huliaipole"`, `"day": "2026-01-15"`, `"basis": "ledger"`}},
	} {
		for range 2 { // the second time from memory
			r := ask(t, s, "GET", tt.path, "")
			body := text(t, r)
			if r.StatusCode != 200 || !json.Valid([]byte(body)) {
				t.Fatalf("%s: %d\n%s", tt.path, r.StatusCode, body)
			}
			for _, want := range tt.says {
				if !strings.Contains(body, want) {
					t.Errorf("%s: no %s in\n%.1500s", tt.path, want, body)
				}
			}
		}
	}
	for path, status := range map[string]int{
		"/v1/records?period=day":                                                    400,
		"/v1/records?at=2035-01-01":                                                 404,
		"/v1/trend?near=Pokrovsk&oblast=Sumy":                                       400,
		"/v1/trend?near=Nowhereville":                                               404,
		"/v1/trend?near=Pokrovsk&radius=-1":                                         400,
		"/v1/agree?between=deepstate":                                               400,
		"/v1/agree?on=2021-01-01":                                                   404,
		"/v1/front?on=2026-02-01&since=2026-01-01":                                  404, // the ledger has no lines
		"/v1/front?on=yesterday":                                                    400,
		"/v1/where?from=2026-02-11":                                                 400,
		"/v1/where?from=2026-02-11&to=2026-02-17&words=x":                           400,
		"/v1/where?from=2026-02-11&to=2026-02-17&words=east+of+Ivanivka":            400,
		"/v1/where?from=2026-02-11&to=2026-02-17&winds=12":                          400,
		"/v1/where?from=2026-02-11&to=2026-02-17&words=east+of+Sumy&seen_from=Kyiv": 400,
		"/v1/settlements?from=2021-01-01&to=2021-02-01":                             404,
		"/v1/settlements?from=2026-01-01&to=2026-02-01&oblast=Sumy":                 400,
		"/v1/records?definition=nobody":                                             404,
	} {
		if r := ask(t, s, "GET", path, ""); r.StatusCode != status {
			t.Errorf("%s: %d, want %d\n%s", path, r.StatusCode, status, text(t, r))
		}
	}
}
