package live_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/live"
)

// arrivals records when requests came.
func (w *world) arrivals() *[]time.Time {
	var at []time.Time
	next := w.before
	w.before = func(rw http.ResponseWriter, r *http.Request) bool {
		at = append(at, time.Now())
		return next != nil && next(rw, r)
	}
	return &at
}

// TestRateIsOfEachHost: one server is asked so often and no oftener, and another
// one does not wait for it.
func TestRateIsOfEachHost(t *testing.T) {
	const every = 50 * time.Millisecond
	slow, other := newWorld(t), newWorld(t)
	slow.history = http.StatusUnauthorized
	slow.archived(map[string]float64{"2026-11-14": 1, "2026-11-15": 1, "2026-11-16": 1, "2026-11-17": 1, "2026-11-18": 1, "2026-11-19": 1})
	other.nzz = map[string]string{"2026-11-13": ring(36, 47, 1), "2026-11-15": ring(36, 47, 1), "2026-11-17": ring(36, 47, 1), "2026-11-19": ring(36, 47, 1)}
	a, b := slow.arrivals(), other.arrivals()
	o := slow.options(openStore(t), "deepstate", "liveuamap")
	o.Endpoints[live.NZZAreas] = other.server.URL + "/areas?x=y"
	o.Since, o.Client.PerSecond = day("2026-11-14"), float64(time.Second/every)
	reports, err := live.Run(t.Context(), o)
	if err != nil || reports[0].Error != "" || reports[1].Error != "" {
		t.Fatalf("%+v, %v", reports, err)
	}
	for name, at := range map[string][]time.Time{"one": *a, "other": *b} {
		if len(at) < 4 {
			t.Fatalf("%s server was asked %d times", name, len(at))
		}
		// A request may be late on its way; all of them cannot.
		if took, least := at[len(at)-1].Sub(at[0]), time.Duration(len(at)-1)*every; took < least*9/10 {
			t.Errorf("%s server was asked %d times in %v, want %v at least", name, len(at), took, least)
		}
	}
	if (*b)[0].Sub((*a)[0]).Abs() > 2*time.Second || (*b)[len(*b)-1].After((*a)[len(*a)-1].Add(2*time.Second)) {
		t.Error("one server was asked after the other")
	}
}

// TestPausesGrow: what may pass is tried again after pauses that double and are
// half chance.
func TestPausesGrow(t *testing.T) {
	const pause = 60 * time.Millisecond
	ratios := map[int64]bool{}
	for range 2 {
		w := newWorld(t)
		w.before = func(rw http.ResponseWriter, _ *http.Request) bool {
			rw.WriteHeader(http.StatusServiceUnavailable)
			return true
		}
		at := w.arrivals()
		o := w.options(openStore(t), "liveuamap")
		o.Client.Tries, o.Client.Pause = 4, pause
		if r := sync1(t, o); !strings.Contains(r.Error, "503 Service Unavailable (after 4 tries)") || len(*at) != 4 {
			t.Fatalf("asked %d times: %+v", len(*at), r)
		}
		for i := 1; i < 4; i++ {
			least := pause << (i - 1) / 2
			waited := (*at)[i].Sub((*at)[i-1])
			if waited < least*9/10 {
				t.Errorf("try %d came after %v, want %v at least", i+1, waited, least)
			}
			ratios[int64(waited-least)/int64(time.Millisecond)] = true
		}
	}
	if len(ratios) < 2 {
		t.Errorf("every pause was its least and %v ms: nothing is left to chance", ratios)
	}
}

// TestIfModifiedSince: a server that knows no ETag is asked by its own date, and
// its 304 brings nothing.
func TestIfModifiedSince(t *testing.T) {
	const stamp = "Fri, 20 Nov 2026 03:00:00 GMT"
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "20261120.geojson") {
			rw.WriteHeader(http.StatusNotFound)
			return
		}
		rw.Header().Set("Last-Modified", stamp)
		asked = append(asked, r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since"))
		if r.Header.Get("If-Modified-Since") == stamp {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = rw.Write([]byte(daily(1)))
	}))
	defer server.Close()
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	o := w.options(openStore(t), "deepstate")
	o.Endpoints[live.DeepStateArchive] = server.URL
	o.Since = day("2026-11-19")
	if r := sync1(t, o); list(r.Added) != "2026-11-19" {
		t.Fatalf("%+v", r)
	}
	o.Since = control.NoDay
	if r := sync1(t, o); len(r.Added) != 0 || r.Unchanged != 1 || len(asked) != 2 || asked[0] != "" || asked[1] != stamp {
		t.Errorf("%+v, asked with %q", r, asked)
	}
}
