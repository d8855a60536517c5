package chronicle

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// seen is one observation of the model: the plain pile of snapshots that a
// chronicle has to answer like.
type seen struct {
	day, known control.Day
	boundary   []geo.Segment
}

// model answers by brute force.
type model []seen

// sorted returns the observations in chronicle order, exact repeats left out.
func (m model) sorted() model {
	out := slices.Clone(m)
	slices.SortFunc(out, func(a, b seen) int {
		switch {
		case a.day != b.day:
			return int(a.day - b.day)
		case a.known != b.known:
			return int(a.known - b.known)
		}
		return slices.CompareFunc(a.boundary, b.boundary, compareSegments)
	})
	return slices.CompactFunc(out, func(a, b seen) bool {
		return a.day == b.day && a.known == b.known && slices.Equal(a.boundary, b.boundary)
	})
}

// on returns the observation that answers for a day as known on another.
func (m model) on(day, asKnownOn control.Day) (seen, bool) {
	var best seen
	found := false
	for _, s := range m.sorted() {
		if s.day <= day && (asKnownOn == control.NoDay || s.known <= asKnownOn) {
			best, found = s, true // sorted: the last one that counts is the one
		}
	}
	return best, found
}

// squares draws the boundary of a set of cells of a small grid, so that
// boundaries share segments, differ by a few, and come back.
func squares(cells uint16) []geo.Segment { return squaresRedrawn(cells, 0) }

// squaresRedrawn draws them with each point off by up to redrawn units.
func squaresRedrawn(cells uint16, redrawn int32) []geo.Segment {
	const side = 4
	held := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < side && y < side && cells>>(y*side+x)&1 != 0
	}
	pt := func(x, y int) geo.Point {
		p := geo.Pt(30+float64(x)/10, 48+float64(y)/10)
		if redrawn > 0 {
			p.X += (int32(x*7+y*3)*redrawn*31+redrawn)%(2*redrawn+1) - redrawn
			p.Y += (int32(x*5+y*11)*redrawn*17+redrawn)%(2*redrawn+1) - redrawn
		}
		return p
	}
	var b []geo.Segment
	for y := range side {
		for x := range side {
			if !held(x, y) {
				continue
			}
			if !held(x, y-1) {
				b = append(b, geo.Segment{A: pt(x, y), B: pt(x+1, y)})
			}
			if !held(x+1, y) {
				b = append(b, geo.Segment{A: pt(x+1, y), B: pt(x+1, y+1)})
			}
			if !held(x, y+1) {
				b = append(b, geo.Segment{A: pt(x+1, y+1), B: pt(x, y+1)})
			}
			if !held(x-1, y) {
				b = append(b, geo.Segment{A: pt(x, y+1), B: pt(x, y)})
			}
		}
	}
	slices.SortFunc(b, compareSegments)
	return b
}

// drawModel draws observations: few days, few boundaries, so that repeats,
// corrections, flip-backs and two files of one day are common.
func drawModel(t *rapid.T) model {
	boundaries := rapid.SliceOfN(rapid.Uint16(), 1, 4).Draw(t, "cells")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) seen {
		day := control.Day(rapid.IntRange(0, 6).Draw(t, "day"))
		return seen{
			day:   day,
			known: day + control.Day(rapid.IntRange(0, 3).Draw(t, "after")),
			boundary: squaresRedrawn(rapid.SampledFrom(boundaries).Draw(t, "boundary"),
				rapid.SampledFrom([]int32{0, 0, 0, 1, 40, 200}).Draw(t, "redrawn")),
		}
	}), 0, 14).Draw(t, "observations")
}

func (m model) chronicle() *Chronicle {
	c := New("model", "test")
	for _, s := range m {
		c.Add(s.day, s.known, s.boundary)
	}
	return c
}

func encoded(t interface{ Fatal(...any) }, c *Chronicle) []byte {
	b, err := c.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// checkAgainst compares every answer of a chronicle with the model's.
func checkAgainst(t *rapid.T, c *Chronicle, m model) {
	sorted := m.sorted()
	if len(c.obs) != len(sorted) {
		t.Fatalf("%d observations, want %d", len(c.obs), len(sorted))
	}
	for i, o := range c.obs {
		got := c.Boundary(Map{State: o.State})
		if o.Day != sorted[i].day || o.Known != sorted[i].known || !slices.Equal(got, sorted[i].boundary) {
			t.Fatalf("observation %d: %v with %d segments, want %v", i, o, len(got), sorted[i])
		}
		same := i > 0 && slices.Equal(sorted[i].boundary, sorted[i-1].boundary)
		if i > 0 && (c.obs[i-1].State == o.State) != same {
			t.Fatalf("observation %d: shares a state %v, want %v", i, !same, same)
		}
	}
	for _, k := range []control.Day{control.NoDay, 0, 1, 2, 3, 5, 8} {
		var maps []Map
		for day := control.Day(-1); day < 12; day++ {
			got, err := c.MapOn(day, k)
			want, ok := m.on(day, k)
			if (err == nil) != ok {
				t.Fatalf("day %d as known on %d: %v, want a map: %v", day, k, err, ok)
			}
			if !ok {
				continue
			}
			if got.Day != want.day || got.Known != want.known || !slices.Equal(c.Boundary(got), want.boundary) {
				t.Fatalf("day %d as known on %d: %v, want %v", day, k, got, want)
			}
			if got.Exact() {
				maps = append(maps, got)
			}
		}
		if !slices.Equal(maps, c.Maps(k)) {
			t.Fatalf("as known on %d: Maps %v, want %v", k, c.Maps(k), maps)
		}
	}
}

func TestAnswersLikeThePileOfSnapshots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		c := m.chronicle()
		checkAgainst(t, c, m)

		shuffled := rapid.Permutation(m).Draw(t, "order")
		b := encoded(t, c)
		if !bytes.Equal(b, encoded(t, model(shuffled).chronicle())) {
			t.Fatal("another order of import gave other bytes")
		}
		d, err := Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		checkAgainst(t, d, m)
		if !bytes.Equal(b, encoded(t, d)) {
			t.Fatal("decoded and encoded again gave other bytes")
		}
	})
}

// TestAsksWhileAdding asks between additions, so that nothing derived from an
// earlier state outlives it, and goes on after decoding.
func TestAsksWhileAdding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		c := New("model", "test")
		for i, s := range m {
			before := slices.Clone(c.obs)
			changed := c.Add(s.day, s.known, s.boundary)
			if changed == slices.Equal(before, c.obs) {
				t.Fatalf("addition %d: reported %v", i, changed)
			}
			if c.Add(s.day, s.known, s.boundary) {
				t.Fatalf("addition %d again: reported a change", i)
			}
			checkAgainst(t, c, m[:i+1])
			checkDifferences(t, c)
			if rapid.Bool().Draw(t, "decode") {
				d, err := Decode(bytes.NewReader(encoded(t, c)))
				if err != nil {
					t.Fatal(err)
				}
				c = d
			}
		}
	})
}

// checkDifferences compares Diff, Net and Same of every pair of states with what
// the boundaries say.
func checkDifferences(t *rapid.T, c *Chronicle) {
	for a := range c.States() {
		for b := range c.States() {
			from, to := Map{State: a}, Map{State: b}
			diff, back := c.Diff(from, to), c.Diff(to, from)
			if !slices.Equal(diff, difference(c.Boundary(from), c.Boundary(to))) {
				t.Fatalf("states %d to %d: Diff is not the difference of the boundaries", a, b)
			}
			for i := range back {
				back[i] = back[i].Reverse()
			}
			slices.SortFunc(back, compareSegments)
			if !slices.Equal(diff, back) {
				t.Fatalf("states %d to %d: Diff is not its own way back reversed", a, b)
			}
			var sum geo.SquareMeters
			for _, s := range diff {
				sum += geo.SegmentArea(s)
			}
			net := c.Net(from, to)
			if d := net - sum; d > 0.1 || d < -0.1 {
				t.Fatalf("states %d to %d: Net %v, sum of Diff %v", a, b, net, sum)
			}
			if d := net - (c.Area(to) - c.Area(from)); d > 1e-3 || d < -1e-3 {
				t.Fatalf("states %d to %d: Net %v, areas differ by %v", a, b, net, c.Area(to)-c.Area(from))
			}
			if c.Same(from, to) != (len(diff) == 0) {
				t.Fatalf("states %d to %d: Same %v, %d differ", a, b, c.Same(from, to), len(diff))
			}
		}
	}
}

// difference returns by brute force what Diff should.
func difference(from, to []geo.Segment) []geo.Segment {
	var out []geo.Segment
	for _, s := range to {
		if !slices.Contains(from, s) {
			out = append(out, s)
		}
	}
	for _, s := range from {
		if !slices.Contains(to, s) {
			out = append(out, s.Reverse())
		}
	}
	slices.SortFunc(out, compareSegments)
	return out
}
