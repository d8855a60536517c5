package geojson

import (
	"encoding/json"
	"strconv"
)

// Properties is a feature's properties object, raw and already checked. Lookups
// scan it: they suit a few short members.
type Properties []byte

// Raw returns the raw JSON value of a member, the last where it comes twice,
// or nil.
func (ps Properties) Raw(name string) []byte {
	if len(ps) == 0 || ps[0] != '{' {
		return nil
	}
	p := Parser{data: ps, feature: -1, ring: -1}
	var found []byte
	_, err := p.object(0, func(key []byte, at int) (int, error) {
		end, err := p.skipValue(at, 1)
		if err == nil && (string(key) == name || unescape(key) == name) {
			found = ps[at:end]
		}
		return end, err
	})
	if err != nil {
		return nil
	}
	return found
}

// String returns a string member, unescaped, and whether it is one.
func (ps Properties) String(name string) (string, bool) {
	raw := ps.Raw(name)
	if len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	return unescape(raw[1 : len(raw)-1]), true
}

// Number returns a number member and whether it is one.
func (ps Properties) Number(name string) (float64, bool) {
	raw := ps.Raw(name)
	if len(raw) == 0 || raw[0] != '-' && raw[0]-'0' > 9 {
		return 0, false
	}
	v, err := strconv.ParseFloat(string(raw), 64)
	return v, err == nil
}

// unescape returns the text of a raw JSON string without its quotes.
func unescape(raw []byte) string {
	for _, c := range raw {
		if c == '\\' {
			var s string
			quoted := append(append([]byte{'"'}, raw...), '"')
			if json.Unmarshal(quoted, &s) == nil {
				return s
			}
			break
		}
	}
	return string(raw)
}
