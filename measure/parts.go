package measure

import (
	"slices"
	"sync"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// parts remembers held areas by region, which take an overlay with every
// oblast's border. It is safe for concurrent use. A definition's states are
// some thousands at most, of some twenty rows each.
type parts struct {
	mu   *sync.Mutex
	rows map[contactKey][]RegionHeld
}

func newParts() parts { return parts{&sync.Mutex{}, map[contactKey][]RegionHeld{}} }

func (p parts) held(c *chronicle.Chronicle, d control.Definition, m chronicle.Map, area geo.SquareMeters, where *gazetteer.Gazetteer) []RegionHeld {
	key := contactKey{d.Name, m.State}
	p.mu.Lock()
	rows, ok := p.rows[key]
	p.mu.Unlock()
	if !ok {
		rows = RegionsHeld(c.Boundary(m), area, where)
		p.mu.Lock()
		p.rows[key] = rows
		p.mu.Unlock()
	}
	return slices.Clone(rows)
}
