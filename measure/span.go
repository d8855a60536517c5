package measure

import (
	"slices"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Span is a run of valid days on which a point was held, or was not.
type Span struct {
	From, To control.Day // valid days of the first and last map of the run
	Held     bool
}

// Spans returns the whole history of a point in a chronicle, as known on a day.
// A point on a boundary is not held.
//
// Whether a point is inside changes from one map to the next only if the
// segments by which they differ cross the ray to the point's east an odd
// number of times, so the history costs one pass over the changes.
func Spans(c *chronicle.Chronicle, p geo.Point, asKnownOn control.Day) []Span {
	maps := c.Maps(asKnownOn)
	var spans []Span
	held := false
	for i, m := range maps {
		var segs []geo.Segment
		if i == 0 {
			segs = c.Boundary(m)
		} else if !c.Same(maps[i-1], m) {
			segs = c.Diff(maps[i-1], m)
		}
		if crossings(segs, p)%2 == 1 {
			held = !held
		}
		if n := len(spans); n > 0 && spans[n-1].Held == held {
			spans[n-1].To = m.Day
			continue
		}
		spans = append(spans, Span{From: m.Day, To: m.Day, Held: held})
	}
	return slices.Clip(spans)
}

// crossings counts the segments that the ray from p to the east crosses.
func crossings(segs []geo.Segment, p geo.Point) int {
	n := 0
	for _, s := range segs {
		a, b := s.A, s.B
		if a.Y > b.Y {
			a, b = b, a
		}
		if p.Y < a.Y || p.Y >= b.Y {
			continue
		}
		// The sign of the cross product tells the side; its terms need 66
		// bits, and a float decides unless the point lies all but on the line.
		cross := float64(int64(b.X)-int64(a.X))*float64(int64(p.Y)-int64(a.Y)) -
			float64(int64(b.Y)-int64(a.Y))*float64(int64(p.X)-int64(a.X))
		if cross > 0 {
			n++
		}
	}
	return n
}
