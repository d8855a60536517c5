package measure

import (
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/store"
)

// Open returns a record over the chronicles of a store, which must stay open
// until the record has been used. A definition of one layer is answered from
// the layer's chronicle, one of several from its own.
func Open(s store.Store, definitions []control.Definition, where *gazetteer.Gazetteer) *Live {
	return NewLive(definitions, func(d control.Definition) (*chronicle.Chronicle, error) {
		return s.Chronicle(store.Key{Source: d.Source, Name: ChronicleName(d)})
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
