package talks

import (
	"errors"
	"fmt"
)

// Place is where a row stands: its file and line, and the lines of its keys.
type Place struct {
	File string
	Line int
	keys map[string]int
}

// String prints the place as file:line.
func (p Place) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// of returns the line of a key, and the row's own where the key is not there.
func (p Place) of(key string) int {
	if n, ok := p.keys[key]; ok {
		return n
	}
	return p.Line
}

// Error is one fault of a record, with the place of it.
type Error struct {
	File string
	Line int // 0: the file as a whole
	Err  error
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %v", e.File, e.Err)
	}
	return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// The faults that callers may want to tell apart with [errors.Is].
var (
	ErrUnknownKey = errors.New("unknown key")
	ErrUnknownID  = errors.New("unknown id")
	ErrDuplicate  = errors.New("duplicate")
	ErrNoSource   = errors.New("no source")
	ErrNoHead     = errors.New("delegation without a head")
	ErrDates      = errors.New("impossible dates")
)
