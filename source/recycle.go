package source

import (
	"sync"

	"github.com/salient-project/salient/geo"
)

// boundaries keeps the memory of boundaries that nobody needs any more. Fresh
// memory for each map would cost more than finding its boundary does.
var boundaries sync.Pool // of *[]geo.Segment

// newBoundary returns n segments with any content.
func newBoundary(n int) []geo.Segment {
	if b, ok := boundaries.Get().(*[]geo.Segment); ok && cap(*b) >= n {
		return (*b)[:n]
	}
	return make([]geo.Segment, n, n+n/8)
}

// recycle takes back the boundaries of a result and of all that share them.
func recycle(r Result) {
	for _, s := range r.Snapshots {
		if cap(s.Boundary) > 0 {
			boundaries.Put(&s.Boundary)
		}
	}
}
