package article

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
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
