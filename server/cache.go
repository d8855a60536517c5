package server

import (
	"container/list"
	"sync"
)

// cache keeps the values used last, up to a number of bytes, and makes each
// missing one once however many ask for it at the same time.
type cache[V any] struct {
	mu    sync.Mutex
	limit int
	size  int
	order *list.List // of *cached[V], used last in front
	items map[string]*list.Element
}

type cached[V any] struct {
	key   string
	once  sync.Once
	value V
	err   error
	size  int
}

func newCache[V any](limit int) *cache[V] {
	return &cache[V]{limit: limit, order: list.New(), items: map[string]*list.Element{}}
}

// get returns the value of a key, made by make, which also says its size in
// bytes. Errors are not kept. A make that panics leaves the zero value to those
// who waited, and nothing in the cache.
func (c *cache[V]) get(key string, make func() (V, int, error)) (V, error) {
	c.mu.Lock()
	e, ok := c.items[key]
	if ok {
		c.order.MoveToFront(e)
	} else {
		e = c.order.PushFront(&cached[V]{key: key})
		c.items[key] = e
	}
	c.mu.Unlock()
	x := e.Value.(*cached[V])
	x.once.Do(func() {
		done := false
		defer func() {
			if !done {
				c.forget(key, e)
			}
		}()
		var n int
		if x.value, n, x.err = make(); x.err == nil {
			done = true
			c.admit(x, n+len(key)+200)
		}
	})
	return x.value, x.err
}

func (c *cache[V]) forget(key string, e *list.Element) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.items[key] == e {
		delete(c.items, key)
		c.order.Remove(e)
	}
}

// admit counts a finished value, and drops what was used longest ago until all
// fits. The newest stays even if it alone is too large.
func (c *cache[V]) admit(x *cached[V], size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	x.size = size
	c.size += size
	for e := c.order.Back(); c.size > c.limit && e != nil && e != c.order.Front(); {
		before := e.Prev()
		if old := e.Value.(*cached[V]); old.size > 0 { // else still being made
			c.size -= old.size
			c.order.Remove(e)
			delete(c.items, old.key)
		}
		e = before
	}
}
