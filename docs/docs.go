// Package docs is the documentation that a server shows beside its figures. It
// holds no code: see [Files].
package docs

import "embed"

// Files has the pages on method, sources and accuracy, as Markdown.
//
//go:embed method.md method-*.md accuracy.md sources.md reference-data.md talks.md
var Files embed.FS
