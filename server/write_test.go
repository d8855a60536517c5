package server

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// writing is a server that can be written to; what it answers from after a
// reload has maps.
func writing(taken *[]string) *Server {
	o := embeddedOptions()
	o.Tokens = []Token{
		{Name: "desk", Scopes: []string{ScopeImport, ScopeReload}, SHA256: sha256.Sum256([]byte("desk's"))},
		{Name: "timer", Scopes: []string{ScopeReload}, SHA256: sha256.Sum256([]byte("timer's"))},
	}
	o.Import = func(_ context.Context, name, source string, body []byte) (any, error) {
		if string(body) == "bad" {
			return nil, Refused{"not a map"}
		}
		*taken = append(*taken, name+" "+source+" "+string(body))
		return map[string]int{"taken": len(*taken)}, nil
	}
	o.Reopen = func() (Options, func(), error) {
		n := newImported().Options
		n.Tokens = o.Tokens
		return n, func() {}, nil
	}
	return New(o)
}

func TestWritingNeedsToken(t *testing.T) {
	var taken []string
	s := writing(&taken)
	for _, tt := range []struct {
		name, target, authorization, body string
		status                            int
	}{
		{"no token", "/v1/maps?file=a.geojson", "", "{}", 401},
		{"wrong token", "/v1/maps?file=a.geojson", "Bearer desk", "{}", 401},
		{"the hash for the token", "/v1/reload", "Bearer 0c8d3c1f", "", 401},
		{"another scheme", "/v1/maps?file=a.geojson", "Basic desk's", "{}", 401},
		{"another scope", "/v1/maps?file=a.geojson", "Bearer timer's", "{}", 403},
		{"a name that leads elsewhere", "/v1/maps?file=..%2Fa", "Bearer desk's", "{}", 400},
		{"no name", "/v1/maps", "Bearer desk's", "{}", 400},
		{"no map", "/v1/maps?file=a.geojson", "Bearer desk's", "bad", 422},
		{"too long", "/v1/maps?file=a.geojson", "Bearer desk's", strings.Repeat("x", maxMap+1), 413},
		{"taken in", "/v1/maps?file=a.geojson&source=deepstate", "Bearer desk's", "{}", 200},
		{"reload", "/v1/reload", "bearer timer's", "", 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := ask(t, s, "POST", tt.target, tt.body, "Authorization", tt.authorization, "Content-Type", mediaBinary)
			body := text(t, r)
			if r.StatusCode != tt.status {
				t.Fatalf("%d, want %d: %s", r.StatusCode, tt.status, body)
			}
			if tt.status >= 400 {
				isProblem(t, r, []byte(body))
			}
			if challenge := r.Header.Get("WWW-Authenticate"); (tt.status == 401 || tt.status == 403) != strings.HasPrefix(challenge, "Bearer") {
				t.Errorf("challenge %q", challenge)
			}
		})
	}
	if len(taken) != 1 || taken[0] != "a.geojson deepstate {}" {
		t.Errorf("taken in: %q", taken)
	}
	if r := ask(t, embedded(), "POST", "/v1/maps?file=a", "{}", "Authorization", "Bearer desk's"); r.StatusCode != 404 {
		t.Errorf("without tokens: %d", r.StatusCode)
	}
}

// TestReload checks that new data answer, under another version, and that a
// reload that fails leaves what there was.
func TestReload(t *testing.T) {
	var taken []string
	s := writing(&taken)
	before := s.Version()
	if code, _ := get(t, s, "/collections/fronts"); code != 404 {
		t.Errorf("front lines before there are maps: %d", code)
	}
	if err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	if code, _ := get(t, s, "/collections/fronts"); code != 200 {
		t.Errorf("front lines after: %d", code)
	}
	_, v := get(t, s, "/readyz")
	if v["data_version"] == before {
		t.Error("the version is the same")
	}
	s.now.Load().Reopen = func() (Options, func(), error) { return Options{}, nil, errors.New("inside") }
	r := ask(t, s, "POST", "/v1/reload", "", "Authorization", "Bearer timer's")
	if body := text(t, r); r.StatusCode != 500 || strings.Contains(body, "inside") {
		t.Errorf("%d %s", r.StatusCode, body)
	}
	if code, _ := get(t, s, "/collections/fronts"); code != 200 {
		t.Errorf("after a reload that failed: %d", code)
	}
	var doc struct{ Paths map[string]any }
	if err := json.Unmarshal([]byte(text(t, ask(t, s, "GET", "/api", ""))), &doc); err != nil || doc.Paths["/v1/maps"] == nil {
		t.Errorf("the document leaves out what writes: %v", err)
	}
}
