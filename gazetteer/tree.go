package gazetteer

import (
	"math"
	"sort"

	"github.com/salient-project/salient/geo"
)

// tree is a k-d tree of places as points on the unit sphere, where the nearest
// by chord is the nearest by great circle, at the date line and the poles too.
// It is kept as an array: the middle of a range is its root.
type tree struct {
	at    [][3]float64
	place []int32
}

// onSphere turns a position into a unit vector.
func onSphere(p geo.Point) [3]float64 {
	sinLat, cosLat := math.Sincos(p.Lat() * math.Pi / 180)
	sinLon, cosLon := math.Sincos(p.Lon() * math.Pi / 180)
	return [3]float64{cosLat * cosLon, cosLat * sinLon, sinLat}
}

func newTree(places []Place, members []int32) *tree {
	t := &tree{at: make([][3]float64, len(members)), place: members}
	for i, m := range members {
		t.at[i] = onSphere(places[m].Point)
	}
	t.build(0, len(members), 0)
	return t
}

func (t *tree) build(lo, hi, axis int) {
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		t.partition(lo, hi, mid, axis)
		axis = (axis + 1) % 3
		t.build(lo, mid, axis)
		lo = mid + 1
	}
}

// less orders by the axis, then by place, so that equal points have one order.
func (t *tree) less(i, j, axis int) bool {
	if a, b := t.at[i][axis], t.at[j][axis]; a != b {
		return a < b
	}
	return t.place[i] < t.place[j]
}

// partition puts the k-th of lo…hi in its place, smaller ones before it
// (Hoare's quickselect, with the middle as pivot).
func (t *tree) partition(lo, hi, k, axis int) {
	hi--
	for lo < hi {
		t.swap((lo+hi)/2, hi)
		store := lo
		for i := lo; i < hi; i++ {
			if t.less(i, hi, axis) {
				t.swap(i, store)
				store++
			}
		}
		t.swap(store, hi)
		switch {
		case store == k:
			return
		case store < k:
			lo = store + 1
		default:
			hi = store - 1
		}
	}
}

func (t *tree) swap(i, j int) {
	t.at[i], t.at[j] = t.at[j], t.at[i]
	t.place[i], t.place[j] = t.place[j], t.place[i]
}

// hit is a candidate: its squared chord and its place in the tree.
type hit struct {
	d2 float64
	i  int
}

// search visits every node whose squared chord may be at most limit(), which
// the visitor may lower.
func (t *tree) search(q [3]float64, lo, hi, axis int, limit *float64, visit func(hit)) {
	for lo < hi {
		mid := (lo + hi) / 2
		p := t.at[mid]
		dx, dy, dz := p[0]-q[0], p[1]-q[1], p[2]-q[2]
		if d2 := dx*dx + dy*dy + dz*dz; d2 <= *limit {
			visit(hit{d2, mid})
		}
		gap := q[axis] - p[axis]
		axis = (axis + 1) % 3
		if gap < 0 {
			t.search(q, lo, mid, axis, limit, visit)
			lo = mid + 1
		} else {
			t.search(q, mid+1, hi, axis, limit, visit)
			hi = mid
		}
		if gap*gap > *limit {
			return
		}
	}
}

// flattening bounds the ratio of two distances' order on sphere and ellipsoid:
// chords on the sphere of geodetic latitudes are off by at most 0.57 %, so a
// place over 1.2 % farther on the sphere is farther on the ellipsoid.
const flattening = 1.012

// nearest returns the place nearest by geodesic; ties go to the lower index.
func (t *tree) nearest(places []Place, p geo.Point) (int32, bool) {
	if len(t.at) == 0 {
		return 0, false
	}
	q := onSphere(p)
	var few [8]hit
	hits := few[:0]
	limit := math.Inf(1)
	t.search(q, 0, len(t.at), 0, &limit, func(h hit) {
		limit = min(limit, h.d2*flattening*flattening)
		kept := hits[:0]
		for _, old := range hits {
			if old.d2 <= limit {
				kept = append(kept, old)
			}
		}
		hits = append(kept, h)
	})
	best := t.place[hits[0].i]
	if len(hits) > 1 {
		least := geo.Meters(math.Inf(1))
		for _, h := range hits {
			i := t.place[h.i]
			if d, _ := geo.Distance(places[i].Point, p); d < least || d == least && i < best {
				best, least = i, d
			}
		}
	}
	return best, true
}

// near returns the n nearest by great circle, nearest first.
func (t *tree) near(places []Place, p geo.Point, n int) []int32 {
	var hits []hit
	limit := math.Inf(1)
	t.search(onSphere(p), 0, len(t.at), 0, &limit, func(h hit) {
		at := sort.Search(len(hits), func(i int) bool { return hits[i].d2 > h.d2 })
		hits = append(hits, hit{})
		copy(hits[at+1:], hits[at:])
		hits[at] = h
		if len(hits) > n {
			hits = hits[:n]
		}
		if len(hits) == n {
			limit = hits[n-1].d2
		}
	})
	out := make([]int32, len(hits))
	for i, h := range hits {
		out[i] = t.place[h.i]
	}
	return out
}
