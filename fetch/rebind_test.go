package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer answers questions for IPv4 addresses over UDP on this machine with
// what answer returns, with no time to live, as a server that rebinds a name does.
func nameServer(t *testing.T, answer func() [4]byte) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class}, Body: &dnsmessage.AResource{A: answer()},
				}}
			}
			if reply, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(reply, from)
			}
		}
	}()
	return conn.LocalAddr().String()
}

// TestRebinding: a name that is public when it is first asked for and this
// machine's afterwards leads nowhere, since the address is judged when it is
// dialed, and each time.
func TestRebinding(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer server.Close()
	var names atomic.Int32
	at := nameServer(t, func() [4]byte {
		if names.Add(1) == 1 {
			return [4]byte{93, 184, 215, 14} // somebody may have checked this one
		}
		return [4]byte{127, 0, 0, 1}
	})
	before := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", at)
	}}
	defer func() { net.DefaultResolver = before }()

	if _, err := net.DefaultResolver.LookupHost(context.Background(), "rebinds.example.org"); err != nil {
		t.Fatal(err)
	}
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	for range 2 {
		_, err := Get(context.Background(), "http://rebinds.example.org:"+port+"/", Options{Timeout: 5 * time.Second})
		if !errors.Is(err, ErrAddress) {
			t.Errorf("error %v, want %v", err, ErrAddress)
		}
	}
	if asked > 0 || names.Load() < 3 {
		t.Errorf("the server inside was asked %d times, the name server %d times", asked, names.Load())
	}
}
