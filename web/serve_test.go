package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// get asks the handler as the server does, with the server's policy set.
func get(path string, headers ...string) *http.Response {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestHandler checks what each kind of address gets, and that nothing in the
// first page would be stopped by the policy.
func TestHandler(t *testing.T) {
	index := body(t, get("/app/"))
	if !strings.Contains(index, `type="module"`) || regexp.MustCompile(`<script>|<style|style="| on[a-z]+="|https?://`).MatchString(index) {
		t.Errorf("the first page:\n%s", index)
	}
	for _, path := range []string{"/app/talks", "/app/check", "/embed"} {
		if got := body(t, get(path)); got != index {
			t.Errorf("%s is not the app's first page", path)
		}
	}
	script := regexp.MustCompile(`src="(/app/assets/[^"]+\.js)"`).FindStringSubmatch(index)
	if script == nil {
		t.Fatal("the first page loads no script")
	}
	r := get(script[1], "Accept-Encoding", "gzip")
	if c := r.Header.Get("Cache-Control"); !strings.Contains(c, "immutable") || r.Header.Get("Content-Type") != media[".js"] {
		t.Errorf("%s: %v", script[1], r.Header)
	}
	z, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := io.ReadAll(z); err != nil || string(raw) != body(t, get(script[1])) {
		t.Errorf("gzipped bytes differ: %v", err)
	}
	if again := get(script[1], "Accept-Encoding", "gzip", "If-None-Match", r.Header.Get("ETag")); again.StatusCode != http.StatusNotModified || body(t, again) != "" {
		t.Errorf("asked again by its tag: %d", again.StatusCode)
	}
	if c := get("/app/sw.js").Header.Get("Cache-Control"); c != "no-cache" {
		t.Errorf("the service worker: Cache-Control %s", c)
	}
	if r := get("/app/assets/none.js"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a file that is not there: %d", r.StatusCode)
	}
	for path, want := range map[string]string{"/app/": "frame-ancestors 'none'", "/embed": "frame-ancestors *", "/app/embed": "frame-ancestors *"} {
		if got := get(path).Header.Get("Content-Security-Policy"); !strings.Contains(got, want) {
			t.Errorf("%s: policy %s", path, got)
		}
	}
}
