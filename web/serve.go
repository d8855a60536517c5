package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// file is one of the app's files as it is sent.
type file struct {
	media   string
	raw     []byte
	tag     string // strong entity tag, without quotes
	lasting bool   // its name has a hash of its bytes, so it never changes
	gzipped func() []byte
}

// media types by ending; what else there is would be sent as bytes.
var media = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json",
	".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8",
}

// Handler serves the app: its files below /app/, and its first page for every
// other address there and for /embed, because the app reads the address itself.
// Files whose name carries their hash may be kept for good; the first page and
// the service worker are asked for again each time, by entity tag.
//
// The policy header that the server sets allows no page to be shown inside
// another. Embeds are made for that, so for them it is loosened here.
func Handler() http.Handler {
	files := sync.OnceValue(func() map[string]*file { return read(Files()) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all := files()
		name, below := strings.CutPrefix(r.URL.Path, "/app/")
		f := all[name]
		if f == nil {
			if below && path.Ext(name) != "" {
				http.Error(w, "no such file of the app", http.StatusNotFound)
				return
			}
			f = all["index.html"]
			if name == "embed" || !below {
				h := w.Header()
				h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors *", 1))
			}
		}
		f.serve(w, r)
	})
}

// read takes in every file. It compresses nothing yet.
func read(files fs.FS) map[string]*file {
	all := map[string]*file{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		f := &file{raw: raw, media: media[path.Ext(name)], tag: base64.RawURLEncoding.EncodeToString(sum[:12]), lasting: strings.HasPrefix(name, "assets/")}
		f.gzipped = sync.OnceValue(func() []byte { return pack(raw) })
		all[name] = f
		return nil
	})
	if err != nil {
		panic(err) // embedded files can be read
	}
	return all
}

func pack(raw []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	_, _ = w.Write(raw) // a bytes.Buffer takes all
	_ = w.Close()
	return out.Bytes()
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if f.media != "" {
		h.Set("Content-Type", f.media)
	}
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if f.lasting {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body, tag := f.raw, `"`+f.tag+`"`
	if len(body) > 200 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		body, tag = f.gzipped(), `"`+f.tag+`-gzip"`
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", tag)
	if match := r.Header.Get("If-None-Match"); match != "" && strings.Contains(match, tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(body) // the caller went away, or got it
}
