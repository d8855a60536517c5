// Package web is the web app: its built files, embedded, and how they are
// served. Start with [Handler].
//
// The source is TypeScript in src; `make web` builds it into dist, which is
// checked in so that Go alone makes the whole program. scripts/web proves that
// dist is the build of the source.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var embedded embed.FS

// Files returns the built app: index.html and what it loads, by the names that
// they have below /app/.
func Files() fs.FS {
	f, err := fs.Sub(embedded, "dist")
	if err != nil {
		panic(err) // the name is a constant
	}
	return f
}
