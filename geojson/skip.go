package geojson

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// maxDepth is how deep arrays and objects may nest: far more than any GeoJSON,
// less than encoding/json's 10,000.
const maxDepth = 512

// blank returns the offset of the first byte at or after i that is not JSON
// white space. Indented files are half blanks, so runs of spaces go by the word.
func blank(b []byte, i int) int {
	for uint(i) < uint(len(b)) {
		switch b[i] {
		case ' ':
			for i+8 <= len(b) {
				x := binary.LittleEndian.Uint64(b[i:]) ^ 0x2020202020202020
				if x != 0 {
					i += bits.TrailingZeros64(x) >> 3
					break
				}
				i += 8
			}
			if uint(i) < uint(len(b)) && b[i] == ' ' {
				i++
			}
		case '\n', '\r', '\t':
			i++
		default:
			return i
		}
	}
	return i
}

// skipString returns the offset behind the string whose opening quote is b[i].
func (p *Parser) skipString(i int) (int, error) {
	b := p.data
	i++
	for i < len(b) {
		switch c := b[i]; {
		case c == '"':
			return i + 1, nil
		case c < 0x20:
			return 0, p.fail(i, ErrSyntax, "control character in a string")
		case c != '\\':
			i++
		default:
			i++
			if i >= len(b) {
				return 0, p.fail(i, ErrTruncated, "")
			}
			if b[i] == 'u' {
				for k := 1; k <= 4; k++ {
					if i+k >= len(b) {
						return 0, p.fail(i+k, ErrTruncated, "")
					}
					if c := b[i+k]; !(c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'f') {
						return 0, p.unexpected(i+k, "a hexadecimal digit")
					}
				}
				i += 5
			} else if bytes.IndexByte([]byte(`"\/bfnrt`), b[i]) >= 0 {
				i++
			} else {
				return 0, p.unexpected(i, "an escape")
			}
		}
	}
	return 0, p.fail(i, ErrTruncated, "in a string")
}

// skipValue checks the JSON value at or after i and returns the offset behind it.
func (p *Parser) skipValue(i, depth int) (int, error) {
	if depth > maxDepth {
		return 0, p.fail(i, ErrDepth, "")
	}
	b := p.data
	i = blank(b, i)
	if i >= len(b) {
		return 0, p.fail(i, ErrTruncated, "")
	}
	switch c := b[i]; {
	case c == '"':
		return p.skipString(i)
	case c == '{':
		return p.object(i, func(_ []byte, at int) (int, error) { return p.skipValue(at, depth+1) })
	case c == '[':
		return p.array(i, func(at int) (int, error) { return p.skipValue(at, depth+1) })
	case c == 't':
		return p.literal(i, "true")
	case c == 'f':
		return p.literal(i, "false")
	case c == 'n':
		return p.literal(i, "null")
	case c == '-' || c-'0' <= 9:
		end, ok := scanNumber(b, i)
		if !ok {
			return 0, p.unexpected(end, "a digit")
		}
		return end, nil
	}
	return 0, p.unexpected(i, "a value")
}

func (p *Parser) literal(i int, word string) (int, error) {
	for k := range len(word) {
		if i+k >= len(p.data) || p.data[i+k] != word[k] {
			return 0, p.unexpected(i+k, word)
		}
	}
	return i + len(word), nil
}

// object walks the object whose brace is b[i]. It calls member with each raw
// key, quotes dropped, and the offset of the value; member returns the offset
// behind the value.
func (p *Parser) object(i int, member func(key []byte, at int) (int, error)) (int, error) {
	b := p.data
	i = blank(b, i+1)
	if i < len(b) && b[i] == '}' {
		return i + 1, nil
	}
	for {
		if i >= len(b) || b[i] != '"' {
			return 0, p.unexpected(i, "a member name")
		}
		end, err := p.skipString(i)
		if err != nil {
			return 0, err
		}
		key := b[i+1 : end-1]
		i = blank(b, end)
		if i >= len(b) || b[i] != ':' {
			return 0, p.unexpected(i, `":"`)
		}
		if i, err = member(key, blank(b, i+1)); err != nil {
			return 0, err
		}
		i = blank(b, i)
		switch {
		case i < len(b) && b[i] == ',':
			i = blank(b, i+1)
		case i < len(b) && b[i] == '}':
			return i + 1, nil
		default:
			return 0, p.unexpected(i, `"," or "}"`)
		}
	}
}

// array walks the array whose bracket is b[i]. It calls element with the offset
// of each value; element returns the offset behind it.
func (p *Parser) array(i int, element func(at int) (int, error)) (int, error) {
	b := p.data
	i = blank(b, i+1)
	if i < len(b) && b[i] == ']' {
		return i + 1, nil
	}
	for {
		var err error
		if i, err = element(i); err != nil {
			return 0, err
		}
		i = blank(b, i)
		switch {
		case i < len(b) && b[i] == ',':
			i = blank(b, i+1)
		case i < len(b) && b[i] == ']':
			return i + 1, nil
		default:
			return 0, p.unexpected(i, `"," or "]"`)
		}
	}
}
