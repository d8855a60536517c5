package measure_test

import (
	"errors"
	"math"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
)

func TestConsensusOfRectangles(t *testing.T) {
	a, b := chronicle.New("one", "control"), chronicle.New("two", "control")
	a.Add(100, 100, box(36, 47, 37, 48))
	b.Add(99, 99, box(36.5, 47, 37.5, 48))
	l := twoSources(a, b)
	c, err := measure.ConsensusOn(l, 100, 7, gazetteer.Default())
	if err != nil {
		t.Fatal(err)
	}
	one, err := measure.Agree(l, c.Definitions[0].Name, c.Definitions[1].Name, 100, gazetteer.Default())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range [][2]float64{
		{float64(c.All), float64(one.Whole.Both)}, {float64(c.Most), float64(one.Whole.Both)}, {float64(c.Any), float64(one.Whole.Any())},
		{float64(c.Common[0]), float64(one.Common.Both + one.Common.OnlyFirst)},
		{float64(c.Spread()), math.Abs(float64(one.Common.OnlyFirst - one.Common.OnlySecond))},
	} {
		if math.Abs(x[0]-x[1]) > 1 {
			t.Errorf("got %.1f m², want %.1f", x[0], x[1])
		}
	}
	if _, err := measure.ConsensusOn(l, 110, 7, gazetteer.Default()); !errors.Is(err, chronicle.ErrNoMap) {
		t.Errorf("maps that are too old: %v", err)
	}
}

// What all hold is not
// more than what each holds, and the cells come near the maps' own areas.
func TestConsensusFromTheLedger(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	c, err := measure.ConsensusOn(l, control.Date(2023, 7, 1), 7, gazetteer.Default())
	if err != nil || len(c.Definitions) != 2 {
		t.Fatalf("%d definitions, %v", len(c.Definitions), err)
	}
	if !(c.All <= c.Any && c.Most <= c.Any && c.All <= c.Most) || c.Spread() < 0 {
		t.Errorf("%+v", c)
	}
	for i, d := range c.Definitions {
		h, err := l.Held(d.Name, c.Asked, measure.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c.Common[i] > h.Area*1.01 || c.Common[i].Km2() < 60_000 {
			t.Errorf("%s: %.0f km² in common ground, of %.0f", d.Name, c.Common[i].Km2(), h.Area.Km2())
		}
	}
}
