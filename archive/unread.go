package archive

import (
	"fmt"
	"io"
	"os"
)

// Unread is a file of a folder that is open and has not been read.
type Unread struct {
	f     *os.File
	size  int64 // when it was opened
	limit int64 // bytes read at most
}

// Read appends the file to buf and closes it. It may be called from any
// goroutine, once.
func (u *Unread) Read(buf []byte) ([]byte, error) {
	defer u.f.Close()
	base := len(buf)
	if need := base + int(u.size) + 1; cap(buf) < need { // one more byte tells the end
		buf = append(make([]byte, 0, need+need/2), buf...) // those that follow may be longer
	}
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := u.f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case int64(len(buf)-base) > u.limit: // it grew
			return buf, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, u.limit)
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf, err
		}
	}
}

// Close closes the file unread.
func (u *Unread) Close() { u.f.Close() }

// later hands a file on unread.
func (w *walker) later(archive, name string, f *os.File, size int64) error {
	u := &Unread{f: f, size: size, limit: w.opts.MaxFile}
	if err := w.ctx.Err(); err != nil {
		u.Close()
		return err
	}
	w.stats.Files++
	w.stats.Bytes += size
	w.packed += size
	if w.opts.Progress != nil {
		w.opts.Progress(w.packed)
	}
	return w.fn(Entry{Archive: archive, Name: name, Unread: u})
}
