// Package kml reads KML documents (OGC 12-007r2) and KMZ, the same in a zip.
// Start with [Read] and [ReadZip].
//
// Each Placemark is a feature. Its properties are its ExtendedData (Data and
// SimpleData) and, where that has none of these names: name, description,
// styleUrl, folder (the names of the folders around it, joined by "/"), when (of
// a TimeStamp), begin and end (of a TimeSpan). A time stands for what it is
// written in and for all that lies in that.
//
// Nothing is fetched: of network links only those to other documents in the same
// KMZ are followed, and overlays, images and styles are left alone.
package kml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
)

// maxDepth is how deep elements may nest.
const maxDepth = 256

// Is reports whether bytes begin as a KML document does, as far as can be told:
// the root element may come late.
func Is(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<kml"))
}

// Read reads a document. Points and lines, which are not held, come out without
// their coordinates. Errors name the feature, the ring and the byte.
func Read(data []byte) (vector.Table, error) {
	t, _, err := read(data)
	return t, err
}

// read reads a document, and returns the addresses of its network links too.
func read(data []byte) (vector.Table, []string, error) {
	p := &parser{dec: xml.NewDecoder(bytes.NewReader(data)), b: vector.NewBuilder(vector.WGS84, len(data))}
	p.dec.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		enc, err := htmlindex.Get(label)
		if err != nil {
			return nil, fmt.Errorf("encoding %q is not known", label)
		}
		return enc.NewDecoder().Reader(in), nil
	}
	if err := p.document(); err != nil {
		return vector.Table{}, nil, err
	}
	return vector.Table{Name: p.name, Doc: p.b.Document()}, p.links, nil
}

// parser walks a document with a stack of the elements it is in.
type parser struct {
	dec    *xml.Decoder
	b      *vector.Builder
	name   string // of the first Document or Folder
	levels []level
	mark   *placemark // nil outside one
	links  []string   // addresses of network links
	begun  bool       // the root element has been met
}

// level is an element that the parser is in.
type level struct {
	tag    string
	folder string // names of folders down to here
	time   times
	key    string // of a Data or SimpleData
}

// times are a feature's, as written.
type times struct{ when, begin, end string }

func (p *parser) malformed(detail string) error {
	if p.mark != nil {
		return p.b.Fail(int(p.dec.InputOffset()), vector.ErrFormat, detail)
	}
	return vector.Malformed(int(p.dec.InputOffset()), detail)
}

func (p *parser) document() error {
	for {
		token, err := p.dec.Token()
		if err == io.EOF {
			if !p.begun {
				return vector.Truncated(int(p.dec.InputOffset()), "")
			}
			return nil
		}
		if err != nil {
			return p.wrong(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = p.start(token)
		case xml.EndElement:
			err = p.end(token.Name.Local)
		}
		if err != nil {
			return err
		}
	}
}

// wrong tells a document that ends too early from one that is no XML.
func (p *parser) wrong(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		if strings.Contains(syntax.Msg, "unexpected EOF") {
			if p.mark != nil {
				return p.b.Fail(int(p.dec.InputOffset()), geojson.ErrTruncated, "")
			}
			return vector.Truncated(int(p.dec.InputOffset()), "")
		}
		return p.malformed(syntax.Msg)
	}
	return p.malformed(err.Error())
}

func (p *parser) start(e xml.StartElement) error {
	tag := e.Name.Local
	if len(p.levels) == 0 && tag != "kml" {
		return p.malformed(fmt.Sprintf("the document is <%s>, not <kml>", tag))
	}
	if len(p.levels) == maxDepth {
		return p.malformed(fmt.Sprintf("elements nest deeper than %d", maxDepth))
	}
	p.begun = true
	l := level{tag: tag}
	up := p.top()
	if up != nil {
		l.folder, l.time = up.folder, up.time
	}
	switch tag {
	case "Placemark":
		if p.mark != nil {
			return p.malformed("a Placemark in a Placemark")
		}
		p.b.Begin(int(p.dec.InputOffset()))
		p.mark = &placemark{set: map[string]bool{}, folder: l.folder}
	case "name", "description", "styleUrl", "when", "begin", "end", "value", "SimpleData", "coordinates":
		return p.text(e)
	case "Data":
		l.key = attribute(e, "name")
	case "NetworkLink":
		return p.link(e)
	case "Style", "StyleMap", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Schema", "Region", "LookAt", "Camera":
		if err := p.dec.Skip(); err != nil {
			return p.wrong(err)
		}
		return nil
	default:
		if p.mark != nil {
			if err := p.mark.geometry(p, tag); err != nil {
				return err
			}
		}
	}
	p.levels = append(p.levels, l)
	return nil
}

func (p *parser) top() *level {
	if len(p.levels) == 0 {
		return nil
	}
	return &p.levels[len(p.levels)-1]
}

// in reports whether the element above the innermost has one of the tags.
func (p *parser) in(tags ...string) bool {
	if up := p.top(); up != nil {
		for _, t := range tags {
			if up.tag == t {
				return true
			}
		}
	}
	return false
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// text reads an element that holds text alone.
func (p *parser) text(e xml.StartElement) error {
	from := int(p.dec.InputOffset())
	var text strings.Builder
	for depth := 1; depth > 0; {
		token, err := p.dec.Token()
		if err != nil {
			if err == io.EOF {
				return vector.Truncated(from, "in "+e.Name.Local)
			}
			return p.wrong(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			text.Write(token)
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return p.malformed(fmt.Sprintf("elements nest deeper than %d", maxDepth))
			}
		case xml.EndElement:
			depth--
		}
	}
	value := strings.TrimSpace(text.String())
	up := p.top()
	if up == nil {
		return nil
	}
	switch tag := e.Name.Local; {
	case tag == "coordinates":
		if p.mark != nil {
			return p.mark.coordinates(p, text.String(), from)
		}
	case tag == "when" && up.tag == "TimeStamp", (tag == "begin" || tag == "end") && up.tag == "TimeSpan":
		p.setTime(tag, value)
	case p.mark == nil && tag == "name" && p.in("Document", "Folder"):
		if p.name == "" {
			p.name = value
		}
		if up.tag == "Folder" {
			up.folder = strings.TrimPrefix(up.folder+"/"+value, "/")
		}
	case p.mark == nil:
	case tag == "SimpleData":
		p.mark.give(p.b, attribute(e, "name"), value)
	case tag == "value" && up.tag == "Data":
		p.mark.give(p.b, up.key, value)
	case p.in("Placemark"):
		p.mark.own = append(p.mark.own, [2]string{tag, value})
	}
	return nil
}

// setTime keeps a time for the element that the TimeStamp or TimeSpan is of.
func (p *parser) setTime(tag, value string) {
	if len(p.levels) < 2 {
		return
	}
	of := &p.levels[len(p.levels)-2]
	switch tag {
	case "when":
		of.time.when = value
	case "begin":
		of.time.begin = value
	default:
		of.time.end = value
	}
}

func (p *parser) end(tag string) error {
	l := *p.top()
	p.levels = p.levels[:len(p.levels)-1]
	if p.mark == nil {
		return nil
	}
	if tag != "Placemark" {
		p.mark.leave(p, tag)
		return nil
	}
	m := p.mark
	for _, own := range append(m.own, [2]string{"folder", l.folder}, [2]string{"when", l.time.when},
		[2]string{"begin", l.time.begin}, [2]string{"end", l.time.end}) {
		if own[1] != "" {
			m.give(p.b, own[0], own[1])
		}
	}
	m.close(p.b)
	p.mark = nil
	return p.b.End()
}
