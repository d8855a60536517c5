package server

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter bounds how often each address may ask. An address may save up two
// seconds' worth.
type limiter struct {
	rate float64
	now  func() time.Time

	mu    sync.Mutex
	known map[string]*caller
	swept time.Time
}

type caller struct {
	bucket *rate.Limiter
	seen   time.Time
}

func newLimiter(r float64, now func() time.Time) *limiter {
	return &limiter{rate: r, now: now, known: map[string]*caller{}}
}

// allow takes one token of an address.
func (l *limiter) allow(address string) bool {
	if l.rate <= 0 {
		return true
	}
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > time.Minute {
		for a, c := range l.known {
			if now.Sub(c.seen) > time.Minute {
				delete(l.known, a)
			}
		}
		l.swept = now
	}
	c := l.known[address]
	if c == nil {
		c = &caller{bucket: rate.NewLimiter(rate.Limit(l.rate), max(1, int(2*l.rate)))}
		l.known[address] = c
	}
	c.seen = now
	return c.bucket.AllowN(now, 1)
}
