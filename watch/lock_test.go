package watch_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/watch"
)

// TestMain lets the test program be the watcher that gets killed.
func TestMain(m *testing.M) {
	if path := os.Getenv("SALIENT_TEST_WATCH"); path != "" {
		if _, err := watch.Open(path, gazetteer.Default()); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("watching")
		time.Sleep(time.Minute)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestOneWatcherAtATime(t *testing.T) {
	d := newDesk(t)
	d.add("2026-11-15", "2026-11-16", 1)
	first := d.start()
	if _, err := watch.Open(d.state, gazetteer.Default()); !errors.Is(err, watch.ErrWatched) || !strings.Contains(err.Error(), fmt.Sprintf("process %d", os.Getpid())) {
		t.Fatalf("a second watcher: %v", err)
	}
	other, err := watch.Open(filepath.Join(t.TempDir(), "other.json"), gazetteer.Default())
	if err != nil {
		t.Fatalf("one of another file: %v", err)
	}
	_ = other.Close()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second, err := watch.Open(d.state, gazetteer.Default())
	if err != nil {
		t.Fatalf("after the first has ended: %v", err)
	}
	_ = second.Close()
	if err := second.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}

// TestKilledWatcherLeavesNoLock: the file stays behind, the lock does not.
func TestKilledWatcherLeavesNoLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.watch.json")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SALIENT_TEST_WATCH="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "watching\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	if _, err := watch.Open(path, gazetteer.Default()); !errors.Is(err, watch.ErrWatched) || !strings.Contains(err.Error(), fmt.Sprintf("process %d", cmd.Process.Pid)) {
		t.Errorf("while it watches: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	w, err := watch.Open(path, gazetteer.Default())
	if err != nil {
		t.Fatalf("after it was killed: %v", err)
	}
	_ = w.Close()
}

// TestClockSkew: news are told by the days of maps. A clock that was set back by
// a month, or ahead by years, tells nothing twice and leaves nothing out.
func TestClockSkew(t *testing.T) {
	d := newDesk(t)
	d.add("2026-11-15", "2026-11-16", 1)
	var got []string
	sink := watch.Func{Label: "test", Do: func(e watch.Event) error {
		got = append(got, fmt.Sprintf("%s %s at %s", e.Kind, e.Day, e.Noticed.Format(time.DateOnly)))
		return nil
	}}
	look := func(now time.Time) {
		t.Helper()
		w := d.start(sink)
		if _, err := w.Look(d.record(), now); err != nil {
			t.Fatal(err)
		}
		if err := w.Deliver(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	look(clock)
	d.add("2026-11-16", "2026-11-17", 1.1)
	look(clock.AddDate(0, -1, 0))
	d.add("2026-11-17", "2026-11-18", 1.2)
	look(clock.AddDate(10, 0, 0))
	look(clock.AddDate(-10, 0, 0))
	d.add("2026-11-18", "2026-11-19", 1.3)
	look(clock.AddDate(0, 0, -1))
	look(clock)
	want := "map 2026-11-16 at 2026-10-20, map 2026-11-17 at 2036-11-20, map 2026-11-18 at 2026-11-19"
	if strings.Join(got, ", ") != want {
		t.Errorf("told %s, want %s", strings.Join(got, ", "), want)
	}
}

// TestWebhookOfAnotherClock: a receiver that refuses old timestamps, as it
// should, answers with its own time, and the error says that the clocks differ.
func TestWebhookOfAnotherClock(t *testing.T) {
	theirs := clock.Add(-3 * time.Hour)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Date", theirs.Format(http.TimeFormat))
		rw.WriteHeader(http.StatusUnauthorized)
	}))
	defer server.Close()
	send := func() string { return fmt.Sprint(hook(t, server.URL).Send(context.Background(), news)) }
	if got := send(); !strings.Contains(got, "401") || !strings.Contains(got, "clock is 3h0m0s ahead of its own") {
		t.Errorf("three hours ahead: %s", got)
	}
	theirs = clock.Add(30 * time.Minute)
	if got := send(); !strings.Contains(got, "30m0s behind") {
		t.Errorf("half an hour behind: %s", got)
	}
	theirs = clock.Add(time.Second)
	if got := send(); strings.Contains(got, "clock") {
		t.Errorf("in step: %s", got)
	}
}

// TestWebhookOnceAcrossRestarts: the receiver is down, the watcher is restarted,
// and what happened meanwhile comes once, in order, each under its own id.
func TestWebhookOnceAcrossRestarts(t *testing.T) {
	down, got := true, []string{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if down {
			rw.WriteHeader(http.StatusBadGateway)
			return
		}
		got = append(got, r.Header.Get(watch.HeaderEvent))
	}))
	defer server.Close()
	d := newDesk(t)
	d.add("2026-11-15", "2026-11-16", 1)
	var ids []string
	for i, side := range []float64{1, 1.1, 1.2, 1.2} {
		if i > 0 {
			d.add(fmt.Sprintf("2026-11-%d", 15+i), fmt.Sprintf("2026-11-%d", 16+i), side)
		}
		w := d.start(hook(t, server.URL))
		for _, e := range d.look(w) {
			ids = append(ids, e.ID)
		}
		down = i < 2
		if err := w.Deliver(context.Background()); (err == nil) != (!down || i == 0) {
			t.Errorf("round %d: %v", i, err)
		}
	}
	if len(ids) != 3 || strings.Join(got, " ") != strings.Join(ids, " ") {
		t.Errorf("got %v, want %v", got, ids)
	}
}
