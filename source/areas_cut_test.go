package source

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/salient-project/salient/geo"
)

// overlaid is Boundary by overlays alone, for areas that have seen no other map.
func overlaid(a *Areas) []geo.Segment {
	o := &a.outline
	if o.check(a.polygons) {
		return o.boundary()
	}
	a.rebuild()
	if o.check(a.polygons) {
		return o.boundary()
	}
	if o.overlap {
		a.Repairs.Add(RepairOverlap, 1)
		if slices.Contains(o.conflict, true) {
			a.unite()
			if o.check(a.polygons) {
				return o.boundary()
			}
		}
	}
	return geo.Boundary(o.segs, geo.AtLeastOne)
}

// drawn is a made-up map: polygons of a star-shaped outer ring and perhaps a
// triangle for a hole, in which nothing is as it should be now and then.
type drawn struct {
	random *rand.Rand
	unit   int32 // side of the squares on whose corners the points lie
	shells [][]geo.Point
	holes  [][]geo.Point // empty: none
}

func (d *drawn) draw(p int) {
	r := d.random
	cx, cy, n := r.IntN(30), r.IntN(30), 3+r.IntN(9)
	if r.IntN(4) > 0 {
		cx += 40 * p // apart from the others
	}
	d.shells[p], d.holes[p] = nil, nil
	for k := range n {
		angle := (float64(k) + r.Float64()) / float64(n) * 2 * math.Pi
		far := 2 + 12*r.Float64()
		d.shells[p] = append(d.shells[p], d.at(cx+int(math.Round(far*math.Cos(angle))), cy+int(math.Round(far*math.Sin(angle)))))
	}
	shell := d.shells[p]
	if r.IntN(2) > 0 { // a corner moves onto, or near, the edge after next
		k := r.IntN(n)
		a, b := shell[(k+2)%n], shell[(k+3)%n]
		shell[k] = geo.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
	}
	if r.IntN(3) > 0 {
		return
	}
	for range 3 { // one corner on the outer ring, or near it
		d.holes[p] = append(d.holes[p], d.at(cx+r.IntN(9)-4, cy+r.IntN(9)-4))
	}
	k := r.IntN(n)
	a, b := shell[k], shell[(k+1)%n]
	d.holes[p][0] = geo.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
}

func (d *drawn) at(x, y int) geo.Point {
	return geo.Point{X: d.unit * int32(x), Y: d.unit * int32(y)}
}

// add puts the map's rings, tidied, into the areas.
func (d *drawn) add(a *Areas) {
	a.Reset()
	for p := range d.shells {
		for k, ring := range [][]geo.Point{d.shells[p], d.holes[p]} {
			points, _, _ := tidy(nil, ring)
			if flat(points) {
				if k == 0 {
					break
				}
				continue
			}
			a.polygons = p + 1
			a.appendRing(p, k > 0, points, (turn(points) < 0) != (k > 0))
		}
	}
}

// TestCutsAndEarlierMaps reads series of maps in which a polygon changes from
// map to map, by areas that cut edges where they meet and know the maps before,
// by areas that know none, and by overlays alone.
//
// Where polygons overlap, an overlay of the conflicting ones may round a vertex
// otherwise: it sees the parts into which a polygon that crossed itself fell
// apart, and leaves out those that touch no other. So there the ground may differ
// by a unit along the boundary; elsewhere it may not.
func TestCutsAndEarlierMaps(t *testing.T) {
	seed := rand.Uint64()
	for _, unit := range []int32{1, 2, 7, 1000} { // where a unit is the grid's own, everything is rounded
		cut, conflicts, known := 0, 0, 0
		for series := range 100 {
			d := drawn{
				random: rand.New(rand.NewPCG(seed, uint64(series))), unit: unit,
				shells: make([][]geo.Point, 4), holes: make([][]geo.Point, 4),
			}
			for p := range d.shells {
				d.draw(p)
			}
			var used Areas
			for range 8 {
				d.draw(d.random.IntN(len(d.shells)))
				var overlays, fresh Areas
				d.add(&overlays)
				want := overlaid(&overlays)
				d.add(&fresh)
				if fresh.Empty() {
					continue
				}
				alone := fresh.unremembered()
				d.add(&used)
				got := used.Boundary()
				if !slices.Equal(got, alone) || !maps.Equal(used.Repairs, fresh.Repairs) {
					t.Fatalf("seed %d, unit %d, series %d: %v %v\nknowing no other map %v %v\nof %v %v", seed, unit, series, got, used.Repairs, alone, fresh.Repairs, d.shells, d.holes)
				}
				same := slices.Equal(got, want)
				if used.Repairs[RepairOverlap] > 0 && !same {
					same = geo.Validate(geo.Polygons(got)) == nil && apart(got, want) <= fringe(got)
				}
				if !same || !maps.Equal(used.Repairs, overlays.Repairs) {
					t.Fatalf("seed %d, unit %d, series %d: %v %v\nby overlays %v %v\nof %v %v", seed, unit, series, got, used.Repairs, want, overlays.Repairs, d.shells, d.holes)
				}
				var probe Areas
				if d.add(&probe); !probe.outline.check(probe.polygons) {
					if !probe.outline.alone() && probe.cutSelves() {
						cut++
					}
					if probe.outline.overlap && probe.outline.alone() && probe.cutConflicts() {
						conflicts++
					}
				}
				if len(used.outline.edges.fresh) < len(used.outline.segs) {
					known++
				}
			}
		}
		if cut < 30 || conflicts < 30 || known < 100 {
			t.Errorf("seed %d, unit %d: %d maps with edges cut, %d with conflicts cut, %d with edges known before: the test tests little", seed, unit, cut, conflicts, known)
		}
	}
}

// apart returns the ground that is in one of two boundaries only, in square units.
func apart(a, b []geo.Segment) float64 {
	var all []geo.Segment
	all = append(all, a...)
	for _, s := range b {
		all = append(all, s.Reverse())
	}
	return math.Abs(float64(doubled(geo.Boundary(all, geo.NonZero)))) / 2
}

// fringe returns the ground within a unit of a boundary, in square units.
func fringe(segs []geo.Segment) float64 {
	var sum float64
	for _, s := range segs {
		sum += math.Hypot(float64(s.B.X-s.A.X), float64(s.B.Y-s.A.Y)) + 1
	}
	return 2 * sum
}
