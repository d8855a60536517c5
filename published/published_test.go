package published_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/internal/realdata"
	"github.com/salient-project/salient/published"
	"github.com/salient-project/salient/source/nzz"
)

// strip is a counterclockwise ring between two meridians, 47° to 48° north.
func strip(west, east float64) string {
	return fmt.Sprintf("[[[%[1]g,47],[%[2]g,47],[%[2]g,48],[%[1]g,48],[%[1]g,47]]]", west, east)
}

// nzzMap is a file of NZZ's shape: strips by type, and the period.
func nzzMap(day, from string, strips map[string]string) string {
	var features []string
	for _, kind := range []string{"nochange", "gains", "losses"} {
		if ring, ok := strips[kind]; ok {
			features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"type":"%s","date":"%s","_datefrom":"%s","_dateto":"%s","view":"daily"},"geometry":{"type":"Polygon","coordinates":%s}}`,
				kind, day, from, day, ring))
		}
	}
	return `{"value":{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}}`
}

func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRead(t *testing.T) {
	first := `{"value":{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"type":"nochange","date":"2026-02-01"},"geometry":{"type":"Polygon","coordinates":` + strip(36, 38) + `}}]}}`
	agree := nzzMap("2026-02-03", "2026-02-01", map[string]string{"nochange": strip(36.1, 38), "gains": strip(38, 38.5), "losses": strip(36, 36.1)})
	dir := write(t, map[string]string{
		"2026-02-01.json": first,
		"2026-02-03.json": agree,
		"2026-02-04.json": agree,                                                                                                          // stands
		"2026-02-05.json": nzzMap("2026-02-05", "2026-02-04", map[string]string{"nochange": strip(36.1, 38.5), "gains": strip(38.5, 39)}), // no map of the 4th, but the one that stood
		"2026-02-06.json": nzzMap("2026-02-06", "2026-02-04", map[string]string{"nochange": strip(36.1, 39)}),                             // the gain since the map of the 3rd is not drawn
		"2026-02-07.json": nzzMap("2026-02-07", "2026-02-06", map[string]string{"gains": strip(36.1, 39)}),                                // nothing is new
		"2026-02-08.json": nzzMap("2026-02-08", "2026-02-07", map[string]string{"nochange": strip(36.1, 39), "losses": strip(30, 31)}),    // never held
		"2026-02-09.json": nzzMap("2026-02-09", "2026-02-08", map[string]string{"nochange": strip(36.1, 39), "gains": strip(39, 39.1)}),
		"2026-02-10.json": nzzMap("2026-02-10", "2026-02-09", map[string]string{"nochange": strip(36.1, 39.1), "gains": strip(38, 38.1)}), // drawn as gained, held before
		"2026-02-11.json": "<html>",
	})
	rows, skipped, err := published.Read(context.Background(), []string{dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s since %s, map %s: %s", r.Day, r.From, r.Map, r.Reason(nzz.New().Definitions()[0])))
	}
	want := []string{
		"2026-02-03 since 2026-02-01, map 2026-02-01: agree",
		"2026-02-05 since 2026-02-04, map 2026-02-03: agree",
		"2026-02-06 since 2026-02-04, map 2026-02-03: no map of the period's start",
		"2026-02-07 since 2026-02-06, map 2026-02-06: everything drawn as gained",
		"2026-02-08 since 2026-02-07, map 2026-02-07: agree",
		"2026-02-09 since 2026-02-08, map 2026-02-08: agree",
		"2026-02-10 since 2026-02-09, map 2026-02-09: not explained",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if fmt.Sprint(skipped) != "map[no changes drawn:1 refused:1 the same map again:1]" {
		t.Errorf("skipped %v", skipped)
	}
	// Half a degree by one near 47.5° is about 4,188 km², a tenth about 838.
	r := rows[0]
	for what, p := range map[string]published.Pair{"gains": r.Gains, "losses": r.Losses} {
		if want := map[string]float64{"gains": 4188, "losses": 838}[what]; math.Abs(p.Published.Km2()-want) > 10 || p.Published != p.Computed || math.Abs(float64(p.Both-p.Computed)) > 1 {
			t.Errorf("%s %+v, want about %g km² of each", what, p, want)
		}
	}
	if never := rows[4].NeverHeld.Km2(); math.Abs(never-8376) > 20 || rows[4].LossesApart() > 1 {
		t.Errorf("never held %.0f km², apart by %.0f m²", never, rows[4].LossesApart())
	}
}

func TestReasonsOfBreaksAndFaults(t *testing.T) {
	d := control.Definition{Breaks: []control.Break{{Day: 10}}}
	half := published.Row{Map: 1, From: 1, Day: 2, HeldBefore: 100e6, Held: 50e6, Losses: published.Pair{Computed: 50e6}}
	if got := half.Reason(d); got != published.Faulty {
		t.Errorf("half the ground gone: %s", got)
	}
	half.Map, half.Day = 9, 10
	if got := half.Reason(d); got != published.Broken {
		t.Errorf("across a break: %s", got)
	}
	s := published.SpreadOf([]geo.SquareMeters{3e6, 0, 5e4, 2e5})
	if s.N != 4 || s.Median != 5e4 || s.Largest != 3e6 || s.Within != [3]int{1, 2, 3} {
		t.Errorf("%+v", s)
	}
	if s := published.SpreadOf(nil); s != (published.Spread{}) {
		t.Errorf("of nothing: %+v", s)
	}
}

// TestArchive holds docs/sources.md to what it says of NZZ's own changes.
func TestArchive(t *testing.T) {
	rows, _, err := published.Read(context.Background(), []string{realdata.File(t, "data/nzz.tar.zst")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := nzz.New().Definitions()[0]
	exact, reasons := 0, map[published.Reason]int{}
	for _, r := range rows {
		if r.Map == r.From {
			exact++
			reasons[r.Reason(d)]++
			if why := r.Reason(d); why == published.Unexplained && max(r.GainsApart(), r.LossesApart()) > 16e6 {
				t.Errorf("%s since %s: apart by %.2f and %.2f km²", r.Day, r.From, r.GainsApart().Km2(), r.LossesApart().Km2())
			}
		}
	}
	if len(rows) != 927 || exact != 625 || fmt.Sprint(reasons) != "map[agree:602 drawn otherwise since:2 everything drawn as gained:5 map put aside:1 not explained:15]" {
		t.Errorf("%d maps, %d with a map of the period's start: %v", len(rows), exact, reasons)
	}
}
