package voronoi_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geo/voronoi"
)

// scatter returns n sites in a box, some of them at the same point, some in line,
// some on a square grid, where four are equally near to a point.
func scatter(seed uint64, n int, box geo.Box) []geo.Point {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []geo.Point
	for len(out) < n {
		p := geo.Pt(box.Min.Lon()+r.Float64()*(box.Max.Lon()-box.Min.Lon()), box.Min.Lat()+r.Float64()*(box.Max.Lat()-box.Min.Lat()))
		switch r.IntN(8) {
		case 0:
			p = geo.Point{X: p.X / 2_000_000 * 2_000_000, Y: p.Y / 2_000_000 * 2_000_000}
		case 1:
			p.Y = box.Min.Y + 5_000_000
		case 2:
			if len(out) > 0 {
				p = out[r.IntN(len(out))]
			}
		}
		out = append(out, p)
	}
	return out
}

var box = geo.Box{Min: geo.Pt(33, 46), Max: geo.Pt(36, 48)}

// plane returns a ring's area in square degrees of latitude on the plane that
// distances are measured on.
func plane(ring []geo.Point) float64 {
	var sum float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += (p.Lon()-33)*(q.Lat()-46) - (q.Lon()-33)*(p.Lat()-46)
	}
	return sum / 2 * math.Cos(47*math.Pi/180)
}

// TestCellsPartition: cells are disjoint and leave nothing of the box, each
// vertex lies as near to its own site as to any other, and neighbors share
// their vertices.
func TestCellsPartition(t *testing.T) {
	for seed := range uint64(20) {
		sites := scatter(seed, 1+int(seed)*17, box)
		cells := voronoi.Cells(sites, box)
		var all []geo.Segment
		var sum float64
		points := map[geo.Point]bool{}
		for i, c := range cells {
			if points[sites[i]] != (len(c.Ring) == 0) {
				t.Fatalf("seed %d: site %d, at a site's point %v, has a cell of %d vertices", seed, i, points[sites[i]], len(c.Ring))
			}
			points[sites[i]] = true
			sum += plane(c.Ring)
			for k, p := range c.Ring {
				all = append(all, geo.Segment{A: p, B: c.Ring[(k+1)%len(c.Ring)]})
				own := apart(p, sites[i])
				for j, s := range sites {
					if apart(p, s) < own-3 {
						t.Fatalf("seed %d: vertex %v of site %d's cell lies nearer to site %d", seed, p, i, j)
					}
				}
			}
		}
		if want := 3 * 2 * math.Cos(47*math.Pi/180); math.Abs(sum-want) > 1e-9 {
			t.Errorf("seed %d: cells add up to %.12f, the box is %.12f", seed, sum, want)
		}
		if rest := geo.Boundary(all, func(w int32) bool { return w > 1 }); area(rest) > 1 {
			t.Errorf("seed %d: cells overlap by %.2f m²", seed, area(rest))
		}
		outside := geo.Boundary(all, geo.AtLeastOne)
		if d := math.Abs(planeOf(outside) - sum); d > 1e-9 {
			t.Errorf("seed %d: cells leave %.2e square degrees of the box", seed, d)
		}
	}
}

// planeOf is plane of a boundary.
func planeOf(segs []geo.Segment) (sum float64) {
	for _, s := range segs {
		sum += (s.A.Lon()-33)*(s.B.Lat()-46) - (s.B.Lon()-33)*(s.A.Lat()-46)
	}
	return sum / 2 * math.Cos(47*math.Pi/180)
}

func area(segs []geo.Segment) (sum geo.SquareMeters) {
	for _, s := range segs {
		sum += geo.SegmentArea(s)
	}
	return sum
}

// apart returns the distance on the plane in grid units.
func apart(p, q geo.Point) float64 {
	return math.Hypot((float64(p.X)-float64(q.X))*math.Cos(47*math.Pi/180), float64(p.Y)-float64(q.Y))
}

// TestCellsAgainstShapely compares each cell's area with that of Shapely's
// (GEOS's) Voronoi diagram of the same sites, cut to the same box.
func TestCellsAgainstShapely(t *testing.T) {
	const program = `
import json, sys
from shapely.geometry import MultiPoint, Point, box
from shapely.ops import voronoi_diagram
sites = json.load(sys.stdin)
frame = box(*sites["box"])
points = [Point(p) for p in sites["points"]]
areas = [0.0] * len(points)
for cell in voronoi_diagram(MultiPoint(points)).geoms:
    for i, p in enumerate(points):
        if cell.covers(p):
            areas[i] = cell.intersection(frame).area
json.dump(areas, sys.stdout)
`
	python := "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import shapely").Run(); err != nil {
		t.Skip("SKIPPED: python3-shapely is not installed; make test installs it")
	}
	sites := scatter(7, 400, box)
	seen := map[geo.Point]bool{}
	var distinct []geo.Point
	for _, s := range sites {
		if !seen[s] {
			distinct, seen[s] = append(distinct, s), true
		}
	}
	cos := math.Cos(47 * math.Pi / 180)
	var in struct {
		Points [][2]float64 `json:"points"`
		Box    [4]float64   `json:"box"`
	}
	for _, s := range distinct {
		in.Points = append(in.Points, [2]float64{s.Lon() * cos, s.Lat()})
	}
	in.Box = [4]float64{33 * cos, 46, 36 * cos, 48}
	question, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", program)
	cmd.Stdin = strings.NewReader(string(question))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var want []float64
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	worst := 0.0
	for i, c := range voronoi.Cells(distinct, box) {
		d := math.Abs(plane(c.Ring) - want[i])
		worst = max(worst, d)
		if d > 1e-4*want[i]+1e-8 {
			t.Errorf("cell %d: %.9f square degrees, by Shapely %.9f", i, plane(c.Ring), want[i])
		}
	}
	t.Logf("%d cells, the largest difference %.1e square degrees", len(distinct), worst)
}

func TestCellsOfFew(t *testing.T) {
	if got := voronoi.Cells(nil, box); len(got) != 0 {
		t.Errorf("no sites: %v", got)
	}
	if got := voronoi.Cells([]geo.Point{geo.Pt(34, 47)}, geo.EmptyBox()); len(got) != 1 || got[0].Ring != nil {
		t.Errorf("no box: %v", got)
	}
	got := fmt.Sprint(voronoi.Cells([]geo.Point{geo.Pt(34, 47), geo.Pt(35, 47)}, box))
	if want := "[{[33.0000000,46.0000000 34.5000000,46.0000000 34.5000000,48.0000000 33.0000000,48.0000000]} {[34.5000000,46.0000000 36.0000000,46.0000000 36.0000000,48.0000000 34.5000000,48.0000000]}]"; got != want {
		t.Errorf("two sites: %s", got)
	}
	// A site outside the box takes the ground that is nearer to it.
	if got := voronoi.Cells([]geo.Point{geo.Pt(32.5, 47), geo.Pt(34.5, 47)}, box); plane(got[0].Ring) < 0.6 || plane(got[0].Ring) > 0.7 {
		t.Errorf("outside: %v", got)
	}
}

func BenchmarkCells(b *testing.B) {
	sites := scatter(1, 33_000, box)
	for b.Loop() {
		voronoi.Cells(sites, box)
	}
}
