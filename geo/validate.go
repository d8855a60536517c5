package geo

import (
	"fmt"
	"slices"
)

// ValidityRule is one of the rules that polygons must keep: those of OGC
// 06-103r4, section 6.1.11, and RFC 7946's orientation.
type ValidityRule string

// The rules, as what breaks them.
const (
	RingTooShort         ValidityRule = "ring has fewer than three points"
	PointRepeated        ValidityRule = "point repeated"
	RingCrossesItself    ValidityRule = "ring crosses itself"
	RingTouchesItself    ValidityRule = "ring touches itself"
	RingsCross           ValidityRule = "rings cross"
	RingsOverlap         ValidityRule = "edges run along each other"
	WrongOrientation     ValidityRule = "ring turns the wrong way"
	PolygonsOverlap      ValidityRule = "polygons overlap"
	HoleOutside          ValidityRule = "hole outside its outer ring or in another hole"
	InteriorDisconnected ValidityRule = "interior not connected"
	PolygonEmpty         ValidityRule = "polygon without a ring"
)

// InvalidError says which rule is broken, and where. Indices count from 0.
type InvalidError struct {
	Rule    ValidityRule
	At      Point // a crossing is rounded to the grid
	Polygon int
	Ring    int
}

func (e *InvalidError) Error() string {
	return fmt.Sprintf("polygon %d, ring %d: %s at %v", e.Polygon, e.Ring, e.Rule, e.At)
}

// Validate returns nil if the polygons are valid: rings are simple, meet in
// single points at most, holes lie inside, interiors are connected and do not
// overlap, and rings turn as RFC 7946 says. Otherwise it returns an
// [*InvalidError] for one of the rules broken. It is exact.
func Validate(m MultiPolygon) error {
	v := validator{m: m, a: arrangements.Get().(*Arrangement)}
	defer v.a.Release()
	if err := v.check(); err != nil {
		return err
	}
	return nil
}

type validator struct {
	m     MultiPolygon
	a     *Arrangement
	rings []ringID // of each segment of the arrangement
}

type ringID struct{ polygon, ring int32 }

func (v *validator) fail(rule ValidityRule, id ringID, at Point) *InvalidError {
	return &InvalidError{rule, at, int(id.polygon), int(id.ring)}
}

func (v *validator) check() error {
	steps := []func() *InvalidError{v.insert, v.cross, v.cut, v.simple, v.turns, v.wind, v.nest}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// insert adds the rings' edges to the arrangement.
func (v *validator) insert() *InvalidError {
	n := 0
	for _, p := range v.m {
		for _, r := range p {
			n += len(r)
		}
	}
	v.a.start(n, 1)
	for i, p := range v.m {
		if len(p) == 0 {
			return v.fail(PolygonEmpty, ringID{int32(i), 0}, Point{})
		}
		for k, r := range p {
			id := ringID{int32(i), int32(k)}
			if len(r) < 3 {
				var at Point
				if len(r) > 0 {
					at = r[0]
				}
				return v.fail(RingTooShort, id, at)
			}
			prev := r[len(r)-1]
			for _, q := range r {
				if prev == q {
					return v.fail(PointRepeated, id, q)
				}
				v.a.insert(Segment{prev, q}, 0, 1)
				if len(v.a.segs) == len(v.rings) {
					return v.fail(RingsOverlap, id, q)
				}
				v.rings = append(v.rings, id)
				prev = q
			}
		}
	}
	v.a.skip = zeroed(v.a.skip, len(v.a.segs))
	return nil
}

// cross finds edges that cross inside both, and tells of the first in the rings'
// order that crosses one before it.
func (v *validator) cross() (err *InvalidError) {
	var first [2]int32
	v.a.crossed = func(i, j int32, at Point) {
		pair := [2]int32{max(i, j), min(i, j)}
		if err != nil && slices.Compare(pair[:], first[:]) >= 0 {
			return
		}
		rule := RingsCross
		if v.rings[i] == v.rings[j] {
			rule = RingCrossesItself
		}
		first, err = pair, v.fail(rule, v.rings[pair[0]], at)
	}
	v.a.find(v.a.skip)
	v.a.crossed = nil
	return err
}

// cut cuts edges at vertices exactly on them: no coordinate is rounded.
func (v *validator) cut() *InvalidError {
	n := &v.a.noder
	exact := n.hits[:0]
	for _, h := range n.hits {
		if s := &n.segs[h.seg]; orient(s.a, s.b, n.verts[h.vert]) == 0 {
			exact = append(exact, h)
		}
	}
	n.hits = exact
	sortHits(n.hits, n.segs, n.verts)
	n.bends, n.chain = n.bends[:0], n.chain[:0]
	for k := 0; k < len(n.hits); {
		i, start := n.hits[k].seg, int32(len(n.bends))
		n.bends = append(n.bends, n.segs[i].u)
		for ; k < len(n.hits) && n.hits[k].seg == i; k++ {
			if w := n.hits[k].vert; w != n.bends[len(n.bends)-1] {
				n.bends = append(n.bends, w)
			}
		}
		n.bends = append(n.bends, n.segs[i].v)
		n.chain = append(n.chain, chainAt{i, start, int32(len(n.bends))})
	}
	v.a.join()
	for i := range v.a.edges {
		if e := &v.a.edges[i]; e.copy >= 0 {
			return v.fail(RingsOverlap, v.rings[v.a.copies[e.copy].seg], v.a.verts[e.u])
		}
	}
	v.a.link()
	return nil
}

// ring returns the ring of an edge.
func (v *validator) ring(edge int32) ringID { return v.rings[^v.a.edges[edge].copy] }

// simple finds vertices that a ring passes twice.
func (v *validator) simple() *InvalidError {
	for w := range v.a.verts {
		outs := v.a.outs[v.a.deg[w]:v.a.deg[w+1]]
		if len(outs) <= 2 {
			continue
		}
		passed := make(map[ringID]int)
		for _, h := range outs {
			id := v.ring(h >> 1)
			if passed[id]++; passed[id] > 2 {
				return v.fail(RingTouchesItself, id, v.a.verts[w])
			}
		}
	}
	return nil
}

// turns checks the orientation at each ring's smallest point.
func (v *validator) turns() *InvalidError {
	for i, p := range v.m {
		for k, r := range p {
			low := 0
			for j := range r {
				if r[j].Less(r[low]) {
					low = j
				}
			}
			ccw := orient(r[(low+len(r)-1)%len(r)], r[low], r[(low+1)%len(r)]) > 0
			if ccw != (k == 0) {
				return v.fail(WrongOrientation, ringID{int32(i), int32(k)}, r[low])
			}
		}
	}
	return nil
}

// wind checks that every edge has winding number 1 on its left and 0 on its
// right.
func (v *validator) wind() *InvalidError {
	v.a.walk()
	v.a.settle()
	for i := range v.a.edges {
		left, right := v.a.wind[v.a.cycle[2*i]], v.a.wind[v.a.cycle[2*i+1]]
		rule := HoleOutside
		switch lo, hi := min(left, right), max(left, right); {
		case lo == 0 && hi == 1:
			continue
		case hi > 1:
			rule = PolygonsOverlap
		}
		return v.fail(rule, v.ring(int32(i)), v.a.verts[v.a.edges[i].u])
	}
	return nil
}

// nest checks that each polygon's rings bound one face.
func (v *validator) nest() *InvalidError {
	v.a.sift(AtLeastOne.first)
	v.a.collect()
	t := &v.a.trace
	t.run(v.a.dir)
	faces := make([]int32, len(v.m)) // of the outer rings, plus one
	for i := range v.a.dir {
		id := v.ring(v.a.dir[i].id)
		if id.ring != 0 {
			continue
		}
		f := t.faceOf(int32(i)) + 1
		if faces[id.polygon] == 0 {
			faces[id.polygon] = f
		}
		if faces[id.polygon] != f {
			return v.fail(InteriorDisconnected, id, v.a.dir[i].A)
		}
	}
	for i := range v.a.dir {
		id := v.ring(v.a.dir[i].id)
		if id.ring != 0 && faces[id.polygon] != t.faceOf(int32(i))+1 {
			// In its outer ring it parts the interior, with the rings it touches.
			rule := HoleOutside
			if hole := v.m[id.polygon][id.ring]; v.m[id.polygon][:1].contains(hole[0]) {
				rule = InteriorDisconnected
			}
			return v.fail(rule, id, v.a.dir[i].A)
		}
	}
	return nil
}
