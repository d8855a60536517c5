package article

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/salient-project/salient/fetch"
)

func server(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(page))
	})
	mux.HandleFunc("/plain", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write([]byte("PARIS, March 3, 2026\n\nText."))
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) })
	mux.HandleFunc("/inward", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data", http.StatusFound)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/image", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		w.Write([]byte("\x89PNG"))
	})
	mux.HandleFunc("/wall", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusForbidden)
		w.Write([]byte("<html><body>Are you human?</body></html>"))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestFetch(t *testing.T) {
	s := server(t)
	local := Options{AllowLoopback: true}
	tests := []struct {
		name, path string
		opts       Options
		check      func(Document, error) bool
	}{
		{"page", "/page", local, func(d Document, err error) bool {
			return err == nil && d.Byline == "Ann Ode, Bo Lin" && d.URL == s.URL+"/page"
		}},
		{"redirect within", "/moved", local, func(d Document, err error) bool { return err == nil && d.URL == s.URL+"/page" }},
		{"plain text", "/plain", local, func(d Document, err error) bool { return err == nil && d.Published.String() == "2026-03-03" }},
		{"loopback refused by default", "/page", Options{}, func(_ Document, err error) bool { return errors.Is(err, ErrForbiddenAddress) }},
		{"redirect to link-local", "/inward", local, func(_ Document, err error) bool { return errors.Is(err, ErrForbiddenAddress) }},
		{"redirect to a file", "/file", local, func(_ Document, err error) bool { return errors.Is(err, fetch.ErrScheme) }},
		{"redirects without end", "/loop", local, func(_ Document, err error) bool { return err != nil && strings.Contains(err.Error(), "redirects") }},
		{"image", "/image", local, func(_ Document, err error) bool { return errors.Is(err, ErrNoText) }},
		{"error page", "/wall", local, func(_ Document, err error) bool {
			var se *StatusError
			return errors.As(err, &se) && se.Status == http.StatusForbidden
		}},
		{"too large", "/page", Options{AllowLoopback: true, MaxBytes: 100}, func(_ Document, err error) bool { return errors.Is(err, ErrTooLarge) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Open(context.Background(), s.URL+tt.path, nil, tt.opts)
			if !tt.check(d, err) {
				t.Errorf("got %+v, %v", d, err)
			}
		})
	}
}

func TestFetchCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Fetch(ctx, server(t).URL+"/page", Options{AllowLoopback: true}); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want canceled", err)
	}
}

func TestFetchURLs(t *testing.T) {
	for _, u := range []string{"http://", "ftp://example.org/a", "http://user:pass@example.org/", "http://[::1]:1/", "http://10.0.0.1:1/", "http://2130706433:1/"} {
		if d, err := Fetch(context.Background(), u, Options{}); err == nil {
			t.Errorf("Fetch(%q) = %+v, want an error", u, d)
		}
	}
}
