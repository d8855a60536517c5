package archive

import (
	"bytes"
	"io"
	"math"
	"os"
	"runtime/debug"

	"github.com/klauspost/compress/zstd"
)

// A zstd stream packed with a long window refers back to the last 128 MiB, say,
// of what it unpacks to, and whoever unpacks it has to keep them. Where the
// caller wants memory for other things meanwhile, the stream is unpacked to a
// temporary file first, and read from there.
const (
	longWindow = 32 << 20 // zstd's own levels use at most 8 MiB, unless asked for more
	maxSpill   = 4 << 30  // bytes of disk taken at most; the rest is unpacked as it is read
)

// long reports whether the zstd stream that starts so has a long window.
func long(head []byte) bool {
	var h zstd.Header
	return h.Decode(head) == nil && h.WindowSize > longWindow
}

// spill unpacks d to a temporary file in Options.Spill and returns what reads it
// from there, to be closed. Where there is no room, reading goes on from d behind
// what had room. An error of d comes when what is before it has been read.
func (w *walker) spill(d io.ReadCloser) (io.ReadCloser, error) {
	f, err := os.CreateTemp(w.opts.Spill, ".salient-unpacked-*")
	if err != nil {
		return d, nil // unpacked as it is read
	}
	s := &spilled{w: w, file: f, from: w.packed, d: d}
	w.spilling = s
	defer func() { w.spilling = nil }()
	buf := make([]byte, 1<<20)
	for s.size < maxSpill {
		n, err := io.ReadFull(d, buf)
		if w.ctx.Err() != nil {
			s.Close() //nolint:errcheck // the end of the context says it
			return nil, w.ctx.Err()
		}
		written, werr := f.Write(buf[:n])
		s.size += int64(written)
		s.Reader = io.MultiReader(io.NewSectionReader(f, 0, s.size), bytes.NewReader(buf[written:n]), d)
		if werr != nil || w.overTotal(s.size) != "" { // reading meets the limit again
			return s, nil
		}
		if err != nil {
			if err == io.ErrUnexpectedEOF || err == io.EOF { // of ReadFull: the last piece
				_, err = d.Read(buf[:1])
			}
			s.Reader = io.MultiReader(io.NewSectionReader(f, 0, s.size), failed{err})
			d.Close()
			d, s.d = nil, nil
			debug.FreeOSMemory() // the window, before the maps need as much
			return s, nil
		}
	}
	return s, nil
}

// failed is a reader that has nothing more but an error.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }

// spilled reads what was unpacked, from a temporary file, and tells the progress:
// unpacking is a quarter of the way.
type spilled struct {
	io.Reader
	w          *walker
	d          io.Closer // what reading may have to go on from; nil: nothing
	file       *os.File
	from       int64 // bytes of input read before it was unpacked
	size, read int64
}

func (s *spilled) Read(b []byte) (int, error) {
	if err := s.w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.Reader.Read(b)
	s.read = min(s.read+int64(n), s.size)
	if s.w.opts.Progress != nil {
		part := 0.25 + 0.75*float64(s.read)/float64(max(s.size, 1))
		s.w.opts.Progress(s.from + int64(math.Round(part*float64(s.w.packed-s.from))))
	}
	return n, err
}

// Close removes the temporary file.
func (s *spilled) Close() error {
	if s.d != nil {
		s.d.Close() //nolint:errcheck // a decoder's does nothing but free
	}
	s.file.Close()                  //nolint:errcheck // it is of no more use
	return os.Remove(s.file.Name()) // another program's cleaning up may have come first
}
