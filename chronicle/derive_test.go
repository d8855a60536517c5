package chronicle

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// TestDeriveIsTheUnionOfEachDay checks every day as known on every other against
// the definition of Derive, and that updating after each addition gives what
// deriving at once does.
func TestDeriveIsTheUnionOfEachDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		models := rapid.SliceOfN(rapid.Custom(drawModel), 1, 3).Draw(t, "layers")
		carry := rapid.IntRange(-1, 3).Draw(t, "carry")
		opts := DeriveOptions{Carry: carry, Workers: 2}
		window := max(carry, 0)
		if carry == 0 {
			window = DefaultCarry
		}
		layers := make([]*Chronicle, len(models))
		for i := range layers {
			layers[i] = New("model", "layer")
		}
		stepwise := New("model", "derived")
		for i, m := range models {
			for _, s := range m {
				layers[i].Add(s.day, s.known, s.boundary)
				if err := Update(stepwise, layers, []control.Day{s.day}, opts); err != nil {
					t.Fatal(err)
				}
			}
		}
		derived, err := Derive("derived", layers, opts)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(derived.obs, stepwise.obs) || !bytes.Equal(encoded(t, derived), encoded(t, stepwise)) {
			t.Fatalf("stepwise %v, at once %v", stepwise.obs, derived.obs)
		}
		if derived.Len() != stepwise.Len() {
			t.Fatalf("stepwise %d segments, at once %d", stepwise.Len(), derived.Len())
		}
		if !slices.Equal(derived.Days(), layers[0].Days()) {
			t.Fatalf("days %v, want those of the principal layer %v", derived.Days(), layers[0].Days())
		}
		for k := control.Day(0); k < 12; k++ {
			for _, m := range derived.Maps(k) {
				checkUnion(t, derived, m, models, k, control.Day(window))
			}
			if len(derived.Maps(k)) != len(layers[0].Maps(k)) {
				t.Fatalf("as known on %d: %d maps, the principal layer has %d", k, len(derived.Maps(k)), len(layers[0].Maps(k)))
			}
		}
	})
}

func checkUnion(t *rapid.T, derived *Chronicle, m Map, models []model, k, window control.Day) {
	var segs []geo.Segment
	for i, layer := range models {
		s, ok := layer.on(m.Day, k)
		if ok && (s.day == m.Day || i > 0 && s.day >= m.Day-window) {
			segs = append(segs, s.boundary...)
		}
	}
	want := geo.Boundary(segs, geo.AtLeastOne)
	if got := derived.Boundary(m); !slices.Equal(got, want) {
		t.Fatalf("day %d as known on %d: %v, want %v", m.Day, k, got, want)
	}
}

func TestDeriveRefusesMixedSources(t *testing.T) {
	if _, err := Derive("all", nil, DeriveOptions{}); err == nil {
		t.Error("no layers: no error")
	}
	if _, err := Derive("all", []*Chronicle{New("a", "x"), New("b", "x")}, DeriveOptions{}); err == nil {
		t.Error("two sources: no error")
	}
}

// TestReplaceDay compares with a chronicle that never knew what was replaced.
func TestReplaceDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		c := m.chronicle()
		for _, s := range m {
			c.Area(Map{State: len(c.deltas) - 1}) // derived things must not outlive it
			c.Boundary(Map{State: len(c.deltas) - 1})
			var versions []versionOf
			with := model{}
			for _, r := range drawModel(t) {
				with = append(with, seen{s.day, r.known, r.boundary})
				versions = append(versions, versionOf{r.known, r.boundary})
			}
			if len(versions) == 0 {
				continue
			}
			m = append(slices.DeleteFunc(slices.Clone(m), func(r seen) bool { return r.day == s.day }), with...)
			c.replaceDay(s.day, versions)
			if rapid.Bool().Draw(t, "compact") {
				c.compact()
			}
			checkAgainst(t, c, m)
			if !bytes.Equal(encoded(t, c), encoded(t, m.chronicle())) {
				t.Fatal("bytes tell what was replaced")
			}
			checkDifferences(t, c)
		}
	})
}
