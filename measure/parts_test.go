package measure_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// TestPartsAgreeWithOverlay: what is summed over segments, from one map to the
// next, is what an overlay of the whole map gives, to 1 m², and does not depend
// on what was asked before.
func TestPartsAgreeWithOverlay(t *testing.T) {
	const seed = 20260302
	rng := rand.New(rand.NewPCG(seed, 1))
	files := []string{"data/deepstate.tar.zst", "data/nzz.tar.zst"}
	if !testing.Short() {
		files = append(files, "data/isw.tar.zst")
	}
	for _, file := range files {
		c := archive(t, file)
		maps := c.Maps(control.NoDay)
		l, worst, far := live(c), 0.0, 0.0
		for range 25 {
			m := maps[rng.IntN(len(maps))]
			h, err := l.Held("held", m.Day, measure.Options{ByRegion: true})
			if err != nil {
				t.Fatal(err)
			}
			again, err := live(c).Held("held", m.Day, measure.Options{ByRegion: true})
			if err != nil {
				t.Fatal(err)
			}
			want, err := measure.RegionsHeld(c.Boundary(m), h.Area, measure.RegionsOf(gazetteer.Default()))
			if err != nil {
				t.Fatal(err)
			}
			byName := map[string]geo.SquareMeters{}
			for _, r := range want {
				byName[r.Name] = r.Held
			}
			line := 0.0
			for i, r := range h.Regions {
				if a := again.Regions[i]; a.Name != r.Name || a.Held != r.Held || *a.Interval != *r.Interval {
					t.Errorf("%s %s: %s is %v after other days, %v without", c.Source(), m.Day, r.Name, r, a)
				}
				off := math.Abs(float64(r.Held - byName[r.Name]))
				worst = max(worst, off)
				if off > 1 {
					t.Errorf("seed %d, %s %s: %s %.2f m², overlaid %.2f", seed, c.Source(), m.Day, r.Name, float64(r.Held), float64(byName[r.Name]))
				}
				delete(byName, r.Name)
			}
			for name, held := range byName {
				if held > 1 {
					t.Errorf("%s %s: %s is missing, with %.1f m²", c.Source(), m.Day, name, float64(held))
				}
			}
			d := control.Definition{Name: "held", Source: c.Source()}
			model, _ := measure.ModelOf(c.Source())
			whole := model.Held(h.Area, measure.Length(measure.Contact(c.Boundary(m), gazetteer.Default(), measure.Omitted(c, d, m.Day, gazetteer.Default()))))
			line = math.Abs(float64(whole.High - h.Interval.High))
			far = max(far, line)
			if line > 100 { // lengths are of pieces that end on the grid
				t.Errorf("%s %s: interval to %.1f m², by the line to %.1f", c.Source(), m.Day, float64(h.Interval.High), float64(whole.High))
			}
		}
		t.Logf("%s: worst of 25 maps %.4f m², intervals %.4f m²", c.Source(), worst, far)
	}
}

// Days asked at once give what they give one by one.
func TestPartsAskedAtOnce(t *testing.T) {
	c := archive(t, "data/deepstate.tar.zst")
	maps := c.Maps(control.NoDay)
	l := live(c)
	got := make([]measure.Held, 40)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() {
			got[i], _ = l.Held("held", maps[i*19%len(maps)].Day, measure.Options{ByRegion: true})
		})
	}
	wg.Wait()
	again := live(c)
	for i, h := range got {
		want, err := again.Held("held", maps[i*19%len(maps)].Day, measure.Options{ByRegion: true})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(h, want) {
			t.Errorf("%s: %+v, one by one %+v", want.Day, h, want)
		}
	}
}
