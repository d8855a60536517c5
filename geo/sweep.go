package geo

import (
	"math"
	"slices"
)

// sweep finds the crossings of segments by moving an upright line over them
// (Bentley & Ottmann 1979), in time that grows with the segments and crossings
// only. It stands in for the grid where long segments crowd.
//
// The line stops at whole coordinates only, those of the segments' ends, and
// the order of the segments along it is kept right at its stops. So no
// comparison involves a crossing's coordinates: two neighbors that have crossed
// are found out of order at the next stop after that, and swapped. A queue
// holds, for neighbors that come nearer, the first coordinate at which they may
// be out of order (a kinetic list; Basch, Guibas & Hershberger 1999).
type sweep struct {
	segs   []seg
	ladder ladder
	starts []int32
	ends   []int32
	queue  []meeting // binary heap
	report func(i, j int32)
}

// meeting is when a segment may come over its upper neighbor.
type meeting struct {
	x         int64
	low, high int32
}

// run reports every pair of segments that cross inside both, perhaps twice,
// and perhaps pairs that do not.
func (w *sweep) run(segs []seg, skip []bool, report func(i, j int32)) {
	w.segs, w.report = segs, report
	w.ladder.reset(len(segs))
	w.starts, w.ends, w.queue = w.starts[:0], w.ends[:0], w.queue[:0]
	for i := range segs {
		if !skip[i] {
			w.starts = append(w.starts, int32(i))
		}
	}
	w.ends = append(w.ends, w.starts...)
	slices.SortFunc(w.starts, func(i, j int32) int { return comparePoints(segs[i].a, segs[j].a) })
	slices.SortFunc(w.ends, func(i, j int32) int { return comparePoints(segs[i].b, segs[j].b) })
	var upright []int32
	for s, e := 0, 0; e < len(w.ends); {
		x := segs[w.ends[e]].b.X
		if s < len(w.starts) {
			x = min(x, segs[w.starts[s]].a.X)
		}
		w.settle(x)
		upright = upright[:0]
		for ; s < len(w.starts) && segs[w.starts[s]].a.X == x; s++ {
			if i := w.starts[s]; segs[i].b.X == x {
				upright = append(upright, i)
			} else {
				w.enter(i, x)
			}
		}
		for _, i := range upright {
			w.scan(i)
		}
		for ; e < len(w.ends) && segs[w.ends[e]].b.X == x; e++ {
			if i := w.ends[e]; segs[i].a.X != x {
				w.leave(i, x)
			}
		}
	}
}

// settle puts the segments in their order at x.
func (w *sweep) settle(x int32) {
	for len(w.queue) > 0 && w.queue[0].x <= int64(x) {
		m := w.pop()
		if m.low == m.high || !w.alive(m.low) || !w.alive(m.high) || w.ladder.above(m.low) != m.high {
			continue
		}
		if compareAt(&w.segs[m.low], &w.segs[m.high], x) <= 0 {
			w.expect(m.low, m.high, x)
			continue
		}
		w.ladder.swap(m.low, m.high)
		w.report(m.low, m.high)
		if t := w.ladder.above(m.low); t >= 0 {
			w.expect(m.low, t, x-1)
		}
		if t := w.ladder.under(m.high); t >= 0 {
			w.expect(t, m.high, x-1)
		}
	}
}

// alive reports whether a segment is on the ladder.
func (w *sweep) alive(i int32) bool { return w.ladder.block[i] >= 0 }

func (w *sweep) enter(i, x int32) {
	s := &w.segs[i]
	b, k := w.ladder.search(func(j int32) bool {
		t := &w.segs[j]
		o := orient(t.a, t.b, s.a)
		if o == 0 {
			o = orient(t.a, t.b, s.b)
		}
		return o > 0
	})
	low, high := w.ladder.at(b, k-1), w.ladder.at(b, k)
	w.ladder.insert(b, k, i)
	if low >= 0 {
		w.expect(low, i, x)
	}
	if high >= 0 {
		w.expect(i, high, x)
	}
}

func (w *sweep) leave(i, x int32) {
	b, k := w.ladder.find(i)
	low, high := w.ladder.at(b, k-1), w.ladder.at(b, k+1)
	w.ladder.remove(b, k)
	w.ladder.block[i] = -1
	if low >= 0 && high >= 0 {
		w.expect(low, high, x)
	}
}

// scan reports the segments that meet an upright one.
func (w *sweep) scan(i int32) {
	s := &w.segs[i]
	b, k := w.ladder.search(func(j int32) bool {
		return orient(w.segs[j].a, w.segs[j].b, s.a) > 0
	})
	for ; b < len(w.ladder.order); b, k = b+1, 0 {
		items := w.ladder.blocks[w.ladder.order[b]].items
		for ; k < len(items); k++ {
			if orient(w.segs[items[k]].a, w.segs[items[k]].b, s.b) < 0 {
				return
			}
			w.report(i, items[k])
		}
	}
}

// expect queues a pair of neighbors for the first coordinate after x at which
// the lower may have come over the upper one. The estimate is never late.
func (w *sweep) expect(low, high, x int32) {
	s, t := &w.segs[low], &w.segs[high]
	dx, dy := delta(s.a, s.b)
	ex, ey := delta(t.a, t.b)
	if crossSign(dx, dy, ex, ey) >= 0 {
		return // the lower one rises no faster
	}
	fx, fy := delta(s.a, t.a)
	at := float64(s.a.X) + float64(dx)*(crossFloat(fx, fy, ex, ey)/crossFloat(dx, dy, ex, ey))
	meet := max(int64(math.Floor(at-0.01))+1, int64(x)+1)
	if meet > int64(min(s.b.X, t.b.X)) {
		return
	}
	w.push(meeting{meet, low, high})
}

// crossFloat returns dx·ey − dy·ex rounded once or twice.
func crossFloat(dx, dy, ex, ey int64) float64 {
	if small(dx, dy, ex, ey) {
		return float64(dx*ey - dy*ex)
	}
	return mul128(dx, ey).sub(mul128(dy, ex)).float()
}

// compareAt returns the sign of s's height over t's at x, both being over x
// and not upright.
func compareAt(s, t *seg, x int32) int {
	dx, dy := delta(s.a, s.b)
	ex, ey := delta(t.a, t.b)
	sx, tx := int64(x)-int64(s.a.X), int64(x)-int64(t.a.X)
	h := float64(s.a.Y) + float64(dy)*float64(sx)/float64(dx) -
		float64(t.a.Y) - float64(ey)*float64(tx)/float64(ex)
	if h > 0.001 { // the error is below 1e-5
		return 1
	}
	if h < -0.001 {
		return -1
	}
	d := mul128(int64(s.a.Y)-int64(t.a.Y), dx).mul(ex)
	d = d.add(mul128(dy, sx).mul(ex))
	return d.sub(mul128(ey, tx).mul(dx)).sign()
}

func (w *sweep) push(m meeting) {
	q := append(w.queue, m)
	i := len(q) - 1
	for i > 0 && q[(i-1)/2].x > m.x {
		q[i] = q[(i-1)/2]
		i = (i - 1) / 2
	}
	q[i] = m
	w.queue = q
}

func (w *sweep) pop() meeting {
	q := w.queue
	top, m := q[0], q[len(q)-1]
	q = q[:len(q)-1]
	i := 0
	for {
		c := 2*i + 1
		if c >= len(q) {
			break
		}
		if c+1 < len(q) && q[c+1].x < q[c].x {
			c++
		}
		if q[c].x >= m.x {
			break
		}
		q[i] = q[c]
		i = c
	}
	if len(q) > 0 {
		q[i] = m
	}
	w.queue = q
	return top
}
