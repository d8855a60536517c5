package measure

import (
	"fmt"
	"slices"
	"sync"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/store"
)

// Open returns a record over the chronicles that a store holds, which must stay
// open until the record has been used. A definition of one layer is answered
// from the layer's chronicle, one of several from its own. What the store has
// not when it is first asked is not looked for again: a server is asked of every
// definition with each question.
func Open(s store.Store, definitions []control.Definition, where *gazetteer.Gazetteer) *Live {
	keys := sync.OnceValues(s.Keys)
	return NewLive(definitions, func(d control.Definition) (*chronicle.Chronicle, error) {
		held, err := keys()
		if err != nil {
			return nil, err
		}
		key := store.Key{Source: d.Source, Name: ChronicleName(d)}
		if !slices.Contains(held, key) {
			return nil, fmt.Errorf("%s: %s %s: %w", s.Path(), key.Source, key.Name, chronicle.ErrNoMap)
		}
		return s.Chronicle(key)
	}, where)
}

// ChronicleName returns the name under which a store keeps the chronicle of a
// definition.
func ChronicleName(d control.Definition) string {
	if len(d.Layers) == 1 {
		return string(d.Layers[0])
	}
	return d.Name
}
