package source

import "github.com/salient-project/salient/geo"

// side returns the side of c on the line from a to b: positive on the left. The
// differences are below widest, so nothing overflows.
func side(a, b, c geo.Point) int64 {
	return int64(b.X-a.X)*int64(c.Y-a.Y) - int64(b.Y-a.Y)*int64(c.X-a.X)
}

// compare finds out how edges e and f, whose boxes meet, lie to each other, but
// for edges that are equal or each other's reverse: those are ties.
func (o *outline) compare(e, f int32) {
	s, t := o.edges.seg[e], o.edges.seg[f]
	switch {
	case s.A == t.B && s.B == t.A || s == t:
	case s.B == t.A:
		o.fork(s.B, s.A, t.B, e, f)
	case s.A == t.B:
		o.fork(s.A, s.B, t.A, e, f)
	case s.A == t.A:
		o.fork(s.A, s.B, t.B, e, f)
	case s.B == t.B:
		o.fork(s.B, s.A, t.A, e, f)
	default:
		o.comparePlain(e, f)
	}
}

// comparePlain is compare for edges without a common end.
func (o *outline) comparePlain(e, f int32) {
	s, t := o.edges.seg[e], o.edges.seg[f]
	a, b := side(s.A, s.B, t.A), side(s.A, s.B, t.B)
	c, d := side(t.A, t.B, s.A), side(t.A, t.B, s.B)
	if (a > 0) == (b > 0) && a != 0 && b != 0 || (c > 0) == (d > 0) && c != 0 && d != 0 {
		if k := reachOf(s); min(abs(a), abs(b)) <= k {
			o.touch(e, f, false)
		} else if k := reachOf(t); min(abs(c), abs(d)) <= k {
			o.touch(e, f, false)
		}
		return
	}
	// They cross or touch; boxes that meet settle the collinear case.
	o.touch(e, f, true)
}

// reachOf returns the size that the side of a point on a segment's line has at
// most where the line passes the unit square around the point, and a little more.
func reachOf(s geo.Segment) int64 {
	return (abs(int64(s.B.X-s.A.X))+abs(int64(s.B.Y-s.A.Y)))/2 + 1
}

func abs(v int64) int64 { return max(v, -v) }

// fork looks at two edges, e and f, from p to q and to r: one may not run along
// the other.
func (o *outline) fork(p, q, r geo.Point, e, f int32) {
	c := abs(side(p, q, r))
	if c > reachOf(geo.Segment{A: p, B: q}) && c > reachOf(geo.Segment{A: p, B: r}) {
		return
	}
	dot := int64(q.X-p.X)*int64(r.X-p.X) + int64(q.Y-p.Y)*int64(r.Y-p.Y)
	if dot > 0 {
		o.touch(e, f, c == 0)
	}
}

func (o *outline) touch(e, f int32, wrong bool) {
	o.contacts = append(o.contacts, contact{e, f, wrong})
}
