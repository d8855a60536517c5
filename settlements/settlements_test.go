package settlements_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/settlements"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/viina"
)

const header = "geonameid,date,status_wiki,status_boost,status_dsm,status_isw,status,vcontrol_version\n"

var today = day("2026-03-15")

func day(s string) control.Day {
	d, err := control.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// placed is gn_UA_tess.geojson for settlements at points, numbered from 1.
func placed(points ...geo.Point) string {
	var features []string
	for i, p := range points {
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"geonameid":%d.0,"asciiname":"Drawn %[1]d","longitude":%.7f,"latitude":%.7f},"geometry":null}`, i+1, p.Lon(), p.Lat()))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// lines are a table's, a status for all columns.
func lines(rows ...string) string {
	out := header
	for _, r := range rows {
		f := strings.Fields(r)
		out += fmt.Sprintf("%s,%s,%[3]s,%[3]s,%[3]s,%[3]s,%[3]s,v1\n", f[0], strings.ReplaceAll(f[1], "-", ""), strings.Join(f[2:], ""))
	}
	return out
}

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func load(t *testing.T, files map[string]string) *settlements.Data {
	t.Helper()
	d, err := settlements.Load(context.Background(), settlements.Options{Paths: []string{folder(t, files)}, Where: gazetteer.Default()})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// held returns the estimates of a column by day.
func held(t *testing.T, d *settlements.Data, layer control.Layer) map[string][]geo.Segment {
	t.Helper()
	out := map[string][]geo.Segment{}
	err := d.Maps(context.Background(), today, func(r source.Result) error {
		for _, f := range r.Refused {
			out["refused"] = nil
			t.Log(f.Error())
		}
		for _, s := range r.Snapshots {
			if s.Source != viina.ID || s.Known != s.Day || s.Origin.SHA256 == [32]byte{} || s.Origin.File == "" {
				t.Errorf("snapshot %s of %s known %s from %q", s.Layer, s.Day, s.Known, s.Origin.File)
			}
			if s.Layer == layer {
				out[s.Day.String()] = s.Boundary
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func area(boundary []geo.Segment) (sum geo.SquareMeters) {
	for _, s := range boundary {
		sum += geo.SegmentArea(s)
	}
	return sum
}

// kherson is a region with a coast, and scattered settlements in it.
func kherson(t *testing.T, seed uint64, n int) (*gazetteer.Region, []geo.Point) {
	t.Helper()
	r := gazetteer.Default().RegionByName("Kherson")
	if r == nil {
		t.Fatal("no region Kherson")
	}
	rnd := rand.New(rand.NewPCG(seed, 2))
	var points []geo.Point
	for box := r.Box(); len(points) < n; {
		p := geo.Point{X: box.Min.X + rnd.Int32N(box.Max.X-box.Min.X), Y: box.Min.Y + rnd.Int32N(box.Max.Y-box.Min.Y)}
		if r.Contains(p) {
			points = append(points, p)
		}
	}
	return r, points
}

// TestGroundIsDivided: all settlements held is the whole region, none is nothing,
// and what one half holds and what the other half holds add up to it.
func TestGroundIsDivided(t *testing.T) {
	r, points := kherson(t, 1, 40)
	var rows []string
	for i := range points {
		status := map[bool]string{true: "RU", false: "UA"}
		rows = append(rows, fmt.Sprintf("%d 2026-02-01 RU", i+1), fmt.Sprintf("%d 2026-02-02 %s", i+1, status[i%2 == 0]), fmt.Sprintf("%d 2026-02-03 %s", i+1, status[i%2 == 1]))
	}
	d := load(t, map[string]string{"control_latest_2026.csv": lines(rows...), "gn_UA_tess.geojson": placed(points...)})
	if len(d.Located) != 40 || d.Unplaced+d.Outside+d.Twins != 0 || d.Guessed {
		t.Fatalf("%d settlements, %+v", len(d.Located), d)
	}
	maps := held(t, d, control.Control)
	whole, even, odd := area(maps["2026-02-01"]), area(maps["2026-02-02"]), area(maps["2026-02-03"])
	if whole != r.Area() && math.Abs(float64(whole-r.Area())) > 1 {
		t.Errorf("all held: %.1f km², the region has %.1f", whole.Km2(), r.Area().Km2())
	}
	// Where bisectors cut the region's border, two geodesics stand for one: some
	// thousand square meters of 25,516 km².
	if diff := math.Abs(float64(even + odd - whole)); diff > 50_000 || even < whole/4 || odd < whole/4 {
		t.Errorf("halves of %.1f and %.1f km² differ from the whole by %.0f m²", even.Km2(), odd.Km2(), diff)
	}
	if common := geo.Boundary(append(append([]geo.Segment{}, maps["2026-02-02"]...), maps["2026-02-03"]...), func(w int32) bool { return w > 1 }); area(common) > 5000 {
		t.Errorf("halves overlap by %.0f m²", area(common))
	}
	// A settlement's own point lies in its own ground.
	for i, p := range points {
		if got := geo.Polygons(maps["2026-02-02"]).Contains(p); got != (i%2 == 0) {
			t.Errorf("settlement %d: its point is held: %v", i+1, got)
		}
	}
}

// TestAgainstShapely compares an estimate with the same made by Shapely: its
// Voronoi diagram of the settlements, cut to the same region.
func TestAgainstShapely(t *testing.T) {
	const program = `
import json, sys
from pyproj import Geod
from shapely.affinity import scale
from shapely.geometry import MultiPoint, Point, shape
from shapely.ops import unary_union, voronoi_diagram
q = json.load(sys.stdin)
region, cos = shape(q["region"]), q["cos"]
flat = lambda g, f: scale(g, f, 1, origin=(0, 0))
points = [flat(Point(p), cos) for p in q["points"]]
held = [c for c in voronoi_diagram(MultiPoint(points)).geoms if any(h and c.covers(p) for p, h in zip(points, q["held"]))]
ground = flat(unary_union(held), 1 / cos).intersection(region)
print(abs(Geod(ellps="WGS84").geometry_area_perimeter(ground)[0]))
`
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import shapely, pyproj").Run(); err != nil {
		t.Skip("SKIPPED: python3-shapely and python3-pyproj are not installed; make test installs them")
	}
	for seed := range uint64(5) {
		r, points := kherson(t, seed, 60)
		var rows []string
		question := map[string]any{}
		var coordinates [][2]float64
		var flags []bool
		for i, p := range points {
			is := p.Lon() > 33.2
			rows = append(rows, fmt.Sprintf("%d 2026-02-01 %s", i+1, map[bool]string{true: "RU", false: "CONTESTED"}[is]))
			coordinates, flags = append(coordinates, [2]float64{p.Lon(), p.Lat()}), append(flags, is)
		}
		box := r.Box()
		var polygons [][][][2]float64
		for _, p := range r.Polygons {
			var rings [][][2]float64
			for _, ring := range p {
				var out [][2]float64
				for _, v := range append(append(geo.Ring{}, ring...), ring[0]) {
					out = append(out, [2]float64{v.Lon(), v.Lat()})
				}
				rings = append(rings, out)
			}
			polygons = append(polygons, rings)
		}
		question["points"], question["held"] = coordinates, flags
		question["cos"] = math.Cos((box.Min.Lat() + box.Max.Lat()) / 2 * math.Pi / 180)
		question["region"] = map[string]any{"type": "MultiPolygon", "coordinates": polygons}
		in, err := json.Marshal(question)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(python, "-c", program)
		cmd.Stdin = bytes.NewReader(in)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		var want float64
		if _, err := fmt.Sscan(string(out), &want); err != nil {
			t.Fatal(err)
		}
		d := load(t, map[string]string{"control_latest_2026.csv": lines(rows...), "gn_UA_tess.geojson": placed(points...)})
		got := area(held(t, d, "isw")["2026-02-01"])
		if off := math.Abs(float64(got) - want); off > want*1e-4 || want < 1e9 {
			t.Errorf("seed %d: %.3f km², by Shapely %.3f", seed, got.Km2(), want/1e6)
		} else {
			t.Logf("seed %d: %.3f km², %.0f m² from Shapely's", seed, got.Km2(), off)
		}
	}
}

func TestStatusesAndDays(t *testing.T) {
	_, points := kherson(t, 3, 4)
	points = append(points, points[3], geo.Pt(31, 44.8)) // a twin, and one in the sea
	table := header +
		"1,20260201,UA,RU,UA,,RU,v\n2,20260201,UA,UA,UA,,UA,v\n3,20260201,UA,UA,UA,,CONTESTED,v\n4,20260201,UA,UA,UA,,NA,v\n5,20260201,RU,UA,UA,,UA,v\n6,20260201,RU,UA,UA,,RU,v\n99,20260201,RU,RU,RU,,RU,v\n" +
		"1,20260203,UA,RU,UA,UA,RU,v\n2,20260203,UA,UA,UA,RU,RU,v\n3,20260203,UA,UA,UA,UA,CONTESTED,v\n4,20260203,UA,UA,UA,UA,NA,v\n"
	d := load(t, map[string]string{"control_latest_2026.csv": table, "gn_UA_tess.geojson": placed(points...)})
	if len(d.Located) != 5 || d.Unplaced != 1 || d.Outside != 1 || d.Twins != 1 {
		t.Errorf("%d located, %d unplaced, %d outside, %d twins", len(d.Located), d.Unplaced, d.Outside, d.Twins)
	}
	majority := held(t, d, control.Control)
	if len(majority) != 2 || area(majority["2026-02-01"]) <= 0 || area(majority["2026-02-03"]) <= area(majority["2026-02-01"]) {
		t.Errorf("majority: %d days", len(majority))
	}
	if isw := held(t, d, "isw"); len(isw) != 1 || area(isw["2026-02-03"]) <= 0 {
		t.Errorf("ISW has no status on the 1st: %d days", len(isw))
	}
	// A map on which nothing is held is one, but not of the main column.
	if dsm := held(t, d, "dsm"); len(dsm) != 2 || len(dsm["2026-02-01"]) != 0 {
		t.Errorf("DeepState's column: %v", dsm)
	}
	if n := d.Count(viina.Majority, day("2026-02-03")); n[viina.Russia] != 2 || n[viina.Contested] != 1 || n[viina.Unknown] != 1 {
		t.Errorf("statuses on the 3rd: %v", n)
	}
	if n := d.Count(viina.Majority, day("2026-03-03")); n[viina.Unknown] != 5 {
		t.Errorf("after the table's end: %v", n)
	}
}

func TestChanges(t *testing.T) {
	_, points := kherson(t, 4, 3)
	d := load(t, map[string]string{
		"control_latest_2025.csv": lines("1 2025-12-30 UA", "1 2025-12-31 UA", "2 2025-12-30 NA", "2 2025-12-31 RU", "3 2025-12-31 RU"),
		"control_latest_2026.csv": lines("1 2026-01-01 CONTESTED", "1 2026-01-05 RU", "2 2026-01-01 RU", "2 2026-01-02 NA", "2 2026-01-03 RU", "3 2026-01-02 NA", "3 2026-01-03 UA"),
		"gn_UA_tess.geojson":      placed(points...),
	})
	show := func(from, to string) string {
		var out []string
		for _, c := range d.Changes(viina.Majority, day(from), day(to)) {
			out = append(out, fmt.Sprintf("%s %d %s>%s", c.Day, c.ID, c.From, c.To))
		}
		return strings.Join(out, ", ")
	}
	if got, want := show("2025-12-30", "2026-01-05"), "2026-01-01 1 UA>CONTESTED, 2026-01-03 3 RU>UA, 2026-01-05 1 CONTESTED>RU"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := show("2026-01-01", "2026-01-04"), "2026-01-03 3 RU>UA"; got != want {
		t.Errorf("after the 1st: %s, want %s", got, want)
	}
	if first, last := d.Span(); first != day("2025-12-30") || last != day("2026-01-05") {
		t.Errorf("%s to %s", first, last)
	}
}

// TestGazetteerPlaces: without a file of places, settlements that the gazetteer
// knows by GeoNames' id are placed.
func TestGazetteerPlaces(t *testing.T) {
	d := load(t, map[string]string{"control_latest_2026.csv": lines("706448 2026-02-01 RU", "1 2026-02-01 RU")})
	if !d.Guessed || d.Unplaced != 1 || len(d.Located) != 1 || d.Located[0].Name != "Kherson" || d.Located[0].Region.Name != "Kherson" {
		t.Errorf("%+v", d.Located)
	}
}

func TestLoadRefuses(t *testing.T) {
	good := lines("1 2026-02-01 RU")
	places := placed(geo.Pt(33, 46.8))
	for name, tt := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no table":            {map[string]string{"gn_UA_tess.geojson": places}, "no control table"},
		"two of one day":      {map[string]string{"a.csv": good, "b.csv": good, "c.geojson": places}, "both have lines of 2026-02-01"},
		"a table cut off":     {map[string]string{"a.csv": good + "1,2026"}, "a.csv: not a control table: "},
		"a map for places":    {map[string]string{"a.csv": good, "b.geojson": `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}]}`}, "b.geojson: not a file of places: feature 0"},
		"places cut off":      {map[string]string{"a.csv": good, "b.geojson": places[:60]}, "b.geojson: not a file of places"},
		"an archive cut off":  {map[string]string{"a.zip": "PK\x03\x04"}, "a.zip"},
		"nothing that it can": {map[string]string{"readme.txt": "x"}, "no control table"},
	} {
		_, err := settlements.Load(context.Background(), settlements.Options{Paths: []string{folder(t, tt.files)}, Where: gazetteer.Default()})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

// TestZippedTable reads a table as VIINA publishes it, and refuses names that
// lead out of the zip and lines without an end.
func TestZippedTable(t *testing.T) {
	packed := func(name, text string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	d := load(t, map[string]string{"control_latest_2026.zip": packed("control_latest_2026.csv", lines("706448 2026-02-01 RU"))})
	if len(d.Tables) != 1 || d.Tables[0].Origin.File != "control_latest_2026.csv" {
		t.Errorf("%+v", d.Tables)
	}
	for name, zipped := range map[string]string{
		"out of the zip":  packed("../control_latest_2026.csv", lines("706448 2026-02-01 RU")),
		"an endless line": packed("a.csv", header+strings.Repeat("1", 1<<20)),
	} {
		_, err := settlements.Load(context.Background(), settlements.Options{Paths: []string{folder(t, map[string]string{"a.zip": zipped})}, Where: gazetteer.Default()})
		if err == nil || !errors.Is(err, archive.ErrUnsafe) && !errors.Is(err, viina.ErrTable) && !errors.Is(err, archive.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSameTableSameEstimate: maps have no order of their own.
func TestSameTableSameEstimate(t *testing.T) {
	_, points := kherson(t, 9, 80)
	var rows []string
	for i := range points {
		rows = append(rows, fmt.Sprintf("%d 2026-02-01 %s", i+1, map[bool]string{true: "RU", false: "UA"}[i%3 == 0]))
	}
	files := map[string]string{"a.csv": lines(rows...), "b.geojson": placed(points...)}
	first := fmt.Sprint(held(t, load(t, files), control.Control))
	for range 3 {
		if again := fmt.Sprint(held(t, load(t, files), control.Control)); again != first {
			t.Fatal("another boundary from the same table")
		}
	}
}
