package source

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/salient-project/salient/geo"
)

// TestRecallChangesNothing reads series of maps of which a polygon or two change
// from map to map, with what was remembered and without.
func TestRecallChangesNothing(t *testing.T) {
	forget := func() { recalled.rebuilt, recalled.united = nil, nil }
	defer forget()
	remembered := 0
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 9))
		draw := func() string {
			xy := make([]float64, 2*(3+r.IntN(4)))
			for i := range xy {
				xy[i] = float64(r.IntN(12))
			}
			if r.IntN(3) > 0 {
				return polygon(square(xy[0], xy[1], 1+xy[2]))
			}
			return polygon(ring(xy...), square(xy[0]+1, xy[1]+1, 1))
		}
		features := []string{draw(), draw(), draw(), draw()}
		for range 12 {
			features[0] = draw()
			in := collection(features...)
			before := len(recalled.rebuilt) + len(recalled.united)
			boundary, repairs, refusal := outcome(t, in)
			if len(recalled.rebuilt)+len(recalled.united) == before && len(repairs) > 0 {
				remembered++
			}
			rebuilt, united := recalled.rebuilt, recalled.united
			forget()
			want, wantRepairs, wantRefusal := outcome(t, in)
			recalled.rebuilt, recalled.united = rebuilt, united
			if !slices.Equal(boundary, want) || !maps.Equal(repairs, wantRepairs) || (refusal == nil) != (wantRefusal == nil) {
				t.Fatalf("seed %d: %s:\n%v %v\nwithout memory\n%v %v", seed, in, boundary, repairs, want, wantRepairs)
			}
			if err := geo.Validate(geo.Polygons(boundary)); err != nil {
				t.Fatalf("seed %d: %s: %v", seed, in, err)
			}
		}
	}
	if remembered < 50 {
		t.Errorf("%d maps were answered from memory; the test tests nothing", remembered)
	}
}
