package live_test

import (
	"testing"

	"github.com/salient-project/salient/control"
)

func TestNZZWalksBackMapByMap(t *testing.T) {
	w := newWorld(t)
	w.nzz = map[string]string{"2026-11-05": ring(36, 47, 1), "2026-11-12": ring(36, 47, 1.1), "2026-11-18": ring(36, 47, 1.2)}
	s := openStore(t)
	o := w.options(s, "liveuamap")
	o.Since = day("2026-11-05")
	r := sync1(t, o)
	if got := list(r.Added); got != "2026-11-05 2026-11-12 2026-11-18" || r.Requests != 3 || r.Error != "" {
		t.Errorf("added %s, %+v", got, r)
	}
	m, err := opened(t, s, "liveuamap", "control").MapOn(day("2026-11-12"), control.NoDay)
	if err != nil || m.Known != day("2026-11-20") {
		t.Errorf("known since %s, %v; want the day it was fetched", m.Known, err)
	}
	// The newest map is compared again, and no more.
	o.Since = control.NoDay
	if r = sync1(t, o); r.Requests != 1 || r.Unchanged != 1 || len(r.Added) > 0 {
		t.Errorf("again: %+v", r)
	}
	w.nzz["2026-11-18"] = ring(36, 47, 1.21)
	if r = sync1(t, o); list(r.Corrected) != "2026-11-18" {
		t.Errorf("redrawn: %+v", r)
	}
}

func TestNZZMapOfTheFuture(t *testing.T) {
	w := newWorld(t)
	w.nzz = map[string]string{"2026-11-18": ring(36, 47, 1)}
	o := w.options(openStore(t), "liveuamap")
	o.Endpoints["liveuamap"] = w.server.URL + "/areas?appendItemToPayload=x"
	if r := sync1(t, o); list(r.Added) != "2026-11-18" {
		t.Fatalf("%+v", r)
	}
	w.before = future
	r := sync1(t, o)
	if len(r.Refused) != 1 || len(r.Added) > 0 {
		t.Fatalf("%+v", r)
	}
	told(t, []string{r.Refused[0].Reason}, "day 2202-02-02 lies in the future")
}
