package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNeutral(t *testing.T) {
	lines, err := partial("../..")
	if err != nil || len(lines) > 0 {
		t.Errorf("%v\n%s", err, strings.Join(lines, "\n"))
	}
	dir := t.TempDir()
	for _, pkg := range neutral {
		if err := os.Mkdir(filepath.Join(dir, pkg), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "geo", "x.go"), []byte("package geo\nvar home = \"Ukraine\"\nvar wish = 1 // no name\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if lines, err := partial(dir); err != nil || len(lines) != 1 || !strings.Contains(lines[0], "x.go:2") {
		t.Errorf("%v, %v: want line 2", lines, err)
	}
}
