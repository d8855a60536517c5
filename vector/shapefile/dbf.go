package shapefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/salient-project/salient/vector"
)

// table is the attributes, a dBASE table (.dbf): fixed columns, a row a shape.
type table struct {
	data    []byte
	rows    int
	first   int // byte of the first row
	width   int // bytes of a row
	columns []column
	text    encoding.Encoding // nil: UTF-8
	guess   bool              // nobody said which encoding: text is UTF-8 where it can be
}

type column struct {
	name string
	kind byte
	at   int // byte in the row
	size int
}

// openTable reads the columns. cpg is what the .cpg says, empty without one.
func openTable(data []byte, cpg string) (*table, error) {
	const fixed, field = 32, 32
	if len(data) < fixed+1 {
		return nil, vector.Truncated(len(data), "in the header")
	}
	t := &table{
		data: data, rows: int(binary.LittleEndian.Uint32(data[4:])),
		first: int(binary.LittleEndian.Uint16(data[8:])), width: int(binary.LittleEndian.Uint16(data[10:])),
	}
	if err := t.encoding(cpg, data[29]); err != nil {
		return nil, err
	}
	at := 1 // a row begins with its mark of deletion
	for i := fixed; ; i += field {
		if i >= len(data) {
			return nil, vector.Truncated(len(data), "among the columns")
		}
		if data[i] == '\r' {
			break
		}
		if i+field > len(data) {
			return nil, vector.Truncated(len(data), "among the columns")
		}
		name, _, _ := bytes.Cut(data[i:i+11], []byte{0})
		c := column{name: t.string(name), kind: data[i+11], at: at, size: int(data[i+16])}
		if c.kind == 'C' {
			c.size += int(data[i+17]) << 8 // long texts keep the high byte where decimals are counted
		}
		at += c.size
		t.columns = append(t.columns, c)
	}
	if at > t.width {
		return nil, vector.Malformed(10, fmt.Sprintf("columns of %d bytes in rows of %d", at, t.width))
	}
	if end := int64(t.first) + int64(t.rows)*int64(t.width); end > int64(len(data)) {
		return nil, vector.Truncated(len(data), fmt.Sprintf("%d rows end at byte %d", t.rows, end))
	}
	return t, nil
}

// codePages are the language drivers of a dBASE header that name an encoding.
var codePages = map[byte]string{
	0x03: "windows-1252", 0x57: "windows-1252", 0x58: "windows-1252", 0x59: "windows-1252",
	0xc8: "windows-1250", 0xc9: "windows-1251", 0xca: "windows-1254", 0xcb: "windows-1253", 0x26: "ibm866", 0x65: "ibm866",
}

// encoding decides how text is read: as the .cpg says, as the table's header
// says, or UTF-8 where it can be and Windows-1252 (a superset of Latin-1) else.
func (t *table) encoding(cpg string, driver byte) error {
	name := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(cpg, "\ufeff")))
	if name == "" {
		if name = codePages[driver]; name == "" {
			t.guess = true
			name = "windows-1252"
		}
	}
	name = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(name, "ansi"), "oem"))
	switch name {
	case "utf-8", "utf8", "65001":
		return nil
	case "88591", "8859-1", "iso88591":
		name = "iso-8859-1"
	case "88595", "8859-5":
		name = "iso-8859-5"
	case "866":
		name = "ibm866"
	}
	if _, err := strconv.Atoi(name); err == nil {
		name = "windows-" + name // as in 1251
	}
	text, err := htmlindex.Get(name)
	if err != nil {
		return fmt.Errorf("encoding %q in the .cpg is not known", cpg)
	}
	t.text = text
	return nil
}

// string returns bytes of the table as text. What is not text in its encoding,
// such as the first half of a letter cut off by a column's width, is dropped.
func (t *table) string(b []byte) string {
	if t.text == nil || t.guess && utf8.Valid(b) {
		return strings.ToValidUTF8(string(b), "")
	}
	s, err := t.text.NewDecoder().String(string(b))
	if err != nil {
		return strings.ToValidUTF8(string(b), "")
	}
	return s
}

// set gives b the attributes of a row. Blank values are null, dates are written
// 2024-03-01, kinds of columns that maps do not use are left out.
func (t *table) set(row int, b *vector.Builder) error {
	if row >= t.rows {
		return b.Fail(-1, vector.ErrFormat, fmt.Sprintf("the .dbf has %d rows only", t.rows))
	}
	r := t.data[t.first+row*t.width:]
	for _, c := range t.columns {
		raw := r[c.at : c.at+c.size]
		text := bytes.Trim(raw, " \x00")
		switch c.kind {
		case 'C':
			if len(text) == 0 {
				b.Set(c.name, nil)
			} else {
				b.Set(c.name, t.string(bytes.TrimRight(raw, " \x00")))
			}
		case 'N', 'F':
			b.Set(c.name, numeric(string(text)))
		case 'D':
			if len(text) == 8 && text[0] != '0' {
				b.Set(c.name, fmt.Sprintf("%s-%s-%s", text[:4], text[4:6], text[6:]))
			} else {
				b.Set(c.name, nil)
			}
		case 'L':
			switch string(text) {
			case "T", "t", "Y", "y":
				b.Set(c.name, true)
			case "F", "f", "N", "n":
				b.Set(c.name, false)
			default:
				b.Set(c.name, nil)
			}
		case 'I':
			if len(raw) == 4 {
				b.Set(c.name, int64(int32(binary.LittleEndian.Uint32(raw))))
			}
		case 'O':
			if len(raw) == 8 {
				b.Set(c.name, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
			}
		}
	}
	return nil
}

// numeric reads a number written in text; what is none is null.
func numeric(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	if v, err := strconv.ParseFloat(text, 64); err == nil {
		return v
	}
	return nil
}
