package server

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestRanges asks for parts of a file, as browsers and PMTiles readers do.
func TestRanges(t *testing.T) {
	const target = "/chronicle/deepstate.bin"
	whole := text(t, ask(t, imported(), "GET", target, ""))
	tag := ask(t, imported(), "HEAD", target, "").Header.Get("ETag")
	for _, tt := range []struct {
		name, asked, ifRange string
		status               int
		want                 string
	}{
		{"first bytes", "bytes=0-3", "", 206, whole[:4]},
		{"last bytes", "bytes=-4", "", 206, whole[len(whole)-4:]},
		{"to beyond the end", "bytes=4-999999", "", 206, whole[4:]},
		{"if it is still the same", "bytes=0-3", tag, 206, whole[:4]},
		{"another since", "bytes=0-3", `"other"`, 200, whole},
		{"another unit", "lines=0-3", "", 416, ""},
		{"beyond the end", "bytes=999999-", "", 416, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			headers := []string{"Range", tt.asked, "Accept-Encoding", "gzip"}
			if tt.ifRange != "" {
				headers = append(headers, "If-Range", tt.ifRange)
			}
			r := ask(t, imported(), "GET", target, "", headers...)
			body := text(t, r)
			if r.StatusCode != tt.status || tt.want != "" && body != tt.want {
				t.Errorf("%d, %d bytes; want %d, %d bytes", r.StatusCode, len(body), tt.status, len(tt.want))
			}
			if tt.status == 416 && (r.Header.Get("Content-Type") != mediaIssue || r.Header.Get("ETag") != "") {
				t.Errorf("refused with %v\n%s", r.Header, body)
			}
		})
	}
}

// TestOddRequests sends what no client of good will sends.
func TestOddRequests(t *testing.T) {
	for _, tt := range []struct {
		name, method, target, body string
		headers                    []string
		status                     int
	}{
		{"packed article", "POST", "/v1/check", "\x1f\x8b\x08", []string{"Content-Type", "text/plain", "Content-Encoding", "gzip"}, 415},
		{"a form's parts", "POST", "/v1/check", "x", []string{"Content-Type", "multipart/form-data; boundary=x"}, 415},
		{"text that is none", "POST", "/v1/check", "\xff\xfe\xfa", []string{"Content-Type", "text/plain"}, 200},
		{"a number for text", "POST", "/v1/check", `{"text":1}`, []string{"Content-Type", mediaJSON}, 400},
		{"an inward address, in brackets", "POST", "/v1/check", `{"url":"http://[::1]:8017/"}`, []string{"Content-Type", mediaJSON}, 400},
		{"the address of a cloud's keys", "POST", "/v1/check", `{"url":"http://169.254.169.254/latest"}`, []string{"Content-Type", mediaJSON}, 400},
		{"another method", "PUT", "/v1/held", "x", nil, 405},
		{"an unknown method", "FOO", "/", "", nil, 405},
		{"encodings without sense", "GET", "/v1/sources", "", []string{"Accept-Encoding", ";;;q=zstd,,*;q="}, 200},
		{"tags without sense", "GET", "/v1/sources", "", []string{"If-None-Match", `",,"W/`}, 200},
		{"no head of its own", "HEAD", "/v1/held?on=2026-02-17", "", nil, 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := ask(t, embedded(), tt.method, tt.target, tt.body, tt.headers...)
			body := text(t, r)
			if r.StatusCode != tt.status {
				t.Errorf("%d, want %d\n%.300s", r.StatusCode, tt.status, body)
			}
			if tt.status >= 400 {
				isProblem(t, r, []byte(body))
			}
			if tt.status == 405 && !strings.Contains(r.Header.Get("Allow"), "HEAD") {
				t.Errorf("Allow: %s", r.Header.Get("Allow"))
			}
		})
	}
}

func isProblem(t *testing.T, r *http.Response, body []byte) {
	t.Helper()
	var p problem
	if err := json.Unmarshal(body, &p); err != nil || p.Status != r.StatusCode || p.Title == "" || p.Detail == "" || r.Header.Get("Content-Type") != mediaIssue {
		t.Errorf("%d is told of in %s: %v\n%.300s", r.StatusCode, r.Header.Get("Content-Type"), err, body)
	}
}

// TestSlowCaller sends headers a byte at a time: the connection is closed when
// their time is up, however busy it looks.
func TestSlowCaller(t *testing.T) {
	t.Parallel()
	base := listen(t, New(embeddedOptions()))
	conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	start := time.Now()
	go func() {
		for i := 0; ; i++ {
			if _, err := fmt.Fprintf(conn, "%s", string("GET / HTTP/1.1\r\nHost: x\r\nA: "[min(i, 27)])); err != nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}()
	_, err = io.ReadAll(bufio.NewReader(conn)) // until the server closes
	if took := time.Since(start); took > headerTime+5*time.Second {
		t.Errorf("closed after %v, %v", took, err)
	}
}

// FuzzQuery asks with any query. Nothing fails inside; what is refused is told
// in a problem document.
func FuzzQuery(f *testing.F) {
	paths := []string{"/collections/oblasts/items", "/collections/rounds/items", "/collections/held/items", "/v1/held", "/v1/change", "/v1/place",
		"/v1/search", "/v1/series", "/v1/talks/statements", "/v1/talks/rounds", "/tiles/oblasts/5/18/11.mvt", "/tiles/held/5/18/11.mvt", "/tiles/patches.json"}
	for i, q := range []string{"bbox=36,47,38,49&datetime=2026-01-01/..&limit=2&offset=1", "datetime=../2026-02-01T00:00:00%2B02:00&f=html",
		"bbox=170,-91,-170,1e9&limit=99999999999999999999", "on=2026-02-17&by=oblast&definition=deepstate", "from=2026-02-11&to=2026-02-17&slivers=drop",
		"q=36.26,47.66", "q=Pokrovsk%2C+Donetsk&limit=3", "on=%zz", "bbox=NaN,inf,-inf,0x1p3", "v=x&f=json&f=json", "limit=1;offset=2", "%00=%ff"} {
		f.Add(uint8(i), q)
	}
	handler := embedded().Handler()
	f.Fuzz(func(t *testing.T, at uint8, query string) {
		if len(query) > 500 {
			return
		}
		r := &http.Request{Method: "GET", URL: &url.URL{Path: paths[int(at)%len(paths)], RawQuery: query}, Header: http.Header{}, Host: "x", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r.WithContext(t.Context()))
		got := w.Result()
		if got.StatusCode >= 500 {
			t.Errorf("%s?%s: %d", r.URL.Path, query, got.StatusCode)
		}
		if got.StatusCode >= 400 {
			isProblem(t, got, w.Body.Bytes())
		}
	})
}
