package redraw

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/geo"
)

// strip returns a patch of about the given meters, east by north, at 48° N.
func strip(east, north float64) geo.Patch {
	const perDegree = 111_200.0
	x0, y0 := 37.0, 48.0
	x1, y1 := x0+east/(perDegree*math.Cos(48*math.Pi/180)), y0+north/perDegree
	p := geo.Polygon{{geo.Pt(x0, y0), geo.Pt(x1, y0), geo.Pt(x1, y1), geo.Pt(x0, y1)}}
	return geo.Patch{Polygon: p, Area: p.Area(), At: p[0][0]}
}

func TestSliver(t *testing.T) {
	tests := []struct {
		name      string
		patch     geo.Patch
		tolerance geo.Meters
		want      bool
	}{
		{"a field", strip(300, 200), 0, false},
		{"a tree line", strip(1000, 10), 0, false},
		{"the last digit", strip(5000, 0.05), 0, true},
		{"the last digit, nothing tolerated", strip(5000, 0.05), -1, false},
		{"the last digit north to south", strip(0.05, 5000), 0, true},
		{"a tree line, coarse tolerance", strip(1000, 10), 25, true},
		{"too thin for the grid", geo.Patch{Area: 3}, 0, true},
		{"too thin for the grid, nothing tolerated", geo.Patch{Area: 3}, -1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Sliver(tt.patch, Options{Tolerance: tt.tolerance}); got != tt.want {
				t.Errorf("Sliver() = %v at a width of %.3f m, want %v", got, Width(tt.patch), tt.want)
			}
		})
	}
}

func TestWidth(t *testing.T) {
	for _, tt := range []struct{ east, north, want float64 }{
		{100, 100, 50},
		{10_000, 1, 1},
		{1, 10_000, 1},
		{40_000, 0.5, 0.5},
	} {
		got := float64(Width(strip(tt.east, tt.north)))
		if math.Abs(got-tt.want) > 0.03*tt.want {
			t.Errorf("%v m × %v m: width %.4f m, want %v", tt.east, tt.north, got, tt.want)
		}
	}
}

// TestLengthAgainstGeodesics bounds the error that the comment promises.
func TestLengthAgainstGeodesics(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		a := geo.Pt(rng.Float64()*40, rng.Float64()*120-60)
		size := math.Pow(10, -rng.Float64()*4) / 3
		b := geo.Pt(a.Lon()+(rng.Float64()*2-1)*size, a.Lat()+(rng.Float64()*2-1)*size)
		want, _ := geo.Distance(a, b)
		if got := length(a, b); math.Abs(got-float64(want)) > 1e-4*float64(want)+1e-3 {
			t.Fatalf("%v to %v: %.6f m, geodesic %.6f m", a, b, got, want)
		}
	}
}

// TestInspect draws a disc of many vertices anew with another last digit, and
// adds a square kilometer on one side.
func TestInspect(t *testing.T) {
	disc := func(jitter int32) geo.Ring {
		rng := rand.New(rand.NewPCG(7, uint64(jitter)))
		var r geo.Ring
		for i := range 400 {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / 400)
			p := geo.Pt(37+0.5*cos, 48+0.3*sin)
			if jitter > 0 {
				p.X += rng.Int32N(2*jitter+1) - jitter
				p.Y += rng.Int32N(2*jitter+1) - jitter
			}
			r = append(r, p)
		}
		return r
	}
	boundary := func(m geo.MultiPolygon) []geo.Segment {
		return geo.Boundary(m.Segments(nil), geo.AtLeastOne)
	}
	square := geo.Polygon{{geo.Pt(38, 48), geo.Pt(38.02, 48), geo.Pt(38.02, 48.02), geo.Pt(38, 48.02)}}
	tests := []struct {
		name         string
		after        geo.MultiPolygon
		redraw       bool
		moved        float64 // km²
		slivers      bool
		wantReplaced float64
	}{
		{"nothing", geo.MultiPolygon{{disc(0)}}, false, 0, false, 0},
		{"moved", geo.MultiPolygon{{disc(0)}, square}, false, square.Area().Km2(), false, 0},
		{"drawn anew", geo.MultiPolygon{{disc(5)}}, true, 0, true, 1},
		{"drawn anew and moved", geo.MultiPolygon{{disc(5)}, square}, true, square.Area().Km2(), true, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := chronicle.New("test", "redraw")
			c.Add(1, 1, boundary(geo.MultiPolygon{{disc(0)}}))
			c.Add(2, 2, boundary(tt.after))
			maps := c.Maps(2)
			s := Inspect(c, maps[0], maps[1], Options{})
			if s.Redraw != tt.redraw {
				t.Errorf("Redraw = %v, want %v: %+v", s.Redraw, tt.redraw, s)
			}
			if math.Abs(s.Moved.Gained.Km2()-tt.moved) > 0.01 || s.Moved.Lost.Km2() > 0.01 {
				t.Errorf("moved %v, want %v km² gained", s.Moved, tt.moved)
			}
			if (s.Slivers.Count > 0) != tt.slivers || s.Slivers.Gained < 0 || s.Slivers.Lost < 0 {
				t.Errorf("slivers %+v, want any: %v", s.Slivers, tt.slivers)
			}
			if math.Abs(s.Replaced-tt.wantReplaced) > 0.05 {
				t.Errorf("Replaced = %.3f, want %v", s.Replaced, tt.wantReplaced)
			}
			net := c.Net(maps[0], maps[1])
			if d := math.Abs(float64(s.Moved.Net() + s.Slivers.Net() - net)); d > 1 {
				t.Errorf("moved and slivers differ from the net by %.3f m²", d)
			}
		})
	}
}

func TestClassifyLosesNothing(t *testing.T) {
	all := []geo.Patch{strip(300, 200), strip(5000, 0.05), strip(1000, 10), {Area: 2}}
	moved, slivers := Classify(all, Options{})
	if got := slices.Concat(moved, slivers); len(got) != len(all) || len(moved) != 2 {
		t.Errorf("%d moved and %d slivers of %d", len(moved), len(slivers), len(all))
	}
}
