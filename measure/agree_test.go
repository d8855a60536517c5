package measure_test

import (
	"math"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
)

// box returns the boundary of a rectangle in degrees.
func box(west, south, east, north float64) []geo.Segment {
	ring := geo.Ring{geo.Pt(west, south), geo.Pt(east, south), geo.Pt(east, north), geo.Pt(west, north)}
	return geo.Boundary(ring.Segments(nil), geo.AtLeastOne)
}

// twoSources returns a record of two made-up sources.
func twoSources(a, b *chronicle.Chronicle) *measure.Live {
	definitions := []control.Definition{{Name: "a", Source: a.Source()}, {Name: "b", Source: b.Source()}}
	return measure.NewLive(definitions, func(d control.Definition) (*chronicle.Chronicle, error) {
		if d.Name == "a" {
			return a, nil
		}
		return b, nil
	}, gazetteer.Default())
}

func TestAgreementOfRectangles(t *testing.T) {
	day := control.Date(2026, 1, 1)
	a, b := chronicle.New("first", "control"), chronicle.New("second", "control")
	a.Add(day, day, box(35, 47, 36, 48))
	b.Add(day, day, box(35.5, 47, 36.5, 48))
	got, err := measure.Agree(twoSources(a, b), "a", "b", day, gazetteer.Default())
	if err != nil {
		t.Fatal(err)
	}
	if share := got.Whole.Share(); math.Abs(share-1.0/3) > 1e-9 {
		t.Errorf("agreement %.9f, want a third", share)
	}
	if got.Common != got.Whole || len(got.LeftOut) != 0 {
		t.Errorf("nothing is left out, yet %v, %+v and %+v", got.LeftOut, got.Common, got.Whole)
	}
	if len(got.Patches) != 2 {
		t.Fatalf("%d patches, want 2", len(got.Patches))
	}
	for _, p := range got.Patches {
		if second := p.Centroid.Lon() > 36; second != (p.Kind == measure.Gained) {
			t.Errorf("%s at %s", p.Kind, p.Centroid)
		}
	}
}

func TestLeadOfTheQuickerSource(t *testing.T) {
	day := control.Date(2026, 1, 1)
	a, b := chronicle.New("first", "control"), chronicle.New("second", "control")
	for i := range control.Day(30) {
		east := func(d control.Day) float64 { return 35 + 0.2*float64(max(0, d)/10+1) }
		a.Add(day+i, day+i, box(34, 47, east(i), 48))
		b.Add(day+i, day+i, box(34, 47, east(i-4), 48)) // four days later
	}
	got, err := measure.Leads(twoSources(a, b), "a", "b", day, day+29, 14)
	if err != nil {
		t.Fatal(err)
	}
	if got.Matched == 0 || got.First != got.Matched || got.MedianLag != 4 || got.OnlyFirst != 0 || got.OnlySecond != 0 {
		t.Errorf("%+v", got)
	}
	back, err := measure.Leads(twoSources(b, a), "a", "b", day, day+29, 14)
	if err != nil {
		t.Fatal(err)
	}
	if back.Second != got.First || back.MedianLag != -4 {
		t.Errorf("the other way round %+v", back)
	}
}

// The ledger's cells must come near the exact overlay, from above.
func TestLedgerAgreesWithTheMaps(t *testing.T) {
	ds, lu := archive(t, "data/deepstate.tar.zst"), archive(t, "data/nzz.tar.zst")
	definitions := []control.Definition{{Name: "deepstate", Source: "deepstate"}, {Name: "liveuamap", Source: "liveuamap"}}
	l := measure.NewLive(definitions, func(d control.Definition) (*chronicle.Chronicle, error) {
		if d.Name == "deepstate" {
			return ds, nil
		}
		return lu, nil
	}, gazetteer.Default())
	embedded, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []control.Day{control.Date(2025, 1, 1), control.Date(2026, 2, 1)} {
		exact, err := measure.Agree(l, "deepstate", "liveuamap", day, gazetteer.Default())
		if err != nil {
			t.Fatal(err)
		}
		rough, err := measure.Agree(embedded, "deepstate", "liveuamap", day, gazetteer.Default())
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: common %.4f by maps, %.4f by cells; whole %.4f and %.4f; both %.1f km², only DeepState %.1f, only Liveuamap %.1f; by cells %.1f, %.1f, %.1f",
			day, exact.Common.Share(), rough.Common.Share(), exact.Whole.Share(), rough.Whole.Share(),
			exact.Common.Both.Km2(), exact.Common.OnlyFirst.Km2(), exact.Common.OnlySecond.Km2(),
			rough.Common.Both.Km2(), rough.Common.OnlyFirst.Km2(), rough.Common.OnlySecond.Km2())
		if math.Abs(exact.Whole.Share()-rough.Whole.Share()) > 0.01 || math.Abs(exact.Common.Share()-rough.Common.Share()) > 0.02 {
			t.Errorf("%s: by maps %.4f and %.4f, by cells %.4f and %.4f", day, exact.Whole.Share(), exact.Common.Share(), rough.Whole.Share(), rough.Common.Share())
		}
		held, err := l.Held("deepstate", day, measure.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if sum := exact.Whole.Both + exact.Whole.OnlyFirst; math.Abs(float64(sum-held.Area)) > 1 {
			t.Errorf("%s: parts add up to %.1f m², held are %.1f", day, float64(sum), float64(held.Area))
		}
	}
	from, to := control.Date(2025, 2, 1), control.Date(2026, 2, 1)
	for name, r := range map[string]measure.Record{"maps": l, "cells": embedded} {
		lead, err := measure.Leads(r, "deepstate", "liveuamap", from, to, 60)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %+v", name, lead)
		if lead.Matched < 50 || lead.First+lead.Second+lead.SameDay != lead.Matched {
			t.Errorf("%s: %+v", name, lead)
		}
	}
}

// TestNearestHeldByLedgerAndMaps: what maps tell exactly lies within what the
// ledger's cells bound.
func TestNearestHeldByLedgerAndMaps(t *testing.T) {
	c := archive(t, "data/deepstate.tar.zst")
	maps := measure.NewLive([]control.Definition{{Name: "deepstate", Source: "deepstate"}}, func(control.Definition) (*chronicle.Chronicle, error) { return c, nil }, gazetteer.Default())
	cells, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]geo.Point{"Zaporizhzhia": geo.Pt(35.1396, 47.8388), "Kherson": geo.Pt(32.6169, 46.6354), "Kupiansk": geo.Pt(37.6151, 49.7106), "Odesa": geo.Pt(30.7326, 46.4775), "Sumy": geo.Pt(34.8003, 50.9216)}
	for name, p := range places {
		for _, day := range []control.Day{control.Date(2024, 8, 1), control.Date(2025, 6, 1), control.Date(2026, 2, 17)} {
			for _, in := range []measure.Bearings{measure.AllAround, {Center: 180, Half: 33.75}, {Center: 90, Half: 33.75}} {
				exact, err := measure.NearestHeld(maps, "deepstate", p, day, in)
				if err != nil {
					t.Fatal(err)
				}
				bounds, err := measure.NearestHeld(cells, "deepstate", p, day, in)
				if err != nil {
					t.Fatal(err)
				}
				if exact.Held || bounds.Held {
					continue
				}
				if exact.Least != exact.Most || bounds.Least > exact.Least || bounds.Most < exact.Most {
					t.Errorf("%s on %s, %+v: %.0f m by the map, %.0f to %.0f m by the ledger", name, day, in, exact.Least, bounds.Least, bounds.Most)
				}
			}
		}
	}
}
