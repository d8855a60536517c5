package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/watch"
)

// mapServer answers as NZZ's endpoint does, with one square for a map.
type mapServer struct {
	*httptest.Server
	day  time.Time
	side float64
	hook []watch.Event
}

func newMapServer(t *testing.T) *mapServer {
	m := &mapServer{day: time.Now().AddDate(0, 0, -3), side: 1}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			var e watch.Event
			if err := json.NewDecoder(r.Body).Decode(&e); err != nil || r.Header.Get(watch.HeaderSignature) == "" {
				t.Errorf("webhook: %v, headers %v", err, r.Header)
			}
			m.hook = append(m.hook, e)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"value":{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"%s","type":"nochange","view":"daily"},
			"geometry":{"type":"Polygon","coordinates":[[[36,47],[%[2]f,47],[%[2]f,48],[36,48],[36,47]]]}}]}}`, m.day.UTC().Format(time.DateOnly), 36+m.side)
	}))
	t.Cleanup(m.Close)
	return m
}

// salient runs the program in this process with a store of the test's own.
func salient(t *testing.T, store string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), append(args, "--store", store), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func TestSyncCommand(t *testing.T) {
	m, store := newMapServer(t), filepath.Join(t.TempDir(), "s.gpkg")
	args := []string{"sync", "liveuamap", "--allow-loopback", "--per-second", "100", "--endpoint", "liveuamap=" + m.URL}
	code, out, errOut := salient(t, store, append(args, "--json")...)
	var report struct {
		Results []struct {
			Source string   `json:"source"`
			Added  []string `json:"added_days"`
		} `json:"results"`
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != exitDone {
		t.Fatalf("status %d, %v: %s%s", code, err, out, errOut)
	}
	day := m.day.UTC().Format(time.DateOnly)
	if len(report.Results) != 1 || strings.Join(report.Results[0].Added, " ") != day {
		t.Errorf("report %+v, want the map of %s", report, day)
	}
	if code, out, _ = salient(t, store, args...); code != exitDone || !strings.Contains(out, "liveuamap: nothing new; newest map "+day) {
		t.Errorf("again: status %d, %s", code, out)
	}
	m.side = 0.5
	m.day = m.day.AddDate(0, 0, 1)
	if code, out, _ = salient(t, store, args...); !strings.Contains(out, "put aside") || !strings.Contains(out, "--accept takes it in") {
		t.Errorf("half the ground lost: status %d, %s", code, out)
	}
	m.Close()
	if code, out, errOut = salient(t, store, append(args, "--timeout", "1s", "--tries", "1")...); code != exitFailed || !strings.Contains(out, "failed:") {
		t.Errorf("no server: status %d, %s%s", code, out, errOut)
	}
	for _, wrong := range [][]string{{"sync", "nobody"}, {"sync", "--endpoint", "isw"}, {"sync", "--since", "yesterday"}} {
		if code, _, errOut = salient(t, store, wrong...); code != exitUsage || !strings.Contains(errOut, "hint:") && wrong[1] != "--since" {
			t.Errorf("%v: status %d, %s", wrong, code, errOut)
		}
	}
}

func TestSyncRefusesLoopbackUnasked(t *testing.T) {
	m, store := newMapServer(t), filepath.Join(t.TempDir(), "s.gpkg")
	code, out, _ := salient(t, store, "sync", "liveuamap", "--endpoint", "liveuamap="+m.URL)
	if code != exitFailed || !strings.Contains(out, "not on the public internet") {
		t.Errorf("status %d, %s", code, out)
	}
}

func TestWatchCommand(t *testing.T) {
	m, dir := newMapServer(t), t.TempDir()
	store, news, secret := filepath.Join(dir, "s.gpkg"), filepath.Join(dir, "news.jsonl"), filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("a made-up secret of a test"), 0o600); err != nil {
		t.Fatal(err)
	}
	source := []string{"liveuamap", "--allow-loopback", "--per-second", "100", "--endpoint", "liveuamap=" + m.URL}
	if code, out, errOut := salient(t, store, append([]string{"sync"}, source...)...); code != exitDone {
		t.Fatalf("sync: status %d, %s%s", code, out, errOut)
	}
	args := append([]string{"watch", "--once", "--to", news, "--webhook", m.URL + "/hook", "--secret-file", secret}, source...)
	if code, out, errOut := salient(t, store, args...); code != exitDone || out != "" {
		t.Errorf("nothing new: status %d, %s%s", code, out, errOut)
	}
	from := m.day.UTC().Format(time.DateOnly)
	m.day, m.side = m.day.AddDate(0, 0, 2), 1.1
	code, out, errOut := salient(t, store, args...)
	if want := "liveuamap: map of " + m.day.UTC().Format(time.DateOnly) + "; since that of " + from + " Russia gained "; code != exitDone || !strings.Contains(out, want) {
		t.Errorf("a new map: status %d, %s%s, want %s", code, out, errOut, want)
	}
	if code, out, errOut = salient(t, store, args...); code != exitDone || out != "" {
		t.Errorf("told twice: status %d, %s%s", code, out, errOut)
	}
	data, err := os.ReadFile(news)
	if err != nil || strings.Count(string(data), "\n") != 1 {
		t.Errorf("file %q, %v; want one line", data, err)
	}
	if len(m.hook) != 1 || !strings.Contains(string(data), m.hook[0].ID) {
		t.Errorf("webhook got %d events, want the file's one", len(m.hook))
	}
	if code, _, errOut = salient(t, store, "watch", "--every", "10s"); code != exitUsage || !strings.Contains(errOut, "once a day") {
		t.Errorf("--every 10s: status %d, %s", code, errOut)
	}
}

// TestSecondWatcherEnds: two watchers of one store would tell everything twice.
func TestSecondWatcherEnds(t *testing.T) {
	m, store := newMapServer(t), filepath.Join(t.TempDir(), "s.gpkg")
	first, err := watch.Open(store+".watch.json", gazetteer.Default())
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"watch", "--once", "liveuamap", "--allow-loopback", "--per-second", "100", "--endpoint", "liveuamap=" + m.URL}
	if code, out, errOut := salient(t, store, args...); code != exitFailed || out != "" || !strings.Contains(errOut, "another watcher is at work") || !strings.Contains(errOut, "--state") {
		t.Errorf("second watcher: status %d, %s%s", code, out, errOut)
	}
	if code, out, errOut := salient(t, store, append(args, "--state", filepath.Join(t.TempDir(), "own.json"))...); code != exitDone {
		t.Errorf("with a state of its own: status %d, %s%s", code, out, errOut)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if code, out, errOut := salient(t, store, args...); code != exitDone {
		t.Errorf("after the first has ended: status %d, %s%s", code, out, errOut)
	}
}
