package measure_test

import (
	"math"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

func areas(t *testing.T, text string) measure.Areas {
	t.Helper()
	regions, err := gazetteer.ReadAreas([]byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return measure.Polygons(regions, "test")
}

const sideBySide = `{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"name":"west"},"geometry":{"type":"Polygon","coordinates":[[[36,47],[37,47.1],[36.9,48],[36,48],[36,47]]]}},
	{"type":"Feature","properties":{"name":"east"},"geometry":{"type":"Polygon","coordinates":[[[37,47.1],[38.3,47.2],[38,48],[36.9,48],[37,47.1]]]}},
	{"type":"Feature","properties":{"name":"far away"},"geometry":{"type":"Polygon","coordinates":[[[24,49],[25,49],[25,50],[24,49]]]}}]}`

const overlapping = `{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"name":"one"},"geometry":{"type":"Polygon","coordinates":[[[36,47],[37.5,47],[37.5,48],[36,48],[36,47]]]}},
	{"type":"Feature","properties":{"name":"two"},"geometry":{"type":"Polygon","coordinates":[[[37,47],[38,47],[38,48],[37,48],[37,47]]]}}]}`

func TestAnyPartsAddUpToTheWhole(t *testing.T) {
	c := archive(t, "deepstate.tar.zst")
	l := live(c)
	name := l.Coverage()[0].Definition.Name
	from, to := control.Date(2025, 11, 1), control.Date(2026, 2, 1)
	for what, by := range map[string]measure.Areas{
		"polygons": areas(t, sideBySide), "cells of 5,000 km²": measure.S2(7), "cells of 20 km²": measure.S2(11),
		"oblasts": measure.RegionsOf(gazetteer.Default()),
	} {
		t.Run(what, func(t *testing.T) {
			if !by.Disjoint() {
				t.Fatal("said to overlap")
			}
			h, err := l.Held(name, to, measure.Options{By: by})
			if err != nil {
				t.Fatal(err)
			}
			sum := geo.SquareMeters(0)
			for _, r := range h.Regions {
				sum += r.Held
				if r.Interval == nil || r.Interval.Low > r.Held || r.Interval.High < r.Held-1 {
					t.Errorf("%s: %.0f m² outside its interval %v", r.Name, r.Held, r.Interval)
				}
				if !r.Rest && r.Held > r.Total+1 {
					t.Errorf("%s holds %.0f m² of %.0f", r.Name, r.Held, r.Total)
				}
			}
			if d := math.Abs(float64(sum - h.Area)); d > 1 {
				t.Errorf("held: the parts differ from the whole by %.2f m²", d)
			}
			ch, err := l.Change(name, from, to, measure.Options{By: by})
			if err != nil {
				t.Fatal(err)
			}
			var gained, lost geo.SquareMeters
			variance := 0.0
			for _, r := range ch.Regions {
				gained, lost = gained+r.Gained, lost+r.Lost
				variance += math.Pow(float64(r.Interval.High-r.Interval.Low), 2)
			}
			if d := math.Abs(float64(gained-ch.Gained)) + math.Abs(float64(lost-ch.Lost)); d > 1 {
				t.Errorf("change: the parts differ from the whole by %.2f m²", d)
			}
			if whole := math.Pow(float64(ch.Interval.High-ch.Interval.Low), 2); math.Abs(variance/whole-1) > 1e-6 {
				t.Errorf("the parts' variances add up to %.6f of the whole's", variance/whole)
			}
		})
	}
}

// Rows of areas that overlap are right each by itself, as if it were alone.
func TestAreasThatOverlap(t *testing.T) {
	c := archive(t, "deepstate.tar.zst")
	l := live(c)
	name := l.Coverage()[0].Definition.Name
	on := control.Date(2026, 2, 1)
	by := areas(t, overlapping)
	if by.Disjoint() {
		t.Fatal("said not to overlap")
	}
	h, err := l.Held(name, on, measure.Options{By: by})
	if err != nil || len(h.Regions) != 3 {
		t.Fatalf("%d rows, %v", len(h.Regions), err)
	}
	union := areas(t, `{"type":"Polygon","coordinates":[[[36,47],[37,47],[37.5,47],[38,47],[38,48],[37.5,48],[37,48],[36,48],[36,47]]]}`)
	alone, err := l.Held(name, on, measure.Options{By: union})
	if err != nil {
		t.Fatal(err)
	}
	rest := h.Regions[2]
	if d := math.Abs(float64(rest.Held - alone.Regions[1].Held)); !rest.Rest || d > 1000 {
		t.Errorf("%s: %.0f m², want %.0f", rest.Name, rest.Held, alone.Regions[1].Held)
	}
	if sum := h.Regions[0].Held + h.Regions[1].Held; sum <= alone.Regions[0].Held {
		t.Errorf("both rows together %.0f m², of which some twice; the union has %.0f", sum, alone.Regions[0].Held)
	}
}

func TestCellsTooFine(t *testing.T) {
	square := areas(t, `{"type":"Polygon","coordinates":[[[30,47],[38,47],[38,51],[30,51],[30,47]]]}`)
	all, err := square.Touching([]geo.Segment{{A: geo.Pt(30, 47), B: geo.Pt(38, 51)}})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if _, err := measure.S2(20).Touching(all[0].Border); err == nil {
		t.Error("millions of cells were not refused")
	}
	if cells, err := measure.S2(8).Touching(all[0].Border); err != nil || len(cells) < 100 {
		t.Errorf("%d cells, %v", len(cells), err)
	}
}

// Areas that no boundary comes near are held whole or not at all, without an
// overlay: Luhansk Oblast lies well within a box that is held, Vinnytsia Oblast in
// a hole of it.
func TestAreasFarFromTheBoundary(t *testing.T) {
	where := gazetteer.Default()
	held := box(20, 43, 42, 54)
	for _, s := range box(27, 47.5, 31, 50.4) { // a hole about Vinnytsia
		held = append(held, s.Reverse())
	}
	whole := geo.SquareMeters(0)
	for _, s := range held {
		whole += geo.SegmentArea(s)
	}
	rows, err := measure.RegionsHeld(held, whole, measure.RegionsOf(where))
	if err != nil {
		t.Fatal(err)
	}
	var sum geo.SquareMeters
	found := map[string]geo.SquareMeters{}
	for _, r := range rows {
		sum += r.Held
		found[r.Name] = r.Held
	}
	if math.Abs(float64(sum-whole)) > 1 {
		t.Errorf("parts add up to %.1f m², the whole is %.1f", float64(sum), float64(whole))
	}
	if got, want := found["Luhansk"], where.RegionByName("Luhansk").Area(); math.Abs(float64(got-want)) > 1 {
		t.Errorf("Luhansk: %.1f of %.1f m²", float64(got), float64(want))
	}
	if got, ok := found["Vinnytsia"]; ok {
		t.Errorf("Vinnytsia: %.1f m² in the hole", float64(got))
	}
	if got := found["Kyiv Oblast"]; got <= 0 || got >= where.RegionByName("Kyiv Oblast").Area() {
		t.Errorf("Kyiv Oblast: %.1f m², of which the hole cuts a part", float64(got))
	}
}
