package geo

import (
	"math"
	"math/rand/v2"
	"testing"
)

// blob draws a ring about a center, which may cross itself.
func blob(rng *rand.Rand, x, y, size float64, n int) Ring {
	ring := make(Ring, n)
	for i := range ring {
		a := 2 * math.Pi * float64(i) / float64(n)
		r := size * (0.3 + rng.Float64())
		ring[i] = Pt(x+r*math.Cos(a), y+r*math.Sin(a)*0.7)
	}
	return ring
}

// Parts by sums over segments are those of the overlay, on disjoint areas with
// common borders and chains that cross, touch and run along them.
func TestPartitionAgreesWithOverlay(t *testing.T) {
	const seed = 20260301
	rng := rand.New(rand.NewPCG(seed, 1))
	// Edges of some hundred meters, as on maps: where a chain runs along part of an
	// area's edge, the two are geodesics of their own, and tens of kilometers long
	// they would enclose ground that is neither's.
	const scale = 0.01
	worst := 0.0
	for round := range 300 {
		// A strip of areas with common, crooked borders from south to north.
		count := 1 + rng.IntN(4)
		var lines [][]Point
		for k := range count + 1 {
			var l []Point
			for j := range 6 {
				l = append(l, Pt(30+scale*(float64(k)*0.5+rng.Float64()*0.3), 46+scale*(float64(j)*0.4+rng.Float64()*0.2)))
			}
			lines = append(lines, l)
		}
		var borders [][]Segment
		for k := range count {
			var ring Ring
			for j := len(lines[k]) - 1; j >= 0; j-- {
				ring = append(ring, lines[k][j])
			}
			ring = append(ring, lines[k+1]...)
			borders = append(borders, Boundary(ring.Segments(nil), NonZero))
		}
		chain := Boundary(blob(rng, 30+scale*(0.5+rng.Float64()*2), 46+scale*(1+rng.Float64()), scale*(0.2+rng.Float64()), 4+rng.IntN(40)).Segments(nil), NonZero)
		switch round % 4 {
		case 1: // one that is an area itself
			chain = borders[0]
		case 2: // one that shares edges with an area
			chain = Boundary(append(chain, borders[0]...), AtLeastOne)
		}
		p := NewPartition(borders)
		got := make([]float64, p.Len())
		for _, s := range chain {
			p.Below(s, got)
		}
		for k := range borders {
			var edges []Edge
			for _, s := range chain {
				edges = append(edges, Edge{Segment: s})
			}
			for _, s := range borders[k] {
				edges = append(edges, Edge{Segment: s, Channel: 1})
			}
			arr := Arrange(edges)
			want := float64(arr.Area(func(w []int32) bool { return w[0] >= 1 && w[1] >= 1 }))
			arr.Release()
			off := math.Abs(got[k] - want)
			worst = max(worst, off)
			if off > 1 {
				t.Errorf("seed %d, round %d, area %d: %.3f m², the overlay has %.3f", seed, round, k, got[k], want)
			}
		}
	}
	t.Logf("worst difference %.6f m²", worst)
}

// A segment and its reverse cancel, and a whole area is itself.
func TestPartitionOfItself(t *testing.T) {
	ring := Ring{Pt(30, 46), Pt(31, 46), Pt(31, 47), Pt(30.5, 46.5), Pt(30, 47)}
	p := NewPartition([][]Segment{ring.Segments(nil)})
	sums := []float64{0}
	for _, s := range ring.Segments(nil) {
		p.Below(s, sums)
	}
	if math.Abs(sums[0]-float64(ring.Area())) > 1e-3 {
		t.Errorf("%.4f m² of %.4f", sums[0], float64(ring.Area()))
	}
	for _, s := range ring.Segments(nil) {
		p.Below(s.Reverse(), sums)
	}
	if math.Abs(sums[0]) > 1e-3 {
		t.Errorf("%.4f m² are left", sums[0])
	}
	NewPartition(nil).Below(Segment{Pt(0, 0), Pt(1, 1)}, nil)
}
