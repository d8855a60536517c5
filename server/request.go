package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// request is a request as handlers see it.
type request struct {
	*http.Request
	values url.Values
	base   string // scheme and host as the caller sees them, without a slash
	w      http.ResponseWriter
	route  *route
}

// everywhere are the parameters that every route takes: the form of the answer
// and the version of the data.
var everywhere = []string{"f", "v"}

// onlyKnown refuses parameters that a route does not take: one misspelt would
// otherwise be left out in silence and give the wrong figure.
func (r *request) onlyKnown(names ...string) error {
	for _, name := range []string{keyKnown, keySlivers} {
		if r.route.takes(name) {
			names = append(slices.Clone(names), name)
		}
	}
	for key, values := range r.values {
		if !slices.Contains(names, key) && !slices.Contains(everywhere, key) {
			known := append(slices.Clone(names), everywhere...)
			return badParameter(key, "not a parameter here").hint("there are %s", strings.Join(known, ", "))
		}
		if slices.ContainsFunc(values, func(v string) bool { return v != values[0] }) {
			return badParameter(key, "given %d times, not the same each time", len(values))
		}
		r.values[key] = values[:1] // GDAL repeats what the link to the next page has
	}
	switch r.values.Get("f") {
	case "", "json", "geojson", "html":
	default:
		return badParameter("f", "%q: want json or html", r.values.Get("f"))
	}
	return nil
}

// form returns the media type to answer in: what f says, else whichever of the
// two the Accept header prefers, else the first.
func (r *request) form(data, html string) string {
	switch r.values.Get("f") {
	case "html":
		return html
	case "json", "geojson":
		return data
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept"), ",") {
		media, _, _ := strings.Cut(part, ";")
		switch strings.TrimSpace(media) {
		case "text/html", "application/xhtml+xml":
			r.w.Header().Add("Vary", "Accept")
			return html
		case "application/json", "application/geo+json", "*/*":
			r.w.Header().Add("Vary", "Accept")
			return data
		}
	}
	r.w.Header().Add("Vary", "Accept")
	return data
}

// baseOf returns the address that a caller used to reach the server.
func (s *Server) baseOf(r *http.Request) string {
	scheme, host := "http", r.Host
	if r.TLS != nil {
		scheme = "https"
	}
	if s.TrustProxy {
		if p := r.Header.Get("X-Forwarded-Proto"); p == "https" || p == "http" {
			scheme = p
		}
		if h := r.Header.Get("X-Forwarded-Host"); h != "" && !strings.ContainsAny(h, "/\\ \"'<>?#@,") {
			host = h
		}
	}
	return scheme + "://" + host
}
