package geojson

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// Parser scans documents one after another and reuses its buffers. The zero
// value is ready. It may not be used from two goroutines at once.
type Parser struct {
	// Wrappers names top-level members in which the document may lie instead of
	// at the top, as in {"value": {"type": "FeatureCollection", …}}.
	Wrappers []string

	// Keep names top-level members whose raw values [Document.Members] returns.
	Keep []string

	// Fine asks for [Document.Fine].
	Fine bool

	// Remember has the parser keep a copy of each document that it scanned, of
	// up to 16 MiB, for the next: what that repeats byte for byte is not scanned
	// again. It changes nothing but the time taken and the memory.
	Remember bool

	data    []byte
	doc     Document
	ends    []int32 // of each point, offset behind its position, if Remember
	past    past
	feature int // being scanned, -1 outside
	ring    int // being scanned within the feature, -1 outside
	point0  int // number of the first point of the array being scanned
}

// Parse scans one document. The result points into data and into the parser's
// own buffers: it is valid until the next call and as long as data is. An error
// is always an [*Error].
func (p *Parser) Parse(data []byte) (*Document, error) {
	p.begin(data)
	i := blank(data, afterBOM(data))
	end, err := p.text(i)
	if err != nil {
		return nil, p.withCRS(err)
	}
	if end = blank(data, end); end < len(data) {
		return nil, p.unexpected(end, "the end of the file")
	}
	if p.Remember {
		p.past.keep(p)
	}
	return &p.doc, nil
}

// ParseSequence scans documents that follow each other, most often a Feature
// each: a GeoJSON text sequence (RFC 8142), in which a record separator stands
// before each, or one on each line. The result holds the features of all.
func (p *Parser) ParseSequence(data []byte) (*Document, error) {
	p.begin(data)
	next := func(i int) int {
		for i = blank(data, i); i < len(data) && data[i] == recordSeparator; {
			i = blank(data, i+1)
		}
		return i
	}
	for i := next(afterBOM(data)); ; {
		end, err := p.text(i)
		if err != nil {
			return nil, p.withCRS(err)
		}
		if i = next(end); i >= len(data) {
			return &p.doc, nil
		}
	}
}

const recordSeparator = 0x1e

// afterBOM returns the offset behind the byte order mark that some programs put
// before UTF-8, which RFC 8259 permits to ignore.
func afterBOM(data []byte) int {
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return 3
	}
	return 0
}

// withCRS names the coordinate reference system, if the file does, to an error
// of a coordinate that is out of range: most often that is why.
func (p *Parser) withCRS(err error) error {
	var e *Error
	if !errors.As(err, &e) || e.Cause != ErrRange {
		return err
	}
	if p.doc.CRS == "" { // it may stand behind the features
		if _, after, ok := bytes.Cut(p.data, []byte(`"crs"`)); ok {
			at := blank(p.data, len(p.data)-len(after))
			if at < len(p.data) && p.data[at] == ':' {
				_, _ = p.crs(blank(p.data, at+1)) // what cannot be read has no name
			}
		}
	}
	if p.doc.CRS != "" {
		e.Detail += fmt.Sprintf(", in degrees; the file's coordinate reference system is %q", p.doc.CRS)
	}
	return err
}

func (p *Parser) begin(data []byte) {
	p.data, p.feature, p.ring = data, -1, -1
	p.ends = p.ends[:0]
	p.past.rewind(p)
	d := &p.doc
	*d = Document{Features: d.Features[:0], Rings: d.Rings[:0], Points: d.Points[:0], Members: d.Members[:0], Fine: d.Fine[:0]}
}

// text scans the document at i and returns the offset behind it.
func (p *Parser) text(i int) (int, error) {
	if i >= len(p.data) {
		return 0, p.fail(i, ErrTruncated, "no content")
	}
	switch p.data[i] {
	case '{':
	case '<':
		return 0, p.fail(i, ErrHTML, "")
	default:
		if _, err := p.skipValue(i, 0); err != nil {
			return 0, err
		}
		return 0, p.fail(i, ErrShape, "want an object")
	}
	end, found, err := p.document(i, true)
	if err != nil {
		return 0, err
	}
	if !found {
		return 0, p.fail(i, ErrShape, p.complaint())
	}
	return end, nil
}

// complaint says what a document that holds no GeoJSON holds instead: a
// server's own error message if there is one.
func (p *Parser) complaint() string {
	for _, m := range p.doc.Members {
		if m.Name == "error" || m.Name == "message" {
			return fmt.Sprintf("%s: %.200s", m.Name, m.Value)
		}
	}
	return "no type member"
}

// document scans the object at i as a FeatureCollection, Feature or geometry
// and reports whether it was one.
func (p *Parser) document(i int, top bool) (end int, found bool, err error) {
	var kind []byte
	var g geometry
	f := Feature{Offset: i}
	features, single, wrapped := false, -1, false
	end, err = p.object(i, func(key []byte, at int) (int, error) {
		switch string(key) {
		case "type":
			if kind != nil {
				return 0, p.fail(at, ErrShape, "two type members")
			}
			end, err := p.wantString(at, &kind)
			g.setType(kind)
			return end, err
		case "features":
			if features {
				return 0, p.fail(at, ErrShape, "two features members")
			}
			features = true
			return p.features(at)
		case "crs":
			return p.crs(at)
		case "exceededTransferLimit":
			return p.flag(at, &p.doc.More)
		case "properties":
			return p.properties(at, &f)
		case "geometry":
			if single >= 0 {
				return 0, p.fail(at, ErrShape, "two geometry members")
			}
			single = at
			return p.skipValue(at, 1)
		case "coordinates", "geometries":
			return p.geometryMember(key, at, &g, true)
		}
		name := string(key)
		if top && slices.Contains(p.Wrappers, name) && at < len(p.data) && p.data[at] == '{' {
			end, ok, err := p.document(at, false)
			wrapped = wrapped || ok
			return end, err
		}
		end, err := p.skipValue(at, 1)
		if err == nil && (slices.Contains(p.Keep, name) || name == "error" || name == "message") {
			p.doc.Members = append(p.doc.Members, Member{name, p.data[at:end]})
		}
		return end, err
	})
	if err != nil {
		return 0, false, err
	}
	switch {
	case wrapped:
		return end, true, nil
	case string(kind) == "FeatureCollection":
		if !features {
			return 0, false, p.fail(i, ErrShape, "a FeatureCollection without features")
		}
		return end, true, nil
	case features:
		return 0, false, p.fail(i, ErrShape, "features, but the type is not FeatureCollection")
	case string(kind) == "Feature":
		p.feature = len(p.doc.Features)
		if single >= 0 {
			if _, err := p.geometry(single, &f); err != nil {
				return 0, false, err
			}
		}
		p.feature = -1
		p.doc.Features = append(p.doc.Features, f)
		return end, true, nil
	case g.known:
		p.feature = len(p.doc.Features)
		if err := p.finishGeometry(i, &g, &f, 0); err != nil {
			return 0, false, err
		}
		p.feature = -1
		p.doc.Features = append(p.doc.Features, f)
		return end, true, nil
	case kind != nil:
		return 0, false, p.fail(i, ErrShape, fmt.Sprintf("type %q", kind))
	}
	return end, false, nil
}

// features scans the array of a collection.
func (p *Parser) features(i int) (int, error) {
	if i >= len(p.data) || p.data[i] != '[' {
		return 0, p.notShape(i, "features: want an array")
	}
	defer func() { p.feature = -1 }()
	return p.array(i, func(at int) (int, error) {
		p.feature = len(p.doc.Features)
		return p.oneFeature(at)
	})
}

// oneFeature scans one element of a collection.
func (p *Parser) oneFeature(i int) (int, error) {
	if i >= len(p.data) || p.data[i] != '{' {
		return 0, p.notShape(i, "want a Feature")
	}
	f := Feature{Offset: i}
	var kind []byte
	seen := false
	end, err := p.object(i, func(key []byte, at int) (int, error) {
		switch string(key) {
		case "type":
			return p.wantString(at, &kind)
		case "geometry":
			if seen {
				return 0, p.fail(at, ErrShape, "two geometry members")
			}
			seen = true
			return p.geometry(at, &f)
		case "properties":
			return p.properties(at, &f)
		}
		return p.skipValue(at, 2)
	})
	if err != nil {
		return 0, err
	}
	if string(kind) != "Feature" {
		return 0, p.fail(i, ErrShape, fmt.Sprintf("type %q, want Feature", kind))
	}
	p.doc.Features = append(p.doc.Features, f)
	return end, nil
}

// properties keeps the object at i raw, and takes null for none.
func (p *Parser) properties(i int, f *Feature) (int, error) {
	end, err := p.skipValue(i, 3)
	if err != nil {
		return 0, err
	}
	switch p.data[i] {
	case '{':
		f.Properties = Properties(p.data[i:end])
	case 'n':
	default:
		return 0, p.fail(i, ErrShape, "properties: want an object or null")
	}
	return end, nil
}

// crs keeps the name of a named coordinate reference system (GeoJSON 2008).
func (p *Parser) crs(i int) (int, error) {
	end, err := p.skipValue(i, 1)
	if err != nil || p.data[i] != '{' {
		return end, err
	}
	crs := Properties(p.data[i:end])
	kind, _ := crs.String("type")
	name, ok := Properties(crs.Raw("properties")).String("name")
	if !ok {
		name = fmt.Sprintf("unnamed, of type %q", kind)
	}
	p.doc.CRS = name
	return end, nil
}

func (p *Parser) flag(i int, to *bool) (int, error) {
	end, err := p.skipValue(i, 1)
	if err == nil && string(p.data[i:end]) == "true" {
		*to = true
	}
	return end, err
}

// wantString sets *to to the raw string at i, quotes dropped.
func (p *Parser) wantString(i int, to *[]byte) (int, error) {
	end, err := p.skipValue(i, 1)
	if err != nil {
		return 0, err
	}
	if p.data[i] != '"' {
		return 0, p.fail(i, ErrShape, "type: want a string")
	}
	*to = p.data[i+1 : end-1]
	return end, nil
}

// notShape tells broken JSON from JSON of another shape at i.
func (p *Parser) notShape(i int, detail string) error {
	if _, err := p.skipValue(i, 2); err != nil {
		return err
	}
	return p.fail(i, ErrShape, detail)
}
