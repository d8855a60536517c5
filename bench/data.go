package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/salient-project/salient/archive"
)

// unpack writes the packed archives that are wanted into a new temporary
// folder, for the peers, which read files only. The caller removes it.
func unpack(ctx context.Context, packed string, wanted map[string]bool) (string, error) {
	to, err := os.MkdirTemp("", "salient-bench-")
	if err != nil {
		return "", err
	}
	for name := range wanted {
		from := filepath.Join(packed, name+".tar.zst")
		fmt.Fprintf(os.Stderr, "bench: unpacking %s\n", from)
		_, err := archive.Walk(ctx, from, archive.Options{}, func(e archive.Entry) error {
			path := filepath.Join(to, name, filepath.FromSlash(e.Name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			return os.WriteFile(path, e.Data, 0o644)
		})
		if err != nil {
			return "", err
		}
	}
	return to, nil
}
