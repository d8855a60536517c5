package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestGet(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("User-Agent") != defaultUserAgent {
			t.Errorf("user agent %q", r.Header.Get("User-Agent"))
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<p>ground</p>"))
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/inside", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.0.0.1/secret", http.StatusFound)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/missing", http.NotFound)
	mux.HandleFunc("/large", func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(make([]byte, 4096)) })
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = z.Write(make([]byte, 1<<20))
		_ = z.Close()
	})
	mux.HandleFunc("/10GB", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10737418240")
		_, _ = w.Write([]byte("1"))
	})
	mux.HandleFunc("/half", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte("half"))
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(5 * time.Second):
		case <-r.Context().Done():
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	local := Options{AllowLoopback: true, MaxBytes: 1024, Timeout: 300 * time.Millisecond}

	for _, path := range []string{"/page", "/moved"} {
		d, err := Get(context.Background(), server.URL+path, local)
		if err != nil || string(d.Body) != "<p>ground</p>" || !strings.HasSuffix(d.URL, "/page") {
			t.Errorf("%s: %q from %s, %v", path, d.Body, d.URL, err)
		}
	}
	tests := []struct {
		name, url string
		o         Options
		want      error
	}{
		{"loopback without leave", server.URL + "/page", Options{}, ErrAddress},
		{"redirect to a private address", server.URL + "/inside", local, ErrAddress},
		{"redirect to a file", server.URL + "/file", local, ErrScheme},
		{"endless redirects", server.URL + "/loop", local, nil},
		{"not found", server.URL + "/missing", local, ErrStatus},
		{"too large", server.URL + "/large", local, ErrTooLarge},
		{"10 GB announced", server.URL + "/10GB", local, ErrTooLarge},
		{"small when packed", server.URL + "/bomb", local, ErrTooLarge},
		{"half a body", server.URL + "/half", local, nil},
		{"slow", server.URL + "/slow", local, context.DeadlineExceeded},
		{"file", "file:///etc/passwd", local, ErrScheme},
		{"password", "http://u:p@127.0.0.1/", local, ErrScheme},
		{"no host", "http:///x", local, ErrScheme},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Get(context.Background(), tt.url, tt.o)
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("%q, error %v, want %v", d.Body, err, tt.want)
			}
		})
	}
}

func TestCheckAddress(t *testing.T) {
	public := []string{"93.184.215.14:80", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443"}
	inside := []string{
		"127.0.0.1:80", "[::1]:80", "10.1.2.3:80", "172.16.0.1:80", "192.168.1.1:80", "169.254.169.254:80", "0.0.0.0:80",
		"100.64.0.1:80", "224.0.0.1:80", "255.255.255.255:80", "[::ffff:10.0.0.1]:80", "[fe80::1]:80", "[fc00::1]:80",
		"[64:ff9b::a00:1]:80", "[2002:a00:1::]:80", "[::]:80", "not an address",
	}
	for _, a := range public {
		if err := checkAddress(a, false); err != nil {
			t.Errorf("%s: %v", a, err)
		}
	}
	for _, a := range inside {
		if err := checkAddress(a, false); !errors.Is(err, ErrAddress) {
			t.Errorf("%s: %v, want it refused", a, err)
		}
	}
	if err := checkAddress("10.0.0.1:80", true); !errors.Is(err, ErrAddress) {
		t.Error("leave for loopback let a private address in")
	}
}

func TestPublicAddresses(t *testing.T) {
	for addr, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true,
		"127.0.0.1": false, "::1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"100.64.0.1": false, "0.0.0.0": false, "::": false, "fe80::1": false, "fd00::1": false, "224.0.0.1": false, "255.255.255.255": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:7f00:1::": false, "198.18.0.1": false,
	} {
		if err := checkAddress(netip.AddrPortFrom(netip.MustParseAddr(addr), 80).String(), false); (err == nil) != want {
			t.Errorf("%s: %v, want public %v", addr, err, want)
		}
	}
}
