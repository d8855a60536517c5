package source_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// now is the clock of these tests.
var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// square writes a made-up clockwise square of a size in degrees.
func square(side float64) string {
	return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[36,48],[36,%v],[%v,%v],[%v,48],[36,48]]]}`,
		48+side, 36+side, 48+side, 36+side)
}

func deepstate(side float64) string {
	return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":` + square(side) + `}]}`
}

func nzz(day, kind string, side float64) string {
	return `{"value":{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"type":"` + kind +
		`","date":"` + day + `"},"geometry":` + square(side) + `}]}}`
}

type member struct{ name, body string }

// packed writes the members into a zip, in order.
func packed(t *testing.T, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(m.body))
	}
	w.Close()
	path := filepath.Join(t.TempDir(), "maps.zip")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// readAll returns one line a snapshot and one a refusal.
func readAll(t *testing.T, opts source.Options, members ...member) (string, source.Summary) {
	t.Helper()
	opts.Readers, opts.Now = shipped.All(), now
	var b strings.Builder
	sum, err := source.ReadAll(context.Background(), []string{packed(t, members...)}, opts, func(r source.Result) error {
		for _, s := range r.Snapshots {
			fmt.Fprintf(&b, "%s %s of %s known %s, %d edges", s.Source, s.Layer, s.Day, s.Known, len(s.Boundary))
			if r.Duplicate != "" {
				fmt.Fprintf(&b, ", as %s", r.Duplicate)
			}
			if s.Origin.File != r.File || s.Origin.SHA256 != r.SHA256 || r.SHA256 == ([32]byte{}) {
				t.Errorf("%s: origin %+v", r.File, s.Origin)
			}
			b.WriteString("\n")
		}
		for _, f := range r.Refused {
			fmt.Fprintln(&b, f.Error())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), sum
}

func TestReadAll(t *testing.T) {
	isw := func(layer string, side float64) string {
		return `{"type":"Feature","properties":{"layer":"` + layer + `"},"geometry":` + square(side) + `}`
	}
	tests := []struct {
		name    string
		members []member
		want    string
	}{
		{"deepstate: the day before the file's", []member{
			{"data/deepstatemap_data_20260201.geojson", deepstate(0.5)},
			{"data/deepstatemap_data_20260202.geojson", deepstate(0.6)},
		}, "deepstate control of 2026-01-31 known 2026-02-01, 4 edges\n" +
			"deepstate control of 2026-02-01 known 2026-02-02, 4 edges\n"},
		{"deepstate: the same bytes are another day's map", []member{
			{"deepstatemap_data_20260201.geojson", deepstate(0.5)},
			{"deepstatemap_data_20260202.geojson", deepstate(0.5)},
		}, "deepstate control of 2026-01-31 known 2026-02-01, 4 edges\n" +
			"deepstate control of 2026-02-01 known 2026-02-02, 4 edges, as deepstatemap_data_20260201.geojson\n"},
		{"deepstate: the combined file", []member{{"deepstate-map-data.geojson", `{"type":"FeatureCollection","features":[` +
			`{"type":"Feature","properties":{"date":"2026-02-01"},"geometry":` + square(0.5) + `},` +
			`{"type":"Feature","properties":{"date":"2026-02-02T03:00:00"},"geometry":` + square(0.6) + `},` +
			`{"type":"Feature","properties":{"date":"2026-02-03"},"geometry":` + square(9) + `}]}`}},
			"deepstate control of 2026-01-31 known 2026-02-01, 4 edges\n" +
				"deepstate control of 2026-02-01 known 2026-02-02, 4 edges\n" +
				"deepstate-map-data.geojson: feature 2, ring 0, byte 446: reaches from 36.0000000,48.0000000 to 45.0000000,57.0000000, beyond the mapped region\n"},
		{"nzz: the day in the file", []member{
			{"data/2026-02-12.json", nzz("2026-02-10", "nochange", 0.5)},
			{"data/2026-02-13.json", nzz("2026-02-10", "nochange", 0.5)},
		}, "liveuamap control of 2026-02-10 known 2026-02-12, 4 edges\n" +
			"liveuamap control of 2026-02-10 known 2026-02-13, 4 edges, as data/2026-02-12.json\n"},
		{"nzz: an answer of the endpoint, saved under any name", []member{{"getAreas.json", nzz("2026-02-10", "gains", 0.5)}},
			"liveuamap control of 2026-02-10 known 2026-02-10, 4 edges\n"},
		{"nzz: the endpoint has no map of the day", []member{{"2026-02-12.json", `{"value":{"type":"FeatureCollection","features":[]}}`}},
			"2026-02-12.json: the map is empty\n"},
		{"nzz: the endpoint's error with status 200", []member{{"2026-02-12.json", `{"statusCode":500,"error":"Internal Server Error","message":"made up"}`}},
			"2026-02-12.json: not recognized as any source's file; name the source if you know it\n"},
		{"nzz: losses alone are an empty map", []member{{"2026-02-12.json", nzz("2026-02-10", "losses", 0.5)}},
			"2026-02-12.json: the map is empty\n"},
		{"nzz: a type that nobody explained", []member{{"2026-02-12.json", nzz("2026-02-10", "maybe", 0.5)}},
			"2026-02-12.json: feature 0, byte 49: properties.type \"maybe\", want nochange, gains or losses\n"},
		{"a day in the far future", []member{{"2202-02-02.json", nzz("2202-02-02", "nochange", 0.5)}},
			"2202-02-02.json: day 2202-02-02 lies in the future (today is 2026-03-01)\n"},
		{"a day before the war", []member{{"x.json", nzz("2012-02-02", "nochange", 0.5)}},
			"x.json: day 2012-02-02 lies before 2022-02-24, when the source begins\n"},
		{"no day at all", []member{{"deepstatemap.geojson", deepstate(0.5)}},
			"deepstatemap.geojson: no day in the file's name, as in deepstatemap_data_20260202.geojson\n"},
		{"half a file among whole ones", []member{
			{"deepstatemap_data_20260201.geojson", deepstate(0.5)},
			{"deepstatemap_data_20260202.geojson", deepstate(0.5)[:150]},
			{"deepstatemap_data_20260203.geojson", deepstate(0.6)},
		}, "deepstate control of 2026-01-31 known 2026-02-01, 4 edges\n" +
			"deepstatemap_data_20260202.geojson: feature 0, ring 0, byte 150: input ends too early\n" +
			"deepstate control of 2026-02-02 known 2026-02-03, 4 edges\n"},
		{"empty where there was a map", []member{
			{"deepstatemap_data_20260201.geojson", deepstate(0.5)},
			{"deepstatemap_data_20260202.geojson", `{"type":"FeatureCollection","features":[]}`},
		}, "deepstate control of 2026-01-31 known 2026-02-01, 4 edges\n" +
			"deepstatemap_data_20260202.geojson: the map is empty\n"},
		{"half the ground gone", []member{
			{"deepstatemap_data_20260201.geojson", deepstate(0.5)},
			{"deepstatemap_data_20260202.geojson", deepstate(0.3)},
			{"deepstatemap_data_20260203.geojson", deepstate(0.45)},
		}, "deepstate control of 2026-01-31 known 2026-02-01, 4 edges\n" +
			"deepstatemap_data_20260202.geojson: map of 2026-02-01 put aside: it shows 64 % less held ground than the map of 2026-01-31; accept it if that is so\n" +
			"deepstate control of 2026-02-02 known 2026-02-03, 4 edges\n"},
		{"isw: one file a layer", []member{
			{"2022/May/RussianAssessedCoTinUkraine/20220501_RussianAssessedCoTinUkraine.geojson", deepstate(0.5)},
			{"2022/May/RussianClaimedCoTinUkraine/20220501_RussianClaimedCoTinUkraine.geojson", deepstate(0.5)},
			{"2022/May/UkrainianClaimedCounterOffensives/20220501_UkrainianClaimedCounterOffensives.geojson", `{"type":"FeatureCollection","features":[]}`},
		}, "isw control of 2022-05-01 known 2022-05-01, 4 edges\n" +
			"isw claimed of 2022-05-01 known 2022-05-01, 4 edges, as 2022/May/RussianAssessedCoTinUkraine/20220501_RussianAssessedCoTinUkraine.geojson\n" +
			"isw counteroffensive of 2022-05-01 known 2022-05-01, 0 edges\n"},
		{"isw: layers in one file, one of them refused", []member{
			{"data/20230601.geojson", `{"type":"FeatureCollection","features":[` + isw("VIEW_RussiaCoTinUkraine_V3", 0.5) + "," +
				isw("VIEW_ClaimedRussianTerritoryinUkraine_V2", 9) + "," + isw("MDS_AssessedRussianAdvanceInUkraine_view", 0.2) + `]}`},
		}, "isw control of 2023-06-01 known 2023-06-01, 4 edges\n" +
			"isw advance of 2023-06-01 known 2023-06-01, 4 edges\n" +
			"data/20230601.geojson: feature 1, ring 0, byte 335: layer claimed: reaches from 36.0000000,48.0000000 to 45.0000000,57.0000000, beyond the mapped region\n"},
		{"the same bytes under a name without a day", []member{
			{"deepstatemap.geojson", deepstate(0.5)},
			{"deepstatemap_data_20260202.geojson", deepstate(0.5)},
		}, "deepstatemap.geojson: no day in the file's name, as in deepstatemap_data_20260202.geojson\n" +
			"deepstate control of 2026-02-01 known 2026-02-02, 4 edges\n"},
		{"nobody's file", []member{{"package.json", `{"name":"x"}`}},
			"package.json: not recognized as any source's file; name the source if you know it\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, sum := readAll(t, source.Options{Workers: 2}, tt.members...)
			if got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			if sum.Files != len(tt.members) {
				t.Errorf("%d files of %d", sum.Files, len(tt.members))
			}
		})
	}
}

func TestAccept(t *testing.T) {
	got, _ := readAll(t, source.Options{Accept: true},
		member{"deepstatemap_data_20260201.geojson", deepstate(0.5)},
		member{"deepstatemap_data_20260202.geojson", deepstate(0.3)})
	if strings.Count(got, "edges") != 2 {
		t.Errorf("got\n%s", got)
	}
}

func TestSourceNamed(t *testing.T) {
	got, _ := readAll(t, source.Options{Source: "deepstate"}, member{"20260201.geojson", deepstate(0.5)})
	if got != "deepstate control of 2026-01-31 known 2026-02-01, 4 edges\n" {
		t.Errorf("got\n%s", got)
	}
}

// TestOrder: results come in the archive's order however many workers race, and
// repeats find their original.
func TestOrder(t *testing.T) {
	var members []member
	want := ""
	for i := range 300 {
		day := control.Date(2024, 1, 2) + control.Day(i)
		side := 0.5 + float64(i/7)/1000 // the same map for a week
		members = append(members, member{"deepstatemap_data_" + day.String() + ".geojson", deepstate(side)})
		want += (day - 1).String() + "\n"
	}
	path := packed(t, members...)
	for _, workers := range []int{1, 2, 8} {
		got := ""
		sum, err := source.ReadAll(context.Background(), []string{path}, source.Options{Readers: shipped.All(), Now: now, Workers: workers},
			func(r source.Result) error {
				got += r.Snapshots[0].Day.String() + "\n"
				return nil
			})
		if err != nil || got != want {
			t.Fatalf("%d workers: out of order, %v", workers, err)
		}
		if sum.Duplicates != 300-43 || sum.Snapshots != 300 {
			t.Errorf("%d workers: %+v", workers, sum)
		}
	}
}

func TestReadAllStops(t *testing.T) {
	var members []member
	for i := range 100 {
		members = append(members, member{fmt.Sprintf("deepstatemap_data_%s.geojson", control.Date(2024, 1, 2)+control.Day(i)), deepstate(0.5)})
	}
	path := packed(t, members...)
	stop := errors.New("stop")
	n := 0
	_, err := source.ReadAll(context.Background(), []string{path}, source.Options{Readers: shipped.All(), Now: now},
		func(source.Result) error {
			if n++; n == 3 {
				return stop
			}
			return nil
		})
	if err != stop || n != 3 {
		t.Errorf("%v after %d results", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	_, err = source.ReadAll(ctx, []string{path}, source.Options{Readers: shipped.All(), Now: now},
		func(source.Result) error {
			if n++; n == 3 {
				cancel()
			}
			return nil
		})
	if !errors.Is(err, context.Canceled) || n == 100 {
		t.Errorf("%v after %d results", err, n)
	}
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(path, body[:len(body)/2], 0o644)
	if _, err := source.ReadAll(context.Background(), []string{path}, source.Options{Readers: shipped.All(), Now: now},
		func(source.Result) error { return nil }); err == nil || !strings.Contains(err.Error(), "maps.zip") {
		t.Errorf("half an archive: %v", err)
	}
}

func TestDayInName(t *testing.T) {
	for name, want := range map[string]string{
		"data/deepstatemap_data_20260202.geojson": "2026-02-02",
		"2022-02-24.json":                         "2022-02-24",
		"20220901_RussianAssessed.geojson":        "2022-09-01",
		"archive 2024/20240203/map.json":          "2024-02-03",
		"123456789.json":                          "",
		"20261301.json":                           "",
		"map.json":                                "",
	} {
		day, ok := source.DayInName(name)
		if day.String() != want || ok != (want != "") {
			t.Errorf("DayInName(%q) = %q, %v, want %q", name, day, ok, want)
		}
	}
}
