package article

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/salient-project/salient/control"
)

// ErrTooLarge says that an article is longer than Options.MaxBytes.
var ErrTooLarge = errors.New("article too large")

// maxFile is the greatest file read into memory by default; longer plain text
// is for [Scan].
const maxFile = 256 << 20

// Open reads an article from a file's path, an http or https URL, or, for "-",
// from stdin. Errors name the source. A URL is fetched as [Fetch] says.
func Open(ctx context.Context, name string, stdin io.Reader, opts Options) (Document, error) {
	if low := strings.ToLower(name); strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "https://") {
		return Fetch(ctx, name, opts)
	}
	limit := opts.MaxBytes
	if limit <= 0 {
		limit = maxFile
	}
	if name == "-" {
		data, err := readLimited(stdin, limit)
		if err != nil {
			return Document{}, fmt.Errorf("standard input: %w", err)
		}
		return Parse("standard input", data, opts)
	}
	f, err := os.Open(name)
	if err != nil {
		return Document{}, err // names the file
	}
	defer f.Close()
	data, err := readLimited(f, limit)
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", name, err)
	}
	return Parse(name, data, opts)
}

// longText is from how many bytes on a plain text is long.
const longText = 1 << 20

// OpenLong is [Open] for texts of any length. A plain text of more than 1 MiB comes
// back as the document of its head, which tells its day and its title, with a reader
// of all of it for [Scan], to be closed. Anything else comes back whole, with a nil
// reader.
func OpenLong(ctx context.Context, name string, stdin io.Reader, opts Options) (Document, io.ReadCloser, error) {
	if low := strings.ToLower(name); strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "https://") {
		d, err := Fetch(ctx, name, opts)
		return d, nil, err
	}
	src := io.NopCloser(stdin)
	called := "standard input"
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return Document{}, nil, err // names the file
		}
		src, called = f, name
	}
	head := make([]byte, longText)
	n, err := io.ReadFull(src, head)
	head = head[:n]
	if err != nil { // all of it, or broken
		defer src.Close()
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return Document{}, nil, fmt.Errorf("%s: %w", called, err)
		}
		d, err := Parse(called, head, opts)
		return d, nil, err
	}
	all := struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), src), src}
	format := opts.Format
	if format == Auto {
		format = sniff(called, head)
	}
	if format != Text {
		defer src.Close()
		limit := opts.MaxBytes
		if limit <= 0 {
			limit = maxFile
		}
		data, err := readLimited(all, limit)
		if err != nil {
			return Document{}, nil, fmt.Errorf("%s: %w", called, err)
		}
		d, err := Parse(called, data, opts)
		return d, nil, err
	}
	opts.Format = Text
	d, err := Parse(called, head[:bytes.LastIndexByte(head[:64<<10], '\n')+1], opts)
	if errors.Is(err, ErrNoText) && bytes.IndexByte(head[:8192], 0) < 0 { // a long stretch of blanks, or no line ends
		d, err = Document{Published: opts.Published}, nil
		if !opts.PublishedSet {
			d.Published = control.NoDay
		}
	}
	if err != nil {
		src.Close()
		return Document{}, nil, err
	}
	return d, all, nil
}

// readLimited reads all of r, or fails with ErrTooLarge past limit bytes.
func readLimited(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	return data, nil
}
