package measure

import (
	"math"
	"slices"

	"github.com/salient-project/salient/geo"
)

// Apart is how far one boundary lies from another, sampled along the first.
type Apart struct {
	Samples     int
	Spacing     geo.Meters // between samples
	Bias        geo.Meters // mean; positive where the second boundary lies farther out
	Deviation   geo.Meters // standard deviation about Bias
	Median      geo.Meters // of the distance, without sign
	Correlation geo.Meters // integral scale: see [Model]
}

// apartCap is where a distance is cut: lines farther apart tell of another
// reading of the front, as when one source shows an advance weeks later, not of
// how exactly it was drawn.
const apartCap = 5_000 // m

// BoundariesApart samples a line, as [Contact] returns it, every spacing meters
// and measures the distance to the other boundary, whose held side tells the
// sign. Distances count as at most 5 km.
func BoundariesApart(line, other []geo.Segment, spacing geo.Meters) Apart {
	a := Apart{Spacing: spacing}
	var runs [][]float64
	var all, bare []float64
	for _, chain := range chained(line) {
		var run []float64
		for _, p := range sampled(chain, float64(spacing)) {
			d := math.Min(nearest(p, other), apartCap)
			bare = append(bare, d)
			if crossings(other, p)%2 == 0 {
				d = -d
			}
			run = append(run, d)
		}
		runs = append(runs, run)
		all = append(all, run...)
	}
	a.Samples = len(all)
	if a.Samples == 0 {
		return a
	}
	slices.Sort(bare)
	a.Median = geo.Meters(bare[len(bare)/2])
	mean := 0.0
	for _, d := range all {
		mean += d
	}
	mean /= float64(len(all))
	a.Bias = geo.Meters(mean)
	a.Deviation = geo.Meters(math.Sqrt(covariance(runs, mean, 0)))
	a.Correlation = geo.Meters(scale(runs, mean, float64(spacing)))
	return a
}

// scale returns the integral scale of runs of samples: the sum of the
// autocorrelation over all lags, both ways, as far as it is first positive
// (Geyer 1992, doi:10.1214/ss/1177011137).
func scale(runs [][]float64, mean, spacing float64) float64 {
	whole := covariance(runs, mean, 0)
	if whole == 0 {
		return 0
	}
	sum := 1.0
	for lag := 1; lag < 200; lag++ {
		r := covariance(runs, mean, lag) / whole
		if !(r > 0) {
			break
		}
		sum += 2 * r
	}
	return sum * spacing
}

// covariance returns the autocovariance of runs at a lag, over the pairs within
// a run; NaN where no run is long enough.
func covariance(runs [][]float64, mean float64, lag int) float64 {
	sum, n := 0.0, 0
	for _, run := range runs {
		for i := lag; i < len(run); i++ {
			sum += (run[i] - mean) * (run[i-lag] - mean)
			n++
		}
	}
	return sum / float64(n)
}

// chained orders segments into chains in which each begins where the one before
// ends.
func chained(segs []geo.Segment) [][]geo.Segment {
	from := make(map[geo.Point][]int, len(segs))
	enters := make(map[geo.Point]int, len(segs))
	for i, s := range segs {
		from[s.A] = append(from[s.A], i)
		enters[s.B]++
	}
	used := make([]bool, len(segs))
	var out [][]geo.Segment
	follow := func(i int) {
		var chain []geo.Segment
		for i >= 0 {
			used[i] = true
			chain = append(chain, segs[i])
			next := -1
			for _, j := range from[segs[i].B] {
				if !used[j] {
					next = j
					break
				}
			}
			i = next
		}
		out = append(out, chain)
	}
	for i, s := range segs { // open chains from their start, then closed ones
		if !used[i] && enters[s.A] == 0 {
			follow(i)
		}
	}
	for i := range segs {
		if !used[i] {
			follow(i)
		}
	}
	return out
}

// sampled returns the points along a chain that are spacing meters apart, the
// first half of that from its start.
func sampled(chain []geo.Segment, spacing float64) []geo.Point {
	var out []geo.Point
	next := spacing / 2
	for _, s := range chain {
		length := math.Hypot(planar(s.A, s.B))
		for ; next < length; next += spacing {
			out = append(out, along(s, next/length))
		}
		next -= length
	}
	return out
}

// nearest returns the distance in meters from a point to the nearest segment,
// planar about the point; infinite where there is none.
func nearest(p geo.Point, segs []geo.Segment) float64 {
	mx, my := metersPerUnit(p.Lat())
	best := math.Inf(1)
	for _, s := range segs {
		ax, ay := mx*float64(int64(s.A.X)-int64(p.X)), my*float64(int64(s.A.Y)-int64(p.Y))
		bx, by := mx*float64(int64(s.B.X)-int64(p.X)), my*float64(int64(s.B.Y)-int64(p.Y))
		dx, dy := bx-ax, by-ay
		t := 0.0
		if l2 := dx*dx + dy*dy; l2 > 0 {
			t = math.Max(0, math.Min(1, -(ax*dx+ay*dy)/l2))
		}
		x, y := ax+t*dx, ay+t*dy
		best = math.Min(best, x*x+y*y)
	}
	return math.Sqrt(best)
}
