package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestHeaders(t *testing.T) {
	r := ask(t, embedded(), "GET", "/v1/sources", "", "Origin", "https://example.org", "X-Request-Id", "abc-1")
	for name, want := range map[string]string{
		"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": policy, "X-Request-Id": "abc-1",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if id := ask(t, embedded(), "GET", "/v1/sources", "", "X-Request-Id", "a b\n").Header.Get("X-Request-Id"); len(id) != 16 {
		t.Errorf("made id %q", id)
	}
	if r := ask(t, embedded(), "OPTIONS", "/v1/check", ""); r.StatusCode != 204 || !strings.Contains(r.Header.Get("Access-Control-Allow-Methods"), "POST") {
		t.Errorf("preflight: %d, %v", r.StatusCode, r.Header)
	}
}

func TestRateLimit(t *testing.T) {
	now := time.Unix(0, 0)
	o := embeddedOptions()
	o.Rate, o.Now, o.TrustProxy = 5, func() time.Time { return now }, true
	s := New(o)
	count := func(address string, n int) (good int) {
		for range n {
			if ask(t, s, "GET", "/healthz", "", "X-Forwarded-For", "10.9.9.9, "+address).StatusCode == 200 {
				good++
			}
		}
		return good
	}
	if got := count("192.0.2.1", 20); got != 10 {
		t.Errorf("%d of 20 at once, want 10", got)
	}
	if got := count("192.0.2.2", 5); got != 5 {
		t.Errorf("another address: %d of 5", got)
	}
	if got := count("2001:db8::1", 6) + count("2001:db8::ffff", 6); got != 10 {
		t.Errorf("two addresses of one IPv6 network: %d of 12, want 10", got)
	}
	now = now.Add(time.Second)
	if got := count("192.0.2.1", 20); got != 5 {
		t.Errorf("%d a second later, want 5", got)
	}
	r := ask(t, s, "GET", "/healthz", "", "X-Forwarded-For", "192.0.2.1")
	if r.StatusCode != 429 || r.Header.Get("Retry-After") == "" {
		t.Errorf("%d, %v", r.StatusCode, r.Header)
	}
}

func TestLogAndMetrics(t *testing.T) {
	var log bytes.Buffer
	o := embeddedOptions()
	o.Log = slog.New(slog.NewJSONHandler(&log, nil))
	s := New(o)
	ask(t, s, "GET", "/v1/held?on=2026-02-17", "", "X-Request-Id", "one")
	ask(t, s, "POST", "/v1/check", "Secret words of an article.")
	var line map[string]any
	if err := json.NewDecoder(bytes.NewReader(log.Bytes())).Decode(&line); err != nil {
		t.Fatal(err)
	}
	if line["request_id"] != "one" || line["route"] != "/v1/held" || line["status"] != 200.0 {
		t.Errorf("log line %v", line)
	}
	if strings.Contains(log.String(), "Secret") {
		t.Error("an article's text is in the log")
	}
	m := text(t, ask(t, s, "GET", "/metrics", ""))
	for _, want := range []string{
		`salient_requests_total{route="/v1/held",code="200"} 1`, `salient_request_seconds_count{route="/v1/check"} 1`,
		`salient_data_info{version="` + s.Version() + `"} 1`, "# TYPE salient_request_seconds histogram",
	} {
		if !strings.Contains(m, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
}

// TestPanic checks that a fault inside shows nothing and stops nothing.
func TestPanic(t *testing.T) {
	o := embeddedOptions()
	var log bytes.Buffer
	o.Log = slog.New(slog.NewJSONHandler(&log, nil))
	s := New(o)
	s.routes = append(s.routes, route{method: "GET", path: "/fault", handle: func(*request) (reply, error) { panic("inside") }})
	r := ask(t, s, "GET", "/fault", "")
	if body := text(t, r); r.StatusCode != 500 || strings.Contains(body, "inside") || !strings.Contains(log.String(), "inside") {
		t.Errorf("%d, %s", r.StatusCode, body)
	}
}

func TestOptionalRoutes(t *testing.T) {
	if r := ask(t, embedded(), "GET", "/debug/pprof/", ""); r.StatusCode != 404 {
		t.Errorf("pprof without being asked for: %d", r.StatusCode)
	}
	o := embeddedOptions()
	o.Pprof = true
	o.Web = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<p>app</p>") })
	o.Figures = func(context.Context) (any, error) { return map[string]int{"covered": 1}, nil }
	s := New(o)
	for target, want := range map[string]string{"/debug/pprof/cmdline": "", "/app/": "<p>app</p>", "/v1/figures": `"covered": 1`} {
		if r := ask(t, s, "GET", target, ""); r.StatusCode != 200 || !strings.Contains(text(t, r), want) {
			t.Errorf("%s: %d", target, r.StatusCode)
		}
	}
}

// TestRun checks that a stop lets requests under way finish.
func TestRun(t *testing.T) {
	s := New(embeddedOptions())
	inside, finish := make(chan bool), make(chan bool)
	s.routes = append(s.routes, route{method: "GET", path: "/slow", handle: func(*request) (reply, error) {
		inside <- true
		<-finish
		return jsonReply("done", fleeting)
	}})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Run(ctx, s, l) }()
	got := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String() + "/slow")
		if err != nil {
			got <- err.Error()
			return
		}
		defer r.Body.Close()
		got <- r.Status
	}()
	<-inside
	stop()
	for ask(t, s, "GET", "/readyz", "").StatusCode != 503 {
		time.Sleep(time.Millisecond)
	}
	close(finish)
	if status := <-got; status != "200 OK" {
		t.Errorf("the request under way ended with %s", status)
	}
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
}

// TestCache checks the bound, and that a value is made once.
func TestCache(t *testing.T) {
	c := newCache[int](3000)
	made := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			v, err := c.get(fmt.Sprint(i%2), func() (int, int, error) {
				mu.Lock()
				defer mu.Unlock()
				made++
				return i % 2, 100, nil
			})
			if err != nil || v != i%2 {
				t.Errorf("got %d, %v", v, err)
			}
		})
	}
	wg.Wait()
	if made != 2 {
		t.Errorf("made %d values, want 2", made)
	}
	for i := range 100 {
		_, _ = c.get(fmt.Sprint("k", i), func() (int, int, error) { return i, 100, nil })
	}
	if c.size > 3000 || len(c.items) != c.order.Len() || len(c.items) < 5 {
		t.Errorf("%d bytes in %d values", c.size, len(c.items))
	}
	if _, err := c.get("bad", func() (int, int, error) { return 0, 0, errNoPolygons }); err == nil {
		t.Error("no error")
	}
	if v, err := c.get("bad", func() (int, int, error) { return 1, 1, nil }); v != 1 || err != nil {
		t.Errorf("after an error: %d, %v", v, err)
	}
}
