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
	out := writeBehind(f)
	var unpacked int64
	for err == nil && unpacked < maxSpill && out.fine() && w.ctx.Err() == nil && w.overTotal(unpacked) == "" { // reading meets the limit again
		buf := <-out.free
		var n int
		n, err = io.ReadFull(d, buf)
		unpacked += int64(n)
		out.full <- buf[:n]
	}
	written, rest := out.end()
	s.size = written
	if w.ctx.Err() != nil {
		s.Close() //nolint:errcheck // the end of the context says it
		return nil, w.ctx.Err()
	}
	var tail io.Reader = d
	if err != nil {
		if err == io.ErrUnexpectedEOF || err == io.EOF { // of ReadFull: the last piece
			_, err = d.Read(make([]byte, 1))
		}
		tail = failed{err}
		d.Close()
		d, s.d = nil, nil
		debug.FreeOSMemory() // the window, before the maps need as much
	}
	s.Reader = io.MultiReader(io.NewSectionReader(f, 0, written), bytes.NewReader(rest), tail)
	return s, nil
}

// behind writes what is unpacked to a file while the next of it is unpacked.
type behind struct {
	free   chan []byte   // pieces to be filled
	full   chan []byte   // and then written
	failed chan struct{} // closed when writing has failed
	done   chan struct{}

	written int64
	rest    []byte // behind that, what was to be written
}

// writeBehind begins to write to f.
func writeBehind(f io.Writer) *behind {
	const pieces, size = 4, 1 << 20
	b := &behind{
		free: make(chan []byte, pieces), full: make(chan []byte, pieces),
		failed: make(chan struct{}), done: make(chan struct{}),
	}
	for range pieces {
		b.free <- make([]byte, size)
	}
	go func() {
		defer close(b.done)
		for piece := range b.full {
			n := 0
			if b.fine() {
				var err error
				if n, err = f.Write(piece); err != nil {
					close(b.failed)
				}
				b.written += int64(n)
			}
			b.rest = append(b.rest, piece[n:]...)
			b.free <- piece[:size]
		}
	}()
	return b
}

// fine reports whether all that was to be written so far could be.
func (b *behind) fine() bool {
	select {
	case <-b.failed:
		return false
	default:
		return true
	}
}

// end waits until all is written, and returns how many bytes are and those that
// could not be.
func (b *behind) end() (written int64, rest []byte) {
	close(b.full)
	<-b.done
	return b.written, b.rest
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
