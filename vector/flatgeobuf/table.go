package flatgeobuf

import "encoding/binary"

// A FlatBuffer is read in place, every offset checked: what a hostile one says
// of bytes that it does not have counts as not said. (google/flatbuffers panics
// on them, and has no verifier in Go.)

// table is a FlatBuffers table: its fields lie at offsets that its vtable lists.
type table struct {
	buf    []byte
	pos    int
	vtable []byte // the fields' offsets from pos, two bytes each; 0: absent
}

// root returns the table that a buffer begins with.
func root(buf []byte) (table, bool) {
	if len(buf) < 4 {
		return table{}, false
	}
	return tableAt(buf, int64(binary.LittleEndian.Uint32(buf)))
}

func tableAt(buf []byte, pos int64) (table, bool) {
	if pos < 0 || pos+4 > int64(len(buf)) {
		return table{}, false
	}
	vt := pos - int64(int32(binary.LittleEndian.Uint32(buf[pos:])))
	if vt < 0 || vt+4 > int64(len(buf)) {
		return table{}, false
	}
	size := int64(binary.LittleEndian.Uint16(buf[vt:]))
	if size < 4 || vt+size > int64(len(buf)) {
		return table{}, false
	}
	return table{buf, int(pos), buf[vt+4 : vt+size]}, true
}

// field returns the bytes from a field's value on if there are at least n.
func (t table) field(i, n int) []byte {
	if 2*i+2 > len(t.vtable) {
		return nil
	}
	off := int(binary.LittleEndian.Uint16(t.vtable[2*i:]))
	if off == 0 || t.pos+off+n > len(t.buf) {
		return nil
	}
	return t.buf[t.pos+off:]
}

func (t table) byte(i int) byte {
	if b := t.field(i, 1); b != nil {
		return b[0]
	}
	return 0
}

func (t table) uint16(i int, absent uint16) uint16 {
	if b := t.field(i, 2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return absent
}

func (t table) uint32(i int) uint32 {
	if b := t.field(i, 4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (t table) uint64(i int, absent uint64) uint64 {
	if b := t.field(i, 8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return absent
}

// target returns where a field that is an offset points to, or -1.
func (t table) target(i int) int64 {
	b := t.field(i, 4)
	if b == nil {
		return -1
	}
	return int64(len(t.buf)-len(b)) + int64(binary.LittleEndian.Uint32(b))
}

// table returns a field that is a table.
func (t table) table(i int) (table, bool) { return tableAt(t.buf, t.target(i)) }

// vector returns how many elements of a size a field that is a vector has, none
// if it is absent, and whether all of them lie in the buffer.
func (t table) vector(i, size int) (int, bool) {
	at := t.target(i)
	if at < 0 {
		return 0, true
	}
	if at+4 > int64(len(t.buf)) {
		return 0, false
	}
	n := int64(binary.LittleEndian.Uint32(t.buf[at:]))
	if at+4+n*int64(size) > int64(len(t.buf)) {
		return 0, false
	}
	return int(n), true
}

// at returns the bytes of a vector, whose bounds have been checked, from one on.
func (t table) at(i, offset int) []byte { return t.buf[int(t.target(i))+4+offset:] }

// element returns a table of a vector of tables.
func (t table) element(i, k int) (table, bool) {
	b := t.at(i, 4*k)
	return tableAt(t.buf, int64(len(t.buf)-len(b))+int64(binary.LittleEndian.Uint32(b)))
}

// bytes returns a vector of bytes, nil if it is absent or out of bounds.
func (t table) bytes(i int) []byte {
	n, ok := t.vector(i, 1)
	if !ok || n == 0 {
		return nil
	}
	return t.at(i, 0)[:n]
}

func (t table) string(i int) string { return string(t.bytes(i)) }
