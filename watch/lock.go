package watch

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// ErrWatched says that another watcher keeps the same file.
var ErrWatched = errors.New("another watcher is at work")

// lock is what one watcher has and no other. The system takes it back when the
// program ends, however it ends: a lock is never left behind, though its file is.
type lock struct{ f *os.File }

// acquire takes the lock of a watcher's file, or returns an error wrapping
// ErrWatched that names the process which has it.
func acquire(path string) (*lock, error) {
	name := path + ".lock"
	f, err := openLocked(name)
	if errors.Is(err, ErrWatched) {
		who := ""
		if pid, rerr := os.ReadFile(name); rerr == nil && len(pid) > 0 && len(pid) < 32 {
			who = " (process " + strings.TrimSpace(string(pid)) + ")"
		}
		return nil, fmt.Errorf("%s: %w%s", path, ErrWatched, who)
	}
	if err != nil {
		return nil, err
	}
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt(fmt.Appendf(nil, "%d\n", os.Getpid()), 0) // for the message only
	}
	return &lock{f}, nil
}

func (l *lock) release() error {
	if l == nil || l.f == nil {
		return nil
	}
	f := l.f
	l.f = nil
	return f.Close()
}
