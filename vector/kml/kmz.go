package kml

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/vector"
)

// maxTotal is how many bytes the documents of a KMZ may unpack to.
const maxTotal = 256 << 20

// ReadZip reads a KMZ of so many bytes: its doc.kml and the documents in the zip
// that this links to, as GDAL writes layers or, where there is no doc.kml at the
// top, every .kml in it. Each is a table; those without features are left out
// where others have some.
func ReadZip(r io.ReaderAt, size int64) ([]vector.Table, error) {
	z := zipped{docs: map[string][]byte{}, seen: map[string]bool{}}
	wanted := func(name string) bool { return strings.EqualFold(path.Ext(name), ".kml") }
	err := archive.WalkZip(context.Background(), "zip", r, size, archive.Options{MaxTotal: maxTotal, Wanted: wanted}, func(e archive.Entry) error {
		z.names = append(z.names, e.Name)
		z.docs[e.Name] = bytes.Clone(e.Data)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(z.names) == 0 {
		return nil, errors.New("no .kml in the zip")
	}
	for _, name := range z.roots() {
		if err := z.read(name); err != nil {
			return nil, err
		}
	}
	return z.tables()
}

// zipped is a KMZ being read.
type zipped struct {
	names []string // of documents, in the zip's order
	docs  map[string][]byte
	seen  map[string]bool
	all   []vector.Table
}

// roots returns the documents to begin with.
func (z *zipped) roots() []string {
	for _, name := range z.names {
		if strings.EqualFold(name, "doc.kml") {
			return []string{name}
		}
	}
	return z.names
}

// read reads a document and those that it links to, each once.
func (z *zipped) read(name string) error {
	doc, ok := z.docs[name]
	if !ok || z.seen[name] {
		return nil // elsewhere on the network, or read already
	}
	z.seen[name] = true
	t, links, err := read(doc)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	z.all = append(z.all, t)
	for _, link := range links {
		if err := z.read(path.Join(path.Dir(name), link)); err != nil {
			return err
		}
	}
	return nil
}

// tables returns the tables with features or, if none has any, the first.
func (z *zipped) tables() ([]vector.Table, error) {
	var out []vector.Table
	for _, t := range z.all {
		if len(t.Doc.Features) > 0 {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		out = z.all[:1]
	}
	return out, nil
}

// link keeps the address of a network link.
func (p *parser) link(e xml.StartElement) error {
	var l struct {
		Link string `xml:"Link>href"`
		URL  string `xml:"Url>href"` // KML 2.0
	}
	if err := p.dec.DecodeElement(&l, &e); err != nil {
		return p.wrong(err)
	}
	for _, address := range []string{l.Link, l.URL} {
		if address = strings.TrimSpace(address); address != "" {
			p.links = append(p.links, address)
		}
	}
	return nil
}
