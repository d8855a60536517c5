package plane

import (
	"bytes"
	"encoding/hex"
)

// Read reads a geometry in whatever form it comes: GeoJSON, well-known text, or
// well-known binary, also in hexadecimal digits. Nothing but blanks is an empty
// geometry.
func Read(data []byte) (Shapes, error) {
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	switch {
	case len(text) == 0:
		return Shapes{}, nil
	case text[0] == '{':
		return ReadGeoJSON(text)
	case data[0] <= 1:
		return ReadWKB(data)
	case text[0] == '0':
		digits := bytes.Join(bytes.Fields(text), nil)
		raw := make([]byte, hex.DecodedLen(len(digits)))
		if _, err := hex.Decode(raw, digits); err == nil {
			return ReadWKB(raw)
		}
	}
	return ReadWKT(string(text))
}
