package chronicle

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/salient-project/salient/geo"
)

// TestOrdered: skipping what is shared with another boundary tells the same as a
// look at every segment.
func TestOrdered(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	point := func() geo.Point { return geo.Point{X: int32(r.IntN(40)), Y: int32(r.IntN(40))} }
	sorted := func(n int) []geo.Segment {
		var b []geo.Segment
		for range n {
			if s := (geo.Segment{A: point(), B: point()}); s.A != s.B {
				b = append(b, s)
			}
		}
		slices.SortFunc(b, compareSegments)
		return slices.Compact(b)
	}
	said := map[bool]int{}
	for range 3000 {
		other := sorted(r.IntN(400))
		b := slices.Clone(other)
		for range r.IntN(4) { // leave out, put in, repeat, exchange, flatten
			if len(b) < 2 {
				break
			}
			i := r.IntN(len(b) - 1)
			switch r.IntN(6) {
			case 0:
				b = slices.Delete(b, i, min(len(b), i+1+r.IntN(40)))
			case 1:
				b = slices.Insert(b, i, sorted(5)...)
			case 2:
				b = slices.Insert(b, i, b[i])
			case 3:
				b[i], b[i+1] = b[i+1], b[i]
			case 4:
				b[i].B = b[i].A
			case 5:
				k := r.IntN(len(b))
				b = append(slices.Clone(b[k:]), b[:k]...)
			}
		}
		want := true
		for i, s := range b {
			want = want && s.A != s.B && (i == 0 || compareSegments(b[i-1], s) < 0)
		}
		if got := ordered(b, other); got != want {
			t.Fatalf("ordered: %t, want %t", got, want)
		}
		said[want]++
	}
	if said[true] < 300 || said[false] < 300 {
		t.Errorf("tried %v", said)
	}
}
