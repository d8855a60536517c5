package chronicle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"slices"

	"github.com/klauspost/compress/flate"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// The encoding is described in docs/chronicle-format.md. In short: a header, and
// one DEFLATE body of varints in separate streams, because like compresses with
// like. Segments are written once, as chains, with the state that first had
// them; later states name them by runs of numbers.

const (
	magic   = "SALC"
	version = 1

	maxBody = 1 << 28 // bytes unpacked; ten times the largest real archive
)

// ErrFormat says that bytes are not a chronicle, or a damaged one.
var ErrFormat = errors.New("not a chronicle")

// The streams of the body, in the order written.
const (
	streamObs     = iota // observations
	streamCounts         // per state: chains, and runs of segments
	streamLengths        // per chain: its number of segments
	streamX              // chain starts and steps, longitude
	streamY              // the same, latitude
	streamRuns           // runs of segments added again and removed
	streams
)

// AppendBinary appends the chronicle's encoding to b. The same history gives
// the same bytes, whatever the order it was added in.
func (c *Chronicle) AppendBinary(b []byte) ([]byte, error) {
	var e encoder
	e.encode(c)
	var body []byte
	for _, s := range e.streams {
		body = binary.AppendUvarint(body, uint64(len(s)))
	}
	for _, s := range e.streams {
		body = append(body, s...)
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	b = append(b, magic...)
	b = append(b, version)
	b = appendString(b, c.source)
	b = appendString(b, c.name)
	b = binary.AppendUvarint(b, uint64(len(body)))
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(body))
	return append(b, packed.Bytes()...), nil
}

// MarshalBinary returns the chronicle's encoding.
func (c *Chronicle) MarshalBinary() ([]byte, error) { return c.AppendBinary(nil) }

func appendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

type encoder struct {
	streams [streams][]byte
	number  []uint32 // by segment id: its number in the encoding, plus one
	next    uint32
	quantum int64
	start   geo.Point // of the last chain
}

func (e *encoder) put(stream int, v uint64) {
	e.streams[stream] = binary.AppendUvarint(e.streams[stream], v)
}

func (e *encoder) putSigned(stream int, v int64) {
	e.streams[stream] = binary.AppendVarint(e.streams[stream], v)
}

func (e *encoder) encode(c *Chronicle) {
	e.number = make([]uint32, len(c.segs))
	e.quantum = quantum(c.segs)
	e.put(streamCounts, uint64(e.quantum))
	e.put(streamCounts, uint64(len(c.deltas)))
	for _, d := range c.deltas {
		var fresh []geo.Segment
		var again []uint32
		ids := map[geo.Segment]uint32{}
		for _, id := range d.added {
			if e.number[id] != 0 {
				again = append(again, e.number[id]-1)
				continue
			}
			fresh = append(fresh, c.segs[id])
			ids[c.segs[id]] = id
		}
		chains := chainsOf(fresh)
		e.put(streamCounts, uint64(len(chains)))
		for _, chain := range chains {
			e.chain(chain)
			for _, s := range chain {
				e.next++
				e.number[ids[s]] = e.next
			}
		}
		e.runs(again)
		removed := make([]uint32, len(d.removed))
		for i, id := range d.removed {
			removed[i] = e.number[id] - 1
		}
		e.runs(removed)
	}
	e.put(streamObs, uint64(len(c.obs)))
	var prev Observation
	for _, o := range c.obs {
		e.putSigned(streamObs, int64(o.Day)-int64(prev.Day))
		e.putSigned(streamObs, int64(o.Known)-int64(o.Day))
		e.put(streamObs, uint64(o.State-prev.State))
		prev = o
	}
}

func (e *encoder) chain(chain []geo.Segment) {
	e.put(streamLengths, uint64(len(chain)-1))
	e.point(e.start, chain[0].A)
	e.start = chain[0].A
	for _, s := range chain {
		e.point(s.A, s.B)
	}
}

func (e *encoder) point(from, to geo.Point) {
	e.putSigned(streamX, (int64(to.X)-int64(from.X))/e.quantum)
	e.putSigned(streamY, (int64(to.Y)-int64(from.Y))/e.quantum)
}

// runs writes a set of numbers as runs of consecutive ones.
func (e *encoder) runs(numbers []uint32) {
	slices.Sort(numbers)
	n, last := 0, uint32(0)
	for i := 0; i < len(numbers); {
		j := i + 1
		for j < len(numbers) && numbers[j] == numbers[j-1]+1 {
			j++
		}
		// Ground changes hands where it did last: numbers are told back
		// from the newest.
		if n == 0 {
			e.put(streamRuns, uint64(e.next-numbers[i]))
		} else {
			e.put(streamRuns, uint64(numbers[i]-last))
		}
		e.put(streamRuns, uint64(j-i-1))
		last = numbers[j-1]
		n++
		i = j
	}
	e.put(streamCounts, uint64(n))
}

// quantum returns the largest power of ten that divides every coordinate: 10
// where a source prints six decimals.
func quantum(segs []geo.Segment) int64 {
	q := int64(1000)
	for _, s := range segs {
		for q > 1 && (int64(s.A.X)%q != 0 || int64(s.A.Y)%q != 0 || int64(s.B.X)%q != 0 || int64(s.B.Y)%q != 0) {
			q /= 10
		}
	}
	return q
}

// chainsOf strings segments together, end to start, the same way for the same
// set of segments.
func chainsOf(segs []geo.Segment) [][]geo.Segment {
	slices.SortFunc(segs, compareSegments)
	used := make([]bool, len(segs))
	incoming := make(map[geo.Point]int, len(segs))
	for _, s := range segs {
		incoming[s.B]++
	}
	from := func(p geo.Point) int {
		i, _ := slices.BinarySearchFunc(segs, p, func(s geo.Segment, p geo.Point) int {
			switch {
			case s.A == p:
				return 0
			case s.A.Less(p):
				return -1
			default:
				return 1
			}
		})
		for i < len(segs) && segs[i].A == p {
			if !used[i] {
				return i
			}
			i++
		}
		return -1
	}
	var chains [][]geo.Segment
	walk := func(i int) {
		var chain []geo.Segment
		for i >= 0 {
			used[i] = true
			chain = append(chain, segs[i])
			i = from(segs[i].B)
		}
		chains = append(chains, chain)
	}
	for i := range segs { // open chains from their first segment
		if !used[i] && incoming[segs[i].A] == 0 {
			walk(i)
		}
	}
	for i := range segs { // rings, and what is left of knots
		if !used[i] {
			walk(i)
		}
	}
	return chains
}

// Decode reads an encoded chronicle. It returns an error wrapping [ErrFormat]
// for bytes that are not one, and never uses more memory than a small multiple
// of the size that the header declares, 256 MiB at most.
func Decode(r io.Reader) (*Chronicle, error) {
	br := newByteReader(r)
	head := make([]byte, len(magic)+1)
	if _, err := io.ReadFull(br, head); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrFormat, err)
	}
	if string(head[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: begins with %q", ErrFormat, head)
	}
	if v := head[len(magic)]; v != version {
		return nil, fmt.Errorf("%w: version %d, this program reads %d", ErrFormat, v, version)
	}
	source, err := readString(br)
	if err != nil {
		return nil, fmt.Errorf("%w: source: %w", ErrFormat, err)
	}
	name, err := readString(br)
	if err != nil {
		return nil, fmt.Errorf("%w: name: %w", ErrFormat, err)
	}
	size, err := binary.ReadUvarint(br)
	if err != nil || size > maxBody {
		return nil, fmt.Errorf("%w: body of %d bytes", ErrFormat, size)
	}
	var sum [4]byte
	if _, err := io.ReadFull(br, sum[:]); err != nil {
		return nil, fmt.Errorf("%w: checksum: %w", ErrFormat, err)
	}
	var body bytes.Buffer // grows with what is there, not with what is claimed
	unpack := flate.NewReader(br)
	if n, err := io.Copy(&body, io.LimitReader(unpack, int64(size)+1)); err != nil || n != int64(size) {
		return nil, fmt.Errorf("%w: body ends at %d of %d bytes", ErrFormat, n, size)
	}
	if crc32.ChecksumIEEE(body.Bytes()) != binary.LittleEndian.Uint32(sum[:]) {
		return nil, fmt.Errorf("%w: checksum differs", ErrFormat)
	}
	c := &Chronicle{source: source, name: name, at: -1}
	if err := decodeBody(c, body.Bytes()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return c, nil
}

// UnmarshalBinary reads what MarshalBinary wrote, as [Decode] does.
func (c *Chronicle) UnmarshalBinary(b []byte) error {
	d, err := Decode(bytes.NewReader(b))
	if err != nil {
		return err
	}
	c.source, c.name, c.segs, c.areas, c.deltas, c.obs, c.at = d.source, d.name, d.segs, d.areas, d.deltas, d.obs, -1
	c.index, c.cursor, c.stamp, c.gen, c.sums, c.keys = nil, nil, nil, 0, nil, nil
	return nil
}

func newByteReader(r io.Reader) interface {
	io.Reader
	io.ByteReader
} {
	if br, ok := r.(interface {
		io.Reader
		io.ByteReader
	}); ok {
		return br
	}
	return &byteReader{r: r}
}

type byteReader struct {
	r   io.Reader
	one [1]byte
}

func (b *byteReader) Read(p []byte) (int, error) { return b.r.Read(p) }

func (b *byteReader) ReadByte() (byte, error) {
	_, err := io.ReadFull(b.r, b.one[:])
	return b.one[0], err
}

func readString(r interface {
	io.Reader
	io.ByteReader
}) (string, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return "", err
	}
	if n > 255 {
		return "", fmt.Errorf("%d bytes long", n)
	}
	b := make([]byte, n)
	_, err = io.ReadFull(r, b)
	return string(b), err
}

var errShort = errors.New("a stream ends early")

type decoder struct {
	streams [streams][]byte
	err     error
}

func (d *decoder) get(stream int) uint64 {
	v, n := binary.Uvarint(d.streams[stream])
	if n <= 0 {
		d.err = errShort
		return 0
	}
	d.streams[stream] = d.streams[stream][n:]
	return v
}

func (d *decoder) getSigned(stream int) int64 {
	v, n := binary.Varint(d.streams[stream])
	if n <= 0 {
		d.err = errShort
		return 0
	}
	d.streams[stream] = d.streams[stream][n:]
	return v
}

// count reads a number of things that each take at least one byte of the
// stream that holds them, so that no claim outruns the bytes at hand.
func (d *decoder) count(stream, holds int) int {
	v := d.get(stream)
	if v > uint64(len(d.streams[holds])) {
		d.err = fmt.Errorf("%d entries claimed, %d bytes left", v, len(d.streams[holds]))
		return 0
	}
	return int(v)
}

func decodeBody(c *Chronicle, body []byte) error {
	var d decoder
	var sizes [streams]int
	for i := range sizes {
		v, n := binary.Uvarint(body)
		if n <= 0 || v > maxBody {
			return errShort
		}
		body, sizes[i] = body[n:], int(v)
	}
	for i, n := range sizes {
		if n > len(body) {
			return errShort
		}
		d.streams[i], body = body[:n], body[n:]
	}
	if len(body) != 0 {
		return errors.New("bytes after the last stream")
	}
	q := int64(d.get(streamCounts))
	if q != 1 && q != 10 && q != 100 && q != 1000 {
		return fmt.Errorf("quantum %d", q)
	}
	n := d.count(streamCounts, streamCounts)
	var standing bitset
	var start geo.Point
	for range n {
		first := len(c.segs)
		for range d.count(streamCounts, streamLengths) {
			start = d.chain(c, start, q)
			if d.err != nil {
				return d.err
			}
		}
		standing = standing.grow(len(c.segs))
		var dl delta
		for id := first; id < len(c.segs); id++ {
			dl.added = append(dl.added, uint32(id))
		}
		again := d.runs(len(c.segs))
		dl.removed = d.runs(len(c.segs))
		if d.err != nil {
			return d.err
		}
		for _, id := range again {
			if int(id) >= first || standing.has(id) {
				return fmt.Errorf("segment %d added while it stands", id)
			}
		}
		for _, id := range dl.removed {
			if !standing.has(id) {
				return fmt.Errorf("segment %d removed while it does not stand", id)
			}
		}
		dl.added = append(again, dl.added...)
		standing.apply(dl)
		c.deltas = append(c.deltas, dl)
	}
	if err := d.observations(c); err != nil {
		return err
	}
	c.areas = make([]int64, len(c.segs))
	for i, s := range c.segs {
		c.areas[i] = int64(math.RoundToEven(float64(geo.SegmentArea(s)) / areaUnit))
	}
	return d.err
}

func (d *decoder) chain(c *Chronicle, start geo.Point, q int64) geo.Point {
	n := d.count(streamLengths, streamX) + 1
	start = d.point(start, q)
	p := start
	for range n {
		next := d.point(p, q)
		if d.err != nil {
			return start
		}
		if next == p {
			d.err = errors.New("segment of no length")
			return start
		}
		c.segs = append(c.segs, geo.Segment{A: p, B: next})
		p = next
	}
	return start
}

func (d *decoder) point(from geo.Point, q int64) geo.Point {
	dx, dy := d.getSigned(streamX), d.getSigned(streamY)
	const most = 360 * geo.E7
	if dx < -most || dx > most || dy < -most || dy > most {
		d.err = errors.New("step out of range")
		return from
	}
	x, y := int64(from.X)+dx*q, int64(from.Y)+dy*q
	if x < -180*geo.E7 || x > 180*geo.E7 || y < -90*geo.E7 || y > 90*geo.E7 {
		d.err = errors.New("coordinate out of range")
		return from
	}
	return geo.Point{X: int32(x), Y: int32(y)}
}

func (d *decoder) runs(n int) []uint32 {
	var out []uint32
	last := int64(-1)
	for i := range d.count(streamCounts, streamRuns) {
		step := d.get(streamRuns)
		length := d.get(streamRuns)
		if step > uint64(n) || length > uint64(n) {
			d.err = errors.New("run out of range")
			return nil
		}
		first := last + int64(step)
		if i == 0 {
			first = int64(n) - int64(step)
		}
		if first <= last || first < 0 || first+int64(length) >= int64(n) {
			d.err = errors.New("run out of order")
			return nil
		}
		for id := first; id <= first+int64(length); id++ {
			out = append(out, uint32(id))
		}
		last = first + int64(length)
	}
	return out
}

func (d *decoder) observations(c *Chronicle) error {
	n := d.count(streamObs, streamObs)
	var prev Observation
	for i := range n {
		day := int64(prev.Day) + d.getSigned(streamObs)
		known := day + d.getSigned(streamObs)
		step := d.get(streamObs)
		if day != int64(control.Day(day)) || known != int64(control.Day(known)) {
			return errors.New("day out of range")
		}
		o := Observation{control.Day(day), control.Day(known), prev.State + int(step)}
		switch {
		case d.err != nil:
			return d.err
		case i == 0 && step != 0, step > 1, o.State >= len(c.deltas):
			return fmt.Errorf("observation %d: state %d", i, o.State)
		case i > 0 && (o.Day < prev.Day || o.Day == prev.Day && o.Known < prev.Known):
			return fmt.Errorf("observation %d: out of order", i)
		}
		c.obs = append(c.obs, o)
		prev = o
	}
	if n > 0 && prev.State != len(c.deltas)-1 || n == 0 && len(c.deltas) > 0 {
		return errors.New("states that nothing observed")
	}
	return nil
}
