package watch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/watch"
)

var clock = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func day(s string) control.Day {
	d, err := control.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// square is the boundary of a square of so many degrees.
func square(side float64) []geo.Segment {
	p := []geo.Point{geo.Pt(36, 47), geo.Pt(36+side, 47), geo.Pt(36+side, 47+side), geo.Pt(36, 47+side)}
	return geo.Boundary([]geo.Segment{{A: p[0], B: p[1]}, {A: p[1], B: p[2]}, {A: p[2], B: p[3]}, {A: p[3], B: p[0]}}, geo.NonZero)
}

// desk is one record being watched.
type desk struct {
	t     *testing.T
	c     *chronicle.Chronicle
	state string
	last  *watch.Watcher
}

func newDesk(t *testing.T) *desk {
	return &desk{t: t, c: chronicle.New("made-up", "control"), state: filepath.Join(t.TempDir(), "s.watch.json")}
}

func (d *desk) add(valid, known string, side float64) { d.c.Add(day(valid), day(known), square(side)) }

func (d *desk) record() *measure.Live {
	def := control.Definition{Name: "made-up", Source: "made-up", Layers: []control.Layer{control.Control}, Actor: "The holder"}
	return measure.NewLive([]control.Definition{def}, func(control.Definition) (*chronicle.Chronicle, error) { return d.c, nil }, gazetteer.Default())
}

// start opens a watcher as after a restart, and primes it.
func (d *desk) start(sinks ...watch.Sink) *watch.Watcher {
	d.t.Helper()
	if d.last != nil {
		if err := d.last.Close(); err != nil {
			d.t.Fatal(err)
		}
	}
	w, err := watch.Open(d.state, gazetteer.Default(), sinks...)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := w.Prime(d.record()); err != nil {
		d.t.Fatal(err)
	}
	d.last = w
	return w
}

func (d *desk) look(w *watch.Watcher) []watch.Event {
	d.t.Helper()
	events, err := w.Look(d.record(), clock)
	if err != nil {
		d.t.Fatal(err)
	}
	return events
}

func TestEachChangeIsToldOnce(t *testing.T) {
	d := newDesk(t)
	d.add("2026-11-15", "2026-11-16", 1)
	var got []watch.Event
	sink := watch.Func{Label: "test", Do: func(e watch.Event) error { got = append(got, e); return nil }}
	w := d.start(sink)
	if e := d.look(w); e != nil {
		t.Errorf("what the store held is news: %v", e)
	}
	d.add("2026-11-16", "2026-11-17", 1.05)
	d.add("2026-11-17", "2026-11-18", 1.1)
	d.look(w)
	if err := w.Deliver(context.Background()); err != nil {
		t.Fatal(err)
	}
	for range 2 { // again, and again after a restart
		d.look(w)
		if err := w.Deliver(context.Background()); err != nil {
			t.Fatal(err)
		}
		w = d.start(sink)
	}
	if len(got) != 1 {
		t.Fatalf("%d events, want 1", len(got))
	}
	e := got[0]
	if e.Kind != watch.NewMap || e.Change == nil || e.Change.From != day("2026-11-15") || e.Day != day("2026-11-17") || e.Actor != "The holder" {
		t.Fatalf("event %+v", e)
	}
	// From the square of 1° to that of 1.1°: all gained. The longer parallel is
	// another geodesic, which moves 2 km² as a sliver.
	if e.Change.Gained < 1600 || e.Change.Lost != 0 || math.Abs(e.Change.Net-e.Change.Gained) > 3 || len(e.Change.Patches) == 0 {
		t.Errorf("change %+v", e.Change)
	}
	if e.Command != "salient change --from 2026-11-15 --to 2026-11-17 --definition made-up" {
		t.Errorf("command %q", e.Command)
	}
}

func TestCorrectionsAreToldApart(t *testing.T) {
	d := newDesk(t)
	d.add("2026-11-15", "2026-11-16", 1)
	d.add("2026-11-16", "2026-11-17", 1)
	w := d.start()
	d.add("2026-11-15", "2026-11-18", 0.9)
	events := d.look(w)
	if len(events) != 1 || events[0].Kind != watch.Correction || events[0].Day != day("2026-11-15") || events[0].Change.Lost < 1500 {
		t.Fatalf("events %+v", events)
	}
	if e := d.look(d.start()); e != nil {
		t.Errorf("told again after a restart: %+v", e)
	}
	// A second correction known on the same day, as two files may claim.
	d.add("2026-11-15", "2026-11-18", 0.8)
	if e := d.look(d.start()); len(e) != 1 || e[0].ID == events[0].ID {
		t.Errorf("second correction: %+v", e)
	}
}

func TestFirstMapIsNews(t *testing.T) {
	d := newDesk(t)
	w := d.start()
	d.add("2026-11-15", "2026-11-16", 1)
	if e := d.look(w); len(e) != 1 || e[0].Kind != watch.First || e[0].Change != nil || e[0].Held < 8000 {
		t.Errorf("events %+v", e)
	}
}

func TestUndeliveredWaitsAcrossRestarts(t *testing.T) {
	d := newDesk(t)
	d.add("2026-11-15", "2026-11-16", 1)
	down := true
	var got, other []string
	sinks := []watch.Sink{
		watch.Func{Label: "failing", Do: func(e watch.Event) error {
			if down {
				return errors.New("down")
			}
			got = append(got, e.ID)
			return nil
		}},
		watch.Func{Label: "other", Do: func(e watch.Event) error { other = append(other, e.ID); return nil }},
	}
	w := d.start(sinks...)
	for i, side := range []float64{1.1, 1.2} {
		d.add(fmt.Sprintf("2026-11-%d", 16+i), fmt.Sprintf("2026-11-%d", 17+i), side)
		d.look(w)
		if err := w.Deliver(context.Background()); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("failing: down (%d waiting)", i+1)) {
			t.Errorf("delivery: %v", err)
		}
		w = d.start(sinks...)
	}
	down = false
	if err := w.Deliver(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || len(other) != 2 || got[0] != other[0] || got[1] != other[1] {
		t.Errorf("failing sink got %v, the other %v", got, other)
	}
}

func TestFileHasEachEventOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.jsonl")
	e := watch.Event{ID: "a", Kind: watch.First, Definition: "made-up", Day: day("2026-11-15"), Known: day("2026-11-16")}
	send := func(e watch.Event) {
		t.Helper()
		if err := watch.File(path).Send(context.Background(), e); err != nil { // a new sink each time: a restart
			t.Fatal(err)
		}
	}
	send(e)
	send(e)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, `{"id":"b","ki`) // killed in the middle of a line
	_ = f.Close()
	e.ID = "b"
	send(e)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var whole []string
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var e watch.Event
		if json.Unmarshal([]byte(line), &e) == nil {
			whole = append(whole, e.ID)
		}
	}
	if strings.Join(whole, " ") != "a b" {
		t.Errorf("events %v in %q", whole, data)
	}
}

func TestForeignStateIsRefused(t *testing.T) {
	for name, text := range map[string]string{"broken": `{"version":1,`, "other version": `{"version":9}`} {
		path := filepath.Join(t.TempDir(), "s.watch.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := watch.Open(path, nil); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
