// Command imports checks that packages import only plainer ones: the data runs
// one way, as docs/architecture.md draws it. It also checks that the engine's
// packages name no country and no source (neutral.go).
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

const module = "github.com/salient-project/salient/"

// ranks orders the packages from plain to particular. A package may import only
// packages of a lower rank; a sub-package has its parent's rank and may import
// within it.
var ranks = []struct {
	packages string
	reason   string
}{
	{"docs", "pages, no code"},
	{"geo", "geometry knows nothing of maps"},
	{"control", "the plain types of maps"},
	{"geojson archive fetch", "bytes in, geometry out"},
	{"vector", "other formats, as GeoJSON has them"},
	{"source gazetteer chronicle", "what a map says, where places are, what stood when"},
	{"redraw settlements", "maps drawn anew, and estimated from points"},
	{"store war", "keeps chronicles; what measuring is told of a war"},
	{"intake published", "files into the store; a source's own changes beside ours"},
	{"live", "asks the sources' endpoints"},
	{"measure", "figures from chronicles"},
	{"ledger", "measured rows"},
	{"answer tile", "figures as others read them: JSON, tiles"},
	{"export", "figures as files"},
	{"talks article", "the table, and text"},
	{"claim", "what is said"},
	{"figures verdict", "what is said against what was measured"},
	{"brief", "what can be published"},
	{"watch", "what is new, told once"},
	{"server web", "sees everything but the command"},
	{"cmd", "wires"},
}

func rank(pkg string) int {
	top, _, _ := strings.Cut(strings.TrimPrefix(pkg, module), "/")
	for i, r := range ranks {
		if slices.Contains(strings.Fields(r.packages), top) {
			return i
		}
	}
	return -1
}

func main() {
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, "imports:", err)
		os.Exit(1)
	}
	bad := 0
	for line := range bytes.Lines(out) {
		fields := strings.Fields(string(line))
		pkg := fields[0]
		if tool(pkg) {
			continue
		}
		mine := rank(pkg)
		if mine < 0 {
			fmt.Printf("%s: has no place in the order of packages (scripts/imports)\n", pkg)
			bad++
			continue
		}
		for _, imported := range fields[1:] {
			if !strings.HasPrefix(imported, module) || sameTop(pkg, imported) {
				continue
			}
			if rank(imported) >= mine {
				fmt.Printf("%s imports %s: %s\n", pkg, imported, ranks[mine].reason)
				bad++
			}
		}
	}
	lines, err := partial(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "imports:", err)
		os.Exit(1)
	}
	for _, line := range lines {
		fmt.Printf("%s: this package knows of no country and no source\n", line)
	}
	if bad+len(lines) > 0 {
		os.Exit(1)
	}
}

// tool reports whether a package is a program of the repository's own upkeep.
func tool(pkg string) bool {
	rel := strings.TrimPrefix(pkg, module)
	return strings.HasPrefix(rel, "scripts/") || strings.HasPrefix(rel, "internal/") || strings.HasPrefix(rel, "bench") || strings.HasSuffix(rel, "/gen")
}

func sameTop(a, b string) bool {
	ta, _, _ := strings.Cut(strings.TrimPrefix(a, module), "/")
	tb, _, _ := strings.Cut(strings.TrimPrefix(b, module), "/")
	return ta == tb
}
