package live

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/salient-project/salient/fetch"
	"github.com/salient-project/salient/store"
)

// ClientOptions say how to ask. The zero value is polite.
type ClientOptions struct {
	PerSecond float64       // requests a second to one host; 0: 2
	Timeout   time.Duration // of one exchange; 0: 60 s
	MaxBytes  int64         // of one body, unpacked; 0: 128 MiB
	Tries     int           // of one request; 0: 4
	Pause     time.Duration // before the second try, doubled for each further one, half of it by chance; 0: 1 s
	MaxWait   time.Duration // longest pause that a server's Retry-After is granted; 0: 90 s
}

func (o ClientOptions) filled() ClientOptions {
	set := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	set(&o.Timeout, 60*time.Second)
	set(&o.Pause, time.Second)
	set(&o.MaxWait, 90*time.Second)
	if o.PerSecond <= 0 {
		o.PerSecond = 2
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 128 << 20
	}
	if o.Tries <= 0 {
		o.Tries = 4
	}
	return o
}

// client asks politely. It is safe for concurrent use.
type client struct {
	ClientOptions
	http *http.Client
	now  func() time.Time
	raw  *raw

	mu    sync.Mutex
	hosts map[string]*host
}

// host is what is known of one server.
type host struct {
	limit *rate.Limiter
	mu    sync.Mutex
	until time.Time // not to be asked before, by its own word
}

func newClient(o ClientOptions, allowLoopback bool, now func() time.Time, raw *raw) *client {
	o = o.filled()
	return &client{
		ClientOptions: o, now: now, raw: raw, hosts: map[string]*host{},
		http: fetch.NewClient(fetch.Options{Timeout: o.Timeout, AllowLoopback: allowLoopback}),
	}
}

// answer is what a server sent with status 200, or 304 if notModified.
type answer struct {
	url         string // as asked for, before redirects
	header      http.Header
	body        []byte
	sha256      [32]byte
	at          time.Time
	notModified bool
	tries       int
}

// judge returns an error wrapping ErrNotMap unless a body can be what was asked for.
type judge func(contentType string, body []byte) error

// get fetches one address whole, asking only for what is newer than known. It
// repeats what may pass: timeouts, broken connections, half-sent bodies, 429
// and 5xx.
func (c *client) get(ctx context.Context, address string, known store.Fetch, fits judge) (answer, error) {
	h, err := c.host(address)
	if err != nil {
		return answer{url: address}, err
	}
	for try := 1; ; try++ {
		if err := h.wait(ctx); err != nil {
			return answer{url: address, tries: try - 1}, err
		}
		a, err := c.once(ctx, address, known, fits)
		a.tries = try
		if err == nil && !a.notModified {
			err = c.raw.keep(a)
		}
		if err == nil || ctx.Err() != nil || !passing(err) {
			return a, err
		}
		pause := c.Pause << (try - 1)
		pause = pause/2 + rand.N(pause/2+1)
		var s *StatusError
		if errors.As(err, &s) && s.After > 0 {
			if s.After > c.MaxWait {
				return a, err
			}
			pause = s.After
			h.rest(s.After)
		}
		if try >= c.Tries {
			if try > 1 {
				err = fmt.Errorf("%w (after %d tries)", err, try)
			}
			return a, err
		}
		if err := sleep(ctx, pause); err != nil {
			return a, err
		}
	}
}

// once asks one time.
func (c *client) once(ctx context.Context, address string, known store.Fetch, fits judge) (answer, error) {
	a := answer{url: address, at: c.now()}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return a, err
	}
	req.Header.Set("User-Agent", "salient (keeps published control maps; a few requests a day)")
	req.Header.Set("Accept", "application/geo+json, application/json;q=0.9, */*;q=0.1")
	if known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		req.Header.Set("If-Modified-Since", known.LastModified)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return a, err // names the method and the address
	}
	defer resp.Body.Close()
	a.header = resp.Header
	conditional := known.ETag != "" || known.LastModified != ""
	switch {
	case resp.StatusCode == http.StatusNotModified && conditional:
		a.notModified, a.sha256 = true, known.SHA256
		return a, nil
	case resp.StatusCode != http.StatusOK:
		return a, &StatusError{URL: address, Status: resp.StatusCode, After: retryAfter(resp.Header.Get("Retry-After"), c.now())}
	}
	if resp.ContentLength > c.MaxBytes {
		return a, fmt.Errorf("%s: %w: %d bytes announced, over %d", address, fetch.ErrTooLarge, resp.ContentLength, c.MaxBytes)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.MaxBytes+1))
	if err != nil {
		return a, fmt.Errorf("%s: after %d bytes: %w", address, len(body), err)
	}
	if int64(len(body)) > c.MaxBytes {
		return a, fmt.Errorf("%s: %w: over %d bytes", address, fetch.ErrTooLarge, c.MaxBytes)
	}
	if err := fits(resp.Header.Get("Content-Type"), body); err != nil {
		return a, fmt.Errorf("%s: %w", address, err)
	}
	a.body, a.sha256 = body, sha256.Sum256(body)
	return a, nil
}

func (c *client) host(address string) (*host, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("%s: %w", u.Redacted(), fetch.ErrScheme)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[u.Host]
	if h == nil {
		h = &host{limit: rate.NewLimiter(rate.Limit(c.PerSecond), 1)}
		c.hosts[u.Host] = h
	}
	return h, nil
}

// wait returns when the host may be asked.
func (h *host) wait(ctx context.Context) error {
	h.mu.Lock()
	until := h.until
	h.mu.Unlock()
	if err := sleep(ctx, time.Until(until)); err != nil {
		return err
	}
	return h.limit.Wait(ctx)
}

// rest keeps every request from the host for a while.
func (h *host) rest(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until := time.Now().Add(d); until.After(h.until) {
		h.until = until
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
