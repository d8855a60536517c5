package source

import (
	"cmp"
	"slices"

	"github.com/salient-project/salient/geo"
)

// sheet is a map that was read: the polygons that went in, in any order, and
// what came of them. A source that draws nothing new in a day publishes the same
// polygons under another date, often in another order; their union is the same.
type sheet struct {
	segs     []geo.Segment
	rings    []ringSpan
	polygons []sheetPolygon // by hash; empty until they are compared
	boundary []geo.Segment
	repairs  Repairs // by Boundary alone
	used     int     // age at which it was last of use
}

// sheetPolygon is one polygon of a sheet: rings[lo:hi].
type sheetPolygon struct {
	hash   uint64
	lo, hi int32
}

// maxSheets is how many maps of one kind are remembered: as many as layers that
// are read side by side.
const maxSheets = 8

// set copies the polygons of an outline into the sheet.
func (s *sheet) set(segs []geo.Segment, rings []ringSpan) {
	s.segs, s.rings = append(s.segs[:0], segs...), append(s.rings[:0], rings...)
	s.polygons = s.polygons[:0]
}

// sort finds the polygons, and their order by hash.
func (s *sheet) sort() {
	if len(s.polygons) > 0 {
		return
	}
	rings := s.rings
	for lo := 0; lo < len(rings); {
		hi := lo + 1
		for hi < len(rings) && rings[hi].polygon == rings[lo].polygon {
			hi++
		}
		h := hashOf(s.segs[rings[lo].lo:rings[hi-1].hi]) + uint64(hi-lo)
		s.polygons = append(s.polygons, sheetPolygon{h, int32(lo), int32(hi)})
		lo = hi
	}
	slices.SortFunc(s.polygons, func(p, q sheetPolygon) int { return cmp.Compare(p.hash, q.hash) })
}

// alike reports whether the sheets have the same polygons, point by point. Two
// polygons of one hash in one sheet may hide that they have: that costs time only.
func (s *sheet) alike(t *sheet) bool {
	if len(s.segs) != len(t.segs) || len(s.rings) != len(t.rings) {
		return false
	}
	s.sort()
	t.sort()
	if len(s.polygons) != len(t.polygons) {
		return false
	}
	for i, p := range s.polygons {
		q := t.polygons[i]
		if p.hash != q.hash || p.hi-p.lo != q.hi-q.lo {
			return false
		}
		for k := range p.hi - p.lo {
			a, b := s.rings[p.lo+k], t.rings[q.lo+k]
			if a.hole != b.hole || !slices.Equal(s.segs[a.lo:a.hi], t.segs[b.lo:b.hi]) {
				return false
			}
		}
	}
	return true
}

// boundaryOf returns what came of the same polygons before, as a copy.
func (r *recall) boundaryOf(s *sheet) (boundary []geo.Segment, repairs Repairs, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, k := range r.sheets {
		if s.alike(k) {
			k.used = r.age
			boundary = newBoundary(len(k.boundary))
			copy(boundary, k.boundary)
			return boundary, k.repairs, true
		}
	}
	return nil, nil, false
}

// keep remembers what came of polygons, in the memory of the sheet that was of
// no use for longest, which it leaves to s.
func (r *recall) keep(s *sheet) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s.used = r.age
	if len(r.sheets) < maxSheets {
		r.sheets = append(r.sheets, new(sheet))
		*r.sheets[len(r.sheets)-1], *s = *s, sheet{}
		return
	}
	oldest := r.sheets[0]
	for _, k := range r.sheets {
		if k.used < oldest.used {
			oldest = k
		}
	}
	*oldest, *s = *s, *oldest
}
