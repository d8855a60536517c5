// Package realdata finds the real archives that tests measure. They are not in
// the repository: they lie in the folder shared beside it, or where
// SALIENT_SHARED points.
package realdata

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir returns the folder that holds the archives, or "" where there is none.
func Dir() string {
	if d := os.Getenv("SALIENT_SHARED"); d != "" {
		return d
	}
	d, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		beside := filepath.Join(filepath.Dir(d), "shared")
		if _, err := os.Stat(filepath.Join(beside, "data")); err == nil {
			return beside
		}
		if filepath.Dir(d) == d {
			return ""
		}
		d = filepath.Dir(d)
	}
}

// File returns the path of a file below the folder, as data/nzz.tar.zst, and
// skips the test, saying so, where it is not there.
func File(t testing.TB, name string) string {
	t.Helper()
	dir := Dir()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if _, err := os.Stat(path); dir == "" || err != nil {
		t.Skipf("SKIPPED: no shared/%s beside the repository: this test needs the real archives", name)
	}
	return path
}
