package published_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/internal/realdata"
	"github.com/salient-project/salient/published"
)

// TestCylindrical compares with areas that Shapely measured on PROJ's "cea".
func TestCylindrical(t *testing.T) {
	for _, tt := range []struct {
		ring geo.Ring
		want geo.SquareMeters
	}{
		{geo.Ring{geo.Pt(36, 47), geo.Pt(38, 47), geo.Pt(38, 48), geo.Pt(36, 48), geo.Pt(36, 47)}, 16753265055.95},
		{geo.Ring{geo.Pt(36, 47), geo.Pt(39, 48.5), geo.Pt(36.5, 49), geo.Pt(36, 47)}, 21765165948.33},
		{geo.Ring{geo.Pt(-10, -5), geo.Pt(20, -40), geo.Pt(30, 60), geo.Pt(-10, -5)}, 17968407407008.5},
	} {
		segments := geo.MultiPolygon{{tt.ring}}.Segments(nil)
		if got := published.Cylindrical(segments); math.Abs(float64(got/tt.want)-1) > 1e-9 {
			t.Errorf("%v: %.1f m², want %.1f", tt.ring, got, tt.want)
		}
	}
	if got := published.Cylindrical(nil); got != 0 {
		t.Errorf("of nothing %v", got)
	}
}

func TestTerritories(t *testing.T) {
	both := nzzMap("2026-02-03", "2026-02-01", map[string]string{"nochange": strip(36, 37), "gains": strip(37, 38), "losses": strip(37.5, 39)})
	dir := write(t, map[string]string{
		"2026-02-05.json": both,
		"2026-02-04.json": both, // the same map on two days
		"map.json":        nzzMap("2026-02-01", "2026-01-30", map[string]string{"nochange": strip(36, 37)}),
		"2026-02-06.json": "<html>",
	})
	day := control.Date(2026, time.February, 1)
	for on, want := range map[control.Day]string{control.NoDay: "01 of 01, 04 of 03, 05 of 03, ", day: "01 of 01, ", day + 3: "04 of 03, ", day + 9: ""} {
		wanted := func(d control.Day) bool { return on == control.NoDay || d == on }
		all, err := published.Territories(context.Background(), []string{dir}, wanted, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, f := range all {
			fmt.Fprintf(&got, "%s of %s, ", f.Fetched.String()[8:], f.Day.String()[8:])
		}
		if got.String() != want {
			t.Errorf("on %s: %s, want %s", on, got.String(), want)
		}
		if len(all) != 3 {
			continue
		}
		// Losses lie on gains by half a degree of longitude, which is held and counts once.
		f, degree := all[2], published.Cylindrical(geo.MultiPolygon{{{geo.Pt(36, 47), geo.Pt(37, 47), geo.Pt(37, 48), geo.Pt(36, 48), geo.Pt(36, 47)}}}.Segments(nil))
		near := func(what string, got, want geo.SquareMeters) {
			if math.Abs(float64(got-want)) > 10e6 { // borders run straight or geodesic
				t.Errorf("%s %.2f km², want about %.2f", what, got.Km2(), want.Km2())
			}
		}
		near("held", f.Held, 2*degree)
		near("losses", f.Losses, degree)
		near("theirs", f.Theirs, 3*degree+published.Crimea)
		near("right", f.Right, 2*degree+published.Crimea)
	}
}

// TestTheirSeries holds the recomputed figures to rows that
// conflict-investigations published, and the right definition to what it gives.
func TestTheirSeries(t *testing.T) {
	path := realdata.File(t, "data/nzz.tar.zst")
	rows := map[string]float64{ // km², territory.csv
		"2024-06-25": 91852.692, "2024-08-10": 92468.198, "2024-08-24": 93817.56, "2024-09-01": 93961.125,
		"2024-10-14": 94454.574, "2024-11-07": 94982.631, "2024-12-31": 95707.75,
	}
	wanted := func(d control.Day) bool { _, ok := rows[d.String()]; return ok }
	all, err := published.Territories(context.Background(), []string{path}, wanted, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range all {
		want := rows[f.Fetched.String()]
		n++
		if math.Abs(f.Theirs.Km2()-want) > 0.002 {
			t.Errorf("%s: %.3f km², published %.3f", f.Fetched, f.Theirs.Km2(), want)
		}
		if f.Fetched.String() != "2024-09-01" {
			continue
		}
		ours := (f.Held + published.Crimea).Km2()
		if f.Day.String() != "2024-08-30" || math.Abs(ours-92_737.4) > 0.1 || math.Abs(f.Losses.Km2()-1_223.59) > 0.01 ||
			math.Abs((f.Theirs-f.Right).Km2()-1_223.58) > 0.01 {
			t.Errorf("ours with Crimea %.2f km², losses %.2f, on their projection %.2f: %+v", ours, f.Losses.Km2(), (f.Theirs - f.Right).Km2(), f)
		}
	}
	if n != len(rows) {
		t.Errorf("%d of %d rows have a file", n, len(rows))
	}
}
