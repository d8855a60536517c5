package measure_test

import (
	"errors"
	"math"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
)

func TestBaselines(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	beyond := func(name, baseline string, on control.Day) (measure.Held, measure.Beyond, error) {
		t.Helper()
		b, err := measure.ParseBaseline(baseline)
		if err != nil {
			t.Fatal(err)
		}
		h, err := l.Held(name, on, measure.Options{})
		if err != nil {
			t.Fatal(err)
		}
		out, err := measure.BeyondOf(l, h, b)
		return h, out, err
	}
	on := control.Date(2026, 1, 1)
	h, b, err := beyond("deepstate", "2014", on)
	if err != nil || b.Since != h.Area || b.Held != 0 {
		t.Errorf("before 2014: %+v, %v", b, err)
	}
	// AFP counts about 42,180 km² as held before the invasion.
	_, b, err = beyond("deepstate", "2022-02-24", on)
	if err != nil || math.Abs(b.Held.Km2()-42_180) > 600 || b.Since.Km2() < 70_000 || len(b.LeftOut) != 0 {
		t.Errorf("before the invasion: held %.0f, since %.0f km², left out %v, %v", b.Held.Km2(), b.Since.Km2(), b.LeftOut, err)
	}
	_, b, err = beyond("liveuamap", "prewar", on)
	if err != nil || len(b.LeftOut) != 3 || b.Held.Km2() > 100 {
		t.Errorf("a map without prewar ground: held %.0f km², left out %v, %v", b.Held.Km2(), b.LeftOut, err)
	}
	h, b, err = beyond("deepstate", "2025-01-01", on)
	if err != nil || b.MapDay != control.Date(2025, 1, 1) || math.Abs(float64(b.Held+b.Since-b.Lost-h.Area)) > 1e5 {
		t.Errorf("a day: %+v, %v", b, err)
	}
	if _, _, err = beyond("isw-control", "2025-01-01", on); !errors.Is(err, chronicle.ErrNoMap) {
		t.Errorf("no map then nor now: %v", err)
	}
	if _, err := measure.ParseBaseline("then"); err == nil {
		t.Error("a baseline that is no day was read")
	}
}

// The districts' area is measured from Liveuamap's own break.
func TestDistrictsHeld(t *testing.T) {
	c := archive(t, "nzz.tar.zst")
	before, err := c.MapOn(control.Date(2024, 3, 12), control.NoDay)
	if err != nil {
		t.Fatal(err)
	}
	after, err := c.MapOn(control.Date(2024, 3, 13), control.NoDay)
	if err != nil {
		t.Fatal(err)
	}
	sum := geo.SquareMeters(0)
	_, lost := geo.ChangeOf(c.Diff(before, after))
	for _, p := range lost {
		if p.Area.Km2() > 1000 {
			sum += p.Area
		}
	}
	if math.Abs((sum - measure.DistrictsHeld).Km2()) > 1 {
		t.Errorf("the districts have %.1f km², want %.1f", sum.Km2(), measure.DistrictsHeld.Km2())
	}
}

func TestDenominators(t *testing.T) {
	for text, km2 := range map[string]float64{"with-water": 603_628, "land": 579_300, "600,000": 600_000, "595000": 595_000} {
		if d, err := measure.ParseDenominator(text); err != nil || d.Km2 != km2 || d.Title == "" {
			t.Errorf("%s: %+v, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "sea", "-5", "NaN", "1e99"} {
		if d, err := measure.ParseDenominator(text); err == nil {
			t.Errorf("%q was read as %+v", text, d)
		}
	}
}
