package chronicle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"

	"github.com/klauspost/compress/flate"

	"github.com/salient-project/salient/geo"
)

// The encoding is described in docs/chronicle-format.md. In short: a header, and
// one DEFLATE body of varints in separate streams, because like compresses with
// like. Segments are written once, as chains, with the state that first had
// them; later states name them by runs of numbers.

const (
	magic   = "SALC"
	version = 1

	maxName    = 255     // bytes of a source or name
	maxBody    = 1 << 25 // bytes unpacked
	maxEntries = 1 << 25 // segments added and removed by all deltas together
)

// The streams of the body, in the order written.
const (
	streamObs    = iota // observations
	streamCounts        // per state: chains, and runs of segments
	streamRuns          // runs of segments removed and added again
	streamChains        // per chain: where it starts, and its number of segments
	streamX             // points of chains, longitude
	streamY             // the same, latitude
	streamNearX         // points of chains foretold, longitude
	streamNearY         // the same, latitude
	streams
)

// AppendBinary appends the chronicle's encoding to b. The same history gives
// the same bytes, whatever the order it was added in. It returns an error for
// what [Decode] would refuse: names of more than 255 bytes, coordinates out of
// range, and histories larger than any known source's by far.
func (c *Chronicle) AppendBinary(b []byte) ([]byte, error) {
	if len(c.source) > maxName || len(c.name) > maxName {
		return nil, fmt.Errorf("chronicle: source or name of more than %d bytes", maxName)
	}
	var e encoder
	if err := e.encode(c); err != nil {
		return nil, err
	}
	body := e.body()
	if len(body) > maxBody {
		return nil, fmt.Errorf("chronicle: %d bytes before packing, at most %d", len(body), maxBody)
	}
	packed, err := deflate(body)
	if err != nil {
		return nil, err
	}
	b = append(b, magic...)
	b = append(b, version)
	sum := len(b)
	b = append(b, 0, 0, 0, 0)
	b = appendString(b, c.source)
	b = appendString(b, c.name)
	b = binary.AppendUvarint(b, uint64(len(body)))
	b = binary.AppendUvarint(b, uint64(len(packed)))
	b = append(b, packed...)
	binary.LittleEndian.PutUint32(b[sum:], crc32.ChecksumIEEE(b[sum+4:]))
	return b, nil
}

// MarshalBinary returns the chronicle's encoding.
func (c *Chronicle) MarshalBinary() ([]byte, error) { return c.AppendBinary(nil) }

// level is the packer's effort: the highest takes ten times as long for a
// hundredth less.
const level = 8

func deflate(body []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, level)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

func appendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

type encoder struct {
	streams [streams][]byte
	number  []uint32      // by segment id: its number in the encoding, plus one
	segs    []geo.Segment // by number
	quantum int64
	start   geo.Point // of the last chain
	loose   int       // of the loose points, those before the last chain's start

	foretell predictor
}

// body returns the streams, their sizes before them.
func (e *encoder) body() []byte {
	var body []byte
	for _, s := range e.streams {
		body = binary.AppendUvarint(body, uint64(len(s)))
	}
	for _, s := range e.streams {
		body = append(body, s...)
	}
	return body
}

func (e *encoder) put(stream int, v uint64) {
	e.streams[stream] = binary.AppendUvarint(e.streams[stream], v)
}

func (e *encoder) putSigned(stream int, v int64) {
	e.streams[stream] = binary.AppendVarint(e.streams[stream], v)
}

func (e *encoder) encode(c *Chronicle) error {
	e.number = make([]uint32, len(c.segs))
	var err error
	if e.quantum, err = quantum(c); err != nil {
		return err
	}
	e.put(streamCounts, uint64(e.quantum))
	e.put(streamCounts, uint64(len(c.deltas)))
	entries := 0
	for _, d := range c.deltas {
		if entries += d.len(); entries > maxEntries {
			return fmt.Errorf("chronicle: more than %d changes", maxEntries)
		}
		e.delta(c, d)
	}
	if e.foretell.work > maxWork {
		return errors.New("chronicle: segments heaped up in one place")
	}
	e.put(streamObs, uint64(len(c.obs)))
	var prev Observation
	for _, o := range c.obs {
		e.putSigned(streamObs, int64(o.Day)-int64(prev.Day))
		e.putSigned(streamObs, int64(o.Known)-int64(o.Day))
		e.put(streamObs, uint64(o.State-prev.State))
		prev = o
	}
	return nil
}

func (e *encoder) delta(c *Chronicle, d delta) {
	var fresh, again []uint32
	for _, id := range d.added {
		if n := e.number[id]; n != 0 {
			again = append(again, n-1)
		} else {
			fresh = append(fresh, id)
		}
	}
	removed := make([]uint32, len(d.removed))
	for i, id := range d.removed {
		removed[i] = e.number[id] - 1
	}
	e.runs(removed)
	e.runs(again)
	gone := make([]geo.Segment, len(removed))
	slices.Sort(removed)
	for i, n := range removed {
		gone[i] = e.segs[n]
	}
	e.foretell.reset(gone)
	chains := chainsOf(c.segs, fresh)
	e.put(streamCounts, uint64(len(chains)))
	e.loose = 0
	for _, chain := range chains {
		e.chain(c, chain)
	}
}

func (e *encoder) chain(c *Chronicle, chain []uint32) {
	start := c.segs[chain[0]].A
	known := false
	if i, ok := slices.BinarySearchFunc(e.foretell.loose[e.loose:], start, comparePoints); ok {
		e.put(streamChains, uint64(i+1))
		e.loose += i + 1
		known = true
	} else {
		e.put(streamChains, 0)
		e.point(streamX, streamY, e.start, start)
	}
	e.start = start
	e.put(streamChains, uint64(len(chain)-1))
	for i, id := range chain {
		s := c.segs[id]
		guess := e.foretell.next(start, s.A, i == len(chain)-1, known)
		if guess == s.A {
			e.point(streamX, streamY, guess, s.B)
		} else {
			e.point(streamNearX, streamNearY, guess, s.B)
		}
		e.segs = append(e.segs, s)
		e.number[id] = uint32(len(e.segs))
	}
}

func (e *encoder) point(x, y int, from, to geo.Point) {
	e.putSigned(x, (int64(to.X)-int64(from.X))/e.quantum)
	e.putSigned(y, (int64(to.Y)-int64(from.Y))/e.quantum)
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
		// Ground changes hands where it did last: the first number is
		// told back from the newest.
		if n == 0 {
			e.put(streamRuns, uint64(len(e.segs)-int(numbers[i])))
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

// quantum returns the largest power of ten, 1000 at most, that divides every
// coordinate: 10 where a source prints six decimals. It returns an error for
// coordinates out of range.
func quantum(c *Chronicle) (int64, error) {
	q := int32(1000)
	for _, d := range c.deltas {
		for _, id := range d.added {
			s := c.segs[id]
			for _, p := range [2]geo.Point{s.A, s.B} {
				if !inRange(int64(p.X), int64(p.Y)) {
					return 0, fmt.Errorf("chronicle: point %v out of range", p)
				}
				for p.X%q != 0 || p.Y%q != 0 {
					q /= 10
				}
			}
		}
	}
	return int64(q), nil
}

// inRange reports whether x and y are a longitude and a latitude.
func inRange(x, y int64) bool {
	return -180*geo.E7 <= x && x <= 180*geo.E7 && -90*geo.E7 <= y && y <= 90*geo.E7
}
