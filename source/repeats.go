package source

import (
	"hash/maphash"
	"sync"
)

// A file with the same bytes as one of the last remembered distinct files is
// not parsed again. Archives repeat yesterday's file, or last week's.
const remembered = 8

// repeats finds files that were there before. Workers ask as they come by files,
// and are answered in the files' order.
type repeats struct {
	seed   maphash.Seed
	mu     sync.Mutex
	passed *sync.Cond // a file was dealt with
	turn   int        // sequence number of the file whose turn it is
	recent [remembered]fingerprint
	n      int // distinct files so far
}

// fingerprint tells equal contents apart from others: a keyed 64-bit hash whose
// key is random in each run, so that no one can prepare a collision, and the
// length.
type fingerprint struct {
	hash uint64
	size int
	seq  int
}

func newRepeats() *repeats {
	r := &repeats{seed: maphash.MakeSeed()}
	r.passed = sync.NewCond(&r.mu)
	return r
}

// of returns the sequence number of the file that a job's has the bytes of, or -1.
// It is to be asked of every job, and waits until it was asked of all before it.
func (r *repeats) of(j job) int {
	there := j.damage == nil && j.entry.Data != nil
	print := fingerprint{size: len(j.entry.Data), seq: j.seq}
	if there {
		print.hash = maphash.Bytes(r.seed, j.entry.Data)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.turn != j.seq {
		r.passed.Wait()
	}
	r.turn++
	r.passed.Broadcast()
	if !there {
		return -1
	}
	for _, f := range r.recent[:min(r.n, remembered)] {
		if f.hash == print.hash && f.size == print.size {
			return f.seq
		}
	}
	r.recent[r.n%remembered] = print
	r.n++
	return -1
}
