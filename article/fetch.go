package article

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// ErrForbiddenAddress says that a URL leads to an address that is not public:
// loopback, private, link-local, multicast or otherwise reserved.
var ErrForbiddenAddress = errors.New("address is not public")

// StatusError is an answer other than 200.
type StatusError struct {
	URL    string
	Status int
}

// Error names the page and its status.
func (e *StatusError) Error() string {
	return fmt.Sprintf("%s: the server answered %d %s", e.URL, e.Status, http.StatusText(e.Status))
}

const (
	fetchTimeout = 20 * time.Second // for everything, redirects included
	maxRedirects = 5
	maxPage      = 16 << 20
	userAgent    = "Salient/1 (article reader; +https://github.com/salient-project/salient)"
)

// Fetch reads an article from an http or https URL within 20 seconds and at
// most Options.MaxBytes (16 MiB when 0), over at most five redirects.
//
// Addresses that are not public are refused where the connection is made, after
// the name is resolved, so that neither a redirect nor a name that points
// inwards reaches them: the error wraps [ErrForbiddenAddress]. An answer other
// than 200 is a [*StatusError]; a page that is no text wraps [ErrNoText].
func Fetch(ctx context.Context, page string, opts Options) (Document, error) {
	u, err := url.Parse(page)
	if err != nil {
		return Document{}, fmt.Errorf("%s: not a URL: %w", page, err)
	}
	if err := allowedURL(u); err != nil {
		return Document{}, fmt.Errorf("%s: %w", page, err)
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", page, err)
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9")
	req.Header.Set("Accept-Language", "en")
	client := newClient(opts.AllowLoopback)
	defer client.CloseIdleConnections()
	resp, err := client.Do(req)
	if err != nil {
		return Document{}, fmt.Errorf("%s: fetch: %w", page, cause(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return Document{}, &StatusError{page, resp.StatusCode}
	}
	limit := opts.MaxBytes
	if limit <= 0 {
		limit = maxPage
	}
	data, err := readLimited(resp.Body, limit)
	if err != nil {
		return Document{}, fmt.Errorf("%s: fetch: %w", page, err)
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
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
	opts.URL = resp.Request.URL.String()
	return Parse(page, data, opts)
}

// cause drops the URL that net/http wraps around an error: ours names it.
func cause(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

func allowedURL(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("scheme %q: want http or https", u.Scheme)
	}
	if u.Hostname() == "" {
		return errors.New("no host in URL")
	}
	if u.User != nil {
		return errors.New("URL carries a password or user name")
	}
	return nil
}

// newClient returns a client that dials public addresses only. It takes no
// proxy from the environment: a proxy would dial for us, unguarded.
func newClient(loopback bool) *http.Client {
	dialer := &net.Dialer{
		Timeout: 10 * time.Second,
		Control: func(_, address string, _ syscall.RawConn) error {
			ap, err := netip.ParseAddrPort(address)
			if err != nil {
				return fmt.Errorf("%s: %w", address, ErrForbiddenAddress)
			}
			if !public(ap.Addr()) && !(loopback && ap.Addr().Unmap().IsLoopback()) {
				return fmt.Errorf("%s: %w", ap.Addr(), ErrForbiddenAddress)
			}
			return nil
		},
	}
	return &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  15 * time.Second,
			MaxResponseHeaderBytes: 1 << 20,
			ForceAttemptHTTP2:      true,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fmt.Errorf("more than %d redirects", maxRedirects)
			}
			return allowedURL(req.URL)
		},
	}
}

// reserved are ranges that are not public besides those the netip methods know
// (IANA special-purpose registries).
var reserved = func() (out []netip.Prefix) {
	for _, p := range strings.Fields(`0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15
		198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fec0::/10`) {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}()

// public reports whether an address may be fetched from.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || a.Zone() != "" || !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
