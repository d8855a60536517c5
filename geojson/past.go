package geojson

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"

	"github.com/salient-project/salient/geo"
)

// past is what a parser keeps of the document before. A map repeats most
// positions of the map of the day before, in the same bytes, and equal bytes in
// the same place of the grammar scan to equal points: within an array of
// positions, that is at its bracket or behind one of its positions. So there,
// and only there, bytes that are equal are taken over without being scanned.
type past struct {
	data   []byte
	points []geo.Point
	ends   []int32 // of each point: the offset behind its position's bracket
	rings  []Ring
	fine   []Fine

	withFine bool // the finer points were noted

	ring  int // that follows the one that was last repeated
	point int // that follows the point that was last repeated
	lost  int // positions scanned since then

	// unmoved are the bytes of the document being scanned that are known to be
	// those of the past one at the same offsets, from one to another, in order.
	unmoved [][2]int

	// index finds some of the points by where they are: open addressing, the
	// point's number plus one. It is made when it is first asked for.
	index   []int32
	indexed bool
}

// maxPast is the largest document that is kept, in bytes: far more than a map
// of a country in the finest resolution published.
const maxPast = 16 << 20

// keep makes the document just scanned the past one.
func (q *past) keep(p *Parser) {
	if len(p.data) > maxPast || p.doc.Extra > 0 { // dropped numbers would have to be counted again
		*q = past{}
		return
	}
	q.takeData(p.data)
	q.points = append(q.points[:0], p.doc.Points...)
	q.ends = append(q.ends[:0], p.ends...)
	q.rings = append(q.rings[:0], p.doc.Rings...)
	q.fine = append(q.fine[:0], p.doc.Fine...)
	q.withFine, q.indexed = p.Fine, false
}

// takeData copies the document's bytes, but for those that stand there already.
func (q *past) takeData(data []byte) {
	if cap(q.data) < len(data) {
		q.data = append(q.data[:0], data...)
		return
	}
	q.data = q.data[:len(data)]
	at := 0
	for _, u := range q.unmoved {
		copy(q.data[at:u[0]], data[at:])
		at = u[1]
	}
	copy(q.data[at:], data[at:])
}

// rewind is called before a document is scanned.
func (q *past) rewind(p *Parser) {
	q.ring, q.point, q.lost, q.unmoved = 0, 0, 0, q.unmoved[:0]
	if p.Remember && p.Fine != q.withFine { // the finer points were not noted, or need not be
		*q = past{}
	}
}

// open is called at the bracket of an array of positions, at i. It takes over
// what the array shares with the ring that is next in the past document, and
// returns the offset behind the last position taken over, and whether there is one.
func (p *Parser) open(i int) (int, bool) {
	q := &p.past
	if !p.Remember || q.ring >= len(q.rings) || q.rings[q.ring].Kind == Point {
		return i, false
	}
	r := &q.rings[q.ring]
	end := p.repeat(i, q.ring, r.Offset, r.Point0)
	return end, end > i
}

// resume is called behind a position, at i, whose point is the last of doc. It
// looks for the same point in the past document, takes over what follows it in
// both, and returns the offset behind the last position taken over, or i.
func (p *Parser) resume(i int) int {
	q := &p.past
	at := p.doc.Points[len(p.doc.Points)-1]
	q.lost++
	k := q.near(at)
	if k < 0 && p.starts() {
		k = q.begun(at)
	}
	if k < 0 && q.lost > patience {
		k = q.find(at)
	}
	if k < 0 {
		return i
	}
	r := sort.Search(len(q.rings), func(r int) bool { return q.rings[r].Point1 > k })
	if r == len(q.rings) || q.rings[r].Kind == Point {
		return i
	}
	return p.repeat(i, r, int(q.ends[k]), k+1)
}

// repeat takes over positions from the past document's ring, from its point k
// on, as long as the bytes at i are those at from.
func (p *Parser) repeat(i, ring, from, k int) int {
	q := &p.past
	q.ring, q.point, q.lost = ring+1, k, 0
	last := q.rings[ring].Point1
	if k >= last {
		return i
	}
	same := from + alike(p.data[i:], q.data[from:q.ends[last-1]])
	if k := len(q.unmoved); i == from && (k == 0 || q.unmoved[k-1][1] <= i) {
		q.unmoved = append(q.unmoved, [2]int{i, same})
	}
	n, _ := slices.BinarySearch(q.ends[k:last], int32(same)+1) // of those that end by then
	if n == 0 {
		return i
	}
	shift, base := int32(i-from), len(p.doc.Points)-k
	p.doc.Points = append(p.doc.Points, q.points[k:k+n]...)
	to := len(p.ends)
	p.ends = append(p.ends, q.ends[k:k+n]...)
	if shift != 0 {
		for i := range p.ends[to:] {
			p.ends[to+i] += shift
		}
	}
	for _, f := range q.fine[sort.Search(len(q.fine), func(f int) bool { return q.fine[f].Point >= k }):] {
		if f.Point >= k+n {
			break
		}
		p.doc.Fine = append(p.doc.Fine, Fine{f.Point + base, f.X, f.Y})
	}
	q.point = k + n
	return int(q.ends[k+n-1] + shift)
}

const (
	window   = 8 // points looked at near by
	patience = 4 // positions in a row that are sought near by only
	every    = 8 // of so many points one is in the index: what is found a few positions late costs less than an index of all
)

// near looks for a point among the next few of the past document: positions that
// were left out, or put in between, or changed, leave the next in place.
func (q *past) near(at geo.Point) int {
	for k := q.point; k < min(q.point+window, len(q.points)); k++ {
		if q.points[k] == at {
			return k
		}
	}
	return -1
}

// starts reports whether the point scanned last is the first of its array.
func (p *Parser) starts() bool {
	return p.ring >= 0 && len(p.doc.Points)-1 == p.point0
}

// begun looks for a point among the first of the past document's rings: polygons
// of one map may stand in another order on the next.
func (q *past) begun(at geo.Point) int {
	for r := range q.rings {
		if k := q.rings[r].Point0; k < q.rings[r].Point1 && q.points[k] == at {
			return k
		}
	}
	return -1
}

// find returns the number of a point of the past document there, or -1, also
// where such a point is not in the index.
func (q *past) find(at geo.Point) int {
	if !q.indexed {
		q.makeIndex()
	}
	mask := uint64(len(q.index) - 1)
	for s := hashPoint(at) & mask; q.index[s] != 0; s = (s + 1) & mask {
		if k := int(q.index[s] - 1); q.points[k] == at {
			return k
		}
	}
	return -1
}

func (q *past) makeIndex() {
	size := 1 << bits.Len(uint(2*len(q.points)/every+2))
	q.index = slices.Grow(q.index[:0], size)[:size]
	clear(q.index)
	q.indexed = true
	mask := uint64(size - 1)
	for k := 0; k < len(q.points); k += every {
		at := q.points[k]
		s := hashPoint(at) & mask
		for q.index[s] != 0 && q.points[q.index[s]-1] != at {
			s = (s + 1) & mask
		}
		if q.index[s] == 0 {
			q.index[s] = int32(k + 1)
		}
	}
}

func hashPoint(p geo.Point) uint64 {
	h := (uint64(uint32(p.X))<<32 | uint64(uint32(p.Y))) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// alike returns how many bytes a and b have in common from their start.
func alike(a, b []byte) int {
	n := min(len(a), len(b))
	i := 0
	for i+block <= n && string(a[i:i+block]) == string(b[i:i+block]) {
		i += block
	}
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)>>3
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

// block is how many bytes are compared at once.
const block = 512
