package measure

import (
	"slices"
	"sync"
)

// parts remembers held areas by region, which take an overlay with every
// region's border. It is safe for concurrent use. A definition's states are
// some thousands at most, of some twenty rows each.
type parts struct {
	mu   *sync.Mutex
	rows map[contactKey][]RegionHeld
}

func newParts() parts { return parts{&sync.Mutex{}, map[contactKey][]RegionHeld{}} }

func (p parts) held(key contactKey, measure func() ([]RegionHeld, error)) ([]RegionHeld, error) {
	p.mu.Lock()
	rows, ok := p.rows[key]
	p.mu.Unlock()
	if !ok {
		var err error
		if rows, err = measure(); err != nil {
			return nil, err
		}
		p.mu.Lock()
		p.rows[key] = rows
		p.mu.Unlock()
	}
	return slices.Clone(rows), nil
}
