package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckGoesNowhereInside: an article's address leads to no private address
// and not to this machine, neither by itself nor by a redirect.
func TestCheckGoesNowhereInside(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<p>Russia holds a fifth of the country."))
	}))
	defer server.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	for _, address := range []string{
		server.URL, "http://localhost:" + port, "http://[::1]:" + port, "http://0.0.0.0:" + port,
		"http://192.168.0.1/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[fd00::1]/",
	} {
		code, out, errOut := salient(t, filepath.Join(t.TempDir(), "s.gpkg"), "check", address)
		if code != exitFailed && code != exitUsage || out != "" || errOut == "" {
			t.Errorf("%s: status %d, %s%s", address, code, out, errOut)
		}
	}
	if asked > 0 {
		t.Errorf("this machine's server was asked %d times", asked)
	}
}
