package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// lasting says how long a reply stays true.
type lasting int

const (
	// current replies depend on the newest map, or name no day at all.
	current lasting = iota
	// dated replies name their days. They change only where a source corrects
	// an old map, which makes another version of the data.
	dated
	// fleeting replies are about this instant.
	fleeting
)

// reply is what a handler answers.
type reply struct {
	status  int // 0: 200
	media   string
	body    *blob
	lasting lasting
	header  [][2]string
	ranged  bool // large and packed already: serve byte ranges, don't compress
}

// jsonReply prints a value as the command line does.
func jsonReply(v any, l lasting) (reply, error) {
	b, err := marshal(v)
	return reply{media: "application/json", body: newBlob(b), lasting: l}, err
}

func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return out.Bytes(), err
}

// caching returns the Cache-Control of a reply. Only an address that names both
// its days and the version of the data stands for the same bytes for good.
func (s *Server) caching(l lasting, v string) string {
	switch {
	case l == fleeting:
		return "no-store"
	case l == dated && v == s.version:
		return "public, max-age=31536000, immutable"
	case l == dated && v == "":
		return "public, max-age=3600, stale-while-revalidate=86400"
	}
	return "public, no-cache"
}

// write sends a reply.
func (s *Server) write(w http.ResponseWriter, r *http.Request, rep reply) {
	h := w.Header()
	for _, kv := range rep.header {
		h.Add(kv[0], kv[1])
	}
	h.Set("Cache-Control", s.caching(rep.lasting, r.URL.Query().Get("v")))
	if rep.status == 0 {
		rep.status = http.StatusOK
	}
	if rep.body == nil {
		w.WriteHeader(rep.status)
		return
	}
	h.Set("Content-Type", rep.media)
	if rep.ranged {
		h.Set("ETag", `"`+rep.body.tag+`"`)
		part := &ranges{ResponseWriter: w}
		http.ServeContent(part, r, "", time.Time{}, bytes.NewReader(rep.body.raw))
		if part.none {
			s.fail(w, r, problemf(http.StatusRequestedRangeNotSatisfiable, "there are %d bytes", len(rep.body.raw)))
		}
		return
	}
	h.Add("Vary", "Accept-Encoding")
	body, encoding, etag := rep.body.encoded(r.Header.Get("Accept-Encoding"))
	if rep.status == http.StatusOK && rep.lasting != fleeting {
		h.Set("ETag", etag)
		if matches(r.Header.Get("If-None-Match"), etag) {
			h.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(rep.status)
	_, _ = w.Write(body) // the caller may have gone
}

// matches reports whether an If-None-Match header names an entity tag (RFC
// 9110, section 13.1.2: compared weakly).
func matches(header, etag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == etag || part == "*" {
			return true
		}
	}
	return false
}

// ranges holds back the plain words that the standard library has for a range
// that is not there.
type ranges struct {
	http.ResponseWriter
	none bool
}

func (r *ranges) WriteHeader(status int) {
	if r.none = status == http.StatusRequestedRangeNotSatisfiable; !r.none {
		r.ResponseWriter.WriteHeader(status)
	}
}

func (r *ranges) Write(b []byte) (int, error) {
	if r.none {
		return len(b), nil
	}
	return r.ResponseWriter.Write(b)
}
