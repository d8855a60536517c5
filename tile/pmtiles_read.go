package tile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"

	"github.com/klauspost/compress/gzip"
)

// ErrPMTiles says that bytes are not an archive, or a damaged one.
var ErrPMTiles = errors.New("not a PMTiles 3 archive")

// Reader reads an archive that lies in memory.
type Reader struct {
	Metadata         []byte // JSON
	MinZoom, MaxZoom int
	Tiles            uint64 // tiles that have an address

	data    []byte // the whole archive
	entries []entry
	tiles   uint64 // offset of the tiles
}

// most is how many bytes a packed directory may unpack to, and how many entries
// are read.
const most = 64 << 20

// OpenPMTiles reads an archive and checks it: sections lie inside the file,
// entries ascend and stay inside the tiles, and the counts agree. It wants
// gzip throughout, and vector tiles.
func OpenPMTiles(data []byte) (*Reader, error) {
	if len(data) < headerSize || string(data[:8]) != "PMTiles\x03" {
		return nil, fmt.Errorf("%w: no header", ErrPMTiles)
	}
	var n [11]uint64
	for i := range n {
		n[i] = binary.LittleEndian.Uint64(data[8+8*i:])
	}
	if data[97] != gzipCode || data[98] != gzipCode || data[99] != mvtCode {
		return nil, fmt.Errorf("%w: not vector tiles packed with gzip", ErrPMTiles)
	}
	section := func(i int) ([]byte, error) {
		offset, length := n[2*i], n[2*i+1]
		if offset > uint64(len(data)) || length > uint64(len(data))-offset {
			return nil, fmt.Errorf("%w: section %d outside the file", ErrPMTiles, i)
		}
		return data[offset : offset+length], nil
	}
	r := &Reader{data: data, MinZoom: int(data[100]), MaxZoom: int(data[101]), Tiles: n[8], tiles: n[6]}
	var parts [4][]byte
	for i := range parts {
		var err error
		if parts[i], err = section(i); err != nil {
			return nil, err
		}
	}
	var err error
	if r.Metadata, err = unpacked(parts[1]); err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	if err = r.directory(parts[0], parts[2], true); err != nil {
		return nil, err
	}
	return r, r.verify(uint64(len(parts[3])), n[9])
}

// directory appends the entries of a directory and of the leaves below.
func (r *Reader) directory(packed, leaves []byte, root bool) error {
	entries, err := readDirectory(packed)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.run > 0 {
			r.entries = append(r.entries, e)
			continue
		}
		if !root || e.offset > uint64(len(leaves)) || uint64(e.length) > uint64(len(leaves))-e.offset {
			return fmt.Errorf("%w: leaf outside its section", ErrPMTiles)
		}
		if err := r.directory(leaves[e.offset:e.offset+uint64(e.length)], leaves, false); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) verify(size, entries uint64) error {
	next, tiles := uint64(0), uint64(0)
	for i, e := range r.entries {
		if e.id < next || e.id+uint64(e.run) < e.id {
			return fmt.Errorf("%w: entry %d out of order", ErrPMTiles, i)
		}
		if e.offset > size || uint64(e.length) > size-e.offset || e.length == 0 {
			return fmt.Errorf("%w: entry %d outside the tiles", ErrPMTiles, i)
		}
		next = e.id + uint64(e.run)
		tiles += uint64(e.run)
	}
	if entries != uint64(len(r.entries)) || tiles != r.Tiles {
		return fmt.Errorf("%w: header counts %d entries and %d tiles, there are %d and %d", ErrPMTiles, entries, r.Tiles, len(r.entries), tiles)
	}
	return nil
}

// Tile returns a tile unpacked, or nothing where the archive has none.
func (r *Reader) Tile(z, x, y int) ([]byte, error) {
	id := ID(z, x, y)
	i := sort.Search(len(r.entries), func(i int) bool { return r.entries[i].id > id }) - 1
	if i < 0 || id >= r.entries[i].id+uint64(r.entries[i].run) {
		return nil, nil
	}
	from := r.tiles + r.entries[i].offset
	return unpacked(r.data[from : from+uint64(r.entries[i].length)])
}

func readDirectory(packed []byte) ([]entry, error) {
	b, err := unpacked(packed)
	if err != nil {
		return nil, err
	}
	bad := false
	next := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			bad = true
			return 0
		}
		b = b[n:]
		return v
	}
	count := next()
	if bad || count > uint64(len(b))/4 { // each entry has four numbers
		return nil, fmt.Errorf("%w: directory cut short", ErrPMTiles)
	}
	entries := make([]entry, count)
	last := uint64(0)
	for i := range entries {
		last += next()
		entries[i].id = last
	}
	for i := range entries {
		entries[i].run = uint32(next())
	}
	for i := range entries {
		entries[i].length = uint32(next())
	}
	for i := range entries {
		v := next()
		switch {
		case v > 0:
			entries[i].offset = v - 1
		case i > 0:
			entries[i].offset = entries[i-1].offset + uint64(entries[i-1].length)
		default:
			bad = true
		}
	}
	if bad || len(b) > 0 {
		return nil, fmt.Errorf("%w: directory cut short or too long", ErrPMTiles)
	}
	return entries, nil
}

func unpacked(data []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPMTiles, err)
	}
	out, err := io.ReadAll(io.LimitReader(z, most+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPMTiles, err)
	}
	if len(out) > most {
		return nil, fmt.Errorf("%w: unpacks to more than %d bytes", ErrPMTiles, most)
	}
	return out, nil
}
