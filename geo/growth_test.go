package geo

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// shapes are inputs of about n segments that trouble naive overlays: long thin
// ones, nested ones, and ones on a lattice.
var shapes = []struct {
	name string
	make func(n int) []Segment
}{
	{"parallel needles", func(n int) (segs []Segment) {
		for i := range int32(n / 3) {
			x := i * 4000
			segs = Ring{{x, 0}, {x + 1_000_000_000, 900_000_000}, {x + 2, 1}}.Segments(segs)
		}
		return
	}},
	{"level needles", func(n int) (segs []Segment) {
		for i := range int32(n / 3) {
			y := i * 4000
			segs = Ring{{i, y}, {1_000_000_000 - i, y + 1}, {i + 5, y + 2}}.Segments(segs)
		}
		return
	}},
	{"fan", func(n int) (segs []Segment) {
		for i := range n / 3 {
			a := 2 * math.Pi * float64(i) / float64(n/3)
			segs = Ring{{0, 0}, Pt(80*math.Cos(a), 80*math.Sin(a)), Pt(80*math.Cos(a+0.5/float64(n)), 80*math.Sin(a+0.5/float64(n)))}.Segments(segs)
		}
		return
	}},
	{"nested squares", func(n int) (segs []Segment) {
		for i := range int32(n / 4) {
			d := 1000 * (i + 1)
			segs = Ring{{-d, -d}, {d, -d}, {d, d}, {-d, d}}.Segments(segs)
		}
		return
	}},
	{"nested diamonds", func(n int) (segs []Segment) {
		for i := range int32(n / 4) {
			d := 1000 * (i + 1)
			segs = Ring{{-d, 0}, {0, -d}, {d, 0}, {0, d}}.Segments(segs)
		}
		return
	}},
	{"lattice", func(n int) (segs []Segment) {
		k := int32(math.Sqrt(float64(n / 4)))
		for i := range k {
			for j := range k {
				x, y := 100*i, 100*j
				segs = Ring{{x, y}, {x + 100, y}, {x + 100, y + 100}, {x, y + 100}}.Segments(segs)
			}
		}
		return
	}},
	{"apart", func(n int) (segs []Segment) {
		r := rand.New(rand.NewPCG(1, 1))
		for range n / 4 {
			x, y := r.Int32N(1e9), r.Int32N(1e9)
			segs = Ring{{x, y}, {x + 100, y}, {x + 100, y + 100}, {x, y + 100}}.Segments(segs)
		}
		return
	}},
	{"comb", func(n int) (segs []Segment) {
		var r Ring
		for i := range int32(n / 2) {
			r = append(r, Point{2000 * i, i & 1 * 900_000_000}, Point{2000*i + 1000, i & 1 * 900_000_000})
		}
		r = append(r, Point{2000 * int32(n/2), 1_000_000_000}, Point{-1000, 1_000_000_000})
		return r.Segments(segs)
	}},
	{"two clusters", func(n int) (segs []Segment) {
		r := rand.New(rand.NewPCG(1, 1))
		for i := range n / 4 {
			x, y := r.Int32N(100000), r.Int32N(100000)
			if i&1 == 0 {
				x, y = x+1e9, y+1e9
			}
			segs = Ring{{x, y}, {x + 10, y}, {x + 10, y + 10}, {x, y + 10}}.Segments(segs)
		}
		return
	}},
}

// TestGrowth checks that four times the segments take far less than the sixteen
// times as long that comparing all pairs would.
func TestGrowth(t *testing.T) {
	if testing.Short() {
		t.Skip("times overlays of 32,000 segments")
	}
	const limit, floor = 12, 100 * time.Millisecond
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			few, many := s.make(8000), s.make(32000)
			took := func(segs []Segment) time.Duration {
				begin := time.Now()
				Overlay(segs, NonZero)
				return time.Since(begin)
			}
			// The shortest of up to ten: others may have the processor meanwhile,
			// and no number of tries makes comparing all pairs fast.
			a, b := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			for range 10 {
				a, b = min(a, took(few)), min(b, took(many))
				if b <= limit*a || b <= floor {
					return
				}
			}
			t.Errorf("%d segments %v, %d segments %v: %.1f times as long", len(few), a, len(many), b, float64(b)/float64(a))
		})
	}
}
