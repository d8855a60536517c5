package geo

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/peterstace/simplefeatures/geom"
)

// toGeom turns polygons into simplefeatures' form, in coordinate units: whole
// numbers, so that nothing is rounded. It does not validate.
func toGeom(m MultiPolygon) geom.MultiPolygon {
	var polys []geom.Polygon
	for _, p := range m {
		var rings []geom.LineString
		for _, r := range p {
			var xy []float64
			for i := 0; i <= len(r); i++ {
				xy = append(xy, float64(r[i%len(r)].X), float64(r[i%len(r)].Y))
			}
			rings = append(rings, geom.NewLineString(geom.NewSequence(xy, geom.DimXY)))
		}
		polys = append(polys, geom.NewPolygon(rings))
	}
	return geom.NewMultiPolygon(polys)
}

// planar returns the area in square units.
func planar(m MultiPolygon) float64 {
	var sum float64
	for _, p := range m {
		for _, r := range p {
			o := r[0]
			for i := 1; i+1 < len(r); i++ {
				ax, ay := delta(o, r[i])
				bx, by := delta(o, r[i+1])
				sum += (float64(ax)*float64(by) - float64(ay)*float64(bx)) / 2
			}
		}
	}
	return sum
}

func length(m MultiPolygon) float64 {
	var sum float64
	for _, s := range m.Segments(nil) {
		dx, dy := delta(s.A, s.B)
		sum += math.Hypot(float64(dx), float64(dy))
	}
	return sum
}

// checkValid fails the test unless the polygons are valid and oriented.
func checkValid(t testing.TB, m MultiPolygon) {
	t.Helper()
	if err := toGeom(m).Validate(); err != nil {
		t.Fatalf("invalid: %v\n%v", err, m)
	}
	for _, p := range m {
		for i, r := range p {
			if (planar(MultiPolygon{{r}}) > 0) != (i == 0) {
				t.Fatalf("ring %d turns the wrong way: %v", i, r)
			}
		}
	}
}

// randomPolygons returns valid polygons: the overlay of random rings.
func randomPolygons(r *rand.Rand, size int32, rings, points int) MultiPolygon {
	var segs []Segment
	for range rings {
		ring := make(Ring, points)
		for i := range ring {
			ring[i] = Point{r.Int32N(size), r.Int32N(size)}
		}
		segs = ring.Segments(segs)
	}
	return Overlay(segs, Odd)
}

func TestSetOperationsAgainstSimplefeatures(t *testing.T) {
	ops := []struct {
		name   string
		ours   func(a, b MultiPolygon) MultiPolygon
		theirs func(a, b geom.Geometry) (geom.Geometry, error)
	}{
		{"union", Union, geom.Union},
		{"intersection", Intersection, geom.Intersection},
		{"difference", Difference, geom.Difference},
		{"symmetric difference", SymmetricDifference, geom.SymmetricDifference},
	}
	worst := 0.0
	refused := 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		size := []int32{4, 8, 50, 1000, 1e6, 1e9}[seed%6]
		a := randomPolygons(r, size, 1+r.IntN(3), 3+r.IntN(7))
		b := randomPolygons(r, size, 1+r.IntN(3), 3+r.IntN(7))
		checkValid(t, a)
		checkValid(t, b)
		for _, op := range ops {
			got := op.ours(a, b)
			checkValid(t, got)
			want, err := op.theirs(toGeom(a).AsGeometry(), toGeom(b).AsGeometry())
			if err != nil {
				refused++
				continue
			}
			limit := 1 + (length(a)+length(b))*1.5 + math.Abs(planar(a)+planar(b))*1e-12
			diff := math.Abs(planar(got) - want.Area())
			if diff > limit {
				t.Errorf("seed %d, size %d: %s: area %.1f, simplefeatures %.1f, limit %.1f\na %v\nb %v",
					seed, size, op.name, planar(got), want.Area(), limit, a, b)
			}
			worst = max(worst, diff/limit)
		}
	}
	t.Logf("worst difference %.3f of the limit; simplefeatures refused %d", worst, refused)
	if refused > 100 {
		t.Errorf("simplefeatures refused %d of 1600", refused)
	}
}
