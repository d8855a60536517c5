package main

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// reference is testdata/reference.json: what reference.py computed with Shapely
// and pyproj.
type reference struct {
	DeepState struct {
		Held   []heldReference
		Change []changeReference
	}
	NZZ struct {
		Held   []heldReference
		Change []changeReference
	}
	ISW struct {
		Held []struct {
			Day     control.Day
			Files   []string
			Control float64 `json:"control_m2"`
			Advance float64 `json:"advance_m2"`
			Claimed float64 `json:"claimed_m2"`
			AFP     float64 `json:"afp_m2"`
		}
		Change []changeReference
	}
}

// changeReference is the change between the control layers of two files.
type changeReference struct {
	FromFile string  `json:"from_file"`
	ToFile   string  `json:"to_file"`
	Gained   float64 `json:"gained_m2"`
	Lost     float64 `json:"lost_m2"`
	Net      float64 `json:"net_m2"`
	Cut      float64 `json:"cut_m2"`
}

type heldReference struct {
	Day  control.Day
	File string
	Held float64 `json:"held_m2"`
	Grid float64 `json:"grid_m2"` // DeepState only: points on the grid of 1e-7 degree
}

func readReference(t *testing.T) reference {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "reference.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// boundaries reads the named files out of an archive beside the checkout, by
// file and layer. Without the archive the test is skipped.
func boundaries(t *testing.T, name string, wanted map[string]bool) readMaps {
	t.Helper()
	data := filepath.Join(os.Getenv("SALIENT_SHARED"), "data")
	if os.Getenv("SALIENT_SHARED") == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	packed := filepath.Join(data, name+".tar.zst")
	if _, err := os.Stat(packed); err != nil {
		t.Skipf("NOT COMPARED WITH SHAPELY: no %s; set SALIENT_SHARED", packed)
	}
	out := readMaps{}
	opts := source.Options{Readers: shipped.All(), Archive: archive.Options{
		Wanted: func(member string) bool { return wanted[path.Base(member)] },
	}}
	_, err := source.ReadAll(context.Background(), []string{packed}, opts, func(r source.Result) error {
		for _, refused := range r.Refused {
			t.Errorf("refused: %v", refused)
		}
		layers := map[control.Layer]control.Snapshot{}
		for _, s := range r.Snapshots {
			layers[s.Layer] = s
		}
		out[path.Base(r.File)] = layers
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for file := range wanted {
		if out[file] == nil {
			t.Errorf("%s: not in the archive", file)
		}
	}
	return out
}

// heldArea returns the geodesic area inside a boundary.
func heldArea(boundary []geo.Segment) float64 {
	var sum geo.SquareMeters
	for _, s := range boundary {
		sum += geo.SegmentArea(s)
	}
	return float64(sum)
}

func TestDeepStateAgreesWithShapely(t *testing.T) {
	ref := readReference(t).DeepState
	wanted := map[string]bool{}
	for _, h := range ref.Held {
		wanted[h.File] = true
	}
	for _, c := range ref.Change {
		wanted[c.FromFile], wanted[c.ToFile] = true, true
	}
	maps := boundaries(t, "deepstate", wanted)

	var worst float64
	for _, h := range ref.Held {
		s := maps[h.File][control.Control]
		if s.Day != h.Day {
			t.Errorf("%s: valid day %s, want %s", h.File, s.Day, h.Day)
		}
		off := math.Abs(heldArea(s.Boundary) - h.Held)
		worst = max(worst, off)
		if off > publishedTolerance {
			t.Errorf("%s: held area is off by %.3f m² from the map as published, want at most %.1f", h.File, off, publishedTolerance)
		}
	}
	t.Logf("%d days, worst %.3f m² from the map as published", len(ref.Held), worst)

	compareChanges(t, maps, ref.Change, publishedTolerance, grossTolerance)
}

type readMaps map[string]map[control.Layer]control.Snapshot

// compareChanges compares net and gross changes, in square meters, with what may
// be between them. Where long edges are cut, Shapely's gained and lost are off by
// what reference.py calls the cut, on either side.
func compareChanges(t *testing.T, maps readMaps, changes []changeReference, netTolerance, grossTolerance float64) {
	t.Helper()
	var worstNet, worst, gross float64
	for _, c := range changes {
		from, to := maps[c.FromFile][control.Control].Boundary, maps[c.ToFile][control.Control].Boundary
		up, down := geo.Change(from, to)
		gained, lost := float64(area(up)), float64(area(down))
		off := math.Abs(gained - lost - c.Net)
		if worstNet = max(worstNet, off); off > netTolerance {
			t.Errorf("%s to %s: net is off by %.3f m², want at most %.1f", c.FromFile, c.ToFile, off, netTolerance)
		}
		off = max(math.Abs(gained-c.Gained), math.Abs(lost-c.Lost))
		worst, gross = max(worst, off), max(gross, gained, lost)
		if allowed := 2*math.Abs(c.Cut) + grossTolerance; off > allowed {
			t.Errorf("%s to %s: gross is off by %.1f m², want at most %.1f", c.FromFile, c.ToFile, off, allowed)
		}
	}
	t.Logf("%d pairs: worst difference of the net %.1f m², of gained or lost %.1f m²; greatest of these %.0f km²", len(changes), worstNet, worst, gross/1e6)
}

// publishedTolerance, in square meters, is between our areas and those of the
// coordinates as published. A few points lie between the points of our grid and
// are moved so that areas stay to about 0.1 m² each; see source.settle.
const publishedTolerance = 1.0

// grossTolerance, in square meters, is for cuts that cancel out in Shapely's
// net and so do not show in its cut.
const grossTolerance = 500

// unionTolerance is relative: unions are cut and snapped differently.
const unionTolerance = 1e-4

func TestNZZAgreesWithShapely(t *testing.T) {
	ref := readReference(t).NZZ
	wanted := map[string]bool{}
	for _, h := range ref.Held {
		wanted[h.File] = true
	}
	maps := boundaries(t, "nzz", wanted)
	var worst float64
	for _, h := range ref.Held {
		s := maps[h.File][control.Control]
		if s.Day != h.Day {
			t.Errorf("%s: valid day %s, want %s", h.File, s.Day, h.Day)
		}
		off := math.Abs(heldArea(s.Boundary)-h.Held) / h.Held
		if worst = max(worst, off); off > unionTolerance {
			t.Errorf("%s: held area is off by %.4f %%, want at most %.4f %%", h.File, off*100, unionTolerance*100)
		}
	}
	t.Logf("%d maps, worst %.2g %%", len(ref.Held), worst*100)
	compareChanges(t, maps, ref.Change, 100, grossTolerance) // ten decimals, and unions cut differently
}

func TestISWAgreesWithShapely(t *testing.T) {
	ref := readReference(t).ISW
	wanted := map[string]bool{}
	for _, h := range ref.Held {
		for _, f := range h.Files {
			wanted[f] = true
		}
	}
	maps := boundaries(t, "isw", wanted)
	worst := map[string]float64{}
	for _, h := range ref.Held {
		layers := map[control.Layer][]geo.Segment{}
		for _, f := range h.Files {
			for layer, s := range maps[f] {
				layers[layer] = s.Boundary
				if s.Day != h.Day {
					t.Errorf("%s, %s: valid day %s, want %s", f, layer, s.Day, h.Day)
				}
			}
		}
		every := append(append(append([]geo.Segment(nil), layers[control.Control]...),
			layers[control.Advance]...), layers[control.Claimed]...)
		for _, c := range []struct {
			name      string
			got, want float64
		}{
			{"control", heldArea(layers[control.Control]), h.Control},
			{"advance", heldArea(layers[control.Advance]), h.Advance},
			{"claimed", heldArea(layers[control.Claimed]), h.Claimed},
			{"control, advance and claimed together", heldArea(geo.Boundary(every, geo.AtLeastOne)), h.AFP},
		} {
			off := math.Abs(c.got - c.want)
			if c.want > 0 {
				worst[c.name] = max(worst[c.name], off/c.want)
			}
			if off > unionTolerance*c.want+1 {
				t.Errorf("%s: %s is %.3f km², want %.3f", h.Day, c.name, c.got/1e6, c.want/1e6)
			}
		}
	}
	t.Logf("%d days, worst relative differences %v", len(ref.Held), worst)
	compareChanges(t, maps, ref.Change, 2500, 20_000) // of 50,000 segments, many of them crossing by a hair
}
