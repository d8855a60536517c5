package source

import (
	"bytes"
	"hash/maphash"
	"sync"
)

// A file with the same bytes as one of the last remembered distinct files is
// not parsed again. Archives repeat yesterday's file, or last week's. There are
// more of them than files in flight, so that no one reads the forgotten any more.
const remembered = 8

// maxKept is the size up to which a file is kept in memory while it is
// remembered; of larger ones a hash is.
const maxKept = 2 << 20

// repeats finds files that were there before. Workers ask as they come by files,
// and are answered in the files' order.
type repeats struct {
	seed    maphash.Seed
	buffers *buffers // that what is kept no longer goes back to

	mu     sync.Mutex
	passed *sync.Cond // a file was dealt with
	turn   int        // sequence number of the file whose turn it is
	recent [remembered]contents
	n      int // distinct files so far
}

// contents tells a file's bytes apart from others: by themselves, or, if they are
// many, by a keyed 64-bit hash whose key is random in each run, so that no one
// can prepare a collision, and the length.
type contents struct {
	seq  int
	size int
	data []byte // nil: hashed
	hash uint64
}

func newRepeats(b *buffers) *repeats {
	r := &repeats{seed: maphash.MakeSeed(), buffers: b}
	r.passed = sync.NewCond(&r.mu)
	return r
}

// of returns the sequence number of the file that a job's has the bytes of, or -1.
// It is to be asked of every job, and waits until it was asked of all before it.
// Where it returns -1 it may keep the job's buffer, and says so.
func (r *repeats) of(j job) (seq int, kept bool) {
	there := j.damage == nil && j.entry.Data != nil
	c := contents{seq: j.seq, size: len(j.entry.Data)}
	if kept = there && c.size <= maxKept; kept {
		c.data = j.entry.Data
	} else if there {
		c.hash = maphash.Bytes(r.seed, j.entry.Data)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.turn != j.seq {
		r.passed.Wait()
	}
	r.turn++
	r.passed.Broadcast()
	if !there {
		return -1, false
	}
	for _, k := range r.recent[:min(r.n, remembered)] {
		if k.size == c.size && k.hash == c.hash && bytes.Equal(k.data, c.data) {
			return k.seq, false
		}
	}
	oldest := &r.recent[r.n%remembered]
	if oldest.data != nil {
		r.buffers.give(oldest.data)
	}
	*oldest = c
	r.n++
	return -1, kept
}
