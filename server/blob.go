package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// blob is a body with its name and its compressed forms, each made when first
// asked for.
type blob struct {
	raw  []byte
	tag  string // of the bytes
	zstd func() []byte
	gzip func() []byte
}

func newBlob(raw []byte) *blob {
	sum := sha256.Sum256(raw)
	b := &blob{raw: raw, tag: base64.RawURLEncoding.EncodeToString(sum[:12])}
	b.zstd = sync.OnceValue(func() []byte { return encoder().EncodeAll(raw, nil) })
	b.gzip = sync.OnceValue(func() []byte { return gzipped(raw) })
	return b
}

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the options are constants
	}
	return e
})

// writers are reused: a new one takes longer to make than a tile to pack.
var writers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

func gzipped(raw []byte) []byte {
	var out bytes.Buffer
	w := writers.Get().(*gzip.Writer)
	defer writers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(raw) // a bytes.Buffer takes all
	_ = w.Close()
	return out.Bytes()
}

// leastCompressed is the size from which compressing pays.
const leastCompressed = 200

// encoded returns the form that an Accept-Encoding header asks for, with its
// name, empty for the bytes as they are, and the strong entity tag of that form.
func (b *blob) encoded(accept string) (body []byte, encoding, etag string) {
	body, encoding = b.raw, ""
	if len(b.raw) >= leastCompressed {
		switch {
		case accepts(accept, "zstd"):
			body, encoding = b.zstd(), "zstd"
		case accepts(accept, "gzip"):
			body, encoding = b.gzip(), "gzip"
		}
	}
	tag := b.tag
	if encoding != "" {
		tag += "-" + encoding
	}
	return body, encoding, `"` + tag + `"`
}

// accepts reports whether an Accept-Encoding header names an encoding with a
// weight above 0 (RFC 9110, section 12.5.3). A bare asterisk counts for none:
// those who send it are served as well by the plain bytes.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			q, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(weight), " ", ""), "q=")
			return !ok || strings.Trim(q, "0.") != ""
		}
	}
	return false
}
