// Package fetch gets pages and maps over HTTP without being led astray: it
// refuses addresses that are not on the public internet, bounds size and time,
// and follows few redirects.
//
// Start with [Get] for one document, [NewClient] where more control is needed.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Errors of this package, wrapped with the address they concern.
var (
	ErrAddress  = errors.New("address is not on the public internet")
	ErrScheme   = errors.New("only http and https are fetched")
	ErrTooLarge = errors.New("document is too large")
	ErrStatus   = errors.New("server answered")
)

// StatusError is an answer other than 200. It wraps [ErrStatus].
type StatusError struct {
	URL    string
	Status int
}

// Error names the page and its status.
func (e *StatusError) Error() string {
	return fmt.Sprintf("%s: the server answered %d %s", e.URL, e.Status, http.StatusText(e.Status))
}

// Unwrap returns [ErrStatus].
func (e *StatusError) Unwrap() error { return ErrStatus }

// Options bound a fetch. The zero value is ready.
type Options struct {
	MaxBytes int64         // of the document, unpacked; 0: 16 MiB
	Timeout  time.Duration // of the whole exchange; 0: 30 s
	// AllowLoopback permits addresses of this machine: for tests against a
	// local server.
	AllowLoopback bool
	UserAgent     string // empty: salient's own
	Accept        string // empty: anything
	Language      string // Accept-Language; empty: any
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes <= 0 {
		return 16 << 20
	}
	return o.MaxBytes
}

const (
	maxRedirects     = 5
	defaultUserAgent = "salient (checks published maps and articles)"
)

// Document is what a server sent.
type Document struct {
	URL         string // after redirects
	ContentType string
	Header      http.Header
	Body        []byte
}

// Get fetches one document with status 200.
func Get(ctx context.Context, address string, o Options) (Document, error) {
	if err := checkURL(address); err != nil {
		return Document{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", address, err)
	}
	if o.UserAgent == "" {
		o.UserAgent = defaultUserAgent
	}
	req.Header.Set("User-Agent", o.UserAgent)
	if o.Accept != "" {
		req.Header.Set("Accept", o.Accept)
	}
	if o.Language != "" {
		req.Header.Set("Accept-Language", o.Language)
	}
	client := NewClient(o)
	defer client.CloseIdleConnections()
	resp, err := client.Do(req)
	if err != nil {
		return Document{}, err // names the method and the address
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return Document{}, &StatusError{URL: address, Status: resp.StatusCode}
	}
	if resp.ContentLength > o.maxBytes() {
		return Document{}, fmt.Errorf("%s: %w: %d bytes announced, over %d", address, ErrTooLarge, resp.ContentLength, o.maxBytes())
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, o.maxBytes()+1))
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", address, err)
	}
	if int64(len(body)) > o.maxBytes() {
		return Document{}, fmt.Errorf("%s: %w: over %d bytes", address, ErrTooLarge, o.maxBytes())
	}
	return Document{URL: resp.Request.URL.String(), ContentType: resp.Header.Get("Content-Type"), Header: resp.Header, Body: body}, nil
}

// NewClient returns an HTTP client with the same guards. The address that a
// name resolves to is checked when it is dialed, so that neither a redirect nor
// a name server can lead inside.
func NewClient(o Options) *http.Client {
	timeout := o.Timeout
	if timeout <= 0 {
		timeout = 30 * time.Second
	}
	dialer := &net.Dialer{
		Timeout: 10 * time.Second,
		Control: func(_, address string, _ syscall.RawConn) error { return checkAddress(address, o.AllowLoopback) },
	}
	return &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			Proxy:                  nil, // a proxy would dial for us, unguarded
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  20 * time.Second,
			MaxResponseHeaderBytes: 1 << 20,
			ForceAttemptHTTP2:      true,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        30 * time.Second,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return fmt.Errorf("stopped after %d redirects", maxRedirects)
			}
			return checkURL(req.URL.String())
		},
	}
}

func checkURL(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("%s: %w", address, ErrScheme)
	}
	if u.User != nil {
		return fmt.Errorf("%s: a password in an address is not sent: %w", u.Redacted(), ErrScheme)
	}
	return nil
}

// checkAddress refuses what is not a public unicast address.
func checkAddress(address string, allowLoopback bool) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s: %w", address, ErrAddress)
	}
	ip := ap.Addr().Unmap()
	if ip.IsLoopback() && allowLoopback {
		return nil
	}
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Zone() != "" {
		return fmt.Errorf("%s: %w", address, ErrAddress)
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return fmt.Errorf("%s: %w", address, ErrAddress)
		}
	}
	return nil
}

// reserved are blocks that are not the public internet and that net/netip does
// not tell apart (RFC 6890 and its registries). The IPv6 ones embed IPv4
// addresses, which could name a private host.
var reserved = func() (out []netip.Prefix) {
	for _, p := range strings.Fields(`0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15
		198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fec0::/10`) {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}()
