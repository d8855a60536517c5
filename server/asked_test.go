package server

import (
	"net/http"
	"strings"
	"testing"
)

// TestAskedAsKnown: every route of figures answers from the maps known by a day;
// the map of the 4th became known on the 5th.
func TestAskedAsKnown(t *testing.T) {
	s := newImported()
	for _, tt := range []struct {
		name, target, past, now string // what only the one and only the other says
	}{
		{"held", "/v1/held?on=2030-01-06&definition=deepstate", `"map_day": "2030-01-02"`, `"map_day": "2030-01-04"`},
		{"change", "/v1/change?from=2030-01-01&to=2030-01-02&definition=deepstate", `"as_known_on": "2030-01-03"`, `"as_known_on": null`},
		{"series", "/v1/series?definition=deepstate", "2030-01-02", "2030-01-04"},
		{"patches", "/v1/patches?from=2030-01-01&to=2030-01-04&definition=deepstate", `"code"`, `"gained"`},
		{"place", "/v1/place?q=35.95,48.5&definition=deepstate", `"held": false`, `"held": true`},
		{"brief", "/v1/brief?from=2030-01-02&to=2030-01-04&source=deepstate", "2030-01-03", "822 square kilometers"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now, past := text(t, ask(t, s, "GET", tt.target, "")), text(t, ask(t, s, "GET", tt.target+"&as_known_on=2030-01-03", ""))
			if !strings.Contains(now, tt.now) || strings.Contains(past, tt.now) {
				t.Errorf("want %s now and not in the past\nnow  %s\npast %s", tt.now, now, past)
			}
			if tt.past != `"code"` && !strings.Contains(past, tt.past) {
				t.Errorf("want %s in the past, got %s", tt.past, past)
			}
		})
	}
	for target, says := range map[string]string{
		"/v1/held?as_known_on=2029-01-01":    "no map",
		"/v1/held?as_known_on=yesterday":     "YYYY-MM-DD",
		"/v1/sources?as_known_on=2030-01-03": "not a parameter here",
		"/v1/periods?slivers=some":           "want separate, include or drop",
		"/v1/change?from=2030-01-01&to=2030-01-04&slivers=include&as_known_on=2030-01-05&by=blast": "want oblast",
	} {
		r := ask(t, s, "GET", target, "")
		if body := text(t, r); r.StatusCode < 400 || !strings.Contains(body, says) {
			t.Errorf("%s: %d %s, want %q", target, r.StatusCode, body, says)
		}
	}
	if r := ask(t, embedded(), "GET", "/v1/periods?period=month&as_known_on=2026-01-01", ""); r.StatusCode != http.StatusNotFound ||
		!strings.Contains(text(t, r), "keeps only what is known now") {
		t.Errorf("the ledger: %d", r.StatusCode)
	}
}

// TestEveryFigureIsAskedAsKnown: no route of figures forgets the parameter.
func TestEveryFigureIsAskedAsKnown(t *testing.T) {
	without := map[string]bool{"sources": true, "search": true, "chronicle": true, "feed": true, "figures": true}
	for _, r := range newImported().listRoutes() {
		if r.tag == "Figures" && r.takes(keyKnown) == without[r.id] {
			t.Errorf("%s: takes %s: %v", r.path, keyKnown, r.takes(keyKnown))
		}
	}
}
