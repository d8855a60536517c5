// Package article loads news text from plain text, Markdown, HTML, a URL or
// standard input, and hands it on as blocks with their places in the text.
//
// Start with [Open] for a file, a URL or "-"; [Parse] where the bytes are at
// hand; [Scan] to read a long plain text block by block in constant memory.
//
// Offsets count Unicode code points of [Document.Text], the text as shown, so
// that a slice of it in any language that counts code points gives the words.
package article

import (
	"iter"
	"strings"

	"github.com/salient-project/salient/control"
)

// Kind says what a block is to its reader.
type Kind uint8

// The kinds of block.
const (
	Paragraph Kind = iota
	Heading        // a short line without a sentence's end
	Bullet         // an entry of a list
	Dateline       // a publication line, or the place and date that open a dispatch
	Furniture      // share lines, reading times, tags: left aside
)

// String names the kind.
func (k Kind) String() string {
	return [...]string{"paragraph", "heading", "bullet", "dateline", "furniture"}[k]
}

// Block is a run of text that belongs together: a paragraph, a heading, an
// entry of a list.
type Block struct {
	Kind  Kind
	Start int    // code points before the block in the text
	Text  string // as it stands in the text, without the blank around it
}

// Document is an article ready to read.
type Document struct {
	Text      string      // as shown: line ends are \n, markup is gone
	Title     string      // from metadata, else empty
	Byline    string      // from metadata, else empty
	Site      string      // from metadata, else empty
	URL       string      // where it came from, else empty
	Dateline  string      // the publication line, as worded, else empty
	Published control.Day // NoDay where nothing tells it

	// PublishedFrom says what told the day: "option", "metadata", "dateline",
	// or empty.
	PublishedFrom string
}

// Options say how to read an article. The zero value is for a file of unknown
// format.
type Options struct {
	Format    Format      // Auto: told by name and content
	Published control.Day // overrides what the article says, where PublishedSet
	// PublishedSet marks Published as given.
	PublishedSet bool
	URL          string // of the page, for HTML
	// AllowLoopback lets [Open] fetch from loopback addresses: for tests.
	AllowLoopback bool
	// MaxBytes limits what is read from a URL or a file; 0: 16 MiB for a URL
	// and 256 MiB for a file.
	MaxBytes int64
}

// Blocks yields the document's blocks in order.
func (d Document) Blocks() iter.Seq[Block] {
	return func(yield func(Block) bool) {
		s := Scan(strings.NewReader(d.Text))
		for s.Next() {
			if !yield(s.Block()) {
				return
			}
		}
	}
}
