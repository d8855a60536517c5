package source

import (
	"fmt"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
)

// Areas gathers the polygons of one layer and returns their boundary. The zero
// value is ready; Reset makes it so again and keeps its buffers.
type Areas struct {
	Repairs Repairs // counted since Reset

	segs     []geo.Segment
	points   []geo.Point // one ring
	polygons int
}

// Reset forgets everything but the buffers.
func (a *Areas) Reset() {
	a.Repairs, a.segs, a.polygons = nil, a.segs[:0], 0
}

// Empty reports whether no polygon with an area has been added.
func (a *Areas) Empty() bool { return len(a.segs) == 0 }

// Add takes the polygons of feature number n. It returns the refusal's place
// and reason where a ring cannot be mended, else "", "".
func (a *Areas) Add(doc *geojson.Document, n int, extent geo.Box) (place, reason string) {
	f := &doc.Features[n]
	if f.Kind == geojson.None {
		a.Repairs.Add(RepairNull, 1)
		return "", ""
	}
	if !f.Kind.Areal() {
		return fmt.Sprintf("feature %d, byte %d", n, f.Offset),
			fmt.Sprintf("a %s, where only polygons can be held ground", f.Kind)
	}
	bounded := extent != geo.Box{}
	skip := -1 // polygon being left out
	for i := range doc.RingsOf(f) {
		r := &doc.RingsOf(f)[i]
		if r.Polygon == skip {
			continue
		}
		fail := func(reason string) (string, string) {
			return fmt.Sprintf("feature %d, ring %d, byte %d", n, i, r.Offset), reason
		}
		ring := doc.PointsOf(r)
		if bounded && !r.Hole && len(ring) > 0 {
			box := geo.Ring(ring).Box()
			if !box.Intersects(extent) {
				a.Repairs.Add(RepairOutsideExtent, 1)
				skip = r.Polygon
				continue
			}
			if !extent.Contains(box.Min) || !extent.Contains(box.Max) {
				return fail(fmt.Sprintf("reaches from %v to %v, beyond the mapped region", box.Min, box.Max))
			}
		}
		if len(ring) > 3 && ring[0] != ring[len(ring)-1] {
			d := gap(ring[0], ring[len(ring)-1])
			if d > MaxGap {
				return fail(fmt.Sprintf("not closed: ends %.5f° from its start", float64(d)/geo.E7))
			}
			a.Repairs.Add(RepairUnclosed, 1)
		}
		var repeated, spikes int
		a.points, repeated, spikes = tidy(a.points[:0], ring)
		a.Repairs.Add(RepairRepeated, repeated)
		a.Repairs.Add(RepairSpike, spikes)
		sign := turn(a.points)
		if sign == 0 {
			a.Repairs.Add(RepairTiny, 1)
			if !r.Hole {
				skip = r.Polygon // holes of nothing
			}
			continue
		}
		if reverse := (sign < 0) != r.Hole; reverse {
			a.Repairs.Add(RepairOrientation, 1)
			a.appendRing(true)
		} else {
			a.appendRing(false)
		}
	}
	return "", ""
}

// appendRing adds the tidied ring's edges, reversed if asked.
func (a *Areas) appendRing(reverse bool) {
	prev := a.points[len(a.points)-1]
	for _, p := range a.points {
		if reverse {
			a.segs = append(a.segs, geo.Segment{A: p, B: prev})
		} else {
			a.segs = append(a.segs, geo.Segment{A: prev, B: p})
		}
		prev = p
	}
}

// Boundary returns the boundary of the union of the polygons added, in the form
// of [control.Snapshot]. The slice is the caller's.
func (a *Areas) Boundary() []geo.Segment {
	return geo.Boundary(a.segs, geo.AtLeastOne)
}
