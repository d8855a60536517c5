package chronicle

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/geo"
)

func TestSortsLikeComparing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wide := rapid.Int32()
		if rapid.Bool().Draw(t, "on few meridians") {
			wide = rapid.Int32Range(-2, 2)
		}
		point := rapid.Custom(func(t *rapid.T) geo.Point {
			return geo.Point{X: wide.Draw(t, "x"), Y: rapid.Int32().Draw(t, "y")}
		})
		segs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) geo.Segment {
			return geo.Segment{A: point.Draw(t, "a"), B: point.Draw(t, "b")}
		}), 0, 3*fewSegments).Draw(t, "segments")
		want := slices.Clone(segs)
		slices.SortFunc(want, compareSegments)
		ids := make([]uint32, len(segs))
		for i := range ids {
			ids[i] = uint32(i)
		}
		sortIDs(ids, segs)
		for i, id := range ids {
			if segs[id] != want[i] {
				t.Fatalf("id %d at %d: %v, want %v", id, i, segs[id], want[i])
			}
		}
		sortSegments(segs)
		if !slices.Equal(segs, want) {
			t.Fatal("sortSegments differs from comparing")
		}
	})
}
