package watch

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Func is a sink that calls a function.
type Func struct {
	Label string
	Do    func(Event) error
}

// Name implements [Sink].
func (f Func) Name() string { return f.Label }

// Send implements [Sink].
func (f Func) Send(_ context.Context, e Event) error { return f.Do(e) }

// File returns a sink that appends each event to a file as one line of JSON. An
// event that the file has already, because a run before this one was killed
// after writing it, is not written again.
func File(path string) Sink {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	return &file{path: path}
}

type file struct {
	path string
	has  map[string]bool // ids; nil: not read yet
}

func (f *file) Name() string { return "file " + f.path }

func (f *file) Send(_ context.Context, e Event) error {
	if f.has == nil {
		if err := f.read(); err != nil {
			return err
		}
	}
	if f.has[e.ID] {
		return nil
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(f.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(append(line, '\n'))
	if err == nil {
		err = out.Sync()
	}
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		f.has[e.ID] = true
	}
	return err
}

// read notes the ids of the events that the file has. A line that was cut off
// is ended, so that the next begins its own.
func (f *file) read() error {
	f.has = map[string]bool{}
	in, err := os.OpenFile(f.path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		f.has = nil
		return err
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e struct {
			ID string `json:"id"`
		}
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			f.has[e.ID] = true
		}
	}
	if err := lines.Err(); err != nil {
		f.has = nil
		return err
	}
	return endLine(in)
}

func endLine(f *os.File) error {
	st, err := f.Stat()
	if err != nil || st.Size() == 0 {
		return err
	}
	last := make([]byte, 1)
	if _, err := f.ReadAt(last, st.Size()-1); err != nil || last[0] == '\n' {
		return err
	}
	_, err = f.WriteAt([]byte("\n"), st.Size())
	return err
}
