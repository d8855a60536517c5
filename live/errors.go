package live

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/salient-project/salient/fetch"
)

// StatusError is an answer other than 200 or 304.
type StatusError struct {
	URL    string
	Status int
	// After is how long the server asks to wait; 0: it does not say.
	After time.Duration
}

func (e *StatusError) Error() string {
	text := fmt.Sprintf("%s: server answered %d %s", e.URL, e.Status, http.StatusText(e.Status))
	if e.After > 0 {
		text += fmt.Sprintf("; it asks to wait %s", e.After.Round(time.Second))
	}
	return text
}

// hasStatus reports whether err is an answer of one of the statuses.
func hasStatus(err error, statuses ...int) bool {
	var s *StatusError
	if !errors.As(err, &s) {
		return false
	}
	for _, code := range statuses {
		if s.Status == code {
			return true
		}
	}
	return false
}

// passing reports whether an error may be gone the next time.
func passing(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		switch status.Status {
		case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
			http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			return true
		}
		return false
	}
	for _, final := range []error{fetch.ErrAddress, fetch.ErrScheme, fetch.ErrTooLarge, ErrNotMap} {
		if errors.Is(err, final) {
			return false
		}
	}
	var untrusted *tls.CertificateVerificationError
	if errors.As(err, &untrusted) {
		return false
	}
	var network *url.Error
	return errors.As(err, &network) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.DeadlineExceeded) || isTimeout(err)
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

// retryAfter reads a Retry-After header: seconds or a date (RFC 9110, 10.2.3).
func retryAfter(text string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		return time.Duration(min(n, 1<<30)) * time.Second
	}
	if t, err := http.ParseTime(text); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}
