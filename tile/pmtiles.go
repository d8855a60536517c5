package tile

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"io"
	"slices"
	"sync"

	"github.com/klauspost/compress/gzip"

	"github.com/salient-project/salient/geo"
)

// headerSize is the length of a PMTiles 3 header, in bytes.
const headerSize = 127

// rootRoom is how long header and root directory together may be.
const rootRoom = 16384

// leafEntries is how many entries a leaf directory holds.
const leafEntries = 4096

// Codes of the header.
const (
	gzipCode = 2
	mvtCode  = 1
)

// Archive collects tiles for [Archive.WriteTo]. The zero value is ready.
type Archive struct {
	Metadata map[string]any // of the archive, as JSON; see TileJSON
	Box      geo.Box        // around what the tiles show

	tiles []archived
}

type archived struct {
	id   uint64
	z    int
	data []byte // compressed with gzip
}

// entry is one entry of a directory: run tiles from id on that share the bytes,
// or a leaf directory where run is 0.
type entry struct {
	id, offset uint64
	length     uint32
	run        uint32
}

// Add takes in a tile, uncompressed. Empty ones are left out.
func (a *Archive) Add(z, x, y int, data []byte) {
	if len(data) > 0 {
		a.tiles = append(a.tiles, archived{ID(z, x, y), z, packed(data)})
	}
}

// WriteTo writes the archive in PMTiles version 3, clustered: tiles lie in the
// order of their ids, and equal ones lie there once.
func (a *Archive) WriteTo(w io.Writer) (int64, error) {
	slices.SortFunc(a.tiles, func(x, y archived) int { return cmp.Compare(x.id, y.id) })
	var entries []entry
	var data bytes.Buffer
	at := map[string]entry{}
	minZoom, maxZoom := MaxZoom, 0
	for _, t := range a.tiles {
		minZoom, maxZoom = min(minZoom, t.z), max(maxZoom, t.z)
		known, ok := at[string(t.data)]
		if !ok {
			known = entry{offset: uint64(data.Len()), length: uint32(len(t.data))}
			at[string(t.data)] = known
			data.Write(t.data)
		}
		if n := len(entries); n > 0 && ok && entries[n-1].offset == known.offset && entries[n-1].id+uint64(entries[n-1].run) == t.id {
			entries[n-1].run++
			continue
		}
		entries = append(entries, entry{t.id, known.offset, known.length, 1})
	}
	if len(a.tiles) == 0 {
		minZoom = 0
	}
	root, leaves := directories(entries)
	meta := a.Metadata
	if meta == nil {
		meta = map[string]any{}
	}
	text, err := json.Marshal(meta)
	if err != nil {
		return 0, err
	}
	text = packed(text)

	h := append(make([]byte, 0, headerSize), "PMTiles\x03"...)
	offset := uint64(headerSize)
	for _, length := range []int{len(root), len(text), len(leaves), data.Len()} {
		h = binary.LittleEndian.AppendUint64(h, offset)
		h = binary.LittleEndian.AppendUint64(h, uint64(length))
		offset += uint64(length)
	}
	for _, count := range []int{len(a.tiles), len(entries), len(at)} {
		h = binary.LittleEndian.AppendUint64(h, uint64(count))
	}
	h = append(h, 1, gzipCode, gzipCode, mvtCode, byte(minZoom), byte(maxZoom))
	b := a.Box
	if b.Empty() {
		b = geo.Box{}
	}
	for _, v := range []int32{b.Min.X, b.Min.Y, b.Max.X, b.Max.Y} {
		h = binary.LittleEndian.AppendUint32(h, uint32(v))
	}
	h = append(h, byte(min(minZoom+4, maxZoom)))
	for _, v := range []int32{b.Min.X/2 + b.Max.X/2, b.Min.Y/2 + b.Max.Y/2} {
		h = binary.LittleEndian.AppendUint32(h, uint32(v))
	}
	var n int64
	for _, part := range [][]byte{h, root, text, leaves, data.Bytes()} {
		k, err := w.Write(part)
		n += int64(k)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// directories packs entries into a root directory and, where that would be too
// long, leaves.
func directories(entries []entry) (root, leaves []byte) {
	if root = packed(appendDirectory(nil, entries)); headerSize+len(root) <= rootRoom {
		return root, nil
	}
	for size := leafEntries; ; size *= 2 {
		var top []entry
		leaves = nil
		for part := range slices.Chunk(entries, size) {
			leaf := packed(appendDirectory(nil, part))
			top = append(top, entry{part[0].id, uint64(len(leaves)), uint32(len(leaf)), 0})
			leaves = append(leaves, leaf...)
		}
		if root = packed(appendDirectory(nil, top)); headerSize+len(root) <= rootRoom {
			return root, leaves
		}
	}
}

// appendDirectory writes a directory: the number of entries, then, column by
// column, differences of ids, runs, lengths, and offsets, 0 standing for right
// behind the one before.
func appendDirectory(b []byte, entries []entry) []byte {
	b = binary.AppendUvarint(b, uint64(len(entries)))
	last := uint64(0)
	for _, e := range entries {
		b = binary.AppendUvarint(b, e.id-last)
		last = e.id
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.run))
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.length))
	}
	for i, e := range entries {
		if i > 0 && e.offset == entries[i-1].offset+uint64(entries[i-1].length) {
			b = append(b, 0)
		} else {
			b = binary.AppendUvarint(b, e.offset+1)
		}
	}
	return b
}

// writers are reused: a new one takes far longer to make than a tile to pack.
var writers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

// packed returns data in gzip, the same bytes each time.
func packed(data []byte) []byte {
	var out bytes.Buffer
	w := writers.Get().(*gzip.Writer)
	defer writers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(data) // a bytes.Buffer takes all
	_ = w.Close()
	return out.Bytes()
}

// ID returns a tile's number in PMTiles: the tiles of the zooms before, and its
// place on the Hilbert curve of its own.
func ID(z, x, y int) uint64 {
	id := (uint64(1)<<(2*z) - 1) / 3
	for s := 1 << z >> 1; s > 0; s >>= 1 {
		rx, ry := 0, 0
		if x&s > 0 {
			rx = 1
		}
		if y&s > 0 {
			ry = 1
		}
		id += uint64(s) * uint64(s) * uint64(3*rx^ry)
		x, y = turned(s, x, y, rx, ry)
	}
	return id
}

// turned turns a quarter of the curve into its place.
func turned(s, x, y, rx, ry int) (int, int) {
	if ry == 0 {
		if rx == 1 {
			x, y = s-1-x, s-1-y
		}
		x, y = y, x
	}
	return x, y
}
