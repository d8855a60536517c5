package article

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"time"

	"github.com/salient-project/salient/fetch"
)

// ErrForbiddenAddress says that a URL leads to an address that is not public:
// loopback, private, link-local, multicast or otherwise reserved.
var ErrForbiddenAddress = fetch.ErrAddress

// StatusError is an answer other than 200.
type StatusError = fetch.StatusError

// fetchTimeout is for everything, redirects included.
const fetchTimeout = 20 * time.Second

// Fetch reads an article from an http or https URL within 20 seconds and at
// most Options.MaxBytes (16 MiB when 0), with the guards of package fetch.
//
// Addresses that are not public are refused where the connection is made: the
// error wraps [ErrForbiddenAddress]. An answer other than 200 is a
// [*StatusError]; a page that is too long wraps [ErrTooLarge], one that is no
// text [ErrNoText].
func Fetch(ctx context.Context, page string, opts Options) (Document, error) {
	got, err := fetch.Get(ctx, page, fetch.Options{
		MaxBytes: opts.MaxBytes, Timeout: fetchTimeout, AllowLoopback: opts.AllowLoopback,
		Accept: "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9", Language: "en",
	})
	var status *StatusError
	var wrapped *url.Error
	switch {
	case errors.As(err, &status):
		return Document{}, status
	case errors.Is(err, fetch.ErrTooLarge):
		return Document{}, fmt.Errorf("%s: fetch: %w", page, ErrTooLarge)
	case errors.As(err, &wrapped): // its own text would name the address again
		return Document{}, fmt.Errorf("%s: fetch: %w", page, wrapped.Err)
	case err != nil:
		return Document{}, fmt.Errorf("fetch: %w", err)
	}
	kind, _, _ := mime.ParseMediaType(got.ContentType)
	switch {
	case opts.Format != Auto:
	case kind == "text/html", kind == "application/xhtml+xml":
		opts.Format = HTML
	case kind == "text/markdown":
		opts.Format = Markdown
	case kind == "text/plain":
		opts.Format = Text
	case kind == "":
	default:
		return Document{}, fmt.Errorf("%s: the page is %s: %w", page, kind, ErrNoText)
	}
	opts.URL = got.URL
	return Parse(page, got.Body, opts)
}
