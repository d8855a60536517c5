package measure_test

import (
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
)

// TestTakenPlaces: a made-up source takes Huliaipole on the second day, with
// ground around it, gives it back on the third and takes it again on the fifth.
func TestTakenPlaces(t *testing.T) {
	day := control.Date(2026, 1, 1)
	c := chronicle.New("first", "control")
	small, large := box(37, 47, 38, 48), box(36.2, 47.6, 36.3, 47.7)
	c.Add(day, day, small)
	c.Add(day+1, day+1, append(box(37, 47, 38, 48), large...))
	c.Add(day+2, day+2, small)
	c.Add(day+4, day+4, append(box(37, 47, 38, 48), large...))
	r := twoSources(c, c)
	at := func(from, to control.Day) map[string]measure.Taken {
		taken, err := measure.TakenPlaces(r, "a", from, to, gazetteer.Default())
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]measure.Taken{}
		for _, x := range taken {
			out[x.Place.Name] = x
		}
		return out
	}
	if got := at(day, day+1)["Huliaipole"]; !got.Held || got.Day != day+1 {
		t.Errorf("first taking: %+v", got)
	}
	if got, ok := at(day+1, day+2)["Huliaipole"]; !ok || got.Held || got.Day != day+2 {
		t.Errorf("giving back: %+v", got)
	}
	if got, ok := at(day, day+2)["Huliaipole"]; ok {
		t.Errorf("taken and given back within the window: %+v", got)
	}
	if got := at(day, day+4)["Huliaipole"]; !got.Held || got.Day != day+4 {
		t.Errorf("the last taking counts: %+v", got)
	}
	if _, ok := at(day, day+4)["Donetsk"]; ok {
		t.Error("Donetsk was held on both days")
	}
}

// TestTakenPlacesFromTheLedger: what DeepState showed as taken from December 2025
// to January 2026.
func TestTakenPlacesFromTheLedger(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	taken, err := measure.TakenPlaces(l, "deepstate", control.Date(2025, 12, 1), control.Date(2026, 2, 1), gazetteer.Default())
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for i, x := range taken {
		found[x.Place.Name] = x.Held
		if i > 0 && x.Day < taken[i-1].Day {
			t.Errorf("%s before %s", taken[i-1].Place.Name, x.Place.Name)
		}
	}
	if !found["Huliaipole"] || !found["Pokrovsk"] {
		t.Errorf("Huliaipole and Pokrovsk are not among %d places", len(taken))
	}
}
