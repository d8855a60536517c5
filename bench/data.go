package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/salient-project/salient/archive"
)

// unpack writes the packed archives that are wanted into a new temporary
// folder, for the peers, which read files only. The caller removes it. It is done
// by a process of its own: what this one takes at most would be counted as its
// children's.
func unpack(ctx context.Context, packed string, wanted map[string]bool) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	to, err := os.MkdirTemp("", "salient-bench-")
	if err != nil {
		return "", err
	}
	for name := range wanted {
		from := filepath.Join(packed, name+".tar.zst")
		fmt.Fprintf(os.Stderr, "bench: unpacking %s\n", from)
		if _, err := output(ctx, []string{self, "-work", "unpack", "-source", from, "-folder", filepath.Join(to, name)}); err != nil {
			return "", err
		}
	}
	return to, nil
}

// unpackWork writes the files of a packed archive into a folder.
func unpackWork(from, to string) error {
	_, err := archive.Walk(context.Background(), from, archive.Options{}, func(e archive.Entry) error {
		path := filepath.Join(to, filepath.FromSlash(e.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, e.Data, 0o644)
	})
	return err
}
