package article

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/salient-project/salient/control"
)

// Format is how an article's bytes are to be read.
type Format uint8

// The formats. Auto goes by the name's ending, else by the content.
const (
	Auto Format = iota
	Text
	Markdown
	HTML
)

// ErrNoText says that nothing readable was found.
var ErrNoText = errors.New("no text found")

// Parse reads an article from its bytes. The name serves errors and, with
// [Auto], tells the format by its ending: .md and .markdown, .html, .htm and
// .xhtml; anything else is looked at.
//
// Bytes that are not UTF-8 become U+FFFD; a page's own declared encoding is
// honored for HTML.
func Parse(name string, data []byte, opts Options) (Document, error) {
	format := opts.Format
	if format == Auto {
		format = sniff(name, data)
	}
	if format != HTML && bytes.IndexByte(data[:min(len(data), 8192)], 0) >= 0 {
		return Document{}, fmt.Errorf("%s: not text: it holds zero bytes: %w", name, ErrNoText)
	}
	var d Document
	var err error
	switch format {
	case HTML:
		d, err = parseHTML(name, data, opts.URL)
	case Markdown:
		d = parseMarkdown(data)
	default:
		d = Document{Text: normalize(data), Published: control.NoDay}
	}
	if err != nil {
		return Document{}, err
	}
	if strings.TrimSpace(d.Text) == "" {
		return Document{}, fmt.Errorf("%s: %w", name, ErrNoText)
	}
	d.URL = opts.URL
	if d.Published == control.NoDay {
		d.readDateline()
	}
	if opts.PublishedSet {
		d.Published, d.PublishedFrom = opts.Published, "option"
	}
	return d, nil
}

// normalize makes line ends \n and the text valid UTF-8.
func normalize(data []byte) string {
	s := string(data)
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return s
}

func sniff(name string, data []byte) Format {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return Markdown
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".txt", ".text":
		return Text
	}
	head := strings.ToLower(string(data[:min(len(data), 1024)]))
	head = strings.TrimLeft(head, "\ufeff \t\r\n")
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<article", "<?xml", "<!--"} {
		if strings.HasPrefix(head, mark) {
			return HTML
		}
	}
	return Text
}
