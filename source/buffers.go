package source

import "sync"

// buffers keeps the memory of files that have been read, to be used again. The
// one given back last is taken first: it is the likeliest to be in the
// processor's cache.
type buffers struct {
	mu   sync.Mutex
	free [][]byte
}

// take returns a buffer to append to; nil if there is none.
func (b *buffers) take() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := len(b.free)
	if n == 0 {
		return nil
	}
	buf := b.free[n-1]
	b.free = b.free[:n-1]
	return buf[:0]
}

// give takes a buffer back.
func (b *buffers) give(buf []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.free) < inFlight {
		b.free = append(b.free, buf)
	}
}
