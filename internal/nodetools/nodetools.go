// Package nodetools finds the independent readers and validators, written for
// Node.js by others, that tests hold Salient's output against: a reader of
// vector tiles, a linter of OpenAPI documents, a validator of HTML. make tools
// installs them; package.json beside this file says which.
package nodetools

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Dir returns the node_modules folder that holds a tool or package, as
// .bin/redocly or pbf. Where it is not installed the test is skipped, and says
// so; in CI it fails, for a check that CI leaves out is no check.
func Dir(t testing.TB, name string) string {
	t.Helper()
	_, file, _, _ := runtime.Caller(0)
	dir := filepath.Join(filepath.Dir(file), "node_modules")
	_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
	if _, lookErr := exec.LookPath("node"); err == nil && lookErr == nil {
		return dir
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed: run make tools", name)
	}
	t.Skipf("SKIPPED: no %s: this test needs Node.js and what make tools installs", name)
	return ""
}

// Bin returns the path of a command, as redocly.
func Bin(t testing.TB, name string) string {
	t.Helper()
	return filepath.Join(Dir(t, ".bin/"+name), ".bin", name)
}
