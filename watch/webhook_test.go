package watch_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/watch"
)

var secret = []byte("a made-up secret of a test")

func hook(t *testing.T, url string) watch.Sink {
	t.Helper()
	s, err := watch.Webhook(watch.WebhookOptions{URL: url, Secret: secret, AllowLoopback: true, Now: func() time.Time { return clock }, Pause: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var news = watch.Event{ID: "4f", Kind: watch.First, Definition: "made-up", Day: day("2026-11-15"), Known: day("2026-11-16")}

func TestWebhookIsSigned(t *testing.T) {
	tries := 0
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if tries++; tries == 1 {
			rw.WriteHeader(http.StatusBadGateway)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		// As a receiver computes it, without this package.
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte("1795176000."))
		mac.Write(body)
		want := "v1=" + hex.EncodeToString(mac.Sum(nil))
		if got := r.Header.Get("X-Salient-Signature"); got != want || r.Header.Get("X-Salient-Timestamp") != "1795176000" {
			t.Errorf("signature %s at %s, want %s", got, r.Header.Get("X-Salient-Timestamp"), want)
		}
		if r.Method != http.MethodPost || r.Header.Get("X-Salient-Event") != "4f" || !strings.Contains(string(body), `"day":"2026-11-15"`) {
			t.Errorf("%s, event %s, body %s", r.Method, r.Header.Get("X-Salient-Event"), body)
		}
		rw.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()
	if err := hook(t, server.URL).Send(context.Background(), news); err != nil || tries != 2 {
		t.Errorf("%v after %d tries, want 2", err, tries)
	}
}

func TestWebhookGoesNowhereElse(t *testing.T) {
	elsewhere := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere++ }))
	defer other.Close()
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, other.URL, http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	if err := hook(t, server.URL).Send(context.Background(), news); err == nil || !strings.Contains(err.Error(), "307") || elsewhere > 0 {
		t.Errorf("redirected: %v, %d requests elsewhere", err, elsewhere)
	}
	for _, address := range []string{"http://192.168.1.1/x", "http://169.254.169.254/", "http://[fd00::1]/"} {
		if err := hook(t, address).Send(context.Background(), news); err == nil || !strings.Contains(err.Error(), "not on the public internet") {
			t.Errorf("%s: %v", address, err)
		}
	}
	// Without leave, this machine is private too, under any name.
	s, err := watch.Webhook(watch.WebhookOptions{URL: "https://localhost:1/", Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(context.Background(), news); err == nil || !strings.Contains(err.Error(), "not on the public internet") {
		t.Errorf("localhost: %v", err)
	}
}

func TestWebhookOptions(t *testing.T) {
	for _, o := range []watch.WebhookOptions{
		{URL: "http://desk.example.org/", Secret: secret},
		{URL: "https://user:word@desk.example.org/", Secret: secret},
		{URL: "file:///etc/passwd", Secret: secret, AllowLoopback: true},
		{URL: "https://desk.example.org/", Secret: []byte("short")},
	} {
		if _, err := watch.Webhook(o); err == nil {
			t.Errorf("%s accepted", o.URL)
		} else if strings.Contains(err.Error(), "word") && strings.Contains(o.URL, "user:") && strings.Contains(err.Error(), "user:word") {
			t.Errorf("the password is printed: %v", err)
		}
	}
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, append(secret, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := watch.ReadSecret(path); err != nil || string(got) != string(secret) {
		t.Errorf("secret %q, %v", got, err)
	}
}
