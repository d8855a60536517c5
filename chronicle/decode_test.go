package chronicle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// example is a chronicle with everything in it: corrections, repeats, segments
// that come back, missing days.
func example() *Chronicle {
	c := New("test", "example")
	for i, cells := range []uint16{0x0001, 0x0013, 0x0037, 0x0013, 0x8137, 0x8137, 0, 0x0660} {
		day := control.Day(19000 + i + i/3)
		c.Add(day, day+1, squares(cells))
		if i%3 == 2 {
			c.Add(day-1, day+2, squares(cells|0x4000))
		}
	}
	return c
}

func TestDecodeRefusesDamage(t *testing.T) {
	b := encoded(t, example())
	for n := range b {
		if _, err := Decode(bytes.NewReader(b[:n])); !errors.Is(err, ErrFormat) {
			t.Fatalf("first %d of %d bytes: %v", n, len(b), err)
		}
	}
	for bit := range len(b) * 8 {
		flipped := slices.Clone(b)
		flipped[bit/8] ^= 1 << (bit % 8)
		if _, err := Decode(bytes.NewReader(flipped)); !errors.Is(err, ErrFormat) {
			t.Fatalf("bit %d of byte %d flipped: %v", bit%8, bit/8, err)
		}
	}
	var c Chronicle
	if err := c.UnmarshalBinary(append(b, 0)); !errors.Is(err, ErrFormat) {
		t.Errorf("a byte behind the end: %v", err)
	}
	broken := errors.New("cable pulled")
	if _, err := Decode(io.MultiReader(bytes.NewReader(b[:20]), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("reading fails: %v", err)
	}
}

func TestDecodeReadsOneAndNoMore(t *testing.T) {
	b := encoded(t, example())
	r := iotest.OneByteReader(bytes.NewReader(slices.Concat(b, b, []byte("tail"))))
	for range 2 {
		c, err := Decode(r)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(encoded(t, c), b) {
			t.Fatal("decoded another chronicle")
		}
	}
	if rest, _ := io.ReadAll(r); string(rest) != "tail" {
		t.Errorf("left %q", rest)
	}
}

// frame packs a body as an encoding with a right checksum.
func frame(body []byte, claimed uint64) []byte {
	packed, err := deflate(body)
	if err != nil {
		panic(err)
	}
	tail := appendString(appendString(nil, "test"), "hostile")
	tail = binary.AppendUvarint(tail, claimed)
	tail = binary.AppendUvarint(tail, uint64(len(packed)))
	tail = append(tail, packed...)
	b := append([]byte(magic), version)
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(tail))
	return append(b, tail...)
}

// streamsOf packs numbers into streams, in the order of the format.
func streamsOf(numbers [streams][]int64) []byte {
	var e encoder
	for stream, values := range numbers {
		for _, v := range values {
			e.put(stream, uint64(v))
		}
	}
	return e.body()
}

func TestDecodeRefusesContradictions(t *testing.T) {
	// One state with a triangle, seen on one day; signed numbers are doubled.
	good := func() [streams][]int64 {
		return [streams][]int64{
			streamObs:    {1, 2, 0, 0},
			streamCounts: {10, 1, 0, 0, 1},
			streamChains: {0, 2},
			streamX:      {20, 2, 2, 3},
			streamY:      {20, 2, 1, 0},
		}
	}
	if _, err := Decode(bytes.NewReader(frame(streamsOf(good()), uint64(len(streamsOf(good())))))); err != nil {
		t.Fatalf("the example itself: %v", err)
	}
	tests := []struct {
		name string
		edit func(*[streams][]int64)
		want string
	}{
		{"quantum", func(s *[streams][]int64) { s[streamCounts][0] = 7 }, "quantum"},
		{"states claimed beyond the bytes", func(s *[streams][]int64) { s[streamCounts][1] = 1 << 40 }, "claimed"},
		{"chains claimed beyond the bytes", func(s *[streams][]int64) { s[streamCounts][4] = 1 << 40 }, "claimed"},
		{"segments claimed beyond the bytes", func(s *[streams][]int64) { s[streamChains][1] = 1 << 40 }, "bytes left"},
		{"one segment too many", func(s *[streams][]int64) { s[streamChains][1] = 3 }, "bytes left"},
		{"a latitude missing", func(s *[streams][]int64) { s[streamY] = s[streamY][:3] }, "ends early"},
		{"segment of no length", func(s *[streams][]int64) { s[streamX][1], s[streamY][1] = 0, 0 }, "no length"},
		{"beyond the pole", func(s *[streams][]int64) { s[streamY][0] = 2 * 90_000_001 }, "out of range"},
		{"beyond the date line", func(s *[streams][]int64) { s[streamX][0] = 2 * 180_000_001 }, "out of range"},
		{"a step around the world", func(s *[streams][]int64) { s[streamX][0] = 1 << 62 }, "out of range"},
		{"removed what is not there yet", func(s *[streams][]int64) {
			s[streamCounts] = []int64{10, 1, 1, 0, 1}
			s[streamRuns] = []int64{0, 0}
		}, "run out of order"},
		{"a run before the first segment", func(s *[streams][]int64) {
			s[streamCounts] = []int64{10, 2, 0, 0, 1, 0, 1, 0}
			s[streamRuns] = []int64{4, 0}
		}, "out of range"},
		{"a state like the one before", func(s *[streams][]int64) {
			s[streamCounts] = []int64{10, 2, 0, 0, 1, 0, 0, 0}
		}, "the same"},
		{"removed twice", func(s *[streams][]int64) {
			s[streamCounts] = []int64{10, 3, 0, 0, 1, 1, 0, 0, 1, 0, 0}
			s[streamRuns] = []int64{3, 0, 3, 0}
		}, "does not stand"},
		{"added while it stands", func(s *[streams][]int64) {
			s[streamCounts] = []int64{10, 2, 0, 0, 1, 0, 1, 0}
			s[streamRuns] = []int64{3, 0}
		}, "while it stands"},
		{"a chain at a point that nothing left", func(s *[streams][]int64) { s[streamChains][0] = 1 }, "starts at none"},
		{"a state nobody observed", func(s *[streams][]int64) { s[streamObs] = []int64{0} }, "nothing observed"},
		{"an observation of no state", func(s *[streams][]int64) { s[streamObs][3] = 1 }, "state out of order"},
		{"a day beyond the calendar", func(s *[streams][]int64) { s[streamObs][1] = 1 << 40 }, "day out of range"},
		{"days going back", func(s *[streams][]int64) { s[streamObs] = []int64{2, 2, 0, 0, 1, 0, 0} }, "day out of order"},
		{"numbers left over", func(s *[streams][]int64) { s[streamX] = append(s[streamX], 1) }, "left in stream"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := good()
			tt.edit(&s)
			body := streamsOf(s)
			_, err := Decode(bytes.NewReader(frame(body, uint64(len(body)))))
			if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Decode() = %v, want %q", err, tt.want)
			}
		})
	}
}

// allocated returns the bytes that fn allocated.
func allocated(fn func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	fn()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestDecodeBoundsMemory(t *testing.T) {
	zeros := make([]byte, 1<<20)
	// One state of n segments, then states that add and remove all of them
	// in a run of a few bytes each.
	amplified := func(n, states int) []byte {
		s := [streams][]int64{
			streamObs: {1, 2, 0, 0}, streamCounts: {1, int64(states + 1), 0, 0, 1},
			streamChains: {0, int64(n - 1)}, streamX: {0}, streamY: {0},
		}
		for i := range n {
			s[streamX] = append(s[streamX], 1+int64(i%2)) // there and back
			s[streamY] = append(s[streamY], 0)
		}
		for i := range states {
			s[streamCounts] = append(s[streamCounts], int64(1-i%2), int64(i%2), 0)
			s[streamRuns] = append(s[streamRuns], int64(n), int64(n-1))
		}
		return streamsOf(s)
	}
	runs := amplified(100_000, 100_000) // ten milliards of changes
	tests := []struct {
		name string
		b    []byte
		want string
		most uint64 // bytes allocated
	}{
		{"body claimed beyond any", frame(nil, 1<<62), "body of", 1 << 20},
		{"body claimed large, small in truth", frame(zeros, maxBody), "body ends", 8 << 20},
		{"body larger than claimed", frame(zeros, 1000), "body ends", 1 << 20},
		{"runs that name many for little", frame(runs, uint64(len(runs))), "changes", 400 << 20},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var err error
			got := allocated(func() { _, err = Decode(bytes.NewReader(tt.b)) })
			if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Decode() = %v, want %q", err, tt.want)
			}
			if got > tt.most {
				t.Errorf("%d bytes gave rise to %d bytes allocated, want at most %d", len(tt.b), got, tt.most)
			}
			t.Logf("%d bytes in, %.1f MB allocated", len(tt.b), float64(got)/1e6)
		})
	}
}

// TestDecodeBoundsWork heaps segments up in one place, where each new one would
// have to look at all of them.
func TestDecodeBoundsWork(t *testing.T) {
	const n = 1 << 15
	s := [streams][]int64{
		streamObs: {2, 2, 0, 0, 2, 0, 1}, streamCounts: {1, 2, 0, 0, n, 1, 0, n}, streamRuns: {n, n - 1},
	}
	for i := range 2 * n { // chains of one segment, from the same few points
		s[streamChains] = append(s[streamChains], 0, 0)
		s[streamX] = append(s[streamX], 0)
		s[streamY] = append(s[streamY], 0)
		if i < n {
			s[streamX] = append(s[streamX], 2+int64(2*i))
			s[streamY] = append(s[streamY], 0)
		} else {
			s[streamNearX] = append(s[streamNearX], 2+int64(2*i))
			s[streamNearY] = append(s[streamNearY], 0)
		}
	}
	body := streamsOf(s)
	_, err := Decode(bytes.NewReader(frame(body, uint64(len(body)))))
	if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "heaped up") {
		t.Errorf("Decode() = %v, want heaped up", err)
	}
}

func TestEncodeRefusesWhatDecodeWould(t *testing.T) {
	c := New("test", strings.Repeat("x", 256))
	if _, err := c.MarshalBinary(); err == nil {
		t.Error("a name of 256 bytes was written")
	}
	c = New("test", "range")
	c.Add(1, 1, []geo.Segment{{A: geo.Point{X: 0, Y: 0}, B: geo.Point{X: 0, Y: 900_000_001}}})
	if _, err := c.MarshalBinary(); err == nil {
		t.Error("a point beyond the pole was written")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encoded(f, New("", "")))
	f.Add(encoded(f, example()))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<12 {
			return
		}
		if len(b) > 9 { // let the fuzzer past the checksum
			b = slices.Clone(b)
			binary.LittleEndian.PutUint32(b[5:], crc32.ChecksumIEEE(b[9:]))
		}
		checkDecode(t, b)
	})
}

// FuzzDecodeBody fuzzes what lies beneath the packing and the checksum.
func FuzzDecodeBody(f *testing.F) {
	for _, c := range []*Chronicle{New("", ""), example()} {
		var e encoder
		if err := e.encode(c); err != nil {
			f.Fatal(err)
		}
		f.Add(e.body())
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) <= 1<<12 {
			checkDecode(t, frame(body, uint64(len(body))))
		}
	})
}

// checkDecode decodes, and where that succeeds asks everything and encodes: the
// second decoding must be the same history.
func checkDecode(t *testing.T, b []byte) {
	c, err := Decode(bytes.NewReader(b))
	if err != nil {
		if !errors.Is(err, ErrFormat) {
			t.Fatalf("%v is no ErrFormat", err)
		}
		return
	}
	for _, m := range c.Maps(control.NoDay) {
		c.Area(m)
		c.Boundary(m)
	}
	b, err = c.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	d, err := Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("encoded again: %v", err)
	}
	if !slices.Equal(c.obs, d.obs) {
		t.Fatal("encoded again: other observations")
	}
	for i := range c.obs {
		m := Map{State: c.obs[i].State}
		if !slices.Equal(c.Boundary(m), d.Boundary(m)) {
			t.Fatalf("encoded again: observation %d has another boundary", i)
		}
	}
}
