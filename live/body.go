package live

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"
)

// ErrNotMap says that a server sent something else in a map's place.
var ErrNotMap = errors.New("not a map")

// mapLike returns an error wrapping ErrNotMap unless a body can be JSON. The
// type that a server gives is not enough: error pages come with status 200 and
// as application/json, and GitHub sends GeoJSON as text/plain.
func mapLike(contentType string, body []byte) error {
	start := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	kind, _, err := mime.ParseMediaType(contentType)
	switch {
	case len(start) == 0:
		return fmt.Errorf("the server sent an empty body: %w", ErrNotMap)
	case start[0] == '<' || kind == "text/html":
		return fmt.Errorf("the server sent an HTML page where a map was expected: %w", ErrNotMap)
	case bytes.HasPrefix(start, []byte("version https://git-lfs")):
		return fmt.Errorf("the server sent a Git LFS pointer, not the file: %w", ErrNotMap)
	case err == nil && !jsonKind(kind):
		return fmt.Errorf("the server sent %s where JSON was expected: %w", kind, ErrNotMap)
	case start[0] != '{' && start[0] != '[':
		return fmt.Errorf("the server sent no JSON document: %w", ErrNotMap)
	}
	return nil
}

func jsonKind(kind string) bool {
	switch kind {
	case "text/plain", "application/octet-stream", "text/json":
		return true
	}
	return strings.HasPrefix(kind, "application/") && strings.HasSuffix(kind, "json")
}

// pbfLike returns an error wrapping ErrNotMap unless a body can be an answer in
// ArcGIS's binary form, or the JSON in which the service says what went wrong.
func pbfLike(contentType string, body []byte) error {
	kind, _, err := mime.ParseMediaType(contentType)
	binary := err == nil && (kind == "application/x-protobuf" || kind == "application/protobuf" ||
		kind == "application/octet-stream" || kind == "application/vnd.google.protobuf")
	if binary && len(body) > 0 && body[0] != '<' && body[0] != '{' {
		return nil
	}
	return mapLike(contentType, body)
}

// maxSkew is how far a server's clock may be from this machine's before users
// are told: days are counted by the clock.
const maxSkew = time.Hour

// skew says that this machine's clock and the server's differ, or returns "".
func (a answer) skew() string {
	date, err := http.ParseTime(a.header.Get("Date"))
	if err != nil || a.at.IsZero() {
		return ""
	}
	d := a.at.Sub(date)
	if d.Abs() < maxSkew {
		return ""
	}
	word := "ahead of"
	if d < 0 {
		word = "behind"
	}
	return fmt.Sprintf("this machine's clock is %s %s the server's: days of maps may be told wrong", d.Abs().Round(time.Minute), word)
}
