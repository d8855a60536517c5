package measure_test

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/internal/realdata"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

var opened sync.Map // archive path to func() *chronicle.Chronicle

// archive returns the control layer of a real archive, read once a run.
func archive(t testing.TB, file string) *chronicle.Chronicle {
	t.Helper()
	path := realdata.File(t, file)
	read, _ := opened.LoadOrStore(path, sync.OnceValues(func() (*chronicle.Chronicle, error) {
		var c *chronicle.Chronicle
		_, err := source.ReadAll(context.Background(), []string{path}, source.Options{Readers: shipped.All()}, func(r source.Result) error {
			for _, s := range r.Snapshots {
				if s.Layer != control.Control {
					continue
				}
				if c == nil {
					c = chronicle.New(s.Source, string(s.Layer))
				}
				c.Add(s.Day, s.Known, s.Boundary)
			}
			return nil
		})
		return c, err
	}))
	c, err := read.(func() (*chronicle.Chronicle, error))()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func live(c *chronicle.Chronicle) *measure.Live {
	d := control.Definition{Name: "held", Source: c.Source(), Layers: []control.Layer{control.Control}, Denominator: 603_628, Actor: "Russia"}
	return measure.NewLive([]control.Definition{d}, func(control.Definition) (*chronicle.Chronicle, error) { return c, nil }, gazetteer.Default())
}

// reference is what bench/reference.py computed with Shapely and pyproj.
type reference struct {
	DeepState struct {
		Held []struct {
			Day  control.Day `json:"day"`
			Held float64     `json:"held_m2"`
		} `json:"held"`
		Change []struct {
			From   control.Day `json:"from"`
			To     control.Day `json:"to"`
			Gained float64     `json:"gained_m2"`
			Lost   float64     `json:"lost_m2"`
			Net    float64     `json:"net_m2"`
		} `json:"change"`
	} `json:"deepstate"`
	NZZ struct {
		Held []struct {
			Day  control.Day `json:"day"`
			Held float64     `json:"held_m2"`
		} `json:"held"`
	} `json:"nzz"`
}

func readReference(t *testing.T) reference {
	t.Helper()
	raw, err := os.ReadFile("../bench/testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var ref reference
	if err := json.Unmarshal(raw, &ref); err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestHeldEqualsShapelyAndPyproj(t *testing.T) {
	ref := readReference(t)
	l := live(archive(t, "data/deepstate.tar.zst"))
	if len(ref.DeepState.Held) < 20 {
		t.Fatalf("%d days to compare, want 20 or more", len(ref.DeepState.Held))
	}
	worst := 0.0
	for _, r := range ref.DeepState.Held {
		h, err := l.Held("held", r.Day, measure.Options{})
		if err != nil {
			t.Fatal(err)
		}
		d := math.Abs(float64(h.Area) - r.Held)
		worst = max(worst, d)
		if h.Day != r.Day || d > 1 {
			t.Errorf("%s: %.1f m² on the map of %s, Shapely and pyproj %.1f m²", r.Day, float64(h.Area), h.Day, r.Held)
		}
	}
	t.Logf("DeepState: worst difference %.4f m² on %d days", worst, len(ref.DeepState.Held))
}

func TestLiveuamapHeldEqualsShapely(t *testing.T) {
	ref := readReference(t)
	c := archive(t, "data/nzz.tar.zst")
	l := live(c)
	worst, n := 0.0, 0
	for _, r := range ref.NZZ.Held {
		h, err := l.Held("held", r.Day, measure.Options{})
		if err != nil {
			t.Fatal(err)
		}
		d := math.Abs(float64(h.Area)-r.Held) / r.Held
		worst, n = max(worst, d), n+1
		if d > 1e-4 {
			t.Errorf("%s: %.0f m², Shapely %.0f m²: %.4f %% apart", r.Day, float64(h.Area), r.Held, 100*d)
		}
	}
	t.Logf("Liveuamap: worst difference %.6f %% on %d days", 100*worst, n)
}

// Shapely cuts edges at points of straight lines and pyproj then measures
// geodesics between the cuts, so its gross areas differ by up to some thousand
// square meters from areas that add up; net does not.
func TestChangeEqualsShapely(t *testing.T) {
	ref := readReference(t)
	l := live(archive(t, "data/deepstate.tar.zst"))
	for _, r := range ref.DeepState.Change {
		ch, err := l.Change("held", r.From, r.To, measure.Options{Slivers: measure.Include})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(float64(ch.Net)-r.Net) > 1 {
			t.Errorf("%s to %s: net %.1f m², Shapely %.1f m²", r.From, r.To, float64(ch.Net), r.Net)
		}
		if math.Abs(float64(ch.Gained)-r.Gained) > 5000 || math.Abs(float64(ch.Lost)-r.Lost) > 5000 {
			t.Errorf("%s to %s: gained %.0f lost %.0f m², Shapely %.0f and %.0f", r.From, r.To, float64(ch.Gained), float64(ch.Lost), r.Gained, r.Lost)
		}
	}
}

func TestAreaIsConservedAndTimeReverses(t *testing.T) {
	const seed = 20260217
	rng := rand.New(rand.NewPCG(seed, 1))
	for _, file := range []string{"data/deepstate.tar.zst", "data/nzz.tar.zst"} {
		c := archive(t, file)
		maps := c.Maps(control.NoDay)
		worst := 0.0
		for range 200 {
			a, b := maps[rng.IntN(len(maps))], maps[rng.IntN(len(maps))]
			there := measure.Between(c, a, b, gazetteer.Default(), measure.Options{})
			back := measure.Between(c, b, a, gazetteer.Default(), measure.Options{})
			off := math.Abs(float64(there.Gained + there.SliverGained - there.Lost - there.SliverLost - there.Net))
			worst = max(worst, off)
			if off > 1 {
				t.Errorf("%s, seed %d: %s to %s: gained - lost is %.3f m² off net", file, seed, a.Day, b.Day, off)
			}
			if math.Abs(float64(there.Gained-back.Lost)) > 1 || math.Abs(float64(there.Lost-back.Gained)) > 1 {
				t.Errorf("%s, seed %d: %s to %s: gained %.1f lost %.1f m², backwards gained %.1f lost %.1f", file, seed, a.Day, b.Day,
					float64(there.Gained), float64(there.Lost), float64(back.Gained), float64(back.Lost))
			}
		}
		t.Logf("%s: worst of 200 pairs %.6f m²", file, worst)
	}
}

func TestPartsAddUpToTheWhole(t *testing.T) {
	l := live(archive(t, "data/deepstate.tar.zst"))
	for _, day := range []control.Day{control.Date(2024, time.July, 7), control.Date(2025, time.March, 10), control.Date(2026, time.January, 1)} {
		h, err := l.Held("held", day, measure.Options{ByRegion: true})
		if err != nil {
			t.Fatal(err)
		}
		var sum geo.SquareMeters
		for _, r := range h.Regions {
			sum += r.Held
			if r.Held < 0 || r.Total > 0 && r.Held > r.Total+1 {
				t.Errorf("%s: %s holds %.0f of %.0f m²", day, r.Name, float64(r.Held), float64(r.Total))
			}
		}
		if math.Abs(float64(sum-h.Area)) > 1 {
			t.Errorf("%s: parts add up to %.1f m², the whole is %.1f", day, float64(sum), float64(h.Area))
		}
		for _, slivers := range []measure.Slivers{measure.Separate, measure.Include} {
			ch, err := l.Change("held", day, day+30, measure.Options{ByRegion: true, Slivers: slivers})
			if err != nil {
				t.Fatal(err)
			}
			var gained, lost geo.SquareMeters
			for _, r := range ch.Regions {
				gained += r.Gained
				lost += r.Lost
			}
			if math.Abs(float64(gained-ch.Gained)) > 1 || math.Abs(float64(lost-ch.Lost)) > 1 {
				t.Errorf("%s, slivers %s: parts gained %.1f lost %.1f m², whole %.1f and %.1f", day, slivers,
					float64(gained), float64(lost), float64(ch.Gained), float64(ch.Lost))
			}
		}
	}
}

// TestWeeksAddUpToMonths: the nets of the weeks that part a month, and of what is
// left of it at both ends, add up to the month's to 1 m², from maps and from the
// ledger alike; so do those of each oblast.
func TestWeeksAddUpToMonths(t *testing.T) {
	l, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	maps := live(archive(t, "data/deepstate.tar.zst"))
	for _, r := range []struct {
		name       string
		record     measure.Record
		definition string
	}{{"maps", maps, "held"}, {"ledger", l, "deepstate"}, {"ledger, liveuamap", l, "liveuamap"}} {
		for m := time.January; m <= time.March; m++ {
			from, to := control.Date(2026, m, 1), control.Date(2026, m+1, 1)
			whole := netsOf(t, r.record, r.definition, from, to)
			sum := map[string]geo.SquareMeters{}
			for day := from; day < to; {
				end := min(measure.Week(day).To, to)
				for name, net := range netsOf(t, r.record, r.definition, day, end) {
					sum[name] += net
				}
				day = end
			}
			for name, net := range whole {
				if math.Abs(float64(sum[name]-net)) > 1 {
					t.Errorf("%s, %s 2026, %s: weeks add up to %.1f m², the month's net is %.1f", r.name, m, name, float64(sum[name]), float64(net))
				}
			}
		}
	}
}

// netsOf returns the net change of the whole, under "", and the oblasts: held at
// the end less held at the start.
func netsOf(t *testing.T, r measure.Record, definition string, from, to control.Day) map[string]geo.SquareMeters {
	t.Helper()
	out := map[string]geo.SquareMeters{}
	ch, err := r.Change(definition, from, to, measure.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out[""] = ch.Net
	for i, day := range []control.Day{from, to} {
		h, err := r.Held(definition, day, measure.Options{ByRegion: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, region := range h.Regions {
			out[region.Name] += region.Held * geo.SquareMeters(2*i-1)
		}
	}
	return out
}

// DeepState's own monthly figures, as printed: published.csv's p009…p019.
func TestDeepStateMonths(t *testing.T) {
	l := live(archive(t, "data/deepstate.tar.zst"))
	printed := map[time.Month]float64{
		time.June: 556, time.July: 564, time.August: 464, time.September: 259, time.October: 267, time.November: 505, time.December: 445,
	}
	for m, want := range printed {
		ch, err := l.Change("held", control.Date(2025, m, 1), control.Date(2025, m+1, 1), measure.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := ch.Net.Km2(); math.Abs(got-want) > 1 {
			t.Errorf("%s 2025: %.2f km², DeepState printed %.0f", m, got, want)
		}
	}
	year, err := l.Change("held", control.Date(2025, time.January, 1), control.Date(2026, time.January, 1), measure.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := year.Net.Km2(); math.Abs(got-4336) > 15 {
		t.Errorf("2025: %.1f km², DeepState printed 4336", got)
	}
}

// A point's history must agree with asking every polygon of every map.
func TestSpansAgreeWithPolygons(t *testing.T) {
	c := archive(t, "data/deepstate.tar.zst")
	maps := c.Maps(control.NoDay)
	points := []geo.Point{geo.Pt(36.2558, 47.6668), geo.Pt(37.18, 48.28), geo.Pt(34.59, 47.51), geo.Pt(30.52, 50.45)}
	for _, p := range points {
		spans := measure.Spans(c, p, control.NoDay)
		if spans[0].From != maps[0].Day || spans[len(spans)-1].To != maps[len(maps)-1].Day {
			t.Errorf("%s: history from %s to %s", p, spans[0].From, spans[len(spans)-1].To)
		}
		for i := 0; i < len(maps); i += 37 {
			want := geo.Polygons(c.Boundary(maps[i])).Contains(p)
			for _, s := range spans {
				if s.From <= maps[i].Day && maps[i].Day <= s.To && s.Held != want {
					t.Errorf("%s on %s: held %v in the history, %v on the map", p, maps[i].Day, s.Held, want)
				}
			}
		}
	}
}
