package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"
)

// policy lets pages load from this server only, and run no inline script.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// requestInfo travels with a request, for the log and the metrics.
type requestInfo struct {
	id, route string
}

type infoKey struct{}

func infoOf(r *http.Request) *requestInfo {
	info, _ := r.Context().Value(infoKey{}).(*requestInfo)
	return info
}

// recorder notes what was sent.
type recorder struct {
	http.ResponseWriter
	status int
	size   int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.size += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// wrap puts around a handler what every request gets: an id, headers, limits, a
// line in the log and a count.
func (s *Server) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		info := &requestInfo{id: requestID(r)}
		r = r.WithContext(context.WithValue(r.Context(), infoKey{}, info))
		rec := &recorder{ResponseWriter: w}
		s.metrics.inside.Add(1)
		defer func() {
			s.metrics.inside.Add(-1)
			if x := recover(); x != nil {
				if x == http.ErrAbortHandler {
					panic(x)
				}
				s.Log.Error("handler panicked", "request_id", info.id, "path", r.URL.Path, "panic", x, "stack", string(debug.Stack()))
				if rec.status == 0 {
					s.fail(rec, r, problemf(http.StatusInternalServerError, "the server failed; its log has the request id"))
				}
			}
			took := time.Since(start)
			s.metrics.count(info.route, rec.status, rec.size, took)
			s.Log.Info("request", "request_id", info.id, "method", r.Method, "path", r.URL.Path, "query", r.URL.RawQuery,
				"route", info.route, "status", rec.status, "bytes", rec.size, "ms", float64(took.Microseconds())/1000, "address", s.address(r))
		}()
		h := rec.Header()
		h.Set("X-Request-Id", info.id)
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "ETag, Link, Salient-Map-Day, X-Request-Id, Content-Range, Accept-Ranges")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		if r.Method == http.MethodOptions {
			info.route = "preflight"
			h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS")
			h.Set("Access-Control-Allow-Headers", "Content-Type, If-None-Match, Range, X-Request-Id")
			h.Set("Access-Control-Max-Age", "86400")
			rec.WriteHeader(http.StatusNoContent)
			return
		}
		if !s.limits.allow(network(s.address(r))) {
			h.Set("Retry-After", "1")
			s.fail(rec, r, problemf(http.StatusTooManyRequests, "more than %g requests a second", s.Rate))
			return
		}
		next.ServeHTTP(rec, r)
	})
}

// requestID takes the caller's id if it is a plain short word, else makes one.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); id != "" && len(id) <= 64 &&
		strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == "" {
		return id
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// network is what a limit counts for: an address or, of IPv6, the /64 that one
// caller has to choose addresses from.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Is4() || ip.Is4In6() {
		return address
	}
	p, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

// address returns the caller's address, without a port.
func (s *Server) address(r *http.Request) string {
	if s.TrustProxy {
		if list := r.Header.Values("X-Forwarded-For"); len(list) > 0 {
			parts := strings.Split(list[len(list)-1], ",")
			return strings.TrimSpace(parts[len(parts)-1])
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
