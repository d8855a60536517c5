package measure

import (
	"math/bits"

	"github.com/salient-project/salient/geo"
)

// split measures, area by area, the ground that classes of an overlay's faces
// cover: a row of sums for each area, and one for what lies in none, last. class
// gives the class, 0 to n-1, of a face from the winding number of the chains;
// another number leaves it out.
//
// Where areas do not overlap one overlay does for all. The number of an area,
// from 1 on, is written in binary and its border added to the channels of its
// ones: the channels' winding numbers then spell the number of the area that a
// face lies in, and as many areas as there are take few channels.
func split(chains []geo.Segment, areas []Area, disjoint bool, n int, class func(w int32) int) [][]geo.SquareMeters {
	if !disjoint {
		return splitEach(chains, areas, n, class)
	}
	channels := bits.Len(uint(len(areas)))
	edges := make([]geo.Edge, 0, 2*len(chains))
	for _, s := range chains {
		edges = append(edges, geo.Edge{Segment: s})
	}
	for i, a := range areas {
		for _, s := range a.Border {
			for b := range channels {
				if (i+1)>>b&1 == 1 {
					edges = append(edges, geo.Edge{Segment: s, Channel: b + 1})
				}
			}
		}
	}
	arr := geo.Arrange(edges)
	defer arr.Release()
	sums := arr.Areas(n*(len(areas)+1), func(w []int32) int {
		k := class(w[0])
		if k < 0 || k >= n {
			return -1
		}
		number := 0
		for b, wb := range w[1:] {
			if wb >= 1 {
				number |= 1 << b
			}
		}
		if number > len(areas) {
			number = 0 // a sliver between borders that rounding moved
		}
		return number*n + k
	})
	out := make([][]geo.SquareMeters, len(areas)+1)
	for i := range areas {
		out[i] = sums[(i+1)*n : (i+2)*n]
	}
	out[len(areas)] = sums[:n]
	return out
}

// splitEach overlays areas that overlap one by one, and all together for what
// lies in none.
func splitEach(chains []geo.Segment, areas []Area, n int, class func(w int32) int) [][]geo.SquareMeters {
	var all []geo.Segment
	out := make([][]geo.SquareMeters, len(areas)+1)
	for i, a := range areas {
		out[i] = split(chains, areas[i:i+1], true, n, class)[0]
		all = append(all, a.Border...)
	}
	union := Area{Border: geo.Boundary(all, geo.AtLeastOne)}
	out[len(areas)] = split(chains, []Area{union}, true, n, class)[1]
	return out
}
