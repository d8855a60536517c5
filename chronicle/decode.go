package chronicle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/flate"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// ErrFormat says that bytes are not a chronicle, or a damaged one.
var ErrFormat = errors.New("not a chronicle")

// Decode reads one encoded chronicle and no byte behind it. It returns an error
// wrapping [ErrFormat] for bytes that are not one.
//
// Memory grows with the bytes that are there, not with those claimed, and ends
// below 1 GiB for the worst that can be made: 32 MiB unpacked of one-byte steps
// and 33 million changes. The largest real one unpacks to 2 MB.
func Decode(r io.Reader) (*Chronicle, error) {
	c, body, err := readHeader(r)
	if err == nil {
		err = decodeBody(c, body)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return c, nil
}

// UnmarshalBinary reads what MarshalBinary wrote, as [Decode] does, and refuses
// bytes behind it.
func (c *Chronicle) UnmarshalBinary(b []byte) error {
	r := bytes.NewReader(b)
	d, err := Decode(r)
	if err != nil {
		return err
	}
	if r.Len() > 0 {
		return fmt.Errorf("%w: %d bytes behind its end", ErrFormat, r.Len())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.source, c.name, c.segs, c.deltas, c.obs = d.source, d.name, d.segs, d.deltas, d.obs
	c.index, c.cursor, c.spare = table{}, cursor{at: none}, nil
	c.areas, c.sums, c.keys = nil, nil, nil
	return nil
}

// readHeader returns an empty chronicle with its names, and the unpacked body.
func readHeader(r io.Reader) (*Chronicle, []byte, error) {
	var head [len(magic) + 1 + 4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, nil, fmt.Errorf("header: %w", err)
	}
	if string(head[:len(magic)]) != magic {
		return nil, nil, fmt.Errorf("begins with %q", head[:len(magic)])
	}
	if v := head[len(magic)]; v != version {
		return nil, nil, fmt.Errorf("version %d, this program reads %d", v, version)
	}
	sum := binary.LittleEndian.Uint32(head[len(magic)+1:])
	s := &summed{r: r, sum: crc32.NewIEEE()}
	source, err := s.name()
	if err != nil {
		return nil, nil, fmt.Errorf("source: %w", err)
	}
	name, err := s.name()
	if err != nil {
		return nil, nil, fmt.Errorf("name: %w", err)
	}
	size, err := binary.ReadUvarint(s)
	if err != nil || size > maxBody {
		return nil, nil, fmt.Errorf("body of %d bytes", size)
	}
	packed, err := binary.ReadUvarint(s)
	if err != nil || packed > 2*maxBody {
		return nil, nil, fmt.Errorf("body packed in %d bytes", packed)
	}
	body, err := s.unpack(int64(packed), int64(size))
	if err != nil {
		return nil, nil, err
	}
	if s.sum.Sum32() != sum {
		return nil, nil, errors.New("checksum differs")
	}
	return New(source, name), body, nil
}

// summed is a reader that keeps the checksum of what was read.
type summed struct {
	r   io.Reader
	sum hash.Hash32
	one [1]byte
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.sum.Write(p[:n])
	return n, err
}

func (s *summed) ReadByte() (byte, error) {
	_, err := io.ReadFull(s, s.one[:])
	return s.one[0], err
}

// name reads a string of at most maxName bytes.
func (s *summed) name() (string, error) {
	n, err := binary.ReadUvarint(s)
	if err != nil {
		return "", err
	}
	if n > maxName {
		return "", fmt.Errorf("%d bytes long", n)
	}
	b := make([]byte, n)
	_, err = io.ReadFull(s, b)
	return string(b), err
}

// unpack reads a DEFLATE stream that must take exactly packed bytes and yield
// exactly size.
func (s *summed) unpack(packed, size int64) ([]byte, error) {
	in := &io.LimitedReader{R: s, N: packed}
	var body bytes.Buffer // grows with what is there, not with what is claimed
	n, err := io.Copy(&body, io.LimitReader(flate.NewReader(in), size+1))
	if err != nil || n != size {
		return nil, fmt.Errorf("body ends at %d of %d bytes: %w", n, size, errors.Join(err, errShort))
	}
	if rest, err := io.Copy(io.Discard, in); err != nil || rest != 0 || in.N != 0 {
		// The unpacker reads ahead of the stream's end only within its
		// buffer; what is left beyond that was never part of it.
		return nil, errors.New("body ends before its packed bytes do")
	}
	return body.Bytes(), nil
}

var errShort = errors.New("a stream ends early")

type decoder struct {
	streams  [streams][]byte
	standing bitset
	start    geo.Point // of the last chain
	loose    int       // of the loose points, those before the last chain's start
	gone     []geo.Segment
	foretell predictor
	quantum  int64
	entries  int // in deltas so far
	err      error
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format, args...)
	}
}

func (d *decoder) get(stream int) uint64 {
	v, n := binary.Uvarint(d.streams[stream])
	if n <= 0 {
		d.fail("%w", errShort)
		return 0
	}
	d.streams[stream] = d.streams[stream][n:]
	return v
}

func (d *decoder) getSigned(stream int) int64 {
	v := d.get(stream)
	return int64(v>>1) ^ -int64(v&1)
}

// count reads a number of things that each take at least one byte of the
// stream that holds them, so that no claim outruns the bytes at hand.
func (d *decoder) count(stream, holds int) int {
	v := d.get(stream)
	if v > uint64(len(d.streams[holds])) {
		d.fail("%d entries claimed, %d bytes left", v, len(d.streams[holds]))
		return 0
	}
	return int(v)
}

// spend counts entries of deltas: a run names many in two bytes.
func (d *decoder) spend(n int) {
	if d.entries += n; d.entries > maxEntries {
		d.fail("more than %d changes", maxEntries)
	}
}

func decodeBody(c *Chronicle, body []byte) error {
	var d decoder
	if err := d.split(body); err != nil {
		return err
	}
	switch d.quantum = int64(d.get(streamCounts)); d.quantum {
	case 1, 10, 100, 1000:
	default:
		return fmt.Errorf("quantum %d", d.quantum)
	}
	// A state takes three numbers of the counts.
	for i := range d.count(streamCounts, streamCounts) {
		dl := d.delta(c)
		if d.err != nil {
			return fmt.Errorf("state %d: %w", i, d.err)
		}
		if i > 0 && dl.empty() {
			return fmt.Errorf("state %d: the same as the one before", i)
		}
		c.deltas = append(c.deltas, dl)
	}
	d.observations(c)
	for i, s := range d.streams {
		if len(s) > 0 {
			d.fail("%d bytes left in stream %d", len(s), i)
		}
	}
	return d.err
}

// split cuts the body into its streams.
func (d *decoder) split(body []byte) error {
	var sizes [streams]uint64
	for i := range sizes {
		v, n := binary.Uvarint(body)
		if n <= 0 {
			return errShort
		}
		body, sizes[i] = body[n:], v
	}
	for i, n := range sizes {
		if n > uint64(len(body)) {
			return errShort
		}
		d.streams[i], body = body[:n], body[n:]
	}
	if len(body) != 0 {
		return errors.New("bytes after the last stream")
	}
	return nil
}

// delta reads the delta of one state, and enters its new segments.
func (d *decoder) delta(c *Chronicle) delta {
	first := len(c.segs)
	removed, again := d.runs(first), d.runs(first)
	d.gone = d.gone[:0]
	for _, id := range removed {
		d.gone = append(d.gone, c.segs[id])
	}
	d.foretell.reset(d.gone)
	d.loose = 0
	for range d.count(streamCounts, streamChains) {
		d.chain(c)
		if d.err != nil {
			return delta{}
		}
	}
	if d.spend(len(c.segs) - first); d.err != nil {
		return delta{}
	}
	d.standing = d.standing.grow(len(c.segs))
	for _, id := range again {
		if d.standing.has(id) {
			d.fail("segment %d added while it stands", id)
		}
	}
	for _, id := range removed {
		if !d.standing.has(id) {
			d.fail("segment %d removed while it does not stand", id)
		}
		d.standing.clear(id)
	}
	added := again
	for id := first; id < len(c.segs); id++ {
		added = append(added, uint32(id))
	}
	for _, id := range added {
		d.standing.set(id)
	}
	return delta{added, removed}
}

func (d *decoder) chain(c *Chronicle) {
	known := false
	if i := d.get(streamChains); i > 0 {
		if i > uint64(len(d.foretell.loose)-d.loose) {
			d.fail("a chain starts at none of %d points", len(d.foretell.loose))
			return
		}
		d.loose += int(i)
		d.start = d.foretell.loose[d.loose-1]
		known = true
	} else {
		d.start = d.point(streamX, streamY, d.start)
	}
	n := d.get(streamChains)
	if n >= uint64(len(d.streams[streamX])+len(d.streams[streamNearX])) {
		d.fail("chain of %d segments, %d bytes left", n, len(d.streams[streamX])+len(d.streams[streamNearX]))
		return
	}
	p := d.start
	for i := range n + 1 {
		guess := d.foretell.next(d.start, p, i == n, known)
		var next geo.Point
		if guess == p {
			next = d.point(streamX, streamY, guess)
		} else {
			next = d.point(streamNearX, streamNearY, guess)
		}
		if next == p {
			d.fail("segment of no length")
		}
		if d.err != nil {
			return
		}
		c.segs = append(c.segs, geo.Segment{A: p, B: next})
		p = next
	}
	if d.foretell.work > maxWork {
		d.fail("segments heaped up")
	}
}

func (d *decoder) point(xs, ys int, from geo.Point) geo.Point {
	dx, dy := d.getSigned(xs), d.getSigned(ys)
	const most = 360 * geo.E7 // keeps the products below in range
	if dx < -most || dx > most || dy < -most || dy > most {
		d.fail("step out of range")
		return from
	}
	x, y := int64(from.X)+dx*d.quantum, int64(from.Y)+dy*d.quantum
	if !inRange(x, y) {
		d.fail("coordinate out of range")
		return from
	}
	return geo.Point{X: int32(x), Y: int32(y)}
}

// runs reads a set of segment ids below limit, ascending; the first is told back
// from limit.
func (d *decoder) runs(limit int) []uint32 {
	type run struct{ first, n int }
	var list []run
	total, end := 0, 0 // end: behind the last run
	for i := range d.count(streamCounts, streamRuns) {
		step, more := d.get(streamRuns), d.get(streamRuns)
		if step > uint64(limit) || more > uint64(limit) {
			d.fail("run out of range")
			return nil
		}
		first := limit - int(step)
		if i > 0 {
			first = end - 1 + int(step)
		}
		n := int(more) + 1
		if i > 0 && first <= end || first+n > limit {
			d.fail("run out of order")
			return nil
		}
		list = append(list, run{first, n})
		total, end = total+n, first+n
	}
	if d.spend(total); d.err != nil || total == 0 {
		return nil
	}
	ids := make([]uint32, 0, total)
	for _, r := range list {
		for id := r.first; id < r.first+r.n; id++ {
			ids = append(ids, uint32(id))
		}
	}
	return ids
}

func (d *decoder) observations(c *Chronicle) {
	var prev Observation
	for i := range d.count(streamObs, streamObs) {
		day := int64(prev.Day) + d.getSigned(streamObs)
		known := day + d.getSigned(streamObs)
		step := d.get(streamObs)
		if d.err != nil {
			return
		}
		o := Observation{control.Day(day), control.Day(known), prev.State + int(min(step, 2))}
		switch {
		case int64(o.Day) != day || int64(o.Known) != known:
			d.fail("observation %d: day out of range", i)
		case i == 0 && step != 0, step > 1, o.State >= len(c.deltas):
			d.fail("observation %d: state out of order", i)
		case i > 0 && (o.Day < prev.Day || o.Day == prev.Day && o.Known < prev.Known):
			d.fail("observation %d: day out of order", i)
		}
		c.obs = append(c.obs, o)
		prev = o
	}
	if n := len(c.obs); n > 0 && prev.State != len(c.deltas)-1 || n == 0 && len(c.deltas) > 0 {
		d.fail("states that nothing observed")
	}
}
