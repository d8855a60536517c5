package live

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// raw keeps fetched bytes by their SHA-256: the folder's first two digits, then
// the whole sum. The same bytes are kept once; index.jsonl says for each answer
// where and when it was fetched. A nil raw keeps nothing.
type raw struct {
	dir   string
	mu    sync.Mutex
	index *os.File
}

func openRaw(dir string) (*raw, error) {
	if dir == "" {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("keeping raw bytes: %w", err)
	}
	index, err := os.OpenFile(filepath.Join(dir, "index.jsonl"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("keeping raw bytes: %w", err)
	}
	return &raw{dir: dir, index: index}, nil
}

func (r *raw) close() {
	if r != nil {
		_ = r.index.Close() // every line was written with its own call
	}
}

// keep stores one answer's body.
func (r *raw) keep(a answer) error {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	sum := hex.EncodeToString(a.sha256[:])
	path := filepath.Join(r.dir, sum[:2], sum)
	if _, err := os.Stat(path); err != nil {
		if err := writeWhole(path, a.body); err != nil {
			return fmt.Errorf("keeping raw bytes: %w", err)
		}
	}
	line, err := json.Marshal(map[string]any{
		"sha256": sum, "url": a.url, "fetched": a.at.UTC().Format(time.RFC3339), "size": len(a.body),
		"etag": a.header.Get("ETag"), "last_modified": a.header.Get("Last-Modified"),
	})
	if err != nil {
		return err
	}
	_, err = r.index.Write(append(line, '\n'))
	return err
}

// writeWhole writes a file so that it is there whole or not at all.
func writeWhole(path string, data []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".partial-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
