package source

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/geo"
)

// One look along a ring tells what tidying it, measuring it and drawing the box
// around it would tell.
func TestSurvey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reach := rapid.SampledFrom([]int32{2, 5, 1000, 1 << 29, 180 * geo.E7}).Draw(t, "reach")
		at := rapid.Int32Range(-reach, reach)
		ring := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) geo.Point {
			return geo.Point{X: at.Draw(t, "x"), Y: at.Draw(t, "y")}
		}), 1, 12).Draw(t, "ring")
		if rapid.Bool().Draw(t, "closed") {
			ring = append(ring, ring[0])
		}
		got := survey(ring)
		if want := geo.Ring(ring).Box(); got.box != want {
			t.Fatalf("box %v, want %v", got.box, want)
		}
		points, _, _ := tidy(nil, ring)
		if tidy := len(points) >= 3 && slices.Equal(points, opened(ring)); got.tidy != tidy {
			t.Fatalf("tidy %v, want %v: %v leaves %v", got.tidy, tidy, ring, points)
		}
		if got.turn != turn(points) {
			t.Fatalf("turn %d, want %d", got.turn, turn(points))
		}
	})
}
