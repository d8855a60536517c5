package main

import (
	"math/rand/v2"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// pair is two valid multipolygons.
type pair struct{ a, b geo.MultiPolygon }

// pairKind draws pairs of one kind by a seed, and reports false when it has no
// more.
type pairKind struct {
	name string
	draw func(seed uint64) (pair, bool)
}

// drawnKinds are the kinds that need no data.
func drawnKinds() []pairKind {
	kind := func(name string, draw func(r *rand.Rand) (a, b geo.MultiPolygon)) pairKind {
		return pairKind{name, func(seed uint64) (pair, bool) {
			a, b := draw(rand.New(rand.NewPCG(seed, 5)))
			return pair{a, b}, true
		}}
	}
	return []pairKind{
		kind("random rings, a thousand to a billion units wide", func(r *rand.Rand) (a, b geo.MultiPolygon) {
			size := []int32{1e3, 1e5, 1e7, 1e9}[r.IntN(4)]
			return rings(r, size, 8, 0), rings(r, size, 8, 0)
		}),
		kind("on a grid of 12 × 12 points: shared edges, T-junctions, touching holes", func(r *rand.Rand) (a, b geo.MultiPolygon) {
			return rings(r, 12, 7, 1e6), rings(r, 12, 7, 1e6)
		}),
		kind("degenerate: on 12 × 12 units, rounding everywhere", func(r *rand.Rand) (a, b geo.MultiPolygon) {
			return rings(r, 12, 7, 1), rings(r, 12, 7, 1)
		}),
		kind("needles", func(r *rand.Rand) (a, b geo.MultiPolygon) { return needles(r), needles(r) }),
		kind("nested rings", func(r *rand.Rand) (a, b geo.MultiPolygon) { return nested(r), nested(r) }),
		kind("parts of one plane: every edge shared", parts),
		kind("one map and the same moved by a hair", func(r *rand.Rand) (a, b geo.MultiPolygon) {
			a = rings(r, 1e6, 30, 0)
			var segs []geo.Segment
			for _, p := range a {
				for _, ring := range p {
					moved := make(geo.Ring, len(ring))
					for i, q := range ring {
						moved[i] = geo.Point{X: q.X + r.Int32N(3) - 1, Y: q.Y + r.Int32N(3) - 1}
					}
					segs = moved.Segments(segs)
				}
			}
			return a, geo.Overlay(segs, geo.AtLeastOne)
		}),
	}
}

// rings returns the ground that random rings go around an odd number of times,
// on multiples of step if that is not 0.
func rings(r *rand.Rand, size int32, points int, step int32) geo.MultiPolygon {
	var segs []geo.Segment
	for range 1 + r.IntN(3) {
		ring := make(geo.Ring, 3+r.IntN(points))
		for i := range ring {
			ring[i] = geo.Point{X: r.Int32N(size) * max(step, 1), Y: r.Int32N(size) * max(step, 1)}
		}
		segs = ring.Segments(segs)
	}
	return geo.Overlay(segs, geo.Odd)
}

// needles returns triangles a million units long and a few wide.
func needles(r *rand.Rand) geo.MultiPolygon {
	var segs []geo.Segment
	for range 1 + r.IntN(8) {
		p := geo.Point{X: r.Int32N(1e6), Y: r.Int32N(1e6)}
		q := geo.Point{X: r.Int32N(1e6), Y: r.Int32N(1e6)}
		segs = geo.Ring{p, q, {X: q.X + r.Int32N(7) - 3, Y: q.Y + r.Int32N(7) - 3}}.Segments(segs)
	}
	return geo.Overlay(segs, geo.NonZero)
}

// nested returns rings within rings about a common center.
func nested(r *rand.Rand) geo.MultiPolygon {
	var segs []geo.Segment
	x, y := 1_000_000+r.Int32N(10), 1_000_000+r.Int32N(10)
	for size := int32(900_000); size > 10; size -= 1 + r.Int32N(size) {
		segs = geo.Ring{{X: x - size, Y: y - size}, {X: x + size, Y: y - size}, {X: x + size, Y: y + size}, {X: x - size, Y: y + size}}.Segments(segs)
	}
	return geo.Overlay(segs, geo.Odd)
}

// parts cuts the plane by random rings and returns two sets of its faces.
func parts(r *rand.Rand) (a, b geo.MultiPolygon) {
	var edges []geo.Edge
	channels := 2 + r.IntN(4)
	for ch := range channels {
		for _, s := range rings(r, 1e6, 5, 0).Segments(nil) {
			edges = append(edges, geo.Edge{Segment: s, Channel: ch})
		}
	}
	arr := geo.Arrange(edges)
	defer arr.Release()
	choose := func(set uint64) geo.MultiPolygon {
		return arr.Polygons(func(w []int32) bool {
			face := 0
			for ch, v := range w {
				if v > 0 {
					face |= 1 << ch
				}
			}
			return face > 0 && set>>face&1 == 1
		})
	}
	return choose(r.Uint64()), choose(r.Uint64())
}

// realKind pairs each region with maps of an archive, days apart.
func realKind(sourceID, folder string, every int) (pairKind, error) {
	var maps []geo.MultiPolygon
	n := 0
	err := read(sourceID, folder, func(s control.Snapshot) {
		if s.Layer != control.Control {
			return
		}
		if n%every == 0 {
			maps = append(maps, geo.Polygons(s.Boundary))
		}
		n++
	})
	regions := gazetteer.Default().Regions()
	return pairKind{"regions × maps of " + sourceID, func(seed uint64) (pair, bool) {
		i, k := int(seed)%len(regions), int(seed)/len(regions)
		if k >= len(maps) {
			return pair{}, false
		}
		return pair{regions[i].Polygons, maps[k]}, true
	}}, err
}
