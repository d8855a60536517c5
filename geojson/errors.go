package geojson

import (
	"errors"
	"fmt"
	"strings"
)

// Causes that callers tell apart with errors.Is.
var (
	ErrTruncated = errors.New("input ends too early")          // half a file
	ErrHTML      = errors.New("an HTML page, not GeoJSON")     // an error page in a map's place
	ErrSyntax    = errors.New("malformed JSON")                // what encoding/json rejects
	ErrShape     = errors.New("not GeoJSON")                   // JSON, but not as RFC 7946 has it
	ErrRange     = errors.New("coordinate out of range")       // |longitude| > 180 or |latitude| > 90
	ErrDepth     = errors.New("nested too deep to be GeoJSON") // more than maxDepth levels
)

// Error says where in a file scanning stopped, and why. It unwraps to one of
// the causes above.
type Error struct {
	Offset  int    // bytes from the start of the input; -1 where bytes say nothing
	Feature int    // number of the feature, from 0; -1 outside any
	Ring    int    // number of the ring within the feature, from 0; -1 outside any
	Detail  string // what was found or wanted; may be empty
	Cause   error
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %v", e.Place(), e.Cause)
	if e.Detail != "" {
		b.WriteString(": ")
		b.WriteString(e.Detail)
	}
	return b.String()
}

// Place names the position without the cause, as "feature 3, ring 0, byte 812".
func (e *Error) Place() string {
	var parts []string
	if e.Feature >= 0 {
		parts = append(parts, fmt.Sprintf("feature %d", e.Feature))
	}
	if e.Ring >= 0 {
		parts = append(parts, fmt.Sprintf("ring %d", e.Ring))
	}
	if e.Offset >= 0 {
		parts = append(parts, fmt.Sprintf("byte %d", e.Offset))
	}
	return strings.Join(parts, ", ")
}

func (e *Error) Unwrap() error { return e.Cause }

// fail builds an error at offset i with the feature and ring being scanned.
func (p *Parser) fail(i int, cause error, detail string) error {
	if i >= len(p.data) && cause == ErrSyntax {
		cause, i, detail = ErrTruncated, len(p.data), ""
	}
	return &Error{Offset: i, Feature: p.feature, Ring: p.ring, Detail: detail, Cause: cause}
}

// unexpected reports the byte at i where something else was wanted.
func (p *Parser) unexpected(i int, want string) error {
	if i >= len(p.data) {
		return p.fail(i, ErrSyntax, "")
	}
	return p.fail(i, ErrSyntax, fmt.Sprintf("found %q, want %s", p.data[i], want))
}
