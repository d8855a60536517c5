package live_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/live"
)

func future(rw http.ResponseWriter, _ *http.Request) bool {
	rw.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(rw, `{"value":{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"2202-02-02","type":"nochange"},"geometry":{"type":"Polygon","coordinates":[%s]}}]}}`, ring(36, 47, 1))
	return true
}

// TestMisbehavingServer asks a server that fails in one way for one day's file,
// which it had served the day before.
func TestMisbehavingServer(t *testing.T) {
	text := func(kind, body string) func(http.ResponseWriter, *http.Request) {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", kind)
			fmt.Fprint(rw, body)
		}
	}
	redirect := func(to string) func(http.ResponseWriter, *http.Request) {
		return func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, http.StatusFound) }
	}
	tests := []struct {
		name   string
		answer func(http.ResponseWriter, *http.Request)
		want   string
		tries  int
	}{
		{"hangs", func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-time.After(5 * time.Second):
			}
		}, "Client.Timeout", 3},
		{"half a body", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Length", "5000")
			fmt.Fprint(rw, daily(1)[:100])
		}, "unexpected EOF", 3},
		{"half a body, length not told", text("text/plain", daily(1)[:100]), "input ends too early", 1},
		{"wrong content type", text("image/png", daily(1)), "sent image/png where JSON was expected", 1},
		{"HTML page with status 200", text("application/json", "\n<!DOCTYPE html><p>We will be back"), "HTML page where a map was expected", 1},
		{"HTML as it is", text("text/html; charset=utf-8", "<html>"), "HTML page where a map was expected", 1},
		{"LFS pointer", text("text/plain", "version https://git-lfs.github.com/spec/v1\noid sha256:00"), "Git LFS pointer", 1},
		{"empty body", text("text/plain", ""), "empty body", 1},
		{"JSON that is no map", text("application/json", `{"ok":true}`), "not GeoJSON", 1},
		{"huge body", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "application/json")
			for range 200 { // endless to the reader, who has had enough at 1 MiB
				if _, err := rw.Write([]byte(strings.Repeat(" ", 1<<16))); err != nil {
					return
				}
			}
		}, "too large", 1},
		{"10 GB announced", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "application/json")
			rw.Header().Set("Content-Length", "10737418240")
			_, _ = rw.Write([]byte(`{"type":`))
		}, "10737418240 bytes announced", 1},
		{"gzip bomb", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(rw)
			zeros := make([]byte, 1<<16)
			for range 500 {
				if _, err := z.Write(zeros); err != nil {
					return
				}
			}
			_ = z.Close()
		}, "too large", 1},
		{"redirect inside", redirect("http://192.168.0.1/secret"), "not on the public internet", 1},
		{"redirect to metadata", redirect("http://169.254.169.254/latest/meta-data"), "not on the public internet", 1},
		{"redirect to a file", redirect("file:///etc/passwd"), "only http and https", 1},
		{"redirect in circles", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, r.URL.Path, http.StatusFound) }, "redirects", 1},
		{"gone for good", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusGone) }, "410 Gone", 1},
		{"overloaded", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusServiceUnavailable) }, "503 Service Unavailable (after 3 tries)", 3},
		{"asks to wait too long", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Retry-After", "86400")
			rw.WriteHeader(http.StatusTooManyRequests)
		}, "asks to wait 24h0m0s", 1},
		{"304 unasked", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNotModified) }, "304 Not Modified", 1},
		{"no geometry", text("text/plain", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}]}`), "the map is empty", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.history = http.StatusUnauthorized
			w.archived(map[string]float64{"2026-11-18": 1})
			s := openStore(t)
			o := w.options(s, "deepstate")
			o.Client.Timeout = 200 * time.Millisecond
			o.Since = day("2026-11-18")
			const path = "/archive/deepstatemap_data_20261120.geojson"
			w.server.Config.Handler = except(w.server.Config.Handler, path, tt.answer, w)
			r := sync1(t, o)
			said := append(r.Notes, r.Error)
			for _, ref := range r.Refused {
				said = append(said, ref.Error())
			}
			told(t, said, tt.want)
			if got := list(r.Added); got != "2026-11-18" {
				t.Errorf("added %s: the good day must be taken, the bad one not", got)
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			if n := w.hits[path]; n != tt.tries && !strings.Contains(tt.name, "circles") {
				t.Errorf("asked %d times, want %d", n, tt.tries)
			}
		})
	}
}

// except serves one path by another handler.
func except(h http.Handler, path string, answer func(http.ResponseWriter, *http.Request), w *world) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			h.ServeHTTP(rw, r)
			return
		}
		w.mu.Lock()
		w.hits[path]++
		w.mu.Unlock()
		answer(rw, r)
	})
}

func TestRetryAfterIsRespected(t *testing.T) {
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	w.archived(map[string]float64{"2026-11-19": 1})
	refused := false
	var first, second time.Time
	w.before = func(rw http.ResponseWriter, r *http.Request) bool {
		if !strings.HasPrefix(r.URL.Path, "/archive/") {
			return false
		}
		if !refused {
			refused, first = true, time.Now()
			rw.Header().Set("Retry-After", "1")
			rw.WriteHeader(http.StatusTooManyRequests)
			return true
		}
		second = time.Now()
		return false
	}
	o := w.options(openStore(t), "deepstate")
	o.Since = day("2026-11-19")
	r := sync1(t, o)
	if list(r.Added) != "2026-11-19" || second.Sub(first) < time.Second {
		t.Errorf("added %s after %v, want a second's wait", list(r.Added), second.Sub(first))
	}
}

func TestUntrustedCertificate(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprint(rw, daily(1)) }))
	defer server.Close()
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	o := w.options(openStore(t), "deepstate")
	o.Endpoints[live.DeepStateArchive] = server.URL
	r := sync1(t, o)
	told(t, []string{r.Error}, "failed to verify certificate")
	if len(r.Added) > 0 {
		t.Errorf("added %s", list(r.Added))
	}
}

func TestLoopbackNeedsLeave(t *testing.T) {
	w := newWorld(t)
	o := w.options(openStore(t))
	o.AllowLoopback = false
	reports, err := live.Run(context.Background(), o)
	if err != nil || len(reports) != 3 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	for _, r := range reports {
		told(t, []string{r.Error}, "not on the public internet")
	}
	if len(w.hits) > 0 {
		t.Errorf("asked %v", w.hits)
	}
}

func TestClockSkewIsSaid(t *testing.T) {
	w := newWorld(t)
	w.nzz = map[string]string{"2026-11-18": ring(36, 47, 1)}
	o := w.options(openStore(t), "liveuamap")
	o.Now = func() time.Time { return clock.Add(50 * time.Hour) }
	r := sync1(t, o)
	told(t, r.Notes, "clock is 50h0m0s ahead of the server's")
}

func TestRawBytesAreKeptOnce(t *testing.T) {
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	w.archived(map[string]float64{"2026-11-17": 1, "2026-11-18": 1, "2026-11-19": 1.1})
	o := w.options(openStore(t), "deepstate")
	o.Since, o.KeepRaw = day("2026-11-17"), t.TempDir()
	r := sync1(t, o)
	if len(r.Added) != 3 {
		t.Fatalf("%+v", r)
	}
	kept, err := filepath.Glob(filepath.Join(o.KeepRaw, "??", "*"))
	if err != nil || len(kept) != 2 {
		t.Errorf("kept %v, %v; want two files for two contents", kept, err)
	}
	index, err := os.ReadFile(filepath.Join(o.KeepRaw, "index.jsonl"))
	if err != nil || strings.Count(string(index), "\n") != 3 || strings.Count(string(index), `"etag"`) != 3 {
		t.Errorf("index %q, %v; want a line an answer", index, err)
	}
	for _, path := range kept {
		data, err := os.ReadFile(path)
		if err != nil || string(data) != daily(1) && string(data) != daily(1.1) {
			t.Errorf("%s holds other bytes, %v", path, err)
		}
	}
}

func TestInterruptKeepsWhatCame(t *testing.T) {
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	w.archived(map[string]float64{"2026-11-17": 1, "2026-11-18": 1.05, "2026-11-19": 1.1})
	s := openStore(t)
	o := w.options(s, "deepstate")
	o.Since = day("2026-11-17")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	o.Progress = func(_ string, done, _ int) {
		if done >= 3 { // the history and two files
			cancel()
		}
	}
	if _, err := live.Run(ctx, o); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	o.Progress = nil
	r := sync1(t, o)
	if got := days(t, s, "deepstate", "control"); got != "2026-11-17 2026-11-18 2026-11-19" || r.Error != "" {
		t.Errorf("after going on: %s, %+v", got, r)
	}
}

// TestAllSourcesAtOnce fetches from all sources together; one that fails does
// not keep the others out.
func TestAllSourcesAtOnce(t *testing.T) {
	w := iswWorld(t)
	w.history = http.StatusUnauthorized
	w.archived(map[string]float64{"2026-11-18": 1, "2026-11-19": 1.1})
	w.nzz = map[string]string{"2026-11-12": ring(36, 47, 1.1), "2026-11-18": ring(36, 47, 1.2)}
	s := openStore(t)
	o := w.options(s)
	o.Since = day("2026-11-12")
	reports, err := live.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ source, added, last string }{
		{"deepstate", "2026-11-18 2026-11-19", "2026-11-19"}, {"isw", "2026-11-19", "2026-11-19"}, {"liveuamap", "2026-11-12 2026-11-18", "2026-11-18"},
	} {
		r := reports[i]
		if r.Source != want.source || list(r.Added) != want.added || r.Last == nil || r.Last.String() != want.last || r.Error != "" || r.Requests == 0 {
			t.Errorf("report %+v, want %+v", r, want)
		}
	}
	w.layers = nil
	if reports, err = live.Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	told(t, []string{reports[1].Error}, "lists no feature service")
	if reports[0].Error != "" || reports[2].Error != "" {
		t.Errorf("others failed too: %q, %q", reports[0].Error, reports[2].Error)
	}
}
