package chronicle_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// wave is a coast of n points whose line, on the days after the first, is pushed
// out at some points: what a history looks like, at a size that can be chosen.
func wave(n int, pushed map[int]int32) []geo.Segment {
	r := make(geo.Ring, n)
	for i := range r {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r[i] = geo.Pt(36+4*cos, 48+3*sin)
		r[i].X += pushed[i] * 1000
	}
	return r.Segments(nil)
}

// BenchmarkGrowth shows how cost grows with days, with segments of a map and
// with segments changed a day. Each turn adds every day and encodes the whole.
func BenchmarkGrowth(b *testing.B) {
	row := func(days, segments, changes int) {
		b.Run(fmt.Sprintf("days=%d/segments=%d/changes=%d", days, segments, changes), func(b *testing.B) {
			snaps := make([][]geo.Segment, days)
			pushed := map[int]int32{}
			for d := range snaps {
				for k := range changes / 4 { // a pushed point changes two segments, each gone and come
					pushed[(d*7919+k*2)%segments]++
				}
				snaps[d] = canonicalWave(segments, pushed)
			}
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				c := chronicle.New("growth", "control")
				for d, s := range snaps {
					c.Add(control.Day(d), control.Day(d), s)
				}
				size = len(marshal(b, c))
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(days), "µs/day")
			b.ReportMetric(float64(size), "bytes")
		})
	}
	for _, days := range []int{100, 200, 400, 800, 1600} {
		row(days, 3000, 32)
	}
	for _, segments := range []int{1000, 9000, 27000, 81000} {
		row(200, segments, 32)
	}
	for _, changes := range []int{8, 128, 512, 2048} {
		row(200, 9000, changes)
	}
}

func canonicalWave(n int, pushed map[int]int32) []geo.Segment {
	return geo.Boundary(wave(n, pushed), geo.AtLeastOne)
}
