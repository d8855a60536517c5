package measure

import (
	"math"
	"slices"
	"sync"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/war"
)

// parts knows what is held of each region, and how much of the line of contact
// runs in it, on every map asked so far. Both are sums over the segments of a
// boundary, so that a map costs the segments by which it differs from the
// nearest that is known: those of a day or two, as a rule. It is safe for
// concurrent use.
type parts struct {
	mu      *sync.Mutex
	regions map[*gazetteer.Gazetteer]*partition
	series  map[partsKey]*partSeries
}

// partition is a gazetteer's regions, prepared.
type partition struct {
	areas   *geo.Partition
	regions []*gazetteer.Region
	number  map[*gazetteer.Region]int
}

// index returns the number of a region; nil, which is none, has the last.
func (p *partition) index(r *gazetteer.Region) int {
	if r == nil {
		return len(p.regions)
	}
	return p.number[r]
}

// partsKey tells apart the days on which one segment may count in two ways.
type partsKey struct {
	definition string
	left       bool // since the day on which ground is left out
}

// partSeries holds the sums of the states known, in order of state.
type partSeries struct {
	mu     sync.Mutex
	states []partSums
	left   func(geo.Point) bool // what is left out; nil: nothing
}

// partSums are the sums of a state, by region and, last, for what lies in none:
// held areas, in units of partUnit m², and lengths of the line of contact, in
// units of partUnit m. Sums of integers do not depend on their order, so neither
// do figures on what was asked before.
type partSums struct {
	state    int
	segments int // of the boundary
	held     []int64
	lengths  []int64
}

const partUnit = 1e-4

func newParts() parts {
	return parts{&sync.Mutex{}, map[*gazetteer.Gazetteer]*partition{}, map[partsKey]*partSeries{}}
}

func (p parts) partition(where *gazetteer.Gazetteer) *partition {
	p.mu.Lock()
	defer p.mu.Unlock()
	if known := p.regions[where]; known != nil {
		return known
	}
	out := &partition{number: map[*gazetteer.Region]int{}}
	var borders [][]geo.Segment
	regions := where.Regions()
	for i := range regions {
		r := &regions[i]
		out.number[r] = len(out.regions)
		out.regions = append(out.regions, r)
		borders = append(borders, r.Polygons.Segments(nil))
	}
	out.areas = geo.NewPartition(borders)
	p.regions[where] = out
	return out
}

// of returns the sums of a map.
func (p parts) of(c *chronicle.Chronicle, d control.Definition, m chronicle.Map, where *gazetteer.Gazetteer) (partSums, *partition) {
	regions := p.partition(where)
	o, leaves := war.Default.LeftOut[d.Source]
	key := partsKey{d.Name, leaves && m.Day >= o.Since}
	p.mu.Lock()
	s := p.series[key]
	if s == nil {
		s = new(partSeries)
		if leaves {
			s.left = Omitted(c, d, m.Day, where)
		}
		p.series[key] = s
	}
	p.mu.Unlock()

	s.mu.Lock()
	defer s.mu.Unlock()
	i, known := slices.BinarySearchFunc(s.states, m.State, func(x partSums, state int) int { return x.state - state })
	if known {
		return s.states[i], regions
	}
	out := s.from(i, c, m, regions, where)
	s.states = slices.Insert(s.states, i, out)
	return out, regions
}

// from measures a map that belongs at index i, from the nearest known one or, if
// more has changed since than there is, from nothing.
func (s *partSeries) from(i int, c *chronicle.Chronicle, m chronicle.Map, regions *partition, where *gazetteer.Gazetteer) partSums {
	n := len(regions.regions) + 1
	out := partSums{state: m.State, held: make([]int64, n), lengths: make([]int64, n)}
	near, least := -1, math.MaxInt
	for _, k := range [2]int{i - 1, i} {
		if k < 0 || k >= len(s.states) {
			continue
		}
		if changes := c.ChangesBetween(chronicle.Map{State: s.states[k].state}, m, s.states[k].segments); changes < least && changes <= s.states[k].segments {
			near, least = k, changes
		}
	}
	add := adder{regions: regions, where: where, left: s.left, held: make([]float64, n), lengths: make([]float64, n)}
	if near < 0 {
		for _, seg := range c.Boundary(m) {
			add.segment(&out, seg, 1)
		}
		return out
	}
	known := s.states[near]
	copy(out.held, known.held)
	copy(out.lengths, known.lengths)
	out.segments = known.segments
	c.EachChange(chronicle.Map{State: known.state}, m, func(seg geo.Segment, stands bool) {
		if stands {
			add.segment(&out, seg, 1)
		} else {
			add.segment(&out, seg, -1)
		}
	})
	return out
}

// adder adds what one segment has of each region.
type adder struct {
	regions       *partition
	where         *gazetteer.Gazetteer
	left          func(geo.Point) bool
	held, lengths []float64
	contact       []geo.Segment
}

func (a *adder) segment(sums *partSums, s geo.Segment, sign int64) {
	sums.segments += int(sign)
	clear(a.held)
	a.regions.areas.Below(s, a.held)
	for i, v := range a.held {
		sums.held[i] += sign * int64(math.RoundToEven(v/partUnit))
	}
	a.contact = appendContact(a.contact[:0], s, a.where, a.left)
	if len(a.contact) == 0 {
		return
	}
	clear(a.lengths)
	for _, piece := range a.contact {
		length := math.Hypot(planar(piece.A, piece.B))
		if from, to := a.where.RegionAt(piece.A), a.where.RegionAt(piece.B); from == to && length <= frontPiece {
			a.lengths[a.regions.index(from)] += length
			continue
		}
		n := max(1, int(math.Ceil(length/longestPiece)))
		for i := range n {
			in := a.where.RegionAt(along(pieceOf(piece, i, n), 0.5))
			a.lengths[a.regions.index(in)] += length / float64(n)
		}
	}
	for i, v := range a.lengths {
		sums.lengths[i] += sign * int64(math.RoundToEven(v/partUnit))
	}
}

// contact returns the length of the line of contact.
func (s partSums) contact() geo.Meters {
	sum := int64(0)
	for _, v := range s.lengths {
		sum += v
	}
	return geo.Meters(float64(sum) * partUnit)
}

// rows returns what is held of each region, as [RegionsHeld] does.
func (s partSums) rows(p *partition, whole geo.SquareMeters, rest string, model Model, modeled bool) []RegionHeld {
	var out []RegionHeld
	left := whole
	row := func(r RegionHeld, i int) {
		if modeled {
			r.Interval = model.HeldIn(r.Held, r.Total, geo.Meters(float64(s.lengths[i])*partUnit))
		}
		out = append(out, r)
	}
	for i, r := range p.regions {
		held, total := geo.SquareMeters(float64(s.held[i])*partUnit), r.Area()
		if math.Abs(float64(held-total)) < leastArea {
			held = total
		}
		if held > leastArea {
			left -= held
			row(RegionHeld{Name: r.Name, Held: held, Total: total}, i)
		}
	}
	SortHeld(out)
	row(RegionHeld{Name: rest, Held: left, Rest: true}, len(p.regions))
	return out
}
