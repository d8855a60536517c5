package measure

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// cellSet is a set of cells of which those in held are held in part.
type cellSet struct {
	tree *CellTree
	held map[s2.CellID]bool
}

func (s cellSet) CellTree(string, control.Day) (*CellTree, func(int) bool, error) {
	return s.tree, func(i int) bool { return s.held[s.tree.ID(i)] }, nil
}

// everyCell is nearestCell by looking at every cell.
func everyCell(n *Nearness, s cellSet, p geo.Point, in Bearings) {
	var least s2.CellID
	for id := range s.held {
		ring := cellRing(id)
		at, ok := in.nearest(p, ring.Segments(nil))
		if !ok {
			continue
		}
		d, _ := geo.Distance(p, at)
		if cells(id.Level()).At(p) == id.ToToken() {
			d = 0
		}
		if d < n.Least || d == n.Least && id < least {
			n.Least, n.Nearest, least = d, cellCenter(id), id
		}
		far, within := geo.Meters(0), true
		for _, corner := range ring {
			d, bearing := geo.Distance(p, corner)
			far, within = max(far, d), within && in.has(bearing)
		}
		if within {
			n.Most = min(n.Most, far)
		}
	}
	if n.Known() {
		_, n.Bearing = geo.Distance(p, n.Nearest)
	}
}

// TestNearestCell holds the search of the tree against a look at every cell, from
// points among the cells, near them and up to half the world away.
func TestNearestCell(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 2))
	known, none, bounded := 0, 0, 0
	for range 25 {
		level := 10 + r.IntN(3)
		s := cellSet{held: map[s2.CellID]bool{}}
		var all []s2.CellID
		for range 1 + r.IntN(6) { // patches
			lon, lat, size := 30+10*r.Float64(), 44+8*r.Float64(), 0.1+2*r.Float64()
			for range 60 {
				id := s2.CellIDFromLatLng(s2.LatLngFromDegrees(lat+size*r.Float64(), lon+size*r.Float64())).Parent(level)
				all = append(all, id)
				if r.IntN(4) > 0 {
					s.held[id] = true
				}
			}
		}
		seen := map[s2.CellID]bool{}
		var ids []s2.CellID
		for _, id := range all {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
		s.tree = NewCellTree(ids)
		for range 40 {
			p := geo.Pt(28+14*r.Float64(), 42+12*r.Float64())
			if r.IntN(5) == 0 {
				p = geo.Pt(-180+360*r.Float64(), -80+160*r.Float64())
			}
			in := AllAround
			if r.IntN(3) > 0 {
				in = Bearings{Center: 360 * r.Float64(), Half: 1 + 60*r.Float64()}
			}
			inf := geo.Meters(math.Inf(1))
			got, want := Nearness{Least: inf, Most: inf}, Nearness{Least: inf, Most: inf}
			if err := nearestCell(&got, s, p, in); err != nil {
				t.Fatal(err)
			}
			everyCell(&want, s, p, in)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d: from %v in %+v:\n%+v by the tree\n%+v by every cell", seed, p, in, got, want)
			}
			if want.Known() {
				known++
			} else {
				none++
			}
			if !math.IsInf(float64(want.Most), 1) {
				bounded++
			}
		}
	}
	if known < 200 || none < 20 || bounded < 150 {
		t.Errorf("seed %d: %d with a distance, %d without, %d bounded: the test tests little", seed, known, none, bounded)
	}
}

// TestCellBounds holds what a search takes for granted against places of the
// gazetteer: cells' corners lie within their radius, no geodesic is shorter than
// atLeast says, and bearings on the sphere and in the plane are right to a degree.
func TestCellBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	worst := 0.0
	places := gazetteer.Default().Places()
	for range 20000 {
		p := places[r.IntN(len(places))].Point
		id := s2.CellIDFromLatLng(s2.LatLngFromDegrees(42+13*r.Float64(), 20+22*r.Float64())).Parent(6 + r.IntN(7))
		from := s2.PointFromLatLng(s2.LatLngFromDegrees(p.Lat(), p.Lon()))
		away, radius := from.Distance(id.Point()), cellRadius(id.Level())
		for _, q := range cellRing(id) {
			d, bearing := geo.Distance(p, q)
			if d < atLeast(away-radius) {
				t.Fatalf("%v to %v: %.0f m, at least %.0f m by the sphere", p, q, d, atLeast(away-radius))
			}
			at := s2.PointFromLatLng(s2.LatLngFromDegrees(q.Lat(), q.Lon()))
			if id.Point().Distance(at) > radius {
				t.Fatalf("%v: a corner is beyond its radius", id)
			}
			if away := from.Distance(at); away > farPlane || d < 1000 {
				continue
			}
			v := viewFrom(from)
			sphere := math.Atan2(at.Dot(v.east), at.Dot(v.north)) * 180 / math.Pi
			plane := seenFrom(p, q)
			for _, b := range []float64{sphere, math.Atan2(plane[0], plane[1]) * 180 / math.Pi} {
				worst = max(worst, math.Abs(math.Remainder(b-bearing, 360)))
			}
		}
	}
	t.Logf("bearings are up to %.2f° off", worst)
	if worst > 0.5 {
		t.Errorf("bearings are up to %.2f° off", worst)
	}
}
