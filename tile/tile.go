// Package tile makes vector tiles: Mapbox Vector Tiles 2.1 in web mercator, and
// PMTiles archives of them.
//
// Start with [NewLayer] and [Layer.Tile]. A layer simplifies its features once
// for each zoom; a tile is then a matter of clipping. Tiles of several layers
// are their bytes one after the other, as the format's protocol buffers allow.
// An [Archive] puts tiles into one file, [OpenPMTiles] reads such a file.
package tile

import (
	"sync"

	"github.com/salient-project/salient/geo"
)

// Extent is the number of units along a tile's side.
const Extent = 4096

// Buffer is how far a tile's features reach over its sides, in units.
const Buffer = 128

// MaxZoom is the greatest zoom that is made: a unit is then 0.6 m on the
// equator. Clients show later zooms from it.
const MaxZoom = 14

// Kind is the kind of a feature's geometry, as the format numbers it.
type Kind uint8

// The kinds.
const (
	Point   Kind = 1
	Line    Kind = 2
	Polygon Kind = 3
)

// Property is one attribute of a feature: a string, bool, int or float64.
type Property struct {
	Key   string
	Value any
}

// Feature is one feature of a layer. Points, Lines and Polygons go with its
// Kind; the others are not looked at.
type Feature struct {
	ID         uint64 // 0: none
	Kind       Kind
	Points     []geo.Point
	Lines      [][]geo.Point
	Polygons   geo.MultiPolygon
	Properties []Property
}

// Layer is a named set of features, ready to be cut into tiles. It is safe for
// concurrent use.
type Layer struct {
	name     string
	features []Feature
	zooms    [MaxZoom + 1]struct {
		once     sync.Once
		features []shape
	}
}

// NewLayer returns a layer. The features must not be changed afterwards.
func NewLayer(name string, features []Feature) *Layer {
	return &Layer{name: name, features: features}
}

// Name returns the layer's name.
func (l *Layer) Name() string { return l.name }

// Box returns the box around the features.
func (l *Layer) Box() geo.Box {
	b := geo.EmptyBox()
	for _, f := range l.features {
		switch f.Kind {
		case Point:
			for _, p := range f.Points {
				b = b.Add(p)
			}
		case Line:
			for _, line := range f.Lines {
				for _, p := range line {
					b = b.Add(p)
				}
			}
		case Polygon:
			b = b.Union(f.Polygons.Box())
		}
	}
	return b
}

// Valid reports whether a tile of these numbers exists: zoom up to [MaxZoom],
// column x from the west, row y from the north.
func Valid(z, x, y int) bool {
	return z >= 0 && z <= MaxZoom && x >= 0 && y >= 0 && x < 1<<z && y < 1<<z
}

// Tile returns the layer's part of a tile, uncompressed; nothing where no
// feature reaches into it. The tile must be [Valid].
func (l *Layer) Tile(z, x, y int) []byte {
	at := &l.zooms[z]
	at.once.Do(func() {
		for i := range l.features {
			at.features = append(at.features, shapeOf(&l.features[i], z))
		}
	})
	w := window{
		minX: int32(x)*Extent - Buffer, minY: int32(y)*Extent - Buffer,
		maxX: int32(x+1)*Extent + Buffer, maxY: int32(y+1)*Extent + Buffer,
	}
	e := layerEncoder{origin: vertex{int32(x) * Extent, int32(y) * Extent}}
	for i := range at.features {
		s := &at.features[i]
		if !s.box.meets(w) {
			continue
		}
		e.feature(&l.features[i], s.clip(w))
	}
	return e.layer(l.name)
}

// Size returns about how many bytes the layer comes to keep once tiles of a zoom
// or two have been asked for.
func (l *Layer) Size() int {
	const perFeature, perProperty, perPoint = 400, 48, 32
	return perFeature*len(l.features) + perProperty*l.properties() + perPoint*l.points()
}

func (l *Layer) properties() int {
	n := 0
	for _, f := range l.features {
		n += len(f.Properties)
	}
	return n
}

func (l *Layer) points() int {
	n := 0
	for _, f := range l.features {
		n += len(f.Points)
		for _, line := range f.Lines {
			n += len(line)
		}
		for _, p := range f.Polygons {
			for _, r := range p {
				n += len(r)
			}
		}
	}
	return n
}
