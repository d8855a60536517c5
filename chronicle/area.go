package chronicle

import (
	"math"
	"runtime"
	"sync"

	"github.com/salient-project/salient/geo"
)

// areaUnit is the unit of stored areas, in m². Sums of integers do not depend
// on their order, so neither do the figures.
const areaUnit = 1e-4

// Area returns the held area on a map.
func (c *Chronicle) Area(m Map) geo.SquareMeters {
	return geo.SquareMeters(float64(c.sum(m.State)) * areaUnit)
}

// Net returns the held area on the map to less that on the map from.
func (c *Chronicle) Net(from, to Map) geo.SquareMeters {
	return geo.SquareMeters(float64(c.sum(to.State)-c.sum(from.State)) * areaUnit)
}

// sum returns the held area of a state in units of areaUnit.
func (c *Chronicle) sum(state int) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.sums) > state {
		return c.sums[state]
	}
	c.areas = measure(c.areas, c.segs)
	var sum int64
	if n := len(c.sums); n > 0 {
		sum = c.sums[n-1]
	}
	for _, d := range c.deltas[len(c.sums):] {
		for _, id := range d.added {
			sum += c.areas[id]
		}
		for _, id := range d.removed {
			sum -= c.areas[id]
		}
		c.sums = append(c.sums, sum)
	}
	return c.sums[state]
}

// measure appends the areas of the segments that areas lacks, on all cores where
// there are many.
func measure(areas []int64, segs []geo.Segment) []int64 {
	const chunk = 4096
	first := len(areas)
	areas = append(areas, make([]int64, len(segs)-first)...)
	areasLeft, segsLeft := areas[first:], segs[first:]
	var wg sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for len(segsLeft) > chunk {
		someAreas, someSegs := areasLeft[:chunk], segsLeft[:chunk]
		turn <- struct{}{}
		wg.Go(func() {
			measureEach(someAreas, someSegs)
			<-turn
		})
		areasLeft, segsLeft = areasLeft[chunk:], segsLeft[chunk:]
	}
	measureEach(areasLeft, segsLeft)
	wg.Wait()
	return areas
}

func measureEach(areas []int64, segs []geo.Segment) {
	for i, s := range segs {
		areas[i] = int64(math.RoundToEven(float64(geo.SegmentArea(s)) / areaUnit))
	}
}
