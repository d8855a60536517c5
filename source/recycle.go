package source

import "github.com/salient-project/salient/geo"

// boundaries keeps the memory of a few boundaries that nobody needs any more.
// Fresh memory for each map would cost more than finding its boundary does.
var boundaries = make(chan []geo.Segment, 4)

// newBoundary returns n segments with any content.
func newBoundary(n int) []geo.Segment {
	select {
	case b := <-boundaries:
		if cap(b) >= n {
			return b[:n]
		}
	default:
	}
	return make([]geo.Segment, n, n+n/8)
}

// recycle takes back the boundaries of a result and of all that share them.
func recycle(r Result) {
	for _, s := range r.Snapshots {
		if cap(s.Boundary) == 0 {
			continue
		}
		select {
		case boundaries <- s.Boundary:
		default:
			return
		}
	}
}
