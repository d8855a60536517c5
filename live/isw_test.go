package live_test

import (
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
)

var evening = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC) // the 19th in Washington

// iswWorld has every layer under names as ISW gives them, and services that
// must not be taken for them.
func iswWorld(t *testing.T) *world {
	w := newWorld(t)
	square := func(lon, side float64) string { return area(`{"OBJECTID":1}`, ring(lon, 47, side)) }
	w.layers = []*layer{
		{service: "VIEW_RussiaCoTinUkraine_V2", id: 49, edited: evening.AddDate(0, -3, 0), features: []string{square(36, 0.5)}, page: 2},
		{service: "VIEW_RussiaCoTinUkraine_V3", id: 49, edited: evening, page: 2,
			features: []string{square(36, 1), square(37.5, 0.5), `{"type":"Feature","properties":{},"geometry":null}`, square(38.5, 0.5), square(39.5, 0.5)}},
		{service: "VIEW_ClaimedRussianTerritoryinUkraine_V2", id: 49, edited: evening.Add(-time.Hour), features: []string{square(37, 0.2)}, page: 2},
		{service: "AssessedRussianAdvanceInUkraine_V2_view", id: 0, edited: evening.Add(-time.Hour), features: []string{square(37, 0.3)}, page: 2},
		{service: "MDS_AssessedRussianAdvanceInUkraine_view", id: 0, edited: evening.AddDate(-1, 0, 0), features: []string{square(37, 0.4)}, page: 2},
		{service: "View_AssessedRussianInfiltrationAreasinUkraine_V4", id: 0, edited: evening.Add(-time.Hour), features: []string{square(37.3, 0.1)}, page: 2},
		{service: "Claimed_Russian_Advances_in_Russia_View", id: 0, edited: evening, features: []string{square(38, 1)}, page: 2},
		{service: "Assessed_Russian_Gains_in_the_Past_24_Hours_view", id: 0, edited: evening, features: []string{square(38, 1)}, page: 2},
		{service: "RussiaCoTinUkraine_Timelapse", id: 0, edited: evening, features: []string{square(38, 3)}, page: 2},
	}
	return w
}

func TestISWLayersAreFoundByName(t *testing.T) {
	w := iswWorld(t)
	s := openStore(t)
	r := sync1(t, w.options(s, "isw"))
	if got := list(r.Added); got != "2026-11-19" || r.Error != "" || len(r.Refused) > 0 {
		t.Fatalf("added %s, %+v", got, r)
	}
	for _, l := range []control.Layer{control.Control, control.Advance, control.Claimed, control.Infiltration} {
		if got := days(t, s, "isw", l); got != "2026-11-19" {
			t.Errorf("%s: %s", l, got)
		}
	}
	c := opened(t, s, "isw", "control")
	m, err := c.MapOn(day("2026-11-19"), control.NoDay)
	if err != nil {
		t.Fatal(err)
	}
	// All three pages: one square of a degree and three of half a degree.
	if n := len(c.Boundary(m)); n != 16 {
		t.Errorf("%d edges, want 16", n)
	}
	// The definition that counts three layers is derived: the claim lies in the advance.
	all := opened(t, s, "isw", "isw-afp")
	am, err := all.MapOn(day("2026-11-19"), control.NoDay)
	if err != nil || all.Area(am) <= c.Area(m) {
		t.Errorf("isw-afp %.0f m², control %.0f m², %v", all.Area(am), c.Area(m), err)
	}
	answers, err := s.Fetched("isw")
	if err != nil {
		t.Fatal(err)
	}
	kept := false
	for address, a := range answers {
		kept = kept || strings.Contains(address, "VIEW_RussiaCoTinUkraine_V3/FeatureServer/49/query") && a.Edited.Equal(evening)
	}
	if !kept {
		t.Errorf("the layer's edit date is not kept: %v", answers)
	}
	// Nothing was edited: nothing is downloaded.
	w.hits = map[string]int{}
	r = sync1(t, w.options(s, "isw"))
	if r.Unchanged != 4 || len(r.Added) > 0 || w.hits["/services/VIEW_RussiaCoTinUkraine_V3/FeatureServer/49/query"] != 0 {
		t.Errorf("again: %+v", r)
	}
}

func TestISWRenamedService(t *testing.T) {
	w := iswWorld(t)
	w.layers[1].service = "RussiaCoTinUkraine_V4_view"
	s := openStore(t)
	if r := sync1(t, w.options(s, "isw")); list(r.Added) != "2026-11-19" {
		t.Errorf("a new version: %+v", r)
	}
	w.layers[1].service, w.layers[0].service = "Assessed_Russian_Control_Ukraine", "Front_2024"
	r := sync1(t, w.options(s, "isw"))
	told(t, []string{r.Error}, "layer control is gone")
	told(t, []string{r.Error}, "Assessed_Russian_Control_Ukraine")
}

func TestISWVanishedLayer(t *testing.T) {
	w := iswWorld(t)
	s := openStore(t)
	sync1(t, w.options(s, "isw"))
	for i := range w.layers {
		w.layers[i].edited = w.layers[i].edited.Add(6 * time.Hour) // the 20th
	}
	without := func(service string) []*layer {
		var rest []*layer
		for _, l := range w.layers {
			if !strings.Contains(l.service, service) {
				rest = append(rest, l)
			}
		}
		return rest
	}
	all := w.layers
	w.layers = without("Claimed")
	r := sync1(t, w.options(s, "isw"))
	told(t, []string{r.Error}, "layer claimed is gone")
	if got := days(t, s, "isw", control.Control); got != "2026-11-19" {
		t.Errorf("control has %s: a day without one of its layers was taken in", got)
	}
	w.layers = all
	if r = sync1(t, w.options(s, "isw")); list(r.Added) != "2026-11-20" {
		t.Fatalf("%+v", r)
	}
	w.layers = without("Infiltration")
	r = sync1(t, w.options(s, "isw"))
	told(t, r.Notes, "layer infiltration, which earlier maps have, is gone and is left out")
	if r.Error != "" {
		t.Errorf("a layer that nothing counts: %s", r.Error)
	}
}

func TestISWPartsOfALayerAreNoMap(t *testing.T) {
	w := iswWorld(t)
	s := openStore(t)
	w.layers[1].editing = true
	r := sync1(t, w.options(s, "isw"))
	told(t, []string{r.Error}, "was edited while it was read")
	if got := days(t, s, "isw", control.Control); got != "" {
		t.Errorf("taken in: %s", got)
	}
}

func TestISWMapStillBeingDrawn(t *testing.T) {
	w := iswWorld(t)
	w.layers[3].edited = clock.Add(-5 * time.Minute)
	r := sync1(t, w.options(openStore(t), "isw"))
	told(t, r.Notes, "edited 5m0s ago")
	if len(r.Added) > 0 || r.Error != "" {
		t.Errorf("%+v", r)
	}
}

func TestISWFutureEditDate(t *testing.T) {
	w := iswWorld(t)
	w.layers[1].edited = clock.AddDate(176, 0, 0)
	r := sync1(t, w.options(openStore(t), "isw"))
	if len(r.Refused) == 0 || len(r.Added) > 0 {
		t.Fatalf("%+v", r)
	}
	told(t, []string{r.Refused[0].Reason}, "lies in the future")
}

// TestISWLayersThatNothingElseNeeds: the counteroffensive layer and control
// before 24 February 2022 are taken in where they are, and missed by nobody.
func TestISWLayersThatNothingElseNeeds(t *testing.T) {
	w := iswWorld(t)
	square := area(`{"OBJECTID":1}`, ring(35, 47, 0.5))
	w.layers = append(w.layers,
		&layer{service: "VIEW_ClaimedUkrainianCounteroffensives_V2", id: 49, edited: evening.Add(-time.Hour), features: []string{square}, page: 2},
		&layer{service: "VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022", id: 49, edited: evening.AddDate(-4, 0, 0), features: []string{square}, page: 2})
	s := openStore(t)
	if r := sync1(t, w.options(s, "isw")); list(r.Added) != "2026-11-19" || r.Error != "" || len(r.Refused) > 0 {
		t.Fatalf("%+v", r)
	}
	for _, l := range []control.Layer{control.Control, control.Counteroffensive, control.Prewar} {
		c := opened(t, s, "isw", string(l))
		if m, err := c.MapOn(day("2026-11-19"), control.NoDay); err != nil || c.Area(m) <= 0 {
			t.Errorf("%s: %v", l, err)
		}
	}
}
