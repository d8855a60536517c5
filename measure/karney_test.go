package measure_test

import (
	"context"
	"encoding/json"
	"math"
	"path/filepath"
	"testing"

	"github.com/tidwall/geodesic"

	walk "github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/internal/realdata"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source"
)

// TestEveryDayEqualsKarney compares each day of DeepState with the area that
// the geodesic library computes from the coordinates as published, some of
// which have more digits than the coordinate grid.
func TestEveryDayEqualsKarney(t *testing.T) {
	path := realdata.File(t, "data/deepstate.tar.zst")
	l := live(archive(t, "data/deepstate.tar.zst"))
	worst, n := 0.0, 0
	_, err := walk.Walk(context.Background(), path, walk.Options{}, func(e walk.Entry) error {
		var file struct {
			Features []struct {
				Geometry struct{ Coordinates [][][][2]float64 }
			}
		}
		if err := json.Unmarshal(e.Data, &file); err != nil {
			return err
		}
		want := 0.0
		for _, f := range file.Features {
			for _, polygon := range f.Geometry.Coordinates {
				for _, ring := range polygon {
					p := geodesic.WGS84.PolygonInit(false)
					for _, q := range ring[:len(ring)-1] {
						p.AddPoint(q[1], q[0])
					}
					var area, perimeter float64
					p.Compute(true, true, &area, &perimeter) // the archive's rings are clockwise
					want += area
				}
			}
		}
		known, ok := source.DayInName(filepath.Base(e.Name))
		if !ok {
			t.Fatalf("%s: no day in its name", e.Name)
		}
		h, err := l.Held("held", known-1, measure.Options{AsKnownOn: control.NoDay})
		if err != nil {
			return err
		}
		off := math.Abs(float64(h.Area) - want)
		worst, n = max(worst, off), n+1
		if off > 1 {
			t.Errorf("%s: %.1f m², the library %.1f m²", h.Day, float64(h.Area), want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("worst difference %.3f m² on %d days", worst, n)
}
